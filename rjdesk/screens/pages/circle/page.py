"""The circle's page, facing the facilitator: one key to the next step, nothing that pops up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from rjdesk.desk.undo import Undoes
from rjdesk.desk.views.circle import AskFacingRoom, FacingMe
from rjdesk.process.circle.state import Outcome
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import SIT_DOWN, Page, Route
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import announce, clear, vbox
from rjdesk.screens.pages.circle.acts import CircleActs
from rjdesk.screens.pages.circle.bar import ENTER, KeyAnswer, keys_of
from rjdesk.screens.pages.circle.cover import IDLE_MS, CircleWatch, Cover, session_pin
from rjdesk.screens.pages.circle.keys import NOT_HERE, QUIET_MS, Deeds, RingKeys
from rjdesk.screens.pages.circle.room_panel import RoomFace
from rjdesk.screens.pages.circle.running import Running
from rjdesk.screens.pages.circle.start import (
    EndedPanel,
    PinPanel,
    StartPanel,
    left_typed,
    scrolling,
)

EVERY_HALF_MINUTE_MS = 30_000


class CirclePage(Page):
    """A circle under way, as its facilitator sees it.

    ``covered`` tells that the page hid itself (True) or came back; ``locked`` that three
    wrong PINs ask for the lock. ``under_way`` says whether idleness covers rather than locks.
    """

    def __init__(
        self,
        services: Services,
        link: Link,
        route: Route,
        *,
        idle_ms: int = IDLE_MS,
        quiet_ms: int = QUIET_MS,
        now: Callable[[], float] = time.monotonic,
        pace: Callable[[], float] | None = None,
    ) -> None:
        """Make the page; ``now`` counts seconds for Escape pressed twice, ``pace`` for keys."""
        super().__init__(services, link, route)
        # A click beside a field leaves the ring, so that what is typed then is no command.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("Circle")
        pace = pace or (lambda: services.clock().timestamp())
        self.acts = CircleActs(self, pace)
        self.keys = RingKeys(self, self._deeds, pace, quiet_ms)
        self.keys.hint.connect(self._hint)
        self.acts.repaint.connect(self.refresh)
        self.acts.hint.connect(self._hint)
        self.acts.choose.connect(self._choose)
        self.acts.reason.connect(self._ask_reason)
        self.acts.ask.connect(self._ask)
        self.acts.offer.connect(self._offer)
        self.acts.seat.connect(self._go_to_seat)
        self.face = RoomFace(services, self)
        self.face.asks.connect(self._ask_screen)
        self.face.changed.connect(self._show_room)
        self.face.key.connect(self._from_room)
        self.sitting_down = route.detail == SIT_DOWN
        self.running: Running | None = None
        self.was_neutral = False
        self._outer = QVBoxLayout(self)
        margin = self.theme.space("l")
        self._outer.setContentsMargins(margin, self.theme.space("s"), margin, self.theme.space("m"))
        self.body = QWidget()
        self._outer.addWidget(self.body)
        self._inner = vbox(self.theme, "s")
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
        view = self.acts.look()
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
        held = self._has_keyboard()
        clear(self._inner)
        panel: QWidget
        ended = view is not None and view.ended_at is not None and not self.sitting_down
        if not ended and not session_pin(self.link):
            panel = PinPanel(self.theme, self.acts)
            panel.chosen.connect(self._back_to_page)
        elif not ended:
            panel = StartPanel(self.theme, self.acts)
            panel.why.connect(self.why)
        else:
            ended_by_me = bool(view and view.undo and view.undo.undoes is Undoes.END)
            undo = self.acts.undo if ended_by_me else None
            panel = EndedPanel(self.theme, self._to, self._again, undo, self._left())
        self._inner.addWidget(scrolling(self.theme, panel))
        if isinstance(panel, PinPanel):
            give_keyboard(panel.line)
        elif held:
            self.begin()

    def _left(self) -> list[QWidget]:
        """Return the cards of what was typed and not recorded; a mere choice is let go."""
        draft = self.acts.draft
        typed = left_typed(self.theme, draft, self.calendar)
        if typed is None:
            draft.drop()
        cards = (typed, draft.strange_card(self.theme))
        return [made for made in cards if made is not None]

    def _has_keyboard(self) -> bool:
        """Whether the keyboard is at the page or somewhere in it."""
        here: QWidget | None = self.window().focusWidget()
        return here is not None and (here is self or self.isAncestorOf(here))

    def _show_running(self, view: FacingMe) -> None:
        self.sitting_down = False
        if self.running is None:
            clear(self._inner)
            head = (
                ("room", self.face.toggle),
                ("neutral", self.face.toggle_neutral),
                ("swap", self.face.ask_swap),
                ("cover", self.cover),
                ("end", self.ask_end),
            )
            self.running = Running(self.theme, self.acts, dict(head), self.face)
            self.running.keys.answered.connect(self.go_home)
            self._inner.addWidget(self.running)
            self.watch.begin()
            self.clock.start()
            give_keyboard(self)
        held = self._has_keyboard()
        here: QWidget | None = self.window().focusWidget() if held else None
        name = here.objectName() if here is not None else ""
        writing = here is not None and self.running.is_for_writing(here)
        if self.acts.guide is not None:
            self.running.show_circle(self.acts.guide)
        self._show_time()
        if held and self.watch.cover is None:
            stays = self.running.choice_named(name)
            if stays is not None:
                give_keyboard(stays)
            # Whoever writes goes on writing: in the ring the next words would be commands.
            elif not (writing and self.running.write()):
                self.go_home()

    def go_home(self) -> None:
        """Put the keyboard into the ring, where letters are the circle's keys."""
        if self.running is None or not self.running.ring.take_keyboard():
            give_keyboard(self)

    def begin(self) -> None:
        """Put the keyboard into the ring of a circle under way, else where one begins."""
        if self.running is not None:
            self.go_home()
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            super().begin()
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _show_time(self) -> None:
        guide = self.acts.guide
        if guide is not None and self.running is not None:
            view = guide.view
            self.running.show_time(view.started_at, self.services.clock(), view.planned_minutes)

    # --- keys ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key says while the ring has the keyboard; say where it acts otherwise."""
        running = self.running
        if running is None or event.isAutoRepeat():
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
        if not plain or not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)
        elif running.ring.has_keyboard or not running.ring.seats:
            self.keys.press(Qt.Key(event.key()))
        else:
            self.keys.forget()
            self._hint(NOT_HERE)

    def _deeds(self) -> Deeds:
        running = self.running
        if running is None or running.keys.asking is not None:
            return {}
        # An empty ring has no seat for the keyboard; the page has it then.
        if running.ring.seats and not running.ring.has_keyboard:
            return {}
        deeds: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: self.acts.next,
            Qt.Key.Key_B: self.acts.pause,
            Qt.Key.Key_R: self.face.toggle,
            Qt.Key.Key_N: self.face.toggle_neutral,
            Qt.Key.Key_X: self.face.ask_swap,
            Qt.Key.Key_P: partial(self.acts.turn, Outcome.PASSED),
            Qt.Key.Key_A: partial(self.acts.turn, Outcome.ABSENT),
            Qt.Key.Key_L: running.keys.leaves.click,
            Qt.Key.Key_C: running.keys.comes.click,
            Qt.Key.Key_M: running.keys.moves.click,
        }
        if self.acts.guide is not None and not self.acts.guide.view.on_break:
            deeds[Qt.Key.Key_S] = self.acts.say
            deeds[Qt.Key.Key_G] = self.acts.go_further
            deeds[Qt.Key.Key_W] = running.write
        return deeds

    def _from_room(self, event: QKeyEvent) -> None:
        """Take a key that went to the room's window all the same."""
        self.window().activateWindow()
        self.go_home()
        self.keyPressEvent(event)

    def _choose(self) -> None:
        if self.running is not None:
            self._hint("Whose turn is it? Arrow keys go around, Enter gives them the piece.")
            self.running.ring.focus_first_waiting()

    def _hint(self, sentence: str) -> None:
        if self.running is not None:
            # What stands there was announced; a sentence typed astray would say it per letter.
            is_new = self.running.keys.hint.text() != sentence
            self.running.keys.say(sentence)
            if sentence and is_new:
                announce(self, sentence)

    def _step_back(self) -> None:
        """Take a single Escape: out of a question, out of a field, and a notice out of sight."""
        self.link.dismissed.emit()
        if self.running is not None:
            self.running.keys.stop_asking()
        self.face.stop_asking()
        self.go_home()

    # --- end, and for a reason -----------------------------------------------------------

    def ask_end(self) -> None:
        """Ask once; Enter ends the circle, and nobody asks why."""
        sentence = "End the circle now? No reason is asked. Enter ends it, Escape goes on."
        self._put_question(
            sentence, [KeyAnswer("End the circle  (Enter)", ENTER, self.acts.end)], "ask-end"
        )

    def _ask(self, sentence: str, yes: str, do: Callable[[], object]) -> None:
        self._put_question(sentence, [KeyAnswer(f"{yes}  (Enter)", ENTER, do)], "ask")

    def _offer(self, sentence: str, does: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        answers = [
            KeyAnswer(f"{words}  ({key})" if key else words, keys_of(key), do)
            for key, words, do in does
        ]
        self._put_question(sentence, answers, "offer")

    def _go_to_seat(self, person: str) -> None:
        if self.running is not None:
            self.running.ring.go_to(person)

    def _ask_screen(self, sentence: str, answers: Sequence[KeyAnswer]) -> None:
        self._put_question(sentence, answers, "ask-screen")

    def _put_question(self, sentence: str, answers: Sequence[KeyAnswer], name: str) -> None:
        if self.running is not None and self.watch.cover is None:
            self.running.keys.ask(sentence, answers, self._step_back, name)
            announce(self, sentence)

    def _ask_reason(self, number: int) -> None:
        guide = self.acts.guide
        if guide is not None and self.running is not None:
            self.running.keys.ask_reason(
                guide.view.rounds[number - 1], lambda: self._enter_for(number), self._step_back
            )

    def _enter_for(self, number: int) -> None:
        self.acts.enter_for(number, self.acts.draft.text("reason", "").strip())

    def _to(self, screen: str) -> None:
        self.go.emit(Route(screen, self.case))

    def _again(self) -> None:
        self.sitting_down = True
        self.refresh()

    def _back_to_page(self) -> None:
        self.refresh()
        self.begin()

    # --- the room -----------------------------------------------------------------------

    def _show_room(self) -> None:
        neutral = self.face.neutral
        view = (
            self.link.ask(AskFacingRoom(self.case, neutral=neutral)) if self.face.is_open else None
        )
        if view is not None:
            self.face.show_view(view)
        if self.running is not None:
            self.running.show_room(view, neutral=neutral)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_room()

    # --- giving way -----------------------------------------------------------------------

    def step_aside(self) -> None:
        """Stay under way below another page; meanwhile the room sees nothing of the circle."""
        self.acts.draft.keep()
        self.keys.forget()
        self._step_back()
        self.watch.end()
        self.clock.stop()
        self.was_neutral = self.face.neutral
        self.face.neutral = True
        self._show_room()

    def come_back(self) -> None:
        """Go on with the circle, and let the room see what it saw before."""
        self.face.neutral = self.was_neutral
        self.refresh()
        if self.running is not None:
            self.watch.begin()
            self.clock.start()
            self.go_home()

    # --- the cover ----------------------------------------------------------------------

    def cover(self) -> None:
        """Hide everything of the circle at once; the room's screen stays as it is."""
        window = self.window()
        shown = self.running is not None and self.watch.cover is None
        if not shown or not isinstance(window, QMainWindow):
            return
        for dialog in window.findChildren(QDialog):
            dialog.reject()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.keys.forget()
        cover = Cover(self.theme, session_pin(self.link), window)
        cover.uncovered.connect(self.uncover)
        cover.locked.connect(self.locked)
        self.watch.cover = cover
        self.watch.idle.stop()
        self.covered.emit(True)

    def uncover(self) -> None:
        """Show the circle again."""
        cover, self.watch.cover = self.watch.cover, None
        if cover is not None:
            cover.lift()
        if self.running is not None:
            self.watch.idle.start()
        self.covered.emit(False)
        self.go_home()

    def leave(self) -> None:
        """Keep what was typed, and let go of the room's screen and the keys.

        A cover stays as long as the page, so that a lock never shows what it hid.
        """
        self.acts.draft.keep()
        self.keys.forget()
        self.watch.end()
        self.clock.stop()
        self.face.close()
