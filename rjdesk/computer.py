"""What this computer offers to whoever uses it: a clock, random ids, and folders of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path


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


def own_settings() -> Path:
    """Return the folder of the settings file of whoever uses this computer."""
    import platformdirs

    return Path(platformdirs.user_config_dir("rjdesk", appauthor=False))
