"""Cards of the preparation: the kind of meeting, when and with whom, texts, questions given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from rjdesk.desk.acts import preparation as preparation_acts
from rjdesk.desk.fields import Option
from rjdesk.desk.numbers import NotANumberError, read_number
from rjdesk.desk.views.preparation import PreparationView, RosterRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.preparation.events import ConferenceScheduled
from rjdesk.process.preparation.state import ProcessType
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.flow import Flow
from rjdesk.screens.kit.keyboard import give_keyboard
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
    escape_mnemonic,
    hbox,
    held,
    in_row,
    label,
    separator,
    vbox,
)
from rjdesk.screens.kit.typed import Draft, TypedLine, typed_day, typed_time
from rjdesk.screens.kit.when import WhenEntry

MEANS = {
    ProcessType.CONFERENCE: "Those who were harmed and those who caused harm meet in one circle.",
    ProcessType.HARM_CIRCLE: "One side meets in a circle to speak about the harm.",
    ProcessType.COMMUNITY_CIRCLE: "A community speaks about what happened to it.",
    ProcessType.RE_ENTRY_CIRCLE: "Somebody is welcomed back after time away.",
    ProcessType.SUPPORT_CIRCLE: "People gather around somebody who needs them.",
    ProcessType.ACCOUNTABILITY_CIRCLE: "Somebody is helped to keep what they agreed to.",
}
MOST_MINUTES = 24 * 60
MEDIA = tuple(Option(how, how.capitalize()) for how in ("printed", "handed over", "read aloud"))


def kind_card(page: Page, view: PreparationView) -> Frame:
    """Return the card that says and changes the kind of meeting."""
    names = {option.value: option.label for option in view.kinds}
    made = card(page.theme, "What kind of meeting")
    if view.kind is None:
        said = [label("Not chosen yet.", "soft")]
    else:
        said = [label(names[view.kind.value], "strong"), label(MEANS[view.kind], "soft")]
        if view.held_with:
            names_of = {option.value: option.label for option in view.parties}
            with_whom = " and ".join(names_of[person] for person in view.held_with)
            said.append(label(f"It is held with {with_whom}.", "soft"))
        if not view.confidential:
            said.append(label("What is said in it is not confidential.", "soft"))
    choose = small_button(
        page.theme,
        "Choose…" if view.kind is None else "Change…",
        "Choose the kind of meeting",
        partial(_ask_kind, page, view),
    )
    return made.add(row_of(page.theme, *said, buttons=(choose,)))


def _ask_kind(page: Page, view: PreparationView) -> None:
    chosen = view.kind.value if view.kind else ""
    known: dict[str, dict[str, object]] = {
        "kind": {"options": view.kinds, "initial": chosen},
        "confidential": {"initial": "ticked" if view.confidential else ""},
        "people": {"options": view.parties, "initial": " ".join(view.held_with)},
    }
    page.act(preparation_acts.KIND, known=known)


class ScheduleCard(Frame):
    """Day, time, length, place and who is invited; what stands in the way is said beforehand."""

    NAMES = ("day", "time", "minutes", "place", "roster")

    def __init__(self, page: Page, view: PreparationView, draft: Draft) -> None:
        """Make the card, filled from the draft or the record."""
        super().__init__(page.theme)
        self.page, self.view, self.draft = page, view, draft
        self.box.setSpacing(page.theme.space("m"))
        self.add(label("When, where and with whom", "heading"))
        if view.starts_at is not None:
            at = f"{long_date(view.starts_at.date())} at {view.starts_at:%H:%M}"
            self.add(state(page.theme, "calendar-days", f"Arranged for {at}, {view.place}."))
        self.day, self.time, self.inputs = self._make_inputs()
        self.ticks = self._make_ticks()
        self.fault = label("", "fault")
        self.fault.setVisible(False)
        caption = "Schedule" if view.starts_at is None else "Schedule anew"
        self.act = ActButton(page.services, caption, self.schedule, icon="calendar-days")
        self.act.why.connect(page.why)
        self.act.leads_by(page.go_to, page.route.screen)
        self.add(self.fault, self.act)
        self._judge()

    def _make_inputs(self) -> tuple[WhenEntry, WhenEntry, dict[str, TypedLine]]:
        theme, calendar, at = self.page.theme, self.page.calendar, self.view.starts_at
        on, begins = (at.date().isoformat(), f"{at:%H:%M}") if at else ("", "")
        day = typed_day(theme, calendar, self.draft, "day", on, "Day")
        time_ = typed_time(theme, calendar, self.draft, "time", begins, "Time")
        minutes = TypedLine(
            theme, self.draft, "minutes", str(self.view.minutes), "Minutes", letters=6
        )
        place = TypedLine(theme, self.draft, "place", self.view.place, "Place")
        for typed in (minutes, place):
            typed.textChanged.connect(self._mended)
        shown = (
            self._labelled("Day", day, day.line),
            self._labelled("Time", time_, time_.line),
            self._labelled("Minutes", minutes, minutes, minutes.says),
        )
        # What is said below one of them moves none of the others.
        row_box = Flow(theme.space("s"))
        for field in shown:
            row_box.addWidget(field)
            row_box.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.add(held(row_box), self._labelled("Place", place, place, place.says))
        return day, time_, {"minutes": minutes, "place": place}

    def _labelled(self, said: str, field: QWidget, buddy: QWidget, *below: QWidget) -> QWidget:
        caption = label(said, "strong", wrap=False)
        caption.setBuddy(buddy)
        holder = QWidget()
        under = vbox(self.page.theme, "xs")
        for part in (caption, field, *below):
            under.addWidget(part)
        holder.setLayout(under)
        return holder

    def _make_ticks(self) -> dict[PersonId, QCheckBox]:
        self.add(label("Who is invited", "strong"))
        chosen = self.draft.text("roster", self._recorded_roster()).split(",")
        made = {}
        for person in self.view.roster:
            tick = QCheckBox(escape_mnemonic(person.name))
            tick.setAccessibleName(f"{person.name}, {person.parts}")
            tick.setObjectName(f"invite-{person.person}")
            tick.setChecked(person.person in chosen)
            tick.toggled.connect(self._ticked)
            row_box = hbox(self.page.theme, "m")
            row_box.addWidget(tick)
            row_box.addWidget(label(person.parts, "soft"), 1)
            self.box.addLayout(row_box)
            made[person.person] = tick
        if not made:
            self.add(label("Nobody is named in this case yet.", "soft"))
        return made

    def _recorded_roster(self) -> str:
        return ",".join(person.person for person in self.view.roster if person.on_roster)

    def roster(self) -> tuple[PersonId, ...]:
        """Return who is ticked."""
        return tuple(person for person, tick in self.ticks.items() if tick.isChecked())

    def _ticked(self) -> None:
        self.draft.put("roster", ",".join(self.roster()), self._recorded_roster())
        self._judge()
        self._mended()

    def _event(self, starts_at: datetime, minutes: int) -> ConferenceScheduled:
        return self.page.link.of(
            preparation_acts.SCHEDULED,
            starts_at=starts_at,
            minutes=minutes,
            place=self.inputs["place"].text().strip(),
            roster=self.roster(),
        )

    def _judge(self) -> None:
        """Say what still stands in the way for those who are ticked."""
        moment = self.page.link.now().replace(tzinfo=None)
        self.act.show_verdict(self.page.link.may(self.page.case, self._event(moment, 0)))

    def _fault(self) -> str:
        if not self.inputs["place"].text().strip():
            return "Where do you meet? Write the place."
        if not self.roster():
            return "Tick at least one person who is invited."
        try:
            self._minutes()
        except NotANumberError as wrong:
            return f"How many minutes do you plan? {wrong}"
        return ""

    def _minutes(self) -> int:
        return read_number(self.inputs["minutes"].text(), 1, MOST_MINUTES)

    def _mended(self) -> None:
        """Judge anew what was said to be wrong, once it was said."""
        if not self.fault.isHidden():
            self._say(self._fault())

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _starts_at(self) -> datetime | None:
        """Return the moment that was typed, or None when it is said beside the fields why not."""
        day, at = self.day.line.known, self.time.line.known
        if day is None:
            self.day.say_fault(self.day.line.wrong or "On which day do you meet? Write the day.")
        if at is None:
            self.time.say_fault(self.time.line.wrong or "At what time? Write it.")
        if day is None or at is None:
            give_keyboard((self.day if day is None else self.time).line)
            return None
        return datetime.combine(date.fromisoformat(day.kept), time.fromisoformat(at.kept))

    def schedule(self) -> None:
        """Record the appointment, or say what is wrong with what was typed."""
        at, fault = self._starts_at(), self._fault()
        self._say(fault)
        if fault or at is None:
            return
        event = self._event(at, self._minutes())
        self.draft.record(self.NAMES, event)


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
