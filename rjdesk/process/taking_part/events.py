"""Taking part: who says yes, who leaves and comes back, who goes on, how it ends (3A and 8A)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, ProcessEvent
from rjdesk.process.kernel.decision import DecisionId
from rjdesk.process.kernel.event import During, Entry, PersonId
from rjdesk.process.people.state import Answer
from rjdesk.process.taking_part.state import ALL, Departure, Ending, Said, TakingPart


class TakingPartEvent(ProcessEvent, frozen=True, kw_only=True):
    """Something that changes who takes part."""

    def apply(self, case: Case, entry: Entry) -> Case:
        """Change who takes part."""
        return case.in_process(taking_part=self.apply_to(case.taking_part, case))

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """Return how everybody stands after this."""
        raise TypeError(f"{type(self).__name__} does not say what it changes")


class WillingnessStated(TakingPartEvent, frozen=True, kw_only=True):
    """A participant says whether they want to and are able to take part (RC-040, RC-SD1-1)."""

    tag: ClassVar[str] = "willingness-stated"

    person: PersonId
    willing: Answer
    able: bool = True

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """Keep the answer; the latest one stands. The others learn what else is possible."""
        said = Said(person=self.person, willing=self.willing, able=self.able, since=self.on)
        answered = taking_part.with_answer(said)
        person = case.person(self.person)
        if person is not None and person.primary and self.willing is Answer.NO:
            return answered.with_stop(self.person)
        return answered.without_stop(self.person)


class ConsentWithdrawn(TakingPartEvent, frozen=True, kw_only=True):
    """Somebody leaves. One act, at any stage, and nobody asks why (RC-040, RC-170)."""

    tag: ClassVar[str] = "consent-withdrawn"
    leaves: ClassVar[bool] = True

    person: PersonId

    def apply(self, case: Case, entry: Entry) -> Case:
        """They take part no longer, and their seat is closed up, with those who came for them.

        What they asked for they ask for no longer. What they did before stays in the journal.
        """
        case = super().apply(case, entry)
        asks_no_more = case.sexual_harm.without(self.process, self.person)
        case = replace(case, sexual_harm=asks_no_more)
        if case.circle is None or case.circle.ended_at is not None:
            return case
        gone = {self.person, *(p.id for p in case.people if p.invited_by == self.person)}
        return case.in_process(circle=case.circle.without(*gone))

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """Keep the day. Where a Primary Party leaves, the others are asked anew (A17)."""
        person = case.person(self.person)
        if person is None or taking_part.left(self.person) is not None:
            return taking_part
        left = taking_part.with_departure(Departure(person=self.person, on=self.on))
        return replace(left.with_stop(self.person), go_on=()) if person.primary else left


class ConsentRenewed(TakingPartEvent, frozen=True, kw_only=True):
    """Somebody who declined or left says yes again, of their own accord."""

    tag: ClassVar[str] = "consent-renewed"

    person: PersonId

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """They take part again."""
        said = Said(person=self.person, willing=Answer.YES, able=True, since=self.on)
        stays = tuple(d for d in taking_part.departures if d.person != self.person)
        off = tuple(p for p in taking_part.taken_off if p != self.person)
        back = replace(taking_part, departures=stays, taken_off=off)
        return back.with_answer(said).without_stop(self.person)


class ParticipantTakenOff(TakingPartEvent, frozen=True, kw_only=True):
    """A facilitator takes somebody who declined off the list of participants (RP-11)."""

    tag: ClassVar[str] = "participant-taken-off"

    person: PersonId

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """They are listed no longer; the journal still knows them."""
        off = tuple(dict.fromkeys((*taking_part.taken_off, self.person)))
        return replace(taking_part, taken_off=off)


class AlternativesPresented(TakingPartEvent, frozen=True, kw_only=True):
    """Those who remain were shown what else is possible (RC-041)."""

    tag: ClassVar[str] = "alternatives-presented"
    during: ClassVar[During] = During.ALWAYS
    leaves: ClassVar[bool] = True

    options: tuple[str, ...]

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """Keep what was presented; it answers everybody who stopped so far."""
        return replace(taking_part, alternatives=self.options, alternatives_on=self.on, stopped=())


class RemainingPartyChose(TakingPartEvent, frozen=True, kw_only=True):
    """A Primary Party who stays says whether to go on without those who left (RC-171)."""

    tag: ClassVar[str] = "remaining-party-chose"

    person: PersonId
    go_on: bool

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """Keep their latest choice."""
        chosen = dict(taking_part.go_on)
        chosen[self.person] = self.go_on
        return replace(taking_part, go_on=tuple(chosen.items()))


class ContactAllowed(TakingPartEvent, frozen=True, kw_only=True):
    """Somebody who left says whether they may be contacted afterwards; asked once (A21)."""

    tag: ClassVar[str] = "contact-allowed"
    during: ClassVar[During] = During.ALWAYS
    leaves: ClassVar[bool] = True

    person: PersonId
    may_contact: bool

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """Keep the answer with their leaving."""
        left = taking_part.left(self.person)
        if left is None:
            return taking_part
        return taking_part.with_departure(replace(left, may_contact=self.may_contact))


class SupportOffered(TakingPartEvent, frozen=True, kw_only=True):
    """Somebody who left was followed up with and supported (RC-173)."""

    tag: ClassVar[str] = "support-offered"
    during: ClassVar[During] = During.ALWAYS
    leaves: ClassVar[bool] = True

    person: PersonId

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """Tick it."""
        left = taking_part.left(self.person)
        if left is None:
            return taking_part
        return taking_part.with_departure(replace(left, support_offered=self.on))


class TurnedElsewhere(TakingPartEvent, frozen=True, kw_only=True):
    """A Primary Party turns to another honor process; nothing of this one goes there (RC-005).

    At any stage for an Affected Party, for each of them when the process dissolves (RC-206).
    """

    tag: ClassVar[str] = "turned-elsewhere"
    during: ClassVar[During] = During.ALWAYS
    leaves: ClassVar[bool] = True

    person: PersonId

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """Keep the day."""
        others = tuple(e for e in taking_part.elsewhere if e[0] != self.person)
        return replace(taking_part, elsewhere=(*others, (self.person, self.on)))


class ProcessDissolved(TakingPartEvent, frozen=True, kw_only=True):
    """A Primary Party dissolves the process; no reason is asked (RC-170)."""

    tag: ClassVar[str] = "process-dissolved"
    leaves: ClassVar[bool] = True

    person: PersonId

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """Keep the day; records wait for their window from then on."""
        return replace(taking_part.with_stop(ALL), dissolved=self.on)

    def apply(self, case: Case, entry: Entry) -> Case:
        """Dissolve it, in the middle of a circle too."""
        return _with_its_circle_ended(super().apply(case, entry), entry)


class ProcessEnded(TakingPartEvent, frozen=True, kw_only=True):
    """A process ends without an agreement that was fulfilled (RC-110, A1, A6).

    Where one is in force, ``decision`` names that of further steps by which it ends (RC-175).
    """

    tag: ClassVar[str] = "process-ended"
    leaves: ClassVar[bool] = True

    ending: Ending
    decision: DecisionId | None = None

    def apply_to(self, taking_part: TakingPart, case: Case) -> TakingPart:
        """Keep the day and how; where it did not fit, the others learn what else is possible."""
        ended = replace(taking_part, ended=self.on, ending=self.ending)
        return ended.with_stop(ALL) if self.ending is Ending.NOT_SUITABLE else ended

    def apply(self, case: Case, entry: Entry) -> Case:
        """End it, in the middle of a circle too."""
        ended = _with_its_circle_ended(super().apply(case, entry), entry)
        return ended.with_carried_out(self.decision, self.on)


def _with_its_circle_ended(case: Case, entry: Entry) -> Case:
    return case.with_circles_broken_off(entry.at, entry.event.on)
