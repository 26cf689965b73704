"""Counts that outlive a case (7A, A1)."""
