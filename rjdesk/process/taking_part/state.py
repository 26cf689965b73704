"""What stands of taking part, as its events left it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Answer


class Ending(Enum):
    """How a process ended without an agreement that was fulfilled."""

    PURPOSE_MET = "purpose_met"
    NOT_SUITABLE = "not_suitable"
    DISCONTINUED = "discontinued"
    REDIRECTED = "redirected"


class Stand(Enum):
    """How somebody stands to a process they are named for (DESIGN 2.4).

    NOT_ASKED also for whoever is not sure: missing wherever a yes is demanded, and neither yes
    nor no where heads are counted. GONE is who left, or was taken off the list.
    """

    NOT_ASKED = "not_asked"
    YES = "yes"
    NO = "no"
    GONE = "gone"


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of taking part, since which day (RC-040, RC-SD1-1)."""

    person: PersonId
    willing: Answer
    able: bool
    since: date


class Departure(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who took part and left.

    ``may_contact`` is their answer whether they may be contacted afterwards, None before they
    were asked; ``support_offered`` the day they were followed up with (RC-173, A21).
    """

    person: PersonId
    on: date
    may_contact: bool | None = None
    support_offered: date | None = None


ALL = ""
"""Who stopped where it was no single person: the process as a whole."""


class TakingPart(msgspec.Struct, frozen=True, kw_only=True):
    """Who is named for the process and what they said; who left; what it came to.

    ``named_for`` are the Primary Parties that it is held with; none means all of them.
    ``go_on`` is what those who remain said since the latest departure of a Primary Party (A17),
    ``stopped`` who stopped since alternatives were last presented (RC-041).
    """

    named_for: tuple[PersonId, ...] = ()
    answers: tuple[Said, ...] = ()
    departures: tuple[Departure, ...] = ()
    taken_off: tuple[PersonId, ...] = ()
    go_on: tuple[tuple[PersonId, bool], ...] = ()
    stopped: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    alternatives_on: date | None = None
    elsewhere: tuple[tuple[PersonId, date], ...] = ()
    dissolved: date | None = None
    ended: date | None = None
    ending: Ending | None = None

    def said(self, person: PersonId) -> Said | None:
        """Return what somebody said of taking part, or None while they were not asked."""
        return next((said for said in self.answers if said.person == person), None)

    def left(self, person: PersonId) -> Departure | None:
        """Return how somebody left, or None."""
        return next((d for d in self.departures if d.person == person), None)

    def with_answer(self, said: Said) -> TakingPart:
        """Return it with an answer in the place of an earlier one."""
        others = tuple(known for known in self.answers if known.person != said.person)
        return replace(self, answers=(*others, said))

    def with_departure(self, departure: Departure) -> TakingPart:
        """Return it with a departure in the place of an earlier one."""
        others = tuple(d for d in self.departures if d.person != departure.person)
        return replace(self, departures=(*others, departure))

    def with_stop(self, who: str) -> TakingPart:
        """Return it with somebody, or ALL, who stopped; alternatives are to be presented."""
        return replace(self, stopped=tuple(dict.fromkeys((*self.stopped, who))))

    def without_stop(self, who: str) -> TakingPart:
        """Return it without somebody who stopped, since they take part again."""
        return replace(self, stopped=tuple(s for s in self.stopped if s != who))
