from datetime import date

import pytest
from msgspec.structs import replace

from rjdesk.process.case import Case
from rjdesk.process.intake import rules as intake
from rjdesk.process.intake.derived import intake_checklist
from rjdesk.process.intake.events import CareConsidered, FacilitatorAccepted, OpenedByMistake
from rjdesk.process.intake.state import Cause
from rjdesk.process.kernel.event import CaseId, EntryId, MemberId
from rjdesk.process.kernel.offices import RoleId, TrainingId
from rjdesk.process.membership.events import MemberAppointed, TrainingCompleted
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.preparation.events import ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from tests.process.stories import (
    ANH,
    ANH_NAMED,
    CASE,
    COLE,
    DANA_NAMED,
    DAY,
    EWA,
    IMANI,
    MATEO,
    MINH,
    MINH_NAMED,
    NOOR,
    OPENED,
    PARTNERS,
    PRIYA,
    REED,
    STORY,
    TOLD_ADVISOR,
    accepts,
    assigned,
    by,
    case_after,
    coalition_with,
    completed,
    contact,
    decided,
    lacking,
    member_entered,
    moment,
    named,
    released,
    scheduled,
    started,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses, warns

NEXT_YEAR = date(2027, 9, 1)
NEW = replace(moment(actor=IMANI), case=Case(id=CaseId("new")))
BEGUN = until(assigned(PRIYA))
MET = until(decided())
READY = until(scheduled())
SITTING = until(started())
HALF_TRAINED = coalition_with(
    MemberAppointed(on=DAY, member=NOOR, year=2026),
    TrainingCompleted(on=DAY, member=NOOR, training=TrainingId("initial"), year=2026),
)
COLE_MEETING = completed("m2")
ALONE = (  # Cole was named, declined, and was asked for nothing more
    *lacking(READY, COLE_MEETING, accepts(COLE, PRIYA), accepts(COLE, MATEO)),
    *by(PRIYA, willing(COLE, Answer.NO)),
)
COMMUNITY = (
    *by(
        IMANI,
        OPENED,
        named(ANH, Part.REPRESENTATIVE, initiating=True),
        named(COLE, Part.PARTICIPANT),
        assigned(PRIYA),
        TOLD_ADVISOR,
    ),
    *by(PRIYA, accepts(ANH, PRIYA), ProcessChosen(on=DAY, kind=ProcessType.COMMUNITY_CIRCLE)),
)
COMES_BACK = (
    *COMMUNITY,
    *by(PRIYA, ProcessChosen(on=DAY, kind=ProcessType.RE_ENTRY_CIRCLE, held_for=ANH)),
)
NOBODY_ASKED = (
    *by(IMANI, OPENED, named(COLE, Part.PARTICIPANT), assigned(PRIYA), TOLD_ADVISOR),
    *by(PRIYA, ProcessChosen(on=DAY, kind=ProcessType.COMMUNITY_CIRCLE)),
)
COMMUNITY_WITHOUT_YES = lacking(COMMUNITY, FacilitatorAccepted)
OUTSIDERS = by(
    IMANI,
    OPENED,
    named(ANH, Part.AFFECTED, affiliation=Affiliation.OTHER),
    named(COLE, Part.RESPONSIBLE, affiliation=Affiliation.OTHER),
)


def care(*, harmful: bool, what: str = "") -> tuple:
    return by(PRIYA, CareConsidered(on=DAY, may_harm_further=harmful, care_taken=what))


UNASKED = (*by(IMANI, replace(OPENED, may_harm_further=None)), *MET[1:])

TERMS = intake.terms_end_with_the_year
TRAINED = intake.facilitators_are_trained
APPOINTED = intake.student_facilitators_are_appointed
LAWYER = intake.lawyers_do_not_represent
SUPPORT = intake.primary_parties_invite_support
PURPOSE = intake.representatives_come_for_a_purpose
INVITE = intake.facilitators_invite
BELONGS = intake.somebody_belongs_here
CARE = intake.care_for_communities_is_considered
ELIGIBLE = intake.facilitators_decide_eligibility
COMPLETE = intake.intake_is_complete

JUDGES = coalition_with(replace(member_entered(EWA), on_judicial_board=True))
EARLY = date(2027, 8, 31)
TERM_AGAIN = coalition_with(MemberAppointed(on=DAY, member=PRIYA, year=2027))
TWICE = intake.nobody_is_assigned_twice
SERVES = intake.who_serves_is_released
ASKED_ABOUT = intake.who_serves_is_asked_about
NO_CASE = intake.what_took_place_was_no_mistake
BOARD = intake.who_judges_does_not_facilitate
SOON = intake.who_continues_is_trained_soon
MISTAKE = OpenedByMistake(on=DAY)

TABLE: tuple[Row, ...] = (
    allows(TWICE, "somebody who does not serve", assigned(PRIYA), moment(*BEGUN, actor=IMANI)),
    refuses(
        TWICE,
        "somebody who serves",
        assigned(PRIYA),
        moment(*until(assigned(PRIYA)), *by(IMANI, assigned(PRIYA)), actor=IMANI),
        "facilitates this case already",
    ),
    allows(SERVES, "who died", released(PRIYA, Cause.DIED), moment(*MET, actor=IMANI)),
    refuses(SERVES, "oneself as dead", released(PRIYA, Cause.DIED), moment(*MET), "by others"),
    allows(SERVES, "who facilitates", released(PRIYA), moment(*MET, actor=IMANI)),
    refuses(
        SERVES, "who does not", released(EWA), moment(*MET, actor=IMANI), "does not facilitate"
    ),
    refuses(
        SERVES,
        "who does not, in the place of who did",
        replace(released(EWA), replaces=EntryId("e0")),
        moment(*MET, actor=IMANI),
        "does not facilitate",
    ),
    allows(ASKED_ABOUT, "who facilitates is accepted", accepts(ANH, PRIYA), moment(*MET)),
    refuses(ASKED_ABOUT, "who does not is", accepts(ANH, EWA), moment(*MET), "facilitate"),
    allows(NO_CASE, "nothing took place", MISTAKE, moment(*MET, actor=IMANI)),
    refuses(
        NO_CASE, "a circle was held", MISTAKE, moment(*STORY, actor=IMANI), "A circle was held"
    ),
    allows(BOARD, "who does not judge", assigned(EWA), moment(*BEGUN, actor=IMANI)),
    refuses(
        BOARD,
        "who was elected there",
        assigned(EWA),
        moment(*BEGUN, actor=IMANI, coalition=JUDGES),
        "Judicial Board",
    ),
    allows(SOON, "who is trained this year", assigned(PRIYA), moment(*BEGUN, actor=IMANI)),
    warns(
        SOON,
        "who was trained last year, in the first month",
        assigned(PRIYA),
        moment(*BEGUN, actor=IMANI, coalition=TERM_AGAIN, today=EARLY),
        "for 2027-28 is not recorded",
    ),
    allows(
        TRAINED,
        "who was trained last year, in the first month",
        assigned(PRIYA),
        moment(*BEGUN, actor=IMANI, coalition=TERM_AGAIN, today=EARLY),
    ),
    refuses(
        TRAINED,
        "the same a month later",
        assigned(PRIYA),
        moment(*BEGUN, actor=IMANI, coalition=TERM_AGAIN, today=date(2027, 9, 1)),
        "for 2027-28 is not recorded",
    ),
    allows(TERMS, "a Chair opens a case in their year", OPENED, NEW),
    allows(
        TERMS, "a member is assigned in their year", assigned(PRIYA), moment(*BEGUN, actor=IMANI)
    ),
    refuses(
        TERMS,
        "a Chair of last year opens a case",
        OPENED,
        replace(NEW, today=NEXT_YEAR),
        "no term for 2027-28",
    ),
    allows(
        TERMS,
        "a Chair of last year puts an opening right",
        replace(OPENED, replaces=EntryId("e0")),
        replace(NEW, today=NEXT_YEAR),
    ),
    refuses(
        TERMS,
        "a member of last year is assigned",
        assigned(PRIYA),
        moment(*BEGUN, actor=IMANI, today=NEXT_YEAR),
        "Priya has no term",
    ),
    allows(TRAINED, "both trainings are recorded", assigned(PRIYA), moment(*BEGUN, actor=IMANI)),
    refuses(
        TRAINED,
        "one training is missing",
        assigned(NOOR),
        moment(*BEGUN, actor=IMANI, coalition=HALF_TRAINED),
        "Equity training for 2026-27",
    ),
    refuses(
        TRAINED,
        "the trainings are of last year",
        assigned(PRIYA),
        moment(*BEGUN, actor=IMANI, today=NEXT_YEAR),
        "Initial training for 2027-28",
    ),
    refuses(
        TRAINED,
        "nobody knows the member",
        assigned(MemberId("who")),
        moment(*BEGUN, actor=IMANI),
        "does not know",
    ),
    allows(
        APPOINTED, "a student with an appointment", assigned(PRIYA), moment(*BEGUN, actor=IMANI)
    ),
    refuses(
        APPOINTED,
        "a student without one",
        assigned(NOOR),
        moment(*BEGUN, actor=IMANI),
        "no appointment",
    ),
    allows(LAWYER, "a participant who is no lawyer", ANH_NAMED, moment(*BEGUN, actor=IMANI)),
    refuses(
        LAWYER, "a party's lawyer", replace(DANA_NAMED, lawyer=True), moment(*MET), "party's lawyer"
    ),
    allows(SUPPORT, "support invited by a Primary Party", MINH_NAMED, moment(*MET)),
    allows(SUPPORT, "a Primary Party, whom nobody invites", ANH_NAMED, moment(*BEGUN, actor=IMANI)),
    refuses(
        SUPPORT,
        "support that nobody invited",
        replace(MINH_NAMED, invited_by=None),
        moment(*MET),
        "Which Primary Party",
    ),
    refuses(
        SUPPORT,
        "support invited by other support",
        replace(DANA_NAMED, invited_by=MINH),
        moment(*MET),
        "Dana come for",
    ),
    refuses(
        SUPPORT,
        "support without a purpose",
        replace(MINH_NAMED, purpose=" "),
        moment(*MET),
        "What does Minh come for",
    ),
    allows(
        PURPOSE,
        "somebody who speaks for the community",
        named(MINH, Part.REPRESENTATIVE, purpose="what the studio lost"),
        moment(*MET),
    ),
    allows(
        SUPPORT,
        "who comes for somebody who is welcomed back",
        named(MINH, Part.SUPPORTING, invited_by=ANH, purpose="support"),
        moment(*COMES_BACK),
    ),
    refuses(
        SUPPORT,
        "who comes for somebody of a Community Circle",
        named(MINH, Part.SUPPORTING, invited_by=ANH, purpose="support"),
        moment(*COMMUNITY),
        "Which Primary Party",
    ),
    allows(PURPOSE, "a Primary Party, who needs no purpose", ANH_NAMED, moment(*BEGUN)),
    refuses(
        PURPOSE,
        "a Community Representative without a purpose",
        named(MINH, Part.REPRESENTATIVE),
        moment(*MET),
        "What does Minh come for",
    ),
    refuses(
        PURPOSE,
        "the same under a programme with a Director",
        named(MINH, Part.REPRESENTATIVE, purpose="\t"),
        moment(*MET, programme=PARTNERS),
        "What does Minh come for",
    ),
    allows(INVITE, "a facilitator invites support", MINH_NAMED, moment(*MET)),
    allows(INVITE, "a Chair names a Primary Party", ANH_NAMED, moment(*BEGUN, actor=IMANI)),
    refuses(
        INVITE, "a Chair invites support", MINH_NAMED, moment(*MET, actor=IMANI), "by a facilitator"
    ),
    refuses(
        INVITE,
        "a Chair invites a Community Representative",
        named(MINH, Part.REPRESENTATIVE),
        moment(*MET, actor=IMANI),
        "by a facilitator",
    ),
    allows(BELONGS, "a student takes part", decided(), moment(*MET)),
    allows(
        BELONGS,
        "nobody belongs here, and the case is not eligible",
        decided(eligible=False),
        moment(*OUTSIDERS),
    ),
    refuses(
        BELONGS, "nobody belongs here", decided(), moment(*OUTSIDERS), "No participant is a student"
    ),
    allows(CARE, "it cannot harm", decided(), moment(*MET)),
    allows(
        CARE,
        "it could harm, and care is taken",
        decided(),
        moment(*MET, *care(harmful=True, what="An elder joins.")),
    ),
    allows(
        CARE,
        "nobody asked, and the case is not eligible",
        decided(eligible=False),
        moment(*UNASKED),
    ),
    refuses(CARE, "nobody asked", decided(), moment(*UNASKED), "Nobody has answered"),
    refuses(
        CARE,
        "it could harm, and nothing is done",
        decided(),
        moment(*MET, *care(harmful=True, what=" ")),
        "what is done about it",
    ),
    allows(ELIGIBLE, "a facilitator decides after the pre-meetings", decided(), moment(*MET)),
    allows(ELIGIBLE, "one party declined and was not met", decided(), moment(*ALONE)),
    refuses(
        ELIGIBLE,
        "a party was not met",
        decided(),
        moment(*lacking(MET, COLE_MEETING)),
        "Cole has not been met",
    ),
    allows(COMPLETE, "all five points are done before scheduling", scheduled(), moment(*READY)),
    allows(COMPLETE, "all five points are done before a circle", started(), moment(*SITTING)),
    allows(COMPLETE, "one party declined, and the other goes on", scheduled(ANH), moment(*ALONE)),
    refuses(
        COMPLETE,
        "nobody is left to be asked",
        scheduled(),
        moment(
            *lacking(READY, MINH_NAMED, DANA_NAMED), *(willing(p, Answer.NO) for p in (ANH, COLE))
        ),
        "Nobody takes part any longer",
    ),
    allows(
        COMPLETE,
        "one facilitates where two should, which RC-045 says",
        scheduled(),
        moment(*lacking(READY, assigned(MATEO))),
    ),
    allows(
        COMPLETE, "a Community Circle without Primary Parties", scheduled(ANH), moment(*COMMUNITY)
    ),
    allows(
        COMPLETE,
        "a Community Circle whoever asked for does not come to",
        scheduled(ANH),
        moment(*NOBODY_ASKED),
    ),
    allows(
        COMPLETE,
        "no Staff Advisor where there is none",
        scheduled(),
        moment(*lacking(READY, TOLD_ADVISOR), programme=PARTNERS),
    ),
    refuses(
        COMPLETE,
        "the Staff Advisor was not told",
        scheduled(),
        moment(*lacking(READY, TOLD_ADVISOR)),
        "“Staff Advisor informed” is still open",
    ),
    refuses(
        COMPLETE,
        "the same, and a circle begins unscheduled",
        started(),
        moment(*lacking(SITTING, TOLD_ADVISOR)),
        "“Staff Advisor informed” is still open",
    ),
    refuses(
        COMPLETE,
        "a party has not accepted a facilitator",
        scheduled(),
        moment(*lacking(READY, accepts(COLE, MATEO))),
        "accept the facilitators",
    ),
    refuses(
        COMPLETE,
        "nobody is assigned",
        scheduled(),
        moment(*lacking(READY, assigned(PRIYA), assigned(MATEO)), actor=IMANI),
        "Facilitators assigned",
    ),
    refuses(
        COMPLETE,
        "who asked for a Community Circle has not accepted",
        scheduled(ANH),
        moment(*COMMUNITY_WITHOUT_YES),
        "accept the facilitators",
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_intake_say(row: Row) -> None:
    judge(row)


def done_points(*told: object) -> list[bool]:
    return [point.done for point in intake_checklist(case_after(*told), REED)]


def test_intake_has_five_points_and_each_is_ticked_by_what_happened() -> None:
    assert done_points(*until(assigned(PRIYA))) == [True, False, False, False, False]
    assert done_points(*until(TOLD_ADVISOR)) == [True, True, True, False, False]
    assert done_points(*until(contact(ANH))) == [True, True, True, False, True]
    assert done_points(*until(accepts(ANH, PRIYA))) == [True, True, True, False, True]
    assert done_points(*STORY) == [True] * 5


def test_a_no_to_a_facilitator_leaves_intake_open() -> None:
    no = replace(accepts(COLE, MATEO), accepted=False)
    assert done_points(*STORY, no)[3] is False


def test_a_term_that_ended_takes_no_access_away() -> None:
    at = moment(*STORY, actor=IMANI, today=NEXT_YEAR)
    assert IMANI in case_after(*STORY).record_holders
    assert at.acts_as(RoleId("chair"))


def test_an_opened_case_is_held_by_its_chair_and_its_facilitators_only() -> None:
    case = case_after(*STORY)
    assert case.id == CASE
    assert case.record_holders == {IMANI, PRIYA, MATEO}
    assert case.notes_holders == {PRIYA, MATEO}
    assert EWA not in case.record_holders
