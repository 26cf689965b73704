"""Every rule of every chapter, and the ruling on an act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from msgspec.structs import replace

from rjdesk.process.accountability import rules as accountability
from rjdesk.process.agreement import rules as agreement
from rjdesk.process.backups import rules as backups
from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.circle import rules as circle
from rjdesk.process.closing import rules as closing
from rjdesk.process.context import Rule, RuleContext
from rjdesk.process.corrections import rules as corrections
from rjdesk.process.decisions import rules as decisions
from rjdesk.process.followup import rules as followup
from rjdesk.process.further_steps import rules as further_steps
from rjdesk.process.house import rules as house
from rjdesk.process.indirect import rules as indirect
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.intake import rules as intake
from rjdesk.process.kernel.event import Event
from rjdesk.process.kernel.offices import RoleId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.kernel.ruling import Missing, Ruling, Strength
from rjdesk.process.library import rules as library
from rjdesk.process.membership import rules as membership
from rjdesk.process.motions import rules as motions
from rjdesk.process.pilot import rules as pilot
from rjdesk.process.premeeting import rules as premeeting
from rjdesk.process.preparation import rules as preparation
from rjdesk.process.recusal import rules as recusal
from rjdesk.process.referral import rules as referral
from rjdesk.process.restitution import rules as restitution
from rjdesk.process.retention import rules as retention
from rjdesk.process.retention.events import Destroys, DestroysLost
from rjdesk.process.sexual_harm import rules as sexual_harm
from rjdesk.process.taking_part import rules as taking_part
from rjdesk.process.taking_part.derived import seen_for

ALL_RULES: tuple[Rule, ...] = (
    *house.RULES,
    *corrections.RULES,
    *membership.RULES,
    *backups.RULES,
    *intake.RULES,
    *recusal.RULES,
    *referral.RULES,
    *premeeting.RULES,
    *preparation.RULES,
    *circle.RULES,
    *indirect.RULES,
    *agreement.RULES,
    *followup.RULES,
    *closing.RULES,
    *retention.RULES,
    *accountability.RULES,
    *restitution.RULES,
    *taking_part.RULES,
    *library.RULES,
    *decisions.RULES,
    *further_steps.RULES,
    *motions.RULES,
    *pilot.RULES,
    *sexual_harm.RULES,
)

KNOWN_RULES: Mapping[str, frozenset[Strength]] = {
    id_: frozenset(rule.strength for rule in ALL_RULES if rule.id == id_)
    for id_ in dict.fromkeys(rule.id for rule in ALL_RULES)
}
"""Every rule id, and how strongly the rules that share it bind."""


@cache
def guarding(kind: type[Event]) -> tuple[Rule, ...]:
    """Return every rule that guards events of a kind."""
    return tuple(rule for rule in ALL_RULES if issubclass(kind, rule.guards))


JUDGED_NOW = frozenset(
    {
        *house.RULES,
        *corrections.RULES,
        *decisions.OF_CORRECTIONS,
        *indirect.OF_CORRECTIONS,
        *motions.OF_CORRECTIONS,
        *pilot.OF_CORRECTIONS,
        *preparation.OF_CORRECTIONS,
        *sexual_harm.OF_CORRECTIONS,
    }
) - {house.people_are_named_first}
"""What is asked of a correction as things stand now; the others, as they stood when what it
corrects was recorded. A correction counts where that stands: of whoever was named later it would
say nothing there."""


ABOUT_RECORDING = {
    *("RJ-READ", "RJ-WHO", "RJ-GRANT", "RJ-TEXT", "RJ-OVERRIDE", "RJ-CASE", "RJ-CORRECT"),
}
"""Rules of who may record something, and how: what was recorded was recorded."""


def rule_on(event: Event, at: RuleContext, then: RuleContext | None = None) -> tuple[Ruling, ...]:
    """Return the ruling of every rule of the programme that guards this event.

    ``then`` is the moment in which an entry was recorded that this event puts right: gates that
    stood open for it are not asked again, and what it holds is judged as it was.
    """
    at, then = _seen(event, at), None if then is None else _seen(event, then)
    return tuple(
        rule.rule_on(event, at if then is None or rule in JUDGED_NOW else then)
        for rule in guarding(type(event))
        if rule.of_the_house or rule.id in at.programme.rules
    )


def _seen(event: Event, at: RuleContext) -> RuleContext:
    """Return the moment with the case seen in the process that an act, or what it corrects, is of.

    So rules read the case, and need not know that it may hold several.
    """
    if at.case is None:
        return at
    spoken_of = event if at.corrected is None else at.corrected.event
    return replace(at, case=seen_for(at.case, spoken_of))


def rules_of_the_moment(event: Event, at: RuleContext) -> Iterator[Missing]:
    """Yield what an act would have needed in a moment, but for who may record it, and how."""
    for ruling in rule_on(event, at):
        if ruling.refuses and ruling.rule not in ABOUT_RECORDING:
            yield from ruling.missing


def section_of(rule_id: str) -> str:
    """Return the section of the policy that a rule comes from, or "" for an unknown one."""
    return next((rule.section for rule in ALL_RULES if rule.id == rule_id), "")


def overriding(programme: Programme, rule_id: str, tag: str) -> RoleId | None:
    """Return who may set a rule aside for an act; None for a shall-rule or another act.

    No reason brings back what was destroyed, so for that nothing is set aside.
    """
    act, setting = CATALOGUE.by_tag.get(tag), programme.rules.get(rule_id)
    if act is None or setting is None or issubclass(act, Destroys | DestroysLost):
        return None
    binding = (rule for rule in guarding(act) if rule.id == rule_id)
    should = [r for r in binding if (setting.strength or r.strength) is Strength.SHOULD]
    return setting.override if should else None


def may_be_set_aside(programme: Programme) -> tuple[tuple[str, str, RoleId], ...]:
    """Return every rule of a programme with an act for which it may be set aside, and by whom.

    Only with acts that there are in the programme: messages are carried where it offers that (R22).
    """
    return tuple(
        (rule_id, tag, role)
        for rule_id, setting in programme.rules.items()
        if setting.override is not None
        for tag, act in CATALOGUE.by_tag.items()
        if (programme.indirect or not issubclass(act, MessageAgreed | MessageCarried))
        and any(rule.id == rule_id and not rule.warns for rule in guarding(act))
        and (role := overriding(programme, rule_id, tag)) is not None
    )
