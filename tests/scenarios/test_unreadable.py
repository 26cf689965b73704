"""An entry that this program cannot read is told, kept word for word, and stops nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.ports import Journal
from rjdesk.desk.sentences import UNREADABLE
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.views.cases import AskCases
from rjdesk.desk.views.coalition import AskCoalition
from rjdesk.desk.views.today import AskToday
from rjdesk.process.intake.events import AccessGranted, AdvisorInformed
from rjdesk.process.kernel.event import (
    Entry,
    EntryId,
    Event,
    MemberId,
    SignedEvent,
    Stream,
    Unreadable,
    Why,
)
from rjdesk.process.kernel.offices import OfficeId
from rjdesk.process.membership.events import (
    CoalitionFounded,
    FoundingCompleted,
    OfficeTaken,
)
from rjdesk.process.notes.events import NoteWritten
from rjdesk.rehearsal.two_parties import ANH, CASE, INTAKE, STORY
from rjdesk.vault import journal as journal_module
from rjdesk.vault.giving import stream_of
from rjdesk.vault.journal import SigningKey
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import UnreadableItem
from tests.scenarios.world import World, reed
from tests.stories.desk import tell

DAY = date(2026, 9, 22)
STRANGE = {
    "of an unknown kind": ("console-opened", 1, b'{"strange": true}', Why.UNKNOWN),
    "of a newer version": ("contact-made", 9, b'{"on": "2026-09-22"}', Why.NEWER),
    "with a field missing": ("contact-made", 1, b'{"on": "2026-09-22"}', Why.DAMAGED),
    "of no text at all": ("contact-made", 1, b"\xff\xfe\x00\x80", Why.DAMAGED),
}


@pytest.fixture(params=list(STRANGE), ids=list(STRANGE))
def strange(request: pytest.FixtureRequest) -> Unreadable:
    tag, version, payload, why = STRANGE[request.param]
    return Unreadable(on=DAY, kept_tag=tag, kept_version=version, payload=payload, why=why)


@pytest.mark.parametrize("stream", [Stream.RECORD, Stream.NOTES, Stream.COALITION])
def test_it_is_told_and_the_rest_goes_on(
    tmp_path: Path, strange: Unreadable, stream: Stream
) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    tell(world, STORY, INTAKE)
    before = world.desk("priya").ask(AskCasePage(CASE))
    members = world.desk("priya").ask(AskCoalition()).members
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    written(journal, strange, stream)
    desk = world.desk("priya")
    entries = journal_of(desk.journal, stream)
    assert [e.event for e in entries if isinstance(e.event, Unreadable)] == [strange]
    page = desk.ask(AskCasePage(CASE))
    told = [line.what for line in page.journal if line not in before.journal]
    said = UNREADABLE[strange.why]
    assert (
        told
        == {
            Stream.RECORD: [said],
            Stream.NOTES: [said],
            Stream.COALITION: [],
        }[stream]
    )
    of_the_coalition = desk.ask(AskCoalition()).unreadable
    assert of_the_coalition == ((said,) if stream is Stream.COALITION else ())
    assert [row.name for row in page.readiness] == [row.name for row in before.readiness]
    assert desk.ask(AskToday())
    assert desk.ask(AskCoalition()).members == members
    assert desk.journal.check() == []


def written(journal: Session, event: Event, stream: Stream) -> None:
    """Have a member write an event where it does not belong, or none that anybody can read."""
    me = SigningKey.of(journal._keys)
    with journal._writing() as pen:
        if stream is Stream.COALITION:
            pen.of_the_coalition(event, me)
        else:
            journal._giving.begin(pen, CASE, {stream})
            pen.of_a_case(stream_of(journal._holds, CASE, stream), event, me)


def journal_of(journal: Journal, stream: Stream) -> Sequence[Entry]:
    if stream is Stream.COALITION:
        return journal.coalition()
    return journal.entries(CASE, stream)


HARM = {
    "its seal is broken": "UPDATE entries SET sealed = zeroblob(120) WHERE id = ?",
    "it is too short": "UPDATE entries SET sealed = x'00' WHERE id = ?",
    "it is gone": "UPDATE entries SET sealed = NULL WHERE id = ?",
}


@pytest.mark.parametrize("stream", [Stream.RECORD, Stream.NOTES, Stream.COALITION])
@pytest.mark.parametrize("harm", HARM)
def test_an_entry_that_does_not_open_closes_nothing_but_itself(
    tmp_path: Path, harm: str, stream: Stream
) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    tell(world, STORY, INTAKE)
    note = NoteWritten(on=world.clock().date(), meeting="", person=ANH, heading="", text="A note.")
    act = SignedEvent(note, MemberId("priya"))
    world.journal("priya").append(CASE, [act, act])
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    entries = journal_of(journal, stream)
    journal._database.execute(HARM[harm], (bytes.fromhex(entries[-1].id),))
    desk = world.desk("priya")
    (unread,) = [e for e in journal_of(desk.journal, stream) if isinstance(e.event, Unreadable)]
    assert unread.event.on == entries[-2].event.on
    page = desk.ask(AskCasePage(CASE))
    told = [line for line in page.journal if UNREADABLE[Why.DAMAGED] in line.what]
    assert len(told) == (stream is not Stream.COALITION)
    assert len(desk.ask(AskCoalition()).unreadable) == (stream is Stream.COALITION)
    assert desk.ask(AskCases()).rows
    before = len(desk.notes(CASE).notes)
    world.journal("priya").append(CASE, [act])
    assert len(world.desk("priya").notes(CASE).notes) == before + 1


SUMMARIES = {
    "its seal is broken": "UPDATE own SET sealed = zeroblob(120)",
    "it is gone": "DELETE FROM own",
}


@pytest.mark.parametrize("harm", [*SUMMARIES, "another version wrote it"])
def test_a_summary_that_cannot_be_read_is_made_anew(tmp_path: Path, harm: str) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    tell(world, STORY, INTAKE)
    before = world.desk("priya").ask(AskCases())
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    if harm in SUMMARIES:
        journal._database.execute(SUMMARIES[harm])
    else:
        journal.append(CASE, [], summary=b'{"line": "of another kind"}')
    assert world.desk("priya").ask(AskCases()) == before


def test_a_draft_that_does_not_open_is_told_kept_and_in_nobodys_way(tmp_path: Path) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    tell(world, STORY, INTAKE)
    key = DraftKind.PREPARATION.key(CASE)
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    journal.save_draft(key, b"half a thought")
    name = journal._drafts._name(key)
    broken(world, "UPDATE own SET sealed = x'0102' WHERE name = ?", name)
    opened = world.desk("priya").journal
    assert isinstance(opened, Session)
    with pytest.raises(UnreadableItem, match=r"kept as it is.*Type it again"):
        opened.draft(key)
    assert world.desk("priya").ask(AskToday())
    again = world.desk("priya").journal
    assert isinstance(again, Session)
    again.save_draft(key, b"a new thought")
    assert again.draft(key) == b"a new thought"
    assert (b"\x01\x02",) in again._database.query("SELECT sealed FROM own")
    assert again.drafts() == (key,)


def test_a_printed_paper_that_does_not_open_says_what_to_do(tmp_path: Path) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    tell(world, STORY, INTAKE)
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    journal.keep_paper(CASE, "agreement-v1", b"%PDF")
    journal._database.execute("UPDATE blobs SET sealed = zeroblob(80)")
    with pytest.raises(UnreadableItem, match="Print the next version"):
        world.desk("priya").journal.paper(CASE, "agreement-v1")


def broken(world: World, statement: str, *given: object) -> None:
    """Change a vault as somebody with the database key and a programmer's skill would."""
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    journal._database.execute(statement, given)


