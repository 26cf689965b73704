"""A hand that does what a person can do: click, type, choose, press a key, look.

It knows the window only from outside: it finds what is visible by the words on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QKeyCombination, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from rjdesk.tour.watchdog import Watchdog

PATIENCE_MS = 20_000
LOOK_EVERY_MS = 5

WidgetT = TypeVar("WidgetT", bound=QWidget)


class NotThere(LookupError):  # noqa: N818 - it says what is the matter
    """What the hand was to touch is not on the screen."""


class Hand:
    """Touches a window. Pictures go to ``out``, numbered in the order they were taken."""

    def __init__(self, app: QApplication, window: QWidget, out: Path) -> None:
        """Take a window in hand."""
        self.app, self.window, self.out = app, window, out
        self.watchdog = Watchdog(window)
        self.pictures: list[tuple[str, str]] = []

    def wait(self, until: Callable[[], bool], what: str) -> None:
        """Let the program run until something is so. Raises NotThere when it never is."""
        if until():
            return
        loop, seen = QEventLoop(), [False]
        look, give_up = QTimer(), QTimer()

        def check() -> None:
            if until():
                seen[0] = True
                loop.quit()

        look.timeout.connect(check)
        look.start(LOOK_EVERY_MS)
        give_up.setSingleShot(True)
        give_up.timeout.connect(loop.quit)
        give_up.start(PATIENCE_MS)
        loop.exec()
        look.stop()
        if not seen[0]:
            raise NotThere(f"{what} — on the screen: {', '.join(self.words())[:3000]}")

    def settle(self) -> None:
        """Let the program finish what it was told."""
        turned: list[bool] = []
        QTimer.singleShot(0, self.window, lambda: turned.append(True))
        self.wait(lambda: bool(turned), "a turn of the event loop")

    def front(self) -> QWidget:
        """Return the dialog in front, or the window."""
        dialogs = [d for d in self.window.findChildren(QDialog) if d.isVisible()]
        return dialogs[-1] if dialogs else self.window

    def words(self) -> list[str]:
        """Return every word that can be seen."""
        front = self.front()
        seen: list[QLabel | QAbstractButton] = [
            *front.findChildren(QLabel),
            *front.findChildren(QAbstractButton),
        ]
        return [w.text() for w in seen if w.isVisible() and w.text()]

    def reads(self, text: str) -> None:
        """Wait until a text can be read somewhere. Raises NotThere when it never can."""
        self.wait(lambda: any(text in word for word in self.words()), f"“{text}”")

    def _find(self, kind: type[WidgetT], name: str, which: int = 0) -> WidgetT:
        self.watchdog.doing = f"“{name}” was touched"
        found: list[WidgetT] = []

        def there() -> bool:
            found[:] = [
                widget
                for widget in self.front().findChildren(kind)
                if widget.isVisible() and name in _names(widget)
            ]
            return len(found) > which and found[which].isEnabled()

        self.wait(there, f"“{name}” to touch")
        self._bring_into_view(found[which])
        return found[which]

    def _bring_into_view(self, widget: QWidget) -> None:
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        self.settle()

    def click(self, label: str, which: int = 0) -> None:
        """Click the button with these words on it."""
        target = self._find(QAbstractButton, label, which)
        at = QPoint(12, target.height() // 2) if isinstance(target, QCheckBox) else QPoint()
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self.settle()

    def tick(self, *labels: str) -> None:
        """Tick each of these boxes that is not ticked yet."""
        for label in labels:
            if not self._find(QCheckBox, label).isChecked():
                self.click(label)

    def type(self, name: str, text: str, which: int = 0) -> None:
        """Type a text into the field of that name, in place of what stands there."""
        target: QWidget
        try:
            target = self._field(name, which)
        except NotThere:
            raise NotThere(f"no field “{name}”") from None
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        target.setFocus()
        QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.letters(text, target)

    def _field(self, name: str, which: int) -> QWidget:
        self.watchdog.doing = f"something was typed into “{name}”"
        found: list[QWidget] = []

        def there() -> bool:
            front = self.front()
            fields: Iterable[QWidget] = (
                *front.findChildren(QLineEdit),
                *front.findChildren(QPlainTextEdit),
            )
            found[:] = [f for f in fields if f.isVisible() and name in _names(f)]
            return len(found) > which and found[which].isEnabled()

        self.wait(there, f"the field “{name}”")
        self._bring_into_view(found[which])
        return found[which]

    def letters(self, text: str, target: QWidget | None = None) -> None:
        """Press a key for each letter, whatever its script."""
        target = target or self.app.focusWidget() or self.window
        for letter in text:
            if letter == "\n":
                QTest.keyClick(target, Qt.Key.Key_Return)
                continue
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                self.app.sendEvent(target, event)
        self.settle()

    def choose(self, name: str, option: str, which: int = 0) -> None:
        """Choose from a list with the arrow keys."""
        target = self._find(QComboBox, name, which)
        place = next((i for i in range(target.count()) if option in target.itemText(i)), -1)
        if place < 0:
            raise NotThere(f"no “{option}” in “{name}”")
        target.setFocus()
        QTest.keyClick(target, Qt.Key.Key_Home)
        for _ in range(place):
            QTest.keyClick(target, Qt.Key.Key_Down)
        self.settle()

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        times: int = 1,
    ) -> None:
        """Press a key where the keyboard is."""
        self.watchdog.doing = (
            f"{QKeySequence(QKeyCombination(modifier, key)).toString()} was pressed"
        )
        if self.app.activeWindow() is not self.front():
            self.front().activateWindow()
            self.settle()
        for _ in range(times):
            QTest.keyClick(self.front().windowHandle(), key, modifier)
            self.settle()

    def open_row(self, text: str) -> None:
        """Open the row of the table that holds a text."""
        table = self._find(QTableView, "Cases")
        model = table.model()
        rows = range(model.rowCount())
        row = next(r for r in rows if text in str(model.index(r, 0).data()))
        index = model.index(row, 0)
        at = table.visualRect(index).center()
        QTest.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
        )
        self.settle()

    def save_dialog(self, file: Path) -> None:
        """Type a file's name into the save dialog and accept it."""
        dialog = self.front()
        if not isinstance(dialog, QFileDialog):
            raise NotThere("the save dialog")
        # A tour before this one may have left the file; the dialog would ask about it.
        file.unlink(missing_ok=True)
        line = next(w for w in dialog.findChildren(QLineEdit) if w.isVisible())
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.letters(str(file), line)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.wait(file.exists, "the saved file")

    def picture(self, name: str, caption: str) -> None:
        """Keep a picture of what can be seen, dialogs on top of the window."""
        self.settle()
        seen = self.window.grab()
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                _lay_on_top(seen, dialog)
        self.keep(seen, name, caption)

    def keep(self, seen: QPixmap, name: str, caption: str) -> None:
        """Keep a picture under the next number."""
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        seen.save(str(self.out / file))
        self.watchdog.forgive()
        self.pictures.append((file, caption))
        print(f"  {file}: {caption}")


def _names(widget: QWidget) -> tuple[str, ...]:
    names = [widget.accessibleName(), widget.objectName()]
    if isinstance(widget, QAbstractButton):
        names.append(widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&"))
    return tuple(name for name in names if name)


def _lay_on_top(seen: QPixmap, dialog: QDialog) -> None:
    picture = dialog.grab()
    ratio = seen.devicePixelRatio()
    whole = QRect(QPoint(0, 0), seen.size() / ratio)
    place = QRect(QPoint(0, 0), dialog.size())
    place.moveCenter(whole.center())
    painter = QPainter(seen)
    shade = seen.toImage()
    shade.fill(Qt.GlobalColor.black)
    painter.setOpacity(0.25)
    painter.drawImage(whole, shade)
    painter.setOpacity(1.0)
    painter.drawPixmap(place.topLeft(), picture)
    painter.end()
