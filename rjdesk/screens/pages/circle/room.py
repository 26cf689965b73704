"""The circle's face for the room: big type on a second screen, and nothing private.

It is given the room's view values and no way to the desk, so that it cannot ask for more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rjdesk.desk.views.circle import FacingRoom, RoomAction
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.text import clear, hbox, label, vbox
from rjdesk.screens.kit.theme import Theme

TOGETHER = "Together"
LARGEST, SMALLEST = 2.2, 0.08
LEAST_POINTS = 6.0
STEPS = 64
SIDE_BY_SIDE = 4
"""From how many guidelines, values or actions on they may stand in two columns."""


class Line(msgspec.Struct, frozen=True):
    """A paragraph on the room's screen: its words, its role, and how far it stands off."""

    text: str
    role: str
    gap: float = 0.5


Block = tuple[Line, ...]
"""Lines that stay together."""


def blocks_of(view: FacingRoom) -> tuple[Block, tuple[Block, ...]]:
    """Return what the room reads: what stands at the top, and the blocks below it."""
    if view.neutral:
        return (Line(TOGETHER, "room-large"),), ()
    if not (view.question or view.guidelines or view.values or view.actions):
        return (Line(view.title, "room-large"),), ()
    head = [Line(view.title, "room-title")]
    if view.question:
        head.append(Line(view.question, "room-large", 1.0))
    below: list[Block] = [
        (Line(f"{number}.  {guideline}", "room"),)
        for number, guideline in enumerate(view.guidelines, 1)
    ]
    below += [(Line(value, "room-large", 0.3),) for value in view.values]
    below += [
        (Line(action.what, "room", 0.9), Line(_who_by_when(action), "room-soft", 0.1))
        for action in view.actions
    ]
    return tuple(head), tuple(below)


def _who_by_when(action: RoomAction) -> str:
    parts = [action.who]
    if action.for_whom:
        parts.append(f"for {action.for_whom}")
    if action.due:
        parts.append(f"by {long_date(action.due)}")
    return "  ·  ".join(parts)


