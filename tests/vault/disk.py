"""What a disk may hold after a power cut, from a recording of what a process asked the system for.

``strace`` sees each write, rename and fsync, also those of SQLCipher itself. What was synced is
there after the cut. Of the rest anything may be: each write, whole or some of its sectors of 512
bytes, each change of length, and each change of a folder that was not synced itself.
"""

from __future__ import annotations

import itertools
import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
ACKNOWLEDGED = b"done\n"
CALLS = (
    *("openat", "close", "dup", "dup2", "dup3", "fcntl", "lseek", "write", "pwrite64"),
    *("ftruncate", "fsync", "fdatasync", "rename", "unlink", "mkdir", "rmdir"),
)
UNSEEN_NAMES = (
    *("creat", "open", "openat2", "truncate", "renameat", "renameat2", "unlinkat", "mkdirat"),
    *("link", "linkat", "symlink", "symlinkat"),
)
UNSEEN_WRITES = (
    *("writev", "pwritev", "pwritev2", "fallocate", "sync_file_range"),
    *("copy_file_range", "sendfile", "splice"),
)
"""What would change files, and is not understood here: a recording that has it there is refused."""
LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (-?[0-9a-fx]+)(?: .*)?")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Step(NamedTuple):
    """One thing that was asked for: ``what`` it is, of which file, and with which content."""

    what: str
    path: str = ""
    to: str = ""
    place: int = 0
    content: bytes = b""


def recorded(command: Sequence[str], log: Path, top: Path) -> list[Step]:
    """Run a command, and return what it asked for below a folder, with what it acknowledged."""
    calls = ",".join(f"?{call}" for call in (*CALLS, *UNSEEN_NAMES, *UNSEEN_WRITES))
    strace = ["strace", "-f", "-xx", "-s", "100000000", "-o", str(log), "-e", f"trace={calls}"]
    subprocess.run([*strace, "-e", "signal=none", *command], check=True, stdout=subprocess.DEVNULL)
    with log.open(encoding="ascii") as lines:
        return list(_Reading(top).steps(lines))


def _numbers(given: str) -> list[int]:
    """Return what was given that is a number."""
    return [int(each) for each in re.findall(r"(?:^|, )(-?\d+)(?=,|$)", given)]


@dataclass
class _Opened:
    path: str
    place: int = 0


class _Reading:
    """Reads a recording: which file each descriptor stands for, and where it writes next."""

    def __init__(self, top: Path) -> None:
        self._top = str(top)
        self._open: dict[int, _Opened] = {}

    def steps(self, lines: Iterator[str]) -> Iterator[Step]:
        for line in lines:
            if line.startswith(("strace:", "+++")) or "+++ exited" in line:
                continue
            found = LINE.fullmatch(line.rstrip("\n"))
            if found is None:
                raise AssertionError(f"not understood: {line[:200]}")
            call, given, result = found[1], found[2], int(found[3], 0)
            if result >= 0:
                texts = [bytes.fromhex(t.replace("\\x", "")) for t in TEXT.findall(given)]
                yield from self._step(call, given, result, texts)

    def _step(self, call: str, given: str, result: int, texts: list[bytes]) -> Iterator[Step]:
        if call in {"rename", "unlink", "mkdir", "rmdir"} | set(UNSEEN_NAMES):
            paths = [text.decode() for text in texts]
            if any(self._is_below(path) for path in paths):
                if call in UNSEEN_NAMES:
                    raise AssertionError(f"{call} is not understood: {paths}")
                yield Step(call, *paths)
        elif call == "openat":
            yield from self._opens(texts[0].decode(), given, result)
        elif call in UNSEEN_WRITES:
            assert self._open.keys().isdisjoint(_numbers(given)), f"{call} is not understood"
        else:
            yield from self._on_descriptor(call, given, result, texts)

    def _opens(self, path: str, given: str, result: int) -> Iterator[Step]:
        self._open.pop(result, None)
        if self._is_below(path):
            self._open[result] = _Opened(path)
            if "O_CREAT" in given:
                yield Step("create", path)
            if "O_TRUNC" in given:
                yield Step("truncate", path)

    def _on_descriptor(
        self, call: str, given: str, result: int, texts: list[bytes]
    ) -> Iterator[Step]:
        numbers = _numbers(given)
        descriptor = numbers[0]
        if call == "write" and descriptor == 1 and texts == [ACKNOWLEDGED]:
            yield Step("acknowledge")
        opened = self._open.get(descriptor)
        if opened is None:
            return
        if call == "close":
            del self._open[descriptor]
        elif call.startswith("dup") or "F_DUPFD" in given:
            self._open[result] = opened
        elif call == "lseek":
            opened.place = result
        elif call == "write":
            yield Step("write", opened.path, place=opened.place, content=texts[0][:result])
            opened.place += result
        elif call == "pwrite64":
            yield Step("write", opened.path, place=numbers[-1], content=texts[0][:result])
        elif call == "ftruncate":
            yield Step("truncate", opened.path, place=numbers[-1])
        elif call in {"fsync", "fdatasync"}:
            yield Step("sync", opened.path)

    def _is_below(self, path: str) -> bool:
        return path == self._top or path.startswith(f"{self._top}/")


@dataclass(eq=False)
class File:
    """A file: what is on the disk for certain, and what was asked for since."""

    content: bytes = b""
    asked: list[Step] = field(default_factory=list)


