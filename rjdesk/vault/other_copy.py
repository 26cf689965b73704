"""Another copy of a vault, as it is read by a member of both to be taken into one.

The copy is read and never written to. What its coalition's line says is told as it was first
written, whatever copies it took in itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from rjdesk.process.authority import (
    Authority,
    Countersigned,
    EpochBegun,
    EpochId,
    Joined,
    KeyEnded,
    KeyId,
    KeyRenewed,
    StreamId,
    TakenIn,
)
from rjdesk.process.held import Uncounted
from rjdesk.process.holds import Folding, LineAct, epoch_of
from rjdesk.process.joining import Apart
from rjdesk.process.kernel.event import EntryId, Event
from rjdesk.vault.arrival import put_back
from rjdesk.vault.coalition import CoalitionLine, taken_in
from rjdesk.vault.database import connect
from rjdesk.vault.header import Header, read_header
from rjdesk.vault.journal import Journals
from rjdesk.vault.keys import MemberKeys, opened_vault_key
from rjdesk.vault.line import Place
from rjdesk.vault.seals import UnopenedError
from rjdesk.vault.troubles import NotHeld, ReadingOnly

MOST_ENDS = 8
"""So many ends are told of a stream that is not held: where there are more, somebody made them."""


class OtherCopy:
    """Another copy of a vault, as one member reads it; ``close`` it."""

    def __init__(self, folder: Path, header: Header, keys: MemberKeys) -> None:
        """Raises NotHeld for another vault, or a copy sealed anew since, or one without a login.

        ReadingOnly where it is not whole, or nobody said yet that it counts.
        """
        self.header = read_header(folder)
        if self.header.vault != header.vault:
            raise NotHeld(
                "That folder holds another vault, not a copy of this one, so nothing was taken in. "
                "Choose the folder of the copy."
            )
        if self.header.epoch > header.epoch:
            raise NotHeld(
                "That copy was sealed under a new key since somebody left, so nothing was taken "
                "in. Open that copy, and take this one in from there."
            )
        vault_key = self._vault_key(keys)
        self.database = connect(self.header.database(folder), vault_key, read_only=True)
        self.journals = Journals(self.database, header.vault, keys)
        line = self.journals.coalition.line
        if line.tip is None or line.broken or line.forked or put_back(self.database):
            self.close()
            raise ReadingOnly(
                "That copy is not whole, or was put back and nobody has confirmed it yet, so "
                "nothing was taken in. Both copies are as they were. Unlock that copy first, and "
                "follow what it says."
            )

    def _vault_key(self, keys: MemberKeys) -> bytes:
        login = self.header.login_of(keys.id)
        try:
            if login is not None:
                return opened_vault_key(login, self.header.vault, self.header.epoch, keys)
        except UnopenedError:
            pass
        raise NotHeld(
            "You have no login in that copy that opens it, so nothing was taken in. Somebody "
            "who has one in both can do it."
        )

    def close(self) -> None:
        """Let the file go."""
        self.database.close()


@dataclass(frozen=True, slots=True)
class Retold:
    """One entry of a coalition's line as it was first written, and whether it counts there."""

    place: Place
    what: Authority | Event | None
    counts: bool
    waits: bool

    @property
    def act(self) -> LineAct | None:
        """The act, and who signed it; None for what cannot be read."""
        row, body = self.place.row, self.place.body
        if body is None or self.what is None:
            return None
        return LineAct(id=row.id, signers=body.signers, about=row.envelope.about, act=self.what)


def retold(copy: CoalitionLine, vault: str) -> Iterator[Retold]:
    """Yield what a line says, with what it took in before; not that it was taken in."""
    for link in copy.line.links:
        what = link.body.event() if link.body is not None else None
        place = link
        if isinstance(what, TakenIn):
            place, what = taken_in(vault, what)
        whys = {copy.uncounted.get(link.row.id), copy.uncounted.get(place.row.id)} - {None}
        if not isinstance(what, Joined):
            yield Retold(place, what, counts=not whys, waits=whys == {Uncounted.WAITING})


def began(copy: CoalitionLine, vault: str) -> frozenset[tuple[EpochId, KeyId]]:
    """Return which epochs were begun by which keys, here or in a copy that was taken in."""
    acts = (each.act for each in retold(copy, vault))
    return frozenset(
        (epoch_of(act.id), act.signers[0])
        for act in acts
        if act is not None and isinstance(act.act, EpochBegun)
    )


def apart(copy: CoalitionLine, vault: str, other: CoalitionLine) -> Apart:
    """Return what counts in a copy and not in another, in the order of its line."""
    whys = other.uncounted
    crossed = frozenset(name for name, why in whys.items() if why is Uncounted.CROSSED)
    known = other.known - crossed
    acts: list[LineAct] = []
    before: dict[EntryId, LineAct] = {}
    renewed: dict[KeyId, KeyId] = {}
    for each in retold(copy, vault):
        act = each.act
        if act is None:
            continue
        before[act.id] = act
        if isinstance(act.act, KeyRenewed) and each.counts:
            renewed[act.act.old] = act.act.key
        if not each.counts or act.id in known:
            continue
        acts.append(act)
        if isinstance(act.act, Countersigned) and act.act.confirmed:
            first = before[act.act.entry]
            signers = (*first.signers, *act.signers)
            if isinstance(first.act, KeyEnded):  # it ended the key that took the place of that one
                first = msgspec.structs.replace(first, act=_newest(first.act, renewed))
            acts.append(msgspec.structs.replace(first, signers=signers))
    return Apart(Folding(copy.holds).holds, tuple(acts), crossed)


def _newest(act: KeyEnded, renewed: Mapping[KeyId, KeyId]) -> KeyEnded:
    while act.key in renewed:
        act = msgspec.structs.replace(act, key=renewed[act.key])
    return act


def ends_of(journals: Journals, stream: StreamId) -> set[tuple[int, EntryId]]:
    """Return how deep a stream of a copy goes, and its last entry, as its line has it.

    Of a stream that is not held, every row on which none follows and that leads back to a first
    one, the deepest few: which of them stand is judged by who holds it.
    """
    if stream == journals.holds.counts:
        return set()
    reading = journals.stream(stream)
    if reading is not None and reading.line.tip is not None:
        return {(reading.line.depth, reading.line.tip)}
    ends = set(journals.ends_of(stream))
    found = [(row.envelope.depth, row.id) for row in journals.rows(stream) if row.id in ends]
    return set(sorted(found)[-MOST_ENDS:])
