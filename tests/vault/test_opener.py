"""A vault is opened by what its format says, and by nothing of the program."""

from __future__ import annotations

import ast
import getpass
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from rjdesk.desk.ports import Holders, OfficeChange
from rjdesk.process.kernel.event import CaseId, MemberId, Stream, encode
from rjdesk.vault.database import connect
from rjdesk.vault.opening import derive, open_vault
from rjdesk.vault.session import Session
from tests.vault import opener
from tests.vault.making import (
    ANN,
    BEN,
    BOTH,
    CASE,
    LOGIN,
    NEW_PASSPHRASE,
    NOON,
    PASSPHRASE,
    key_of,
    noon,
    note,
    opened,
    record,
    secret_of,
    with_ben,
)

LATER = CaseId("77aa10d2-0000-4000-8000-0000000000a2")
RECORD_OF_CASE = CASE.replace("-", "")
BEN_ALONE = frozenset({BEN})
Reading = dict[str, tuple[list[tuple], list[tuple]]]


def read(folder: Path, member: MemberId, passphrase: str = "") -> opener.Opened:
    return opener.opened(folder, LOGIN[member], passphrase or PASSPHRASE[member])


def as_opened(found: opener.Opened) -> Reading:
    def told(entries: Sequence[opener.Entry]) -> list[tuple]:
        return [(e.id, e.tag, e.on, e.at, e.member, e.payload) for e in entries]

    return {name: (told(case.record), told(case.notes)) for name, case in found.cases.items()}


def as_program(session: Session) -> Reading:
    def told(case: CaseId, stream: Stream) -> list[tuple]:
        return [
            (e.id, e.event.tag, e.event.on.isoformat(), e.at, e.by, json.loads(encode(e.event)))
            for e in session.entries(case, stream)
        ]

    return {case: (told(case, Stream.RECORD), told(case, Stream.NOTES)) for case in session.cases()}


def words(entries: Sequence[opener.Entry]) -> list[str]:
    return [entry.payload["word_of"] for entry in entries]


def seated(folder: Path, member: MemberId) -> Session:
    """Open a vault with the program, by a passphrase that was stretched whenever that was."""
    key = derive(folder, LOGIN[member], PASSPHRASE[member])
    return open_vault(folder, LOGIN[member], key, now=noon)


def read_by_both(folder: Path, member: MemberId) -> opener.Opened:
    """Return what the opener reads, after it was seen that the program reads the same."""
    with seated(folder, member) as session:
        by_program = as_program(session)
    found = read(folder, member)
    assert as_opened(found) == by_program
    return found


@pytest.fixture
def shared(ann: Session, folder: Path) -> Path:
    """A vault with a case that two members hold, which is closed."""
    ann = with_ben(ann, folder)
    ann.append(CASE, [record("one"), note("two")], gives=BOTH)
    ann.append(CASE, [record("three"), note("four")])
    ann.close()
    return folder


def test_each_of_two_members_reads_what_the_program_shows_them(shared: Path) -> None:
    with opened(shared, BEN) as ben:
        ben.append(CASE, [record("by Ben", by=BEN), note("of Ben", by=BEN)])
        ben.append(LATER, [record("Ben's own", by=BEN)])
    for member, cases in ((ANN, {CASE}), (BEN, {CASE, LATER})):
        found = read_by_both(shared, member)
        assert found.cases.keys() == cases
        assert words(found.cases[CASE].record) == ["one", "three", "by Ben"]
        assert words(found.cases[CASE].notes) == ["two", "four", "of Ben"]
        assert [entry.member for entry in found.cases[CASE].notes] == [ANN, ANN, BEN]
        assert found.set_aside == 0


