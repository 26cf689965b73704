"""A process that sees a laptop and a room's screen, and says how the room's face behaves."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rjdesk.screens.pages.circle.cover import choose_pin
from tests.screens.circle_story import bare_page, link_of, ready, sit_down

if TYPE_CHECKING:
    from rjdesk.screens.pages.circle.page import CirclePage


def state(page: CirclePage) -> str:
    """Say on which screen each face is, whether a number is shown, and what is asked."""
    room, asking = page.face.room, page.running.keys.asking
    numbers = [w for w in QApplication.topLevelWidgets() if w.windowTitle() == "Number of a screen"]
    return " | ".join(
        (
            f"mine on {page.window().screen().name()}",
            f"room on {room.screen().name()} full {room.isFullScreen()}" if room else "no room",
            f"{sum(w.isVisible() for w in numbers)} numbers",
            asking.accessibleName() if asking else "nothing asked",
            f"remembered {page.services.preferences.now.room_screen or 'none'}",
        )
    )


OTHERS = {"2": Qt.Key.Key_2, "e": Qt.Key.Key_Escape, "y": Qt.Key.Key_Return}


def press(page: CirclePage, key: Qt.Key) -> None:
    """Press a key of the ring, and let it act."""
    page.keys.now.now += 1
    QTest.keyClick(page.window().windowHandle(), key)
    while page.keys.quiet.isActive():
        QApplication.processEvents()
    QApplication.processEvents()


def main() -> None:
    """Open, choose, swap, close, and open again."""
    app = QApplication([])
    world = ready()
    sit_down(world)
    link = link_of(world)
    choose_pin(link, "2468")
    page = bare_page(world, link)
    page.window().show()
    page.refresh()
    for _ in range(5):
        app.processEvents()
    page.begin()
    for key in sys.argv[1]:
        press(page, OTHERS.get(key) or Qt.Key(ord(key.upper())))
        print(state(page))
    page.leave()


if __name__ == "__main__":
    main()
