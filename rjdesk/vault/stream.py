"""A stream of a case as it is read by a holder: its line, and the entries that count in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rjdesk.process.authority import EpochId, KeyId, StreamId
from rjdesk.process.held import Held, Holds
from rjdesk.process.kernel.event import Entry, EntryId, Event, Stream
from rjdesk.vault.coalition import entry_at, missing_before, opened_row
from rjdesk.vault.envelope import Body, Row
from rjdesk.vault.line import Expected, Place, StreamLine, ancestors, read_line
from rjdesk.vault.seals import Key, StreamKey, UnopenedError, signed_by

KeyOf = Callable[[EpochId], StreamKey | None]


class CaseStream:
    """One stream, read once; it grows with what is written.

    An entry counts where one of its signers holds the stream, or wrote it before its hold was
    taken: the taking names the last entry there was (``Held.cuts``).
    """

    def __init__(
        self,
        vault: str,
        stream: StreamId,
        holds: Holds,
        key_of: KeyOf,
        known_entry: Callable[[EntryId], bool],
    ) -> None:
        """``known_entry`` says whether the coalition's line has an entry."""
        self._vault, self._stream = vault, stream
        self._holds, self._key_of, self._known_entry = holds, key_of, known_entry
        self._opening: dict[EpochId, Key | None] = {}
        self._whats: dict[EntryId, Event] = {}
        self._uncounted: set[EntryId] = set()
        self._before_cut: dict[KeyId, frozenset[EntryId]] = {}
        self.line = StreamLine()
        self.entries: list[Entry] = []
        self.verified: EntryId | None = None
        """Up to which entry everything was verified, and counts."""

    def read(self, rows: Sequence[Row], seen: EntryId | None) -> None:
        """Read the line of these rows; ``seen`` is the tip up to which they were verified."""
        held = self._held
        by_id = {row.id: row for row in rows}
        self._before_cut = {key: ancestors(by_id, cut) for key, cut in held.cuts.items()}
        self.line = read_line(
            rows,
            self._vault,
            self._judge,
            Expected(
                seen=seen,
                vouched=[tip for cut in held.cuts.values() for tip in cut],
                joints=held.joints,
            ),
            over_holes=True,
        )
        shut = [link for link in self.line.links if self._is_passed_over(link)]
        self.line.broken = any(
            link.missing or (link.body is None and link not in shut) for link in self.line.links
        )
        self._verify()
        for link in self.line.links:
            if link in shut:
                continue
            before = self.entries[-1] if self.entries else None
            if link.missing:
                self.entries.append(missing_before(link, before))
            self.entries.append(entry_at(link, self._whats.get(link.row.id), self._holds, before))
        self._whats.clear()

    def append(self, link: Place, what: Event) -> Entry:
        """Take an entry that was just written."""
        if self.verified == self.line.tip:
            self.verified = link.row.id
        self.line.links.append(link)
        entry = entry_at(link, what, self._holds, None)
        self.entries.append(entry)
        return entry

    def content(self, row: Row) -> bytes | None:
        """Return what is sealed in a row, or None where no key of it is held or it is damaged."""
        epoch = row.envelope.epoch
        if epoch is None or row.envelope.stream != self._stream:
            return None
        if epoch not in self._opening:
            key = self._key_of(epoch)
            self._opening[epoch] = key.entries if key else None
        sealing = self._opening[epoch]
        if sealing is None:
            return None
        try:
            return sealing.open(row.sealed, row.envelope.context("entry", self._vault))
        except UnopenedError:
            return None

    def _verify(self) -> None:
        """Note how far everything was read: what was not is verified again next time."""
        for link in self.line.links:
            if link.beside:
                continue
            if link.body is None:
                return
            self.verified = link.row.id

    def _is_passed_over(self, link: Place) -> bool:
        """Whether a place is whole, and nothing that is read here.

        It was written under a key that nobody gave to whoever reads, or by somebody who might not
        any more, and keeps its place since others follow on it.
        """
        epoch = link.row.envelope.epoch
        if link.body is not None or epoch is None:
            return False
        return self._opening.get(epoch) is None or link.row.id in self._uncounted

    @property
    def _held(self) -> Held:
        return self._holds.streams[self._stream]

    def _judge(self, row: Row, *, verified: bool) -> Body | None:
        opened = opened_row(row, self.content(row))
        if opened is None or row.envelope.about != self._held.case:
            return None
        body, inside, signatures = opened
        what = body.event()
        if not isinstance(what, Event) or what.stream is Stream.COALITION:
            return None
        # What was verified and counted stays so, whatever somebody says later of its end.
        if not verified and not (
            self._counts(row, body) and self._vouched(row, body, inside, signatures)
        ):
            self._uncounted.add(row.id)
            return None
        self._whats[row.id] = what
        return body

    def _counts(self, row: Row, body: Body) -> bool:
        """Whether a signer holds the stream, or held it when this was written."""
        held = self._held
        return any(
            key in held.holders or row.id in self._before_cut.get(key, ()) for key in body.signers
        )

    def _vouched(self, row: Row, body: Body, inside: bytes, signatures: Sequence[bytes]) -> bool:
        """Whether its signers signed it, standing at an entry that the coalition's line has."""
        if body.under is None or not self._known_entry(body.under):
            return False
        signed = row.envelope.signed(self._vault, inside)
        keys = self._holds.keys
        return all(
            key in keys
            and not keys[key].provisional
            and signed_by(keys[key].sign, signature, signed)
            for key, signature in zip(body.signers, signatures, strict=True)
        )
