"""The page of the coalition, and its parts."""
