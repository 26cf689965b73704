"""The copy of the anchor in the keyring: what counts, what fits, and what is asked of whom."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend

from rjdesk.process.authority import KeyId
from rjdesk.process.kernel.event import EntryId
from rjdesk.services import EncryptedVaults, services
from rjdesk.vault.anchor import Anchor, Anchors
from rjdesk.vault.arrival import FILE_BEHIND
from rjdesk.vault.header import read_header
from rjdesk.vault.keyring import MOST_ENTRY_BYTES, SERVICE, Keyring
from rjdesk.vault.opening import open_vault
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import WrongPassphrase
from tests.stretched import key_of
from tests.vault.making import ANN, CASE, LOGIN, PASSPHRASE, founded, noon, record
from tests.vault.stores import (
    Chain,
    Failing,
    Forgetful,
    Hanging,
    OpensABox,
    Roaming,
    Store,
    installed,
)

VAULT = "5f" * 32
NAME = VAULT[:32]
ENTRY = (SERVICE, NAME)
PATIENT, HASTY = 60.0, 0.2


def line(who: str, n: int, **said: str) -> Anchor:
    return Anchor(
        key=KeyId(who), n=n, tip=EntryId("t"), epoch=1, generation=1, tips=said.get("tips", "")
    )


def text(*lines: Anchor) -> str:
    anchor_lines = [f'{{"key":"{each.key}","n":{each.n},"tip":"t","epoch":1,"generation":1,'
                    f'"tips":"{each.tips}","signature":""}}\n' for each in lines]  # fmt: skip
    return "".join(anchor_lines)


@pytest.fixture
def store() -> Iterator[Store]:
    """A password store in which nothing lies."""
    store = Store()
    with installed(store):
        yield store


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def sitting(folder: Path, state: Path, keyring: Keyring | None = None) -> Session:
    """Let Ann sit down."""
    return open_vault(
        folder,
        LOGIN[ANN],
        key_of(PASSPHRASE[ANN]),
        now=noon,
        state=state,
        keyring=keyring or Keyring(PATIENT),
    )


def put_in_file(state: Path, *lines: Anchor) -> None:
    state.mkdir()
    (state / f"{NAME}.anchor").write_text(text(*lines), encoding="utf-8")


def known(state: Path, store: Store, file: list[Anchor], copy: list[Anchor]) -> list[Anchor]:
    """Return what is known where these lines stand in file and store."""
    put_in_file(state, *file)
    store.held[ENTRY] = text(*copy)
    lines = Anchors(state, VAULT, Keyring(PATIENT)).read()
    assert list(lines) == [each.key for each in lines.values()]
    return list(lines.values())


@pytest.mark.parametrize(
    ("file", "copy", "both"),
    [
        ("a1 b2", "a1 b2", "a1 b2"),
        ("a1 b2", "", "a1 b2"),
        ("", "a1 b2", "a1 b2"),
        ("b2 a3", "a1 b2", "b2 a3"),
        ("a1 b2", "b2 a3", "b2 a3"),
        ("a1 b2 c1", "a3 b2", "a3 b2 c1"),
        ("a3", "c1 a4 b2", "c1 a4 b2"),
        ("a3", "c1 b2 a3", "c1 b2 a3"),
        ("b2", "b1 a1", "b2 a1"),
    ],
)
def test_the_newer_line_of_each_key_counts_and_the_newest_stands_last(
    state: Path, store: Store, file: str, copy: str, both: str
) -> None:
    def lines(said: str) -> list[Anchor]:
        return [line(each[0], int(each[1])) for each in said.split()]

    assert known(state, store, lines(file), lines(copy)) == lines(both)


def test_of_two_lines_with_one_number_the_one_in_the_file_counts(state: Path, store: Store) -> None:
    file, copy = [line("a", 1, tips="file")], [line("a", 1, tips="copy")]
    assert known(state, store, file, copy) == file


def test_noise_in_the_entry_ends_nothing(state: Path, store: Store) -> None:
    put_in_file(state, line("a", 1))
    store.held[ENTRY] = "garbage\n\ud800\n{}\n" + "[" * 100_000 + "\n" + text(line("b", 2))
    lines = Anchors(state, VAULT, Keyring(PATIENT)).read()
    assert list(lines) == ["a", "b"]


def test_file_and_entry_have_the_same_lines_and_both_are_cleared(state: Path, store: Store) -> None:
    outside = Keyring(PATIENT)
    anchors = Anchors(state, VAULT, outside)
    for each in (line("a", 1), line("b", 1), line("a", 2)):
        assert anchors.write(each)
    anchors.leave()
    (file,) = state.iterdir()
    assert store.held == {ENTRY: text(line("b", 1), line("a", 2))}
    assert file.read_text(encoding="utf-8") == store.held[ENTRY]
    anchors.clear()
    anchors.leave()
    assert (store.held, list(state.iterdir()), anchors.read()) == ({}, [], {})


def test_what_cannot_be_noted_in_the_file_is_not_noted_in_the_keyring_alone(
    state: Path, store: Store
) -> None:
    state.write_text("a file stands where the folder would", encoding="utf-8")
    for place in (state, None):
        outside = Keyring(PATIENT)
        anchors = Anchors(place, VAULT, outside)
        assert not anchors.write(line("a", 1))
        anchors.mend()
        outside.leave()
        assert store.held == {}


def test_who_keeps_no_file_is_told_nothing_by_the_keyring(store: Store) -> None:
    store.held[ENTRY] = text(line("a", 1))
    assert Anchors(None, VAULT, Keyring(PATIENT)).read() == {}
    assert store.asked == []


def test_as_many_of_the_newest_lines_are_held_as_fit_where_least_fits(
    state: Path, store: Store
) -> None:
    anchors = Anchors(state, VAULT, Keyring(PATIENT))
    written = [line(who, 1, tips="0" * 300) for who in "abcdef"]
    for each in written:
        anchors.write(each)
    anchors.leave()
    held = store.held[ENTRY]
    assert held == text(*written[-3:])
    assert len(held.encode("utf-16-le")) <= MOST_ENTRY_BYTES
    assert len(text(*written[-4:]).encode("utf-16-le")) > MOST_ENTRY_BYTES
    assert list(Anchors(state, VAULT, Keyring(PATIENT)).read()) == list("abcdef")


def test_an_entry_may_be_as_full_as_it_can_be(store: Store) -> None:
    outside = Keyring(PATIENT)
    most = MOST_ENTRY_BYTES // 2 - 1  # a letter has two bytes there, and the line one more letter
    for length, held in ((most, {ENTRY: "x" * most + "\n"}), (most + 1, {})):
        store.held.clear()
        outside.write(VAULT, ["x" * length])
        outside.leave()
        assert store.held == held


def test_what_is_not_kept_as_it_was_written_is_taken_away_and_not_tried_again() -> None:
    with installed(Forgetful()) as store:
        assert isinstance(store, Forgetful)
        outside = Keyring(PATIENT)
        outside.write(VAULT, ["x" * 200])
        outside.leave()
        assert (store.held, store.asked) == ({}, ["set", "get", "delete"])
        outside.write(VAULT, ["short"])
        outside.leave()
        assert outside.read(VAULT) == ""
        assert store.asked == ["set", "get", "delete"]


def test_a_file_that_could_not_be_written_is_not_missed_when_the_keyring_is_locked(
    folder: Path, state: Path, store: Store
) -> None:
    founded(folder).close()
    with sitting(folder, state) as ann:
        ann.append(CASE, [record("one")])
    shutil.rmtree(state)
    state.write_text("a file stands where the folder would", encoding="utf-8")
    with sitting(folder, state) as ann:
        assert (ann.doubts, ann.notices) == ((), (FILE_BEHIND,))
        ann.append(CASE, [record("two")])
    with installed(Failing()), sitting(folder, state) as ann:
        assert (ann.doubts, ann.notices) == ((), ())


@pytest.mark.parametrize(
    "store", [Failing(), keyring.backends.null.Keyring(), keyring.backends.fail.Keyring()]
)
def test_a_store_that_fails_or_keeps_nothing_costs_nothing(
    folder: Path, state: Path, store: KeyringBackend
) -> None:
    founded(folder).close()
    outside = Keyring(PATIENT)
    with installed(store):
        for word in ("one", "two", ""):
            with sitting(folder, state, outside) as ann:
                assert (ann.doubts, ann.notices) == ((), ())
                if word:
                    ann.append(CASE, [record(word)])


@pytest.mark.parametrize(("at", "asked"), [("get", ["get"]), ("set", ["get", "set"])])
def test_a_store_that_hangs_is_not_asked_again_and_keeps_nobody_out(
    folder: Path, state: Path, at: str, asked: list[str]
) -> None:
    founded(folder).close()
    outside = Keyring(HASTY)
    hanging = Hanging(at)
    with installed(hanging):
        for word in ("one", "two", "three"):
            with sitting(folder, state, outside) as ann:
                assert (ann.doubts, ann.notices) == ((), ())
                ann.append(CASE, [record(word)])
        assert hanging.asked == asked
        hanging.let_go.set()


def test_what_waited_behind_a_store_that_hung_is_not_done_when_it_wakes_up() -> None:
    outside = Keyring(HASTY)
    hanging = Hanging("set")
    with installed(hanging):
        outside.write(VAULT, ["one"])
        outside.write(VAULT, ["two"])
        behind = outside._last
        outside.leave()
        hanging.let_go.set()
        assert behind is not None
        assert behind.result(PATIENT) == ""
        assert hanging.asked == ["set", "get"]
        assert hanging.held == {ENTRY: "one\n"}


def test_the_window_waits_for_nothing_that_was_waited_for_in_vain(
    folder: Path, state: Path
) -> None:
    founded(folder).close()
    outside = Keyring(HASTY)
    vaults = EncryptedVaults(noon, state=state, keyring=outside)
    hanging = Hanging("get")
    with installed(hanging):
        key = vaults.derive(folder, LOGIN[ANN], PASSPHRASE[ANN])
        outside._wait = cast("float", "whoever waits now fails")
        session = vaults.open(folder, LOGIN[ANN], key)
        session.append(CASE, [record("one")])
        session.close()
        assert hanging.asked == ["get"]
        hanging.let_go.set()


def test_a_store_that_would_open_a_box_is_left_alone(store: Store) -> None:
    boxed, chain = OpensABox(), Chain()
    with installed(boxed):
        Keyring(PATIENT).read(VAULT)
    chain.backends = (boxed, store)
    with installed(chain):
        outside = Keyring(PATIENT)
        outside.write(VAULT, ["one"])
        outside.leave()
    assert (boxed.asked, store.held) == ([], {ENTRY: "one\n"})


def test_the_store_is_asked_while_the_key_is_derived_and_never_by_the_window(
    folder: Path, state: Path, store: Store
) -> None:
    founded(folder).close()
    outside = Keyring(PATIENT)
    vaults = EncryptedVaults(noon, state=state, keyring=outside)
    with pytest.raises(WrongPassphrase):
        vaults.derive(folder, LOGIN[ANN], "not these words")
    outside.leave()
    assert store.asked == ["get"], "it was asked before the key was derived"
    key = vaults.derive(folder, LOGIN[ANN], PASSPHRASE[ANN])
    assert store.asked == ["get", "get"]
    session = vaults.open(folder, LOGIN[ANN], key)
    assert store.asked == ["get", "get"]
    session.append(CASE, [record("one")])
    session.close()
    assert store.asked[2:] == ["set", "get"] * 2, "the case was begun, and the session left"
    assert read_header(folder).vault[:32] in {name for _, name in store.held}
    assert threading.get_ident() not in store.threads
    assert len(store.threads) == 1


def test_what_was_asked_before_something_was_written_is_asked_anew(store: Store) -> None:
    outside = Keyring(PATIENT)
    outside.ask(VAULT)
    outside.hear(VAULT)
    outside.write(VAULT, ["new"])
    assert outside.read(VAULT) == "new\n"
    outside.ask(VAULT)
    outside.hear(VAULT)
    outside.clear(VAULT)
    assert outside.read(VAULT) == ""


def test_the_next_try_of_a_passphrase_asks_anew(store: Store) -> None:
    outside = Keyring(PATIENT)
    outside.ask(VAULT)
    outside.hear(VAULT)
    store.held[ENTRY] = "newer"
    outside.ask(VAULT)
    assert outside.read(VAULT) == "newer"


def test_an_entry_is_not_carried_to_another_computer() -> None:
    with installed(Roaming()) as store:
        assert isinstance(store, Roaming)
        Keyring(PATIENT).read(VAULT)
        assert store.persist == "local machine"


def test_nobody_touches_a_keyring_who_was_handed_none() -> None:
    vaults = services().vaults
    assert isinstance(vaults, EncryptedVaults)
    assert vaults.keyring is None
