"""A member as the coalition knows them: kind, terms, offices, trainings."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.process.kernel.calendar import AcademicYear
from rjdesk.process.kernel.event import CaseId, MemberId
from rjdesk.process.kernel.offices import OfficeId, TrainingId


class MemberKind(Enum):
    """Whether a member is a student, staff, or neither."""

    STUDENT = "student"
    STAFF = "staff"
    OTHER = "other"


class CaseState(Enum):
    """All that the coalition knows of a case (DESIGN section 4)."""

    OPENED = "opened"
    ACTIVE = "active"
    ENDED = "ended"


class Listed(msgspec.Struct, frozen=True):
    """How a case was listed: all that whoever does not read it may know, and since which day."""

    case: CaseId
    state: CaseState
    on: date


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A member; ``offices`` and ``trainings`` are held for the academic years named with them.

    ``left`` is the day they left the coalition.
    """

    id: MemberId
    name: str
    kind: MemberKind
    semesters: int = 0
    on_judicial_board: bool = False
    appointed: tuple[AcademicYear, ...] = ()
    offices: tuple[tuple[OfficeId, AcademicYear], ...] = ()
    trainings: tuple[tuple[TrainingId, AcademicYear], ...] = ()
    certified_until: date | None = None
    left: date | None = None

    def holds_office(self, office: OfficeId, year: AcademicYear) -> bool:
        """Whether they hold that office in that year."""
        return (office, year) in self.offices

    def trained_in(self, training: TrainingId, year: AcademicYear) -> bool:
        """Whether that training is recorded complete for that year."""
        return (training, year) in self.trainings

    def serves(self, year: AcademicYear) -> bool:
        """Whether their term covers that year: appointed, or holding an office (RC-032)."""
        if self.left is not None:
            return False
        return year in self.appointed or any(held == year for _, held in self.offices)
