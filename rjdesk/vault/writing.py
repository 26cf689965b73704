"""Files that are wholly there or not at all, whenever the power goes."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_in_one_step(path: Path, content: bytes) -> None:
    """Write a file so that after a power cut it is wholly the old one or wholly the new one."""
    fresh = path.with_name(in_the_making(path.name))
    try:
        # What was left there may be a link to something else, which is not ours to write to.
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder, and those that it lies in, which are there after a power cut too."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    sync_folder(folder.parent)


def in_the_making(name: str) -> str:
    """Return the name under which a file is written before it takes the place of another."""
    return f"{name}.new"


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
