"""Correct this: the form that puts an entry of a journal right, takes it back, or puts it back."""

from __future__ import annotations

from collections.abc import Sequence

from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.desk.views.correction import AskCorrection, Correction
from rjdesk.process.kernel.event import EntryId, Event
from rjdesk.screens.kit.asking import AskDialog
from rjdesk.screens.kit.page import Page

HOW = "what-is-wrong"
"""No event has a field of that name, beside which it is asked."""
GONE = "This entry is not there any more. Nothing was changed."
WRONG, NEVER = "wrong", "never"
WAYS = (
    Option(WRONG, "It happened, and something here is wrong"),
    Option(NEVER, "It did not happen: take it back"),
)


def ask_correction(page: Page, entry: EntryId) -> None:
    """Ask what of an entry is wrong, in the form that recorded it, or whether it never was."""
    known = page.link.ask(AskCorrection(page.route.case, entry))
    if known is None:
        page.link.said.emit(GONE)
        return
    if known.puts_back:
        _ask_to_put_back(page, known)
        return
    if not known.fields:
        _ask_to_take_back(page, known)
        return
    how = Field(id=HOW, label="What is wrong?", kind=Kind.CHOICE, options=WAYS, initial=WRONG)

    def events(answers: Answers) -> Sequence[Event]:
        today = page.link.today
        if answers.text(HOW) == NEVER:
            return known.undoing(today)
        return known.events(answers, today)

    page.ask_fields(
        "Correct this",
        (how, *known.fields),
        page.record_from(events),
        lead=_lead(page, known),
        action="Put it right",
        about=entry,
    )


def ask_take_back(page: Page, entry: EntryId) -> None:
    """Ask whether an entry that is not put otherwise is taken back."""
    known = page.link.ask(AskCorrection(page.route.case, entry))
    if known is None:
        page.link.said.emit(GONE)
        return
    _ask_to_take_back(page, known)


def _lead(page: Page, known: Correction) -> str:
    told = [f"{known.what}."]
    if len(known.entries) > 1:
        told.append(f"{len(known.entries)} entries were recorded together, and are put right so.")
    if known.elsewhere:
        place = page.services.terms.of_page(known.elsewhere)
        told.append(f"What is not asked here is put differently under {place}.")
    return " ".join(told)


def _ask_to_take_back(page: Page, known: Correction) -> None:
    AskDialog(
        page,
        page.theme,
        "Take this back?",
        f"{known.what}. It stays in the journal, marked as recorded by mistake, and counts no "
        "more. What came of it stands open again.",
        lambda: page.link.do(page.route.case, *known.undoing(page.link.today)),
        yes="Take it back",
        no="Leave it",
    ).open()


def _ask_to_put_back(page: Page, known: Correction) -> None:
    AskDialog(
        page,
        page.theme,
        "Put this back?",
        f"{known.what}. If it happened after all, it counts again, where it stood.",
        lambda: page.link.do(page.route.case, *known.undoing(page.link.today)),
        yes="Put it back",
        no="Leave it",
    ).open()
