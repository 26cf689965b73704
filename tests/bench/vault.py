"""The vault: what is done with one case, and with all, in vaults of 100, 1,000 and 10,000 cases.

The floor of what grows is the same with a tenth of the cases. What goes through the whole vault
may take ten times as long, never more; what is done with one case may not take longer at all.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Recorded
from rjdesk.desk.views.today import AskToday
from rjdesk.process.kernel.event import CaseId, Stream
from rjdesk.process.recusal.events import Recused
from rjdesk.vault.envelope import read_content, record_of
from rjdesk.vault.header import DEFAULT
from rjdesk.vault.keys import new_secret
from rjdesk.vault.opening import derive, open_vault
from rjdesk.vault.restoring import find
from rjdesk.vault.session import Session
from tests.bench.building import (
    NOW,
    PASSPHRASE,
    desk_of,
    doomed_cases,
    long_case,
    now,
    open_cases,
    unlocked,
)
from tests.bench.measure import (
    FLAT,
    Figure,
    Goal,
    Plan,
    above,
    at_most,
    in_turns,
    lines_of_a_process,
    median,
    milliseconds,
    times,
)
from tests.bench.record import recorded
from tests.bench.sizes import grew, grown
from tests.bench.unlock import unlocking
from tests.process.stories import IMANI

ENTRIES = 300
LINEAR = times(10)
BESIDE = times(FLAT)
SECONDS = 8.0
"""For how long something is done again and again; it is done once in any case."""
GROWS: dict[str, Goal] = {
    "open with the key at hand": LINEAR,
    "record an event": BESIDE,
    "record an event, disk not waited for": BESIDE,
    "recusal": BESIDE,
    "destruction of a case": BESIDE,
    "sealing anew": LINEAR,
    "backup": LINEAR,
    "restore": LINEAR,
    "check": LINEAR,
}
TO_TODAY = ((500, above(80)), (2_000, above(110)), (10_000, above(200)))
"""How long Today may take beyond the derivation, with at most so many cases."""
VERIFIED_BEFORE = times(1.3)
NEVER_LONGER = at_most(50)
MOST_ON_A_PAGE = 1_000


@dataclass(slots=True)
class Taken:
    """What was measured with so many cases.

    ``grows`` are the figures (ms) that are compared with those of the size before, ``megabytes``
    the size of the database; ``others`` stand by themselves, each by what it is of.
    """

    size: int
    megabytes: float
    grows: dict[str, float] = field(default_factory=dict)
    others: dict[str, Figure] = field(default_factory=dict)


def figures(plan: Plan) -> list[Figure]:
    """Measure each size; what is compared stands together, the smallest first."""
    taken = [measured(plan, size, folder) for size, folder in grown(plan)]
    pairs = list(zip(taken[:1] + taken, taken, strict=False))
    found = []
    for before, after in pairs:
        sizes = ((before.size, before.megabytes), (after.size, after.megabytes))
        found.append(grew("the database", LINEAR, *sizes, unit="MB"))
    for name, goal in GROWS.items():
        for before, after in pairs:
            was, value = before.grows[name], after.grows[name]
            found.append(grew(name, goal, (before.size, was), (after.size, value)))
    names = dict.fromkeys(name for one in taken for name in one.others)
    return [*found, *(one.others[name] for name in names for one in taken if name in one.others)]


def measured(plan: Plan, size: int, folder: Path) -> Taken:
    """Measure in a copy of a vault, and in a copy of that what is done on the screens."""
    place = plan.scratch / f"vault-{size}"
    copy = place / "measured.rjvault"
    shutil.copytree(folder, copy)
    repeats = plan.repeats(8)
    with unlocked(copy) as vault:
        case = long_case(vault, ENTRIES)
        leaves, doomed = open_cases(vault, repeats + 1), doomed_cases(vault, repeats + 1)
        database = vault._header.database(copy)
    taken = Taken(size, database.stat().st_size / 1_000_000)
    shown = place / "screens" / "shown.rjvault"
    shutil.copytree(copy, shown)
    taken.grows["open with the key at hand"] = opening(copy, plan.repeats(12))
    with unlocked(copy) as vault:
        taken.others |= reading(vault, case, size, plan.repeats(24))
        taken.grows |= recording(vault, case, plan.repeats(40))
        taken.grows |= going_through(vault, place)
        desk = desk_of(vault)
        desk.ask(AskToday())
        taken.grows["recusal"] = median([leaving(desk, each) for each in leaves])
        taken.grows["destruction of a case"] = median([destroying(desk, each) for each in doomed])
    taken.grows["sealing anew"] = median(list(sealing(copy)))
    taken.others |= unlocked_on_the_screen(plan, size, shown)
    taken.others |= blocked(size, shown, (leaves[0], doomed[0]))
    shutil.rmtree(place)
    return taken


def opening(folder: Path, repeats: int) -> float:
    """Return the median (ms) of opening a vault with a key that is derived already."""
    key = derive(folder, IMANI, PASSPHRASE.format(IMANI))

    def opened() -> float:
        start = perf_counter()
        vault = open_vault(folder, IMANI, key, now=now)
        done = 1000 * (perf_counter() - start)
        vault.close()
        return done

    return median(in_turns(repeats, opened)[0])


def reading(vault: Session, case: CaseId, size: int, repeats: int) -> dict[str, Figure]:
    """Measure a long record, read up to where it was verified before, and verified anew.

    The floor fetches, opens and decodes the same rows, and verifies nothing.
    """
    journals, name = vault._journals, record_of(case)
    before = dict(journals._verified)
    if name not in before:
        raise LookupError("this record was not verified before")

    def read(verified: dict[str, str]) -> float:
        journals._verified = verified  # type: ignore[assignment]
        journals.forget_stream(name)
        return milliseconds(lambda: vault.entries(case, Stream.RECORD))

    bare, known, anew = map(
        median,
        in_turns(
            repeats,
            lambda: milliseconds(lambda: read_bare(vault, case)),
            lambda: read(before),  # type: ignore[arg-type]
            lambda: read({}),
        ),
    )
    journals._verified = before
    against = "its rows opened and decoded, unverified"
    first, second = (f"read a case of {ENTRIES}, {how}" for how in ("verified before", "at first"))
    return {
        first: Figure(f"{first}, {size:,} cases", known, "ms", bare, against, VERIFIED_BEFORE),
        second: Figure(f"{second}, {size:,} cases", anew, "ms", bare, against),
    }


def read_bare(vault: Session, case: CaseId) -> None:
    """Fetch, open and decode every entry of a record, whoever signed it."""
    journals, name = vault._journals, record_of(case)
    for row in journals.rows(name):
        key = journals.keys.key(name, row.envelope.epoch) if row.envelope.epoch else None
        if key is None:
            raise LookupError("this entry does not open")
        content = key.entries.open(row.sealed, row.envelope.context("entry", journals.vault))
        read_content(content)[0].event()


def recording(vault: Session, case: CaseId, repeats: int) -> dict[str, float]:
    """Return medians (ms) of recording an event, with the disk and without it."""
    waited, _ = recorded(vault, case, repeats)
    vault._database.execute("PRAGMA synchronous=OFF")
    unwaited, _ = recorded(vault, case, repeats, "PRAGMA synchronous=OFF")
    vault._database.execute("PRAGMA synchronous=EXTRA")
    return {"record an event": waited, "record an event, disk not waited for": unwaited}


def leaving(desk: Desk, case: CaseId) -> float:
    """Return how long (ms) it takes to step back from a case."""
    start = perf_counter()
    outcome = desk.record(case, Recused(on=NOW.date(), member=IMANI))
    done = 1000 * (perf_counter() - start)
    if not isinstance(outcome, Recorded):
        raise TypeError(outcome)
    return done


def destroying(desk: Desk, case: CaseId) -> float:
    """Return how long (ms) it takes to destroy a case that another proposed to destroy."""
    start = perf_counter()
    refused = desk.destroy(case)
    done = 1000 * (perf_counter() - start)
    if refused is not None:
        raise ValueError(refused)
    return done


def going_through(vault: Session, place: Path) -> dict[str, float]:
    """Return medians (ms) of a backup, of putting it back, and of the examination."""
    stick = place / "backups"
    stick.mkdir()
    source, secret = vault.backup_source(), PASSPHRASE.format(IMANI)
    backup = median(list(again(lambda: source.write(stick))))
    (file, *others) = sorted(stick.iterdir())
    for each in others:
        each.unlink()
    sealed = find(file)
    key, back = sealed.derive(IMANI, secret), place / "back.rjvault"

    def put_back() -> None:
        shutil.rmtree(back, ignore_errors=True)
        sealed.prepare(IMANI, key, back, lambda _done: True).finish()

    restore = median(list(again(put_back)))
    found: list[str] = []
    check = median(list(again(lambda: found.extend(vault.check()))))
    if found:
        raise ValueError(found)
    return {"backup": backup, "restore": restore, "check": check}


def sealing(folder: Path) -> Iterator[float]:
    """Yield how long (ms) it takes to seal the whole vault anew, opened afresh each time."""
    end = perf_counter() + SECONDS
    while True:
        with unlocked(folder) as vault:
            seal = vault.resealing()
            yield milliseconds(partial(seal, lambda _done: True))
        if perf_counter() > end:
            return


def again(work: Callable[[], object]) -> Iterator[float]:
    """Yield how long (ms) some work takes, again and again for a few seconds."""
    end = perf_counter() + SECONDS
    while True:
        yield milliseconds(work)
        if perf_counter() > end:
            return


def unlocked_on_the_screen(plan: Plan, size: int, copy: Path) -> dict[str, Figure]:
    """Measure unlocking at the cost that vaults really have, which this one is given."""
    secret = PASSPHRASE.format(IMANI)
    with unlocked(copy) as vault:
        vault.change_passphrase(derive(copy, IMANI, secret), new_secret(secret, cost=DEFAULT))
    today, listed, derivation = unlocking(copy, plan.repeats(7))
    against = "Argon2id alone, 256 MiB"
    goal = next(goal for most, goal in TO_TODAY if size <= most)
    first, second = "unlock to Today", "unlock to case list"
    return {
        first: Figure(f"{first}, {size:,} cases", today, "ms", derivation, against, goal),
        second: Figure(f"{second}, {size:,} cases", listed, "ms", derivation, against),
    }


def blocked(size: int, copy: Path, cases: tuple[CaseId, ...]) -> dict[str, Figure]:
    """Measure how long the window hangs in each act, and print where.

    ``cases`` are the one that is left, and the one that is destroyed. The page of the vault has a
    line for each case whose records wait: where those are thousands, nobody sits through it.
    """
    if size > MOST_ON_A_PAGE:
        print(f"with {size:,} cases nothing is measured that leads over the page of the vault")
        cases = cases[:1]
    with unlocked(copy) as vault:
        made = vault.backup_source().write(copy.parent)
    backup = str(copy.parent / made.file)
    told, code = lines_of_a_process("blocks_window", str(copy), backup, *cases)
    found = {}
    for block in told:
        act, longest = block["act"], block["longest"]
        print(f"{act}, {size:,} cases: {longest:.0f} ms: {block['where']}")
        name, of_it = f"longest block, {act}", "what the thread worked of it"
        figure = Figure(f"{name}, {size:,} cases", longest, "ms", block["own"], of_it, NEVER_LONGER)
        found[name] = figure
    if code:
        last = told[-1]["act"] if told else "its start"
        print(f"with {size:,} cases the program ended by itself after: {last} (code {code})")
    return found
