"""The guiding questions: an ordered list that is edited in place (RC-087 to RC-089)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from rjdesk.desk.acts import preparation as preparation_acts
from rjdesk.desk.drafts import read_as
from rjdesk.desk.fields import Option
from rjdesk.desk.views.preparation import PreparationView
from rjdesk.process.preparation.derived import seeks_facts
from rjdesk.process.preparation.events import QuestionsWritten
from rjdesk.process.preparation.state import WITHOUT_SIDES, About, Question
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.checked import Judge, TextCheck, typed_text
from rjdesk.screens.kit.choice import ChoiceBox
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.text import Frame, clear, hbox, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.typed import Draft, GrowingText, SaveRow

NAME = "questions"
DRAFTED: dict[str, type[tuple[Question, ...]]] = {NAME: tuple[Question, ...]}
"""What a draft of the page keeps as JSON, and of which type."""
ONE_ROW_UP_TO = 1.25
GENTLE = (
    "This asks for facts. Perhaps ask what somebody felt, needed or hopes for? You may keep it."
)


class QuestionEditor(Frame):
    """One question: its text, what it asks for, and where it stands.

    ``changed`` tells that somebody typed or chose; ``moved`` carries -1 for up, 1 for down;
    ``removed`` that it is to go.
    """

    changed = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        number: int,
        last: int,
        question: Question,
        judge: Judge,
        abouts: Sequence[Option],
    ) -> None:
        """Make the row of the question at ``number`` of ``last``; it asks for one of ``abouts``."""
        super().__init__(theme, "sunken")
        self.number, self.question = number, question
        self.text = GrowingText(theme, f"Question {number}", question.text, lines=1)
        self.text.setObjectName(f"question-{number}")
        self.text.setPlaceholderText("What would you like to ask?")
        self.check = TextCheck(self.text, lambda: judge(self.question.text))
        self.about = self._make_about(abouts)
        self.hint = label(GENTLE, "small")
        row_box = hbox(theme, "m")
        place = label(f"{number}.", "heading", wrap=False)
        place.ensurePolished()
        place.setMinimumWidth(place.fontMetrics().horizontalAdvance("10."))
        row_box.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        row_box.addWidget(self.text, 1)
        self.box.addLayout(row_box)
        self.box.addWidget(self.check.label)
        self.box.addWidget(self.hint)
        caption = label("It asks for", "small", wrap=False)
        caption.setBuddy(self.about)
        self._add_row(theme, in_row(theme, caption, self.about), self._make_buttons(theme, last))
        self.text.textChanged.connect(self._changed)
        self.about.currentIndexChanged.connect(self._changed)
        self.hint.setVisible(seeks_facts(question))

    def _add_row(self, theme: Theme, left: QWidget, right: QWidget) -> None:
        """Put both side by side, or under each other where the text is large."""
        if theme.scale > ONE_ROW_UP_TO:
            self.add(left, right)
            return
        row_box = hbox(theme, "m")
        row_box.addWidget(left, 1)
        row_box.addWidget(right)
        self.box.addLayout(row_box)

    def _make_about(self, abouts: Sequence[Option]) -> QComboBox:
        made = ChoiceBox()
        made.setAccessibleName(f"What question {self.number} asks for")
        made.setObjectName(f"about-{self.number}")
        for about in abouts:
            made.addItem(about.label, about.value)
        made.setCurrentIndex(made.findData(self.question.about.value))
        return made

    def _make_buttons(self, theme: Theme, last: int) -> QWidget:
        made = []
        for caption, icon, do, open_ in (
            ("Up", "arrow-up", lambda: self.moved.emit(-1), self.number > 1),
            ("Down", "arrow-down", lambda: self.moved.emit(1), self.number < last),
            ("Remove", "trash-2", self.removed.emit, True),
        ):
            pressed = button(theme, caption, do, role="quiet", icon=icon)
            pressed.setAccessibleName(f"{caption}: question {self.number}")
            pressed.setObjectName(f"{caption.lower()}-{self.number}")
            pressed.setEnabled(open_)
            made.append(pressed)
        return in_row(theme, *made)

    def _changed(self) -> None:
        about = About(self.about.currentData())
        self.question = replace(self.question, text=typed_text(self.text), about=about)
        self.check.typed()
        self.hint.setVisible(seeks_facts(self.question))
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the question with Alt+Up and Alt+Down."""
        steps = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in steps:
            self.moved.emit(steps[event.key()])
        else:
            super().keyPressEvent(event)


