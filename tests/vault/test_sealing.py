"""What is sealed stays sealed: on the disk, and before a member without the key."""

from __future__ import annotations

from pathlib import Path

from rjdesk.desk.ports import DraftKey, Holders
from rjdesk.process.kernel.event import Stream
from rjdesk.vault.session import Session
from tests.vault.making import (
    ANN,
    ANN_ALONE,
    BEN,
    BOTH,
    CASE,
    contents,
    enrol,
    note,
    opened,
    record,
)

CANARY = "Quillamine Ostrander"


def plant(ann: Session, holders: Holders) -> None:
    ann.append(CASE, [record(CANARY), note(CANARY)], holders=holders, summary=CANARY.encode())
    ann.save_draft(DraftKey(CASE, CANARY), CANARY.encode() * 300)
    ann.save_draft(DraftKey(None, CANARY), CANARY.encode())
    ann.keep_paper(CASE, CANARY, CANARY.encode() * 1000)


def test_a_name_is_found_in_no_file_of_the_vault(ann: Session, folder: Path) -> None:
    plant(ann, ANN_ALONE)
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
    plant(ann, ANN_ALONE)
    for table in ("entries", "summaries", "drafts", "blobs", "slots", "streams", "meta", "members"):
        rows = ann._database.query(f"SELECT * FROM {table}")  # noqa: S608 - our own names
        assert rows
        assert "Quillamine" not in repr(rows), table


def test_who_has_the_database_and_no_grant_has_no_key_to_a_case(ann: Session, folder: Path) -> None:
    enrol(ann, BEN)
    plant(ann, ANN_ALONE)
    ann.close()
    with opened(folder, BEN) as ben:
        assert ben._database.query(
            "SELECT DISTINCT stream FROM slots WHERE member = ?", (BEN,)
        ) == [("coalition",)]
        assert list(ben.cases()) == []
        assert ben.summaries() == {}
        assert ben.check() == []


def test_what_was_given_is_put_under_the_members_own_key_at_first_use(
    ann: Session, folder: Path
) -> None:
    enrol(ann, BEN)
    ann.append(CASE, [record("r"), note("n")], holders=BOTH)
    asked = "SELECT stream, own FROM slots WHERE member = ? ORDER BY stream"
    assert [own for _, own in ann._database.query(asked, (BEN,))] == [0, 0, 0]
    ann.close()
    for _ in range(2):
        with opened(folder, BEN) as ben:
            assert [own for _, own in ben._database.query(asked, (BEN,))] == [1, 1, 1]
            assert len(ben.entries(CASE, Stream.NOTES)) == 1


def test_a_key_that_its_giver_did_not_sign_is_refused(ann: Session, folder: Path) -> None:
    enrol(ann, BEN)
    ann.append(CASE, [record("r")], holders=BOTH)
    ann._database.execute(
        "UPDATE slots SET signature = ? WHERE member = ? AND stream != 'coalition'",
        (bytes(64), BEN),
    )
    ann.close()
    with opened(folder, BEN) as ben:
        assert not ben.holds(CASE, Stream.RECORD)
        (fault,) = ben.check()
        assert "giver did not sign" in fault


def test_a_key_in_the_place_of_another_opens_nothing(ann: Session, folder: Path) -> None:
    enrol(ann, BEN)
    ann.append(CASE, [record("r"), note("n")], holders=Holders(BOTH.record, frozenset({ANN})))
    ann._database.execute(
        "UPDATE slots SET stream = ? WHERE member = ? AND stream = ?",
        (f"{CASE}.notes", BEN, f"{CASE}.record"),
    )
    ann.close()
    with opened(folder, BEN) as ben:
        assert not ben.holds(CASE, Stream.NOTES)
        assert not ben.holds(CASE, Stream.RECORD)
