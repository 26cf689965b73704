"""Every act that a person can do, by chapter."""

from __future__ import annotations

from rjdesk.desk.acts import accountability, agreement, followup, interruption
from rjdesk.desk.acts.act import Act
from rjdesk.process.event import Event

ACTS: tuple[Act[Event], ...] = (
    *agreement.ACTS,
    *followup.ACTS,
    *accountability.ACTS,
    *interruption.ACTS,
)
