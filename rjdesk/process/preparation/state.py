"""What stands of preparation, as its events left it."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

import msgspec

from rjdesk.process.kernel.event import PersonId


class ProcessType(Enum):
    """A conference, one of the circles (RC-017, RC-018), or messages alone (R22)."""

    CONFERENCE = "conference"
    HARM_CIRCLE = "harm_circle"
    COMMUNITY_CIRCLE = "community_circle"
    RE_ENTRY_CIRCLE = "re_entry_circle"
    SUPPORT_CIRCLE = "support_circle"
    ACCOUNTABILITY_CIRCLE = "accountability_circle"
    INDIRECT = "indirect"


WITHOUT_SIDES = frozenset(
    {ProcessType.COMMUNITY_CIRCLE, ProcessType.RE_ENTRY_CIRCLE, ProcessType.SUPPORT_CIRCLE}
)
"""Circles that are not held between parties: the format of section 4C is an example for those."""


class About(Enum):
    """What a guiding question asks for (RC-087 to RC-089)."""

    HARM = "harm"
    FEELINGS = "feelings"
    NEEDS = "needs"
    REQUESTS = "requests"
    UNTAGGED = "untagged"


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A guiding question, written beforehand or added in the circle."""

    id: str
    text: str
    about: About = About.UNTAGGED


class Preparation(msgspec.Struct, frozen=True, kw_only=True):
    """What has been prepared. ``starts_at`` is local wall-clock time without a zone.

    ``given`` says who has the questions in hand, since which day; ``held_for`` for whom a circle
    without sides is held, such as whoever comes back (RC-195).
    """

    kind: ProcessType | None = None
    confidential: bool = True
    held_for: PersonId | None = None
    starts_at: datetime | None = None
    minutes: int = 0
    place: str = ""
    roster: tuple[PersonId, ...] = ()
    reason: str = ""
    questions: tuple[Question, ...] = ()
    closing_question: str = ""
    given: tuple[tuple[PersonId, date], ...] = ()

    def given_to(self, person: PersonId) -> date | None:
        """Return the day on which somebody received the questions, or None."""
        return dict(self.given).get(person)
