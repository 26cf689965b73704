"""The page of agreement, and its parts."""
