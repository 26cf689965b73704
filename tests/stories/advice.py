"""Following the advice of a refusal: the act that it names, filled in each likely way.

Each way is tried on a copy of the world. An advice is good where one of those that can be done
now removes what was missing; where none can be done now, that says nothing against it.
"""

from __future__ import annotations

import itertools
import typing
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from msgspec.structs import replace

from rjdesk.desk.acts import ACTS
from rjdesk.desk.dry_run import UNREAD
from rjdesk.desk.outcome import Refused
from rjdesk.desk.ports import Trouble
from rjdesk.desk.programmes import Programmes
from rjdesk.process.agreement.events import ActionAgreed, ActionProposed
from rjdesk.process.case import fold_case, of_process
from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.circle.events import QuestionAdded
from rjdesk.process.coalition import CoalitionEvent, fold_coalition
from rjdesk.process.decisions.derived import matter
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.house.rules import AFTER_THE_CLOSE, AFTER_THE_END
from rjdesk.process.intake.derived import who_accepts
from rjdesk.process.intake.events import CaseOpened, FacilitatorAccepted, ParticipantNamed
from rjdesk.process.kernel.calendar import academic_year
from rjdesk.process.kernel.decision import CLOSE, DecisionId, MatterKind, Vote
from rjdesk.process.kernel.event import (
    CaseId,
    Entry,
    EntryId,
    Event,
    MemberId,
    PersonId,
    RecordedByMistake,
)
from rjdesk.process.kernel.naming import people_in
from rjdesk.process.kernel.programme import RoundKind
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.premeeting.events import PreMeetingCompleted
from rjdesk.process.preparation.state import About, Question
from rjdesk.process.taking_part.derived import ended_on, seen_for
from rjdesk.rehearsal.telling import Story
from tests.scenarios.world import World
from tests.stories.happening import copied
from tests.stories.offered import LATER, CaseToday, choices, drafted_or_binding
from tests.stories.prepared import record_of

DONE = frozenset(act.event.tag for act in ACTS)
Events = tuple[Event, ...]
DONE_SO: frozenset[str] = frozenset()
OF_ANOTHER = frozenset({"RJ-WHO", "RJ-READ", "RJ-CORRECT", "RC-037", "RC-074"})
"""Rules by which an act is another member's to do."""
MOST_WAYS = 120
"""So many ways of one advice are tried."""


INSTEAD = {
    ("RC-016", "process-ended", "opened-by-mistake"),  # what took place was no mistake
    ("RC-041", "process-chosen", "process-begun"),  # while everybody goes on nothing else begins
    ("RC-040", "willingness-stated", "consent-renewed"),  # who never left says what they want
    ("RC-040", "consent-withdrawn", "willingness-stated"),  # in a circle one leaves
    ("RC-063", "process-ended", "contact-made"),  # what does not fit ends
    ("RC-063", "process-ended", "pre-meeting-opened"),
    ("RC-103", "alternatives-presented", "process-begun"),  # after an end something else begins
    ("RC-170", "consent-withdrawn", "process-dissolved"),  # who is no party leaves
    ("RC-172", "circle-ended-early", "turn-taken"),  # a Conference without a side ends
    ("RC-172", "circle-ended-early", "value-named"),
    ("RC-172", "circle-ended-early", "question-asked"),
    ("RC-172", "circle-ended-early", "round-entered"),
    ("RC-172", "circle-ended-early", "seat-taken"),
    ("RP-11", "consent-withdrawn", "participant-taken-off"),  # a party leaves by themself
    # a programme that takes on no case of sexual harm ends it, and a circle of both sides ends
    *(("RC-043", "process-ended", tag) for tag in DONE),
    *(("RC-SD3-08", "circle-ended-early", tag) for tag in DONE),
    # where nobody is left, what goes on ends
    *(("RC-060", "process-ended", tag) for tag in DONE),
    # what several decide is moved by one, and then voted on
    *(("RC-SD3-02", "motion-proposed", tag) for tag in DONE),
    *(("RC-SD3-04", "motion-proposed", tag) for tag in DONE),
}
"""By rule and advice, which act it takes the place of: done, it is not to make that possible."""


class Way(NamedTuple):
    """One way of following an advice: what is recorded, in this order, each by whom."""

    presses: tuple[tuple[MemberId, Event], ...]


