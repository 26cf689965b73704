"""Whether slow work was done on the thread that paints the window."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id


@contextmanager
def slow_work_here() -> Iterator[list[str]]:
    """Give a list that names what this thread derives, stretches or judges meanwhile."""
    seen: list[str] = []

    def watch(frame: FrameType, event: str, called: object) -> None:
        if event == "c_call" and isinstance(getattr(called, "__self__", None), Argon2id):
            seen.append("stretching")
        elif event == "call" and frame.f_globals.get("__name__", "").startswith("zxcvbn"):
            seen.append("judging")
        elif event == "call" and frame.f_code.co_name == "derive":
            seen.append("deriving")  # over a journal in memory it costs nothing, and is seen too

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield seen
    finally:
        sys.setprofile(before)
