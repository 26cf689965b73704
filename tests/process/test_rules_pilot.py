from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.coalition import Coalition
from rjdesk.process.context import RuleContext
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Tally, Vote
from rjdesk.process.kernel.event import CaseId, MemberId
from rjdesk.process.membership.events import CaseListed, MemberLeft
from rjdesk.process.membership.state import CaseState
from rjdesk.process.pilot import rules as pilot
from rjdesk.process.pilot.derived import came_to, cap, may_vote, pilot_ends
from rjdesk.process.pilot.events import MotionAnswered, MotionProposed, PilotBegan
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
VOTE = DecisionId("vote")
OVER = date(2028, 10, 26)


def moved(kind: MotionKind = MotionKind.CAP, decision: DecisionId = VOTE) -> MotionProposed:
    """Return a motion on which all students vote."""
    return MotionProposed(on=DAY, decision=decision, kind=kind, voters=STUDENTS)


def voted(vote: Vote = Vote.FOR, member: MemberId | None = None) -> MotionAnswered:
    """Return a vote: of whoever records it, or on the word of somebody without keys."""
    return MotionAnswered(on=DAY, decision=VOTE, vote=vote, member=member)


def cases(number: int) -> tuple[Told, ...]:
    """Return so many active cases."""
    listed = (CaseId(f"c{n}") for n in range(number))
    return tuple(CaseListed(on=DAY, case=case, state=CaseState.ACTIVE) for case in listed)


CAPPED = (BEGAN, moved(), *by(MATEO, voted()), *by(EWA, voted()))


def at(*told: Told, actor: MemberId = IMANI, today: date = DAY, keys: bool = True) -> RuleContext:
    """Return a moment of the coalition, with a case that is opened and not assigned."""
    around = moment(*by(IMANI, OPENED), actor=actor, coalition=coalition_with(*told), today=today)
    return replace(around, has_keys=lambda _member: keys)


UNDER_WAY = pilot.the_pilot_period_is_under_way
VOTES = pilot.the_coalition_votes
WHO = pilot.whoever_may_vote_votes
MORE = pilot.no_more_cases_than_were_voted
MAY = pilot.a_vote_may_be_taken

TABLE: tuple[Row, ...] = (
    allows(UNDER_WAY, "it has begun", moved(), at(BEGAN)),
    refuses(UNDER_WAY, "it has not begun", moved(), at(), "has not begun"),
    refuses(UNDER_WAY, "it is over", moved(), at(BEGAN, today=OVER), "not under way"),
    allows(VOTES, "all students in term", moved(), at(BEGAN)),
    allows(VOTES, "it is lifted", moved(MotionKind.NO_CAP), at(*CAPPED)),
    refuses(VOTES, "a cap that is there", moved(), at(*CAPPED), "so already"),
    refuses(VOTES, "no cap is lifted", moved(MotionKind.NO_CAP), at(BEGAN), "no such limit"),
    refuses(VOTES, "some of them", replace(moved(), voters=(IMANI,)), at(BEGAN), "has changed"),
    allows(WHO, "a student", voted(), at(BEGAN, moved(), actor=MATEO)),
    allows(WHO, "a word of one without keys", voted(member=EWA), at(BEGAN, moved(), keys=False)),
    refuses(WHO, "a word of one with keys", voted(member=EWA), at(BEGAN, moved()), "themself"),
    refuses(WHO, "staff", voted(), at(BEGAN, moved(), actor=ADEYEMI), "does not vote"),
    refuses(WHO, "nothing was moved", voted(), at(BEGAN), "not voted on"),
    refuses(
        WHO, "an older motion", voted(), at(BEGAN, moved(), moved(decision=DecisionId("next"))),
        "not voted on",
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


def carried(coalition: Coalition) -> Tally:
    """Return what the last motion came to."""
    return came_to(coalition.motions[-1], coalition, REED)


def test_more_than_half_of_all_who_may_vote_are_for_it() -> None:
    told = (BEGAN, *by(ADEYEMI, moved()))
    assert carried(coalition_with(*told, *by(MATEO, voted()), *by(EWA, voted()))) is Tally.OPEN
    three = (*told, *by(MATEO, voted()), *by(EWA, voted()), *by(PRIYA, voted()))
    assert carried(coalition_with(*three)) is Tally.YES
    no = tuple(by(who, voted(Vote.ABSTAINS))[0] for who in (MATEO, EWA, PRIYA))
    assert carried(coalition_with(*told, *no)) is Tally.NO


def test_the_vote_of_who_leaves_falls_away_and_so_does_their_number() -> None:
    told = (BEGAN, moved(), *by(MATEO, voted()))
    assert carried(coalition_with(*told)) is Tally.OPEN
    left = (MemberLeft(on=DAY, member=member) for member in (EWA, TEODOR))
    assert carried(coalition_with(*told, *left)) is Tally.YES
    assert carried(coalition_with(*told, MemberLeft(on=DAY, member=MATEO))) is Tally.OPEN


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
