"""Cases of sexual harm: the flag, who decides about them, and what waits for it (SD III)."""
