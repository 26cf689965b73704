from collections.abc import Sequence
from datetime import timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.coalition import Coalition
from rjdesk.process.context import RuleContext
from rjdesk.process.decisions import rules as decisions
from rjdesk.process.decisions.derived import matter, still_stands, weighed
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.further_steps.state import FurtherStep
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
from rjdesk.process.kernel.event import Entry, EntryId, Event, MemberId, RecordedByMistake
from rjdesk.process.kernel.offices import OfficeId
from rjdesk.process.membership.events import MemberLeft, OfficeLeft
from rjdesk.process.recusal.events import Recused
from rjdesk.process.taking_part.events import ConsentWithdrawn, ProcessEnded
from rjdesk.process.taking_part.state import Ending
from tests.process.stories import (
    ADEYEMI,
    ANH,
    CLOSED,
    COALITION,
    COLE,
    DAY,
    EWA,
    IMANI,
    MATEO,
    MONITORED,
    PRIYA,
    REED,
    START,
    STORY,
    TEODOR,
    Told,
    assigned,
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


YES = (says(person=ANH), *by(MATEO, says()))
ENDS = ProcessEnded(on=DAY, ending=Ending.DISCONTINUED, decision=DECISION)
STOPPED = (*IN_FORCE, ASKED, proposed(FurtherStep.END), *YES, ENDS)


def correcting(wrong: Event, *told: Told, later: int = 0) -> RuleContext:
    """Return the moment in which an entry is about to be put right, so many days later."""
    at = moment(*told, today=DAY + timedelta(days=later))
    entry = Entry(id=EntryId("w"), event=wrong, by=PRIYA, at=START)
    return replace(at, corrected=entry, recorded_on=START.date())


def taking_back(*told: Told) -> object:
    """Return the moment in which the close is about to be taken back."""
    return replace(moment(*STORY, *told), corrected=THE_CLOSE)


SO = decisions.what_is_proposed_is_so
WHO = decisions.those_decide_whom_the_programme_names
ANSWER = decisions.those_answer_who_decide
OTHERWISE = decisions.what_was_proposed_is_not_put_otherwise
SEVERAL = decisions.what_several_decided_is_not_undone_by_one
ANEW = decisions.a_close_that_was_taken_back_is_closed_anew
ALONE = decisions.a_close_is_not_taken_back_by_one_alone
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
    allows(OTHERWISE, "a fresh proposal is taken back", MISTAKE,
           correcting(proposed(), *PROPOSED)),
    refuses(OTHERWISE, "a proposal becomes another", replace(proposed(), subject="end"),
            correcting(proposed(), *PROPOSED), "not put otherwise"),
    refuses(OTHERWISE, "what was decided and done", MISTAKE,
            correcting(proposed(FurtherStep.END), *STOPPED), "stays"),
    refuses(OTHERWISE, "an answer to it", MISTAKE, correcting(says(), *STOPPED), "stays"),
    allows(SEVERAL, "a slip of the day", MISTAKE, correcting(ENDS, *STOPPED)),
    allows(SEVERAL, "another day of it", replace(ENDS, on=DAY - timedelta(days=1)),
           correcting(ENDS, *STOPPED)),
    refuses(SEVERAL, "weeks later", MISTAKE, correcting(ENDS, *STOPPED, later=20), "several"),
    refuses(SEVERAL, "in force, weeks later", MISTAKE,
            correcting(MONITORED, *IN_FORCE, later=20), "several"),
    refuses(SEVERAL, "another ending", replace(ENDS, ending=Ending.REDIRECTED, decision=None),
            correcting(ENDS, *STOPPED), "decided by several"),
    allows(ANEW, "a close that stands", replace(CLOSED, replaces=EntryId("w")),
           correcting(CLOSED, *STORY)),
    refuses(ANEW, "one that was taken back", replace(CLOSED, replaces=EntryId("w")),
            correcting(CLOSED, *until(CLOSED)), "taken back"),
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
FOR, NO, SILENT = Vote.FOR, Vote.AGAINST, Vote.ABSTAINS


@pytest.mark.parametrize(
    ("passes", "votes", "comes_to"),
    [
        (Passes.ALL, {}, Tally.OPEN),
        (Passes.ALL, {A: FOR, B: FOR}, Tally.OPEN),
        (Passes.ALL, {A: FOR, B: FOR, C: FOR}, Tally.YES),
        (Passes.ALL, {A: FOR, B: SILENT}, Tally.NO),
        (Passes.ALL, {A: NO}, Tally.NO),
        (Passes.NOBODY_AGAINST, {A: FOR, B: SILENT}, Tally.OPEN),
        (Passes.NOBODY_AGAINST, {A: FOR, B: SILENT, C: SILENT}, Tally.YES),
        (Passes.NOBODY_AGAINST, {A: NO}, Tally.NO),
        (Passes.NOBODY_AGAINST, {A: SILENT, B: SILENT, C: SILENT}, Tally.NO),
        (Passes.MAJORITY, {A: FOR}, Tally.OPEN),
        (Passes.MAJORITY, {A: FOR, B: FOR}, Tally.YES),
        (Passes.MAJORITY, {A: SILENT, B: NO}, Tally.NO),
        (Passes.TWO, {A: FOR}, Tally.OPEN),
        (Passes.TWO, {A: FOR, C: FOR}, Tally.YES),
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


def comes_to(*told: Told, coalition: Coalition = COALITION) -> Tally:
    """Return what the one proposal comes to."""
    case = case_after(*told)
    return weighed(case, case.proposals[0], coalition, REED, DAY).comes_to


def test_whoever_leaves_is_not_waited_for_and_does_not_take_their_no_along() -> None:
    advised = proposed(members=(PRIYA, MATEO, ADEYEMI))
    told = (*IN_FORCE, ASKED, advised, says(person=ANH), *by(MATEO, says()))
    assert comes_to(*told) is Tally.OPEN
    left = coalition_with(MemberLeft(on=DAY, member=ADEYEMI))
    assert comes_to(*told, coalition=left) is Tally.YES
    against = (*told, *by(ADEYEMI, says(Vote.AGAINST)))
    assert comes_to(*against, coalition=left) is Tally.NO


def test_nothing_is_decided_without_one_of_those_who_have_to() -> None:
    told = (*PROPOSED, *by(MATEO, says()))
    gone = ConsentWithdrawn(on=DAY, person=ANH)
    assert comes_to(*told, gone) is Tally.OPEN, "she left before she answered"
    assert comes_to(*told, says(Vote.AGAINST, person=ANH), gone) is Tally.NO


def test_an_answer_counts_for_what_somebody_was_named_for() -> None:
    advised = proposed(members=(PRIYA, MATEO, ADEYEMI), people=())
    told = (*IN_FORCE, ASKED, advised, *by(MATEO, says()), *by(ADEYEMI, says()))
    assert comes_to(*told) is Tally.YES
    no_advisor = coalition_with(
        OfficeLeft(on=DAY, member=ADEYEMI, office=OfficeId("staff_advisor"))
    )
    assert comes_to(*told, coalition=no_advisor) is Tally.OPEN


def test_other_facilitators_decide_anew() -> None:
    told = (*PROPOSED, says(person=ANH), *by(MATEO, says()))
    case = case_after(*told, *by(IMANI, Recused(on=DAY, member=MATEO), assigned(EWA)))
    assert not still_stands(case, case.proposals[0])


def test_one_person_alone_decides_nothing() -> None:
    alone = replace(proposed(), members=(PRIYA,))
    told = (*IN_FORCE, *by(IMANI, released(MATEO)), ASKED, alone, says(person=ANH))
    assert comes_to(*told) is Tally.OPEN
    assert comes_to(*told, *by(IMANI, says(person=ANH))) is Tally.YES


def test_the_latest_answer_of_somebody_counts() -> None:
    told = (*PROPOSED, says(person=ANH), *by(MATEO, says(Vote.AGAINST), says()))
    assert comes_to(*told) is Tally.YES
