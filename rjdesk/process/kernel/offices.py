"""Offices and trainings that a programme may ask for."""

from __future__ import annotations

from enum import Enum


class Office(Enum):
    """An office that a member may hold for a term."""

    CHAIR = "chair"
    STAFF_ADVISOR = "staff_advisor"
    DIRECTOR = "director"
    SEXUAL_HARM_RESPONSE_CHAIR = "sexual_harm_response_chair"


class Training(Enum):
    """A training that the policy asks for (RC-035)."""

    INITIAL = "initial"
    EQUITY = "equity"
