from datetime import date

import pytest
from msgspec.structs import replace

from rjdesk.process.kernel.decision import (
    DecisionId,
    MotionKind,
    Passes,
    Tally,
    Vote,
    Voter,
)
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.membership.events import MemberLeft
from rjdesk.process.motions import rules as motions
from rjdesk.process.motions.derived import may_vote
from rjdesk.process.motions.state import Motion
from rjdesk.process.pilot.derived import cap
from tests.process.stories import (
    ADEYEMI,
    COALITION,
    DAY,
    EWA,
    IMANI,
    MATEO,
    PRIYA,
    REED,
    TEODOR,
    Told,
    by,
    coalition_with,
)
from tests.process.tables import Row, allows, judge, refuses
from tests.process.votes import (
    BACK,
    BEGAN,
    CAPPED,
    EARLIER,
    NEXT,
    OF_TWO,
    STUDENTS,
    at,
    corrects,
    moved,
    voted,
)

VOTES = motions.those_vote_whom_the_programme_names
MOVES = motions.whoever_may_vote_moves
WHO = motions.whoever_may_vote_votes
THEIRS = motions.a_vote_is_whose_it_is_and_stays

STAYS = motions.what_was_voted_is_not_counted_anew
GONE = MemberLeft(on=DAY, member=EWA)
COUNTED = (BEGAN, moved(), *by(MATEO, voted()), GONE, MemberLeft(on=DAY, member=TEODOR))
"""Carried as two of five left before they had voted."""
TABLE: tuple[Row, ...] = (
    allows(VOTES, "all students in term", moved(), at(BEGAN)),
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
    allows(STAYS, "nothing was voted", BACK, corrects(GONE, BEGAN, moved(), GONE)),
    allows(STAYS, "its day is put right", replace(GONE, on=EARLIER), corrects(GONE, *COUNTED)),
    allows(STAYS, "something else", BACK, corrects(moved(), *COUNTED)),
    refuses(STAYS, "it is taken back", BACK, corrects(GONE, *COUNTED), "A vote was counted"),
    refuses(
        STAYS, "another left", replace(GONE, member=MATEO), corrects(GONE, *COUNTED), "counted"
    ),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_motions_say(row: Row) -> None:
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
    assert last(*told, *left(MATEO)).eligible == _members(IMANI, TEODOR, PRIYA, EWA)


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


def test_student_members_in_term_may_vote() -> None:
    assert may_vote(MotionKind.CAP, COALITION, REED, DAY) == _members(*STUDENTS)
    assert may_vote(MotionKind.CAP, COALITION, REED, date(2027, 10, 1)) == ()


def _members(*members: MemberId) -> tuple[Voter, ...]:
    return tuple(Voter(member=member) for member in members)


def test_where_all_are_asked_one_who_leaves_leaves_it_void() -> None:
    of_two = replace(moved(MotionKind.CAPACITY), voters=(IMANI, TEODOR), passes=Passes.ALL)
    chairs = by(IMANI, of_two)
    assert last(*chairs, *left(TEODOR)).void
    assert last(*chairs, *by(TEODOR, voted()), *left(TEODOR)).came_to is Tally.YES
