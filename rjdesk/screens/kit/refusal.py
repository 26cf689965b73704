"""A refusal on the screen: what is missing, from whom, what would allow it, and the rule (F1)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.wording import RuleHelp
from rjdesk.process.kernel.ruling import Ruling
from rjdesk.screens.kit.all_the_same import AllTheSame, GoOn
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.dialog import Fitted
from rjdesk.screens.kit.failures import SENTENCE, Failure
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.tall import Tall
from rjdesk.screens.kit.text import Frame, announce, clear, in_row, label, set_role, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.why import WhyButton

WIDE = 480
SHARE = 5
"""What part of the window's height the words of a notice take at most, before they scroll."""
HIGHEST = 220
"""How high the notice grows before it scrolls, in pixels at 100 %: the page stays in view."""


class Notice(Frame):
    """The place at the top of a page where a refusal, a warning or a trouble is said.

    ``why`` carries the id of a rule that a person asks about, ``details`` a Failure,
    ``appeared`` tells that it stands there now, ``left`` that a person put it away.
    """

    why = Signal(str)
    details = Signal(object)
    appeared = Signal()
    left = Signal()

    def __init__(self, services: Services, go_on: GoOn) -> None:
        """Make an empty notice, which is hidden; ``go_on`` records what was refused."""
        theme = services.theme
        super().__init__(theme, "warm")
        self.services, self.theme, self.go_on = services, theme, go_on
        self.rule = ""
        self.refuses = False
        content = QWidget()
        self.lines = vbox(theme, "s")
        content.setLayout(self.lines)
        self.area = Tall(round(HIGHEST * theme.scale)).hold(content)
        self.foot = vbox(theme, "s")
        self.add(self.area)
        self.box.addLayout(self.foot)
        self.setAccessibleName("Notice")
        self.setVisible(False)

    def refuse(self, refused: Refused) -> None:
        """Say why nothing was recorded."""
        self._say(
            "This is not possible yet. Nothing was recorded.",
            [ruling for ruling in refused.rulings if ruling.refuses],
        )
        self.refuses = True
        if refused.may_go_on:
            asks = AllTheSame(self.theme, refused, self.go_on, self._came_of_it)
            self.lines.addWidget(asks)

    def _came_of_it(self, outcome: Recorded | Refused) -> None:
        if isinstance(outcome, Refused):
            self.refuse(outcome)

    def warn(self, rulings: tuple[Ruling, ...]) -> None:
        """Say what was recorded with a word of care."""
        if rulings:
            self._say("Recorded. Please note:", list(rulings))
        else:
            self.put_away()

    def tell(self, sentence: str, *offers: QWidget) -> None:
        """Say a sentence, such as a trouble of the world outside, and what may be done."""
        self._say(sentence, [], *offers)

    def fail(self, failure: Failure) -> None:
        """Say that something nobody foresaw did not work, and offer its details."""
        details = button(self.theme, "Details…", lambda: self.details.emit(failure), role="quiet")
        self._say(SENTENCE, [], details)

    def confirm(self, sentence: str) -> None:
        """Say a sentence of what is done, without the colour of a warning."""
        self._say(sentence, [], role="say-card")

    def fit(self, window_high: int) -> None:
        """Leave the greater part of a window so high, in pixels, to the page."""
        self.area.limit = min(round(HIGHEST * self.theme.scale), window_high // SHARE)
        self.area.updateGeometry()

    def settle(self) -> None:
        """Take back a refusal: something was recorded since."""
        if self.refuses:
            self.put_away()

    def put_away(self) -> None:
        """Hide the notice."""
        self.rule = ""
        self.setVisible(False)

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()

    def _say(self, first: str, rulings: list[Ruling], *more: QWidget, role: str = "warm") -> None:
        set_role(self, role)
        self.refuses = False
        self.appeared.emit()
        clear(self.lines)
        clear(self.foot)
        self.lines.addWidget(label(first, "strong"))
        for ruling in rulings:
            for missing in ruling.missing:
                self.lines.addWidget(label(missing.in_words()))
                if missing.supply:
                    self.lines.addWidget(label(missing.supply, "soft"))
        self.rule = rulings[0].rule if rulings else ""
        asks = [self._asks(rule) for rule in dict.fromkeys(ruling.rule for ruling in rulings)]
        away = button(self.theme, "Put away", self._leave, role="quiet", icon="x")
        self.foot.addWidget(in_row(self.theme, *asks, *more, away))
        self.setVisible(True)
        self.setAccessibleDescription(first)
        announce(self, " ".join([first, *(m.in_words() for r in rulings for m in r.missing)]))

    def _asks(self, rule: str) -> QWidget:
        return WhyButton(self.services, rule, lambda: self.why.emit(rule))


class RuleDialog(Fitted):
    """One rule in our own words, with its section of the policy."""

    def __init__(
        self, parent: QWidget, theme: Theme, rule: str, section: str, rule_help: RuleHelp
    ) -> None:
        """Make the dialog; show it with ``open``."""
        super().__init__(parent, theme, WIDE)
        self.setWindowTitle("About this rule")
        box = vbox(theme, "m")
        margin = theme.space("xl")
        box.setContentsMargins(margin, margin, margin, margin)
        place = f"Policy, section {section}" if section[:1].isdigit() else "A rule of this program"
        content = QWidget()
        inside = vbox(theme, "m")
        inside.addWidget(label(f"{rule} · {place}", "small"))
        inside.addWidget(label(rule_help.title, "title"))
        inside.addWidget(label(rule_help.text))
        content.setLayout(inside)
        box.addWidget(self.area.hold(content))
        close = button(theme, "Close", self.accept, role="primary")
        close.setDefault(True)
        box.addWidget(in_row(theme, close))
        self.setLayout(box)
