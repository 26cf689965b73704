"""What was let through by what stands otherwise now is told, with what ends it."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from rjdesk.desk.outcome import Recorded
from rjdesk.desk.replay import unfounded
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.process.agreement.events import ActionProposed, AgreementFulfilled, AgreementSigned
from rjdesk.process.circle.events import CircleCompleted, CircleStarted, TurnTaken, ValueNamed
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.intake.events import AdvisorInformed, ParticipantNamed
from rjdesk.process.kernel.event import Entry, Event, RecordedByMistake
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.premeeting.events import (
    EligibilityDecided,
    FitJudged,
    PreMeetingCompleted,
)
from rjdesk.process.preparation.events import ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.events import WillingnessStated
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.stories import TOLD
from rjdesk.rehearsal.telling import Story
from tests.scenarios.world import World
from tests.stories.happening import copied, presses, told_to_each_point


def before(kind: type[Event], story: Story = s1.STORY) -> World:
    """Return the world of a story before the first event of a kind."""
    points = zip(presses(story), told_to_each_point(story), strict=False)
    return copied(next(world for press, world in points if isinstance(press.event, kind)))


def told_after(world: World, wrong: Entry, **changed: object) -> list[str]:
    """Put an entry right or take it back, and return what the case's page says of it."""
    back = RecordedByMistake(on=world.clock().date(), replaces=wrong.id)
    instead = replace(wrong.event, replaces=wrong.id, **changed) if changed else back
    assert isinstance(world.desk(wrong.by).record(s1.CASE, instead), Recorded)
    page = world.desk(s1.STORY.facilitator).ask(AskCasePage(s1.CASE))
    return [missing.what for missing in page.contradictions]


def the_last(world: World, kind: type[Event], **wanted: object) -> Entry:
    """Return the last entry of a kind that a record holds."""
    record = world.desk(s1.STORY.facilitator).record_of(s1.CASE)
    return [
        entry
        for entry in record
        if isinstance(entry.event, kind)
        and all(getattr(entry.event, name) == value for name, value in wanted.items())
    ][-1]


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.id)
def test_nothing_hangs_in_the_air_of_a_case_that_nobody_put_right(story: Story) -> None:
    desk = told_to_each_point(story)[-1].desk(story.facilitator)
    record, coalition = desk.record_of(story.case), desk.journal.coalition()
    zone = desk.clock().tzinfo
    assert list(unfounded(story.case, record, coalition, desk.programmes, zone)) == []


@pytest.mark.parametrize(
    ("point", "kind", "wanted", "changed", "told"),
    [
        (CircleStarted, FitJudged, {}, {"fits": False}, "does not fit"),
        (
            CircleStarted,
            PreMeetingCompleted,
            {"meeting": "m2"},
            {},
            "Cole Brandvold has not been met yet.",
        ),
        (CircleStarted, EligibilityDecided, {}, {"eligible": False}, "not all decided"),
        (CircleCompleted, WillingnessStated, {}, {"willing": Answer.NO}, "has not said yes"),
        (
            ActionProposed,
            ProcessChosen,
            {},
            {"kind": ProcessType.HARM_CIRCLE, "people": (s1.ANH,)},
            "is not held with Cole",
        ),
        (CaseClosed, TurnTaken, {}, {}, "Not everybody has had the closing question."),
        (
            CaseClosed,
            ParticipantNamed,
            {"person": s1.MINH},
            {"parts": (Part.RESPONSIBLE,)},
            "Lê Minh has not signed the agreement.",
        ),
        (CaseClosed, ActionCompleted, {}, {}, "is not done"),
        (
            AgreementFulfilled,
            AgreementSigned,
            {},
            {"on": date(2026, 11, 10)},
            "The last signature was made on 10 November 2026.",
        ),
    ],
    ids=lambda value: value.tag if isinstance(value, type) else None,
)
def test_what_went_ahead_on_something_that_is_otherwise_now_is_told(
    point: type[Event],
    kind: type[Event],
    wanted: dict[str, object],
    changed: dict[str, object],
    told: str,
) -> None:
    world = before(point)
    world.clock.set(presses(s1.STORY)[-1].clock.day)
    said = told_after(world, the_last(world, kind, **wanted), **changed)
    assert [what for what in said if told in what], said


def test_saying_again_what_was_so_ends_it() -> None:
    world = before(CircleStarted)
    assert told_after(world, the_last(world, FitJudged), fits=False)
    assert told_after(world, the_last(world, FitJudged), fits=True) == []


@pytest.mark.parametrize(
    "kind", [WillingnessStated, AdvisorInformed, ProcessChosen], ids=lambda kind: kind.tag
)
def test_doing_what_is_missing_ends_it_where_it_can_still_be_done(kind: type[Event]) -> None:
    world = before(CircleStarted)
    wrong = the_last(world, kind)
    assert told_after(world, wrong)
    world.do(wrong.by, s1.CASE, replace(wrong.event, on=world.clock().date()))
    assert world.desk("priya").ask(AskCasePage(s1.CASE)).contradictions == ()


def test_what_a_circle_passed_over_stays_told() -> None:
    world = before(CircleCompleted)
    wrong = the_last(world, ValueNamed)
    assert [what for what in told_after(world, wrong) if "round of values" in what]
