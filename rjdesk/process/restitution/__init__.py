"""Restitution: its events, its state, its rules."""
