"""The tables of the database, few and dull (DESIGN section 4; ``FORMAT.md``).

No constraint here can be broken by two honest laptops together. What is written otherwise than
here, a trigger or a column more, is no vault of this format: ``as_written`` compares.
"""

from __future__ import annotations

from collections.abc import Iterable

APPLICATION_ID = 0x524A4456
VERSION = 2

MOST_BYTES = 256 * 1024 * 1024
"""The longest paper, scan or entry that is kept."""
LINE_BYTES = 1024
"""The longest of what names something: an id, a wrapped key, the parents of an entry."""

PROOF_BYTES = 1024 * 1024
"""The longest tombstone: rows that somebody added to a case keep nobody from destroying it."""
MOST_DEPTH = 1_000_000_000
"""More entries than any stream has: one after it still has a depth."""

TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    # sealed is empty only where ``about`` has a good tombstone: the line stays whole.
    f"""CREATE TABLE entries (
        id BLOB PRIMARY KEY CHECK (length(id) = 32),
        stream BLOB NOT NULL CHECK (length(stream) <= {LINE_BYTES}),
        about BLOB CHECK (length(about) <= {LINE_BYTES}),
        epoch BLOB CHECK (length(epoch) <= {LINE_BYTES}),
        parents BLOB NOT NULL CHECK (length(parents) <= {LINE_BYTES}),
        depth INTEGER NOT NULL CHECK (depth > 0 AND depth < {MOST_DEPTH}),
        sealed_hash BLOB NOT NULL CHECK (length(sealed_hash) = 32),
        sealed BLOB CHECK (length(sealed) <= {MOST_BYTES})
    ) STRICT""",
    "CREATE INDEX entries_of_stream ON entries (stream, depth)",
    "CREATE INDEX entries_of_case ON entries (about, stream)",
    f"""CREATE TABLE slots (
        stream BLOB NOT NULL CHECK (length(stream) <= {LINE_BYTES}),
        epoch BLOB NOT NULL CHECK (length(epoch) <= {LINE_BYTES}),
        key BLOB NOT NULL CHECK (length(key) <= {LINE_BYTES}),
        wrapped BLOB NOT NULL CHECK (length(wrapped) <= {LINE_BYTES}),
        PRIMARY KEY (stream, epoch, key)
    ) STRICT""",
    f"""CREATE TABLE blobs (
        id BLOB PRIMARY KEY CHECK (length(id) <= {LINE_BYTES}),
        stream BLOB NOT NULL CHECK (length(stream) <= {LINE_BYTES}),
        epoch BLOB CHECK (length(epoch) <= {LINE_BYTES}),
        sealed BLOB NOT NULL CHECK (length(sealed) <= {MOST_BYTES})
    ) STRICT""",
    "CREATE INDEX blobs_of_stream ON blobs (stream)",
    # stream: the record that a row is about, so that it goes with it.
    f"""CREATE TABLE own (
        key BLOB NOT NULL CHECK (length(key) <= {LINE_BYTES}),
        name BLOB NOT NULL CHECK (length(name) <= {LINE_BYTES}),
        stream BLOB CHECK (length(stream) <= {LINE_BYTES}),
        sealed BLOB NOT NULL CHECK (length(sealed) <= {MOST_BYTES}),
        PRIMARY KEY (key, name)
    ) STRICT""",
    "CREATE INDEX own_of_stream ON own (stream)",
    # A destroyed case, for ever, without date or identity.
    f"""CREATE TABLE tombstones (
        stream BLOB PRIMARY KEY CHECK (length(stream) <= {LINE_BYTES}),
        proof BLOB NOT NULL CHECK (length(proof) <= {PROOF_BYTES})
    ) STRICT""",
)


def as_written(found: Iterable[str | None]) -> bool:
    """Whether the schema of a database is the one that is written here, and nothing else."""
    return sorted(text for text in found if text is not None) == sorted(TABLES)
