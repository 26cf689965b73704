"""Rulings: what a rule says of an act, and what would allow it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from rjdesk.process.event import Entry, Event, MemberId

if TYPE_CHECKING:
    from datetime import date

    from rjdesk.process.case import Case
    from rjdesk.process.coalition import Coalition, Member
    from rjdesk.process.programme import Programme


class Strength(Enum):
    """How binding a rule is, as the policy's own verb has it."""

    SHALL = "shall"
    SHOULD = "should"
    MAY = "may"


class Role(Enum):
    """In what capacity a member acts."""

    CHAIR = "chair"
    FACILITATOR = "facilitator"
    STAFF_ADVISOR = "staff_advisor"
    DIRECTOR = "director"
    COALITION = "coalition"


ITSELF = "itself"
"""The same act supplies it, answered differently."""
NOBODY = "nobody"
"""No act supplies it: it comes with time, or it stays as it is."""


class Missing(msgspec.Struct, frozen=True):
    """One thing that is missing: what, from whom, and how it is supplied.

    ``act`` is the tag of the event that supplies it, ITSELF or NOBODY.
    """

    what: str
    act: str
    who: tuple[str, ...] = ()
    supply: str = ""

    def in_words(self) -> str:
        """Return what is missing, and from whom where the sentence does not name them itself."""
        others = [name for name in self.who if name not in self.what]
        return f"{self.what} ({', '.join(others)})" if others else self.what

    def and_the_way(self) -> str:
        """Return what is missing, from whom, and how it is supplied."""
        return f"{self.in_words()} {self.supply}".strip()


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule says of one act.

    ``missing`` is empty when the rule is met. ``warns`` marks a rule that only speaks and
    never refuses. ``override_by`` names who may set a should-rule aside with a written
    reason; ``overridden`` holds that reason once it was given.
    """

    rule: str
    section: str
    strength: Strength
    missing: tuple[Missing, ...] = ()
    warns: bool = False
    override_by: Role | None = None
    overridden: str = ""

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def refuses(self) -> bool:
        """Whether this ruling alone keeps the act from being recorded."""
        return bool(self.missing) and not self.warns and not self.overridden


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a rule may look at: never the notes, never a clock.

    ``case`` is None before a case exists and for acts of the coalition. ``corrected`` is the
    entry that the act names as replaced, or None where there is no such entry.
    """

    case: Case | None
    coalition: Coalition
    programme: Programme
    actor: MemberId
    today: date
    corrected: Entry | None = None

    @property
    def the_case(self) -> Case:
        """The case, for rules that guard acts which need one."""
        if self.case is None:
            raise LookupError("this act belongs to a case, and none was given")
        return self.case

    @property
    def member(self) -> Member | None:
        """The acting member as the coalition knows them."""
        return self.coalition.member(self.actor)

    def acts_as(self, role: Role) -> bool:
        """Whether the acting member holds that role here and now."""
        if role is Role.FACILITATOR:
            return self.case is not None and self.actor in self.case.facilitators
        return self.coalition.holds_role(self.actor, role, self.today, self.programme)


Check = Callable[..., Iterable[Missing]]


class Rule(msgspec.Struct, frozen=True):
    """A pure function that guards some events, with its requirement, section and strength."""

    id: str
    section: str
    strength: Strength
    guards: tuple[type[Event], ...]
    check: Check
    warns: bool = False

    @property
    def of_the_house(self) -> bool:
        """Whether it holds whatever the programme (its id begins with RJ)."""
        return self.id.startswith("RJ-")

    def rule_on(self, event: Event, at: Moment) -> Ruling:
        """Return the ruling, with the programme's strength, effect and overriding role."""
        setting = at.programme.setting(self.id)
        missing = tuple(self.check(event, at))
        strength = setting.strength or self.strength
        reason = ""
        if missing and at.case is not None:
            reason = at.case.override_for(self.id, event.tag)
        return Ruling(
            rule=self.id,
            section=setting.section or self.section,
            strength=strength,
            missing=missing,
            warns=self.warns or setting.effect == "warn",
            override_by=setting.override if strength is Strength.SHOULD else None,
            overridden=reason if strength is Strength.SHOULD else "",
        )


def rule(
    id_: str,
    section: str,
    strength: Strength,
    *guards: type[Event],
    warns: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a function ``(event, moment) -> what is missing``.

    The function yields a Missing for each thing that stands in the way, or nothing.
    """

    def make(check: Check) -> Rule:
        return Rule(id_, section, strength, guards, check, warns)

    return make
