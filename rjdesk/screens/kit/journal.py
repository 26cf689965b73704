"""The journal of a case: the day, what was done, and by whom, in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from rjdesk.desk.views.case_page import JournalLine
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.text import in_row, label
from rjdesk.screens.kit.theme import Theme

IN_COLUMNS_BELOW = 1.5
"""From this text size on, the day and the name stand above what was done."""


class JournalList(QWidget):
    """Lines of a journal, the latest first; the last act may offer to be taken back."""

    def __init__(
        self, theme: Theme, lines: Sequence[JournalLine], undo: Callable[[JournalLine], object]
    ) -> None:
        """Show these lines."""
        super().__init__()
        self.theme, self.undo = theme, undo
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("l"))
        grid.setVerticalSpacing(theme.space("s"))
        fill = self._columns if theme.scale < IN_COLUMNS_BELOW else self._under_each_other
        for number, line in enumerate(lines):
            fill(grid, number, line)

    def _columns(self, grid: QGridLayout, number: int, line: JournalLine) -> None:
        grid.addWidget(label(_day(line), "soft", wrap=False), number, 0)
        grid.addWidget(label(line.what), number, 1)
        grid.addWidget(label(line.by, "soft"), number, 2)
        if line.undoable:
            grid.addWidget(self._take_back(line), number, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)

    def _under_each_other(self, grid: QGridLayout, number: int, line: JournalLine) -> None:
        grid.addWidget(
            label(" · ".join(filter(None, (_day(line), line.by))), "small"), number * 3, 0
        )
        grid.addWidget(label(line.what), number * 3 + 1, 0)
        if line.undoable:
            grid.addWidget(in_row(self.theme, self._take_back(line)), number * 3 + 2, 0)

    def _take_back(self, line: JournalLine) -> QWidget:
        return button(
            self.theme, "Take back…", partial(self.undo, line), role="quiet", icon="undo-2"
        )


def _day(line: JournalLine) -> str:
    return long_date(line.on) if line.on else ""
