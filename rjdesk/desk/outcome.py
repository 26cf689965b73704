"""What the door answers: recorded, or refused with the rulings that say why."""

from __future__ import annotations

import msgspec

from rjdesk.desk.ports import DraftKey
from rjdesk.process.kernel.event import CaseId, Entry, Event
from rjdesk.process.kernel.ruling import Ruling


class Topic(msgspec.Struct, frozen=True):
    """Something that changed: a chapter of a case, or (case None) of the coalition."""

    case: CaseId | None
    chapter: str


class Recorded(msgspec.Struct, frozen=True):
    """The acts are committed. ``warnings`` are rulings that speak without refusing."""

    entries: tuple[Entry, ...]
    changed: frozenset[Topic]
    warnings: tuple[Ruling, ...] = ()


class Refused(msgspec.Struct, frozen=True):
    """Nothing was written. ``event`` names the act that was refused, ``tried`` all that was."""

    event: str
    rulings: tuple[Ruling, ...]
    case: CaseId | None = None
    tried: tuple[Event, ...] = ()
    drop_draft: DraftKey | None = None

    @property
    def rules(self) -> frozenset[str]:
        """The ids of the rules that refuse."""
        return frozenset(ruling.rule for ruling in self.rulings if ruling.refuses)

    def why_not(self) -> str:
        """Return every reason in sentences, a line each."""
        return Verdict(self.rulings).why_not()

    @property
    def may_go_on(self) -> bool:
        """Whether this member may set aside all that refuses, with a written reason."""
        return self.case is not None and Verdict(self.rulings).may_go_on


class Verdict(msgspec.Struct, frozen=True):
    """Whether an act may be recorded now, without recording it."""

    rulings: tuple[Ruling, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing refuses."""
        return not any(ruling.refuses for ruling in self.rulings)

    @property
    def may_go_on(self) -> bool:
        """Whether the acting member may set aside all that refuses, with a written reason."""
        return bool(self.missing) and all(ruling.mine for ruling in self.missing)

    @property
    def missing(self) -> tuple[Ruling, ...]:
        """The rulings that refuse."""
        return tuple(ruling for ruling in self.rulings if ruling.refuses)

    @property
    def warnings(self) -> tuple[Ruling, ...]:
        """The rulings that only speak."""
        return tuple(ruling for ruling in self.rulings if ruling.missing and ruling.warns)

    def why_not(self) -> str:
        """Return every reason in sentences, or "" when the act is allowed."""
        reasons = (missing.and_the_way() for ruling in self.missing for missing in ruling.missing)
        return "\n".join(dict.fromkeys(reasons))