BREAK_A_SEAL = "UPDATE entries SET sealed = zeroblob(80) WHERE lower(hex(id)) = ?"


ELSEWHERE = {
    "what an entry follows on is no name": "UPDATE entries SET parents = x'01' WHERE depth = 9",
    "what an entry is about is no name": "UPDATE entries SET about = x'01' WHERE depth = 9",
    "a key to the notes is noise": "UPDATE slots SET wrapped = x'0102'"
    " WHERE stream NOT IN (SELECT about FROM entries WHERE about IS NOT NULL)",
    "what somebody keeps for themself is noise": "UPDATE own SET sealed = x'0102'",
}


@pytest.mark.parametrize("harm", ELSEWHERE)
def test_a_column_that_holds_nothing_of_its_kind_locks_nothing(tmp_path: Path, harm: str) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    tell(world, STORY, INTAKE)
    note = NoteWritten(on=world.clock().date(), meeting="", person=ANH, heading="", text="A note.")
    world.journal("priya").append(CASE, [SignedEvent(note, MemberId("priya"))])
    world.journal("priya").save_draft(DraftKind.PREPARATION.key(CASE), b"half a thought")
    broken(world, ELSEWHERE[harm])
    desk = world.desk("priya")
    assert desk.ask(AskCases()).rows
    assert desk.ask(AskCasePage(CASE)).journal
    desk.journal.save_draft(DraftKind.CIRCLE.key(CASE), b"another")
    assert isinstance(desk.journal, Session)
    desk.journal.check()


