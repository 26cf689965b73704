"""Sexual harm: what it means here, how a case of it stands, and whether there is the capacity."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.processes import called
from rjdesk.desk.views.decisions import ProposalRow, ToPropose, proposing, row_of
from rjdesk.desk.views.motions import MotionRow, Moving, motions_about, moving
from rjdesk.process.case import Case
from rjdesk.process.kernel.decision import MatterKind, MotionAbout, MotionKind
from rjdesk.process.kernel.event import CaseId, PersonId, ProcessId
from rjdesk.process.people.state import Part
from rjdesk.process.sexual_harm.derived import (
    Lacks,
    asks_for,
    has_capacity,
    proposed,
    screens_each,
    what_it_lacks,
)
from rjdesk.process.sexual_harm.events import DialogueAskedFor, SexualHarmFlagged
from rjdesk.process.sexual_harm.state import Asks, HarmStep
from rjdesk.process.taking_part.derived import (
    all_ended_on,
    ended_on,
    in_front,
    named,
    on_their_own,
)


class PartyRow(msgspec.Struct, frozen=True, kw_only=True):
    """An Affected Party, and for what they ask with both sides, if for anything.

    ``where`` is what the process is called, where several go on.
    """

    process: ProcessId
    where: str
    person: PersonId
    name: str
    asks: Asks
    verdict: Verdict


class SexualHarmView(msgspec.Struct, frozen=True, kw_only=True):
    """How a case stands as one of sexual harm; ``to_propose`` is None where nothing may be.

    ``kept_months`` says from and until how many months after its end the records are destroyed.
    """

    case: CaseId
    code: str
    definition: str
    turn_to: tuple[str, ...]
    flagged: date | None
    taken_on: date | None
    ended: date | None
    lacks: Lacks | None
    is_over: bool
    kept_months: tuple[int, int]
    proposals: tuple[ProposalRow, ...]
    to_propose: ToPropose | None
    asking: tuple[PartyRow, ...]
    to_ask_for: tuple[Option, ...]
    to_flag: Verdict


class AskSexualHarm(msgspec.Struct, frozen=True):
    """Is the case about sexual harm, and how does it stand then?"""

    case: CaseId

    def answer(self, desk: Desk) -> SexualHarmView:
        """Return how it stands."""
        case = desk.case(self.case)
        programme, now = desk.programme(case), case.sexual_harm
        steps = _steps(desk, case)
        window = programme.deadlines
        return SexualHarmView(
            case=case.id,
            code=case.intake.code,
            definition=programme.sexual_harm.definition.strip(),
            turn_to=tuple(programme.sexual_harm.turn_to.strip().splitlines()),
            flagged=now.flagged,
            taken_on=now.taken_on,
            ended=now.ended,
            lacks=what_it_lacks(case, desk.coalition, programme),
            is_over=all_ended_on(case) is not None,
            kept_months=(window.retention_from_months, window.retention_until_months),
            proposals=tuple(row_of(proposal, case, desk) for proposal in proposed(case)),
            to_propose=proposing(desk, case, MatterKind.SEXUAL_HARM, steps) if steps else None,
            asking=_asking(desk, case),
            to_ask_for=_to_ask_for(desk, case),
            to_flag=desk.may(case.id, SexualHarmFlagged(on=desk.today)),
        )


def _steps(desk: Desk, case: Case) -> tuple[Option, ...]:
    """Return what may be decided of the case as things stand."""
    lacks = what_it_lacks(case, desk.coalition, desk.programme(case))
    goes_on = all_ended_on(case) is None
    fit = {
        HarmStep.TAKE_ON: lacks is Lacks.SCREENING and goes_on,
        HarmStep.END: True,
        HarmStep.CLEAR: True,
    }
    if case.sexual_harm.flagged is None or case.sexual_harm.ended is not None:
        return ()
    return tuple(Option(step.value, desk.terms.of(step)) for step in HarmStep if fit[step])


def _asking(desk: Desk, case: Case) -> tuple[PartyRow, ...]:
    """Return each Affected Party, where somebody may ask for anything with both sides at all."""
    if case.sexual_harm.flagged is None or case.sexual_harm.ended is not None:
        return ()
    if desk.programme(case).decisions.capacity is None:
        return ()
    going = [seen for seen in on_their_own(case) if ended_on(seen) is None] or [in_front(case)]
    asks = DialogueAskedFor(on=desk.today, person=PersonId(""), asks=Asks.CONFERENCE)
    return tuple(
        PartyRow(
            process=seen.at,
            where=called(seen, desk.terms) if len(going) > 1 else "",
            person=person.id,
            name=person.name,
            asks=asks_for(seen, person.id),
            verdict=desk.may_in(seen, replace(asks, process=seen.at, person=person.id)),
        )
        for seen in going
        for person in named(seen)
        if person.holds(Part.AFFECTED)
    )


def _to_ask_for(desk: Desk, case: Case) -> tuple[Option, ...]:
    """Return what can be asked for; messages where the programme carries them (R22)."""
    carries = desk.programme(case).indirect
    return tuple(
        option
        for option in desk.terms.options(Asks)
        if carries or option.value != Asks.MESSAGES.value
    )


class CapacityView(msgspec.Struct, frozen=True, kw_only=True):
    """Whether there is the capacity for cases of sexual harm, and what is decided about it."""

    has: bool
    screens_each: bool
    motions: tuple[MotionRow, ...]
    moving: Moving


class AskCapacity(msgspec.Struct, frozen=True):
    """Does the coalition take on cases of sexual harm?"""

    def answer(self, desk: Desk) -> CapacityView | None:
        """Return how that stands; None where the programme takes on none."""
        if desk.programme().decisions.capacity is None:
            return None
        has, each = has_capacity(desk.coalition), screens_each(desk.coalition)
        kinds = (
            *((MotionKind.CAPACITY,) if not has or not each else ()),
            *((MotionKind.CONFIDENCE,) if has and each else ()),
            *((MotionKind.NO_CAPACITY,) if has else ()),
        )
        return CapacityView(
            has=has,
            screens_each=each,
            motions=motions_about(MotionAbout.CAPACITY, desk),
            moving=moving(kinds, desk),
        )
