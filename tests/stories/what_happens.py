"""What may happen at any point of a told story, and the table of what it came to.

``python -m tests.stories.what_happens [--long]`` prints the table.
"""

from __future__ import annotations

import itertools
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from rjdesk.desk.views.correction import AskCorrection
from rjdesk.process.agreement.events import AgreementFulfilled, AmendmentBegan, AmendmentDropped
from rjdesk.process.case import Case, of_process
from rjdesk.process.circle.events import CircleStarted, SeatTaken
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.corrections.staying import STANDS
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.intake.events import FacilitatorAccepted, FacilitatorReleased, PersonRenamed
from rjdesk.process.intake.state import Cause
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Vote
from rjdesk.process.kernel.event import Event, MemberId, PersonId, ProcessId, RecordedByMistake
from rjdesk.process.motions.events import MotionAnswered, MotionProposed
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.rules import ALL_RULES
from rjdesk.process.sexual_harm.events import DialogueAskedFor, SexualHarmFlagged
from rjdesk.process.sexual_harm.state import Asks
from rjdesk.process.taking_part.derived import ended_on, in_front
from rjdesk.process.taking_part.events import (
    ConsentWithdrawn,
    ProcessDissolved,
    WillingnessStated,
)
from rjdesk.rehearsal.sexual_harm import COMMITTEE, MOTION
from rjdesk.rehearsal.stories import PROCESSES, STORIES
from rjdesk.rehearsal.telling import Story
from tests.scenarios.deciding import steps_decided
from tests.scenarios.world import World
from tests.stories.desk import world_of
from tests.stories.happening import (
    Came,
    EndsError,
    Press,
    StoppedError,
    Telling,
    copied,
    presses,
    told_to_each_point,
)
from tests.stories.put_otherwise import put_otherwise

DRAWS = 1_000
OVER: tuple[Story, ...] = (*STORIES, *PROCESSES)
"""The stories in which it may happen."""


class Happening(NamedTuple):
    """What happens, to whom: done before the event at a point of a story.

    ``expected`` are the rules that may refuse something of what follows.
    """

    name: str
    of: Callable[[Story], Sequence[str]]
    do: Callable[[Telling, str], None]
    expected: frozenset[str]
    within: Callable[[Story, int], bool] = lambda _story, _point: True


class Draw(NamedTuple):
    """One run: what happens to whom at which point of which story."""

    happening: Happening
    story: Story
    whom: str
    point: int

    @property
    def begins(self) -> int:
        """Where the story begins to go otherwise: who comes late was not there at the start."""
        late = self.happening.do is _comes_late
        return _point_of_circle(self.story) if late else self.point

    def __str__(self) -> str:
        return f"{self.happening.name}, {self.story.id}, {self.whom or '-'}, at {self.point}"


class Run(NamedTuple):
    """What a run came to, and the rules that refused with the acts they advised."""

    draw: Draw
    came: Came
    followed: tuple[tuple[str, str], ...]

    @property
    def unexpected(self) -> list[str]:
        """The rules that refused, and are not expected to where this happens."""
        return sorted({rule for rule, _act in self.followed} - self.draw.happening.expected)


# --- whom it may happen to --------------------------------------------------------------------


def participants(story: Story) -> Sequence[str]:
    """Return everybody who is named in a story."""
    world = told_to_each_point(story)[-1]
    return [person.id for person in world.desk(story.facilitator).case(story.case).people]


def parties(story: Story) -> Sequence[str]:
    """Return the Primary Parties of a story."""
    case = told_to_each_point(story)[-1].desk(story.facilitator).case(story.case)
    return [person.id for person in case.primary_parties]


def affected(story: Story) -> Sequence[str]:
    """Return the Affected Parties of a story in which an agreement comes into force."""
    case = told_to_each_point(story)[-1].desk(story.facilitator).case(story.case)
    if case.agreement.in_force is None:
        return []
    return [person.id for person in case.holding(Part.AFFECTED)]


def late_ones(story: Story) -> Sequence[str]:
    """Return each without whom the circle of a story may start."""
    if not any(isinstance(press.event, CircleStarted) for press in presses(story)):
        return []
    point = _point_of_circle(story)
    press, world = presses(story)[point], told_to_each_point(story)[point]
    started = press.event
    assert isinstance(started, CircleStarted)
    desk = world.desk(press.by)

    def may_come_late(person: PersonId) -> bool:
        others = tuple(who for who in started.present if who != person)
        return desk.may(story.case, replace(started, present=others)).allowed

    return [person for person in started.present if may_come_late(person)]


