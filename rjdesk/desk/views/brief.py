"""A case told by roles alone, to talk it over with facilitators who do not hold it (RC-125)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from rjdesk.desk.desk import Desk
from rjdesk.desk.parts import part_name
from rjdesk.desk.roster import Roster, roster_of
from rjdesk.desk.stages import stage_of
from rjdesk.desk.terms import Terms
from rjdesk.process.agreement.derived import as_in_force
from rjdesk.process.case import Case
from rjdesk.process.kernel.event import FIRST, CaseId, ProcessId
from rjdesk.process.kernel.programme import Words
from rjdesk.process.taking_part.derived import is_without_sides, takes_no_part


class BriefView(msgspec.Struct, frozen=True, kw_only=True):
    """What can be said of a case without saying whose it is.

    ``lines`` bear no name, day, place or code. ``written`` is what facilitators wrote, each under
    its heading: it is read by ``roster`` first, and everything that is found in it goes.
    """

    case: CaseId
    lines: tuple[str, ...]
    written: tuple[tuple[str, str], ...]
    roster: Roster


class AskBrief(msgspec.Struct, frozen=True):
    """How is this case told without saying whose it is?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> BriefView:
        """Return the view."""
        case = desk.case(self.case, self.process)
        programme = desk.programme(case)
        written = (
            ("The reason for the circle", case.preparation.reason),
            ("The harm, as the agreement names it", as_in_force(case).agreement.harm),
        )
        return BriefView(
            case=case.id,
            lines=tuple(_lines(case, desk.terms, programme.words)),
            written=tuple((heading, text) for heading, text in written if text.strip()),
            roster=_everybody(roster_of(case, desk.coalition, programme)),
        )


def _everybody(roster: Roster) -> Roster:
    """Return a roster by which nobody is kept: whom the facilitators are points to the case."""
    led = tuple(replace(person, role="Facilitator") for person in roster.facilitators)
    return replace(roster, facilitators=(), parties=(*led, *roster.parties))


def _lines(case: Case, terms: Terms, words: Words) -> Iterator[str]:
    parts = Counter(part_name(part, words) for person in case.people for part in person.parts)
    if parts:
        yield f"Who it is about: {', '.join(f'{part} ({n})' for part, n in parts.items())}."
    yield f"Where it stands: {terms.of(stage_of(case))}."
    if case.preparation.kind is not None:
        yield f"What is prepared: {terms.of(case.preparation.kind)}."
    if case.people and not is_without_sides(case):
        met = sum(case.met(person.id) for person in case.people)
        yield f"Pre-meetings are complete with {met} of {len(case.people)}."
    if gone := sum(takes_no_part(case, person) for person in case.people):
        yield f"Takes no part any more, or said no: {gone}."
    yield from _what_took_place(case)
    if case.taking_part.ending is not None:
        yield f"How it ended: {terms.of(case.taking_part.ending)}."


def _what_took_place(case: Case) -> Iterator[str]:
    """Yield what has taken place, in numbers."""
    if case.circles:
        held = sum(circle.ended_at is not None for circle in case.circles)
        yield f"Circles that were held: {held}; under way: {len(case.circles) - held}."
    if case.messages:
        carried = sum(message.carried is not None for message in case.messages)
        yield f"Messages that were carried: {carried} of {len(case.messages)}."
    if actions := case.agreement.binding_actions:
        done = sum(action.done is not None for action in actions)
        yield f"What was agreed is done in {done} of {len(actions)} actions."
