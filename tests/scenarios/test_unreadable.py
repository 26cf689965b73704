"""An entry that this program cannot read is told, kept word for word, and stops nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from rjdesk.desk.ports import Journal
from rjdesk.desk.views.case_page import UNREADABLE, AskCasePage
from rjdesk.desk.views.coalition import AskCoalition
from rjdesk.desk.views.today import AskToday
from rjdesk.process.event import Act, BatchId, Entry, MemberId, Stream, Unreadable, Why
from rjdesk.vault.session import Session
from rjdesk.vault.streams import stream_id
from tests.scenarios.test_s1 import CASE, intake
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
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    with journal._writing():
        name = stream_id(None if stream is Stream.COALITION else CASE, stream)
        act = Act(strange, MemberId("priya"))
        journal._entries.write(name, act, world.clock(), BatchId(""), journal._keys.signing)
    desk = world.desk("priya")
    entries = journal_of(desk.journal, stream)
    assert [e.event for e in entries if isinstance(e.event, Unreadable)] == [strange]
    page = desk.ask(AskCasePage(CASE))
    told = [line.what for line in page.journal if line not in before.journal]
    assert told == ([UNREADABLE[strange.why]] if stream is Stream.RECORD else [])
    assert [row.name for row in page.readiness] == [row.name for row in before.readiness]
    assert desk.ask(AskToday())
    assert desk.ask(AskCoalition()).members
    assert desk.journal.check() == []


def journal_of(journal: Journal, stream: Stream) -> Sequence[Entry]:
    if stream is Stream.COALITION:
        return journal.coalition()
    return journal.entries(CASE, stream)
