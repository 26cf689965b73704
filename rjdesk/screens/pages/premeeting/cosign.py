"""Co-signing: the second facilitator signs a joint act at once, with their own passphrase."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.views.case_page import AskCoSigners
from rjdesk.process.kernel.event import Event, MemberId
from rjdesk.screens.kit.dialog import Later
from rjdesk.screens.kit.page import Page

LATER = "later"


def ask_cosigner(page: Page, event: Event) -> None:
    """Record a joint event as oneself, and as the other facilitator if they sign here and now.

    Their keys are unlocked for this act alone. Whoever is not here signs later.
    """
    others = page.link.ask(AskCoSigners(page.case))
    if not others:
        page.link.do(page.case, event)
        return

    def done(answers: Answers) -> str | Later[object]:
        if answers.text("who") == LATER:
            return _said(page.link.record(page.case, event))
        member = MemberId(answers.text("who"))
        unlocking = page.link.unlocking(member)

        def sign(key: object) -> str:
            with page.link.cosigner(member, key) as cosigner:
                return _said(page.link.record(page.case, event, cosigner=cosigner))

        return Later(partial(unlocking.derive, answers.texts.get("passphrase", "")), sign)

    page.ask_fields(
        "You decide together",
        (
            Field(
                id="who",
                label="Who signs with you?",
                kind=Kind.CHOICE,
                options=(*others, Option(LATER, "They sign later")),
            ),
            Field(
                id="passphrase",
                label="Their own passphrase, typed by themself",
                kind=Kind.PASSPHRASE,
                needed=False,
                help="It opens their signature for this one act and is forgotten at once.",
            ),
        ),
        done,
        action="Sign",
    )


def _said(outcome: Recorded | Refused) -> str:
    return outcome.why_not() if isinstance(outcome, Refused) else ""
