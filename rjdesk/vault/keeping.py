"""What a member keeps in an open vault beside its journals: drafts, and the bytes of papers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from rjdesk.desk.ports import DraftKey
from rjdesk.process.kernel.event import CaseId, Stream
from rjdesk.vault.ballast import with_room
from rjdesk.vault.drafts import Drafts
from rjdesk.vault.giving import Giving
from rjdesk.vault.journal import Pen
from rjdesk.vault.papers import Papers


class Keeping(ABC):
    """The part of an open vault that keeps things; each method that writes is one transaction."""

    folder: Path
    _drafts: Drafts
    _papers: Papers
    _giving: Giving

    @abstractmethod
    def holds(self, case: CaseId, stream: Stream) -> bool:
        """Whether this member can read and write that stream now."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Pen]:
        """Write in one transaction."""

    def save_draft(self, key: DraftKey, content: bytes) -> None:
        """Keep a draft, sealed for this member; on a full disk the ballast makes room."""

        def save() -> None:
            with self._writing():
                self._drafts.save(key, content)

        with_room(self.folder, save)

    def draft(self, key: DraftKey) -> bytes | None:
        """Return this member's draft, or None."""
        return self._drafts.read(key)

    def drafts(self) -> Sequence[DraftKey]:
        """Name this member's drafts, the latest first."""
        return self._drafts.names()

    def drop_draft(self, key: DraftKey) -> None:
        """Remove a draft; none is fine. A full disk keeps nobody from it."""

        def drop() -> None:
            with self._writing():
                self._drafts.drop(key)

        with_room(self.folder, drop)

    def keep_paper(self, case: CaseId | None, paper: str, content: bytes) -> None:
        """Keep the bytes of a paper, sealed in the case's record, or for the whole coalition."""
        with self._writing() as pen:
            if case is not None and self.holds(case, Stream.RECORD):
                self._giving.begin(pen, case, {Stream.RECORD})
            self._papers.keep(case, paper, content)

    def paper(self, case: CaseId | None, paper: str) -> bytes | None:
        """Return the bytes kept under that name, or None."""
        return self._papers.read(case, paper)

    def drop_paper(self, case: CaseId | None, paper: str) -> None:
        """Remove what is kept under that name; none is fine."""
        with self._writing():
            self._papers.drop(case, paper)
