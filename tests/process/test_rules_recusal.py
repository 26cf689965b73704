from datetime import timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.context import RuleContext
from rjdesk.process.intake.events import AccessEnded, AccessGranted, HandedOn
from rjdesk.process.kernel.event import MemberId, PersonId
from rjdesk.process.people.state import Part
from rjdesk.process.recusal import rules as recusal
from rjdesk.process.recusal.derived import open_requests, who_can_take_over
from rjdesk.process.recusal.events import (
    ContinuationAnswered,
    RecusalDecided,
    RecusalRequested,
    Recused,
)
from rjdesk.process.recusal.state import RecusalOutcome
from rjdesk.process.taking_part.events import ConsentWithdrawn
from tests.process.stories import (
    ADEYEMI,
    COLE,
    DAY,
    EWA,
    IMANI,
    MATEO,
    PRIYA,
    REED,
    TEODOR,
    accepts,
    assigned,
    by,
    case_after,
    coalition_with,
    moment,
    named,
    released,
    scheduled,
    until,
)
from tests.process.tables import Row, allows, judge, refuses

ONCE = recusal.a_member_steps_back_once
FIRST = recusal.a_case_is_handed_on_first
BACK = recusal.who_stepped_back_is_not_asked_again
READER = recusal.a_case_keeps_a_reader
CONFLICT = recusal.who_assigns_has_no_conflict
REASON = recusal.access_is_given_for_a_reason
TIME = recusal.whoever_is_consulted_reads_for_a_time
ENDED = recusal.what_was_given_is_ended
OPENER = recusal.who_opened_a_case_hands_it_over
ASKED = recusal.a_member_is_asked_about_once
DECIDED = recusal.what_was_asked_is_decided
IN_VAIN = recusal.who_asked_in_vain_is_asked
GIVEN = recusal.who_is_asked_about_is_given_nothing
WAITS = recusal.nothing_goes_on_against_a_request

BEGUN = until(assigned(PRIYA))
READY = until(scheduled())
NOBODY_KNOWN = MemberId("nobody")


SAYS = RecusalOutcome


def steps_back(member: MemberId, to: MemberId | None = None) -> Recused:
    return Recused(on=DAY, member=member, to=to)


def asks(person: PersonId = COLE, member: MemberId = MATEO) -> RecusalRequested:
    return RecusalRequested(on=DAY, person=person, member=member)


def decides(outcome: RecusalOutcome, member: MemberId = MATEO) -> RecusalDecided:
    return RecusalDecided(on=DAY, person=COLE, member=member, outcome=outcome)


def says(*, goes_on: bool, member: MemberId = MATEO) -> ContinuationAnswered:
    return ContinuationAnswered(on=DAY, person=COLE, member=member, goes_on=goes_on)


def lets_in(member: MemberId, **more: object) -> AccessGranted:
    more = {"reason": "advice", "until": DAY + timedelta(days=9), **more}
    return AccessGranted(on=DAY, member=member, notes=False, **more)  # type: ignore[arg-type]


def alone(*told: object, reads: MemberId = IMANI) -> RuleContext:
    """Return a moment in which one member alone has the key."""
    return replace(moment(*told, actor=IMANI), with_key=frozenset({reads}))


