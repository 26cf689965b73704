"""Who records an event, and when: two lines that every event declares or inherits (DESIGN 2.3)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rjdesk.process.case import CaseEvent
from rjdesk.process.catalogue import CATALOGUE, EVENTS
from rjdesk.process.context import RuleContext
from rjdesk.process.intake.state import Grant
from rjdesk.process.kernel.event import Capacity, During, Entry, EntryId, Event, RecordedByMistake
from rjdesk.process.notes.events import NoteEvent
from rjdesk.process.rules import rule_on
from tests.journals.lines import of_struct
from tests.process.stories import (
    CIRCLE_DONE,
    CLOSED,
    DAY,
    FULFILLED,
    IMANI,
    MATEO,
    PRIYA,
    START,
    STORY,
    moment,
    until,
)

ADVISOR, FORMER = "ruth", "former"
MAY = {
    "a Chair who holds only the record": {
        Capacity.HOLDS,
        Capacity.OPENS,
        Capacity.ASSIGNS,
        Capacity.SELF,
        Capacity.KEEPS_MEMBERS,
    },
    "a granted Staff Advisor": {Capacity.HOLDS, Capacity.KEEPS_MEMBERS},
    "a released facilitator": {Capacity.HOLDS},
    "a former Chair": {Capacity.HOLDS},
    "a facilitator": {Capacity.HOLDS, Capacity.FACILITATES, Capacity.SELF},
}
OTHERS = {
    Capacity.HOLDS: {
        *("recorded-by-mistake", "rule-overridden", "case-listed", "care-considered"),
        *("participant-named", "facilitator-accepted", "advisor-informed", "minor-noted"),
        *("guardian-consented", "report-back-answered", "reported-back", "person-renamed"),
        *("reach-noted", "result-confirmed", "document-added", "document-taken-out"),
        *("decision-proposed", "decision-answered", "motion-proposed", "motion-answered"),
        *("sexual-harm-flagged", "sexual-harm-cleared", "sexual-harm-taken-on"),
        *("ended-for-good", "dialogue-asked-for", "handed-on", "access-granted", "access-ended"),
        *("recusal-requested", "continuation-answered", "backup-made", "backup-gone"),
        *("records-held", "hold-released", "destruction-proposed", "destruction-confirmed"),
    },
    Capacity.OPENS: {"case-opened", "texts-taken", "opened-by-mistake"},
    Capacity.SELF: {"facilitator-released", "recused"},
    Capacity.ASSIGNS: {
        *("facilitator-assigned", "recusal-decided", "facilitator-number-decided"),
        *("reflection-released", "reflections-published", "reflection-withdrawn"),
    },
    Capacity.KEEPS_MEMBERS: {
        *("coalition-founded", "text-kept", "member-entered", "member-appointed"),
        *("office-taken", "training-completed", "certificate-recorded", "founding-completed"),
        *("office-left", "member-left", "entry-taken-back", "pilot-began"),
        *("lost-case-proposed", "lost-case-confirmed"),
    },
}
"""Every event that is not a facilitator's: said here a second time, so that a change is meant."""


def as_somebody(who: str, *told: object) -> RuleContext:
    """Return a moment in which somebody who may read the case is about to act."""
    at = moment(*told)
    case = at.the_case
    match who:
        case "a Chair who holds only the record":
            return replace(at, actor=IMANI)
        case "a granted Staff Advisor":
            return replace(
                at,
                actor="adeyemi",
                case=replace(case, grants=(*case.grants, Grant("adeyemi", notes=False))),
            )
        case "a released facilitator":
            return replace(at, actor=MATEO, case=replace(case, facilitators=(PRIYA,)))
        case "a former Chair":
            members = tuple(replace(m, offices=()) for m in at.coalition.members)
            return replace(at, actor=IMANI, coalition=replace(at.coalition, members=members))
        case _:
            return at


def says(rule: str, event: Event, at: RuleContext) -> bool:
    """Whether a rule of the house refuses an event."""
    return any(ruling.rule == rule and ruling.refuses for ruling in rule_on(event, at))


def test_every_capacity_that_is_not_a_facilitators_is_meant() -> None:
    declared: dict[Capacity, set[str]] = {}
    for kind in EVENTS:
        declared.setdefault(kind.capacity, set()).add(kind.tag)
    del declared[Capacity.FACILITATES]
    assert declared == OTHERS


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.tag)
def test_nobody_records_what_is_not_theirs(kind: type[Event], who: str) -> None:
    told = until(CIRCLE_DONE)
    refused = says("RJ-WHO", of_struct(kind), as_somebody(who, *told))
    assert refused == (kind.capacity not in MAY[who])


OPEN, IN_FORCE, OVER = until(CIRCLE_DONE), until(FULFILLED), until(CLOSED)
WITHIN = {
    During.OPEN: (True, True, False),
    During.IN_FORCE: (False, True, False),
    During.ENDED: (False, False, True),
    During.ALWAYS: (True, True, True),
}


@pytest.mark.parametrize(
    "kind",
    [kind for kind in EVENTS if issubclass(kind, CaseEvent | NoteEvent)],
    ids=lambda kind: kind.tag,
)
def test_nothing_is_recorded_out_of_its_time(kind: type[Event]) -> None:
    allowed = tuple(
        not says("RJ-WHEN", of_struct(kind), moment(*told)) for told in (OPEN, IN_FORCE, OVER)
    )
    assert allowed == WITHIN[kind.during]


def test_a_closed_case_is_closed_once_and_nothing_in_it_is_put_right_any_more() -> None:
    again, over = moment(*STORY), moment(*OVER)
    assert says("RJ-WHEN", CLOSED, again)
    named = of_struct(CATALOGUE.by_tag["participant-named"])
    right = replace(named, replaces="e1")
    assert not says("RJ-WHEN", right, over), "until the close a mistake is put right"
    assert says("RJ-WHEN", right, again)
    assert says("RJ-WHEN", RecordedByMistake(on=DAY, replaces="e1"), again)
    close = Entry(id=EntryId("e9"), event=CLOSED, by=PRIYA, at=START)
    back = RecordedByMistake(on=DAY, replaces="e9")
    assert not says("RJ-WHEN", back, replace(again, corrected=close))
