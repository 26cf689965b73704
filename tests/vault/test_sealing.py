"""What is sealed stays sealed: on the disk, and before a member without the key."""

from __future__ import annotations

from pathlib import Path

from rjdesk.desk.ports import DraftKey, Holders
from rjdesk.process.kernel.event import Stream
from rjdesk.vault.session import Session
from tests.vault.making import ANN, BEN, BOTH, CASE, contents, note, opened, record, with_ben

CANARY = "Quillamine Ostrander"
TABLES = ("entries", "slots", "blobs", "own", "meta", "tombstones")


def plant(ann: Session, gives: Holders = Holders()) -> None:  # noqa: B008 - a frozen value
    ann.append(CASE, [record(CANARY), note(CANARY)], gives=gives, summary=CANARY.encode())
    ann.save_draft(DraftKey(CASE, CANARY), CANARY.encode() * 300)
    ann.save_draft(DraftKey(None, CANARY), CANARY.encode())
    ann.keep_paper(CASE, CANARY, CANARY.encode() * 1000)


def test_a_name_is_found_in_no_file_of_the_vault(ann: Session, folder: Path) -> None:
    plant(ann)
    with ann._database.transaction():
        ann._papers.keep(CASE, "half way through a change", CANARY.encode() * 1000)
        ann._drafts.drop(DraftKey(CASE, CANARY))
        ann._database.execute("PRAGMA cache_spill=1")
        during = contents(folder)
    assert during["vault-1.db-journal"]
    ann.close()
    for files in (during, contents(folder)):
        for name, content in files.items():
            assert b"Quillamine" not in content, name
            assert b"Ostrander" not in content, name
            assert CANARY.encode("utf-16-le") not in content, name


def test_a_name_is_sealed_even_inside_the_database(ann: Session) -> None:
    plant(ann)
    for table in TABLES:
        rows = ann._database.query(f"SELECT * FROM {table}")  # noqa: S608 - our own names
        assert rows or table == "tombstones"
        assert "Quillamine" not in repr(rows), table
    names = {name for (name,) in ann._database.query("SELECT name FROM sqlite_schema")}
    assert {name for name in names if "_of_" not in name and "auto" not in name} == set(TABLES)


def test_who_has_the_database_and_was_given_nothing_has_no_key_to_a_case(
    ann: Session, folder: Path
) -> None:
    ann = with_ben(ann, folder)
    plant(ann)
    ann.close()
    with opened(folder, BEN) as ben:
        mine = bytes.fromhex(ben._me)
        assert ben._database.query("SELECT stream FROM slots WHERE key = ?", (mine,)) == []
        assert list(ben.cases()) == []
        assert ben.summaries() == {}
        assert ben.check() == []


def test_a_key_in_the_place_of_another_opens_nothing(ann: Session, folder: Path) -> None:
    ann = with_ben(ann, folder)
    ann.append(CASE, [record("r"), note("n")], gives=Holders(BOTH.record, frozenset({ANN, BEN})))
    record_, notes = (bytes.fromhex(each) for each in ann._holds.streams)
    mine = bytes.fromhex(ann._holds.key_of(BEN).id)
    (wrapped,) = ann._database.query(
        "SELECT wrapped FROM slots WHERE stream = ? AND key = ?", (record_, mine)
    )[0]
    ann._database.execute(
        "UPDATE slots SET wrapped = ? WHERE stream = ? AND key = ?", (wrapped, notes, mine)
    )
    ann.close()
    with opened(folder, BEN) as ben:
        assert list(ben.entries(CASE, Stream.NOTES)) == []
        assert len(ben.entries(CASE, Stream.RECORD)) == 1
        assert any("key of yours that does not open" in fault for fault in ben.check())


def test_what_is_sealed_has_one_of_a_few_lengths(ann: Session) -> None:
    """Nobody reads from a row how long a name is, or whether it said yes (W7)."""
    ann.append(CASE, [record("yes"), record("a longer word"), record("x" * 60), note("n" * 120)])
    ann.save_draft(DraftKey(CASE, "meeting"), b"a")
    ann.save_draft(DraftKey(None, "x" * 60), b"b" * 60)
    lengths = ann._database.query(
        "SELECT DISTINCT length(sealed) FROM entries WHERE epoch IS NOT NULL"
        " UNION SELECT DISTINCT length(sealed) FROM own"
    )
    assert lengths == [(1 + 12 + 768 + 16,)]