NO_OFFICES = coalition_with()
MATEO_BACK = (*READY, *by(MATEO, steps_back(MATEO)))
ASKED_FOR = (*READY, *by(PRIYA, asks()))
DECLINED = (*ASKED_FOR, *by(IMANI, decides(SAYS.NOBODY_ELSE)))
GOES_ON = (*DECLINED, *by(PRIYA, says(goes_on=True)))
WILL_NOT = (*DECLINED, *by(PRIYA, says(goes_on=False)))
LEFT = (*WILL_NOT, *by(PRIYA, ConsentWithdrawn(on=DAY, person=COLE)))
SAID_NO = (*READY, *by(PRIYA, replace(accepts(COLE, MATEO), accepted=False)))
LET_IN = (*READY, *by(PRIYA, lets_in(ADEYEMI)))
FOLLOWED = (*READY, *by(IMANI, lets_in(TEODOR, until=None, no_conflict=True)))
SOME_DAYS = (*READY, *by(IMANI, lets_in(TEODOR, no_conflict=True)))
HANDED = AccessEnded(on=DAY, member=IMANI)
DOUBTED = (*FOLLOWED, *by(PRIYA, asks(member=TEODOR)))
TO_TEODOR = AccessEnded(on=DAY, member=TEODOR)
OVER_TO = (*FOLLOWED, *by(IMANI, HANDED))
EWA_TAKES_PART = named(PersonId("e"), Part.RESPONSIBLE, coalition_member=EWA)
WITH_EWA = (*READY, *by(PRIYA, EWA_TAKES_PART))
SITS_DOWN = CircleStarted(on=DAY, present=())
OVER = {"today": DAY + timedelta(days=30)}

