"""The review of a reflection before others read it."""
