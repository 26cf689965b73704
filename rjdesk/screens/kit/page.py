"""A page: what every screen behind the unlock screen is, and the places one can go to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import partial

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from rjdesk.desk.acts.act import WORD_OF, Act
from rjdesk.desk.fields import Answers, Field
from rjdesk.desk.outcome import Refused
from rjdesk.desk.ports import Trouble
from rjdesk.desk.review import Departing
from rjdesk.desk.views.processes import AskWhich
from rjdesk.desk.views.programme import AskBodies
from rjdesk.process.kernel.event import FIRST, CaseId, Event, ProcessId
from rjdesk.screens.kit import half_typed
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.dialog import AtOnce, Done, FormDialog, FormHeading
from rjdesk.screens.kit.half_typed import Asked, HalfTyped
from rjdesk.screens.kit.keyboard import (
    bring_into_view,
    give_keyboard,
    in_sight,
    lay_out,
    takes_keys,
)
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.spot import Spot
from rjdesk.screens.kit.text import clear, escape_mnemonic, in_row, label

WAY_BACK = "way-back"
SIT_DOWN = "sit-down"
"""The detail of the circle's place where one is begun, though another was held before."""


class Route(msgspec.Struct, frozen=True):
    """Where to go: a screen, the case it shows, and what in it (a meeting, a paper).

    ``process`` is the one of the case that it is about; None stays in the one where one is, and
    is the first one where nobody is in any.
    """

    screen: str
    case: CaseId | None = None
    detail: str = ""
    process: ProcessId | None = None

    def coming_from(self, here: Route | None) -> Route:
        """Return the place as one reaches it: within a case one stays in its process."""
        same = here is not None and self.case is not None and here.case == self.case
        stays = here.process if here is not None and same and self.process is None else self.process
        return replace(self, process=stays or None)


EXAMINATION = "examination"
"""The detail of a route to the vault where all of it is examined at once."""


class Where(Enum):
    """From where one goes to a page."""

    SIDE = "side"
    CASE = "case"
    INSIDE = "inside"


class Needs(Enum):
    """What a place has to name for its page to be shown."""

    NOTHING = "nothing"
    CASE = "case"
    DETAIL = "detail"
    ITEM = "item"


class PageEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A page as the registry has it.

    ``make`` makes it for a place. ``where`` says what leads to it: the side with an ``icon``
    and a ``mnemonic``, the tabs of the case page, or another page; ``under`` which entry of the
    side it belongs to. ``keys`` lead there from everywhere. Its name stands in the wording file,
    under ``[page]``.
    """

    make: Callable[[Services, Link, Route], Page]
    where: Where = Where.INSIDE
    needs: Needs = Needs.NOTHING
    icon: str = ""
    mnemonic: str = ""
    keys: tuple[str, ...] = ()
    under: str = "cases"

    def has_all(self, route: Route) -> bool:
        """Whether a place names all that the page needs to be shown."""
        case = route.case is not None
        return {
            Needs.NOTHING: True,
            Needs.CASE: case,
            Needs.DETAIL: case and bool(route.detail),
            Needs.ITEM: bool(route.detail),
        }[self.needs]


class Page(QWidget):
    """A screen of an unlocked member.

    ``go`` asks for another place, ``why`` for the help of a rule, ``restyle`` for a look,
    ``locked`` for the lock; ``covered`` tells that the page hid itself or came back.
    ``refresh`` asks the desk anew and paints, whenever something it shows has changed.
    ``pages`` are all there are, by name, for those that lead to others.
    """

    pages: Mapping[str, PageEntry] = {}

    go = Signal(object)
    why = Signal(str)
    restyle = Signal(str, float)
    locked = Signal()
    covered = Signal(bool)

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page empty; ``refresh`` fills it."""
        super().__init__()
        self.setObjectName("page")
        self.services, self.route = services, route
        self.link = link.at(self.process)
        self.theme, self.calendar = services.theme, services.calendar
        self.form_asked: Asked | None = None

    @property
    def case(self) -> CaseId:
        """The case this page shows."""
        if self.route.case is None:
            raise LookupError("this page shows no case")
        return self.route.case

    @property
    def process(self) -> ProcessId:
        """The process of the case that this page is about."""
        return self.route.process or FIRST

    def which_process(self) -> str:
        """Return what the process is called that this page is about, where there are several."""
        return self.link.ask(AskWhich(self.case)) if self.route.case is not None else ""

    @property
    def under_way(self) -> bool:
        """Whether a circle is under way here, so that idleness covers and does not lock."""
        return False

    def step_aside(self) -> None:
        """Give way to another page while something is under way here, and stay as it is."""

    def come_back(self) -> None:
        """Go on where it stepped aside."""
        self.refresh()

    def refresh(self) -> None:
        """Ask and paint."""

    def leave(self) -> None:
        """Keep what is unfinished before the page goes, also when the program locks."""

    def begin(self) -> None:
        """Put the keyboard where one begins: the primary action, else the first control.

        A page is read from its top: what is out of sight there gives way to the first control
        in sight, the way back to the last of them.
        """
        if self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            give_keyboard(self)
            return
        able = [widget for widget in self.findChildren(QWidget) if takes_keys(widget)]
        primary = [widget for widget in able if widget.property("role") == "primary"]
        forward = [widget for widget in able if widget.objectName() != WAY_BACK]
        back = [widget for widget in able if widget.objectName() == WAY_BACK]
        wanted = [*primary, *forward, *back]
        if wanted:
            give_keyboard(wanted[0])
            QTimer.singleShot(0, wanted[0], partial(self._begin_in_sight, wanted))

    def _begin_in_sight(self, wanted: Sequence[QWidget]) -> None:
        """Begin at the top of a page that has its place by now, if nobody has moved yet."""
        first = wanted[0]
        if self.window().focusWidget() is not first:
            return
        for area in self.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
        if not in_sight(first):
            seen = (widget for widget in wanted if isValid(widget) and in_sight(widget))
            give_keyboard(next(seen, first))

    def way_back(self, label: str, route: Route) -> QWidget:
        """Return the row that leads back to where the page belongs; no page begins there."""
        back = button(
            self.theme,
            escape_mnemonic(label),
            lambda: self.go.emit(route),
            role="quiet",
            icon="arrow-left",
        )
        back.setObjectName(WAY_BACK)
        return in_row(self.theme, back)

    def go_to(self, page: str) -> None:
        """Go where an act is done that supplies what is missing."""
        self.go.emit(Route(page, self.route.case))

    def to_case(self) -> QWidget:
        """Return the row that leads back to the case."""
        return self.way_back("Back to the case", Route("case", self.case))

    @contextmanager
    def keeping_the_keyboard(self) -> Iterator[None]:
        """Leave the keyboard where it was while everything is made anew.

        That is the control of the same name; where it is gone or grey, the next one of the
        same card, so that what was done last leads to what comes next and never to the top.
        """
        here: QWidget | None = self.focusWidget()
        inside = here is not None and self.isAncestorOf(here)
        spot = Spot.of(self, here) if here is not None and inside else None
        yield
        if spot is None:
            return
        goal = spot.found(self)
        if goal is not None:
            give_keyboard(goal)
        else:
            self.begin()

    def once_read(
        self,
        departing: Sequence[Departing],
        then: Callable[[], object],
        otherwise: Callable[[], object] = lambda: None,
    ) -> None:
        """Have what leaves read in the pool, so that the door finds it read, and go on ``then``.

        Where that fails it is said, after ``otherwise`` put the page back.
        """
        room = self.services.anonymiser

        def failed(trouble: Trouble) -> None:
            otherwise()
            self.link.trouble.emit(str(trouble))

        in_pool(self, lambda: [room.left(each) for each in departing], lambda _left: then(), failed)

    def ask_fields(
        self,
        title: str,
        fields: Sequence[Field],
        done: Done,
        *,
        lead: str = "",
        action: str = "Record",
        about: str = "",
    ) -> FormDialog:
        """Open a small form, with what was half typed there at a lock; it never blocks.

        ``about`` says of what it is, where several forms of the page read alike.
        """
        self.form_asked = Asked(
            self.route.screen, self.route.detail, title, lead, about, self.process
        )
        found = half_typed.take(self.link, self.route.case, self.form_asked)
        heading, reader = FormHeading(title, lead, action), self.services.reader
        dialog = FormDialog(
            self, self.theme, heading, fields, done, reader, found, go_on=self.link.go_on
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def half_typed(self) -> HalfTyped | None:
        """Return what stands in the dialog in front, if anybody typed there."""
        in_front = (dialog for dialog in self.findChildren(FormDialog) if dialog.isVisible())
        dialog = next(in_front, None)
        if dialog is None or self.form_asked is None:
            return None
        answers = dialog.half_typed()
        return HalfTyped(asked=self.form_asked, answers=answers) if answers is not None else None

    def act(
        self,
        act: Act[Event],
        /,
        *,
        said: Mapping[str, object] | None = None,
        known: Mapping[str, Mapping[str, object]] | None = None,
        title: str = "",
        lead: str = "",
        each: Sequence[Mapping[str, object]] = ({},),
        new: str = "",
        then: Callable[[str], object] | None = None,
        **values: object,
    ) -> None:
        """Do what an act declares: ask its form, or record it at once where it has none.

        ``said`` fills the words of its title and lead, ``known`` what the page knows of its
        fields, such as the options of a choice; ``values`` are fields of the event. Where
        several are recorded of one answer, ``each`` gives what differs. ``new`` names the field
        that holds the id of what is begun, which ``then`` takes once it is recorded.
        """
        today = self.link.today
        if not act.title:
            self.link.do(self.route.case, act.of(today, **values))
            return
        begun = self.link.new_id() if new else ""
        given = values | ({new: begun} if new else {})
        self.ask_fields(
            title or act.title.format_map(said or {}),
            act.asked(self.services.terms, today, {**self._bodies(act), **(known or {})}),
            self.record_from(
                lambda answers: [act.answered(today, answers, **given, **more) for more in each],
                then and partial(then, begun),
            ),
            lead=lead or act.lead.format_map(said or {}),
            action=act.action,
            about=repr(sorted(values.items())),
        )

    def _bodies(self, act: Act[Event]) -> Mapping[str, Mapping[str, object]]:
        """Return on whose word an act may be recorded, where it asks for that."""
        if not any(field.id == WORD_OF for field in act.fields):
            return {}
        return {WORD_OF: {"options": self.link.ask(AskBodies(self.route.case))}}

    def record_from(
        self,
        make: Callable[[Answers], Sequence[Event]],
        then: Callable[[], object] | None = None,
        case: CaseId | None = None,
    ) -> AtOnce:
        """Return what records what ``make`` makes of answers, and ``then``.

        That is in this page's case, unless it is about another.
        """

        def done(answers: Answers) -> str | Refused:
            outcome = self.link.record(case or self.route.case, *make(answers))
            if isinstance(outcome, Refused):
                return outcome
            if then is not None:
                then()
            return ""

        return done


def scroll_area(content: QWidget) -> QScrollArea:
    """Return an area in which content scrolls that asks for more room than there is."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def scrolled(page: QWidget, content: QWidget) -> QScrollArea:
    """Fill a page with content that scrolls."""
    area = scroll_area(content)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    return area


class ScrolledPage(Page):
    """A page whose content scrolls; ``paint`` fills ``box`` anew whenever something changed."""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make an empty scrolling page."""
        super().__init__(services, link, route)
        content = QWidget()
        content.setMaximumWidth(round(1100 * self.theme.scale))
        self.box = QVBoxLayout(content)
        margin = self.theme.space("xl")
        self.box.setContentsMargins(margin, self.theme.space("l"), margin, margin)
        self.box.setSpacing(self.theme.space("m"))
        self.area = scrolled(self, content)

    def refresh(self) -> None:
        """Paint anew, and leave the keyboard and the scroll bar where they were."""
        bar = self.area.verticalScrollBar()
        height, was_seen = bar.value(), self._sees_keyboard()
        # Nobody sees the page between its old and its new layout.
        self.area.setUpdatesEnabled(False)
        try:
            with self.keeping_the_keyboard():
                clear(self.box)
                self.paint()
                self.box.addStretch(1)
        finally:
            QTimer.singleShot(0, bar, lambda: self._settled(height, was_seen=was_seen))

    def _settled(self, height: int, *, was_seen: bool) -> None:
        lay_out(self.area)
        self.area.verticalScrollBar().setValue(height)
        here: QWidget | None = self.focusWidget()
        inside = here is not None and self.area.isAncestorOf(here)
        if was_seen and here is not None and inside and not in_sight(here):
            bring_into_view(here)
        self.area.setUpdatesEnabled(True)

    def _sees_keyboard(self) -> bool:
        """Whether what has the keyboard is in sight, and not scrolled away by hand."""
        here: QWidget | None = self.focusWidget()
        return here is None or not here.visibleRegion().isEmpty()

    def paint(self) -> None:
        """Fill ``box`` from what the desk answers."""

    def heading(self, title: str, lead: str = "") -> None:
        """Begin the page with its title, of which process it is where there are several, a lead."""
        self.box.addWidget(label(title, "title"))
        if which := self.which_process():
            self.box.addWidget(label(which, "strong"))
        if lead:
            self.box.addWidget(label(lead, "lead"))
