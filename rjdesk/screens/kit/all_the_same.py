"""Go on all the same: a written reason sets aside what a rule says, where the policy allows it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from rjdesk.desk.acts.corrections import ALL_THE_SAME
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.text import Frame, in_row, label
from rjdesk.screens.kit.theme import Theme

GoOn = Callable[[Refused, str], Recorded | Refused]
"""Records what was refused, for a written reason."""


class AllTheSame(Frame):
    """Asks for the reason, and records with it what was refused.

    ``then`` is told what came of it: recorded, or refused by another rule.
    """

    def __init__(
        self,
        theme: Theme,
        refused: Refused,
        go_on: GoOn,
        then: Callable[[Recorded | Refused], object],
    ) -> None:
        """Make the line for the reason, and the button."""
        super().__init__(theme, "sunken")
        self.refused, self.go_on, self.then = refused, go_on, then
        (asked,) = ALL_THE_SAME.fields
        caption = label(asked.label, "strong")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(asked.label)
        self.reason.setObjectName("all-the-same")
        self.reason.returnPressed.connect(self.press)
        caption.setBuddy(self.reason)
        self.fault = label("", "fault")
        self.fault.setVisible(False)
        self.button = button(theme, ALL_THE_SAME.title, self.press)
        self.add(caption, self.reason, label(asked.help, "small"), self.fault)
        self.add(in_row(theme, self.button))

    def press(self) -> None:
        """Record it with the reason, or ask for one."""
        reason = self.reason.text().strip()
        if not reason:
            self.fault.setText("Write the reason first.")
            self.fault.setVisible(True)
            give_keyboard(self.reason)
            return
        self.then(self.go_on(self.refused, reason))
