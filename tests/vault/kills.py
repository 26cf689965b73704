"""A process is killed while it does something in a real vault, and the table of what was lost.

``python -m tests.vault.kills [--long]`` prints the table. A child lives a life of ``lives.py`` and
says of each act, on a pipe, that it returned. Where it dies is drawn by a number: by its own hand
at one of the lines that it walks in the code of the vault, more often where a file is changed, or
a few steps later in whatever the system is then asked to do; or by its parent's hand after so many
acts.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NamedTuple, NoReturn

import rjdesk.vault
from tests.vault.dying_founder import is_step
from tests.vault.lives import KINDS, Home, Kind, build
from tests.vault.seen import Seen, look

SHORT = {kind.name: 2 for kind in KINDS} | {"recording": 6}
LONG = {kind.name: 100 for kind in KINDS} | {"recording": 400}
VAULT = str(Path(rjdesk.vault.__file__).parent)
STEPS = 20_000
"""The most steps that a second thread counts, once the line is reached, before it kills."""
LATER_STEPS = 300_000
"""The most steps that a parent counts after it heard of an act: longer than an act takes."""


class Death(NamedTuple):
    """When a process dies: at a line, so many steps after it; or after so many acts, if no line."""

    line: int
    acts: int
    steps: int

    @classmethod
    def drawn(cls, chance: random.Random, whole: Whole) -> Death:
        if not chance.randrange(4):
            return cls(0, chance.randrange(len(whole.stages)), chance.randrange(LATER_STEPS))
        steps = chance.choice((0, chance.randrange(1, STEPS)))
        if chance.randrange(3):
            return cls(chance.choice(whole.changing) + chance.randrange(2), 0, steps)
        return cls(1 + chance.randrange(whole.lines), 0, steps)


@dataclass
class Whole:
    """A life that nothing ends: what there is at first and after each act; how many lines it is.

    ``changing`` are those at which it asks for what changes a file, or makes a change last.
    """

    home: Home
    stages: list[Seen]
    lines: int
    changing: list[int]


class Lived(NamedTuple):
    """How many acts returned, and whether it was killed before it came to its end."""

    acknowledged: int
    killed: bool


class Judged(NamedTuple):
    """What a kill came to: ``bad`` says under which heading, "" for none, ``what`` says more."""

    kind: str
    seed: int
    acknowledged: int
    bad: str
    what: str


def whole(kind: Kind, top: Path, built: Home) -> Whole:
    """Live a life to its end, and look at what there is after each act."""
    home = built.copied(top / kind.name.replace(" ", "-"))
    kind.ready(home)
    stages = [_looked_at_copy(home, top)]
    living, walk = home.copied(top / "living"), Walk()
    life = kind.life(living)
    while walk.on(life):
        stages.append(_looked_at_copy(living, top))
    shutil.rmtree(living.top)
    return Whole(home, stages, walk.lines, walk.changing)


class Walk:
    """Counts the lines of a life, and notes at which of them a file is changed."""

    def __init__(self) -> None:
        self.lines, self.changing = 0, list[int]()

    def on(self, life: Iterator[None]) -> bool:
        """Live on to the end of the next act; whether there was one."""
        at_lines(self._line)
        sys.setprofile(self._called)
        try:
            return next(life, StopIteration) is not StopIteration
        finally:
            sys.setprofile(None)
            sys.settrace(None)

    def _line(self) -> None:
        self.lines += 1

    def _called(self, frame: FrameType, event: str, called: object) -> None:
        name = getattr(called, "__name__", "")
        known = name != "execute" or frame.f_code.co_filename.startswith(VAULT)
        if event == "c_call" and known and (name == "backup" or is_step(name, frame)):
            self.changing.append(self.lines)


def _looked_at_copy(home: Home, top: Path) -> Seen:
    copy = home.copied(top / "copy")
    try:
        return look(copy)
    finally:
        shutil.rmtree(copy.top)


def at_lines(reached: Callable[[], None]) -> None:
    """Have this called at every line of the vault's code from here on."""

    def within(_frame: FrameType, event: str, _given: object) -> object:
        if event == "line":
            reached()
        return within

    def called(frame: FrameType, _event: str, _given: object) -> object:
        return within if frame.f_code.co_filename.startswith(VAULT) else None

    sys.settrace(called)


