"""Mistakes put right, and rules set aside with a reason."""
