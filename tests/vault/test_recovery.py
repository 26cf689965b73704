"""The recovery code in a real vault: typed back, used once, and everything held is held again."""

import errno
from contextlib import suppress
from pathlib import Path

import pytest

from rjdesk.desk.ports import DraftKey, Trouble
from rjdesk.process.kernel.event import MemberId, Stream
from rjdesk.rehearsal import two_parties as s1
from rjdesk.vault import header
from rjdesk.vault.header import read_header
from rjdesk.vault.opening import derive, open_vault, recover
from rjdesk.vault.recovery import SIGNS, fresh_code, read_code, spelled_code
from rjdesk.vault.restoring import find
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import NoKeysAnyMore, WrongCode, WrongPassphrase
from tests.scenarios.world import PASSPHRASE, World
from tests.stretched import secret_of

PRIYA = MemberId("priya")
CASE = s1.CASE
ANEW = "eight patient lanterns over the harbour"


def with_code(world: World, member: str = "priya") -> str:
    code = fresh_code()
    journal = world.journal(member)
    assert isinstance(journal, Session)
    assert not journal.has_code
    journal.set_code(code)
    assert journal.has_code
    world.leave()
    return code


def recovered(world: World, code: str, member: str = "priya", own: str = ANEW) -> Session:
    assert world.folder is not None
    return recover(world.folder, member, code, secret_of(own), now=world.clock)


def test_a_code_is_read_however_it_is_spaced() -> None:
    code = fresh_code()
    bare = code.replace("-", "")
    for typed in (code, bare, bare.lower(), " ".join(bare), code.replace("0", "O")):
        assert spelled_code(read_code(typed)) == code


def test_a_slip_of_the_pen_is_told_before_anything_is_tried() -> None:
    code = fresh_code()
    told = 0
    bare = code.replace("-", "")
    for at, sign in enumerate(bare):
        for other in SIGNS:
            if other != sign:
                try:
                    read_code(bare[:at] + other + bare[at + 1 :])
                except WrongCode:
                    told += 1
    assert told > 0.99 * len(bare) * (len(SIGNS) - 1)
    for typed in ("", bare[:-1], f"{bare}0", "U" * 28, "é" * 28):
        with pytest.raises(WrongCode, match="Nothing was changed"):
            read_code(typed)


def test_who_lost_their_passphrase_reads_and_writes_as_before(world: World) -> None:
    world.journal("priya").save_draft(DraftKey(CASE, "follow-up"), b"half typed")
    record = world.journal("priya").entries(CASE, Stream.RECORD)
    notes = world.journal("priya").entries(CASE, Stream.NOTES)
    code = with_code(world)
    with recovered(world, code) as session:
        assert session.member == PRIYA
        assert session.entries(CASE, Stream.RECORD) == record
        assert session.entries(CASE, Stream.NOTES) == notes
        assert session.draft(DraftKey(CASE, "follow-up")) == b"half typed"
        assert not session.has_code, "a code opens once"
        session.append(CASE, ())
        assert session.check() == []
    assert world.folder is not None
    key = derive(world.folder, "priya", ANEW)
    with open_vault(world.folder, "priya", key, now=world.clock) as session:
        assert session.entries(CASE, Stream.NOTES) == notes
        assert not session.doubts
    for other in ("imani", "mateo"):
        journal = world.journal(other)
        assert isinstance(journal, Session)
        assert journal.entries(CASE, Stream.RECORD) == record
        assert not journal.doubts
        assert journal.check() == []


def test_a_used_code_and_the_lost_passphrase_open_nothing_any_more(world: World) -> None:
    code = with_code(world)
    recovered(world, code).close()
    with pytest.raises(WrongCode, match="once"):
        recovered(world, code)
    assert world.folder is not None
    with pytest.raises(WrongPassphrase):
        derive(world.folder, "priya", PASSPHRASE.format("priya"))


