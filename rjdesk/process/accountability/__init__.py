"""One-party circles and meetings that come again (3B, 4D.2)."""
