"""A small form in a dialog: opened, never waited for; it stays open until the answers will do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from rjdesk.desk.fields import Answers, Field, fault
from rjdesk.screens.look import Look
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.form import Done, FieldsForm
from rjdesk.screens.parts.reading_order import tab_on
from rjdesk.screens.parts.tall import UNLIMITED, Tall
from rjdesk.screens.parts.text import announce, column, in_row, words

WIDE = 520
SMALLEST = 480


class Fitted(QDialog):
    """A dialog as tall as its content, and never larger than the window behind it.

    What does not fit scrolls in ``area``; a subclass puts it into its layout.
    """

    def __init__(self, parent: QWidget, look: Look, wide: int) -> None:
        """Make an empty dialog, ``wide`` pixels at 100 %."""
        super().__init__(parent)
        self.behind, self.look, self.wide = parent, look, wide
        self.area = Tall()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - as Qt has it
        return tab_on(self, forward=next)

    def fit(self) -> None:
        """Take the size that the content asks for now."""
        box = self.layout()
        if box is None:
            return
        behind = self.behind.window().size()
        edge = self.look.space("l")
        width = min(round(self.wide * self.look.scale), max(behind.width(), SMALLEST) - edge * 2)
        highest = max(behind.height(), SMALLEST) - edge * 2
        self.area.limit = UNLIMITED
        self.area.updateGeometry()
        box.activate()
        whole = box.totalHeightForWidth(width)
        margins = box.contentsMargins()
        inside = width - margins.left() - margins.right()
        self.area.limit = self.area.heightForWidth(inside) - max(whole - highest, 0)
        self.area.updateGeometry()
        self.setMinimumSize(width, min(whole, highest))
        self.resize(width, min(whole, highest))


class FormDialog(Fitted):
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
        super().__init__(parent, look, WIDE)
        self.setWindowTitle("rjdesk")
        self.fields, self.done_with = fields, done
        box = column(look, "m")
        edge = look.space("xl")
        box.setContentsMargins(edge, look.space("l"), edge, look.space("l"))
        heading = words(title, "title")
        self.form = FieldsForm(look, fields, Answers())
        inside = QWidget()
        holder = column(look, "m")
        # Room for the frame of a field that has the keyboard, and for the scroll bar.
        holder.setContentsMargins(0, 0, look.space("m"), 0)
        if lead:
            holder.addWidget(words(lead, "soft"))
        holder.addWidget(self.form)
        holder.addStretch(1)
        inside.setLayout(holder)
        self.area.hold(inside)
        self.refusal = words("", "fault")
        self.refusal.setVisible(False)
        self.action = button(look, action, self.finish, role="primary")
        self.action.setDefault(True)
        buttons = in_row(look, self.action, button(look, "Cancel", self.reject))
        for part in (heading, self.area, self.refusal, buttons):
            box.addWidget(part)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.form.focus_first()

    def finish(self) -> None:
        """Hand the answers over, or say what is wrong with them."""
        answers = self.form.answers()
        faults = {field.id: fault(field, answers) for field in self.fields if not field.locked}
        if self.form.say_faults({k: v for k, v in faults.items() if v}):
            self.fit()
            return
        sentence = self.done_with(answers)
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
        if sentence:
            announce(self.refusal, sentence)
            self.fit()
        else:
            self.accept()
