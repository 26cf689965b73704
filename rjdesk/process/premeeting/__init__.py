"""Contact and pre-meetings (policy section 4B)."""