def die_at(line: int, steps: int) -> None:
    """Have this process killed at a line, or some steps after it, by a thread beside it.

    That thread counts while the main one waits for the system, in the middle of what it asked for.
    """
    left = line

    def reached() -> None:
        nonlocal left
        left -= 1
        if not left:
            sys.settrace(None)
            if not steps:
                die()
            threading.Thread(target=count_and_die).start()

    def count_and_die() -> None:
        for _ in range(steps):
            pass
        die()

    at_lines(reached)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_on_call(name: str, nth: int = 1) -> None:
    """Have this process killed when a function is called for the nth time."""
    left = nth

    def called(frame: FrameType, event: str, _given: object) -> None:
        nonlocal left
        if event == "call" and frame.f_code.co_qualname == name:
            left -= 1
            if not left:
                die()

    sys.setprofile(called)


def lived(kind: Kind, home: Home, death: Death | Callable[[], None]) -> Lived:
    """Have a child live a life until it is killed, and hear which of its acts returned.

    Instead of a death that was drawn there may be what the child does to prepare its own.
    """
    by_parent = isinstance(death, Death) and not death.line
    hears, says = os.pipe()
    child = os.fork()
    if not child:
        os.close(hears)
        _live(kind, home, death, says)
    os.close(says)
    with os.fdopen(hears, "rb") as pipe:
        heard = b""
        if by_parent:
            for _ in range(death.acts):
                heard += pipe.readline()
            for _ in range(death.steps):
                pass
            os.kill(child, signal.SIGKILL)
        heard += pipe.read()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
        raise AssertionError(f"{kind.name} does not live: {death}")
    return Lived(heard.count(b"\n"), os.WIFSIGNALED(status))


def _live(kind: Kind, home: Home, death: Death | Callable[[], None], says: int) -> NoReturn:
    """Live in the child, and never return to what the parent was doing."""
    try:
        if not isinstance(death, Death):
            death()
        elif death.line:
            die_at(death.line, death.steps)
        for _ in kind.life(home):
            os.write(says, b"\n")
        sys.settrace(None)
        for thread in set(threading.enumerate()) - {threading.main_thread()}:
            thread.join()  # the end was reached before it had counted
    except BaseException:  # noqa: BLE001 - whatever it is, this process is a child
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def judged(kind: Kind, seed: int, acknowledged: int, home: Home, told: Whole) -> Judged:
    """Look at what a kill has left, and whether it is a stage of the life, and none too early.

    Where nothing was done yet it is done again, over whatever was left.
    """
    again = home.copied(home.top.with_name(f"{home.top.name}-again"))
    seen = look(home)
    bad, what = compared(seen, acknowledged, told.stages)
    if not bad and not seen.differs(told.stages[0]) and (redone := _redone(kind, again, told)):
        bad, what = "half done", f"done again, it comes to something else: {redone}"
    shutil.rmtree(again.top)
    return Judged(kind.name, seed, acknowledged, bad, what)


def compared(seen: Seen, acknowledged: int, stages: Sequence[Seen]) -> tuple[str, str]:
    """Return under which heading it stands what is seen after so many acts, and what it is."""
    allowed = {acknowledged, min(acknowledged + 1, len(stages) - 1)}
    differences = [seen.differs(stage) for stage in stages]
    stage = min(allowed, key=lambda n: len(differences[n]))
    nearest = differences[stage]
    if seen.faults:
        return "unopened", str(seen.faults)
    if not nearest:
        doubts = seen.doubted_otherwise(stages[stage])
        return ("doubted", " | ".join(sorted(doubts))) if doubts else ("", "")
    if any("opens" in each for each in nearest):
        return "unopened", f"{nearest} {seen.doubts}"
    if [] in differences or _lacks(seen, stages[acknowledged]):
        return "lost", f"after {acknowledged} acts: {nearest}"
    return "half done", f"{nearest} {seen.doubts}"


