"""The watch: idleness, sleep, Esc Esc and Ctrl+L lock; in a circle idleness is allowed longer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rjdesk.screens.kit.push_button import Button
from rjdesk.screens.shell.watch import IDLE_MINUTES, IDLE_MINUTES_IN_CIRCLE, Watch


@dataclass
class Room:
    """A watch over a line to type in, with clocks turned by hand."""

    line: QLineEdit
    qtbot: QtBot
    now: float = 0.0
    asleep: float = 0.0
    in_circle: bool = False
    locks: list[float] = field(default_factory=list)
    watch: Watch | None = None

    def theme(self) -> None:
        assert self.watch is not None
        self.watch.theme()

    def escape(self) -> None:
        QTest.keyClick(self.line.windowHandle(), Qt.Key.Key_Escape)


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    made = Room(line, qtbot)
    app = QApplication.instance()
    assert app is not None
    watch = Watch(app, lambda: made.in_circle, lambda: made.now, lambda: made.asleep)
    watch.due.connect(lambda: made.locks.append(made.now))
    made.watch = watch
    yield made
    app.removeEventFilter(watch)
    watch.timer.stop()
    watch.deleteLater()


def test_five_idle_minutes_lock_and_not_a_second_less(room: Room) -> None:
    room.now = IDLE_MINUTES * 60 - 1
    room.theme()
    assert room.locks == []
    room.now += 1
    room.theme()
    assert room.locks == [IDLE_MINUTES * 60]


def test_a_key_begins_the_minutes_anew(room: Room) -> None:
    room.now = 200
    room.qtbot.keyClick(room.line, Qt.Key.Key_A)
    room.now = 200 + IDLE_MINUTES * 60 - 1
    room.theme()
    assert room.locks == []


def test_whoever_comes_back_too_late_finds_it_locked_before_the_next_look(room: Room) -> None:
    room.now = IDLE_MINUTES * 60 + 5
    room.qtbot.keyClick(room.line, Qt.Key.Key_A)
    assert room.locks == [room.now]


def test_in_a_circle_an_hour_is_allowed(room: Room) -> None:
    room.in_circle = True
    room.now = IDLE_MINUTES_IN_CIRCLE * 60 - 1
    room.theme()
    assert room.locks == []
    room.now += 1
    room.theme()
    assert len(room.locks) == 1


@pytest.mark.parametrize("in_circle", [False, True])
def test_a_computer_that_slept_is_locked_when_it_wakes(room: Room, *, in_circle: bool) -> None:
    room.in_circle = in_circle
    room.now, room.asleep = 60, 59
    room.qtbot.keyClick(room.line, Qt.Key.Key_A)
    assert len(room.locks) == 1


def test_escape_twice_locks(room: Room) -> None:
    room.escape()
    assert room.locks == []
    room.escape()
    assert len(room.locks) == 1


def test_one_escape_is_one_wherever_it_passes_and_whoever_copies_it(room: Room) -> None:
    """The line lies in layers, and a screen reader has each press sent once more."""
    room.line.show()
    inner = QLineEdit(room.line)
    inner.show()
    inner.setFocus()
    room.escape()
    none = Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(inner, QKeyEvent(kind, Qt.Key.Key_Escape, none))
    assert room.locks == []
    room.escape()
    assert len(room.locks) == 1


def test_an_escape_that_closes_something_does_not_count(room: Room) -> None:
    dialog = QDialog(room.line)
    dialog.open()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    room.escape()
    assert room.locks == []
    room.escape()
    assert len(room.locks) == 1


def test_escape_twice_does_not_lock_in_a_circle(room: Room) -> None:
    room.in_circle = True
    room.escape()
    room.escape()
    assert room.locks == []


@pytest.mark.parametrize("in_circle", [False, True])
def test_ctrl_l_locks_also_with_a_dialog_in_front(room: Room, *, in_circle: bool) -> None:
    room.in_circle = in_circle
    dialog = QDialog(room.line)
    dialog.open()
    room.qtbot.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert len(room.locks) == 1
    dialog.close()


def test_a_key_held_down_presses_nothing_again_though_qt_takes_it_for_a_second_press(
    room: Room,
) -> None:
    """X11 tells a repeat as let go and pressed at one moment; under load Qt marks neither."""
    pressed: list[int] = []
    key = Qt.Key.Key_Return
    stamped(room.line, QEvent.Type.KeyPress, key, 1000)
    button = Button("Assign", room.line)
    button.clicked.connect(lambda: pressed.append(1))
    for moment in range(1500, 1900, 40):
        stamped(button, QEvent.Type.KeyRelease, key, moment)
        stamped(button, QEvent.Type.KeyPress, key, moment)
    assert pressed == []
    stamped(button, QEvent.Type.KeyRelease, key, 1900)
    stamped(button, QEvent.Type.KeyPress, key, 1980)
    assert pressed == [1], "let go, and pressed again"


def test_escape_held_down_is_one_escape(room: Room) -> None:
    key = Qt.Key.Key_Escape
    stamped(room.line, QEvent.Type.ShortcutOverride, key, 1000)
    for moment in range(1500, 1900, 40):
        stamped(room.line, QEvent.Type.KeyRelease, key, moment)
        stamped(room.line, QEvent.Type.ShortcutOverride, key, moment)
    assert room.locks == []


def stamped(to: QWidget, kind: QEvent.Type, key: Qt.Key, moment: int) -> None:
    """Send what happened to a key at a moment, in milliseconds, as the system tells it."""
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(moment)
    QApplication.sendEvent(to, event)


def two_buttons(room: Room) -> tuple[Button, Button, list[str]]:
    """Return two buttons of which the first gives the keyboard to the second, as an act does."""
    done: list[str] = []
    first, second = Button("Assign", room.line), Button("Assign the next", room.line)
    first.clicked.connect(lambda: (done.append("first"), second.setFocus()))
    second.clicked.connect(lambda: done.append("second"))
    for made in (first, second):
        made.show()
    room.line.activateWindow()
    first.setFocus()
    return first, second, done


def pressed(key: Qt.Key, moment: int) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        stamped(QApplication.focusWidget(), kind, key, moment)


@pytest.mark.parametrize(
    ("moment", "done"),
    [(1080, ["first"]), (1399, ["first"]), (1500, ["first", "second"])],
)
def test_the_second_of_two_hasty_presses_is_not_for_what_the_first_one_brought(
    room: Room, moment: int, done: list[str]
) -> None:
    _, _, did = two_buttons(room)
    pressed(Qt.Key.Key_Space, 1000)
    pressed(Qt.Key.Key_Space, moment)
    assert did == done


def test_a_button_that_was_painted_anew_may_be_pressed_again_at_once(room: Room) -> None:
    first, second, did = two_buttons(room)
    for made in (first, second):
        made.setAccessibleName("Up: question 3")
    pressed(Qt.Key.Key_Space, 1000)
    pressed(Qt.Key.Key_Space, 1150)
    assert did == ["first", "second"]


def test_whoever_goes_on_with_tab_is_in_no_hurry(room: Room) -> None:
    _, second, did = two_buttons(room)
    pressed(Qt.Key.Key_Space, 1000)
    stamped(second, QEvent.Type.KeyPress, Qt.Key.Key_Shift, 1050)
    pressed(Qt.Key.Key_Space, 1100)
    assert did == ["first", "second"]


def test_a_double_click_is_not_for_the_button_that_came_under_the_pointer(room: Room) -> None:
    first, second, did = two_buttons(room)
    room.qtbot.mousePress(first, Qt.MouseButton.LeftButton)
    room.qtbot.mouseRelease(first, Qt.MouseButton.LeftButton)
    left, here = Qt.MouseButton.LeftButton, QPointF(3, 3)
    none = Qt.KeyboardModifier.NoModifier
    again = QMouseEvent(QEvent.Type.MouseButtonDblClick, here, here, left, left, none)
    QApplication.sendEvent(second, again)
    room.qtbot.mouseRelease(second, Qt.MouseButton.LeftButton)
    assert did == ["first"]
    room.qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert did == ["first", "second"], "one of its own is"
