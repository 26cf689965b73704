"""Text that is typed on a page and not recorded yet: kept in the page, and as a sealed draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.drafts import read_as, texts_in
from rjdesk.desk.fields import Answers
from rjdesk.desk.ports import Trouble
from rjdesk.desk.typed import unprinted_fault
from rjdesk.process.kernel.event import Event
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.checked import Judge, TextCheck, typed_text
from rjdesk.screens.kit.drafts import StrangeDraft, take_up
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.text import hbox, label
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.when import DayEntry, WhenEntry

LOST_AT_MOST_MS = 1_500
"""What was typed this long ago is in the sealed draft, however long somebody types on."""


class Draft(QObject):
    """What differs from the record on one page, by the name of its field.

    ``changed`` tells that something became unsaved or was saved, ``faulted`` carries the name
    of a field whose text cannot be recorded. ``judges`` hold what each field asks of its text,
    ``strange`` what another version of the program wrote.
    """

    changed = Signal()
    faulted = Signal(str)

    def __init__(
        self, page: Page, kind: DraftKind, values: Mapping[str, type[object]] | None = None
    ) -> None:
        """Take up the draft that was kept; some of its texts hold ``values`` as JSON."""
        super().__init__(page)
        self.link, self.key = page.link, kind.key(page.case, page.process)
        self.judge: Judge = page.services.text_fault
        self.judges: dict[str, Judge] = {}
        kept = take_up(self.link, self.key)
        self.texts = dict(kept.texts)
        self.strange = kept.strange
        for name, value in (values or {}).items():
            content = self.texts.get(name, "").encode()
            if content and read_as(value, content) is None:
                self.strange = (*self.strange, *texts_in(content))
                del self.texts[name]
        self._stored = kept != Answers()
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
        """Record what the fields hold; the draft forgets them when they are recorded.

        Nothing is recorded while a text of theirs has to be mended.
        """
        if wrong := [name for name in names if self.fault(name)]:
            self.faulted.emit(wrong[0])
            return False
        taken = {name: self.texts.pop(name) for name in names if name in self.texts}
        drop = None if self.texts or self.strange else self.key
        if not self.link.do(self.key.case, *events, drop_draft=drop):
            self.texts |= taken
            return False
        self._stored = self._stored and drop is None
        self.keep()
        self.changed.emit()
        return True

    def fault(self, name: str) -> str:
        """Return why the text of a field cannot be recorded, or ""."""
        judge = self.judges.get(name)
        return judge(self.texts[name]) if judge and name in self.texts else ""

    def drop_strange(self) -> None:
        """Let go of what another version of the program wrote."""
        self.strange = ()
        self.keep()

    def strange_card(self, theme: Theme) -> QWidget | None:
        """Return the card that shows what another version wrote, or None."""
        return StrangeDraft(theme, self.strange, self.drop_strange) if self.strange else None

    def drop(self) -> None:
        """Let go of everything that was typed here."""
        self.texts = {}
        self.keep()

    def keep(self) -> None:
        """Seal what is unsaved as a draft, or drop the draft when nothing is."""
        self.timer.stop()
        try:
            if self.texts or self.strange:
                kept = Answers(texts=self.texts, strange=self.strange)
                self.link.save_draft(self.key, kept.written())
                self._stored = True
            elif self._stored:
                self.link.drop_draft(self.key)
                self._stored = False
        except Trouble as trouble:
            self.link.trouble.emit(str(trouble))


class GrowingText(QPlainTextEdit):
    """An editor that grows with its text; Tab leaves it."""

    def __init__(self, theme: Theme, label: str, text: str, *, lines: int = 2) -> None:
        """Make an editor at least ``lines`` high."""
        super().__init__(text)
        self.least, self.most = lines, lines + 10
        self.margin = theme.space("s") * 2 + theme.space("m")
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
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + self.margin)

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
    """An editor whose text is kept in a draft; ``says`` belongs under it."""

    def __init__(
        self,
        theme: Theme,
        draft: Draft,
        name: str,
        recorded: str,
        label: str,
        *,
        lines: int = 3,
        printed: bool = True,
    ) -> None:
        """Make the editor, filled from the draft or the record."""
        super().__init__(theme, label, draft.text(name, recorded), lines=lines)
        self.kept = Kept(self, draft, name, recorded, draft.judge if printed else unprinted_fault)
        self.says = self.kept.check.label


class TypedLine(QLineEdit):
    """One line whose text is kept in a draft; ``says`` belongs under it."""

    def __init__(self, draft: Draft, name: str, recorded: str, label: str) -> None:
        """Make the line, filled from the draft or the record."""
        super().__init__(draft.text(name, recorded))
        self.setAccessibleName(label)
        self.kept = Kept(self, draft, name, recorded, draft.judge)
        self.says = self.kept.check.label


class Kept(QObject):
    """Keeps the text of a field in a draft, and says at the field what cannot be recorded."""

    def __init__(
        self,
        field: QLineEdit | QPlainTextEdit,
        draft: Draft,
        name: str,
        recorded: str,
        judge: Judge,
    ) -> None:
        """Keep what is typed under a name, where it differs from what is recorded."""
        super().__init__(field)
        field.setObjectName(name)
        self.field, self.draft, self.name, self.recorded = field, draft, name, recorded
        self.check = TextCheck(field, lambda: judge(typed_text(field)))
        draft.judges[name] = judge
        draft.faulted.connect(self._mend)
        field.textChanged.connect(self._put)
        if draft.fault(name):
            self.check.judge_now()

    def _put(self) -> None:
        self.draft.put(self.name, typed_text(self.field), self.recorded)
        self.check.typed()

    def _mend(self, name: str) -> None:
        if name == self.name:
            self.check.judge_now()
            give_keyboard(self.field)


def typed_day(
    theme: Theme, calendar: Calendar, draft: Draft, name: str, recorded: str, label: str
) -> DayEntry:
    """Return an entry for a day whose answer is kept in a draft."""
    entry = DayEntry(theme, calendar, label, draft.text(name, recorded))
    _keep_answer(entry, draft, name, recorded, label)
    return entry


def _keep_answer(entry: WhenEntry, draft: Draft, name: str, recorded: str, label: str) -> None:
    line = entry.line
    line.setObjectName(name)
    line.setAccessibleName(label)
    line.changed.connect(lambda: draft.put(name, line.answer(), recorded))


class SaveRow(QWidget):
    """The button that records what was typed, and words that say whether it is recorded."""

    def __init__(
        self,
        theme: Theme,
        draft: Draft,
        names: Sequence[str],
        save: Callable[[], object],
        caption: str,
    ) -> None:
        """Make the row; ``label`` names the button for those who do not see it."""
        super().__init__()
        self.draft, self.names = draft, tuple(names)
        self.button = button(theme, "Save", save, icon="save")
        self.button.setAccessibleName(caption)
        self.state = label("", "small")
        row_box = hbox(theme, "m")
        row_box.addWidget(self.button)
        row_box.addWidget(self.state, 1)
        self.setLayout(row_box)
        draft.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Say whether something is still to be saved."""
        unsaved = self.draft.unsaved(self.names)
        self.button.setEnabled(unsaved)
        self.state.setText("Not recorded yet. Kept safe as a draft." if unsaved else "")
