"""The library: what was released, and for who releases it what is ready to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256

import msgspec

from rjdesk.desk.acts import library as library_acts
from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Refused, Verdict
from rjdesk.desk.papers import library_sheet
from rjdesk.desk.review import Departing
from rjdesk.desk.roster import Roster, roster_of
from rjdesk.desk.sheets import Sheet
from rjdesk.process.case import Case
from rjdesk.process.closing.events import ReflectionReleased
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.calendar import first_of_term, long_date
from rjdesk.process.kernel.event import Capacity, CaseId, Event
from rjdesk.process.library.derived import item_of
from rjdesk.process.library.events import ReflectionsPublished, ReflectionWithdrawn
from rjdesk.process.library.state import Document, Format, Published, Section, Shelf


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A result that was confirmed, and waits to be released; only this view knows its case."""

    case: CaseId
    code: str
    item: Published
    to_release: Verdict


class DocumentView(msgspec.Struct, frozen=True, kw_only=True):
    """A document of the library: ``added`` says by whom, and when."""

    id: str
    title: str
    section: Section
    format: Format
    added: str
    to_take_out: Verdict


class LibraryView(msgspec.Struct, frozen=True, kw_only=True):
    """The shelves, the latest term first, and what is ready.

    ``waiting`` names the cases whose results are not confirmed by all yet, or not by this member;
    ``unfinished`` those whose result stands in the library, and whose own record does not say so:
    the release was interrupted. ``releases`` says whether this member releases at all.
    """

    shelves: tuple[Shelf, ...]
    ready: tuple[Ready, ...]
    waiting: tuple[tuple[CaseId, str], ...]
    unfinished: tuple[CaseId, ...]
    releases: bool
    term: date
    to_publish: Verdict
    documents: tuple[DocumentView, ...]


class AskLibrary(msgspec.Struct, frozen=True):
    """What is in the library, and what can be released?"""

    def answer(self, desk: Desk) -> LibraryView:
        """Return the view; a member who holds no case sees the shelves."""
        term = _term(desk)
        reviewed = (case for case, summary in desk.summaries().items() if summary.reviewed)
        cases = [desk.case(case) for case in reviewed]
        shelves = desk.coalition.library
        known = {item.digest for shelf in shelves for item in shelf.items}
        known |= set(desk.coalition.withdrawn)
        items = [(case, item_of(case, desk.coalition)) for case in cases]
        asked = [_ready(desk, case, item, term) for case, item in items if item is not None]
        left = [each for each in asked if each.item.digest not in known]
        ready = tuple(each for each in left if each.to_release.allowed)
        going = tuple(each.item for each in ready)
        programme = desk.programme()
        offices = programme.offices_that(Capacity.ASSIGNS)
        return LibraryView(
            shelves=_by_term(desk.coalition),
            ready=ready,
            waiting=tuple((e.case, e.code) for e in left if not e.to_release.allowed),
            # The same words may stand in two cases: only what may leave was about to.
            unfinished=tuple(
                each.case for each in asked if each.item.digest in known and each.to_release.allowed
            ),
            releases=desk.coalition.holds_one_of(desk.member, offices, desk.today, programme),
            term=term,
            to_publish=desk.may(None, ReflectionsPublished(on=term, items=going)),
            documents=tuple(_document(desk, each) for each in desk.coalition.documents),
        )


class AskDocument(msgspec.Struct, frozen=True):
    """What is known of a document of the library?"""

    document: str

    def answer(self, desk: Desk) -> DocumentView | None:
        """Return it, or None where it is not there any more."""
        documents = (each for each in desk.coalition.documents if each.id == self.document)
        return next((_document(desk, each) for each in documents), None)


class AskShelfSheet(msgspec.Struct, frozen=True):
    """What is a shelf on paper?"""

    shelf: Shelf

    def answer(self, desk: Desk) -> Sheet:
        """Return its sheet."""
        return library_sheet(self.shelf, desk.programme(), desk.coalition)


class AskRosters(msgspec.Struct, frozen=True):
    """By what do all cases that this member holds know their people?"""

    def answer(self, desk: Desk) -> tuple[Roster, ...]:
        """Return the rosters: the name of a file is read by all of them."""
        cases = map(desk.case, desk.cases())
        return tuple(roster_of(case, desk.coalition, desk.programme(case)) for case in cases)


