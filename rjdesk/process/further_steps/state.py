"""What stands of further steps, as their events left it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.process.kernel.event import PersonId


class FurtherStep(Enum):
    """What may be decided (RC-174), by the key that journals keep."""

    RESTART = "restart"
    AMEND = "amend"
    END = "end"
    REDIRECT = "redirect"
    GO_ON = "go_on"


class ComingBack(msgspec.Struct, frozen=True):
    """A Primary Party who asked to come back to what was agreed, or to the harm, and when."""

    person: PersonId
    on: date
