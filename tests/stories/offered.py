"""What may stand in each field of an event in a case as it is: of the case itself, or by type.

Whoever is named, asked or due comes from the case; words are few, and some of them are empty.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache

import msgspec

from rjdesk.process.agreement.state import Action
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.decisions.derived import matter, of_groups
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.kernel.calendar import first_of_term
from rjdesk.process.kernel.decision import CLOSE, MatterKind, MotionKind, Passes, Voter
from rjdesk.process.kernel.event import CaseId, Event, MemberId, PersonId, ProcessId
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.kernel.texts import Text, TextId
from rjdesk.process.library.state import Published
from rjdesk.process.membership.state import Member
from rjdesk.process.motions.derived import may_vote
from rjdesk.process.preparation.state import About, Question
from rjdesk.process.restitution.state import Instalment
from rjdesk.process.rules import may_be_set_aside
from rjdesk.process.sexual_harm.state import HarmStep
from rjdesk.process.taking_part.derived import all_ended_on

NAMES = ("Robin Vale", "Kim Astor")
WORDS = ("Said in a few words.", "Said otherwise.", "Said anew.", "Nothing else.", " ")
SOON, LATER = timedelta(days=14), timedelta(days=120)


class CaseToday(msgspec.Struct, frozen=True, kw_only=True):
    """A case on a day, and what it lies in; ``fresh`` is an id that nothing bears yet.

    The case is seen in one of its processes.
    """

    case: Case
    coalition: Coalition
    programme: Programme
    today: date
    fresh: str

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everybody who is named."""
        return tuple(person.id for person in self.case.people)

    @property
    def members(self) -> tuple[MemberId, ...]:
        """Everybody of the coalition."""
        return tuple(member.id for member in self.coalition.members)

    @property
    def members_in_office(self) -> tuple[Member, ...]:
        """Whoever holds an office."""
        return tuple(member for member in self.coalition.members if member.offices)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that are written, and those that were added in a circle."""
        added = self.case.circle.added if self.case.circle else ()
        return (*self.case.preparation.questions, *added)


def choices(kind: type[Event], field: str, now: CaseToday) -> Sequence[object]:
    """Return what may stand in a field of an event, what is likely first."""
    of_case = OF_THE_CASE.get((kind.tag, field)) or OF_THE_CASE.get(("", field))
    return tuple(of_case(now)) if of_case else by_type(_hints(kind)[field], now)


def by_type(hint: object, now: CaseToday) -> Sequence[object]:
    """Return values of a type."""
    args = [arg for arg in typing.get_args(hint) if arg is not type(None)]
    found: Sequence[object]
    if hint in OF_TYPE:
        found = OF_TYPE[hint](now)
    elif typing.get_origin(hint) in (typing.Union, types.UnionType):
        found = (*by_type(args[0], now), None)
    elif typing.get_origin(hint) is typing.Annotated:  # a name
        found = NAMES
    elif typing.get_origin(hint) is tuple:
        found = _some(by_type(args[0], now))
    elif isinstance(hint, type) and issubclass(hint, Enum):
        found = tuple(hint)
    else:
        raise TypeError(f"nothing is offered for {hint}")
    return found


def _some(of: Sequence[object]) -> Sequence[tuple[object, ...]]:
    """Return some selections: all of it, each alone, none."""
    return (tuple(of), *((each,) for each in of), tuple(of[:2]), ())


OF_TYPE: Mapping[object, Callable[[CaseToday], Sequence[object]]] = {
    PersonId: lambda now: now.people or (PersonId("nobody"),),
    MemberId: lambda now: now.members,
    OfficeId: lambda now: tuple(office.id for office in now.programme.offices),
    TrainingId: lambda now: tuple(each.id for each in now.programme.trainings) or ("none",),
    ProcessId: lambda now: (now.case.at,),
    bool: lambda _now: (True, False),
    int: lambda _now: (1, 2, 0),
    CaseId: lambda now: (now.case.id,),
    TextId: lambda now: tuple(text.id for text in now.coalition.texts),
    Text: lambda now: now.coalition.texts,
    str: lambda _now: WORDS,
    date: lambda now: (now.today + SOON, now.today + LATER, now.today, now.today - SOON),
    datetime: lambda now: (datetime.combine(now.today + SOON, time(14)),),
    Question: lambda now: (
        Question(id=now.fresh, text="What happened, and who was hurt?", about=About.HARM),
        Question(id=now.fresh, text="What do you need?", about=About.NEEDS),
        Question(id=now.fresh, text=" "),
    ),
    Published: lambda _now: tuple(
        Published(authors=("Robin Vale",), went_well=text, could_improve="")
        for text in ("All were heard.", "A break helped.", "We met early.")
    ),
    Instalment: lambda now: (
        Instalment(due=now.today + SOON, cents=5_000),
        Instalment(due=now.today + LATER, cents=0),
    ),
}


def _meetings(now: CaseToday) -> Sequence[str]:
    """Return the pre-meetings, those that are not complete first."""
    meetings = sorted(now.case.meetings, key=lambda meeting: meeting.completed is not None)
    return tuple(meeting.id for meeting in meetings) or (now.fresh,)


def drafted_or_binding(case: Case) -> tuple[Action, ...]:
    """Return the actions of the draft, and those that bind beside it and are not in it."""
    binding, drafted = case.agreement.binding_actions, case.agreement.actions
    return (*drafted, *(action for action in binding if case.agreement.action(action.id) is None))


def _actions(now: CaseToday) -> Sequence[str]:
    return (*(action.id for action in drafted_or_binding(now.case)), now.fresh)


def _rounds(now: CaseToday) -> Sequence[int]:
    """Return the numbers of rounds, the next one first."""
    here = now.case.circle.round if now.case.circle else 0
    return (here + 1, *range(len(now.programme.rounds) + 2))


def _seats(now: CaseToday) -> Sequence[tuple[PersonId, ...]]:
    """Return who may be on a roster: all who were asked, who is there, all but one."""
    case = now.case
    everybody = tuple(person.id for person in case.people if person.seated)
    there = case.circle.present if case.circle else case.preparation.roster
    yes = tuple(p for p in everybody if case.taking_part.said(p) and not case.taking_part.left(p))
    but_one = (tuple(p for p in yes if p != out) for out in yes)
    return tuple(dict.fromkeys((yes, there or yes, everybody, there[::-1], *but_one)))


def _waiting(now: CaseToday) -> Sequence[PersonId]:
    """Return who may have a turn, in the order of the seats, and then everybody."""
    waiting = now.case.circle.waiting() if now.case.circle else ()
    return (*waiting, *now.people)


def _result(now: CaseToday) -> str:
    reviewed = now.case.closing.reviewed
    return reviewed.digest if reviewed is not None else ""


def _of_the_term(now: CaseToday) -> Sequence[date]:
    return (first_of_term(now.today, now.programme.deadlines.year_starts_in), now.today)


def _versions(now: CaseToday) -> Sequence[int]:
    latest = now.case.agreement.latest
    return (latest.version if latest else 1, now.case.agreement.next_version)


def _exceptions(now: CaseToday) -> Sequence[tuple[str, ...]]:
    known = tuple(exception.id for exception in now.programme.exceptions)
    return (known, known[:1])


def _cards(now: CaseToday) -> Sequence[str]:
    return tuple(card.id for round_ in now.programme.rounds for card in round_.cards)


def _said_in_words(now: CaseToday) -> Sequence[str]:
    return ("Somebody of the house", "")


def _standing(now: CaseToday) -> Sequence[str]:
    """Return how things stand, as a decision of each kind has it."""
    return (*(matter(now.case, kind, "").digest for kind in MatterKind), "another")


def _deciders(now: CaseToday) -> Sequence[tuple[MemberId, ...]]:
    """Return who may decide: those who facilitate, with an office, and who hold the case."""
    case = now.case
    offices = tuple(m.id for m in now.members_in_office if m.id not in case.facilitators)
    with_one = ((*case.facilitators, office) for office in offices)
    of_harm = tuple(voter.member for voter in _of_harm(now) if voter.member is not None)
    return (case.facilitators, *with_one, tuple(sorted(case.record_holders)), of_harm)


def _of_harm(now: CaseToday) -> tuple[Voter, ...]:
    """Return who decides in a case of sexual harm."""
    groups = now.programme.decisions.sexual_harm.each
    return of_groups(groups, now.case, now.coalition, now.programme, now.today)


def _voters(now: CaseToday, kind: MotionKind) -> tuple[tuple[MemberId, ...], tuple[str, ...]]:
    """Return which members and which bodies vote on something."""
    who = may_vote(kind, now.coalition, now.programme, now.today)
    members = tuple(voter.member for voter in who if voter.member is not None)
    return members, tuple(voter.body for voter in who if voter.body)


OF_THE_CASE: Mapping[tuple[str, str], Callable[[CaseToday], Sequence[object]]] = {
    ("", "on"): lambda now: (
        (now.today,) * 6
        + (now.today - timedelta(days=1), now.today - SOON, now.today + timedelta(days=1))
    ),
    ("", "word_of"): lambda now: ("",) * 4 + tuple(body.id for body in now.programme.bodies),
    ("", "replaces"): lambda _now: (None,),
    ("", "undone"): lambda _now: (False,),
    ("", "programme"): lambda now: (now.programme.id,),
    ("", "code"): lambda now: (now.fresh,),
    ("", "paper"): lambda now: (now.fresh,),
    ("participant-named", "person"): lambda now: (now.fresh, *now.people),
    ("participant-named", "lawyer"): lambda _now: (False, False, False, True),
    # A refusal names members, who bear names of their own.
    ("", "member_name"): lambda now: (f"Robin {now.fresh}", f"Kim {now.fresh}"),
    ("member-entered", "member"): lambda now: (now.fresh, *now.members),
    ("case-opened", "request_received"): lambda now: (now.today, now.today - SOON),
    ("", "meeting"): _meetings,
    ("process-begun", "begins"): lambda now: (now.fresh,),
    ("pre-meeting-opened", "meeting"): lambda now: (now.fresh,),
    ("pre-meeting-opened", "people"): lambda now: (
        *((person,) for person in now.people),
        now.people,
    ),
    ("", "exceptions"): _exceptions,
    ("", "action"): _actions,
    ("action-proposed", "for_others"): _said_in_words,
    ("action-proposed", "checked_otherwise"): _said_in_words,
    ("action-proposed", "due_words"): lambda _now: ("", "soon"),
    ("agreement-printed", "actions"): lambda now: _some(_actions(now)[:-1]),
    ("agreement-printed", "paper_version"): lambda now: tuple(reversed(_versions(now))),
    ("agreement-printed", "digest"): lambda now: (now.fresh,),
    ("agreement-signed", "paper_version"): _versions,
    ("agreement-signed", "guardian"): lambda _now: (False, False, True),
    ("reflection-signed", "digest"): lambda now: (now.case.closing.reflection, "another"),
    ("reflection-reviewed", "original"): lambda now: (now.case.closing.reflection, "another"),
    ("result-confirmed", "digest"): lambda now: (_result(now), "another"),
    ("reflection-released", "on"): _of_the_term,
    ("reflections-published", "on"): _of_the_term,
    ("reflection-withdrawn", "on"): _of_the_term,
    ("", "round"): _rounds,
    ("question-asked", "question"): lambda now: (*(q.id for q in now.questions), now.fresh),
    ("", "card"): _cards,
    ("turn-taken", "person"): _waiting,
    ("value-named", "person"): _waiting,
    ("", "present"): _seats,
    ("", "roster"): _seats,
    ("", "minutes"): lambda _now: (120,),
    ("", "year"): lambda now: (now.today.year, now.today.year + 1, now.today.year - 1),
    ("", "rule"): lambda now: tuple(sorted({each[0] for each in may_be_set_aside(now.programme)})),
    ("", "decision"): lambda now: (*(p.id for p in reversed(now.case.proposals)), now.fresh),
    ("facilitator-number-decided", "decision"): lambda _now: WORDS,
    ("decision-proposed", "decision"): lambda now: (now.fresh,),
    ("decision-proposed", "kind"): lambda _now: tuple(MatterKind),
    ("decision-proposed", "subject"): lambda _now: (
        *(step.value for kind in (FurtherStep, HarmStep) for step in kind),
        *(CLOSE, "x"),
    ),
    ("decision-proposed", "digest"): _standing,
    ("decision-proposed", "members"): _deciders,
    ("decision-proposed", "people"): lambda now: (
        tuple(p.id for p in now.case.people if p.harmed),
        (),
    ),
    ("decision-proposed", "bodies"): lambda now: (
        (),
        tuple(voter.body for voter in _of_harm(now) if voter.body),
    ),
    ("decision-answered", "member"): lambda _now: (None,),
    ("decision-answered", "person"): lambda now: (None, None, *now.people),
    ("motion-proposed", "decision"): lambda now: (now.fresh,),
    ("motion-proposed", "voters"): lambda now: (
        *(_voters(now, kind)[0] for kind in MotionKind),
        now.members,
    ),
    ("motion-proposed", "bodies"): lambda now: tuple(_voters(now, kind)[1] for kind in MotionKind),
    ("motion-proposed", "passes"): lambda _now: (Passes.MAJORITY, Passes.NOBODY_AGAINST, *Passes),
    ("motion-answered", "decision"): lambda now: (
        *(motion.id for motion in reversed(now.coalition.motions)),
        now.fresh,
    ),
    ("motion-answered", "member"): lambda now: (None, None, *now.members),
    ("case-closed", "ended"): lambda now: (all_ended_on(now.case) or now.today, now.today - SOON),
    ("", "cents"): lambda _now: (5_000, 0, 1_000_000),
    ("", "act"): lambda now: tuple(sorted({each[1] for each in may_be_set_aside(now.programme)})),
}
"""What the case offers, by the tag of an event ("" for each) and the name of its field."""


@cache
def _hints(kind: type[Event]) -> dict[str, object]:
    return typing.get_type_hints(kind, include_extras=True)