class UselessAdviceError(AssertionError):
    """What a refusal advises was done, and it refuses as before."""


def case_today(world: World, story: Story, event: Event | None = None) -> CaseToday:
    """Return the case of a story as it stands in a world, read without anybody sitting there.

    Where an event is tried, the case is seen in the process of that.
    """
    case = fold_case(story.case, world.house.journals.get(record_of(story), ()))
    coalition = fold_coalition(world.house.coalition)
    return CaseToday(
        case=case if event is None else seen_for(case, event),
        coalition=coalition,
        programme=Programmes(world.programmes).of(case, coalition),
        today=world.clock().date(),
        fresh=f"new-{next(world.ids)}",
    )


def follow(
    world: World, story: Story, by: str, refused: Refused, rule: str, missing: Missing
) -> Way | None:
    """Return a way that removes what is missing; None where it cannot be done now.

    UselessAdviceError where it is done and the rule says the same again.
    """
    if missing.act in {NOBODY, ITSELF}:
        return None
    assert missing.act in DONE, f"{rule} advises {missing.act}, which nobody can do"
    useless = []
    at = case_today(world, story, *refused.tried).case.at
    for events in filter(
        None, itertools.islice(ways(world, story, by, refused, rule, missing), MOST_WAYS)
    ):
        trial = copied(world)
        done = do(trial, story, by, [of_process(event, at) for event in events], missing)
        if done is None:
            continue
        instead = (rule, missing.act, refused.event) in INSTEAD
        if instead or is_gone(trial, story, by, refused, rule, missing):
            return done
        useless.append(done)
    if useless and missing.act != refused.event:
        tried = useless[0].presses
        raise UselessAdviceError(f"{rule}: {missing.and_the_way()} {refused.tried} {tried}")
    return None


def is_gone(
    world: World, story: Story, by: str, refused: Refused, rule: str, missing: Missing
) -> bool:
    """Whether a rule does not say the same of an act any more, put anew as a page would now."""
    (event,) = refused.tried
    for again in put_again(event, case_today(world, story, event)):
        rulings = world.desk(by).may(refused.case, again).missing
        said = [each for ruling in rulings if ruling.rule == rule for each in ruling.missing]
        if not any(each.what == missing.what and each.who == missing.who for each in said):
            return True
    return False


PUT_ANEW = {
    "decision",
    "roster",
    "present",
    "paper_version",
    "actions",
    "round",
    "digest",
    "people",
}


def put_again(event: Event, now: CaseToday) -> Iterator[Event]:
    """Yield an act as it was, and as its page would put it now: with whom, of which version."""
    for base in dict.fromkeys((event, replace(event, replaces=None))):
        yield base
        # In one order, so that what is drawn is drawn again.
        for name in sorted(PUT_ANEW & set(event.__struct_fields__)):
            for value in choices(type(event), name, now):
                yield replace(base, **{name: value})


def do(
    world: World, story: Story, refuser: str, events: Sequence[Event], missing: Missing
) -> Way | None:
    """Record events, each by whoever may; None where one of them cannot be done now."""
    presses: list[tuple[MemberId, Event]] = []
    for event in events:
        signers = by_each_named(world, event, missing)
        if signers:
            done = [member for member in signers if record(world, story, member, event) == DONE_SO]
            if done != signers:
                return None
        else:
            done = list(itertools.islice(_by_one(world, story, refuser, event), 1))
            if not done:
                return None
        presses += [(member, event) for member in done]
    return Way(tuple(presses))


def _by_one(world: World, story: Story, refuser: str, event: Event) -> Iterator[MemberId]:
    """Yield the member who could record an event, asked in turn; nobody where it is not that."""
    for member in who_may(world, story, refuser):
        rules = record(world, story, member, event)
        if rules == DONE_SO:
            yield member
        if not rules & OF_ANOTHER:
            return


def record(world: World, story: Story, member: str, event: Event) -> frozenset[str]:
    """Have a member record an event; return the rules that refuse it, none where it was done."""
    case = None if isinstance(event, CoalitionEvent) else story.case
    try:
        outcome = world.desk(member).record(case, event)
    except Trouble:
        return OF_ANOTHER
    return outcome.rules if isinstance(outcome, Refused) else DONE_SO


