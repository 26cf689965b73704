"""What a forger makes the programs of others do, lived through at the desk over a real vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from rjdesk.desk.outcome import Recorded
from rjdesk.process.kernel.event import MemberId, Stream
from rjdesk.process.kernel.offices import OfficeId
from rjdesk.process.membership.events import OfficeLeft
from rjdesk.process.notes.events import NoteWritten
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import PASSPHRASE, World
from tests.stories.desk import told
from tests.vault.attacker import Attacker

RECORD = s1.CASE.replace("-", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "story.rjvault"


@pytest.fixture
def world(folder: Path) -> Iterator[World]:
    """A case with pre-meetings: Imani opened it and holds its record, Priya and Mateo hold both."""
    lived = told(s1.STORY, s1.PRE_MEETINGS, folder)
    lived.leave()
    yield lived
    lived.leave()


def tools(folder: Path, member: str) -> Attacker:
    found = Attacker(folder, member, PASSPHRASE.format(member))
    found.look()
    return found


def test_a_chair_who_empties_the_notes_is_not_given_them_by_the_next_note(
    world: World, folder: Path
) -> None:
    """She grants them to herself in the record, and takes them from whoever holds them."""
    imani = tools(folder, "imani")
    notes = next(
        said["notes"] for _, said in imani.acts("record-begun") if said["record"] == RECORD
    )
    epoch = imani.tip(RECORD).epoch or ""
    said = {"on": "2026-10-06", "member": "imani", "notes": True}
    imani.insert(
        imani.entry(
            "access-granted", said, stream=RECORD, about=RECORD, epoch=epoch,
            secret=imani.secrets[RECORD, epoch],
        )
    )  # fmt: skip
    slots = imani.run("SELECT DISTINCT key FROM slots WHERE stream = ?", (bytes.fromhex(notes),))
    for (key,) in slots:
        taking = {"stream": notes, "key": key.hex(), "cut": [imani.tip(notes).id]}
        imani.insert(imani.entry("hold-taken", taking, about=RECORD))
    desk = world.desk("priya")
    before = desk.journal.entries(s1.CASE, Stream.NOTES)
    kept = [entry.event for entry in before if isinstance(entry.event, NoteWritten)]
    again = kept[-1] if kept else NoteWritten(
        on=desk.today, meeting="m2", person=s1.COLE, heading="needs", text=""
    )  # fmt: skip
    desk.record(s1.CASE, msgspec.structs.replace(again, text="said in confidence"))
    world.leave()
    assert [where for where, _ in imani.opened() if where == notes] == []


def test_no_program_signs_standing_for_an_office_that_somebody_forged(
    world: World, folder: Path
) -> None:
    ewa = tools(folder, "ewa")
    mine = next(row for row, body in ewa.bodies() if ewa.me.id in body[0])
    said = {"on": "2026-10-06", "member": "ewa", "office": "chair", "year": 2026}
    ewa.insert(ewa.entry("office-taken", said, replaces=mine.id))
    desk = world.desk("imani")
    left = OfficeLeft(on=desk.today, member=MemberId("teodor"), office=OfficeId("chair"))
    assert isinstance(desk.record(None, left), Recorded)
    world.leave()
    given = [said["member"] for _, said in ewa.acts("standing-given")]
    assert "ewa" not in given
