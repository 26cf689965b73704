"""What stands of a case of sexual harm, as its events left it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.process.kernel.event import PersonId, ProcessId


class HarmStep(Enum):
    """What is decided in a case of sexual harm, by the key that journals keep.

    TAKE_ON is that the case was screened and goes on (RC-SD3-03), END that it ends for good
    (RC-SD3-04), CLEAR that it is no case of sexual harm (RC-SD3-01).
    """

    TAKE_ON = "take_on"
    END = "end"
    CLEAR = "clear"


class SexualHarm(msgspec.Struct, frozen=True, kw_only=True):
    """Since when a case is one of sexual harm, when it was taken on, and when it was ended.

    ``asked_for`` are the Affected Parties who ask of their own accord for a Conference with both
    parties, each with the process that they ask for it in (RC-SD3-09).
    """

    flagged: date | None = None
    taken_on: date | None = None
    ended: date | None = None
    asked_for: tuple[tuple[ProcessId, PersonId], ...] = ()
