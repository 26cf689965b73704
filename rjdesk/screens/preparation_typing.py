"""Text that is typed on a page and not recorded yet: kept in the page, and as a sealed draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.fields import Answers
from rjdesk.desk.ports import Trouble
from rjdesk.process.event import Event
from rjdesk.screens.look import Look
from rjdesk.screens.page import Page
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.text import row, words

LOST_AT_MOST_MS = 1_500
"""What was typed this long ago is in the sealed draft, however long somebody types on."""


class Draft(QObject):
    """What differs from the record on one page, by the name of its field.

    ``changed`` tells that something became unsaved or was saved.
    """

    changed = Signal()

    def __init__(self, page: Page, kind: DraftKind) -> None:
        """Take up the draft that was kept, if there is one."""
        super().__init__(page)
        self.link, self.key = page.link, kind.key(page.case)
        kept = self.link.desk.journal.draft(self.key)
        self.texts: dict[str, str] = _read(kept)
        self._stored = kept is not None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(LOST_AT_MOST_MS)
        self.timer.timeout.connect(self.keep)

    def text(self, name: str, recorded: str) -> str:
        """Return what stands in a field: what was typed, or else what is recorded."""
        return self.texts.get(name, recorded)

    def put(self, name: str, text: str, recorded: str) -> None:
        """Take what was typed; the same as recorded is nothing unsaved."""
        if text == recorded:
            self.texts.pop(name, None)
        else:
            self.texts[name] = text
        if not self.timer.isActive():
            self.timer.start()
        self.changed.emit()

    def unsaved(self, names: Sequence[str]) -> bool:
        """Whether any of these fields differs from the record."""
        return any(name in self.texts for name in names)

    def record(self, names: Sequence[str], *events: Event) -> bool:
        """Record what the fields hold; the draft forgets them when they are recorded."""
        taken = {name: self.texts.pop(name) for name in names if name in self.texts}
        drop = None if self.texts else self.key
        if not self.link.do(self.key.case, *events, drop_draft=drop):
            self.texts |= taken
            return False
        self._stored = self._stored and drop is None
        self.keep()
        self.changed.emit()
        return True

    def keep(self) -> None:
        """Seal what is unsaved as a draft, or drop the draft when nothing is."""
        self.timer.stop()
        journal = self.link.desk.journal
        try:
            if self.texts:
                journal.save_draft(self.key, Answers(texts=self.texts).written())
                self._stored = True
            elif self._stored:
                journal.drop_draft(self.key)
                self._stored = False
        except Trouble as trouble:
            self.link.trouble.emit(str(trouble))


def _read(kept: bytes | None) -> dict[str, str]:
    """Return the texts of a draft; one that cannot be read leaves the page as recorded."""
    if kept is None:
        return {}
    try:
        return dict(Answers.read(kept).texts)
    except msgspec.DecodeError:
        return {}


class GrowingText(QPlainTextEdit):
    """An editor that grows with its text; Tab leaves it."""

    def __init__(self, look: Look, label: str, text: str, *, lines: int = 2) -> None:
        """Make an editor at least ``lines`` high."""
        super().__init__(text)
        self.least, self.most = lines, lines + 10
        self.edge = look.space("s") * 2 + look.space("m")
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._grow)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        """Be as high as the text; only a very long one scrolls."""
        lines = min(max(self._lines(), self.least), self.most)
        bar = Qt.ScrollBarPolicy
        fits = self._lines() <= self.most
        self.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff if fits else bar.ScrollBarAsNeeded)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + self.edge)

    def _lines(self) -> int:
        """Return how many lines the text has as it is wrapped now."""
        lines, block = 0, self.document().begin()
        layout = self.document().documentLayout()
        while block.isValid():
            layout.blockBoundingRect(block)  # which is what lays the block out
            lines += max(block.layout().lineCount(), 1)
            block = block.next()
        return lines


class TypedText(GrowingText):
    """An editor whose text is kept in a draft."""

    def __init__(
        self, look: Look, draft: Draft, name: str, recorded: str, label: str, *, lines: int = 3
    ) -> None:
        """Make the editor, filled from the draft or the record."""
        super().__init__(look, label, draft.text(name, recorded), lines=lines)
        self.setObjectName(name)
        self.draft, self.name, self.recorded = draft, name, recorded
        self.textChanged.connect(self._put)

    def _put(self) -> None:
        self.draft.put(self.name, self.toPlainText(), self.recorded)


class TypedLine(QLineEdit):
    """One line whose text is kept in a draft; ``letters`` is how wide it is, 0 for all there is."""

    def __init__(
        self, look: Look, draft: Draft, name: str, recorded: str, label: str, *, letters: int = 0
    ) -> None:
        """Make the line, filled from the draft or the record."""
        super().__init__(draft.text(name, recorded))
        self.setObjectName(name)
        self.setAccessibleName(label)
        if letters:
            self.setFixedWidth(
                self.fontMetrics().horizontalAdvance("0" * letters) + look.space("xl")
            )
        self.draft, self.name, self.recorded = draft, name, recorded
        self.textChanged.connect(self._put)

    def _put(self, text: str) -> None:
        self.draft.put(self.name, text, self.recorded)


class SaveRow(QWidget):
    """The button that records what was typed, and words that say whether it is recorded."""

    def __init__(
        self,
        look: Look,
        draft: Draft,
        names: Sequence[str],
        save: Callable[[], object],
        label: str,
    ) -> None:
        """Make the row; ``label`` names the button for those who do not see it."""
        super().__init__()
        self.draft, self.names = draft, tuple(names)
        self.button = button(look, "Save", save, icon="save")
        self.button.setAccessibleName(label)
        self.state = words("", "small")
        across = row(look, "m")
        across.addWidget(self.button)
        across.addWidget(self.state, 1)
        self.setLayout(across)
        draft.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Say whether something is still to be saved."""
        unsaved = self.draft.unsaved(self.names)
        self.button.setEnabled(unsaved)
        self.state.setText("Not recorded yet. Kept safe as a draft." if unsaved else "")
