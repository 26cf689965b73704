"""The page of journey, and its parts."""
