"""Cards of the preparation: the kind of meeting, when and with whom, texts, questions given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import preparation as preparation_acts
from rjdesk.desk.fields import Option
from rjdesk.desk.views.preparation import PreparationView, RosterRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.preparation.state import WITHOUT_SIDES, ProcessType
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.page import Page, Route
from rjdesk.screens.kit.rows import (
    card,
    named,
    row_of,
    small_button,
    state,
)
from rjdesk.screens.kit.text import (
    Frame,
    in_row,
    label,
    separator,
)

MEANS = {
    ProcessType.CONFERENCE: "Those who were harmed and those who caused harm meet in one circle.",
    ProcessType.HARM_CIRCLE: "One side meets in a circle to speak about the harm.",
    ProcessType.COMMUNITY_CIRCLE: "A community speaks about what happened to it.",
    ProcessType.RE_ENTRY_CIRCLE: "Somebody is welcomed back after time away.",
    ProcessType.SUPPORT_CIRCLE: "People gather around somebody who needs them.",
    ProcessType.INDIRECT: "Nobody meets. Messages are carried between those who take part.",
    ProcessType.ACCOUNTABILITY_CIRCLE: "Somebody is helped to keep what they agreed to.",
}
MEDIA = tuple(Option(how, how.capitalize()) for how in ("printed", "handed over", "read aloud"))


def kind_card(page: Page, view: PreparationView) -> Frame:
    """Return the card that says and changes the kind of meeting."""
    names = {option.value: option.label for option in view.kinds}
    made = card(page.theme, "What kind of meeting")
    if view.kind is None:
        said: list[QWidget] = [label("Not chosen yet.", "soft")]
    else:
        said = [label(names[view.kind.value], "strong"), label(MEANS[view.kind], "soft")]
        if view.held_with:
            names_of = {option.value: option.label for option in view.parties}
            with_whom = " and ".join(names_of[person] for person in view.held_with)
            said.append(label(f"It is held with {with_whom}.", "soft"))
        said.extend(_with_a_party(page, view))
        for person in view.roster:
            if person.person == view.held_for:
                said.append(label(f"It is held for {person.name}.", "soft"))
        if not view.confidential:
            said.append(label("What is said in it is not confidential.", "soft"))
    choose = small_button(
        page.theme,
        "Choose…" if view.kind is None else "Change…",
        "Choose the kind of meeting",
        partial(_ask_kind, page, view),
    )
    return made.add(row_of(page.theme, *said, buttons=(choose,)))


def _with_a_party(page: Page, view: PreparationView) -> Iterator[QWidget]:
    """Yield that somebody is a party to a circle that has none as a rule, and what follows.

    Where it was chosen for a party, it is meant so.
    """
    if view.kind in WITHOUT_SIDES and view.parties and not view.held_with:
        names = " and ".join(option.label for option in view.parties)
        text = (
            f"{names}: named as a party. So everybody is met before this circle, as in one between "
            "parties. If nobody is a party here, put right who they are, on their own page."
        )
        yield state(page.theme, "triangle-alert", text, warm=True)


def _ask_kind(page: Page, view: PreparationView) -> None:
    chosen = view.kind.value if view.kind else ""
    known: dict[str, dict[str, object]] = {
        "kind": {"options": view.kinds, "initial": chosen},
        "confidential": {"initial": "ticked" if view.confidential else ""},
        "people": {"options": view.parties, "initial": " ".join(view.held_with)},
        "held_for": {
            "options": tuple(Option(p.person, p.name) for p in view.roster),
            "initial": view.held_for or "",
        },
    }
    page.act(preparation_acts.KIND, known=known)


def schedule_card(page: Page, view: PreparationView) -> Frame:
    """Return the card of day, length, place and roster; what stands in the way is said there."""
    made = card(page.theme, "When, where and with whom")
    if view.starts_at is None:
        made.add(label("Nothing is arranged yet.", "soft"))
    else:
        at = f"{long_date(view.starts_at.date())} at {view.starts_at:%H:%M}"
        made.add(state(page.theme, "calendar-days", f"Arranged for {at}, {view.place}."))
        invited = ", ".join(person.name for person in view.roster if person.on_roster)
        made.add(label(f"{view.minutes} minutes are planned. Invited: {invited}.", "soft"))
    caption = "Schedule…" if view.starts_at is None else "Schedule anew…"
    ask = partial(_ask_schedule, page, view)
    act = ActButton(page.services, caption, ask, icon="calendar-days")
    named(act.button, caption.rstrip("…"))
    act.why.connect(page.why)
    act.leads_by(page.go_to, page.route.screen)
    act.show_verdict(view.to_schedule)
    return made.add(act)


def _ask_schedule(page: Page, view: PreparationView) -> None:
    invited = " ".join(person.person for person in view.roster if person.on_roster)
    known: dict[str, dict[str, object]] = {
        "starts_at": {"initial": view.starts_at.isoformat() if view.starts_at else ""},
        "minutes": {"initial": str(view.minutes)},
        "place": {"initial": view.place},
        "roster": {
            "options": tuple(Option(p.person, f"{p.name}, {p.parts}") for p in view.roster),
            "initial": invited,
        },
    }
    page.act(preparation_acts.SCHEDULED, known=known)


def given_card(page: Page, view: PreparationView) -> Frame:
    """Return the card of who has the questions beforehand."""
    made = card(
        page.theme,
        "Questions given beforehand",
        "Everybody hears or reads the questions before the circle, so that nothing surprises them.",
    )
    sheet = button(
        page.theme,
        "Print the question sheet",
        lambda: page.go.emit(Route("papers", page.case, "question-sheet")),
        icon="printer",
    )
    open_ = [person for person in view.roster if not person.questions_given]
    all_ = named(
        button(page.theme, "Given to everybody…", partial(_ask_given, page, open_)),
        "Questions given to everybody who does not have them yet",
    )
    made.add(in_row(page.theme, sheet, *([all_] if len(open_) > 1 else [])))
    for person in view.roster:
        made.add(separator(), _given_row(page, person))
    return made


def _given_row(page: Page, person: RosterRow) -> QWidget:
    if person.questions_given:
        said = state(page.theme, "circle-check", "Has the questions")
        return row_of(page.theme, label(person.name, "strong"), said)
    give = small_button(
        page.theme,
        "Given…",
        f"Questions given to {person.name}",
        partial(_ask_given, page, [person]),
    )
    said = state(page.theme, "circle-dashed", "Does not have them yet")
    return row_of(page.theme, label(person.name, "strong"), said, buttons=(give,))


def _ask_given(page: Page, people: Sequence[RosterRow]) -> None:
    page.act(
        preparation_acts.GIVEN,
        said={"names": ", ".join(person.name for person in people)},
        known={"medium": {"options": MEDIA}},
        each=[{"person": person.person} for person in people],
    )
