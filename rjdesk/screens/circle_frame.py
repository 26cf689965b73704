"""The frame of the circle's page: the path of rounds, the columns, and the row of keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QWidget

from rjdesk.desk.views.circle import FacingMe
from rjdesk.process.circle import Outcome
from rjdesk.screens.circle_acts import CircleActs, Next, next_of, next_words
from rjdesk.screens.look import Look
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.flow import Flow, flowing
from rjdesk.screens.parts.ring import Ring
from rjdesk.screens.parts.text import Frame, column, row, set_role, words
from rjdesk.screens.preparation_typing import TypedLine

ON_A_BREAK = "On a break. Everything waits; nothing is lost."
THREE, TWO, RING = 940, 660, 280
"""From which width on, at 100 %, there are three columns, or two; and how wide the ring is."""


class RoundPath(QWidget):
    """The rounds as a thin path; another round is entered by its button.

    Where there is little room, the other rounds are shown by number alone. ``beside`` stands
    at the end of the path.
    """

    def __init__(self, look: Look, acts: CircleActs, beside: Sequence[QWidget]) -> None:
        """Make the path for the programme's rounds."""
        super().__init__()
        self.look, self.acts = look, acts
        self.steps: list[QPushButton] = []
        self.view: FacingMe | None = None
        self.flow = Flow(look.space("s"))
        self.setLayout(self.flow)
        self.setAccessibleName("Rounds")
        self.beside = beside

    def show_rounds(self, view: FacingMe) -> None:
        """Show where the circle is."""
        self.view = view
        if not self.steps:
            for number in range(1, len(view.rounds) + 1):
                made = button(self.look, "", partial(self._go, number), role="step")
                made.setObjectName(f"round-{number}")
                self.steps.append(made)
                self.flow.addWidget(made)
            for widget in self.beside:
                self.flow.addWidget(widget)
        for number, made in enumerate(self.steps, 1):
            self._show(view, number, made)

    def _show(self, view: FacingMe, number: int, made: QPushButton) -> None:
        here, past = number == view.round, number < view.round
        skipped = past and number in view.skipped
        title = view.rounds[number - 1]
        mark = "↷ " if skipped else "✓ " if past else ""
        narrow = self.width() < THREE * self.look.scale
        shown = title if here or not narrow else ""
        made.setText(f"{mark}{number}  {shown}".strip().replace("&", "&&"))
        set_role(made, "step-on" if here else "step")
        state = "here now" if here else "passed over" if skipped else "done" if past else "to come"
        made.setAccessibleName(f"Round {number}, {title}, {state}")
        made.setToolTip(f"{title}: {state}")

    def _go(self, number: int) -> None:
        if self.view is not None and number != self.view.round:
            self.acts.go_on(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many titles as there is room for."""
        super().resizeEvent(event)
        if self.view is not None:
            self.show_rounds(self.view)


class Columns(QWidget):
    """The ring, what to say and what is made: side by side, or under each other."""

    def __init__(self, look: Look, ring: Ring, below: QWidget) -> None:
        """Make the columns; ``below`` stands under the ring where the ring has a column."""
        super().__init__()
        self.look, self.ring, self.count, self.wide = look, ring, 0, False
        self.ring_area = QScrollArea()
        self.ring_area.setWidgetResizable(True)
        self.ring_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ring_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.left = QWidget()
        down = column(look, "s")
        down.addWidget(self.ring_area, 1)
        down.addWidget(below)
        self.left.setLayout(down)
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
        self.across.addWidget(self.left)
        self.across.addWidget(self.area, 1)
        self.say, self.make = QWidget(), QWidget()
        for holder in (self.say, self.make):
            holder.setLayout(column(look, "m"))
        self._arrange(1)

    def show_panels(self, say: QWidget, make: QWidget, *, wide: bool = False) -> None:
        """Put new panels in the place of the old ones; ``wide`` gives what is made more room."""
        self.wide = wide
        self._stretch()
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
        if self.count > 1:
            self.left.setFixedWidth(round(max(RING, width / 4) * self.look.scale))

    def _arrange(self, count: int) -> None:
        if count == self.count:
            return
        self.count = count
        with_keys = self.ring.has_keyboard
        for widget in (self.ring, self.say, self.make):
            self.grid.removeWidget(widget)
        self.left.setVisible(count > 1)
        self.ring.as_rows = count == 1
        top = Qt.AlignmentFlag.AlignTop
        if count == 1:
            self.ring_area.takeWidget()
            self.grid.addWidget(self.ring, 0, 0)
            self.ring.show()
            self.grid.addWidget(self.say, 1, 0, top)
            self.grid.addWidget(self.make, 2, 0, top)
        else:
            self.ring_area.setWidget(self.ring)
            self.grid.addWidget(self.say, 0, 0, top)
            self.grid.addWidget(self.make, *((0, 1) if count > 2 else (1, 0)), top)  # noqa: PLR2004
        self.grid.setRowStretch(3, 1)
        if with_keys:
            self.ring.take_keyboard()
        self._stretch()

    def _stretch(self) -> None:
        beside = self.count > 2  # noqa: PLR2004 - three columns: ring, say, make
        self.grid.setColumnStretch(0, 2)
        self.grid.setColumnStretch(1, (3 if self.wide else 2) if beside else 0)


class Ask(Frame):
    """A question in the row of keys, which a key answers; Escape, which the page hears, is no."""

    def __init__(
        self, look: Look, sentence: str, answers: Mapping[Qt.Key, Callable[[], object]]
    ) -> None:
        """Ask; ``answers`` says what each key does."""
        super().__init__(look, "warm")
        self.answers = answers
        self.setAccessibleName(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add(words(sentence, "strong"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key answers, and let no other key through to the circle."""
        answer = self.answers.get(Qt.Key(event.key()))
        event.accept()
        if answer is not None and not event.isAutoRepeat():
            answer()


ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Answer(NamedTuple):
    """One answer to a question in the row of keys: its words, its keys, and what it does."""

    label: str
    keys: tuple[Qt.Key, ...]
    do: Callable[[], object]


class KeyRow(QWidget):
    """The row of keys at the foot of the page: the next step, and the few others.

    ``answered`` tells that a question is gone which had the keyboard.
    """

    answered = Signal()

    def __init__(self, look: Look, acts: CircleActs) -> None:
        """Make the row."""
        super().__init__()
        self.look, self.acts = look, acts
        self.box = column(look, "xs")
        self.setLayout(self.box)
        self.on_break = False
        self.hint = words("", "soft")
        self.hint.setAccessibleName("Hint")
        self.box.addWidget(self.hint)
        self.next = self._key("", acts.next, "next", role="primary")
        self.passed = self._key("Passed  (P)", partial(acts.turn, Outcome.PASSED), "passed")
        self.absent = self._key("Not here  (A)", partial(acts.turn, Outcome.ABSENT), "absent")
        self.pause = self._key("", acts.pause, "break")
        self.on = self._key("Next round  (G)", self._on, "go-on", role="quiet")
        self.undo = self._key("Take back  (Ctrl+Z)", acts.undo, "undo", role="quiet")
        self.keys = flowing(
            look.space("s"), self.next, self.passed, self.absent, self.pause, self.on, self.undo
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
            self.acts.go_on(self.acts.view.round + 1)

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
        self.on_break = view.on_break
        self.say("")
        self.pause.setText("Back together  (B)" if view.on_break else "Break  (B)")
        self.pause.setVisible(not view.on_break)
        further = view.round < len(view.rounds) and step not in {Next.ROUND, Next.BACK}
        self.on.setVisible(further)
        if further:
            self.on.setAccessibleName(f"Go on to {view.rounds[view.round]}")
        self.undo.setEnabled(bool(self.acts.last()))
        keys = self.keys.layout()
        if keys is not None:
            keys.invalidate()

    def say(self, sentence: str) -> None:
        """Say a calm sentence above the keys, or nothing."""
        shown = sentence or (ON_A_BREAK if self.on_break else "")
        self.hint.setText(shown)
        self.hint.setVisible(bool(shown))

    # --- asking ---------------------------------------------------------------------------

    def ask(
        self,
        sentence: str,
        answers: Sequence[Answer],
        stay: Callable[[], object],
        name: str,
    ) -> None:
        """Ask once, with a key for each answer; Escape is no, and ``stay`` follows it."""
        keys = {key: self._answered(answer.do) for answer in answers for key in answer.keys}
        ask = Ask(self.look, sentence, keys)
        ask.setObjectName(name)
        made = [
            self._key(answer.label, self._answered(answer.do), f"{name}-{number}")
            for number, answer in enumerate(answers, 1)
        ]
        no = self._key("Stay here  (Esc)", stay, f"{name}-no", role="quiet")
        ask.add(flowing(self.look.space("s"), *made, no))
        self._put(ask)
        ask.setFocus()

    def _answered(self, do: Callable[[], object]) -> Callable[[], object]:
        def answered() -> None:
            self.stop_asking()
            do()

        return answered

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
        go_on = self._key("Go on for this reason", accept, "reason-yes")
        remain = self._key("Stay in this round  (Esc)", stay, "reason-no", role="quiet")
        frame.add(flowing(self.look.space("s"), go_on, remain))
        self._put(frame)
        line.setFocus()

    def _put(self, asking: QWidget) -> None:
        self.stop_asking()
        self.asking = asking
        self.keys.hide()
        self.box.addWidget(asking)
        # Only what is seen takes the keyboard at once.
        asking.show()

    def stop_asking(self) -> None:
        """Show the keys again."""
        asking, self.asking = self.asking, None
        self.keys.show()
        if asking is None:
            return
        here: QWidget | None = self.window().focusWidget()
        with_keys = here is not None and (here is asking or asking.isAncestorOf(here))
        asking.hide()
        asking.setParent(None)
        asking.deleteLater()
        if with_keys:
            self.answered.emit()
