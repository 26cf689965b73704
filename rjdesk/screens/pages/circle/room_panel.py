"""The room's screen, as the facilitator opens, chooses, swaps and closes it.

Which screen is the room's is asked, never guessed: the private face must not land there.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap, QScreen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rjdesk.desk.views.circle import FacingRoom
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.pages.circle.bar import ENTER, KeyAnswer
from rjdesk.screens.pages.circle.room import RoomWindow

DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)
LOWEST_FOR_PREVIEW = 640
"""A page lower than this, in pixels at 100 %, has no room for the preview."""


class RoomFace(QObject):
    """The face for the room and the screen it is on.

    ``asks`` carries a sentence and answers: which screen is the room's. ``changed`` tells that
    it was opened, closed or made neutral; ``key`` carries a key that the room's window got
    though it takes none.
    """

    asks = Signal(str, object)
    changed = Signal()
    key = Signal(object)

    def __init__(self, services: Services, beside: QWidget) -> None:
        """Begin closed; ``beside`` is the page that the facilitator looks at."""
        super().__init__(beside)
        self.services, self.beside = services, beside
        self.room: RoomWindow | None = None
        self.neutral = False
        self._numbers: list[ScreenNumber] = []

    @property
    def is_open(self) -> bool:
        """Whether the room sees something."""
        return self.room is not None

    def toggle(self) -> None:
        """Close it; or open it on the room's screen, and ask which that is if it is not known."""
        if self.room is not None:
            self.room.close()
            return
        others = self._others()
        known = self.services.preferences.now.room_screen
        if not others:
            self._open_on(None)
        elif (screen := next((s for s in others if s.name() == known), None)) is not None:
            self._open_on(screen)
        else:
            self._ask()

    def toggle_neutral(self) -> None:
        """Show the room nothing of the circle, or let it see the circle again."""
        self.neutral = not self.neutral
        self.changed.emit()

    def ask_swap(self) -> None:
        """Ask first: what the facilitator alone may see goes to where the room looks."""
        room, mine = self.room, self.beside.window()
        if room is not None and room.screen() is not mine.screen():
            self.asks.emit(
                "Change the two screens? What you see here goes to the room's screen.",
                [KeyAnswer("Change them  (Enter)", ENTER, self._swap)],
            )

    def _swap(self) -> None:
        """Let the two faces change their screens."""
        room, mine = self.room, self.beside.window()
        if room is None or room.screen() is mine.screen():
            return
        here, there = mine.screen(), room.screen()
        room.open_on(here)
        inside = there.availableGeometry()
        size = mine.size().boundedTo(inside.size())
        mine.resize(size)
        mine.move(inside.center() - mine.rect().center())
        self._remember(here)
        self._keep_the_keyboard()

    def show_view(self, view: FacingRoom) -> None:
        """Show the room what everybody may see now."""
        if self.room is not None:
            self.room.show_view(view)

    def picture(self, size: QSize) -> QPixmap:
        """Return what the room sees, no larger than a size."""
        if self.room is None:
            return QPixmap()
        kept = Qt.AspectRatioMode.KeepAspectRatio
        return self.room.grab().scaled(size, kept, Qt.TransformationMode.SmoothTransformation)

    def close(self) -> None:
        """Close it for good."""
        self.stop_asking()
        if self.room is not None:
            self.room.close()

    def _others(self) -> list[QScreen]:
        here = self.beside.window().screen()
        return [screen for screen in QGuiApplication.screens() if screen is not here]

    def _ask(self) -> None:
        screens = QGuiApplication.screens()[: len(DIGITS)]
        here = self.beside.window().screen()
        self._numbers = [ScreenNumber(self.services.theme, n, s) for n, s in enumerate(screens, 1)]
        answers = [
            KeyAnswer(f"{_described(screen)}  ({number})", (key,), partial(self._chosen, screen))
            for number, (key, screen) in enumerate(zip(DIGITS, screens, strict=False), 1)
            if screen is not here
        ]
        if len(answers) == 1:
            answers = [answers[0]._replace(keys=(*answers[0].keys, *ENTER))]
        mine = screens.index(here) + 1 if here in screens else 0
        self.asks.emit(
            f"Which is the room's screen? Each shows its number; this window is on {mine}.", answers
        )

    def stop_asking(self) -> None:
        """Take the numbers off the screens."""
        for number in self._numbers:
            number.close()
            number.deleteLater()
        self._numbers = []

    def _chosen(self, screen: QScreen) -> None:
        self.stop_asking()
        self._remember(screen)
        self._open_on(screen)

    def _remember(self, screen: QScreen) -> None:
        self.services.preferences.keep(room_screen=screen.name())

    def _open_on(self, screen: QScreen | None) -> None:
        self.room = RoomWindow(self.services.theme)
        self.room.on_closed = self._closed
        self.room.on_key = self.key.emit
        self.changed.emit()
        if screen is None:
            self.room.open_beside(self.beside)
        else:
            self.room.open_on(screen)
        self._keep_the_keyboard()
        self.changed.emit()

    def _keep_the_keyboard(self) -> None:
        """See that the facilitator's window has the keyboard, whatever was just shown."""
        self.beside.window().activateWindow()

    def _closed(self) -> None:
        if self.room is not None:
            self.room.deleteLater()
        self.room = None
        self.changed.emit()


def _described(screen: QScreen) -> str:
    """Return how a person knows a screen: what the system calls it, and its size."""
    size = screen.geometry().size() * screen.devicePixelRatio()
    return f"{screen.name()}, {size.width()} × {size.height()}"


class ScreenNumber(QWidget):
    """A large number in the middle of a screen, which takes no keys."""

    def __init__(self, theme: Theme, number: int, screen: QScreen) -> None:
        """Show it at once."""
        quiet = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(None, Qt.WindowType.ToolTip | quiet)
        self.setObjectName("room")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle("Number of a screen")
        said = QLabel(str(number))
        said.setStyleSheet(f"font-size: {theme.points('room-large') * 2:.1f}pt;")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        said.setFrameShape(QFrame.Shape.Box)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(said)
        margin = theme.space("xxl") * 4
        self.resize(margin, margin)
        inside = screen.availableGeometry()
        self.move(inside.center().x() - margin // 2, inside.top() + theme.space("xxl"))
        self.show()


class RoomPreview(QLabel):
    """A small picture of what the room sees, for the facilitator alone."""

    def __init__(self, theme: Theme, face: RoomFace) -> None:
        """Begin hidden."""
        super().__init__()
        self.theme, self.face = theme, face
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setVisible(False)
        # The key that was pressed is painted first; the picture follows it.
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.setInterval(0)
        self.soon.timeout.connect(self._paint)

    def show_room(self, view: FacingRoom | None, *, high: int) -> None:
        """Show what the room sees now, or nothing where it is closed or the page is low."""
        shown = view is not None and high >= LOWEST_FOR_PREVIEW * self.theme.scale
        self.setVisible(shown)
        if view is not None and shown:
            self.setAccessibleName(f"What the room sees: {view.question or view.title}")
            self.soon.start()

    def _paint(self) -> None:
        picture = self.face.picture(QSize(max(self.width(), 1), self.theme.space("xxl") * 3))
        if picture.isNull():
            # It was closed meanwhile.
            return
        painter = QPainter(picture)
        painter.setPen(self.theme.colour("edge"))
        painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
        painter.end()
        self.setPixmap(picture)
