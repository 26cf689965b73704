"""The review of a reflection: the original for whoever facilitates, the result for the others."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.review import Departing
from rjdesk.desk.roster import Roster, roster_of
from rjdesk.process.closing.events import ReflectionReviewed, ResultConfirmed
from rjdesk.process.closing.state import Result
from rjdesk.process.kernel.event import CaseId, Event
from rjdesk.process.notes.state import Reflection


class ReviewView(msgspec.Struct, frozen=True, kw_only=True):
    """What is reviewed, against what, and how far that is.

    ``original`` is empty for whoever does not hold the notes (RC-106): they see the ``result``,
    which is None until there is one of the reflection as it reads now. ``elsewhere`` is what was
    released, and the results of the other cases that this member holds. ``confirmed_by`` names
    who knows of nothing else that identifies anybody. ``since`` is the day of the first circle, or
    of the request where there was none: days may be told by how much later they were.
    """

    case: CaseId
    code: str
    reads_original: bool
    original: Reflection
    digest: str
    roster: Roster
    elsewhere: tuple[str, ...]
    since: date | None
    result: Result | None
    released: bool
    to_review: Verdict
    confirmed_by: tuple[str, ...]
    i_confirmed: bool
    to_confirm: Verdict


class AskReview(msgspec.Struct, frozen=True):
    """What is there to review, or to confirm?"""

    case: CaseId

    def answer(self, desk: Desk) -> ReviewView:
        """Return the view; nothing of the original for whoever does not facilitate."""
        case = desk.case(self.case)
        closing, today = case.closing, desk.today
        original = desk.notes(self.case).reflection
        # What was released stays what it is, whatever is written since.
        result = closing.result if closing.released else closing.reviewed
        reviewing = ReflectionReviewed(
            on=today,
            original=closing.reflection,
            went_well=original.went_well,
            could_improve=original.could_improve,
        )
        confirming = ResultConfirmed(on=today, digest=result.digest if result else "")
        return ReviewView(
            case=case.id,
            code=case.intake.code,
            reads_original=desk.reads_notes(self.case),
            original=original,
            digest=closing.reflection,
            roster=roster_of(case, desk.coalition, desk.programme(case)),
            elsewhere=tuple(_results_elsewhere(desk, self.case)),
            since=next((c.started_on for c in case.circles), case.intake.request_received),
            result=result,
            released=closing.released,
            to_review=desk.may(case.id, reviewing),
            confirmed_by=tuple(desk.coalition.name_of(member) for member in closing.confirmers),
            i_confirmed=desk.member in closing.confirmers,
            to_confirm=desk.may(case.id, confirming),
        )


def _results_elsewhere(desk: Desk, case_id: CaseId) -> list[str]:
    """Return what was released, and what is left of the reflections of the other cases held."""
    reviewed = (other for other, summary in desk.summaries().items() if summary.reviewed)
    closings = (desk.case(other).closing for other in reviewed if other != case_id)
    results = (closing.reviewed for closing in closings)
    known = [(result.went_well, result.could_improve) for result in results if result is not None]
    shelves = desk.coalition.library
    known += [(item.went_well, item.could_improve) for shelf in shelves for item in shelf.items]
    return [text for texts in known for text in texts]


class AskDeparting(msgspec.Struct, frozen=True):
    """What is to be read before an act by which something leaves a case?"""

    case: CaseId | None
    event: Event

    def answer(self, desk: Desk) -> tuple[Departing, ...]:
        """Return it; reading takes time, and may be done in any thread."""
        case = desk.case(self.case) if self.case is not None else None
        return desk.doorkeeper.departing(self.event, case)


class AskRoster(msgspec.Struct, frozen=True):
    """By what does a case know its people?"""

    case: CaseId

    def answer(self, desk: Desk) -> Roster:
        """Return the roster; it is for whoever writes or reads what is said of them."""
        case = desk.case(self.case)
        return roster_of(case, desk.coalition, desk.programme(case))
