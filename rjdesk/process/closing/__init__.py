"""Closing: its events, its state, its rules."""
