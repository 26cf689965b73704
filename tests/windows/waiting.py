"""Waiting for a state, and not a moment longer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 12
LOOK_EVERY_S = 0.04

ValueT = TypeVar("ValueT")


class GoneError(LookupError):
    """What was looked at has gone: a window closed, the program ended or was replaced."""


def wait(until: Callable[[], ValueT], what: str, seconds: float = PATIENCE_S) -> ValueT:
    """Wait until something is so, and return it; fail in words when it never is."""
    end = time.monotonic() + seconds
    while True:
        if answer := until():
            return answer
        assert time.monotonic() < end, f"in vain waited for {what}"
        time.sleep(LOOK_EVERY_S)
