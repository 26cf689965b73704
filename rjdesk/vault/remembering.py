"""What a session leaves behind for the next one: marks in the vault, and a line outside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from rjdesk.vault.anchor import Anchor, hash_of
from rjdesk.vault.arrival import Arrival
from rjdesk.vault.header import Header
from rjdesk.vault.own import ReadSoFar, keep_marks, read_marks

BETWEEN_MARKS = 60.0
"""How many seconds lie between two times that marks are kept, but for the last one at lock."""


class Remembering:
    """How far the unlocked member read, kept for their next session.

    ``header`` is the one that counts now.
    """

    def __init__(self, arrival: Arrival, header: Callable[[], Header]) -> None:
        self._rows, self._anchors = arrival.rows, arrival.anchors
        self._journals, self._keys = arrival.journals, arrival.opened.keys
        self._me = self._keys.id
        self._header = header
        self._marks = arrival.marks
        self._kept_at = time.monotonic()
        self._is_stale = False
        self._latest = arrival.marks.latest
        mark = arrival.marks.coalition
        self._latest_tip = mark.tip if mark else None

    @property
    def last_recorded(self) -> datetime | None:
        """When this member recorded something last, or anybody in the coalition's journal since.

        What comes later counts, not the later moment: of an entry that a wrong clock dated years
        ahead nobody is asked again who recorded something since.
        """
        of_all = [entry.at for entry in self._journals.coalition.entries[-1:]]
        is_latest = self._journals.coalition.line.tip == self._latest_tip
        if self._latest is not None and (is_latest or not of_all):
            return self._latest
        return of_all[0] if of_all else None

    @property
    def news(self) -> bool:
        """Whether there is anything that the marks do not say yet."""
        mark, tip = self._marks.coalition, self._journals.coalition.line.tip
        read = self._journals.verified() != self._marks.verified
        return self._is_stale or mark is None or mark.tip != tip or read

    @property
    def is_due(self) -> bool:
        """Whether it is some time since the marks were kept."""
        return time.monotonic() - self._kept_at > BETWEEN_MARKS

    def written(self, at: datetime) -> None:
        """Note that something was written since, and when."""
        self._is_stale, self._latest = True, at
        self._latest_tip = self._journals.coalition.line.tip

    def undone(self) -> None:
        """Take the marks as they lie in the vault: what was kept last never was."""
        self._marks = read_marks(self._rows)

    def keep(self) -> None:
        """Keep how far this member read; inside a transaction."""
        self._marks = ReadSoFar(
            n=self._marks.n + 1,
            anchored=self.is_said,
            vault_epoch=self._header().epoch,
            coalition=self._journals.coalition.mark,
            streams=self._journals.tips(),
            verified=self._journals.verified(),
            latest=self._latest,
        )
        keep_marks(self._rows, self._marks)
        self._kept_at, self._is_stale = time.monotonic(), False

    @property
    def is_said(self) -> bool:
        """Whether anything of this member is noted outside the vault."""
        return self._anchors.is_noted(self._me)

    def say_outside(self, *, alone: bool = False) -> bool:
        """Say outside the vault what this member saw last; return whether that went well.

        Never of what is not committed yet: where the power goes then, it would be missed.
        """
        header = self._header()
        tip, login = self._journals.coalition.line.tip, header.login_of(self._me)
        if tip is None or login is None or not self._anchors.kept:
            return False
        line = Anchor(
            key=self._me,
            n=self._marks.n,
            tip=tip,
            epoch=header.epoch,
            generation=login.generation,
            tips=hash_of(self._journals.tips()),
        )
        return self._anchors.write(line.by(self._keys.signing, header.vault), alone=alone)

    def begin_outside_anew(self) -> None:
        """Forget what everybody saw on this computer, and say what this member sees."""
        if not self.say_outside(alone=True):
            self._anchors.clear()

    def mend_outside(self) -> None:
        """See that what is known outside the vault stands in both places, with nothing new."""
        self._anchors.mend()

    def leave(self) -> None:
        """Wait for what was said outside to be kept, as long as that is waited for."""
        self._anchors.leave()
