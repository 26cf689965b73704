import pytest
from msgspec.structs import replace

from rjdesk.process.notes.events import NoteWritten
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.premeeting import rules as premeeting
from rjdesk.process.premeeting.events import SupportSatIn
from rjdesk.process.taking_part.events import ConsentWithdrawn, ContactAllowed
from tests.process.stories import (
    ANH,
    COLE,
    DANA,
    DAY,
    IMANI,
    MATEO,
    MINH,
    STORY,
    STRANGER,
    by,
    completed,
    contact,
    decided,
    dialogue_signed,
    exceptions_read,
    explained,
    lacking,
    meets,
    moment,
    named,
    needs_heard,
    started,
    status_asked,
    status_told,
    until,
    whole_meeting,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses, warns

A_NOTE = NoteWritten(on=DAY, meeting="m1", person=ANH, heading="needs", text="To be heard.")
AGAIN = by(MATEO, meets("m4", ANH))  # a second pre-meeting with somebody who has signed
AGAIN_TOLD = (*AGAIN, *by(MATEO, status_told("m4")))
WHOLE = (*until(started()), *AGAIN_TOLD)
BOTH_PARTS = until(contact(COLE)) + by(IMANI, named(COLE, Part.AFFECTED, Part.RESPONSIBLE))


def sits_in(who: str = DANA, **not_met: bool) -> SupportSatIn:
    points = {"requested": True, "approved": True, "will_not_speak": True} | not_met
    return SupportSatIn(on=DAY, meeting="m2", person=who, **points)


SIDES = premeeting.each_facilitator_meets_one_side
ALONE = premeeting.primary_parties_are_met_alone
SILENT = premeeting.who_sits_in_stays_silent
STATUS = premeeting.reporting_status_comes_first
ASKED = premeeting.participants_say_their_status
EXCEPTIONS = premeeting.exceptions_are_read_before_anything_confidential
LIST = premeeting.exceptions_are_those_of_the_programme
ORDER = premeeting.a_pre_meeting_keeps_its_order
SIGNED = premeeting.everybody_signs_in_their_first_pre_meeting
WILLING = premeeting.willingness_and_ability_are_both_asked

NO = Answer.NO
MET = until(contact(COLE))

ONCE = premeeting.a_pre_meeting_ends_once
NEEDS = premeeting.needs_are_heard

PEACE = premeeting.who_wants_peace_has_it
COLE_LEFT = (*until(completed("m3")), ConsentWithdrawn(on=DAY, person=COLE))
IN_PEACE = (*COLE_LEFT, ContactAllowed(on=DAY, person=COLE, may_contact=False))

TABLE: tuple[Row, ...] = (
    allows(PEACE, "who left and was not asked yet", contact(COLE), moment(*COLE_LEFT)),
    allows(PEACE, "they get in touch", replace(contact(COLE), incoming=True), moment(*IN_PEACE)),
    refuses(PEACE, "they do not want it", contact(COLE), moment(*IN_PEACE), "to be contacted"),
    refuses(PEACE, "nor a meeting", meets("m9", COLE), moment(*IN_PEACE), "to be contacted"),
    allows(ONCE, "it is under way", completed("m3"), moment(*until(completed("m3")))),
    refuses(
        ONCE,
        "it is complete",
        completed("m3"),
        moment(*until(completed("m3")), completed("m3")),
        "was completed on",
    ),
    allows(NEEDS, "everybody was asked", completed("m3"), moment(*until(completed("m3")))),
    refuses(
        NEEDS,
        "somebody was not asked",
        completed("m3"),
        moment(*lacking(until(completed("m3")), needs_heard("m3", DANA))),
        "Dana has not been asked",
    ),
    allows(
        NEEDS,
        "whoever was not asked does not take part",
        completed("m3"),
        moment(*lacking(until(completed("m3")), needs_heard("m3", DANA)), willing(DANA, NO)),
    ),
    refuses(
        NEEDS,
        "nobody of the meeting takes part",
        completed("m3"),
        moment(
            *lacking(until(completed("m3")), needs_heard("m3", DANA)),
            willing(DANA, NO),
            willing(MINH, NO),
        ),
        "Dana has not been asked",
    ),
    allows(
        SIDES,
        "the other facilitator meets the other side",
        meets("m2", COLE),
        moment(*MET, actor=MATEO),
    ),
    allows(SIDES, "the same side is met again", meets("m4", ANH), moment(*MET)),
    allows(
        SIDES,
        "one person on both sides is met again",
        meets("m5", COLE),
        moment(*BOTH_PARTS, *whole_meeting("m4", COLE), actor=MATEO),
    ),
    allows(
        SIDES,
        "support of either side is met",
        meets("m3", MINH, DANA),
        moment(*until(meets("m3", MINH, DANA))),
    ),
    warns(
        SIDES, "one facilitator meets both sides", meets("m2", COLE), moment(*MET), "the other side"
    ),
    allows(ALONE, "a Primary Party is met alone", meets("m2", COLE), moment(*MET)),
    allows(ALONE, "support is met together", meets("m3", MINH, DANA), moment(*STORY)),
    refuses(
        ALONE, "both parties are met together", meets("m2", ANH, COLE), moment(*MET), "met alone"
    ),
    refuses(
        ALONE,
        "a party and their support are met together",
        meets("m4", ANH, MINH),
        moment(*STORY),
        "met alone",
    ),
    allows(
        SILENT,
        "whoever interprets for the party, and speaks",
        sits_in(STRANGER, will_not_speak=False),
        moment(*STORY, named(STRANGER, Part.INTERPRETER, invited_by=COLE, purpose="interpret")),
    ),
    refuses(
        SILENT,
        "whoever interprets for another party",
        sits_in(STRANGER, will_not_speak=False),
        moment(*STORY, named(STRANGER, Part.INTERPRETER, invited_by=ANH, purpose="interpret")),
        "comes for this party",
    ),
    allows(SILENT, "asked for, approved and silent", sits_in(), moment(*STORY)),
    refuses(
        SILENT, "the party did not ask", sits_in(requested=False), moment(*STORY), "has not asked"
    ),
    refuses(
        SILENT,
        "the facilitators did not approve",
        sits_in(approved=False),
        moment(*STORY),
        "not approved",
    ),
    refuses(
        SILENT, "they would speak", sits_in(will_not_speak=False), moment(*STORY), "stay silent"
    ),
    refuses(
        SILENT, "the other party would sit in", sits_in(ANH), moment(*STORY), "comes for this party"
    ),
    allows(
        STATUS,
        "the facilitator said it first",
        status_asked("m1", ANH),
        moment(*until(status_asked("m1", ANH))),
    ),
    refuses(
        STATUS,
        "they ask before they told",
        status_asked("m1", ANH),
        moment(*until(status_told("m1"))),
        "obligatory reporter",
    ),
    refuses(
        STATUS,
        "they read the exceptions first",
        exceptions_read("m1"),
        moment(*until(status_told("m1"))),
        "obligatory reporter",
    ),
    refuses(
        STATUS,
        "they hear needs in a second meeting",
        needs_heard("m4", ANH),
        moment(*STORY, *AGAIN),
        "obligatory reporter",
    ),
    allows(ASKED, "everybody was asked", completed("m3"), moment(*until(completed("m3")))),
    refuses(
        ASKED,
        "one of two was not asked",
        completed("m3"),
        moment(*lacking(until(completed("m3")), status_asked("m3", MINH))),
        "Minh was not asked",
    ),
    allows(
        EXCEPTIONS,
        "the process is explained after them",
        explained("m1"),
        moment(*until(explained("m1"))),
    ),
    refuses(
        EXCEPTIONS,
        "the process is explained before them",
        explained("m1"),
        moment(*until(exceptions_read("m1"))),
        "not been read",
    ),
    refuses(
        EXCEPTIONS,
        "a note is written before them",
        A_NOTE,
        moment(*until(exceptions_read("m1"))),
        "not been read",
    ),
    refuses(
        EXCEPTIONS,
        "needs are heard before them in a second meeting",
        needs_heard("m4", ANH),
        moment(*WHOLE),
        "not been read",
    ),
    refuses(
        EXCEPTIONS,
        "only two were read",
        explained("m4"),
        moment(*WHOLE, exceptions_read("m4", "abuse", "threat")),
        "not been read",
    ),
    allows(
        LIST,
        "all three in their order",
        exceptions_read("m1"),
        moment(*until(exceptions_read("m1"))),
    ),
    refuses(
        LIST,
        "one is left out",
        exceptions_read("m1", "abuse", "court"),
        moment(*until(exceptions_read("m1"))),
        "3 exceptions",
    ),
    refuses(
        LIST,
        "another order",
        exceptions_read("m1", "court", "abuse", "threat"),
        moment(*until(exceptions_read("m1"))),
        "3 exceptions",
    ),
    refuses(
        LIST,
        "one is added",
        exceptions_read("m1", "abuse", "threat", "court", "else"),
        moment(*until(exceptions_read("m1"))),
        "3 exceptions",
    ),
    allows(
        ORDER,
        "signed after the explanation",
        dialogue_signed("m1", ANH),
        moment(*until(dialogue_signed("m1", ANH))),
    ),
    allows(ORDER, "a note after the signature", A_NOTE, moment(*until(needs_heard("m1", ANH)))),
    allows(
        ORDER,
        "support who sits in signs there",
        dialogue_signed("m2", DANA),
        moment(*STORY, sits_in()),
    ),
    refuses(
        ORDER,
        "signed before the explanation",
        dialogue_signed("m1", ANH),
        moment(*until(explained("m1"))),
        "not been explained",
    ),
    refuses(
        ORDER,
        "a note before the signature",
        A_NOTE,
        moment(*until(dialogue_signed("m1", ANH))),
        "stay closed",
    ),
    refuses(
        ORDER,
        "needs before the signature",
        needs_heard("m1", ANH),
        moment(*until(dialogue_signed("m1", ANH))),
        "stay closed",
    ),
    refuses(
        ORDER,
        "somebody signs who is not there",
        dialogue_signed("m1", COLE),
        moment(*until(dialogue_signed("m1", ANH))),
        "not in this pre-meeting",
    ),
    refuses(
        ORDER,
        "a step of a meeting that has not begun",
        status_told("m9"),
        moment(*STORY),
        "has not begun",
    ),
    refuses(
        ORDER,
        "a note of a meeting that has not begun",
        replace(A_NOTE, meeting="m9"),
        moment(*STORY),
        "has not begun",
    ),
    allows(SIGNED, "everybody has signed", completed("m3"), moment(*until(completed("m3")))),
    refuses(
        SIGNED,
        "one of two has not",
        completed("m3"),
        moment(*lacking(until(completed("m3")), dialogue_signed("m3", MINH))),
        "Minh has not signed",
    ),
    allows(WILLING, "everybody was asked", completed("m3"), moment(*until(completed("m3")))),
    refuses(
        WILLING,
        "one was not asked",
        completed("m3"),
        moment(*lacking(until(completed("m3")), willing(DANA))),
        "Dana has not said",
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_pre_meetings_say(row: Row) -> None:
    judge(row)


def test_a_decision_counts_only_when_every_facilitator_has_made_it() -> None:
    half = moment(*until(decided()), decided()).the_case
    assert not half.eligible
    assert moment(*until(decided()), decided(), *by(MATEO, decided())).the_case.eligible
    torn = (*until(decided()), decided(), *by(MATEO, decided(eligible=False)))
    assert not moment(*torn).the_case.eligible