def facilitators(story: Story) -> Sequence[str]:
    """Return the facilitators of a story."""
    return told_to_each_point(story)[-1].desk(story.facilitator).case(story.case).facilitators


def draws(_story: Story) -> Sequence[str]:
    """Return several draws of what it is that happens."""
    return ("first", "second", "third")


def not_told(story: Story) -> Sequence[str]:
    """Return that it happens to nobody in particular, where the story does not tell it itself."""
    flags = (press.event for press in presses(story) if isinstance(press.event, SexualHarmFlagged))
    return ("",) if not any(flags) else ()


def nobody(_story: Story) -> Sequence[str]:
    """Return that it happens to nobody in particular."""
    return ("",)


# --- what happens -----------------------------------------------------------------------------


def _leaves(telling: Telling, whom: str) -> None:
    _out(telling, whom, ConsentWithdrawn(on=telling.today, person=PersonId(whom)))


def _declines(telling: Telling, whom: str) -> None:
    said = WillingnessStated(on=telling.today, person=PersonId(whom), willing=Answer.NO)
    _out(telling, whom, said)


def _out(telling: Telling, whom: str, event: Event) -> None:
    """Have somebody leave or decline; who came for them goes with them."""
    if not _is_named(telling, whom):
        return
    if not telling.happens(of_process(event, _with(telling, whom))):
        return
    telling.gone |= {PersonId(whom)}
    telling.gone |= {p.id for p in telling.case.people if p.invited_by == whom}


def _comes_late(telling: Telling, whom: str) -> None:
    circle = telling.case.circle
    assert circle is not None
    after = next((person for person in reversed(circle.present) if person != whom), None)
    sits = SeatTaken(on=telling.today, person=PersonId(whom), after=after)
    telling.press(Press(telling.facilitator, sits))


def _renamed(telling: Telling, whom: str) -> None:
    if _is_named(telling, whom):
        now = PersonRenamed(
            on=telling.today, person=PersonId(whom), person_name="Robin Vale", called="Robin"
        )
        telling.must(telling.facilitator, now)


def _released(telling: Telling, whom: str) -> None:
    if whom in telling.case.facilitators:
        event = FacilitatorReleased(on=telling.today, member=MemberId(whom), cause=Cause.ILL)
        telling.must(telling.opener, event)
        telling.assign_another()


def _refused_by(telling: Telling, whom: str) -> None:
    case = telling.case
    if not _is_named(telling, whom) or not case.facilitators:
        return
    no = FacilitatorAccepted(
        on=telling.today,
        person=PersonId(whom),
        member=case.facilitators[-1],
        accepted=False,
    )
    telling.happens(no)


def _dissolved(telling: Telling, whom: str) -> None:
    if _dissolves(telling, whom):
        raise EndsError("dissolved")


def _another_instead(telling: Telling, whom: str) -> None:
    """Have it dissolved, and a support circle begun for somebody who remains."""
    at = _with(telling, whom)
    if _dissolves(telling, whom):
        telling.begins_instead(at)
        raise EndsError("dissolved")


def _dissolves(telling: Telling, whom: str) -> bool:
    """Whether somebody dissolves the process that goes on with them; nobody who left does."""
    at = _with(telling, whom)
    left = telling.case.seen_in(at).taking_part.left(PersonId(whom))
    if not _is_named(telling, whom) or left is not None:
        return False
    event = ProcessDissolved(on=telling.today, person=PersonId(whom))
    return telling.happens(of_process(event, at))


def _amendment_left(telling: Telling, whom: str) -> None:
    """Have it decided that the agreement is amended, work on it, and leave it as it is."""
    first, decision = _decided(telling, FurtherStep.AMEND, whom)
    telling.must(first, AmendmentBegan(on=telling.today, decision=decision))
    telling.must(first, AmendmentDropped(on=telling.today))


def _answered_late(telling: Telling, whom: str) -> None:
    """Have it decided a day after it was proposed that all goes on as agreed."""
    _decided(telling, FurtherStep.GO_ON, whom, late=timedelta(days=1))


def _decided(
    telling: Telling, step: FurtherStep, whom: str, late: timedelta = timedelta(0)
) -> tuple[str, DecisionId]:
    """Have a further step decided; return who proposed it, and the decision."""
    case = telling.case
    office = ("vera",) if telling.story.coalition != "reed-2019" else ()
    who = (*case.facilitators, *office)
    asks = PersonId(whom)
    return who[0], steps_decided(telling.world, case.id, step, *who, asks=asks, late=late)


