"""The driver in a window: each act is done on its page, in the form that it declares.

What an act asks is typed into its form, its button is pressed, and a refusal is read off the
screen. Where an act asks nothing, the page records it as its buttons do. What a person sees is
read from the labels of the page.
"""

from __future__ import annotations

import typing
from datetime import date, datetime
from enum import Enum
from typing import Any, assert_never

from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from rjdesk.desk.acts import ACTS
from rjdesk.desk.fields import Field, Kind, Option
from rjdesk.desk.instalments import amount_of, kept
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.views.sexual_harm import AskSexualHarm
from rjdesk.process.case import ProcessEvent
from rjdesk.process.decisions.events import DecisionAnswered
from rjdesk.process.kernel.event import FIRST, Event, MemberId, ProcessId
from rjdesk.rehearsal.telling import (
    CodesIssued,
    Corrects,
    On,
    PowerCut,
    Prints,
    Records,
    SealedFor,
    Sees,
    Step,
    Story,
    Tries,
)
from rjdesk.screens.kit.choice import WhomBox
from rjdesk.screens.kit.correcting import HOW, WAYS, ask_correction
from rjdesk.screens.kit.dialog import FormDialog
from rjdesk.screens.kit.moment import MomentEntry
from rjdesk.screens.kit.page import Needs, Page
from rjdesk.screens.kit.seats import Seats
from rjdesk.screens.kit.several import Several
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.shell.registry import PAGES
from tests.scenarios.world import PASSPHRASE, World
from tests.screens.case_pages import said_on
from tests.screens.program import Shown
from tests.stories.desk import AtTheDesk, latest

BEFORE_THERE_IS_A_CASE = {"intake-journey": "cases", "welcome": "coalition"}
"""Where an act is done from that is itself no page of a case."""


class InAWindow:
    """Lives steps in the window of whoever acts."""

    def __init__(self, qtbot: QtBot, world: World, story: Story) -> None:
        self.qtbot, self.world, self.story = qtbot, world, story
        self.at_the_desk = AtTheDesk(world, story)
        self.shown: Shown | None = None
        self.member = ""

    def live(self, step: Step) -> None:
        """Do what a step says, and read that it is so."""
        match step:
            case On():
                self.at_the_desk.live(step)
            case Records():
                self.record(step)
            case PowerCut(by=by, events=events):
                for event in events:
                    assert self.do(by, event) == ""
                self.get_up()
            case Tries(by=by, events=events, reads=reads):
                where = self.story.case if step.in_case else None
                missing = self.sit_down(by).link.may(where, *events).missing
                assert {ruling.rule for ruling in missing} == step.rules
                said = next(filter(None, (self.do(by, event) for event in events)), "")
                assert said, "nothing was refused"
                assert reads in said, said
            case Sees(by=by, page=name, words=words, not_=absent):
                page = self.page(by, name)
                said = said_on(page)
                assert [word for word in words if word not in said] == [], said
                assert [word for word in absent if word in said] == [], said
            case Corrects(by=by, wrong=wrong, right=right):
                self.correct(by, wrong, right)
            case Prints() | CodesIssued():
                self.at_the_desk.live(step)
                self.get_up()
            case SealedFor(by):
                assert self.story.case not in self.sit_down(by).link.desk.cases()
            case _:
                assert_never(step)

    # --- who sits there, and where ----------------------------------------------------------

    def sit_down(self, member: str) -> Shown:
        """Return the window of a member, who has just unlocked unless they sat there."""
        if self.shown is None or self.member != member:
            self.get_up()
            self.shown, self.member = Shown(self.qtbot, self.world, member), member
            choose_pin(self.shown.link, "2468")
        return self.shown

    def get_up(self) -> None:
        """Close the window; what looks at the clock in it goes, as when the program locks."""
        if self.shown is not None:
            self.shown.desktop.leave()
            self.shown.window.close()
            self.shown = None

    def page(self, member: str, name: str, meeting: str = "", process: ProcessId = FIRST) -> Page:
        """Go to a page of the case, or of the coalition where it needs no case."""
        shown, needs = self.sit_down(member), PAGES[name].needs
        where: tuple[str, ...] = () if needs is Needs.NOTHING else (self.story.case,)
        detail = (meeting,) if needs is Needs.DETAIL else ()
        page = shown.go(name, *where, *detail, process=process)
        assert isinstance(page, Page)
        return page

    def stays_or_goes(self, member: str, name: str, meeting: str, process: ProcessId) -> Page:
        """Stay on the page where an act is done, as people do, or go there."""
        here = self.sit_down(member).desktop.here
        if isinstance(here, Page) and PAGES[name].needs is Needs.CASE:
            at = here.route
            if (at.screen, at.case, at.process or FIRST) == (name, self.story.case, process):
                return here
        return self.page(member, name, meeting, process)

    # --- what is done -----------------------------------------------------------------------

    def record(self, step: Records) -> None:
        """Do what records each event, and read no refusal."""
        for event in step.events:
            if step.second:
                said = self.sign_together(step.by, event, step.second)
            elif step.beside:
                said = self.sign_beside(step.by, event, step.beside)
            else:
                said = self.do(step.by, event)
            assert said == "", said

    def do(self, member: str, event: Event) -> str:
        """Do what records an event; return what is read of a refusal, or ""."""
        act = next(act for act in ACTS if act.event is type(event))
        name = BEFORE_THERE_IS_A_CASE.get(act.pages[0], act.pages[0])
        of = event.process if isinstance(event, ProcessEvent) else FIRST
        page = self.stays_or_goes(member, name, getattr(event, "meeting", ""), of)
        # What is written in its place has no form of its own.
        asked = {field.id for field in act.fields} if act.title else set()
        given = {
            name: getattr(event, name)
            for name in event.__struct_fields__
            if name not in asked and name != "on"
        }
        if name in BEFORE_THERE_IS_A_CASE.values():
            in_case = None if name == "coalition" else self.story.case
            page.link.do(in_case, event)
            return self.notice()
        if not act.title:
            page.act(act, **given)
            return self.notice()
        known = {field.id: offers(field, event) for field in act.fields}
        page.act(act, said=AnyWords(), known=known, **given)
        return self.fill_in(event)

    def fill_in(self, event: Event) -> str:
        """Type an event into the form in front, and press its button."""
        assert self.shown is not None
        dialog = self.shown.front()
        assert isinstance(dialog, FormDialog), event.tag
        for row in dialog.form.rows:
            name = row.field.id
            if name == HOW:
                continue
            value = getattr(event, name)
            if value is None:
                value = getattr(event, row.field.otherwise or f"{name}_words", "")
            if row.field.kind is Kind.AMOUNT:
                value = amount_of(typing.cast("int", value))
            put(self.shown, row.input, value)
        dialog.action.click()
        QApplication.processEvents()
        if not isValid(dialog) or not dialog.isVisible():
            return ""
        said = said_on(dialog)
        dialog.reject()
        return said

    def correct(self, member: str, wrong: Event, right: Event | None) -> None:
        """Press “Correct” at a line of the journal, and say what is right, or that it never was."""
        page = self.page(member, "case")
        ask_correction(page, latest(page.link.desk, self.story.case, wrong).id)
        assert self.shown is not None
        if right is None:
            self.shown.choose("What is wrong?", WAYS[-1].label)
            self.shown.press("Put it right")
            assert self.shown.front() is self.shown.window
        else:
            assert self.fill_in(right) == ""

    def notice(self) -> str:
        """Return what the notice at the top says of a refusal, or ""."""
        assert self.shown is not None
        QApplication.processEvents()
        notice = self.shown.desktop.notice
        return said_on(notice) if notice.isVisible() and notice.refuses else ""

    def sign_together(self, member: str, event: Event, second: str) -> str:
        """Decide together: the second facilitator types their passphrase into the form."""
        page = self.page(member, "pre-meetings")
        shown = self.sit_down(member)
        shown.press("The case is eligible…")
        case = page.link.ask(AskCasePage(self.story.case))
        name = page.link.desk.coalition.name_of(second)
        assert name in case.facilitators
        shown.choose("Who signs with you?", name)
        shown.type("Their own passphrase, typed by themself", PASSPHRASE.format(second))
        shown.press("Sign")
        self.qtbot.waitUntil(lambda: shown.front() is shown.window)
        assert page.link.desk.record_of(self.story.case)[-1].event == event
        return ""

    def sign_beside(self, member: str, event: Event, holder: str) -> str:
        """Answer at the desk of somebody who holds the case, with one's own passphrase."""
        assert isinstance(event, DecisionAnswered)
        page = self.page(holder, "sexual-harm")
        shown = self.sit_down(holder)
        desk = page.link.desk
        rows = desk.ask(AskSexualHarm(self.story.case)).proposals
        (row,) = [row for row in rows if row.decision == event.decision]
        shown.press(f"{row.what}: what {desk.coalition.name_of(MemberId(member))} says")
        shown.choose("What do they say", desk.terms.of(event.vote))
        shown.type("Their own passphrase, typed by themself", PASSPHRASE.format(member))
        shown.press("Sign")
        self.qtbot.waitUntil(lambda: shown.front() is shown.window)
        entry = desk.record_of(self.story.case)[-1]
        assert (entry.event, entry.by) == (event, member)
        return ""


