"""The watchdog finds the longest block, and leaves out what is not the window's doing."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from rjdesk.tour.watchdog import Watchdog

BLOCK_S = 0.4


def blocked(qtbot: QtBot, dog: Watchdog, doing: str, *, forgiven: bool = False) -> None:
    """Hold the event loop up for a while, and let it go on until it has run freely."""
    over: list[bool] = []

    def block() -> None:
        dog.doing = doing
        time.sleep(BLOCK_S)
        if forgiven:
            dog.forgive()
        QTimer.singleShot(20, dog, lambda: over.append(True))

    QTimer.singleShot(0, dog, block)
    qtbot.waitUntil(lambda: bool(over))


def test_the_longest_block_is_told_with_what_was_under_way(qtbot: QtBot) -> None:
    owner = QObject()
    dog = Watchdog(owner)
    blocked(qtbot, dog, "“Print” was touched")
    assert dog.longest_ms >= BLOCK_S * 1000 - 10
    assert dog.report().endswith("ms, while “Print” was touched")


def test_what_is_forgiven_does_not_count(qtbot: QtBot) -> None:
    owner = QObject()
    dog = Watchdog(owner)
    blocked(qtbot, dog, "a picture was saved", forgiven=True)
    assert dog.culprit != "a picture was saved" or dog.longest_ms < BLOCK_S * 1000
