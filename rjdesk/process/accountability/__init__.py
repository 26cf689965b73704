"""Accountability: its events, its state, its rules."""
