"""Taking part: its events, its state, its rules."""
