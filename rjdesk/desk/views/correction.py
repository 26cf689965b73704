"""Putting an entry of a journal right: what it holds, and what is taken back with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from rjdesk.desk.correcting import (
    Around,
    corrected,
    fields_of,
    left_out,
    of_one_form,
    puts_back,
    taken_back_with,
)
from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Answers, Field
from rjdesk.desk.sentences import sentence
from rjdesk.process.case import Case
from rjdesk.process.kernel.event import (
    CaseId,
    Entry,
    EntryId,
    Event,
    NoteTakenBack,
    RecordedByMistake,
    Stream,
)
from rjdesk.process.membership.events import EntryTakenBack


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that may be put right.

    ``what`` says what was recorded. ``fields`` ask for all that a form can, filled as it stands;
    the rest is put differently on the page ``elsewhere``, or "". ``entries`` are those that one
    form recorded together, ``takes_back`` what goes where it did not happen, the latest first.
    Where the entry itself took others back, ``puts_back`` is what lets those count again.
    """

    what: str
    fields: tuple[Field, ...]
    elsewhere: str
    entries: tuple[Entry, ...]
    takes_back: tuple[EntryId, ...]
    puts_back: tuple[Event, ...] = ()

    def events(self, answers: Answers, today: date) -> list[Event]:
        """Return what is recorded in the place of what was wrong."""
        return corrected(self.entries, self.fields, answers, today)

    def undoing(self, today: date) -> list[Event]:
        """Return what takes the entry back, with what came along with it."""
        if self.puts_back:
            return list(self.puts_back)
        kind = TAKES_BACK[self.entries[0].event.stream]
        return [kind(on=today, replaces=entry) for entry in self.takes_back]


TAKES_BACK = {
    Stream.RECORD: RecordedByMistake,
    Stream.NOTES: NoteTakenBack,
    Stream.COALITION: EntryTakenBack,
}
"""What takes an entry back, in each journal."""


class AskCorrection(msgspec.Struct, frozen=True):
    """What does an entry hold, and what goes with it? None where it is not there any more."""

    case: CaseId | None
    entry: EntryId

    def answer(self, desk: Desk) -> Correction | None:
        """Return what can be put right in it."""
        case = None if self.case is None else desk.case(self.case)
        around = Around(
            case=case,
            coalition=desk.coalition,
            programme=desk.programme(case),
            terms=desk.terms,
        )
        entries = _journal(desk, case)
        entry = next((each for each in entries if each.id == self.entry), None)
        if entry is None:
            return None
        what = sentence(entry, case or Case(id=CaseId("")), desk)
        if entry.event.takes_back:
            back = tuple(puts_back(entry, entries))
            return Correction(
                what=what, fields=(), elsewhere="", entries=(entry,), takes_back=(), puts_back=back
            )
        mine = of_one_form(entry, entries)
        return Correction(
            what=what,
            fields=fields_of(entry.event, around, together=len(mine) > 1),
            elsewhere=left_out(entry.event, around),
            entries=mine,
            takes_back=taken_back_with(entry, entries),
        )


def _journal(desk: Desk, case: Case | None) -> Sequence[Entry]:
    if case is None:
        return desk.journal.coalition()
    return (*desk.record_of(case.id), *desk.notes_of(case.id))
