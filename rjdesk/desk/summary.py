"""A case in one line: what the list of cases shows without opening the journal.

Kept sealed beside the case and rebuilt from the journal whenever it is missing.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.desk.waits import Wait, waits_of
from rjdesk.process.case import Case
from rjdesk.process.event import MemberId
from rjdesk.process.interruption import ended_on
from rjdesk.process.programme import Programme


class Stage(Enum):
    """Where a case stands on its path."""

    INTAKE = "Intake"
    PRE_MEETINGS = "Pre-meetings"
    PREPARATION = "Preparation"
    CIRCLE = "Circle"
    AGREEMENT = "Agreement"
    FOLLOW_UP = "Follow-up"
    CLOSED = "Closed"


def stage_of(case: Case) -> Stage:
    """Return where a case stands, read from what has happened."""
    circle, agreement = case.circle, case.agreement
    if case.closing.closed:
        return Stage.CLOSED
    if agreement.monitoring_since or ended_on(case):
        return Stage.FOLLOW_UP
    if circle is not None:
        return Stage.AGREEMENT if circle.ended_at else Stage.CIRCLE
    if case.eligible:
        return Stage.PREPARATION
    if case.meetings or case.contacts:
        return Stage.PRE_MEETINGS
    return Stage.INTAKE


class CaseSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The line of a case: code, who it is about, who facilitates, stage, and what waits."""

    code: str
    parties: tuple[str, ...]
    stage: Stage
    opened: date | None
    facilitators: tuple[MemberId, ...] = ()
    waits: tuple[Wait, ...] = ()

    def written(self) -> bytes:
        """Return the summary as the journal keeps it."""
        return msgspec.json.encode(self)

    @classmethod
    def read(cls, content: bytes) -> CaseSummary:
        """Return the summary that ``written`` wrote."""
        return _DECODER.decode(content)


_DECODER = msgspec.json.Decoder(CaseSummary)


def summarise(case: Case, programme: Programme) -> CaseSummary:
    """Return the line of a case."""
    return CaseSummary(
        code=case.intake.code,
        parties=tuple(person.name for person in case.primary_parties),
        stage=stage_of(case),
        opened=case.intake.opened,
        facilitators=case.facilitators,
        waits=waits_of(case, programme),
    )
