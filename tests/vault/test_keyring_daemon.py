"""What was rolled back is told by the password store too: a real keyring daemon, on a real bus."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import secretstorage
from keyring.backends import SecretService

from rjdesk.desk.ports import Holders
from rjdesk.process.kernel.event import MemberId, Stream
from rjdesk.vault.arrival import FILE_BEHIND, NOT_HERE_BEFORE
from rjdesk.vault.header import read_header
from rjdesk.vault.keyring import SERVICE, Keyring
from tests.vault.desktops import Desktop, Mute, Told, heard_on, lacking
from tests.vault.making import (
    ANN,
    BEN,
    BOTH,
    CASE,
    LOGIN,
    PASSPHRASE,
    enrol,
    founded,
    opened,
    record,
)
from tests.vault.stores import installed

LACKING = lacking()
if LACKING:
    sentence = f"no real keyring is tried: Debian's {', '.join(LACKING)} are not installed"
    print(f"\n*** {sentence} (./dev test --yes installs them) ***", file=sys.stderr)

VAULT = "5f" * 32
OLDER = "What you had read is older than it was when you left."


@pytest.fixture
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A bus on which nobody keeps secrets yet."""
    if LACKING:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"missing: {', '.join(LACKING)}")
    with ExitStack() as running:
        # The address of a socket has some hundred letters, and the name of a test has many.
        yield Desktop(running, tmp_path_factory.mktemp("bus"))


