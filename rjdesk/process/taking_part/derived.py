"""What follows from a case about taking part: derived, never recorded."""

from __future__ import annotations

from datetime import date

from rjdesk.process.case import Case
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Answer, Person


def listed(case: Case) -> tuple[Person, ...]:
    """Return the participants who are still on the list: neither taken off nor gone."""
    gone = {*case.interruption.taken_off, *(d.person for d in case.interruption.departures)}
    return tuple(person for person in case.people if person.id not in gone)


def to_support(case: Case) -> tuple[PersonId, ...]:
    """Return who left and was not followed up with yet (RC-173)."""
    return tuple(d.person for d in case.interruption.departures if d.support_offered is None)


def ended_on(case: Case) -> date | None:
    """Return the day from which the records' window counts: the latest that applies (A6)."""
    interruption = case.interruption
    days = (case.agreement.fulfilled, interruption.dissolved, interruption.ended)
    return max((day for day in days if day is not None), default=None)


def somebody_declined(case: Case) -> tuple[str, ...]:
    """Return the Primary Parties who said no or left."""
    return tuple(p.name for p in case.primary_parties if p.willing is Answer.NO)
