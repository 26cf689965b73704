"""Handing over: who reads the cases that one reads, so that an office passes on with them."""

from __future__ import annotations

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.process.kernel.event import Capacity, CaseId, MemberId
from rjdesk.process.membership.state import CaseState


class HeldCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case that this member reads; ``readers`` are the others who can open it for good.

    ``facilitates`` says that this member does, and so goes on reading it.
    """

    case: CaseId
    code: str
    parties: str
    readers: tuple[Option, ...]
    facilitates: bool

    def is_read_by(self, member: str) -> bool:
        """Whether somebody else can open it."""
        return any(reader.value == member for reader in self.readers)


class HandoverView(msgspec.Struct, frozen=True, kw_only=True):
    """Handing over (RC-027): to whom it can be, and the cases, the latest first.

    ``elsewhere`` counts the cases that are under way and that only others read, ``waiting`` those
    that nobody with keys can open.
    """

    heirs: tuple[Option, ...]
    cases: tuple[HeldCase, ...]
    elsewhere: int
    waiting: int


class AskHandover(msgspec.Struct, frozen=True):
    """What do I hand over when I lay an office down?"""

    def answer(self, desk: Desk) -> HandoverView:
        """Return the cases that this member reads, and who could take them over."""
        holders, enrolled = desk.journal.holders, desk.journal.enrolled()
        mine = desk.summaries()
        listed = desk.coalition.cases.values()
        under_way = {each.case for each in listed if each.state is not CaseState.ENDED}
        others = under_way - mine.keys()
        waiting = {case for case in others if not holders(case).record & enrolled}
        return HandoverView(
            heirs=_named(desk, _heirs(desk)),
            cases=tuple(
                HeldCase(
                    case=case,
                    code=summary.code,
                    parties=" · ".join(summary.parties),
                    readers=_named(
                        desk,
                        (holders(case).record & enrolled) - {desk.member, *summary.for_a_time},
                    ),
                    facilitates=desk.member in summary.facilitators,
                )
                for case, summary in reversed(mine.items())
            ),
            elsewhere=len(others - waiting),
            waiting=len(waiting),
        )


def _heirs(desk: Desk) -> frozenset[MemberId]:
    """Return who else holds an office that assigns cases, and has keys of their own."""
    programme = desk.programme()
    offices = programme.offices_that(Capacity.OPENS, Capacity.ASSIGNS)
    return frozenset(
        member
        for member in desk.journal.enrolled() - {desk.member}
        if desk.coalition.holds_one_of(member, offices, desk.today, programme)
    )


def _named(desk: Desk, members: frozenset[MemberId]) -> tuple[Option, ...]:
    names = ((desk.coalition.name_of(member), member) for member in members)
    return tuple(Option(member, name) for name, member in sorted(names))
