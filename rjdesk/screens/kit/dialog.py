"""A small form in a dialog: opened, never waited for; it stays open until the answers will do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from rjdesk.desk.fields import Answers, Field, Kind, fault
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.ports import Trouble
from rjdesk.screens.kit.all_the_same import AllTheSame, GoOn
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.checked import FieldReader
from rjdesk.screens.kit.form import FieldsForm
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.reading_order import tab_on
from rjdesk.screens.kit.tall import UNLIMITED, Tall
from rjdesk.screens.kit.text import announce, clear, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme

WIDE = 520
SMALLEST = 480
WORKING = "Working…"
HERE_AGAIN = "What was half typed when the program locked is here again."
BUT_SECRETS = "What was half typed when the program locked is here again, but for passphrases."

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Later(Generic[ResultT]):
    """What a form answers when it takes time.

    ``work`` runs in the pool and gives a plain value; ``then`` takes it on this thread and
    answers as a form does at once: a sentence when it will not do, or "" when it is done.
    """

    work: Callable[[], ResultT]
    then: Callable[[ResultT], str | Refused]


AtOnce = Callable[[Answers], str | Refused]
"""Takes the answers; returns why they will not do, or "" when it is done."""

Done = AtOnce | Callable[[Answers], str | Refused | Later[Any]]
"""Does as much, or asks for work in the pool first."""


class Fitted(QDialog):
    """A dialog as tall as its content, never larger than the window behind it or the screen.

    What does not fit scrolls in ``area``; a subclass puts it into its layout.
    """

    def __init__(self, parent: QWidget, theme: Theme, wide: int) -> None:
        """Make an empty dialog, ``wide`` pixels at 100 %."""
        super().__init__(parent)
        self.behind, self.theme, self.wide = parent, theme, wide
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
        margin = self.theme.space("l")
        screen = self.screen().availableSize()
        widest = min(max(behind.width(), SMALLEST), screen.width()) - margin * 2
        highest = min(max(behind.height(), SMALLEST), screen.height()) - margin * 2
        width = min(round(self.wide * self.theme.scale), widest)
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


@dataclass(frozen=True, slots=True)
class FormHeading:
    """The words of a form: its title, a lead, and those of the button that hands it over.

    The title heads the window too, where everybody can read it: it names nobody.
    """

    title: str
    lead: str = ""
    action: str = "Record"


class FormDialog(Fitted):
    """Asks for a few fields; ``done`` takes the answers and may refuse them in a sentence.

    ``answers`` are what was half typed when the program locked, and stand in the fields.
    While it takes time the fields are closed; Esc still cancels, and what comes of it then has
    no effect.
    """

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        heading: FormHeading,
        fields: Sequence[Field],
        done: Done,
        reader: FieldReader,
        answers: Answers | None = None,
        *,
        go_on: GoOn | None = None,
    ) -> None:
        """Make the dialog; show it with ``open``. ``go_on`` records what was refused."""
        super().__init__(parent, theme, WIDE)
        self.go_on, self.all_the_same = go_on, vbox(theme, "xs")
        self.setWindowTitle(heading.title)
        self.fields, self.done_with, self.calendar = fields, done, reader.calendar
        self.awaited: Later[Any] | None = None
        self.typing: QWidget | None = None
        self.finished.connect(self._stop_waiting)
        box = vbox(theme, "m")
        margin = theme.space("xl")
        box.setContentsMargins(margin, theme.space("l"), margin, theme.space("l"))
        self.form = FieldsForm(theme, fields, answers or Answers(), reader)
        self.again = answers is not None
        self.secret = {field.id for field in fields if field.kind is Kind.PASSPHRASE}
        self.begun = self.form.answers()
        self.form.changed.connect(self._changed)
        inside = QWidget()
        holder = vbox(theme, "m")
        # Room for the frame of a field that has the keyboard, and for the scroll bar.
        holder.setContentsMargins(0, 0, theme.space("m"), 0)
        if heading.lead:
            holder.addWidget(label(heading.lead, "soft"))
        if self.again:
            holder.addWidget(label(BUT_SECRETS if self.secret else HERE_AGAIN, "soft"))
        holder.addWidget(self.form)
        holder.addStretch(1)
        inside.setLayout(holder)
        self.area.hold(inside)
        self.refusal = label("", "fault")
        self.refusal.setVisible(False)
        self.action = button(theme, heading.action, self.finish, role="primary")
        self.label = heading.action
        self.action.setDefault(True)
        buttons = in_row(theme, self.action, button(theme, "Cancel", self.reject))
        for part in (label(heading.title, "title"), self.area, self.refusal):
            box.addWidget(part)
        box.addLayout(self.all_the_same)
        box.addWidget(buttons)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.form.focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Whoever opens a form may choose something in it first.
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        self.begun = self.form.answers()

    def half_typed(self) -> Answers | None:
        """Return what somebody typed or chose here or before a lock, but for passphrases."""
        now, begun = (_without(each, self.secret) for each in (self.form.answers(), self.begun))
        return now if self.again or now != begun else None

    def _changed(self) -> None:
        """Take back what was refused of the answers before; they are others now."""
        self.refusal.setVisible(False)
        clear(self.all_the_same)

    def finish(self) -> None:
        """Hand the answers over, or say what is wrong with them."""
        answers = self.form.answers()
        open_ = [field for field in self.fields if not field.locked]
        faults = {field.id: fault(field, answers, self.calendar) for field in open_}
        if self.form.say_faults({k: v for k, v in faults.items() if v}):
            self.fit()
            return
        self._settle(partial(self.done_with, answers))

    def _settle(self, done: Callable[[], str | Refused | Later[Any]]) -> None:
        """Take one step of what ``done`` does: close, say why not, or wait for the pool."""
        try:
            outcome = done()
        except Trouble as trouble:
            self._say_trouble(trouble)
            return
        if isinstance(outcome, Later):
            self._wait_for(outcome)
            return
        if isinstance(outcome, Refused):
            self._refuse_act(outcome)
        elif outcome:
            self._refuse(outcome)
        else:
            self.accept()

    def _refuse_act(self, refused: Refused) -> None:
        """Say why not, and where this member may, ask for a reason to go on all the same."""
        clear(self.all_the_same)
        if refused.may_go_on and self.go_on is not None:
            asks = AllTheSame(self.theme, refused, self.go_on, self._came_of_it)
            self.all_the_same.addWidget(asks)
        self._refuse(refused.why_not())

    def _came_of_it(self, outcome: Recorded | Refused) -> None:
        if isinstance(outcome, Refused):
            self._refuse_act(outcome)
        else:
            self.accept()

    def _say_trouble(self, trouble: Trouble) -> None:
        """Say it at the field that it is about, else beside the button."""
        self.refusal.setVisible(False)
        if self.form.say_faults({trouble.field: str(trouble)}):
            self.fit()
        else:
            self._refuse(str(trouble))

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(True)
        announce(self.refusal, sentence)
        self.fit()

    def _wait_for(self, later: Later[Any]) -> None:
        self.awaited, self.typing = later, self.focusWidget()
        self.refusal.setVisible(False)
        self.form.setEnabled(False)
        self.action.setEnabled(False)
        self.action.setText(WORKING)
        announce(self.action, WORKING)
        in_pool(self, later.work, partial(self._came, later), partial(self._failed, later))

    def _came(self, later: Later[Any], result: object) -> None:
        if later is self.awaited:
            self._stop_waiting()
            self._settle(partial(later.then, result))

    def _failed(self, later: Later[Any], trouble: Trouble) -> None:
        if later is self.awaited:
            self._stop_waiting()
            self._say_trouble(trouble)

    def _stop_waiting(self) -> None:
        """Open the fields again; what is still awaited has no effect any more."""
        if self.awaited is None:
            return
        self.awaited = None
        self.form.setEnabled(True)
        self.action.setEnabled(True)
        self.action.setText(self.label)
        if self.typing is not None:
            give_keyboard(self.typing)


def _without(answers: Answers, secret: set[str]) -> Answers:
    texts = {name: text for name, text in answers.texts.items() if name not in secret}
    return replace(answers, texts=texts)
