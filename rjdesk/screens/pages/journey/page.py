"""A journey on the screen: steps at the side, one step's fields, back and on. A draft is kept."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rjdesk.desk.journeys.journey import AskPath, Journey, Step
from rjdesk.desk.ports import Trouble
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.drafts import StrangeDraft, keep_strange, take_up
from rjdesk.screens.kit.form import FieldsForm
from rjdesk.screens.kit.keyboard import give_keyboard, in_sight
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Page, Route, scroll_area
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import clear, escape_mnemonic, in_row, label

SAVED_AFTER_MS = 1500
SIDE = 230
WIDEST = 820
NARROWEST = 480


class JourneyPage(Page):
    """Walks a journey. Every step is saved as a sealed draft; going back loses nothing."""

    def __init__(
        self,
        services: Services,
        link: Link,
        route: Route,
        journey: Journey,
        *,
        after: Route,
        later: Route,
    ) -> None:
        """Begin the journey, or go on where its draft was left."""
        super().__init__(services, link, route)
        self.journey, self.after, self.later = journey, after, later
        self.answers = take_up(link, journey.draft)
        self.finished = self.typed = False
        self.form: FieldsForm | None = None
        self.saver = QTimer(self)
        self.saver.setSingleShot(True)
        self.saver.setInterval(SAVED_AFTER_MS)
        self.saver.timeout.connect(self.save)
        row_box = QHBoxLayout(self)
        row_box.setContentsMargins(0, 0, 0, 0)
        row_box.setSpacing(0)
        self.side, self.path_box = self._make_side()
        row_box.addWidget(self.side)
        content = QWidget()
        content.setMaximumWidth(round(WIDEST * self.theme.scale))
        self.box = QVBoxLayout(content)
        margin = self.theme.space("xl")
        self.box.setContentsMargins(margin, self.theme.space("l"), margin, margin)
        self.box.setSpacing(self.theme.space("m"))
        self.area = scroll_area(content)
        row_box.addWidget(self.area, 1)
        self.place_says = label("", "soft")
        self.saved = label("", "small")
        steps = self.path()
        open_steps = [step.id for step in steps if not step.done]
        self.step_id = self.answers.step or next(iter(open_steps), steps[0].id)

    def _make_side(self) -> tuple[QWidget, QVBoxLayout]:
        side = QWidget()
        side.setFixedWidth(round(SIDE * (1 + (self.theme.scale - 1) * 0.6)))
        box = QVBoxLayout(side)
        margin = self.theme.space("xl")
        box.setContentsMargins(margin, margin, 0, margin)
        box.setSpacing(self.theme.space("s"))
        return side, box

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where the steps would leave too little room, one line says where one is.
        room = self.width() - self.side.width()
        self.side.setVisible(room >= NARROWEST * self.theme.scale)
        self.place_says.setVisible(self.side.isHidden())

    def path(self) -> tuple[Step, ...]:
        """Return the steps as things stand."""
        return self.link.ask(AskPath(self.journey, self.answers))

    def step(self) -> Step:
        """Return the step that is shown."""
        steps = self.path()
        return next((step for step in steps if step.id == self.step_id), steps[0])

    def refresh(self) -> None:
        """Paint the step anew; what was typed stays, and so does the keyboard."""
        self._read()
        if self.finished:
            return
        with self.keeping_the_keyboard():
            self._paint()

    def begin(self) -> None:
        """Put the keyboard into the first field, or on what goes on."""
        open_rows = [row for row in self.form.rows if row.input.isEnabled()] if self.form else []
        if self.form is not None and open_rows:
            self.form.focus_first()
        else:
            give_keyboard(self.on_button)
        QTimer.singleShot(0, self.area, self._to_its_beginning)

    def _to_its_beginning(self) -> None:
        """Show a step from its beginning: what is to be said aloud stands above its tick.

        A tick out of sight is not one key away; the keys scroll there first, and Tab goes on.
        """
        self.area.verticalScrollBar().setValue(0)
        here: QWidget | None = self.window().focusWidget()
        if here is not None and self.area.isAncestorOf(here) and not in_sight(here):
            self.area.setAccessibleName(self.step().title)
            give_keyboard(self.area)

    def _paint(self) -> None:
        steps, here = self.path(), self.step()
        clear(self.path_box)
        self.path_box.addWidget(label(self.journey.title, "heading"))
        for number, step in enumerate(steps, 1):
            is_past = number <= [step.id for step in steps].index(here.id)
            self.path_box.addWidget(self._path_line(number, step, here, is_past=is_past))
        self.path_box.addStretch(1)
        clear(self.box)
        number = [step.id for step in steps].index(here.id) + 1
        self.place_says = label(f"{self.journey.title}, step {number} of {len(steps)}", "soft")
        self.place_says.setVisible(self.side.isHidden())
        self.box.addWidget(self.place_says)
        self.box.addWidget(label(here.title, "title"))
        if here.lead:
            self.box.addWidget(label(here.lead, "lead"))
        for paper in here.papers:
            to_it = partial(self.go.emit, Route("papers", self.journey.case, paper.value))
            see = button(self.theme, escape_mnemonic(paper.label), to_it, icon="printer")
            self.box.addWidget(in_row(self.theme, see))
        if self.answers.strange:
            self.box.addWidget(StrangeDraft(self.theme, self.answers.strange, self.drop_strange))
        self.form = FieldsForm(self.theme, here.fields, self.answers, self.services.reader)
        self.form.changed.connect(self._typed)
        self.form.entered.connect(self.go_on)
        self.box.addWidget(self.form)
        if here.done:
            self.box.addWidget(label("This step is recorded.", "soft"))
        self._paint_buttons(steps, here)
        self.saved = label("", "small")
        self.box.addWidget(self.saved)
        self.box.addStretch(1)

    def _path_line(self, number: int, step: Step, here: Step, *, is_past: bool) -> QLabel:
        mark = "✓" if step.done else str(number)
        line = label(f"{mark}   {step.title}", "strong" if step.id == here.id else "soft")
        later = "answered" if is_past else "to come"
        state = "done" if step.done else ("here" if step.id == here.id else later)
        line.setAccessibleName(f"Step {number}, {step.title}, {state}")
        return line

    def _paint_buttons(self, steps: tuple[Step, ...], here: Step) -> None:
        last = here.id == steps[-1].id
        self.on_button = button(
            self.theme, "Finish" if last else "Go on", self.go_on, role="primary"
        )
        self.back_button = button(self.theme, "Back", self.go_back, icon="arrow-left")
        self.back_button.setEnabled(here.id != steps[0].id)
        self.later_button = button(
            self.theme, "Go on later", lambda: self.go.emit(self.later), role="quiet"
        )
        self.box.addWidget(in_row(self.theme, self.on_button, self.back_button, self.later_button))

    def _typed(self) -> None:
        self.typed = True
        self._read()
        self.saver.start()
        if self.form is not None and self._fields_moved():
            self.refresh()

    def _fields_moved(self) -> bool:
        """Whether an answer opened or closed another field."""
        shown = [row.field for row in self.form.rows] if self.form else []
        now = list(self.step().fields)
        return [(f.id, f.locked) for f in shown] != [(f.id, f.locked) for f in now]

    def _read(self) -> None:
        if self.form is not None:
            self.answers = replace(self.form.answers(), step=self.step_id)

    def save(self) -> None:
        """Keep the answers as a sealed draft."""
        if self.finished:
            return
        try:
            self.link.save_draft(self.journey.draft, self.answers.written())
        except Trouble as trouble:
            self.link.trouble.emit(str(trouble))
            return
        self.saved.setText(f"Kept as a sealed draft at {self.services.clock():%H:%M}.")

    def leave(self) -> None:
        """Keep the answers before the page goes; where nobody typed, there is no draft."""
        self._read()
        self.saver.stop()
        if self.typed:
            self.save()

    def go_back(self) -> None:
        """Go to the step before; nothing is lost."""
        ids = [step.id for step in self.path()]
        self._show(ids[max(ids.index(self.step_id) - 1, 0)])

    def go_on(self) -> None:
        """Record what the step records, and go to the next one."""
        self._read()
        steps, here = self.path(), self.step()
        if self.form is None or self.form.say_faults(here.faults(self.answers, self.calendar)):
            return
        events = () if here.done else here.records(self.answers)
        last = here.id == steps[-1].id
        dropped = self.journey.draft if last and not self.answers.strange else None
        self.finished = last
        if events and not self.link.do(self.journey.case, *events, drop_draft=dropped):
            self.finished = False
            return
        if last:
            self.saver.stop()
            keep_strange(self.link, self.journey.draft, self.answers.strange)
            self.go.emit(self.after)
            return
        ids = [step.id for step in self.path()]
        self._show(ids[ids.index(here.id) + 1])

    def drop_strange(self) -> None:
        """Let go of what another version wrote; what was typed here stays."""
        self._read()
        self.answers = replace(self.answers, strange=())
        if self.typed:
            self.save()
        else:
            keep_strange(self.link, self.journey.draft, ())
        self.form = None
        self.refresh()

    def _show(self, step: str) -> None:
        self._read()
        self.step_id = step
        self.form = None
        self.answers = replace(self.answers, step=step)
        self.save()
        self.refresh()
        self.begin()
