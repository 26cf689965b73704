"""Recusal: who takes no part in a case and reads nothing of it, and who asked for that (3B)."""
