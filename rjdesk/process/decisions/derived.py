"""What follows from a case about its decisions: derived, never recorded (DESIGN 2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import assert_never

import msgspec

from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.decisions.state import Proposal
from rjdesk.process.kernel.decision import DecisionId, Matter, MatterKind, Tally, Voter, tally
from rjdesk.process.kernel.offices import RoleId
from rjdesk.process.kernel.programme import AFFECTED, FACILITATORS, HOLDERS, Programme
from rjdesk.process.kernel.ruling import Missing
from rjdesk.process.taking_part.derived import ended_on, parties, takes_no_part


def matter(case: Case, kind: MatterKind, subject: str) -> Matter:
    """Return what is decided as things stand now, in the process that a case is seen in."""
    match kind:
        case MatterKind.FURTHER_STEPS:
            agreement = case.agreement
            how: object = (
                agreement.binds,
                agreement.binding_actions,
                agreement.fulfilled,
                ended_on(case),
            )
        case MatterKind.REOPENING:
            how = (case.closing.closed, case.closing.ended)
        case _:
            assert_never(kind)
    written = msgspec.json.encode(how, order="deterministic")
    return Matter(kind=kind, subject=subject, digest=sha256(written).hexdigest()[:16])


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
    if any(body.id == group for body in programme.bodies):
        return (Voter(body=group),)
    holders = coalition.holders_of(RoleId(group), today, programme)
    return tuple(Voter(member=member.id) for member in holders)


def deciding(case: Case, proposal: Proposal, coalition: Coalition) -> tuple[Voter, ...]:
    """Return who decides now: those who were named, but for whoever left since."""
    seen = case.seen_in(proposal.process) if case.holds(proposal.process) else case
    return tuple(v for v in proposal.deciders if not _fell_away(v, seen, coalition))


def _fell_away(voter: Voter, case: Case, coalition: Coalition) -> bool:
    """Whether somebody who was to decide left the coalition, the case or the process since."""
    if voter.member is not None:
        known = coalition.member(voter.member)
        gone = known is None or known.left is not None
        released = any(each.member == voter.member for each in case.released)
        return gone or (released and voter.member not in case.facilitators)
    person = case.person(voter.person) if voter.person is not None else None
    return voter.person is not None and (person is None or takes_no_part(case, person))


def result(case: Case, proposal: Proposal, coalition: Coalition, programme: Programme) -> Tally:
    """Return what a proposal came to; a decision that was carried out stays what it was."""
    if proposal.carried_out is not None:
        return Tally.YES
    who = deciding(case, proposal, coalition)
    passes = programme.decisions.of(proposal.matter.kind).passes
    return tally(who, passes, dict(proposal.votes))


def not_answered(case: Case, proposal: Proposal, coalition: Coalition) -> tuple[Voter, ...]:
    """Return who decides, and has said nothing yet."""
    said = dict(proposal.votes)
    return tuple(v for v in deciding(case, proposal, coalition) if v not in said)


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
) -> Iterator[Missing]:
    """Yield why an act that needs a decision is not decided yet; ``what`` says so in a sentence.

    The case is seen in the process that is decided about.
    """
    proposal = case.proposal(named) if named is not None else None
    of = None if proposal is None else (proposal.process, proposal.matter.kind)
    if proposal is None or of != (case.at, kind) or proposal.matter.subject != subject:
        yield Missing(what, "decision-proposed", supply="Propose it, and have it decided.")
        return
    came_to = result(case, proposal, coalition, programme)
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
    elif came_to is Tally.NO:
        yield Missing(
            "It was not decided so.",
            "decision-proposed",
            supply="Propose something else, or the same once more when things have changed.",
        )
    elif came_to is Tally.OPEN:
        open_ = not_answered(case, proposal, coalition)
        yield Missing(
            "Not everybody who decides has answered.",
            "decision-answered",
            who=tuple(name_of(voter, case, coalition, programme) for voter in open_),
            supply="Ask them, and record what they say.",
        )
