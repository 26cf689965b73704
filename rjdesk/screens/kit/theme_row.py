"""Larger type and other colours, for the screens that come before the settings can be reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.text import in_row
from rjdesk.screens.kit.theme import PALETTES, SCALES, Theme

ChoiceT = TypeVar("ChoiceT")


def theme_row(theme: Theme, restyle: Callable[[str, float], object]) -> QWidget:
    """Return two quiet buttons; each press goes on to the next size of type, or palette."""

    def larger() -> None:
        restyle(theme.palette, _after(SCALES, theme.scale))

    def other() -> None:
        restyle(_after(PALETTES, theme.palette), theme.scale)

    size = button(theme, f"Text size {theme.scale:.0%}", larger, role="quiet")
    size.setAccessibleDescription("The next size; after the largest, the usual one")
    colours = button(theme, "Other colours", other, role="quiet")
    # By these the keyboard finds its place again in the new look.
    size.setObjectName("text-size")
    colours.setObjectName("colours")
    return in_row(theme, size, colours)


def _after(choices: Sequence[ChoiceT], now: ChoiceT) -> ChoiceT:
    return choices[(choices.index(now) + 1) % len(choices)]