class RoomWindow(QWidget):
    """The window that everybody in the room reads. It asks for no keys and holds no link.

    A key that a window manager gives it all the same goes to ``on_key``.
    """

    def __init__(self, theme: Theme) -> None:
        """Make the window, neutral and not yet shown."""
        # Shown without asking for the keyboard it would take it all the same, full screen.
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setObjectName("room")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle("The screen for the room")
        self.setAccessibleName("The screen for the room")
        self.theme = theme
        self.on_closed: Callable[[], object] = lambda: None
        self.on_key: Callable[[QKeyEvent], object] = lambda _event: None
        self.view = FacingRoom(title=TOGETHER, neutral=True)
        self.calm = True
        self._labels: list[tuple[Line, QLabel]] = []
        self._screen: QScreen | None = None
        outer = QVBoxLayout(self)
        self.body = QWidget()
        self.box = QVBoxLayout(self.body)
        self.box.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)
        self.setMinimumSize(theme.space("xxl") * 5, theme.space("xxl") * 3)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._unplugged)

    def open_on(self, screen: QScreen) -> None:
        """Fill a screen."""
        self._screen = screen
        self.hide()
        self.setWindowState(Qt.WindowState.WindowNoState)
        if (handle := self.windowHandle()) is not None:
            handle.setScreen(screen)
        self.setGeometry(screen.geometry())
        # showFullScreen would ask for the keyboard, which this window does not take.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()

    def open_beside(self, beside: QWidget) -> None:
        """Show it as a window where there is only the one screen."""
        room = beside.window().screen().availableGeometry()
        self.resize(room.width() * 2 // 3, room.height() * 2 // 3)
        self.show()

    def show_view(self, view: FacingRoom) -> None:
        """Show what everybody may see now."""
        if view == self.view and self._labels:
            return
        self.view = view
        self.calm = not blocks_of(view)[1] and not view.question
        self._fit()

    def _lay_out(self, head: Block, columns: Sequence[Sequence[Block]]) -> None:
        """Put new labels in their places."""
        clear(self.box)
        self._labels = []
        if self.calm:
            self.box.addStretch(2)
            self._add_sprout()
        for number, line in enumerate(head):
            if number and self.view.question:
                self.box.addStretch(2)
            self.box.addWidget(self._label(line))
        row_box = hbox(self.theme, "xxl")
        for column_ in columns:
            down = vbox(self.theme, "s")
            down.setSpacing(0)
            for line in (line for block in column_ for line in block):
                down.addWidget(self._label(line))
            down.addStretch(1)
            row_box.addLayout(down, 1)
        self.box.addLayout(row_box)
        self.box.addStretch(3)

    def _label(self, line: Line) -> QLabel:
        caption = label(line.text)
        if self.calm:
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._labels.append((line, caption))
        return caption

    def _add_sprout(self) -> None:
        sprout = QLabel()
        sprout.setObjectName("sprout")
        sprout.setAccessibleName("A sprout")
        sprout.setPixmap(self.theme.pixmap("sprout", "accent", self.theme.space("xxl") * 2))
        sprout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.addWidget(sprout)

    # --- type as large as fits ----------------------------------------------------------

    def _fit(self) -> None:
        """Take the largest type at which everything can be read without scrolling."""
        margin = min(self.width(), self.height()) // 14
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, margin, margin, margin)
        self.box.setSpacing(0)
        room = QSize(max(self.width() - 2 * margin, 1), max(self.height() - 2 * margin, 1))
        head, below = blocks_of(self.view)
        half = (len(below) + 1) // 2
        ways: list[tuple[tuple[Block, ...], ...]] = [(below,)]
        if len(below) >= SIDE_BY_SIDE:
            ways.append((below[:half], below[half:]))
        # One column stands first, so that it is taken where two would be no larger.
        sizes = [self._largest(head, columns, room) for columns in ways]
        factor = max(sizes)
        self.setUpdatesEnabled(False)
        self._lay_out(head, ways[sizes.index(factor)])
        for line, caption in self._labels:
            font = self._font(line, factor)
            caption.setStyleSheet(
                f'font-family: "{font.family()}"; font-size: {font.pointSizeF():.2f}pt; '
                f"font-weight: {font.weight().value}; {self._ink(line)}"
            )
            caption.setContentsMargins(0, self._gap(line, font), 0, 0)
        self.setUpdatesEnabled(True)

    def _largest(self, head: Block, columns: Sequence[Sequence[Block]], room: QSize) -> float:
        """Return the largest factor of the type at which this fits."""
        ladder: list[float] = [
            LARGEST * (SMALLEST / LARGEST) ** (n / STEPS) for n in range(STEPS + 1)
        ]
        too_large, fits = -1, STEPS
        while fits - too_large > 1:
            middle = (too_large + fits) // 2
            if self._fits(ladder[middle], head, columns, room):
                fits = middle
            else:
                too_large = middle
        return ladder[fits]

    def _fits(
        self, factor: float, head: Block, columns: Sequence[Sequence[Block]], room: QSize
    ) -> bool:
        apart = self.theme.space("xxl") * (len(columns) - 1)
        wide = (room.width() - apart) / len(columns)
        height = self._height(factor, head, room.width())
        if self.calm:
            height += self.theme.space("xxl") * 2 * self.theme.scale
        height += max(
            self._height(factor, [line for block in column_ for line in block], wide)
            for column_ in columns
        )
        return height <= room.height()

    def _height(self, factor: float, lines: Sequence[Line], width: float) -> float:
        """Return the height of lines, or infinity where a word is wider than the room."""
        height = 0.0
        for line in lines:
            font = self._font(line, factor)
            metrics = QFontMetricsF(font)
            if any(metrics.horizontalAdvance(word) > width for word in line.text.split()):
                return math.inf
            flags = Qt.TextFlag.TextWordWrap.value
            space = QRectF(0, 0, width, 1e6)
            height += math.ceil(metrics.boundingRect(space, flags, line.text).height())
            height += self._gap(line, font) + math.ceil(metrics.leading()) + 1
        return height

    def _font(self, line: Line, factor: float) -> QFont:
        serif = line.role in {"room-large", "room"}
        size = "room-large" if line.role == "room-large" else "room"
        shrunk = 0.72 if line.role in {"room-soft", "room-title"} else 1.0
        font = QFont()
        font.setFamily("Literata" if serif else "Atkinson Hyperlegible Next")
        font.setPointSizeF(max(self.theme.points(size) * shrunk * factor, LEAST_POINTS))
        font.setWeight(QFont.Weight.DemiBold if line.role == "room-large" else QFont.Weight.Normal)
        return font

    def _gap(self, line: Line, font: QFont) -> int:
        return round(QFontMetricsF(font).height() * line.gap)

    def _ink(self, line: Line) -> str:
        soft = line.role in {"room-soft", "room-title"}
        return f"color: {self.theme.colour('ink-soft' if soft else 'ink').name()};"

    # --- Qt ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the largest type that fits the new size."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.on_key(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever opened it that it is gone."""
        super().closeEvent(event)
        self.on_closed()

    def _unplugged(self, screen: QScreen) -> None:
        if screen is self._screen:
            self._screen = None
            self.close()
