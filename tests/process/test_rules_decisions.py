from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from rjdesk.process.corrections import rules as corrections
from rjdesk.process.decisions import rules as decisions
from rjdesk.process.decisions.derived import matter, result
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.intake.state import Cause
from rjdesk.process.kernel.decision import (
    CLOSE,
    DecisionId,
    MatterKind,
    Passes,
    Tally,
    Vote,
    Voter,
    tally,
)
from rjdesk.process.kernel.event import EntryId, MemberId, RecordedByMistake
from rjdesk.process.membership.events import MemberLeft
from tests.process.stories import (
    ADEYEMI,
    ANH,
    CLOSED,
    COALITION,
    COLE,
    DAY,
    IMANI,
    MATEO,
    PRIYA,
    REED,
    STORY,
    TEODOR,
    Told,
    by,
    case_after,
    coalition_with,
    done,
    journal,
    moment,
    released,
    until,
)
from tests.process.tables import Row, allows, judge, refuses

IN_FORCE = until(done("a"))
ASKED = ReaddressAsked(on=DAY, person=ANH)
DECISION = DecisionId("d")


def proposed(
    step: FurtherStep = FurtherStep.GO_ON,
    *told: Told,
    members: Sequence[MemberId] = (PRIYA, MATEO),
    people: Sequence[object] = (ANH,),
) -> DecisionProposed:
    """Return a proposal of further steps, as things stand after all that is told."""
    now = matter(case_after(*(told or IN_FORCE)), MatterKind.FURTHER_STEPS, step.value)
    return DecisionProposed(
        on=DAY,
        decision=DECISION,
        kind=now.kind,
        subject=now.subject,
        digest=now.digest,
        members=tuple(members),
        people=tuple(people),  # type: ignore[arg-type]
    )


def says(vote: Vote = Vote.FOR, **whose: object) -> DecisionAnswered:
    """Return an answer: of whoever records it, or on somebody's word."""
    return DecisionAnswered(on=DAY, decision=DECISION, vote=vote, **whose)  # type: ignore[arg-type]


PROPOSED = (*IN_FORCE, ASKED, proposed())


def reopening(*holders: MemberId) -> DecisionProposed:
    """Return the proposal to take the close back."""
    now = matter(case_after(*STORY), MatterKind.REOPENING, CLOSE)
    return DecisionProposed(
        on=DAY, decision=DECISION, kind=now.kind, subject=CLOSE, digest=now.digest, members=holders
    )


HOLDERS = (IMANI, MATEO, PRIYA)
THE_CLOSE = next(e for e in journal(*STORY) if e.event == CLOSED)
MISTAKE = RecordedByMistake(on=DAY, replaces=THE_CLOSE.id)


def taking_back(*told: Told) -> object:
    """Return the moment in which the close is about to be taken back."""
    return replace(moment(*STORY, *told), corrected=THE_CLOSE)


SO = decisions.what_is_proposed_is_so
WHO = decisions.those_decide_whom_the_programme_names
ANSWER = decisions.those_answer_who_decide
ALONE = corrections.a_close_is_not_taken_back_by_one_alone
AT = moment(*IN_FORCE, ASKED)

