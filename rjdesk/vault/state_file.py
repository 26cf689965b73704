"""What a computer keeps of one vault beside the program's state: a file with a line for each."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from rjdesk.vault.writing import make_folder, write_in_one_step

LineT = TypeVar("LineT", bound=msgspec.Struct)


class StateFile:
    """A file of lines of JSON; what cannot be read is not there, and no disk is at fault."""

    def __init__(self, folder: Path | None, vault: str, suffix: str, most: int) -> None:
        """``folder`` is where the program keeps its state; None keeps nothing.

        ``most`` is how many bytes are read, whatever somebody put there.
        """
        self.path = folder / f"{vault[:32]}.{suffix}" if folder else None
        self._most = most

    def read(self, kind: type[LineT]) -> list[LineT]:
        """Return the lines, as they stand in it."""
        if self.path is None:
            return []
        try:
            with self.path.open("rb") as file:
                return lines_in(file.read(self._most), kind)
        except OSError:
            return []

    def write(self, lines: Iterable[msgspec.Struct]) -> bool:
        """Put lines in the place of all that was there; return whether that went well."""
        if self.path is None:
            return False
        content = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
        try:
            make_folder(self.path.parent)
            write_in_one_step(self.path, content)
        except OSError:
            return False
        return True

    def clear(self) -> None:
        """Take the file away."""
        if self.path is not None:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


def lines_in(content: bytes, kind: type[LineT]) -> list[LineT]:
    """Return the lines of a content that are of a kind."""
    found = []
    for line in content.splitlines():
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            found.append(msgspec.json.decode(line, type=kind))
    return found
