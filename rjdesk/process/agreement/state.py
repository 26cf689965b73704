"""What stands of the agreement, as its events left it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.decision import DecisionId
from rjdesk.process.kernel.event import EntryId, PersonId
from rjdesk.process.restitution.state import Plan


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One action: who, what, for whom, by when, how will we know (RC-090).

    For whom it is, and who checks it, is somebody of the case or, in words, somebody else.
    ``agreed`` are those who said yes to it in the circle; ``done`` is the day it was done, of one
    that binds.
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

    The actions bear nobody's yes and no day of being done.
    """

    harm: str = ""
    actions: tuple[Action, ...] = ()
    deadline: date | None = None
    plans: tuple[Plan, ...] = ()


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A version printed for signature; ``digest`` matches the paper to its data (RC-115).

    ``pdf`` is the SHA-256 of the bytes that are kept of it, or "".

    ``terms`` is what it says, and never changes: what is worked on afterwards is a draft.
    """

    version: int
    on: date
    digest: str
    paper: str
    terms: AgreementTerms
    pdf: str = ""

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


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """That a party has a copy of a version, since when, and how they got it (RC-113)."""

    person: PersonId
    on: date
    how: str
    version: int


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement so far. ``deadline`` is the day by which all of it is done (RC-111).

    It is in force since ``monitoring_since``, and ``binds`` is the number of the version that is,
    ``brought_by`` the entry since which it is, ``amended`` its day where it was another before.
    While it is worked on anew (``amending`` names the decision), that is a draft beside it,
    printed and signed as a new version, of a number from ``first_of_draft`` on; the old one is in
    force until then (RC-174).
    """

    harm: str = ""
    actions: tuple[Action, ...] = ()
    deadline: date | None = None
    read_back: bool = False
    printed: tuple[Printed, ...] = ()
    signatures: tuple[Signature, ...] = ()
    copies: tuple[Copy, ...] = ()
    monitoring_since: date | None = None
    binds: int | None = None
    brought_by: EntryId | None = None
    done: tuple[tuple[str, date], ...] = ()
    amended: date | None = None
    amending: DecisionId | None = None
    first_of_draft: int = 1
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

    def copy_of(self, person: PersonId) -> Copy | None:
        """Return which copy somebody has of the version in force, or to be, or None."""
        wanted = self.binds or (self.latest.version if self.latest else 0)
        theirs = [copy for copy in self.copies if (copy.person, copy.version) == (person, wanted)]
        return theirs[-1] if theirs else None

    @property
    def latest(self) -> Printed | None:
        """The version printed last, which is the one to sign; once signed, the one in force.

        What was printed before an amendment began is no version of that.
        """
        if not self.is_draft and self.in_force is not None:
            return self.in_force
        drafts = [known for known in self.printed if known.version >= self.first_of_draft]
        return drafts[-1] if drafts else None

    @property
    def in_force(self) -> Printed | None:
        """The version that all are bound by, or None."""
        return next((known for known in self.printed if known.version == self.binds), None)

    @property
    def is_draft(self) -> bool:
        """Whether it is worked on: before it is in force, and while it is amended."""
        return self.monitoring_since is None or self.amending is not None

    @property
    def next_version(self) -> int:
        """The number of the next print; one that was printed or signed is never given again."""
        used = (*(p.version for p in self.printed), *(s.version for s in self.signatures))
        return max(used, default=0) + 1

    def signed_by(
        self, person: PersonId, *, guardian: bool = False, on: Printed | None = None
    ) -> Signature | None:
        """Return a person's, or their guardian's, signature on a version, or None.

        That is the version printed last, where no other is asked for.
        """
        version = on or self.latest
        wanted = (person, version.version if version else 0, guardian)
        return next(
            (s for s in self.signatures if (s.person, s.version, s.guardian) == wanted), None
        )

    @property
    def binding_actions(self) -> tuple[Action, ...]:
        """The actions of the version in force as they were printed, and which are done.

        Before one is in force, those of the version printed last.
        """
        done = dict(self.done)
        version = self.in_force or self.latest
        terms = version.terms if version else AgreementTerms()
        return tuple(replace(action, done=done.get(action.id)) for action in terms.actions)

    def binding(self, action: str) -> Action | None:
        """Return an action that binds, or None."""
        return next((known for known in self.binding_actions if known.id == action), None)


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
        plans=tuple(plan for plan in plans if plan.action in actions),
    )
