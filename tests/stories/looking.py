"""Looking at a told case: each view as each member who may ask, each page where it is new."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from rjdesk.desk.desk import Desk, Query
from rjdesk.process.kernel.event import FIRST
from rjdesk.rehearsal.telling import On, PowerCut, Records, Story
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Needs, Route
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.shell.registry import PAGES
from tests.scenarios.world import World
from tests.screens.program import Shown
from tests.stories.happening import copied, told_to_each_point
from tests.stories.questions import QUESTIONS, instances, subjects
from tests.stories.shapes import shapes_in

ViewT = TypeVar("ViewT")
PIN = "2468"
ITS_CASE, ITS_DETAIL = "\0case", "\0detail"
"""What stands in a question of a page for what its place names."""


class Moment(NamedTuple):
    """A point of a story. After each event its recorder looks, after each step everybody."""

    story: Story
    number: int
    world: World
    by: str = ""
    last: bool = False

    def who_look(self) -> list[str]:
        """Return who looks: whoever recorded, or everybody who can sit down."""
        return [self.by] if self.by else sorted(self.world.house.logins)

    def __str__(self) -> str:
        return f"{self.story.id} after {self.number} events, on {self.world.clock():%Y-%m-%d}"


def moments(story: Story) -> Iterator[Moment]:
    """Yield every moment of a story: when it begins, each event, each move of the clock."""
    worlds, number = told_to_each_point(story), 0
    yield Moment(story, 0, copied(worlds[0]))
    for step in (numbered.step for chapter in story.chapters for numbered in chapter.steps):
        if isinstance(step, On):
            world = copied(worlds[number])
            world.clock.set(step.day, step.hour)
            yield Moment(story, number, world)
        elif isinstance(step, Records | PowerCut):
            for left in range(len(step.events) - 1, -1, -1):
                number += 1
                yield Moment(story, number, copied(worlds[number]), step.by if left else "")
    yield Moment(story, number, copied(worlds[-1]), story.facilitator, last=True)


class Answered:
    """The views of a member at a moment, each asked once."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.views: dict[type, list[tuple[Query[object], object]]] = {}
        self._shapes: dict[int, frozenset[Hashable]] = {}

    def ask(self, question: Query[object]) -> object:
        """Return a view; it is asked where it was not yet."""
        known = self.views.setdefault(type(question), [])
        for asked, view in known:
            if asked == question:
                return view
        known.append((question, self.desk.ask(question)))
        return known[-1][1]

    def shapes(self, question: Query[object]) -> frozenset[Hashable]:
        """Return the shapes in a view."""
        view = self.ask(question)
        if id(view) not in self._shapes:
            self._shapes[id(view)] = frozenset(shapes_in(view))
        return self._shapes[id(view)]


class HeardLink(Link):
    """The link of a page, which notes what the page asks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.heard: list[Query[object]] = []

    def ask(self, question: Query[ViewT]) -> ViewT:
        self.heard.append(question)
        return super().ask(question)


class Looks:
    """What was asked and painted in a run, so that nothing is painted twice.

    ``asks`` holds what each page asks, one of a kind, as it was heard when it was painted.
    """

    def __init__(self) -> None:
        self.asks: dict[str, dict[type, Query[object]]] = {name: {} for name in PAGES}
        self.shapes: set[tuple[Hashable, ...]] = set()
        self.asked = self.painted = 0

    def look(self, moment: Moment, shown: Shown) -> set[str]:
        """Ask every view, as each who may, and paint each page that would look otherwise.

        Returns the names of the pages that were painted; at a story's end that is all.
        """
        painted: set[str] = set()
        for member in moment.who_look():
            desk = moment.world.desk(member)
            views = self.ask_everything(moment, desk)
            link: HeardLink | None = None
            for route in routes(moment, desk):
                if not self.is_new(route, views) and not moment.last:
                    continue
                if link is None:
                    link = HeardLink(desk)
                    shown.sit_down(link)
                    choose_pin(link, PIN)
                with told_where(moment, member, route):
                    self.paint(route, shown, link)
                painted.add(route.screen)
                # What the page turned out to ask has been painted with it.
                self.is_new(route, views)
        return painted

    def ask_everything(self, moment: Moment, desk: Desk) -> Answered:
        """Ask every question there is about all that a member may ask about."""
        views, about = Answered(desk), subjects(desk, moment.story.case, whole=moment.last)
        for kind in QUESTIONS:
            for question in instances(kind, about):
                with told_where(moment, desk.member, question):
                    views.ask(question)
                self.asked += 1
        return views

    def is_new(self, route: Route, views: Answered) -> bool:
        """Whether what a page asks has a shape in which it was not painted; it is from now on."""
        shapes: set[tuple[Hashable, ...]] = {(route.screen,)}
        for of_any in self.asks[route.screen].values():
            asked = _put(of_any, {ITS_CASE: route.case, ITS_DETAIL: route.detail})
            shapes |= {(route.screen, type(asked), shape) for shape in views.shapes(asked)}
        is_new = not shapes <= self.shapes
        self.shapes |= shapes
        return is_new

    def paint(self, route: Route, shown: Shown, link: HeardLink) -> None:
        """Go to a page and paint it, and note what it asks."""
        link.heard.clear()
        page = shown.go(route.screen, route.case, route.detail, process=route.process or FIRST)
        page.repaint()
        QApplication.processEvents()
        # No loop runs here that would do so.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert page.route == route
        self.painted += 1
        its_place = {route.case: ITS_CASE, route.detail or None: ITS_DETAIL}
        for heard in link.heard:
            self.asks[route.screen].setdefault(type(heard), _put(heard, its_place))


@contextmanager
def told_where(moment: Moment, member: str, what: object) -> Iterator[None]:
    """Say of whatever fails when it did, for whom, and at what."""
    try:
        yield
    except Exception as error:
        error.add_note(f"{moment}: {member}, {what}")
        raise


def routes(moment: Moment, desk: Desk) -> Iterator[Route]:
    """Yield every place that a member can go to; of a case only where it opens for them.

    Which details a page takes, it knows alone: each is given all that the case holds.
    """
    case_id = moment.story.case
    held = case_id in desk.cases()
    case = desk.case(case_id) if held else None
    inside = [*(p.id for p in case.people), *(m.id for m in case.meetings)] if case else []
    for name, entry in PAGES.items():
        match entry.needs:
            case Needs.NOTHING:
                yield Route(name)
            case Needs.ITEM:
                documents = (document.id for document in desk.coalition.documents)
                items = (*sorted(desk.journal.enrolled()), *documents)
                yield from (Route(name, None, each) for each in items)
            case Needs.CASE if case:
                yield from (
                    Route(name, case_id, process=each.id or None) for each in case.processes
                )
            case Needs.DETAIL if held:
                yield from (Route(name, case_id, each) for each in inside)


def _put(value: ViewT, places: dict[str | None, str | None]) -> ViewT:
    """Return a value with other ids in it, however deep."""
    if not isinstance(value, msgspec.Struct):
        return value
    fields = {name: getattr(value, name) for name in value.__struct_fields__}
    changed = {
        name: places[old] if isinstance(old, str) and old in places else _put(old, places)
        for name, old in fields.items()
    }
    return replace(value, **changed) if changed != fields else value
