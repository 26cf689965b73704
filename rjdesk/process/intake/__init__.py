"""Intake: its events, its state, its rules."""
