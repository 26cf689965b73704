"""Preparation: what kind of meeting, when, with whom, and which questions (sections 1 and 4C)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent, Follows, Process, ProcessEvent
from rjdesk.process.kernel.decision import DecisionId
from rjdesk.process.kernel.event import FIRST, During, Entry, PersonId, ProcessId
from rjdesk.process.preparation.state import ProcessType, Question


class ProcessBegun(CaseEvent, frozen=True, kw_only=True):
    """Another process begins in the case: instead of one that stopped, or agreed in it (RC-041).

    By a ``decision`` of further steps one is begun anew, also after the close: the case is open
    again, and its records wait until the new process has ended (RC-174). Of what kind it is and
    with whom is chosen as for the first one, along with it.
    """

    tag: ClassVar[str] = "process-begun"
    during: ClassVar[During] = During.ALWAYS

    begins: ProcessId
    follows: ProcessId = FIRST
    as_: Follows
    decision: DecisionId | None = None

    def apply(self, case: Case, entry: Entry) -> Case:
        """Hold one process more; not twice, nor after one that is not there any more.

        What was signed of the debrief was about what went before.
        """
        if case.holds(self.begins) or not case.holds(self.follows):
            return case
        begun = Process(id=self.begins, follows=self.follows, as_=self.as_, begun=self.on)
        if self.as_ is Follows.RESTART:
            case = case.seen_in(self.follows).with_circles_broken_off(entry.at, self.on)
        case = replace(case, processes=(*case.processes, begun))
        if self.as_ is not Follows.AGREED:
            case = replace(case, closing=case.closing.open_again())
        return case.with_carried_out(self.decision, self.on)


class ProcessChosen(ProcessEvent, frozen=True, kw_only=True):
    """The kind of process is chosen, and whether what is said in it is confidential.

    ``people`` are the Primary Parties that it is held with; nobody named means all of them.
    ``held_for`` is for whom a circle without sides is held: who comes back, or is supported.
    """

    tag: ClassVar[str] = "process-chosen"

    kind: ProcessType
    confidential: bool = True
    people: tuple[PersonId, ...] = ()
    held_for: PersonId | None = None

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the kind, and with whom it is held; where nobody meets, no appointment stands."""
        prepared = replace(
            case.preparation,
            kind=self.kind,
            confidential=self.confidential,
            held_for=self.held_for,
        )
        if self.kind is ProcessType.INDIRECT:
            prepared = replace(prepared, starts_at=None, minutes=0, place="")
        return case.in_process(
            taking_part=replace(case.taking_part, named_for=self.people), preparation=prepared
        )


class ConferenceScheduled(ProcessEvent, frozen=True, kw_only=True):
    """A joint session gets a time (local wall clock), a length, a place and a roster."""

    tag: ClassVar[str] = "conference-scheduled"

    starts_at: datetime
    minutes: int
    place: str
    roster: tuple[PersonId, ...]

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the appointment."""
        return case.in_process(
            preparation=replace(
                case.preparation,
                starts_at=self.starts_at,
                minutes=self.minutes,
                place=self.place,
                roster=self.roster,
            ),
        )


class ReasonWritten(ProcessEvent, frozen=True, kw_only=True):
    """The reason for the circle, in neutral words that the whole room may read (RC-082)."""

    tag: ClassVar[str] = "reason-written"

    text: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the text."""
        return case.in_process(preparation=replace(case.preparation, reason=self.text))


class QuestionsWritten(ProcessEvent, frozen=True, kw_only=True):
    """The guiding questions, in the order in which they will be asked (RC-087, RC-088)."""

    tag: ClassVar[str] = "questions-written"

    questions: tuple[Question, ...]

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the whole list; a later one takes its place."""
        return case.in_process(preparation=replace(case.preparation, questions=self.questions))


class ClosingQuestionWritten(ProcessEvent, frozen=True, kw_only=True):
    """The question of the closing round (RC-091)."""

    tag: ClassVar[str] = "closing-question-written"

    text: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the text."""
        return case.in_process(preparation=replace(case.preparation, closing_question=self.text))


class QuestionsGiven(ProcessEvent, frozen=True, kw_only=True):
    """A participant received the questions beforehand: printed, handed over or read aloud."""

    tag: ClassVar[str] = "questions-given"

    person: PersonId
    medium: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day."""
        given = {**dict(case.preparation.given), self.person: self.on}
        prepared = replace(case.preparation, given=tuple(given.items()))
        return case.in_process(preparation=prepared)
