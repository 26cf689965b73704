"""Counts that outlive a case: as what it is counted, and whether it succeeded (7A, A1)."""

from __future__ import annotations

from enum import Enum

import msgspec

from rjdesk.process.preparation.state import ProcessType


class Counted(Enum):
    """Among what a case is counted in the report of a year."""

    HARM_CASE = "harm_case"
    CIRCLE_HELD = "circle_held"


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """What is counted of a case and outlives it: no day, no name, no word of it (RC-148).

    ``year`` is the academic year in which it was opened, by the year in which that begins.
    """

    year: int
    counted: Counted
    kind: ProcessType | None
    held: bool
    successful: bool
