"""Names in a reflection as it is typed: underlined, and one key swaps one for a role (RC-105)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from rjdesk.desk.ports import Trouble
from rjdesk.desk.review import Fate, Reviewed, ReviewPassage
from rjdesk.desk.roster import Roster
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.text import announce
from rjdesk.screens.kit.units import to_letters, to_units

SWAP = "Ctrl+R"
HOW = f"Names in this case are underlined as you type; {SWAP} swaps one for a role."
PAUSE_MS = 400
"""So long after the last letter the text is read again."""


class NamesShown(QObject):
    """Reads the fields of a reflection beside each other, and marks what would go."""

    def __init__(self, page: Page, fields: Sequence[QPlainTextEdit], roster: Roster) -> None:
        """Watch these fields; they are read in the pool, and never changed but by a key."""
        super().__init__(fields[0])
        self.page, self.fields, self.roster = page, fields, roster
        self.texts: tuple[Reviewed, ...] = ()
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE_MS)
        self.pause.timeout.connect(self.read)
        for field in fields:
            field.textChanged.connect(self.pause.start)
            swap = QShortcut(QKeySequence(SWAP), field)
            swap.setContext(Qt.ShortcutContext.WidgetShortcut)
            swap.activated.connect(self.swap)
        self.read()

    def read(self) -> None:
        """Read what stands in the fields now."""
        room, written = self.page.services.anonymiser, self._written()

        def done(read: object) -> None:
            if self._written() == written:
                self.texts = room.review(read)
                self._mark()

        in_pool(self, lambda: room.read(written, self.roster), done, self._not_read)

    def _not_read(self, trouble: Trouble) -> None:
        self.page.link.trouble.emit(str(trouble))

    def _written(self) -> tuple[str, ...]:
        return tuple(field.toPlainText() for field in self.fields)

    def _mark(self) -> None:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(self.page.theme.colour("warm"))
        for field, text in zip(self.fields, self.texts, strict=True):
            goes = (passage for passage in text.passages if passage.fate is Fate.GOES)
            field.setExtraSelections([_selection(field, passage, look) for passage in goes])

    def swap(self) -> None:
        """Swap the name at the cursor for what would stand for it, without its brackets."""
        field = next((field for field in self.fields if field.hasFocus()), None)
        if field is None or self._written() != tuple(text.text for text in self.texts):
            return
        text = self.texts[list(self.fields).index(field)]
        at = to_letters(field.toPlainText(), field.textCursor().position())
        for passage in text.passages:
            if passage.start <= at <= passage.end and passage.fate is not Fate.STAYS:
                cursor = _cursor(field, passage)
                cursor.insertText(passage.becomes.strip("[]"))
                announce(field, passage.becomes.strip("[]"))
                return


def _selection(
    field: QPlainTextEdit, passage: ReviewPassage, look: QTextCharFormat
) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor, made.format = _cursor(field, passage), look
    return made


def _cursor(field: QPlainTextEdit, passage: ReviewPassage) -> QTextCursor:
    written = field.toPlainText()
    cursor = QTextCursor(field.document())
    cursor.setPosition(to_units(written, passage.start))
    cursor.setPosition(to_units(written, passage.end), QTextCursor.MoveMode.KeepAnchor)
    return cursor
