"""Recusal: a member takes no part in a case, of themself or because somebody asked (3B, 6A.2)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent
from rjdesk.process.intake.events import AccessGranted
from rjdesk.process.kernel.event import (
    Capacity,
    During,
    Entry,
    Event,
    MemberId,
    PersonId,
    Recording,
)
from rjdesk.process.recusal.state import Recusal, RecusalOutcome, Request


class Recused(CaseEvent, frozen=True, kw_only=True):
    """A member takes no part in the case and reads nothing of it; nobody asks why (RC-047).

    It holds for whoever it is, and for good (RC-050). Where nobody else can read the case, ``to``
    is who takes it over.
    """

    tag: ClassVar[str] = "recused"
    capacity: ClassVar[Capacity] = Capacity.SELF
    during: ClassVar[During] = During.ALWAYS
    leaves: ClassVar[bool] = True

    member: MemberId
    to: MemberId | None = None

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """Whoever takes it over may read the record."""
        if self.to is None:
            return ()
        return (AccessGranted(on=self.on, member=self.to, notes=False, no_conflict=True),)

    def apply(self, case: Case, entry: Entry) -> Case:
        """They hold nothing, and what was asked about them is done."""
        done = tuple(
            replace(each, outcome=RecusalOutcome.GRANTED) if each.member == self.member else each
            for each in case.recusals.requests
        )
        recused = case.recusals.recused
        if self.member not in {each.member for each in recused}:
            recused = (*recused, Recusal(self.member, self.on))
        case = replace(case, recusals=replace(case.recusals, recused=recused, requests=done))
        return case.without(self.member, self.on)


class RecusalRequested(CaseEvent, frozen=True, kw_only=True):
    """A participant asks that a member take no part; no reason is needed (RC-048).

    A no to somebody who is to facilitate is such a request too (RC-061).
    """

    tag: ClassVar[str] = "recusal-requested"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    person: PersonId
    member: MemberId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep it until it is decided."""
        request = Request(person=self.person, member=self.member, on=self.on)
        return replace(case, recusals=case.recusals.with_request(request))


class RecusalDecided(CaseEvent, frozen=True, kw_only=True):
    """Whoever assigns decides whether a request is granted, or why it cannot be (RC-048).

    What is granted counts as a recusal (A23).
    """

    tag: ClassVar[str] = "recusal-decided"
    capacity: ClassVar[Capacity] = Capacity.ASSIGNS
    during: ClassVar[During] = During.ALWAYS

    person: PersonId
    member: MemberId
    outcome: RecusalOutcome

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """What is granted happens in the same act."""
        granted = self.outcome is RecusalOutcome.GRANTED
        return (Recused(on=self.on, member=self.member),) if granted else ()

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep what was decided."""
        request = case.recusals.request(self.person, self.member)
        if request is None:
            return case
        decided = replace(request, outcome=self.outcome, goes_on=None)
        return replace(case, recusals=case.recusals.with_request(decided))


class ContinuationAnswered(CaseEvent, frozen=True, kw_only=True):
    """Who asked in vain says whether they still want to go on (RC-049)."""

    tag: ClassVar[str] = "continuation-answered"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    person: PersonId
    member: MemberId
    goes_on: bool

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep it; who goes on accepts the member as things are."""
        request = case.recusals.request(self.person, self.member)
        person = case.person(self.person)
        if request is None or person is None:
            return case
        said = replace(request, goes_on=self.goes_on)
        case = replace(case, recusals=case.recusals.with_request(said))
        if self.goes_on and self.member in dict(person.consents):
            consents = {**dict(person.consents), self.member: True}
            case = case.with_person(replace(person, consents=tuple(consents.items())))
        return case
