"""Passphrases stretched once in a run of tests: it takes a sixth of a second, and always the same.

What stretching does, and what refuses a wrong passphrase, has tests of its own.
"""

from __future__ import annotations

import json
from pathlib import Path

from rjdesk.vault.header import FLOOR
from rjdesk.vault.keys import NewSecret, UnlockKey, new_secret

_SECRETS: dict[str, NewSecret] = {}


def secret_of(passphrase: str) -> NewSecret:
    """Return what a member who chooses this passphrase gives, at the least cost there is."""
    if passphrase not in _SECRETS:
        _SECRETS[passphrase] = new_secret(passphrase, cost=FLOOR)
    return _SECRETS[passphrase]


def key_of(passphrase: str) -> UnlockKey:
    """Return what opens the slot of a member who gave ``secret_of`` this passphrase."""
    return secret_of(passphrase).key


def hand_on(file: Path) -> None:
    """Write down what was stretched so far, for a process that opens the same vaults."""
    known = {name: (each.salt.hex(), each.key.secret.hex()) for name, each in _SECRETS.items()}
    file.write_text(json.dumps(known), encoding="utf-8")


def take_over(file: Path) -> None:
    """Take what another process has handed on."""
    for name, (salt, key) in json.loads(file.read_text(encoding="utf-8")).items():
        _SECRETS[name] = NewSecret(bytes.fromhex(salt), FLOOR, UnlockKey(bytes.fromhex(key)))
