"""Long work in the pool that shows how far it has come, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from rjdesk.desk.ports import GoOn, Trouble
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.dialog import WIDE, Fitted
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.text import announce, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme

ResultT = TypeVar("ResultT")

LOOK_EVERY_MS = 100
WHOLE = 1000


class _HowFar:
    """How far work in another thread has come, and whether it is to go on: two plain values."""

    def __init__(self) -> None:
        self.done, self.goes_on = 0.0, True

    def __call__(self, done: float) -> bool:
        self.done = done
        return self.goes_on


class LongWork(QWidget):
    """A bar and a button that stops; hidden while nothing is under way."""

    def __init__(self, theme: Theme) -> None:
        """Make it, with nothing to do yet."""
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("s"))
        self.what = label("", "soft")
        self.bar = QProgressBar()
        self.bar.setRange(0, WHOLE)
        self.bar.setTextVisible(False)
        self.stop_button = button(theme, "Stop", self.stop, icon="x")
        for widget in (self.what, self.bar, in_row(theme, self.stop_button)):
            box.addWidget(widget)
        self._how_far = _HowFar()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self._show)
        self.setVisible(False)

    @property
    def under_way(self) -> bool:
        """Whether it works now."""
        return self._look.isActive()

    def run(
        self,
        what: str,
        work: Callable[[GoOn], ResultT],
        done: Callable[[ResultT], object],
        failed: Callable[[Trouble], object],
    ) -> None:
        """Do ``work`` in the pool and say ``what`` is done; while it is, nothing else is begun."""
        if self.under_way:
            return
        how_far = self._how_far = _HowFar()
        self.what.setText(what)
        self.bar.setAccessibleName(what)
        self.bar.setValue(0)
        self.stop_button.setEnabled(True)
        self.setVisible(True)
        announce(self.what, what)
        self._look.start()
        give_keyboard(self.stop_button)

        def over(then: Callable[[], object]) -> None:
            self._look.stop()
            self.setVisible(False)
            then()

        in_pool(
            self,
            lambda: work(how_far),
            lambda result: over(lambda: done(result)),
            lambda trouble: over(lambda: failed(trouble)),
        )

    def stop(self) -> None:
        """Have it stop as soon as it can; it says itself that it was stopped."""
        self._how_far.goes_on = False
        if isValid(self.stop_button):
            self.stop_button.setEnabled(False)

    def _show(self) -> None:
        self.bar.setValue(round(self._how_far.done * WHOLE))


class LongWorkDialog(Fitted):
    """Long work during which nothing else is to be done; Esc stops it, and a lock closes it."""

    def __init__(self, parent: QWidget, theme: Theme, title: str) -> None:
        """Make it, with nothing to do yet."""
        super().__init__(parent, theme, WIDE)
        self.setWindowTitle(title)
        self.setModal(True)
        box = vbox(theme, "m")
        margin = theme.space("xl")
        box.setContentsMargins(margin, margin, margin, margin)
        self.work = LongWork(theme)
        box.addWidget(label(title, "heading"))
        box.addWidget(self.work)
        self.setLayout(box)

    def run(
        self,
        what: str,
        work: Callable[[GoOn], ResultT],
        done: Callable[[ResultT], object],
        failed: Callable[[Trouble], object],
    ) -> None:
        """Do ``work`` as ``LongWork`` does, and close then."""

        def over(then: Callable[[], object]) -> None:
            self.accept()
            then()

        self.open()
        self.work.run(
            what,
            work,
            lambda result: over(lambda: done(result)),
            lambda trouble: over(lambda: failed(trouble)),
        )

    def reject(self) -> None:
        """Stop, and stay until it has: nobody is to record while it goes on."""
        if self.work.under_way:
            self.work.stop()
        else:
            super().reject()