def by_each_named(world: World, event: Event, missing: Missing) -> list[MemberId]:
    """Return whom a refusal names, where each of them signs an act themself."""
    if not event.joint:
        return []
    members = fold_coalition(world.house.coalition).members
    return [member.id for member in members if member.name in missing.who]


def who_may(world: World, story: Story, first: str) -> list[MemberId]:
    """Return the members in the order in which they are asked to do an act."""
    now = case_today(world, story)
    opener = now.case.intake.opened_by
    order = [MemberId(first), *now.case.facilitators, *([opener] if opener else [])]
    enrolled = world.house.logins
    return [m for m in dict.fromkeys((*order, *now.members)) if m in enrolled]


# --- the ways ------------------------------------------------------------------------------------


def ways(
    world: World, story: Story, by: str, refused: Refused, rule: str, missing: Missing
) -> Iterator[tuple[Event, ...]]:
    """Yield what the advice may come to: an act for each whom it names, or for one alone."""
    (event,) = refused.tried
    now = case_today(world, story, event)
    kind = CATALOGUE.by_tag[missing.act]
    if kind.takes_back:
        yield from _taken_back(world, story, kind, event, missing)
        return
    if in_full := IN_FULL.get(kind.tag):
        yield from in_full(event, missing, now)
        return
    fields = kind.__struct_fields__
    likely = {name: _likely(kind, name, event, missing, now) for name in fields}
    if kind.tag == "facilitator-assigned":
        own = getattr(event, "member", None)
        free = [own] if own else [m for m in likely["member"] if m in _who(missing, now)]
        others = (MemberId(by), *now.members)
        serving = now.case.facilitators
        likely["member"] = tuple(m for m in dict.fromkeys(free or others) if m not in serving)
        if rule == UNREAD:
            likely["member"] = (MemberId(by),)
    each = next((name for name in ("person", "member") if name in fields), "")
    named = likely.pop(each, ())
    for values in itertools.product(*likely.values()):
        given = dict(zip(likely, values, strict=True))
        if not each:
            yield (kind(**given),)
        else:
            if len(named) > 1 and missing.who:
                yield tuple(kind(**given, **{each: one}) for one in named)
            yield from ((kind(**given, **{each: one}),) for one in named)


def _taken_back(
    world: World, story: Story, kind: type[Event], event: Event, missing: Missing
) -> Iterator[tuple[Event, ...]]:
    """Yield the taking back of each entry, what was named or is latest first.

    Where it is over, that is of what ended it.
    """
    house, today = world.house, world.clock().date()
    entries = (
        house.coalition if issubclass(kind, CoalitionEvent) else house.journals[record_of(story)]
    )
    # What takes back is not taken back itself: what it took is put back from its line.
    latest = [entry.id for entry in reversed(entries) if not entry.event.takes_back]
    if missing in {AFTER_THE_END, AFTER_THE_CLOSE}:
        latest = [entry for entry in latest if _ended_it(entry, entries, missing)]
    for entry in dict.fromkeys((event.replaces, *latest)):
        if entry is not None:
            yield (kind(on=today, replaces=entry),)


def _ended_it(entry: EntryId, entries: Sequence[Entry], missing: Missing) -> bool:
    """Whether a case would not be over without an entry."""
    case = fold_case(CaseId(""), (each for each in entries if each.id != entry))
    closed = case.closing.closed is not None
    return not closed if missing == AFTER_THE_CLOSE else ended_on(case) is None


def _likely(
    kind: type[Event], name: str, event: Event, missing: Missing, now: CaseToday
) -> Sequence[object]:
    """Return what likely stands in a field of an act that is advised."""
    special: dict[str, Sequence[object]] = {
        **dict.fromkeys(("eligible", "consents", "go_on", "able"), (True,)),
        "on": (now.today,),
        "word_of": choices(kind, name, now)[3:] or ("",),
        "year": (academic_year(now.today, now.programme.deadlines.year_starts_in).start,),
        **dict.fromkeys(("person", "held_for"), _named_people(event, missing, now)),
        "member": _named_members(event, missing, now),
        "until": (now.today + LATER,),
    }
    if name in special:
        return special[name]
    found = choices(kind, name, now)
    if name == "round":
        return _rounds(event, now)
    if name in {"meeting", "question", "service"} and name in event.__struct_fields__:
        return (getattr(event, name),)
    if name == "action":
        named = [a.id for a in drafted_or_binding(now.case) if a.what in missing.what]
        return named or (getattr(event, name, found[0]), *found)
    return tuple(dict.fromkeys(_few(name, found)))


