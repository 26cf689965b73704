"""Hears from the system that it goes to sleep, or that the session or the screen is locked.

A lid that is closed does one of these. Linux says so on its buses (logind, and the screen savers
of the desktops). Where there is no bus, or nobody speaks on it, the watch sees a sleep when it is
over (``watch``).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

LOGIND = "org.freedesktop.login1"
OF_THE_SYSTEM = (
    (f"{LOGIND}.Manager", "PrepareForSleep"),
    (f"{LOGIND}.Session", "Lock"),
)
OF_THE_SESSION = (
    ("org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("org.mate.ScreenSaver", "ActiveChanged"),
)


class Sleeping(QObject):
    """``due`` says that it is time to lock; a ``bus`` that is not there says nothing."""

    due = Signal()

    def __init__(
        self,
        parent: QObject,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
    ) -> None:
        """Listen on the buses of this computer, unless others are given."""
        super().__init__(parent)
        self._listen(system or QDBusConnection.systemBus(), OF_THE_SYSTEM)
        self._listen(session or QDBusConnection.sessionBus(), OF_THE_SESSION)

    def _listen(self, bus: QDBusConnection, signals: Sequence[tuple[str, str]]) -> None:
        if not bus.isConnected():
            return
        for interface, name in signals:
            bus.connect("", "", interface, name, self, SLOT("_heard(QDBusMessage)"))  # type: ignore[call-overload]

    @Slot(QDBusMessage)
    def _heard(self, message: QDBusMessage) -> None:
        said = message.arguments()
        match message.member():
            case "Lock":
                self.due.emit()
            case "PrepareForSleep" | "ActiveChanged" if said and said[0] is True:
                self.due.emit()
            case _:
                pass