def test_it_reads_over_a_taking_and_what_the_other_wrote_before_it(shared: Path) -> None:
    with opened(shared, BEN) as ben:
        ben.append(CASE, [record("by Ben", by=BEN), note("of Ben", by=BEN)])
    with opened(shared) as ann:
        ann.append(CASE, [record("last")], takes=Holders(record=BEN_ALONE, notes=BEN_ALONE))
        ann.append(CASE, [record("after"), note("too")])
    found = read_by_both(shared, ANN)
    case = found.cases[CASE]
    assert words(case.record) == ["one", "three", "by Ben", "last", "after"]
    assert words(case.notes) == ["two", "four", "of Ben", "too"]
    assert len({entry.epoch for entry in case.record}) == 2
    assert len({entry.epoch for entry in case.notes}) == 2
    assert read_by_both(shared, BEN).cases == {}


def test_who_is_given_a_case_again_reads_all_of_it(shared: Path) -> None:
    both = Holders(record=BEN_ALONE, notes=BEN_ALONE)
    with opened(shared) as ann:
        ann.append(CASE, [record("taken")], takes=both)
        ann.append(CASE, [record("meanwhile"), note("meanwhile")])
        ann.append(CASE, [record("given")], gives=both)
    case = read_by_both(shared, BEN).cases[CASE]
    assert words(case.record) == ["one", "three", "taken", "meanwhile", "given"]
    assert words(case.notes) == ["two", "four", "meanwhile"]


def test_notes_that_the_other_member_began_are_read(ann: Session, folder: Path) -> None:
    ann = with_ben(ann, folder)
    ann.append(CASE, [record("one")], gives=Holders(record=BEN_ALONE))
    ann.close()
    with opened(folder, BEN) as ben:
        ben.append(CASE, [note("of Ben", by=BEN)])
    assert words(read_by_both(folder, BEN).cases[CASE].notes) == ["of Ben"]
    assert read_by_both(folder, ANN).cases[CASE].notes == []
    with opened(folder, BEN) as ben:
        ben.append(CASE, [], gives=Holders(notes=frozenset({ANN})))
    assert words(read_by_both(folder, ANN).cases[CASE].notes) == ["of Ben"]


def test_notes_are_read_on_behind_those_that_nobody_holds_any_more(
    ann: Session, folder: Path
) -> None:
    ann = with_ben(ann, folder)
    ann.append(CASE, [record("one")], gives=Holders(record=BEN_ALONE))
    ann.close()
    with opened(folder, BEN) as ben:
        ben.append(CASE, [note("shut", by=BEN)])
        ben.append(CASE, [], takes=Holders(notes=BEN_ALONE))
    with opened(folder) as ann:
        ann.append(CASE, [note("of Ann")])
    found = read_by_both(folder, ANN)
    assert words(found.cases[CASE].notes) == ["of Ann"]
    assert found.set_aside == 0


def test_a_passphrase_of_ones_own_opens_and_the_first_one_no_more(
    ann: Session, folder: Path
) -> None:
    ann.append(CASE, [record("kept"), note("too")])
    ann.change_passphrase(key_of(PASSPHRASE[ANN]), secret_of(NEW_PASSPHRASE))
    by_program = as_program(ann)
    ann.close()
    assert as_opened(read(folder, ANN, NEW_PASSPHRASE)) == by_program
    with pytest.raises(opener.RefusedError):
        read(folder, ANN)


def test_two_who_hold_an_office_keep_the_keys_together(shared: Path) -> None:
    cay = MemberId("c0de-cay")
    with opened(shared) as ann:
        ann.append(None, [], standing=OfficeChange(given=frozenset({BEN})))
        with ann.cosigner(BEN, key_of(PASSPHRASE[BEN])) as second:
            ann.enrol(cay, "plover", secret_of(NEW_PASSPHRASE), second)
    with opened(shared) as ann:
        assert ann.invited() == {cay}
    with pytest.raises(opener.RefusedError):
        opener.opened(shared, "plover", PASSPHRASE[ANN])
    assert opener.opened(shared, "plover", NEW_PASSPHRASE).cases == {}
    assert read_by_both(shared, BEN).set_aside == 0


