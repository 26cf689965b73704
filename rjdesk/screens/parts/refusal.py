"""A refusal on the screen: what is missing, from whom, what would allow it, and the rule (F1)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from rjdesk.desk.outcome import Refused
from rjdesk.desk.wording import RuleHelp
from rjdesk.process.ruling import Ruling
from rjdesk.screens.look import Look
from rjdesk.screens.parts.buttons import button, in_words
from rjdesk.screens.parts.text import Frame, clear, column, in_row, words


class Notice(Frame):
    """The place at the top of a page where a refusal, a warning or a trouble is said.

    ``why`` carries the id of a rule that a person asks about.
    """

    why = Signal(str)

    def __init__(self, look: Look) -> None:
        """Make an empty notice, which is hidden."""
        super().__init__(look, "warm")
        self.look = look
        self.rule = ""
        self.setAccessibleName("Notice")
        self.setVisible(False)

    def refuse(self, refused: Refused) -> None:
        """Say why nothing was recorded."""
        self._say(
            "This is not possible yet. Nothing was recorded.",
            [ruling for ruling in refused.rulings if ruling.refuses],
        )

    def warn(self, rulings: tuple[Ruling, ...]) -> None:
        """Say what was recorded with a word of care."""
        if rulings:
            self._say("Recorded. Please note:", list(rulings))
        else:
            self.put_away()

    def tell(self, sentence: str) -> None:
        """Say a sentence, such as a trouble of the world outside."""
        self._say(sentence, [])

    def put_away(self) -> None:
        """Hide the notice."""
        self.rule = ""
        self.setVisible(False)

    def _say(self, first: str, rulings: list[Ruling]) -> None:
        clear(self.box)
        self.add(words(first, "strong"))
        for ruling in rulings:
            for missing in ruling.missing:
                self.add(words(in_words(missing)))
                if missing.supply:
                    self.add(words(missing.supply, "soft"))
        self.rule = rulings[0].rule if rulings else ""
        asks = [self._asks(rule) for rule in dict.fromkeys(ruling.rule for ruling in rulings)]
        away = button(self.look, "Put away", self.put_away, role="quiet", icon="x")
        self.add(in_row(self.look, *asks, away))
        self.setVisible(True)
        self.setAccessibleDescription(first)

    def _asks(self, rule: str) -> QWidget:
        return button(
            self.look,
            f"Why? {rule}",
            lambda: self.why.emit(rule),
            role="quiet",
            icon="circle-help",
        )


class RuleDialog(QDialog):
    """One rule in our own words, with its section of the policy."""

    def __init__(
        self, parent: QWidget, look: Look, rule: str, section: str, rule_help: RuleHelp
    ) -> None:
        """Make the dialog; show it with ``open``."""
        super().__init__(parent)
        self.setWindowTitle("About this rule")
        box = column(look, "m")
        edge = look.space("xl")
        box.setContentsMargins(edge, edge, edge, edge)
        place = f"Policy, section {section}" if section[:1].isdigit() else "A rule of this program"
        box.addWidget(words(f"{rule} · {place}", "small"))
        box.addWidget(words(rule_help.title, "title"))
        box.addWidget(words(rule_help.text))
        close = button(look, "Close", self.accept, role="primary")
        close.setDefault(True)
        box.addWidget(in_row(look, close))
        self.setLayout(box)
        self.setMinimumWidth(round(480 * look.scale))
