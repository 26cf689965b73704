"""What of a case would stand in the library."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.library.state import Published


def item_of(case: Case, coalition: Coalition) -> Published | None:
    """Return what the library would hold of a case, as its result reads now; None without one."""
    result = case.closing.reviewed
    if result is None:
        return None
    # Who signed first would tell which of several cases of the same two it was (A37).
    return Published(
        authors=tuple(sorted(map(coalition.name_of, case.closing.authors))),
        went_well=result.went_well,
        could_improve=result.could_improve,
    )
