"""The link between the screens and the desk: ask, may, do, and the news of what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from rjdesk.desk.acts.act import Act
from rjdesk.desk.desk import Desk, Query, about_process
from rjdesk.desk.kept_papers import kept_paper
from rjdesk.desk.lost import destroy_lost, propose_lost
from rjdesk.desk.outcome import Recorded, Refused, Topic, Verdict
from rjdesk.desk.ports import BackupSource, CoSigner, DraftKey, GoOn, Trouble, Unlocking
from rjdesk.desk.sheets import Sheet
from rjdesk.process.case import of_process
from rjdesk.process.kernel.event import FIRST, CaseId, EntryId, Event, MemberId, ProcessId

EventT = TypeVar("EventT", bound=Event)
ViewT = TypeVar("ViewT")


class Link(QObject):
    """The one way from a screen to the desk; no screen reads ``desk`` itself.

    ``changed`` carries the topics that a recorded act touched, ``refused`` a Refused,
    ``warned`` the rulings that only speak, ``trouble`` a sentence of the world's failing,
    ``said`` a sentence of what is done, ``dismissed`` that somebody is done with what was told.
    """

    changed = Signal(object)
    refused = Signal(object)
    warned = Signal(object)
    trouble = Signal(str)
    said = Signal(str)
    dismissed = Signal()

    certificate: Sheet | None = None
    """The certificate of what was destroyed in this session, until somebody saved it."""
    process = FIRST
    """The process of a case that is asked about and recorded in."""

    def __init__(self, desk: Desk) -> None:
        """Link to an unlocked member's desk."""
        super().__init__()
        self.desk = desk

    def at(self, process: ProcessId) -> Link:
        """Return the link for a page that shows a process of a case."""
        return self if process == self.process else LinkInProcess(self, process)

    # --- what is known --------------------------------------------------------------------

    @property
    def member(self) -> MemberId:
        """The unlocked member."""
        return self.desk.member

    @property
    def today(self) -> date:
        """The local calendar day."""
        return self.desk.today

    def now(self) -> datetime:
        """Return the local time with its zone."""
        return self.desk.clock()

    def new_id(self) -> str:
        """Return a random id."""
        return self.desk.new_id()

    def ask(self, question: Query[ViewT]) -> ViewT:
        """Return the view that answers a question."""
        return self.desk.ask(question)

    # --- what is done ---------------------------------------------------------------------

    def of(self, act: Act[EventT], /, **given: object) -> EventT:
        """Return the event of an act where all of it is given, dated today."""
        return act.of(self.today, **given)

    def may(self, case: CaseId | None, *events: Event) -> Verdict:
        """Return whether events may be recorded, and why not."""
        return self.desk.may(case, *events)

    def record(
        self,
        case: CaseId | None,
        *events: Event,
        cosigner: CoSigner | None = None,
        alone: bool = False,
        drop_draft: DraftKey | None = None,
    ) -> Recorded | Refused:
        """Record events and tell whoever shows them; whoever asked says a refusal or Trouble."""
        outcome = self.desk.record(
            case, *events, cosigner=cosigner, alone=alone, drop_draft=drop_draft
        )
        if isinstance(outcome, Recorded):
            self.changed.emit(outcome.changed)
            self.warned.emit(outcome.warnings)
        return outcome

    def do(
        self,
        case: CaseId | None,
        *events: Event,
        cosigner: CoSigner | None = None,
        drop_draft: DraftKey | None = None,
    ) -> bool:
        """Record events at one press; a refusal or trouble is said on the page."""
        try:
            outcome = self.record(case, *events, cosigner=cosigner, drop_draft=drop_draft)
        except Trouble as trouble:
            self.trouble.emit(str(trouble))
            return False
        if isinstance(outcome, Refused):
            self.refused.emit(outcome)
            return False
        return True

    def do_each(self, acts: Iterable[tuple[CaseId | None, Event]]) -> bool:
        """Record each event by itself; stop at a refusal or trouble, and tell at the end of all."""
        changed: set[Topic] = set()
        outcome: Recorded | Refused | Trouble | None = None
        try:
            for case, event in acts:
                outcome = self.desk.record(case, event)
                if isinstance(outcome, Refused):
                    break
                changed |= outcome.changed
        except Trouble as trouble:
            outcome = trouble
        self.changed.emit(frozenset(changed))
        if isinstance(outcome, Trouble):
            self.trouble.emit(str(outcome))
        elif isinstance(outcome, Refused):
            self.refused.emit(outcome)
        return isinstance(outcome, Recorded)

    def propose_destruction(self, case: CaseId, *, shredded: bool) -> Recorded | Refused:
        """Propose that a case be destroyed, signed for that. Raises Trouble."""
        return self.record(case, self.desk.proposal_of(case, shredded=shredded))

    def destroy(self, case: CaseId) -> Refused | None:
        """Destroy a case on the word of two, or return why not. Raises Trouble."""
        refused = self.desk.destroy(case)
        if refused is None:
            self.changed.emit(frozenset())
        return refused

    def propose_lost(self, case: CaseId, *, shredded: bool) -> Recorded | Refused:
        """Propose that a case be destroyed that nobody can open. Raises Trouble."""
        outcome = propose_lost(self.desk, case, shredded=shredded)
        self.changed.emit(frozenset())
        return outcome

    def destroy_lost(self, case: CaseId) -> Refused | None:
        """Destroy a case that nobody can open, or return why not. Raises Trouble."""
        refused = destroy_lost(self.desk, case)
        self.changed.emit(frozenset())
        return refused

    def go_on(self, refused: Refused, reason: str) -> Recorded | Refused:
        """Record what was refused, with a reason, and tell whoever shows it. Raises Trouble."""
        outcome = self.desk.record_all_the_same(refused, reason)
        if isinstance(outcome, Recorded):
            self.changed.emit(outcome.changed)
            self.warned.emit(outcome.warnings)
        return outcome

    # --- what is half done ----------------------------------------------------------------

    def draft(self, key: DraftKey) -> bytes | None:
        """Return this member's draft, or None. Raises Trouble for one that does not open."""
        return self.desk.journal.draft(key)

    def save_draft(self, key: DraftKey, content: bytes) -> None:
        """Keep a draft, sealed for this member. Raises Trouble."""
        self.desk.journal.save_draft(key, content)

    def drop_draft(self, key: DraftKey) -> None:
        """Remove a draft; none is fine. Raises Trouble."""
        self.desk.journal.drop_draft(key)

    # --- papers and keys ------------------------------------------------------------------

    def paper(self, case: CaseId | None, name: str) -> bytes | None:
        """Return the bytes kept of a paper, or None.

        Raises Trouble where they do not open, or are not what was recorded.
        """
        return kept_paper(self.desk, case, name)

    def keep_paper(self, case: CaseId | None, name: str, content: bytes) -> None:
        """Keep the bytes of a paper, sealed; without a case for all. Raises Trouble."""
        self.desk.journal.keep_paper(case, name, content)

    def drop_paper(self, case: CaseId | None, name: str) -> None:
        """Remove the bytes of a paper; none is fine. Raises Trouble."""
        self.desk.journal.drop_paper(case, name)

    def unlocking(self, member: MemberId) -> Unlocking:
        """Return how a member unlocks their keys. Raises Trouble for one who has none yet."""
        return self.desk.journal.unlocking(member)

    def cosigner(self, member: MemberId, key: object) -> AbstractContextManager[CoSigner]:
        """Unlock another member's signing key for one act. Raises Trouble for a wrong key."""
        return self.desk.journal.cosigner(member, key)

    def enrol(self, member: MemberId, login: str, secret: object) -> None:
        """Give a member keys of their own. Raises Trouble when the label is taken."""
        self.desk.journal.enrol(member, login, secret)

    def countersign(self, entry: EntryId, *, confirmed: bool) -> None:
        """Confirm or decline what another office-holder signed. Raises Trouble."""
        self.desk.journal.countersign(entry, confirmed=confirmed)

    def set_code(self, code: str) -> None:
        """Have a recovery code open this login once. Raises Trouble for what is none."""
        self.desk.journal.set_code(code)

    def resealing(self) -> Callable[[GoOn], None]:
        """Return what seals the whole vault under a new key, in any thread. Raises Trouble."""
        return self.desk.journal.resealing()

    def backup_source(self) -> BackupSource:
        """Return the vault as a backup is made of it, in any thread. Raises Trouble."""
        return self.desk.journal.backup_source()

    def examination(self) -> Callable[[], Sequence[str]]:
        """Return what reads the whole vault, in any thread, and says what is wrong with it."""
        return self.desk.journal.examination()

    @property
    def everywhere(self) -> Link:
        """The link by which what is recorded is of the processes that it names itself."""
        return self

    def change_passphrase(self, old: object, secret: object) -> None:
        """Put this member's keys under a new secret. Raises Trouble when the old is wrong."""
        self.desk.journal.change_passphrase(old, secret)