def _rounds(event: Event, now: CaseToday) -> Sequence[int]:
    """Return the round in which an act is done, or each that is still to come."""
    own = {"question-asked": RoundKind.QUESTIONS, "value-named": RoundKind.VALUES}.get(event.tag)
    if own is not None:
        return (now.programme.rounds_of(now.case.kind_of_circle).number_of(own),)
    last = len(now.programme.rounds_of(now.case.kind_of_circle))
    here = now.case.circle.round if now.case.circle else 0
    return (last,) if event.tag == "circle-completed" else range(here + 1, last + 1)


def _few(name: str, found: Sequence[object]) -> Sequence[object]:
    """Return the first of many words or days, and all of what is chosen."""
    first = found[0]
    if isinstance(first, str) and not isinstance(first, Enum) and name not in CHOSEN:
        return found[:1]
    if isinstance(first, date):
        return (found[1], found[0]) if len(found) > 1 else found
    return found


CHOSEN = {
    *("action", "meeting", "question", "card", "rule", "act", "digest", "office", "training"),
    *("owner", "for_whom", "checked_by", "after"),
}


def _named_people(event: Event, missing: Missing, now: CaseToday) -> Sequence[PersonId]:
    """Return whom a refusal names, or whom the act is about, or everybody."""
    named = tuple(p.id for p in now.case.people if p.name in missing.who or p.name in missing.what)
    own = getattr(event, "person", None)
    return named or ((own,) if own else now.people)


def _who(missing: Missing, now: CaseToday) -> tuple[MemberId, ...]:
    """Return the members whom a refusal names."""
    return tuple(m.id for m in now.coalition.members if m.name in missing.who)


def _named_members(event: Event, missing: Missing, now: CaseToday) -> Sequence[MemberId]:
    named = _who(missing, now)
    own = getattr(event, "member", None)
    return named if own is None else tuple(dict.fromkeys((own, *named)))


def _namings(event: Event, missing: Missing, now: CaseToday) -> Iterator[Events]:
    """Yield the naming of somebody new or known: who asked, who invites, where they belong."""
    strangers = [person for person in people_in(event) if person not in now.people]
    for person in now.case.people:
        named = ParticipantNamed(
            on=now.today,
            person=person.id,
            person_name=person.entered,
            called=person.liked,
            parts=person.parts,
            affiliation=person.affiliation,
            initiating=person.initiating,
            invited_by=person.invited_by,
            purpose=person.purpose,
        )
        yield (replace(named, initiating=True),)
        yield (replace(named, affiliation=Affiliation.STAFF),)
        for host in now.case.primary_parties:
            yield (replace(named, invited_by=host.id),)
    for person_id in (*strangers, PersonId(now.fresh)):
        for parts in ((Part.SUPPORTING,), (Part.AFFECTED,), (Part.PARTICIPANT,)):
            for host in (*(party.id for party in now.case.primary_parties), None):
                named = ParticipantNamed(
                    on=now.today,
                    person=person_id,
                    person_name="Kim Astor",
                    called="Kim",
                    parts=parts,
                    affiliation=Affiliation.STAFF,
                    invited_by=host,
                    purpose="support",
                )
                yield (named,)


def _proposals(event: Event, missing: Missing, now: CaseToday) -> Iterator[Events]:
    """Yield that an action is done by another, or a new one is on the table."""
    known = [action for action in now.case.agreement.actions if action.what in missing.what]
    ids = [action.id for action in known] or [getattr(event, "action", now.fresh)]
    for action, owner in itertools.product(ids, now.people):
        proposed = ActionProposed(
            on=now.today,
            action=action,
            what="Help with rebuilding",
            owner=owner,
            due=now.today + LATER,
            evidence="It is seen",
        )
        yield (proposed,)


