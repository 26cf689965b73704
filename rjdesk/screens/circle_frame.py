"""The frame of the circle's page: the path of rounds, the columns, and the row of keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QWidget

from rjdesk.desk.views.circle import FacingMe
from rjdesk.process.circle import Outcome
from rjdesk.screens.circle_acts import CircleActs, Next, next_of, next_words
from rjdesk.screens.circle_flow import Flow, flowing
from rjdesk.screens.look import Look
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.ring import Ring
from rjdesk.screens.parts.text import Frame, column, row, words
from rjdesk.screens.preparation_typing import TypedLine

THREE, TWO, RING = 940, 660, 280
"""From which width on, at 100 %, there are three columns, or two; and how wide the ring is."""


class RoundPath(QWidget):
    """The rounds as a thin path; another round is entered by its button."""

    def __init__(self, look: Look, acts: CircleActs) -> None:
        """Make an empty path."""
        super().__init__()
        self.look, self.acts = look, acts
        self.flow = Flow(look, "xs")
        self.setLayout(self.flow)
        self.setAccessibleName("Rounds")

    def show_rounds(self, view: FacingMe) -> None:
        """Show where the circle is."""
        while (item := self.flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for number, title in enumerate(view.rounds, 1):
            self.flow.addWidget(self._round(view, number, title))

    def _round(self, view: FacingMe, number: int, title: str) -> QPushButton:
        here = number == view.round
        skipped = number in view.skipped and number < view.round
        past = number < view.round
        mark = "↷ " if skipped else "✓ " if past else ""
        made = button(self.look, f"{mark}{number}  {title}".replace("&", "&&"), role="tab")
        made.setCheckable(True)
        made.setChecked(here)
        made.setObjectName(f"round-{number}")
        state = "here now" if here else "passed over" if skipped else "done" if past else "to come"
        made.setAccessibleName(f"Round {number}, {title}, {state}")
        made.setToolTip(state)
        made.clicked.connect(partial(self._go, number, here=here, button=made))
        return made

    def _go(self, number: int, _checked: bool = False, *, here: bool, button: QPushButton) -> None:  # noqa: FBT001, FBT002
        button.setChecked(here)
        if not here:
            self.acts.enter(number)


class Columns(QWidget):
    """The ring, what to say and what is made: side by side, or under each other."""

    def __init__(self, look: Look, ring: Ring) -> None:
        """Make the columns."""
        super().__init__()
        self.look, self.ring, self.count = look, ring, 0
        self.across = row(look, "l")
        self.setLayout(self.across)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        self.grid = QGridLayout(self.inside)
        self.grid.setContentsMargins(0, 0, look.space("s"), look.space("s"))
        self.grid.setHorizontalSpacing(look.space("l"))
        self.grid.setVerticalSpacing(look.space("l"))
        self.area.setWidget(self.inside)
        self.across.addWidget(self.area, 1)
        self.say, self.make = QWidget(), QWidget()
        for holder in (self.say, self.make):
            holder.setLayout(column(look, "m"))

    def show_panels(self, say: QWidget, make: QWidget) -> None:
        """Put new panels in the place of the old ones."""
        bar = self.area.verticalScrollBar()
        height = bar.value()
        for holder, panel in ((self.say, say), (self.make, make)):
            box = holder.layout()
            if box is not None:
                while (item := box.takeAt(0)) is not None:
                    old = item.widget()
                    if old is not None:
                        old.hide()
                        old.setParent(None)
                        old.deleteLater()
                box.addWidget(panel)
        self.inside.adjustSize()
        bar.setValue(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as there is room for."""
        super().resizeEvent(event)
        width = event.size().width() / self.look.scale
        self._arrange(3 if width >= THREE else 2 if width >= TWO else 1)

    def _arrange(self, count: int) -> None:
        if count == self.count:
            return
        self.count = count
        for widget in (self.ring, self.say, self.make):
            self.grid.removeWidget(widget)
        self.across.removeWidget(self.ring)
        self.ring.as_rows = count == 1
        top = Qt.AlignmentFlag.AlignTop
        if count == 1:
            self.grid.addWidget(self.ring, 0, 0)
            self.grid.addWidget(self.say, 1, 0, top)
            self.grid.addWidget(self.make, 2, 0, top)
        else:
            self.across.insertWidget(0, self.ring)
            self.ring.setFixedWidth(round(RING * self.look.scale))
            self.grid.addWidget(self.say, 0, 0, top)
            self.grid.addWidget(self.make, *((0, 1) if count > 2 else (1, 0)), top)  # noqa: PLR2004
        if count == 1:
            self.ring.setMinimumWidth(0)
            self.ring.setMaximumWidth(16_777_215)
        for at in (0, 1):
            self.grid.setColumnStretch(at, 1 if at < count - 1 or at == 0 else 0)
        self.grid.setRowStretch(3, 1)


