"""Rules of decisions: what is proposed, who decides it, and who answers (DESIGN 2.5)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.agreement.events import MonitoringBegan
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.decisions.changing import (
    is_fresh,
    nobody_else_changes,
    recorded_by_another,
)
from rjdesk.process.decisions.derived import (
    in_words,
    matter,
    name_of,
    not_decided,
    of_groups,
    still_stands,
    weighed,
)
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.decisions.state import Proposal
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import CLOSE, MatterKind, Passes, Tally, Voter
from rjdesk.process.kernel.event import Event, RecordedByMistake
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.preparation.events import ProcessBegun
from rjdesk.process.taking_part.events import ProcessEnded


@rule("RJ-DECIDE", "decisions", Strength.SHALL, DecisionProposed)
def what_is_proposed_is_so(event: DecisionProposed, at: RuleContext) -> Iterator[Missing]:
    """What is decided about is how things stand now, and it is proposed once."""
    case = at.the_case
    now = matter(case, event.kind, event.subject)
    twice = event.replaces is None and case.proposal(event.decision) is not None
    if now != event.matter or twice:
        yield Missing(
            "Things stand otherwise than when this was asked for.",
            ITSELF,
            supply="Open the page anew, and propose it from there.",
        )
    if event.kind is MatterKind.REOPENING and case.closing.closed is None:
        yield Missing(
            "The case is not closed.", NOBODY, supply="What is wrong in it can be put right."
        )


@rule("RJ-DECIDE", "decisions", Strength.SHALL, DecisionProposed)
def those_decide_whom_the_programme_names(
    event: DecisionProposed, at: RuleContext
) -> Iterator[Missing]:
    """Each of those who are to decide does, one at least of those who may, and nobody else."""
    named = at.programme.decisions.of(event.kind)
    around = (at.the_case, at.coalition, at.programme, at.today)
    each, may = of_groups(named.each, *around), of_groups(named.one_of, *around)
    who = dict.fromkeys(event.deciders)
    for voter in each:
        if voter not in who:
            yield Missing(
                f"{_called(voter, at)} decides about this too.", ITSELF, supply="Add them."
            )
    if named.passes is Passes.TWO and len(who) < 2:  # noqa: PLR2004 - two decide
        yield Missing(
            "Two decide this, and one alone could.",
            "facilitator-assigned",
            supply="It takes another member who holds the case.",
        )
    if named.one_of and not any(voter in who for voter in may):
        yield Missing(
            f"This is not decided without {in_words(named.one_of, at.programme)}.",
            ITSELF,
            supply="Choose at least one of them.",
        )
    for voter in who:
        if voter not in (*each, *may):
            yield Missing(
                f"{_called(voter, at)} does not decide about this.",
                ITSELF,
                supply="Leave them out.",
            )


def _called(voter: Voter, at: RuleContext) -> str:
    return name_of(voter, at.the_case, at.coalition, at.programme)


@rule("RJ-DECIDE", "decisions", Strength.SHALL, DecisionAnswered)
def those_answer_who_decide(event: DecisionAnswered, at: RuleContext) -> Iterator[Missing]:
    """Whoever decides answers for themself; what is void or done is not answered any more.

    On their word only those answer who have no keys here: participants, and bodies outside.
    """
    case = at.the_case
    proposal = case.proposal(event.decision)
    if proposal is None or proposal.carried_out is not None or not still_stands(case, proposal):
        yield Missing(
            "There is nothing to decide here any more.",
            "decision-proposed",
            supply="Propose it anew, if it is still to be decided.",
        )
        return
    voter = event.voter(at.actor)
    deciding = weighed(case, proposal, at.coalition, at.programme, at.today).who
    if voter not in deciding:
        who = [_called(each, at) for each in deciding]
        yield Missing(
            f"{_called(voter, at)} does not decide about this.",
            NOBODY,
            supply=f"These do: {', '.join(who)}." if who else "Propose it anew.",
        )
    if event.on < proposal.on:
        yield Missing(
            f"This was proposed on {long_date(proposal.on)}.", ITSELF, supply="Write a later day."
        )
    yield from _on_their_word(event, proposal, at)


def _on_their_word(
    event: DecisionAnswered, proposal: Proposal, at: RuleContext
) -> Iterator[Missing]:
    """Yield why somebody's answer is not recorded by another."""
    voter = event.voter(at.actor)
    if voter == Voter(member=at.actor):
        return
    name = _called(voter, at)
    if voter.member is not None and at.has_keys(voter.member):
        yield Missing(
            f"{name} answers for themself.",
            NOBODY,
            who=(name,),
            supply="They sign with their own passphrase beside you, or where they hold the case.",
        )
    yield from recorded_by_another(proposal.answer_of(voter), name, at)
    passes = at.programme.decisions.of(proposal.matter.kind).passes
    if passes is Passes.TWO and at.actor == proposal.by:
        yield Missing(
            "Two decide this, and one of them does not record what the other says.",
            NOBODY,
            supply="Somebody else records it.",
        )


