"""How a story tells what several decide: with a digest of how things stand by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from msgspec.structs import replace

from rjdesk.process.case import Case, fold_case
from rjdesk.process.decisions.derived import matter
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.kernel.decision import DecisionId, MatterKind, Vote
from rjdesk.process.kernel.event import (
    CaseId,
    Entry,
    EntryId,
    Event,
    MemberId,
    PersonId,
    RecordedByMistake,
)
from rjdesk.rehearsal.telling import Chapter, Corrects, PowerCut, Records

DECIDED = DecisionId("decided")
"""The one decision of a story."""


def as_told(chapters: Sequence[Chapter]) -> Case:
    """Return the case as it stands after these chapters."""
    entries: list[Entry] = []
    for by, wrong, event in _told(chapters):
        replaced = [e.id for e in entries if replace(e.event, replaces=None) == wrong]
        told = replace(event, replaces=replaced[-1]) if replaced else event
        at = datetime(told.on.year, told.on.month, told.on.day, tzinfo=UTC)
        entries.append(Entry(id=EntryId(f"e{len(entries)}"), event=told, by=by, at=at))
    return fold_case(CaseId("told"), entries)


def _told(chapters: Sequence[Chapter]) -> Iterator[tuple[MemberId, Event | None, Event]]:
    """Yield each event with who records it, and what it puts right where it does."""
    for step in (numbered.step for chapter in chapters for numbered in chapter.steps):
        if isinstance(step, Records | PowerCut):
            for event in step.events:
                yield MemberId(step.by), None, event
        elif isinstance(step, Corrects):
            right = step.right or RecordedByMistake(on=step.wrong.on)
            yield MemberId(step.by), step.wrong, right


def proposes(
    step: FurtherStep,
    after: Sequence[Chapter],
    *facilitators: MemberId,
    on: date,
    people: tuple[PersonId, ...],
) -> DecisionProposed:
    """Return that a further step is proposed, as things stand after some chapters."""
    now = matter(as_told(after), MatterKind.FURTHER_STEPS, step.value)
    return DecisionProposed(
        on=on,
        decision=DECIDED,
        kind=now.kind,
        subject=now.subject,
        digest=now.digest,
        members=facilitators,
        people=people,
    )


def says_yes(on: date, person: PersonId | None = None) -> DecisionAnswered:
    """Return that somebody says yes: whoever records it, or a participant on their word."""
    return DecisionAnswered(on=on, decision=DECIDED, vote=Vote.FOR, person=person)
