"""Rules of the house: what holds for every act, whatever the programme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import assert_never

import msgspec

from rjdesk.process.agreement.events import AgreementFulfilled
from rjdesk.process.case import Case, CaseEvent, Follows, ProcessEvent
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.decisions.events import DecisionAnswered
from rjdesk.process.house.derived import FOLLOWS_ON, rests_on
from rjdesk.process.house.granting import notes_open_to_facilitators_alone
from rjdesk.process.intake.events import (
    CaseOpened,
    OpenedByMistake,
    ParticipantNamed,
)
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import (
    Capacity,
    During,
    Event,
    NoteTakenBack,
    RecordedByMistake,
    Stream,
)
from rjdesk.process.kernel.naming import people_in
from rjdesk.process.kernel.offices import RoleId, a_holder_of
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import (
    LONGEST_TEXT,
    can_be_seen,
    control_sign,
    name_fault,
    names_in,
)
from rjdesk.process.notes.events import NoteEvent
from rjdesk.process.premeeting.events import ContactMade
from rjdesk.process.preparation.events import ProcessBegun
from rjdesk.process.recusal.events import Recused
from rjdesk.process.taking_part.derived import all_ended_on, ended_on, over_for, spoken_of
from rjdesk.process.taking_part.events import ProcessDissolved, ProcessEnded

InACase = CaseEvent | NoteEvent | RecordedByMistake | NoteTakenBack


@rule("RJ-DATE", "journal", Strength.SHALL, Event)
def nothing_is_dated_in_the_future(event: Event, at: RuleContext) -> Iterator[Missing]:
    """What is recorded has happened: no later than today, in a case not before its request."""
    days = {event.on, event.request_received} if isinstance(event, CaseOpened) else {event.on}
    for day in sorted(day for day in days if day > at.today):
        yield Missing(
            f"The day {long_date(day)} has not come yet.",
            ITSELF,
            supply="Enter the day on which it happened, today at the latest.",
        )
    if at.case is None or not isinstance(event, CaseEvent | NoteEvent | RecordedByMistake):
        return
    received = at.case.intake.request_received
    # What bears the day of its term alone says nothing of when it happened.
    says_when = not (isinstance(event, CaseOpened) or event.told_by_its_day)
    if received is not None and event.on < received and says_when:
        yield Missing(
            f"The request for this case was received on {long_date(received)}.",
            ITSELF,
            supply="Enter a day from then on, or correct the opening of the case.",
        )


@rule("RJ-DATE", "journal", Strength.SHALL, *FOLLOWS_ON)
def nothing_is_dated_before_what_it_rests_on(
    event: CaseEvent, at: RuleContext
) -> Iterator[Missing]:
    """A signature is not older than its paper, nor an end than its beginning."""
    for day, what in rests_on(event, at.the_case):
        if day is not None and event.on < day:
            yield Missing(
                f"{what} on {long_date(day)}.",
                ITSELF,
                supply="Enter a day from then on, or correct that one first.",
            )


@rule("RJ-READ", "6B", Strength.SHALL, CaseEvent, NoteEvent, RecordedByMistake, NoteTakenBack)
def only_who_may_read_may_write(event: InACase, at: RuleContext) -> Iterator[Missing]:
    """Nobody writes in a record or in notes that they may not read, nor takes back from them."""
    if at.case is None or (isinstance(event, CaseOpened) and at.case.intake.opened is None):
        return
    notes = event.stream is Stream.NOTES
    holders = at.case.notes_holders if notes else at.case.record_holders
    if at.actor not in holders and not (_decides(event, at) or _hands_on(event, at)):
        yield Missing(
            "The notes of this case are open to its facilitators alone."
            if notes
            else "This case is not open to you.",
            "facilitator-assigned",
            supply="A Chair who holds the case can assign you to it.",
        )


def _decides(event: InACase, at: RuleContext) -> bool:
    """Whether somebody answers who decides, beside a member who holds the case (DESIGN 2.5)."""
    proposal = at.the_case.proposal(event.decision) if isinstance(event, DecisionAnswered) else None
    return proposal is not None and any(v.member == at.actor for v in proposal.deciders)


def _hands_on(event: InACase, at: RuleContext) -> bool:
    """Whether somebody who stepped back while nobody could take the case over does so now."""
    alone = at.with_key == frozenset({at.actor})
    return alone and isinstance(event, Recused) and event.member == at.actor and bool(event.to)


@rule("RJ-WHO", "journal", Strength.SHALL, Event)
def it_is_recorded_in_its_capacity(event: Event, at: RuleContext) -> Iterator[Missing]:
    """Each act is recorded by those whose it is (RC-002, RC-023, RC-060, RC-064, RC-114).

    Who may put right what was recorded, RJ-CORRECT says.
    """
    if event.replaces is not None:
        return
    match event.capacity:
        case Capacity.HOLDS:
            pass  # Who may not read may not write: RJ-READ, and RJ-LISTED for the list of cases.
        case Capacity.FACILITATES:
            yield from _by_a_facilitator(event, at)
        case Capacity.OPENS:
            yield from _by_an_office(at, Capacity.OPENS, what="A case is opened")
        case Capacity.ASSIGNS:
            yield from _by_an_office(at, Capacity.ASSIGNS, what="This is decided")
        case Capacity.SELF:
            if getattr(event, "member", None) != at.actor:
                yield from _by_an_office(at, Capacity.ASSIGNS, what="This is decided")
        case Capacity.KEEPS_MEMBERS:
            if not at.coalition.founding:
                either = (Capacity.KEEPS_MEMBERS, Capacity.OPENS)
                yield from _by_an_office(at, *either, what="The list of members is kept")
        case _:
            assert_never(event.capacity)


def _by_a_facilitator(event: Event, at: RuleContext) -> Iterator[Missing]:
    case = at.case
    # Whoever does not hold the case has heard it from RJ-READ.
    if case is None or at.actor in case.facilitators or at.actor not in case.record_holders:
        return
    # People leave, and a process ends, also while nobody facilitates it.
    if event.leaves and not case.facilitators:
        yield from _by_an_office(at, Capacity.ASSIGNS, Capacity.OPENS, what="This is recorded")
        return
    names = tuple(at.coalition.name_of(member) for member in case.facilitators)
    yield Missing(
        "This is recorded by the facilitators of the case.",
        NOBODY if names else "facilitator-assigned",
        who=names,
        supply="Ask one of them." if names else "Assign a facilitator first.",
    )


def _by_an_office(at: RuleContext, *capacities: Capacity, what: str) -> Iterator[Missing]:
    offices = at.programme.offices_that(*capacities)
    if at.holds_one_of(offices):
        return
    holders = (at.coalition.holders_of(RoleId(o.id), at.today, at.programme) for o in offices)
    yield Missing(
        f"{what} by {a_holder_of(offices)}.",
        NOBODY,
        who=tuple(dict.fromkeys(member.name for members in holders for member in members)),
        supply="Ask one of them.",
    )


@rule("RJ-WORD", "programme", Strength.SHALL, Event)
def it_is_recorded_on_the_word_of_a_known_body(event: Event, at: RuleContext) -> Iterator[Missing]:
    """Where somebody else decided, it is a body that the programme names."""
    bodies = at.programme.bodies
    if event.word_of and event.word_of not in {body.id for body in bodies}:
        names = ", ".join(body.name for body in bodies) or "none"
        yield Missing("The programme names no such body.", ITSELF, supply=f"It names: {names}.")


@rule("RJ-WHEN", "journal", Strength.SHALL, CaseEvent, NoteEvent, RecordedByMistake, NoteTakenBack)
def it_is_recorded_in_its_time(event: InACase, at: RuleContext) -> Iterator[Missing]:
    """After a process has ended nothing is recorded but what follows an end (RC-016).

    Until the case is closed a mistake can be put right, or taken back.
    """
    if at.case is None:
        return
    if event.replaces is not None:
        closed = at.case.closing.closed is not None
        if closed and not (_takes_back_the_close(at) or _of_after_the_close(at)):
            yield AFTER_THE_CLOSE
        elif _is_an_end_that_a_close_had(at):
            yield Missing(
                "This end stood when the case was closed before, and stays as it is.",
                NOBODY,
                supply="What comes now ends by itself, and when records are destroyed counts from "
                "the latest end.",
            )
    elif missing := _out_of_time(event, at.case):
        yield missing


def _out_of_time(event: InACase, case: Case) -> Missing | None:
    """Return why an event is not of its time, or None: that of its process, or of the case."""
    over = _over(case, ended_on(case) if isinstance(event, ProcessEvent) else all_ended_on(case))
    found = None
    match event.during:
        case During.ALWAYS:
            pass
        case During.OPEN:
            found = over or _over_for_them(event, case)
        case During.IN_FORCE:
            in_force = case.agreement.monitoring_since is not None
            found = over or (None if in_force else NOT_IN_FORCE)
        case During.ENDED:
            ended = over in (AFTER_THE_END, AFTER_ITS_END, AFTER_THE_END_FOR_GOOD)
            found = BEFORE_THE_END if over is None else None if ended else over
        case _:
            assert_never(event.during)
    return found


def _over_for_them(event: InACase, case: Case) -> Missing | None:
    """Return that all is over which is held with those of whom an event speaks, or None.

    Who and what somebody is may be said while anything goes on, and who gets in touch themself
    is heard.
    """
    people = spoken_of(case, event)
    if isinstance(event, ContactMade) and event.incoming:
        return None
    if isinstance(event, ProcessEvent | ParticipantNamed) or over_for(case, people) is None:
        return None
    names = tuple(map(case.name_of, people))
    return Missing(
        f"What was held with {' and '.join(names)} has ended; another process goes on.",
        "process-chosen",
        who=names,
        supply="If they take part in that one too, choose under Preparation with whom it is held.",
    )


def _over(case: Case, ended: date | None) -> Missing | None:
    """Return what is in the way once a process has ended: its end or, after that, the close."""
    if case.closing.closed is not None:
        return AFTER_THE_CLOSE
    if ended is None:
        return None
    if case.sexual_harm.ended is not None:
        return AFTER_THE_END_FOR_GOOD
    return AFTER_THE_END if all_ended_on(case) is not None else AFTER_ITS_END


def _takes_back_the_close(at: RuleContext) -> bool:
    return at.corrected is not None and isinstance(at.corrected.event, CaseClosed)


def _of_after_the_close(at: RuleContext) -> bool:
    """Whether an entry was recorded after the close, as what follows it may be."""
    closed = at.the_case.closing.at
    return closed is not None and at.corrected is not None and at.corrected.at > closed


ENDS = (AgreementFulfilled, ProcessDissolved, ProcessEnded, OpenedByMistake)
"""What ends a process, and what one alone could put right."""


def _is_an_end_that_a_close_had(at: RuleContext) -> bool:
    """Whether an entry is an end, and a new process has opened the case since it was closed."""
    opened, wrong = at.the_case.closing.opened_at, at.corrected
    if opened is None or wrong is None or wrong.at > opened:
        return False
    return isinstance(wrong.event, ENDS)


NOT_IN_FORCE = Missing(
    "No signed agreement is in force.",
    "monitoring-began",
    supply="Record the signatures first, and that it is in force from then on.",
)
BEFORE_THE_END = Missing(
    "The process has not ended yet.",
    "agreement-fulfilled",
    supply="Record it when all is done, or how the process ended.",
)
AFTER_THE_CLOSE = Missing(
    "This case is closed; what stands in its record stays.",
    "recorded-by-mistake",
    supply="If it was closed by mistake, take that back first.",
)
AFTER_ITS_END = Missing(
    "This process has ended; another one of the case goes on.",
    "recorded-by-mistake",
    supply="Record it in that one. If this one has not ended after all, take back what ended it.",
)
AFTER_THE_END_FOR_GOOD = Missing(
    "This case has ended for good.", NOBODY, supply="What follows an end is under Follow-up."
)
AFTER_THE_END = Missing(
    "The process of this case has ended.",
    "recorded-by-mistake",
    supply="What follows an end is under Follow-up. If it has not ended after all, take that back.",
)


@rule("RJ-CASE", "journal", Strength.SHALL, CaseOpened)
def a_case_is_opened_once(event: CaseOpened, at: RuleContext) -> Iterator[Missing]:
    """A case that is open is corrected, never opened anew."""
    if at.case is not None and at.case.intake.opened is not None and not event.replaces:
        yield Missing(
            "This case is open already.",
            ITSELF,
            supply="Correct what was entered instead.",
        )


@rule("RJ-PROCESS", "journal", Strength.SHALL, ProcessEvent)
def the_process_is_one_of_the_case(event: ProcessEvent, at: RuleContext) -> Iterator[Missing]:
    """What belongs to a process is recorded in one that the case holds (DESIGN 2.4)."""
    if not at.the_case.holds(event.process):
        yield Missing(
            "This case holds no such process.",
            NOBODY,
            supply="Record it of a process that the case holds.",
        )


@rule("RJ-PROCESS", "journal", Strength.SHALL, ProcessBegun)
def a_process_begins_once_and_while_the_case_is_open(
    event: ProcessBegun, at: RuleContext
) -> Iterator[Missing]:
    """Another process has its own id, follows one of the case, and begins before the close.

    By a decision of further steps one begins anew also after it (RC-174).
    """
    case = at.the_case
    if case.closing.closed is not None and event.as_ is not Follows.RESTART:
        yield AFTER_THE_CLOSE
    if (case.holds(event.begins) and event.replaces is None) or not case.holds(event.follows):
        yield Missing(
            "This process cannot begin where it was asked for.",
            NOBODY,
            supply="Go to the page of the case, and begin it from there.",
        )


@rule("RJ-PERSON", "journal", Strength.SHALL, CaseEvent, NoteEvent)
def people_are_named_first(event: CaseEvent | NoteEvent, at: RuleContext) -> Iterator[Missing]:
    """Whatever is recorded of somebody is recorded of a participant named in the case."""
    if at.case is None:
        return
    itself = event.person if isinstance(event, ParticipantNamed) else ""
    for person in people_in(event):
        if person == itself or at.case.person(person) is not None:
            continue
        if event.replaces is not None:
            yield Missing(
                "Somebody here was not named yet when this was recorded.",
                "recorded-by-mistake",
                supply="Take the entry back, and record it anew.",
            )
        else:
            yield Missing(
                "Somebody here is not named in this case.",
                "participant-named",
                supply="Name them under People first.",
            )


@rule("RJ-PERSON", "journal", Strength.SHALL, ParticipantNamed)
def everybody_holds_a_part(event: ParticipantNamed, at: RuleContext) -> Iterator[Missing]:
    """Nobody is named in a case without a part in it (RC-010, RC-011)."""
    if not event.parts:
        yield Missing(
            f"What is {event.person_name} to this case?",
            ITSELF,
            who=(event.person_name,),
            supply="Choose at least one part.",
        )


@rule("RJ-OVERRIDE", "journal", Strength.SHALL, RuleOverridden)
def only_the_named_role_sets_a_rule_aside(
    event: RuleOverridden, at: RuleContext
) -> Iterator[Missing]:
    """A should-rule is set aside by the role the programme names, with a written reason."""
    role = at.overriding(event.rule, event.act)
    if role is None:
        yield Missing(f"The rule {event.rule} cannot be set aside by anyone for this.", NOBODY)
    elif not at.acts_as(role):
        yield Missing(
            f"Only somebody acting as {at.programme.role_name(role)} may set {event.rule} aside.",
            NOBODY,
            supply="Ask them to record the reason themselves.",
        )
    if not can_be_seen(event.reason):
        yield Missing(
            "A written reason is needed.", ITSELF, supply="Write why the rule is set aside."
        )


def _texts_in(value: object, label: str) -> Iterator[tuple[str, str]]:
    """Yield every text inside a value, with the name of the field that holds it."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield label.replace("_", " "), value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts_in(part, label)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _texts_in(getattr(value, field), field)


