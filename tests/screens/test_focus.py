"""What gets the keyboard shows a frame, and nothing moves: neither it nor what lies around it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.card import CardButton
from rjdesk.screens.kit.text import label
from rjdesk.screens.kit.theme import PALETTES, Theme
from rjdesk.shipped import shipped

SHEET = (shipped("resources") / "style" / "rjdesk.qss").read_text(encoding="utf-8")
ROLES = ["", *dict.fromkeys(re.findall(r'QPushButton\[role="([^"]+)"\]', SHEET))]
KINDS = {
    kind.__name__: kind
    for kind in (
        QCheckBox,
        QComboBox,
        QDateEdit,
        QLineEdit,
        QListWidget,
        QPlainTextEdit,
        QPushButton,
        QRadioButton,
        QTableView,
    )
}
# What lies in a calendar has a frame of one width, which only changes its colour.
NAMED = sorted(
    set(
        re.findall(
            r"(?<!QCalendarWidget )\b(Q[A-Za-z]+)(?:\[[^]]*\])?(?:::\w+)*(?::\w+)*:focus", SHEET
        )
    )
)
Measures = tuple[QSize, QSize, QRect, QRect]


def measured(widget: QWidget) -> Measures:
    """Return how large a widget wants to be, where it lies, and where its content lies in it."""
    # A button remembers the size that it once wanted; a change of the style makes it think anew.
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.updateGeometry()
    for _ in range(3):
        QApplication.processEvents()
    inner = widget.childrenRect() if widget.layout() else widget.contentsRect()
    return widget.sizeHint(), widget.minimumSizeHint(), widget.geometry(), inner


def frames(
    qtbot: QtBot, palette: str, make: Callable[[Theme], QWidget]
) -> tuple[Measures, Measures]:
    """Return the measures of a widget without the keyboard and with it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = Theme(shipped("resources"))
    theme.apply(app, palette, 1.0)
    window, beside, widget = QWidget(), label("beside"), make(theme)
    beside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box = QVBoxLayout(window)
    for each in (beside, widget, label("below")):
        box.addWidget(each)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    beside.setFocus()
    without = measured(widget)
    widget.setFocus()
    assert widget.hasFocus()
    return without, measured(widget)


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("palette", PALETTES)
def test_a_button_stays_where_it_is(
    qtbot: QtBot,
    palette: str,
    role: str,
    checked: bool,  # noqa: FBT001 - the parameter of a test
) -> None:
    def make(theme: Theme) -> QWidget:
        made = button(theme, "Go on with it", role=role)
        made.setCheckable(True)
        made.setChecked(checked)
        return made

    without, with_it = frames(qtbot, palette, make)
    assert with_it == without


@pytest.mark.parametrize("role", ["row", "flat"])
@pytest.mark.parametrize("palette", PALETTES)
def test_a_card_stays_where_it_is(qtbot: QtBot, palette: str, role: str) -> None:
    def make(theme: Theme) -> QWidget:
        return CardButton(theme, "A card", lambda: None, role=role).add(label("What lies on it"))

    without, with_it = frames(qtbot, palette, make)
    assert with_it == without


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize("palette", PALETTES)
def test_a_field_stays_where_it_is(qtbot: QtBot, palette: str, kind: str) -> None:
    without, with_it = frames(qtbot, palette, lambda _look: KINDS[kind]())
    assert with_it == without
