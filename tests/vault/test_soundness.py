"""Damage and tampering are found; a full disk and a sudden death lose nothing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rjdesk.desk.ports import DraftKey, Trouble
from rjdesk.process.kernel.event import Stream, Unreadable, Why
from rjdesk.vault.database import connect
from rjdesk.vault.header import read_header
from rjdesk.vault.keys import UnlockKey, open_slot, opened_vault_key
from rjdesk.vault.opening import derive, open_vault
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import DamagedVault, DiskFull
from tests.stretched import key_of
from tests.vault.making import ANN, CASE, PASSPHRASE, noon, note, opened, record

# ruff: noqa: S608 - the statements are our own


def vault_key(folder: Path) -> bytes:
    """Return the key of the database, as a programmer among the members has it."""
    header = read_header(folder)
    (login,) = header.logins
    opened_ = open_slot(header.vault, login, key_of(PASSPHRASE[ANN]))
    return opened_vault_key(login, header.vault, header.epoch, opened_.keys)


@pytest.fixture
def filled(ann: Session) -> Session:
    """A vault with a little of everything."""
    ann.append(CASE, [record("one"), note("two")], summary=b"sum")
    for number in range(40):
        ann.append(CASE, [record(str(number)), note("n" * 100)], summary=b"sum")
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


RECORD_ROWS = "stream = (SELECT stream FROM blobs WHERE epoch IS NOT NULL)"
SEVENTH = f"{RECORD_ROWS} AND depth = 7"


def test_a_page_put_back_as_it_was_does_not_hide_a_change(filled: Session, folder: Path) -> None:
    path = folder / "vault-1.db"
    before = path.read_bytes()
    with filled._database.transaction():
        for name, sealed in filled._database.query(
            f"SELECT id, sealed FROM entries WHERE {RECORD_ROWS} AND depth BETWEEN 3 AND 30"
        ):
            filled._database.execute(
                "UPDATE entries SET sealed = ? WHERE id = ?", (sealed[::-1], name)
            )
    assert any("missing or damaged" in fault for fault in filled.check())
    filled.close()
    key = derive(folder, "heron", PASSPHRASE[ANN])
    after = path.read_bytes()
    changed = [p for p in range(0, len(after), 4096) if before[p : p + 4096] != after[p : p + 4096]]
    assert len(changed) > 1
    for place in changed:
        path.write_bytes(after[:place] + before[place : place + 4096] + after[place + 4096 :])
        assert faults(folder, key) != []


CHANGES = {
    f"DELETE FROM entries WHERE {SEVENTH}": "missing or damaged",
    f"UPDATE entries SET depth = 60 WHERE {SEVENTH}": "missing or damaged",
    f"UPDATE entries SET sealed_hash = zeroblob(32) WHERE {SEVENTH}": "missing or damaged",
    f"UPDATE entries SET parents = zeroblob(32) WHERE {SEVENTH}": "missing or damaged",
    f"UPDATE entries SET sealed = zeroblob(80) WHERE {SEVENTH}": "missing or damaged",
    f"UPDATE entries SET sealed = NULL WHERE {SEVENTH}": "missing or damaged",
    f"UPDATE entries SET id = randomblob(32) WHERE {SEVENTH}": "missing or damaged",
    f"UPDATE entries SET epoch = randomblob(16) WHERE {SEVENTH}": "no part of the journal",
    "UPDATE blobs SET sealed = zeroblob(80)": "paper",
    "UPDATE own SET sealed = zeroblob(80)": "summary or draft",
    "UPDATE slots SET wrapped = zeroblob(80)": "key of yours that does not open",
    "INSERT INTO slots SELECT stream, epoch, randomblob(16), wrapped FROM slots": "nobody gave",
    "INSERT INTO slots SELECT stream, randomblob(16), key, wrapped FROM slots": "nobody gave",
    "UPDATE entries SET sealed = zeroblob(80) WHERE epoch IS NULL AND depth = 3": "damaged",
    "DELETE FROM entries WHERE epoch IS NULL AND depth = 3": "missing or damaged",
    "INSERT INTO entries SELECT randomblob(32), randomblob(16), about, epoch, parents, depth,"
    " sealed_hash, sealed FROM entries LIMIT 1": "nobody began",
    "INSERT INTO entries SELECT randomblob(32), stream, about, epoch, parents, depth,"
    " sealed_hash, sealed FROM entries": "no part of the journal",
}
"""What a programmer changes in the database, and what ``check`` says of it."""


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_programmer_changes_with_the_database_key_is_found(
    filled: Session, change: str
) -> None:
    filled._database.execute(change)
    assert any(CHANGES[change] in found for found in filled.check()), filled.check()


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE more (a)",
        "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM slots; END",
        "ALTER TABLE entries ADD COLUMN more BLOB",
        "CREATE VIEW v AS SELECT 1",
        "DROP INDEX entries_of_stream",
        "CREATE INDEX more ON entries (depth)",
    ],
)
def test_tables_that_are_not_as_the_format_has_them_are_refused(
    filled: Session, folder: Path, change: str
) -> None:
    filled._database.execute(change)
    filled.close()
    with pytest.raises(DamagedVault):
        opened(folder)


def test_a_payload_in_the_place_of_another_does_not_open(filled: Session, folder: Path) -> None:
    filled.close()
    database = connect(folder / "vault-1.db", vault_key(folder))
    rows = dict(
        database.query(f"SELECT depth, sealed FROM entries WHERE {RECORD_ROWS} AND depth < 4")
    )
    database.execute(
        f"UPDATE entries SET sealed = ? WHERE {RECORD_ROWS} AND depth = 3",
        (rows[2],),
    )
    database.close()
    with opened(folder) as again:
        events = [entry.event for entry in again.entries(CASE, Stream.RECORD)]
    assert [isinstance(event, Unreadable) for event in events[:4]] == [False, False, True, False]


def test_one_missing_row_closes_nothing_but_itself(filled: Session, folder: Path) -> None:
    filled.close()
    database = connect(folder / "vault-1.db", vault_key(folder))
    database.execute(f"DELETE FROM entries WHERE {SEVENTH}")
    database.close()
    with opened(folder) as again:
        events = [entry.event for entry in again.entries(CASE, Stream.RECORD)]
        assert len(events) == 41
        (gap,) = (event for event in events if isinstance(event, Unreadable))
        assert gap.why is Why.MISSING
        assert events.index(gap) == 6


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
    ann.append(CASE, [record(str(number)) for number in range(4_321)])
    kept = ann.entries(CASE, Stream.RECORD)
    assert [entry.event.word_of for entry in kept] == [str(number) for number in range(4_321)]
    assert ann.check() == []


WRITER = """
import sys
from pathlib import Path
from rjdesk.vault.opening import derive, open_vault
from tests.stretched import key_of
from tests.vault.making import ANN, CASE, PASSPHRASE, noon, note, record
folder = Path(sys.argv[1])
session = open_vault(folder, "heron", derive(folder, "heron", PASSPHRASE[ANN]), now=noon)
while True:
    for entry in session.append(
        CASE, [record("r"), note("n" * 500)], summary=b"s"
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
            acknowledged |= {line.strip() for line in writer.stdout if len(line) == 65}
        with opened(folder) as again:
            record_, notes = again.entries(CASE, Stream.RECORD), again.entries(CASE, Stream.NOTES)
            assert acknowledged <= {entry.id for entry in (*record_, *notes)}
            assert len(record_) == len(notes)
            assert again.check() == []
