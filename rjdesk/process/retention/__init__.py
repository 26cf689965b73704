"""Retention: its events, its state, its rules."""
