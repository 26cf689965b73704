"""Makes a small vault that every later version has to open, as those in ``tests/vault/kept``.

``python -m tests.vault.kept FILE`` writes a new one; what is there is never written again.
Everybody in it is fictional.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

from rjdesk.desk.ports import DraftKey
from rjdesk.process.kernel.event import EntryId, MemberId
from rjdesk.process.membership.events import MemberLeft
from rjdesk.process.recusal.events import Recused
from rjdesk.rehearsal import one_party, two_parties
from rjdesk.vault.header import NAME, read_header
from rjdesk.vault.recovery import spelled_code
from tests.scenarios.world import World, reed
from tests.stories.desk import tell
from tests.vault.making import session

KEPT = Path(__file__).with_name("kept")
CASE, DESTROYED = two_parties.CASE, one_party.CASE
IMANI, MATEO, HANA = map(MemberId, ("imani", "mateo", "hana"))
PAPER, PDF = "agreement", b"%PDF-1.7 of a paper that nobody signed"
DRAFT, TYPED = DraftKey(CASE, "follow-up"), b"half typed"
CODE = spelled_code(bytes(range(16)))
FIGURES = b'{"year":2026}'


def lived_in(folder: Path) -> World:
    """Return a vault in which whatever the format knows was done once."""
    world = reed(folder, two_parties.STORY.begins)
    for chapter in (two_parties.INTAKE, two_parties.PRE_MEETINGS):
        tell(world, two_parties.STORY, chapter)
    tell(world, one_party.STORY, one_party.INTAKE)
    day = world.clock().date()
    world.do("mateo", CASE, Recused(on=day, member=MATEO))
    priya = session(world, "priya")
    priya.keep_paper(CASE, PAPER, PDF)
    priya.save_draft(DRAFT, TYPED)
    priya.set_code(CODE)
    signed = session(world, "imani").destruction_signed(DESTROYED)
    session(world, "priya").destroy(DESTROYED, IMANI, signed, FIGURES)
    world.do("imani", None, MemberLeft(on=day, member=HANA))
    teodor = session(world, "teodor")
    for waiting in teodor.waiting():
        teodor.countersign(EntryId(waiting.entry), confirmed=True)
    session(world, "imani").resealing()(lambda _done: True)
    world.leave()
    return world


def packed(folder: Path, file: Path) -> None:
    """Put the header of a vault, and the database that it names, into an archive."""
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as archive:
        for path in (folder / NAME, read_header(folder).database(folder)):
            archive.write(path, path.name)


def main() -> None:
    """Write a vault of the present format into an archive that is not there yet."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "kept.rjvault"
        lived_in(folder)
        packed(folder, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
