"""How the tests of the vault make one and put something in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from rjdesk.desk.ports import Holders
from rjdesk.process.kernel.event import (
    CaseId,
    MemberId,
    NoteTakenBack,
    RecordedByMistake,
    SignedEvent,
)
from rjdesk.vault.creating import create
from rjdesk.vault.header import NAME, Header, spelled
from rjdesk.vault.opening import open_vault
from rjdesk.vault.session import Session
from tests.scenarios.world import World
from tests.stretched import key_of, secret_of

ANN, BEN = MemberId("6f1d-ann"), MemberId("9c40-ben")
CAY, DOT = MemberId("77aa-cay"), MemberId("31c2-dot")
LOGIN = {ANN: "heron", BEN: "otter", CAY: "plover", DOT: "siskin"}
PASSPHRASE = {
    ANN: "ladder violet tundra kettle",
    BEN: "granite waffle orbit nineteen",
    CAY: "violin ember quarry lantern",
    DOT: "copper thistle window marsh",
}
NEW_PASSPHRASE = "saffron mitten glacier tuba"
CASE = CaseId("0e6f4b1c-0000-4000-8000-0000000000a1")
BOTH = Holders(record=frozenset({ANN, BEN}), notes=frozenset({ANN, BEN}))
NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


def noon() -> datetime:
    return NOON


def session(world: World, member: str) -> Session:
    """Return the vault of a world as it is open to a member."""
    opened = world.journal(member)
    assert isinstance(opened, Session)
    return opened


def put_header(folder: Path, header: Header) -> None:
    """Put a header there as whoever has the files can, sound or not."""
    (folder / NAME).write_bytes(spelled(header))


def founded(folder: Path) -> Session:
    secret = secret_of(PASSPHRASE[ANN])
    return create(folder, founder=ANN, login=LOGIN[ANN], secret=secret, now=noon)


def enrol(session: Session, member: MemberId, passphrase: str = "") -> None:
    session.enrol(member, LOGIN[member], secret_of(passphrase or PASSPHRASE[member]))


def opened(folder: Path, member: MemberId = ANN) -> Session:
    passphrase = PASSPHRASE[member]
    key, own = key_of(passphrase), secret_of(passphrase)
    return open_vault(folder, LOGIN[member], key, now=noon, own=own)


def with_ben(ann: Session, folder: Path) -> Session:
    """Give Ben keys and let him have his first session; Ann sits here again."""
    enrol(ann, BEN)
    ann.close()
    opened(folder, BEN).close()
    return opened(folder)


def record(words: str = "", by: MemberId = ANN) -> SignedEvent:
    return SignedEvent(RecordedByMistake(on=date(2024, 3, 4), word_of=words), by)


def note(words: str = "", by: MemberId = ANN) -> SignedEvent:
    return SignedEvent(NoteTakenBack(on=date(2024, 3, 4), word_of=words), by)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, to see that nothing was changed."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
