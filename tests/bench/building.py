"""Vaults with many cases, written by the vault's own journal.

The rules are not asked, for nobody waits a quarter of an hour for ten thousand cases; what is
written is what they would have allowed: the story of the tests, told up to different points.
All dates stand around one day, so that as much waits in every run. Nothing of Qt is imported.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from rjdesk.desk.desk import Desk
from rjdesk.desk.ports import CoSigner, Holders
from rjdesk.desk.summary import summarise
from rjdesk.process.case import Case, fold_one
from rjdesk.process.followup.events import AffectedPartyTold, FollowUpClosed
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.intake.events import CaseOpened, ParticipantNamed
from rjdesk.process.kernel.event import (
    CaseId,
    Entry,
    EntryId,
    Event,
    MemberId,
    Recording,
    SignedEvent,
    Stream,
)
from rjdesk.process.membership.events import FoundingCompleted
from rjdesk.process.preparation.events import ConferenceScheduled
from rjdesk.process.retention.events import DestructionProposed
from rjdesk.shipped import installed_anonymiser, shipped_terms
from rjdesk.vault.cosigner import SecondSigner
from rjdesk.vault.creating import create
from rjdesk.vault.destroying import ends_of_a_case
from rjdesk.vault.envelope import record_of
from rjdesk.vault.header import DEFAULT, FLOOR, Argon2Cost
from rjdesk.vault.keys import new_secret
from rjdesk.vault.opening import derive, open_vault
from rjdesk.vault.seals import sign
from rjdesk.vault.session import Session
from rjdesk.vault.tombs import signed_destruction
from tests.process import stories
from tests.process.stories import IMANI, MATEO, PRIYA, STORY, until

PASSPHRASE = "seven quiet rivers walk home with {}"
PROGRAMMES = {each.id: each for each in (stories.REED, stories.PARTNERS)}
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
FIRST = (
    "Ánh Cole Minh Dana Łukasz Zoë Amara Noor Jürgen Inés Kwame Saoirse Thu Björn Lucía Femi Yuki"
    " Petra Omar Nguyễn"
)
LAST = (
    "Brandvold Lê Whitlock Šimůnek Okafor Đặng Haddad Müller Ortega Mensah Byrne Pham Lindqvist"
    " Raman Adeyemi Tanaka Kowalski"
)

CLOSED = (
    *STORY,
    *stories.by(
        PRIYA,
        *(
            AffectedPartyTold(on=stories.DAY, person=stories.ANH, action=action)
            for action in ("a", "b", "")
        ),
        *(
            FollowUpClosed(on=stories.DAY, kind=kind, person=stories.ANH, closed=Ended.HELD)
            for kind in FollowUpKind
        ),
    ),
)
LONG_AGO = 300
"""How many days ago a case ended whose records are to be destroyed now."""
# How far the stories have come, how often of twenty, and how many days ago at most.
STAGES: tuple[tuple[tuple[SignedEvent, ...], int, int], ...] = (
    (until(stories.contact(stories.ANH)), 2, 20),
    (until(stories.contact(stories.COLE)), 3, 40),
    (until(stories.REASON), 1, 20),
    (until(stories.done("a")), 4, 80),
    (CLOSED, 10, 330),
)


def now() -> datetime:
    """Return the moment at which every bench takes place."""
    return NOW


def found(folder: Path, cost: Argon2Cost = FLOOR) -> Session:
    """Make a vault with a coalition in it, two of whose members have keys; Imani is unlocked."""
    vault = create(
        folder,
        founder=IMANI,
        login=IMANI,
        secret=new_secret(PASSPHRASE.format(IMANI), cost=cost),
        now=now,
    )
    outcome = desk_of(vault).record(None, *stories.as_found(), FoundingCompleted(on=NOW.date()))
    if not hasattr(outcome, "entries"):
        raise ValueError(outcome)
    own = new_secret(PASSPHRASE.format(PRIYA), cost=cost)
    vault.enrol(PRIYA, PRIYA, own)
    vault.close()
    open_vault(folder, PRIYA, own.key, now=now, own=own).close()
    return unlocked(folder)


def unlocked(folder: Path) -> Session:
    """Open a vault as Imani."""
    return open_vault(folder, IMANI, derive(folder, IMANI, PASSPHRASE.format(IMANI)), now=now)


def desk_of(vault: Session) -> Desk:
    """Return a desk that has not looked at anything yet."""
    return Desk(
        vault,
        PROGRAMMES,
        clock=now,
        new_id=lambda: str(uuid.uuid4()),
        terms=shipped_terms(),
        reader=installed_anonymiser(),
    )


def fill(vault: Session, count: int, *, whole: bool = False, seed: int = 1) -> list[CaseId]:
    """Write so many more cases; return their ids.

    Without ``whole`` a case has the journal of its intake alone, but the line in the list, and
    what waits, of its whole story: enough for whatever does not open it, in a tenth of the time.
    """
    chance = random.Random(f"{seed} {count}")
    stages = list(itertools.chain(*([stage] * stage[1] for stage in STAGES)))
    made = []
    with _in_haste(vault), _second(vault) as priya:
        for _ in range(count):
            story, _, days = chance.choice(stages)
            told = list(_as_it_was(story, chance, timedelta(days=-chance.randint(0, days))))
            made.append(write(vault, told, priya, upto=None if whole else len(STAGES[0][0])))
    return made


def write(
    vault: Session,
    told: list[SignedEvent],
    second: CoSigner,
    *,
    after: int = 0,
    upto: int | None = None,
    case_id: CaseId | None = None,
) -> CaseId:
    """Write one case, and its summary.

    Of its journal what comes ``after`` so many acts, ``upto`` so many.
    """
    case_id = case_id or new_case()
    case = whole = Case(id=case_id)
    acts: list[SignedEvent] = []
    for number, act in enumerate(told):
        for event in (act.event, *act.event.consequences(Recording(case=case_id, by=act.by))):
            entry = Entry(id=EntryId(""), event=event, by=act.by, at=NOW)
            whole = fold_one(whole, entry)
            if after <= number and (upto is None or number < upto):
                case = fold_one(case, entry)
                acts.append(SignedEvent(event, act.by))
    holders = Holders(record=case.record_holders, notes=case.notes_holders)
    around = (stories.REED, stories.COALITION, shipped_terms(), NOW.date())
    summary = summarise(whole, *around).written()
    vault.append(case_id, acts, gives=holders, summary=summary, cosigner=second)
    return case_id


def long_case(vault: Session, entries: int) -> CaseId:
    """Write one case of so many entries: a circle of many rounds, and a busy telephone."""
    seats = [stories.turn(person) for person in stories.SEATS]
    circle = stories.by(
        PRIYA, *itertools.chain(*([stories.asked("q1"), *seats] for _ in range(24)))
    )
    told = list(until(stories.entered(4)))
    rest = list(until(stories.done("a")))[len(told) :]
    told = [*map(_by_two, (*told, *circle, *rest))]
    brought = sum(
        event.stream is Stream.RECORD
        for act in told
        for event in act.event.consequences(Recording(case=CaseId(""), by=act.by))
    )
    calls = itertools.cycle((stories.contact(stories.ANH), stories.contact(stories.COLE)))
    told += stories.by(PRIYA, *itertools.islice(calls, entries - len(told) - brought))
    with _in_haste(vault), _second(vault) as priya:
        return write(vault, told, priya)


def open_cases(vault: Session, count: int) -> list[CaseId]:
    """Write so many cases that were assigned, each with its whole journal."""
    chance = random.Random(count)
    story, _, days = STAGES[0]
    with _in_haste(vault), _second(vault) as priya:
        return [
            write(vault, list(_as_it_was(story, chance, timedelta(days=-days))), priya)
            for _ in range(count)
        ]


def doomed_cases(vault: Session, count: int) -> list[CaseId]:
    """Write so many whole cases that Priya proposes to destroy, as policy asks by now."""
    chance = random.Random(count)
    made = []
    with _in_haste(vault), _second(vault) as priya:
        for _ in range(count):
            told = list(_as_it_was(CLOSED, chance, timedelta(days=-LONG_AGO)))
            case = write(vault, told, priya)
            made.append(case)
            record = record_of(case)
            after = ends_of_a_case(vault._journals, record)
            signed = sign(_key_of(priya), signed_destruction(vault._header.vault, record, after))
            proposed = DestructionProposed(on=NOW.date(), shredded=True, signed=signed.hex())
            told = [*told, *stories.by(PRIYA, proposed)]
            write(vault, told, priya, after=len(told) - 1, case_id=case)
    return made


def new_case() -> CaseId:
    """Return the id of a case that is not there yet."""
    return CaseId(str(uuid.uuid4()))


def _key_of(second: CoSigner) -> Ed25519PrivateKey:
    """Return what whoever signs beside the unlocked member signs with."""
    if not isinstance(second, SecondSigner):
        raise TypeError(second)
    return second.signer.private


def _second(vault: Session) -> AbstractContextManager[CoSigner]:
    key = vault.unlocking(PRIYA).derive(PASSPHRASE.format(PRIYA))
    return vault.cosigner(PRIYA, key)


@contextmanager
def _in_haste(vault: Session) -> Iterator[None]:
    """Write without waiting for the disk; what is measured afterwards waits for it again.

    Nobody leaves meanwhile, and no press looks through all cases for what they would leave.
    """
    database = vault._database
    vars(vault._giving)["release"] = lambda *_: None
    database.execute("PRAGMA journal_mode=MEMORY")
    database.execute("PRAGMA synchronous=OFF")
    yield
    database.execute("PRAGMA journal_mode=TRUNCATE")
    database.execute("PRAGMA synchronous=EXTRA")
    del vars(vault._giving)["release"]


def _by_two(act: SignedEvent) -> SignedEvent:
    """Let Imani do what Mateo does in the story: she is unlocked, and Priya signs beside her."""
    event = act.event
    if getattr(event, "member", None) == MATEO:
        event = replace(event, member=IMANI)
    return SignedEvent(event, IMANI if act.by == MATEO else act.by)


def _as_it_was(
    told: Iterable[SignedEvent], chance: random.Random, ago: timedelta
) -> Iterator[SignedEvent]:
    """Yield a story in other days, of other people."""
    since = NOW.date() - stories.DAY
    code = f"{chance.randrange(32**4):04X}-{chance.randrange(1296):02X}"
    for act in map(_by_two, told):
        event = _moved(act.event, since + ago)
        if isinstance(event, CaseOpened):
            event = replace(event, code=code)
        elif isinstance(event, ParticipantNamed):
            first, last = chance.choice(FIRST.split()), chance.choice(LAST.split())
            event = replace(event, person_name=f"{first} {last}", called=first)
        elif isinstance(event, ConferenceScheduled):
            event = replace(event, starts_at=event.starts_at + timedelta(days=24))
        yield SignedEvent(event, MemberId(act.by))


def _moved(event: Event, by: timedelta) -> Event:
    """Return an event with all its dates moved."""
    dates = {
        name: value + by
        for name in event.__struct_fields__
        if isinstance(value := getattr(event, name), date)
    }
    return replace(event, **dates)


def main() -> None:
    """Make a vault in a process of its own, for benches that do not want its memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, default=0)
    parser.add_argument("--default-cost", action="store_true")
    options = parser.parse_args()
    with found(options.folder, DEFAULT if options.default_cost else FLOOR) as vault:
        fill(vault, options.cases, whole=True)
    print(json.dumps({}))


if __name__ == "__main__":
    main()
