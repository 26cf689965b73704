"""The page of papers, and its parts."""
