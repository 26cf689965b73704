"""What those who left the coalition had let others read, so that it is kept or ended (RC-141)."""

from __future__ import annotations

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.process.kernel.event import CaseId


class GivenRow(msgspec.Struct, frozen=True, kw_only=True):
    """A case that ``reader`` reads because ``giver``, who has left, let them in."""

    case: CaseId
    code: str
    reader: str
    giver: str


class AskGiven(msgspec.Struct, frozen=True):
    """Who reads a case because somebody let them in who has left?"""

    def answer(self, desk: Desk) -> tuple[GivenRow, ...]:
        """Return that of the cases that this member reads, the latest first."""
        coalition = desk.coalition
        return tuple(
            GivenRow(
                case=case,
                code=summary.code,
                reader=coalition.name_of(reader),
                giver=coalition.name_of(giver),
            )
            for case, summary in reversed(desk.summaries().items())
            for reader, giver in summary.let_in_by.items()
            if coalition.has_left(giver) and not coalition.has_left(reader)
        )
