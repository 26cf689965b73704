"""What stands of the agreement, as its events left it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.event import PersonId
from rjdesk.process.restitution.state import Plan


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One action: who, what, for whom, by when, how will we know (RC-090).

    For whom it is, and who checks it, is somebody of the case or, in words, somebody else.
    ``agreed`` are those who said yes to it in the circle; ``done`` belongs to the follow-up.
    """

    id: str
    what: str
    owner: PersonId
    due: date | None
    evidence: str
    for_whom: PersonId | None = None
    for_others: str = ""
    checked_by: PersonId | None = None
    checked_otherwise: str = ""
    agreed: tuple[PersonId, ...] = ()
    done: date | None = None


class AgreementTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What an agreement says: what stands on paper, and what is signed.

    The actions bear nobody's yes and no day of being done; the plans no payment.
    """

    harm: str = ""
    actions: tuple[Action, ...] = ()
    deadline: date | None = None
    plans: tuple[Plan, ...] = ()


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A version printed for signature; ``digest`` matches the paper to its data (RC-115).

    ``terms`` is what it says, and never changes: what is worked on afterwards is a draft.
    """

    version: int
    on: date
    digest: str
    paper: str
    terms: AgreementTerms

    def holds(self, action: str) -> bool:
        """Whether an action stands on it."""
        return any(known.id == action for known in self.terms.actions)


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """A party's signature on one printed version, and who saw it.

    ``guardian`` marks that of the guardian beside a party who is under age (A26).
    """

    person: PersonId
    on: date
    version: int
    witness: str
    guardian: bool = False


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement so far. ``deadline`` is the day by which all of it is done (RC-111)."""

    harm: str = ""
    actions: tuple[Action, ...] = ()
    deadline: date | None = None
    read_back: bool = False
    printed: tuple[Printed, ...] = ()
    signatures: tuple[Signature, ...] = ()
    copies: tuple[tuple[PersonId, date, str], ...] = ()
    monitoring_since: date | None = None
    fulfilled: date | None = None

    def action(self, action: str) -> Action | None:
        """Return the action with that id, or None."""
        return next((known for known in self.actions if known.id == action), None)

    def with_action(self, changed: Action) -> Agreement:
        """Return the agreement with that action put in the place of its former self."""
        if self.action(changed.id) is None:
            return replace(self, actions=(*self.actions, changed))
        return replace(
            self,
            actions=tuple(changed if a.id == changed.id else a for a in self.actions),
        )

    @property
    def latest(self) -> Printed | None:
        """The version printed last, which is the one to sign."""
        return self.printed[-1] if self.printed else None

    @property
    def next_version(self) -> int:
        """The number of the next print; one that was printed or signed is never given again."""
        used = (*(p.version for p in self.printed), *(s.version for s in self.signatures))
        return max(used, default=0) + 1

    def signed_by(self, person: PersonId, *, guardian: bool = False) -> Signature | None:
        """Return a person's, or their guardian's, signature on the latest version, or None."""
        latest = self.latest.version if self.latest else 0
        wanted = (person, latest, guardian)
        return next(
            (s for s in self.signatures if (s.person, s.version, s.guardian) == wanted), None
        )

    @property
    def binding_actions(self) -> tuple[Action, ...]:
        """The actions of the latest printed version as they were printed, and which are done."""
        done = {action.id: action.done for action in self.actions}
        terms = self.latest.terms if self.latest else AgreementTerms()
        return tuple(replace(action, done=done.get(action.id)) for action in terms.actions)


def terms_of(
    agreement: Agreement, plans: Iterable[Plan], actions: Collection[str]
) -> AgreementTerms:
    """Return what a version with these actions would say as things stand."""
    return AgreementTerms(
        harm=agreement.harm,
        actions=tuple(
            replace(action, agreed=(), done=None)
            for action in agreement.actions
            if action.id in actions
        ),
        deadline=agreement.deadline,
        plans=tuple(plan.unpaid() for plan in plans if plan.action in actions),
    )
