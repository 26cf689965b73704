"""A case is one of sexual harm: it is flagged, taken on, ended, or none after all (SD III)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent, ProcessEvent
from rjdesk.process.kernel.decision import DecisionId
from rjdesk.process.kernel.event import Capacity, During, Entry, PersonId
from rjdesk.process.sexual_harm.state import AskedFor, Asks, SexualHarm


class SexualHarmFlagged(CaseEvent, frozen=True, kw_only=True):
    """The case is about sexual harm; nothing is asked of what happened (RC-043, A24).

    At any stage, also where it comes out late: what was not done yet is asked anew from then on.
    """

    tag: ClassVar[str] = "sexual-harm-flagged"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep since when."""
        return replace(case, sexual_harm=replace(case.sexual_harm, flagged=self.on))


class SexualHarmCleared(CaseEvent, frozen=True, kw_only=True):
    """It was decided that the case is not about sexual harm (RC-SD3-01)."""

    tag: ClassVar[str] = "sexual-harm-cleared"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    decision: DecisionId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Go on as any other case."""
        plain = SexualHarm(ended=case.sexual_harm.ended)
        return replace(case, sexual_harm=plain).with_carried_out(self.decision, self.on)


class SexualHarmTakenOn(CaseEvent, frozen=True, kw_only=True):
    """It was screened, and decided that the case goes on (RC-SD3-03)."""

    tag: ClassVar[str] = "sexual-harm-taken-on"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    decision: DecisionId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day."""
        taken = replace(case.sexual_harm, taken_on=self.on)
        return replace(case, sexual_harm=taken).with_carried_out(self.decision, self.on)


class EndedForGood(CaseEvent, frozen=True, kw_only=True):
    """It was decided that the case ends: every process of it that goes on (RC-SD3-04, A25).

    Where all have ended already it bars that one begins again.
    """

    tag: ClassVar[str] = "ended-for-good"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS
    leaves: ClassVar[bool] = True

    decision: DecisionId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day; no circle is under way any more."""
        for process in case.processes:
            case = case.seen_in(process.id).with_circles_broken_off(entry.at, self.on)
        ended = replace(case.sexual_harm, ended=self.on)
        return replace(case, sexual_harm=ended).with_carried_out(self.decision, self.on)


class DialogueAskedFor(ProcessEvent, frozen=True, kw_only=True):
    """An Affected Party asks of their own accord that both sides hear each other (RC-SD3-09).

    Face to face or by messages, or does not ask for either any more; the latest counts, in this
    process.
    """

    tag: ClassVar[str] = "dialogue-asked-for"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    person: PersonId
    asks: Asks

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep what they ask for."""
        this = AskedFor(self.process, self.person, self.asks)
        asked = (*case.sexual_harm.asked_for, this)
        return replace(case, sexual_harm=replace(case.sexual_harm, asked_for=asked))
