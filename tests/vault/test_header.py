"""The header of a vault, as a disk or a stranger may have changed it: always a sentence."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rjdesk.desk.ports import Mendable, Trouble
from rjdesk.vault.header import COPY, NAME, Header, logins, mend, read_header
from rjdesk.vault.opening import derive, open_vault
from rjdesk.vault.troubles import DamagedVault
from tests.vault.making import (
    ANN,
    BEN,
    LOGIN,
    PASSPHRASE,
    contents,
    enrol,
    founded,
    noon,
    opened,
    put_header,
)

Changed = dict[str, Any]


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with two members."""
    folder = tmp_path_factory.mktemp("closed") / "reed.rjvault"
    with founded(folder) as ann:
        enrol(ann, BEN)
    return folder


@pytest.fixture
def header(closed: Path, folder: Path) -> bytes:
    """The header of a copy of it."""
    shutil.copytree(closed, folder)
    return (folder / NAME).read_bytes()


def trouble_of(folder: Path, content: bytes) -> Trouble:
    """Return what the start says of a header, having seen that it says a sentence."""
    (folder / NAME).write_bytes(content)
    with pytest.raises(Trouble) as caught:
        logins(folder)
    assert str(caught.value).endswith(".")
    assert re.search("othing (in it )?was changed", str(caught.value))
    return caught.value


