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
    """Lines of a journal, the latest first; each that may be put right offers it."""

    def __init__(
        self, theme: Theme, lines: Sequence[JournalLine], correct: Callable[[JournalLine], object]
    ) -> None:
        """Show these lines."""
        super().__init__()
        self.theme, self.correct = theme, correct
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
        if line.correctable:
            grid.addWidget(self._correct(line), number, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)

    def _under_each_other(self, grid: QGridLayout, number: int, line: JournalLine) -> None:
        grid.addWidget(
            label(" · ".join(filter(None, (_day(line), line.by))), "small"), number * 3, 0
        )
        grid.addWidget(label(line.what), number * 3 + 1, 0)
        if line.correctable:
            grid.addWidget(in_row(self.theme, self._correct(line)), number * 3 + 2, 0)

    def _correct(self, line: JournalLine) -> QWidget:
        made = button(self.theme, "Correct…", partial(self.correct, line), role="quiet")
        made.setAccessibleName(f"Correct: {line.what}, {_day(line)}")
        made.setObjectName(f"correct-{line.entry}")
        return made


def _day(line: JournalLine) -> str:
    return long_date(line.on) if line.on else ""
