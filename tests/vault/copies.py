"""Copies of one vault, what members do in each, and two who take one into another."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from rjdesk.desk.ports import Holders, OfficeChange
from rjdesk.process.kernel.event import Entry, MemberId, Stream
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import NoKeysAnyMore, UnknownLogin, WrongPassphrase
from tests.stretched import key_of
from tests.vault.making import ANN, BEN, CASE, CAY, PASSPHRASE, opened

EVERY = (ANN, BEN, CAY)
RECORD, NOTES = Stream.RECORD, Stream.NOTES


def of(*, record: Sequence[MemberId] = (), notes: Sequence[MemberId] = ()) -> Holders:
    return Holders(record=frozenset(record), notes=frozenset(notes))


def copied(folder: Path, name: str) -> Path:
    other = folder.with_name(f"{name}.rjvault")
    shutil.copytree(folder, other)
    return other


def here(folder: Path, member: MemberId, act: Callable[[Session], object]) -> None:
    """Let a member do something in one of the copies, and leave."""
    with opened(folder, member) as session:
        act(session)


def confirm(session: Session) -> None:
    """Confirm whatever waits for a second signature."""
    for each in session.waiting():
        session.countersign(each.entry, confirmed=True)


def take_in(folder: Path, *others: Path, by: tuple[MemberId, MemberId] = (ANN, BEN)) -> None:
    """Have two who hold an office take copies in, one after the other."""
    first, second = by
    with (
        opened(folder, first) as session,
        session.cosigner(second, key_of(PASSPHRASE[second])) as it,
    ):
        for other in others:
            session.take_in(other, it)


def words(entries: Sequence[Entry]) -> list[str]:
    return [each.event.word_of for each in entries]


def read(folder: Path, member: MemberId) -> tuple[list[str], list[str]]:
    """What a member reads of the case, whoever opens the vault first."""
    try:
        session = opened(folder, member)
    except (NoKeysAnyMore, UnknownLogin, WrongPassphrase):
        return [], []
    with session:
        assert session.doubts == ()
        return words(session.entries(CASE, RECORD)), words(session.entries(CASE, NOTES))


def destroy(folder: Path) -> None:
    """Have Ann and Ben destroy the case, one after the other."""
    signed: list[bytes] = []
    here(folder, ANN, lambda it: signed.append(it.destruction_signed(CASE)))
    here(folder, BEN, lambda it: it.destroy(CASE, ANN, signed[0], b"{}"))


def sealed_without_ben(folder: Path) -> None:
    """Have Ben leave, and the vault sealed anew."""
    with opened(folder) as session:
        session.append(None, [], standing=OfficeChange(left=frozenset({BEN})))
        session.resealing()(lambda _done: True)


def taken_in_either_way(folder: Path, other: Path, *, open_there: bool) -> Path:
    """Take one of two copies into the other; return that one."""
    place, from_ = (other, folder) if open_there else (folder, other)
    take_in(place, from_)
    return place


def copied_again(folder: Path, other: Path) -> None:
    """Have the second copy be one of what the first is now."""
    shutil.rmtree(other)
    shutil.copytree(folder, other)
