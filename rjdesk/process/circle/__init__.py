"""Circle: its events, its state, its rules."""
