"""What this computer offers to whoever uses it: a clock, random ids, and folders of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjdesk.vault.keyring import Keyring

PR_SET_DUMPABLE = 4
"""What Linux calls it whether a process may be dumped, and read by others."""


def local_now() -> datetime:
    """Return the present moment with the local zone."""
    return utc_now().astimezone()


def utc_now() -> datetime:
    """Return the present moment in UTC, in which a vault keeps moments."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return a random id."""
    import uuid

    return str(uuid.uuid4())


def own_folder() -> Path:
    """Return the vault that is offered on this computer."""
    import platformdirs

    return Path(platformdirs.user_data_dir("rjdesk", appauthor=False)) / "coalition.rjvault"


def own_state() -> Path:
    """Return the folder in which the program notes what it saw last, outside every vault."""
    import platformdirs

    return Path(platformdirs.user_state_dir("rjdesk", appauthor=False))


def own_keyring() -> Keyring:
    """Return the password store of whoever uses this computer, which is not asked yet."""
    from rjdesk.vault.keyring import Keyring

    return Keyring()


def own_settings() -> Path:
    """Return the folder of the settings file of whoever uses this computer."""
    import platformdirs

    return Path(platformdirs.user_config_dir("rjdesk", appauthor=False))


def keep_memory_private() -> None:
    """Have the system write no memory of this process to a file, and let no other process read it.

    What an open vault holds lies there readable. Where a system knows no such thing, nothing is
    done.
    """
    import contextlib
    import ctypes
    import sys

    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0)
