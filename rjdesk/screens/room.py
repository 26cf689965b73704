"""The circle's face for the room: big type on a second screen, and nothing private.

It is given the room's view values and no way to the desk, so that it cannot ask for more.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QCloseEvent, QFont, QFontMetricsF, QGuiApplication, QResizeEvent, QScreen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rjdesk.desk.views.circle import FacingRoom, RoomAction
from rjdesk.process.calendar import long_date
from rjdesk.screens.look import Look
from rjdesk.screens.parts.text import clear, words

TOGETHER = "Together"
LARGEST, SMALLEST = 1.6, 0.08
LEAST_POINTS = 6.0
STEPS = 24


class Line(msgspec.Struct, frozen=True):
    """A paragraph on the room's screen: its words, its role, and how far it stands off."""

    text: str
    role: str
    gap: float = 0.5


def lines_of(view: FacingRoom) -> tuple[Line, ...]:
    """Return what the room reads, from top to bottom."""
    if view.neutral:
        return (Line(TOGETHER, "room-large"),)
    if not (view.question or view.guidelines or view.values or view.actions):
        return (Line(view.title, "room-large"),)
    found = [Line(view.title, "room-title")]
    if view.question:
        found.append(Line(view.question, "room-large", 1.0))
    for number, guideline in enumerate(view.guidelines, 1):
        found.append(Line(f"{number}.  {guideline}", "room"))
    found += [Line(value, "room-large", 0.3) for value in view.values]
    for action in view.actions:
        found += [Line(action.what, "room", 0.9), Line(_who_by_when(action), "room-soft", 0.1)]
    return tuple(found)


def _who_by_when(action: RoomAction) -> str:
    parts = [action.who]
    if action.for_whom:
        parts.append(f"for {action.for_whom}")
    if action.due:
        parts.append(f"by {long_date(action.due)}")
    return "  ·  ".join(parts)


class RoomWindow(QWidget):
    """The window that everybody in the room reads. It takes no keys and holds no link."""

    def __init__(self, look: Look) -> None:
        """Make the window, neutral and not yet shown; ``open_up`` finds its screen."""
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("room")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle("rjdesk")
        self.setAccessibleName("The screen for the room")
        self.look = look
        self.on_closed: Callable[[], object] = lambda: None
        self.view = FacingRoom(title=TOGETHER, neutral=True)
        self.calm = True
        self._lines: list[tuple[Line, QLabel]] = []
        self._screen: QScreen | None = None
        outer = QVBoxLayout(self)
        self.body = QWidget()
        self.box = QVBoxLayout(self.body)
        self.box.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)
        self.setMinimumSize(look.space("xxl") * 5, look.space("xxl") * 3)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._unplugged)

    def open_up(self, beside: QWidget) -> None:
        """Show it: full screen on a screen that ``beside`` is not on, else as a window."""
        here = beside.screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not here]
        if others:
            self._screen = others[0]
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
        else:
            room = here.availableGeometry()
            self.resize(room.width() * 2 // 3, room.height() * 2 // 3)
            self.show()

    def show_view(self, view: FacingRoom) -> None:
        """Show what everybody may see now."""
        if view == self.view and self._lines:
            return
        self.view = view
        self.setUpdatesEnabled(False)
        clear(self.box)
        self._lines = []
        self.calm = len(lines_of(view)) == 1
        if self.calm:
            self._add_sprout()
        for line in lines_of(view):
            label = words(line.text)
            if self.calm:
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._lines.append((line, label))
            self.box.addWidget(label)
        if self.calm or view.question:
            self.box.insertStretch(0 if self.calm else 1, 2)
        self.box.addStretch(3)
        self._fit()
        self.setUpdatesEnabled(True)

    def _add_sprout(self) -> None:
        sprout = QLabel()
        sprout.setObjectName("sprout")
        sprout.setAccessibleName("A sprout")
        sprout.setPixmap(self.look.pixmap("sprout", "accent", self.look.space("xxl") * 2))
        sprout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.addWidget(sprout)

    # --- type as large as fits ----------------------------------------------------------

    def _fit(self) -> None:
        """Take the largest type at which everything can be read without scrolling."""
        edge = min(self.width(), self.height()) // 14
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(edge, edge, edge, edge)
        self.box.setSpacing(0)
        room = QRectF(0, 0, max(self.width() - 2 * edge, 1), max(self.height() - 2 * edge, 1))
        ladder = [LARGEST * (SMALLEST / LARGEST) ** (n / STEPS) for n in range(STEPS + 1)]
        factor = next((f for f in ladder if self._height_at(f, room.width()) <= room.height()),
                      SMALLEST)  # fmt: skip
        for line, label in self._lines:
            font = self._font(line, factor)
            label.setStyleSheet(
                f'font-family: "{font.family()}"; font-size: {font.pointSizeF():.2f}pt; '
                f"font-weight: {font.weight().value}; {self._ink(line)}"
            )
            label.setContentsMargins(0, self._gap(line, font), 0, 0)

    def _height_at(self, factor: float, width: float) -> float:
        """Return the height of all lines, or infinity where a word is wider than the room."""
        height = 0.0
        for line, _ in self._lines:
            font = self._font(line, factor)
            metrics = QFontMetricsF(font)
            if any(metrics.horizontalAdvance(word) > width for word in line.text.split()):
                return float("inf")
            space = QRectF(0, 0, width, 1e6)
            flags = Qt.TextFlag.TextWordWrap.value
            height += metrics.boundingRect(space, flags, line.text).height()
            height += self._gap(line, font) + metrics.leading() + 1
        if self.calm:
            height += self.look.space("xxl") * 2 * self.look.scale
        return height

    def _font(self, line: Line, factor: float) -> QFont:
        serif = line.role in {"room-large", "room"}
        size = "room-large" if line.role == "room-large" else "room"
        shrunk = 0.72 if line.role in {"room-soft", "room-title"} else 1.0
        font = QFont()
        font.setFamily("Literata" if serif else "Atkinson Hyperlegible Next")
        font.setPointSizeF(max(self.look.points(size) * shrunk * factor, LEAST_POINTS))
        font.setWeight(QFont.Weight.DemiBold if line.role == "room-large" else QFont.Weight.Normal)
        return font

    def _gap(self, line: Line, font: QFont) -> int:
        return round(QFontMetricsF(font).height() * line.gap)

    def _ink(self, line: Line) -> str:
        soft = line.role in {"room-soft", "room-title"}
        return f"color: {self.look.colour('ink-soft' if soft else 'ink').name()};"

    # --- Qt ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the largest type that fits the new size."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever opened it that it is gone."""
        super().closeEvent(event)
        self.on_closed()

    def _unplugged(self, screen: QScreen) -> None:
        if screen is self._screen:
            self._screen = None
            self.close()
