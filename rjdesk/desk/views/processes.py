"""The processes of a case, where it holds more than one: which there are, and which one is seen."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.processes import called, kinds_in
from rjdesk.desk.stages import stage_of, stages_in
from rjdesk.desk.terms import Terms
from rjdesk.process.case import Case, Follows
from rjdesk.process.kernel.decision import DecisionId
from rjdesk.process.kernel.event import FIRST, CaseId, ProcessId
from rjdesk.process.people.state import Part
from rjdesk.process.preparation.events import ProcessBegun
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.derived import ended_on, is_named


class PathStep(msgspec.Struct, frozen=True):
    """One stage of a path."""

    name: str
    past: bool
    current: bool


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """The path of one process; ``here`` marks the one that is seen, ``ended`` the day it ended."""

    process: ProcessId
    name: str
    steps: tuple[PathStep, ...]
    here: bool
    ended: date | None


class AskWhich(msgspec.Struct, frozen=True):
    """Which process of the case is this?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> str:
        """Return its name, or "" where the case holds one alone, or is not held."""
        if self.case not in desk.cases():
            return ""
        case = desk.case(self.case, self.process)
        return called(case, desk.terms) if len(case.processes) > 1 else ""


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """Whether another process may begin after this one, as what, of which kinds, with whom."""

    as_: Follows
    decision: DecisionId | None
    verdict: Verdict
    kinds: tuple[Option, ...]
    parties: tuple[Option, ...]


class AskBeginning(msgspec.Struct, frozen=True):
    """May another process begin after this one?"""

    case: CaseId
    as_: Follows = Follows.INSTEAD
    decision: DecisionId | None = None
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> Beginning:
        """Return the ruling, and what can be chosen."""
        case = desk.case(self.case, self.process)
        begun = ProcessBegun(
            on=desk.today,
            begins=ProcessId(desk.new_id()),
            follows=case.at,
            as_=self.as_,
            decision=self.decision,
        )
        agreed = self.as_ is Follows.AGREED
        offered = kinds_in(desk.programme(case), desk.terms)
        only = ProcessType.ACCOUNTABILITY_CIRCLE.value
        whom = (
            person
            for person in case.primary_parties
            if not agreed or (person.holds(Part.RESPONSIBLE) and is_named(case, person))
        )
        return Beginning(
            as_=self.as_,
            decision=self.decision,
            verdict=desk.may(case.id, begun),
            kinds=tuple(kind for kind in offered if not agreed or kind.value == only),
            parties=tuple(Option(person.id, person.name) for person in whom),
        )


def path_of(case: Case, terms: Terms) -> tuple[PathStep, ...]:
    """Return the path of the process that a case is seen in."""
    stages = stages_in(case)
    now = stages.index(stage_of(case))
    return tuple(PathStep(terms.of(stage), i < now, i == now) for i, stage in enumerate(stages))


def paths_of(case: Case, terms: Terms) -> tuple[Path, ...]:
    """Return the path of each process, where a case holds several; else none."""
    if len(case.processes) == 1:
        return ()
    return tuple(
        Path(
            process=seen.at,
            name=called(seen, terms),
            steps=path_of(seen, terms),
            here=seen.at == case.at,
            ended=ended_on(seen),
        )
        for seen in case.each_process
    )
