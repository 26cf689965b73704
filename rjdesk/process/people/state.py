"""People inside one case: the parts they hold, where they belong, and what they have said yes to.

There is no person across cases: the same human being in two cases is two values (DESIGN
section 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType

import msgspec

from rjdesk.process.kernel.event import MemberId, PersonId


class Part(Enum):
    """What somebody is to the case; one person may hold several (RC-010, RC-011)."""

    AFFECTED = "affected_party"
    RESPONSIBLE = "responsible_party"
    SUPPORTING = "supporting_party"
    REPRESENTATIVE = "community_representative"
    PARTICIPANT = "circle_participant"
    SPEAKER = "party_representative"
    INTERPRETER = "interpreter"


class Traits(msgspec.Struct, frozen=True, kw_only=True):
    """What a part brings with it (R21).

    ``primary`` marks the parties themselves. Whoever is ``seated`` has a seat in the circle: a
    turn, and a yes or no to each action. Whoever ``consents`` is asked for themself whether they
    take part. Who is invited by a Primary Party comes for ``a_party``: their support, who speaks
    for them, who interprets.
    """

    primary: bool = False
    seated: bool = True
    consents: bool = True
    a_party: bool = False


TRAITS: Mapping[Part, Traits] = MappingProxyType(
    {
        Part.AFFECTED: Traits(primary=True),
        Part.RESPONSIBLE: Traits(primary=True),
        Part.SUPPORTING: Traits(a_party=True),
        Part.REPRESENTATIVE: Traits(),
        Part.PARTICIPANT: Traits(),
        Part.SPEAKER: Traits(consents=False, a_party=True),
        Part.INTERPRETER: Traits(seated=False, consents=False, a_party=True),
    }
)
"""Every part. A representative speaks and agrees on the word of their party, who alone consents;
an interpreter has no turn, no tick, and is not counted."""


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


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody is reached; ``otherwise`` is whatever is neither telephone nor mail."""

    phone: str = ""
    email: str = ""
    otherwise: str = ""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A participant as the record of the case knows them.

    ``entered`` is their name as it was typed, ``liked`` the first name they agreed to see on the
    room's screen; ``name`` and ``called`` are the same, told apart from others in the case, and
    are what is shown. ``former`` are names they had before, and ``renamed`` is the day since which
    they have another (A39); ``reached`` is how they were reached before. An ``organisation`` may
    be a party as a person may.
    ``dialogue_signed`` is the day they signed the Agreement to Dialogue; ``consents`` says yes or
    no to each facilitator.
    """

    id: PersonId
    entered: str
    liked: str
    parts: tuple[Part, ...]
    affiliation: Affiliation
    name: str = ""
    called: str = ""
    former: tuple[str, ...] = ()
    renamed: date | None = None
    organisation: bool = False
    reach: Reach = Reach()
    reached: tuple[Reach, ...] = ()
    initiating: bool = False
    invited_by: PersonId | None = None
    purpose: str = ""
    reporter: Answer | None = None
    dialogue_signed: date | None = None
    read_how: ReadHow | None = None
    support_settled: bool = False
    consents: tuple[tuple[MemberId, bool], ...] = ()
    member: MemberId | None = None

    @property
    def primary(self) -> bool:
        """Whether they are a Primary Party (RC-012)."""
        return any(TRAITS[part].primary for part in self.parts)

    @property
    def seated(self) -> bool:
        """Whether they have a seat in a circle, with a turn and a yes or no to each action."""
        return any(TRAITS[part].seated for part in self.parts)

    @property
    def consents_alone(self) -> bool:
        """Whether they are asked for themself whether they take part."""
        return any(TRAITS[part].consents for part in self.parts)

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
