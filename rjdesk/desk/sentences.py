"""Entries of a journal in words."""

from __future__ import annotations

from rjdesk.desk.desk import Desk
from rjdesk.desk.processes import called
from rjdesk.process.case import Case, CaseEvent, ProcessEvent
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.indirect.derived import between
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.event import (
    Entry,
    Event,
    MemberId,
    NoteTakenBack,
    PersonId,
    RecordedByMistake,
    Unreadable,
    Why,
)
from rjdesk.process.notes.events import NoteEvent
from rjdesk.process.taking_part.derived import seen_for

UNREADABLE = {
    Why.UNKNOWN: "An entry that this version of rjdesk does not know. It is kept as it is.",
    Why.NEWER: "An entry that a newer rjdesk wrote. It is kept as it is, and can be read there.",
    Why.DAMAGED: "An entry that is not as it was written. It is kept as it is, and counts nowhere.",
    Why.MISSING: "Entries are missing here that were recorded once. What is there still is shown.",
}


def sentence(entry: Entry, case: Case, desk: Desk) -> str:
    """Return an entry in words: what it says was done, whom it concerns, in which process."""
    event = entry.event
    if isinstance(event, Unreadable):
        return UNREADABLE[event.why]
    words = f"{desk.terms.of_event(event.tag)}{_about(event, case, desk)}"
    if isinstance(event, RuleOverridden):
        words = f"{event.rule} set aside: {event.reason}"
    if len(case.processes) > 1 and isinstance(event, ProcessEvent) and case.holds(event.process):
        words += f" ({called(case.seen_in(event.process), desk.terms)})"
    if event.word_of:
        words += f", on the word of {desk.programme(case).body_name(event.word_of)}"
    return words


def _about(event: Event, case: Case, desk: Desk) -> str:
    """Return whom an event concerns, or what it takes back, after a colon; "" where it is neither.

    Whose naming was taken back is called as it named them.
    """
    person, member = getattr(event, "person", None), getattr(event, "member", None)
    if isinstance(event, CaseEvent | NoteEvent) and isinstance(person, str):
        known = case.person(PersonId(person))
        named = event.person_name if isinstance(event, ParticipantNamed) and not known else ""
        return f": {named or case.name_of(PersonId(person))}"
    if isinstance(event, CaseEvent) and isinstance(member, str):
        return f": {desk.coalition.name_of(MemberId(member))}"
    if isinstance(event, MessageAgreed | MessageCarried):
        people = [case.name_of(each) for each in between(event, seen_for(case, event))]
        return f": {' to '.join(people)}" if people else ""
    if isinstance(event, RecordedByMistake | NoteTakenBack):
        return _what_was(event, case, desk)
    return ""


def _what_was(event: RecordedByMistake | NoteTakenBack, case: Case, desk: Desk) -> str:
    """Return what was taken back, in words; "" where that is not there any more."""
    is_note = isinstance(event, NoteTakenBack)
    entries = desk.notes_of(case.id) if is_note else desk.record_of(case.id)
    taken = next((entry for entry in entries if entry.id == event.replaces), None)
    return f": {sentence(taken, case, desk)}" if taken is not None else ""
