"""The readiness board: a row a participant, a column a thing to do; or cards where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rjdesk.desk.views.case_page import ReadinessRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.taking_part.state import Stand
from rjdesk.screens.kit.flow import flowing
from rjdesk.screens.kit.text import held, label, separator, vbox
from rjdesk.screens.kit.theme import Theme

COLUMNS = ("Met", "Willing", "Reporter?", "Agreement to Dialogue", "Support", "Questions")
STANDS = {Stand.YES: "yes", Stand.NO: "no", Stand.NOT_ASKED: "open", Stand.GONE: "left"}
SUPPORT = 5
WIDEST = 150
"""Names of supporters that are wider, in pixels at 100 %, wrap."""


class Board(QWidget):
    """Who has done what. It is a table as long as that fits, and never cut off."""

    def __init__(self, theme: Theme, rows: Sequence[ReadinessRow]) -> None:
        """Make the table and the cards; the width decides which of the two is shown."""
        super().__init__()
        self.theme = theme
        self.table = self._table(rows)
        self.cards = self._cards(rows)
        self.cards.setVisible(False)
        policy = self.table.sizePolicy()
        # The table must not hold the page open, or it would never be found too wide.
        self.table.setSizePolicy(QSizePolicy.Policy.Ignored, policy.verticalPolicy())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)
        box.addWidget(self.cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        grid = self.table.layout()
        fits = grid is None or grid.minimumSize().width() <= self.width()
        self.table.setVisible(fits)
        self.cards.setVisible(not fits)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.space("xxl") * 4, super().minimumSizeHint().height())

    def _table(self, rows: Sequence[ReadinessRow]) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.theme.space("l"))
        grid.setVerticalSpacing(self.theme.space("s"))
        for place, title in enumerate(COLUMNS, 1):
            grid.addWidget(label(title, "small", wrap=False), 0, place)
        for number, person in enumerate(rows):
            line = number * 2 + 1
            grid.addWidget(separator(), line, 0, 1, len(COLUMNS) + 1)
            name = label(person.name, "strong")
            name.setMinimumWidth(round(150 * self.theme.scale))
            who = vbox(self.theme, "xs")
            who.addWidget(name)
            who.addWidget(label(person.parts, "small"))
            grid.addWidget(held(who), line + 1, 0)
            for place, chip in enumerate(_chips(person), 1):
                if place == SUPPORT and chip.sizeHint().width() > WIDEST * self.theme.scale:
                    chip.setWordWrap(True)
                    chip.setMinimumWidth(round(WIDEST * self.theme.scale))
                at = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                grid.addWidget(chip, line + 1, place, at)
        grid.setColumnStretch(0, 1)
        return held(grid)

    def _cards(self, rows: Sequence[ReadinessRow]) -> QWidget:
        box = vbox(self.theme, "s")
        for person in rows:
            box.addWidget(separator())
            box.addWidget(label(person.name, "strong"))
            box.addWidget(label(person.parts, "small"))
            space = self.theme.space("s")
            cells = [
                flowing(space, label(title, "small"), chip)
                for title, chip in zip(COLUMNS, _chips(person), strict=True)
            ]
            box.addWidget(flowing(self.theme.space("l"), *cells))
        return held(box)


def _chips(person: ReadinessRow) -> tuple[QLabel, ...]:
    signed = f"signed {long_date(person.signed)}" if person.signed else "open"
    states = (
        (_is_so("met", so=person.met), bool(person.met)),
        _whether_they_come(person),
        # Whether somebody has to report is a fact about them, and nothing that was done.
        (person.reporter or "open", False),
        (signed, person.signed is not None),
        (person.support or "–", person.support not in {"", "open"}),
        (_is_so("given", so=person.questions_given), bool(person.questions_given)),
    )
    return tuple(
        _chip(f"{title} of {person.name}", text, on=on)
        for title, (text, on) in zip(COLUMNS, states, strict=True)
    )


def _whether_they_come(person: ReadinessRow) -> tuple[str, bool]:
    """Return how somebody stands to the process, and whether that is a yes."""
    if not person.named:
        return "not in this process", False
    if person.came and person.stand is Stand.NOT_ASKED:
        return "came", True
    return STANDS[person.stand], person.stand is Stand.YES


def _is_so(word: str, *, so: bool | None) -> str:
    """Return a word where it is so; that it is open, or that nobody asks for it."""
    return "–" if so is None else word if so else "open"


def _chip(name: str, text: str, *, on: bool) -> QLabel:
    """Return a small mark: its words say the state, its look only supports them."""
    chip = label(f"✓ {text}" if on else text, "chip-on" if on else "chip", wrap=False)
    chip.setAccessibleName(f"{name}: {text}")
    return chip
