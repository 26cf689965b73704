"""Anything may happen to a case at its desk: what Hypothesis does there, step after step.

``python -m tests.stories.desk_machine [--long]`` prints what was recorded and what was refused.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import Phase, note, settings
from hypothesis import event as noted
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace

from rjdesk.desk.acts import ACTS
from rjdesk.desk.acts.corrections import ALL_THE_SAME
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.views.correction import AskCorrection
from rjdesk.desk.views.member import OF_A_MEMBER
from rjdesk.process.agreement.events import (
    AgreementFulfilled,
    AgreementPrinted,
    MonitoringBegan,
)
from rjdesk.process.case import CaseEvent
from rjdesk.process.circle.events import CircleCompleted, CircleStarted, RoundEntered
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.coalition import CoalitionEvent
from rjdesk.process.kernel.event import Capacity, Entry, Event, MemberId, Stream
from rjdesk.process.kernel.ruling import ITSELF, NOBODY
from rjdesk.process.notes.events import NoteEvent
from rjdesk.process.preparation.events import ConferenceScheduled
from rjdesk.process.taking_part.events import ProcessEnded
from tests.stories.advice import Way, case_today, follow
from tests.stories.happening import Press, copied, presses, told_to_each_point
from tests.stories.offered import CaseToday, choices
from tests.stories.prepared import TIMES, prepared_at
from tests.stories.watched import Attempt, WatchedCase

EXAMPLES, STEPS, LONG = 40, 40, 1_000
DRAWN = 4
"""So many acts are thought of where one is done that is not refused."""
GATES = (
    *(ConferenceScheduled, CircleStarted, RoundEntered, CircleCompleted),
    *(AgreementPrinted, MonitoringBegan, AgreementFulfilled, ProcessEnded, CaseClosed),
)
"""Acts before which much has to be done."""
SOON_TOLD = 40
"""So far ahead a story is told out of order; what was told is as likely, taken together."""
DAYS = (1, 1, 2, 14, 180)

KINDS = tuple(dict.fromkeys(act.event for act in ACTS))
COUNTED: Counter[tuple[str, str]] = Counter()
"""How often an act was recorded and refused, and how an advice went; printed, never asserted."""

Data = Any
T = TypeVar("T")


STRANGER = "stranger"
"""Who or what is named where there is nothing to choose from yet."""


class DeskMachine(RuleBasedStateMachine):
    """A case taken from a told story, and everything that its members may think of."""

    case: WatchedCase

    def __init__(self) -> None:
        super().__init__()
        self.last: Attempt | None = None
        self.ways: list[Way] = []
        self.followed: set[tuple[str, str, str]] = set()

    @initialize(data=st.data())
    def a_case_is_prepared(self, data: Data) -> None:
        """Begin at a point of a story."""
        time = picked(data, TIMES)
        begun = picked(data, prepared_at(time))
        self.rest = list(presses(begun.story)[begun.point :])
        world = copied(told_to_each_point(begun.story)[begun.point])
        self.case = WatchedCase(world, begun.story)
        self.case.look()
        noted(f"begins {time.name}")
        note(f"begins {time.name}, {begun}")

    # --- what may be done ----------------------------------------------------------------------

    @rule(data=st.data())
    def somebody_does_something(self, data: Data) -> None:
        """Do any act there is, filled with what the case offers, and one that is not refused."""
        now = self.in_a_process(data)
        kind = picked(data, KINDS)
        event = self.drawn(data, kind, now)
        self.attempt("any", picked(data, self.entitled(kind, now)), event)
        self.does_what_they_may(data, self.in_a_process(data))

    def does_what_they_may(self, data: Data, now: CaseToday) -> None:
        """Do one of some acts that is not refused, as whoever presses a key that is not grey."""
        for _ in range(DRAWN):
            kind = picked(data, KINDS)
            event, by = self.drawn(data, kind, now), picked(data, self.entitled(kind, now))
            in_case = self.case.story.case if not isinstance(event, CoalitionEvent) else None
            if self.case.world.desk(by).may(in_case, event).allowed:
                self.attempt("may", by, event)
                return

    @precondition(lambda self: self.rest)
    @rule(steps=st.integers(1, 12))
    def the_story_goes_on(self, steps: int) -> None:
        """Tell what comes next in the story, as far as it is recorded."""
        while steps and self.rest and self.tells_next():
            steps -= 1

    @precondition(lambda self: len(self.rest) > 1)
    @rule(data=st.data())
    def something_is_left_out(self, data: Data) -> None:
        """Tell the story up to its next gate, with one thing left out, and try that gate."""
        gates = (n for n, press in enumerate(self.rest) if n and isinstance(press.event, GATES))
        gate = next(gates, len(self.rest) - 1)
        del self.rest[picked(data, range(gate))]
        for press in self.rest[:gate]:
            self.tells("left out", press)
        del self.rest[:gate]

    def tells_next(self) -> bool:
        """Whether the next event of the story is recorded; one that nobody can help is left out."""
        press = self.rest[0]
        is_told = self.tells("told", press)
        if is_told or not self.ways:
            self.rest.remove(press)
        return is_told

    @precondition(lambda self: self.rest)
    @rule(data=st.data())
    def the_story_is_told_out_of_order(self, data: Data) -> None:
        """Tell what comes later in the story, before its time, or once more."""
        for _ in range(2):
            known = (*self.rest[:SOON_TOLD], *presses(self.case.story))
            kind = picked(data, tuple(dict.fromkeys(type(press.event) for press in known)))
            press = picked(data, [press for press in known if type(press.event) is kind])
            if self.tells("out of order", press) and press in self.rest:
                self.rest.remove(press)

    def tells(self, how: str, press: Press) -> bool:
        """Whether an event of the story is recorded, on its day or today."""
        clock, event = self.case.world.clock, press.event
        if how == "told" and press.clock is not None and press.clock.day >= self.now.today:
            clock.set(press.clock.day, press.clock.hour)
        if how != "told":
            event = replace(event, on=min(event.on, self.now.today))
        told = self.attempt(how, press.by, event, second=press.second, in_case=press.in_case)
        return isinstance(told.outcome, Recorded)

    @precondition(lambda self: self.ways)
    @rule()
    def the_advice_is_followed(self) -> None:
        """Do what the last refusal advised, and then what was refused."""
        last = self.last
        assert last is not None
        for member, event in self.ways[0].presses:
            self.attempt("advised", member, event, forget=False)
        self.attempt("again", last.by, *last.events)

    @rule(data=st.data(), never=st.booleans())
    def an_entry_is_corrected(self, data: Data, *, never: bool) -> None:
        """Put an entry right with other answers, or take it back."""
        entry = self.an_entry(data)
        if entry is not None and never:
            self.is_taken_back(data, entry)
        elif entry is not None:
            self.is_put_right(data, entry)

    def seated(self, members: Iterable[MemberId]) -> list[MemberId]:
        """Return those of some members who can sit down: who has no keys here cannot."""
        return [member for member in members if member in self.case.world.house.logins]

    def is_put_right(self, data: Data, entry: Entry) -> None:
        """Correct an entry, with other values in some of its fields."""
        by = picked(data, (entry.by, *self.seated(self.now.case.facilitators)))
        kind = type(entry.event)
        now = case_today(self.case.world, self.case.story, entry.event)
        fields = [name for name in kind.__struct_fields__ if name != "replaces"]
        changed = [picked(data, fields) for _ in range(picked(data, range(3)))]
        values = {name: picked(data, choices(kind, name, now)) for name in changed}
        wrong = {name: getattr(entry.event, name) for name in kind.__struct_fields__}
        event = kind(**{**wrong, **values, "replaces": entry.id})
        self.attempt("corrected", by, event, in_case=not isinstance(event, CoalitionEvent))

    def is_taken_back(self, data: Data, entry: Entry) -> None:
        """Take back an entry with what came along, as the page of corrections does."""
        by = picked(data, (entry.by, *self.seated(self.now.case.facilitators)))
        in_case = not isinstance(entry.event, CoalitionEvent)
        desk = self.case.world.desk(by)
        if in_case and self.case.story.case not in desk.cases():
            return
        if not isinstance(entry.event, CaseEvent | NoteEvent | OF_A_MEMBER):
            return  # no page offers it
        asked = desk.ask(AskCorrection(self.case.story.case if in_case else None, entry.id))
        if asked is not None:
            self.attempt("taken back", by, *asked.undoing(desk.today), in_case=in_case)

    @precondition(lambda self: self.last is not None)
    @rule(data=st.data())
    def a_rule_is_set_aside(self, data: Data) -> None:
        """Do what was refused all the same, by somebody who may, with a written reason."""
        last, now = self.last, self.now
        assert last is not None
        assert isinstance(last.outcome, Refused)
        event = last.events[0]
        rules = sorted(last.outcome.rules)
        reasons = [
            ALL_THE_SAME.of(now.today, rule=each, act=event.tag, reason="All wanted it so.")
            for each in rules
        ]
        by = picked(data, (last.by, *self.seated(who_sits(now))))
        self.attempt("all the same", by, *reasons, event)

    @rule(days=st.sampled_from(DAYS))
    def days_pass(self, days: int) -> None:
        """Let some days pass."""
        self.case.world.clock.moment += timedelta(days=days)

    # --- how it is done ------------------------------------------------------------------------

    @property
    def now(self) -> CaseToday:
        """The case as it stands today."""
        return case_today(self.case.world, self.case.story)

    def in_a_process(self, data: Data) -> CaseToday:
        """Return the case as it stands today, as it is seen in one of its processes."""
        now = self.now
        return replace(now, case=picked(data, now.case.each_process))

    def drawn(self, data: Data, kind: type[Event], now: CaseToday) -> Event:
        """Return an event of a kind, each field drawn from what is offered; else a stranger."""
        offered = {name: choices(kind, name, now) or (STRANGER,) for name in kind.__struct_fields__}
        return kind(**{name: picked(data, options) for name, options in offered.items()})

    def entitled(self, kind: type[Event], now: CaseToday) -> Sequence[MemberId]:
        """Return who may do an act, and others, of those who can unlock the vault at all."""
        enrolled = self.case.world.house.logins
        return [member for member in entitled(kind, now) if member in enrolled] or sorted(enrolled)

    def an_entry(self, data: Data) -> Entry | None:
        """Return an entry of the record, the notes or the coalition, of each kind alike."""
        house, case = self.case.world.house, self.case.story.case
        notes = house.journals.get((case, Stream.NOTES), [])
        journals = [self.case.record, self.case.record, self.case.record, notes, house.coalition]
        journal: Sequence[Entry] = picked(data, journals)
        if not journal:
            return None
        kind = picked(data, tuple(dict.fromkeys(type(entry.event) for entry in journal)))
        return picked(data, [entry for entry in journal if type(entry.event) is kind])

    def attempt(
        self,
        how: str,
        by: str,
        *events: Event,
        second: str = "",
        in_case: bool = True,
        forget: bool = True,
    ) -> Attempt:
        """Try something, watched; of a refusal, try each advice on a copy of the world."""
        if all(isinstance(event, CoalitionEvent) for event in events):
            in_case = False
        note(f"{how}, {by}: {'; '.join(map(in_short, events))}")
        attempt = self.case.try_(by, *events, second=second, in_case=in_case)
        outcome = attempt.outcome
        came = {Recorded: "recorded", Refused: "refused"}.get(type(outcome), "in trouble")
        COUNTED[how, came] += 1
        COUNTED[f"  {events[-1].tag}", came] += 1
        noted(f"{how}: {came}")
        if isinstance(outcome, Refused):
            note(f"    refused: {' '.join(sorted(outcome.rules))}")
        if forget:
            self.last, self.ways = None, []
        if isinstance(outcome, Refused) and len(events) == 1:
            self.last, self.ways = attempt, list(self.advice(attempt, outcome))
        return attempt

    def advice(self, attempt: Attempt, refused: Refused) -> Iterator[Way]:
        """Yield each way that removes one of the reasons, having tried every advice."""
        for ruling in refused.rulings:
            for missing in ruling.missing if ruling.refuses else ():
                key = (ruling.rule, missing.act, refused.event)
                if key in self.followed:
                    continue
                self.followed.add(key)
                way = follow(
                    self.case.world, self.case.story, attempt.by, refused, ruling.rule, missing
                )
                is_act = missing.act not in {NOBODY, ITSELF}
                came = "removes it" if way else "not now" if is_act else "no other act"
                COUNTED["advice", came] += 1
                if not way and is_act:
                    COUNTED[
                        f"  not now: {ruling.rule} {missing.act} for {refused.event}", "not now"
                    ] += 1
                if way is not None:
                    yield way


def in_short(event: Event) -> str:
    """Return an event in a line, without what is left open."""
    values = {name: getattr(event, name) for name in event.__struct_fields__}
    given = (f"{name}={value}" for name, value in values.items() if value not in {"", None})
    return f"{event.tag} {' '.join(given)}"


def picked(data: Data, options: Sequence[T]) -> T:
    """Return one of some options; by its number, since a whole story would be printed else."""
    return options[data.draw(st.integers(0, len(options) - 1))]


def who_sits(now: CaseToday) -> tuple[MemberId, ...]:
    """Return who may sit down: who facilitates, who opened the case, who holds an office."""
    opener = now.case.intake.opened_by
    offices = [member.id for member in now.members_in_office]
    return tuple(dict.fromkeys((*now.case.facilitators, *([opener] if opener else ()), *offices)))


def entitled(kind: type[Event], now: CaseToday) -> Sequence[MemberId]:
    """Return who may do an act, as often as is likely, and somebody who may not."""
    if kind.capacity is Capacity.FACILITATES:
        likely = now.case.facilitators
    elif kind.capacity is Capacity.HOLDS:
        likely = tuple(sorted(now.case.record_holders))
    else:
        likely = tuple(member.id for member in now.members_in_office)
    return (*likely * 3, *who_sits(now)) or now.members


SHORT = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
)


def main() -> None:
    """Run it, and print what was counted."""
    examples = LONG if "--long" in sys.argv else EXAMPLES
    run_state_machine_as_test(DeskMachine, settings=settings(SHORT, max_examples=examples))
    names = sorted({name for name, _came in COUNTED})
    columns = sorted({came for _name, came in COUNTED})
    print(f"{'':60}" + "".join(f"{column:>14}" for column in columns))
    for name in names:
        print(f"{name:60}" + "".join(f"{COUNTED[name, column]:14}" for column in columns))


if __name__ == "__main__":
    main()
