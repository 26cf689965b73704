"""The open vault, as the one member who unlocked it sees it."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from rjdesk.desk.ports import (
    NOBODY,
    UNCHANGED,
    CoSigner,
    DraftKey,
    Holders,
    OfficeChange,
    Trouble,
)
from rjdesk.process.authority import (
    Moved,
    Restored,
    StreamId,
)
from rjdesk.process.kernel.event import (
    BatchId,
    CaseId,
    Entry,
    EntryId,
    MemberId,
    SignedEvent,
    Stream,
)
from rjdesk.process.membership.events import CaseListed
from rjdesk.vault.arrival import NOT_HERE_BEFORE, RESTORED, Arrival
from rjdesk.vault.backup import Source
from rjdesk.vault.ballast import with_room
from rjdesk.vault.cosigner import SecondSigner
from rjdesk.vault.counting import Counts
from rjdesk.vault.destroying import Destroying, is_as_signed
from rjdesk.vault.drafts import Drafts
from rjdesk.vault.envelope import Row, case_of, record_of
from rjdesk.vault.giving import Giving, stream_of
from rjdesk.vault.joining import Joining, TakenOver
from rjdesk.vault.journal import Pen, RecordedAt, SigningKey
from rjdesk.vault.keeping import Keeping
from rjdesk.vault.lockfile import VaultLock
from rjdesk.vault.members import Members
from rjdesk.vault.other_copy import OtherCopy
from rjdesk.vault.papers import Papers
from rjdesk.vault.remembering import Remembering
from rjdesk.vault.standing import must_count, the_tip_of
from rjdesk.vault.summaries import Summaries
from rjdesk.vault.tombs import Grave, read_tombstones
from rjdesk.vault.troubles import CANNOT_WRITE, being_resealed, not_held, reading_only


class Session(Keeping, Members):
    """A vault opened by one member: the desk's Journal, and what a vault needs besides.

    It stays on the thread that opened it. What a method writes is one transaction; when it
    raises Trouble nothing was written. ``doubts`` says in sentences why the vault is not as this
    member, or another, left it; while there are any it is for reading only. ``notices`` say what
    else a member should know of it.
    """

    def __init__(
        self,
        folder: Path,
        arrival: Arrival,
        *,
        lock: VaultLock,
        now: Callable[[], datetime],
    ) -> None:
        self.folder = folder
        self.doubts = tuple(arrival.doubts())
        self.notices = (*([] if lock.can_write else [CANNOT_WRITE]), *arrival.notices())
        self._header = arrival.header
        self._keys = arrival.opened.keys
        self._vault_key = arrival.vault_key
        self._database = arrival.database
        self._lock, self._closing = lock, threading.Lock()
        self._now = now
        self._journals = arrival.journals
        self._rows = arrival.rows
        self._remembering = Remembering(arrival, lambda: self._header)
        self._giving = Giving(self._database, self._journals, self._keys)
        self._counts = Counts(self._database, self._journals, SigningKey.of(self._keys))
        self._gone, self._counted = arrival.gone, arrival.counted
        self._to_count: list[Row] = []
        self._destroying = Destroying(self._database, self._journals, self._keys, self._counts)
        self._papers = Papers(self._database, self._header.vault, self._journals.keys)
        self._summaries = Summaries(self._rows)
        self._drafts = Drafts(self._rows, lambda case: self.holds(case, Stream.RECORD))
        self._me = self._keys.id
        self._member = arrival.key.member
        self._tell_what_is_gone()
        if arrival.new:
            self._leave_marks()

    @property
    def member(self) -> MemberId:
        """The unlocked member."""
        return self._member

    @property
    def login(self) -> str:
        """The label under which they unlocked."""
        login = self._header.login_of(self._me)
        return login.label if login else ""

    def coalition(self) -> Sequence[Entry]:
        """Return the coalition's journal in fold order."""
        return tuple(self._journals.coalition.entries)

    def cases(self) -> Sequence[CaseId]:
        """Return the cases whose record this member can open, oldest first."""
        holds = self._holds
        return tuple(case_of(record) for record in holds.notes if holds.holds(self._me, record))

    def entries(self, case: CaseId, stream: Stream) -> Sequence[Entry]:
        """Return a case's record or notes in order of recording; empty where not held."""
        name = self._stream(case, stream)
        reading = self._journals.stream(name) if name else None
        return tuple(reading.entries) if reading else ()

    def holds(self, case: CaseId, stream: Stream) -> bool:
        """Whether this member can read and write that stream now."""
        name = self._stream(case, stream)
        return name is not None and self._journals.keys.holds(name)

    def begun(self, case: CaseId, stream: Stream) -> bool:
        """Whether that stream of a case was begun, by whomever, and whoever holds it now."""
        name = self._stream(case, stream)
        return name is not None and bool(self._holds.streams[name].epochs)

    def holders(self, case: CaseId) -> Holders:
        """Return who holds the streams of a case."""
        return self._giving.holders(case)

    def append(
        self,
        case: CaseId | None,
        acts: Sequence[SignedEvent],
        *,
        gives: Holders = NOBODY,
        takes: Holders = NOBODY,
        standing: OfficeChange = UNCHANGED,
        summary: bytes | None = None,
        cosigner: CoSigner | None = None,
        drop_draft: DraftKey | None = None,
    ) -> Sequence[Entry]:
        """Seal, sign, chain and commit the acts in one transaction; return their entries.

        A ValueError for an act that neither the unlocked member nor the co-signer signs.
        """
        if case is None and (summary is not None or gives != NOBODY or takes != NOBODY):
            raise ValueError("a summary and holders belong to a case")
        signing = [self._signers(act.by, cosigner) for act in acts]
        with self._writing() as pen:
            if case is not None:
                self._giving.begin(pen, case, {act.event.stream for act in acts})
            kept = tuple(
                self._written(pen, case, act, signers)
                for act, signers in zip(acts, signing, strict=True)
            )
            if case is not None:
                self._giving.give(pen, case, gives)
                self._giving.take(pen, case, takes)
                self._keep_summary(case, summary)
            # Before somebody leaves who alone can give them, those who stay are given the counts.
            self._counts.see_to(pen)
            self._giving.hand_on(self._holds.counts)
            self._set_standing(pen, standing, cosigner)
            if self._member not in standing.left:
                self._counts.see_to(pen)
            if drop_draft is not None:
                self._drafts.drop(drop_draft)
        return kept

    def summaries(self) -> dict[CaseId, bytes]:
        """Return this member's summaries of the cases they hold, as far as they are up to date."""
        tips = self._journals.tips()
        found = {}
        for case in self.cases():
            tip = tips.get(record_of(case))
            summary = self._summaries.at(case, tip[0] if tip else None)
            if summary is not None:
                found[case] = summary
        return found

    def destruction_signed(self, case: CaseId) -> bytes:
        """Return this member's signature for the destruction of a case, as the first of two."""
        return self._destroying.signed(case)

    def destroy(self, case: CaseId, first: MemberId, signed: bytes, figures: bytes) -> None:
        """Destroy a case on the word of two, and count it; raises NotHeld."""

        def destroy() -> None:
            with self._writing():
                self._destroying.destroy(case, first, signed, figures)

        with_room(self.folder, destroy)
        self._journals.let_go(record_of(case))
        self._drafts.forget()
        self._summaries.forget()
        self._tell_what_is_gone()

    def _tell_what_is_gone(self) -> None:
        """Say outside the vault which cases were destroyed in it, and what was counted of them.

        So none comes back, and no count goes with an older copy. Of those alone that ended as
        both signed: else a word that was void would go further.
        """
        journals, keys, known = self._journals, self._holds.keys, self._gone.read()
        self._gone.keep({
            record: Grave(stone, tuple(keys[key].sign for key in (stone.first, stone.second)))
            for record, stone in read_tombstones(self._database).items()
            if (record not in known or known[record].tombstone != stone)
            and record in journals.coalition.buried
            and stone.is_good(record, journals.vault, journals.holds)
            and is_as_signed(journals, record, stone.after)
        })  # fmt: skip
        self._to_count = self._counts.compare(self._counted)

    def counts(self) -> Sequence[bytes]:
        """Return what was counted of each case, for whoever holds an office; in no order."""
        return self._counts.read()

    def examination(self) -> Callable[[], list[str]]:
        """Return what reads the whole vault, in any thread, and says in sentences what is wrong."""
        from rjdesk.vault.check import faults

        path, vault = self._header.database(self.folder), self._header.vault
        return partial(faults, path, self._vault_key, vault, self._keys, self._gone.read())

    def check(self) -> list[str]:
        """Verify seals, signatures and lines; return the faults in sentences, none when sound."""
        return self.examination()()

    def backup_source(self) -> Source:
        """Return the vault as a backup is made of it, in any thread, for all who have keys."""
        tip = self._journals.coalition.line.tip or EntryId("")
        acting = {key.id: key.hpke for key in self._holds.keys.values() if key.acts}
        return Source(
            self._header.database(self.folder),
            self._vault_key,
            self._header,
            acting,
            tip,
            self._now,
        )

    def take_in(self, folder: Path, second: CoSigner | None = None) -> TakenOver:
        """Take in what another copy of this vault has, which stays as it is.

        Raises NotHeld where two who hold an office have to do it, where nobody could open a case
        any more, and for a folder that is no copy of this vault, or a newer one.
        """
        other = OtherCopy(folder, self._header, self._keys)
        joining = Joining(self._database, self._journals, self._giving)
        try:
            with self._writing() as pen:
                taken = joining.take_in(pen, other, self._both(second))
                mine = SigningKey.of(self._keys)
                self._counts.take_over(Counts(other.database, other.journals, mine))
        finally:
            other.close()
        self._replace_header(joining.logins(self._header, other.header, self._vault_key))
        self._drafts.forget()
        self._summaries.forget()
        self._tell_what_is_gone()
        return taken

    @property
    def last_recorded(self) -> datetime | None:
        """When something was last recorded, as far as this member knows."""
        return self._remembering.last_recorded

    @property
    def only_moved(self) -> bool:
        """Whether nothing speaks against it but that it was not used on this computer before."""
        return self.doubts == (NOT_HERE_BEFORE,)

    def settle(self, second: CoSigner | None = None) -> None:
        """Say that the vault was moved here, or that this older copy counts from here on.

        What others saw here before is forgotten; each is told at their own next session. Raises
        NotHeld where two who hold an office have to say so, and ReadingOnly for a line that goes
        on in two ways.
        """
        tip = the_tip_of(self._journals.coalition.line)
        doubts, self.doubts = self.doubts, ()
        act = Moved(tip=tip) if doubts == (NOT_HERE_BEFORE,) else Restored(tip=tip)
        settled = False
        try:
            with self._writing() as pen:
                must_count(pen.authority(act, *self._both(second))[1])
                self._database.execute("DELETE FROM meta WHERE name = ?", (RESTORED,))
                self._remembering.keep()
            settled = True
        finally:
            self.doubts = () if settled else doubts
        self._remembering.begin_outside_anew()

    @property
    def is_open(self) -> bool:
        """Whether nobody closed it yet."""
        return bool(self._vault_key)

    def close(self) -> None:
        """Close the vault, let its keys go and let others in; a second time does nothing."""
        try:
            if self.is_open:
                self._leave_marks()
        finally:
            # What seals the vault anew meanwhile ends before others are let in, or not at all.
            with self._closing:
                self._journals.forget()
                self._summaries.forget()
                self._drafts.forget()
                self._vault_key = b""
                self._database.close()
                self._remembering.leave()
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _stream(self, case: CaseId, stream: Stream) -> StreamId | None:
        return stream_of(self._holds, case, stream)

    def _written(
        self, pen: Pen, case: CaseId | None, act: SignedEvent, signers: tuple[SigningKey, ...]
    ) -> Entry:
        """Write one act in the journal that it belongs to."""
        event = act.event
        if event.stream is Stream.COALITION:
            listed = event.case if isinstance(event, CaseListed) else None
            about = self._stream(listed, Stream.RECORD) if listed else None
            return pen.of_the_coalition(event, signers[0], about)
        if case is None:
            raise ValueError("an event of a case needs its case")
        stream = self._stream(case, event.stream)
        if stream is None:
            raise not_held()
        return pen.of_a_case(stream, event, *signers)

    def _signers(self, by: MemberId, cosigner: CoSigner | None) -> tuple[SigningKey, ...]:
        """Return whose signatures an act bears: a co-signer's, vouched for by who sits here."""
        me = SigningKey.of(self._keys)
        if by == self._member:
            return (me,)
        if isinstance(cosigner, SecondSigner) and cosigner.member == by:
            return (cosigner.signer, me)
        raise ValueError("an act is signed by the unlocked member or by the co-signer")

    def _keep_summary(self, case: CaseId, summary: bytes | None) -> None:
        reading = self._journals.stream(record_of(case)) if summary is not None else None
        if reading is not None and reading.line.tip is not None and summary is not None:
            self._summaries.keep(case, reading.line.tip, summary)

    @contextmanager
    def _writing(self) -> Iterator[Pen]:
        """Write in one transaction; raises ReadingOnly while there are doubts."""
        if self._is_held:
            raise being_resealed()
        if self.doubts or not self._lock.can_write:
            raise reading_only(can_write=self._lock.can_write)
        before = self._journals.coalition.line.tip
        press = RecordedAt(self._now(), BatchId(str(uuid.uuid4())))
        try:
            with self._database.transaction():
                self._journals.bury_again()
                self._counts.put_back(self._to_count)
                yield Pen(self._database, self._header.vault, self._journals, press)
                if self._remembering.is_due:
                    self._remembering.keep()
        except BaseException:
            # What was read and written inside it never was.
            self._journals.forget()
            self._drafts.forget()
            self._summaries.forget()
            self._remembering.undone()
            raise
        self._to_count.clear()
        self._remembering.written(self._now())
        if self._journals.coalition.line.tip != before:
            self._remembering.say_outside()

    def _leave_marks(self) -> None:
        """Keep marks and anchor at the end; where that fails the next session reads more."""
        if self.doubts or self._is_held:
            return
        if not (self._remembering.news and self._lock.can_write):
            self._remembering.mend_outside()
            return

        def keep() -> None:
            with self._database.transaction():
                self._remembering.keep()

        with contextlib.suppress(Trouble):
            if not self._remembering.is_said:
                self._remembering.say_outside()  # so that the marks know of it
            with_room(self.folder, keep)
            self._remembering.say_outside()