def _fulfilled_taken_back(telling: Telling, _whom: str) -> None:
    """Take back that all is done, and say it again."""
    record = telling.desk(telling.facilitator).record_of(telling.story.case)
    last = next(e for e in reversed(record) if isinstance(e.event, AgreementFulfilled))
    telling.must(last.by, RecordedByMistake(on=telling.today, replaces=last.id))
    telling.must(last.by, replace(last.event, replaces=None))


def _flagged(telling: Telling, _whom: str) -> None:
    """Say that it is about sexual harm, where the coalition is confident and they ask to meet.

    A programme that takes on no such case ends it.
    """
    flag = SexualHarmFlagged(on=telling.today)
    if telling.case.closing.closed is not None:
        return
    telling.must(telling.opener, flag)
    if telling.story.coalition != "reed-2019":
        raise EndsError("referred")
    for kind in (MotionKind.CAPACITY, MotionKind.CONFIDENCE):
        _carried(telling, replace(MOTION, kind=kind, decision=DecisionId(kind.value)))
    for person in telling.case.holding(Part.AFFECTED):
        telling.happens(
            DialogueAskedFor(on=telling.today, person=person.id, asks=Asks.CONFERENCE),
            unless=ASKS_NOT,
        )


def _carried(telling: Telling, motion: MotionProposed) -> None:
    """Have the committee decide something of the coalition."""
    moved = replace(motion, on=telling.today)
    yes = MotionAnswered(on=telling.today, decision=moved.decision, vote=Vote.FOR)
    first, *others = COMMITTEE
    telling.world.do(first, None, moved)
    for member in others:
        telling.world.do(member, None, yes)
    telling.world.do(first, None, *(replace(yes, word_of=body) for body in moved.bodies))


def _day_changes(telling: Telling, _whom: str) -> None:
    clock = telling.world.clock
    clock.moment += timedelta(days=1)


def _corrected_as_it_is(telling: Telling, _whom: str) -> None:
    """Put an earlier entry right, and change nothing: what was right once is right as it was."""
    entries = telling.desk(telling.facilitator).record_of(telling.story.case)
    chosen = random.Random(len(entries)).choice(entries)
    again = replace(chosen.event, replaces=chosen.id)
    if not isinstance(again, RecordedByMistake | RuleOverridden):
        telling.happens(again, by=chosen.by, unless=STAYS)


def _corrected_otherwise(telling: Telling, draw: str) -> None:
    """Put a field of an earlier entry wrong, whichever the draw comes to."""
    desk = telling.desk(telling.facilitator)
    case = telling.story.case
    entries = [*desk.record_of(case), *desk.notes_of(case)]
    chance = random.Random(f"{draw} {len(entries)}")
    for entry in chance.sample(entries, len(entries)):
        known = desk.ask(AskCorrection(case, entry.id))
        answers = put_otherwise(known, chance, telling.today) if known else None
        if known and answers:
            telling.put_wrong(known.entries, known.events(answers, telling.today))
            return


def _taken_back(telling: Telling, _whom: str) -> None:
    """Take the latest entry back, and record it again."""
    entries = telling.desk(telling.facilitator).record_of(telling.story.case)
    # What followed from another act stands and falls with that.
    last = next(entry for entry in reversed(entries) if not isinstance(entry.event, STANDS))
    back = RecordedByMistake(on=telling.today, replaces=last.id)
    if telling.happens(back, by=last.by, unless=STAYS):
        telling.must(last.by, replace(last.event, replaces=None))


def _with(telling: Telling, whom: str) -> ProcessId:
    """Return the process that goes on with somebody."""
    return in_front(telling.case, (PersonId(whom),)).at


def _is_named(telling: Telling, whom: str) -> bool:
    return telling.case.person(PersonId(whom)) is not None


@cache
def _opened(story: Story, point: int) -> bool:
    """Whether the case is opened at a point."""
    return (
        point > 0
        and story.case in told_to_each_point(story)[point].desk(presses(story)[0].by).cases()
    )


@cache
def _case_at(story: Story, point: int) -> Case:
    """Return the case as it stands at a point; asked of each point by many happenings."""
    return told_to_each_point(story)[point].desk(story.facilitator).case(story.case)


def _in_circle(story: Story, point: int) -> bool:
    """Whether a circle is under way at a point."""
    if not _opened(story, point):
        return False
    circle = _case_at(story, point).circle
    return circle is not None and circle.ended_at is None


