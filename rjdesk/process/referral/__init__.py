"""Referral: its events, its state, its rules."""
