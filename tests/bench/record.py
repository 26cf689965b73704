"""Record: one event through the one door, on a real vault, against a bare encrypted commit."""

from __future__ import annotations

import itertools
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Recorded
from rjdesk.process.kernel.event import CaseId, PersonId
from rjdesk.process.premeeting.events import ContactMade
from rjdesk.vault.database import SETTINGS
from rjdesk.vault.envelope import record_of
from rjdesk.vault.session import Session
from tests.bench.building import NOW, desk_of, fill, found, long_case
from tests.bench.measure import Figure, Plan, in_turns, median, milliseconds, times
from tests.process.stories import ANH

CASES = 500
ENTRIES = 300


def figures(plan: Plan) -> list[Figure]:
    """Measure in a case of 300 entries among 500 cases, with the disk and without it."""
    with found(plan.scratch / "record.rjvault") as vault:
        fill(vault, CASES - 1, whole=True)
        case = long_case(vault, ENTRIES)
        waited = recorded(vault, case, plan.repeats(80))
        vault._database.execute("PRAGMA synchronous=OFF")
        unwaited = recorded(vault, case, plan.repeats(80), "PRAGMA synchronous=OFF")
    name = f"record an event, {CASES} cases"
    against = "INSERT, COMMIT of the same bytes, same settings"
    return [
        Figure(name, waited[0], "ms", waited[1], against, times(1.5)),
        Figure(f"{name}, disk not waited for", unwaited[0], "ms", unwaited[1], against),
    ]


def recorded(vault: Session, case: CaseId, repeats: int, setting: str = "") -> tuple[float, float]:
    """Return medians (ms) of recording an event, and of a bare commit."""
    path = vault.folder / "bare.db"
    commit = bare_commit(path, size_of_one(vault, case), setting)
    record = recording(desk_of(vault), case)
    bare, value = in_turns(repeats, lambda: milliseconds(commit), lambda: milliseconds(record))
    path.unlink()
    return median(value), median(bare)


def recording(desk: Desk, case: CaseId) -> Callable[[], None]:
    """Return the recording of a telephone call that nobody objects to."""
    call = ContactMade(
        on=NOW.date(), person=PersonId(ANH), channel="phone", purpose=f"Asked how {ANH} is"
    )

    def record() -> None:
        outcome = desk.record(case, call)
        if not isinstance(outcome, Recorded):
            raise TypeError(outcome)

    return record


def size_of_one(vault: Session, case: CaseId) -> int:
    """Return how many bytes of rows one recorded event writes: its entry, and the summary."""
    recording(desk_of(vault), case)()
    ((entry,),) = vault._database.query(
        "SELECT length(id) + length(stream) + length(about) + length(epoch) + length(parents)"
        " + length(sealed_hash) + length(sealed) FROM entries WHERE stream = ?"
        " ORDER BY depth DESC LIMIT 1",
        (bytes.fromhex(record_of(case)),),
    )
    ((summary,),) = vault._database.query(
        "SELECT length(sealed) FROM own WHERE stream = ? LIMIT 1",
        (bytes.fromhex(record_of(case)),),
    )
    return int(entry + summary)


def bare_commit(path: Path, size: int, setting: str = "") -> Callable[[], None]:
    """Return the commit of one row of so many bytes to an encrypted file with our settings."""
    connection: Any = sqlcipher.connect(str(path), isolation_level=None)
    connection.set_key(b"x'" + os.urandom(32).hex().encode() + b"'")
    for each in SETTINGS:
        connection.execute(f"PRAGMA {each}").fetchall()
    connection.execute(setting)
    connection.execute("CREATE TABLE kept (id TEXT PRIMARY KEY, content BLOB)")
    contents = itertools.cycle([os.urandom(size) for _ in range(16)])

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO kept VALUES (?, ?)", (str(uuid.uuid4()), next(contents)))
        connection.execute("COMMIT")

    return commit
