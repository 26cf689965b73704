"""People: its events, its state, its rules."""
