"""The line of a stream: which of its rows follow on one another, from the first to the tip.

The file may have been edited between two sessions. So a row belongs to the line only where its
name is the hash of what it says, where it follows on the row before it, and where its signers
vouch for it; or where the reader has seen it in its place before. What else lies in the table is
set aside: it is counted, told of by ``check``, and changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from rjdesk.process.authority import StreamId
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.envelope import Body, Row

MOST_MISSING = 100_000
"""Over how many rows that are gone reading goes on: what lies deeper was made up."""


class Judge(Protocol):
    """Opens a row, and says whether it may stand next."""

    def __call__(self, row: Row, *, verified: bool) -> Body | None:
        """Return its body; None where it may not. What was ``verified`` is not verified again."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a line: a row and what is in it, or None where that cannot be read.

    ``missing`` says that rows before it are gone, ``emptied`` that it is of a case that was
    destroyed, and is meant to hold nothing, ``beside`` that it grew in another copy of the vault:
    nothing is written after it.
    """

    row: Row
    body: Body | None
    missing: bool = False
    emptied: bool = False
    beside: bool = False

    @property
    def is_lost(self) -> bool:
        """Whether something is gone here that ought to be there."""
        return self.missing or (self.body is None and not self.emptied)


@dataclass(slots=True)
class StreamLine:
    """A stream as it was read; it grows at its tip.

    ``aside`` counts the rows that are no part of it, ``broken`` says that one of its own is gone
    or cannot be read, ``forked`` that two follow on one and nothing decides between them.
    """

    links: list[Place] = field(default_factory=list)
    aside: int = 0
    broken: bool = False
    forked: bool = False

    @property
    def tip(self) -> EntryId | None:
        """The last entry, which the next one follows on."""
        last = self.last
        return last.row.id if last else None

    @property
    def depth(self) -> int:
        """How deep the last entry lies."""
        last = self.last
        return last.row.envelope.depth if last else 0

    @property
    def last(self) -> Place | None:
        """The last place, if any: that of an entry on which the next one follows."""
        if self.links and not self.links[-1].beside:
            return self.links[-1]
        return next((link for link in reversed(self.links) if not link.beside), None)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader knows of a line before they read it.

    ``seen`` is the tip that they saw last: what leads there was verified, and stands even where it
    is damaged. What leads to one of ``vouched`` stands where it cannot be opened, for the
    coalition's line names it; to one of ``hints``, behind a hole, for somebody saw it. A row about
    one of the records that are ``buried`` keeps its place though it is empty, where no other may
    stand there. ``joints`` are pairs of entries up to which it grew in two copies of the vault: it
    goes on from the first, and what leads to the second is read after it.
    """

    seen: EntryId | None = None
    vouched: Collection[EntryId | None] = ()
    hints: Collection[EntryId] = ()
    buried: Collection[StreamId] = ()
    joints: Collection[tuple[EntryId, EntryId]] = ()


def ancestors(rows: Mapping[EntryId, Row], tips: Iterable[EntryId | None]) -> frozenset[EntryId]:
    """Return the rows that lead to some tips, with these, as far as they are there."""
    found: set[EntryId] = set()
    left = [tip for tip in tips if tip is not None]
    while left:
        here = left.pop()
        if here in found or here not in rows:
            continue
        found.add(here)
        left += rows[here].envelope.parents[:1]
    return frozenset(found)


def read_line(
    rows: Iterable[Row],
    vault: str,
    judge: Judge,
    expected: Expected,
    *,
    over_holes: bool = False,
    accept: Callable[[Place], None] = lambda _link: None,
) -> StreamLine:
    """Return the line of a stream; ``accept`` is told of each place before the next is judged.

    Of two that follow on one and may both stand, neither does. Over a hole reading goes on where
    somebody saw what lies behind it, or, with ``over_holes``, wherever it may stand: in a stream
    that not everybody can write to.
    """
    walk = _Walk(rows, vault, judge)
    walk.known = ancestors(walk.by_id, [expected.seen])
    walk.vouched = ancestors(walk.by_id, expected.vouched)
    walk.hinted = ancestors(walk.by_id, expected.hints)
    walk.over_holes, walk.buried = over_holes, expected.buried
    walk.join(expected.joints)
    return walk.line(accept)


