"""The original and the result beside each other: what goes, what stays, what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from rjdesk.desk.review import Fate, Reviewed, ReviewPassage
from rjdesk.desk.reviewing import PassageAt, Place
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.typed import GrowingText
from rjdesk.screens.kit.units import to_letters, to_units

BETWEEN = "\n\n"


class Pane(GrowingText):
    """Texts under their headings, to be read and selected in, not typed in.

    ``places`` says where each text begins in the pane.
    """

    pressed = Signal(str)
    moved = Signal()

    def __init__(self, theme: Theme, name: str, headings: Sequence[str]) -> None:
        """Make an empty pane; letters pressed in it are told as they are."""
        super().__init__(theme, name, "", lines=8)
        self.theme, self.headings = theme, headings
        self.most = 28
        self.places: list[int] = []
        self.lengths: list[int] = []
        self.written = ""
        self.setReadOnly(True)
        reading = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            reading.TextSelectableByMouse | reading.TextSelectableByKeyboard
        )
        self.cursorPositionChanged.connect(self.moved)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        if plain and letter.isalpha() and len(letter) == 1:
            self.pressed.emit(letter)
            event.accept()
            return
        super().keyPressEvent(event)

    def show_texts(self, texts: Sequence[str]) -> None:
        """Write the texts, the cursor staying where it was."""
        written, self.places, self.lengths = "", [], [len(text) for text in texts]
        for heading, text in zip(self.headings, texts, strict=True):
            written += f"{BETWEEN if written else ''}{heading}{BETWEEN}"
            self.places.append(len(written))
            written += text
        if written != self.written:
            self.written = written
            at = self.textCursor().position()
            self.blockSignals(True)
            self.setPlainText(written)
            cursor = self.textCursor()
            cursor.setPosition(min(at, to_units(written, len(written))))
            self.setTextCursor(cursor)
            self.blockSignals(False)
            self._grow()

    def place(self) -> Place:
        """Return in which text the cursor stands, and where in it.

        In a heading that is before its beginning, or behind the end of the text before.
        """
        return self._place_of(self.textCursor().position())

    def selected(self) -> tuple[int, int, int] | None:
        """Return the text in which something is selected, and from where to where; or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        text, start = self._place_of(cursor.selectionStart())
        other, end = self._place_of(cursor.selectionEnd())
        inside = text == other and 0 <= start < end <= self.lengths[text]
        return (text, start, end) if inside else None

    def _place_of(self, at: int) -> Place:
        letters = to_letters(self.written, at)
        text = max((n for n, begins in enumerate(self.places) if begins <= letters), default=0)
        return text, letters - self.places[text]

    def position(self, text: int, at: int) -> int:
        """Return where a letter of a text stands in the pane, as Qt counts."""
        return to_units(self.written, self.places[text] + at)

    def go_to(self, spot: PassageAt) -> None:
        """Put the cursor at a passage, and bring it into sight."""
        cursor = self.textCursor()
        cursor.setPosition(self.position(spot.text, spot.passage.start))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()


def mark_original(pane: Pane, texts: Sequence[Reviewed], here: PassageAt | None) -> None:
    """Show what becomes of each passage, by line and weight as well as by colour."""
    looks = _looks(pane.theme)
    chosen = []
    for number, reviewed in enumerate(texts):
        for passage in reviewed.passages:
            is_here = here is not None and (here.text, here.passage) == (number, passage)
            look = _here(looks[passage.fate], pane.theme) if is_here else looks[passage.fate]
            chosen.append(_stretch(pane, number, (passage.start, passage.end), look))
    pane.setExtraSelections(chosen)


def mark_result(pane: Pane, texts: Sequence[Reviewed]) -> None:
    """Show in the result what stands for something that goes, and what is still asked."""
    looks = _looks(pane.theme)
    shown = {Fate.GOES: looks[Fate.STAYS], Fate.ASKED: looks[Fate.ASKED], Fate.STAYS: None}
    pane.setExtraSelections(
        [
            _stretch(pane, number, place, look)
            for number, reviewed in enumerate(texts)
            for passage, place in _placed(reviewed)
            if (look := shown[passage.fate]) is not None
        ]
    )


def _placed(reviewed: Reviewed) -> list[tuple[ReviewPassage, tuple[int, int]]]:
    return list(zip(reviewed.passages, reviewed.places, strict=True))


def _looks(theme: Theme) -> Mapping[Fate, QTextCharFormat]:
    goes, asked, stays = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    goes.setFontStrikeOut(True)
    goes.setForeground(theme.colour("ink-soft"))
    asked.setBackground(theme.colour("warm-soft"))
    asked.setForeground(theme.colour("warm"))
    asked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    stays.setBackground(theme.colour("accent-soft"))
    stays.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    return {Fate.GOES: goes, Fate.ASKED: asked, Fate.STAYS: stays}


def _here(look: QTextCharFormat, theme: Theme) -> QTextCharFormat:
    """Return the look of the passage that is decided about now."""
    here = QTextCharFormat(look)
    here.setFontWeight(QFont.Weight.Bold)
    here.setBackground(theme.colour("accent"))
    here.setForeground(theme.colour("accent-ink"))
    return here


def _stretch(
    pane: Pane, text: int, stretch: tuple[int, int], look: QTextCharFormat
) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    cursor = QTextCursor(pane.document())
    cursor.setPosition(pane.position(text, stretch[0]))
    cursor.setPosition(pane.position(text, stretch[1]), QTextCursor.MoveMode.KeepAnchor)
    made.cursor, made.format = cursor, look
    return made
