"""What was rolled back, cut off or begun anew is told by what lies outside the vault."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rjdesk.desk.ports import DraftKey, OfficeChange
from rjdesk.process.kernel.event import MemberId, SignedEvent, Stream
from rjdesk.process.membership.events import FoundingCompleted
from rjdesk.vault.opening import open_vault
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import ReadingOnly
from tests.stretched import key_of, secret_of
from tests.vault.making import (
    ANN,
    BEN,
    BOTH,
    CASE,
    LOGIN,
    NEW_PASSPHRASE,
    PASSPHRASE,
    enrol,
    founded,
    noon,
    record,
)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@contextmanager
def sitting(
    folder: Path, state: Path, member: MemberId = ANN, words: str = ""
) -> Iterator[Session]:
    passphrase = words or PASSPHRASE[member]
    with open_vault(
        folder, LOGIN[member], key_of(passphrase), now=noon, state=state, own=secret_of(passphrase)
    ) as session:
        yield session


@pytest.fixture
def shared(folder: Path, state: Path) -> Path:
    """A vault in which both have sat at this computer, with a case that both hold."""
    with founded(folder) as ann:
        enrol(ann, BEN)
    with sitting(folder, state, BEN):
        pass
    with sitting(folder, state) as ann:
        ann.append(CASE, [record("one")], gives=BOTH)
    with sitting(folder, state, BEN) as ben:
        ben.append(CASE, [record("two", BEN)])
    return folder


def doubts(folder: Path, state: Path, member: MemberId) -> tuple[str, ...]:
    with sitting(folder, state, member) as session:
        found = session.doubts
        if found:
            before = list(session.entries(CASE, Stream.RECORD))
            for writes in (
                lambda: session.append(CASE, [record("more", member)]),
                lambda: session.save_draft(DraftKey(None, "x"), b"x"),
                lambda: session.keep_paper(None, "x", b"x"),
            ):
                with pytest.raises(ReadingOnly, match="Nothing was lost"):
                    writes()
            assert list(session.entries(CASE, Stream.RECORD)) == before
        return found


def test_what_is_as_it_was_left_is_not_doubted(shared: Path, state: Path) -> None:
    for member in (ANN, BEN, ANN, BEN):
        assert doubts(shared, state, member) == ()
    assert len(list(state.iterdir())) == 1


def put_back(shared: Path, state: Path, tmp_path: Path, work: Callable[[Session], object]) -> None:
    """Let Ann work, and put the vault back as it was before."""
    shutil.copytree(shared, tmp_path / "before")
    with sitting(shared, state) as ann:
        work(ann)
    shutil.rmtree(shared)
    shutil.copytree(tmp_path / "before", shared)


@pytest.mark.parametrize("member", [ANN, BEN])
def test_an_older_copy_is_told_to_everybody_who_sits_here(
    shared: Path, state: Path, tmp_path: Path, member: MemberId
) -> None:
    put_back(shared, state, tmp_path, lambda ann: ann.append(CASE, [record()], takes=BOTH))
    who = "you saw" if member == ANN else "another member saw"
    assert any(f"that {who} on this computer" in said for said in doubts(shared, state, member))


def test_an_older_copy_of_entries_alone_is_told_to_who_wrote_them(
    shared: Path, state: Path, tmp_path: Path
) -> None:
    put_back(shared, state, tmp_path, lambda ann: ann.append(CASE, [record("lost")]))
    assert "What you had read is older than it was when you left." in doubts(shared, state, ANN)


def test_a_passphrase_that_was_put_back_is_told(shared: Path, state: Path, tmp_path: Path) -> None:
    header = (shared / "header.json").read_bytes()
    with sitting(shared, state) as ann:
        key = ann.unlocking(ANN).derive(PASSPHRASE[ANN])
        ann.change_passphrase(key, secret_of(NEW_PASSPHRASE))
    for name in ("header.json", "header.json.bak"):
        (shared / name).write_bytes(header)
    for member in (ANN, BEN):
        assert any("stands as it was before" in said for said in doubts(shared, state, member))


def test_what_the_vault_itself_wrote_at_the_end_is_news_to_nobody(
    folder: Path, state: Path
) -> None:
    """A first session makes keys, a leaver has the database sealed anew: all was left in order."""
    with founded(folder):
        pass
    with sitting(folder, state) as ann:
        ann.append(CASE, [record("one")])
        enrol(ann, BEN)
    with sitting(folder, state, BEN) as ben:
        assert (ben.doubts, ben.notices) == ((), ())
    with sitting(folder, state) as ann:
        ann.append(CASE, [record("one")], gives=BOTH)
        ann.append(None, [], standing=OfficeChange(left=frozenset({BEN})))
        ann.resealing()(lambda _done: True)
    with sitting(folder, state) as ann:
        assert (ann.doubts, ann.notices) == ((), ())


def test_an_anchor_that_is_gone_where_it_once_was_is_told(shared: Path, state: Path) -> None:
    shutil.rmtree(state)
    (said,) = doubts(shared, state, ANN)
    assert "did not use this vault on this computer before" in said


def test_a_line_of_the_anchor_that_was_changed_is_told(shared: Path, state: Path) -> None:
    (file,) = state.iterdir()
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line.replace(b'"n":', b'"n":1') for line in lines))
    for member in (ANN, BEN):
        assert any("was changed" in said for said in doubts(shared, state, member))


@pytest.mark.parametrize(
    "noise", [b"", b"garbage\n", b"\xff\xfe\n", b"{}\n", b"[" * 100_000 + b"\n"]
)
def test_noise_in_the_anchor_ends_nothing(shared: Path, state: Path, noise: bytes) -> None:
    (file,) = state.iterdir()
    file.write_bytes(noise + file.read_bytes())
    assert doubts(shared, state, ANN) == ()


def test_a_state_folder_that_cannot_be_written_costs_the_anchor_alone(
    folder: Path, tmp_path: Path
) -> None:
    founded(folder).close()
    state = tmp_path / "state"
    state.write_text("a file stands where the folder would")
    with sitting(folder, state) as ann:
        assert ann.doubts == ()
        ann.append(CASE, [record("kept")])
    with sitting(folder, state) as ann:
        assert ann.doubts == ()


def test_without_a_state_folder_nothing_is_noted_and_nothing_missed(folder: Path) -> None:
    with founded(folder) as ann:
        ann.append(CASE, [record("one")])
    with open_vault(folder, LOGIN[ANN], key_of(PASSPHRASE[ANN]), now=noon) as ann:
        assert ann.doubts == ()


def test_a_moment_years_ahead_is_asked_about_until_something_is_recorded_after_it(
    folder: Path,
) -> None:
    """Somebody's clock was wrong once, and the entry is the coalition's last."""
    ahead = datetime(2099, 1, 1, tzinfo=UTC)
    with founded(folder) as ann:
        ann.append(CASE, [record("one")])
    key, own = key_of(PASSPHRASE[ANN]), secret_of(PASSPHRASE[ANN])
    with open_vault(folder, LOGIN[ANN], key, now=lambda: ahead, own=own) as ann:
        ann.append(None, [SignedEvent(FoundingCompleted(on=ahead.date()), ANN)])
        assert ann.last_recorded == ahead
    for _ in range(2):
        with open_vault(folder, LOGIN[ANN], key, now=noon, own=own) as ann:
            assert ann.last_recorded == ahead
    with open_vault(folder, LOGIN[ANN], key, now=noon, own=own) as ann:
        ann.append(CASE, [record("two")])
        assert ann.last_recorded == noon()
    with open_vault(folder, LOGIN[ANN], key, now=noon, own=own) as ann:
        assert ann.last_recorded == noon()
