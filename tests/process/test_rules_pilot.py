from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.context import RuleContext
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Passes, Tally, Vote
from rjdesk.process.kernel.event import CaseId, Entry, EntryId, Event, MemberId
from rjdesk.process.membership.events import CaseListed, EntryTakenBack, MemberLeft
from rjdesk.process.membership.state import CaseState
from rjdesk.process.pilot import rules as pilot
from rjdesk.process.pilot.derived import cap, may_vote, pilot_ends
from rjdesk.process.pilot.events import MotionAnswered, MotionProposed, PilotBegan
from rjdesk.process.pilot.state import Motion
from tests.process.stories import (
    ADEYEMI,
    COALITION,
    DAY,
    EWA,
    IMANI,
    MATEO,
    OPENED,
    PARTNERS,
    PRIYA,
    REED,
    START,
    TEODOR,
    Told,
    assigned,
    by,
    coalition_with,
    moment,
)
from tests.process.tables import Row, allows, judge, refuses, warns

BEGAN = PilotBegan(on=DAY)
STUDENTS = (IMANI, TEODOR, PRIYA, MATEO, EWA)
MAJORITY = Passes.MAJORITY
VOTE = DecisionId("vote")
NEXT = DecisionId("next")
OVER = date(2028, 10, 26)
EARLIER = DAY - timedelta(days=1)
LATER = DAY + timedelta(days=7)
WRONG = EntryId("e0")
BACK = EntryTakenBack(on=DAY, replaces=WRONG)


def moved(kind: MotionKind = MotionKind.CAP, decision: DecisionId = VOTE) -> MotionProposed:
    """Return a motion on which all students vote."""
    return MotionProposed(on=DAY, decision=decision, kind=kind, voters=STUDENTS, passes=MAJORITY)


def voted(vote: Vote = Vote.FOR, member: MemberId | None = None) -> MotionAnswered:
    """Return a vote: of whoever records it, or on the word of somebody without keys."""
    return MotionAnswered(on=DAY, decision=VOTE, vote=vote, member=member)


def cases(number: int) -> tuple[Told, ...]:
    """Return so many active cases."""
    listed = (CaseId(f"c{n}") for n in range(number))
    return tuple(CaseListed(on=DAY, case=case, state=CaseState.ACTIVE) for case in listed)


OF_TWO = replace(moved(), voters=(IMANI, MATEO))
CAPPED = (BEGAN, moved(), *by(MATEO, voted()), *by(EWA, voted()))


def at(*told: Told, actor: MemberId = IMANI, today: date = DAY, keys: bool = True) -> RuleContext:
    """Return a moment of the coalition, with a case that is opened and not assigned."""
    around = moment(*by(IMANI, OPENED), actor=actor, coalition=coalition_with(*told), today=today)
    return replace(around, has_keys=lambda _member: keys)


def corrects(wrong: Event, *told: Told) -> RuleContext:
    """Return a moment in which Imani is about to put right what she recorded."""
    entry = Entry(id=WRONG, event=wrong, by=IMANI, at=START)
    return replace(at(*told), corrected=entry)


UNDER_WAY = pilot.the_pilot_period_is_under_way
VOTES = pilot.the_coalition_votes
WHO = pilot.whoever_may_vote_votes
ONCE = pilot.the_pilot_period_begins_once
STAYS = pilot.what_was_voted_stays_in_the_pilot_period
MOVES = pilot.whoever_may_vote_moves
THEIRS = pilot.a_vote_is_whose_it_is_and_stays
MORE = pilot.no_more_cases_than_were_voted
MAY = pilot.a_vote_may_be_taken

