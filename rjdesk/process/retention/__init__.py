"""From when until when records must be destroyed (6B.4)."""
