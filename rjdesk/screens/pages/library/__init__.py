"""The page of the library, and its parts."""
