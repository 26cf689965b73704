"""A small form in a dialog: opened, never waited for; it stays open until the answers will do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from rjdesk.desk.fields import Answers, Field, fault
from rjdesk.screens.look import Look
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.form import Done, FieldsForm
from rjdesk.screens.parts.text import column, in_row, words


class FormDialog(QDialog):
    """Asks for a few fields; ``done`` takes the answers and may refuse them in a sentence."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        title: str,
        fields: Sequence[Field],
        done: Done,
        *,
        lead: str = "",
        action: str = "Record",
    ) -> None:
        """Make the dialog; show it with ``open``."""
        super().__init__(parent)
        self.setWindowTitle("rjdesk")
        self.fields, self.done_with = fields, done
        box = column(look, "m")
        edge = look.space("xl")
        box.setContentsMargins(edge, look.space("l"), edge, look.space("l"))
        box.addWidget(words(title, "title"))
        if lead:
            box.addWidget(words(lead, "soft"))
        self.form = FieldsForm(look, fields, Answers())
        box.addWidget(self.form)
        self.refusal = words("", "fault")
        self.refusal.setVisible(False)
        box.addWidget(self.refusal)
        self.action = button(look, action, self.finish, role="primary")
        self.action.setDefault(True)
        box.addWidget(in_row(look, self.action, button(look, "Cancel", self.reject), stretch=True))
        self.setLayout(box)
        self.setMinimumWidth(round(520 * look.scale))
        self.form.focus_first()

    def finish(self) -> None:
        """Hand the answers over, or say what is wrong with them."""
        answers = self.form.answers()
        faults = {field.id: fault(field, answers) for field in self.fields if not field.locked}
        if self.form.say_faults({k: v for k, v in faults.items() if v}):
            return
        sentence = self.done_with(answers)
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
        if not sentence:
            self.accept()