TABLE: tuple[Row, ...] = (
    allows(ONCE, "who facilitates", steps_back(MATEO), moment(*READY, actor=MATEO)),
    allows(ONCE, "who has read nothing yet", steps_back(EWA), moment(*READY, actor=IMANI)),
    refuses(ONCE, "once more", steps_back(MATEO), moment(*MATEO_BACK, actor=IMANI), "already"),
    refuses(ONCE, "a stranger", steps_back(NOBODY_KNOWN), moment(*READY, actor=IMANI), "not know"),
    allows(FIRST, "where others read it", steps_back(IMANI), moment(*READY, actor=IMANI)),
    refuses(FIRST, "the only reader", steps_back(IMANI), alone(*READY), "Nobody but Imani"),
    allows(FIRST, "to the other Chair", steps_back(IMANI, TEODOR), alone(*READY)),
    refuses(FIRST, "to one of many", steps_back(MATEO, ADEYEMI), moment(*READY), "Others can read"),
    refuses(
        FIRST,
        "who leaves an adviser alone",
        steps_back(IMANI),
        replace(moment(*LET_IN, actor=IMANI), with_key=frozenset({IMANI, ADEYEMI})),
        "Nobody but Imani",
    ),
    refuses(FIRST, "to no office", steps_back(IMANI, EWA), alone(*READY), "cannot take"),
    allows(
        FIRST,
        "while nobody else has keys",
        steps_back(IMANI),
        replace(alone(*READY), has_keys=lambda _: False),
    ),
    allows(BACK, "who was ill", assigned(PRIYA), moment(*BEGUN, *by(IMANI, released(PRIYA)))),
    refuses(BACK, "assigned again", assigned(MATEO), moment(*MATEO_BACK, actor=IMANI), "for good"),
    refuses(BACK, "let in", lets_in(MATEO), moment(*MATEO_BACK), "for good"),
    refuses(BACK, "who takes part", assigned(EWA), moment(*WITH_EWA, actor=IMANI), "takes part"),
    allows(READER, "a member who reads nothing", EWA_TAKES_PART, moment(*READY)),
    refuses(
        READER,
        "the only reader",
        replace(EWA_TAKES_PART, coalition_member=IMANI),
        alone(*READY),
        "Nobody but Imani",
    ),
    refuses(
        READER,
        "a stranger",
        replace(EWA_TAKES_PART, coalition_member=NOBODY_KNOWN),
        moment(*READY),
        "does not know",
    ),
    allows(CONFLICT, "a Chair who said so", lets_in(TEODOR, no_conflict=True), moment(*READY)),
    refuses(CONFLICT, "a Chair who did not", lets_in(TEODOR), moment(*READY), "no conflict"),
    allows(CONFLICT, "who only advises", lets_in(ADEYEMI), moment(*READY)),
    allows(REASON, "with a reason", lets_in(ADEYEMI), moment(*READY)),
    refuses(REASON, "with none", lets_in(ADEYEMI, reason=" "), moment(*READY), "What for"),
    refuses(REASON, "without an office", lets_in(EWA), moment(*READY), "holds no office"),
    refuses(REASON, "who reads it", lets_in(MATEO), moment(*READY), "may read this case already"),
    allows(REASON, "for longer", lets_in(ADEYEMI), moment(*LET_IN)),
    allows(TIME, "up to a day", lets_in(ADEYEMI), moment(*READY)),
    allows(TIME, "a Chair for good", lets_in(TEODOR, until=None), moment(*READY)),
    refuses(TIME, "for good", lets_in(ADEYEMI, until=None), moment(*READY), "Until when"),
    refuses(TIME, "to a past day", lets_in(ADEYEMI), moment(*READY, **OVER), "is over"),
    allows(ENDED, "who was let in", AccessEnded(on=DAY, member=ADEYEMI), moment(*LET_IN)),
    refuses(ENDED, "nobody's", AccessEnded(on=DAY, member=EWA), moment(*READY), "no access"),
    refuses(ENDED, "a facilitator's", AccessEnded(on=DAY, member=MATEO), moment(*READY), "facil"),
    allows(ENDED, "the opener's", HANDED, moment(*READY)),
    refuses(ENDED, "the last reader's", HANDED, alone(*READY), "Nobody but"),
    refuses(ENDED, "handed over already", HANDED, moment(*OVER_TO), "no access"),
    allows(OPENER, "another's", AccessEnded(on=DAY, member=ADEYEMI), moment(*LET_IN)),
    allows(OPENER, "with a successor", HANDED, moment(*FOLLOWED, actor=IMANI)),
    refuses(OPENER, "to nobody", HANDED, moment(*READY, actor=IMANI), "who assigns cases"),
    refuses(OPENER, "for some days", HANDED, moment(*SOME_DAYS, actor=IMANI), "for good"),
    refuses(OPENER, "by another", HANDED, moment(*FOLLOWED, actor=TEODOR), "looks after this case"),
    refuses(OPENER, "to who is asked about", HANDED, moment(*DOUBTED, actor=IMANI), "who assigns"),
    refuses(OPENER, "of who follows", TO_TEODOR, moment(*OVER_TO), "looks after this case"),
    refuses(OPENER, "on to nobody", TO_TEODOR, moment(*OVER_TO, actor=TEODOR), "who assigns cases"),
    allows(ASKED, "about a facilitator", asks(), moment(*READY)),
    allows(ASKED, "about a Chair", asks(member=TEODOR), moment(*READY)),
    allows(ASKED, "anew, after they went on", asks(), moment(*GOES_ON)),
    refuses(ASKED, "twice", asks(), moment(*ASKED_FOR), "asked that already"),
    refuses(ASKED, "about who stepped back", asks(), moment(*MATEO_BACK), "already"),
    refuses(ASKED, "about a stranger", asks(member=NOBODY_KNOWN), moment(*READY), "not know"),
    allows(GIVEN, "nobody asked", assigned(EWA), moment(*READY, actor=IMANI)),
    allows(GIVEN, "about another", lets_in(ADEYEMI), moment(*ASKED_FOR)),
    allows(GIVEN, "who goes on", HandedOn(on=DAY, member=MATEO, notes=True), moment(*GOES_ON)),
    refuses(
        GIVEN,
        "handed the notes",
        HandedOn(on=DAY, member=MATEO, notes=True),
        moment(*ASKED_FOR),
        "nobody has decided",
    ),
    refuses(
        GIVEN,
        "let in",
        lets_in(ADEYEMI),
        moment(*READY, *by(PRIYA, asks(member=ADEYEMI))),
        "nobody has decided",
    ),
    refuses(
        GIVEN,
        "assigned",
        assigned(EWA),
        moment(*READY, *by(PRIYA, asks(member=EWA)), actor=IMANI),
        "nobody has decided",
    ),
    allows(DECIDED, "a Chair", decides(SAYS.GRANTED), moment(*ASKED_FOR, actor=IMANI)),
    allows(DECIDED, "what a no asks", decides(SAYS.OTHER), moment(*SAID_NO, actor=IMANI)),
    allows(
        DECIDED,
        "other than before",
        decides(SAYS.GRANTED),
        moment(*WILL_NOT, actor=IMANI),
    ),
    refuses(
        DECIDED,
        "what nobody asked",
        decides(SAYS.GRANTED),
        moment(*READY, actor=IMANI),
        "Nobody asks",
    ),
    refuses(
        DECIDED,
        "of oneself",
        decides(SAYS.OTHER, IMANI),
        moment(*READY, *by(PRIYA, asks(member=IMANI)), actor=IMANI),
        "they themself",
    ),
    allows(IN_VAIN, "who asked in vain", says(goes_on=True), moment(*DECLINED)),
    refuses(IN_VAIN, "before it was decided", says(goes_on=True), moment(*ASKED_FOR), "declined"),
    allows(WAITS, "nobody asked", scheduled(), moment(*READY)),
    refuses(WAITS, "undecided", scheduled(), moment(*ASKED_FOR), "nobody has decided"),
    refuses(WAITS, "a no is undecided", scheduled(), moment(*SAID_NO), "nobody has decided"),
    refuses(WAITS, "in vain", scheduled(), moment(*DECLINED), "still want to go on"),
    refuses(
        WAITS, "who will not", CircleStarted(on=DAY, present=()), moment(*WILL_NOT), "does not"
    ),
    allows(WAITS, "who goes on", scheduled(), moment(*GOES_ON)),
    allows(WAITS, "who has left", scheduled(), moment(*LEFT)),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_recusal_say(row: Row) -> None:
    judge(row)


def test_whoever_steps_back_holds_nothing_whatever_their_office() -> None:
    case = case_after(*READY, *by(IMANI, steps_back(IMANI)), *by(MATEO, steps_back(MATEO)))
    assert case.record_holders == {PRIYA}
    assert case.notes_holders == {PRIYA}
    again = case_after(*READY, *by(MATEO, steps_back(MATEO)), *by(IMANI, assigned(MATEO)))
    assert MATEO not in again.record_holders, "an assignment that no rule let through counts not"


def test_a_request_that_is_granted_is_a_recusal() -> None:
    case = case_after(*ASKED_FOR, *by(IMANI, decides(SAYS.GRANTED)))
    assert MATEO in case.barred
    assert not open_requests(case)
    assert case.facilitators == (PRIYA,)


def test_who_goes_on_after_a_no_accepts_who_serves() -> None:
    told = (*SAID_NO, *by(IMANI, decides(SAYS.OTHER)), *by(PRIYA, says(goes_on=True)))
    person = case_after(*told).person(COLE)
    assert person is not None
    assert person.accepts(MATEO) is True


def test_a_yes_takes_back_what_a_no_asked() -> None:
    assert open_requests(case_after(*SAID_NO))
    assert not open_requests(case_after(*SAID_NO, *by(PRIYA, accepts(COLE, MATEO))))


def test_naming_a_member_as_a_participant_takes_what_they_hold() -> None:
    mateo = replace(EWA_TAKES_PART, coalition_member=MATEO)
    case = case_after(*READY, *by(PRIYA, mateo))
    assert MATEO not in case.record_holders | set(case.facilitators)
    wrong = case_after(*READY, *by(PRIYA, mateo, replace(mateo, coalition_member=None)))
    assert MATEO not in wrong.barred, "who was named by mistake may be assigned again"


def test_access_ends_with_its_day() -> None:
    case = case_after(*LET_IN)
    last = DAY + timedelta(days=9)
    assert ADEYEMI in case.without_what_is_over(last).record_holders
    assert ADEYEMI not in case.without_what_is_over(last + timedelta(days=1)).record_holders


def test_only_office_holders_with_keys_take_a_case_over() -> None:
    at = moment(*READY)
    able = who_can_take_over(at.the_case, at.coalition, REED, {TEODOR, EWA}.__contains__, but=IMANI)
    assert able == (TEODOR,)