def test_an_entry_that_two_members_signed_is_read_by_both(shared: Path) -> None:
    with opened(shared) as ann, ann.cosigner(BEN, key_of(PASSPHRASE[BEN])) as second:
        ann.append(CASE, [record("of Ann"), record("of Ben", by=BEN)], cosigner=second)
    for member in (ANN, BEN):
        case = read_by_both(shared, member).cases[CASE]
        assert [entry.member for entry in case.record] == [ANN, ANN, ANN, BEN]


def test_a_paper_is_read_by_who_holds_the_record(shared: Path) -> None:
    with opened(shared) as ann:
        ann.keep_paper(CASE, "form", b"%PDF" * 2000)
        ann.append(LATER, [record()])
        ann.keep_paper(LATER, "other", b"Ann's")
    papers = [list(case.papers.values()) for case in read(shared, ANN).cases.values()]
    assert papers == [[b"%PDF" * 2000], [b"Ann's"]]
    (case,) = read(shared, BEN).cases.values()
    assert list(case.papers.values()) == [b"%PDF" * 2000]


@pytest.fixture
def copy(shared: Path) -> Path:
    """A second copy of that vault, in which both members hold an office."""
    with opened(shared) as ann:
        ann.append(None, [], standing=OfficeChange(given=frozenset({BEN})))
    return Path(shutil.copytree(shared, shared.with_name("the other laptop.rjvault")))


def taken_in(folder: Path, other: Path) -> None:
    with opened(folder) as ann, ann.cosigner(BEN, key_of(PASSPHRASE[BEN])) as second:
        assert ann.take_in(other, second).entries


def test_copies_that_were_made_one_are_read_as_the_program_shows_them(
    shared: Path, copy: Path
) -> None:
    with opened(shared) as ann:
        ann.append(CASE, [record("here"), note("here")])
        ann.append(LATER, [record("begun here")], gives=Holders(record=BEN_ALONE))
    for words_ in ("there", "and there"):
        with opened(copy, BEN) as ben:
            ben.append(CASE, [record(words_, by=BEN), note(words_, by=BEN)])
    taken_in(shared, copy)
    with opened(copy, BEN) as ben:
        ben.append(CASE, [record("there again", by=BEN)])
    taken_in(shared, copy)
    with opened(shared) as ann:
        ann.append(CASE, [record("as one"), note("as one")])
    both = ["there", "and there", "here"]
    for member in (ANN, BEN):
        found = read_by_both(shared, member)
        assert (found.whole, found.set_aside) == (True, 0)
        record_ = words(found.cases[CASE].record)
        assert record_ == ["one", "three", *both, "there again", "as one"]
        assert words(found.cases[CASE].notes) == ["two", "four", *both, "as one"]
        assert words(found.cases[LATER].record) == ["begun here"]


def test_who_was_taken_off_in_one_copy_reads_no_more_of_both(shared: Path, copy: Path) -> None:
    with opened(shared) as ann:
        ann.append(CASE, [record("here")], takes=Holders(record=BEN_ALONE))
    with opened(copy, BEN) as ben:
        ben.append(CASE, [note("there", by=BEN)], takes=Holders(notes=frozenset({ANN})))
        ben.append(CASE, [record("unread", by=BEN)])
        ben.append(LATER, [record("begun there", by=BEN)], gives=Holders(record=frozenset({ANN})))
    taken_in(shared, copy)
    with opened(shared) as ann:
        ann.append(CASE, [record("after")])
    found = read_by_both(shared, ANN)
    assert found.whole
    assert found.set_aside == 1
    assert words(found.cases[CASE].record) == ["one", "three", "here", "after"]
    assert words(found.cases[CASE].notes) == []
    assert words(found.cases[LATER].record) == ["begun there"]
    assert words(read(shared, BEN).cases[CASE].notes) == ["two", "four", "there"]


def test_to_whom_nothing_was_given_no_case_is_shown(ann: Session, folder: Path) -> None:
    ann = with_ben(ann, folder)
    ann.append(CASE, [record("one"), note("two")])
    ann.close()
    found = read(folder, BEN)
    assert (found.cases, found.set_aside) == ({}, 0)


