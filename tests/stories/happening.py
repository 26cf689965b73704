"""Something happens in the middle of a told story, and the rest is told for those who remain.

The rest goes through, or is refused with a rule that is expected and an advice which, followed,
lets it go on; or the process ends, and reaches its close in good order.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from functools import cache

import msgspec
from msgspec.structs import replace

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.views.decisions import AskFurtherSteps
from rjdesk.desk.views.sexual_harm import AskSexualHarm
from rjdesk.process.agreement.events import ActionAgreed
from rjdesk.process.case import Case, CaseEvent, Follows, ProcessEvent, of_process
from rjdesk.process.circle.events import CircleEndedEarly, TurnTaken
from rjdesk.process.closing.events import CaseClosed, ReflectionSigned
from rjdesk.process.decisions.derived import matter
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.decisions.state import Proposal
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.intake.events import (
    FacilitatorAccepted,
    FacilitatorAssigned,
    FacilitatorReleased,
    HandedOn,
    ParticipantNamed,
)
from rjdesk.process.intake.state import Cause
from rjdesk.process.kernel.decision import DecisionId, MatterKind, Vote
from rjdesk.process.kernel.event import (
    FIRST,
    During,
    Entry,
    Event,
    MemberId,
    PersonId,
    ProcessId,
    RecordedByMistake,
    Stream,
)
from rjdesk.process.kernel.naming import people_in
from rjdesk.process.kernel.ruling import Missing
from rjdesk.process.people.state import Answer, Person
from rjdesk.process.premeeting.events import (
    ContactMade,
    DialogueAgreementSigned,
    EligibilityDecided,
    MeetingEvent,
    PreMeetingOpened,
)
from rjdesk.process.preparation.events import ProcessBegun, ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.recusal.derived import open_requests
from rjdesk.process.recusal.events import RecusalDecided
from rjdesk.process.recusal.state import RecusalOutcome
from rjdesk.process.sexual_harm.events import DialogueAskedFor
from rjdesk.process.sexual_harm.state import Asks
from rjdesk.process.taking_part.derived import (
    all_ended_on,
    both_may_go_forward,
    ended_on,
    in_front,
    is_named,
    named,
    on_their_own,
    parties,
    seen_for,
    takes_no_part,
    who_takes_part,
)
from rjdesk.process.taking_part.events import (
    AlternativesPresented,
    ConsentWithdrawn,
    ContactAllowed,
    ParticipantTakenOff,
    ProcessDissolved,
    ProcessEnded,
    RemainingPartyChose,
    SupportOffered,
    WillingnessStated,
)
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal.moments import reflected
from rjdesk.rehearsal.telling import Corrects, On, PowerCut, Records, Story
from tests.scenarios.world import PASSPHRASE, World
from tests.stories.desk import latest, world_of
from tests.stories.questions import QUESTIONS, instances, subjects

MOST_FACILITATORS = 2
ANOTHER = ProcessId("another")
"""What begins instead, where a story goes on with that."""
OUT_OF_TIME = {"RJ-WHEN", "RJ-WHO"}
"""What happens after the end changes nothing; before anybody facilitates nobody records it."""
NOT_RECORDED = OUT_OF_TIME | {"RJ-READ"}
"""Why nothing else is recorded after the end; some who would have served never held the case."""
MOST_ADVICES = 12
"""So often an act is tried again, each time after another advice was followed."""


class Came(Enum):
    """What a story came to after something had happened."""

    THROUGH = "through"
    AFTER_ADVICE = "refused, then through"
    CLOSED = "closed in good order"


class Press(msgspec.Struct, frozen=True):
    """One event of a story: who records it, on which day, and who signs beside them.

    Where they are ``beside`` another, they sign alone at that one's desk.
    """

    by: str
    event: Event
    second: str = ""
    clock: On | None = None
    in_case: bool = True
    beside: str = ""
    wrong: Event | None = None
    """What the event puts right, where it does."""


class StoppedError(AssertionError):
    """The rest of a story could not be told."""


class EndsError(Exception):
    """An advice ends the process; the rest is not told."""


@cache
def presses(story: Story) -> tuple[Press, ...]:
    """Return the events of a story, one after the other, with the clock before each."""
    told: list[Press] = []
    clock: On | None = None
    for chapter in story.chapters:
        for step in (numbered.step for numbered in chapter.steps):
            if isinstance(step, On):
                clock = step
            elif isinstance(step, Records | PowerCut):
                second = step.second if isinstance(step, Records) else ""
                beside = step.beside if isinstance(step, Records) else ""
                in_case = step.in_case if isinstance(step, Records) else True
                told += [
                    Press(step.by, event, second, clock, in_case, beside) for event in step.events
                ]
            elif isinstance(step, Corrects):
                back = RecordedByMistake(on=clock.day) if clock else None
                right = step.right or back
                assert right is not None, "a story begins with its clock"
                told.append(Press(step.by, right, clock=clock, wrong=step.wrong))
    return tuple(told)


@cache
def told_to_each_point(story: Story) -> tuple[World, ...]:
    """Return the world of a story before each of its events, and at its end."""
    world = world_of(story)
    worlds = []
    for press in presses(story):
        worlds.append(copied(world))
        Telling(world, story).press(press)
    return (*worlds, copied(world))


def copied(world: World) -> World:
    """Return a world that goes on from here without changing this one; in memory alone."""
    other, house = copy.copy(world), copy.copy(world.house)
    house.coalition = list(house.coalition)
    house.journals = {key: list(entries) for key, entries in house.journals.items()}
    house.slots = {key: set(members) for key, members in house.slots.items()}
    house.summaries, house.papers = dict(house.summaries), dict(house.papers)
    house.drafts = {member: dict(kept) for member, kept in house.drafts.items()}
    house.logins, house.passphrases = dict(house.logins), dict(house.passphrases)
    other.house, other.clock = house, copy.copy(world.clock)
    other.ids = itertools.count(10_000)
    house.now = other.clock
    return other


class Telling:
    """Tells the rest of a story, for whoever remains."""

    def __init__(self, world: World, story: Story) -> None:
        self.world, self.story = world, story
        self.gone: set[PersonId] = set()
        self.instead: dict[str, str] = {}
        self.followed: list[tuple[str, str]] = []
        """The rules that refused, each with the act that was advised."""
        self.not_held: set[str] = set()
        self.anew: dict[DecisionId, DecisionId] = {}
        """Which decision was taken anew, in the place of which."""
        self.wrong: list[tuple[str, Event]] = []
        """What was put wrong, by whom and as it was; it is put right when nothing else helps."""

    # --- who and what is there --------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.desk(self.facilitator).case(self.story.case)

    def seen(self, event: Event) -> Case:
        """The case as it stands, seen in the process that an event is of."""
        return seen_for(self.case, event)

    @property
    def opener(self) -> str:
        """Who opened the case, and assigns."""
        return next(press.by for press in presses(self.story))

    @property
    def facilitator(self) -> str:
        """Somebody who facilitates now, or else who opened the case."""
        case = self.desk(self.opener).case(self.story.case)
        return case.facilitators[0] if case.facilitators else self.opener

    @property
    def members(self) -> Sequence[MemberId]:
        """Everybody who can sit down at the vault."""
        return sorted(self.desk(self.opener).journal.enrolled())

    def desk(self, member: str) -> Desk:
        """Return the desk of a member who has just sat down."""
        return self.world.desk(member)

    # --- telling ----------------------------------------------------------------------------

    def press(self, press: Press) -> None:
        """Record an event for those who remain, following each advice that it is refused with."""
        self.tick(press)
        for _attempt in range(MOST_ADVICES):
            event = self.for_those_who_remain(press.event)
            if event is not None and press.wrong is not None:
                entry = latest(self.desk(press.by), self.story.case, press.wrong)
                event = replace(event, replaces=entry.id)
            if event is None:
                return
            now = replace(
                press, event=event, by=self._who(press.by), second=self._who(press.second)
            )
            if event.stream is Stream.NOTES:
                self._pass_keys_on()
            outcome = self.tries(now)
            if isinstance(outcome, Recorded) or self.follow(outcome, now):
                return
        raise StoppedError(f"{press.event.tag}: {outcome.why_not()}")

    def tick(self, press: Press) -> None:
        """Have the clock move on to when an event is told."""
        if press.clock is not None and press.clock.day >= self.today:
            self.world.clock.set(press.clock.day, press.clock.hour)

    def happens(self, event: Event, by: str = "", unless: AbstractSet[str] = OUT_OF_TIME) -> bool:
        """Record what happens; False where nothing like it can happen any more, or not yet.

        ``unless`` are the rules by which it cannot.
        """
        who = by or self.facilitator
        others = [member for member in self.case.facilitators if member != who]
        press = Press(who, event, second=others[0] if others else "")
        outcome = self.tries(press)
        if isinstance(outcome, Recorded):
            return True
        if outcome.rules <= unless:
            self.followed += [(rule, "") for rule in sorted(outcome.rules)]
            return False
        self.follow(outcome, press)
        return True

    def _who(self, member: str) -> str:
        return self.instead.get(member, member)

    def tries(self, press: Press) -> Recorded | Refused:
        """Record an event, signed by two where it is a joint one."""
        desk, event = self.desk(press.beside or press.by), press.event
        case = self.story.case if press.in_case else None
        if press.beside:
            member = MemberId(press.by)
            key = desk.journal.unlocking(member).derive(PASSPHRASE.format(member))
            with desk.journal.cosigner(member, key) as cosigner:
                return desk.record(case, event, cosigner=cosigner, alone=True)
        if not press.second or not event.joint or press.second == press.by:
            return desk.record(case, event)
        member = MemberId(press.second)
        key = desk.journal.unlocking(member).derive(PASSPHRASE.format(member))
        with desk.journal.cosigner(member, key) as cosigner:
            return desk.record(case, event, cosigner=cosigner)

    def for_those_who_remain(self, event: Event) -> Event | None:
        """Return an event as it is told without who is gone, or None where it is not told."""
        if self._is_of_who_is_gone(event) or self._is_done_otherwise(event):
            return None
        return self._without_who_is_gone(self._as_things_stand(event))

    def _as_things_stand(self, event: Event) -> Event:
        """Return an event with what its page knows when it is done."""
        match event:
            case ReflectionSigned():
                return replace(event, digest=self.case.closing.reflection)
            case FacilitatorAccepted():
                return replace(event, member=MemberId(self._who(event.member)))
            case DecisionProposed():
                return self._as_put_now(event)
            case CaseClosed():
                ended = all_ended_on(self.case) or event.ended
                return replace(event, on=max(event.on, ended), ended=ended)
        decision = getattr(event, "decision", None)
        if decision in self.anew:
            decided = {"decision": self.anew[decision], "on": max(event.on, self.today)}
            return replace(event, **decided)
        return event

    def _without_who_is_gone(self, event: Event) -> Event:
        """Return an event with those who remain alone; what is proposed names them already."""
        if isinstance(event, DecisionProposed):
            return event
        changes: dict[str, object] = {}
        for name in ("people", "present", "roster", "contact"):
            people = getattr(event, name, ())
            if self.gone & set(people):
                changes[name] = tuple(p for p in people if p not in self.gone)
        for name in ("for_whom", "checked_by"):
            if getattr(event, name, None) in self.gone:
                changes[name] = None
        return replace(event, **changes)

    def _as_put_now(self, event: DecisionProposed) -> DecisionProposed:
        """Return what is proposed as its page puts it now: as things stand, to all who decide."""
        case, process = self.story.case, self.seen(event).at
        desk = self.desk(self.facilitator)
        if event.kind is MatterKind.FURTHER_STEPS:
            asked = desk.ask(AskFurtherSteps(case, process)).to_propose
        else:
            asked = desk.ask(AskSexualHarm(case)).to_propose
        if asked is None:
            return event
        digest = matter(self.seen(event), event.kind, event.subject).digest
        now = asked.event
        if set(event.members) <= set(now.members) and not self.gone & set(event.people):
            return replace(event, digest=digest)
        return replace(event, digest=digest, members=now.members, people=now.people)

    def _is_of_who_is_gone(self, event: Event) -> bool:
        """Whether an event is about somebody who is gone, or who would come for them."""
        if isinstance(event, ParticipantNamed):
            if event.invited_by in self.gone:
                self.gone.add(event.person)
            return event.person in self.gone
        if isinstance(event, PreMeetingOpened):
            if set(event.people) <= self.gone:
                self.not_held.add(event.meeting)
            return event.meeting in self.not_held
        return getattr(event, "person", None) in self.gone

    def _is_done_otherwise(self, event: Event) -> bool:
        """Whether others facilitate already, or nobody of a meeting is left to go on with it."""
        if isinstance(event, FacilitatorAssigned):
            served = {released.member for released in self.case.released}
            return bool(served) and len(self.case.facilitators) == MOST_FACILITATORS
        if isinstance(event, MeetingEvent | DialogueAgreementSigned):
            meeting = self.case.meeting(event.meeting)
            over = meeting is not None and set(meeting.people) <= self.gone
            return over or event.meeting in self.not_held
        return False

    # --- following an advice -------------------------------------------------------------------

    def follow(self, refused: Refused, press: Press) -> bool:
        """Do what each refusal advises; EndsError where that ends the process.

        Returns whether the event itself was recorded with that, a should-rule set aside.
        """
        for ruling in refused.rulings:
            if not ruling.refuses:
                continue
            for missing in ruling.missing:
                self.followed.append((ruling.rule, missing.act))
                if missing.act in SET_ASIDE and refused.may_go_on:
                    desk = self.desk(press.by)
                    went_on = desk.record_all_the_same(refused, "They came, and all wanted it.")
                    assert isinstance(went_on, Recorded), went_on
                    return True
                supply = SUPPLIES.get(missing.act)
                if supply is None:
                    raise StoppedError(
                        f"{press.event.tag} by {press.by}: {ruling.rule}: {missing.and_the_way()}"
                    )
                supply(self, missing, press.event)
        return False

    def named(self, missing: Missing) -> list[Person]:
        """Return whom a refusal names."""
        return [person for person in self.case.people if person.name in missing.who]

    def assign_another(self) -> None:
        """Assign whoever may be assigned, in the place of whoever was released."""
        if len(self.case.facilitators) == MOST_FACILITATORS:
            return
        served = self.case.facilitators
        for member in self.members:
            event = FacilitatorAssigned(on=self.today, member=member)
            desk = self.desk(self.opener)
            if member not in served and desk.may(self.story.case, event).allowed:
                self.must(self.opener, event)
                self.instead = {r.member: member for r in self.case.released} | self.instead
                self._pass_keys_on()
                return
        raise EndsError("nobody is left to be assigned")

    def _pass_keys_on(self) -> None:
        """Have everybody who holds the case give the new one the key that they lack."""
        for member in self.members:
            desk = self.desk(member)
            if self.story.case not in desk.cases():
                continue
            for lacking in desk.ask(AskCasePage(self.story.case)).lacking:
                if lacking.ruling is not None:
                    given = HandedOn(on=self.today, member=lacking.member, notes=lacking.notes)
                    self.must(member, given)

    def ask_everything(self) -> None:
        """Ask every question about the case of who facilitates now, as pages do."""
        desk, case = self.desk(self.facilitator), self.story.case
        about = subjects(desk, case, whole=False)
        for kind in QUESTIONS:
            for question in instances(kind, about):
                try:
                    desk.ask(question)
                except Exception as error:
                    raise StoppedError(f"{kind.__name__} cannot be answered: {error!r}") from error

    # --- what was put wrong ---------------------------------------------------------------------

    def put_wrong(self, entries: Sequence[Entry], events: Sequence[Event]) -> None:
        """Record events in the place of entries, and keep how to put that right."""
        by = entries[0].by
        outcome = self.desk(by).record(self.story.case, *events)
        if isinstance(outcome, Refused):
            self.followed += [(rule, "") for rule in sorted(outcome.rules)]
            return
        new = {e.event.replaces: e.id for e in self._entries(by) if e.event.replaces is not None}
        self.wrong = [(e.by, replace(e.event, replaces=new[e.id])) for e in entries]

    def put_right(self) -> bool:
        """Say again what was put wrong, as it was; False where nothing was."""
        events = [event for _by, event in self.wrong]
        if not events:
            return False
        by, self.wrong = self.wrong[0][0], []
        self.must(by, *events)
        self.followed.append(("RJ-CORRECT", "itself"))
        return True

    def _entries(self, member: str) -> Sequence[Entry]:
        desk = self.desk(member)
        return (*desk.record_of(self.story.case), *desk.notes_of(self.story.case))

    # --- an end in good order ----------------------------------------------------------------

    def close(self, rest: Sequence[Press]) -> None:
        """Bring a process that ends to its close: nothing else is recorded in it."""
        who = self.facilitator
        self.support_who_left(who)
        self.present(who)
        for seen in on_their_own(self.case):
            if ended_on(seen) is None and seen.at != ANOTHER:
                self.end(who, seen.at)
        self.present(who)
        self.nothing_else_is_recorded(rest)
        if self.case.holds(ANOTHER):
            over = ProcessEnded(on=self.today, process=ANOTHER, ending=Ending.PURPOSE_MET)
            self.must(who, over)
            self.nothing_else_is_recorded(rest)
        if not self.case.facilitators:
            self.must(self.opener, CaseClosed(on=self.today, ended=self.ended))
            return
        written, signed = reflected(self.today)
        self.must(who, written)
        for member in self.case.facilitators:
            digest = self.case.closing.reflection
            self.must(member, replace(signed, digest=digest))  # type: ignore[call-overload]
        self.must(self.facilitator, CaseClosed(on=self.today, ended=self.ended))

    @property
    def ended(self) -> date:
        """The day on which the last process of the case ended."""
        ended = all_ended_on(self.case)
        assert ended is not None
        return ended

    def begins_instead(self, follows: ProcessId) -> None:
        """Begin a support circle for a party who remains, where they may have one.

        It is under way when the rest is told, and ends before the case is closed.
        """
        stopped = self.case.seen_in(follows)
        remain = [p for p in named(stopped) if p.primary and not takes_no_part(stopped, p)]
        if not remain or not self.case.facilitators:
            return
        who, person = self.facilitator, remain[0].id
        self.present(who)
        begun = ProcessBegun(on=self.today, begins=ANOTHER, follows=follows, as_=Follows.INSTEAD)
        kind = ProcessType.SUPPORT_CIRCLE
        chosen = ProcessChosen(on=self.today, process=ANOTHER, kind=kind, people=(person,))
        yes = WillingnessStated(on=self.today, process=ANOTHER, person=person, willing=Answer.YES)
        self.must(who, begun, chosen)
        self.must(who, yes)

    def end(self, who: str, process: ProcessId) -> None:
        """End a process: by decision where an agreement is in force.

        Where nobody facilitates any more, a party dissolves it.
        """
        case = self.case.seen_in(process)
        ended = ProcessEnded(on=self.today, process=process, ending=Ending.DISCONTINUED)
        circle = case.circle
        if circle is not None and circle.ended_at is None:
            self.must(who, CircleEndedEarly(on=self.today, process=process))
        if case.agreement.in_force is None:
            self.must(who, ended)
        elif case.facilitators:
            self.must(who, replace(ended, decision=self.decide(FurtherStep.END, process)))
        else:
            remaining = who_takes_part(case) or case.people
            party = next(person for person in remaining if person.primary)
            self.must(who, ProcessDissolved(on=self.today, process=process, person=party.id))

    def decide(self, step: FurtherStep, process: ProcessId = FIRST) -> DecisionId:
        """Have a party ask to come back to it, and all who decide say yes to a step."""
        who, case = self.facilitator, self.case.seen_in(process)
        party = next(person for person in named(case) if person.primary)
        self.must(who, ReaddressAsked(on=self.today, person=party.id, process=process))
        event = self.desk(who).ask(AskFurtherSteps(case.id, process)).to_propose.event
        event = replace(event, subject=step.value, process=process)
        self.must(who, event)
        proposal = self.case.proposal(event.decision)
        assert proposal is not None
        self.all_answer(proposal)
        return event.decision

    def all_answer(self, proposal: Proposal) -> None:
        """Have everybody say yes who decides, and has not answered yet."""
        who, case = self.facilitator, self.story.case
        yes = DecisionAnswered(
            on=self.today, decision=proposal.id, vote=Vote.FOR, process=proposal.process
        )
        for voter in proposal.deciders:
            if voter in proposal.votes:
                continue
            if voter.person is not None:
                self.must(who, replace(yes, person=voter.person))
            elif voter.member is None:
                self.must(who, replace(yes, word_of=voter.body))
            elif self.desk(voter.member).journal.holds(case, Stream.RECORD):
                self.must(voter.member, yes)
            else:
                self.sign_beside(who, voter.member, yes)

    def decides_anew(self, event: Event) -> None:
        """Have it decided once more that an act is done, and go by that from here on."""
        decision = getattr(event, "decision", None)
        before = self.case.proposal(decision) if decision is not None else None
        if before is None or before.matter.kind is not MatterKind.FURTHER_STEPS:
            raise StoppedError(f"{event.tag}: it is not decided, and nothing was proposed")
        step = FurtherStep(before.matter.subject)
        self.anew[before.id] = self.decide(step, before.process)

    def supply(self, event: Event, *events: Event) -> None:
        """Record what an act lacks, in the process that it is of."""
        at = self.seen(event).at
        self.must(self.facilitator, *(of_process(each, at) for each in events))

    def sign_beside(self, who: str, member: MemberId, event: Event) -> None:
        """Have a member who does not hold the case answer beside one who does."""
        desk = self.desk(who)
        key = desk.journal.unlocking(member).derive(PASSPHRASE.format(member))
        with desk.journal.cosigner(member, key) as cosigner:
            outcome = desk.record(self.story.case, event, cosigner=cosigner, alone=True)
        if isinstance(outcome, Refused):
            raise StoppedError(f"{outcome.event} by {member}: {outcome.why_not()}")

    def present(self, who: str) -> None:
        """Present what else is possible, in each process where somebody stopped."""
        for seen in self.case.each_process:
            if seen.taking_part.stopped:
                shown = AlternativesPresented(on=self.today, options=("A support circle",))
                self.must(who, of_process(shown, seen.at))

    def support_who_left(self, who: str) -> None:
        """Ask whoever left once, and support whoever wants it."""
        for seen in self.case.each_process:
            for left in seen.taking_part.departures:
                if left.may_contact is None:
                    whom = {"on": self.today, "person": left.person, "process": seen.at}
                    yes = ContactAllowed(may_contact=True, **whom)  # type: ignore[arg-type]
                    self.must(who, yes, SupportOffered(**whom))  # type: ignore[arg-type]

    def nothing_else_is_recorded(self, rest: Sequence[Press]) -> None:
        """See that each act which is left is refused by the one rule of the house.

        Where another process goes on, that is each act of the one which ended, and whatever
        reaches somebody who is not named for the other.
        """
        for press in rest:
            event = press.event
            if not isinstance(event, CaseEvent) or event.during in {During.ALWAYS, During.ENDED}:
                continue
            verdict = self.desk(self._who(press.by)).may(self.story.case, event)
            if all_ended_on(self.case) is None and not isinstance(event, ProcessEvent):
                if self._reaches_another(event) and verdict.allowed:
                    raise StoppedError(f"{event.tag} reaches who is not named for what goes on")
                continue
            if not NOT_RECORDED & {ruling.rule for ruling in verdict.missing}:
                raise StoppedError(f"{event.tag} is recorded after the end")

    def _reaches_another(self, event: Event) -> bool:
        """Whether an act reaches people who are not named for the process that goes on."""
        if not isinstance(event, PreMeetingOpened | ContactMade):
            return False
        people = [person for person in map(self.case.person, people_in(event)) if person]
        return bool(people) and not any(is_named(in_front(self.case), p) for p in people)

    @property
    def today(self) -> date:
        """The day of the world."""
        return self.world.clock().date()

    def must(self, by: str, *events: Event) -> None:
        """Record what has to be possible."""
        outcome = self.desk(by).record(self.story.case, *events)
        if isinstance(outcome, Refused):
            raise StoppedError(f"{outcome.event} by {by}: {outcome.why_not()}")


Supply = Callable[[Telling, Missing, Event], None]


def _go_on(telling: Telling, missing: Missing, event: Event) -> None:
    for person in telling.named(missing):
        chose = RemainingPartyChose(on=telling.today, person=person.id, go_on=True)
        telling.supply(event, chose)


def _present(telling: Telling, _missing: Missing, event: Event) -> None:
    presented = AlternativesPresented(on=telling.today, options=("A support circle",))
    telling.supply(event, presented)


def _contact(telling: Telling, _missing: Missing, _event: Event) -> None:
    telling.support_who_left(telling.facilitator)


def _end(_telling: Telling, missing: Missing, _event: Event) -> None:
    raise EndsError(missing.what)


def _leaves(telling: Telling, missing: Missing, event: Event) -> None:
    for person in telling.named(missing):
        telling.supply(event, ConsentWithdrawn(on=telling.today, person=person.id))


def _stays_gone(_telling: Telling, _missing: Missing, _event: Event) -> None:
    """Leave it at that: who left before says nothing more."""


def _has_a_turn(telling: Telling, missing: Missing, event: Event) -> None:
    for person in telling.named(missing):
        telling.supply(event, TurnTaken(on=telling.today, person=person.id))


def _agree(telling: Telling, missing: Missing, event: Event) -> None:
    for person in telling.named(missing):
        for action in telling.seen(event).agreement.actions:
            if action.what in missing.what:
                yes = ActionAgreed(on=telling.today, action=action.id, person=person.id)
                telling.supply(event, yes)


def _sign(telling: Telling, _missing: Missing, _event: Event) -> None:
    for member in telling.case.facilitators:
        digest = telling.case.closing.reflection
        telling.must(member, ReflectionSigned(on=telling.today, digest=digest))


def _willing(telling: Telling, missing: Missing, event: Event) -> None:
    for person in telling.named(missing):
        yes = WillingnessStated(on=telling.today, person=person.id, willing=Answer.YES)
        telling.supply(event, yes)


def _assign(telling: Telling, _missing: Missing, _event: Event) -> None:
    telling.assign_another()


def _release(telling: Telling, _missing: Missing, _event: Event) -> None:
    """Release whoever is one too many."""
    for member in telling.case.facilitators[MOST_FACILITATORS:]:
        event = FacilitatorReleased(on=telling.today, member=member, cause=Cause.LEFT)
        telling.must(telling.opener, event)


def _grant(telling: Telling, _missing: Missing, _event: Event) -> None:
    """Have whoever assigns grant what participants asked, and assign others instead."""
    for request in open_requests(telling.case):
        decided = RecusalDecided(
            on=telling.today,
            person=request.person,
            member=request.member,
            outcome=RecusalOutcome.GRANTED,
        )
        telling.must(telling.opener, decided)
        telling.assign_another()


def _take_off(telling: Telling, missing: Missing, event: Event) -> None:
    for person in telling.named(missing):
        telling.supply(event, ParticipantTakenOff(on=telling.today, person=person.id))


def _choose(telling: Telling, missing: Missing, event: Event) -> None:
    """Choose that it is held with those who remain, where it can be."""
    case = telling.seen(event)
    remain = tuple(person.id for person in parties(case))
    kept = case.preparation
    if kept.kind is None or not both_may_go_forward(case) or case.taking_part.named_for == remain:
        raise EndsError(missing.what)
    chosen = ProcessChosen(
        on=telling.today, kind=kept.kind, people=remain, confidential=kept.confidential
    )
    telling.supply(event, chosen)


def _itself(_telling: Telling, missing: Missing, event: Event) -> None:
    """End, where one side is gone: another circle would be another story."""
    if not isinstance(event, ProcessChosen):
        raise StoppedError(f"{event.tag}: {missing.and_the_way()}")
    raise EndsError(missing.what)


def _accept(telling: Telling, _missing: Missing, event: Event) -> None:
    case = telling.seen(event)
    for person in who_takes_part(case) or case.people:
        for member in case.facilitators:
            if person.accepts(member) is None:
                yes = FacilitatorAccepted(
                    on=telling.today, person=person.id, member=member, accepted=True
                )
                telling.must(telling.facilitator, yes)


def _decide(telling: Telling, _missing: Missing, _event: Event) -> None:
    for member in telling.case.facilitators:
        if not dict(telling.case.eligibility).get(member):
            telling.must(member, EligibilityDecided(on=telling.today, eligible=True))


def _asks(telling: Telling, missing: Missing, event: Event) -> None:
    """Have somebody ask for a Conference in the process that an act is of."""
    for person in telling.named(missing):
        asks = DialogueAskedFor(on=telling.today, person=person.id, asks=Asks.CONFERENCE)
        telling.supply(event, asks)


def _asks_back(telling: Telling, _missing: Missing, event: Event) -> None:
    party = next(person for person in named(telling.seen(event)) if person.primary)
    telling.supply(event, ReaddressAsked(on=telling.today, person=party.id))


def _propose(telling: Telling, _missing: Missing, event: Event) -> None:
    """Have it decided anew, as things stand, that an act is done."""
    telling.decides_anew(event)


def _answer(telling: Telling, _missing: Missing, event: Event) -> None:
    """Have all those answer who decide and have not."""
    proposal = telling.case.proposal(getattr(event, "decision", None) or DecisionId(""))
    if proposal is not None:
        telling.all_answer(proposal)


SUPPLIES: dict[str, Supply] = {
    "remaining-party-chose": _go_on,
    "alternatives-presented": _present,
    "contact-allowed": _contact,
    "circle-ended-early": _end,
    "process-chosen": _choose,
    "itself": _itself,
    "participant-taken-off": _take_off,
    "participant-named": _end,
    "action-proposed": _end,
    "consent-withdrawn": _leaves,
    "consent-renewed": _stays_gone,
    "turn-taken": _has_a_turn,
    "action-agreed": _agree,
    "reflection-signed": _sign,
    "process-ended": _end,
    "willingness-stated": _willing,
    "facilitator-assigned": _assign,
    "facilitator-released": _release,
    "recusal-decided": _grant,
    "facilitator-accepted": _accept,
    "eligibility-decided": _decide,
    "dialogue-asked-for": _asks,
    "decision-proposed": _propose,
    "readdress-asked": _asks_back,
    "decision-answered": _answer,
}
"""How each advice is followed, by the act that it names."""

SET_ASIDE = {"pre-meeting-completed"}
"""Acts that are not supplied in the middle of a circle: the rule is set aside in writing."""