class LinkInProcess(Link):
    """The link of a page that shows another process of a case than its first (DESIGN 2.4).

    What is asked and recorded through it is of that process, and its news reach whoever hears
    the ``whole`` link.
    """

    def __init__(self, whole: Link, process: ProcessId) -> None:
        """Link to one process by way of a link to all."""
        super().__init__(whole.desk)
        self.whole, self.process = whole, process
        for mine, theirs in (
            (self.changed, whole.changed),
            (self.refused, whole.refused),
            (self.warned, whole.warned),
            (self.trouble, whole.trouble),
            (self.said, whole.said),
            (self.dismissed, whole.dismissed),
        ):
            mine.connect(theirs)

    @property
    def everywhere(self) -> Link:
        """The link to all processes."""
        return self.whole

    def ask(self, question: Query[ViewT]) -> ViewT:
        """Return the view that answers a question about this process."""
        return self.whole.ask(about_process(question, self.process))

    def may(self, case: CaseId | None, *events: Event) -> Verdict:
        """Return whether events may be recorded in this process, and why not."""
        return super().may(case, *(of_process(event, self.process) for event in events))

    def record(
        self,
        case: CaseId | None,
        *events: Event,
        cosigner: CoSigner | None = None,
        alone: bool = False,
        drop_draft: DraftKey | None = None,
    ) -> Recorded | Refused:
        """Record events in this process."""
        here = (of_process(event, self.process) for event in events)
        return super().record(case, *here, cosigner=cosigner, alone=alone, drop_draft=drop_draft)