class AskDepartures(msgspec.Struct, frozen=True):
    """What is to be read before the results of these cases leave?"""

    cases: tuple[CaseId, ...]

    def answer(self, desk: Desk) -> tuple[Departing, ...]:
        """Return it; reading takes time, and may be done in any thread."""
        released = ReflectionReleased(on=_term(desk))
        cases = map(desk.case, self.cases)
        return tuple(each for case in cases for each in desk.doorkeeper.departing(released, case))


class AskHeldBack(msgspec.Struct, frozen=True):
    """Which of these results may not leave, and why?"""

    cases: tuple[CaseId, ...]

    def answer(self, desk: Desk) -> tuple[Refused, ...]:
        """Return a refusal for each that is held back; what was read before costs nothing."""
        released = ReflectionReleased(on=_term(desk))
        verdicts = [(case, desk.may_be_released(case, released.on)) for case in self.cases]
        return tuple(
            Refused(released.tag, verdict.missing, case, (released,))
            for case, verdict in verdicts
            if not verdict.allowed
        )


def _document(desk: Desk, known: Document) -> DocumentView:
    return DocumentView(
        id=known.id,
        title=known.title,
        section=known.section,
        format=known.format,
        added=f"{desk.coalition.name_of(known.added_by)}, {long_date(known.added_on)}",
        to_take_out=desk.may(None, library_acts.TAKEN_OUT.of(desk.today, document=known.id)),
    )


def _term(desk: Desk) -> date:
    return first_of_term(desk.today, desk.programme().deadlines.year_starts_in)


def _ready(desk: Desk, case: Case, item: Published, term: date) -> Ready:
    released = ReflectionReleased(on=term)
    return Ready(
        case=case.id, code=case.intake.code, item=item, to_release=desk.may(case.id, released)
    )


def _words_of(item: Published) -> tuple[str, str]:
    """Return what an item is known by, whoever signed it."""
    return item.went_well.strip(), item.could_improve.strip()


def _by_term(coalition: Coalition) -> tuple[Shelf, ...]:
    """Return a shelf for each term, in an order that says nothing of when what was released."""
    terms = sorted({shelf.term for shelf in coalition.library}, reverse=True)
    alike = ((term, [s for s in coalition.library if s.term == term]) for term in terms)
    return tuple(
        Shelf(term=term, items=tuple(sorted((i for s in shelves for i in s.items), key=_by_chance)))
        for term, shelves in alike
    )


def _by_chance(item: Published) -> bytes:
    return sha256("\0".join(_words_of(item)).encode()).digest()


def releasing(
    view: LibraryView, chosen: Sequence[CaseId], drawn: Sequence[int]
) -> Iterator[tuple[CaseId | None, Event]]:
    """Yield what releases the chosen results: first all of them together, then each case's word.

    ``drawn`` is the order in which they stand, drawn at random. Where the world fails in between,
    what stands in the library already is not offered again.
    """
    ready = [each for each in view.ready if each.case in chosen]
    items = tuple(ready[place].item for place in drawn)
    yield None, library_acts.PUBLISHED.of(view.term, items=items)
    for place in sorted(drawn, key=lambda place: ready[place].case):
        yield ready[place].case, library_acts.RELEASED.of(view.term)


def finishing(view: LibraryView) -> Iterator[tuple[CaseId, Event]]:
    """Yield each case's word of a release that was interrupted."""
    for case in view.unfinished:
        yield case, library_acts.RELEASED.of(view.term)


def withdrawing(item: Published, term: date) -> ReflectionWithdrawn:
    """Return what takes an item out of the library."""
    return library_acts.WITHDRAWN.of(term, digest=item.digest)


_MARKS = re.compile(r"([\\`*_{}\[\]<>#|!~])|^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def _plain(text: str) -> str:
    """Return text in which nothing is a heading, a picture or markup, as Markdown reads it."""
    return _MARKS.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    mark, indent, begins = found.groups(default="")
    return f"\\{mark}" if mark else f"{indent}{begins[:-1]}\\{begins[-1]}"


def as_markdown(shelf: Shelf, headings: Sequence[str], title: str) -> str:
    """Return what was released in a term as a file of plain text with headings."""
    lines = [f"# {title}"]
    for number, item in enumerate(shelf.items, start=1):
        lines.append(f"## {number}. {' and '.join(item.authors)}")
        for heading, text in zip(headings, _words_of(item), strict=True):
            lines += [f"### {heading}", _plain(text)] if text else []
    return "\n\n".join(lines) + "\n"
