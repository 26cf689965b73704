"""A body decides: something is proposed, and each of those who decide answers (DESIGN 2.5)."""

from __future__ import annotations

from typing import ClassVar

from rjdesk.process.case import Case, ProcessEvent
from rjdesk.process.decisions.state import Answered, Proposal
from rjdesk.process.kernel.decision import DecisionId, Matter, MatterKind, Vote, Voter
from rjdesk.process.kernel.event import Capacity, During, Entry, MemberId, PersonId


class DecisionProposed(ProcessEvent, frozen=True, kw_only=True):
    """Something is proposed that is not for one person to decide.

    ``subject`` is which of the answers of its kind, ``digest`` how things stand; ``members``,
    ``people`` and ``bodies`` decide.
    """

    tag: ClassVar[str] = "decision-proposed"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    decision: DecisionId
    kind: MatterKind
    subject: str
    digest: str
    members: tuple[MemberId, ...] = ()
    people: tuple[PersonId, ...] = ()
    bodies: tuple[str, ...] = ()

    @property
    def matter(self) -> Matter:
        """What is decided."""
        return Matter(kind=self.kind, subject=self.subject, digest=self.digest)

    @property
    def deciders(self) -> tuple[Voter, ...]:
        """Everybody who decides."""
        return (
            *(Voter(member=member) for member in self.members),
            *(Voter(person=person) for person in self.people),
            *(Voter(body=body) for body in self.bodies),
        )

    def apply(self, case: Case, entry: Entry) -> Case:
        """Hold one proposal more, to which whoever made it says yes."""
        proposal = Proposal(
            id=self.decision,
            process=self.process,
            matter=self.matter,
            deciders=self.deciders,
            by=entry.by,
            on=self.on,
            heard=(len(case.asked), len(case.follow_ups.held)),
        )
        own = Answered(voter=Voter(member=entry.by), vote=Vote.FOR, on=self.on, by=entry.by)
        return case.with_proposal(proposal.with_answer(own))


class DecisionAnswered(ProcessEvent, frozen=True, kw_only=True):
    """One of those who decide says yes, no, or neither; the latest counts.

    It is whoever records it, unless it is recorded on the word of somebody without keys here:
    a participant, a member, or a body.
    """

    tag: ClassVar[str] = "decision-answered"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS
    joint: ClassVar[bool] = True

    decision: DecisionId
    vote: Vote
    person: PersonId | None = None
    member: MemberId | None = None

    def voter(self, by: MemberId) -> Voter:
        """Return whose answer it is, where ``by`` records it."""
        if self.person is not None:
            return Voter(person=self.person)
        return Voter(body=self.word_of) if self.word_of else Voter(member=self.member or by)

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the answer; one to a proposal that is not there any more changes nothing."""
        known = case.proposal(self.decision)
        if known is None:
            return case
        said = Answered(voter=self.voter(entry.by), vote=self.vote, on=self.on, by=entry.by)
        return case.with_proposal(known.with_answer(said))
