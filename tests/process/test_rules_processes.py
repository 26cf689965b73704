"""A case that holds several processes: what begins when, what belongs to which, when it is over."""

from datetime import date

import pytest
from msgspec.structs import replace

from rjdesk.process.accountability import rules as accountability
from rjdesk.process.agreement.events import ActionProposed, AgreementFulfilled
from rjdesk.process.case import Case, Follows, of_process
from rjdesk.process.circle.events import CircleCompleted, CircleStarted
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.context import RuleContext
from rjdesk.process.corrections import rules as corrections
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.counts.derived import counted_as, successful
from rjdesk.process.counts.state import Counted
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.house import rules as house
from rjdesk.process.kernel.event import (
    FIRST,
    Entry,
    EntryId,
    Event,
    PersonId,
    ProcessId,
    RecordedByMistake,
)
from rjdesk.process.membership.derived import listed_as
from rjdesk.process.membership.state import CaseState
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.premeeting.events import PreMeetingCompleted, PreMeetingOpened
from rjdesk.process.preparation.events import ProcessBegun, ProcessChosen, ReasonWritten
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part import rules as taking_part
from rjdesk.process.taking_part.derived import (
    all_ended_on,
    ended_on,
    in_front,
    said_where_they_take_part,
    seen_for,
)
from rjdesk.process.taking_part.events import (
    AlternativesPresented,
    ConsentWithdrawn,
    ProcessDissolved,
    ProcessEnded,
    WillingnessStated,
)
from rjdesk.process.taking_part.state import Ending
from tests.process.stories import (
    ANH,
    COLE,
    DAY,
    PRIYA,
    START,
    Told,
    case_after,
    contact,
    moment,
    named,
    scheduled,
    started,
    until,
)
from tests.process.tables import Row, allows, judge, refuses

OTHER, THIRD = ProcessId("other"), ProcessId("third")
LATER, LAST = date(2026, 11, 20), date(2026, 12, 4)
BEFORE = until(scheduled())
LEAVES = ConsentWithdrawn(on=DAY, person=ANH)
SHOWN = AlternativesPresented(on=DAY, options=("A support circle",))
INSTEAD = ProcessBegun(on=DAY, begins=OTHER, as_=Follows.INSTEAD)
AGREED = ProcessBegun(on=DAY, begins=OTHER, as_=Follows.AGREED)
ENDED = ProcessEnded(on=DAY, ending=Ending.DISCONTINUED)
STOPPED = (*BEFORE, LEAVES, SHOWN)
HELD = (*BEFORE, started(), CircleCompleted(on=DAY))


ACCOUNTABILITY = ProcessChosen(
    on=DAY, process=OTHER, kind=ProcessType.ACCOUNTABILITY_CIRCLE, people=(COLE,)
)


def support(*people: PersonId) -> ProcessChosen:
    return ProcessChosen(on=DAY, process=OTHER, kind=ProcessType.SUPPORT_CIRCLE, people=people)


def seen(process: ProcessId, *told: Told) -> RuleContext:
    at = moment(*told)
    return replace(at, case=at.the_case.seen_in(process))


def begun_by_mistake(*after: Event) -> RuleContext:
    wrong = Entry(id=EntryId("1"), event=INSTEAD, by=PRIYA, at=START)
    return replace(moment(*STOPPED, INSTEAD, *after), corrected=wrong)


def correcting(wrong: Event, *told: Told) -> RuleContext:
    entry = Entry(id=EntryId("1"), event=wrong, by=PRIYA, at=START)
    return replace(moment(*told), corrected=entry)


