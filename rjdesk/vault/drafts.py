"""Drafts: what a member has begun to write, sealed so that nobody else can read it."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable

import msgspec

from rjdesk.desk.ports import DraftKey
from rjdesk.process.kernel.event import CaseId
from rjdesk.vault.envelope import record_of
from rjdesk.vault.own import DRAFT, KeptDraft, OwnRow, OwnRows
from rjdesk.vault.seals import UnopenedError
from rjdesk.vault.troubles import NotHeld, UnreadableItem


class Drafts:
    """The drafts of the unlocked member; one of a case ends when the record is held no more."""

    def __init__(self, rows: OwnRows, holds: Callable[[CaseId], bool]) -> None:
        self._rows = rows
        self._holds = holds
        self._known: dict[DraftKey, KeptDraft] | None = None
        self._sound: set[DraftKey] = set()

    def save(self, key: DraftKey, content: bytes) -> None:
        """Keep a draft in the place of its former state; inside a transaction.

        A former state that does not open is set aside as it is. Raises NotHeld.
        """
        if key.case is not None and not self._holds(key.case):
            raise NotHeld(
                "You hold no key to this case, so what you typed was not kept. Ask a facilitator "
                "of the case."
            )
        self._set_aside(key)
        latest = max((draft.saved for draft in self._drafts().values()), default=0)
        draft = KeptDraft(key, latest + 1, content)
        row = OwnRow(DRAFT, msgspec.msgpack.encode(draft))
        self._rows.put(self._name(key), row, record_of(key.case) if key.case else None)
        self._drafts()[key] = draft

    def read(self, key: DraftKey) -> bytes | None:
        """Return a draft, or None when there is none or its case is no longer held.

        Raises UnreadableItem for one whose seal does not open.
        """
        if not self._is_near(key):
            return None
        try:
            row = self._rows.get(self._name(key))
            return msgspec.msgpack.decode(row.content, type=KeptDraft).content if row else None
        except (UnopenedError, msgspec.DecodeError):
            raise UnreadableItem(
                "Something half-typed that was kept here cannot be opened any more. It is kept "
                "as it is, and nothing else is lost. Type it again; what you type now is kept."
            ) from None

    def names(self) -> tuple[DraftKey, ...]:
        """Name the drafts that can be read, the latest first.

        One that cannot be read is left out, and closes none of the others.
        """
        drafts = sorted(self._drafts().values(), key=lambda draft: -draft.saved)
        return tuple(draft.key for draft in drafts if self._is_near(draft.key))

    def drop(self, key: DraftKey) -> None:
        """Remove a draft; none is fine."""
        self._rows.drop(self._name(key))
        self._drafts().pop(key, None)

    def forget(self) -> None:
        """Read the drafts again when they are next needed."""
        self._known = None
        self._sound.clear()

    def _drafts(self) -> dict[DraftKey, KeptDraft]:
        if self._known is None:
            self._known = {}
            for content in self._rows.every(DRAFT):
                with contextlib.suppress(msgspec.DecodeError):
                    draft = msgspec.msgpack.decode(content, type=KeptDraft)
                    self._known[draft.key] = draft
        return self._known

    def _is_near(self, key: DraftKey) -> bool:
        return key.case is None or self._holds(key.case)

    def _set_aside(self, key: DraftKey) -> None:
        """Give a draft that does not open a name that no draft has."""
        if key in self._sound:
            return
        try:
            self.read(key)
        except UnreadableItem:
            self._rows.rename(self._name(key), uuid.uuid4().bytes)
        self._sound.add(key)

    def _name(self, key: DraftKey) -> bytes:
        return self._rows.draft_name(key)
