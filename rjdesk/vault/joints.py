"""The entries that follow on two: where a line that grew elsewhere was taken into another.

Such an entry names both lines by their last entries, *mine* and *theirs*. It is read as mine,
then what is only in theirs, in their order, then what follows; so all who have it read alike
(``FORMAT.md``). Here is what can be told from the rows alone, whoever signed them.
"""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.envelope import Row

_MINE, _THEIRS = 1, 2
_PARENTS = 2
MOST_NEW = 64
"""So many joints are read at once that a reader did not know: each has both its lines read, and
who can write rows could have every session read them thousands of times."""


@dataclass(frozen=True, slots=True)
class Joint:
    """An entry that follows on two, and what it takes in of the second line, in order.

    ``sound`` says that what it takes in was verified on its own line.
    """

    row: Row
    takes: tuple[EntryId, ...]
    sound: bool = False

    @property
    def mine(self) -> EntryId:
        """The last entry of the line that goes on."""
        return self.row.envelope.parents[0]

    @property
    def theirs(self) -> EntryId:
        """The last entry of the line that is taken in."""
        return self.row.envelope.parents[1]


def depth_after(rows: Mapping[EntryId, Row], parents: Iterable[EntryId]) -> int:
    """Return how deep what follows on some rows lies; those that are gone count for nothing."""
    return 1 + max((rows[each].envelope.depth for each in parents if each in rows), default=0)


def joints(rows: Mapping[EntryId, Row], known: Container[EntryId]) -> dict[EntryId, Joint]:
    """Return what follows on two entries of these rows, the least deep first.

    Of those that the reader does not know yet, only the first few are looked at (``MOST_NEW``).
    """
    found: dict[EntryId, Joint] = {}
    two = [row for row in rows.values() if _follows_on_two(rows, row)]
    new = 0
    for row in sorted(two, key=lambda each: each.envelope.depth):
        new += row.id not in known
        if new > MOST_NEW and row.id not in known:
            continue
        mine, theirs = row.envelope.parents
        alone = _only_in(rows, mine, theirs)
        if theirs in alone and mine in _only_in(rows, theirs, mine):
            found[row.id] = Joint(row, _in_order(rows, found, theirs, alone))
    return found


def _follows_on_two(rows: Mapping[EntryId, Row], row: Row) -> bool:
    parents = row.envelope.parents
    there = len(parents) == _PARENTS and all(each in rows for each in parents)
    return there and row.envelope.depth == depth_after(rows, parents)


def _only_in(rows: Mapping[EntryId, Row], mine: EntryId, theirs: EntryId) -> frozenset[EntryId]:
    """Return what leads to ``theirs`` and not to ``mine``: as far back as they differ."""
    seen = {mine: _MINE, theirs: _MINE | _THEIRS if mine == theirs else _THEIRS}
    queue = [(-rows[each].envelope.depth, each) for each in sorted(seen)]
    heapq.heapify(queue)
    queued = set(seen)
    while any(seen[each] != _MINE | _THEIRS for each in queued):
        _, here = heapq.heappop(queue)
        queued.discard(here)
        for parent in rows[here].envelope.parents:
            # What does not lie deeper than what it follows on was made up, and leads nowhere.
            if parent in rows and rows[parent].envelope.depth < rows[here].envelope.depth:
                seen[parent] = seen.get(parent, 0) | seen[here]
                if parent not in queued:
                    queued.add(parent)
                    heapq.heappush(queue, (-rows[parent].envelope.depth, parent))
    return frozenset(each for each, whose in seen.items() if whose == _THEIRS)


def _in_order(
    rows: Mapping[EntryId, Row],
    before: Mapping[EntryId, Joint],
    tip: EntryId,
    alone: frozenset[EntryId],
) -> tuple[EntryId, ...]:
    """Return some of the entries that lead to a tip, in the order in which its line is read."""
    found: list[EntryId] = []
    here = tip
    while here in alone:
        found.append(here)
        if here in before:
            found += [each for each in reversed(before[here].takes) if each in alone]
        parents = rows[here].envelope.parents
        here = parents[0] if parents else EntryId("")
    return tuple(reversed(found))
