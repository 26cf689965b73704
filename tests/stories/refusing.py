"""How a told case comes to be refused by one rule alone that somebody may set aside.

Most situations are found by walking the stories: without one of their events, with an act
answered otherwise, or with an act done too early. How the others come about is told here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.ports import Trouble
from rjdesk.process.case import Follows
from rjdesk.process.circle.events import (
    CircleEndedEarly,
    CircleStarted,
    GuidelinesAgreed,
    QuestionAsked,
    SeatTaken,
)
from rjdesk.process.closing.events import (
    CaseClosed,
    ReflectionReleased,
    ReflectionReviewed,
    ResultConfirmed,
)
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.followup.events import FollowUpClosed
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.intake.events import CaseOpened, FacilitatorReleased
from rjdesk.process.intake.state import Cause
from rjdesk.process.kernel.calendar import first_of_term
from rjdesk.process.kernel.event import CaseId, Event, PersonId, ProcessId
from rjdesk.process.kernel.offices import RoleId
from rjdesk.process.people.state import Part
from rjdesk.process.premeeting.events import (
    EligibilityDecided,
    PreMeetingCompleted,
    PreMeetingOpened,
)
from rjdesk.process.preparation.events import ProcessBegun, ProcessChosen, QuestionsWritten
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.rules import may_be_set_aside
from rjdesk.process.taking_part.events import AlternativesPresented, ConsentWithdrawn, ProcessEnded
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal import stories
from rjdesk.rehearsal.moments import named, reflected
from rjdesk.rehearsal.people_change import COMES_AND_GOES
from rjdesk.rehearsal.telling import Story
from rjdesk.shipped import shipped_programmes
from tests.scenarios.world import World
from tests.stories.happening import Press, Telling, copied, presses, told_to_each_point

EventT = TypeVar("EventT", bound=Event)
LONG_AGO = timedelta(days=400)


class Pair(NamedTuple):
    """A should-rule of a programme, an act that it may refuse, and who may set it aside."""

    programme: str
    rule: str
    act: str
    role: RoleId

    def __str__(self) -> str:
        return f"{self.programme} {self.rule} {self.act}"


PAIRS: tuple[Pair, ...] = tuple(
    Pair(programme.id, *each)
    for programme in shipped_programmes().values()
    for each in may_be_set_aside(programme)
)


class Situation(NamedTuple):
    """What somebody is about to record at a point of a story."""

    story: Story
    world: World
    by: str
    event: Event

    def refused_by(self) -> str:
        """Return the one rule that refuses it, where that may be set aside, or ""."""
        desk = self.world.desk(self.by)
        if self.story.case not in desk.cases():
            return ""
        missing = desk.may(self.story.case, self.event).missing
        able = len(missing) == 1 and missing[0].override_by is not None
        return missing[0].rule if able else ""


Acts = frozenset[str]
"""The tags of the acts for which a situation is still sought."""


def told_under(programme: str) -> list[Story]:
    """Return every story that is told under a programme."""
    return [story for story in stories.TOLD if story.coalition == programme]


# --- walking the stories ----------------------------------------------------------------------


def without_one(story: Story, acts: Acts) -> Iterator[Situation]:
    """Yield what is told after one event was left out, until something is refused for it."""
    # Without the first of all there is no case.
    for left_out, world in enumerate(told_to_each_point(story)[1:-1], 1):
        telling = Telling(copied(world), story)
        for press in presses(story)[left_out + 1 :]:
            telling.tick(press)
            if press.event.tag in acts:
                yield Situation(story, telling.world, press.by, press.event)
            if not _goes_on(telling, press):
                break


def _goes_on(telling: Telling, press: Press) -> bool:
    """Record an event, and say whether it was let through for whoever still holds the case."""
    try:
        return isinstance(telling.tries(press), Recorded)
    except (Trouble, ValueError):
        return False  # Whoever was left out has no key.


def answered_otherwise(story: Story, acts: Acts) -> Iterator[Situation]:
    """Yield each act with one of its fields answered otherwise."""
    for number, press in enumerate(presses(story)):
        if press.event.tag not in acts or not number:
            continue
        telling = Telling(copied(told_to_each_point(story)[number]), story)
        telling.tick(press)
        everybody = tuple(person.id for person in telling.case.people)
        for name in press.event.__struct_fields__:
            for other in otherwise(getattr(press.event, name), everybody):
                event = replace(press.event, **{name: other})
                yield Situation(story, telling.world, press.by, event)


def too_early(story: Story, acts: Acts) -> Iterator[Situation]:
    """Yield each act at each point before it."""
    for number, world in enumerate(told_to_each_point(story)[:-1]):
        telling = Telling(copied(world), story)
        telling.tick(presses(story)[number])
        for press in presses(story)[number + 1 :]:
            if press.event.tag in acts:
                today = min(press.event.on, telling.today)
                yield Situation(story, telling.world, press.by, replace(press.event, on=today))


WALKS = (without_one, answered_otherwise, too_early)


def otherwise(value: object, everybody: tuple[str, ...]) -> Iterator[object]:
    """Yield what else could be answered in a field."""
    match value:
        case Enum():
            yield from (other for other in type(value) if other is not value)
        case bool() | None:
            yield from (other for other in (None, True, False) if other is not value)
        case int():
            yield from (0, value + 1, value + 2)
        case str():
            yield ""
        case date() if not isinstance(value, datetime):
            yield value - LONG_AGO
        case tuple():
            yield from ((), value[1:], value[::-1])
            if value and set(value) <= set(everybody):
                yield everybody[:2]


# --- told otherwise ---------------------------------------------------------------------------

Instead = Callable[[Event], Event | None]
"""What is told in the place of an event; None leaves it out."""


def retold(story: Story, until: type[Event], instead: Instead = lambda event: event) -> Telling:
    """Tell a story otherwise up to the first event of a kind, all the same where that may be."""
    telling = Telling(copied(told_to_each_point(story)[0]), story)
    for press in presses(story):
        telling.tick(press)
        if isinstance(press.event, until):
            break
        event = instead(press.event)
        if event is not None:
            _record(telling, press, event)
    return telling


def _record(telling: Telling, press: Press, event: Event) -> None:
    outcome = telling.tries(replace(press, event=event))
    if isinstance(outcome, Refused):
        role = next(iter(outcome.rulings)).override_by
        assert role is not None, outcome
        desk = telling.desk(press.by)
        outcome = desk.record_all_the_same(outcome, "All who are there want it so.")
    assert isinstance(outcome, Recorded), outcome


def _next(telling: Telling, kind: type[EventT]) -> EventT:
    """Return the first event of a kind that a story tells."""
    return next(p.event for p in presses(telling.story) if isinstance(p.event, kind))


def _is_asked(telling: Telling, event: Event) -> Situation:
    return Situation(telling.story, telling.world, telling.facilitator, event)


def care_is_not_answered(story: Story) -> Situation:
    """Tell that nobody was asked whether the process could harm people further."""

    def unanswered(event: Event) -> Event:
        return replace(event, may_harm_further=None) if isinstance(event, CaseOpened) else event

    telling = retold(story, EligibilityDecided, unanswered)
    return _is_asked(telling, _next(telling, EligibilityDecided))


def _needs_first(event: Event) -> Event:
    if isinstance(event, QuestionsWritten):
        return replace(event, questions=event.questions[::-1])
    return event


def circle_without_the_harm_first(story: Story) -> Situation:
    """Tell that the questions were put into another order all the same."""
    telling = retold(story, CircleStarted, _needs_first)
    return _is_asked(telling, _next(telling, CircleStarted))


def circle_without_a_decision(story: Story) -> Situation:
    """Tell that a time was set all the same before anybody decided on the case."""

    def undecided(event: Event) -> Event | None:
        return None if isinstance(event, EligibilityDecided) else event

    telling = retold(story, CircleStarted, undecided)
    return _is_asked(telling, _next(telling, CircleStarted))


def question_before_the_harm(story: Story) -> Situation:
    """Tell that the circle begins with another question."""
    telling = retold(story, QuestionAsked, _needs_first)
    first = telling.case.preparation.questions[0]
    return _is_asked(telling, replace(_next(telling, QuestionAsked), question=first.id))


def one_facilitates_alone(story: Story) -> Situation:
    """Tell that one of two is ill on the day of the circle."""
    telling = retold(story, CircleStarted)
    ill = telling.case.facilitators[-1]
    telling.must(telling.opener, FacilitatorReleased(on=telling.today, member=ill, cause=Cause.ILL))
    return _is_asked(telling, _next(telling, CircleStarted))


def comes_late_and_was_not_met(_story: Story) -> Situation:
    """Tell of somebody who comes late, and whose pre-meeting was never completed."""
    late = next(p.event for p in presses(COMES_AND_GOES) if isinstance(p.event, SeatTaken))
    theirs = {
        press.event.meeting
        for press in presses(COMES_AND_GOES)
        if isinstance(press.event, PreMeetingOpened) and late.person in press.event.people
    }

    def not_completed(event: Event) -> Event | None:
        return None if isinstance(event, PreMeetingCompleted) and event.meeting in theirs else event

    return _is_asked(retold(COMES_AND_GOES, SeatTaken, not_completed), late)


def harmed_and_comes_late(story: Story) -> Situation:
    """Tell that those who remain sit down for accountability, and who was harmed comes to it."""
    telling = retold(story, GuidelinesAgreed)
    case, today = telling.case, telling.today
    harmed = next(person.id for person in case.people if person.harmed)
    assert case.circle is not None
    theirs = {p.id for p in case.people if harmed in {p.id, p.invited_by}}
    others = tuple(person for person in case.circle.present if person not in theirs)
    telling.must(telling.facilitator, CircleEndedEarly(on=today))
    telling.must(
        telling.facilitator,
        ProcessChosen(on=today, kind=ProcessType.ACCOUNTABILITY_CIRCLE),
    )
    telling.must(telling.facilitator, CircleStarted(on=today, present=others))
    return _is_asked(telling, SeatTaken(on=telling.today, person=harmed))


def follows_up_at_once(story: Story) -> Situation:
    """Tell of a follow-up before any circle has ended."""
    return _is_asked(telling := retold(story, GuidelinesAgreed), _followed_up(telling))


def follows_up_without_asking(story: Story) -> Situation:
    """Tell of a follow-up in which nobody asked whether they are still satisfied."""
    telling = retold(story, GuidelinesAgreed)
    telling.must(telling.facilitator, CircleEndedEarly(on=telling.today))
    return _is_asked(telling, replace(_followed_up(telling), satisfied=None))


def _followed_up(telling: Telling) -> FollowUpClosed:
    return FollowUpClosed(
        on=telling.today,
        kind=FollowUpKind.AFTER_PROCESS,
        person=next(person.id for person in telling.case.people if person.harmed),
        closed=Ended.HELD,
        satisfied=True,
        further_harm=False,
    )


def _after_a_departure(story: Story) -> Telling:
    telling = retold(story, CircleStarted)
    leaves = telling.case.primary_parties[0].id
    telling.must(telling.facilitator, ConsentWithdrawn(on=telling.today, person=leaves))
    return telling


def _ended(telling: Telling) -> Event:
    return ProcessEnded(on=telling.today, ending=Ending.DISCONTINUED)


def ends_without_alternatives(story: Story) -> Situation:
    """Tell that the process is to end at once when a party has left."""
    telling = _after_a_departure(story)
    return _is_asked(telling, _ended(telling))


def closes_without_alternatives(story: Story) -> Situation:
    """Tell that it ended all the same, and is to be closed."""
    telling = _after_a_departure(story)
    telling.support_who_left(telling.facilitator)
    return _about_to_close(telling)


def closes_without_support(story: Story) -> Situation:
    """Tell that nobody asked the party who left whether they want to be supported."""
    telling = _after_a_departure(story)
    presented = AlternativesPresented(on=telling.today, options=("A support circle",))
    telling.must(telling.facilitator, presented)
    return _about_to_close(telling)


def _about_to_close(telling: Telling) -> Situation:
    _looked_back_on(telling)
    return _is_asked(telling, CaseClosed(on=telling.today, ended=telling.ended))


def released_with_a_name(story: Story) -> Situation:
    """Tell that somebody of another case is called by a word of the result, as the Chair knows."""
    telling = retold(story, CircleStarted)
    original = _looked_back_on(telling)
    left = ReflectionReviewed(
        on=telling.today,
        original=original,
        went_well="Everybody was heard at Quillbrook.",
        could_improve="",
    )
    telling.must(telling.facilitator, left)
    chair = telling.opener
    another_case(telling, "Quillbrook Dane")
    for member in (*telling.case.facilitators, chair):
        telling.must(member, ResultConfirmed(on=telling.today, digest=left.digest))
    year_starts_in = telling.desk(chair).programme().deadlines.year_starts_in
    term = first_of_term(telling.today, year_starts_in)
    return Situation(story, telling.world, chair, ReflectionReleased(on=term))


def another_case(telling: Telling, name: str) -> None:
    """Tell that the opener has opened a case of other people too, one of them of that name."""
    opened = next(
        entry.event
        for entry in telling.desk(telling.opener).record_of(telling.story.case)
        if isinstance(entry.event, CaseOpened)
    )
    somebody = named(telling.today, PersonId("another"), name, Part.AFFECTED)
    outcome = telling.desk(telling.opener).record(
        CaseId("6f0f6f4e-0000-4000-8000-0000000000c9"),
        replace(opened, code="C9C9", on=telling.today),
        somebody,
    )
    assert isinstance(outcome, Recorded), outcome


def begins_without_alternatives(story: Story) -> Situation:
    """Tell that a party left, and that another process is to begin before anybody was asked."""
    telling = _after_a_departure(story)
    begun = ProcessBegun(on=telling.today, begins=ProcessId("other"), as_=Follows.INSTEAD)
    return _is_asked(telling, begun)


def _looked_back_on(telling: Telling) -> str:
    """Tell that the process ended and that both reflected on it; return the digest of the text."""
    who = telling.facilitator
    role_holder = telling.opener
    rules = telling.desk(who).may(telling.story.case, ended := _ended(telling)).missing
    for ruling in rules:
        aside = RuleOverridden(
            on=telling.today, rule=ruling.rule, act=ended.tag, reason="They want no more."
        )
        telling.must(role_holder, aside)
    telling.must(who, ended)
    written, signed = reflected(telling.today)
    telling.must(who, written)
    for member in telling.case.facilitators:
        telling.must(member, signed)
    return written.digest


TOLD: Mapping[tuple[str, str], Callable[[Story], Situation]] = {
    ("RC-001", "eligibility-decided"): care_is_not_answered,
    ("RC-045", "circle-started"): one_facilitates_alone,
    ("RC-051", "circle-started"): circle_without_a_decision,
    ("RC-088", "circle-started"): circle_without_the_harm_first,
    ("RC-088", "question-asked"): question_before_the_harm,
    ("RC-081", "seat-taken"): comes_late_and_was_not_met,
    ("RC-103", "seat-taken"): harmed_and_comes_late,
    ("RC-101", "follow-up-closed"): follows_up_at_once,
    ("RC-102", "follow-up-closed"): follows_up_without_asking,
    ("RC-041", "process-ended"): ends_without_alternatives,
    ("RC-041", "case-closed"): closes_without_alternatives,
    ("RC-041", "process-begun"): begins_without_alternatives,
    ("RC-173", "case-closed"): closes_without_support,
    ("RC-106", "reflection-released"): released_with_a_name,
}
"""What no walk comes to, by rule and act: the first story of the programme, told otherwise."""


def situation_of(pair: Pair) -> Situation | None:
    """Return how a pair comes about, or None where nothing is known of it."""
    tell = TOLD.get((pair.rule, pair.act))
    if tell is not None:
        return tell(told_under(pair.programme)[0])
    situation = found(pair.programme).get((pair.rule, pair.act))
    return situation and situation._replace(world=copied(situation.world))


@cache
def found(programme: str) -> Mapping[tuple[str, str], Situation]:
    """Return a situation for each rule and act of a programme, as far as one is found."""
    of_it = [pair for pair in PAIRS if pair.programme == programme]
    sought = {(pair.rule, pair.act) for pair in of_it if (pair.rule, pair.act) not in TOLD}
    situations: dict[tuple[str, str], Situation] = {}
    for walk in WALKS:
        for story in told_under(programme):
            for situation in walk(story, frozenset(act for _rule, act in sought)):
                found_now = (situation.refused_by(), situation.event.tag)
                if found_now in sought:
                    sought.remove(found_now)
                    kept = copied(situation.world)
                    situations[found_now] = situation._replace(world=kept)
            if not sought:
                return situations
    return situations
