"""Money paid in parts, and what shows it (RP-18)."""