def _fulfilled(story: Story, point: int) -> bool:
    """Whether an agreement is fulfilled at a point, and its case not closed."""
    if not _opened(story, point):
        return False
    case = _case_at(story, point)
    closed = case.closing.closed is not None or case.closing.opened_at is not None
    return case.agreement.fulfilled is not None and not closed


def _in_force(story: Story, point: int) -> bool:
    """Whether an agreement is in force at a point, and its process goes on."""
    if not _opened(story, point):
        return False
    case = _case_at(story, point)
    in_force = case.agreement.in_force is not None and case.agreement.amending is None
    return in_force and ended_on(case) is None


AFTER_THE_END = {"RJ-WHEN"}
"""It happens when the process is over, and is not recorded any more."""
ONE_LESS = AFTER_THE_END | {
    # the process is not one for those who remain
    *("RC-017", "RC-018", "RC-040", "RC-103", "RC-172"),
    *("RC-041", "RC-173"),  # alternatives, and support for who left
    *("RC-060", "RC-171"),  # those who remain are asked
    "RC-063",  # nobody who asked for it is left
    "RC-111",  # nobody is left to do what was agreed
    "RC-195",  # whoever comes back is not there
    *("RC-174", "RC-175"),  # whoever decided with the others is not there
}
SAYS_NO = ONE_LESS | {
    "RC-040",  # in a circle one leaves
    "RJ-WHO",  # nobody facilitates yet who could record it
    "RP-10",  # a list holds those who want to come
}
ONE_MORE = {
    "RC-081",  # nobody met them before
    *("RC-083", "RC-086", "RC-088", "RC-091", "RP-16"),  # the piece has to reach them too
    "RC-090",  # and they have to agree
}
ANOTHER = {
    *("RC-051", "RC-060"),  # the new one decides on the case, and is asked about
    "RC-105",  # and signs the reflection
    *("RC-174", "RC-175"),  # and decides with the others
}
ANEW = frozenset({"RC-174", "RC-175"})
"""What was decided before is decided once more."""

ASKS_NOT = frozenset({"RC-SD3-09", "RJ-WHEN"})
"""Who takes no part asks for nothing, nor anybody when it is over."""
STAYS = {
    "RJ-CORRECT",  # it gave access, or holds somebody who was released since
    "RC-112",  # it was printed since
    "RC-SD3-01",  # it is about sexual harm, which nobody alone takes back
}

EVERY_RULE = frozenset(rule.id for rule in ALL_RULES)
"""What is put wrong may be anything, and so may be what speaks of it."""

HAPPENINGS = (
    Happening("leaves", participants, _leaves, frozenset(ONE_LESS), within=_opened),
    Happening("declines", participants, _declines, frozenset(SAYS_NO), within=_opened),
    Happening("comes late", late_ones, _comes_late, frozenset(ONE_MORE), within=_in_circle),
    Happening("is renamed", participants, _renamed, frozenset(), within=_opened),
    Happening(
        "is released and replaced", facilitators, _released, frozenset(ANOTHER), within=_opened
    ),
    Happening(
        "says no to a facilitator",
        parties,
        _refused_by,
        frozenset(ANOTHER | AFTER_THE_END | {"RC-049"}),  # which is a request, and is decided
        within=_opened,
    ),
    Happening("dissolves", parties, _dissolved, frozenset(AFTER_THE_END), within=_opened),
    Happening(
        "dissolves, and another begins",
        parties,
        _another_instead,
        frozenset(AFTER_THE_END),
        within=_opened,
    ),
    Happening(
        "is corrected to the same",
        nobody,
        _corrected_as_it_is,
        frozenset(STAYS),
        within=_opened,
    ),
    Happening("is corrected otherwise", draws, _corrected_otherwise, EVERY_RULE, within=_opened),
    Happening(
        "is taken back and said again", nobody, _taken_back, frozenset(STAYS), within=_opened
    ),
    Happening("has it amended and left", affected, _amendment_left, ANEW, within=_in_force),
    Happening("is answered late", affected, _answered_late, ANEW, within=_in_force),
    Happening(
        "is fulfilled after all", nobody, _fulfilled_taken_back, frozenset(), within=_fulfilled
    ),
    Happening(
        "is said to be about sexual harm",
        not_told,
        _flagged,
        ASKS_NOT | {"RC-SD3-08"},
        within=_opened,
    ),
    Happening("the day changes", nobody, _day_changes, frozenset()),
)
"""What may happen at any point, and which rules are expected to speak of it."""


