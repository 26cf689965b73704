"""What stands of a referral, as its events left it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.process.kernel.event import PersonId


class ReferralSource(Enum):
    """Who may refer a case (RP-05)."""

    JUDGE = "judge"
    DISTRICT_ATTORNEY = "district_attorney"
    PUBLIC_DEFENDER = "public_defender"
    OTHER = "other"


class Guardian(msgspec.Struct, frozen=True):
    """Who stands beside a minor, and whether they consent."""

    person: PersonId
    name: str
    consents: bool


class Referral(msgspec.Struct, frozen=True, kw_only=True):
    """Where the case came from, who is a minor, and who consented to a report back."""

    source: ReferralSource | None = None
    referred_by: str = ""
    minors: tuple[PersonId, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    report_back: tuple[tuple[PersonId, bool], ...] = ()
    reported: date | None = None

    def guardian_of(self, person: PersonId) -> Guardian | None:
        """Return who stands beside a minor, or None."""
        return next((g for g in self.guardians if g.person == person), None)

    def consents_to_report(self, person: PersonId) -> bool:
        """Whether somebody said yes to a report back to whoever referred the case."""
        return dict(self.report_back).get(person, False)
