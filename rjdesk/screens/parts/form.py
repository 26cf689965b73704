"""Fields on the screen: a widget for each kind of field that a journey or a form declares."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.screens.look import Look
from rjdesk.screens.parts.choice import Choice
from rjdesk.screens.parts.people import PeopleEditor
from rjdesk.screens.parts.text import Frame, announce, column, literal, words
from rjdesk.screens.parts.tick import Tick

CHOOSE = "Choose…"


class FieldRow(QWidget):
    """A field with its label, help and fault.

    ``changed`` tells that somebody typed, ``entered`` that they pressed Enter in a line.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, look: Look, field: Field, answers: Answers) -> None:
        """Make the widget for a field, filled from the answers or the field's initial value."""
        super().__init__()
        self.field = field
        self.box = column(look, "xs")
        self.setLayout(self.box)
        self.fault = words("", "fault")
        self.fault.setVisible(False)
        self.input: QWidget = self._make(look, answers)
        self.input.setAccessibleName(field.label)
        self.input.setObjectName(field.id)
        if field.help:
            self.box.addWidget(words(field.help, "small"))
            self.input.setAccessibleDescription(field.help)
        if field.locked:
            self.input.setEnabled(False)
            self.box.addWidget(words(field.locked, "small"))
        self.box.addWidget(self.fault)

    def _make(self, look: Look, answers: Answers) -> QWidget:
        kind, field = self.field.kind, self.field
        text = answers.texts.get(field.id, field.initial)
        if kind in {Kind.SAY, Kind.TICK}:
            return self._tick(look, answers)
        # A label that leads to a field takes a lone & for a mnemonic.
        label = words(literal(field.label), "strong")
        self.box.addWidget(label)
        if kind is Kind.PEOPLE:
            people = PeopleEditor(look, field.options, answers.people)
            people.changed.connect(self.changed)
            self.box.addWidget(people)
            return people
        made: QWidget
        if kind is Kind.CHOICE:
            made = self._choice(text)
        elif kind is Kind.LONG:
            editor = QPlainTextEdit(text)
            editor.setTabChangesFocus(True)
            editor.setMinimumHeight(round(120 * look.scale))
            editor.textChanged.connect(self.changed)
            made = editor
        else:
            line = QLineEdit(text)
            if kind is Kind.PASSPHRASE:
                line.setEchoMode(QLineEdit.EchoMode.Password)
            if kind in {Kind.DATE, Kind.TIME}:
                line.setPlaceholderText("2026-10-26" if kind is Kind.DATE else "14:00")
                line.setMaximumWidth(round(180 * look.scale))
            line.textChanged.connect(self.changed)
            line.returnPressed.connect(self.entered)
            made = line
        label.setBuddy(made)
        self.box.addWidget(made)
        return made

    def _tick(self, look: Look, answers: Answers) -> QWidget:
        if self.field.say:
            card = Frame(look, "say-card")
            for number, line in enumerate(self.field.say, 1):
                text = f"{number}.  {line}" if len(self.field.say) > 1 else line
                card.add(words(text, "say"))
            self.box.addWidget(card)
        tick = Tick(self.field.label)
        tick.setChecked(answers.ticked(self.field.id))
        tick.toggled.connect(self.changed)
        self.box.addWidget(tick)
        return tick

    def _choice(self, text: str) -> QComboBox:
        choice = Choice().gives_way()
        choice.addItem(CHOOSE, "")
        for option in self.field.options:
            choice.addItem(option.label, option.value)
        choice.setCurrentIndex(max(choice.findData(text), 0))
        choice.currentIndexChanged.connect(self.changed)
        return choice

    def read(self, texts: dict[str, str], ticks: dict[str, bool]) -> None:
        """Write what stands in the field into one of the two."""
        widget = self.input
        if isinstance(widget, QCheckBox):
            ticks[self.field.id] = widget.isChecked()
        elif isinstance(widget, QComboBox):
            texts[self.field.id] = str(widget.currentData() or "")
        elif isinstance(widget, QPlainTextEdit):
            texts[self.field.id] = widget.toPlainText()
        elif isinstance(widget, QLineEdit):
            texts[self.field.id] = widget.text()

    def say_fault(self, sentence: str) -> None:
        """Show what is wrong beside the field, or nothing."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.input.setAccessibleDescription(sentence or self.field.help)


class FieldsForm(QWidget):
    """Several fields under each other; ``changed`` and ``entered`` as of a field."""

    changed = Signal()
    entered = Signal()

    def __init__(self, look: Look, fields: Sequence[Field], answers: Answers) -> None:
        """Make a row for each field."""
        super().__init__()
        self.base = answers
        box = column(look, "m")
        self.rows = [FieldRow(look, field, answers) for field in fields]
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
        return Answers(step=self.base.step, texts=texts, ticks=ticks, people=people)

    def say_faults(self, faults: dict[str, str]) -> bool:
        """Show each fault beside its field, go to the first, and say whether there is any."""
        first: QWidget | None = None
        for made in self.rows:
            sentence = faults.get(made.field.id, "")
            made.say_fault(sentence)
            if sentence and first is None:
                first = made.input
        if first is not None:
            _into(first)
            announce(first, next(sentence for sentence in faults.values() if sentence))
        return first is not None

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
    """Put the keyboard into a field, or into the first line of a list of people."""
    (field.first_line() if isinstance(field, PeopleEditor) else field).setFocus()
