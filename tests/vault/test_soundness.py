"""Damage and tampering are found; a full disk and a sudden death lose nothing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import msgspec
import pytest

from rjdesk.desk.ports import DraftKey, Trouble
from rjdesk.process.kernel.event import BatchId, EntryId, Stream, Unreadable
from rjdesk.vault.entries import Body, Envelope
from rjdesk.vault.keys import MemberKeys, UnlockKey, derive
from rjdesk.vault.opening import open_vault
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import DamagedVault, DiskFull
from tests.vault.making import ANN, ANN_ALONE, CASE, NOON, PASSPHRASE, noon, note, opened, record

RECORD = f"{CASE}.record"


@pytest.fixture
def filled(ann: Session) -> Session:
    """A vault with a little of everything."""
    ann.append(CASE, [record("one"), note("two")], holders=ANN_ALONE, summary=b"sum")
    for number in range(40):
        ann.append(CASE, [record(str(number)), note("n" * 100)])
    ann.save_draft(DraftKey(CASE, "meeting"), b"draft")
    ann.keep_paper(CASE, "form", b"%PDF" * 2000)
    assert ann.check() == []
    return ann


def faults(folder: Path, key: UnlockKey) -> list[str]:
    """What is found wrong, be it at the door or by the examination."""
    try:
        with open_vault(folder, "heron", key, now=noon) as session:
            return session.check()
    except Trouble as trouble:
        return [str(trouble)]


def test_a_flipped_bit_anywhere_in_the_database_is_found(
    filled: Session, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    filled.close()
    key = derive(folder, "heron", PASSPHRASE[ANN])
    path = folder / "vault-1.db"
    sound = path.read_bytes()
    chance = random.Random(20240305)
    for place in [0, 5, 16, 4090, len(sound) - 1, *chance.sample(range(len(sound)), 40)]:
        harmed = bytearray(sound)
        harmed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(harmed)
        assert faults(folder, key) != [], place
    path.write_bytes(sound)
    assert faults(folder, key) == []
    assert capfd.readouterr() == ("", "")


def test_a_flipped_bit_anywhere_in_the_header_is_found(ann: Session, folder: Path) -> None:
    ann.close()
    key = derive(folder, "heron", PASSPHRASE[ANN])
    path = folder / "header.json"
    sound = path.read_bytes()
    for place in range(0, len(sound), 7):
        harmed = bytearray(sound)
        harmed[place] ^= 1
        path.write_bytes(harmed)
        if not harmed[place : place + 1].isspace():
            assert faults(folder, key) != [], place


def test_a_database_cut_at_the_edge_of_a_page_is_found(filled: Session, folder: Path) -> None:
    filled.close()
    key = derive(folder, "heron", PASSPHRASE[ANN])
    path = folder / "vault-1.db"
    path.write_bytes(path.read_bytes()[: -3 * 4096])
    assert faults(folder, key) != []


def test_a_page_put_back_as_it_was_does_not_hide_a_change(filled: Session, folder: Path) -> None:
    path = folder / "vault-1.db"
    before = path.read_bytes()
    with filled._database.transaction():
        for name, sealed in filled._database.query(
            "SELECT id, sealed FROM entries WHERE stream = ? AND sequence BETWEEN 3 AND 30",
            (RECORD,),
        ):
            filled._database.execute(
                "UPDATE entries SET sealed = ? WHERE id = ?", (sealed[::-1], name)
            )
    found = filled.check()
    assert any("changed after it was recorded" in fault for fault in found)
    assert any("does not open" in fault for fault in found)
    filled.close()
    key = derive(folder, "heron", PASSPHRASE[ANN])
    after = path.read_bytes()
    changed = [p for p in range(0, len(after), 4096) if before[p : p + 4096] != after[p : p + 4096]]
    assert len(changed) > 1
    for place in changed:
        path.write_bytes(after[:place] + before[place : place + 4096] + after[place + 4096 :])
        assert faults(folder, key) != []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("DELETE FROM entries WHERE sequence = 7", "does not follow"),
        ("UPDATE entries SET sequence = 60 WHERE sequence = 7", "does not follow"),
        ("UPDATE entries SET lamport = 99 WHERE sequence = 7", "changed after"),
        ("UPDATE entries SET hash = zeroblob(32) WHERE sequence = 7", "changed after"),
        ("UPDATE entries SET previous = zeroblob(32) WHERE sequence = 7", "does not follow"),
        ("UPDATE entries SET sealed = zeroblob(80) WHERE sequence = 7", "does not open"),
        ("UPDATE entries SET id = id || 'x' WHERE sequence = 7", "changed after"),
        ("UPDATE summaries SET sealed = zeroblob(80)", "summary"),
        ("UPDATE blobs SET sealed = zeroblob(80)", "paper"),
        ("UPDATE drafts SET sealed = zeroblob(80)", "draft"),
        ("UPDATE members SET signature = zeroblob(64)", "nobody vouches"),
    ],
)
def test_what_a_programmer_changes_with_the_database_key_is_found(
    filled: Session, change: str, fault: str
) -> None:
    filled._database.execute(change)
    assert any(fault in found for found in filled.check())


def test_a_payload_in_the_place_of_another_does_not_open(filled: Session) -> None:
    (sealed,) = filled._database.query(
        "SELECT sealed FROM entries WHERE stream = ? AND sequence = 2", (RECORD,)
    )
    filled._database.execute(
        "UPDATE entries SET sealed = ? WHERE stream = ? AND sequence = 3", (*sealed, RECORD)
    )
    events = [entry.event for entry in filled.entries(CASE, Stream.RECORD)]
    assert [isinstance(event, Unreadable) for event in events[:4]] == [False, False, True, False]


def test_an_entry_that_its_member_did_not_sign_is_found(filled: Session) -> None:
    head = filled._entries._head(RECORD)
    epoch, key = filled._streams.current(RECORD)
    envelope = Envelope(
        EntryId(str(uuid.uuid4())), RECORD, epoch, filled._entries._installation,
        head.sequence + 1, head.lamport + 1, head.hash,
    )  # fmt: skip
    body = Body(
        tag="recorded-by-mistake", version=1, at=NOON, on=NOON.date(), by=ANN, word_of="",
        batch=BatchId(""),        replaces=None, payload=b'{"on":"2024-03-04"}',
    )  # fmt: skip
    vault = filled._header.vault
    inside = bytes(64) + msgspec.msgpack.encode(body)
    sealed = key.seal(inside, envelope.context(vault))
    filled._entries._insert(envelope, envelope.hash(vault, sealed), sealed)
    (fault,) = filled.check()
    assert "without the signature" in fault


def test_an_entry_signed_with_another_key_is_not_written(ann: Session) -> None:
    ann.append(CASE, [record()], holders=ANN_ALONE)
    with pytest.raises(DamagedVault), ann._writing():
        ann._entries.write(RECORD, record("forged"), NOON, BatchId(""), MemberKeys.fresh().signing)
    assert len(ann.entries(CASE, Stream.RECORD)) == 1


def test_a_member_whose_public_keys_were_exchanged_is_not_let_in(
    ann: Session, folder: Path
) -> None:
    ann._database.execute("UPDATE members SET verifying = zeroblob(32)")
    ann.close()
    with pytest.raises(DamagedVault):
        opened(folder)


def test_a_full_disk_loses_nothing_and_says_so(filled: Session) -> None:
    ((pages,),) = filled._database.query("PRAGMA page_count")
    filled._database.execute(f"PRAGMA max_page_count={pages}")
    before = filled.entries(CASE, Stream.RECORD)
    with pytest.raises(DiskFull, match="saved before is unharmed"):
        filled.keep_paper(CASE, "big", bytes(100_000))
    with pytest.raises(DiskFull):
        filled.append(CASE, [record("x" * 100_000)], summary=b"new")
    assert filled.entries(CASE, Stream.RECORD) == before
    assert filled.summaries() == {CASE: b"sum"}
    filled._database.execute("PRAGMA max_page_count=1000000")
    filled.append(CASE, [record("after")])
    assert filled.entries(CASE, Stream.RECORD)[:-1] == before
    assert filled.check() == []


def test_trouble_does_not_repeat_what_was_to_be_written(ann: Session) -> None:
    insert = "INSERT INTO meta VALUES ('Quillamine', 'Ostrander')"
    ann._database.execute(insert)
    with pytest.raises(Trouble) as caught:
        ann._database.execute(insert)
    assert "Quillamine" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_more_entries_than_one_page_come_back_whole_and_in_order(ann: Session) -> None:
    ann.append(CASE, [record(str(number)) for number in range(4_321)], holders=ANN_ALONE)
    kept = ann.entries(CASE, Stream.RECORD)
    assert [entry.event.word_of for entry in kept] == [str(number) for number in range(4_321)]
    assert ann.check() == []


WRITER = """
import sys
from pathlib import Path
from rjdesk.vault.keys import derive
from rjdesk.vault.opening import open_vault
from tests.vault.making import ANN, ANN_ALONE, CASE, PASSPHRASE, noon, note, record
folder = Path(sys.argv[1])
session = open_vault(folder, "heron", derive(folder, "heron", PASSPHRASE[ANN]), now=noon)
while True:
    for entry in session.append(
        CASE, [record("r"), note("n" * 500)], holders=ANN_ALONE, summary=b"s"
    ):
        sys.stdout.write(entry.id + "\\n")
    sys.stdout.flush()
"""


def test_a_killed_process_loses_no_acknowledged_entry(ann: Session, folder: Path) -> None:
    ann.close()
    top = Path(__file__).parent.parent.parent
    acknowledged: set[str] = set()
    for lines in (2, 31, 58, 90, 133):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)], cwd=top, stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            acknowledged |= {writer.stdout.readline().strip() for _ in range(lines)}
            writer.send_signal(signal.SIGKILL)
            acknowledged |= {line.strip() for line in writer.stdout if len(line) == 37}
        with opened(folder) as again:
            record_, notes = again.entries(CASE, Stream.RECORD), again.entries(CASE, Stream.NOTES)
            assert acknowledged <= {entry.id for entry in (*record_, *notes)}
            assert len(record_) == len(notes)
            assert again.check() == []
