"""The driver in a window: each act is done on its page, in the form that it declares.

What an act asks is typed into its form, its button is pressed, and a refusal is read off the
screen. Where an act asks nothing, the page records it as its buttons do. What a person sees is
read from the labels of the page.
"""

from __future__ import annotations

import typing
from datetime import date
from enum import Enum
from typing import Any, assert_never

from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from rjdesk.desk.acts import ACTS
from rjdesk.desk.acts.act import Act
from rjdesk.desk.fields import Field, Kind, Option
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.process.kernel.event import Event
from rjdesk.rehearsal.telling import (
    CodesIssued,
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
from rjdesk.screens.kit.dialog import FormDialog
from rjdesk.screens.kit.page import Needs, Page
from rjdesk.screens.kit.several import Several
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.shell.registry import PAGES
from tests.scenarios.world import PASSPHRASE, World
from tests.screens.case_pages import said_on
from tests.screens.program import Shown
from tests.stories.desk import AtTheDesk

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
            case Records(by=by, events=events, second=second):
                for event in events:
                    said = self.sign_together(by, event, second) if second else self.do(by, event)
                    assert said == "", said
            case PowerCut(by=by, events=events):
                for event in events:
                    assert self.do(by, event) == ""
                self.shown = None
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
            case Prints() | CodesIssued():
                self.at_the_desk.live(step)
                self.shown = None
            case SealedFor(by):
                assert self.story.case not in self.sit_down(by).link.desk.cases()
            case _:
                assert_never(step)

    # --- who sits there, and where ----------------------------------------------------------

    def sit_down(self, member: str) -> Shown:
        """Return the window of a member, who has just unlocked unless they sat there."""
        if self.shown is None or self.member != member:
            if self.shown is not None:
                self.shown.window.close()
            self.shown, self.member = Shown(self.qtbot, self.world, member), member
            choose_pin(self.shown.link, "2468")
        return self.shown

    def page(self, member: str, name: str, meeting: str = "") -> Page:
        """Go to a page of the case, or of the coalition where it needs no case."""
        shown, needs = self.sit_down(member), PAGES[name].needs
        where: tuple[str, ...] = () if needs is Needs.NOTHING else (self.story.case,)
        page = shown.go(name, *where, *((meeting,) if needs is Needs.DETAIL else ()))
        assert isinstance(page, Page)
        return page

    # --- what is done -----------------------------------------------------------------------

    def do(self, member: str, event: Event) -> str:
        """Do what records an event; return what is read of a refusal, or ""."""
        act = next(act for act in ACTS if act.event is type(event))
        name = BEFORE_THERE_IS_A_CASE.get(act.pages[0], act.pages[0])
        page = self.page(member, name, getattr(event, "meeting", ""))
        asked = {field.id for field in act.fields}
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
        return self.fill_in(act, event)

    def fill_in(self, act: Act[Event], event: Event) -> str:
        """Type an event into the form in front, and press its button."""
        assert self.shown is not None
        dialog = self.shown.front()
        assert isinstance(dialog, FormDialog), act.title
        for row in dialog.form.rows:
            name = row.field.id
            value = getattr(event, name)
            if value is None:
                value = getattr(event, row.field.otherwise or f"{name}_words", "")
            put(self.shown, row.input, value)
        dialog.action.click()
        QApplication.processEvents()
        if not isValid(dialog) or not dialog.isVisible():
            return ""
        said = said_on(dialog)
        dialog.reject()
        return said

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


class AnyWords(dict[str, object]):
    """Fills the words of any title: the driver reads them, it does not know them."""

    def __bool__(self) -> bool:
        return True

    def __missing__(self, key: str) -> str:
        return key


def offers(field: Field, event: Event) -> dict[str, object]:
    """Return what a page would offer for a field: here the one choice that is made."""
    offered = {Kind.CHOICE, Kind.SEVERAL, Kind.WHOM}
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
    elif isinstance(widget, Several):
        for chosen in typing.cast("tuple[object, ...]", value):
            widget.ticks[written(chosen)].setChecked(True)
    elif isinstance(widget, WhomBox):
        widget.setEditText(written(value))
    elif isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(widget.findData(written(value)), 0))
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(written(value))
    elif isinstance(widget, QLineEdit):
        is_day = isinstance(value, date)
        style = shown.services.calendar.style
        widget.setText(style.write_day(typing.cast("date", value)) if is_day else written(value))
    else:
        raise TypeError(f"nobody types into {type(widget).__name__}")
