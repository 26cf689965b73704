"""The row of keys at the foot of the circle's page, and the questions that are asked in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from rjdesk.desk.guide import Guide, Next
from rjdesk.process.circle.state import Outcome
from rjdesk.process.kernel.event import PersonId
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.flow import flowing
from rjdesk.screens.kit.hurry import ASKS
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.ring import Ring
from rjdesk.screens.kit.text import Frame, label, let_go, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.typed import TypedLine
from rjdesk.screens.pages.circle.acts import CircleActs

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ON_A_BREAK = "On a break. Everything waits; nothing is lost."


class KeyQuestion(Frame):
    """A question in the row of keys, which a key answers; Escape, which the page hears, is no."""

    def __init__(
        self, theme: Theme, sentence: str, answers: Mapping[Qt.Key, Callable[[], object]]
    ) -> None:
        """Ask; ``answers`` says what each key does."""
        super().__init__(theme, "warm")
        self.answers = answers
        self.setAccessibleName(sentence)
        self.setProperty(ASKS, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add(label(sentence, "strong"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key answers, and let no other key through to the circle."""
        answer = self.answers.get(Qt.Key(event.key()))
        event.accept()
        if answer is not None and not event.isAutoRepeat():
            answer()


def keys_of(name: str) -> tuple[Qt.Key, ...]:
    """Return the keys of an answer: Enter, what writes a letter or a digit, or none for ""."""
    if name == "Enter":
        return ENTER
    return (Qt.Key(ord(name)),) if name else ()


class KeyAnswer(NamedTuple):
    """One answer to a question in the row of keys: its words, its keys, and what it does."""

    label: str
    keys: tuple[Qt.Key, ...]
    do: Callable[[], object]


class KeyRow(QWidget):
    """The row of keys at the foot of the page: the next step, and the few others.

    ``answered`` tells that a question is gone which had the keyboard.
    """

    answered = Signal()

    def __init__(self, theme: Theme, acts: CircleActs, ring: Ring) -> None:
        """Make the row; what is done of somebody is done of whose seat is ``here`` in the ring."""
        super().__init__()
        self.theme, self.acts = theme, acts
        self.box = vbox(theme, "xs")
        self.setLayout(self.box)
        self.on_break = False
        self.hint = label("", "soft")
        self.hint.setAccessibleName("Hint")
        self.box.addWidget(self.hint)
        self.next = self._key("", acts.next, "next", role="primary")
        self.passed = self._key("Passed  (P)", partial(acts.turn, Outcome.PASSED), "passed")
        self.absent = self._key("Not here  (A)", partial(acts.turn, Outcome.ABSENT), "absent")
        self.pause = self._key("", acts.pause, "break")
        self.on = self._key("Next round  (G)", acts.go_further, "go-on", role="quiet")
        self.undo = self._key("Take back  (Ctrl+Z)", acts.undo, "undo", role="quiet")
        self.leaves, self.comes, self.moves = (
            self._key(f"{word}  ({key})", partial(self._at_seat, ring, do), name, role="quiet")
            for word, key, do, name in (
                ("Somebody leaves", "L", acts.leaves, "leaves"),
                ("Somebody comes", "C", acts.comes, "comes"),
                ("Change seats", "M", acts.moves, "moves"),
            )
        )
        turns = (self.next, self.passed, self.absent, self.pause, self.on, self.undo)
        seats = (self.leaves, self.comes, self.moves)
        self.keys = flowing(theme.space("s"), *turns, *seats)
        self.box.addWidget(self.keys)
        self.asking: QWidget | None = None

    def _key(
        self, label: str, do: Callable[[], object], name: str, *, role: str = ""
    ) -> QPushButton:
        made = button(self.theme, label, do, role=role)
        made.setObjectName(name)
        return made

    def _at_seat(self, ring: Ring, do: Callable[[PersonId], object]) -> None:
        do(ring.here)

    def show_keys(self, guide: Guide) -> None:
        """Say what each key does now."""
        view, step, label = guide.view, guide.next, guide.next_words
        self.next.setText(f"{label}  (Space)".replace("&", "&&"))
        self.next.setAccessibleName(label)
        turn = step is Next.TURN
        for made in (self.passed, self.absent):
            made.setEnabled(turn)
        self.on_break = view.on_break
        self.say("")
        self.pause.setText("Back together  (B)" if view.on_break else "Break  (B)")
        self.pause.setVisible(not view.on_break)
        said = {Next.ROUND, Next.BACK, Next.END}
        further = view.round < len(view.rounds) and step not in said
        self.on.setVisible(further)
        if further:
            self.on.setAccessibleName(f"Go on to {view.rounds[view.round]}")
        self.undo.setEnabled(view.undo is not None)
        self.comes.setVisible(bool(view.may_come))
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
        answers: Sequence[KeyAnswer],
        stay: Callable[[], object],
        name: str,
    ) -> None:
        """Ask once, with a key for each answer; Escape is no, and ``stay`` follows it."""
        keys = {key: self._answered(answer.do) for answer in answers for key in answer.keys}
        ask = KeyQuestion(self.theme, sentence, keys)
        ask.setObjectName(name)
        made = [
            self._key(answer.label, self._answered(answer.do), f"{name}-{number}")
            for number, answer in enumerate(answers, 1)
        ]
        no = self._key("Stay here  (Esc)", stay, f"{name}-no", role="quiet")
        ask.add(flowing(self.theme.space("s"), *made, no))
        self._put(ask)
        give_keyboard(ask)

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
        frame = Frame(self.theme, "warm")
        frame.setObjectName("ask-reason")
        line = TypedLine(self.acts.draft, "reason", "", "The reason")
        line.returnPressed.connect(accept)
        frame.add(label(sentence, "strong"), line, line.says)
        go_on = self._key("Go on for this reason", accept, "reason-yes")
        remain = self._key("Stay in this round  (Esc)", stay, "reason-no", role="quiet")
        frame.add(flowing(self.theme.space("s"), go_on, remain))
        self._put(frame)
        give_keyboard(line)

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
        let_go(asking)
        if with_keys:
            self.answered.emit()