# --- running ------------------------------------------------------------------------------------


def all_draws(happening: Happening, story: Story) -> list[Draw]:
    """Return every run of a happening in a story."""
    points = [p for p in range(len(presses(story))) if happening.within(story, p)]
    return [Draw(happening, story, whom, p) for whom in happening.of(story) for p in points]


def some_draws(happening: Happening, story: Story, count: int) -> list[Draw]:
    """Return some runs, seeded: each person at least once, the points spread evenly."""
    every = all_draws(happening, story)
    chance = random.Random(f"{happening.name} {story.id}")
    people = list(dict.fromkeys(draw.whom for draw in every))
    drawn: list[Draw] = []
    for whom in people:
        mine = [draw for draw in every if draw.whom == whom]
        wanted = max(count // max(len(people), 1), 1)
        chance.shuffle(mine)
        drawn += mine[:wanted]
    return drawn


def run(draw: Draw, world: World | None = None, *, asks: bool = False) -> Run:
    """Tell a story up to a point, let something happen, and tell the rest.

    ``world`` is one that was ``told_to`` where the draw begins; without it, one in memory. Where
    it ``asks``, every view of the case is asked after what happened, and at the end.
    """
    story, begins = draw.story, draw.begins
    telling = Telling(world or copied(told_to_each_point(story)[begins]), story)
    if begins < draw.point:
        telling.gone.add(PersonId(draw.whom))
    for press in presses(story)[begins : draw.point]:
        telling.press(press)
    telling.gone.discard(PersonId(draw.whom))
    rest = list(presses(story)[draw.point :])
    try:
        draw.happening.do(telling, draw.whom)
        if asks:
            telling.ask_everything()
        while rest:
            try:
                telling.press(rest[0])
                del rest[0]
            except (StoppedError, EndsError):
                if not telling.put_right():
                    raise
    except EndsError:
        telling.close(rest)
        came = Came.CLOSED
    else:
        came = Came.AFTER_ADVICE if telling.followed else Came.THROUGH
    if asks:
        telling.ask_everything()
    return Run(draw, came, tuple(telling.followed))


def told_to(draw: Draw, folder: Path) -> World:
    """Return a vault in which a story is told up to where a draw begins."""
    world = world_of(draw.story, folder)
    world.stays = True
    telling = Telling(world, draw.story)
    for press in presses(draw.story)[: draw.begins]:
        telling.press(press)
    return world


def _point_of_circle(story: Story) -> int:
    return next(n for n, p in enumerate(presses(story)) if isinstance(p.event, CircleStarted))


def table(draws: Sequence[Draw]) -> Iterator[str]:
    """Yield the lines of the table: what happened, in which story, and what it came to.

    Below it stand the runs that came to no end, and those that met a rule nobody expects there.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    odd = []
    for draw in draws:
        cell = counts.setdefault((draw.happening.name, draw.story.id), Counter())
        cell["points"] += 1
        try:
            done = run(draw, asks=True)
        except StoppedError as stopped:
            cell["stopped"] += 1
            odd.append(f"{draw}: {stopped}")
        else:
            cell[done.came.value] += 1
            odd += [f"{draw}: {rule} ({section_of(rule)})" for rule in done.unexpected]
    columns = ("points", *(came.value for came in Came), "stopped")
    yield f"{'what':30}{'story':14}" + "".join(f"{column:>23}" for column in columns)
    for (what, story), cell in counts.items():
        yield f"{what:30}{story:14}" + "".join(f"{cell[column]:23}" for column in columns)
    yield from odd


def section_of(rule: str) -> str:
    """Return the section of the policy in which a rule stands."""
    return next(known.section for known in ALL_RULES if known.id == rule)


def drawn(count: int) -> list[Draw]:
    """Return so many runs, spread evenly over what may happen and over the stories."""
    per = count // (len(HAPPENINGS) * len(OVER))
    return [
        draw
        for happening in HAPPENINGS
        for story in OVER
        for draw in some_draws(happening, story, per)
    ]


def main() -> None:
    """Print the table of some runs, or of all."""
    pairs = itertools.product(HAPPENINGS, OVER)
    draws = [draw for pair in pairs for draw in all_draws(*pair)]
    for line in table(draws if "--long" in sys.argv else drawn(DRAWS)):
        print(line)


if __name__ == "__main__":
    main()
