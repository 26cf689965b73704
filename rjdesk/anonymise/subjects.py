"""Whom a find stands for: somebody of the roster, or somebody who is on none."""

from __future__ import annotations

import msgspec


class Facilitator(msgspec.Struct, frozen=True, tag="facilitator"):
    """A facilitator, whose name stays (RC-107). ``place`` counts from 0 in the roster."""

    place: int


class Party(msgspec.Struct, frozen=True, tag="party"):
    """Somebody of the case whose name goes. ``place`` counts from 0 in the roster."""

    place: int


class SomeParty(msgspec.Struct, frozen=True, tag="some-party"):
    """One of several parties who share a name; nobody guesses which."""


class Stranger(msgspec.Struct, frozen=True, tag="stranger"):
    """Somebody on no roster. ``name`` is what they are called, folded, in lower case."""

    name: str


Subject = Facilitator | Party | SomeParty | Stranger
"""Whom a name stands for, so that the same gets the same label."""
