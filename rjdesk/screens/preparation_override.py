"""Setting a rule aside where the policy allows it: with a reason that is recorded."""

from __future__ import annotations

from collections.abc import Callable

from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.desk.outcome import Verdict
from rjdesk.process.case import RuleOverridden
from rjdesk.process.ruling import Ruling
from rjdesk.screens.page import Page

PROBE = "…"
"""Stands for a reason while it is only asked who may give one."""


def rulings_to_set_aside(page: Page, verdict: Verdict, act: str) -> tuple[Ruling, ...]:
    """Return the refusals that this member may set aside for an act."""
    today = page.link.desk.today
    return tuple(
        ruling
        for ruling in verdict.missing
        if ruling.override_by is not None
        and page.link.may(
            page.case, RuleOverridden(on=today, rule=ruling.rule, act=act, reason=PROBE)
        ).allowed
    )


def ask_reason(
    page: Page,
    rulings: tuple[Ruling, ...],
    act: str,
    done: Callable[[tuple[RuleOverridden, ...]], str],
) -> None:
    """Ask why the rules are set aside; ``done`` is given one event for each of them."""

    def answered(answers: Answers) -> str:
        reason, today = answers.text("reason"), page.link.desk.today
        rules = dict.fromkeys(ruling.rule for ruling in rulings)
        return done(tuple(RuleOverridden(on=today, rule=r, act=act, reason=reason) for r in rules))

    page.ask_fields(
        "Go on all the same",
        [
            Field(
                id="reason",
                label="Why is this right here?",
                kind=Kind.LONG,
                help="Your reason stays in the record of the case.",
            )
        ],
        answered,
        lead=" ".join(missing.what for ruling in rulings for missing in ruling.missing),
        action="Record with this reason",
    )