TABLE: tuple[Row, ...] = (
    allows(UNDER_WAY, "it has begun", moved(), at(BEGAN)),
    refuses(UNDER_WAY, "it has not begun", moved(), at(), "has not begun"),
    refuses(UNDER_WAY, "it is over", moved(), at(BEGAN, today=OVER), "not under way"),
    refuses(UNDER_WAY, "a day before it", replace(moved(), on=EARLIER), at(BEGAN), "began on"),
    allows(ONCE, "the first time", BEGAN, at()),
    allows(ONCE, "its day is put right", replace(BEGAN, replaces=WRONG), at(BEGAN)),
    refuses(ONCE, "a second time", BEGAN, at(BEGAN, today=OVER), "began on"),
    allows(STAYS, "nothing was moved", BACK, corrects(BEGAN, BEGAN)),
    allows(STAYS, "something else is taken back", BACK, corrects(moved(), *CAPPED)),
    allows(STAYS, "a day before the vote", replace(BEGAN, on=EARLIER), corrects(BEGAN, *CAPPED)),
    refuses(STAYS, "it is taken back", BACK, corrects(BEGAN, *CAPPED), "as it was recorded"),
    refuses(
        STAYS, "a vote falls out of it", replace(BEGAN, on=date(2020, 1, 1)),
        corrects(BEGAN, *CAPPED), "as it was recorded",
    ),
    refuses(
        STAYS, "it goes on again", replace(BEGAN, on=LATER),
        replace(corrects(BEGAN, *CAPPED), today=OVER), "as it was recorded",
    ),
    allows(VOTES, "all students in term", moved(), at(BEGAN)),
    allows(VOTES, "it is lifted", moved(MotionKind.NO_CAP), at(*CAPPED)),
    refuses(VOTES, "a cap that is there", moved(), at(*CAPPED), "so already"),
    refuses(VOTES, "no cap is lifted", moved(MotionKind.NO_CAP), at(BEGAN), "no such limit"),
    refuses(VOTES, "some of them", replace(moved(), voters=(IMANI,)), at(BEGAN), "has changed"),
    refuses(VOTES, "another count", replace(moved(), passes=Passes.TWO), at(BEGAN), "has changed"),
    refuses(VOTES, "no terms", moved(), at(BEGAN, today=date(2027, 10, 1)), "Nobody may vote"),
    allows(MOVES, "a student", moved(), at(BEGAN)),
    allows(MOVES, "others vote now", moved(decision=NEXT), at(BEGAN, OF_TWO)),
    allows(MOVES, "the one before is decided", moved(decision=NEXT), at(*CAPPED)),
    refuses(MOVES, "staff", moved(), at(BEGAN, actor=ADEYEMI), "does not vote"),
    refuses(MOVES, "a known one", moved(), at(*CAPPED), "moved already"),
    refuses(MOVES, "an open one", moved(decision=NEXT), at(BEGAN, moved()), "voted on already"),
    allows(WHO, "a student", voted(), at(BEGAN, moved(), actor=MATEO)),
    allows(WHO, "a word of one without keys", voted(member=EWA), at(BEGAN, moved(), keys=False)),
    refuses(WHO, "a word of one with keys", voted(member=EWA), at(BEGAN, moved()), "themself"),
    refuses(WHO, "staff", voted(), at(BEGAN, moved(), actor=ADEYEMI), "does not vote"),
    refuses(WHO, "nothing was moved", voted(), at(BEGAN), "not voted on"),
    refuses(WHO, "it was carried", voted(), at(*CAPPED), "not voted on"),
    refuses(
        WHO, "before it was moved", replace(voted(), on=EARLIER), at(BEGAN, moved()), "moved on"
    ),
    refuses(
        WHO, "an older motion", voted(), at(BEGAN, moved(), moved(decision=NEXT)), "not voted on"
    ),
    allows(THEIRS, "my motion", BACK, corrects(moved(), BEGAN, moved())),
    allows(THEIRS, "my vote", voted(Vote.AGAINST), corrects(voted(), BEGAN, moved(), voted())),
    allows(THEIRS, "something else", BACK, corrects(BEGAN, BEGAN, moved())),
    allows(THEIRS, "of a motion that is gone", BACK, corrects(voted(), BEGAN)),
    refuses(THEIRS, "it was carried", BACK, corrects(moved(), *CAPPED), "the vote stays"),
    refuses(THEIRS, "a vote on that", BACK, corrects(voted(), *CAPPED), "the vote stays"),
    refuses(
        THEIRS, "on something else", moved(MotionKind.NO_CAP), corrects(moved(), BEGAN, moved()),
        "not put otherwise",
    ),
    refuses(
        THEIRS, "the motion of another", BACK,
        replace(corrects(moved(), BEGAN, moved()), actor=MATEO), "nobody else",
    ),
    refuses(
        THEIRS, "the vote of another", voted(Vote.AGAINST),
        replace(corrects(voted(), BEGAN, moved(), voted()), actor=MATEO), "nobody else",
    ),
    refuses(
        THEIRS, "on the word of another", voted(member=EWA),
        corrects(voted(), BEGAN, moved(), voted()), "somebody else",
    ),
    allows(MORE, "fewer are active", assigned(PRIYA), at(*CAPPED, *cases(3))),
    allows(MORE, "no vote was taken", assigned(PRIYA), at(BEGAN, *cases(9))),
    allows(MORE, "the pilot is over", assigned(PRIYA), at(*CAPPED, *cases(9), today=OVER)),
    refuses(MORE, "four are active", assigned(PRIYA), at(*CAPPED, *cases(4)), "no more than 4"),
    allows(MAY, "four with this one", assigned(PRIYA), at(BEGAN, *cases(3))),
    allows(MAY, "there is no pilot", assigned(PRIYA), at(*cases(9))),
    warns(MAY, "five with this one", assigned(PRIYA), at(BEGAN, *cases(4)), "More than 4"),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_the_pilot_say(row: Row) -> None:
    judge(row)


def last(*told: Told) -> Motion:
    """Return the last motion, as it is counted after all this."""
    return coalition_with(*told).motions[-1]


def left(*members: MemberId) -> tuple[Told, ...]:
    """Return that members left."""
    return tuple(MemberLeft(on=DAY, member=member) for member in members)


def test_more_than_half_of_all_who_may_vote_are_for_it() -> None:
    told = (BEGAN, *by(ADEYEMI, moved()))
    assert last(*told, *by(MATEO, voted()), *by(EWA, voted())).is_open
    three = (*told, *by(MATEO, voted()), *by(EWA, voted()), *by(PRIYA, voted()))
    assert last(*three).came_to is Tally.YES
    no = tuple(by(who, voted(Vote.ABSTAINS))[0] for who in (MATEO, EWA, PRIYA))
    assert last(*told, *no).came_to is Tally.NO


def test_the_vote_of_who_leaves_falls_away_and_so_does_their_number() -> None:
    told = (BEGAN, moved(), *by(MATEO, voted()))
    assert last(*told).is_open
    assert last(*told, *left(EWA, TEODOR)).came_to is Tally.YES
    assert last(*told, *left(MATEO)).is_open
    assert last(*told, *left(MATEO)).voters == (IMANI, TEODOR, PRIYA, EWA)


def test_what_came_to_something_stands_whoever_leaves_or_votes_after_it() -> None:
    carried = last(*CAPPED)
    assert carried.came_to is Tally.YES
    assert last(*CAPPED, *left(MATEO, EWA)) == carried
    assert last(*CAPPED, *by(MATEO, voted(Vote.AGAINST))) == carried
    against = tuple(by(who, voted(Vote.AGAINST))[0] for who in (MATEO, EWA, PRIYA))
    refused = (BEGAN, moved(), *against)
    assert last(*refused).came_to is Tally.NO
    assert last(*refused, *left(MATEO, EWA, PRIYA)) == last(*refused)


def test_what_was_moved_anew_is_void_and_what_is_known_is_not_moved_over() -> None:
    anew = moved(decision=DecisionId("next"))
    coalition = coalition_with(BEGAN, moved(), *by(MATEO, voted()), anew, *left(EWA, TEODOR))
    assert [motion.void for motion in coalition.motions] == [True, False]
    assert cap(coalition, REED, DAY) is None
    over = coalition_with(*CAPPED, moved(MotionKind.NO_CAP))
    assert over.motions == coalition_with(*CAPPED).motions


def test_one_person_alone_carries_nothing() -> None:
    words = (voted(member=MATEO), voted(member=EWA), voted(member=PRIYA))
    told = (BEGAN, moved(), *words)
    assert last(*told).is_open
    assert last(*told).by_one_alone
    assert last(*told, *by(TEODOR, voted())).came_to is Tally.YES


def test_a_cap_is_there_from_the_vote_to_its_lifting_or_the_end_of_the_pilot() -> None:
    capped = coalition_with(*CAPPED)
    assert cap(capped, REED, DAY) == 4
    assert pilot_ends(capped, REED) == OVER
    assert cap(capped, REED, OVER - timedelta(days=1)) == 4
    assert cap(capped, REED, OVER) is None
    lifting = replace(voted(), decision=DecisionId("lift"))
    lifted = (moved(MotionKind.NO_CAP, DecisionId("lift")), *by(MATEO, lifting))
    assert cap(coalition_with(*CAPPED, *lifted), REED, DAY) == 4, "not yet by a majority"
    assert cap(coalition_with(*CAPPED, *lifted, *by(EWA, lifting)), REED, DAY) is None
    assert cap(capped, PARTNERS, DAY) is None


def test_student_members_in_term_may_vote() -> None:
    assert may_vote(COALITION, REED, DAY) == STUDENTS
    assert may_vote(COALITION, REED, date(2027, 10, 1)) == ()