class QuestionsCard(Frame):
    """The whole list. What is changed is unsaved until it is saved, and kept as a draft."""

    def __init__(self, page: Page, view: PreparationView, draft: Draft) -> None:
        """Make the card, filled from the draft or the record."""
        super().__init__(page.theme)
        self.page, self.draft, self.theme = page, draft, page.theme
        self.recorded = _written(tuple(hbox.question for hbox in view.questions))
        self.judge: Judge = page.services.text_fault
        kept = draft.text(NAME, self.recorded)
        self.questions = list(read_as(DRAFTED[NAME], kept.encode()) or ())
        self.box.setSpacing(page.theme.space("m"))
        first = (
            "They open feelings, "
            if view.kind in WITHOUT_SIDES
            else "The first asks about the harm and who was harmed. The others open feelings, "
        )
        self.add(
            label("Guiding questions", "heading"),
            label(f"{first}needs and requests. Alt and an arrow key move a question.", "soft"),
        )
        self.list = vbox(page.theme, "s")
        self.box.addLayout(self.list)
        self.add(in_row(page.theme, button(page.theme, "Add a question", self.append, icon="plus")))
        self.add(SaveRow(page.theme, draft, (NAME,), self.save, "Save the guiding questions"))
        self._show()

    def _show(self, focus: int = 0) -> None:
        """Make the rows anew, and put the keyboard into the question at ``focus``."""
        clear(self.list)
        self.rows = []
        for number, question in enumerate(self.questions, 1):
            last, abouts = len(self.questions), self.page.services.terms.options(About)
            made = QuestionEditor(self.theme, number, last, question, self.judge, abouts)
            made.changed.connect(partial(self._typed, made))
            made.moved.connect(partial(self.move_question, number))
            made.removed.connect(partial(self.remove, number))
            self.list.addWidget(made)
            self.rows.append(made)
        if not self.rows:
            self.list.addWidget(label("No question is written yet.", "soft"))
        if 0 < focus <= len(self.rows):
            give_keyboard(self.rows[focus - 1].text)

    def _typed(self, made: QuestionEditor) -> None:
        self.questions[made.number - 1] = made.question
        self._put()

    def _put(self) -> None:
        self.draft.put(NAME, _written(tuple(self.questions)), self.recorded)

    def append(self) -> None:
        """Add an empty question at the end; what it asks for is for a person to say (RC-088)."""
        self.questions.append(Question(id=self.page.link.new_id(), text=""))
        self._put()
        self._show(len(self.questions))

    def move_question(self, number: int, step: int) -> None:
        """Move the question at ``number`` up (-1) or down (1)."""
        to = number + step
        if not 1 <= to <= len(self.questions):
            return
        self.questions.insert(to - 1, self.questions.pop(number - 1))
        self._put()
        self._show(to)

    def remove(self, number: int) -> None:
        """Take the question at ``number`` out of the list."""
        del self.questions[number - 1]
        self._put()
        self._show(min(number, len(self.questions)))

    def _event(self) -> QuestionsWritten:
        kept = tuple(
            replace(question, text=question.text.strip())
            for question in self.questions
            if question.text.strip()
        )
        return self.page.link.of(preparation_acts.QUESTIONS, questions=kept)

    def save(self) -> None:
        """Record the list; the notice says what stands in the way, and who may set it aside."""
        if not self._to_mend():
            self.draft.record((NAME,), self._event())

    def _to_mend(self) -> bool:
        """Go to the first question that cannot be recorded as it stands; say whether there is."""
        wrong = [made for made in self.rows if made.check.judge_now()]
        if wrong:
            give_keyboard(wrong[0].text)
        return bool(wrong)


def _written(questions: tuple[Question, ...]) -> str:
    return msgspec.json.encode(questions).decode()
