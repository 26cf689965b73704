"""What follows from a case about its circle: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.kernel.programme import Card, Round

CONFIDENTIAL = "RC-084"
"""The rule whose cards speak of what is confidential."""


def cards_said(round_: Round, case: Case) -> tuple[Card, ...]:
    """Return the cards of a round that are said in it: of confidence, only where there is some."""
    confidential = case.preparation.confidential
    return tuple(card for card in round_.cards if confidential or card.rule != CONFIDENTIAL)
