"""Notes: its events, its state, its rules."""
