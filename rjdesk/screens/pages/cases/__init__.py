"""The page of cases, and its parts."""
