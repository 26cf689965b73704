"""A member's page: what the coalition knows of them, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.process.kernel.calendar import AcademicYear, long_date
from rjdesk.process.kernel.event import Entry, EntryId, MemberId, in_fold_order
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.membership.events import (
    CertificateRecorded,
    MemberAppointed,
    MemberEntered,
    MemberLeft,
    OfficeLeft,
    OfficeTaken,
    TrainingCompleted,
)

OF_A_MEMBER = (
    MemberEntered | MemberAppointed | OfficeTaken | OfficeLeft | MemberLeft | TrainingCompleted
    | CertificateRecorded
)  # fmt: skip


class MemberLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry about a member, in words."""

    entry: EntryId
    on: date
    what: str


class MemberView(msgspec.Struct, frozen=True, kw_only=True):
    """A member and every entry about them that counts; ``offices`` are those they hold.

    ``alone`` says what nobody else can open, after a comma; "" where there is nothing.
    """

    member: MemberId
    name: str
    left: date | None
    facts: tuple[str, ...]
    offices: tuple[Option, ...]
    alone: str
    lines: tuple[MemberLine, ...]


class AskMember(msgspec.Struct, frozen=True):
    """What does the coalition know of a member? None where there is none."""

    member: MemberId

    def answer(self, desk: Desk) -> MemberView | None:
        """Return the page of a member."""
        member, programme = desk.coalition.member(self.member), desk.programme()
        if member is None:
            return None
        held = dict.fromkeys(office for office, _year in member.offices)
        return MemberView(
            member=member.id,
            name=member.name,
            left=member.left,
            facts=tuple(_facts(desk, self.member)),
            offices=tuple(Option(office, programme.office_name(office)) for office in held),
            alone=_alone(desk, member.id),
            lines=tuple(
                MemberLine(entry=entry.id, on=entry.event.on, what=_words(entry, desk, programme))
                for entry in in_fold_order(desk.journal.coalition())
                if isinstance(entry.event, OF_A_MEMBER) and entry.event.member == member.id
            ),
        )


def _alone(desk: Desk, member: MemberId) -> str:
    """Return how many of the cases of the coalition a member alone can open, in words."""
    count = sum(desk.journal.holders(case).record == {member} for case in desk.coalition.cases)
    if not count:
        return ""
    cases_ = "one case" if count == 1 else f"{count} cases"
    return f", and {cases_} can then be opened by nobody: have them hand on what they hold first"


def _facts(desk: Desk, member: MemberId) -> Iterator[str]:
    known = desk.coalition.member(member)
    if known is None:
        return
    yield desk.terms.of(known.kind)
    if known.on_judicial_board:
        yield "Sits on the Judicial Board, and is assigned to no case"
    if known.certified_until is not None:
        yield f"Certified until {long_date(known.certified_until)}"


def _words(entry: Entry, desk: Desk, programme: Programme) -> str:
    """Return what an entry says of a member."""
    event, words = entry.event, desk.terms.of_event(entry.event.tag)
    more = ""
    if isinstance(event, OfficeTaken):
        more = f"{programme.office_name(event.office)}, {AcademicYear(event.year)}"
    elif isinstance(event, OfficeLeft):
        more = programme.office_name(event.office)
    elif isinstance(event, MemberAppointed):
        more = str(AcademicYear(event.year))
    elif isinstance(event, TrainingCompleted):
        training = programme.training(event.training)
        more = f"{training.name if training else event.training}, {AcademicYear(event.year)}"
    elif isinstance(event, CertificateRecorded):
        more = f"until {long_date(event.until)}"
    return f"{words}: {more}" if more else words
