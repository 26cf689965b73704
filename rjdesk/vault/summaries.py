"""A few words of each case for the list, kept by each member for themself."""

from __future__ import annotations

import contextlib

import msgspec

from rjdesk.process.authority import StreamId
from rjdesk.process.kernel.event import CaseId, EntryId
from rjdesk.vault.envelope import case_of, record_of
from rjdesk.vault.own import SUMMARY, OwnRow, OwnRows


class Summary(msgspec.Struct, frozen=True, array_like=True):
    """The summary of a case as it stood at the tip of its record."""

    record: StreamId
    tip: EntryId
    content: bytes


class Summaries:
    """The summaries of the cases that the unlocked member holds; they can always be made again."""

    def __init__(self, rows: OwnRows) -> None:
        self._rows = rows
        self._known: dict[CaseId, Summary] | None = None

    def keep(self, case: CaseId, tip: EntryId, content: bytes) -> None:
        """Put a summary in the place of the former one; inside a transaction."""
        record = record_of(case)
        summary = Summary(record, tip, content)
        row = OwnRow(SUMMARY, msgspec.msgpack.encode(summary))
        self._rows.put(self._rows.name(SUMMARY, record), row, record)
        self._every()[case] = summary

    def at(self, case: CaseId, tip: EntryId | None) -> bytes | None:
        """Return the summary of a case, unless others have recorded since it was made."""
        known = self._every().get(case)
        return known.content if known is not None and known.tip == tip else None

    def forget(self) -> None:
        """Open the summaries again when they are next needed."""
        self._known = None

    def _every(self) -> dict[CaseId, Summary]:
        if self._known is None:
            self._known = {}
            for content in self._rows.every(SUMMARY):
                with contextlib.suppress(msgspec.DecodeError):
                    summary = msgspec.msgpack.decode(content, type=Summary)
                    self._known[case_of(summary.record)] = summary
        return self._known
