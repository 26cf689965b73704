"""Referral: who sent the case, minors and their guardians, and reporting back (RP-05, A11)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent
from rjdesk.process.kernel.event import Capacity, During, Entry, PersonId
from rjdesk.process.kernel.writing import Name
from rjdesk.process.people.state import Answer
from rjdesk.process.referral.state import Guardian


class MinorNoted(CaseEvent, frozen=True, kw_only=True):
    """A participant is under age."""

    tag: ClassVar[str] = "minor-noted"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    person: PersonId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Remember it."""
        minors = tuple(dict.fromkeys((*case.referral.minors, self.person)))
        return replace(case, referral=replace(case.referral, minors=minors))


class GuardianConsented(CaseEvent, frozen=True, kw_only=True):
    """A minor's guardian says yes or no to their taking part."""

    tag: ClassVar[str] = "guardian-consented"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    person: PersonId
    guardian: Name
    consents: bool

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the latest answer for this minor; by a no they stop, as by their own (RC-041)."""
        others = tuple(g for g in case.referral.guardians if g.person != self.person)
        guardian = Guardian(self.person, self.guardian, self.consents)
        for process in case.processes:
            case = self._in_one(case.seen_in(process.id))
        return replace(case, referral=replace(case.referral, guardians=(*others, guardian)))

    def _in_one(self, case: Case) -> Case:
        """Return the case with what follows for the process that it is seen in."""
        person, taking_part = case.person(self.person), case.taking_part
        said = taking_part.said(self.person)
        own_no = said is not None and said.willing is Answer.NO
        if person is not None and person.primary and not self.consents:
            taking_part = taking_part.with_stop(self.person)
        elif self.consents and not own_no and taking_part.left(self.person) is None:
            taking_part = taking_part.without_stop(self.person)
        return case.in_process(taking_part=taking_part)


class ReportBackAnswered(CaseEvent, frozen=True, kw_only=True):
    """A party says whether the referrer may hear "completed" or "not completed" (A11)."""

    tag: ClassVar[str] = "report-back-answered"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    person: PersonId
    consents: bool

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the latest answer."""
        answers = dict(case.referral.report_back)
        answers[self.person] = self.consents
        return replace(case, referral=replace(case.referral, report_back=tuple(answers.items())))


class ReportedBack(CaseEvent, frozen=True, kw_only=True):
    """The referrer was told "completed" or "not completed", and nothing else (A11)."""

    tag: ClassVar[str] = "reported-back"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day."""
        return replace(case, referral=replace(case.referral, reported=self.on))
