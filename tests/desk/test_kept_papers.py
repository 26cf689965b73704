"""The paper that people signed is not exchanged for another (W10)."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from rjdesk.desk.kept_papers import fingerprint, kept_paper
from rjdesk.desk.ports import Trouble
from rjdesk.process.agreement.events import AgreementPrinted
from rjdesk.process.library.events import DocumentAdded
from rjdesk.process.library.state import Format, Section
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import World, reed
from tests.stories.desk import tell


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    folder = None if request.param == "memory" else tmp_path / "coalition.rjvault"
    made = reed(folder, date(2026, 9, 1))
    for chapter in s1.STORY.up_to(s1.CIRCLE):
        tell(made, s1.STORY, chapter)
    return made


def test_a_paper_is_shown_where_it_is_the_one_that_was_printed(world: World) -> None:
    desk = world.desk("priya")
    agreement = desk.case(s1.CASE).agreement
    desk.journal.keep_paper(s1.CASE, "printed", b"%PDF signed")
    printed = AgreementPrinted(
        on=desk.today, paper_version=agreement.next_version, digest="x", paper="printed",
        actions=tuple(action.id for action in agreement.actions),
        pdf=fingerprint(b"%PDF signed"),
    )  # fmt: skip
    world.do("priya", s1.CASE, printed)
    desk = world.desk("priya")
    assert kept_paper(desk, s1.CASE, "printed") == b"%PDF signed"
    assert kept_paper(desk, s1.CASE, "v2") is None
    desk.journal.keep_paper(s1.CASE, "printed", b"%PDF exchanged")
    with pytest.raises(Trouble, match="does not match the journal"):
        kept_paper(desk, s1.CASE, "printed")


def test_a_document_is_shown_where_it_is_the_one_that_was_added(world: World) -> None:
    desk = world.desk("priya")
    desk.journal.keep_paper(None, "d1", b"handout")
    assert kept_paper(desk, None, "d1") == b"handout"
    added = DocumentAdded(
        on=desk.today, document="d1", title="On pauses", section=Section.TRAINING,
        format=Format.TEXT, digest=sha256(b"handout").hexdigest(),
    )  # fmt: skip
    world.do("priya", None, added)
    desk = world.desk("priya")
    assert kept_paper(desk, None, "d1") == b"handout"
    desk.journal.keep_paper(None, "d1", b"exchanged")
    with pytest.raises(Trouble, match="Add it once more"):
        kept_paper(desk, None, "d1")
