"""Events, what happened in the facilitator's words, and the entry that a journal keeps of each.

An event is appended and never changed. A correction is an event that names the entry it
``replaces`` and takes its place in the fold (DESIGN section 2).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import Enum
from typing import ClassVar, NewType

import msgspec

from rjdesk.process.kernel.texts import Text, TextId

CaseId = NewType("CaseId", str)
"""A random UUIDv4 that names a case and both of its streams; never shown to people."""
MemberId = NewType("MemberId", str)
"""A random id of one member of the coalition, the same for as long as the vault lives."""
PersonId = NewType("PersonId", str)
"""A random id of one participant inside one case; nothing links it to another case."""
EntryId = NewType("EntryId", str)
"""A random UUIDv4 that names one entry of a journal."""
BatchId = NewType("BatchId", str)
"""A random UUIDv4 that names what was recorded by one press; "" where it is told to nobody."""
ProcessId = NewType("ProcessId", str)
"""A random id of one process inside one case; the one that a case begins with is ``FIRST``."""


FIRST = ProcessId("")


class Stream(Enum):
    """Which journal an event belongs to; each is sealed under a key of its own."""

    COALITION = "coalition"
    RECORD = "record"
    NOTES = "notes"


class Capacity(Enum):
    """In what capacity a member records an event; the programme says which offices have which.

    SELF is the member whom the event names, of themself, or whoever assigns.
    """

    FACILITATES = "facilitates"
    HOLDS = "holds"
    OPENS = "opens"
    ASSIGNS = "assigns"
    SELF = "self"
    KEEPS_MEMBERS = "keeps_members"


class During(Enum):
    """During what an event may be recorded: nothing finer, rules do the rest (DESIGN 2.3).

    OPEN is from the opening of a case until its process has ended, IN_FORCE the part of it in
    which a signed agreement is in force, ENDED what comes after.
    """

    OPEN = "open"
    IN_FORCE = "in_force"
    ENDED = "ended"
    ALWAYS = "always"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What happened: the base of every event.

    ``on`` is the day it happened, as people count days where they are (never later than
    today); deadlines count from it. ``word_of`` names who decided, where that was not the
    member who records (a Dean, a party, a committee). ``replaces`` names the entry that
    this event corrects.
    """

    on: date
    word_of: str = ""
    replaces: EntryId | None = None

    tag: ClassVar[str] = ""
    """The name under which a journal keeps it, for ever, whatever the class is called."""
    version: ClassVar[int] = 1
    stream: ClassVar[Stream] = Stream.RECORD
    capacity: ClassVar[Capacity] = Capacity.FACILITATES
    """In what capacity it is recorded; what says nothing is recorded by a facilitator."""
    during: ClassVar[During] = During.OPEN
    """During what it is recorded; what says nothing, while the process goes on."""
    takes_back: ClassVar[bool] = False
    """Whether it only takes out of the fold what it replaces."""
    leaves: ClassVar[bool] = False
    """Whether it is of those acts by which people leave and a process ends: they wait for no
    certificate, and while nobody facilitates whoever assigns records them."""
    told_by_its_day: ClassVar[bool] = False
    """Whether its entry bears the beginning of the day it is ``on``, and no other time."""
    voids: ClassVar[tuple[str, ...]] = ()
    """For which acts, by their tags, no rule is set aside any more: they are about another thing
    than the one that a reason was given for."""
    joint: ClassVar[bool] = False
    """Whether the act needs more than one member, each recording the event themself."""

    def told_at(self, now: datetime) -> datetime:
        """Return the moment (UTC) that its entry bears; ``now`` is the moment of recording."""
        if self.told_by_its_day:
            return datetime(self.on.year, self.on.month, self.on.day, tzinfo=UTC)
        return now

    @property
    def chapter(self) -> str:
        """The chapter that the event belongs to, such as ``premeeting``."""
        return type(self).__module__.split(".")[-2]

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """Return what is recorded along with it, as part of the same act by the same member."""
        return ()


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """What an act is recorded in: the case, who records it, and the texts that are in use.

    ``kept`` are the texts that the coalition keeps already.
    """

    case: CaseId
    by: MemberId
    in_use: tuple[Text, ...] = ()
    kept: tuple[Text, ...] = ()

    @property
    def texts(self) -> tuple[TextId, ...]:
        """The names of the texts in use."""
        return tuple(text.id for text in self.in_use)

    @property
    def new_texts(self) -> tuple[Text, ...]:
        """The texts in use that the coalition does not keep yet."""
        kept = {text.id for text in self.kept}
        return tuple(text for text in self.in_use if text.id not in kept)


class RecordedByMistake(Event, frozen=True, kw_only=True):
    """What ``replaces`` names is taken out of the fold; the journal still holds it.

    ``undone`` marks the undo of the last press, which is itself no press to take back.
    """

    tag: ClassVar[str] = "recorded-by-mistake"
    takes_back: ClassVar[bool] = True
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    undone: bool = False


class NoteTakenBack(Event, frozen=True, kw_only=True):
    """Undo in the notes."""

    tag: ClassVar[str] = "note-taken-back"
    takes_back: ClassVar[bool] = True
    stream: ClassVar[Stream] = Stream.NOTES
    during: ClassVar[During] = During.ALWAYS


class Why(Enum):
    """Why an entry cannot be read."""

    UNKNOWN = "unknown"
    NEWER = "newer"
    DAMAGED = "damaged"
    MISSING = "missing"


class Unreadable(Event, frozen=True, kw_only=True):
    """What this program cannot read, kept word for word and left out of the fold."""

    kept_tag: str
    kept_version: int
    payload: bytes
    why: Why


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a journal: an event, who recorded it, and the moment (UTC) it was recorded.

    Entries of one press share their ``batch``, in whatever streams they lie.
    """

    id: EntryId
    event: Event
    by: MemberId
    at: datetime
    batch: BatchId = BatchId("")


class SignedEvent(msgspec.Struct, frozen=True):
    """An event about to be appended, and the member who signs it."""

    event: Event
    by: MemberId


def encode(event: Event) -> bytes:
    """Return the event as JSON, the form in which a vault seals it.

    Every field is written, so that a default may change; only the first process is left out.
    """
    if isinstance(event, Unreadable):
        return event.payload
    fields = msgspec.to_builtins(event)
    if fields.get("process") == FIRST:
        del fields["process"]
    return msgspec.json.encode(fields)


def in_fold_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that count: a replacing one stands in the place of what it replaces.

    The last correction of an entry wins; a correction that names nothing known stands where
    it was recorded. What somebody did stays theirs, whoever puts it right: an entry counts as
    recorded by whoever recorded the first one in its place.
    """
    return [entry for entry in _as_put_right(entries) if not entry.event.takes_back]


def that_take_back(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries by which others count no more, as long as nobody put those back."""
    return [entry for entry in _as_put_right(entries) if entry.event.takes_back]


def _as_put_right(entries: Iterable[Entry]) -> list[Entry]:
    """Return what stands in each place by now."""
    places: list[Entry | None] = []
    place_of: dict[EntryId, int] = {}
    for entry in entries:
        place = place_of.get(entry.event.replaces) if entry.event.replaces else None
        first = places[place] if place is not None else None
        if place is None:
            place = len(places)
            places.append(None)
        places[place] = entry if first is None else msgspec.structs.replace(entry, by=first.by)
        place_of[entry.id] = place
    return [entry for entry in places if entry is not None]
