"""The coalition: its members, their offices, trainings and terms, and who has keys."""

from __future__ import annotations

from typing import assert_never

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.ports import Concerning, Waiting
from rjdesk.desk.sentences import UNREADABLE
from rjdesk.process.kernel.calendar import AcademicYear, academic_year
from rjdesk.process.kernel.event import EntryId, MemberId, Unreadable
from rjdesk.process.kernel.features import Feature
from rjdesk.process.membership.state import MemberKind


class MemberRow(msgspec.Struct, frozen=True, kw_only=True):
    """A member as the list shows them, for the year that is under way; offices by their names.

    ``trainings`` are those of the programme by name, with whether each is complete. Who is
    ``invited`` was given keys, and did not unlock yet.
    """

    member: MemberId
    name: str
    kind: MemberKind
    offices: tuple[str, ...]
    appointed: bool
    trainings: tuple[tuple[str, bool], ...]
    has_keys: bool
    invited: bool


class WaitingRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something about keys or offices that waits for a second who holds an office.

    ``mine`` says whether this member may confirm it; ``who`` are those who may.
    """

    entry: EntryId
    what: str
    mine: bool
    who: tuple[str, ...]


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
    waiting: tuple[WaitingRow, ...]
    unreadable: tuple[str, ...]


class AskCoalition(msgspec.Struct, frozen=True):
    """Who belongs to the coalition?"""

    def answer(self, desk: Desk) -> CoalitionView:
        """Return the members for the present year."""
        coalition, programme = desk.coalition, desk.programme()
        year = academic_year(desk.today, programme.deadlines.year_starts_in)
        enrolled, invited = desk.journal.enrolled(), desk.journal.invited()
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
                    invited=member.id in invited,
                )
                for member in coalition.members
                if member.left is None or member.id in enrolled
            ),
            waiting=waiting_rows(desk),
            unreadable=tuple(
                UNREADABLE[entry.event.why]
                for entry in desk.journal.coalition()
                if isinstance(entry.event, Unreadable)
            ),
        )


def waiting_rows(desk: Desk) -> tuple[WaitingRow, ...]:
    """Return what waits for a second signature, in words."""
    return tuple(
        WaitingRow(
            entry=waits.entry,
            what=_in_words(waits, desk),
            mine=desk.member in waits.seconds,
            who=tuple(map(desk.coalition.name_of, sorted(waits.seconds))),
        )
        for waits in desk.journal.waiting()
    )


def _in_words(waits: Waiting, desk: Desk) -> str:
    by = desk.coalition.name_of(waits.by)
    whom = desk.coalition.name_of(waits.whom) if waits.whom else ""
    match waits.concerning:
        case Concerning.KEYS:
            return f"{by} gave {whom} keys to begin with."
        case Concerning.KEYS_ENDED:
            return f"{by} ended the keys of {whom}."
        case Concerning.OFFICE:
            return f"{by} recorded that {whom} holds an office."
        case Concerning.OFFICE_ENDED:
            return f"{by} recorded that {whom} holds an office no more."
        case Concerning.OLDER_COPY:
            return f"{by} said that this older copy of the vault counts from here on."
        case _:
            assert_never(waits.concerning)
