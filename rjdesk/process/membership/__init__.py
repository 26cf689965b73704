"""Membership: its events, its state, its rules."""
