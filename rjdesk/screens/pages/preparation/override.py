"""Setting a rule aside where the policy allows it: with a reason that is recorded."""

from __future__ import annotations

from collections.abc import Callable

from rjdesk.desk.acts import corrections as correction_acts
from rjdesk.desk.fields import Answers
from rjdesk.desk.outcome import Verdict
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.kernel.ruling import Ruling
from rjdesk.screens.kit.page import Page

PROBE = "…"
"""Stands for a reason while it is only asked who may give one."""


def rulings_to_set_aside(page: Page, verdict: Verdict, act: str) -> tuple[Ruling, ...]:
    """Return the refusals that this member may set aside for an act."""
    today = page.link.today
    return tuple(
        ruling
        for ruling in verdict.missing
        if ruling.override_by is not None
        and page.link.may(
            page.case,
            correction_acts.ALL_THE_SAME.of(today, rule=ruling.rule, act=act, reason=PROBE),
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
        reason, today = answers.text("reason"), page.link.today
        rules = dict.fromkeys(ruling.rule for ruling in rulings)
        return done(
            tuple(
                correction_acts.ALL_THE_SAME.of(today, rule=r, act=act, reason=reason)
                for r in rules
            )
        )

    asked = correction_acts.ALL_THE_SAME
    missing = " ".join(missing.what for ruling in rulings for missing in ruling.missing)
    page.ask_fields(
        asked.title, asked.fields, answered, lead=asked.lead.format(missing=missing),
        action=asked.action,
    )  # fmt: skip
