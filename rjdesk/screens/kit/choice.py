"""Lists to choose one from, which a turning wheel never changes by accident."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from rjdesk.desk.fields import Option

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


class WhomBox(ChoiceBox):
    """Somebody of a list, or somebody else in words that are typed."""

    def __init__(self, options: Sequence[Option], said: str = "") -> None:
        """Offer the options; ``said`` is the value of one of them, or words."""
        super().__init__()
        self.gives_way()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for option in options:
            self.addItem(option.label, option.value)
        place = self.findData(said) if said else -1
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText(said)

    @property
    def line(self) -> QLineEdit:
        """Where one types."""
        line = self.lineEdit()
        if line is None:
            raise LookupError("this list takes no words")
        return line

    def chosen(self) -> tuple[str, str]:
        """Return the value of whoever was chosen or typed in full, and "", or "" and the words."""
        text = self.currentText().strip()
        place = self.findText(text, Qt.MatchFlag.MatchFixedString) if text else -1
        return (str(self.itemData(place)), "") if place >= 0 else ("", text)

    def said(self) -> str:
        """Return the value, or the words."""
        value, words = self.chosen()
        return value or words
