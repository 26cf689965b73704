"""What stands of the notes, as its events left it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import msgspec

from rjdesk.process.kernel.event import MemberId, PersonId
from rjdesk.process.kernel.writing import can_be_seen


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

    @property
    def digest(self) -> str:
        """Return what the text is known by; "" where nothing is written."""
        texts = (self.went_well.strip(), self.could_improve.strip())
        if not any(map(can_be_seen, texts)):
            return ""
        return sha256("\0".join(texts).encode()).hexdigest()


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """All that was said and kept; no view of somebody who does not hold the notes has it."""

    notes: tuple[Note, ...] = ()
    reflection: Reflection = Reflection()

    def of(self, meeting: str) -> tuple[Note, ...]:
        """Return the notes of one meeting."""
        return tuple(note for note in self.notes if note.meeting == meeting)
