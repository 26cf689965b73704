"""The circle, round by round (policy section 4C)."""
