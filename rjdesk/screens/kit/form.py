"""Fields on the screen: a widget for each kind of field that a journey or a form declares."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from rjdesk.desk.fields import Answers, Field, Kind, fault
from rjdesk.desk.folder import whole_path
from rjdesk.desk.instalments import NotPayments, kept, read_payments, written
from rjdesk.desk.typed import unprinted_fault
from rjdesk.screens.kit.checked import FieldReader, Judge, TextCheck, typed_text
from rjdesk.screens.kit.choice import ChoiceBox, WhomBox
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.moment import MomentEntry
from rjdesk.screens.kit.people import PeopleEditor
from rjdesk.screens.kit.seats import Seats
from rjdesk.screens.kit.several import Several
from rjdesk.screens.kit.text import Frame, announce, escape_mnemonic, label, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.tick import Tick
from rjdesk.screens.kit.when import DayEntry, TimeEntry, WhenEntry, WhenLine

CHOOSE = "Choose…"


class FieldRow(QWidget):
    """A field with its label, help and fault.

    ``changed`` tells that somebody typed, ``entered`` that they pressed Enter in a line.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, field: Field, answers: Answers, reader: FieldReader) -> None:
        """Make the widget for a field, filled from the answers or the field's initial value."""
        super().__init__()
        self.field, self.calendar = field, reader.calendar
        self.judge: Judge = reader.judge if field.printed else unprinted_fault
        self.entry: WhenEntry | MomentEntry | None = None
        self.asked = False
        self.box = vbox(theme, "xs")
        self.setLayout(self.box)
        self.input: QWidget = self._make(theme, answers)
        self.input.setAccessibleName(field.label)
        self.input.setObjectName(field.id)
        if field.help:
            self.box.addWidget(label(field.help, "small"))
        if field.locked:
            self._close()
            self.box.addWidget(label(field.locked, "small"))
        typed = self.input.line if isinstance(self.input, WhomBox) else self.input
        self.check = TextCheck(typed, self._fault, field.help)
        self.changed.connect(self.check.typed)
        self.box.addWidget(self.check.label)

    def _close(self) -> None:
        """Take no answer for now, not from a calendar either."""
        whole = self.input if self.entry is None else self.entry
        whole.setEnabled(False)

    def _make(self, theme: Theme, answers: Answers) -> QWidget:
        kind, field = self.field.kind, self.field
        text = answers.texts.get(field.id, field.initial)
        if kind in {Kind.SAY, Kind.TICK}:
            return self._tick(theme, answers)
        if kind is Kind.MOMENT:
            return self._moment(theme, answers)
        # A label that leads to a field takes a lone & for a mnemonic.
        caption = label(escape_mnemonic(field.label), "strong")
        self.box.addWidget(caption)
        if kind is Kind.PEOPLE:
            people = PeopleEditor(theme, field, answers.people, self.judge)
            people.changed.connect(self.changed)
            self.box.addWidget(people)
            return people
        made: QWidget
        if kind is Kind.CHOICE:
            made = self._choice(text)
        elif kind is Kind.WHOM:
            made = self._whom(answers)
        elif kind in {Kind.SEVERAL, Kind.SEATS}:
            each = Several if kind is Kind.SEVERAL else Seats
            several = each(theme, field.options, text.split())
            several.changed.connect(self.changed)
            made = several
        elif kind in {Kind.DATE, Kind.TIME}:
            made = self._when(theme, text)
            caption.setBuddy(made)
            return made
        else:
            made = self._text(theme, text)
        caption.setBuddy(made)
        self.box.addWidget(made)
        return made

    def _text(self, theme: Theme, text: str) -> QPlainTextEdit | QLineEdit:
        """Return an editor for several lines, or a line."""
        kind = self.field.kind
        if kind in {Kind.LONG, Kind.PAYMENTS}:
            editor = QPlainTextEdit(self._as_typed(text))
            editor.setTabChangesFocus(True)
            editor.setMinimumHeight(round(120 * theme.scale))
            editor.textChanged.connect(self.changed)
            return editor
        line = QLineEdit(text)
        if kind is Kind.PASSPHRASE:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        if kind is Kind.FOLDER:
            line.editingFinished.connect(self._tell_whole_path)
        line.textChanged.connect(self.changed)
        line.returnPressed.connect(self.entered)
        return line

    def _as_typed(self, answer: str) -> str:
        """Return an answer as somebody of the country would type it."""
        if self.field.kind is not Kind.PAYMENTS:
            return answer
        try:
            return written(read_payments(answer, self.calendar), self.calendar)
        except NotPayments:
            return answer

    def _as_kept(self, text: str) -> str:
        """Return what was typed as an answer is kept; what cannot be read stays as it is."""
        if self.field.kind is not Kind.PAYMENTS:
            return text
        try:
            return kept(read_payments(text, self.calendar))
        except NotPayments:
            return text

    def _moment(self, theme: Theme, answers: Answers) -> MomentEntry:
        """Return the entries for a day and a time; an event holds both as 2026-10-26T14:30."""
        day, _, at = self.field.initial.partition("T")
        texts = answers.texts
        day, at = texts.get(self.field.id, day), texts.get(self.field.otherwise, at[:5])
        self.entry = made = MomentEntry(theme, self.calendar, day, at)
        made.changed.connect(self.changed)
        made.entered.connect(self.entered)
        self.box.addWidget(made)
        return made

    def _when(self, theme: Theme, text: str) -> WhenLine:
        field = self.field
        entry: WhenEntry
        if field.kind is Kind.DATE:
            entry = DayEntry(theme, self.calendar, field.label, text, about=field.help)
        else:
            entry = TimeEntry(theme, self.calendar, text, about=field.help)
        self.entry = entry
        self.box.addWidget(entry)
        line = entry.line
        line.changed.connect(self.changed)
        line.returnPressed.connect(self.entered)
        return line

    def _tick(self, theme: Theme, answers: Answers) -> QWidget:
        if self.field.say:
            card = Frame(theme, "say-card")
            for number, line in enumerate(self.field.say, 1):
                text = f"{number}.  {line}" if len(self.field.say) > 1 else line
                card.add(label(text, "say"))
            self.box.addWidget(card)
        tick = Tick(self.field.label)
        tick.setChecked(answers.ticks.get(self.field.id, bool(self.field.initial)))
        tick.toggled.connect(self.changed)
        self.box.addWidget(tick)
        return tick

    def _choice(self, text: str) -> QComboBox:
        choice = ChoiceBox().gives_way()
        choice.addItem(CHOOSE, "")
        for option in self.field.options:
            choice.addItem(option.label, option.value)
        choice.setCurrentIndex(max(choice.findData(text), 0))
        choice.currentIndexChanged.connect(self.changed)
        return choice

    def _whom(self, answers: Answers) -> WhomBox:
        field = self.field
        kept = answers.texts.get(field.id, "") or answers.texts.get(field.otherwise, "")
        whom = WhomBox(field.options, kept if field.id in answers.texts else field.initial)
        whom.line.setAccessibleName(field.label)
        whom.currentTextChanged.connect(self.changed)
        return whom

    def read(self, texts: dict[str, str], ticks: dict[str, bool]) -> None:
        """Write what stands in the field into one of the two."""
        widget = self.input
        if isinstance(widget, QCheckBox):
            ticks[self.field.id] = widget.isChecked()
        elif isinstance(widget, WhomBox):
            texts[self.field.id], texts[self.field.otherwise] = widget.chosen()
        elif isinstance(widget, MomentEntry):
            texts[self.field.id], texts[self.field.otherwise] = widget.answers()
        elif isinstance(widget, Several | Seats):
            texts[self.field.id] = " ".join(widget.chosen())
        elif isinstance(widget, QComboBox):
            texts[self.field.id] = str(widget.currentData() or "")
        elif isinstance(widget, QPlainTextEdit):
            texts[self.field.id] = self._as_kept(typed_text(widget))
        elif isinstance(widget, WhenLine):
            texts[self.field.id] = widget.answer()
        elif isinstance(widget, QLineEdit):
            # A passphrase is what its letters are, and nothing is taken out of it.
            secret = self.field.kind is Kind.PASSPHRASE
            texts[self.field.id] = widget.text() if secret else typed_text(widget)

    def say_fault(self, sentence: str) -> str:
        """Show and return what is wrong: this, or what cannot be recorded of the text."""
        if self.entry is not None:
            self.entry.say_fault(sentence)
            return sentence
        self.asked = bool(sentence)
        self.check.timer.stop()
        if isinstance(self.input, PeopleEditor) and (inside := self.input.judge_now()):
            # It is said at the line of the person whom it is about.
            self.check.say("")
            return inside
        self.check.say(sentence or self._text_fault())
        return self.check.sentence

    def _fault(self) -> str:
        """Return what is wrong with the field as it stands; what is missing, once it was asked."""
        if self.entry is not None:
            # A day or a time says itself what was read, or why it cannot be.
            return ""
        text_fault = self._text_fault()
        if text_fault or not self.asked:
            return text_fault
        texts: dict[str, str] = {}
        ticks: dict[str, bool] = {}
        self.read(texts, ticks)
        people = self.input.people() if isinstance(self.input, PeopleEditor) else ()
        answers = Answers(texts=texts, ticks=ticks, people=people)
        return fault(self.field, answers, self.calendar)

    def _text_fault(self) -> str:
        if self.field.kind in {Kind.PASSPHRASE, Kind.CHOICE, Kind.SEVERAL, Kind.SEATS}:
            return ""
        texts: dict[str, str] = {}
        self.read(texts, {})
        name = self.field.otherwise if self.field.kind is Kind.WHOM else self.field.id
        return self.judge(texts.get(name, ""))

    def _tell_whole_path(self) -> None:
        """Write the whole place of a folder in the place of what was typed."""
        line = self.input
        if isinstance(line, QLineEdit) and line.text().strip():
            try:
                line.setText(str(whole_path(line.text())))
            except ValueError as wrong:
                self.check.say(str(wrong))


