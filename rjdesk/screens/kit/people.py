"""A list of people to type: name, short name, part, affiliation, who asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from rjdesk.desk.acts.intake import CALLED, CALLED_HELP
from rjdesk.desk.fields import Field, PersonAnswer, person_fault
from rjdesk.process.kernel.writing import name_fault
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.checked import Judge, TextCheck, typed_text
from rjdesk.screens.kit.choice import ChoiceBox
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.text import Frame, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.tick import Tick

ASKED = "They asked for the process, or somebody asked for them"
TWO_COLUMNS_BELOW = 1.5
"""From this text size on the inputs of a person stand under each other."""


class PersonRow(Frame):
    """One person; ``changed`` tells that somebody typed or chose, ``removed`` that it is to go."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, field: Field, person: PersonAnswer, judge: Judge) -> None:
        """Make the inputs, filled from what was typed before."""
        super().__init__(theme, "sunken")
        self.judge = judge
        self.name = QLineEdit(person.name)
        self.called = QLineEdit(person.called)
        self.part = ChoiceBox().gives_way()
        for option in field.options:
            self.part.addItem(option.label, option.value)
        self.affiliation = ChoiceBox().gives_way()
        for option in field.affiliations:
            self.affiliation.addItem(option.label, option.value)
        self.initiating = Tick(ASKED)
        self.remove = button(theme, "Remove", self.removed.emit, role="quiet", icon="trash-2")
        self.checks = (
            TextCheck(self.name, self._name_fault),
            TextCheck(self.called, self._called_fault, CALLED_HELP),
        )
        self.box.addLayout(self._grid(theme))
        self.add(*(check.label for check in self.checks))
        self.add(in_row(theme, self.initiating, self.remove))
        self.fill(person)
        for line, check in zip((self.name, self.called), self.checks, strict=True):
            line.textChanged.connect(check.typed)
            line.textChanged.connect(self.changed)
        for choice in (self.part, self.affiliation):
            choice.currentIndexChanged.connect(self.changed)
        self.initiating.toggled.connect(self.changed)

    def _grid(self, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.space("s"))
        columns = 2 if theme.scale < TWO_COLUMNS_BELOW else 1
        labelled = (
            ("Name", "Name", self.name),
            (CALLED, f"{CALLED}: {CALLED_HELP[0].lower()}{CALLED_HELP[1:]}", self.called),
            ("Part", "Part", self.part),
            ("Affiliation", "Affiliation", self.affiliation),
        )
        for place, (name, said, widget) in enumerate(labelled):
            caption = label(said, "small")
            caption.setBuddy(widget)
            widget.setAccessibleName(name)
            line, across = divmod(place, columns)
            grid.addWidget(caption, line * 2, across)
            grid.addWidget(widget, line * 2 + 1, across)
        return grid

    def fill(self, person: PersonAnswer) -> None:
        """Put a person in the place of what stands in the row."""
        self.name.setText(person.name)
        self.called.setText(person.called)
        self.part.setCurrentIndex(max(self.part.findData(person.part), 0))
        self.affiliation.setCurrentIndex(max(self.affiliation.findData(person.affiliation), 0))
        self.initiating.setChecked(person.initiating)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return (
            *(self.name, self.called, self.part, self.affiliation, self.initiating, self.remove),
        )

    def person(self) -> PersonAnswer:
        """Return what was typed."""
        return PersonAnswer(
            name=typed_text(self.name),
            called=typed_text(self.called),
            part=str(self.part.currentData() or ""),
            affiliation=str(self.affiliation.currentData() or ""),
            initiating=self.initiating.isChecked(),
        )

    def _name_fault(self) -> str:
        fault = self.judge(typed_text(self.name))
        return fault or ("" if self._called_fault() else person_fault(self.person()))

    def _called_fault(self) -> str:
        called = typed_text(self.called)
        return self.judge(called) or (
            " ".join(name_fault(called)).strip() if called.strip() else ""
        )


class PeopleEditor(QWidget):
    """People under each other, with a button for another one."""

    changed = Signal()

    def __init__(
        self, theme: Theme, field: Field, people: Sequence[PersonAnswer], judge: Judge
    ) -> None:
        """Make a row for each person, and an empty one to begin with."""
        super().__init__()
        self.theme, self.field, self.judge = theme, field, judge
        self.rows: list[PersonRow] = []
        self.box = vbox(theme, "s")
        self.setLayout(self.box)
        self.more = button(theme, "Add another person", self.add_person, icon="user-plus")
        self.box.addWidget(in_row(theme, self.more))
        for person in people or (PersonAnswer(),):
            self._add(person)
        self._name_buttons()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Before it stands in a window, Qt keeps no order of its own for it.
        self._put_in_order()

    def add_person(self) -> None:
        """Add an empty row and go to it."""
        added = self._add(PersonAnswer())
        self._put_in_order()
        give_keyboard(added.name)
        self._changed()

    def _add(self, person: PersonAnswer) -> PersonRow:
        made = PersonRow(self.theme, self.field, person, self.judge)
        self.rows.append(made)
        self.box.insertWidget(len(self.rows) - 1, made)
        made.changed.connect(self._changed)
        made.removed.connect(partial(self.remove, made))
        return made

    def remove(self, row: PersonRow) -> None:
        """Take a row away; the last one is only emptied. The keyboard stays beside it."""
        if len(self.rows) == 1:
            row.fill(PersonAnswer())
            give_keyboard(row.name)
        else:
            place = self.rows.index(row)
            self.rows.remove(row)
            give_keyboard(self.rows[min(place, len(self.rows) - 1)].name)
            row.hide()
            self.box.removeWidget(row)
            row.deleteLater()
            self._put_in_order()
        self._changed()

    def _put_in_order(self) -> None:
        """Have Tab go through each row and then to the next one, and name what each removes."""
        stops = [stop for row in self.rows for stop in row.stops]
        for before, after in pairwise([*stops, self.more]):
            QWidget.setTabOrder(before, after)

    def _name_buttons(self) -> None:
        for number, row in enumerate(self.rows, 1):
            row.remove.setAccessibleName(f"Remove {row.person().name.strip() or f'row {number}'}")

    def _changed(self) -> None:
        self._name_buttons()
        self.changed.emit()

    def judge_now(self) -> str:
        """Show at each line what cannot be recorded of it, and return the first sentence."""
        found = [check.judge_now() for row in self.rows for check in row.checks]
        return next(filter(None, found), "")

    def to_mend(self) -> QWidget:
        """Return where something is missing: a line with a fault or no name, else a mark."""
        for row in self.rows:
            for check in row.checks:
                if check.sentence and isinstance(check.field, QLineEdit):
                    return check.field
        first = next((row for row in self.rows if typed_text(row.name)), None)
        return self.rows[0].name if first is None else first.initiating

    def people(self) -> tuple[PersonAnswer, ...]:
        """Return everybody who was typed."""
        return tuple(made.person() for made in self.rows)
