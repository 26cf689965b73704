"""A record read again: which entries would not have been let through as it stands now.

An act was let through by what stood in the record then. Where that was put right since, the act
may hang in the air: nobody undoes it, but the case says so, and what ends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

import msgspec
from msgspec.structs import replace

from rjdesk.desk.programmes import Programmes
from rjdesk.process.case import Case, CaseEvent, fold_one
from rjdesk.process.circle.events import CircleEvent
from rjdesk.process.coalition import Coalition, fold_coalition
from rjdesk.process.context import RuleContext
from rjdesk.process.corrections.staying import STANDS
from rjdesk.process.kernel.event import CaseId, Entry, in_fold_order
from rjdesk.process.kernel.ruling import Missing
from rjdesk.process.rules import rules_of_the_moment


class Unfounded(msgspec.Struct, frozen=True):
    """An entry that was let through by what stands otherwise now, and what it would have needed."""

    entry: Entry
    missing: tuple[Missing, ...]


def unfounded(
    case: CaseId,
    record: Sequence[Entry],
    coalition: Sequence[Entry],
    programmes: Programmes,
    zone: tzinfo | None,
) -> Iterator[Unfounded]:
    """Yield each entry of a record that would be refused where it stands.

    What was never put right since it was recorded cannot be among them. ``zone`` is that in
    which the days of the entries are told. What was missing and was done since ends it.
    """
    now = Case(id=case)
    past = _CoalitionThen(coalition)
    found: list[tuple[Entry, tuple[Missing, ...], RuleContext]] = []
    for entry in in_fold_order(record):
        then = past.at(entry)
        if isinstance(entry.event, CaseEvent) and not isinstance(entry.event, STANDS):
            at = RuleContext(
                case=now,
                coalition=then,
                programme=programmes.of(now, then),
                actor=entry.by,
                today=entry.at.astimezone(zone).date(),
            )
            missing = tuple(rules_of_the_moment(replace(entry.event, replaces=None), at))
            if missing:
                found.append((entry, missing, at))
        now = fold_one(now, entry)
    for entry, missing, at in found:
        since = _done_since(entry, record)
        lacks = set(rules_of_the_moment(replace(entry.event, replaces=None), replace(at, case=now)))
        left = tuple(each for each in missing if each in lacks or each.act not in since)
        if left:
            yield Unfounded(entry, left)


def _done_since(entry: Entry, record: Sequence[Entry]) -> set[str]:
    """Return the tags of what was recorded after an entry.

    What a circle passed over is not among them: it can be done no more.
    """
    return {
        each.event.tag
        for each in in_fold_order(record)
        if each.at > entry.at and not isinstance(each.event, CircleEvent)
    }


class _CoalitionThen:
    """The coalition as it stood when an entry of a case was recorded."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.known, self.coalition = -1, Coalition()

    def at(self, entry: Entry) -> Coalition:
        """Return the coalition of all that was recorded up to then."""
        count = sum(each.at <= entry.at for each in self.entries)
        if count != self.known:
            self.known, self.coalition = count, fold_coalition(self.entries[:count])
        return self.coalition
