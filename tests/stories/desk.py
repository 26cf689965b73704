"""The driver at the desk: lives a story through the one door, over memory or over a vault."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never
from uuid import uuid4

from msgspec.structs import replace

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Answers
from rjdesk.desk.journeys.intake import IntakeJourney
from rjdesk.desk.outcome import Recorded
from rjdesk.desk.views.correction import AskCorrection
from rjdesk.desk.views.papers import AskPapers
from rjdesk.process.intake.events import CaseOpened
from rjdesk.process.intake.state import Relation
from rjdesk.process.kernel.event import CaseId, Entry, Event, MemberId
from rjdesk.process.people.state import Affiliation
from rjdesk.rehearsal.telling import (
    Chapter,
    CodesIssued,
    Corrects,
    On,
    PowerCut,
    Prints,
    Records,
    SealedFor,
    Sees,
    Step,
    Story,
    Tries,
)
from tests.scenarios.world import FOUNDED, PASSPHRASE, World


def world_of(story: Story, folder: Path | None = None) -> World:
    """Return the coalition of a story, on the day it begins."""
    return FOUNDED[story.coalition](folder, story.begins)


def told(story: Story, last: Chapter, folder: Path | None = None) -> World:
    """Return a world in which a story is told up to the end of a chapter."""
    world = world_of(story, folder)
    for chapter in story.up_to(last):
        tell(world, story, chapter)
    return world


def tell(world: World, story: Story, chapter: Chapter) -> None:
    """Live through one chapter at the desk, without asking what is seen or printed.

    Whoever needs a case at some point of its story calls this; the story itself is asked of
    each driver in ``test_stories``.
    """
    desk = AtTheDesk(world, story)
    for numbered in chapter.steps:
        if not isinstance(numbered.step, Prints | SealedFor | Tries | CodesIssued):
            desk.live(numbered.step)


def latest(desk: Desk, case: CaseId, event: Event) -> Entry:
    """Return the latest entry that records an event, whatever that put right."""
    entries = reversed(desk.record_of(case))
    return next(e for e in entries if replace(e.event, replaces=None) == event)


class AtTheDesk:
    """Lives steps at a desk. What a person sees is asked of a window alone."""

    def __init__(self, world: World, story: Story) -> None:
        self.world, self.story = world, story

    def live(self, step: Step) -> None:
        """Do what a step says, and see that it is so."""
        world, case = self.world, self.story.case
        match step:
            case On(day, hour):
                world.clock.set(day, hour)
            case Records():
                self.record(step)
            case Tries(in_case=in_case):
                where = case if in_case else None
                rules = world.refused(step.by, where, *step.events)
                assert rules == step.rules, sorted(rules)
                missing = world.desk(step.by).may(where, *step.events).why_not()
                assert step.reads in missing, missing
            case PowerCut():
                world.die_after(step.by, case, *step.events)
            case Corrects():
                self.correct(step)
            case Prints():
                self.read_paper(step)
            case SealedFor(member):
                assert case not in world.desk(member).cases()
            case CodesIssued(member):
                codes = {self.code_of_a_request(member) for _ in range(3)}
                assert len(codes) == 3, codes
            case Sees():
                pass
            case _:
                assert_never(step)

    def record(self, step: Records) -> None:
        """Record, and see that exactly those rules speak that are named."""
        where = self.story.case if step.in_case else None
        if step.second or step.beside:
            desk = self.world.desk(step.beside or step.by)
            second = MemberId(step.second or step.by)
            key = desk.journal.unlocking(second).derive(PASSPHRASE.format(second))
            alone = bool(step.beside)
            with desk.journal.cosigner(second, key) as cosigner:
                outcome = desk.record(where, *step.events, cosigner=cosigner, alone=alone)
        else:
            outcome = self.world.desk(step.by).record(where, *step.events)
        assert isinstance(outcome, Recorded), outcome
        warned = {ruling.rule for ruling in outcome.warnings}
        assert warned == step.warned, outcome.warnings

    def correct(self, step: Corrects) -> None:
        """Put an entry right, or take it back with what came along with it."""
        desk = self.world.desk(step.by)
        entry = latest(desk, self.story.case, step.wrong)
        known = desk.ask(AskCorrection(self.story.case, entry.id))
        assert known is not None
        right = step.right and [replace(step.right, replaces=entry.id)]
        events = right or known.undoing(desk.today)
        outcome = desk.record(self.story.case, *events)
        assert isinstance(outcome, Recorded), outcome

    def code_of_a_request(self, member: str) -> str:
        """Return the code that a new request would get, by the journey that takes it."""
        desk = self.world.desk(member)
        texts = {
            "requester": Affiliation.STUDENT.value,
            "received": desk.today.isoformat(),
            "relation": next(iter(Relation)).value,
        }
        journey, answers = IntakeJourney(CaseId(str(uuid4()))), Answers(texts=texts)
        *_, last = journey.path(desk, answers)
        opened, *_ = last.records(answers)
        assert isinstance(opened, CaseOpened)
        return opened.code

    def read_paper(self, step: Prints) -> None:
        """Print a paper, and read it."""
        from tests.stories.paper import text_of  # what draws pages is needed here alone

        papers = self.world.desk(step.by).ask(AskPapers(self.story.case)).papers
        name = f"{step.form}:{step.of}" if step.of else step.form
        (sheet,) = [paper.sheet for paper in papers if paper.name == name]
        text = text_of(sheet)
        assert [word for word in step.words if word not in text] == [], text
        assert [word for word in step.not_ if word in text] == []
