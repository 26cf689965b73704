"""The coalition's line as it is read from its rows: joined where it was, rid of what is gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from rjdesk.process.authority import Joined, StreamId
from rjdesk.process.joining import LineApart, Merged, joined, may_join
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.coalition import CoalitionLine, Seam, VerifiedTo, opened_row
from rjdesk.vault.envelope import Row
from rjdesk.vault.joints import Joint, joints
from rjdesk.vault.line import ancestors, by_hash
from rjdesk.vault.tombs import Grave, Tombstone, good_among


@dataclass(frozen=True, slots=True)
class _Reading:
    """Some rows, read for one member."""

    vault: str
    rows: Sequence[Row]
    hints: Collection[EntryId]
    emptied: Collection[StreamId]
    over_holes: bool

    def line(self, mark: VerifiedTo | None) -> CoalitionLine:
        """Return the line, read on from a mark where it leads there, else from the beginning."""
        line = CoalitionLine(self.vault, mark, self._seams(mark))
        leads_there = self._read(line, self.rows)
        return line if leads_there or mark is None else self.line(None)

    def _read(self, line: CoalitionLine, rows: Sequence[Row]) -> bool:
        return line.read(rows, self.hints, over_holes=self.over_holes, buried=self.emptied)

    def _seams(self, mark: VerifiedTo | None) -> dict[EntryId, Seam]:
        """Return where other lines came in, as far as those who say so might."""
        if all(len(row.envelope.parents) <= 1 for row in self.rows):
            return {}
        rows = {
            name: row
            for name, row in by_hash(self.rows, self.vault).items()
            if len(row.envelope.parents) <= 1 or _says_so(row)
        }
        known = ancestors(rows, [mark.tip]) if mark else frozenset()
        every = joints(rows, known)
        if every.keys() <= known:
            return {name: Seam(replace(each, sound=True), None) for name, each in every.items()}
        found: dict[EntryId, Seam] = {}
        for name, each in every.items():
            stands = self._stands(rows, each, found, mark)
            if stands is not None or name in known:
                found[name] = Seam(replace(each, sound=True), stands)
        return found

    def _stands(
        self,
        rows: dict[EntryId, Row],
        joint: Joint,
        before: Mapping[EntryId, Seam],
        mark: VerifiedTo | None,
    ) -> Merged | None:
        """Return what stands where two lines are one; None where nobody might say that they are."""
        to_mine, to_theirs = (ancestors(rows, [tip]) for tip in (joint.mine, joint.theirs))
        both = [_line_to(rows, tip) for tip in (joint.mine, joint.theirs)]
        if mark is not None and not all(mark.tip in line for line in both):
            mark = None  # what is in one of them alone is read before it
        mine = self._side(joint.mine, to_mine, before, mark)
        theirs = self._side(joint.theirs, to_theirs, before, mark)
        said = mine.vouched_here(joint.row) if mine is not None else None
        if mine is None or theirs is None or said is None or not isinstance(said[1], Joined):
            return None
        waited = mark.holds.waiting if mark else ()
        merged = joined(*(
            LineApart(line.holds, tuple(line.told), line.uncounted, alone, waited)
            for line, alone in ((mine, to_mine - to_theirs), (theirs, to_theirs - to_mine))
        ))  # fmt: skip
        if not may_join(mine.holds, theirs.holds, merged, said[0].signers):
            return None
        return Merged(merged.holds, {**theirs.uncounted, **mine.uncounted, **merged.uncounted})

    def _side(
        self,
        tip: EntryId,
        leads: frozenset[EntryId],
        before: Mapping[EntryId, Seam],
        mark: VerifiedTo | None,
    ) -> CoalitionLine | None:
        """Return the line that leads to an entry, or None where it is not whole."""
        line = CoalitionLine(self.vault, mark, before, remembers=True)
        there = self._read(line, [row for row in self.rows if row.id in leads])
        whole = line.line.tip == tip and not (line.line.broken or line.line.forked)
        return line if there and whole else None


def _says_so(row: Row) -> bool:
    """Whether what is in a row says that two lines are one, whoever signed it."""
    opened = opened_row(row, row.sealed)
    return opened is not None and opened[0].tag == Joined.tag


def _line_to(rows: Mapping[EntryId, Row], tip: EntryId) -> frozenset[EntryId]:
    """Return the entries of the line that goes on to a tip, without what it took in."""
    found: set[EntryId] = set()
    while tip in rows and tip not in found:
        found.add(tip)
        tip = next(iter(rows[tip].envelope.parents), EntryId(""))
    return frozenset(found)


def read_coalition(
    vault: str,
    rows: Sequence[Row],
    mark: VerifiedTo | None,
    hints: Collection[EntryId],
    *,
    over_holes: bool = False,
    tombstones: Mapping[StreamId, Tombstone] = MappingProxyType({}),
    gone: Mapping[StreamId, Grave] = MappingProxyType({}),
) -> CoalitionLine:
    """Return the coalition's line of these rows, read on from a mark where it leads there.

    What a tombstone stands for is gone, where it is good; else its rows are missing like others,
    and so they are where it is the line that shows that nobody could open the case.
    """
    buried = frozenset({*tombstones, *gone})
    proven = {record for record, each in tombstones.items() if each.preimage}
    while True:
        reading = _Reading(vault, rows, hints, buried & proven, over_holes=over_holes)
        line = reading.line(mark)
        good = good_among(tombstones, vault, line.holds)
        others = {record: grave for record, grave in gone.items() if record not in good}
        good = (good | good_among(others, vault, line.holds)) & buried
        if good == buried:
            line.bury(good)
            return line
        buried = good
