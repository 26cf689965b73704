"""The window: one frame for every place, the notice at the top, the lock, and F1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from rjdesk.desk.draft_kinds import KeptAtLock
from rjdesk.desk.outcome import Refused, Topic
from rjdesk.desk.ports import Trouble
from rjdesk.desk.views.cases import AskCases, AskHeld
from rjdesk.process.kernel.ruling import Ruling
from rjdesk.process.rules import section_of
from rjdesk.screens.kit import half_typed
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.failures import Failure
from rjdesk.screens.kit.keyboard import bring_into_view, give_keyboard
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import EXAMINATION, Page, PageEntry, Route, Where
from rjdesk.screens.kit.refusal import Notice, RuleDialog
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import hbox
from rjdesk.screens.shell.failed import FailedPage, FailureDialog
from rjdesk.screens.shell.layer import Layer
from rjdesk.screens.shell.side import Side

PLACE = KeptAtLock.PLACE.key(None)
"""The draft that remembers, sealed, where a member was when the program locked."""


class Desktop(QWidget):
    """Everything behind the unlock screen: the side with places, the notice, the page."""

    locked = Signal()
    restyle = Signal(str, float)

    def __init__(self, services: Services, link: Link, pages: Mapping[str, PageEntry]) -> None:
        """Make the frame and go to Today."""
        super().__init__()
        self.setObjectName("ground")
        self.services, self.link, self.pages = services, link, pages
        self.theme = services.theme
        self.here: Page | None = None
        self.aside: Page | None = None
        """A circle that is under way below the page that is shown."""
        self.past: list[Route] = []
        self.before_notice: QWidget | None = None
        row_box = hbox(self.theme, "s")
        row_box.setSpacing(0)
        self.side = Side(services, pages, self.go, self.locked.emit)
        row_box.addWidget(self.side)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self.notice = Notice(self.services, self.link.go_on)
        holder = QVBoxLayout()
        margin = self.theme.space("xl")
        holder.setContentsMargins(margin, self.theme.space("m"), margin, 0)
        holder.addWidget(self.notice)
        body.addLayout(holder)
        self.stack = QStackedWidget()
        body.addWidget(self.stack, 1)
        row_box.addLayout(body, 1)
        self.setLayout(row_box)
        link.refused.connect(self._refused)
        link.warned.connect(self._warned)
        link.trouble.connect(self.notice.tell)
        link.said.connect(self.notice.confirm)
        link.dismissed.connect(self.notice.put_away)
        link.changed.connect(self._changed)
        self.notice.why.connect(self.explain)
        self.notice.details.connect(self.show_details)
        self.notice.left.connect(self._back_into_page)
        self.notice.appeared.connect(self._note_keyboard)
        self._shortcuts()

    def begin(self) -> None:
        """Go to where the member was when the program locked, or else to Today."""
        self.go(self._kept_place() or Route("today"))

    def keeps_place(self) -> Callable[[], None]:
        """Return what writes down where the member is now, so that a lock brings them back there.

        What is half typed in a dialog in front is written down too. Both are sealed for them.
        """
        page = self.here
        if page is None:
            return lambda: None
        route, half = page.route, page.half_typed()

        def keep() -> None:
            with suppress(Trouble):
                self.link.save_draft(PLACE, msgspec.json.encode(route))
                if half is not None:
                    half_typed.keep(self.link, route.case, half)

        return keep

    def _kept_place(self) -> Route | None:
        """Return the place that a lock kept, where one can still go there; it is kept once."""
        with suppress(Trouble, msgspec.DecodeError):
            kept = self.link.draft(PLACE)
            if kept is None:
                return None
            self.link.drop_draft(PLACE)
            route = msgspec.json.decode(kept, type=Route)
            held = route.case is None or self.link.ask(AskHeld(route.case))
            entry = self.pages.get(route.screen)
            return route if held and entry is not None and entry.has_all(route) else None
        return None

    def _shortcuts(self) -> None:
        to_pages = [
            (keys, partial(self.go, Route(name)))
            for name, entry in self.pages.items()
            for keys in entry.keys
        ]
        for keys, do in (
            ("Ctrl+L", self.locked.emit),
            ("F1", self.explain_here),
            ("Alt+Left", self.back),
            ("Ctrl+N", self.begin_a_case),
            *to_pages,
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def go(self, route: Route, *, keep: bool = True) -> None:
        """Show a place; what the page before it left unfinished is kept as a draft."""
        self.notice.put_away()
        route = route.coming_from(self.here.route if self.here is not None else None)
        if self.here is not None:
            if keep:
                self.past.append(self.here.route)
            self._leave_for(route)
        try:
            self._show(self._aside_at(route) or self._made(route))
        except Exception as error:  # noqa: BLE001 - a page that fails must not take the others along
            self._show_failed(route, error)
        in_side = self.pages[route.screen].where is Where.SIDE
        self.side.mark(route.screen if in_side else self.pages[route.screen].under)
        self._into_page()

    def _made(self, route: Route) -> Page:
        return self.pages[route.screen].make(self.services, self.link, route)

    def _leave_for(self, route: Route) -> None:
        """Leave the page; a circle under way stays below, for as long as no other is begun."""
        page = self.here
        if page is not None and page.under_way and not _same_place(page.route, route):
            self._drop_aside()
            self.here, self.aside = None, page
            page.step_aside()
        else:
            self._drop_page()
        if route.screen == (self.aside and self.aside.route.screen) and not self._aside_at(route):
            self._drop_aside()

    def _aside_at(self, route: Route) -> Page | None:
        """Return the circle below, where it is that one to which one goes."""
        aside = self.aside
        return aside if aside is not None and _same_place(aside.route, route) else None

    def _show(self, page: Page) -> None:
        """Put a page in the place of the one before it, and have it paint."""
        if page is self.aside:
            self.here, self.aside = page, None
            self.stack.setCurrentWidget(page)
            page.come_back()
            return
        page.pages = self.pages
        page.go.connect(self.go)
        page.why.connect(self.explain)
        page.restyle.connect(self.restyle)
        page.locked.connect(self.locked)
        page.covered.connect(self._covered)
        self.here = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.refresh()

    def _show_failed(self, route: Route, error: Exception) -> None:
        """Say in the place of a page that it cannot be shown; everything else goes on."""
        if self.here is not None:
            self._let_go(self.here)
            self.here = None
        if isinstance(error, Trouble):
            self._show(FailedPage(self.services, self.link, route, str(error)))
            return
        self._show(FailedPage(self.services, self.link, route))
        self.services.failures.report(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit(event.size().width())
        self.notice.fit(event.size().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._into_page()

    def _into_page(self) -> None:
        """Put the keyboard into the page, if the page has not done so itself."""
        here: QWidget | None = self.window().focusWidget()
        page = self.here
        if page is not None and (here is None or not page.isAncestorOf(here)):
            page.begin()

    def _note_keyboard(self) -> None:
        """Remember where in the page the keyboard is as a notice appears; keep it in sight."""
        here: QWidget | None = self.window().focusWidget()
        inside = here is not None and self.here is not None and self.here.isAncestorOf(here)
        if here is not None and inside:
            self.before_notice = here
            QTimer.singleShot(0, here, partial(bring_into_view, here))

    def _back_into_page(self) -> None:
        """Put the keyboard where it was in the page when the notice appeared."""
        before, self.before_notice = self.before_notice, None
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            give_keyboard(before)
        else:
            self._into_page()

    def say_how_it_was_left(self, notices: Sequence[str]) -> None:
        """Say what else a member should know of the vault, and offer to have it examined."""
        there = partial(self.go, Route("vault", detail=EXAMINATION))
        offer = button(self.theme, "Have it examined", there, role="quiet", icon="search")
        self.notice.tell(" ".join(notices), offer)

    def begin_a_case(self) -> None:
        """Take a new request, or go to where it is said why this member may not."""
        may = self.link.ask(AskCases()).may_open.allowed
        self.go(Route("intake-journey" if may else "cases"))

    def _drop_page(self) -> None:
        if self.here is not None:
            self._drop(self.here)
            self.here = None

    def _drop_aside(self) -> None:
        if self.aside is not None:
            self._drop(self.aside)
            self.aside = None

    def _drop(self, page: Page) -> None:
        try:
            page.leave()
        except Trouble as trouble:
            self.notice.tell(str(trouble))
        except Exception as error:  # noqa: BLE001 - a page that cannot be left is left all the same
            self.services.failures.report(error)
        self._let_go(page)

    def _let_go(self, page: Page) -> None:
        self.stack.removeWidget(page)
        page.deleteLater()

    def back(self) -> None:
        """Go to the place before this one, as far as its case is held still."""
        self.past = [route for route in self.past if self._is_held(route)]
        if self.past:
            self.go(self.past.pop(), keep=False)

    def _is_held(self, route: Route) -> bool:
        """Whether a place is of no case, or of one that this member holds, or is about to open."""
        begins = route.screen == "intake-journey"
        return route.case is None or begins or self.link.ask(AskHeld(route.case))

    def go_to_settings(self) -> None:
        """Show the settings, as after a change of the look."""
        self.go(Route("settings"))

    def in_circle(self) -> bool:
        """Whether a circle is on the screen, where Esc Esc covers and does not lock."""
        return self.here is not None and self.here.under_way

    def leave(self) -> None:
        """Keep everything unfinished, because the program locks.

        What cannot be kept (the disk is full) must not keep the door open.
        """
        for page in (self.here, self.aside):
            if page is not None:
                with suppress(Trouble):
                    page.leave()

    def explain_here(self) -> None:
        """Explain the rule of the last refusal or of the grey button here, or show help (F1)."""
        here: QWidget | None = self.window().focusWidget()
        while here is not None and not isinstance(here, ActButton):
            here = here.parentWidget()
        if self.notice.rule:
            self.explain(self.notice.rule)
        elif here is not None and here.rule:
            self.explain(here.rule)
        elif self.in_circle():
            self._help_over()
        else:
            self.go(Route("help"))

    def _help_over(self) -> None:
        """Show the help over a circle, which the room goes on seeing."""
        route = Route("help")
        page = self._made(route)
        page.pages = self.pages
        page.why.connect(self.explain)
        Layer(self, self.theme, page, self.services.terms.of_page(route.screen)).open()

    def explain(self, rule: str) -> None:
        """Show a rule in our own words, with its section."""
        known = self.services.rule_help.get(rule)
        if known is None:
            return
        dialog = RuleDialog(self, self.theme, rule, section_of(rule), known)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _covered(self, is_covered: bool) -> None:  # noqa: FBT001 - a signal's argument
        if is_covered:
            self.notice.put_away()

    def _refused(self, refused: Refused) -> None:
        self.notice.refuse(refused)

    def _warned(self, rulings: tuple[Ruling, ...]) -> None:
        self.notice.warn(rulings)

    def fail(self, failure: Failure) -> None:
        """Say that something nobody foresaw did not work."""
        self.notice.fail(failure)

    def show_details(self, failure: Failure) -> None:
        """Show what somebody who mends the program needs to know of a failure."""
        dialog = FailureDialog(self, self.theme, failure)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _changed(self, _topics: frozenset[Topic]) -> None:
        self.notice.settle()
        page = self.here
        if page is None:
            return
        if not self._is_held(page.route):
            self.back()
            if self.here is page:
                self.go(Route("today"), keep=False)
            return
        try:
            page.refresh()
        except Exception as error:  # noqa: BLE001 - what was recorded is; only the page is not shown
            self._show_failed(page.route, error)


def _same_place(one: Route, other: Route) -> bool:
    """Whether two routes lead to the same page of the same case, whatever in it."""
    return (one.screen, one.case, one.process) == (other.screen, other.case, other.process)
