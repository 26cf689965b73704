"""Decisions of several, as they lie in a case (DESIGN 2.5)."""
