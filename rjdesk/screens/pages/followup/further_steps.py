"""Further steps on the page of the follow-up: why, what was proposed, and what is done by a yes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import decisions as acts
from rjdesk.desk.acts import taking_part
from rjdesk.desk.fields import Option
from rjdesk.desk.views.decisions import AskFurtherSteps, FurtherStepsView, ProposalRow
from rjdesk.desk.views.processes import AskBeginning
from rjdesk.process.case import Follows
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.taking_part.state import Ending
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.beginning import begin_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.deciding import proposals, propose_button
from rjdesk.screens.kit.page import Page, Route
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.text import Frame, in_row

LEAD = (
    "What was agreed may not be done, or somebody may come back to it, or to the harm. What comes "
    "of that is decided together."
)
ENDINGS: Mapping[FurtherStep, tuple[Ending, ...]] = {
    FurtherStep.RESTART: (),
    FurtherStep.AMEND: (),
    FurtherStep.END: (Ending.DISCONTINUED, Ending.NOT_SUITABLE),
    FurtherStep.REDIRECT: (Ending.REDIRECTED,),
    FurtherStep.GO_ON: (),
}
"""How a process may end by a decision."""


def further_steps_card(page: Page) -> Frame | None:
    """Return the card of further steps, or None while there is nothing to come back to."""
    view = page.link.ask(AskFurtherSteps(page.case))
    if not view.begins:
        return None
    made = card(page.theme, "Further steps", LEAD)
    for reason in view.reasons:
        made.add(state(page.theme, "triangle-alert", reason, warm=True))
    made.add(*proposals(page, view.proposals, partial(_follows, page, view)))
    ask = act_button(
        page,
        "Somebody asks to come back to it…",
        partial(_asks, page, view),
        view.to_ask,
        icon="undo-2",
    )
    made.add(ask, propose_button(page, "Propose further steps…", view.to_propose))
    return made


def _asks(page: Page, view: FurtherStepsView) -> None:
    page.act(acts.ASKED_BACK, known={"person": {"options": view.parties}})


def _follows(page: Page, view: FurtherStepsView, row: ProposalRow) -> QWidget | None:
    """Return the button that does what was decided, or None where there is nothing to do."""
    match row.step:
        case FurtherStep.RESTART:
            beginning = page.link.ask(AskBeginning(page.case, Follows.RESTART, row.decision))
            caption = "Open the case, and begin anew…" if view.closed else "Begin anew…"
            return begin_button(page, caption, beginning)
        case FurtherStep.AMEND:
            amend = partial(_amend, page, row)
            return in_row(page.theme, button(page.theme, "Work on the agreement", amend))
        case FurtherStep.END | FurtherStep.REDIRECT:
            end = partial(_end, page, row, row.step)
            return in_row(page.theme, button(page.theme, "End the process…", end))
        case _:
            return None


def _amend(page: Page, row: ProposalRow) -> None:
    """Begin to work on the agreement, and go there."""
    if page.link.do(page.case, page.link.of(acts.AMENDED, decision=row.decision)):
        page.go.emit(Route("agreement", page.case))


def _end(page: Page, row: ProposalRow, step: FurtherStep) -> None:
    terms = page.services.terms
    options = tuple(Option(ending.value, terms.of(ending)) for ending in ENDINGS[step])
    page.act(
        taking_part.ENDED,
        known={"ending": {"options": options, "initial": options[0].value}},
        decision=row.decision,
    )
