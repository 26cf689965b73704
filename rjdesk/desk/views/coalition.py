"""The coalition: its members, their offices, trainings and terms, and who has keys."""

from __future__ import annotations

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.sentences import UNREADABLE
from rjdesk.process.kernel.calendar import AcademicYear, academic_year
from rjdesk.process.kernel.event import MemberId, Unreadable
from rjdesk.process.kernel.features import Feature
from rjdesk.process.membership.state import MemberKind


class MemberRow(msgspec.Struct, frozen=True, kw_only=True):
    """A member as the list shows them, for the year that is under way; offices by their names.

    ``trainings`` are those of the programme by name, with whether each is complete.
    """

    member: MemberId
    name: str
    kind: MemberKind
    offices: tuple[str, ...]
    appointed: bool
    trainings: tuple[tuple[str, bool], ...]
    has_keys: bool


class CoalitionView(msgspec.Struct, frozen=True, kw_only=True):
    """The coalition in one year; ``years`` are those for which something can be recorded."""

    name: str
    programme: str
    year: AcademicYear
    founding: bool
    certificates: bool
    offices: tuple[Option, ...]
    trainings: tuple[Option, ...]
    years: tuple[Option, ...]
    bodies: tuple[Option, ...]
    members: tuple[MemberRow, ...]
    unreadable: tuple[str, ...]


class AskCoalition(msgspec.Struct, frozen=True):
    """Who belongs to the coalition?"""

    def answer(self, desk: Desk) -> CoalitionView:
        """Return the members for the present year."""
        coalition, programme = desk.coalition, desk.programme()
        year = academic_year(desk.today, programme.deadlines.year_starts_in)
        enrolled = desk.journal.enrolled()
        return CoalitionView(
            name=coalition.name,
            programme=programme.name,
            year=year,
            founding=coalition.founding,
            certificates=programme.has(Feature.CERTIFICATES),
            offices=tuple(Option(office.id, office.name) for office in programme.offices),
            trainings=tuple(Option(t.id, t.name) for t in programme.trainings),
            years=tuple(
                Option(str(each.start), str(each))
                for each in map(AcademicYear, range(year.start - 1, year.start + 2))
            ),
            bodies=tuple(Option(body.id, body.name) for body in programme.bodies),
            members=tuple(
                MemberRow(
                    member=member.id,
                    name=member.name,
                    kind=member.kind,
                    offices=tuple(
                        programme.office_name(o) for o, held in member.offices if held == year
                    ),
                    appointed=year in member.appointed,
                    trainings=tuple(
                        (training.name, member.trained_in(training.id, year))
                        for training in programme.trainings
                    ),
                    has_keys=member.id in enrolled,
                )
                for member in coalition.members
                if member.left is None or member.id in enrolled
            ),
            unreadable=tuple(
                UNREADABLE[entry.event.why]
                for entry in desk.journal.coalition()
                if isinstance(entry.event, Unreadable)
            ),
        )
