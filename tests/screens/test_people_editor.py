"""A list of people: rows come and go, and Tab goes through them as they are read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.form import FieldsForm
from rjdesk.screens.kit.people import ASKED, PeopleEditor
from rjdesk.screens.kit.theme import Theme
from rjdesk.shipped import shipped
from tests.screens.case_pages import PLAIN, controls, name_of

FIELD = Field(
    id="people", label="Who is part of this?", kind=Kind.PEOPLE, options=(Option("a", "Affected"),)
)
ROW = ["Name", "Called in the room", "Part", "Affiliation", ASKED]


class Around(QWidget):
    """A window with a list of people, and a button after it, as on a page."""

    def __init__(self) -> None:
        super().__init__()
        theme = Theme(shipped("resources"))
        box = QVBoxLayout(self)
        self.form = FieldsForm(theme, [FIELD], Answers(), PLAIN)
        box.addWidget(self.form)
        box.addWidget(button(theme, "Go on", lambda: None))


@pytest.fixture
def around(qtbot: QtBot) -> Around:
    made = Around()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def form(around: Around) -> FieldsForm:
    return around.form


def editor(form: FieldsForm) -> PeopleEditor:
    found = form.field("people")
    assert isinstance(found, PeopleEditor)
    return found


def walked(qtbot: QtBot, form: FieldsForm) -> list[str]:
    """Return the names of the controls that Tab goes through, from the first name on."""
    window = form.window()
    window.activateWindow()
    editor(form).rows[0].name.setFocus()
    names = []
    for _ in controls(window):
        here = window.focusWidget()
        assert here is not None
        names.append(name_of(here))
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    return names


def test_tab_goes_through_every_row_and_then_to_another_person(
    qtbot: QtBot, form: FieldsForm
) -> None:
    after = ["Add another person", "Go on"]
    assert walked(qtbot, form) == [*ROW, "Remove row 1", *after]
    editor(form).add_person()
    assert editor(form).rows[1].name.hasFocus()
    editor(form).add_person()
    both = [*ROW, "Remove row 1", *ROW, "Remove row 2", *ROW, "Remove row 3"]
    assert walked(qtbot, form) == [*both, *after]
    qtbot.keyClick(editor(form).rows[1].remove, Qt.Key.Key_Space)
    assert walked(qtbot, form) == [*ROW, "Remove row 1", *ROW, "Remove row 2", *after]


def test_a_row_goes_and_says_before_whose_it_is(qtbot: QtBot, form: FieldsForm) -> None:
    people = editor(form)
    people.add_person()
    for row, name in zip(people.rows, ("Ánh", "Cole"), strict=True):
        row.name.setText(name)
    assert [name_of(row.remove) for row in people.rows] == ["Remove Ánh", "Remove Cole"]
    with qtbot.waitSignal(form.changed):
        qtbot.keyClick(people.rows[0].remove, Qt.Key.Key_Space)
    assert [person.name for person in form.answers().people] == ["Cole"]
    assert people.rows[0].name.hasFocus()


def test_the_last_row_is_only_emptied(qtbot: QtBot, form: FieldsForm) -> None:
    people = editor(form)
    (row,) = people.rows
    row.name.setText("Cole")
    row.initiating.setChecked(True)
    qtbot.keyClick(row.remove, Qt.Key.Key_Space)
    assert people.rows == [row]
    (person,) = form.answers().people
    assert (person.name, person.initiating) == ("", False)
    assert row.name.hasFocus()
    assert name_of(row.remove) == "Remove row 1"
