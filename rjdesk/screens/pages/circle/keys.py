"""Keys pressed in the ring: which of them are commands, and when what is typed is none.

A letter is a command only while the ring has the keyboard and no other letter comes with it:
a sentence typed into the wrong place runs through no round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Signal

QUIET_MS = 180
"""So long a letter waits whether another one follows, before it is a command."""

BURST_S = 0.25
"""Keys that follow each other faster than this are typing, or one key held down."""

REST_S = 0.7
"""After Space it does nothing for so long: longer than it takes a held key to begin repeating."""

AGAIN = "Space was pressed just now. Press it again for what comes next."
TYPING = "That looks like typing, so nothing was done. W goes to where the words are written."
NOT_HERE = "The keys of the circle act in the ring. Escape goes back to it."

Deeds = Mapping[Qt.Key, Callable[[], object]]


class RingKeys(QObject):
    """Takes the keys of the ring and does what they say; ``hint`` carries a calm sentence."""

    hint = Signal(str)

    def __init__(
        self,
        parent: QObject,
        deeds: Callable[[], Deeds],
        now: Callable[[], float],
        quiet_ms: int = QUIET_MS,
    ) -> None:
        """Begin with no key; ``deeds`` says what each key does now, ``now`` counts seconds."""
        super().__init__(parent)
        self.deeds, self.now = deeds, now
        self._typed = self._spaced = float("-inf")
        self._letter = Qt.Key.Key_unknown
        self.quiet = QTimer(self)
        self.quiet.setSingleShot(True)
        self.quiet.setInterval(quiet_ms)
        self.quiet.timeout.connect(self._do_letter)

    def press(self, key: Qt.Key) -> None:
        """Take a key that writes something; Space acts at once, a letter after a quiet moment."""
        now = self.now()
        burst = self.quiet.isActive() or 0 <= now - self._typed < BURST_S
        self._typed = now
        self.quiet.stop()
        if burst:
            self.hint.emit(TYPING)
        elif key == Qt.Key.Key_Space and 0 <= now - self._spaced < REST_S:
            self.hint.emit(AGAIN)
        elif key == Qt.Key.Key_Space:
            self._spaced = now
            self._do(key)
        else:
            self._letter = key
            self.quiet.start()

    def forget(self) -> None:
        """Let go of a letter that waits: the keyboard has left the ring."""
        self.quiet.stop()

    def _do_letter(self) -> None:
        self._do(self._letter)

    def _do(self, key: Qt.Key) -> None:
        do = self.deeds().get(key)
        if do is not None:
            do()
