"""The coalition: its members, offices, appointments and trainings, folded from its own journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import msgspec

from rjdesk.process.backups.state import KnownBackup
from rjdesk.process.kernel.calendar import AcademicYear, academic_year
from rjdesk.process.kernel.decision import DecisionId, Voter
from rjdesk.process.kernel.event import (
    Capacity,
    CaseId,
    During,
    Entry,
    Event,
    MemberId,
    Stream,
    Unreadable,
    in_fold_order,
)
from rjdesk.process.kernel.offices import COALITION, Office, OfficeId, RoleId
from rjdesk.process.kernel.programme import OF_THE_CASE, STUDENTS, Programme
from rjdesk.process.kernel.texts import Text, TextId
from rjdesk.process.library.state import Document, Shelf
from rjdesk.process.membership.state import Listed, Member, MemberKind
from rjdesk.process.motions.state import Motion
from rjdesk.process.retention.state import LostProposed


class Coalition(msgspec.Struct, frozen=True, kw_only=True):
    """The coalition as its journal tells it.

    While ``founding`` holds, members, offices, terms and trainings are entered as found, and
    the rules that bind appointments do not bind yet (A14). ``listings`` say what became of each
    case, in the order it was recorded: the last word on a case counts. ``texts`` are those that
    cases were opened under, in the order they came into use; ``library`` what was released, term
    by term, ``withdrawn`` the digests of what was taken out of it again, ``documents`` what else
    stands there; ``unread`` counts the entries that this program cannot read. ``motions`` are
    what it voted on, ``backups`` those that were made of the vault, the latest last, ``lost`` what
    was proposed about cases that nobody can open.
    """

    name: str = ""
    programme: str = ""
    founded: date | None = None
    founding: bool = True
    unread: int = 0
    members: tuple[Member, ...] = ()
    listings: tuple[Listed, ...] = ()
    texts: tuple[Text, ...] = ()
    library: tuple[Shelf, ...] = ()
    withdrawn: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    pilot_began: date | None = None
    motions: tuple[Motion, ...] = ()
    backups: tuple[KnownBackup, ...] = ()
    lost: tuple[LostProposed, ...] = ()

    @property
    def cases(self) -> dict[CaseId, Listed]:
        """How each case is listed now, in the order in which they were first listed."""
        return {listed.case: listed for listed in self.listings}

    def motion(self, decision: DecisionId) -> Motion | None:
        """Return the motion with that id, or None."""
        return next((known for known in self.motions if known.id == decision), None)

    def counted(self) -> Coalition:
        """Return the coalition with what it votes on counted, now that one voted, or left."""
        left = frozenset(known.id for known in self.members if known.left is not None)
        motions = tuple(motion.counted(left) for motion in self.motions)
        return msgspec.structs.replace(self, motions=motions)

    def member(self, member: MemberId) -> Member | None:
        """Return the member with that id, or None."""
        return next((known for known in self.members if known.id == member), None)

    def has_left(self, member: MemberId) -> bool:
        """Whether somebody was a member, and is none any more."""
        known = self.member(member)
        return known is not None and known.left is not None

    def text(self, text: TextId) -> Text | None:
        """Return a text that is kept, or None."""
        return next((known for known in self.texts if known.id == text), None)

    def name_of(self, member: MemberId) -> str:
        """Return a member's name for people to read."""
        known = self.member(member)
        return known.name if known else "a former member"

    def holds_role(self, member: MemberId, role: RoleId, today: date, programme: Programme) -> bool:
        """Whether a member holds a coalition-wide role today.

        Expiry of a term does not end an office here; it stops new cases and assignments by
        rules of their own (A15). An office counts from the year it was taken for, until every
        seat of it has a holder for a later year.
        """
        known = self.member(member)
        if known is None or known.left is not None:
            return False
        if role == COALITION:
            return True
        year = academic_year(today, programme.deadlines.year_starts_in)
        held = [since for office, since in known.offices if RoleId(office) == role]
        return year in held or (
            any(since < year for since in held) and not self._is_filled(role, year, programme)
        )

    def holds_one_of(
        self, member: MemberId, offices: Iterable[Office], today: date, programme: Programme
    ) -> bool:
        """Whether a member holds any of these offices today."""
        roles = (RoleId(office.id) for office in offices)
        return any(self.holds_role(member, role, today, programme) for role in roles)

    def _is_filled(self, role: RoleId, year: AcademicYear, programme: Programme) -> bool:
        """Whether every seat of an office has its holder for a year; one without seats never."""
        office = programme.office(OfficeId(role))
        if office is None or office.seats is None:
            return False
        held = (OfficeId(role), year)
        return sum(held in known.offices for known in self.members) >= office.seats

    def holders_of(self, role: RoleId, today: date, programme: Programme) -> tuple[Member, ...]:
        """Return the members who hold that role today."""
        return tuple(
            known for known in self.members if self.holds_role(known.id, role, today, programme)
        )

    def deciding(self, group: str, today: date, programme: Programme) -> tuple[Voter, ...]:
        """Return who of a group of a programme decides: students in term, an office, a body.

        A body that consists of others is those; one outside the members speaks for itself.
        """
        body = programme.body(group)
        if body is not None and not body.of:
            return (Voter(body=group),)
        if body is not None:
            each = (self.deciding(inside, today, programme) for inside in body.of)
            return tuple(dict.fromkeys(voter for voters in each for voter in voters))
        if group == STUDENTS:
            year = academic_year(today, programme.deadlines.year_starts_in)
            in_term = (m for m in self.members if m.kind is MemberKind.STUDENT and m.serves(year))
            return tuple(Voter(member=member.id) for member in in_term)
        holders = self.holders_of(RoleId(group), today, programme)
        return tuple(Voter(member=member.id) for member in holders)

    def unfilled(self, groups: Iterable[str], today: date, programme: Programme) -> tuple[str, ...]:
        """Return the names of those groups, and of what they consist of, that nobody is in now."""
        missing: list[str] = []
        around = (*OF_THE_CASE, STUDENTS)
        for group in groups:
            body = programme.body(group)
            if body is not None and body.of:
                missing += self.unfilled(body.of, today, programme)
            elif group not in around and not self.deciding(group, today, programme):
                missing.append(programme.role_name(RoleId(group)))
        return tuple(dict.fromkeys(missing))

    def status_of(self, member: MemberId, today: date, programme: Programme) -> str:
        """Return what a member says of having to report: as an office has it, or as all do (6C)."""
        of_offices = (
            office.reporting_status
            for office in programme.offices
            if office.reporting_status
            and self.holds_role(member, RoleId(office.id), today, programme)
        )
        return next(of_offices, programme.reporting_status).strip()

    def with_member(self, changed: Member) -> Coalition:
        """Return the coalition with that member put in the place of their former self."""
        if self.member(changed.id) is None:
            return msgspec.structs.replace(self, members=(*self.members, changed))
        return msgspec.structs.replace(
            self,
            members=tuple(changed if known.id == changed.id else known for known in self.members),
        )


def fold_coalition(entries: Iterable[Entry]) -> Coalition:
    """Return the coalition that a journal tells of; total, it never refuses.

    Where something cannot be read no founding is under way any more: what binds after it must
    not fall away with an entry.
    """
    coalition = Coalition()
    for entry in in_fold_order(entries):
        if isinstance(entry.event, CoalitionEvent):
            coalition = entry.event.apply(coalition, entry)
        elif isinstance(entry.event, Unreadable):
            coalition = msgspec.structs.replace(coalition, unread=coalition.unread + 1)
    if coalition.unread:
        coalition = msgspec.structs.replace(coalition, founding=False)
    return coalition


class CoalitionEvent(Event, frozen=True, kw_only=True):
    """An event of the coalition's own journal, which every member reads."""

    stream: ClassVar[Stream] = Stream.COALITION
    capacity: ClassVar[Capacity] = Capacity.KEEPS_MEMBERS
    during: ClassVar[During] = During.ALWAYS

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Return the coalition as it stands after this event; never refuses."""
        raise TypeError(f"{type(self).__name__} does not say how it folds")
