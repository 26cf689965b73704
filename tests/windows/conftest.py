"""Real windows: a bed for each module, and the program in it, kept from test to test."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.windows.bed import Bed
from tests.windows.program import Program
from tests.windows.routes import ROUTES, Staged
from tests.windows.vaults import MEMBER, Shelf

TOP = Path(__file__).parents[2]
FAILED = pytest.StashKey[bool]()


def lacking() -> list[str]:
    """Return the Debian packages whose programs are missing here."""
    lines = (TOP / "packaging" / "debian-test-tools.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line.startswith("windows")]
    return [package for _, program, package in rows if shutil.which(program) is None]


LACKING = lacking()
if LACKING:
    sentence = f"real windows are not tried: Debian's {', '.join(LACKING)} are not installed"
    print(f"\n*** {sentence} (./dev test --yes installs them) ***", file=sys.stderr)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    """Note that a test failed, so that the next one begins with a fresh program."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def tools() -> None:
    """Skip where a tool is missing; where the tests must run, that is a failure."""
    if LACKING:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"missing: {', '.join(LACKING)}")


@pytest.fixture(scope="session")
def shelf(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Vaults at points of their story, which all processes of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return Shelf((folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "vaults")


class Desk:
    """A bed on which one program at a time runs; it stays from test to test, if all is well."""

    def __init__(self, bed: Bed, shelf: Shelf) -> None:
        self.bed, self.shelf = bed, shelf
        self.program: Program | None = None
        self.open: tuple[Staged, str] | None = None

    def starts(self, staged: Staged) -> Program:
        """Start the program over a fresh copy of a vault, in the place of the one before."""
        self.ends()
        folder = Path(tempfile.mkdtemp(prefix="vault-", dir=self.bed.folder))
        vault = self.shelf.copy(*staged, folder / "coalition.rjvault")
        self.program = Program(self.bed, vault)
        return self.program

    def unlocked(self, staged: Staged, login: str = MEMBER) -> Program:
        """Return the program with somebody's desk open."""
        if self.program is None or self.open != (staged, login):
            self.starts(staged).unlock(login)
            self.open = (staged, login)
        assert self.program is not None
        return self.program

    def at(self, page: str) -> Program:
        """Return the program at a page."""
        route = ROUTES[page]
        program = self.unlocked(route.vault, route.login)
        route.travel(program)
        return program

    def ends(self) -> None:
        """Close the program as a person does; it must end well and have complained of nothing."""
        program, self.program, self.open = self.program, None, None
        if program is None:
            return
        try:
            if program.is_running:
                assert program.leaves() == 0, program.said()
            assert program.said() == ""
        finally:
            program.end()

    def drops(self) -> None:
        """End the program at once: after a failure nobody knows where it is."""
        if self.program is not None:
            self.program.end()
        self.program = self.open = None


@contextmanager
def desk_on(bed: Bed, shelf: Shelf, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk for one test: the program that the test leaves running must end well."""
    made = Desk(bed, shelf)
    try:
        yield made
        if FAILED not in request.node.stash:
            made.ends()
    finally:
        made.drops()


@pytest.fixture(scope="module")
def bed(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bed]:
    """A laptop: one small monitor, everything a quarter larger."""
    made = Bed(tmp_path_factory.mktemp("bed"))
    assert made.printer, "a program looks for printers when it starts"
    yield made
    made.close()


@pytest.fixture(scope="module")
def _kept(bed: Bed, shelf: Shelf) -> Iterator[Desk]:
    made = Desk(bed, shelf)
    try:
        yield made
        made.ends()
    finally:
        made.drops()


@pytest.fixture
def desk(_kept: Desk, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The desk of this module. What the program complains of fails the test that made it."""
    yield _kept
    if FAILED in request.node.stash:
        _kept.drops()
    elif _kept.program is not None:
        assert _kept.program.said() == ""
