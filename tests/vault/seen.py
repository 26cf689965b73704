"""What everybody sees of a vault, as one value that can be compared with another.

It names nothing that is drawn by chance, so two vaults in which the same was done look alike.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.event import Stream
from rjdesk.vault.arrival import NOT_HERE_BEFORE
from rjdesk.vault.envelope import record_of
from rjdesk.vault.header import read_header
from rjdesk.vault.restoring import find
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import FirstSession, UnknownLogin
from tests.scenarios.world import PASSPHRASE
from tests.stretched import key_of
from tests.vault.lives import ANEW, CASE, CHANGED, GIVEN, MEMBERS, SUFFIX, Home, now

TABLES = {
    "slots": "SELECT count(*) FROM slots",
    "blobs": "SELECT count(*) FROM blobs",
    "tombstones": "SELECT count(*) FROM tombstones",
    "put back": "SELECT count(*) FROM meta",
    "own": "SELECT count(*) FROM own WHERE stream IS NOT NULL",
    "entries of the case": "SELECT count(*) FROM entries WHERE about = ? AND sealed IS NOT NULL",
}
"""What is counted in the tables themselves, whoever can open it."""


@dataclass
class Seen:
    """``state`` is what is there, by what it is; ``doubts`` and ``faults`` what is said of it."""

    state: dict[str, object] = field(default_factory=dict)
    doubts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def differs(self, other: Seen) -> list[str]:
        """Return where what is there is not alike."""
        keys = sorted({*self.state, *other.state})
        return [key for key in keys if self.state.get(key) != other.state.get(key)]

    def doubted_otherwise(self, meant: Seen) -> set[str]:
        """Return what somebody is told and should not be, or is not told and should.

        That somebody was not here before may be known a little later.
        """
        found = set()
        for member in {*self.doubts, *meant.doubts}:
            said, wanted = set(self.doubts.get(member, ())), set(meant.doubts.get(member, ()))
            found |= (said - wanted) | (wanted - said - {NOT_HERE_BEFORE})
        return found


def look(home: Home) -> Seen:
    """Sit down as everybody in turn, and examine the vault as each."""
    seen = Seen()
    seen.state["vault"] = home.vault.is_dir()
    if home.vault.is_dir():
        for member in MEMBERS:
            _sit_down(home, member, seen)
        _look_at_files(home, seen)
    _look_at_stick(home, seen)
    return seen


def _sit_down(home: Home, member: str, seen: Seen) -> None:
    """Try what may open the member's keys, the usual first; note what happens."""
    met = "shut"
    for passphrase in (PASSPHRASE.format(member), CHANGED, ANEW, GIVEN):
        try:
            with home.sits(member, passphrase) as vault:
                look_around(vault, member, seen)
                met = passphrase
            break
        except FirstSession:
            met = "first session"
            break
        except UnknownLogin:
            met = "unknown"
            break
        except Trouble as trouble:
            if type(trouble).__name__ != "WrongPassphrase":
                met = type(trouble).__name__
    seen.state[f"{member}: opens"] = met


def look_around(vault: Session, member: str, seen: Seen) -> None:
    seen.doubts[member] = tuple(vault.doubts)
    seen.faults += [f"{member}: {fault}" for fault in vault.check()]
    holders = vault.holders(CASE)
    found = {
        "cases": tuple(vault.cases()),
        "coalition": [(e.event, e.by) for e in vault.coalition()],
        "record": [(e.event, e.by) for e in vault.entries(CASE, Stream.RECORD)],
        "notes": [(e.event, e.by) for e in vault.entries(CASE, Stream.NOTES)],
        "holders": (holders.record, holders.notes),
        "summaries": vault.summaries(),
        "drafts": {key: vault.draft(key) for key in vault.drafts()},
        "papers": [vault.paper(CASE, name) for name in ("agreement", "letter")],
        "keys": (vault.enrolled(), vault.invited(), vault.office_holders()),
        "waiting": [(w.by, w.concerning, w.whom) for w in vault.waiting()],
        "counts": vault.counts(),
        "has a code": vault.has_code,
        "is to be sealed anew": vault._holds.stale,
    }
    record = bytes.fromhex(record_of(CASE))
    for table, question in TABLES.items():
        found[table] = vault._database.query(question, (record,) if "?" in question else ())
    seen.state.update({f"{member}: {what}": value for what, value in found.items()})


def _look_at_files(home: Home, seen: Seen) -> None:
    header = read_header(home.vault)
    seen.state["epoch"] = header.epoch
    # While somebody's keys are renewed two logins bear one label, and one of them opens.
    seen.state["labels"] = {login.label for login in header.logins}
    names = {path.name for path in home.vault.glob("vault-*.db")}
    seen.state["former databases"] = {f"vault-{n}.db" for n in range(1, header.epoch)} & names


def _look_at_stick(home: Home, seen: Seen) -> None:
    """See that each backup can be put back, and that nothing else there passes for another."""
    whole = [_put_back(path) for path in sorted(home.stick.glob(f"*{SUFFIX}"))]
    seen.state["backups"] = whole
    for path in sorted(home.stick.iterdir()):
        if path.suffix != SUFFIX and _put_back(path).get("record") == []:
            seen.faults.append(f"what was left on the stick passes for an empty backup: {path}")


def _put_back(file: Path) -> dict[str, object]:
    """Return what is in a backup that was put back somewhere, or why it cannot be."""
    place = file.parent.parent / "put-back"
    key = key_of(PASSPHRASE.format("imani"))
    try:
        find(file).prepare("imani", key, place / "v.rjvault", lambda _done: True).finish()
        elsewhere = Home(place)
        (place / "v.rjvault").rename(elsewhere.vault)
        with elsewhere.sits("imani") as vault:
            return {
                "record": [e.event for e in vault.entries(CASE, Stream.RECORD)],
                "coalition": [e.event for e in vault.coalition()],
                "faults": vault.check(),
                "made": now().date().isoformat() in file.name,
            }
    except Trouble as trouble:
        return {"trouble": type(trouble).__name__}
    finally:
        shutil.rmtree(place, ignore_errors=True)
