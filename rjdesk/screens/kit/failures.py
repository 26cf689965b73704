"""Failures: the one place that an exception reaches when nobody expected it.

A person reads a sentence and goes on; what a maker needs to mend it is kept in memory only.
Neither holds a word of a case: of an exception only its type is kept, never its text, and of
where it happened only the lines of the program.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

SENTENCE = (
    "That did not work. Nothing was lost: everything recorded before is kept. You can go on, or "
    "try it once more."
)
"""What a person is told of any failure that the program did not foresee."""

KEPT = 20
"""So many failures are kept; an older one makes room."""

PACKAGE = Path(__file__).resolve().parents[2]


class Failure(msgspec.Struct, frozen=True):
    """One failure: when (local time), the types of the exceptions, and where, innermost last."""

    at: datetime
    types: tuple[str, ...]
    where: tuple[str, ...]

    def details(self) -> str:
        """Return what somebody who mends the program needs, without content of a case."""
        lines = [f"{self.at:%Y-%m-%d %H:%M}  {' from '.join(self.types)}", *self.where]
        return "\n".join(lines)


CAUSES_TOLD = 8


def failure_of(error: BaseException, at: datetime) -> Failure:
    """Return what may be kept of an exception."""
    types: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(types) < CAUSES_TOLD:
        types.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(error.__traceback__)
    where = tuple(f"  {_shown(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return Failure(at, tuple(types), where)


def _shown(file: str) -> str:
    """Return a file of the program by its place in it, and any other by its name alone."""
    path = Path(file)
    return str(path.relative_to(PACKAGE.parent)) if path.is_relative_to(PACKAGE) else path.name


class Failures(QObject):
    """Hears of every exception that nobody caught, in whatever thread it was raised.

    ``happened`` carries a Failure, always on the thread of the windows.
    """

    happened = Signal(object)
    _heard = Signal(object)

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Begin with none; ``clock`` tells the local time."""
        super().__init__()
        self.clock = clock
        self.kept: deque[Failure] = deque(maxlen=KEPT)
        self._heard.connect(self._keep, Qt.ConnectionType.AutoConnection)

    def listen(self) -> None:
        """Hear of what is raised in slots, timers, paint events and threads from now on."""
        sys.excepthook = self._of_python
        threading.excepthook = self._of_thread

    def report(self, error: BaseException) -> None:
        """Take an exception that was caught where the program can go on."""
        failure = failure_of(error, self.clock())
        # One line without content, so that whoever started the program there sees that it was.
        where = failure.where[-1].strip() if failure.where else ""
        print(f"rjdesk: {failure.types[0]} {where}".rstrip(), file=sys.stderr)  # noqa: T201
        self._heard.emit(failure)

    def _keep(self, failure: Failure) -> None:
        self.kept.append(failure)
        self.happened.emit(failure)

    def _of_python(
        self, _kind: type[BaseException], error: BaseException, _where: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            raise SystemExit(1)
        self.report(error)

    def _of_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.report(told.exc_value)
