"""The desk: the one door. Record an event, ask whether it may be, look at a view.

Screens, the command line and tests use nothing else (DESIGN section 2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from rjdesk.desk.acts.corrections import ALL_THE_SAME
from rjdesk.desk.doorkeeper import Doorkeeper
from rjdesk.desk.dry_run import DryRun
from rjdesk.desk.outcome import Recorded, Refused, Topic, Verdict
from rjdesk.desk.passing import Passing, entitled_to, passing
from rjdesk.desk.ports import (
    NOBODY,
    UNCHANGED,
    CoSigner,
    DraftKey,
    Journal,
    OfficeChange,
    Trouble,
)
from rjdesk.desk.programmes import Programmes
from rjdesk.desk.review import DepartingReader
from rjdesk.desk.roster import roster_of
from rjdesk.desk.summary import CaseSummary, SteppedBack, summarise
from rjdesk.desk.terms import Terms
from rjdesk.process.case import Case, fold_case, fold_one, of_process, process_of
from rjdesk.process.closing.events import ReflectionReleased
from rjdesk.process.coalition import Coalition, CoalitionEvent, fold_coalition
from rjdesk.process.counts.derived import count_of
from rjdesk.process.kernel.event import (
    FIRST,
    CaseId,
    Entry,
    Event,
    MemberId,
    ProcessId,
    SignedEvent,
    Stream,
)
from rjdesk.process.kernel.folding import fold_line
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.library.derived import item_of
from rjdesk.process.membership.derived import in_office
from rjdesk.process.membership.events import MemberLeft
from rjdesk.process.notes.events import fold_notes
from rjdesk.process.notes.state import Notes
from rjdesk.process.recusal.events import Recused
from rjdesk.process.retention.events import DestructionConfirmed, DestructionProposed

ViewT_co = TypeVar("ViewT_co", covariant=True)


class Query(Protocol[ViewT_co]):
    """Something a screen wants to know; the answer is a frozen view value."""

    def answer(self, desk: Desk) -> ViewT_co:
        """Return the view as things stand now."""


QueryT = TypeVar("QueryT")


def about_process(question: QueryT, process: ProcessId) -> QueryT:
    """Return a question about a case as one about a process of it, where it is of one."""
    if isinstance(question, msgspec.Struct) and hasattr(question, "process"):
        return replace(question, process=process)
    return question


class Desk:
    """The door of one unlocked member to one vault.

    ``clock`` tells the local time with its zone; ``new_id`` gives random ids. Neither is
    read anywhere else. ``terms`` are the words of the language that people read, ``reader``
    reads again what is about to leave a case.
    """

    def __init__(
        self,
        journal: Journal,
        programmes: Mapping[str, Programme],
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        terms: Terms,
        reader: DepartingReader,
    ) -> None:
        """Stand at the door with an open journal."""
        self.journal = journal
        self.programmes = Programmes(programmes)
        self.clock = clock
        self.new_id = new_id
        self.terms = terms
        self.doorkeeper = Doorkeeper(
            reader,
            lambda: [self.case(case) for case in self.cases()],
            roster=lambda case: roster_of(case, self.coalition, self.programme(case)),
            item=lambda case: item_of(case, self.coalition),
            may_be_released=self.may_be_released,
            kept=lambda document: self.journal.paper(None, document),
        )
        self._coalition: Coalition | None = None
        self._cases: dict[CaseId, Case] = {}
        self._summaries: dict[CaseId, tuple[bytes | None, CaseSummary]] = {}
        self._made: dict[CaseId, tuple[Case, date, CaseSummary]] = {}
        self._lines: dict[CaseId, tuple[CaseSummary, str]] = {}
        self._stepped_back: Sequence[SteppedBack] | None = None

    # --- what is known ------------------------------------------------------------------

    @property
    def member(self) -> MemberId:
        """The unlocked member."""
        return self.journal.member

    @property
    def today(self) -> date:
        """The local calendar day."""
        return self.clock().date()

    @property
    def coalition(self) -> Coalition:
        """The coalition as it stands."""
        if self._coalition is None:
            self._coalition = fold_coalition(self.journal.coalition())
        return self._coalition

    def programme(self, case: Case | None = None) -> Programme:
        """Return the programme that a case was opened under, or the coalition's.

        Raises Trouble when neither this installation nor the coalition has it.
        """
        return self.programmes.of(case or Case(id=CaseId("")), self.coalition)

    def opened_under_known_texts(self, case: Case) -> bool:
        """Whether a case goes on under exactly the texts that it was opened under."""
        return self.programmes.are_kept(case, self.coalition)

    def cases(self) -> Sequence[CaseId]:
        """Return the cases that this member holds and has not stepped back from, oldest first."""
        waiting = {each.case for each in self.stepped_back()}
        return tuple(case for case in self.journal.cases() if case not in waiting)

    def stepped_back(self) -> Sequence[SteppedBack]:
        """Return the cases that this member alone can open, and has stepped back from.

        They are seen nowhere, and wait for somebody who takes them over.
        """
        if self._stepped_back is None:
            kept = self.journal.summaries()
            self._stepped_back = tuple(
                SteppedBack(case, summary.recused[self.member])
                for case in self.journal.cases()
                if self.member in (summary := self._summary(case, kept.get(case))).recused
            )
        return self._stepped_back

    def case(self, case_id: CaseId, process: ProcessId = FIRST) -> Case:
        """Return a case folded from its record, seen in ``process``.

        It is seen in its first one, where that was taken back meanwhile.
        """
        if case_id not in self._cases:
            self._cases[case_id] = fold_case(case_id, self.record_of(case_id))
        case = self._cases[case_id]
        return case.seen_in(process) if case.holds(process) else case

    def record_of(self, case_id: CaseId) -> Sequence[Entry]:
        """Return the entries of a case's record in the order of recording."""
        return self.journal.entries(case_id, Stream.RECORD)

    def notes(self, case_id: CaseId) -> Notes:
        """Return the notes of a case; empty for whoever does not hold them."""
        return fold_notes(self.notes_of(case_id))

    def notes_of(self, case_id: CaseId) -> Sequence[Entry]:
        """Return the entries of a case's notes in the order of recording."""
        return self.journal.entries(case_id, Stream.NOTES)

    def reads_notes(self, case_id: CaseId) -> bool:
        """Whether this member holds the notes of a case now."""
        return self.journal.holds(case_id, Stream.NOTES)

    def summaries(self) -> dict[CaseId, CaseSummary]:
        """Return a summary of each case held; one that is missing is made anew."""
        kept = self.journal.summaries()
        return {case: self._summary(case, kept.get(case)) for case in self.cases()}

    def _summary(self, case_id: CaseId, kept: bytes | None) -> CaseSummary:
        """Return a summary, read once for as long as it stays the same."""
        known = self._summaries.get(case_id)
        if known is not None and kept is not None and known[0] == kept:
            return known[1]
        summary = CaseSummary.read(kept) if kept is not None else None
        if summary is not None:
            self._summaries[case_id] = (kept, summary)
            return summary
        case, today = self.case(case_id), self.today
        made = self._made.get(case_id)
        if made is None or made[0] is not case or made[1] != today:
            summary = summarise(case, self.programme(case), self.coalition, self.terms, today)
            made = self._made[case_id] = (case, today, summary)
        return made[2]

    def line_of(self, case_id: CaseId, summary: CaseSummary) -> str:
        """Return the line that a search looks in, folded once for as long as it stays the same."""
        line = self._lines.get(case_id)
        if line is None or line[0] is not summary:
            folded = fold_line(" ".join((summary.code, *summary.parties, *summary.former)))
            line = self._lines[case_id] = (summary, folded)
        return line[1]

    def ask(self, question: Query[ViewT_co]) -> ViewT_co:
        """Return the view that answers a question; raises Trouble once it was locked."""
        self._must_be_open()
        return question.answer(self)

    # --- what may be done ---------------------------------------------------------------

    def may(self, case_id: CaseId | None, *events: Event) -> Verdict:
        """Return the rulings on an act without recording it, so that a grey button says why.

        What leaves by it is not read, which takes time. Raises Trouble once it was locked.
        """
        self._must_be_open()
        return Verdict(tuple(self._try(case_id, events, (self.member,)).rulings))

    def may_in(self, case: Case, *events: Event) -> Verdict:
        """Return the rulings on an act in the process that a case is seen in."""
        return self.may(case.id, *(of_process(event, case.at) for event in events))

    def may_be_released(self, case_id: CaseId, on: date) -> Verdict:
        """Return whether the result of a case may leave, which is read for it."""
        released = ReflectionReleased(on=on)
        run = self._try(case_id, (released,), (self.member,), left=self.doorkeeper.left)
        return Verdict(tuple(run.rulings))

    def record(
        self,
        case_id: CaseId | None,
        *events: Event,
        cosigner: CoSigner | None = None,
        alone: bool = False,
        drop_draft: DraftKey | None = None,
    ) -> Recorded | Refused:
        """Record events in one transaction, or refuse all of them.

        A joint event is signed by the cosigner too, as an event of their own; where they act
        ``alone``, by them and not by this member. Raises Trouble when the world fails; nothing is
        written then.
        """
        self._must_be_open()
        signers: tuple[MemberId, ...] = (self.member,)
        if cosigner is not None:
            signers = (cosigner.member,) if alone else (self.member, cosigner.member)
        run = self._try(case_id, events, signers, left=self.doorkeeper.left)
        if run.refused is not None:
            missing = tuple(ruling for ruling in run.rulings if ruling.missing)
            return Refused(run.refused, missing, case_id, events, drop_draft)
        own = run.case if case_id is not None else None
        around = (run.coalition, self.terms, self.today)
        line = summarise(own, self.programme(own), *around) if own else None
        passing = self._passing(own, run.acts) if own else Passing()
        entries = self.journal.append(
            case_id,
            run.acts,
            gives=passing.gives,
            takes=passing.takes,
            standing=self._standing(run),
            summary=line.written() if line is not None else None,
            cosigner=cosigner,
            drop_draft=drop_draft,
        )
        self._fold_in(case_id, entries)
        return Recorded(
            tuple(entries),
            frozenset(
                Topic(None if isinstance(e.event, CoalitionEvent) else case_id, e.event.chapter)
                for e in entries
            ),
            tuple(r for r in run.rulings if r.missing and r.warns),
        )

    def proposal_of(self, case_id: CaseId, *, shredded: bool) -> DestructionProposed:
        """Return the proposal to destroy a case, as this member makes it now."""
        signed = self.journal.destruction_signed(case_id).hex()
        return DestructionProposed(on=self.today, shredded=shredded, signed=signed)

    def destroy(self, case_id: CaseId) -> Refused | None:
        """Destroy a case that another proposed to destroy, or refuse it (RC-146).

        What is counted of it outlives it. Raises Trouble when the world fails, or where something
        came to the case since; nothing is destroyed then.
        """
        self._must_be_open()
        confirmed = DestructionConfirmed(on=self.today)
        run = self._try(case_id, (confirmed,), (self.member,))
        if run.refused is not None:
            missing = tuple(ruling for ruling in run.rulings if ruling.missing)
            return Refused(run.refused, missing, case_id, (confirmed,), None)
        case = self.case(case_id)
        count = count_of(case, self.programme(case).deadlines.year_starts_in)
        figures = msgspec.json.encode(count)
        if (proposed := case.retention.proposed) is not None:
            self.journal.destroy(case_id, proposed.by, proposed.signature, figures)
        self._forget(case_id)
        self._coalition = None
        return None

    def _forget(self, case_id: CaseId) -> None:
        """Keep nothing of a case that this member holds no more."""
        for kept in (self._cases, self._summaries, self._made, self._lines):
            kept.pop(case_id, None)
        self._stepped_back = None

    def record_all_the_same(self, refused: Refused, reason: str) -> Recorded | Refused:
        """Record what was refused, with the reason for which each rule is set aside.

        Only what may be set aside by this member is; whatever else refuses, refuses still.
        """
        rules = dict.fromkeys(ruling.rule for ruling in refused.rulings if ruling.refuses)
        events: list[Event] = []
        for event in refused.tried:
            if event.tag == refused.event:
                process = process_of(event) or FIRST
                events += [
                    ALL_THE_SAME.of(
                        self.today, rule=rule, act=event.tag, reason=reason, process=process
                    )
                    for rule in rules
                ]
            events.append(event)
        return self.record(refused.case, *events, drop_draft=refused.drop_draft)

    def _try(
        self,
        case_id: CaseId | None,
        events: Sequence[Event],
        signers: Sequence[MemberId],
        left: Callable[[Event, Case | None], Iterable[str]] = lambda _event, _case: (),
    ) -> DryRun:
        """Rule on each event as if those before it had happened."""
        case = None if case_id is None else Case(id=case_id)
        if case_id is not None and self.journal.holds(case_id, Stream.RECORD):
            case = self.case(case_id)

        def entries(stream: Stream) -> Sequence[Entry]:
            if stream is Stream.COALITION:
                return self.journal.coalition()
            return () if case_id is None else self.journal.entries(case_id, stream)

        run = DryRun(
            case,
            self.coalition,
            entries=entries,
            programme=self.programmes.of,
            now=self.clock(),
            left=left,
            has_keys=lambda member: member in self.journal.enrolled(),
            with_key=self.journal.holders(case_id).record if case_id is not None else None,
        )
        run.run(events, signers)
        return run

    def _fold_in(self, case_id: CaseId | None, entries: Sequence[Entry]) -> None:
        """Bring the folded values up to date with what was committed."""
        if any(isinstance(entry.event, Recused) for entry in entries):
            self._stepped_back = None
        if case_id is not None and not self.journal.holds(case_id, Stream.RECORD):
            self._forget(case_id)
            case_id = None
        if any(entry.event.replaces for entry in entries):
            self._coalition = None
            self._cases.pop(case_id or CaseId(""), None)
            return
        coalition = self.coalition
        case = self._cases.get(case_id) if case_id else None
        if case is None and case_id is not None:
            case = Case(id=case_id)
        for entry in entries:
            if isinstance(entry.event, CoalitionEvent):
                coalition = entry.event.apply(coalition, entry)
            elif case is not None:
                case = fold_one(case, entry)
        self._coalition = coalition
        if case is not None and case_id is not None:
            self._cases[case_id] = case

    def _must_be_open(self) -> None:
        """Make sure that this member still sits here; raises Trouble."""
        if not self.journal.is_open:
            raise Trouble(
                "The vault was locked, or somebody else has sat down. Nothing was written. "
                "Unlock it again."
            )

    def _passing(self, case: Case, acts: Sequence[SignedEvent]) -> Passing:
        """Return to whom a press gives what of a case and from whom it takes it.

        Whoever holds it without being entitled is taken off before anything is sealed. Raises
        Trouble for notes that others hold and this member does not.
        """
        events = [act.event for act in acts]
        notes = any(event.stream is Stream.NOTES for event in events)
        if notes:
            self._need_notes_key(case)
        before = self._cases.get(case.id)
        entitled = entitled_to(before, self.today) if before else NOBODY
        held = self.journal.holders(case.id)
        surplus = held - entitled
        if surplus != NOBODY and held.record - surplus.record:
            self.journal.append(case.id, (), takes=surplus)
            held = self.journal.holders(case.id)
        first = notes and not self.journal.begun(case.id, Stream.NOTES)
        return passing(case, events, self.today, entitled=entitled, held=held, with_me=first)

    def _standing(self, run: DryRun) -> OfficeChange:
        """Return to whom a press gives an office and whose it ends, and nothing beyond that press.

        Once all is entered, whoever founded the coalition without an office holds none.
        """
        if not any(isinstance(act.event, CoalitionEvent) for act in run.acts):
            return UNCHANGED
        programme = self.programmes.of(Case(id=CaseId("")), run.coalition)
        before, after = (in_office(c, programme) for c in (self.coalition, run.coalition))
        ended = before - after
        left = frozenset(
            act.event.member
            for act in run.acts
            if isinstance(act.event, MemberLeft) and act.event.replaces is None
        )
        self._refuse_to_leave_cases_behind(left)
        if self.coalition.founding and not run.coalition.founding:
            ended |= self.journal.office_holders() - after
        return OfficeChange(given=after - before, ended=ended, left=left)

    def _refuse_to_leave_cases_behind(self, left: frozenset[MemberId]) -> None:
        """Make sure that nobody leaves of themself what they alone can open. Raises Trouble."""
        if self.member not in left:
            return
        alone = [c for c in self.cases() if self.journal.holders(c).record == {self.member}]
        if alone or self.stepped_back():
            count = len(alone) + len(self.stepped_back())
            cases = "A case" if count == 1 else f"{count} cases"
            raise Trouble(
                f"{cases} can be opened by you alone, and would be lost. Nothing was changed. "
                "Step back from them first, and choose who takes them over."
            )

    def _need_notes_key(self, case: Case) -> None:
        """Make sure that this member can write notes now.

        Raises Trouble while others hold them alone.
        """
        others = self.journal.holders(case.id).notes
        if not others or self.journal.holds(case.id, Stream.NOTES):
            return
        names = " or ".join(map(self.coalition.name_of, sorted(others)))
        raise Trouble(
            "The notes of this case are sealed, and you have no key to them yet. Nothing "
            f"was lost. {names} can give them to you, on the page of the case."
        )


def may_found(
    founder: MemberId,
    events: Sequence[Event],
    programmes: Mapping[str, Programme],
    now: datetime,
) -> Verdict:
    """Return the rulings on what a coalition begins with, before there is any vault for it."""
    run = DryRun(
        None,
        fold_coalition(()),
        entries=lambda _stream: (),
        programme=Programmes(programmes).of,
        now=now,
    )
    run.run(events, (founder,))
    return Verdict(tuple(run.rulings))
