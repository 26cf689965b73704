"""Larger type and other colours, for the screens that come before the settings can be reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.look import PALETTES, SCALES, Look
from rjdesk.screens.kit.text import in_row

ChoiceT = TypeVar("ChoiceT")


def look_row(look: Look, restyle: Callable[[str, float], object]) -> QWidget:
    """Return two quiet buttons; each press goes on to the next size of type, or palette."""

    def larger() -> None:
        restyle(look.palette, _after(SCALES, look.scale))

    def other() -> None:
        restyle(_after(PALETTES, look.palette), look.scale)

    size = button(look, f"Text size {look.scale:.0%}", larger, role="quiet")
    size.setAccessibleDescription("The next size; after the largest, the usual one")
    colours = button(look, "Other colours", other, role="quiet")
    # By these the keyboard finds its place again in the new look.
    size.setObjectName("text-size")
    colours.setObjectName("colours")
    return in_row(look, size, colours)


def _after(choices: Sequence[ChoiceT], now: ChoiceT) -> ChoiceT:
    return choices[(choices.index(now) + 1) % len(choices)]
