"""The button that asks about a rule, by its title: its code says nothing to people."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from rjdesk.screens.kit.flow import one_line
from rjdesk.screens.kit.push_button import Button
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import label, picture


class WhyButton(Button):
    """Asks why; its words wrap where the room is narrow. ``about`` says about which rule."""

    def __init__(
        self, services: Services, rule: str, ask: Callable[[], object], act: str = ""
    ) -> None:
        """Make the button; ``ask`` follows when it is pressed.

        ``act`` is the label of what is closed: one rule may close several things on a page, and
        whoever hears their names tells them apart by it.
        """
        super().__init__()
        self.services, self.act, theme = services, act, services.theme
        self.setProperty("role", "quiet")
        self.setAutoDefault(False)
        self.clicked.connect(lambda _checked=False: ask())
        self.says = label("")
        self.box = QHBoxLayout(self)
        margin, above = theme.space("m"), theme.space("s")
        self.box.setContentsMargins(margin, above, margin, above)
        self.box.setSpacing(theme.space("s"))
        for part, stretch in ((picture(theme, "circle-help"), 0), (self.says, 1)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.box.addWidget(part, stretch)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.about(rule)

    def about(self, rule: str) -> None:
        """Ask about that rule."""
        known = self.services.rule_help.get(rule)
        text = f"Why? {known.title}" if known else "Why?"
        self.says.setText(text)
        self.setAccessibleName(f"{text} ({self.act})" if self.act else text)

    def sizeHint(self) -> QSize:
        hint = self.box.sizeHint()
        longer = one_line(self.says) - self.says.sizeHint().width()
        width = hint.width() + max(longer, 0)
        return QSize(width, self.box.totalHeightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self.box.minimumSize()
