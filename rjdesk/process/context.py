"""What a rule looks at, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import msgspec

from rjdesk.process.case import Case, process_of
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.event import Entry, Event, MemberId
from rjdesk.process.kernel.offices import FACILITATOR, Office, RoleId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.kernel.ruling import Missing, Ruling, Strength
from rjdesk.process.membership.state import Member


class RuleContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a rule may look at: never the notes, never a clock.

    ``case`` is None before a case exists and for acts of the coalition. ``corrected`` is the
    entry that the act names as replaced, or None where there is no such entry; ``recorded_on``
    the day on which the first in its place was recorded. ``overriding``
    tells who may set a rule aside for an act, by their ids; ``left`` tells in sentences who is
    named in what would leave by an act, where that was read; ``has_keys`` whether a member has
    keys here, and so answers for themself; ``with_key`` who has the key to the record, None where
    all who are entitled do.
    """

    case: Case | None
    coalition: Coalition
    programme: Programme
    actor: MemberId
    today: date
    corrected: Entry | None = None
    recorded_on: date | None = None
    overriding: Callable[[str, str], RoleId | None] = lambda _rule, _act: None
    left: Callable[[Event], Iterable[str]] = lambda _event: ()
    has_keys: Callable[[MemberId], bool] = lambda _member: True
    with_key: frozenset[MemberId] | None = None

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

    def readers(self) -> frozenset[MemberId]:
        """Return who can read the record for good: they may, and have the key to it.

        Whoever was let in up to a day is none of them (RC-124).
        """
        may = self.the_case.without_what_is_over(date.max).record_holders
        return may if self.with_key is None else may & self.with_key

    def acts_as(self, role: RoleId) -> bool:
        """Whether the acting member holds that role here and now."""
        if role == FACILITATOR:
            return self.case is not None and self.actor in self.case.facilitators
        return self.coalition.holds_role(self.actor, role, self.today, self.programme)

    def holds_one_of(self, offices: Iterable[Office]) -> bool:
        """Whether the acting member holds any of these offices now."""
        return self.coalition.holds_one_of(self.actor, offices, self.today, self.programme)


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

    def rule_on(self, event: Event, at: RuleContext) -> Ruling:
        """Return the ruling, with the programme's strength, effect and overriding role."""
        setting = at.programme.setting(self.id)
        missing = tuple(self.check(event, at))
        strength = setting.strength or self.strength
        may_be = setting.override if strength is Strength.SHOULD else None
        reason = ""
        if missing and at.case is not None:
            reason = at.case.override_for(self.id, event.tag, process_of(event))
        return Ruling(
            rule=self.id,
            section=setting.section or self.section,
            strength=strength,
            missing=missing,
            warns=self.warns or setting.effect == "warn",
            override_by=may_be,
            mine=bool(missing) and may_be is not None and at.acts_as(may_be),
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
