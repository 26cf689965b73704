"""Who changes what was said where several decide, and how long a slip is one (DESIGN 2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rjdesk.process.context import RuleContext
from rjdesk.process.decisions.state import Answered
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.kernel.ruling import NOBODY, Missing

FRESH = timedelta(days=1)
"""So long after it was recorded one alone puts right what rests on several."""


def is_fresh(at: RuleContext) -> bool:
    """Whether what is corrected was recorded just now.

    A correction makes nothing fresh: it counts from the first entry in its place.
    """
    return at.recorded_on is None or at.today - at.recorded_on <= FRESH


def recorded_by_another(said: Answered | None, name: str, at: RuleContext) -> Iterator[Missing]:
    """Yield that another records what somebody without keys here says, as they did before."""
    if said is None or said.by == at.actor or at.corrected is not None:
        return
    who = at.coalition.name_of(said.by)
    yield Missing(
        f"{who} has recorded what {name} says.",
        NOBODY,
        who=(who,),
        supply="They record it, if it has changed.",
    )


def nobody_else_changes(by: MemberId, at: RuleContext, anew: str) -> Missing:
    """Return that whoever recorded something changes it alone; ``anew`` is what may be done."""
    name = at.coalition.name_of(by)
    return Missing(
        f"{name} recorded this, and nobody else changes it.",
        NOBODY,
        who=(name,),
        supply=f"Ask them. {anew}",
    )
