"""A list of people to type: name, short name, part, affiliation, who asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from rjdesk.desk.fields import Option, PersonAnswer
from rjdesk.process.people import Affiliation
from rjdesk.screens.look import Look
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.choice import Choice
from rjdesk.screens.parts.text import Frame, column, in_row, words
from rjdesk.screens.parts.tick import Tick

TWO_COLUMNS_BELOW = 1.5
"""From this text size on the inputs of a person stand under each other."""


class PersonRow(Frame):
    """One person."""

    def __init__(self, look: Look, parts: Sequence[Option], person: PersonAnswer) -> None:
        """Make the inputs, filled from what was typed before."""
        super().__init__(look, "sunken")
        self.name = QLineEdit(person.name)
        self.called = QLineEdit(person.called)
        self.part = Choice().gives_way()
        for option in parts:
            self.part.addItem(option.label, option.value)
        self.part.setCurrentIndex(max(self.part.findData(person.part), 0))
        self.affiliation = Choice().gives_way()
        for affiliation in Affiliation:
            self.affiliation.addItem(affiliation.value.capitalize(), affiliation.value)
        self.affiliation.setCurrentIndex(max(self.affiliation.findData(person.affiliation), 0))
        self.initiating = Tick("They asked for the process")
        self.initiating.setChecked(person.initiating)
        grid = QGridLayout()
        grid.setSpacing(look.space("s"))
        columns = 2 if look.scale < TWO_COLUMNS_BELOW else 1
        labelled = (
            ("Name", self.name),
            ("Called in the room", self.called),
            ("Part", self.part),
            ("Affiliation", self.affiliation),
        )
        for place, (label, widget) in enumerate(labelled):
            caption = words(label, "small")
            caption.setBuddy(widget)
            widget.setAccessibleName(label)
            line, across = divmod(place, columns)
            grid.addWidget(caption, line * 2, across)
            grid.addWidget(widget, line * 2 + 1, across)
        self.box.addLayout(grid)
        self.add(self.initiating)

    def person(self) -> PersonAnswer:
        """Return what was typed."""
        return PersonAnswer(
            name=self.name.text(),
            called=self.called.text(),
            part=str(self.part.currentData() or ""),
            affiliation=str(self.affiliation.currentData() or ""),
            initiating=self.initiating.isChecked(),
        )


class PeopleEditor(QWidget):
    """People under each other, with a button for another one."""

    changed = Signal()

    def __init__(self, look: Look, parts: Sequence[Option], people: Sequence[PersonAnswer]) -> None:
        """Make a row for each person, and an empty one to begin with."""
        super().__init__()
        self.look, self.parts = look, parts
        self.rows: list[PersonRow] = []
        self.box = column(look, "s")
        self.setLayout(self.box)
        self.more = button(look, "Add another person", self.add_person, icon="user-plus")
        self.box.addWidget(in_row(look, self.more))
        for person in people or (PersonAnswer(),):
            self._add(person)

    def add_person(self) -> None:
        """Add an empty row and go to it."""
        self._add(PersonAnswer()).name.setFocus()
        self.changed.emit()

    def _add(self, person: PersonAnswer) -> PersonRow:
        made = PersonRow(self.look, self.parts, person)
        self.rows.append(made)
        self.box.insertWidget(len(self.rows) - 1, made)
        for line in (made.name, made.called):
            line.textChanged.connect(self.changed)
        for choice in (made.part, made.affiliation):
            choice.currentIndexChanged.connect(self.changed)
        made.initiating.toggled.connect(self.changed)
        return made

    def first_line(self) -> QLineEdit:
        """Return where typing begins: the first name."""
        return self.rows[0].name

    def people(self) -> tuple[PersonAnswer, ...]:
        """Return everybody who was typed."""
        return tuple(made.person() for made in self.rows)
