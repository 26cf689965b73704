"""The page of taking part, and its parts."""
