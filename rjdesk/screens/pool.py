"""Slow work in the thread pool: plain values in, plain values out, the answer on this thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

ResultT = TypeVar("ResultT")


class _News(QObject):
    done = Signal(object)
    failed = Signal(object)


class _Work(QRunnable, Generic[ResultT]):
    def __init__(self, work: Callable[[], ResultT], news: _News) -> None:
        super().__init__()
        self.work, self.news = work, news

    def run(self) -> None:
        try:
            result = self.work()
        except Exception as failure:  # noqa: BLE001 - handed to the thread that asked
            self.news.failed.emit(failure)
        else:
            self.news.done.emit(result)


def in_pool(
    owner: QObject,
    work: Callable[[], ResultT],
    done: Callable[[ResultT], object],
    failed: Callable[[Exception], object],
) -> None:
    """Run ``work`` in the pool; call ``done`` or ``failed`` on the owner's thread.

    Nothing is called once the owner is gone.
    """
    news = _News(owner)
    news.done.connect(done)
    news.failed.connect(failed)
    news.done.connect(news.deleteLater)
    news.failed.connect(news.deleteLater)
    QThreadPool.globalInstance().start(_Work(work, news))