class _Walk:
    """One walk from the first entry of a stream to its tip."""

    def __init__(self, rows: Iterable[Row], vault: str, judge: Judge) -> None:
        every = list(rows)
        self.by_id = {
            row.id: row
            for row in every
            if len(row.envelope.parents) <= 1 and row.follows_by_hash(vault)
        }
        self.known: frozenset[EntryId] = frozenset()
        self.vouched: frozenset[EntryId] = frozenset()
        self.hinted: frozenset[EntryId] = frozenset()
        self.over_holes = False
        self.joints: list[tuple[EntryId, EntryId]] = []
        self.leads: dict[EntryId, frozenset[EntryId]] = {}
        self.main: frozenset[EntryId] = frozenset()
        self.beside: frozenset[EntryId] = frozenset()
        self.buried: Collection[StreamId] = ()
        self.judge = judge
        self.count = len(every)
        self.after: dict[EntryId, list[Row]] = defaultdict(list)
        for row in self.by_id.values():
            self.after[self._parent(row)].append(row)

    @staticmethod
    def _parent(row: Row) -> EntryId:
        return row.envelope.parents[0] if row.envelope.parents else EntryId("")

    def join(self, joints: Collection[tuple[EntryId, EntryId]]) -> None:
        """Go on where two copies said that the stream does, and read the rest after it."""
        self.joints = list(joints)
        self.leads = {goes_on: ancestors(self.by_id, [goes_on]) for goes_on, _ in joints}
        taken_in = ancestors(self.by_id, [beside for _, beside in joints])
        self.main = ancestors(self.by_id, self.leads.keys() - taken_in)
        self.beside = taken_in.union(*self.leads.values()) - self.main

    def line(self, accept: Callable[[Place], None]) -> StreamLine:
        """Walk as far as it goes, over what is missing too."""
        line = StreamLine()
        while True:
            last = line.last
            here, depth = (last.row.id, last.row.envelope.depth) if last else (EntryId(""), 0)
            options = [
                row
                for row in self.after[here]
                if row.envelope.depth == depth + 1 and row.id not in self.beside
            ]
            link = self._chosen(options, line) or self._beyond_a_hole(line)
            places = [] if link is None else [link]
            for place in (*self._joined_before(link, line), *places) if self.joints else places:
                line.broken |= place.is_lost
                line.links.append(place)
                accept(place)
            if link is None:
                break
        line.aside = self.count - len(line.links)
        return line

    def _chosen(self, options: list[Row], line: StreamLine) -> Place | None:
        """Return which of the rows that follow is the next: one seen before, or one that may be."""
        for row in options:
            if row.id in self.known:
                return Place(row, self.judge(row, verified=True), emptied=self._is_emptied(row))
        sound = [
            (row, body) for row in options if (body := self.judge(row, verified=False)) is not None
        ]
        if len(sound) > 1:
            line.forked = True
            return self._longest(sound) if self.over_holes else None
        if sound:
            return Place(*sound[0])
        emptied = [row for row in options if self._is_emptied(row)]
        if emptied:
            return Place(self._followed(emptied), None, emptied=True)
        vouched = [row for row in options if row.id in self.vouched]
        if vouched:
            return Place(self._followed(vouched), None)
        return self._over_others(options)

    def _joined_before(self, link: Place | None, line: StreamLine) -> Iterator[Place]:
        """Yield what grew in another copy, where the line leaves what leads to where it joins."""
        here, after = line.tip, link.row.id if link else None
        ending = [
            joint
            for joint in self.joints
            if after is None or (here in self.leads[joint[0]] and after not in self.leads[joint[0]])
        ]
        placed = {each.row.id for each in line.links} if ending else set()
        for joint in ending:
            yield from self._joined(joint, placed)

    def _joined(self, joint: tuple[EntryId, EntryId], placed: set[EntryId]) -> Iterator[Place]:
        """Yield what leads to the second of a joint, as far as it may stand and was not read."""
        if joint not in self.joints:
            return
        self.joints.remove(joint)
        run: list[Place] = []
        here = joint[1]
        while here in self.by_id and here not in self.main | placed:
            row = self.by_id[here]
            body, emptied = self.judge(row, verified=here in self.known), self._is_emptied(row)
            if run or body is not None or emptied:
                run.append(Place(row, body, emptied=emptied, beside=True))
            here = self._parent(row)
        if run and here not in {*self.main, *placed, EntryId("")}:
            run[-1] = replace(run[-1], missing=True)
        for place in reversed(run):
            placed.add(place.row.id)
            yield place
            for other in [each for each in self.joints if each[0] == place.row.id]:
                yield from self._joined(other, placed)

    def _followed(self, rows: list[Row]) -> Row:
        """Return of several the one on which others follow, which nobody merely added."""
        return max(rows, key=lambda row: bool(self.after[row.id]))

    def _is_emptied(self, row: Row) -> bool:
        """Whether a row holds nothing, because its case was destroyed."""
        return row.sealed is None and row.envelope.about in self.buried

    def _longest(self, sound: list[tuple[Row, Body]]) -> Place:
        """Return which of several may be read on from: that on which most follow.

        In a stream that not everybody can write to a holder made the other, who could have written
        anything. Elsewhere neither stands: whoever could write one could say that it is right.
        """
        deepest = {row.id: row.envelope.depth for row in self.by_id.values()}
        for row in sorted(self.by_id.values(), key=lambda row: -row.envelope.depth):
            parent = self._parent(row)
            if parent in deepest:
                deepest[parent] = max(deepest[parent], deepest[row.id])
        return Place(*max(sound, key=lambda each: deepest[each[0].id]))

    def _over_others(self, options: list[Row]) -> Place | None:
        """Return a row that may not stand itself, where one that may stand follows in the end.

        Its inside is damaged, or it counts no more for whoever signed it: it keeps its place.
        """
        for first in options:
            run: list[Row] = []
            here = [first]
            while here:
                run.append(here[0])
                here = self.after[here[0].id]
                if any(self.judge(row, verified=False) is not None for row in here):
                    self.vouched |= {row.id for row in run}
                    return Place(first, None)
        return None

    def _beyond_a_hole(self, line: StreamLine) -> Place | None:
        """Return the next row whose parent is gone, where it was seen before or may stand."""
        if line.forked and not self.over_holes:
            return None
        for row in self._orphans(line.depth):
            known = row.id in self.known
            body = self.judge(row, verified=known)
            seen = row.id in self.hinted or self.over_holes
            if known or (seen and body is not None):
                return Place(row, body, missing=True)
        return None

    def _orphans(self, depth: int) -> Iterator[Row]:
        rows = (
            row
            for row in self.by_id.values()
            if depth + 1 < row.envelope.depth <= depth + MOST_MISSING
            and row.id not in self.beside
            and self._parent(row) not in self.by_id
        )
        yield from sorted(rows, key=lambda row: row.envelope.depth)
