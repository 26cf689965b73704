"""Beginning another process in a case: asked as the kind of the first is, and gone to at once."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.acts.preparation import KIND
from rjdesk.desk.acts.taking_part import ANOTHER
from rjdesk.desk.fields import Answers
from rjdesk.desk.views.processes import Beginning
from rjdesk.process.case import Follows, of_process
from rjdesk.process.kernel.event import Event, ProcessId
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import ActButton
from rjdesk.screens.kit.page import Page, Route

TITLE = "Another process begins"
LEADS = {
    Follows.INSTEAD: "It has its own meetings, its own agreement and its own end. The people, the "
    "facilitators and what they signed before stay those of the case.",
    Follows.AGREED: "It has its own meetings, makes no agreement, and ends with the process in "
    "which it was agreed. The people and the facilitators stay those of the case.",
    Follows.RESTART: "It has its own meetings, its own agreement and its own end. What goes on of "
    "the former one ends with this day. A case that was closed is open again, and policy counts "
    "from the end of this process when its records are to be destroyed.",
}


def begin_button(page: Page, caption: str, view: Beginning) -> ActButton:
    """Return the button that asks of what kind another process is and with whom, and begins it."""
    return act_button(page, caption, partial(_ask, page, view), view.verdict, icon="plus")


def _ask(page: Page, view: Beginning) -> None:
    today, begins = page.link.today, ProcessId(page.link.new_id())
    first = view.kinds[0].value if len(view.kinds) == 1 else ""
    alone = view.parties[0].value if len(view.parties) == 1 else ""
    known: dict[str, dict[str, object]] = {
        "kind": {"options": view.kinds, "initial": first},
        "confidential": {"initial": "ticked"},
        "people": {"options": view.parties, "initial": alone, "help": "", "needed": True},
    }

    def events(answers: Answers) -> list[Event]:
        begun = ANOTHER.of(
            today, begins=begins, follows=page.process, as_=view.as_, decision=view.decision
        )
        return [begun, of_process(KIND.answered(today, answers), begins)]

    def there() -> None:
        page.go.emit(Route("case", page.case, process=begins))

    fields = KIND.asked(page.services.terms, today, known)
    page.ask_fields(
        TITLE, fields, page.record_from(events, there), lead=LEADS[view.as_], action="Begin"
    )
