from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.agreement.events import AmendmentBegan, AmendmentDropped
from rjdesk.process.case import Follows
from rjdesk.process.circle.events import CircleEvent, CircleStarted
from rjdesk.process.followup.events import FollowUpClosed
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.further_steps import rules as further_steps
from rjdesk.process.further_steps.derived import Concern, reasons, settling
from rjdesk.process.further_steps.state import FurtherStep as Step
from rjdesk.process.house import rules as house
from rjdesk.process.intake.state import Cause as Released
from rjdesk.process.kernel.decision import DecisionId, Vote
from rjdesk.process.kernel.event import Entry, Event, ProcessId, RecordedByMistake
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessBegun
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.retention.derived import deletion_window
from rjdesk.process.taking_part.derived import all_ended_on, ended_on
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending
from tests.process.stories import (
    ANH,
    CHOSEN,
    CIRCLE_DONE,
    COALITION,
    COLE,
    DAY,
    FULFILLED,
    IMANI,
    MATEO,
    MINH,
    MONITORED,
    PARTNERS,
    PRIYA,
    REED,
    STORY,
    Told,
    by,
    case_after,
    done,
    journal,
    lacking,
    moment,
    released,
    signs,
    until,
)
from tests.process.tables import Row, allows, judge, refuses
from tests.process.test_rules_decisions import ASKED, DECISION, IN_FORCE, WHO, proposed, says

LATE = DAY + timedelta(days=31)


def decided(step: Step, *told: Told) -> tuple[Told, ...]:
    """Return what is told, and that further steps were decided then."""
    before = told or (*IN_FORCE, ASKED)
    return (*before, proposed(step, *before), says(person=ANH), *by(MATEO, says()))


def held(**said: bool) -> FollowUpClosed:
    """Return a follow-up with the Affected Party, and what she said."""
    kind = FollowUpKind.AFTER_PROCESS
    return FollowUpClosed(on=DAY, kind=kind, person=ANH, closed=Ended.HELD, **said)


def ended(ending: Ending, decision: DecisionId | None = DECISION) -> ProcessEnded:
    """Return an end, by the decision unless told otherwise."""
    return ProcessEnded(on=DAY, ending=ending, decision=decision)


ANEW = ProcessBegun(on=DAY, begins=ProcessId("anew"), as_=Follows.RESTART, decision=DECISION)
ENDED_ANEW = ProcessEnded(on=DAY, process=ANEW.begins, ending=Ending.PURPOSE_MET)
WHEN = house.it_is_recorded_in_its_time
SIGNED_BY_MESSAGES = (
    *lacking(until(MONITORED), CircleStarted, CircleEvent, CHOSEN),
    replace(CHOSEN, kind=ProcessType.INDIRECT),
)
AMENDED = AmendmentBegan(on=DAY, decision=DECISION)

ASKS = further_steps.a_party_asks_about_what_came_of_it
SOMETHING = further_steps.something_asks_for_further_steps
BY = further_steps.facilitators_propose_further_steps
RESTART = further_steps.a_process_is_begun_anew_by_decision
END = further_steps.an_agreement_in_force_is_ended_by_decision
AMEND = further_steps.an_agreement_is_amended_by_decision

