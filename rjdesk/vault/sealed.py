"""What is kept beside a journal: papers and documents, and the summary of a case."""

from __future__ import annotations

from rjdesk.process.kernel.event import CaseId, Stream
from rjdesk.vault.database import Database
from rjdesk.vault.seals import UnopenedError, context
from rjdesk.vault.streams import StreamKeys, stream_id
from rjdesk.vault.troubles import UnreadableItem

UNOPENED = (
    "This paper as it was printed cannot be opened any more. It is kept as it is, and nothing else "
    "is lost. Print the next version and sign that."
)
UNOPENED_DOCUMENT = (
    "This document cannot be opened any more. It is kept as it is, and nothing else is lost. Add "
    "it to the library once more, where somebody still has it."
)


def _stream_of(case: CaseId | None) -> str:
    return stream_id(case, Stream.RECORD if case else Stream.COALITION)


class Papers:
    """The bytes of papers, sealed under the key of the case's record; names are sealed too.

    Those of no case are the documents of the library, under the key of the coalition.
    """

    def __init__(self, database: Database, vault: str, streams: StreamKeys) -> None:
        self._database = database
        self._vault = vault
        self._streams = streams

    def keep(self, case: CaseId | None, paper: str, content: bytes) -> None:
        """Keep a paper, the latest under a name; inside a transaction. Raises NotHeld."""
        stream = _stream_of(case)
        epoch, key = self._streams.current(stream)
        name = key.name("paper", stream, paper)
        self._database.execute(
            "INSERT OR REPLACE INTO blobs VALUES (?, ?, ?, ?)",
            (name, stream, epoch, key.seal(content, self._about(stream, epoch, name))),
        )

    def drop(self, case: CaseId | None, paper: str) -> None:
        """Remove a paper, whatever key it is sealed under; inside a transaction."""
        stream = _stream_of(case)
        for _, key in self._streams.every(stream):
            name = key.name("paper", stream, paper)
            self._database.execute("DELETE FROM blobs WHERE id = ?", (name,))

    def read(self, case: CaseId | None, paper: str) -> bytes | None:
        """Return a paper, or None when there is none or the case is not held.

        Raises UnreadableItem for one whose seal does not open.
        """
        stream = _stream_of(case)
        for epoch, key in self._streams.every(stream):
            name = key.name("paper", stream, paper)
            rows = self._database.query("SELECT sealed FROM blobs WHERE id = ?", (name,))
            if rows:
                about = self._about(stream, epoch, name)
                try:
                    return self._streams.open(stream, epoch, rows[0][0], about)
                except UnopenedError:
                    raise UnreadableItem(UNOPENED if case else UNOPENED_DOCUMENT) from None
        return None

    def is_sound(self, stream: str, epoch: int, name: str) -> bool:
        """Whether the paper of that sealed name opens."""
        ((sealed,),) = self._database.query("SELECT sealed FROM blobs WHERE id = ?", (name,))
        try:
            self._streams.open(stream, epoch, sealed, self._about(stream, epoch, name))
        except UnopenedError:
            return False
        return True

    def _about(self, stream: str, epoch: int, name: str) -> bytes:
        return context("paper", self._vault, stream, epoch, name)


class Summaries:
    """A few words of each case for the list, sealed; they can always be made again.

    What was opened once stays open until the vault closes: the list asks at every letter of a
    search. Whoever removes a stream calls ``forget``.
    """

    def __init__(self, database: Database, vault: str, streams: StreamKeys) -> None:
        self._database = database
        self._vault = vault
        self._streams = streams
        self._opened: dict[str, tuple[CaseId, bytes]] | None = None
        self._unopened = 0

    def keep(self, case: CaseId, content: bytes) -> None:
        """Put a summary in the place of the former one; inside a transaction. Raises NotHeld."""
        stream = stream_id(case, Stream.RECORD)
        epoch, key = self._streams.current(stream)
        self._database.execute(
            "INSERT OR REPLACE INTO summaries VALUES (?, ?, ?)",
            (stream, epoch, key.seal(content, self._about(stream, epoch))),
        )
        if self._opened is not None and stream in self._opened:
            self._opened[stream] = case, content
        else:
            self.forget()

    def read(self) -> dict[CaseId, bytes]:
        """Return the summaries of the cases held, oldest case first.

        One that does not open is left out, and is made anew by whoever needs it.
        """
        if self._opened is None:
            self._opened = self._open()
        return {
            case: content
            for stream, (case, content) in self._opened.items()
            if self._streams.holds(stream)
        }

    def unopened(self) -> int:
        """Return how many summaries of cases held do not open."""
        self.forget()
        self.read()
        return self._unopened

    def forget(self) -> None:
        """Open the summaries again when they are next needed."""
        self._opened = None

    def _open(self) -> dict[str, tuple[CaseId, bytes]]:
        rows = self._database.pages(
            "SELECT position, stream, case_id, summaries.epoch, sealed FROM streams"
            " JOIN summaries ON summaries.stream = streams.id"
            " WHERE position > ? ORDER BY position",
            (),
            (0,),
        )
        opened: dict[str, tuple[CaseId, bytes]] = {}
        self._unopened = 0
        for _, stream, case, epoch, sealed in rows:
            if not self._streams.holds(stream):
                continue
            try:
                content = self._streams.open(stream, epoch, sealed, self._about(stream, epoch))
            except UnopenedError:
                self._unopened += 1
            else:
                opened[stream] = case, content
        return opened

    def _about(self, stream: str, epoch: int) -> bytes:
        return context("summary", self._vault, stream, epoch)
