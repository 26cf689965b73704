"""Files of a vault are damaged by chance, and the table of what whoever opens it is told.

``python -m tests.vault.damage [--long]`` prints the table. A damaged vault refuses in a sentence,
or opens and says what is wrong, or shows all that was there, since what was damaged is needed by
nobody: it shows nothing else, and nothing falls over.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from rjdesk.desk.ports import Trouble
from rjdesk.vault.header import NAME, read_header
from tests.vault.lives import Home, build, everybody_sat_here, recording
from tests.vault.making import contents
from tests.vault.seen import Seen, look_around

MEMBERS = ("priya", "teodor")
"""One who reads most of the vault, and one who reads little and has it examined."""
PAGE = 4096
SHORT, LONG = 60, 600
HEADER_SHORT = 400
"""So many bits of the header are tried in the short run; in the long one each is."""
OUTCOMES = ("refused", "told", "unharmed")
FAULTS = ("silent", "changed", "fell over")
"""Something else is shown and nobody told; a vault that refuses was written to; no sentence."""


class Damaged(NamedTuple):
    """What was damaged and how, what it came to, and more of that."""

    what: str
    seed: int
    outcome: str
    more: str = ""


class Bench:
    """A place with a vault to damage, and its database as it lay a little earlier."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.home = build(top / "built")
        everybody_sat_here(self.home)
        self.database = self.home.vault / "vault-1.db"
        self.older = self.database.read_bytes()
        for _ in recording(self.home):
            pass
        self.newer = self.database.read_bytes()
        meant = self.home.copied(top / "meant")
        self.meant = {member: self._opened(meant, member)[0] for member in MEMBERS}

    def files(self) -> list[Path]:
        """Return what lies in the vault, and what is noted of it outside."""
        found = [*self.home.vault.iterdir(), *self.home.state.iterdir()]
        return sorted(path for path in found if path.stat().st_size)

    def damage(self, what: str, seed: int) -> Damaged:
        """Damage a file in a way and a place that are drawn by a number, and open the vault."""
        chance = random.Random(f"{what} {seed}")
        with tempfile.TemporaryDirectory(dir=self.top) as place:
            home = self.home.copied(Path(place) / "home")
            path = chance.choice(self.files()) if chance.randrange(3) == 0 else self.database
            harmed = home.top / path.relative_to(self.home.top)
            harmed.write_bytes(WAYS[what](self, path.read_bytes(), chance, path))
            outcome, more = self.outcome_of(home, chance.choice(MEMBERS))
            sealed = path == self.database and what != "older pages"
            if sealed and outcome == "unharmed" and harmed.read_bytes() != self.newer:
                outcome, more = "silent", "the examination finds nothing"
            return Damaged(what, seed, outcome, f"{path.name}: {more}")

    def outcome_of(self, home: Home, member: str) -> tuple[str, str]:
        before = contents(home.top)
        try:
            seen, said = self._opened(home, member)
        except Trouble as trouble:
            if contents(home.top) != before:
                return "changed", str(trouble)
            return ("refused" if str(trouble).endswith(".") else "fell over"), str(trouble)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is no sentence
            return "fell over", repr(error)
        if said:
            return "told", str(said)
        differs = seen.differs(self.meant[member])
        return ("silent" if differs else "unharmed"), str(differs)

    def _opened(self, home: Home, member: str) -> tuple[Seen, list[str]]:
        """Return what a member sees, and all that is said to them."""
        seen = Seen()
        with home.sits(member) as vault:
            look_around(vault, member, seen)
            return seen, [*vault.doubts, *vault.notices, *seen.faults]

    def headers(self, bits: Iterator[int]) -> Iterator[Damaged]:
        """Turn bits of the header over, one at a time: what spells it otherwise is no header."""
        home = self.home.copied(self.top / "headers")
        sound = (home.vault / NAME).read_bytes()
        for bit in bits:
            (home.vault / NAME).write_bytes(flipped(sound, bit))
            try:
                read_header(home.vault)
            except Trouble:
                yield Damaged("bits of the header", bit, "refused")
            except Exception as error:  # noqa: BLE001 - whatever it is, it is no sentence
                yield Damaged("bits of the header", bit, "fell over", repr(error))
            else:
                yield Damaged("bits of the header", bit, "silent")

    @property
    def header_bits(self) -> int:
        return 8 * (self.home.vault / NAME).stat().st_size


def flipped(content: bytes, bit: int) -> bytes:
    harmed = bytearray(content)
    harmed[bit // 8] ^= 1 << bit % 8
    return bytes(harmed)


def _flip(_bench: Bench, content: bytes, chance: random.Random, _path: Path) -> bytes:
    return flipped(content, chance.randrange(8 * len(content)))


def _cut(_bench: Bench, content: bytes, chance: random.Random, _path: Path) -> bytes:
    """Cut a file off, every second time at the edge of a page."""
    length = chance.randrange(len(content))
    return content[: length - length % PAGE if chance.randrange(2) else length]


def _older(bench: Bench, content: bytes, chance: random.Random, path: Path) -> bytes:
    """Put pages of the database back as they were, one or some; of another file, nothing."""
    if path != bench.database:
        return content
    older, newer = bench.older, bench.newer
    places = range(0, min(len(older), len(newer)), PAGE)
    changed = [at for at in places if older[at : at + PAGE] != newer[at : at + PAGE]]
    for at in chance.sample(changed, chance.choice((1, 1, 2, len(changed) // 2))):
        content = content[:at] + older[at : at + PAGE] + content[at + PAGE :]
    return content


def _zeros(_bench: Bench, content: bytes, chance: random.Random, _path: Path) -> bytes:
    """Have some sectors read as zeros, as after a fault of the disk."""
    at = 512 * chance.randrange(1 + len(content) // 512)
    length = min(512 * chance.randint(1, 16), len(content) - at)
    return content[:at] + bytes(length) + content[at + length :]


WAYS: dict[str, Callable[[Bench, bytes, random.Random, Path], bytes]] = {
    "a bit": _flip,
    "cut off": _cut,
    "older pages": _older,
    "sectors of zeros": _zeros,
}


def run(times: int, header_bits: int | None) -> Iterator[Damaged]:
    """Damage so often, in each way in turn, and that many bits of the header, or each."""
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place))
        for seed in range(times):
            yield bench.damage(list(WAYS)[seed % len(WAYS)], seed)
        every = range(bench.header_bits)
        drawn = random.Random(0).sample(every, header_bits) if header_bits else every
        yield from bench.headers(iter(drawn))


def table(results: list[Damaged]) -> Iterator[str]:
    """Yield the lines of the table, and below it whatever was not as it should be."""
    columns = (*OUTCOMES, *FAULTS)
    yield f"{'what':20}{'times':>12}" + "".join(f"{column:>12}" for column in columns)
    for what in dict.fromkeys(each.what for each in results):
        counts = Counter(each.outcome for each in results if each.what == what)
        yield f"{what:20}{counts.total():12}" + "".join(f"{counts[c]:12}" for c in columns)
    for each in results:
        if each.outcome in FAULTS:
            yield f"{each.what} {each.seed}: {each.outcome}: {each.more}"


def main() -> None:
    """Print the table of some damages, or of many and of each bit of the header."""
    is_long = "--long" in sys.argv
    results = list(run(LONG if is_long else SHORT, None if is_long else HEADER_SHORT))
    for line in table(results):
        print(line)
    sys.exit(any(each.outcome in FAULTS for each in results))


if __name__ == "__main__":
    main()
