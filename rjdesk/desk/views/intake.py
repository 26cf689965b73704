"""Intake on the case page: the five points, assignment, consent, the advisor's notice."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.process.intake.derived import (
    IntakePoint,
    intake_checklist,
    refused_facilitators,
    who_accepts,
)
from rjdesk.process.intake.events import AdvisorInformed, FacilitatorAssigned, FacilitatorReleased
from rjdesk.process.intake.state import Cause
from rjdesk.process.kernel.calendar import long_date
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


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """A facilitator who serves, who of the parties said no to them, and whether they may go."""

    member: MemberId
    name: str
    refused_by: tuple[str, ...]
    to_release: Verdict


class IntakeView(msgspec.Struct, frozen=True, kw_only=True):
    """The intake of one case."""

    case: CaseId
    code: str
    points: tuple[IntakePoint, ...]
    serving: tuple[Serving, ...]
    released: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    consents: tuple[Consent, ...]
    told: str
    may_tell_advisor: Verdict
    advisor_told: date | None
    care_asked: bool | None
    care_taken: str
    sexual_harm: bool


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
            serving=tuple(
                Serving(
                    member=member,
                    name=desk.coalition.name_of(member),
                    refused_by=tuple(
                        p.name for p, refused in refused_facilitators(case) if refused == member
                    ),
                    to_release=desk.may(
                        case.id,
                        FacilitatorReleased(on=today, member=member, cause=Cause.LEFT),
                    ),
                )
                for member in case.facilitators
            ),
            released=tuple(
                f"{desk.coalition.name_of(release.member)} facilitated until "
                f"{long_date(release.on)}. "
                + (f"{desk.terms.of(release.cause)}." if release.cause else "They stepped back.")
                for release in case.released
            ),
            candidates=tuple(
                Candidate(
                    member.id,
                    member.name,
                    desk.may(case.id, FacilitatorAssigned(on=today, member=member.id)),
                )
                for member in desk.coalition.members
                if member.id not in case.facilitators and member.left is None
            ),
            consents=tuple(
                Consent(
                    person.id,
                    person.name,
                    member,
                    desk.coalition.name_of(member),
                    person.accepts(member),
                )
                for person in who_accepts(case)
                for member in case.facilitators
            ),
            told=" and ".join(office.name for office in programme.told),
            may_tell_advisor=desk.may(case.id, AdvisorInformed(on=today)),
            advisor_told=case.intake.advisor_told,
            care_asked=case.intake.may_harm_further,
            care_taken=case.intake.care_taken,
            sexual_harm=case.sexual_harm.flagged is not None,
        )
