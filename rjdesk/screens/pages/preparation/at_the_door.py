"""Who signs the Agreement to Dialogue at the door of a circle without sides (A29)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rjdesk.desk.acts import premeeting as acts
from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.desk.views.preparation import PreparationView
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.process.people.state import ReadHow
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page, Route
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.text import Frame, in_row, label

ALL_SIGNED = "Everybody who comes has signed the Agreement to Dialogue."


def at_the_door_card(page: Page, view: PreparationView) -> Frame | None:
    """Return the card of those who have not signed yet, or None where it is signed before."""
    if view.at_the_door is None:
        return None
    made = card(
        page.theme,
        "Signed at the door",
        "Nobody needs to be met before this circle. What is said in it is confidential, so "
        "everybody reads and signs the Agreement to Dialogue before they sit down.",
    )
    print_it = button(
        page.theme,
        "Print it",
        lambda: page.go.emit(Route("papers", page.case)),
        icon="printer",
    )
    if not view.at_the_door:
        return made.add(state(page.theme, "circle-check", ALL_SIGNED))
    names = ", ".join(option.label for option in view.at_the_door)
    made.add(label(f"Not signed yet: {names}.", "soft"))
    sign = button(page.theme, "They signed…", partial(_ask, page, view), icon="pen-line")
    return made.add(in_row(page.theme, sign, print_it))


def _ask(page: Page, view: PreparationView) -> None:
    """Ask who signed, and how they read it; nobody is ticked before they did."""
    options = view.at_the_door or ()
    who = Field(
        id="people",
        label="Who signed",
        kind=Kind.SEVERAL,
        options=options,
    )
    how = Field(
        id="read_how",
        label="How they read it",
        kind=Kind.CHOICE,
        options=page.services.terms.options(ReadHow),
    )
    page.ask_fields("They signed", (who, how), page.record_from(partial(_signed, page)))


def _signed(page: Page, answers: Answers) -> Sequence[Event]:
    read_how = ReadHow(answers.text("read_how"))
    return [
        page.link.of(acts.SIGNED, person=PersonId(person), meeting="", read_how=read_how)
        for person in answers.several("people")
    ]
