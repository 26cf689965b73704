"""Preparing a meeting of everybody (policy sections 1, 3A, 3B and 4C)."""
