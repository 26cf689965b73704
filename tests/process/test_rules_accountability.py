from dataclasses import dataclass
from datetime import date

import pytest
from msgspec.structs import replace

from rjdesk.process.accountability import rules as accountability
from rjdesk.process.accountability.events import (
    FacilitatorNumberDecided,
    MeetingHeld,
    MeetingsRecur,
)
from rjdesk.process.accountability.state import Every, Recurrence
from rjdesk.process.circle.events import SeatTaken
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.preparation.events import ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.events import ConsentWithdrawn
from tests.process.stories import (
    ANH,
    COLE,
    DANA,
    DAY,
    IMANI,
    MINH,
    STORY,
    STRANGER,
    by,
    moment,
    named,
    scheduled,
    started,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses

DECIDED = FacilitatorNumberDecided(on=DAY, number=1, decision="One is enough for one party.")
CIRCLE = ProcessChosen(on=DAY, kind=ProcessType.ACCOUNTABILITY_CIRCLE)
BEFORE = until(scheduled())
DECLINED = willing(ANH, Answer.NO)
STAFF = named(STRANGER, Part.REPRESENTATIVE, affiliation=Affiliation.STAFF, purpose="expertise")
ALONE = (*BEFORE, DECLINED)
READY = (*ALONE, *by(IMANI, DECIDED), CIRCLE, STAFF)
MONTHLY = MeetingsRecur(on=DAY, every=Every.MONTH, first=date(2026, 11, 30), last=date(2027, 3, 31))
HELD = MeetingHeld(on=DAY)


def sits(person: PersonId) -> SeatTaken:
    """Return that somebody sits down later."""
    return SeatTaken(on=DAY, person=person)


ALONE_RULE = accountability.one_party_alone_needs_a_decision
DECIDES = accountability.who_assigns_decides_the_number
PEOPLE = accountability.an_accountability_circle_has_its_people
JOINS = accountability.nobody_harmed_joins_an_accountability_circle
ORDER = accountability.meetings_begin_before_they_end
HOLD = accountability.facilitators_hold_the_meetings

TABLE: tuple[Row, ...] = (
    allows(ALONE_RULE, "both go forward", scheduled(), moment(*BEFORE)),
    allows(ALONE_RULE, "the number is decided", scheduled(), moment(*READY)),
    refuses(ALONE_RULE, "nobody decided", scheduled(), moment(*ALONE), "how many"),
    allows(DECIDES, "a Chair with a reason", DECIDED, moment(*ALONE, actor=IMANI)),
    refuses(
        DECIDES, "no reason", FacilitatorNumberDecided(on=DAY, number=1, decision=" "),
        moment(*ALONE, actor=IMANI), "Why",
    ),
    allows(PEOPLE, "another kind of meeting", scheduled(ANH, COLE), moment(*BEFORE)),
    allows(PEOPLE, "everybody it needs", scheduled(COLE, DANA, STRANGER), moment(*READY)),
    refuses(PEOPLE, "the party alone", scheduled(COLE), moment(*READY), "No Supporting Party"),
    refuses(PEOPLE, "nobody of staff", started(COLE, MINH), moment(*READY), "staff or faculty"),
    refuses(
        PEOPLE, "somebody harmed", scheduled(ANH, COLE, DANA, STRANGER), moment(*READY), "harmed"
    ),
    allows(JOINS, "who supports comes late", sits(DANA), moment(*READY)),
    allows(JOINS, "in another circle", sits(ANH), moment(*BEFORE)),
    refuses(JOINS, "who was harmed comes late", sits(ANH), moment(*READY), "was harmed"),
    allows(ORDER, "a first day before the last", MONTHLY, moment(*READY)),
    refuses(
        ORDER, "a last day before the first",
        MeetingsRecur(on=DAY, every=Every.WEEK, first=date(2026, 12, 1), last=date(2026, 11, 1)),
        moment(*READY), "before the first",
    ),
    allows(HOLD, "a facilitator", HELD, moment(*READY, MONTHLY)),
    refuses(HOLD, "nothing was agreed", HELD, moment(*READY), "No recurring"),
)  # fmt: skip


def test_where_no_party_is_left_nobody_is_to_be_invited() -> None:
    at = moment(*READY, ConsentWithdrawn(on=DAY, person=COLE))
    lacks = PEOPLE.rule_on(scheduled(MINH), at).missing
    assert [missing.act for missing in lacks] == ["process-chosen"]


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_one_party_circles(row: Row) -> None:
    judge(row)


@dataclass(frozen=True)
class Told:
    every: Every
    held: tuple[date, ...]
    missed: tuple[date, ...]


@pytest.mark.parametrize(
    "told",
    [
        Told(Every.MONTH, (), (date(2026, 11, 30), date(2026, 12, 30))),
        Told(Every.MONTH, (date(2026, 12, 2),), (date(2026, 12, 30),)),
        Told(Every.MONTH, (date(2026, 12, 2), date(2026, 12, 30)), ()),
    ],
    ids=["none held", "the first held late", "both held"],
)
def test_missed_meetings_are_flagged(told: Told) -> None:
    agreed = Recurrence(told.every, date(2026, 11, 30), date(2027, 3, 31), told.held)
    assert agreed.missed(date(2027, 1, 2)) == told.missed


def test_a_meeting_waits_until_the_next_one_has_come() -> None:
    planned = [date(2026, 11, 12), date(2026, 11, 19), date(2026, 11, 26)]
    agreed = Recurrence(Every.WEEK, planned[0], planned[-1])
    assert agreed.to_hold(date(2026, 11, 14)) == tuple(planned)
    held = replace(agreed, held=(date(2026, 11, 13),))
    assert held.to_hold(date(2026, 11, 14)) == tuple(planned[1:]), "a day late is held"
    assert agreed.to_hold(planned[1]) == tuple(planned[1:]), "what was missed waits no longer"
    assert agreed.to_hold(date(2027, 1, 5)) == (planned[-1],)
    never = replace(agreed, last=date(2026, 11, 1))
    assert never.to_hold(planned[0]) == never.missed(planned[1]) == ()


def test_months_clamp_and_weeks_do_not() -> None:
    monthly = Recurrence(Every.MONTH, date(2026, 11, 30), date(2027, 3, 31)).days()
    assert monthly[3] == date(2027, 2, 28)
    weekly = Recurrence(Every.TWO_WEEKS, date(2026, 11, 30), date(2027, 1, 1)).days()
    assert weekly == (date(2026, 11, 30), date(2026, 12, 14), date(2026, 12, 28))
    assert STORY
