"""The circle's page, facing the facilitator: one key to the next step, nothing that pops up."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QVBoxLayout, QWidget

from rjdesk.desk.views.circle import AskFacingMe, AskFacingRoom, FacingMe
from rjdesk.process.circle import Outcome
from rjdesk.screens.circle_acts import CircleActs
from rjdesk.screens.circle_running import Running
from rjdesk.screens.circle_start import EndedPanel, PinPanel, StartPanel, scrolling
from rjdesk.screens.cover import IDLE_MS, CircleWatch, Cover, session_pin
from rjdesk.screens.given import Given
from rjdesk.screens.link import Link
from rjdesk.screens.page import Page, Place
from rjdesk.screens.parts.text import clear, column
from rjdesk.screens.room import RoomWindow

EVERY_HALF_MINUTE_MS = 30_000


class CirclePage(Page):
    """A circle under way, as its facilitator sees it.

    ``covered`` tells that the page hid itself (True) or came back; ``locked`` that three
    wrong PINs ask for the lock. ``under_way`` says whether idleness covers rather than locks.
    """

    def __init__(
        self,
        given: Given,
        link: Link,
        place: Place,
        *,
        idle_ms: int = IDLE_MS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make the page; ``now`` counts seconds, for Escape pressed twice."""
        super().__init__(given, link, place)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Circle")
        self.acts = CircleActs(self)
        self.acts.repaint.connect(self.refresh)
        self.acts.hint.connect(self._hint)
        self.acts.choose.connect(self._choose)
        self.acts.reason.connect(self._ask_reason)
        self.room: RoomWindow | None = None
        self.neutral, self.sitting_down = False, False
        self.running: Running | None = None
        self._outer = QVBoxLayout(self)
        edge = self.look.space("l")
        self._outer.setContentsMargins(edge, self.look.space("s"), edge, self.look.space("m"))
        self.body = QWidget()
        self._outer.addWidget(self.body)
        self._inner = column(self.look, "s")
        self.body.setLayout(self._inner)
        self.watch = CircleWatch(self, idle_ms, now)
        self.watch.wanted.connect(self.cover)
        self.watch.escaped.connect(self._step_back)
        self.watch.end_wanted.connect(self.ask_end)
        self.clock = QTimer(self)
        self.clock.setInterval(EVERY_HALF_MINUTE_MS)
        self.clock.timeout.connect(self._show_time)

    @property
    def under_way(self) -> bool:
        """Whether a circle is under way, so that idleness covers and does not lock."""
        return self.running is not None

    # --- painting -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Show where the circle is: before it, under way, or after it."""
        self.acts.view = view = self.link.ask(AskFacingMe(self.case))
        self.setUpdatesEnabled(False)
        if view is not None and view.ended_at is None and session_pin(self.link):
            self._show_running(view)
        else:
            self._show_beside(view)
        for made in self.findChildren(QAbstractButton):
            if made.focusPolicy() != Qt.FocusPolicy.NoFocus:
                made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setUpdatesEnabled(True)
        self._show_room()

    def _show_beside(self, view: FacingMe | None) -> None:
        """Show the one panel of a page whose circle is not under way on it."""
        self.watch.end()
        self.clock.stop()
        self.running = None
        clear(self._inner)
        panel: QWidget
        ended = view is not None and view.ended_at is not None and not self.sitting_down
        if not ended and not session_pin(self.link):
            panel = PinPanel(self.look, self.acts)
            panel.chosen.connect(self._back_to_page)
        elif not ended:
            panel = StartPanel(self.look, self.acts)
            panel.why.connect(self.why)
        else:
            undo = self.acts.undo if self.acts.last() else None
            panel = EndedPanel(self.look, self._to, self._again, undo)
        self._inner.addWidget(scrolling(self.look, panel))
        if isinstance(panel, PinPanel):
            panel.line.setFocus()

    def _show_running(self, view: FacingMe) -> None:
        self.sitting_down = False
        if self.running is None:
            clear(self._inner)
            head = (
                ("room", self.toggle_room),
                ("neutral", self.toggle_neutral),
                ("cover", self.cover),
                ("end", self.ask_end),
            )
            self.running = Running(self.look, self.acts, dict(head))
            self._inner.addWidget(self.running)
            self.watch.begin()
            self.clock.start()
            self.setFocus()
        focus: QWidget | None = self.window().focusWidget()
        inside = focus is not None and (focus is self or self.isAncestorOf(focus))
        name = focus.objectName() if focus is not None else ""
        self.running.show_circle(view)
        self._show_time()
        if inside and self.watch.cover is None:
            (self.running.choice_named(name) or self).setFocus()

    def _show_time(self) -> None:
        view = self.acts.view
        if view is not None and self.running is not None:
            passed = self.given.clock() - view.started_at
            self.running.show_time(int(passed.total_seconds() // 60), view.planned_minutes)

    # --- keys ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key says, when no text field has it."""
        if self.running is None or self.watch.cover is not None or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_Z:
            self.acts.undo()
            return
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        do = self._deeds(self.running).get(Qt.Key(event.key())) if plain else None
        if do is None:
            super().keyPressEvent(event)
        elif self.running.keys.asking is None:
            do()

    def _deeds(self, running: Running) -> dict[Qt.Key, Callable[[], object]]:
        deeds: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: self.acts.next,
            Qt.Key.Key_B: self.acts.pause,
            Qt.Key.Key_R: self.toggle_room,
            Qt.Key.Key_N: self.toggle_neutral,
            Qt.Key.Key_P: partial(self.acts.turn, Outcome.PASSED),
            Qt.Key.Key_A: partial(self.acts.turn, Outcome.ABSENT),
        }
        if self.acts.view is not None and not self.acts.view.on_break:
            deeds[Qt.Key.Key_S] = self.acts.say
            deeds[Qt.Key.Key_G] = running.keys.on.click
            deeds[Qt.Key.Key_W] = running.write
        return deeds

    def _choose(self) -> None:
        if self.running is not None:
            self._hint("Whose turn is it? Arrow keys go around, Enter gives them the piece.")
            self.running.ring.focus_first_waiting()

    def _hint(self, sentence: str) -> None:
        if self.running is not None:
            self.running.keys.say(sentence)
            if sentence:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _step_back(self) -> None:
        """Take a single Escape: out of a question, or out of a field."""
        if self.running is not None:
            self.running.keys.stop_asking()
        self.setFocus()

    # --- end, and for a reason -----------------------------------------------------------

    def ask_end(self) -> None:
        """Ask once; Enter ends the circle, and nobody asks why."""
        if self.running is not None and self.watch.cover is None:
            self.running.keys.ask_end(self.acts.end, self._step_back)

    def _ask_reason(self, number: int) -> None:
        view = self.acts.view
        if view is not None and self.running is not None:
            self.running.keys.ask_reason(
                view.rounds[number - 1], lambda: self._enter_for(number), self._step_back
            )

    def _enter_for(self, number: int) -> None:
        self.acts.enter_for(number, self.acts.draft.text("reason", "").strip())

    def _to(self, screen: str) -> None:
        self.go.emit(Place(screen, self.case))

    def _again(self) -> None:
        self.sitting_down = True
        self.refresh()

    def _back_to_page(self) -> None:
        self.refresh()
        self.setFocus()

    # --- the room -----------------------------------------------------------------------

    def toggle_room(self) -> None:
        """Open the face for the room, or close it."""
        if self.room is not None:
            self.room.close()
            return
        self.room = RoomWindow(self.look)
        self.room.on_closed = self._room_closed
        self._show_room()
        self.room.open_up(self)

    def toggle_neutral(self) -> None:
        """Make the room's face neutral, or let it show the circle again."""
        self.neutral = not self.neutral
        self._show_room()

    def _show_room(self) -> None:
        if self.room is not None:
            self.room.show_view(self.link.ask(AskFacingRoom(self.case, neutral=self.neutral)))
        if self.running is not None:
            self.running.show_room(is_open=self.room is not None, neutral=self.neutral)

    def _room_closed(self) -> None:
        if self.room is not None:
            self.room.deleteLater()
        self.room = None
        self._show_room()

    # --- the cover ----------------------------------------------------------------------

    def cover(self) -> None:
        """Hide everything of the circle at once; the room's screen stays as it is."""
        if self.running is None or self.watch.cover is not None:
            return
        for dialog in self.window().findChildren(QDialog):
            dialog.reject()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.body.hide()
        cover = Cover(self.look, session_pin(self.link), self.window())
        cover.uncovered.connect(self.uncover)
        cover.locked.connect(self.locked)
        self.destroyed.connect(cover.deleteLater)
        self.watch.cover = cover
        self.watch.idle.stop()
        self.covered.emit(True)
        cover.line.setFocus()

    def uncover(self) -> None:
        """Show the circle again."""
        cover, self.watch.cover = self.watch.cover, None
        if cover is not None:
            cover.hide()
            cover.setParent(None)
            cover.deleteLater()
        self.body.show()
        if self.running is not None:
            self.watch.idle.start()
        self.covered.emit(False)
        self.setFocus()

    def leave(self) -> None:
        """Keep what was typed, and let go of the room's screen and the keys.

        A cover stays as long as the page, so that a lock never shows what it hid.
        """
        self.acts.draft.keep()
        self.watch.end()
        self.clock.stop()
        if self.room is not None:
            self.room.close()
