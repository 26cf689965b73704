"""One party alone: how many facilitate, meetings that recur, services (RC-046, RC-104, RC-195)."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.process.accountability.events import FacilitatorNumberDecided
from rjdesk.process.accountability.state import Every
from rjdesk.process.kernel.event import FIRST, CaseId, ProcessId
from rjdesk.process.kernel.features import Feature
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.derived import one_goes_alone


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
    re_entry: bool
    services: tuple[tuple[str, str], ...]


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
            re_entry=case.preparation.kind is ProcessType.RE_ENTRY_CIRCLE,
            services=tuple((case.name_of(p), service) for p, service in route.services),
        )
