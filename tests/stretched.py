"""Passphrases stretched once in a run of tests: it takes a sixth of a second, and always the same.

What stretching does, and what refuses a wrong passphrase, has tests of its own.
"""

from __future__ import annotations

from functools import cache

from rjdesk.vault.header import FLOOR
from rjdesk.vault.keys import NewSecret, UnlockKey, new_secret


@cache
def secret_of(passphrase: str) -> NewSecret:
    """Return what a member who chooses this passphrase gives, at the least cost there is."""
    return new_secret(passphrase, cost=FLOOR)


def key_of(passphrase: str) -> UnlockKey:
    """Return what opens the slot of a member who gave ``secret_of`` this passphrase."""
    return secret_of(passphrase).key
