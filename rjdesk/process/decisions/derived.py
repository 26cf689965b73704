"""What follows from a case about its decisions: derived, never recorded (DESIGN 2.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import assert_never

import msgspec

from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.decisions.state import Proposal
from rjdesk.process.kernel.decision import (
    DecisionId,
    Matter,
    MatterKind,
    Tally,
    Vote,
    Voter,
    tally,
)
from rjdesk.process.kernel.offices import RoleId
from rjdesk.process.kernel.programme import AFFECTED, FACILITATORS, HOLDERS, Programme
from rjdesk.process.kernel.ruling import Missing
from rjdesk.process.taking_part.derived import ended_on, parties


def matter(case: Case, kind: MatterKind, subject: str) -> Matter:
    """Return what is decided as things stand now, in the process that a case is seen in."""
    match kind:
        case MatterKind.FURTHER_STEPS:
            agreement = case.agreement
            how: object = (
                sorted(case.facilitators),
                agreement.binds,
                agreement.binding_actions,
                agreement.fulfilled,
                ended_on(case),
            )
        case MatterKind.REOPENING:
            how = (case.closing.closed, case.closing.ended)
        case MatterKind.SEXUAL_HARM:
            # Nothing that one person alone records, so that nobody makes void what others decide.
            now = case.sexual_harm
            how = (now.flagged is not None, now.taken_on, now.ended)
        case _:
            assert_never(kind)
    written = msgspec.json.encode(how, order="deterministic")
    return Matter(kind=kind, subject=subject, digest=sha256(written).hexdigest()[:16])


OF_A_PROCESS = (MatterKind.FURTHER_STEPS,)
"""What is decided of one process; the other matters are of the whole case."""


def still_stands(case: Case, proposal: Proposal) -> bool:
    """Whether what was proposed is what would be decided now; else the answers are void."""
    seen = case.seen_in(proposal.process) if case.holds(proposal.process) else None
    of = proposal.matter
    return seen is not None and matter(seen, of.kind, of.subject) == of


def of_group(
    group: str, case: Case, coalition: Coalition, programme: Programme, today: date
) -> tuple[Voter, ...]:
    """Return who of a group of a programme may decide now."""
    if group == FACILITATORS:
        return tuple(Voter(member=member) for member in case.facilitators)
    if group == AFFECTED:
        return tuple(Voter(person=person.id) for person in parties(case) if person.harmed)
    if group == HOLDERS:
        known = (coalition.member(member) for member in sorted(case.record_holders))
        return tuple(Voter(member=m.id) for m in known if m is not None and m.left is None)
    deciding = coalition.deciding(group, today, programme)
    return tuple(voter for voter in deciding if voter.member not in case.barred)


def of_groups(
    groups: Iterable[str], case: Case, coalition: Coalition, programme: Programme, today: date
) -> tuple[Voter, ...]:
    """Return everybody in some groups who may decide now, each once."""
    each = (of_group(group, case, coalition, programme, today) for group in groups)
    return tuple(dict.fromkeys(voter for voters in each for voter in voters))


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal as it is weighed on a day: who decides still, and what is wanting for a yes.

    ``vacant`` are the offices, as they are called, that decide and nobody holds.
    """

    who: tuple[Voter, ...]
    comes_to: Tally
    open: tuple[Voter, ...] = ()
    without: tuple[str, ...] = ()
    vacant: tuple[str, ...] = ()


def weighed(
    case: Case, proposal: Proposal, coalition: Coalition, programme: Programme, today: date
) -> Weighed:
    """Return what a proposal comes to.

    Those decide who were named and are what they were named for still. Who said no does not take
    that along when they leave. ``without`` are the groups of whom nobody said yes and one has to.
    What one person alone has said or recorded is no decision.
    """
    seen = case.seen_in(proposal.process) if case.holds(proposal.process) else case
    deciders = programme.decisions.of(proposal.matter.kind)
    one_of = of_groups(deciders.one_of, seen, coalition, programme, today)
    each = of_groups(deciders.each, seen, coalition, programme, today)
    who = tuple(voter for voter in proposal.deciders if voter in (*each, *one_of))
    if proposal.carried_out is not None:
        return Weighed(who=who, comes_to=Tally.YES)
    if proposal.refused(deciders.passes):
        return Weighed(who=who, comes_to=Tally.NO)
    came_to = tally(who, deciders.passes, proposal.votes)
    yes = [said for said in proposal.answers if said.vote is Vote.FOR and said.voter in who]
    without = () if any(said.voter in one_of for said in yes) else deciders.one_of
    alone = len({said.by for said in yes}) <= 1
    vacant = coalition.unfilled(deciders.each, today, programme)
    lacks = without or alone or vacant or not set(each) <= set(proposal.deciders)
    return Weighed(
        who=who,
        comes_to=Tally.OPEN if came_to is Tally.YES and lacks else came_to,
        open=tuple(voter for voter in who if voter not in proposal.votes),
        without=without,
        vacant=vacant,
    )


