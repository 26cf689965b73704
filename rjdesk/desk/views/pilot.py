"""The pilot period on the page of the coalition: the cases that are taken on, and the vote."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.undo import last_entry
from rjdesk.desk.views.motions import MotionRow, Moving, motions_about, moving
from rjdesk.process.kernel.decision import MotionAbout, MotionKind
from rjdesk.process.kernel.event import EntryId
from rjdesk.process.membership.state import CaseState
from rjdesk.process.pilot.derived import cap, pilot_ends, standing_as
from rjdesk.process.pilot.events import PilotBegan


class PilotView(msgspec.Struct, frozen=True, kw_only=True):
    """The pilot period, how many cases are active, and what is voted.

    ``most`` is how many are taken on at most, None while there is no cap; ``waiting`` are the
    requests that nobody facilitates yet, by their codes in their order, "" for one of others;
    ``began_by`` the entry that says when it began.
    """

    began: date | None
    began_by: EntryId | None
    ends: date | None
    is_over: bool
    active: int
    most: int | None
    waiting: tuple[str, ...]
    motions: tuple[MotionRow, ...]
    moving: Moving
    to_begin: Verdict


class AskPilot(msgspec.Struct, frozen=True):
    """How does the pilot period stand?"""

    def answer(self, desk: Desk) -> PilotView | None:
        """Return how it stands; None where the programme has none."""
        coalition, programme, today = desk.coalition, desk.programme(), desk.today
        if programme.pilot is None:
            return None
        ends, most = pilot_ends(coalition, programme), cap(coalition, programme, today)
        summaries = desk.summaries()
        waiting = standing_as(coalition, CaseState.OPENED)
        return PilotView(
            began=coalition.pilot_began,
            began_by=last_entry(desk.journal.coalition(), PilotBegan),
            ends=ends,
            is_over=ends is not None and today >= ends,
            active=len(standing_as(coalition, CaseState.ACTIVE)),
            most=most,
            waiting=tuple(summaries[c].code if c in summaries else "" for c in waiting),
            motions=motions_about(MotionAbout.CAP, desk),
            moving=moving([MotionKind.CAP if most is None else MotionKind.NO_CAP], desk),
            to_begin=desk.may(None, PilotBegan(on=today)),
        )
