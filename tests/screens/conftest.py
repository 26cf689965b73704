"""What holds for every test of screens: each begins with nothing open, and nothing left over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _nothing_is_left_over() -> Iterator[None]:
    """Take away what a test left: it would take keys, and be restyled with each new look."""
    before = set(QApplication.topLevelWidgets()) if QApplication.instance() else set()
    yield
    if QApplication.instance() is None:
        return
    while (
        open_ := QApplication.activePopupWidget() or QApplication.activeModalWidget()
    ) is not None:
        open_.hide()
    for widget in set(QApplication.topLevelWidgets()) - before:
        widget.deleteLater()
    # No loop runs between tests that would do so.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