def test_a_wrong_passphrase_and_a_wrong_login_are_refused_alike(shared: Path) -> None:
    for login, passphrase in (("heron", PASSPHRASE[BEN]), ("heron", ""), ("wren", "")):
        with pytest.raises(opener.RefusedError):
            opener.opened(shared, login, passphrase)


def test_a_harmed_header_is_read_from_its_copy_and_two_harmed_ones_are_refused(
    shared: Path,
) -> None:
    before = read(shared, ANN)
    for name in ("header.json", "header.json.bak"):
        path = shared / name
        path.write_text(path.read_text("utf-8").replace("heron", "robin"), "utf-8")
        if name == "header.json":
            assert read(shared, ANN) == before
    with pytest.raises(opener.RefusedError):
        opener.opened(shared, "robin", PASSPHRASE[ANN])


def test_a_login_that_somebody_else_changed_is_refused(shared: Path) -> None:
    head = opener.header_of(shared)
    head["logins"][0]["generation"] += 1
    head["check"] = opener.hashed(opener.compact({**head, "check": ""}).encode()).hex()
    for name in ("header.json", "header.json.bak"):
        (shared / name).write_text(json.dumps(head, indent=2) + "\n", "utf-8")
    with pytest.raises(opener.RefusedError):
        read(shared, ANN)
    assert read(shared, BEN).cases


class Forger:
    """A member with their own passphrase, the key of the database and a programmer's skill."""

    def __init__(self, folder: Path, member: MemberId = BEN) -> None:
        head = opener.header_of(folder)
        login = next(each for each in head["logins"] if each["label"] == LOGIN[member])
        self.me = opener.Me(head, LOGIN[member], PASSPHRASE[member])
        master, _ = self.me._opened(head["vault"], login, PASSPHRASE[member])
        self.sign = Ed25519PrivateKey.from_private_bytes(opener.derived(master, "sign"))
        self.path, self.vault = folder / "vault-1.db", head["vault"]
        there = opener.Database(self.path, self.me.database, self.vault)
        self.rows, self.slots = there.rows, there.slots
        self.line = opener.Line(self.vault, there.rows["coalition"], {self.me.entry})
        self.keys, _ = opener.keys_given(self.line, there.slots, self.me)

    def does(self, statement: str, *values: object) -> None:
        database = connect(self.path, self.me.database)
        database.execute(statement, values)
        database.close()

    def writes(self, after: opener.Entry, tag: str, payload: dict, **other: str | None) -> None:
        """Put a row that they signed behind another, in their own name or that of ``key``."""
        stream = after.stream
        about, epoch = other.get("about", after.about), other.get("epoch", after.epoch)
        told = [stream, about, epoch, [after.id], after.depth + 1]
        under = other.get("under") or (None if stream == "coalition" else self.tip.id)
        said = [[other.get("key", self.me.key)], under, NOON, "2024-03-04", "", "", tag, 1]
        body = msgspec.msgpack.encode([*said, json.dumps(payload).encode(), None])
        signature = self.sign.sign(opener.listed("sign", self.vault, *told) + b"\0" + body)
        sealed = b"\1" + signature + body
        if epoch is not None:
            key = opener.derived(self.keys[stream][epoch], "entry")
            padded = (sealed + b"\x80").ljust(768, b"\0")
            context = opener.listed("entry", self.vault, *told)
            sealed = b"\1" + bytes(12) + AESGCMSIV(key).encrypt(bytes(12), padded, context)
        hashed = opener.hashed(sealed)
        name = opener.hashed(opener.listed("id", self.vault, *told), hashed)
        self.does(
            "INSERT INTO entries (id, stream, about, epoch, parents, depth, sealed_hash, sealed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            name,
            stream.encode() if stream == "coalition" else bytes.fromhex(stream),
            about and bytes.fromhex(about),
            epoch and bytes.fromhex(epoch),
            bytes.fromhex(after.id),
            after.depth + 1,
            hashed,
            sealed,
        )

    @property
    def tip(self) -> opener.Entry:
        return max(self.rows["coalition"], key=lambda row: row.depth)


