"""Intake on the case page: the five points, assignment, consent, the advisor's notice."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.process.intake.derived import intake_checklist
from rjdesk.process.intake.events import AdvisorInformed, FacilitatorAssigned
from rjdesk.process.kernel.event import CaseId, MemberId, PersonId


class Candidate(msgspec.Struct, frozen=True):
    """A member who might facilitate, and why not if not."""

    member: MemberId
    name: str
    verdict: Verdict


class Consent(msgspec.Struct, frozen=True):
    """What one person said of one facilitator; None while they were not asked."""

    person: PersonId
    person_name: str
    member: MemberId
    member_name: str
    accepted: bool | None


class IntakeView(msgspec.Struct, frozen=True, kw_only=True):
    """The intake of one case."""

    case: CaseId
    code: str
    points: tuple[tuple[str, bool], ...]
    candidates: tuple[Candidate, ...]
    consents: tuple[Consent, ...]
    told: str
    may_tell_advisor: Verdict
    advisor_told: date | None
    care_asked: bool | None
    care_taken: str


class AskIntake(msgspec.Struct, frozen=True):
    """How far has the intake come?"""

    case: CaseId

    def answer(self, desk: Desk) -> IntakeView:
        """Return the intake."""
        case, today = desk.case(self.case), desk.today
        programme = desk.programme(case)
        return IntakeView(
            case=case.id,
            code=case.intake.code,
            points=intake_checklist(case, programme),
            candidates=tuple(
                Candidate(
                    member.id,
                    member.name,
                    desk.may(case.id, FacilitatorAssigned(on=today, member=member.id)),
                )
                for member in desk.coalition.members
                if member.id not in case.facilitators
            ),
            consents=tuple(
                Consent(
                    person.id,
                    person.name,
                    member,
                    desk.coalition.name_of(member),
                    person.accepts(member),
                )
                for person in case.primary_parties
                for member in case.facilitators
            ),
            told=" and ".join(office.name for office in programme.told),
            may_tell_advisor=desk.may(case.id, AdvisorInformed(on=today)),
            advisor_told=case.intake.advisor_told,
            care_asked=case.intake.may_harm_further,
            care_taken=case.intake.care_taken,
        )
