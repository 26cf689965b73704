"""A list to choose one from, which a turning wheel never changes by accident."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

LEAST_LETTERS = 8


class ChoiceBox(QComboBox):
    """A combo box that gives way in width, and leaves the wheel to the page below it."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def gives_way(self) -> ChoiceBox:
        """Let the field be narrower than its longest option."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_LETTERS)
        return self

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
