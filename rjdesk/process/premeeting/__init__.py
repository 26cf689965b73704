"""Premeeting: its events, its state, its rules."""
