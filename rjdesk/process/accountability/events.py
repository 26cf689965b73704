"""One-party circles: who decided on how many facilitators, and meetings that recur (3B, 4D.2)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.accountability.state import Every, Recurrence, Service
from rjdesk.process.case import Case, CaseEvent, ProcessEvent
from rjdesk.process.kernel.event import Capacity, During, Entry, PersonId


class FacilitatorNumberDecided(CaseEvent, frozen=True, kw_only=True):
    """Where one party goes forward alone, it is decided how many facilitate, and why (RC-046)."""

    tag: ClassVar[str] = "facilitator-number-decided"
    capacity: ClassVar[Capacity] = Capacity.ASSIGNS

    number: int
    decision: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the number and the decision."""
        return replace(
            case,
            one_party=replace(case.one_party, facilitators=self.number, decision=self.decision),
        )


class MeetingsRecur(ProcessEvent, frozen=True, kw_only=True):
    """The circle agreed to meet again, on a basis of its own (RC-104)."""

    tag: ClassVar[str] = "meetings-recur"

    every: Every
    first: date
    last: date

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the days to come; meetings that were held stay held."""
        known = case.recurrence
        held = known.held if known else ()
        recurrence = Recurrence(self.every, self.first, self.last, held)
        return case.in_process(recurrence=recurrence)


class MeetingHeld(ProcessEvent, frozen=True, kw_only=True):
    """One of the recurring meetings took place (RC-104)."""

    tag: ClassVar[str] = "meeting-held"

    def apply(self, case: Case, entry: Entry) -> Case:
        """Add the day."""
        known = case.recurrence
        if known is None:
            return case
        recurrence = replace(known, held=(*known.held, self.on))
        return case.in_process(recurrence=recurrence)


class ServiceConnected(CaseEvent, frozen=True, kw_only=True):
    """A returning member is connected with a supportive service (RC-195)."""

    tag: ClassVar[str] = "service-connected"
    during: ClassVar[During] = During.ALWAYS

    person: PersonId
    service: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep who is connected with what."""
        made = Service(person=self.person, service=self.service, since=self.on)
        return replace(case, one_party=case.one_party.with_service(made))


class ServiceAskedAfter(CaseEvent, frozen=True, kw_only=True):
    """A facilitator asked how it goes with a service (RC-195).

    ``goes_on`` is whether they are connected with it still.
    """

    tag: ClassVar[str] = "service-asked-after"
    during: ClassVar[During] = During.ALWAYS

    person: PersonId
    service: str
    goes_on: bool

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day; a service that is not known any more changes nothing."""
        known = case.one_party.service(self.person, self.service)
        if known is None:
            return case
        if known.asked is not None and self.on < known.asked:
            return case
        asked = replace(known, asked=self.on, goes_on=self.goes_on)
        return replace(case, one_party=case.one_party.with_service(asked))
