"""Every rule of the house, and the ruling on an act: the same chapter names as the process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rjdesk.process.event import Event
from rjdesk.process.rules import (
    accountability,
    agreement,
    circle,
    closing,
    conference,
    contact,
    corrections,
    followup,
    house,
    intake,
    interruption,
    membership,
    premeeting,
    referral,
    restitution,
)
from rjdesk.process.ruling import Moment, Rule, Ruling, Strength

ALL_RULES: tuple[Rule, ...] = (
    *house.RULES,
    *corrections.RULES,
    *membership.RULES,
    *intake.RULES,
    *referral.RULES,
    *contact.RULES,
    *premeeting.RULES,
    *conference.RULES,
    *circle.RULES,
    *agreement.RULES,
    *followup.RULES,
    *closing.RULES,
    *accountability.RULES,
    *restitution.RULES,
    *interruption.RULES,
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


def rule_on(event: Event, at: Moment) -> tuple[Ruling, ...]:
    """Return the ruling of every rule of the programme that guards this event."""
    return tuple(
        rule.rule_on(event, at)
        for rule in guarding(type(event))
        if rule.of_the_house or rule.id in at.programme.rules
    )


def section_of(rule_id: str) -> str:
    """Return the section of the policy that a rule comes from, or "" for an unknown one."""
    return next((rule.section for rule in ALL_RULES if rule.id == rule_id), "")