AGAIN = replace(INSTEAD, replaces=EntryId("1"))
DONE = CircleCompleted(on=DAY)
FULFILLED = AgreementFulfilled(on=DAY)
AGREED_UNDER_WAY = (
    *HELD, AGREED, ACCOUNTABILITY, CircleStarted(on=DAY, process=OTHER, present=(COLE,)),
)  # fmt: skip
HELD_WITH = taking_part.it_is_held_with_them
ENDS_FIRST = accountability.what_was_agreed_ends_first
COMPLETE = corrections.what_was_agreed_was_agreed_in_a_circle_that_ended
UNDO = RecordedByMistake(on=DAY, replaces=EntryId("1"))
SAYS_YES = WillingnessStated(on=DAY, process=OTHER, person=ANH, willing=Answer.YES)
STAYS = corrections.a_process_in_which_something_happened_stays
ANH_GOES_ON = (*STOPPED, INSTEAD, support(ANH), ENDED)
ITS_TIME = house.it_is_recorded_in_its_time
BEGINS = house.a_process_begins_once_and_while_the_case_is_open
OF_IT = house.the_process_is_one_of_the_case
STOPS = taking_part.another_process_begins_where_one_stopped
WITH = taking_part.what_follows_is_held_with_somebody
IN_A_CIRCLE = accountability.it_was_agreed_in_a_circle
ITS_KIND = accountability.what_was_agreed_is_an_accountability_circle
NO_AGREEMENT = accountability.what_was_agreed_has_no_agreement_of_its_own
ACTION = ActionProposed(on=DAY, action="a", owner=COLE, what="A letter")