def _lacks(seen: Seen, stage: Seen) -> bool:
    """Whether somebody sees fewer entries than there were."""
    return any(
        isinstance(there, list) and len(there) > len(found)
        for what, there in stage.state.items()
        if isinstance(found := seen.state.get(what), list)
    )


def _redone(kind: Kind, again: Home, told: Whole) -> list[str]:
    """Do it again, and return what is not as it was when nothing ended it."""
    for _ in kind.life(again):
        pass
    seen = look(again)
    left = [path.name for path in again.top.glob(".*")]
    return [*seen.differs(told.stages[-1]), *seen.faults, *left]


class Bench:
    """A place in which a vault was made once, and every kind of life was lived once."""

    def __init__(self, top: Path, kinds: Sequence[Kind] = KINDS) -> None:
        self.top = top
        built = build(top / "built")
        self.wholes = {kind.name: whole(kind, top, built) for kind in kinds}
        self.kinds = {kind.name: kind for kind in kinds}

    def kill(self, task: tuple[str, int]) -> Judged:
        """Kill a process once, at a moment drawn by a number, and judge what is left."""
        name, seed = task
        kind, told = self.kinds[name], self.wholes[name]
        chance = random.Random(f"{name} {seed}")
        while True:
            with tempfile.TemporaryDirectory(dir=self.top) as place:
                home = told.home.copied(Path(place) / "home")
                done = lived(kind, home, Death.drawn(chance, told))
                if done.killed:
                    return judged(kind, seed, done.acknowledged, home, told)


HEADINGS = ("lost", "unopened", "half done", "doubted")
"""Of what a kill must not leave; what is doubted opens and is whole, and is for reading only."""


def table(results: Sequence[Judged], what: str = "kills") -> Iterator[str]:
    """Yield the lines of the table, and below it whatever was not as it should be."""
    columns = (what, "acknowledged", *HEADINGS)
    yield f"{'kind':16}" + "".join(f"{column:>14}" for column in columns)
    for name in dict.fromkeys(each.kind for each in results):
        mine = [each for each in results if each.kind == name]
        bad = Counter(each.bad for each in mine)
        counted = [len(mine), sum(each.acknowledged for each in mine), *(bad[h] for h in HEADINGS)]
        yield f"{name:16}" + "".join(f"{count:14}" for count in counted)
    alike: dict[tuple[str, str, str], list[int]] = {}
    for each in results:
        if each.bad:
            alike.setdefault((each.kind, each.bad, each.what), []).append(each.seed)
    for (kind, heading, more), seeds in alike.items():
        yield f"{kind} {', '.join(map(str, seeds))}: {heading}: {more}"


class _Worker:
    """What one of several processes does with each task."""

    do: Callable[..., Judged]


def _begin(do: Callable[..., Judged]) -> None:
    _Worker.do = staticmethod(do)


def _work(task: tuple[object, ...]) -> Judged:
    return _Worker.do(task)


def spread(
    do: Callable[..., Judged], tasks: Sequence[tuple[object, ...]], processes: int
) -> Iterator[Judged]:
    """Do tasks here, or in several processes that are forked off and know what this one does."""
    if processes == 1:
        yield from map(do, tasks)
        return
    with multiprocessing.get_context("fork").Pool(processes, _begin, (do,)) as pool:
        yield from pool.imap(_work, tasks, chunksize=4)


def run(kills: dict[str, int], *, processes: int = 1) -> Iterator[Judged]:
    """Kill so often of each kind."""
    tasks = [(name, seed) for name, count in kills.items() for seed in range(count)]
    with tempfile.TemporaryDirectory() as place:
        yield from spread(Bench(Path(place)).kill, tasks, processes)


def main() -> None:
    """Print the table of a few kills, or of many, on two cores."""
    is_long = "--long" in sys.argv
    results = list(run(LONG if is_long else SHORT, processes=2 if is_long else 1))
    for line in table(results):
        print(line)
    sys.exit(any(each.bad for each in results))


if __name__ == "__main__":
    main()
