"""Every line that a released version may have written is read, folded and shown, for ever."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

import rjdesk.desk.views
from rjdesk.desk.desk import Desk
from rjdesk.desk.ports import Holders
from rjdesk.desk.sentences import UNREADABLE
from rjdesk.desk.views.case_page import AskCasePage, is_unsaid
from rjdesk.process.case import Case, fold_case
from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.closing.events import ReflectionReleased
from rjdesk.process.coalition import Coalition, fold_coalition
from rjdesk.process.kernel.event import (
    CaseId,
    EntryId,
    Event,
    MemberId,
    PersonId,
    SignedEvent,
    Stream,
    Unreadable,
)
from rjdesk.process.library.state import Shelf
from rjdesk.process.membership.events import CaseListed
from rjdesk.process.motions.events import MotionAnswered
from rjdesk.process.notes.events import fold_notes
from rjdesk.process.notes.state import Notes
from rjdesk.rehearsal.two_parties import CASE, INTAKE, STORY
from tests.journals.lines import DAY, V1, Line, chosen_in, journal_of, lines_of, missing, written
from tests.scenarios.world import World, reed
from tests.stories.desk import tell

LINES = lines_of(V1)


def test_each_event_and_each_value_of_each_choice_has_a_line() -> None:
    """Lines are added by ``python -m tests.journals.lines``; one that is there never changes."""
    assert list(missing(LINES)) == []
    assert {line.tag for line in LINES} == set(CATALOGUE.by_tag)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.tag)
def test_a_line_is_read_and_written_again_as_it_stands(line: Line) -> None:
    """A field or key that is renamed, and a default that is no longer written, fail here."""
    event = line.event()
    assert not isinstance(event, Unreadable)
    again = written(event)
    assert (again.tag, again.version) == (line.tag, line.version)
    assert msgspec.json.decode(again.payload) == msgspec.json.decode(line.payload)


def test_no_two_lines_say_the_same() -> None:
    alike = Counter(bytes(line.payload) + line.tag.encode() for line in LINES)
    assert [line for line, count in alike.items() if count > 1] == []
    values = Counter(choice for line in LINES for choice in set(chosen_in(line.event())))
    assert values


def test_every_line_folds() -> None:
    case = fold_case(CaseId("case"), journal_of(LINES, Stream.RECORD))
    coalition = fold_coalition(journal_of(LINES, Stream.COALITION))
    notes = fold_notes(journal_of(LINES, Stream.NOTES))
    assert isinstance(case, Case)
    assert case != Case(id=CaseId("case"))
    assert coalition != Coalition()
    assert notes != Notes()


ABOUT = {
    "case": CASE,
    "meeting": "m1",
    "form": "accountability-agreement",
    "action": "a1",
    "person": PersonId("p1"),
    "rules": ("RC-001",),
    "entry": EntryId("nobody"),
    "member": MemberId("priya"),
    "document": "words",
    "cases": (CASE,),
    "login": "heron",
    "code": "0000-0000-0000-0000-0000-0000-00GJ",
    "event": ReflectionReleased(on=date(2026, 8, 15)),
    "shelf": Shelf(term=date(2026, 8, 15), items=()),
}
"""What a question may be about, by the name of its field."""


def questions() -> list[type]:
    """Return every question that a screen asks of a case or the coalition."""
    found = []
    for module in pkgutil.iter_modules(rjdesk.desk.views.__path__, "rjdesk.desk.views."):
        views = importlib.import_module(module.name)
        found += [
            each
            for name, each in vars(views).items()
            if name.startswith("Ask") and each.__module__ == module.name
        ]
    return found


def _of_this_vault(event: Event) -> Event:
    """Return an event as somebody here records it: of this case, and a vote of their own."""
    if isinstance(event, CaseListed):
        return replace(event, case=CASE)
    return replace(event, member=None) if isinstance(event, MotionAnswered) else event


@pytest.fixture(params=["memory", "vault"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    """A case in which every line was written, one after the other, without asking any rule."""
    world: World = reed(None if request.param == "memory" else tmp_path / "v1.rjvault", DAY)
    tell(world, STORY, INTAKE)
    journal = world.journal("imani")
    events = (line.event() for line in LINES)
    here = (_of_this_vault(event) for event in events)
    acts = [SignedEvent(event, MemberId("imani")) for event in here]
    journal.append(CASE, acts, gives=Holders(notes=frozenset({MemberId("priya")})))
    return world.desk("priya")


def test_every_line_is_shown_to_a_person(desk: Desk) -> None:
    page = desk.ask(AskCasePage(CASE))
    record = [entry for entry in desk.record_of(CASE) if not is_unsaid(entry.event)]
    assert len(page.journal) == len(record) + len(desk.notes_of(CASE))
    assert all(line.what for line in page.journal)
    assert not {line.what for line in page.journal} & set(UNREADABLE.values())


def test_every_view_answers(desk: Desk) -> None:
    asked = questions()
    assert len(asked) > 9
    for question in asked:
        needed = (f.name for f in msgspec.structs.fields(question) if f.required)
        desk.ask(question(*(ABOUT[name] for name in needed)))
