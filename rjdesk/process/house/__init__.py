"""House: its events, its state, its rules."""
