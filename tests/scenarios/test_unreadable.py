"""An entry that this program cannot read is told, kept word for word, and stops nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.ports import Holders, Journal
from rjdesk.desk.views.case_page import UNREADABLE, AskCasePage
from rjdesk.desk.views.cases import AskCases
from rjdesk.desk.views.coalition import AskCoalition
from rjdesk.desk.views.today import AskToday
from rjdesk.process.kernel.event import (
    BatchId,
    Entry,
    MemberId,
    SignedEvent,
    Stream,
    Unreadable,
    Why,
)
from rjdesk.process.notes.events import NoteWritten
from rjdesk.vault.session import Session
from rjdesk.vault.streams import stream_id
from rjdesk.vault.troubles import UnreadableItem
from tests.scenarios.test_s1 import ANH, CASE, intake
from tests.scenarios.world import reed

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
    intake(world)
    before = world.desk("priya").ask(AskCasePage(CASE))
    members = world.desk("priya").ask(AskCoalition()).members
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    with journal._writing():
        name = stream_id(None if stream is Stream.COALITION else CASE, stream)
        act = SignedEvent(strange, MemberId("priya"))
        journal._entries.write(name, act, world.clock(), BatchId(""), journal._keys.signing)
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


def journal_of(journal: Journal, stream: Stream) -> Sequence[Entry]:
    if stream is Stream.COALITION:
        return journal.coalition()
    return journal.entries(CASE, stream)


HARM = {
    "its seal is broken": "UPDATE entries SET sealed = zeroblob(120) WHERE id = ?",
    "it is too short": "UPDATE entries SET sealed = x'00' WHERE id = ?",
    "it is no bytes at all": "UPDATE entries SET sealed = 'text' WHERE id = ?",
    "it says another epoch": "UPDATE entries SET epoch = 7 WHERE id = ?",
}


@pytest.mark.parametrize("stream", [Stream.RECORD, Stream.NOTES, Stream.COALITION])
@pytest.mark.parametrize("harm", HARM)
def test_an_entry_that_does_not_open_closes_nothing_but_itself(
    tmp_path: Path, harm: str, stream: Stream
) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    intake(world)
    note = NoteWritten(on=world.clock().date(), meeting="", person=ANH, heading="", text="A note.")
    act, alone = SignedEvent(note, MemberId("priya")), frozenset({MemberId("priya")})
    world.journal("priya").append(CASE, [act, act], holders=Holders(alone, alone))
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    entries = journal_of(journal, stream)
    journal._database.execute(HARM[harm], (entries[-1].id,))
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
    "its seal is broken": "UPDATE summaries SET sealed = zeroblob(120)",
    "it is no bytes at all": "UPDATE summaries SET sealed = 'text'",
    "it is gone": "DELETE FROM summaries",
    "of another epoch": "UPDATE summaries SET epoch = 7",
}


@pytest.mark.parametrize("harm", [*SUMMARIES, "another version wrote it"])
def test_a_summary_that_cannot_be_read_is_made_anew(tmp_path: Path, harm: str) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    intake(world)
    before = world.desk("priya").ask(AskCases())
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    if harm in SUMMARIES:
        journal._database.execute(SUMMARIES[harm])
    else:
        with journal._writing():
            journal._summaries.keep(CASE, b'{"line": "of another kind"}')
    assert world.desk("priya").ask(AskCases()) == before


DRAFTS = {
    "its seal is broken": "UPDATE drafts SET sealed = zeroblob(120)",
    "it is no bytes at all": "UPDATE drafts SET sealed = 'text'",
    "its label is broken": "UPDATE drafts SET label = zeroblob(120)",
    "of another epoch": "UPDATE drafts SET epoch = 7",
}


@pytest.mark.parametrize("harm", DRAFTS)
def test_a_draft_that_does_not_open_is_told_kept_and_in_nobodys_way(
    tmp_path: Path, harm: str
) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    intake(world)
    key = DraftKind.PREPARATION.key(CASE)
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    journal.save_draft(key, b"half a thought")
    journal._database.execute(DRAFTS[harm])
    (kept,) = journal._database.query("SELECT sealed, label FROM drafts")
    opened = world.desk("priya").journal
    assert isinstance(opened, Session)
    if "label" not in harm:
        with pytest.raises(UnreadableItem, match=r"kept as it is.*Type it again"):
            opened.draft(key)
    assert world.desk("priya").ask(AskToday())
    again = world.desk("priya").journal
    assert isinstance(again, Session)
    again.save_draft(key, b"a new thought")
    assert again.draft(key) == b"a new thought"
    rows = again._database.query("SELECT sealed, label FROM drafts")
    assert (kept in rows) == ("label" not in harm)
    assert again.drafts() == (key,)


def test_a_printed_paper_that_does_not_open_says_what_to_do(tmp_path: Path) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    intake(world)
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    journal.keep_paper(CASE, "agreement-v1", b"%PDF")
    journal._database.execute("UPDATE blobs SET sealed = zeroblob(80)")
    with pytest.raises(UnreadableItem, match="Print the next version"):
        world.desk("priya").journal.paper(CASE, "agreement-v1")
