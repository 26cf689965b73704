"""What several decide together: why, what was proposed, who said what, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.process.case import Case
from rjdesk.process.decisions.derived import (
    Weighed,
    in_words,
    is_overtaken,
    matter,
    name_of,
    of_groups,
    still_stands,
    weighed,
)
from rjdesk.process.decisions.events import DecisionProposed
from rjdesk.process.decisions.state import Proposal
from rjdesk.process.further_steps.derived import in_words as reason_in_words
from rjdesk.process.further_steps.derived import (
    of_process,
    reasons,
    settling,
    something_came_of_it,
)
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import CLOSE, DecisionId, MatterKind, Tally, Vote, Voter
from rjdesk.process.kernel.event import FIRST, CaseId, EntryId, ProcessId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.sexual_harm.state import HarmStep
from rjdesk.process.taking_part.derived import ended_on, is_named

Step = FurtherStep | HarmStep
STEPS: Mapping[MatterKind, type[Step] | None] = {
    MatterKind.FURTHER_STEPS: FurtherStep,
    MatterKind.REOPENING: None,
    MatterKind.SEXUAL_HARM: HarmStep,
}
"""What may be decided of matters of a kind; a reopening has one subject alone."""


class VoteRow(msgspec.Struct, frozen=True, kw_only=True):
    """One of those who decide, and what they said, or None before.

    ``mine`` marks the member who looks, ``on_word`` whose answer somebody else records since they
    have no keys here.
    """

    voter: Voter
    name: str
    vote: Vote | None
    mine: bool
    on_word: bool


class ProposalRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was proposed, how it stands in words, and who said what.

    ``to_answer`` holds while answers are asked for; ``step`` is what may be done by it now, or
    None.
    """

    decision: DecisionId
    what: str
    on: date
    stands: str
    tally: Tally
    votes: tuple[VoteRow, ...]
    to_answer: bool
    step: Step | None


class ToPropose(msgspec.Struct, frozen=True, kw_only=True):
    """What may be proposed, who decides, and whether it may be: an event with all who decide."""

    event: DecisionProposed
    subjects: tuple[Option, ...]
    members: tuple[Option, ...]
    each: tuple[str, ...]
    people: tuple[Option, ...]
    verdict: Verdict


class FurtherStepsView(msgspec.Struct, frozen=True, kw_only=True):
    """Further steps of a process: why, what was proposed, and what may be now.

    ``parties`` are those who may ask to come back to it; ``begins`` whether there is anything to
    come back to yet.
    """

    case: CaseId
    begins: bool
    to_ask: Verdict
    parties: tuple[Option, ...]
    reasons: tuple[str, ...]
    proposals: tuple[ProposalRow, ...]
    to_propose: ToPropose
    closed: date | None


class AskFurtherSteps(msgspec.Struct, frozen=True):
    """Are further steps to be decided, and what was?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> FurtherStepsView:
        """Return how it stands."""
        case = desk.case(self.case, self.process)
        programme = desk.programme(case)
        settled = settling(case, desk.coalition, programme, desk.today)
        parties = tuple(p for p in case.primary_parties if is_named(case, p))
        asks = ReaddressAsked(on=desk.today, person=parties[0].id) if parties else None
        return FurtherStepsView(
            case=case.id,
            begins=something_came_of_it(case),
            to_ask=desk.may_in(case, asks) if asks is not None else Verdict(()),
            parties=tuple(Option(party.id, party.name) for party in parties),
            reasons=tuple(reason_in_words(r, case) for r in reasons(case, desk.today, settled)),
            proposals=tuple(row_of(proposal, case, desk) for proposal in of_process(case)),
            to_propose=proposing(desk, case, MatterKind.FURTHER_STEPS, _steps(desk, case)),
            closed=case.closing.closed,
        )


class ReopeningView(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a close is to be taken back: what was proposed, and what may be.

    ``entry`` is that of the close, which is taken back once that is ``decided``.
    """

    proposals: tuple[ProposalRow, ...]
    to_propose: ToPropose
    decided: bool
    entry: EntryId | None


class AskReopening(msgspec.Struct, frozen=True):
    """Is the close of a case to be taken back?"""

    case: CaseId

    def answer(self, desk: Desk) -> ReopeningView | None:
        """Return how that stands; None while the case is not closed."""
        case = desk.case(self.case)
        if case.closing.closed is None:
            return None
        kind = MatterKind.REOPENING
        about = [p for p in case.proposals if p.matter.kind is kind and still_stands(case, p)]
        rows = tuple(row_of(proposal, case, desk) for proposal in about)
        return ReopeningView(
            proposals=rows,
            to_propose=proposing(desk, case, kind, (Option(CLOSE, desk.terms.of(kind)),)),
            decided=any(row.tally is Tally.YES for row in rows),
            entry=case.closing.entry,
        )


