"""Undo in the circle: what the last press was, and which events take it back, read from a record.

A press is what was recorded together (one batch). Taking back the last press is undo, and makes
the one before it the last. Taking back something earlier, such as a tick, is a press of its own;
its undo records once more what it took away, in the place where that stood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import groupby

import msgspec
from msgspec.structs import replace

from rjdesk.desk.acts import events_on
from rjdesk.process.case import process_of
from rjdesk.process.circle.events import (
    CircleCompleted,
    CircleEndedEarly,
    CircleStarted,
    TurnTaken,
    ValueNamed,
)
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.kernel.event import (
    Entry,
    EntryId,
    Event,
    MemberId,
    PersonId,
    ProcessId,
    RecordedByMistake,
    in_fold_order,
)


class Undoes(Enum):
    """What an undo takes back, as far as somebody is asked before or told so."""

    BEGINNING = "beginning"
    END = "end"
    STEP = "step"


class Undo(msgspec.Struct, frozen=True, kw_only=True):
    """How the last press is taken back: what it was, the entries it names, what they held.

    ``restores`` are the events that stand again afterwards where the press had taken something
    back; ``had_piece`` is whose turn the press ended, who then has the talking piece again.
    """

    undoes: Undoes
    entries: tuple[EntryId, ...] = ()
    restores: tuple[Event, ...] = ()
    had_piece: PersonId | None = None


Press = tuple[Entry, ...]


def undo_of(record: Sequence[Entry], member: MemberId, process: ProcessId) -> Undo | None:
    """Return how the last press of a circle is taken back, or None where it is not this member's.

    What the page of the circle cannot record, the page of the circle does not take back, nor what
    was recorded in another process.
    """
    known = {entry.id: entry for entry in record}
    record = [entry for entry in record if _process_of(entry, known) in (None, process)]
    presses = _left(record)
    press = presses[-1] if presses else ()
    if not press or any(entry.by != member for entry in press):
        return None
    if _takes_back(press):
        return _given_back(press, known)
    if _named(press) or not all(map(_of_circle, press)):
        return None
    return Undo(
        undoes=_what(press),
        entries=tuple(entry.id for entry in reversed(press)),
        had_piece=next(
            (e.event.person for e in press if isinstance(e.event, TurnTaken | ValueNamed)), None
        ),
    )


def _given_back(press: Press, known: Mapping[EntryId, Entry]) -> Undo | None:
    """Return how what a press took back stands again, or None where that is not of the circle."""
    taken = [known[id_] for id_ in _named(press) if id_ in known]
    if len(taken) != len(press) or not all(map(_of_circle, taken)):
        return None
    restores = tuple(replace(entry.event, replaces=entry.id) for entry in taken)
    return Undo(undoes=Undoes.STEP, restores=restores)


def _process_of(entry: Entry, known: Mapping[EntryId, Entry]) -> ProcessId | None:
    """Return the process that an entry, or the one that it takes back, is of; None for the case."""
    named = known.get(entry.event.replaces) if entry.event.replaces else None
    event = named.event if named is not None and entry.event.takes_back else entry.event
    return process_of(event)


def last_entry(record: Sequence[Entry], kind: type[Event], **fields: object) -> EntryId | None:
    """Return the last entry that counts of a kind of event with these values, or None."""
    for entry in reversed(in_fold_order(record)):
        event = entry.event
        if isinstance(event, kind) and all(getattr(event, k) == v for k, v in fields.items()):
            return entry.id
    return None


def _left(record: Sequence[Entry]) -> list[Press]:
    """Return the presses that no undo has taken back, in their order."""
    left: list[Press] = []
    for _batch, entries in groupby(record, key=lambda entry: entry.batch or entry.id):
        press = tuple(entries)
        if left and _undoes_last(press, left[-1]):
            left.pop()
        else:
            left.append(press)
    return left


def _undoes_last(press: Press, last: Press) -> bool:
    """Whether a press is the undo of the one before it: it marks that, or records it again."""
    if _takes_back(last):
        return not _takes_back(press) and _named(press) == _named(last)
    marked = all(isinstance(e.event, RecordedByMistake) and e.event.undone for e in press)
    return marked and _named(press) == frozenset(entry.id for entry in last)


def _of_circle(entry: Entry) -> bool:
    """Whether an entry is of those that the page of the circle records."""
    return isinstance(entry.event, (*events_on("circle"), RuleOverridden)) and not isinstance(
        entry.event, RecordedByMistake
    )


def _takes_back(press: Press) -> bool:
    return any(isinstance(entry.event, RecordedByMistake) for entry in press)


def _named(press: Press) -> frozenset[EntryId]:
    """Return which entries a press replaces."""
    return frozenset(entry.event.replaces for entry in press if entry.event.replaces)


def _what(press: Press) -> Undoes:
    if any(isinstance(entry.event, CircleStarted) for entry in press):
        return Undoes.BEGINNING
    if any(isinstance(entry.event, CircleCompleted | CircleEndedEarly) for entry in press):
        return Undoes.END
    return Undoes.STEP
