"""Every entry of a told case that may be put right has a form for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from rjdesk.desk.acts import ACTS
from rjdesk.desk.correcting import UNTYPED
from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Recorded
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.views.correction import AskCorrection
from rjdesk.process.agreement.events import MonitoringBegan
from rjdesk.process.catalogue import EVENTS
from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.corrections.staying import STANDS
from rjdesk.process.intake.events import (
    AccessGranted,
    AdvisorInformed,
    CaseOpened,
    ParticipantNamed,
)
from rjdesk.process.kernel.event import Event, MemberId, RecordedByMistake
from rjdesk.process.notes.events import NoteWritten, ReflectionWritten
from rjdesk.process.premeeting.events import (
    EligibilityDecided,
    PreMeetingCompleted,
    PreMeetingOpened,
)
from rjdesk.process.preparation.events import ConferenceScheduled
from rjdesk.process.taking_part.events import WillingnessStated
from rjdesk.rehearsal import further_steps
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.stories import STORIES
from rjdesk.rehearsal.telling import Story
from rjdesk.screens.kit.correcting import HOW
from rjdesk.shipped import shipped_terms
from tests.scenarios.deciding import close_taken_back
from tests.stories.desk import told


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_every_entry_of_a_told_case_can_be_asked_for(story: Story) -> None:
    desk = told(story, story.chapters[-1]).desk(story.facilitator)
    for entry in desk.record_of(story.case):
        desk.ask(AskCorrection(story.case, entry.id))


PUT_RIGHT = [kind for kind in EVENTS if not issubclass(kind, STANDS)]
"""What follows from other acts is not put right by itself."""


@pytest.mark.parametrize("kind", PUT_RIGHT, ids=lambda kind: kind.tag)
def test_every_field_that_is_asked_has_words(kind: type[Event]) -> None:
    acts = [act for act in ACTS if act.event is kind]
    declared = [field for act in acts for field in act.fields]
    named = {field.id for field in declared} | {field.otherwise for field in declared}
    for name in kind.__struct_fields__:
        if name not in named | UNTYPED:
            assert shipped_terms().of_field(name)


def test_what_is_wrong_is_asked_under_a_name_that_no_event_has() -> None:
    assert [kind.tag for kind in EVENTS if HOW in kind.__struct_fields__] == []


def test_a_reflection_that_is_put_right_or_taken_back_is_signed_anew() -> None:
    world = told(s1.STORY, s1.FOLLOW_UP)
    *_, closed = world.desk("mateo").record_of(s1.CASE)
    mistake = RecordedByMistake(on=s1.DEC17, replaces=closed.id)
    assert world.refused("mateo", s1.CASE, mistake) == {"RC-143"}
    close_taken_back(world, s1.CASE, "mateo", "priya")
    world.do("mateo", s1.CASE, mistake)
    *_, written = world.desk("priya").notes_of(s1.CASE)
    assert isinstance(written.event, ReflectionWritten)
    assert len(world.desk("priya").case(s1.CASE).closing.authors) == 2

    other = replace(written.event, went_well="Nobody was hurried.", replaces=written.id)
    world.do("priya", s1.CASE, other)
    closing = world.desk("priya").case(s1.CASE).closing
    assert (closing.reflection, closing.authors) == (other.digest, ())

    asked = world.desk("priya").ask(AskCorrection(s1.CASE, written.id))
    assert asked is not None
    world.do("priya", s1.CASE, *asked.undoing(s1.DEC17))
    assert world.desk("priya").case(s1.CASE).closing.reflection == ""
    assert world.refused("priya", s1.CASE, CaseClosed(on=s1.DEC17, ended=s1.DEC16)) == {"RC-105"}


@pytest.mark.parametrize(
    "kind",
    [ParticipantNamed, WillingnessStated, PreMeetingCompleted, EligibilityDecided, NoteWritten],
    ids=lambda kind: kind.tag,
)
def test_what_was_taken_back_by_mistake_is_put_back_where_it_stood(kind: type[Event]) -> None:
    desk = told(s1.STORY, s1.PREPARATION).desk("priya")
    page = AskCasePage(s1.CASE)
    entries = (*desk.record_of(s1.CASE), *desk.notes_of(s1.CASE))
    wrong = next(entry for entry in entries if isinstance(entry.event, kind))
    asked = desk.ask(AskCorrection(s1.CASE, wrong.id))
    assert asked is not None
    before = desk.case(s1.CASE), desk.notes(s1.CASE)
    assert isinstance(desk.record(s1.CASE, *asked.undoing(desk.today)), Recorded)

    taken = {line.entry: line for line in desk.ask(page).journal}
    entries = (*desk.record_of(s1.CASE), *desk.notes_of(s1.CASE))
    line = next(taken[e.id] for e in entries if e.event.replaces == wrong.id)
    assert line.correctable
    assert line.what.endswith(desk.terms.of_event(kind.tag)) or ": " in line.what
    back = desk.ask(AskCorrection(s1.CASE, line.entry))
    assert back is not None
    assert back.puts_back
    assert isinstance(desk.record(s1.CASE, *back.undoing(desk.today)), Recorded)
    again = desk.case(s1.CASE)
    assert (replace(again, last_entry_at=before[0].last_entry_at), desk.notes(s1.CASE)) == before
    assert desk.ask(page).contradictions == ()
    assert not any(x.correctable for x in desk.ask(page).journal if x.entry == line.entry)


def test_what_was_taken_back_says_what_it_was() -> None:
    world = told(s1.STORY, s1.PREPARATION)
    desk = world.desk("priya")
    said = next(e for e in desk.record_of(s1.CASE) if isinstance(e.event, WillingnessStated))
    world.do("priya", s1.CASE, RecordedByMistake(on=desk.today, replaces=said.id))
    latest, *_ = world.desk("priya").ask(AskCasePage(s1.CASE)).journal
    assert latest.what == f"Recorded by mistake: Willingness stated: {s1.ANH_NAME}"
    named = next(e for e in desk.record_of(s1.CASE) if e.event == s1.COLE_NAMED)
    world.do("priya", s1.CASE, RecordedByMistake(on=desk.today, replaces=named.id))
    latest, *_ = world.desk("priya").ask(AskCasePage(s1.CASE)).journal
    assert latest.what == f"Recorded by mistake: Participant named: {s1.COLE_NAME}"


def test_who_may_read_a_case_is_not_put_right_by_itself() -> None:
    desk = told(s1.STORY, s1.INTAKE).desk("imani")
    granted = next(e for e in desk.record_of(s1.CASE) if isinstance(e.event, AccessGranted))
    other = replace(granted.event, member=MemberId("ewa"), replaces=granted.id)
    assert "given access" in desk.may(s1.CASE, other).why_not()


def test_what_was_put_right_is_taken_back_as_it_stands() -> None:
    world = told(s1.STORY, s1.CIRCLE)
    desk = world.desk("priya")
    began = next(e for e in desk.record_of(s1.CASE) if isinstance(e.event, CircleStarted))
    world.clock.moment += timedelta(days=1)
    world.do("priya", s1.CASE, replace(began.event, replaces=began.id))
    gone = RecordedByMistake(on=s1.OCT26, replaces=began.id)
    assert world.refused("priya", s1.CASE, gone) == {"RJ-TURN"}


@pytest.mark.parametrize(
    ("kind", "changed"),
    [(CaseOpened, {"code": "AAAA-AA"}), (PreMeetingOpened, {"people": (s1.COLE,)})],
    ids=lambda value: value.tag if isinstance(value, type) else None,
)
def test_what_somebody_did_stays_theirs_whoever_puts_it_right(
    kind: type[Event], changed: dict[str, object]
) -> None:
    def whose(desk: Desk) -> tuple[MemberId | None, list[MemberId]]:
        case = desk.case(s1.CASE)
        return case.intake.opened_by, [meeting.facilitator for meeting in case.meetings]

    world = told(s1.STORY, s1.PRE_MEETINGS)
    desk = world.desk("priya")
    before = whose(desk)
    others = [e for e in desk.record_of(s1.CASE) if isinstance(e.event, kind) and e.by != "priya"]
    right = replace(others[0].event, replaces=others[0].id, **changed)
    world.do("priya", s1.CASE, right)
    assert whose(world.desk("priya")) == before


def test_nobody_puts_right_for_another_what_they_decided() -> None:
    world = told(s1.STORY, s1.PRE_MEETINGS)
    desk = world.desk("priya")
    decided = [e for e in desk.record_of(s1.CASE) if isinstance(e.event, EligibilityDecided)]
    theirs = next(entry for entry in decided if entry.by == "mateo")
    other = replace(theirs.event, eligible=False, replaces=theirs.id)
    assert world.refused("priya", s1.CASE, other) == {"RJ-CORRECT"}
    both = desk.case(s1.CASE).eligibility
    world.do("priya", s1.CASE, RecordedByMistake(on=desk.today, replaces=theirs.id))
    assert world.desk("priya").case(s1.CASE).eligibility != both
    world.do("priya", s1.CASE, replace(theirs.event, replaces=theirs.id))
    assert world.desk("priya").case(s1.CASE).eligibility == both
    world.do("mateo", s1.CASE, other)


def test_what_was_taken_back_counts_again_only_where_it_stood() -> None:
    world = told(s1.STORY, s1.PREPARATION)
    record = world.desk("priya").record_of(s1.CASE)
    informed = next(entry for entry in record if isinstance(entry.event, AdvisorInformed))
    scheduled = next(entry for entry in record if isinstance(entry.event, ConferenceScheduled))
    today = world.clock().date()
    for wrong in (scheduled, informed):
        world.do(wrong.by, s1.CASE, RecordedByMistake(on=today, replaces=wrong.id))
    world.do("priya", s1.CASE, replace(informed.event, on=today))
    again = replace(scheduled.event, replaces=scheduled.id)
    assert not world.desk(scheduled.by).may(s1.CASE, again).allowed
    assert world.desk(scheduled.by).may(s1.CASE, replace(again, replaces=None)).allowed


def test_what_is_put_right_is_not_fresh_again() -> None:
    story = further_steps.DISCONTINUED
    world = told(story, story.chapters[4])
    desk = world.desk("priya")
    began = next(e for e in desk.record_of(story.case) if isinstance(e.event, MonitoringBegan))
    world.clock.set(desk.today + timedelta(days=30))
    today = world.clock().date()
    anew = world.do("priya", story.case, replace(began.event, replaces=began.id))
    for wrong in (began.id, anew.entries[0].id):
        back = RecordedByMistake(on=today, replaces=wrong)
        assert world.refused("priya", story.case, back) == {"RJ-DECIDE"}
