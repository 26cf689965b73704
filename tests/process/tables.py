"""Truth tables of rules: a row says what one rule says of one event at one moment."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from rjdesk.process.context import Rule, RuleContext
from rjdesk.process.kernel.event import Event
from rjdesk.process.rules import ALL_RULES, rule_on


class Says(Enum):
    """What a rule can say."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    WARNED = "warned"


class Row(NamedTuple):
    """One row; ``because`` is part of the sentence that says what is missing."""

    rule: Rule
    says: Says
    told: str
    event: Event
    at: RuleContext
    because: str = ""

    def __str__(self) -> str:
        return f"{self.rule.id} {self.says.value}: {self.told}"


def allows(rule: Rule, told: str, event: Event, at: RuleContext) -> Row:
    """Return a row in which nothing is missing."""
    return Row(rule, Says.ALLOWED, told, event, at)


def refuses(rule: Rule, told: str, event: Event, at: RuleContext, because: str) -> Row:
    """Return a row in which the act is refused."""
    return Row(rule, Says.REFUSED, told, event, at, because)


def warns(rule: Rule, told: str, event: Event, at: RuleContext, because: str) -> Row:
    """Return a row in which the act is allowed with a warning."""
    return Row(rule, Says.WARNED, told, event, at, because)


def judge(row: Row) -> None:
    """Ask the rule of a row, and all rules of its programme."""
    assert row.rule in ALL_RULES
    assert isinstance(row.event, row.rule.guards), "the rule does not guard this event"
    ruling = row.rule.rule_on(row.event, row.at)
    if row.rule.of_the_house or row.rule.id in row.at.programme.rules:
        assert ruling in rule_on(row.event, row.at)
    assert ruling.rule == row.rule.id
    assert ruling.section
    assert ruling.met == (row.says is Says.ALLOWED), ruling.missing
    assert ruling.refuses == (row.says is Says.REFUSED)
    assert ruling.warns or row.says is not Says.WARNED
    told = [missing.what for missing in ruling.missing]
    assert row.because in " ".join(told)
    assert all(sentence[-1] in ".?" for sentence in told)
