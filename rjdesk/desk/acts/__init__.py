"""Every act that a person can do, by chapter."""

from __future__ import annotations

from rjdesk.desk.acts import (
    accountability,
    agreement,
    circle,
    followup,
    intake,
    interruption,
    journal,
    membership,
    premeeting,
    preparation,
)
from rjdesk.desk.acts.act import Act
from rjdesk.process.event import Event

ACTS: tuple[Act[Event], ...] = (
    *membership.ACTS,
    *intake.ACTS,
    *premeeting.ACTS,
    *preparation.ACTS,
    *circle.ACTS,
    *agreement.ACTS,
    *followup.ACTS,
    *accountability.ACTS,
    *interruption.ACTS,
    *journal.ACTS,
)
