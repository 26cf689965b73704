"""Preparation: its events, its state, its rules."""
