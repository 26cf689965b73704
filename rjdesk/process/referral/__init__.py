"""Who sent a case, minors and their guardians, reporting back (RP-05, A11)."""
