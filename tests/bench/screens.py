"""Screens: a long case opened, a long list painted, and a search typed into it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QListView

from rjdesk.desk.desk import Desk
from rjdesk.desk.views.cases import AskCases
from rjdesk.process.kernel.event import Stream
from rjdesk.process.kernel.folding import Sought, fold_line
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Page, Route
from rjdesk.screens.pages.cases.page import CasesPage
from rjdesk.screens.shell.frame import Window
from rjdesk.screens.shell.registry import PAGES
from rjdesk.screens.shell.window import Desktop
from rjdesk.services import services
from rjdesk.vault.envelope import record_of
from rjdesk.vault.session import Session
from tests.bench.building import desk_of, fill, found, long_case, now
from tests.bench.measure import Figure, Plan, at_most, in_turns, median, milliseconds, p95
from tests.bench.painting import let_go, the_application, until_painted

CASES = 2000
ENTRIES = 300
SIZE = (1280, 800)


class Screen:
    """The window of a member who has unlocked."""

    def __init__(self, scratch: Path) -> None:
        self.app = the_application()
        self.services = services(clock=now, suggested=scratch / "none.rjvault")
        self.services.theme.apply(self.app, "light", 1.0)
        self.window = Window()
        self.window.resize(*SIZE)
        self.window.show()

    def begin(self, desk: Desk) -> None:
        """Show Today, as after unlocking."""
        self.desktop = Desktop(self.services, Link(desk), PAGES)
        self.window.show_only(self.desktop)
        self.desktop.begin()
        until_painted(self.app, self.page)
        let_go()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        if self.desktop.here is None:
            raise LookupError("no page is shown")
        return self.desktop.here

    @property
    def list(self) -> CasesPage:
        """The page with the list of cases."""
        if not isinstance(self.page, CasesPage):
            raise TypeError("this is not the list of cases")
        return self.page

    def go(self, place: Route) -> None:
        """Go to a place, and return once it is painted."""
        self.desktop.go(place)
        page = self.page
        until_painted(self.app, page.table.viewport() if isinstance(page, CasesPage) else page)

    def search(self, query: str) -> None:
        """Have a letter typed, and return once the rows are painted; there must be some."""
        self.list.search.setText(query)
        until_painted(self.app, self.list.table.viewport())


class BareList:
    """A list of lines that knows nothing: as fast as Qt paints one."""

    def __init__(self) -> None:
        self.app = the_application()
        self.model = QStringListModel()
        self.view = QListView()
        self.view.setUniformItemSizes(True)
        self.view.setModel(self.model)
        self.view.resize(*SIZE)
        self.view.show()
        until_painted(self.app, self.view.viewport())

    def show(self, lines: Sequence[str]) -> None:
        """Put other lines in it, and return once they are painted."""
        self.model.setStringList(list(lines))
        until_painted(self.app, self.view.viewport())


def figures(plan: Plan) -> list[Figure]:
    """Measure a case of 300 events, and the list of 2,000 cases."""
    with found(plan.scratch / "long.rjvault") as vault:
        fill(vault, 20, whole=True)
        opened = opening(plan, vault)
    with found(plan.scratch / "many.rjvault") as vault:
        fill(vault, CASES)
        return [opened, *listing(vault, plan.repeats(12), CASES), searching(plan, vault)]


def opening(plan: Plan, vault: Session) -> Figure:
    """Measure from the click on a case to its page painted, the first time since unlocking."""
    case = long_case(vault, ENTRIES)
    screen = Screen(plan.scratch)

    def first_time() -> float:
        screen.begin(desk_of(vault))
        return milliseconds(lambda: screen.go(Route("case", case)))

    def only_read() -> float:
        vault._journals.forget_stream(record_of(case))
        return milliseconds(lambda: vault.entries(case, Stream.RECORD))

    read, opened = in_turns(plan.repeats(20), only_read, first_time)
    against = "its journal read and decoded once"
    name = f"open a case of {ENTRIES} events"
    return Figure(name, median(opened), "ms", median(read), against, at_most(50))


def listing(vault: Session, repeats: int, cases: int) -> list[Figure]:
    """Measure from the click on Cases to the list painted, at first and a second time."""
    screen, bare = Screen(vault.folder), BareList()
    lines = lines_of(desk_of(vault))

    def first_time() -> float:
        screen.begin(desk_of(vault))
        return milliseconds(lambda: screen.go(Route("cases")))

    def again() -> float:
        screen.go(Route("help"))
        return milliseconds(lambda: screen.go(Route("cases")))

    taken = in_turns(repeats, lambda: milliseconds(lambda: bare.show(lines)), first_time, again)
    least, first, second = map(median, taken)
    against = "a bare list of the same lines"
    return [
        Figure(f"list of {cases:,} cases", first, "ms", least, against, at_most(150)),
        Figure(f"list of {cases:,} cases, again", second, "ms", least, against, at_most(150)),
    ]


def searching(plan: Plan, vault: Session) -> Figure:
    """Measure from each letter typed to the rows painted; every query finds something."""
    desk = desk_of(vault)
    lines = [f"{row.code} {row.parties.replace('·', '')}" for row in desk.ask(AskCases()).rows]
    kept = [fold_line(line) for line in lines]
    screen, bare = Screen(plan.scratch), BareList()
    screen.begin(desk)
    screen.go(Route("cases"))
    chance = random.Random(7)
    typed, least = [], []
    for line in chance.sample(lines, plan.repeats(24)):
        word = chance.choice(line.split())
        for letters in range(1, len(word) + 1):
            query = word[:letters]
            typed.append(milliseconds(partial(screen.search, query)))
            sought = Sought(query)

            def scan(sought: Sought = sought) -> None:
                bare.show([a for a, b in zip(lines, kept, strict=True) if sought.is_in(b)])

            least.append(milliseconds(scan))
        screen.search("")
    against = "prepared lines scanned, in a bare list (p95)"
    return Figure(
        f"search {CASES:,} cases, p95", p95(typed), "ms", p95(least), against, at_most(50)
    )


def lines_of(desk: Desk) -> list[str]:
    """Return the words of the list, a line for each case."""
    rows = desk.ask(AskCases()).rows
    return [f"{row.code} {row.parties} {row.stage} {row.next}" for row in rows]
