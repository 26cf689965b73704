"""What stands of the agreement, as its events left it."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.event import PersonId


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One action: who, what, for whom, by when, how will we know (RC-090).

    ``agreed`` are those who said yes to it in the circle. ``done`` and ``told`` belong to
    the follow-up.
    """

    id: str
    what: str
    owner: PersonId
    for_whom: str
    due: date | None
    evidence: str
    checked_by: str
    agreed: tuple[PersonId, ...] = ()
    done: date | None = None


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A version printed for signature; ``digest`` matches the paper to its data (RC-115)."""

    version: int
    on: date
    digest: str
    paper: str
    actions: tuple[str, ...]


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """A party's signature on one printed version, and who saw it."""

    person: PersonId
    on: date
    version: int
    witness: str


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

    def signed_by(self, person: PersonId) -> Signature | None:
        """Return a person's signature on the latest version, or None."""
        latest = self.latest
        if latest is None:
            return None
        return next(
            (s for s in self.signatures if s.person == person and s.version == latest.version),
            None,
        )

    @property
    def binding_actions(self) -> tuple[Action, ...]:
        """The actions that the latest printed version holds."""
        latest = self.latest
        return tuple(a for a in self.actions if latest and a.id in latest.actions)
