"""Backups of the vault: which were made, and which are gone (6B.4)."""
