"""When something is painted: the first paint event has been seen, and nothing waits any more."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 600.0
"""Seconds after which something will not happen any more."""


class FirstPaint(QObject):
    """Notices when a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.seen = False
        self.widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.seen = True
            self.widget.removeEventFilter(self)
        return False


def wait_for(app: QCoreApplication, holds: Callable[[], bool]) -> None:
    """Let events happen until ``holds()`` is true; sleeps while there are none."""
    end = perf_counter() + PATIENCE
    wakes = QTimer()
    wakes.start(round(1000 * PATIENCE) // 10)
    while not holds():
        if perf_counter() > end:
            raise TimeoutError("what was waited for did not happen")
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def until_painted(app: QCoreApplication, widget: QWidget) -> None:
    """Return once the widget is painted, and whatever its painting brought about too."""
    first = FirstPaint(widget)
    wait_for(app, lambda: first.seen)
    app.processEvents()


def the_application() -> QApplication:
    """Return the one application of this process."""
    there = QApplication.instance()
    return there if isinstance(there, QApplication) else QApplication(["rjdesk"])


def let_go() -> None:
    """Delete what was left for later, so that it does not grow under the next measure."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
