"""Co-signing: the second facilitator signs a joint act at once, with their own passphrase."""

from __future__ import annotations

from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.desk.ports import Trouble
from rjdesk.process.event import Event, MemberId
from rjdesk.screens.page import Page

LATER = "later"


def ask_cosigner(page: Page, event: Event) -> None:
    """Record a joint event as oneself, and as the other facilitator if they sign here and now.

    Their keys are unlocked for this act alone. Whoever is not here signs later.
    """
    desk = page.link.desk
    case = desk.case(page.case)
    others = [member for member in case.facilitators if member != desk.member]
    if not others:
        page.link.do(page.case, event)
        return

    def done(answers: Answers) -> str:
        who = answers.text("who")
        if who == LATER:
            return "" if page.link.do(page.case, event) else "Nothing was recorded."
        try:
            passphrase = answers.texts.get("passphrase", "")
            with desk.journal.cosigner(MemberId(who), passphrase) as cosigner:
                recorded = page.link.do(page.case, event, cosigner=cosigner)
        except Trouble as trouble:
            return str(trouble)
        return "" if recorded else "Nothing was recorded."

    page.ask_fields(
        "You decide together",
        (
            Field(
                id="who",
                label="Who signs with you?",
                kind=Kind.CHOICE,
                options=(
                    *(Option(m, desk.coalition.name_of(m)) for m in others),
                    Option(LATER, "They sign later"),
                ),
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
