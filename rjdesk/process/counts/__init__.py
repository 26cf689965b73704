"""Counts: its events, its state, its rules."""