def test_no_flipped_bit_ends_in_anything_but_a_sentence(header: bytes, folder: Path) -> None:
    for at in range(len(header) * 8):
        flipped = bytearray(header)
        flipped[at // 8] ^= 1 << at % 8
        trouble_of(folder, bytes(flipped))


def test_no_cut_ends_in_anything_but_a_sentence(header: bytes, folder: Path) -> None:
    for length in range(len(header)):
        trouble_of(folder, header[:length])
        trouble_of(folder, header[length + 1 :])


def login(changed: Changed, **values: object) -> None:
    changed["logins"][0].update(values)


def slot(changed: Changed, **values: object) -> Changed:
    found: Changed = changed["logins"][0]["slots"][0]
    found.update(values)
    return found


def cost(changed: Changed, **values: object) -> None:
    slot(changed)["cost"].update(values)


HOSTILE_VALUES: dict[str, Callable[[Changed], object]] = {
    "no vault id": lambda h: h.pop("vault"),
    "a vault id that is a number": lambda h: h.update(vault=7),
    "a vault id that is none": lambda h: h.update(vault=None),
    "an epoch in words": lambda h: h.update(epoch="first"),
    "an epoch of nought": lambda h: h.update(epoch=0),
    "an epoch below nought": lambda h: h.update(epoch=-1),
    "a huge epoch": lambda h: h.update(epoch=2**63),
    "an epoch without end": lambda h: h.update(epoch=10**400),
    "an epoch in parts": lambda h: h.update(epoch=1.5),
    "version nought": lambda h: h.update(version=0),
    "a version below nought": lambda h: h.update(version=-1),
    "a version in words": lambda h: h.update(version="1"),
    "a huge version": lambda h: h.update(version=10**400),
    "a format that is a list": lambda h: h.update(format=[]),
    "no logins": lambda h: h.update(logins=[]),
    "logins that are a text": lambda h: h.update(logins="ann"),
    "a login that is none": lambda h: h.update(logins=[None]),
    "a field that nobody knows": lambda h: h.update(more=1),
    "a field of a login that nobody knows": lambda h: login(h, more=1),
    "a label that is a number": lambda h: login(h, label=1),
    "no label": lambda h: login(h, label=""),
    "a label of spaces": lambda h: login(h, label="  "),
    "a label with spaces around it": lambda h: login(h, label=" heron"),
    "a label without end": lambda h: login(h, label="x" * 41),
    "a label of two lines": lambda h: login(h, label="two\nlines"),
    "a label with a zero byte": lambda h: login(h, label="a\x00b"),
    "a label that turns the line round": lambda h: login(h, label="a\u202eb"),
    "a key that has two logins": lambda h: login(h, key=h["logins"][1]["key"]),
    "a key that is a list": lambda h: login(h, key=[]),
    "a generation in words": lambda h: login(h, generation="first"),
    "no signature": lambda h: login(h, signature=""),
    "a short signature": lambda h: login(h, signature="AAAA"),
    "no slots": lambda h: login(h, slots=[]),
    "two slots": lambda h: login(h, slots=h["logins"][0]["slots"] * 2),
    "a slot of a kind that nobody knows": lambda h: slot(h, kind="finger"),
    "no salt": lambda h: slot(h, salt=""),
    "a short salt": lambda h: slot(h, salt="AAAA"),
    "a long salt": lambda h: slot(h, salt="AAAA" * 100),
    "a salt that is no base64": lambda h: slot(h, salt="!!!"),
    "a salt that is a number": lambda h: slot(h, salt=5),
    "no slot": lambda h: slot(h, sealed=""),
    "a short slot": lambda h: slot(h, sealed="AAAA"),
    "a long slot": lambda h: slot(h, sealed="AAAA" * 1000),
    "no key of the database": lambda h: login(h, vault_key=""),
    "a short key of the database": lambda h: login(h, vault_key="AAAA"),
    "a long key of the database": lambda h: login(h, vault_key="AAAA" * 1000),
    "no memory": lambda h: cost(h, memory=0),
    "memory below nought": lambda h: cost(h, memory=-1),
    "all the memory there is": lambda h: cost(h, memory=2**62),
    "memory without end": lambda h: cost(h, memory=10**400),
    "memory in words": lambda h: cost(h, memory="much"),
    "no passes": lambda h: cost(h, passes=0),
    "passes without end": lambda h: cost(h, passes=2**31),
    "no lanes": lambda h: cost(h, lanes=0),
    "lanes without end": lambda h: cost(h, lanes=2**24),
    "a cost that is a number": lambda h: slot(h, cost=3),
    "a checksum that is a number": lambda h: h.update(check=1),
}


@pytest.mark.parametrize("change", HOSTILE_VALUES.values(), ids=HOSTILE_VALUES)
def test_no_value_ends_in_anything_but_a_sentence(
    header: bytes, folder: Path, change: Callable[[Changed], object]
) -> None:
    changed = json.loads(header)
    change(changed)
    try:
        # Whoever can write the file can reckon its checksum too.
        put_header(folder, msgspec.convert(changed, Header, strict=True))
        content = (folder / NAME).read_bytes()
    except msgspec.ValidationError:
        content = json.dumps(changed).encode()
    trouble_of(folder, content)


HOSTILE_BYTES = {
    "nothing": b"",
    "zeros": bytes(4096),
    "not UTF-8": b'{"format": "rjdesk vault\xff", "version": 1}',
    "half a letter": b'{"format": "rjdesk vault", "version": 1, "vault": "\xc3',
    "half a character": b'{"format": "rjdesk vault", "version": 1, "vault": "\\ud800"}',
    "UTF-16": '{"format": "rjdesk vault", "version": 1}'.encode("utf-16"),
    "a mark of byte order": b"\xef\xbb\xbf{}",
    "a list": b"[]",
    "a number": b"1",
    "none": b"null",
    "no number": b'{"format": "rjdesk vault", "version": NaN}',
    "a number with an exponent": b'{"format": "rjdesk vault", "version": 1e999}',
    "lists without end": b"[" * 100_000,
    "lists without end in a field": b'{"format": "rjdesk vault", "version": 1, "vault": '
    + b"[" * 100_000,
    "objects without end": b'{"a":' * 100_000,
    "more than any header has": b" " * (64 * 1024 * 1024),
}


@pytest.mark.parametrize("content", HOSTILE_BYTES.values(), ids=HOSTILE_BYTES)
def test_no_bytes_end_in_anything_but_a_sentence(
    header: bytes, folder: Path, content: bytes
) -> None:
    assert isinstance(trouble_of(folder, content), DamagedVault)


def test_a_key_that_stands_twice_is_damage(header: bytes, folder: Path) -> None:
    twice = header.replace(b'"version": 2,', b'"version": 2,\n  "version": 2,')
    assert twice != header
    assert isinstance(trouble_of(folder, twice), DamagedVault)


def test_what_is_read_but_was_made_up_opens_nothing(header: bytes, folder: Path) -> None:
    """Rows of the right shape that hold what nobody sealed."""
    before = read_header(folder)
    (mine,) = before.labelled(LOGIN[ANN])
    key = derive(folder, LOGIN[ANN], PASSPHRASE[ANN])
    for made_up in (
        {"slots": (msgspec.structs.replace(mine.passphrase, salt=bytes(16)),)},
        {
            "slots": (
                msgspec.structs.replace(mine.passphrase, sealed=bytes(len(mine.passphrase.sealed))),
            )
        },
        {"vault_key": bytes(len(mine.vault_key))},
        {"vault_key": b"\xff" * len(mine.vault_key)},
        {"key": "00" * 16},
    ):
        changed = before.without(mine.key)
        put_header(folder, changed.with_login(msgspec.structs.replace(mine, **made_up)))
        with suppress(Trouble):
            derive(folder, LOGIN[ANN], PASSPHRASE[ANN])
        with pytest.raises(Trouble):
            open_vault(folder, LOGIN[ANN], key, now=noon)
    for other in ({"vault": "another"}, {"epoch": 2}, {"vault": ""}):
        put_header(folder, msgspec.structs.replace(before, **other))
        with pytest.raises(Trouble):
            open_vault(folder, LOGIN[ANN], key, now=noon)
    put_header(folder, before)
    opened(folder).close()


def test_a_good_copy_takes_the_place_of_a_damaged_header(header: bytes, folder: Path) -> None:
    for damage in (b"{", b"", None):
        trouble = trouble_of(folder, damage) if damage is not None else _without(folder)
        assert isinstance(trouble, Mendable)
        assert "good copy" in str(trouble)
        mend(folder)
        assert (folder / NAME).read_bytes() == header
        opened(folder).close()


def _without(folder: Path) -> Trouble:
    (folder / NAME).unlink()
    with pytest.raises(Trouble) as caught:
        read_header(folder)
    return caught.value


def test_a_header_that_is_sound_is_not_mended(header: bytes, folder: Path) -> None:
    (folder / COPY).write_bytes(b"{")
    mend(folder)
    assert (folder / NAME).read_bytes() == header


@pytest.mark.parametrize("copy", [None, b"", b"{", b"\xff"])
def test_a_copy_that_is_no_better_is_not_named(
    header: bytes, folder: Path, copy: bytes | None
) -> None:
    (folder / COPY).unlink()
    if copy is not None:
        (folder / COPY).write_bytes(copy)
    said = str(trouble_of(folder, b"{"))
    assert COPY not in said
    assert "Keep the folder as it is" in said
    before = contents(folder)
    with pytest.raises(DamagedVault):
        read_header(folder)
    assert contents(folder) == before
