"""Who is here, in the order of their seats: a tick each, and a seat up or down."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rjdesk.desk.fields import Option
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.rows import named
from rjdesk.screens.kit.text import clear, hbox, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.tick import Tick


class Seats(QWidget):
    """A seat for each option, clockwise; ``changed`` tells that one was ticked or moved.

    Alt and an arrow key move the seat that has the keyboard.
    """

    changed = Signal()

    def __init__(self, theme: Theme, options: Sequence[Option], here: Sequence[str]) -> None:
        """Seat those who are ``here`` in their order, and the others after them."""
        super().__init__()
        self.theme = theme
        place = {value: number for number, value in enumerate(here)}
        self.seats = sorted(options, key=lambda option: place.get(option.value, len(place)))
        self.here = set(here)
        self.list = vbox(theme, "xs")
        self.setLayout(self.list)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            moves = QShortcut(QKeySequence(keys), self)
            moves.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            moves.activated.connect(partial(self._move_focused, step))
        self._show()

    def chosen(self) -> tuple[str, ...]:
        """Return who is here, in the order of their seats."""
        return tuple(seat.value for seat in self.seats if seat.value in self.here)

    def _show(self, focus: str = "") -> None:
        clear(self.list)
        for number, seat in enumerate(self.seats, 1):
            tick = Tick(f"{number}.  {seat.label}")
            tick.setAccessibleName(f"Seat {number}: {seat.label} is here")
            tick.setObjectName(_name(seat))
            tick.setChecked(seat.value in self.here)
            tick.toggled.connect(partial(self._ticked, seat.value))
            row_box = hbox(self.theme, "s")
            row_box.addWidget(tick, 1)
            for caption, icon, step in (("Up", "arrow-up", -1), ("Down", "arrow-down", 1)):
                move = partial(self._move, number, step)
                pressed = button(self.theme, caption, move, role="quiet", icon=icon)
                named(pressed, f"{caption}: {seat.label}")
                pressed.setEnabled(1 <= number + step <= len(self.seats))
                row_box.addWidget(pressed)
            self.list.addLayout(row_box)
            if number == 1:
                self.setFocusProxy(tick)
            if seat.value == focus:
                give_keyboard(tick)

    def _ticked(self, value: str, here: bool) -> None:  # noqa: FBT001 - a signal's argument
        (self.here.add if here else self.here.discard)(value)
        self.changed.emit()

    def _move(self, number: int, step: int) -> None:
        """Move whoever sits at ``number`` one seat up (-1) or down (1)."""
        to = number + step
        if not 1 <= to <= len(self.seats):
            return
        seat = self.seats.pop(number - 1)
        self.seats.insert(to - 1, seat)
        self._show(seat.value)
        self.changed.emit()

    def _move_focused(self, step: int) -> None:
        focus: QWidget | None = self.window().focusWidget()
        name = focus.objectName() if focus is not None else ""
        names = [_name(seat) for seat in self.seats]
        if name in names:
            self._move(names.index(name) + 1, step)


def _name(seat: Option) -> str:
    return f"here-{seat.value}"
