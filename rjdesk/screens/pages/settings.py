"""Settings: how it looks, and one's own passphrase. Nothing about a case is ever a setting."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.dialog import Later
from rjdesk.screens.kit.not_used import not_used_card
from rjdesk.screens.kit.page import ScrolledPage
from rjdesk.screens.kit.text import Frame, in_row, label
from rjdesk.screens.kit.theme import PALETTES, SCALES

PALETTE_NAMES = {"light": "Light", "dark": "Dark", "contrast": "High contrast"}


class SettingsPage(ScrolledPage):
    """The few things that a member may set."""

    def paint(self) -> None:
        """Show the choices."""
        self.heading("Settings")
        looks = Frame(self.theme)
        looks.add(label("Colours", "heading"))
        looks.add(
            in_row(
                self.theme,
                *(self._choice(PALETTE_NAMES[p], p, self.theme.scale) for p in PALETTES),
            )
        )
        looks.add(label("Text size", "heading"))
        looks.add(
            in_row(
                self.theme,
                *(self._choice(f"{s:.0%}", self.theme.palette, s) for s in SCALES),
            )
        )
        self.box.addWidget(looks)
        mine = Frame(self.theme)
        mine.add(label("Your passphrase", "heading"))
        mine.add(
            in_row(self.theme, button(self.theme, "Change it…", self._ask_change, icon="key-round"))
        )
        self.box.addWidget(mine)
        if faults := self.services.programme_faults():
            self.box.addWidget(not_used_card(self.theme, faults))

    def _choice(self, label: str, palette: str, scale: float) -> QPushButton:
        here = (palette, scale) == (self.theme.palette, self.theme.scale)
        made = button(self.theme, f"✓ {label}" if here else label, role="option")
        # The name stays, so that the keyboard finds its place again.
        made.setAccessibleName(label)
        made.setCheckable(True)
        made.setChecked(here)
        made.clicked.connect(lambda _checked=False: self.restyle.emit(palette, scale))
        return made

    def _ask_change(self) -> None:
        self.ask_fields(
            "Change your passphrase",
            (
                Field(id="passphrase", label="The one you have", kind=Kind.PASSPHRASE),
                Field(id="new", label="The new one", kind=Kind.PASSPHRASE, again="again"),
                Field(id="again", label="The new one again", kind=Kind.PASSPHRASE),
            ),
            self._change,
            action="Change",
        )

    def _change(self, answers: Answers) -> Later[tuple[object, object]]:
        old, new = answers.texts.get("passphrase", ""), answers.texts.get("new", "")
        mine = self.link.unlocking(self.link.member)
        vaults = self.services.vaults

        def change(found: tuple[object, object]) -> str:
            self.link.change_passphrase(*found)
            return ""

        return Later(lambda: (mine.derive(old), vaults.stretch_new(new, (mine.login,))), change)
