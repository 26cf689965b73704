"""The page of followup, and its parts."""