INSIDE = {
    "its moment has no zone": (datetime(2026, 9, 22, 9), b'{"on":"2026-09-22"}'),
    "it is nested without an end": (
        datetime(2026, 9, 22, 9, tzinfo=UTC),
        b'{"on":"2026-09-22","x":' + b"[" * 100_000 + b"}",
    ),
}


@pytest.mark.parametrize("stream", [Stream.RECORD, Stream.COALITION])
@pytest.mark.parametrize("harm", INSIDE)
def test_a_body_that_opens_and_is_none_is_told(
    tmp_path: Path, harm: str, stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, payload = INSIDE[harm]
    world = reed(tmp_path / "coalition.rjvault", DAY)
    tell(world, STORY, INTAKE)
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    strange = Unreadable(
        on=DAY, kept_tag="care-considered", kept_version=1, payload=payload, why=Why.DAMAGED
    )
    real = journal_module.body_of
    monkeypatch.setattr(
        journal_module, "body_of", lambda *what, **how: replace(real(*what, **how), at=at)
    )
    written(journal, strange, stream)
    monkeypatch.undo()
    desk = world.desk("priya")
    assert any(isinstance(e.event, Unreadable) for e in journal_of(desk.journal, stream))
    assert desk.ask(AskCasePage(CASE)).journal
    assert desk.ask(AskCases()).rows
    assert desk.ask(AskToday())


def entry_of(world: World, stream: Stream, kind: type[Event]) -> list[EntryId]:
    told = journal_of(world.journal("priya"), stream)
    return [entry.id for entry in told if isinstance(entry.event, kind)]


def test_no_founding_comes_back_with_an_entry_that_is_broken(tmp_path: Path) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    tell(world, STORY, INTAKE)
    for kind in (FoundingCompleted, CoalitionFounded):
        (name,) = entry_of(world, Stream.COALITION, kind)
        broken(world, BREAK_A_SEAL, name)
    day, ewa = world.clock().date(), MemberId("ewa")
    office = OfficeTaken(on=day, member=ewa, office=OfficeId("chair"), year=2026)
    assert not world.desk("ewa").may(None, office).allowed
    anew = CoalitionFounded(on=day, coalition_name="Ours", programme="restorative-partners")
    assert not world.desk("ewa").may(None, anew).allowed
    desk = world.desk("priya")
    assert desk.ask(AskCases()).rows
    assert desk.ask(AskCoalition()).members
    assert desk.ask(AskToday())


def test_who_opened_or_facilitates_a_case_writes_on_without_the_entry_that_let_them(
    tmp_path: Path,
) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    tell(world, STORY, INTAKE)
    for name in entry_of(world, Stream.RECORD, AccessGranted):
        broken(world, BREAK_A_SEAL, name)
    told = AdvisorInformed(on=world.clock().date())
    for member in ("imani", "priya"):
        assert world.desk(member).may(CASE, told).allowed
