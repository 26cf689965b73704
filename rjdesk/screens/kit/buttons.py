"""Buttons: one primary action a screen, quiet ones beside it, and a grey one that says why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from rjdesk.screens.kit.push_button import Button
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import clear, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.why import WhyButton

if TYPE_CHECKING:
    from rjdesk.desk.outcome import Verdict


def button(
    theme: Theme,
    label: str,
    do: Callable[[], object] | None = None,
    *,
    role: str = "",
    icon: str = "",
) -> QPushButton:
    """Return a button; ``role`` is primary, quiet, nav, row, tab or "" for a plain one."""
    # Qt leaves no room between an icon and its words; a space of our own does.
    made = Button(f" {label}" if icon and label else label)
    made.setAccessibleName(label.replace("&&", "\0").replace("&", "").replace("\0", "&"))
    if role:
        made.setProperty("role", role)
    if icon:
        made.setIcon(theme.icon(icon, "accent-ink" if role == "primary" else "accent-strong"))
        faded = made.icon()
        faded.addPixmap(theme.pixmap(icon, "ink-soft"), QIcon.Mode.Disabled)
        made.setIcon(faded)
        edge = round(20 * theme.scale)
        made.setIconSize(QSize(edge, edge))
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if role in {"row", "nav"}:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    if do is not None:
        made.clicked.connect(lambda _checked=False: do())
    return made


class ActButton(QWidget):
    """A button for an act of the process, which says why when it may not be done yet.

    ``why`` carries the id of the rule that a person asks about. ``spoken`` is its name where a page
    holds several of one caption, each about somebody or something else.
    """

    why = Signal(str)

    def __init__(
        self,
        services: Services,
        caption: str,
        do: Callable[[], object],
        *,
        role: str = "",
        icon: str = "",
        spoken: str = "",
    ) -> None:
        """Make the button; ``show_verdict`` says whether it is open."""
        super().__init__()
        theme = services.theme
        self.button = button(theme, caption, do, role=role, icon=icon)
        if spoken:
            self.button.setAccessibleName(spoken)
        self.reasons = label("", "soft")
        self.reasons.setVisible(False)
        self.help = WhyButton(services, "", self._ask_why, spoken or caption)
        self.help.setVisible(False)
        self.rule = ""
        self.services, self.label = services, spoken or caption
        self.pages: tuple[str, ...] = ()
        self.go_to: Callable[[str], object] | None = None
        self.here = ""
        box = vbox(theme, "xs")
        box.addWidget(in_row(theme, self.button, self.help))
        box.addWidget(self.reasons)
        self.ways = vbox(theme, "xs")
        box.addLayout(self.ways)
        self.setLayout(box)

    def leads_by(self, go_to: Callable[[str], object], here: str) -> None:
        """Offer the pages whose acts supply what is missing; ``here`` is the page it stands on."""
        self.go_to, self.here = go_to, here
        self._show_ways()

    def _show_ways(self) -> None:
        clear(self.ways)
        go_to = self.go_to
        if go_to is None or self.button.isEnabled():
            return
        ways: list[QWidget] = []
        for page in self.pages:
            if page == self.here:
                continue
            label = f"To {self.services.terms.of_page(page)}"
            way = button(
                self.services.theme, label, partial(go_to, page), role="quiet", icon="arrow-right"
            )
            way.setAccessibleName(f"{label} ({self.label})")
            ways.append(way)
        if ways:
            self.ways.addWidget(in_row(self.services.theme, *ways))

    def show_verdict(self, verdict: Verdict) -> None:
        """Open the button, or grey it and say every reason.

        It stays open where this member may set the reasons aside; whoever presses it is asked.
        """
        self.button.setEnabled(verdict.allowed or verdict.may_go_on)
        lines = [missing.and_the_way() for ruling in verdict.missing for missing in ruling.missing]
        lines += [m.and_the_way() for ruling in verdict.warnings for m in ruling.missing]
        self.reasons.setText("\n".join(f"· {line}" for line in dict.fromkeys(lines)))
        self.reasons.setVisible(bool(lines))
        self.rule = verdict.missing[0].rule if verdict.missing else ""
        self.help.about(self.rule)
        self.help.setVisible(bool(self.rule))
        self.pages = _pages_for(verdict)
        self._show_ways()

    def _ask_why(self) -> None:
        self.why.emit(self.rule)


def _pages_for(verdict: Verdict) -> tuple[str, ...]:
    """Return where what is missing is supplied; the acts are read after the unlock screen."""
    from rjdesk.desk.acts import pages_for

    return pages_for(verdict)
