"""A folder as people type it."""

from __future__ import annotations

from pathlib import Path


def whole_path(typed: str) -> Path:
    """Return the folder that is meant: ``~`` is one's own, and what begins nowhere begins here.

    Raises ValueError with a sentence where nobody has that folder of their own.
    """
    try:
        return Path(typed.strip()).expanduser().absolute()
    except RuntimeError:
        raise ValueError(
            f"There is nobody called “{typed.strip()[1:].split('/')[0]}” on this computer. "
            "Write the whole place, or ~ for your own folder."
        ) from None
