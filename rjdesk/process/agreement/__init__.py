"""Agreement: its events, its state, its rules."""
