"""People inside one case: the parts they hold, where they belong, and what they have said yes to.

There is no person across cases: the same human being in two cases is two values (DESIGN
section 1).
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.process.kernel.event import MemberId, PersonId


class Part(Enum):
    """What somebody is to the case; one person may hold several (RC-010, RC-011)."""

    AFFECTED = "affected_party"
    RESPONSIBLE = "responsible_party"
    SUPPORTING = "supporting_party"
    REPRESENTATIVE = "community_representative"
    PARTICIPANT = "circle_participant"


PRIMARY = frozenset({Part.AFFECTED, Part.RESPONSIBLE})


class Affiliation(Enum):
    """Where somebody belongs (RC-009)."""

    STUDENT = "student"
    FACULTY = "faculty"
    STAFF = "staff"
    OTHER = "other"


class Answer(Enum):
    """A yes-or-no question that may be left open."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class ReadHow(Enum):
    """How a participant took in a form before signing it (RC-SD2-13)."""

    BY_THEMSELF = "by_themself"
    ALOUD = "aloud"
    INTERPRETED = "interpreted"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A participant as the record of the case knows them.

    ``called`` is the first name they agreed to see on the room's screen. ``willing`` and
    ``able`` are what they said of taking part (RC-SD1-1); ``dialogue_signed`` the day they
    signed the Agreement to Dialogue; ``consents`` says yes or no to each facilitator.
    """

    id: PersonId
    name: str
    called: str
    parts: tuple[Part, ...]
    affiliation: Affiliation
    initiating: bool = False
    invited_by: PersonId | None = None
    purpose: str = ""
    willing: Answer | None = None
    able: bool = False
    reporter: Answer | None = None
    dialogue_signed: date | None = None
    read_how: ReadHow | None = None
    support_settled: bool = False
    questions_given: date | None = None
    consents: tuple[tuple[MemberId, bool], ...] = ()

    @property
    def primary(self) -> bool:
        """Whether they are a Primary Party (RC-012)."""
        return any(part in PRIMARY for part in self.parts)

    @property
    def harmed(self) -> bool:
        """Whether they are an Affected Party."""
        return Part.AFFECTED in self.parts

    def holds(self, part: Part) -> bool:
        """Whether they hold that part."""
        return part in self.parts

    def accepts(self, member: MemberId) -> bool | None:
        """What they said to that facilitator; None while they were not asked."""
        return dict(self.consents).get(member)