TABLE: tuple[Row, ...] = (
    allows(ASKS, "a Primary Party", ASKED, moment(*IN_FORCE)),
    allows(ASKS, "after the close", ASKED, moment(*STORY)),
    refuses(ASKS, "somebody else", replace(ASKED, person=MINH), moment(*IN_FORCE), "Primary Party"),
    allows(ASKS, "all have signed, and nobody met", ASKED, moment(*SIGNED_BY_MESSAGES)),
    refuses(ASKS, "in the middle of the circle", ASKED, moment(*until(CIRCLE_DONE)), "not ended"),
    allows(SOMETHING, "a party asked", proposed(), moment(*IN_FORCE, ASKED)),
    allows(SOMETHING, "its day has passed", proposed(), moment(*IN_FORCE, today=LATE)),
    allows(
        SOMETHING, "she is not satisfied", proposed(), moment(*IN_FORCE, held(satisfied=False))
    ),
    allows(
        SOMETHING, "she told of further harm", proposed(),
        moment(*IN_FORCE, held(satisfied=True, further_harm=True)),
    ),
    refuses(SOMETHING, "all is well", proposed(), moment(*IN_FORCE), "Nothing asks"),
    refuses(
        SOMETHING, "it was decided already", proposed(),
        moment(*decided(Step.GO_ON)), "Nothing asks",
    ),
    refuses(
        SOMETHING, "an end of what has ended", proposed(Step.END, *STORY, ASKED),
        moment(*STORY, ASKED), "has ended already",
    ),
    refuses(
        SOMETHING, "an amendment of what is not in force",
        proposed(Step.AMEND, *until(MONITORED), ASKED), moment(*until(MONITORED), ASKED),
        "No agreement is in force",
    ),
    refuses(
        SOMETHING, "a step that there is not", replace(proposed(), subject="forget"),
        moment(*IN_FORCE, ASKED), "no such step",
    ),
    allows(BY, "a facilitator", proposed(), moment(*IN_FORCE, ASKED)),
    refuses(BY, "a Chair", proposed(), moment(*IN_FORCE, ASKED, actor=IMANI), "who facilitate"),
    refuses(
        BY, "while nobody facilitates", proposed(),
        moment(
            *IN_FORCE, ASKED, *by(IMANI, released(PRIYA, Released.ILL), released(MATEO)),
            actor=IMANI,
        ),
        "who facilitate",
    ),
    allows(RESTART, "by decision", ANEW, moment(*decided(Step.RESTART))),
    allows(
        RESTART, "by decision after the close", ANEW,
        moment(*decided(Step.RESTART, *STORY, ASKED)),
    ),
    allows(RESTART, "something else begins", replace(ANEW, as_=Follows.INSTEAD), moment(*IN_FORCE)),
    refuses(RESTART, "nobody decided", ANEW, moment(*IN_FORCE, ASKED), "decided by several"),
    refuses(
        RESTART, "somebody has not answered", ANEW,
        moment(*IN_FORCE, ASKED, proposed(Step.RESTART), says(person=ANH)), "Not everybody",
    ),
    refuses(
        RESTART, "she does not want it", ANEW,
        moment(*IN_FORCE, ASKED, proposed(Step.RESTART), says(Vote.AGAINST, person=ANH)),
        "not decided so",
    ),
    refuses(RESTART, "something else was decided", ANEW, moment(*decided(Step.END)), "several"),
    refuses(
        RESTART, "it was begun anew already", replace(ANEW, begins=ProcessId("again")),
        moment(*decided(Step.RESTART), ANEW), "done already",
    ),
    refuses(
        RESTART, "it was done meanwhile", ANEW, moment(*decided(Step.RESTART), done("a")),
        "otherwise",
    ),
    allows(END, "by decision", ended(Ending.DISCONTINUED), moment(*decided(Step.END))),
    allows(END, "it did not fit", ended(Ending.NOT_SUITABLE), moment(*decided(Step.END))),
    allows(END, "it goes on elsewhere", ended(Ending.REDIRECTED), moment(*decided(Step.REDIRECT))),
    allows(
        END, "nothing is in force", ended(Ending.DISCONTINUED, None), moment(*until(signs(COLE)))
    ),
    refuses(
        END, "one alone", ended(Ending.DISCONTINUED, None), moment(*IN_FORCE), "decided by several"
    ),
    refuses(
        END, "another step was decided", ended(Ending.REDIRECTED), moment(*decided(Step.END)),
        "decided by several",
    ),
    allows(AMEND, "by decision", AMENDED, moment(*decided(Step.AMEND))),
    refuses(AMEND, "one alone", AMENDED, moment(*IN_FORCE, ASKED), "decided by several"),
    refuses(AMEND, "nothing is in force", AMENDED, moment(*until(MONITORED)), "No agreement"),
    refuses(
        AMEND, "while it is being amended", AMENDED, moment(*decided(Step.AMEND), AMENDED),
        "already",
    ),
    refuses(
        AMEND, "by what was carried out", AMENDED,
        moment(*decided(Step.AMEND), AMENDED, AmendmentDropped(on=DAY)), "done already",
    ),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_further_steps_say(row: Row) -> None:
    judge(row)


def why(*told: Told, today: date = DAY) -> list[Concern]:
    """Return why further steps are to be decided."""
    case = case_after(*told)
    return [r.concern for r in reasons(case, today, settling(case, COALITION, REED, today))]


def test_what_was_missed_and_what_was_said_ask_for_further_steps() -> None:
    assert why(*IN_FORCE) == []
    assert why(*IN_FORCE, today=LATE) == [Concern.MISSED, Concern.MISSED]
    assert why(*IN_FORCE, done("a"), done("b"), today=LATE) == []
    late = DAY + timedelta(days=61)
    assert why(*IN_FORCE, done("a"), done("b"), today=late) == [Concern.DEADLINE]
    assert why(*IN_FORCE, ASKED, held(satisfied=False, further_harm=True)) == [
        Concern.ASKED,
        Concern.NOT_SATISFIED,
        Concern.FURTHER_HARM,
    ]
    assert why(*STORY, held(satisfied=True, further_harm=True)) == [Concern.FURTHER_HARM]
    assert why(*IN_FORCE, ended(Ending.DISCONTINUED), today=LATE) == []


def test_a_decision_settles_what_was_there_when_it_was_proposed() -> None:
    assert why(*decided(Step.GO_ON)) == []
    assert why(*decided(Step.GO_ON), ASKED) == [Concern.ASKED], "she asks once more"
    assert why(*decided(Step.GO_ON), done("a")) == [], "what goes on may go on"
    assert why(*decided(Step.AMEND), done("a")) == [Concern.ASKED], "it is void, and was not done"
    assert why(*decided(Step.AMEND), AMENDED, done("a")) == []
    day = LATE + timedelta(days=1)
    of_late = replace(proposed(), on=LATE)
    told = (*IN_FORCE, of_late, says(person=ANH), *by(MATEO, says()))
    assert why(*told, today=day) == []


def test_what_is_begun_anew_takes_the_place_of_what_went_on() -> None:
    case = case_after(*decided(Step.RESTART), ANEW)
    assert ended_on(case) == DAY
    assert all_ended_on(case) is None
    assert case.seen_in(ANEW.begins).process.follows == ""
    over = case_after(*decided(Step.RESTART, *STORY, ASKED), replace(ANEW, on=LATE))
    assert ended_on(over) == DAY, "what had ended before ended then"


def test_after_the_close_nothing_but_a_decision_moves_the_window() -> None:
    closed = case_after(*STORY)
    window = deletion_window(closed, REED.deadlines)
    assert window is not None
    late = ProcessEnded(on=LATE, ending=Ending.DISCONTINUED)
    assert deletion_window(case_after(*STORY, late), REED.deadlines) == window
    anew = case_after(*decided(Step.RESTART, *STORY, ASKED), ANEW)
    assert anew.closing.closed is None
    assert anew.closing.authors == (), "the debrief was about what went before"
    assert deletion_window(anew, REED.deadlines) is None


def test_a_programme_with_a_director_decides_with_the_director() -> None:
    asked = replace(moment(*IN_FORCE, ASKED), programme=PARTNERS)
    assert [each.what for each in WHO.check(proposed(), asked)] == [
        "This is not decided without the Director.",
        "Anh does not decide about this.",
    ]


def test_what_had_ended_before_a_close_stays_so_where_a_case_is_begun_anew() -> None:
    told = (*decided(Step.RESTART, *STORY, ASKED), ANEW)
    entries = journal(*told)
    fulfilled = next(entry for entry in entries if entry.event == FULFILLED)
    arranged = next(e for e in entries if isinstance(e.event, ConferenceScheduled))

    def refused(wrong: Entry, event: Event) -> list[str]:
        at = replace(moment(*told, today=LATE), corrected=wrong)
        return [missing.what for missing in WHEN.check(replace(event, replaces=wrong.id), at)]

    stays = ["This end stood when the case was closed before, and stays as it is."]
    assert refused(fulfilled, replace(FULFILLED, on=LATE)) == stays
    assert refused(fulfilled, RecordedByMistake(on=LATE)) == stays
    assert refused(arranged, arranged.event) == []
    later = (*told, replace(ENDED_ANEW, on=LATE))
    ended = journal(*later)[-1]
    at = replace(moment(*later, today=LATE), corrected=ended)
    right = replace(ENDED_ANEW, on=LATE, replaces=ended.id)
    assert list(WHEN.check(right, at)) == [], "what ended since is put right"
