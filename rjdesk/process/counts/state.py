"""Counts that outlive a case: as what it is counted, and whether it succeeded (7A, A1)."""

from __future__ import annotations

from enum import Enum


class Counted(Enum):
    """Among what a case is counted in the report of a year."""

    HARM_CASE = "harm_case"
    CIRCLE_HELD = "circle_held"