ALL = "about, epoch, parents, depth, sealed_hash, sealed FROM entries"
FORGED = {
    f"INSERT INTO entries SELECT randomblob(32), stream, {ALL}",
    f"INSERT INTO entries SELECT randomblob(32), randomblob(16), {ALL} LIMIT 1",
    "INSERT INTO slots SELECT stream, randomblob(16), key, wrapped FROM slots",
    "INSERT INTO slots SELECT randomblob(16), epoch, key, zeroblob(81) FROM slots",
    "INSERT INTO blobs SELECT randomblob(16), stream, epoch, zeroblob(800) FROM entries LIMIT 9",
}
"""What a programmer adds to the tables, each time with something that looks right in it."""


@pytest.mark.parametrize("statement", sorted(FORGED))
def test_rows_that_nobody_signed_change_nothing_and_are_counted(
    shared: Path, statement: str
) -> None:
    before = read(shared, ANN)
    Forger(shared).does(statement)
    found = read_by_both(shared, ANN)
    assert found.cases == before.cases
    assert found.set_aside > before.set_aside == 0


def test_who_gives_themself_a_case_is_given_nothing(ann: Session, folder: Path) -> None:
    ann = with_ben(ann, folder)
    ann.append(CASE, [record("one"), note("two")])
    ann.close()
    before = read(folder, ANN).cases
    ben = Forger(folder)
    given = {"stream": RECORD_OF_CASE, "key": ben.me.key}
    ben.writes(ben.tip, "hold-given", given, about=RECORD_OF_CASE)
    ben.does(
        "INSERT INTO slots SELECT stream, epoch, ?, wrapped FROM slots", bytes.fromhex(ben.me.key)
    )
    assert read_by_both(folder, BEN).cases == {}
    assert read_by_both(folder, ANN).cases == before


def test_who_signs_in_the_name_of_another_is_not_believed(shared: Path) -> None:
    before = read(shared, ANN).cases
    ben = Forger(shared)
    (ann_key,) = (key for key, each in ben.line.keys.items() if each.member == ANN)
    cut = {"stream": RECORD_OF_CASE, "key": ann_key, "cut": []}
    ben.writes(ben.tip, "hold-taken", cut, about=RECORD_OF_CASE, key=ann_key)
    said = {"on": "2024-03-04", "word_of": "forged", "replaces": None, "undone": False}
    last = max(ben.rows[RECORD_OF_CASE], key=lambda row: row.depth)
    ben.writes(last, "recorded-by-mistake", said, key=ann_key)
    for member in (ANN, BEN):
        found = read_by_both(shared, member)
        assert found.cases == before
        assert found.set_aside == 2


def test_a_slot_that_is_put_back_after_a_taking_opens_nothing(shared: Path) -> None:
    ben = Forger(shared)
    with opened(shared) as ann:
        ann.append(CASE, [], takes=Holders(record=BEN_ALONE, notes=BEN_ALONE))
    ben.does("DELETE FROM slots WHERE key = ?", bytes.fromhex(ben.me.key))
    for key, stream, epoch, wrapped in ben.slots:
        if key.hex() == ben.me.key:
            insert = "INSERT INTO slots (key, stream, epoch, wrapped) VALUES (?, ?, ?, ?)"
            ben.does(insert, key, stream, epoch, wrapped)
    found = read_by_both(shared, BEN)
    assert (found.cases, found.set_aside) == ({}, 2)


