"""The emblem is the icon of every window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from rjdesk.screens.kit.emblem import ICON_SIZES, emblem_icon
from rjdesk.screens.kit.theme import PALETTES, Theme
from rjdesk.shipped import shipped
from tests.screens.program import Program


def test_the_windows_of_the_program_have_an_icon(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(qtbot, tmp_path / "none.rjvault")
    assert not program.window.windowIcon().isNull()
    sizes = {size.width() for size in program.window.windowIcon().availableSizes()}
    assert sizes == set(ICON_SIZES)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("edge", ICON_SIZES)
def test_the_icon_shows_seats_and_nothing_in_the_middle(
    qtbot: QtBot, palette: str, edge: int
) -> None:
    theme = Theme(shipped("resources"), palette)
    image = emblem_icon(theme).pixmap(edge, edge).toImage()
    accent = theme.colour("accent").rgb()
    colours = [QColor(image.pixel(x, y)).rgb() for x in range(edge) for y in range(edge)]
    assert accent in colours
    assert image.pixelColor(edge // 2, edge // 2).alpha() == 0
