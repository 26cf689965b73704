"""One party alone: how many facilitate, meetings that recur, services (RC-046, RC-104, RC-195)."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.process.accountability.events import FacilitatorNumberDecided
from rjdesk.process.accountability.state import Every, Service
from rjdesk.process.case import Case
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import FIRST, CaseId, PersonId, ProcessId
from rjdesk.process.kernel.features import Feature
from rjdesk.process.taking_part.derived import one_goes_alone


class ServiceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A service that somebody is connected with, and how that stands in words."""

    person: PersonId
    name: str
    service: str
    stands: str
    goes_on: bool


class OnePartyView(msgspec.Struct, frozen=True, kw_only=True):
    """What a process with one party, or without sides, needs of its own."""

    case: CaseId
    needs_decision: bool
    number: int
    decision: str
    may_decide: Verdict
    every: Every | None
    days: tuple[date, ...]
    held: tuple[date, ...]
    missed: tuple[date, ...]
    held_for: Option | None
    services: tuple[ServiceRow, ...]


class AskOneParty(msgspec.Struct, frozen=True):
    """What does this one-party process need?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> OnePartyView:
        """Return decision, meetings and services."""
        case = desk.case(self.case, self.process)
        route, recurrence = case.one_party, case.recurrence
        decided = FacilitatorNumberDecided(on=desk.today, number=1, decision="asked beforehand")
        return OnePartyView(
            case=case.id,
            needs_decision=desk.programme(case).has(Feature.FACILITATOR_NUMBER)
            and one_goes_alone(case),
            number=route.facilitators,
            decision=route.decision,
            may_decide=desk.may_in(case, decided),
            every=recurrence.every if recurrence else None,
            days=recurrence.days() if recurrence else (),
            held=recurrence.held if recurrence else (),
            missed=recurrence.missed(desk.today) if recurrence else (),
            held_for=_held_for(case),
            services=tuple(
                ServiceRow(
                    person=known.person,
                    name=case.name_of(known.person),
                    service=known.service,
                    stands=_stands(known),
                    goes_on=known.goes_on,
                )
                for known in route.services
            ),
        )


def _held_for(case: Case) -> Option | None:
    """Return for whom a circle is held, or None."""
    whom = case.preparation.held_for
    return None if whom is None else Option(whom, case.name_of(whom))


def _stands(known: Service) -> str:
    """Return since when somebody is connected with a service, and how it goes."""
    since = f"Since {long_date(known.since)}."
    if known.asked is None:
        return since
    goes = "It goes on" if known.goes_on else "It has ended"
    return f"{since} {goes}, as they said on {long_date(known.asked)}."