def test_what_somebody_writes_beside_or_behind_the_others_once_it_was_taken_does_not_count(
    shared: Path,
) -> None:
    ben = Forger(shared)
    with opened(shared) as ann:
        ann.append(CASE, [record("last")], takes=Holders(record=BEN_ALONE, notes=BEN_ALONE))
        ann.append(CASE, [record("after"), note("too")])
    before = read(shared, ANN).cases
    forged = {"on": "2024-03-04", "word_of": "forged", "replaces": None, "undone": False}
    for stream in ben.keys:
        rows = opener.Database(ben.path, ben.me.database, ben.vault).rows[stream]
        for row in sorted(rows, key=lambda each: each.depth):
            tag = "recorded-by-mistake" if stream == RECORD_OF_CASE else "note-taken-back"
            ben.writes(row, tag, forged, epoch=ben.rows[stream][0].epoch)
    found = read_by_both(shared, ANN)
    assert found.cases == before
    assert found.set_aside == 7


def test_a_damaged_row_closes_nothing_but_itself(shared: Path) -> None:
    ben = Forger(shared)
    ben.does(
        "UPDATE entries SET sealed = zeroblob(80) WHERE depth = 1 AND epoch IS NOT NULL"
        " AND stream = about"
    )
    case = read(shared, ANN).cases[CASE]
    assert words(case.record) == ["three"]
    assert words(case.notes) == ["two", "four"]


def test_what_one_alone_signed_counts_once_a_second_countersigned_it(shared: Path) -> None:
    with opened(shared) as ann:
        ann.append(None, [], standing=OfficeChange(given=frozenset({BEN})))
    ben = Forger(shared)
    assert ben.line.standing == {ANN, BEN}
    ben.writes(ben.tip, "standing-given", {"member": "9c41-cay"})
    ben = Forger(shared)
    assert ben.line.standing == {ANN, BEN}
    second = {"entry": ben.tip.id, "confirmed": True}
    ben.writes(ben.tip, "countersigned", second)
    ann_ = Forger(shared, ANN)
    assert ann_.line.standing == {ANN, BEN}, "nobody is a second to themself"
    ann_.writes(ann_.tip, "countersigned", second)
    assert Forger(shared).line.standing == {ANN, BEN, "9c41-cay"}
    with seated(shared, BEN) as session:
        (found,) = session.check()
    assert "1 × entry of somebody who might not record it" in found


def test_what_is_missing_from_the_coalitions_line_is_told_and_the_rest_is_read(
    shared: Path,
) -> None:
    before, ben = read(shared, ANN), Forger(shared)
    ben.does("DELETE FROM entries WHERE stream = ? AND depth = 2", b"coalition")
    assert read(shared, ANN).cases == {}, "nobody who saw nothing before goes over a hole"
    found = opener.opened(shared, LOGIN[ANN], PASSPHRASE[ANN], tips={ben.tip.id})
    assert found.cases == before.cases
    assert (before.whole, found.whole) == (True, False)


def test_a_key_under_which_anybody_signs_anything_is_refused() -> None:
    neutral = b"\1" + bytes(31)
    anything = neutral + bytes(32)
    Ed25519PublicKey.from_public_bytes(neutral).verify(anything, b"which nobody signed")
    assert not opener.signed(neutral, anything, b"which nobody signed")
    spelled_otherwise = (2**255 - 18).to_bytes(32, "little")
    assert not opener.signed(spelled_otherwise, anything, b"which nobody signed")


def test_tables_that_are_not_of_the_format_are_refused(shared: Path) -> None:
    Forger(shared).does("CREATE VIEW v AS SELECT 1")
    with pytest.raises(opener.RefusedError):
        read(shared, ANN)


def test_whoever_starts_it_is_asked_for_the_passphrase_and_shown_what_is_kept(
    shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["opener", str(shared), LOGIN[BEN]])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: PASSPHRASE[BEN])
    opener.main()
    shown = capsys.readouterr().out
    assert [word in shown for word in ("one", "two", "three", "four")] == [True] * 4
    assert shown.endswith("set aside: 0\n")


def test_it_needs_nothing_of_the_program() -> None:
    tree = ast.parse(Path(opener.__file__).read_text("utf-8"))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(str(node.module).partition(".")[0])
        elif isinstance(node, ast.Import):
            imported |= {each.name.partition(".")[0] for each in node.names}
    assert imported - sys.stdlib_module_names == {"cryptography", "msgspec", "sqlcipher3"}
