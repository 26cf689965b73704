"""What a process does in a vault before something ends it: acts, one after the other.

Each act is promised to be there as a whole or not at all, and to stay once it returned. A life
yields after each of its acts; who lives it says so to whoever counts.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Recorded
from rjdesk.desk.ports import DraftKey
from rjdesk.process.intake.events import AdvisorInformed
from rjdesk.process.kernel.event import Event, MemberId, SignedEvent
from rjdesk.process.membership.events import MemberLeft
from rjdesk.process.recusal.events import Recused
from rjdesk.rehearsal import two_parties as s1
from rjdesk.shipped import installed_anonymiser, shipped_programmes, shipped_terms
from rjdesk.vault.keys import NewSecret
from rjdesk.vault.opening import open_vault, recover
from rjdesk.vault.recovery import spelled_code
from rjdesk.vault.restoring import find
from rjdesk.vault.session import Session
from tests.scenarios.world import PASSPHRASE, reed
from tests.stories.desk import tell
from tests.stretched import key_of, secret_of
from tests.vault.making import note, record

CASE = s1.CASE
IMANI, TEODOR, PRIYA, MATEO, EWA = map(MemberId, ("imani", "teodor", "priya", "mateo", "ewa"))
MEMBERS = (IMANI, TEODOR, PRIYA, MATEO, EWA)
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
CHANGED, ANEW, GIVEN = (
    "four careful bridges under snow",
    "eight patient lanterns over the harbour",
    "seven borrowed umbrellas by the door",
)
CODE = spelled_code(bytes(range(16)))
SUFFIX = ".rjbackup"


def now() -> datetime:
    return NOON


class Home:
    """A vault, and what lies around it: what this computer noted, a stick for backups, a laptop."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.vault, self.state, self.stick = top / "reed.rjvault", top / "state", top / "stick"
        self.laptop = top / "laptop.rjvault"

    def copied(self, top: Path) -> Home:
        shutil.copytree(self.top, top)
        return Home(top)

    def sits(self, member: str, passphrase: str = "", own: NewSecret | None = None) -> Session:
        """Open the vault as a member, on this computer."""
        key = key_of(passphrase or PASSPHRASE.format(member))
        return open_vault(self.vault, member, key, now=now, state=self.state, own=own)

    def backup(self) -> Path:
        """Return the one backup on the stick."""
        (found,) = self.stick.glob(f"*{SUFFIX}")
        return found


@cache
def shipped() -> tuple[object, ...]:
    """Read what the program ships once: a child that is forked off has it already."""
    return shipped_programmes(), shipped_terms(), installed_anonymiser()


def desk(vault: Session) -> Desk:
    programmes, terms, reader = shipped()
    ids = itertools.count(1)
    return Desk(
        vault,
        programmes,  # type: ignore[arg-type]
        clock=now,
        new_id=lambda: f"id-{next(ids)}",
        terms=terms,  # type: ignore[arg-type]
        reader=reader,  # type: ignore[arg-type]
    )


def records(vault: Session, event: Event) -> None:
    """Record an event through the door, which must let it through."""
    case = None if isinstance(event, MemberLeft) else CASE
    outcome = desk(vault).record(case, event)
    assert isinstance(outcome, Recorded), outcome


Life = Callable[[Home], Iterator[None]]


def recording(home: Home) -> Iterator[None]:
    """A Chair and a facilitator record, keep drafts and a paper; marks are due all the time."""
    with home.sits("imani") as vault:
        _is_due(vault)
        vault.append(None, [SignedEvent(s1.JOSS, IMANI)])
        yield
    with home.sits("priya") as vault:
        for number in range(3):
            _is_due(vault)
            acts = [record(f"r{number}", PRIYA), note(f"n{number}" * 300, PRIYA)]
            vault.append(CASE, acts, summary=b"s%d" % number)
            yield
        vault.save_draft(DraftKey(CASE, "meeting"), b"half typed" * 50)
        yield
        vault.append(CASE, [note("said", PRIYA)], drop_draft=DraftKey(CASE, "meeting"))
        yield
        vault.keep_paper(CASE, "letter", bytes(30_000))
        yield


def recusal(home: Home) -> Iterator[None]:
    """A facilitator steps back, and what is recorded next is sealed under keys of its own."""
    with home.sits("mateo") as vault:
        records(vault, Recused(on=NOON.date(), member=MATEO))
        yield
    with home.sits("imani") as vault:
        records(vault, AdvisorInformed(on=NOON.date()))
        yield


def destruction(home: Home) -> Iterator[None]:
    """A case is destroyed on the word of two."""
    with home.sits("imani") as vault:
        signed = vault.destruction_signed(CASE)
    with home.sits("priya") as vault:
        vault.destroy(CASE, IMANI, signed, b'{"year":2026}')
        yield


