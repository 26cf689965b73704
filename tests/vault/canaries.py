"""Improbable words that are put into cases, and where they are looked for afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from msgspec.structs import replace

from rjdesk.process.kernel.event import MemberId, PersonId, SignedEvent
from rjdesk.process.notes.events import NoteWritten
from rjdesk.rehearsal import two_parties as s1
from rjdesk.vault.database import connect

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
PAGE, SALT, IV, RESERVED = 4096, 16, 16, 80
"""How SQLCipher lays out a page; what is reserved at its end holds where its sealing begins."""
PROBE = 24
"""How many bytes of what was sealed are looked for: no two rows share so many by chance."""
NAME, CALLED, SAID, HEADING, TYPED, PRINTED, SUMMED = (
    "Quillamine Ostrander",
    "Zephyrquill",
    "The marrowfat lanternfish sang",
    "Thistlewick gambrel",
    "Brindlethorpe snickersnee",
    "Wolverhoof parasang",
    "Gallowglass tarboosh",
)
OF_STORY = (*s1.PARTIES, s1.MINH_NAME, s1.DANA_NAME, s1.HARM, s1.LETTER, s1.HOURS)
WORDS = (*OF_STORY, NAME, CALLED, SAID, HEADING, TYPED, PRINTED, SUMMED)


def named(by: MemberId) -> SignedEvent:
    other = replace(s1.ANH_NAMED, person=PersonId("q"), person_name=NAME, called=CALLED)
    return SignedEvent(other, by)


def noted(by: MemberId) -> SignedEvent:
    return SignedEvent(
        NoteWritten(on=s1.D21, meeting="m", person=PersonId("q"), heading=HEADING, text=SAID), by
    )


def found_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each word that is found in a file, or in the name of one, in the clear."""
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        for word in WORDS:
            spellings = [word.encode(encoding) for encoding in ENCODINGS]
            if word in path.name or any(each in content for each in spellings):
                yield path.name, word


def pages_of(database: Path, key: bytes) -> bytes:
    """Return every page of a database as it is under its seal, also those in use no more."""
    content, opened = database.read_bytes(), []
    for begins in range(0, len(content), PAGE):
        page = content[begins : begins + PAGE]
        sealed = page[0 if begins else SALT : PAGE - RESERVED]
        iv = page[PAGE - RESERVED : PAGE - RESERVED + IV]
        opening = Cipher(AES(key), CBC(iv)).decryptor()
        opened.append(opening.update(sealed) + opening.finalize())
    return b"".join(opened)


def rows_of(database: Path, key: bytes) -> list[bytes]:
    """Return every value of every table that is made of bytes or letters."""
    opened = connect(database, key, read_only=True)
    try:
        tables = opened.query("SELECT name FROM sqlite_schema WHERE type = 'table'")
        rows = [
            value
            for (table,) in tables
            for row in opened.query(f"SELECT * FROM {table}")  # noqa: S608 - a name of its own
            for value in row
        ]
    finally:
        opened.close()
    return [v if isinstance(v, bytes) else v.encode() for v in rows if isinstance(v, bytes | str)]


def probes(sealed: bytes) -> tuple[bytes, ...]:
    """Return pieces of what was sealed: of its beginning, its middle and its end."""
    middle = len(sealed) // 2
    return sealed[:PROBE], sealed[middle : middle + PROBE], sealed[-PROBE:]
