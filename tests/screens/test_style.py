"""The look, computed from the tokens: every text can be read on every ground it lies on."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from rjdesk.screens.kit.theme import PALETTES, SCALES, Theme, read_tokens
from rjdesk.shipped import shipped

STYLE = shipped("resources") / "style"
TOKENS = tomllib.loads((STYLE / "tokens.toml").read_text(encoding="utf-8"))

# Which inks lie on which grounds.
TEXTS = [
    *product(("ink", "ink-soft", "accent-strong", "warm"), ("ground", "surface", "sunken")),
    ("ink", "accent-soft"),
    ("ink-soft", "accent-soft"),
    ("accent-strong", "accent-soft"),
    ("ink", "warm-soft"),
    ("ink-soft", "warm-soft"),
    ("accent-strong", "warm-soft"),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
]
# What is no text but must be seen: the frame of the keyboard, the edge of a field, the marks.
MARKS = list(product(("focus", "edge", "accent"), ("ground", "surface", "sunken")))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_stands_out_from_its_ground(palette: str, ink: str, ground: str) -> None:
    least = 7 if palette == "contrast" else 4.5
    assert contrast(TOKENS[palette][ink], TOKENS[palette][ground]) >= least


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_edges_and_the_frame_of_the_keyboard_can_be_seen(
    palette: str, mark: str, ground: str
) -> None:
    assert contrast(TOKENS[palette][mark], TOKENS[palette][ground]) >= 3


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
@pytest.mark.parametrize("enabled", [True, False])
def test_what_stands_in_an_empty_field_can_be_read(
    qapp: QApplication, palette: str, kind: type[QLineEdit | QPlainTextEdit], *, enabled: bool
) -> None:
    theme = Theme(shipped("resources"))
    theme.apply(qapp, palette, 1.0)
    field = kind()
    field.setPlaceholderText("For example this")
    field.setEnabled(enabled)
    field.ensurePolished()
    colours = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
    ink = field.palette().color(colours, QPalette.ColorRole.PlaceholderText)
    ground = theme.colour("surface" if enabled else "sunken")
    assert contrast(laid_over(ink, ground), ground.name()) >= 4.5


def laid_over(ink: QColor, ground: QColor) -> str:
    """Return the colour that is seen where an ink lets some of its ground through."""
    share = ink.alphaF()
    pairs = zip(ink.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(over * share + under * (1 - share) for over, under in pairs)).name()


@pytest.mark.parametrize("palette", PALETTES)
def test_every_palette_names_the_same_roles(palette: str) -> None:
    assert set(TOKENS[palette]) == set(TOKENS["light"])


@pytest.mark.parametrize("scale", SCALES)
def test_type_grows_by_the_whole_scale(scale: float) -> None:
    tokens = read_tokens(STYLE, "light", scale)
    assert tokens.type["body"] == TOKENS["type"]["body"] * scale


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    sheet = (STYLE / "rjdesk.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=\s*[;}])", sheet) == []


def test_the_screens_name_no_colour_of_their_own() -> None:
    screens = Path(read_tokens.__code__.co_filename).parent
    found = [
        (file.name, colour)
        for file in screens.rglob("*.py")
        for colour in re.findall(r"#[0-9A-Fa-f]{6}\b", file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_state_has_a_heavier_type_since_qt_leaves_no_room_for_it() -> None:
    sheet = (STYLE / "rjdesk.qss").read_text(encoding="utf-8")
    rules = re.findall(r"^([^{/]*:(?:checked|focus|hover)[^{]*)\{([^}]*)\}", sheet, re.MULTILINE)
    assert rules
    assert [of for of, style in rules if "font" in style] == []
