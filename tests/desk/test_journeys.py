"""A journey is steps that hold their form and what leaving them records."""

from __future__ import annotations

from datetime import date

from rjdesk.desk.fields import Answers, Kind
from rjdesk.desk.journeys.journey import Step, nothing
from rjdesk.desk.journeys.premeeting import PreMeetingJourney
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.people.state import Answer
from rjdesk.process.premeeting.events import PreMeetingCompleted
from rjdesk.rehearsal.two_parties import CASE, INTAKE, PRE_MEETINGS, STORY
from rjdesk.shipped import shipped_programmes
from tests.scenarios.world import reed
from tests.stories.desk import tell


def filled(step: Step) -> Answers:
    """Return answers that a step has no fault with."""
    texts = {f.id: f.options[0].value if f.options else "words" for f in step.fields}
    ticks = {f.id: True for f in step.fields if f.kind in {Kind.TICK, Kind.SAY}}
    return Answers(texts=texts, ticks=ticks)


def test_each_step_records_its_own_and_only_the_last_ends_the_meeting() -> None:
    world = reed(None, date(2026, 9, 1))
    tell(world, STORY, INTAKE)
    tell(world, STORY, PRE_MEETINGS)
    desk = world.desk("priya")
    meeting = desk.case(CASE).meetings[0]
    steps = PreMeetingJourney(CASE, meeting.id).path(desk, Answers())
    recorded = {step.id: step.records(filled(step)) for step in steps}
    assert [step.id for step in steps if step.records is nothing] == []
    ends = [
        name
        for name, events in recorded.items()
        if any(isinstance(event, PreMeetingCompleted) for event in events)
    ]
    assert ends == ["next"]
    willing = next(step for step in steps if step.id == "willing")
    answers = filled(willing)
    texts = {name: Answer.NO.value for name in answers.texts if name.startswith("willing-")}
    (stated, *_) = willing.records(Answers(texts=texts, ticks=answers.ticks))
    assert stated.willing is Answer.NO


def test_what_somebody_says_of_having_to_report_depends_on_their_office() -> None:
    """RC-070, RC-150: a student member and the Staff Advisor say it each in their own words."""
    world = reed(None, date(2026, 9, 1))
    desk = world.desk("imani")
    programme = shipped_programmes()["reed-2019"]

    def said(member: str) -> str:
        return desk.coalition.status_of(MemberId(member), desk.today, programme)

    assert said("priya") == programme.reporting_status.strip()
    assert said("adeyemi").startswith("As Staff Advisor I do not have to report")
    assert "Oregon law" in said("adeyemi")
