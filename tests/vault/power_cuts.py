"""The power is cut while a process does something in a real vault, and the table of what was lost.

``python -m tests.vault.power_cuts [--long]`` prints the table. Each life of ``lives.py`` is lived
once under a recorder; from what it asked of the disk, states are made that a disk may be in after
a cut at some moment (``disk.py``), and each is looked at as a vault that was killed is. The last
line is a disk that says that it synced and did not: it has to lose something, or the others would
prove nothing.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.stretched import hand_on, take_over
from tests.vault.disk import ACKNOWLEDGED, Disk, Step, recorded
from tests.vault.kills import Judged, compared, spread, table
from tests.vault.lives import KINDS, Home, Kind, build
from tests.vault.making import contents
from tests.vault.seen import Seen, look

SHORT, LONG = 60, 2_000
LYING, LYING_LONG = 8, 100
SECRETS = "secrets.json"
BY_NAME = {kind.name: kind for kind in KINDS}
LIES = "a disk that lies"


class Recording(NamedTuple):
    """A life as it was recorded: what lay there at first, what was asked for, what was to be.

    ``ended`` is every file as it really lay there in the end.
    """

    home: Home
    steps: list[Step]
    stages: list[Seen]
    ended: dict[str, bytes]


class Bench:
    """A place in which every life was recorded once."""

    def __init__(self, top: Path, names: tuple[str, ...] = tuple(BY_NAME)) -> None:
        self.top = top
        self.built = build(top / "built")
        self.recordings = {name: self._recorded(BY_NAME[name]) for name in names}

    def _recorded(self, kind: Kind) -> Recording:
        place = self.top / kind.name.replace(" ", "-")
        home = self.built.copied(place / "home")
        kind.ready(home)
        living = home.copied(place / "living" / "home")
        hand_on(place / SECRETS)
        life = [sys.executable, "-m", "tests.vault.power_cuts", "live", kind.name, str(place)]
        steps = recorded(life, place / "log", living.top)
        (place / "log").unlink()
        ended = contents(living.top)
        return Recording(Home(living.top), steps, self._stages(kind, home, place), ended)

    def _stages(self, kind: Kind, home: Home, place: Path) -> list[Seen]:
        """Live the life once more, and look at what there is after each act."""
        other = home.copied(place / "other")
        stages = [_looked_at_copy(other)]
        stages += [_looked_at_copy(other) for _ in kind.life(other)]
        shutil.rmtree(other.top)
        # Where it was recorded it lies as it did at first.
        shutil.rmtree(place / "living" / "home")
        shutil.move(home.top, place / "living" / "home")
        return stages

    def cut(self, task: tuple[str, int, bool]) -> Judged:
        """Cut the power at a moment drawn by a number, and judge what is left."""
        name, seed, honest = task
        recording = self.recordings[name]
        chance = random.Random(f"{name} {seed}")
        disk = Disk(recording.home.top, honest=honest)
        done = recording.steps[: _moment(recording.steps, chance)]
        for step in done:
            disk.do(step)
        acknowledged = sum(step.what == "acknowledge" for step in done)
        with tempfile.TemporaryDirectory(dir=self.top) as place:
            left = Path(place) / "home"
            disk.cut(chance, left)
            return _judged(name if honest else LIES, seed, acknowledged, left, recording)


def _moment(steps: Sequence[Step], chance: random.Random) -> int:
    """Return after how many steps the power goes: mostly about one that is no write of a page."""
    if not chance.randrange(3):
        return chance.randint(0, len(steps))
    return chance.choice([n for n, s in enumerate(steps) if s.what != "write"]) + chance.randrange(
        2
    )


def _judged(name: str, seed: int, acknowledged: int, left: Path, recording: Recording) -> Judged:
    try:
        seen = look(Home(left))
    except Exception as error:
        if name != LIES:
            raise
        return Judged(name, seed, acknowledged, "unopened", repr(error))
    return Judged(name, seed, acknowledged, *compared(seen, acknowledged, recording.stages))


def _looked_at_copy(home: Home) -> Seen:
    copy = home.copied(home.top.with_name("copy"))
    try:
        return look(copy)
    finally:
        shutil.rmtree(copy.top)


def live(name: str, place: Path) -> None:
    """Live a life and say of each act that it returned; this is what is recorded."""
    take_over(place / SECRETS)
    for _ in BY_NAME[name].life(Home(place / "living" / "home")):
        os.write(1, ACKNOWLEDGED)


def tasks_of(cuts: int) -> list[tuple[str, int, bool]]:
    """Return so many cuts, spread over the lives."""
    return [(name, n, True) for i, name in enumerate(BY_NAME) for n in range(i, cuts, len(BY_NAME))]


def run(cuts: int, lying: int, *, processes: int = 1) -> Iterator[Judged]:
    """Cut the power so often, on a disk that syncs, and on one that says so and lies."""
    tasks = [*tasks_of(cuts), *(("recording", n, False) for n in range(lying))]
    with tempfile.TemporaryDirectory() as place:
        yield from spread(Bench(Path(place).resolve()).cut, tasks, processes)


def main() -> None:
    """Print the table of a few cuts, or of many, on two cores."""
    is_long = "--long" in sys.argv
    cuts, lying = (LONG, LYING_LONG) if is_long else (SHORT, LYING)
    results = list(run(cuts, lying, processes=2 if is_long else 1))
    for line in table(results, what="cuts"):
        print(line)


if __name__ == "__main__":
    if sys.argv[1:2] == ["live"]:
        live(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
