"""The side of the window: the places one can go to, and the lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.emblem import Emblem
from rjdesk.screens.kit.page import PageEntry, Route, Where
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import in_row, label, with_mnemonic

WIDE = 190
PICTURES_BELOW = 640
"""Under that width of the window, at 100 %, the page needs the room of the words."""


class Side(QWidget):
    """A button for each place, and the lock; pictures alone where the window is narrow."""

    def __init__(
        self,
        services: Services,
        pages: Mapping[str, PageEntry],
        go: Callable[[Route], object],
        lock: Callable[[], object],
    ) -> None:
        """Make the side for those of ``pages`` that belong there."""
        super().__init__()
        self.theme = theme = services.theme
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.box = QVBoxLayout(self)
        self.box.setSpacing(theme.space("xs"))
        self.name = label("rjdesk", "heading")
        self.head = in_row(theme, Emblem(theme, 22), self.name)
        self.box.addWidget(self.head)
        self.box.addSpacing(theme.space("m"))
        self.places: dict[str, QPushButton] = {}
        self.labels: dict[QPushButton, str] = {}
        for name, entry in pages.items():
            if entry.where is not Where.SIDE:
                continue
            caption = with_mnemonic(services.terms.of_page(name), entry.mnemonic)
            made = self._add(caption, partial(go, Route(name)), entry.icon)
            made.setCheckable(True)
            self.places[name] = made
        self.box.addStretch(1)
        self._add("&Lock", lock, "lock")
        self.fit(round(PICTURES_BELOW * theme.scale))

    def _add(self, label: str, do: Callable[[], object], icon: str) -> QPushButton:
        made = button(self.theme, label, do, role="nav", icon=icon)
        self.labels[made] = label
        self.box.addWidget(made)
        return made

    def fit(self, window_wide: int) -> None:
        """Show words, or pictures alone, as a window so wide in pixels has room for."""
        scale = self.theme.scale
        in_words = window_wide >= PICTURES_BELOW * scale
        margin = self.theme.space("m" if in_words else "xs")
        self.box.setContentsMargins(margin, self.theme.space("l"), margin, margin)
        self.head.setVisible(in_words)
        for made, caption in self.labels.items():
            plain = caption.replace("&", "")
            made.setText(f" {caption}" if in_words else "")
            made.setShortcut(QKeySequence.mnemonic(caption))
            keys = "  (Ctrl+L)" if plain == "Lock" else ""
            made.setToolTip(f"{'' if in_words else plain}{keys}".strip())
        wide = round(WIDE * (1 + (scale - 1) * 0.7))
        self.setFixedWidth(wide if in_words else self.box.sizeHint().width())

    def mark(self, route: str) -> None:
        """Mark the place that is shown."""
        for name, made in self.places.items():
            made.setChecked(name == route)
