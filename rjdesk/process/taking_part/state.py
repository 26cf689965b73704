"""What stands of taking part, as its events left it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.process.kernel.event import PersonId


class Ending(Enum):
    """How a process ended without an agreement that was fulfilled."""

    PURPOSE_MET = "purpose_met"
    NOT_SUITABLE = "not_suitable"
    DISCONTINUED = "discontinued"


class Departure(msgspec.Struct, frozen=True):
    """Somebody who took part and left; ``support_offered`` once they were followed up (RC-173)."""

    person: PersonId
    on: date
    support_offered: date | None = None


class Interruption(msgspec.Struct, frozen=True, kw_only=True):
    """Who left, what was offered to those who stay, and how the process ended."""

    departures: tuple[Departure, ...] = ()
    taken_off: tuple[PersonId, ...] = ()
    alternatives: tuple[str, ...] = ()
    alternatives_on: date | None = None
    dissolved: date | None = None
    go_on: tuple[tuple[PersonId, bool], ...] = ()
    ended: date | None = None
    ending: Ending | None = None

    def left(self, person: PersonId) -> Departure | None:
        """Return how somebody left, or None."""
        return next((d for d in self.departures if d.person == person), None)
