"""The page of premeeting, and its parts."""
