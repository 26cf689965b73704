"""A case in one line: what the list of cases shows without opening the journal.

Kept sealed beside the case and rebuilt from the journal whenever it is missing.
"""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.drafts import read_as
from rjdesk.desk.stages import Stage, stage_of
from rjdesk.desk.terms import Terms
from rjdesk.desk.waits import Wait, waits_of
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.event import FIRST, CaseId, MemberId, ProcessId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.recusal.derived import for_a_time
from rjdesk.process.taking_part.derived import in_front


class CaseSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The line of a case: code, who it is about, who facilitates, stage, and what waits.

    ``former`` are names that its parties had before, by which it is found too (A39); ``reviewed``
    says that what is left of its reflection waits to be released; ``recused`` who stepped back;
    ``for_a_time`` who reads it up to a day alone, ``let_in_by`` by whom others were let in.
    """

    code: str
    parties: tuple[str, ...]
    former: tuple[str, ...] = ()
    stage: Stage
    process: ProcessId = FIRST
    opened: date | None
    facilitators: tuple[MemberId, ...] = ()
    waits: tuple[Wait, ...] = ()
    reviewed: bool = False
    recused: dict[MemberId, date] = {}
    for_a_time: tuple[MemberId, ...] = ()
    let_in_by: dict[MemberId, MemberId] = {}

    def written(self) -> bytes:
        """Return the summary as the journal keeps it."""
        return msgspec.json.encode(self)

    @classmethod
    def read(cls, content: bytes) -> CaseSummary | None:
        """Return the summary that ``written`` wrote; None where another version wrote it."""
        return read_as(cls, content)


class SteppedBack(msgspec.Struct, frozen=True):
    """A case whose only reader has stepped back from it, since a day."""

    case: CaseId
    since: date


def summarise(
    case: Case, programme: Programme, coalition: Coalition, terms: Terms, today: date
) -> CaseSummary:
    """Return the line of a case, as it is written on a day."""
    return CaseSummary(
        code=case.intake.code,
        parties=tuple(person.name for person in case.primary_parties),
        former=tuple(name for person in case.primary_parties for name in person.former),
        stage=stage_of(in_front(case)),
        process=in_front(case).at,
        opened=case.intake.opened,
        facilitators=case.facilitators,
        waits=waits_of(case, programme, coalition, terms, today),
        reviewed=case.closing.reviewed is not None and not case.closing.released,
        recused={each.member: each.on for each in case.recusals.recused},
        for_a_time=tuple(sorted(for_a_time(case))),
        let_in_by={
            grant.member: grant.by
            for grant in case.grants
            if grant.by is not None and grant.member not in case.facilitators
        },
    )