def _questions(event: Event, missing: Missing, now: CaseToday) -> Iterator[Events]:
    """Yield that the question is added which is to be asked."""
    question = Question(id=getattr(event, "question", now.fresh), text="What do you need?")
    for about in About:
        yield (QuestionAdded(on=now.today, question=replace(question, about=about)),)


def _completed(event: Event, missing: Missing, now: CaseToday) -> Iterator[Events]:
    """Yield that each meeting is complete with whom a refusal names, where it is not."""
    named = {person.id for person in now.case.people if person.name in missing.who}
    for meeting in now.case.meetings:
        if meeting.completed is None and named & set(meeting.people):
            yield (PreMeetingCompleted(on=now.today, meeting=meeting.id),)


def _agreed(event: Event, missing: Missing, now: CaseToday) -> Iterator[Events]:
    """Yield that everybody who is there agrees to an action."""
    circle, actions = now.case.circle, now.case.agreement.actions
    there = circle.present if circle else ()
    for action in sorted(actions, key=lambda action: action.what not in missing.what):
        yield tuple(ActionAgreed(on=now.today, action=action.id, person=p) for p in there)


def _accepted(event: Event, missing: Missing, now: CaseToday) -> Iterator[Events]:
    """Yield that everybody accepts everybody who facilitates."""
    yield tuple(
        FacilitatorAccepted(on=now.today, person=person.id, member=member, accepted=True)
        for person in who_accepts(now.case)
        for member in now.case.facilitators
    )


def _openings(event: Event, missing: Missing, now: CaseToday) -> Iterator[Events]:
    intake = now.case.intake
    opened = CaseOpened(
        on=now.today,
        code=intake.code or now.fresh,
        requester=Affiliation.STUDENT,
        request_received=now.today,
        programme=now.programme.id,
    )
    yield (opened,)


def _decisions(event: Event, missing: Missing, now: CaseToday) -> Iterator[Events]:
    """Yield that what is missing is proposed: of each kind and step, with each who may decide."""
    kind, subjects = MatterKind.FURTHER_STEPS, STEPS_FOR.get(event.tag, ())
    if isinstance(event, RecordedByMistake):
        kind, subjects = MatterKind.REOPENING, (CLOSE,)
    harmed = [person.id for person in now.case.people if person.harmed]
    with_them = ((), *((person,) for person in harmed))
    members = choices(DecisionProposed, "members", now)
    asks = [ReaddressAsked(on=now.today, person=p.id) for p in now.case.primary_parties]
    for subject, who, people in itertools.product(subjects, members, with_them):
        proposed = DecisionProposed(
            on=now.today,
            decision=DecisionId(now.fresh),
            kind=kind,
            subject=subject,
            digest=matter(now.case, kind, subject).digest,
            members=typing.cast("tuple[MemberId, ...]", who),
            people=people,
        )
        yield (proposed,)
        yield from ((ask, proposed) for ask in asks)


STEPS_FOR = {
    "amendment-began": (FurtherStep.AMEND.value,),
    "process-begun": (FurtherStep.RESTART.value,),
    "process-ended": (FurtherStep.END.value, FurtherStep.REDIRECT.value),
    "decision-answered": tuple(step.value for step in FurtherStep),
}
"""Which step is to be decided before an act, by its tag."""


def _answers(event: Event, missing: Missing, now: CaseToday) -> Iterator[Events]:
    """Yield that those answer whom a refusal names: members themselves, others on their word."""
    if not now.case.proposals:
        return
    decision = getattr(event, "decision", None) or now.case.proposals[-1].id
    yes = DecisionAnswered(on=now.today, decision=decision, vote=Vote.FOR)
    people = [person.id for person in now.case.people if person.name in missing.who]
    members = _who(missing, now)
    yield (*((yes,) if members else ()), *(replace(yes, person=person) for person in people))


IN_FULL: dict[str, Callable[[Event, Missing, CaseToday], Iterator[Events]]] = {
    "participant-named": _namings,
    "action-proposed": _proposals,
    "action-agreed": _agreed,
    "question-added": _questions,
    "pre-meeting-completed": _completed,
    "facilitator-accepted": _accepted,
    "case-opened": _openings,
    "decision-proposed": _decisions,
    "decision-answered": _answers,
}
"""Acts with so many fields that their likely ways are written out."""