@rule("RC-143", "6B.4", Strength.SHALL, RecordedByMistake)
def a_close_is_not_taken_back_by_one_alone(event: Event, at: RuleContext) -> Iterator[Missing]:
    """When records are destroyed counts from what a close has fixed, which two take back."""
    if at.corrected is None or not isinstance(at.corrected.event, CaseClosed):
        return
    case = at.the_case
    about = [p for p in case.proposals if p.matter.kind is MatterKind.REOPENING]
    yield from not_decided(
        about[-1].id if about else None,
        kind=MatterKind.REOPENING,
        subject=CLOSE,
        what="A close is not taken back by one person alone.",
        case=case,
        coalition=at.coalition,
        programme=at.programme,
        today=at.today,
    )


@rule("RJ-DECIDE", "decisions", Strength.SHALL, RecordedByMistake, DecisionProposed)
def what_was_proposed_is_not_put_otherwise(event: Event, at: RuleContext) -> Iterator[Missing]:
    """What is proposed is taken back and proposed anew: the answers were about something else.

    What was decided and done keeps how it was decided.
    """
    wrong = at.corrected.event if at.corrected else None
    if isinstance(wrong, DecisionProposed) and not event.takes_back:
        yield Missing(
            "What was proposed is not put otherwise.",
            "recorded-by-mistake",
            supply="Take it back, and propose it anew.",
        )
    entry = at.corrected
    if entry is None or not isinstance(wrong, DecisionProposed | DecisionAnswered):
        return
    known = at.the_case.proposal(wrong.decision)
    if known is not None and known.carried_out is not None and event.takes_back:
        yield Missing(
            "What was decided was done, and how it was decided stays.",
            NOBODY,
            supply="If something else is to be done, propose further steps.",
        )
    elif entry.by != at.actor:
        anew = "An answer can be given anew as long as nothing was done by it."
        yield nobody_else_changes(entry.by, at, anew)
    elif known is not None and isinstance(wrong, DecisionProposed) and _is_settled(known, at):
        yield Missing(
            "This was decided, and how it was decided stays.",
            NOBODY,
            supply="Propose something else, or the same once more when things have changed.",
        )


def _is_settled(proposal: Proposal, at: RuleContext) -> bool:
    """Whether something proposed has come to a yes or a no."""
    found = weighed(at.the_case, proposal, at.coalition, at.programme, at.today)
    return found.comes_to is not Tally.OPEN


@rule("RJ-DECIDE", "decisions", Strength.SHALL, RecordedByMistake, ProcessEnded)
def what_several_decided_is_not_undone_by_one(event: Event, at: RuleContext) -> Iterator[Missing]:
    """A slip is taken back while it is fresh; later what several agreed on stands.

    How a process ended by decision is not put otherwise. On which day, may be.
    """
    wrong = at.corrected.event if at.corrected else None
    if isinstance(wrong, ProcessEnded) and isinstance(event, ProcessEnded):
        if (wrong.decision, wrong.ending) == (event.decision, event.ending):
            return
        if wrong.decision is not None or at.the_case.agreement.in_force is not None:
            yield Missing(
                "How it ended was decided by several.",
                "recorded-by-mistake",
                supply="Take it back, and end it as it was decided.",
            )
        return
    by_several = isinstance(wrong, MonitoringBegan)
    decided = isinstance(wrong, ProcessEnded | ProcessBegun) and wrong.decision is not None
    if not event.takes_back or not (by_several or decided):
        return
    if at.recorded_on is not None and not is_fresh(at):
        since = long_date(at.recorded_on)
        yield Missing(
            f"This was recorded on {since}, and rests on what several agreed on.",
            NOBODY,
            supply="A slip is taken back within a day. Now propose further steps.",
        )


@rule("RC-143", "6B.4", Strength.SHALL, CaseClosed)
def a_close_that_was_taken_back_is_closed_anew(
    event: CaseClosed, at: RuleContext
) -> Iterator[Missing]:
    """A close that two took back is not put back in its place by one."""
    if event.replaces is not None and at.the_case.closing.closed is None:
        yield Missing(
            "This close was taken back.", "case-closed", supply="Close the case anew, by its page."
        )


OF_CORRECTIONS = (
    a_close_is_not_taken_back_by_one_alone,
    what_was_proposed_is_not_put_otherwise,
    what_several_decided_is_not_undone_by_one,
    a_close_that_was_taken_back_is_closed_anew,
)
"""What is asked of a correction as things stand now."""

RULES = (
    what_is_proposed_is_so,
    those_decide_whom_the_programme_names,
    those_answer_who_decide,
    *OF_CORRECTIONS,
)
