"""Before and after a circle: the PIN of the session, who sits where, and the quiet end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from rjdesk.desk.acts import circle as circle_acts
from rjdesk.desk.calendar import Calendar
from rjdesk.desk.fields import Answers, Option, fault
from rjdesk.desk.views.preparation import AskPreparation
from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.circle.state import Order
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.drafts import StrangeDraft
from rjdesk.screens.kit.flow import flowing
from rjdesk.screens.kit.form import FieldsForm
from rjdesk.screens.kit.text import Frame, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.typed import Draft
from rjdesk.screens.pages.circle.acts import CircleActs
from rjdesk.screens.pages.circle.agreement import OWNER
from rjdesk.screens.pages.circle.cover import choose_pin, pin_line

WIDEST = 760


def scrolling(theme: Theme, panel: QWidget) -> QScrollArea:
    """Return a panel that scrolls where there is no room for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    panel.setMaximumWidth(round(WIDEST * theme.scale))
    holder = QWidget()
    box = vbox(theme, "m")
    box.addWidget(panel)
    if isinstance(panel, PinPanel):
        box.addStretch(1)
    holder.setLayout(box)
    area.setWidget(holder)
    return area


class PinPanel(Frame):
    """Asks for the PIN that uncovers the screen in this session; ``chosen`` when it is kept."""

    chosen = Signal()

    def __init__(self, theme: Theme, acts: CircleActs) -> None:
        """Ask."""
        super().__init__(theme, "card")
        self.acts = acts
        self.line = pin_line("PIN for this session")
        self.line.setMaximumWidth(theme.space("xxl") * 4)
        self.line.returnPressed.connect(self._keep)
        self.fault = label("", "fault")
        self.add(
            label("First, a short PIN", "heading"),
            label(
                "Escape pressed twice hides this screen at once, and so do ten minutes without "
                "a key. The PIN brings it back. It is forgotten when the program locks."
            ),
            in_row(theme, self.line, button(theme, "Keep it", self._keep, role="primary")),
            self.fault,
        )

    def _keep(self) -> None:
        if choose_pin(self.acts.link, self.line.text()):
            self.chosen.emit()
        else:
            self.fault.setText("Four digits or more, please.")
            self.line.selectAll()


class StartPanel(QWidget):
    """Who is here, in the order of their seats, and which way the talking piece goes.

    ``why`` carries the id of a rule that a person asks about.
    """

    why = Signal(str)

    def __init__(self, theme: Theme, acts: CircleActs) -> None:
        """Ask it, filled from what was prepared."""
        super().__init__()
        self.acts, act = acts, circle_acts.STARTED
        roster = acts.link.ask(AskPreparation(acts.case)).roster
        known: dict[str, dict[str, object]] = {
            "present": {
                "options": tuple(Option(seat.person, seat.called) for seat in roster),
                "initial": " ".join(seat.person for seat in roster if seat.on_roster),
            },
            "order": {"initial": Order.CLOCKWISE.value},
        }
        self.fields = act.asked(acts.services.terms, acts.link.today, known)
        self.form = FieldsForm(theme, self.fields, Answers(), acts.services.reader)
        self.start = ActButton(acts.services, act.action, self._begin, role="primary")
        self.start.button.setObjectName("begin")
        self.start.why.connect(self.why)
        box = vbox(theme, "m")
        self.setLayout(box)
        asked = Frame(theme, "card").add(self.form)
        for part in (label(act.title, "title"), label(act.lead, "lead"), asked, self.start):
            box.addWidget(part)
        box.addStretch(1)
        self.form.changed.connect(self._judge)
        self._judge()

    def _faults(self, answers: Answers) -> dict[str, str]:
        said = {field.id: fault(field, answers, self.acts.calendar) for field in self.fields}
        return {name: sentence for name, sentence in said.items() if sentence}

    def _event(self, answers: Answers) -> CircleStarted:
        return circle_acts.STARTED.answered(self.acts.link.today, answers)

    def _judge(self) -> None:
        """Say what stands in the way for those who are here."""
        answers = self.form.answers()
        if not self._faults(answers):
            self.start.show_verdict(self.acts.link.may(self.acts.case, self._event(answers)))

    def _begin(self) -> None:
        answers = self.form.answers()
        if not self.form.say_faults(self._faults(answers)):
            self.acts.do(self._event(answers))


TYPED = "Something was typed and not recorded"
TYPED_SAYS = (
    "The circle ended before it was recorded. Copy what you need: the agreement has a place for "
    "it. It is kept, sealed, until you drop it, and stands in the fields of another circle."
)


def left_typed(theme: Theme, draft: Draft, calendar: Calendar) -> QWidget | None:
    """Return the card of what was typed in a circle that has ended, or None.

    Who was chosen for an action says nothing without it.
    """
    left = [
        _as_written(text, calendar)
        for name, text in draft.texts.items()
        if name != OWNER and text.strip()
    ]
    return StrangeDraft(theme, left, draft.drop, (TYPED, TYPED_SAYS)) if left else None


def _as_written(text: str, calendar: Calendar) -> str:
    """Return a text as a person wrote it; a day that was understood is kept as 2026-10-26."""
    try:
        return calendar.style.write_day(date.fromisoformat(text))
    except ValueError:
        return text


class EndedPanel(QWidget):
    """The circle has ended; one thing to do next. ``go`` takes the name of a screen."""

    def __init__(
        self,
        theme: Theme,
        go: Callable[[str], object],
        again: Callable[[], object],
        undo: Callable[[], object] | None,
        left: Sequence[QWidget],
    ) -> None:
        """Close quietly."""
        super().__init__()
        box = vbox(theme, "m")
        self.setLayout(box)
        box.addStretch(1)
        box.addWidget(label("The circle has ended", "title"))
        box.addWidget(label(
            "Thank you for holding it. Everything that was recorded is kept. Take a breath "
            "before you go on.", "lead",
        ))  # fmt: skip
        next_ = button(
            theme, "To the agreement", partial(go, "agreement"), role="primary", icon="handshake"
        )
        next_.setObjectName("to-agreement")
        box.addWidget(next_)
        for typed in left:
            box.addWidget(typed)
        staying = "Who stays, and what else is possible"
        more = [
            button(theme, "Sit down for another circle", again, role="quiet"),
            button(theme, staying, partial(go, "interruption"), role="quiet"),
        ]
        if undo is not None:
            back = button(theme, "It has not ended: take that back", undo, role="quiet")
            back.setObjectName("undo")
            more.append(back)
        box.addWidget(flowing(theme.space("s"), *more))
        box.addStretch(2)