class House:
    """A vault of two, at a desktop, with what is noted beside it."""

    def __init__(self, desktop: Desktop, of_two: Path, top: Path) -> None:
        self.desktop, self.top = desktop, top
        self.folder, self.state = top / "reed.rjvault", top / "state" / "rjdesk"
        shutil.copytree(of_two, self.folder)
        told = desktop.sits(self.folder, self.state, (BEN, "two"), (ANN, "three"))
        assert told == [([], [])] * 2

    @property
    def file(self) -> Path:
        (file,) = self.state.iterdir()
        return file

    def sits(self, member: MemberId = ANN, word: str = "", *, wait: float = 60) -> Told:
        (told,) = self.desktop.sits(self.folder, self.state, (member, word), wait=wait)
        return told

    def checks(self) -> subprocess.CompletedProcess[str]:
        """Let Ann examine the vault on the command line."""
        return subprocess.run(
            [sys.executable, "-m", "rjdesk", "check", self.folder, "--login", LOGIN[ANN]],
            env=self.desktop.environment | {"XDG_STATE_HOME": str(self.state.parent)},
            input=f"{PASSPHRASE[ANN]}\n",
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def keeps_aside(self) -> None:
        """Copy the vault and what is noted beside it, as whoever has the files can."""
        shutil.copytree(self.folder, self.top / "aside" / "vault")
        shutil.copytree(self.state, self.top / "aside" / "state")

    def puts_back(self, *, state: bool) -> None:
        """Put the vault back as it was, and what is noted beside it too or not at all."""
        for place, was in ((self.folder, "vault"), (self.state, "state")):
            shutil.rmtree(place)
            if was == "vault" or state:
                shutil.copytree(self.top / "aside" / was, place)

    def noted(self) -> list[str]:
        """Return what the file and the entry of the store have, where they have the same."""
        ((_, entry),) = self.desktop.entries().values()
        assert entry == self.file.read_text(encoding="utf-8")
        return [json.loads(line)["key"] for line in entry.splitlines()]


@pytest.fixture(scope="module")
def of_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of two who have never sat at this computer, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "reed.rjvault"
    with founded(folder) as ann:
        enrol(ann, BEN)
    with opened(folder, BEN):
        pass
    with opened(folder) as ann:
        ann.append(CASE, [record("one")], gives=BOTH)
    return folder


@pytest.fixture
def bare(desktop: Desktop, of_two: Path, tmp_path: Path) -> House:
    """A house at a desktop without a keyring; both sat here once."""
    return House(desktop, of_two, tmp_path)


@pytest.fixture
def house(desktop: Desktop, of_two: Path, tmp_path: Path) -> House:
    """A house at a desktop whose keyring is open; both sat here once."""
    desktop.logs_in()
    return House(desktop, of_two, tmp_path)


def test_the_entry_has_the_lines_of_the_file_and_no_name_of_anybody(house: House) -> None:
    assert len(house.noted()) == 2
    ((label, (attributes, entry)),) = house.desktop.entries().items()
    vault = read_header(house.folder).vault
    assert (attributes["service"], attributes["username"]) == (SERVICE, vault[:32])
    assert house.file.name == f"{vault[:32]}.anchor"
    everything = f"{label} {attributes} {entry}".lower()
    assert [who for who in (*LOGIN.values(), "ann", "ben") if who in everything] == []


def test_what_is_as_it_was_left_is_not_doubted(house: House) -> None:
    for member, word in ((ANN, ""), (BEN, "more"), (ANN, "more"), (BEN, "")):
        assert house.sits(member, word) == ([], [])


@pytest.mark.parametrize("state", [False, True])
def test_an_older_vault_is_told_where_the_file_was_deleted_or_put_back_too(
    house: House, *, state: bool
) -> None:
    house.keeps_aside()
    house.sits(ANN, "lost")
    house.puts_back(state=state)
    told = house.sits(ANN)
    assert told == ([OLDER], [FILE_BEHIND, *told.notices[1:]])
    assert "when you last locked it on this computer" in told.notices[1]


def test_the_keyring_tells_others_what_was_cut_off_the_coalition(house: House) -> None:
    house.keeps_aside()
    with opened(house.folder) as ann:
        ann.append(CASE, [], takes=Holders(record=frozenset({BEN})))
    house.sits(ANN, "lost")
    house.puts_back(state=False)
    said = house.sits(BEN).doubts
    assert any("that another member saw on this computer" in each for each in said), said


@pytest.mark.parametrize("member", [ANN, BEN])
def test_a_file_that_alone_was_deleted_is_told_once_and_written_anew(
    house: House, member: MemberId
) -> None:
    before = house.noted()
    house.file.unlink()
    assert house.sits(member) == ([], [FILE_BEHIND])
    assert house.noted() == before
    assert house.sits(member) == ([], [])


def test_a_file_that_alone_was_put_back_is_told_once_and_written_anew(house: House) -> None:
    house.keeps_aside()
    house.sits(BEN, "more")
    newest = house.noted()
    shutil.copytree(house.top / "aside" / "state", house.state, dirs_exist_ok=True)
    assert house.sits(ANN) == ([], [FILE_BEHIND])
    assert house.noted() == newest
    assert house.sits(ANN) == ([], [])


def test_a_keyring_that_was_wiped_says_nothing_and_is_written_anew(house: House) -> None:
    before = house.noted()
    house.desktop.wipes()
    assert house.sits(ANN) == ([], [])
    assert house.noted() == before


def test_a_locked_keyring_says_nothing_and_nobody_is_asked_to_open_it(house: House) -> None:
    house.desktop.locks()
    with heard_on(house.desktop) as heard:
        assert house.sits(ANN, "more") == ([], [])
        assert house.sits(BEN) == ([], [])
    assert heard == []


def test_an_entry_that_alone_is_locked_is_no_entry_and_nobody_is_asked_to_open_it(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some ask before they hand out an entry, though their store is open."""
    desktop.logs_in()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.address)
    outside = Keyring(60)
    with installed(SecretService.Keyring()):
        outside.write(VAULT, ["one"])
        assert outside.read(VAULT) == "one\n"
        monkeypatch.setattr(secretstorage.Item, "is_locked", lambda _item: True)
        with heard_on(desktop) as heard:
            assert outside.read(VAULT) == ""
    assert heard == ["SearchItems"]


def test_who_deletes_the_file_of_a_locked_keyring_is_told_of_as_without_one(house: House) -> None:
    house.desktop.locks()
    house.file.unlink()
    assert house.sits(ANN).doubts == [NOT_HERE_BEFORE]


def test_a_keyring_without_a_store_says_nothing_and_nobody_is_asked_to_make_one(
    bare: House,
) -> None:
    bare.desktop.comes_without_a_store()
    with heard_on(bare.desktop) as heard:
        assert bare.sits(ANN, "more") == ([], [])
        assert bare.sits(BEN) == ([], [])
    assert heard == []


def test_where_nobody_keeps_secrets_nothing_is_said(bare: House) -> None:
    assert bare.sits(ANN, "more") == ([], [])
    bare.file.unlink()
    assert bare.sits(BEN).doubts == [NOT_HERE_BEFORE]


def test_a_keyring_that_comes_later_is_given_what_the_file_has(bare: House) -> None:
    bare.desktop.logs_in()
    assert bare.sits(ANN) == ([], [])
    assert len(bare.noted()) == 2


def test_who_keeps_secrets_and_never_answers_is_asked_once_and_keeps_nobody_out(
    bare: House,
) -> None:
    with bare.desktop.wire() as wire:
        mute = Mute(wire)
        sittings = ((ANN, "more"), (BEN, "more"), (ANN, ""))
        told = bare.desktop.sits(bare.folder, bare.state, *sittings, wait=0.2)
        assert told == [([], [])] * 3
        assert len(mute.asked()) == 1
    with opened(bare.folder) as ann:
        assert len(ann.entries(CASE, Stream.RECORD)) == 5


def test_the_command_line_asks_the_keyring_as_the_windows_do(house: House) -> None:
    assert house.checks().returncode == 0
    house.keeps_aside()
    house.sits(ANN, "lost")
    house.puts_back(state=False)
    told = house.checks()
    assert told.returncode == 1
    assert OLDER in told.stdout
