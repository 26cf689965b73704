"""The page of preparation, and its parts."""
