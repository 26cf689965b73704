"""What is asked before anything else where the computer's clock can hardly be right (A36)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import in_row, label
from rjdesk.screens.shell.middle import empty_card, put_in_the_middle

CARD_WIDTH = 560


class ClockAsked(QWidget):
    """The screen between unlocking and the desktop; ``right`` goes on, ``wrong`` locks again."""

    right = Signal()
    wrong = Signal()

    def __init__(self, services: Services, question: str) -> None:
        """Say what is odd, in the sentences of ``clock_question``."""
        super().__init__()
        self.setObjectName("ground")
        theme = services.theme
        card = empty_card(theme, CARD_WIDTH)
        card.add(label("Is the clock of this computer right?", "title"), label(question))
        why = (
            "Whatever is recorded bears the day that the clock says, on paper too. Where it is "
            "wrong, lock, set the clock of the computer, and unlock again. Nothing was recorded."
        )
        card.add(label(why, "soft"))
        self.lock = button(theme, "Lock, to set the clock", self.wrong.emit, role="primary")
        go_on = button(theme, "The clock is right", self.right.emit)
        card.add(in_row(theme, self.lock, go_on))
        put_in_the_middle(self, theme, card)

    def begin(self) -> None:
        """Put the keyboard where nothing is changed by a press."""
        give_keyboard(self.lock)
