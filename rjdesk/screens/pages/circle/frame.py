"""The frame of the circle's page: the path of rounds, and the columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rjdesk.desk.views.circle import FacingMe
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.flow import Flow
from rjdesk.screens.kit.ring import Ring
from rjdesk.screens.kit.text import clear, hbox, set_role, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.pages.circle.acts import CircleActs

THREE, TWO, RING = 940, 660, 280
"""From which width on, at 100 %, there are three columns, or two; and how wide the ring is."""
LOW = 300
"""Under that height, at 100 %, the path of rounds would leave no room for the circle."""


class RoundPath(QWidget):
    """The rounds as a thin path; another round is entered by its button.

    Where there is little room, the other rounds are shown by number alone. ``beside`` stands
    at the end of the path.
    """

    def __init__(self, theme: Theme, acts: CircleActs, beside: Sequence[QWidget]) -> None:
        """Make the path for the programme's rounds."""
        super().__init__()
        self.theme, self.acts = theme, acts
        self.steps: list[QPushButton] = []
        self.view: FacingMe | None = None
        self.flow = Flow(theme.space("s"))
        self.setLayout(self.flow)
        self.setAccessibleName("Rounds")
        self.beside = beside

    def show_rounds(self, view: FacingMe) -> None:
        """Show where the circle is."""
        self.view = view
        if not self.steps:
            for number in range(1, len(view.rounds) + 1):
                made = button(self.theme, "", partial(self._go, number), role="step")
                made.setObjectName(f"round-{number}")
                self.steps.append(made)
                self.flow.addWidget(made)
            for widget in self.beside:
                self.flow.addWidget(widget)
        for number, made in enumerate(self.steps, 1):
            self._show(view, number, made)

    def _show(self, view: FacingMe, number: int, made: QPushButton) -> None:
        here, past = number == view.round, number < view.round
        skipped = past and number in view.skipped
        title = view.rounds[number - 1]
        mark = "↷ " if skipped else "✓ " if past else ""
        narrow = self.width() < THREE * self.theme.scale
        shown = title if here or not narrow else ""
        made.setText(f"{mark}{number}  {shown}".strip().replace("&", "&&"))
        set_role(made, "step-on" if here else "step")
        state = "here now" if here else "passed over" if skipped else "done" if past else "to come"
        made.setAccessibleName(f"Round {number}, {title}, {state}")
        made.setToolTip(f"{title}: {state}")

    def _go(self, number: int) -> None:
        if self.view is not None and number != self.view.round:
            self.acts.go_on(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many titles as there is room for."""
        super().resizeEvent(event)
        if self.view is not None:
            self.show_rounds(self.view)


class Columns(QWidget):
    """The ring, what to say and what is made: side by side, or under each other.

    ``head`` stands above them, and scrolls away with them where the page is low. ``below``
    stands under the ring where the ring has a column.
    """

    def __init__(self, theme: Theme, head: QWidget, ring: Ring, below: QWidget) -> None:
        """Make the columns."""
        super().__init__()
        self.theme, self.head, self.ring = theme, head, ring
        self.count, self.low, self.wide = 0, False, False
        self.ring_area = QScrollArea()
        self.ring_area.setWidgetResizable(True)
        self.ring_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ring_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.left = QWidget()
        down = vbox(theme, "s")
        down.addWidget(self.ring_area, 1)
        down.addWidget(below)
        self.left.setLayout(down)
        self.outer, self.row_box = vbox(theme, "s"), hbox(theme, "l")
        self.outer.addWidget(head)
        self.outer.addLayout(self.row_box, 1)
        self.setLayout(self.outer)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        self.grid = QGridLayout(self.inside)
        self.grid.setContentsMargins(0, 0, theme.space("s"), theme.space("s"))
        self.grid.setHorizontalSpacing(theme.space("l"))
        self.grid.setVerticalSpacing(theme.space("l"))
        self.area.setWidget(self.inside)
        self.row_box.addWidget(self.left)
        self.row_box.addWidget(self.area, 1)
        self.say, self.make = QWidget(), QWidget()
        for holder in (self.say, self.make):
            holder.setLayout(vbox(theme, "m"))
        self._arrange(1, low=False)

    def show_panels(self, say: QWidget, make: QWidget, *, wide: bool = False) -> None:
        """Put new panels in the place of the old ones; ``wide`` gives what is made more room."""
        self.wide = wide
        self._stretch()
        bar = self.area.verticalScrollBar()
        height = bar.value()
        for holder, panel in ((self.say, say), (self.make, make)):
            box = holder.layout()
            if isinstance(box, QVBoxLayout):
                clear(box)
                box.addWidget(panel)
        self.inside.adjustSize()
        bar.setValue(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as there is room for."""
        super().resizeEvent(event)
        width = event.size().width() / self.theme.scale
        low = event.size().height() < LOW * self.theme.scale
        self._arrange(3 if width >= THREE else 2 if width >= TWO else 1, low=low)
        if self.count > 1:
            self.left.setFixedWidth(round(max(RING, width / 4) * self.theme.scale))

    def _arrange(self, count: int, *, low: bool) -> None:
        low = low and count == 1
        if (count, low) == (self.count, self.low):
            return
        self.count, self.low = count, low
        with_keys = self.ring.has_keyboard
        for widget in (self.head, self.ring, self.say, self.make):
            self.grid.removeWidget(widget)
        if low:
            self.outer.removeWidget(self.head)
            self.grid.addWidget(self.head, 0, 0)
        else:
            self.outer.insertWidget(0, self.head)
        self.left.setVisible(count > 1)
        self.ring.as_rows = count == 1
        top = Qt.AlignmentFlag.AlignTop
        if count == 1:
            self.ring_area.takeWidget()
            self.grid.addWidget(self.ring, 1, 0)
            self.ring.show()
            self.grid.addWidget(self.say, 2, 0, top)
            self.grid.addWidget(self.make, 3, 0, top)
        else:
            self.ring_area.setWidget(self.ring)
            self.grid.addWidget(self.say, 0, 0, top)
            self.grid.addWidget(self.make, *((0, 1) if count > 2 else (1, 0)), top)  # noqa: PLR2004
        self.grid.setRowStretch(4, 1)
        if with_keys:
            self.ring.take_keyboard()
        self._stretch()

    def _stretch(self) -> None:
        beside = self.count > 2  # noqa: PLR2004 - three columns: ring, say, make
        self.grid.setColumnStretch(0, 2)
        self.grid.setColumnStretch(1, (3 if self.wide else 2) if beside else 0)
