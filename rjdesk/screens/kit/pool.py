"""Slow work in the thread pool: plain values in, plain values out, the answer on this thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance
from shiboken6 import isValid

from rjdesk.desk.ports import Trouble
from rjdesk.screens.kit.failures import SENTENCE

ResultT = TypeVar("ResultT")


class _News(QObject):
    """Carries an answer to the thread that asked, and outlives an owner who has gone."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        owner: QObject,
        then: Callable[[Any], object],
        otherwise: Callable[[Trouble], object],
    ) -> None:
        super().__init__()
        self.owner, self.then, self.otherwise = owner, then, otherwise
        self.done.connect(self._done)
        self.failed.connect(self._failed)

    def _done(self, result: object) -> None:
        _AWAITED.discard(self)
        if isValid(self.owner):
            self.then(result)

    def _failed(self, failure: Exception) -> None:
        _AWAITED.discard(self)
        if isinstance(failure, Trouble):
            if isValid(self.owner):
                self.otherwise(failure)
            return
        # Whoever waits must wait no longer, also where nobody foresaw the failure.
        if isValid(self.owner):
            self.otherwise(Trouble(SENTENCE))
        raise failure


class _Work(QRunnable, Generic[ResultT]):
    def __init__(self, work: Callable[[], ResultT], news: _News) -> None:
        super().__init__()
        self.work, self.news = work, news

    def run(self) -> None:
        try:
            result = self.work()
        except Exception as failure:  # noqa: BLE001 - handed to the thread that asked
            self._tell(self.news.failed, failure)
        else:
            self._tell(self.news.done, result)

    @staticmethod
    def _tell(signal: SignalInstance, answer: object) -> None:
        # The program may have ended meanwhile; then nobody is left to be told.
        with suppress(RuntimeError):
            signal.emit(answer)


def in_pool(
    owner: QObject,
    work: Callable[[], ResultT],
    done: Callable[[ResultT], object],
    failed: Callable[[Trouble], object],
) -> None:
    """Run ``work`` in the pool; call ``done`` or ``failed`` on the owner's thread.

    Nothing is called once the owner is gone. A failure that is no Trouble is raised on the
    owner's thread besides, after ``failed`` was told that something did not work.
    """
    news = _News(owner, done, failed)
    _AWAITED.add(news)
    QThreadPool.globalInstance().start(_Work(work, news))


_AWAITED: set[_News] = set()
"""Work that is under way: what carries its answer must not be let go before."""