@dataclass(eq=False)
class Folder:
    """A folder: the names that are there for certain, and what was asked for since."""

    names: dict[str, File | Folder] = field(default_factory=dict)
    now: dict[str, File | Folder] = field(default_factory=dict)
    asked: list[tuple[str, str, File | Folder | None]] = field(default_factory=list)
    """Name by name: the old one that goes, the new one that comes, and what it stands for."""

    def ask(self, goes: str, comes: str, what: File | Folder | None) -> None:
        self.now.pop(goes, None)
        if what is not None:
            self.now[comes] = what
        self.asked.append((goes, comes, what))


class Disk:
    """A folder on a disk, as far as a process has come; ``honest`` says whether syncing syncs."""

    def __init__(self, top: Path, *, honest: bool = True) -> None:
        self._top, self._honest = top, honest
        self.root = self._read(top)

    def _read(self, folder: Path) -> Folder:
        names: dict[str, File | Folder] = {
            path.name: self._read(path) if path.is_dir() else File(path.read_bytes())
            for path in folder.iterdir()
        }
        return Folder(names, dict(names))

    def do(self, step: Step) -> None:
        """Do what was asked for; until it is synced it may be on the disk or not."""
        if step.what == "acknowledge":
            return
        if step.what == "sync":
            self._sync(self._at(step.path))
            return
        folder, name = self._folder(step.path)
        if step.what in {"create", "mkdir"}:
            if name not in folder.now:
                folder.ask("", name, File() if step.what == "create" else Folder())
        elif step.what in {"unlink", "rmdir"}:
            folder.ask(name, "", None)
        elif step.what == "rename":
            into, new = self._folder(step.to)
            assert into is folder, "nothing is moved to another folder"
            folder.ask(name, new, folder.now[name])
        else:
            file = folder.now[name]
            assert isinstance(file, File)
            file.asked.append(step)

    def _sync(self, what: File | Folder) -> None:
        if not self._honest:
            return
        if isinstance(what, File):
            what.content = _done(what.content, what.asked)
        else:
            what.names = dict(what.now)
        what.asked.clear()

    def _folder(self, path: str) -> tuple[Folder, str]:
        at = self.root
        *above, name = Path(path).relative_to(self._top).parts
        for part in above:
            below = at.now[part]
            assert isinstance(below, Folder)
            at = below
        return at, name

    def _at(self, path: str) -> File | Folder:
        if Path(path) == self._top:
            return self.root
        folder, name = self._folder(path)
        return folder.now[name]

    def sync_all(self) -> None:
        """Put on the disk whatever was asked for."""
        waiting: list[File | Folder] = [self.root]
        while waiting:
            what = waiting.pop()
            if isinstance(what, Folder):
                waiting += what.now.values()
            self._sync(what)

    def cut(self, chance: random.Random | None, into: Path) -> None:
        """Write down what the disk may hold where the power goes now; what is certain, by none."""
        _write(self.root, into, chance)


def _done(content: bytes, asked: Sequence[Step]) -> bytes:
    now = bytearray(content)
    for step in asked:
        if step.what == "truncate":
            now = now[: step.place].ljust(step.place, b"\0")
        else:
            now = now.ljust(step.place, b"\0")
            now[step.place : step.place + len(step.content)] = step.content
    return bytes(now)


def _some_names(folder: Folder, chance: random.Random | None) -> dict[str, File | Folder]:
    """Return names that may be there: those asked for up to some moment, or any of them."""
    asked = [] if chance is None else folder.asked
    if chance is not None and chance.randrange(2):
        asked = asked[: chance.randint(0, len(asked))]
    elif chance is not None:
        asked = [each for each in asked if chance.randrange(2)]
    names = dict(folder.names)
    for goes, comes, what in asked:
        names.pop(goes, None)
        if what is not None:
            names[comes] = what
    return names


def _some_content(file: File, chance: random.Random | None) -> bytes:
    """Return what a file may hold: nothing of what was asked for, all, the first, any, or torn."""
    how = chance.choice(("none", "all", "first", "any", "torn", "torn")) if chance else "none"
    if chance is None or how == "none":
        return file.content
    if how == "first":
        return _done(file.content, file.asked[: chance.randint(0, len(file.asked))])
    steps = [step for step in file.asked if how == "all" or chance.randrange(2)]
    if how == "torn":
        steps = [part for step in steps for part in _torn(step, chance)]
    return _done(file.content, steps)


def _torn(step: Step, chance: random.Random) -> list[Step]:
    """Return some of the sectors of a write; a change of length is there or not."""
    if step.what == "truncate" or chance.randrange(3) == 0:
        return [step]
    first = -step.place % SECTOR
    edges = sorted({0, first, *range(first, len(step.content), SECTOR), len(step.content)})
    return [
        step._replace(place=step.place + begins, content=step.content[begins:ends])
        for begins, ends in itertools.pairwise(edges)
        if chance.randrange(2)
    ]


def _write(folder: Folder, into: Path, chance: random.Random | None) -> None:
    into.mkdir()
    for name, what in sorted(_some_names(folder, chance).items()):
        if isinstance(what, Folder):
            _write(what, into / name, chance)
        else:
            (into / name).write_bytes(_some_content(what, chance))
