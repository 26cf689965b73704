"""Rules of decisions: what is proposed, who decides it, and who answers (DESIGN 2.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.decisions.derived import (
    deciding,
    matter,
    name_of,
    of_group,
    still_stands,
)
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.decisions.state import Proposal
from rjdesk.process.kernel.decision import MatterKind, Passes, Voter
from rjdesk.process.kernel.offices import RoleId
from rjdesk.process.kernel.programme import AFFECTED
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength


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
    each, may = _of_groups(named.each, at), _of_groups(named.one_of, at)
    who = dict.fromkeys(event.deciders)
    for voter in each:
        if voter not in who:
            yield Missing(
                f"{_called(voter, at)} decides about this too.", ITSELF, supply="Add them."
            )
    if named.one_of and not any(voter in who for voter in may):
        yield Missing(
            f"This is not decided without {_in_words(named.one_of, at)}.",
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


def _of_groups(groups: Iterable[str], at: RuleContext) -> tuple[Voter, ...]:
    """Return everybody in some groups, as things stand."""
    case, coalition, programme = at.the_case, at.coalition, at.programme
    each = (of_group(group, case, coalition, programme, at.today) for group in groups)
    return tuple(dict.fromkeys(voter for voters in each for voter in voters))


def _called(voter: Voter, at: RuleContext) -> str:
    return name_of(voter, at.the_case, at.coalition, at.programme)


def _in_words(groups: Iterable[str], at: RuleContext) -> str:
    """Return some groups in words, such as 'the Staff Advisor or an Affected Party'."""
    words = {AFFECTED: at.programme.words.affected_party}
    names = (words.get(group) or at.programme.role_name(RoleId(group)) for group in groups)
    return " or ".join(f"the {name}" for name in names)


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
    if voter not in deciding(case, proposal, at.coalition):
        who = [_called(each, at) for each in deciding(case, proposal, at.coalition)]
        yield Missing(
            f"{_called(voter, at)} does not decide about this.",
            NOBODY,
            supply=f"These do: {', '.join(who)}." if who else "Propose it anew.",
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
            supply="They sign with their own passphrase, here or when they next unlock.",
        )
    passes = at.programme.decisions.of(proposal.matter.kind).passes
    if passes is Passes.TWO and at.actor == proposal.by:
        yield Missing(
            "Two decide this, and one of them does not record what the other says.",
            NOBODY,
            supply="Somebody else records it.",
        )


RULES = (
    what_is_proposed_is_so,
    those_decide_whom_the_programme_names,
    those_answer_who_decide,
)
