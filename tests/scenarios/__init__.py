"""Whole stories, told through the desk's one door."""
