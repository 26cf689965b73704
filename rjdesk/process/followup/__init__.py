"""Followup: its events, its state, its rules."""
