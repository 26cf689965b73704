"""The page of circle, and its parts."""
