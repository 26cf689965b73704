"""Corrections: its events, its state, its rules."""
