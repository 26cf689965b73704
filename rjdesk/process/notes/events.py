"""What is written in the notes, for the facilitators of the case alone. No rule reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.closing.events import ReflectionKept
from rjdesk.process.kernel.event import (
    During,
    Entry,
    Event,
    PersonId,
    Recording,
    Stream,
    in_fold_order,
)
from rjdesk.process.notes.state import Note, Notes, Reflection


class NoteEvent(Event, frozen=True, kw_only=True):
    """An event of a case's notes, which only those who hold the notes can read."""

    stream: ClassVar[Stream] = Stream.NOTES

    def apply(self, notes: Notes, entry: Entry) -> Notes:
        """Return the notes as they stand after this event; never refuses."""
        raise TypeError(f"{type(self).__name__} does not say how it folds")


class NoteWritten(NoteEvent, frozen=True, kw_only=True):
    """A facilitator writes down what a participant said in a pre-meeting (RC-073)."""

    tag: ClassVar[str] = "note-written"

    meeting: str
    person: PersonId
    heading: str
    text: str

    def apply(self, notes: Notes, entry: Entry) -> Notes:
        """Add the note."""
        note = Note(
            meeting=self.meeting,
            person=self.person,
            heading=self.heading,
            text=self.text,
            by=entry.by,
            on=self.on,
        )
        return replace(notes, notes=(*notes.notes, note))


class ReflectionWritten(NoteEvent, frozen=True, kw_only=True):
    """The facilitators write what went well and what could be better (RC-105)."""

    tag: ClassVar[str] = "reflection-written"
    during: ClassVar[During] = During.ALWAYS

    went_well: str
    could_improve: str

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """The record keeps which text it is, and none of its words."""
        return (ReflectionKept(on=self.on, digest=self.digest),)

    @property
    def digest(self) -> str:
        """Return what the text is known by; "" where nothing is written."""
        return self.reflection.digest

    @property
    def reflection(self) -> Reflection:
        """Return the text."""
        return Reflection(went_well=self.went_well, could_improve=self.could_improve)

    def apply(self, notes: Notes, entry: Entry) -> Notes:
        """Keep the latest text."""
        return replace(notes, reflection=self.reflection)


def fold_notes(entries: Iterable[Entry]) -> Notes:
    """Return the notes that a journal holds; total, it never refuses."""
    notes = Notes()
    for entry in in_fold_order(entries):
        if isinstance(entry.event, NoteEvent):
            notes = entry.event.apply(notes, entry)
    return notes