class Ask(Frame):
    """A question in the row of keys that Enter answers: end the circle, or go on for a reason."""

    def __init__(self, look: Look, sentence: str, accept: Callable[[], object]) -> None:
        """Ask; Escape, which the page hears, is no."""
        super().__init__(look, "warm")
        self.accept = accept
        self.setAccessibleName(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add(words(sentence, "strong"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is yes; nothing else is."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.accept()
        else:
            event.accept()


class KeyRow(QWidget):
    """The row of keys at the foot of the page: the next step, and the few others."""

    def __init__(self, look: Look, acts: CircleActs) -> None:
        """Make the row."""
        super().__init__()
        self.look, self.acts = look, acts
        self.box = column(look, "xs")
        self.setLayout(self.box)
        self.hint = words("", "soft")
        self.hint.setAccessibleName("Hint")
        self.box.addWidget(self.hint)
        self.next = self._key("", acts.next, "next", role="primary")
        self.passed = self._key("Passed  (P)", partial(acts.turn, Outcome.PASSED), "passed")
        self.absent = self._key("Not here  (A)", partial(acts.turn, Outcome.ABSENT), "absent")
        self.pause = self._key("", acts.pause, "break")
        self.on = self._key("", self._on, "go-on", role="quiet")
        self.undo = self._key("Take back  (Ctrl+Z)", acts.undo, "undo", role="quiet")
        self.keys = flowing(
            look, self.next, self.passed, self.absent, self.pause, self.on, self.undo
        )
        self.box.addWidget(self.keys)
        self.asking: QWidget | None = None

    def _key(
        self, label: str, do: Callable[[], object], name: str, *, role: str = ""
    ) -> QPushButton:
        made = button(self.look, label, do, role=role)
        made.setObjectName(name)
        return made

    def _on(self) -> None:
        if self.acts.view is not None:
            self.acts.enter(self.acts.view.round + 1)

    def show_keys(self, view: FacingMe) -> None:
        """Say what each key does now."""
        seats = self.acts.seats
        step = next_of(view, seats)
        label = next_words(view, seats)
        self.next.setText(f"{label}  (Space)".replace("&", "&&"))
        self.next.setAccessibleName(label)
        turn = step is Next.TURN
        for made in (self.passed, self.absent):
            made.setEnabled(turn)
        self.pause.setText("Back together  (B)" if view.on_break else "Break  (B)")
        self.pause.setVisible(not view.on_break)
        further = view.round < len(view.rounds) and step not in {Next.ROUND, Next.BACK}
        self.on.setVisible(further)
        if further:
            self.on.setText(f"Go on to {view.rounds[view.round]}  (G)".replace("&", "&&"))
        self.undo.setEnabled(bool(self.acts.last()))
        keys = self.keys.layout()
        if keys is not None:
            keys.invalidate()

    def say(self, sentence: str) -> None:
        """Say a calm sentence above the keys, or nothing."""
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    # --- asking ---------------------------------------------------------------------------

    def ask_end(self, accept: Callable[[], object], stay: Callable[[], object]) -> None:
        """Ask once whether the circle ends now."""
        sentence = "End the circle now? No reason is asked. Enter ends it, Escape goes on."
        ask = Ask(self.look, sentence, accept)
        ask.setObjectName("ask-end")
        ask.add(flowing(self.look, self._key("End the circle  (Enter)", accept, "end-yes"),
                        self._key("Go on  (Esc)", stay, "end-no", role="quiet")))  # fmt: skip
        self._put(ask)
        ask.setFocus()

    def ask_reason(
        self, title: str, accept: Callable[[], object], stay: Callable[[], object]
    ) -> None:
        """Ask for a written reason to enter a round all the same."""
        sentence = f"To go on to “{title}” all the same, write why."
        frame = Frame(self.look, "warm")
        frame.setObjectName("ask-reason")
        line = TypedLine(self.look, self.acts.draft, "reason", "", "The reason")
        line.returnPressed.connect(accept)
        frame.add(words(sentence, "strong"), line)
        frame.add(flowing(self.look, self._key("Go on for this reason", accept, "reason-yes"),
                          self._key("Stay in this round  (Esc)", stay, "reason-no",
                                    role="quiet")))  # fmt: skip
        self._put(frame)
        line.setFocus()

    def _put(self, asking: QWidget) -> None:
        self.stop_asking()
        self.asking = asking
        self.keys.hide()
        self.box.addWidget(asking)

    def stop_asking(self) -> None:
        """Show the keys again."""
        if self.asking is not None:
            self.asking.hide()
            self.asking.setParent(None)
            self.asking.deleteLater()
            self.asking = None
        self.keys.show()
