"""A field that says what is wrong with it where it stands, and stops when it is mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.typed import cleaned
from rjdesk.screens.kit.text import announce, label

PAUSE_MS = 700
"""Nobody is interrupted in the middle of a word; after this long without a key, it is judged."""

Judge = Callable[[str], str]
"""Takes a text; returns why it cannot be recorded in a sentence, or ""."""


@dataclass(frozen=True, slots=True)
class FieldReader:
    """How fields understand what is typed: what may be recorded, and days as people write them."""

    judge: Judge
    calendar: Calendar


def typed_text(field: QLineEdit | QPlainTextEdit) -> str:
    """Return what stands in a field, without the signs that nobody sees."""
    if isinstance(field, QLineEdit):
        return cleaned(field.text())
    return cleaned(field.toPlainText(), lines=True)


class TextCheck(QObject):
    """Judges one field: when typing pauses, when it is left, and when it is to be recorded.

    ``label`` holds the sentence and belongs under the field. Once it is shown, the field is
    judged at every letter, so that the sentence goes as soon as the field is mended.
    """

    def __init__(self, field: QWidget, judge: Callable[[], str], description: str = "") -> None:
        """Watch a field; ``description`` is what a screen reader says of it without a fault."""
        super().__init__(field)
        self.field, self.judge, self.description = field, judge, description
        self.sentence = ""
        self.label = label("", "fault")
        self.label.setVisible(False)
        field.setAccessibleDescription(description)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PAUSE_MS)
        self.timer.timeout.connect(self.judge_now)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and self.timer.isActive():
            self.judge_now()
        return super().eventFilter(watched, event)

    def typed(self) -> None:
        """Take note that the field was changed."""
        if self.sentence:
            self.judge_now()
        else:
            self.timer.start()

    def judge_now(self) -> str:
        """Judge the field as it stands, show the sentence, and return it."""
        self.timer.stop()
        before = self.sentence
        self.say(self.judge())
        if self.sentence and self.sentence != before:
            announce(self.field, self.sentence)
        return self.sentence

    def say(self, sentence: str) -> None:
        """Show what is wrong, or nothing."""
        self.sentence = sentence
        self.label.setText(sentence)
        self.label.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence or self.description)