class FieldsForm(QWidget):
    """Several fields under each other; ``changed`` and ``entered`` as of a field."""

    changed = Signal()
    entered = Signal()

    def __init__(
        self, theme: Theme, fields: Sequence[Field], answers: Answers, reader: FieldReader
    ) -> None:
        """Make a row for each field; ``reader`` says what cannot be recorded of a text."""
        super().__init__()
        self.base = answers
        box = vbox(theme, "m")
        self.rows = [FieldRow(theme, field, answers, reader) for field in fields]
        for made in self.rows:
            made.changed.connect(self.changed)
            made.entered.connect(self.entered)
            box.addWidget(made)
        self.setLayout(box)

    def answers(self) -> Answers:
        """Return the answers as they stand, with those of other steps kept."""
        texts, ticks = dict(self.base.texts), dict(self.base.ticks)
        people = self.base.people
        for made in self.rows:
            made.read(texts, ticks)
            if isinstance(made.input, PeopleEditor):
                people = made.input.people()
        return replace(self.base, texts=texts, ticks=ticks, people=people)

    def say_faults(self, faults: dict[str, str]) -> bool:
        """Show each fault beside its field, go to the first, and say whether there is any.

        What the text of a field cannot be is a fault too, whatever the others are.
        """
        wrong = [
            (made, said)
            for made in self.rows
            if (said := made.say_fault(faults.get(made.field.id, "")))
        ]
        if wrong:
            first, sentence = wrong[0]
            _into(first.input)
            announce(first.input, sentence)
        return bool(wrong)

    def field(self, name: str) -> QWidget:
        """Return the input of a field."""
        return next(made.input for made in self.rows if made.field.id == name)

    def focus_first(self) -> None:
        """Put the keyboard into the first open field."""
        for made in self.rows:
            if made.input.isEnabled():
                _into(made.input)
                return


def _into(field: QWidget) -> None:
    """Put the keyboard into a field, or into a list of people where something is wrong."""
    if isinstance(field, MomentEntry):
        give_keyboard(field.to_mend().line)
        return
    give_keyboard(field.to_mend() if isinstance(field, PeopleEditor) else field)
    if isinstance(field, QLineEdit) and field.echoMode() is QLineEdit.EchoMode.Password:
        # What is typed now takes the place of what was refused, which nobody can see.
        field.selectAll()