def is_overtaken(
    case: Case, proposal: Proposal, coalition: Coalition, programme: Programme, today: date
) -> bool:
    """Whether something else was decided of the same kind since it was proposed."""
    at = case.proposals.index(proposal)
    of, what = (proposal.matter.kind, proposal.process), proposal.matter.subject
    others = (p for p in case.proposals[at + 1 :] if (p.matter.kind, p.process) == of)
    return any(
        weighed(case, other, coalition, programme, today).comes_to is Tally.YES
        for other in others
        if other.matter.subject != what
    )


def name_of(voter: Voter, case: Case, coalition: Coalition, programme: Programme) -> str:
    """Return what one of those who decide is called, for people to read."""
    if voter.member is not None:
        return coalition.name_of(voter.member)
    if voter.person is not None:
        return case.name_of(voter.person)
    return programme.body_name(voter.body)


def not_decided(
    named: DecisionId | None,
    *,
    kind: MatterKind,
    subject: str,
    what: str,
    case: Case,
    coalition: Coalition,
    programme: Programme,
    today: date,
) -> Iterator[Missing]:
    """Yield why an act that needs a decision is not decided yet; ``what`` says so in a sentence.

    The case is seen in the process that is decided about.
    """
    proposal = case.proposal(named) if named is not None else None
    of = None if proposal is None else (proposal.matter.kind, proposal.matter.subject)
    elsewhere = proposal is not None and kind in OF_A_PROCESS and proposal.process != case.at
    if proposal is None or of != (kind, subject) or elsewhere:
        yield Missing(what, "decision-proposed", supply="Propose it, and have it decided.")
        return
    found = weighed(case, proposal, coalition, programme, today)
    if proposal.carried_out is not None:
        yield Missing(
            "What was decided was done already.",
            "decision-proposed",
            supply="Propose it once more, if it is needed again.",
        )
    elif not still_stands(case, proposal):
        yield Missing(
            "Things stand otherwise than when it was proposed.",
            "decision-proposed",
            supply="Propose it anew, as things stand now.",
        )
    elif is_overtaken(case, proposal, coalition, programme, today):
        yield Missing(
            "Something else was decided since.",
            "decision-proposed",
            supply="Propose it anew, if it is to be so all the same.",
        )
    elif found.comes_to is Tally.NO:
        yield Missing(
            "It was not decided so.",
            "decision-proposed",
            supply="Propose something else, or the same once more when things have changed.",
        )
    elif found.comes_to is Tally.OPEN:
        yield from _open(found, case, coalition, programme)


def _open(
    found: Weighed, case: Case, coalition: Coalition, programme: Programme
) -> Iterator[Missing]:
    """Yield what is wanting for a yes."""
    if found.open:
        yield Missing(
            "Not everybody who decides has answered.",
            "decision-answered",
            who=tuple(name_of(voter, case, coalition, programme) for voter in found.open),
            supply="Ask them, and record what they say.",
        )
    elif found.vacant:
        yield nobody_holds(found.vacant, "propose it anew")
    elif found.without:
        yield Missing(
            f"This is not decided without {in_words(found.without, programme)}.",
            "decision-proposed",
            supply="Propose it anew, with one of them.",
        )
    else:
        yield Missing(
            "One person alone has said or recorded all of this.",
            "decision-answered",
            supply="Another member who holds the case records what was said, or decides too.",
        )


def nobody_holds(offices: Iterable[str], then: str = "") -> Missing:
    """Return that some offices, as they are called, decide, and nobody holds them now."""
    after = f", and {then}" if then else ""
    return Missing(
        f"Nobody is {' and '.join(offices)} now, and this is not decided without them.",
        "office-taken",
        supply=f"Enter who holds that office, under Coalition{after}.",
    )


def in_words(groups: Iterable[str], programme: Programme) -> str:
    """Return some groups in words, such as 'the Staff Advisor or the Affected Party'."""
    words = {AFFECTED: programme.words.affected_party}
    names = (words.get(group) or programme.role_name(RoleId(group)) for group in groups)
    return " or ".join(f"the {name}" for name in names)