TABLE: tuple[Row, ...] = (
    allows(SO, "as things stand", proposed(), AT),
    refuses(SO, "as they stood before", replace(proposed(), digest="x"), AT, "otherwise"),
    refuses(SO, "what was done meanwhile", proposed(), moment(*IN_FORCE, done("a")), "otherwise"),
    refuses(SO, "a second time", proposed(), moment(*PROPOSED), "otherwise"),
    allows(WHO, "both facilitators with the Affected Party", proposed(), AT),
    allows(
        WHO, "both with the Staff Advisor",
        proposed(members=(PRIYA, MATEO, ADEYEMI), people=()), AT,
    ),
    refuses(WHO, "one facilitator alone", proposed(members=(PRIYA,)), AT, "Mateo decides"),
    refuses(WHO, "the facilitators alone", proposed(people=()), AT, "not decided without"),
    refuses(
        WHO, "with a Chair", proposed(members=(PRIYA, MATEO, IMANI)), AT, "Imani does not decide"
    ),
    refuses(
        WHO, "with whoever caused it", proposed(people=(ANH, COLE)), AT, "Cole does not decide"
    ),
    allows(ANSWER, "each for themself", says(), moment(*PROPOSED, actor=MATEO)),
    allows(ANSWER, "on the word of a party", says(person=ANH), moment(*PROPOSED)),
    refuses(ANSWER, "a Chair", says(), moment(*PROPOSED, actor=IMANI), "Imani does not decide"),
    refuses(ANSWER, "what nobody proposed", says(), moment(*IN_FORCE), "nothing to decide"),
    refuses(
        ANSWER, "what stands otherwise by now", says(), moment(*PROPOSED, done("a"), actor=MATEO),
        "nothing to decide",
    ),
    refuses(
        ANSWER, "for a member who has keys", says(member=MATEO), moment(*PROPOSED),
        "answers for themself",
    ),
    allows(
        ANSWER, "for a member without keys", says(member=MATEO),
        replace(moment(*PROPOSED), has_keys=lambda _member: False),
    ),
    refuses(
        ANSWER, "for the second of two", says(member=MATEO),
        replace(moment(*STORY, reopening(*HOLDERS)), has_keys=lambda _member: False),
        "does not record what the other says",
    ),
    allows(ALONE, "two agree", MISTAKE, taking_back(reopening(*HOLDERS), *by(MATEO, says()))),
    allows(ALONE, "something else", RecordedByMistake(on=DAY, replaces=EntryId("e3")), AT),
    refuses(ALONE, "nobody proposed it", MISTAKE, taking_back(), "one person alone"),
    refuses(ALONE, "nobody else answered", MISTAKE, taking_back(reopening(*HOLDERS)), "answered"),
    refuses(
        ALONE, "the others are against it", MISTAKE,
        taking_back(
            reopening(*HOLDERS), *by(MATEO, says(Vote.AGAINST)), *by(IMANI, says(Vote.AGAINST))
        ),
        "not decided so",
    ),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_decisions_say(row: Row) -> None:
    judge(row)


A, B, C = (Voter(member=member) for member in (PRIYA, MATEO, TEODOR))
YES, NO, SILENT = Vote.FOR, Vote.AGAINST, Vote.ABSTAINS


@pytest.mark.parametrize(
    ("passes", "votes", "comes_to"),
    [
        (Passes.ALL, {}, Tally.OPEN),
        (Passes.ALL, {A: YES, B: YES}, Tally.OPEN),
        (Passes.ALL, {A: YES, B: YES, C: YES}, Tally.YES),
        (Passes.ALL, {A: YES, B: SILENT}, Tally.NO),
        (Passes.ALL, {A: NO}, Tally.NO),
        (Passes.NOBODY_AGAINST, {A: YES, B: SILENT}, Tally.OPEN),
        (Passes.NOBODY_AGAINST, {A: YES, B: SILENT, C: SILENT}, Tally.YES),
        (Passes.NOBODY_AGAINST, {A: NO}, Tally.NO),
        (Passes.NOBODY_AGAINST, {A: SILENT, B: SILENT, C: SILENT}, Tally.NO),
        (Passes.MAJORITY, {A: YES}, Tally.OPEN),
        (Passes.MAJORITY, {A: YES, B: YES}, Tally.YES),
        (Passes.MAJORITY, {A: SILENT, B: NO}, Tally.NO),
        (Passes.TWO, {A: YES}, Tally.OPEN),
        (Passes.TWO, {A: YES, C: YES}, Tally.YES),
        (Passes.TWO, {A: NO, B: NO}, Tally.NO),
    ],
)
def test_a_tally_comes_to(passes: Passes, votes: dict[Voter, Vote], comes_to: Tally) -> None:
    assert tally((A, B, C), passes, votes) is comes_to


def test_nobody_left_to_decide_decides_nothing() -> None:
    for passes in Passes:
        assert tally((), passes, {}) is Tally.NO
        stranger = {Voter(member=IMANI): Vote.FOR}
        assert tally((A,), passes, stranger) is not Tally.YES, "who may not decide counts nothing"


def test_the_answer_of_who_leaves_falls_away() -> None:
    told = (*PROPOSED, says(person=ANH))
    case = case_after(*told)
    assert result(case, case.proposals[0], COALITION, REED) is Tally.OPEN
    left = coalition_with(MemberLeft(on=DAY, member=MATEO))
    assert result(case, case.proposals[0], left, REED) is Tally.YES
    case = case_after(*told, *by(IMANI, released(MATEO, Cause.RECUSED)))
    assert result(case, case.proposals[0], COALITION, REED) is Tally.YES


def test_the_latest_answer_of_somebody_counts() -> None:
    case = case_after(*PROPOSED, says(person=ANH), *by(MATEO, says(Vote.AGAINST), says()))
    assert result(case, case.proposals[0], COALITION, REED) is Tally.YES
