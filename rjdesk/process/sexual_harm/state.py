"""What stands of a case of sexual harm, as its events left it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.event import PersonId, ProcessId


class HarmStep(Enum):
    """What is decided in a case of sexual harm, by the key that journals keep.

    TAKE_ON is that the case was screened and goes on (RC-SD3-03), END that it ends for good
    (RC-SD3-04), CLEAR that it is no case of sexual harm (RC-SD3-01).
    """

    TAKE_ON = "take_on"
    END = "end"
    CLEAR = "clear"


class Asks(Enum):
    """For what an Affected Party asks of their own accord, by the key that journals keep.

    CONFERENCE is to meet the other side face to face, MESSAGES to hear each other by messages
    that are carried; who asks for one has not asked for the other (RC-SD3-09).
    """

    CONFERENCE = "conference"
    MESSAGES = "messages"
    NOTHING = "nothing"


class AskedFor(msgspec.Struct, frozen=True):
    """For what an Affected Party asks in a process, as they said it last."""

    process: ProcessId
    person: PersonId
    asks: Asks


class SexualHarm(msgspec.Struct, frozen=True, kw_only=True):
    """Since when a case is one of sexual harm, when it was taken on, and when it was ended.

    ``asked_for`` is what Affected Parties ask for of their own accord, in which process.
    """

    flagged: date | None = None
    taken_on: date | None = None
    ended: date | None = None
    asked_for: tuple[AskedFor, ...] = ()

    def without(self, process: ProcessId, person: PersonId) -> SexualHarm:
        """Return it with nothing that somebody asks for in a process: they left it."""
        left = (each for each in self.asked_for if (each.process, each.person) != (process, person))
        return replace(self, asked_for=tuple(left))
