"""Some of several options, a tick each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rjdesk.desk.fields import Option
from rjdesk.screens.kit.text import vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.tick import Tick


class Several(QWidget):
    """A tick for each option; ``changed`` tells that one was set or taken off."""

    changed = Signal()

    def __init__(self, theme: Theme, options: Sequence[Option], chosen: Collection[str]) -> None:
        """Show the options, with those ticked that are chosen."""
        super().__init__()
        box = vbox(theme, "xs")
        self.ticks = {option.value: Tick(option.label) for option in options}
        for value, tick in self.ticks.items():
            tick.setObjectName(value)
            tick.setChecked(value in chosen)
            tick.toggled.connect(self.changed)
            box.addWidget(tick)
        self.setLayout(box)
        if self.ticks:
            self.setFocusProxy(next(iter(self.ticks.values())))

    def chosen(self) -> tuple[str, ...]:
        """Return the options that are ticked, in their order."""
        return tuple(value for value, tick in self.ticks.items() if tick.isChecked())
