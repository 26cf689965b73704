"""What holds for every test of screens: each begins with nothing open in front."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    """Close a dialog that a test left open: it would take the keys of the tests after it."""
    yield
    while QApplication.instance() is not None:
        left = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if left is None:
            return
        left.hide()