TABLE: tuple[Row, ...] = (
    allows(BEGINS, "a new one", INSTEAD, moment(*STOPPED)),
    refuses(BEGINS, "one that is there", INSTEAD, moment(*STOPPED, INSTEAD), "cannot begin"),
    refuses(
        BEGINS, "after one that is not", replace(INSTEAD, follows=THIRD),
        moment(*STOPPED), "cannot begin",
    ),
    refuses(
        BEGINS, "after the close", INSTEAD,
        moment(*STOPPED, ENDED, CaseClosed(on=DAY, ended=DAY)), "is closed",
    ),
    allows(ITS_TIME, "with whom one goes on", contact(ANH), moment(*ANH_GOES_ON)),
    allows(ITS_TIME, "while both go on", contact(COLE), moment(*ANH_GOES_ON[:-1])),
    allows(ITS_TIME, "who they are is put", named(COLE, Part.AFFECTED), moment(*ANH_GOES_ON)),
    allows(
        ITS_TIME, "they get in touch", replace(contact(COLE), incoming=True), moment(*ANH_GOES_ON)
    ),
    refuses(ITS_TIME, "with whom all is over", contact(COLE), moment(*ANH_GOES_ON), "has ended"),
    allows(OF_IT, "the first", ReasonWritten(on=DAY, text="x"), moment(*BEFORE)),
    refuses(
        OF_IT, "another", ReasonWritten(on=DAY, process=OTHER, text="x"),
        moment(*BEFORE), "no such",
    ),
    allows(STOPS, "somebody left", INSTEAD, moment(*STOPPED)),
    allows(STOPS, "it ended", INSTEAD, moment(*BEFORE, SHOWN, ENDED)),
    refuses(STOPS, "everybody goes on", INSTEAD, moment(*BEFORE), "Everybody goes on"),
    refuses(STOPS, "nothing was presented", INSTEAD, moment(*BEFORE, LEAVES), "presented"),
    allows(WITH, "with somebody", support(ANH), seen(OTHER, *STOPPED, INSTEAD)),
    refuses(WITH, "with nobody", support(), seen(OTHER, *STOPPED, INSTEAD), "With whom"),
    allows(IN_A_CIRCLE, "a circle was held", AGREED, moment(*HELD)),
    refuses(IN_A_CIRCLE, "before the circle", AGREED, moment(*BEFORE), "No circle"),
    refuses(IN_A_CIRCLE, "after the end", AGREED, moment(*HELD, ENDED), "has ended"),
    allows(ITS_KIND, "an accountability circle", ACCOUNTABILITY, seen(OTHER, *HELD, AGREED)),
    refuses(
        ITS_KIND, "for somebody else", ACCOUNTABILITY,
        seen(OTHER, *BEFORE, replace(ACCOUNTABILITY, process=FIRST, people=(ANH,)), AGREED),
        "takes no part in the process",
    ),
    refuses(
        HELD_WITH, "who was not in it asks to come back", ReaddressAsked(on=DAY, person=COLE),
        moment(*BEFORE, replace(ACCOUNTABILITY, process=FIRST, people=(ANH,))), "not held with",
    ),
    refuses(
        ITS_KIND, "a support circle", support(ANH), seen(OTHER, *HELD, AGREED), "accountability"
    ),
    allows(NO_AGREEMENT, "in the first", ACTION, moment(*HELD)),
    refuses(
        NO_AGREEMENT, "in what was agreed", replace(ACTION, process=OTHER),
        seen(OTHER, *HELD, AGREED), "makes none",
    ),
    allows(
        HELD_WITH, "somebody it is held with", SAYS_YES,
        seen(OTHER, *STOPPED, INSTEAD, support(ANH)),
    ),
    refuses(
        HELD_WITH, "the other side", replace(SAYS_YES, person=COLE),
        seen(OTHER, *STOPPED, INSTEAD, support(ANH)), "not held with",
    ),
    refuses(
        HELD_WITH, "the other side ends it",
        ProcessDissolved(on=DAY, process=OTHER, person=COLE),
        seen(OTHER, *STOPPED, INSTEAD, support(ANH)), "not held with",
    ),
    allows(ENDS_FIRST, "nothing is under way", FULFILLED, moment(*HELD, AGREED, ACCOUNTABILITY)),
    refuses(ENDS_FIRST, "its circle is", FULFILLED, moment(*AGREED_UNDER_WAY), "under way"),
    allows(COMPLETE, "nothing was agreed in it", UNDO, correcting(DONE, *HELD)),
    refuses(COMPLETE, "a circle was", UNDO, correcting(DONE, *HELD, AGREED), "has begun"),
    refuses(
        STAYS, "another one follows it", UNDO,
        begun_by_mistake(replace(INSTEAD, begins=THIRD, follows=OTHER)), "since",
    ),
    allows(STAYS, "the day is put right", AGAIN, begun_by_mistake(support(ANH), SAYS_YES)),
    refuses(
        STAYS, "it becomes another one", replace(AGAIN, begins=THIRD),
        begun_by_mistake(support(ANH), SAYS_YES), "since",
    ),
    allows(STAYS, "nothing hangs on it", UNDO, begun_by_mistake(support(ANH))),
    refuses(STAYS, "somebody said yes", UNDO, begun_by_mistake(support(ANH), SAYS_YES), "since"),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_processes(row: Row) -> None:
    judge(row)


def test_what_belongs_to_a_process_changes_no_other() -> None:
    before = case_after(*STOPPED, INSTEAD, support(ANH))
    after = case_after(
        *STOPPED, INSTEAD, support(ANH), ReasonWritten(on=DAY, process=OTHER, text="Hers.")
    )
    assert after.seen_in(OTHER).preparation.reason == "Hers."
    assert after.process == before.process


def test_what_belongs_to_no_process_of_the_case_changes_nothing() -> None:
    at = case_after(*BEFORE)
    after = case_after(*BEFORE, ReasonWritten(on=DAY, process=OTHER, text="x"))
    assert replace(after, last_entry_at=None) == replace(at, last_entry_at=None)


def test_a_process_that_follows_none_of_the_case_does_not_begin() -> None:
    strange = replace(INSTEAD, begins=THIRD, follows=OTHER)
    assert [process.id for process in case_after(*STOPPED, strange).processes] == [FIRST]


def test_a_process_is_begun_once() -> None:
    twice = case_after(*STOPPED, INSTEAD, support(ANH), INSTEAD)
    assert [process.id for process in twice.processes] == [FIRST, OTHER]
    assert twice.seen_in(OTHER).taking_part.named_for == (ANH,)


def _two(*more: Event) -> Case:
    return case_after(*STOPPED, INSTEAD, support(ANH), ENDED, *more)


def test_a_case_goes_on_while_one_of_its_processes_does() -> None:
    case = _two()
    assert ended_on(case) == DAY
    assert all_ended_on(case) is None
    assert listed_as(case) is CaseState.ACTIVE
    over = _two(ProcessEnded(on=LAST, process=OTHER, ending=Ending.PURPOSE_MET))
    assert all_ended_on(over) == LAST
    assert listed_as(over) is CaseState.ENDED


def test_what_was_agreed_ends_with_its_process_and_moves_nothing() -> None:
    case = case_after(*HELD, AGREED, ACCOUNTABILITY, AgreementFulfilled(on=LATER))
    assert ended_on(case.seen_in(OTHER)) == LATER
    after = case_after(
        *HELD, AGREED, ACCOUNTABILITY, AgreementFulfilled(on=LATER),
        ProcessEnded(on=LAST, process=OTHER, ending=Ending.PURPOSE_MET),
    )  # fmt: skip
    assert all_ended_on(after) == LATER


def test_what_is_of_the_whole_case_is_looked_at_where_somebody_takes_part() -> None:
    case = _two(
        ProcessBegun(on=DAY, begins=THIRD, as_=Follows.INSTEAD),
        ProcessChosen(on=DAY, process=THIRD, kind=ProcessType.SUPPORT_CIRCLE, people=(COLE,)),
    )
    assert in_front(case).at == THIRD
    assert in_front(case, (ANH,)).at == OTHER
    said = WillingnessStated(on=DAY, process=OTHER, person=ANH, willing=Answer.YES)
    assert seen_for(case, said).at == OTHER


def test_the_last_process_that_was_held_says_as_what_a_case_counts() -> None:
    case = _two()
    assert counted_as(case) is Counted.HARM_CASE
    assert not successful(case)


def test_a_correction_stays_in_the_process_of_what_it_corrects() -> None:
    right = replace(ENDED, replaces=EntryId("1"))
    assert of_process(ENDED, OTHER).process == OTHER
    assert of_process(right, OTHER).process == FIRST


def test_an_end_breaks_off_the_circle_that_was_agreed_too() -> None:
    for end in (ENDED, ProcessDissolved(on=DAY, person=ANH)):
        circle = case_after(*AGREED_UNDER_WAY, end).seen_in(OTHER).circle
        assert circle is not None
        assert circle.ended_early


def test_a_rule_is_set_aside_for_the_process_it_was_set_aside_for() -> None:
    aside = RuleOverridden(
        on=DAY, rule="RC-041", act="process-ended", reason="Not reached.", process=OTHER
    )
    told = (*STOPPED, INSTEAD, support(ANH), aside)
    ended_there = ProcessEnded(on=DAY, process=OTHER, ending=Ending.PURPOSE_MET)
    assert case_after(*told).override_for("RC-041", "process-ended", OTHER)
    assert not case_after(*told).override_for("RC-041", "process-ended", FIRST)
    assert case_after(*told, ENDED).override_for("RC-041", "process-ended", OTHER)
    assert not case_after(*told, ended_there).override_for("RC-041", "process-ended", OTHER)


def test_a_meeting_is_looked_at_where_those_in_it_take_part() -> None:
    case = _two(
        ProcessBegun(on=DAY, begins=THIRD, as_=Follows.INSTEAD),
        ProcessChosen(on=DAY, process=THIRD, kind=ProcessType.SUPPORT_CIRCLE, people=(COLE,)),
        PreMeetingOpened(on=DAY, meeting="late", people=(ANH,)),
        WillingnessStated(on=DAY, process=OTHER, person=ANH, willing=Answer.YES),
    )
    assert seen_for(case, PreMeetingCompleted(on=DAY, meeting="late")).at == OTHER
    said = said_where_they_take_part(case, ANH)
    assert said is not None
    assert said.willing is Answer.YES
    assert said_where_they_take_part(case, COLE) is None
