"""The notes: what people said, for the facilitators of the case alone. No rule reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import msgspec
from msgspec.structs import replace

from rjdesk.process.event import During, Entry, MemberId, NoteEvent, PersonId, in_fold_order


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A note of a pre-meeting: about whom, under which heading, and what was said."""

    meeting: str
    person: PersonId
    heading: str
    text: str
    by: MemberId
    on: date


class Reflection(msgspec.Struct, frozen=True, kw_only=True):
    """The debrief reflection in draft (RC-105)."""

    went_well: str = ""
    could_improve: str = ""


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """All that was said and kept; no view of somebody who does not hold the notes has it."""

    notes: tuple[Note, ...] = ()
    reflection: Reflection = Reflection()

    def of(self, meeting: str) -> tuple[Note, ...]:
        """Return the notes of one meeting."""
        return tuple(note for note in self.notes if note.meeting == meeting)


class NoteWritten(NoteEvent, frozen=True, kw_only=True):
    """A facilitator writes down what a participant said in a pre-meeting (RC-073)."""

    tag: ClassVar[str] = "note-written"

    meeting: str
    person: PersonId
    heading: str
    text: str

    def fold(self, notes: Notes, entry: Entry) -> Notes:
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

    def fold(self, notes: Notes, entry: Entry) -> Notes:
        """Keep the latest text."""
        return replace(
            notes,
            reflection=Reflection(went_well=self.went_well, could_improve=self.could_improve),
        )


def fold_notes(entries: Iterable[Entry]) -> Notes:
    """Return the notes that a journal holds; total, it never refuses."""
    notes = Notes()
    for entry in in_fold_order(entries):
        if isinstance(entry.event, NoteEvent):
            notes = entry.event.fold(notes, entry)
    return notes