def _steps(desk: Desk, case: Case) -> tuple[Option, ...]:
    """Return the steps that can be taken as things stand."""
    over = ended_on(case) is not None
    in_force = case.agreement.in_force is not None and not over
    fit = {
        FurtherStep.RESTART: True,
        FurtherStep.AMEND: in_force,
        FurtherStep.END: not over,
        FurtherStep.REDIRECT: not over,
        FurtherStep.GO_ON: True,
    }
    return tuple(Option(step.value, desk.terms.of(step)) for step in FurtherStep if fit[step])


def proposing(desk: Desk, case: Case, kind: MatterKind, subjects: tuple[Option, ...]) -> ToPropose:
    """Return what may be proposed, with everybody who may decide about it."""
    programme, coalition = desk.programme(case), desk.coalition
    deciders = programme.decisions.of(kind)

    around = (case, coalition, programme, desk.today)
    each, may = of_groups(deciders.each, *around), of_groups(deciders.one_of, *around)
    everybody = tuple(dict.fromkeys((*each, *may)))
    subject = subjects[-1].value
    event = DecisionProposed(
        on=desk.today,
        decision=DecisionId(desk.new_id()),
        kind=kind,
        subject=subject,
        digest=matter(case, kind, subject).digest,
        members=tuple(voter.member for voter in everybody if voter.member is not None),
        people=tuple(voter.person for voter in everybody if voter.person is not None),
        bodies=tuple(voter.body for voter in everybody if voter.body),
    )
    return ToPropose(
        event=event,
        subjects=subjects,
        members=tuple(Option(m, coalition.name_of(m)) for m in event.members),
        each=tuple(voter.member for voter in each if voter.member is not None),
        people=tuple(Option(p, case.name_of(p)) for p in event.people),
        verdict=desk.may_in(case, event),
    )


def row_of(proposal: Proposal, case: Case, desk: Desk) -> ProposalRow:
    """Return what was proposed as a page shows it."""
    programme, coalition = desk.programme(case), desk.coalition
    found = weighed(case, proposal, coalition, programme, desk.today)
    tally, who, said = found.comes_to, found.who, proposal.votes
    around = (coalition, programme, desk.today)
    stands = still_stands(case, proposal) and not is_overtaken(case, proposal, *around)
    keys = desk.journal.enrolled()
    steps = STEPS[proposal.matter.kind]
    step = steps(proposal.matter.subject) if steps is not None else None
    is_yes = tally is Tally.YES and stands and proposal.carried_out is None
    return ProposalRow(
        decision=proposal.id,
        what=desk.terms.of(step or proposal.matter.kind),
        on=proposal.on,
        stands=_standing(proposal, found, programme, stands=stands),
        tally=tally,
        votes=tuple(
            VoteRow(
                voter=voter,
                name=name_of(voter, case, coalition, programme),
                vote=said.get(voter),
                mine=voter.member == desk.member,
                on_word=voter.member is None or voter.member not in keys,
            )
            for voter in dict.fromkeys((*who, *(v for v in said if v in proposal.deciders)))
        ),
        to_answer=stands and proposal.carried_out is None and tally is not Tally.NO,
        step=step if is_yes and step is not FurtherStep.GO_ON else None,
    )


def _standing(proposal: Proposal, found: Weighed, programme: Programme, *, stands: bool) -> str:
    """Return how a proposal stands, in words."""
    done, goes_on = proposal.carried_out, proposal.matter.subject == FurtherStep.GO_ON.value
    said = (
        (proposal.dropped, "Decided, and given up again."),
        (done is not None, f"Decided, and done on {long_date(done)}." if done else ""),
        (found.comes_to is Tally.YES and (stands or goes_on), "Decided."),
        (found.comes_to is Tally.NO, "It was not decided so."),
        (not stands, "Things stand otherwise since; it is void."),
        (bool(found.open), "Not everybody has answered."),
        (bool(found.without), f"Not without {in_words(found.without, programme)}."),
    )
    alone = "One person alone has said or recorded all of it."
    return next((words for holds, words in said if holds), alone)
