"""Votes in a coalition, for the tables of what is voted on."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from rjdesk.process.context import RuleContext
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Passes, Vote
from rjdesk.process.kernel.event import CaseId, Entry, EntryId, Event, MemberId
from rjdesk.process.membership.events import CaseListed, EntryTakenBack
from rjdesk.process.membership.state import CaseState
from rjdesk.process.motions.events import MotionAnswered, MotionProposed
from rjdesk.process.pilot.events import PilotBegan
from tests.process.stories import (
    DAY,
    EWA,
    IMANI,
    MATEO,
    OPENED,
    PRIYA,
    START,
    TEODOR,
    Told,
    by,
    coalition_with,
    moment,
)

BEGAN = PilotBegan(on=DAY)
STUDENTS = (IMANI, TEODOR, PRIYA, MATEO, EWA)
MAJORITY = Passes.MAJORITY
VOTE = DecisionId("vote")
NEXT = DecisionId("next")
OVER = date(2028, 10, 26)
EARLIER = DAY - timedelta(days=1)
LATER = DAY + timedelta(days=7)
WRONG = EntryId("e0")
BACK = EntryTakenBack(on=DAY, replaces=WRONG)


def moved(kind: MotionKind = MotionKind.CAP, decision: DecisionId = VOTE) -> MotionProposed:
    """Return a motion on which all students vote."""
    return MotionProposed(on=DAY, decision=decision, kind=kind, voters=STUDENTS, passes=MAJORITY)


def voted(vote: Vote = Vote.FOR, member: MemberId | None = None) -> MotionAnswered:
    """Return a vote: of whoever records it, or on the word of somebody without keys."""
    return MotionAnswered(on=DAY, decision=VOTE, vote=vote, member=member)


def cases(number: int) -> tuple[Told, ...]:
    """Return so many active cases."""
    listed = (CaseId(f"c{n}") for n in range(number))
    return tuple(CaseListed(on=DAY, case=case, state=CaseState.ACTIVE) for case in listed)


OF_TWO = replace(moved(), voters=(IMANI, MATEO))
CAPPED = (BEGAN, moved(), *by(MATEO, voted()), *by(EWA, voted()))


def at(*told: Told, actor: MemberId = IMANI, today: date = DAY, keys: bool = True) -> RuleContext:
    """Return a moment of the coalition, with a case that is opened and not assigned."""
    around = moment(*by(IMANI, OPENED), actor=actor, coalition=coalition_with(*told), today=today)
    return replace(around, has_keys=lambda _member: keys)


def corrects(wrong: Event, *told: Told) -> RuleContext:
    """Return a moment in which Imani is about to put right what she recorded."""
    entry = Entry(id=WRONG, event=wrong, by=IMANI, at=START)
    return replace(at(*told), corrected=entry)