def test_a_newer_code_takes_the_place_of_an_older(world: World) -> None:
    older = with_code(world)
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    newer = fresh_code()
    journal.set_code(newer)
    world.leave()
    with pytest.raises(WrongCode):
        recovered(world, older)
    recovered(world, newer).close()


def test_a_code_of_another_opens_nothing(world: World) -> None:
    code = with_code(world, "mateo")
    for member in ("priya", "imani"):
        with pytest.raises(WrongCode):
            recovered(world, code, member)
    with pytest.raises(Trouble):
        recovered(world, code, "nobody")


def test_another_passphrase_leaves_the_code_as_it_is(world: World) -> None:
    code = with_code(world)
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    old = journal.unlocking(PRIYA).derive(PASSPHRASE.format("priya"))
    journal.change_passphrase(old, secret_of("four careful bridges under snow"))
    assert journal.has_code
    world.leave()
    recovered(world, code).close()


def test_the_header_says_that_there_is_a_code_and_not_which(world: World) -> None:
    code = with_code(world)
    assert world.folder is not None
    header = read_header(world.folder)
    (login,) = header.labelled("priya")
    assert login.code is not None
    assert code.replace("-", "") not in str(login)


def test_a_code_is_good_on_another_computer_and_after_a_backup_was_put_back(
    world: World, tmp_path: Path
) -> None:
    assert world.folder is not None
    code = with_code(world)
    stick = tmp_path / "stick"
    stick.mkdir()
    journal = world.journal("priya")
    assert isinstance(journal, Session)
    made = journal.backup_source().write(stick)
    world.leave()
    here = recover(
        world.folder, "priya", code, secret_of(ANEW), now=world.clock, state=tmp_path / "bare"
    )
    assert here.entries(CASE, Stream.RECORD)
    here.close()
    sealed = find(stick / made.file)
    opened = sealed.derive("priya", code.lower())
    place = sealed.prepare("priya", opened, tmp_path / "again.rjvault", lambda _done: True).finish()
    with recover(place, "priya", code, secret_of(ANEW), now=world.clock) as session:
        assert session.entries(CASE, Stream.RECORD)
        assert any("put back from a backup" in doubt for doubt in session.doubts)


class CutError(BaseException):
    """The power goes."""


@pytest.mark.parametrize(
    "fault", [CutError(), OSError(errno.ENOSPC, "no room")], ids=["cut", "full"]
)
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_wherever_it_is_cut_short_and_however_often_everybody_opens_the_vault(
    world: World, monkeypatch: pytest.MonkeyPatch, at: int, fault: BaseException
) -> None:
    assert world.folder is not None
    folder, write = world.folder, header.write_in_one_step

    def cut_short(code: str, own: str) -> None:
        left = iter(range(at - 1))

        def writes(path: Path, content: bytes) -> None:
            if next(left, None) is None:
                raise fault
            write(path, content)

        with monkeypatch.context() as patched, suppress(CutError, Trouble):
            patched.setattr(header, "write_in_one_step", writes)
            recovered(world, code, own=own).close()

    def opened_with(passphrase: str) -> Session:
        key = derive(folder, "priya", passphrase)
        return open_vault(folder, "priya", key, now=world.clock)

    code, own = with_code(world), ANEW
    for _ in range(3):
        for _ in range(3):
            with suppress(WrongCode):  # it was used, all the same
                cut_short(code, own)
            assert len(read_header(folder).labelled("priya")) <= 2
        try:
            session = opened_with(own)
        except (NoKeysAnyMore, WrongPassphrase):
            assert at < 3, "the line knows the new keys"
            session = recovered(world, code, own=own)
        with session:
            assert session.entries(CASE, Stream.NOTES)
            assert not session.doubts
            code, own = fresh_code(), f"{own} again"
            session.set_code(code)
        assert len(read_header(folder).labelled("priya")) == 1
    imani = world.journal("imani")
    assert isinstance(imani, Session)
    assert imani.check() == []