def sealing(home: Home) -> Iterator[None]:
    """The database is sealed under a new key, since somebody left."""
    with home.sits("teodor") as vault:
        assert vault.is_to_be_resealed
        vault.resealing()(lambda _done: True)
        yield


def backing_up(home: Home) -> Iterator[None]:
    with home.sits("imani") as vault:
        vault.backup_source().write(home.stick)
        yield


def restoring(home: Home) -> Iterator[None]:
    """A backup becomes the vault of a place, and two say that it counts."""
    sealed = find(home.backup())
    key = key_of(PASSPHRASE.format("imani"))
    sealed.prepare("imani", key, home.vault, lambda _done: True).finish()
    yield
    with home.sits("imani") as vault, vault.cosigner(TEODOR, _key(TEODOR)) as second:
        vault.settle(second)
        yield


def enrolling(home: Home) -> Iterator[None]:
    """Two give a member keys, who makes keys of their own at their first session."""
    with home.sits("imani") as vault, vault.cosigner(TEODOR, _key(TEODOR)) as second:
        vault.enrol(EWA, "ewa", secret_of(GIVEN), second)
        yield
    with home.sits("ewa", GIVEN, secret_of(PASSPHRASE.format("ewa"))):
        yield


def unlocking(home: Home) -> Iterator[None]:
    """A member takes another passphrase and a recovery code, and uses that."""
    with home.sits("priya") as vault:
        vault.change_passphrase(_key(PRIYA), secret_of(CHANGED))
        yield
        vault.set_code(CODE)
        yield
    with recover(
        home.vault, "priya", CODE, secret_of(ANEW), now=now, state=home.state
    ):  # fmt: skip
        yield


def taking_in(home: Home) -> Iterator[None]:
    """Two take in what was recorded in a copy of the vault."""
    with home.sits("imani") as vault, vault.cosigner(TEODOR, _key(TEODOR)) as second:
        vault.take_in(home.laptop, second)
        yield


@dataclass(frozen=True)
class Kind:
    """A life, and how the home is made ready for it."""

    name: str
    life: Life
    ready: Callable[[Home], object]


def everybody_sat_here(home: Home) -> None:
    """Have all but Teodor sit at this computer, which then notes outside the vault what they saw.

    While somebody records, nothing was noted here of anybody yet.
    """
    for member in ("imani", "priya", "mateo"):
        home.sits(member).close()


def somebody_left(home: Home) -> None:
    """Have a facilitator leave, on the word of two."""
    everybody_sat_here(home)
    with home.sits("imani") as vault:
        records(vault, MemberLeft(on=NOON.date(), member=MATEO))
    with home.sits("teodor") as vault:
        for waits in vault.waiting():
            vault.countersign(waits.entry, confirmed=True)


def only_the_backup_is_left(home: Home) -> None:
    """Have the vault backed up and lost."""
    everybody_sat_here(home)
    for _ in backing_up(home):
        pass
    shutil.rmtree(home.vault)


def both_copies_were_used(home: Home) -> None:
    """Have the vault copied to a laptop, and two record, one here and one there."""
    everybody_sat_here(home)
    shutil.copytree(home.vault, home.laptop)
    with open_vault(home.laptop, "priya", _key(PRIYA), now=now) as vault:
        vault.append(CASE, [record("there", PRIYA), note("there", PRIYA)] * 3)
    with home.sits("imani") as vault:
        vault.append(CASE, [record("here", IMANI)])
        vault.append(None, [SignedEvent(s1.JOSS, IMANI)])


KINDS = (
    Kind("recording", recording, lambda _home: None),
    Kind("recusal", recusal, everybody_sat_here),
    Kind("destruction", destruction, everybody_sat_here),
    Kind("sealing anew", sealing, somebody_left),
    Kind("backup", backing_up, everybody_sat_here),
    Kind("restore", restoring, only_the_backup_is_left),
    Kind("enrolment", enrolling, everybody_sat_here),
    Kind("header change", unlocking, everybody_sat_here),
    Kind("taking in", taking_in, both_copies_were_used),
)


def build(top: Path) -> Home:
    """Make the vault that everything happens to: a case in its pre-meetings, held by three."""
    home = Home(top)
    home.stick.mkdir(parents=True)
    world = reed(home.vault, s1.STORY.begins, enrolled=("teodor", "priya", "mateo"))
    world.stays = True
    for chapter in (s1.INTAKE, s1.PRE_MEETINGS):
        tell(world, s1.STORY, chapter)
    world.journal("mateo").save_draft(DraftKey(CASE, "follow-up"), b"half typed")
    # More than one piece of what is copied between two questions whether to go on.
    world.journal("priya").keep_paper(CASE, "agreement", b"%PDF" * 300_000)
    world.leave()
    shipped()
    return home


def _key(member: str) -> object:
    return key_of(PASSPHRASE.format(member))


def _is_due(vault: Session) -> None:
    """Let it be some time since the marks were kept, so that the next act keeps them too."""
    vault._remembering._kept_at -= 120
