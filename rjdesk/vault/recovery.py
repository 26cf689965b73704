"""The recovery code: 128 bits on paper, typed back, that open a login whose passphrase is lost.

It is spelled in letters and figures that cannot be read two ways, in groups of four, and ends in
two signs by which a slip of the pen is told before anything is tried.
"""

from __future__ import annotations

import os

from rjdesk.vault.keys import UnlockKey
from rjdesk.vault.seals import context, derived, digest
from rjdesk.vault.troubles import WrongCode

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U."""
ALIKE = str.maketrans("OIL", "011")
CODE_BYTES = 16
BITS = 5
CODE_SIGNS = 26
CHECK_SIGNS = 2
GROUP = 4


def fresh_code() -> str:
    """Return a new code, as it is printed."""
    return spelled_code(os.urandom(CODE_BYTES))


def spelled_code(code: bytes) -> str:
    """Return a code as people read it, in groups of four.

    >>> spelled_code(bytes(16))
    '0000-0000-0000-0000-0000-0000-00GJ'
    """
    signs = _signs(int.from_bytes(code, "big"), CODE_SIGNS) + _check(code)
    return "-".join(signs[n : n + GROUP] for n in range(0, len(signs), GROUP))


def read_code(typed: str) -> bytes:
    """Return the code that somebody typed, however they spaced it; raises WrongCode."""
    bare = "".join(typed.upper().split()).replace("-", "").translate(ALIKE)
    if len(bare) != CODE_SIGNS + CHECK_SIGNS or not set(bare) <= set(SIGNS):
        raise _mistyped()
    number = 0
    for sign in bare[:CODE_SIGNS]:
        number = number << BITS | SIGNS.index(sign)
    if number.bit_length() > 8 * CODE_BYTES:
        raise _mistyped()
    code = number.to_bytes(CODE_BYTES, "big")
    if _check(code) != bare[CODE_SIGNS:]:
        raise _mistyped()
    return code


def code_key(code: bytes, salt: bytes) -> UnlockKey:
    """Return what a code opens its slot with: it needs no stretching, being random."""
    return UnlockKey(derived(code + salt, "code"))


def _check(code: bytes) -> str:
    return _signs(int.from_bytes(digest(context("code"), code)[:2], "big") >> 6, CHECK_SIGNS)


def _signs(number: int, count: int) -> str:
    return "".join(SIGNS[number >> BITS * n & 31] for n in reversed(range(count)))


def _mistyped() -> WrongCode:
    return WrongCode(
        "This is not a whole recovery code: it has seven groups of four signs, and one of them is "
        "not as it was printed. Nothing was changed. Compare it with the sheet, sign by sign."
    )
