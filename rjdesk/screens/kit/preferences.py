"""Preferences: the few things that stay from one start to the next, in the one settings file.

Nothing in it names anybody or tells of a case. A file that cannot be read is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import msgspec

from rjdesk.screens.kit.theme import PALETTES, SCALES

NAME = "settings.json"


class Preferences(msgspec.Struct, frozen=True):
    """How the program looked and where it stood when it was last used.

    ``window`` is x, y, width and height in pixels of the window's inside, or empty; ``vault``
    the folder that was opened last; ``login`` a mark of the label that unlocked it, from which
    the label cannot be read; ``room_screen`` what the system calls the screen for the room.
    """

    palette: str = "light"
    scale: float = 1.0
    window: tuple[int, ...] = ()
    maximised: bool = False
    vault: str = ""
    login: str = ""
    room_screen: str = ""


class PreferencesFile:
    """The preferences in force, and the file that keeps them."""

    def __init__(self, folder: Path) -> None:
        """Read the file in this folder, if there is one that can be read."""
        self.file = folder / NAME
        self.now = _read(self.file)

    def keep(self, **changed: object) -> None:
        """Change some of them and write the file; a disk that refuses costs only the memory."""
        renewed = msgspec.structs.replace(self.now, **changed)
        if renewed == self.now:
            return
        self.now = renewed
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = self.file.with_name(f"{NAME}.new")
            fresh.touch(mode=0o600)
            fresh.write_bytes(msgspec.json.format(msgspec.json.encode(renewed)))
            fresh.replace(self.file)


def mark_of(label: str) -> str:
    """Return the mark by which a login label is known again, and from which it is not read."""
    return hashlib.sha256(label.casefold().encode()).hexdigest()[:16]


def _read(file: Path) -> Preferences:
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Preferences)
    except (OSError, msgspec.DecodeError):
        return Preferences()
    known = found.palette in PALETTES and found.scale in SCALES
    whole = len(found.window) in {0, 4}
    return found if known and whole else Preferences(vault=found.vault)
