"""Referral: who sent the case, minors and their guardians, and reporting back (RP-05, A11)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec.structs import replace

from rjdesk.process.event import Capacity, CaseEvent, During, Entry, PersonId
from rjdesk.process.writing import Name

if TYPE_CHECKING:
    from rjdesk.process.case import Case


class ReferralSource(Enum):
    """Who may refer a case (RP-05)."""

    JUDGE = "judge"
    DISTRICT_ATTORNEY = "district_attorney"
    PUBLIC_DEFENDER = "public_defender"
    OTHER = "other"


class Guardian(msgspec.Struct, frozen=True):
    """Who stands beside a minor, and whether they consent."""

    person: PersonId
    name: str
    consents: bool


class Referral(msgspec.Struct, frozen=True, kw_only=True):
    """Where the case came from, who is a minor, and who consented to a report back."""

    source: ReferralSource | None = None
    referred_by: str = ""
    minors: tuple[PersonId, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    report_back: tuple[tuple[PersonId, bool], ...] = ()
    reported: date | None = None

    def guardian_of(self, person: PersonId) -> Guardian | None:
        """Return who stands beside a minor, or None."""
        return next((g for g in self.guardians if g.person == person), None)

    def consents_to_report(self, person: PersonId) -> bool:
        """Whether somebody said yes to a report back to whoever referred the case."""
        return dict(self.report_back).get(person, False)


class MinorNoted(CaseEvent, frozen=True, kw_only=True):
    """A participant is under age."""

    tag: ClassVar[str] = "minor-noted"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    person: PersonId

    def fold(self, case: Case, entry: Entry) -> Case:
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

    def fold(self, case: Case, entry: Entry) -> Case:
        """Keep the latest answer for this minor."""
        others = tuple(g for g in case.referral.guardians if g.person != self.person)
        guardian = Guardian(self.person, self.guardian, self.consents)
        return replace(case, referral=replace(case.referral, guardians=(*others, guardian)))


class ReportBackAnswered(CaseEvent, frozen=True, kw_only=True):
    """A party says whether the referrer may hear "completed" or "not completed" (A11)."""

    tag: ClassVar[str] = "report-back-answered"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    person: PersonId
    consents: bool

    def fold(self, case: Case, entry: Entry) -> Case:
        """Keep the latest answer."""
        answers = dict(case.referral.report_back)
        answers[self.person] = self.consents
        return replace(case, referral=replace(case.referral, report_back=tuple(answers.items())))


class ReportedBack(CaseEvent, frozen=True, kw_only=True):
    """The referrer was told "completed" or "not completed", and nothing else (A11)."""

    tag: ClassVar[str] = "reported-back"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    def fold(self, case: Case, entry: Entry) -> Case:
        """Keep the day."""
        return replace(case, referral=replace(case.referral, reported=self.on))
