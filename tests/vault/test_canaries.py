"""No word of a case lies in the clear in any file, and what was destroyed lies in none at all."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from rjdesk import computer
from rjdesk.desk.ports import DraftKey, Holders
from rjdesk.desk.views.records import AskRecords
from rjdesk.process.followup.events import FollowUpClosed
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.intake.events import FacilitatorAssigned
from rjdesk.process.kernel.event import CaseId, MemberId, SignedEvent, Stream
from rjdesk.process.recusal.events import Recused
from rjdesk.rehearsal import two_parties as s1
from rjdesk.shipped import shipped_press
from rjdesk.vault.backup import read_backup
from rjdesk.vault.envelope import record_of
from rjdesk.vault.opening import open_vault
from rjdesk.vault.restoring import find
from rjdesk.vault.session import Session
from tests.scenarios.destroying import iso
from tests.scenarios.world import PASSPHRASE, World, reed
from tests.stories.desk import tell
from tests.stretched import key_of
from tests.vault.canaries import (
    NAME,
    PRINTED,
    SUMMED,
    TYPED,
    WORDS,
    found_in,
    named,
    noted,
    pages_of,
    probes,
    rows_of,
)
from tests.vault.making import session

IMANI, PRIYA, MATEO = map(MemberId, ("imani", "priya", "mateo"))
DESTROYED, KEPT = s1.CASE, CaseId("6f0f6f4e-0000-4000-8000-0000000000b2")


@dataclass
class Told:
    """What was told, and what was seen of it on the way."""

    top: Path
    found: list[tuple[str, str, str]] = field(default_factory=list)
    """At which point which word was found in which file."""
    at: list[str] = field(default_factory=list)
    """At which points was looked."""
    sealed: list[bytes] = field(default_factory=list)
    """What was sealed of the case that was destroyed, as it lay in the tables."""
    databases: dict[str, tuple[Path, bytes]] = field(default_factory=dict)
    """Databases and their keys, by what they are."""
    opened_by_mateo: dict[str, list[object]] = field(default_factory=dict)
    exported: Path = Path()

    def __post_init__(self) -> None:
        self.watched, self.stick = self.top / "watched", self.top / "watched" / "stick"
        self.vault = self.watched / "v.rjvault"

    def look(self, point: str) -> None:
        """Look for every word in every file, as it lies there at this point."""
        self.at.append(point)
        self.found += [(point, *each) for each in found_in(self.watched)]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    told = Told(tmp_path_factory.mktemp("canaries"))
    told.stick.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patched:
        for name in ("TMPDIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
            (told.watched / name).mkdir()
            patched.setenv(name, str(told.watched / name))
        patched.setattr(tempfile, "tempdir", None)
        tell_all(told)
        yield told


def tell_all(told: Told) -> None:
    world = reed(told.vault, s1.STORY.begins)
    world.state = computer.own_state()
    world.stays = True
    for chapter in s1.STORY.chapters:
        tell(world, s1.STORY, chapter)
    put_words(told, world)
    export(told, world)
    steps_back(told, world)
    older = backed_up(told, world, "the older backup")
    told.sealed = sealed_of(session(world, "priya"))
    note_database(told, "the vault before", session(world, "priya"))
    destroy(told, world)
    newer = backed_up(told, world, "the newer backup")
    note_database(told, "the vault", session(world, "priya"))
    mateo_looks(told, "the vault", session(world, "mateo"))
    world.leave()
    told.look("locked")
    for which, file in (("the older backup", older), ("the newer backup", newer)):
        put_back(told, world, which, file)
    told.look("put back")


def put_words(told: Told, world: World) -> None:
    """Record words, write drafts and keep papers of them, in both cases."""
    everybody = frozenset({IMANI, PRIYA, MATEO})
    holders = Holders(record=everybody, notes=everybody)
    imani = session(world, "imani")
    today = world.clock().date()
    begins = [s1.opened(today), *(FacilitatorAssigned(on=today, member=m) for m in (PRIYA, MATEO))]
    acts = [SignedEvent(event, IMANI) for event in begins]
    imani.append(KEPT, [*acts, named(IMANI), noted(IMANI)], gives=holders, summary=SUMMED.encode())
    for member in ("mateo", "priya"):
        vault = session(world, member)
        for case in (DESTROYED, KEPT):
            vault.append(case, [noted(MemberId(member))], summary=f"{SUMMED} {case}".encode())
            vault.save_draft(DraftKey(case, "meeting"), TYPED.encode() * 40)
            vault.keep_paper(case, PRINTED, PRINTED.encode() * 3000)
        vault.save_draft(DraftKey(None, TYPED), TYPED.encode("utf-16-le"))
        told.look(f"while {member} writes")


def export(told: Told, world: World) -> None:
    """Print a paper that somebody asks for, outside of what is watched."""
    sheet = world.paper("priya", DESTROYED, "accountability-agreement")
    told.exported = told.top / "asked-for.pdf"
    told.exported.write_bytes(shipped_press().print_pdf(sheet))
    told.look("after a paper was printed")


def steps_back(told: Told, world: World) -> None:
    for case in (DESTROYED, KEPT):
        world.do("mateo", case, Recused(on=world.clock().date(), member=MATEO))
    mateo_looks(told, "after stepping back", session(world, "mateo"))
    told.look("after stepping back")


def mateo_looks(told: Told, where: str, vault: Session) -> None:
    """Note whatever the one who stepped back can open of the cases."""
    opened: list[object] = [*vault.cases(), *vault.summaries()]
    opened += [key for key in vault.drafts() if key.case is not None]
    for case in (DESTROYED, KEPT):
        opened += [*vault.entries(case, Stream.RECORD), *vault.entries(case, Stream.NOTES)]
        opened += [paper for paper in [vault.paper(case, PRINTED)] if paper is not None]
    me = bytes.fromhex(vault._me)
    held = vault._database.query("SELECT stream FROM slots WHERE key = ?", (me,))
    told.opened_by_mateo[where] = [*opened, *held]


def backed_up(told: Told, world: World, which: str) -> Path:
    vault = session(world, "imani")
    file = told.stick / vault.backup_source().write(told.stick).file
    backup = read_backup(file)
    unpacked = told.top / f"{which}.db"
    backup.unpack(unpacked, lambda _done: True)
    told.databases[which] = (unpacked, backup.key_for(vault._keys))
    told.look(which)
    return file


def sealed_of(vault: Session) -> list[bytes]:
    """Return whatever lies sealed of the case that is to be destroyed."""
    record = record_of(DESTROYED)
    streams = [bytes.fromhex(each) for each in (record, vault._holds.notes[record])]
    questions = {
        "SELECT sealed FROM entries WHERE about = ? AND epoch IS NOT NULL": streams[:1],
        "SELECT sealed FROM own WHERE stream = ?": streams[:1],
        "SELECT sealed FROM blobs WHERE stream = ?": streams,
        "SELECT wrapped FROM slots WHERE stream = ?": streams,
    }
    found = {
        question: [row for s in given for (row,) in vault._database.query(question, (s,))]
        for question, given in questions.items()
    }
    assert all(found.values()), "there is something of each"
    return [row for rows in found.values() for row in rows]


def note_database(told: Told, which: str, vault: Session) -> None:
    """Keep a copy of the database as it lies there, and its key."""
    copy = told.top / f"{which}.db"
    copy.write_bytes(vault._header.database(vault.folder).read_bytes())
    told.databases[which] = (copy, vault._vault_key)


def destroy(told: Told, world: World) -> None:
    """Destroy the case on the first day of its window, on the word of two."""
    (between, *_) = world.desk("imani").ask(AskRecords(DESTROYED)).stands
    begins = iso(between.split(" between ")[1].split(" and ")[0])
    day = max(date.fromisoformat(begins), world.clock().date())
    world.clock.set(day)
    case = world.desk("priya").case(DESTROYED)
    for person in case.people:
        if person.harmed and case.follow_ups.of(FollowUpKind.SIX_MONTHS, person.id) is None:
            kind, closed = FollowUpKind.SIX_MONTHS, Ended.DECLINED
            ended = FollowUpClosed(on=day, kind=kind, person=person.id, closed=closed)
            world.do("priya", DESTROYED, ended)
    desk = world.desk("imani")
    desk.record(DESTROYED, desk.proposal_of(DESTROYED, shredded=True))
    assert world.desk("priya").destroy(DESTROYED) is None
    told.look("after the destruction")


def put_back(told: Told, world: World, which: str, file: Path) -> None:
    """Put a backup back, and look around in it as one who holds, and as the one who does not."""
    place = told.watched / f"{which}.rjvault"
    key = key_of(PASSPHRASE.format("imani"))
    find(file).prepare("imani", key, place, lambda _done: True).finish()
    for member in ("priya", "mateo"):
        key = key_of(PASSPHRASE.format(member))
        with open_vault(place, member, key, now=world.clock) as vault:
            if member == "mateo":
                mateo_looks(told, f"put back from {which}", vault)
            else:
                note_database(told, f"put back from {which}", vault)


def test_no_word_lies_in_the_clear_in_any_file_at_any_point(told: Told) -> None:
    assert len(told.at) == 9
    assert told.found == []
    assert list((told.watched / "XDG_STATE_HOME").rglob("*.anchor"))
    assert len(list(told.stick.iterdir())) == 2


def test_what_was_asked_for_holds_the_words(told: Told) -> None:
    pages = pypdfium2.PdfDocument(io.BytesIO(told.exported.read_bytes()))
    words = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    assert s1.LETTER in words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_word_in_a_file_is_found(encoding: str, tmp_path: Path) -> None:
    for n, word in enumerate(WORDS):
        (tmp_path / f"{n}.part").write_bytes(b"\x00\xff" * 9 + f"so {word} it".encode(encoding))
    (tmp_path / NAME).mkdir()
    assert {word for _, word in found_in(tmp_path)} == set(WORDS)


def lying_in(told: Told, which: str) -> int:
    """Return how many rows of the destroyed case lie in a database, in use or not."""
    path, key = told.databases[which]
    everywhere = pages_of(path, key) + b"".join(rows_of(path, key))
    return sum(any(probe in everywhere for probe in probes(row)) for row in told.sealed)


SINCE = ("the vault", "the newer backup", "put back from the newer backup")


@pytest.mark.parametrize("which", SINCE)
def test_nothing_that_was_sealed_of_a_destroyed_case_lies_in_a_database(
    which: str, told: Told
) -> None:
    path, key = told.databases[which]
    assert b"CREATE TABLE tombstones" in pages_of(path, key)
    assert lying_in(told, which) == 0


@pytest.mark.parametrize("which", ["the vault before", "the older backup"])
def test_what_was_sealed_is_found_where_it_lay_before(which: str, told: Told) -> None:
    assert lying_in(told, which) == len(told.sealed) > 100


def test_no_file_holds_what_was_sealed_of_a_destroyed_case(told: Told) -> None:
    files = [path.read_bytes() for path in told.watched.rglob("*") if path.is_file()]
    assert not any(probe in file for row in told.sealed for probe in probes(row) for file in files)


def test_who_stepped_back_opens_nothing_of_the_cases_anywhere(told: Told) -> None:
    assert len(told.opened_by_mateo) == 4
    assert {where: opened for where, opened in told.opened_by_mateo.items() if opened} == {}
