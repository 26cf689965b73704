"""The tables of the database, few and dull (DESIGN section 4).

No constraint here can be broken by two honest laptops together.
"""

from __future__ import annotations

APPLICATION_ID = 0x524A4456
VERSION = 1

TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    # Who may be given keys and whose signature is whose, signed by the member who enrolled them.
    """CREATE TABLE members (
        member TEXT PRIMARY KEY,
        public BLOB NOT NULL,
        verifying BLOB NOT NULL,
        enrolled_by TEXT NOT NULL,
        signature BLOB NOT NULL
    )""",
    # retention: the month (YYYY-MM) in which the records fall due, in clear.
    """CREATE TABLE streams (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        case_id TEXT,
        kind TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        epoch_due INTEGER NOT NULL DEFAULT 0,
        retention TEXT
    )""",
    # own: 0 wrapped by HPKE and signed by the giver, 1 rewrapped under the member's own key.
    """CREATE TABLE slots (
        id TEXT PRIMARY KEY,
        member TEXT NOT NULL,
        stream TEXT NOT NULL REFERENCES streams (id),
        epoch INTEGER NOT NULL,
        own INTEGER NOT NULL,
        sealed BLOB NOT NULL,
        given_by TEXT NOT NULL,
        signature BLOB
    )""",
    "CREATE INDEX slots_of_member ON slots (member, id)",
    "CREATE INDEX slots_of_stream ON slots (stream)",
    """CREATE TABLE entries (
        id TEXT NOT NULL,
        stream TEXT NOT NULL REFERENCES streams (id),
        epoch INTEGER NOT NULL,
        installation TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        lamport INTEGER NOT NULL,
        previous BLOB NOT NULL,
        hash BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (stream, lamport, installation)
    ) WITHOUT ROWID""",
    """CREATE TABLE blobs (
        id TEXT PRIMARY KEY,
        stream TEXT NOT NULL REFERENCES streams (id),
        epoch INTEGER NOT NULL,
        sealed BLOB NOT NULL
    )""",
    "CREATE INDEX blobs_of_stream ON blobs (stream)",
    """CREATE TABLE drafts (
        id TEXT PRIMARY KEY,
        member TEXT NOT NULL,
        stream TEXT REFERENCES streams (id),
        epoch INTEGER,
        saved INTEGER NOT NULL,
        label BLOB NOT NULL,
        sealed BLOB NOT NULL
    )""",
    "CREATE INDEX drafts_of_member ON drafts (member)",
    """CREATE TABLE summaries (
        stream TEXT PRIMARY KEY REFERENCES streams (id),
        epoch INTEGER NOT NULL,
        sealed BLOB NOT NULL
    ) WITHOUT ROWID""",
    # A deleted stream, for ever, without date or identity.
    "CREATE TABLE tombstones (stream TEXT PRIMARY KEY)",
)
