"""A form whose answer takes time: it waits in sight, can be left, and ends in a word or is done."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rjdesk.desk.fields import Answers, Field
from rjdesk.desk.ports import Trouble
from rjdesk.screens.kit.dialog import WORKING, FormDialog, FormHeading, Later
from rjdesk.screens.kit.theme import Theme
from rjdesk.shipped import shipped
from tests.screens.case_pages import PLAIN

PATIENCE = 20


class Asked:
    """A form over an empty window, whose work ends when the test says so."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.may_end = threading.Event()
        self.began: list[threading.Thread] = []
        self.came: list[str] = []
        self.behind = QWidget()
        self.behind.resize(800, 600)
        qtbot.addWidget(self.behind)
        self.behind.show()
        self.works: Callable[[], str] = lambda: "found"
        self.then: Callable[[str], str] = lambda _found: ""
        fields = (Field(id="word", label="A word"), Field(id="other", label="Another"))
        self.dialog = FormDialog(
            self.behind,
            Theme(shipped("resources")),
            FormHeading("A question", action="Keep"),
            fields,
            self.done,
            PLAIN,
        )
        self.dialog.open()
        qtbot.waitExposed(self.dialog)
        for name in ("word", "other"):
            self.field(name).setText("something")
        self.field("other").setFocus()

    def field(self, name: str) -> QLineEdit:
        found = self.dialog.form.field(name)
        assert isinstance(found, QLineEdit)
        return found

    def done(self, _answers: Answers) -> Later[str]:
        def work() -> str:
            self.began.append(threading.current_thread())
            assert self.may_end.wait(PATIENCE)
            return self.works()

        def then(found: str) -> str:
            assert threading.current_thread() is threading.main_thread()
            self.came.append(found)
            return self.then(found)

        return Later(work, then)

    def keep(self) -> None:
        self.qtbot.keyClick(self.field("other"), Qt.Key.Key_Return)

    def end(self) -> None:
        """Let the work end, and have its answer delivered."""
        self.may_end.set()
        assert QThreadPool.globalInstance().waitForDone(PATIENCE * 1000)
        QApplication.processEvents()

    def said(self) -> str:
        return "\n".join(w.text() for w in self.dialog.findChildren(QLabel) if w.isVisible())

    def is_open(self) -> bool:
        """Whether somebody can type and answer again."""
        return (
            self.dialog.isVisible()
            and self.field("word").isEnabled()
            and self.dialog.action.isEnabled()
            and self.dialog.action.text() == "Keep"
        )


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    return Asked(qtbot)


def test_while_it_works_the_fields_are_closed_and_one_can_cancel(asked: Asked) -> None:
    asked.keep()
    assert asked.dialog.action.text() == WORKING
    assert not asked.dialog.action.isEnabled()
    assert not asked.field("word").isEnabled()
    cancel = [b for b in asked.dialog.findChildren(QPushButton) if b.text() == "Cancel"]
    assert [button.isEnabled() for button in cancel] == [True]
    asked.end()
    assert asked.came == ["found"]
    assert not asked.dialog.isVisible()
    assert asked.began != [threading.main_thread()]


def test_answering_twice_asks_once(asked: Asked) -> None:
    asked.keep()
    asked.keep()
    asked.qtbot.keyClick(asked.dialog, Qt.Key.Key_Return)
    asked.end()
    assert len(asked.began) == len(asked.came) == 1


def test_what_came_may_still_be_refused_and_answered_again(asked: Asked) -> None:
    asked.then = lambda _found: "" if len(asked.came) > 1 else "This will not do."
    asked.keep()
    asked.end()
    assert "This will not do." in asked.said()
    assert asked.is_open()
    assert asked.dialog.focusWidget() is asked.field("other")
    asked.keep()
    asked.end()
    assert not asked.dialog.isVisible()


def fails(failure: Exception) -> Callable[..., str]:
    def fail(*_services: object) -> str:
        raise failure

    return fail


@pytest.mark.parametrize("where", ["works", "then"])
def test_trouble_is_said_in_the_dialog(asked: Asked, where: str) -> None:
    setattr(asked, where, fails(Trouble("The disk is full. Free some space.")))
    asked.keep()
    asked.end()
    assert "The disk is full. Free some space." in asked.said()
    assert asked.is_open()


@pytest.mark.parametrize("where", ["works", "then"])
def test_a_mistake_of_the_program_is_not_hidden(asked: Asked, where: str) -> None:
    mistake = ValueError("a mistake")
    setattr(asked, where, fails(mistake))
    with asked.qtbot.captureExceptions() as raised:
        asked.keep()
        asked.end()
    assert [failure for _, failure, _ in raised] == [mistake]
    assert asked.is_open()


@pytest.mark.parametrize("goes_at_once", [True, False], ids=["let go", "kept"])
@pytest.mark.parametrize("works", [lambda: "found", fails(Trouble("No."))])
def test_what_comes_after_cancelling_has_no_effect(
    asked: Asked, works: Callable[[], str], *, goes_at_once: bool
) -> None:
    asked.works = works
    asked.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, goes_at_once)
    asked.keep()
    asked.qtbot.keyClick(asked.dialog, Qt.Key.Key_Escape)
    assert not asked.dialog.isVisible()
    asked.end()
    assert len(asked.began) == 1
    assert asked.came == []