class AnyWords(dict[str, object]):
    """Fills the words of any title: the driver reads them, it does not know them."""

    def __bool__(self) -> bool:
        return True

    def __missing__(self, key: str) -> str:
        return key


def offers(field: Field, event: Event) -> dict[str, object]:
    """Return what a page would offer for a field: here the one choice that is made."""
    offered = {Kind.CHOICE, Kind.SEVERAL, Kind.SEATS, Kind.WHOM}
    if field.kind not in offered or field.choices is not None or field.options:
        return {}
    said = getattr(event, field.id)
    values = [written(v) for v in (said if isinstance(said, tuple) else (said,))]
    return {"options": tuple(Option(value, value) for value in values if value)}


def written(value: object) -> str:
    """Return a value as the field of a form keeps it."""
    if isinstance(value, tuple):
        return written(value[0]) if value else ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)


def put(shown: Shown, widget: Any, value: object) -> None:  # noqa: ANN401 - any input
    """Put a value into a field, as typing or choosing would."""
    if isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    elif isinstance(widget, MomentEntry):
        at = typing.cast("datetime", value)
        widget.day.line.setText(at.date().isoformat())
        widget.time.line.setText(f"{at:%H:%M}")
    elif isinstance(widget, Seats):
        people = [str(person) for person in typing.cast("tuple[object, ...]", value)]
        widget.seats.sort(key=lambda seat: people.index(seat.value))
        widget.here = set(people)
    elif isinstance(widget, Several):
        chosen = {written(each) for each in typing.cast("tuple[object, ...]", value)}
        for name, tick in widget.ticks.items():
            tick.setChecked(name in chosen)
    elif isinstance(widget, WhomBox):
        widget.setEditText(written(value))
    elif isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(widget.findData(written(value)), 0))
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(kept(value) if isinstance(value, tuple) else written(value))
    elif isinstance(widget, QLineEdit):
        is_day = isinstance(value, date)
        style = shown.services.calendar.style
        widget.setText(style.write_day(typing.cast("date", value)) if is_day else written(value))
    else:
        raise TypeError(f"nobody types into {type(widget).__name__}")
