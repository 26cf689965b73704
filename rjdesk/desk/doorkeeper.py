"""What is about to leave a case is read again at the door, by every roster that is known here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from rjdesk.desk.outcome import Verdict
from rjdesk.desk.review import Departing, DepartingReader, Remains
from rjdesk.desk.roster import Roster
from rjdesk.process.case import Case
from rjdesk.process.closing.events import ReflectionReleased, ReflectionReviewed, ResultConfirmed
from rjdesk.process.closing.state import Result
from rjdesk.process.kernel.event import CaseId, Event
from rjdesk.process.library.events import DocumentAdded, ReflectionsPublished
from rjdesk.process.library.state import Format, Published

READ = (
    ReflectionReviewed,
    ResultConfirmed,
    ReflectionReleased,
    ReflectionsPublished,
    DocumentAdded,
)
"""By these acts something leaves: it is read when one is recorded, and not before."""


class Doorkeeper:
    """What one member would let leave, read by the rosters of all the cases that they hold.

    ``roster`` tells by what a case knows its people, ``item`` what of it would stand in the
    library, ``may_be_released`` whether it may leave. ``kept`` gives the bytes of a document.
    """

    def __init__(
        self,
        reader: DepartingReader,
        cases: Callable[[], Sequence[Case]],
        *,
        roster: Callable[[Case], Roster],
        item: Callable[[Case], Published | None],
        may_be_released: Callable[[CaseId, date], Verdict],
        kept: Callable[[str], bytes | None],
    ) -> None:
        """Take what reads, and what it asks of the desk."""
        self._reader, self._cases = reader, cases
        self._roster, self._item, self._may_be_released = roster, item, may_be_released
        self._kept = kept

    def departing(self, event: Event, case: Case | None) -> tuple[Departing, ...]:
        """Return what is to be read before an act; nothing where nothing leaves."""
        match event:
            case DocumentAdded():
                return tuple(self._added(event))
            case ReflectionReviewed():
                result: Result | None = event.result
            case ResultConfirmed() | ReflectionReleased():
                result = case.closing.reviewed if case is not None else None
            case _:
                return ()
        if case is None or result is None:
            return ()
        return (
            Departing(
                texts=(result.went_well, result.could_improve),
                roster=self._roster(case),
                others=tuple(self._roster(each) for each in self._cases() if each.id != case.id),
                words=result.words,
            ),
        )

    def _added(self, event: DocumentAdded) -> Iterator[Departing]:
        """Yield the title of a document, and what it says where it is a text, for each case.

        Whoever writes it may write of any of their cases, so each is read as its own.
        """
        content = self._kept(event.document) if event.format is Format.TEXT else None
        texts = (event.title, (content or b"").decode("utf-8", "replace"))
        for case in self._cases():
            yield Departing(texts=texts, roster=self._roster(case))

    def left(self, event: Event, case: Case | None) -> Iterator[str]:
        """Yield in sentences what holds back an act by which something leaves."""
        if isinstance(event, ReflectionsPublished):
            for item in event.items:
                yield from self._held_back(item, event.on)
            return
        read = self.departing(event, case)
        told = (said for each in read for said in _in_words(each, self._reader.left(each)))
        yield from dict.fromkeys(told)

    def _held_back(self, item: Published, on: date) -> Iterator[str]:
        """Yield why an item may not stand in the library: it is the result of no case, or waits."""
        of = next((case for case in self._cases() if self._item(case) == item), None)
        if of is None:
            yield "One of them is the result of no case that you hold."
            return
        for ruling in self._may_be_released(of.id, on).missing:
            yield from (f"Case {of.intake.code}: {each.in_words()}" for each in ruling.missing)


def _in_words(departing: Departing, remains: Sequence[Remains]) -> Iterator[str]:
    """Yield what still stands there, word for word and each once, and why it is held back."""
    texts = {f"text {number}": text for number, text in enumerate(departing.texts, start=1)}
    yield from dict.fromkeys(f"“{texts[r.where][r.start : r.end]}”: {r.says}" for r in remains)