@rule("RJ-TEXT", "journal", Strength.SHALL, Event)
def text_can_be_kept_and_printed(event: Event, at: RuleContext) -> Iterator[Missing]:
    """Text is of a length that can be printed and holds no invisible control characters."""
    for label, value in _texts_in(event, ""):
        if len(value) > LONGEST_TEXT:
            yield Missing(
                f"The text of “{label}” has {len(value):,} characters.",
                ITSELF,
                supply=f"Shorten it to {LONGEST_TEXT:,}.",
            )
        if value and not can_be_seen(value):
            yield Missing(
                f"“{label}” holds nothing that can be seen.",
                ITSELF,
                supply="Write it in words, or leave it empty.",
            )
        if sign := control_sign(value):
            yield Missing(
                f"“{label}” holds the control character U+{ord(sign):04X}, "
                "which cannot be seen or printed.",
                ITSELF,
                supply="Take it out, or type the text anew.",
            )


@rule("RJ-TEXT", "journal", Strength.SHALL, Event)
def everybody_has_a_name(event: Event, at: RuleContext) -> Iterator[Missing]:
    """A name has a letter that can be seen, and no more than 200 characters."""
    for name in names_in(event):
        what, supply = name_fault(name)
        if what:
            yield Missing(what, ITSELF, supply=supply)


RULES = (
    nothing_is_dated_in_the_future,
    nothing_is_dated_before_what_it_rests_on,
    only_who_may_read_may_write,
    it_is_recorded_in_its_capacity,
    it_is_recorded_on_the_word_of_a_known_body,
    it_is_recorded_in_its_time,
    a_case_is_opened_once,
    the_process_is_one_of_the_case,
    a_process_begins_once_and_while_the_case_is_open,
    people_are_named_first,
    everybody_holds_a_part,
    only_the_named_role_sets_a_rule_aside,
    notes_open_to_facilitators_alone,
    text_can_be_kept_and_printed,
    everybody_has_a_name,
)
