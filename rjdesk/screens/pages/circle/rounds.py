"""The panels of the rounds: the cards to say, and what each round makes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from rjdesk.desk.acts import circle as circle_acts
from rjdesk.desk.acts import preparation as preparation_acts
from rjdesk.desk.guide import Guide
from rjdesk.desk.views.circle import CardView
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.preparation.derived import seeks_facts
from rjdesk.process.preparation.state import About, Question
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.choice import ChoiceBox
from rjdesk.screens.kit.flow import flowing
from rjdesk.screens.kit.text import Frame, hbox, label, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.typed import TypedLine
from rjdesk.screens.pages.circle.acts import CircleActs

WRITE = "write_here"
"""The property of the widget that W goes to: where the round's words are typed."""
BESIDE = "beside_what_is_written"
"""The property of a control that leads to where the words of the round are typed, or from it."""


TYPED = {"guideline", "value", "question", "closing"}


def own(name: str, person: PersonId) -> str:
    """Return the name of a field whose words are one person's, and never the next one's."""
    return f"{name}-{person}"


class Panel(QWidget):
    """A part of the page, built anew from the view whenever something changed."""

    def __init__(self, theme: Theme, acts: CircleActs, guide: Guide) -> None:
        """Build it."""
        super().__init__()
        self.theme, self.acts, self.guide = theme, acts, guide
        self.view, self.today = guide.view, guide.today
        self.box = vbox(theme, "s")
        self.setLayout(self.box)
        self.build()
        self.box.addStretch(1)

    def build(self) -> None:
        """Fill the box."""

    def add(self, *widgets: QWidget) -> None:
        """Add widgets from top to bottom."""
        for widget in widgets:
            self.box.addWidget(widget)

    def heading(self, text: str) -> None:
        """Begin a part."""
        self.add(label(text, "heading"))

    def line(self, name: str, said: str, done: Callable[[], object]) -> TypedLine:
        """Return a labelled line whose Enter does something; add it."""
        line = TypedLine(self.acts.draft, name, "", said)
        line.setProperty(WRITE, name.partition("-")[0] in TYPED)
        line.returnPressed.connect(done)
        caption = label(said, "small")
        caption.setBuddy(line)
        self.add(caption, line, line.says)
        return line

    def with_button(self, line: TypedLine, made: QPushButton) -> None:
        """Put a button behind a line that was added last."""
        self.box.removeWidget(line)
        row_box = hbox(self.theme, "s")
        row_box.addWidget(line, 1)
        row_box.addWidget(made)
        # Above what is said of the line.
        self.box.insertLayout(self.box.indexOf(line.says), row_box)

    def button(
        self, label: str, do: Callable[[], object], name: str, *, role: str = "", icon: str = ""
    ) -> QPushButton:
        """Return a button with an object name, so that the keyboard finds it again."""
        made = button(self.theme, label.replace("&", "&&"), do, role=role, icon=icon)
        made.setObjectName(name)
        return made


class SayPanel(Panel):
    """The cards to say in this round; the first that was not said is open."""

    def build(self) -> None:
        """Show every card, and the words of the open one."""
        cards = self.view.cards
        unsaid = next((card.id for card in cards if not card.said), "")
        opened = self.acts.open_card or unsaid
        self.heading("Say this now" if unsaid else "All of it was said")
        for card in cards:
            if card.id == opened:
                self.add(self._open(card))
        if strange := self.acts.draft.strange_card(self.theme):
            self.add(strange)
        self.box.setSpacing(self.theme.space("xs"))
        for card in sorted(cards, key=lambda known: known.said):
            if card.id != opened:
                self.add(self._closed(card))

    def _closed(self, card: CardView) -> QWidget:
        state = "said" if card.said else "to say" if card.needed else "to say if it helps"
        icon = "circle-check" if card.said else "circle"
        show = partial(self._show, card.id)
        label = f"{card.title}  ·  {state}"
        made = self.button(label, show, f"card-{card.id}", role="line", icon=icon)
        made.setAccessibleName(f"{card.title}, {state}. Show the words")
        return made

    def _open(self, card: CardView) -> QWidget:
        frame = Frame(self.theme, "say-card")
        frame.add(label(card.title, "strong"), label(card.say, "say"))
        for number, line in enumerate(card.lines, 1):
            text = f"{number}.  {line}" if len(card.lines) > 1 else line
            frame.add(label(text, "say"))
        if card.said:
            frame.add(label("✓ Said", "soft"))
        else:
            tick = self.button("I have said this  (S)", partial(self.acts.say, card.id),
                               f"say-{card.id}", icon="check")  # fmt: skip
            tick.setAccessibleName(f"I have said this: {card.title}")
            frame.add(tick)
        return frame

    def _show(self, card: str) -> None:
        self.acts.open_card = card
        self.acts.repaint.emit()


class GuidelinesPanel(Panel):
    """Round 1: the guidelines as they are offered, and the tick that all agree."""

    def build(self) -> None:
        """Show the list, the line, and the tick."""
        view = self.view
        self.heading("Guidelines of this circle")
        for number, guideline in enumerate(view.guidelines, 1):
            self.add(label(f"{number}.  {guideline}"))
        if not view.guidelines:
            self.add(label("What each person needs, in their own words.", "soft"))
        holder = self.guide.holder
        what = circle_acts.GUIDELINE.field("text").label
        whose = f"{what} from {holder.called}" if holder else what
        line = self.line("guideline", f"{whose}  (W to write, Esc back to the keys)", self._offer)
        line.setAccessibleName(whose)
        self.with_button(line, self.button("Add", self._offer, "add-guideline", icon="plus"))
        if view.guidelines_agreed:
            self.add(label("✓ All agree to the guidelines", "chip-on"))
            return
        agree = self.button("All agree", self._agree, "all-agree", icon="users")
        agree.setAccessibleName("All agree to the guidelines")
        agree.setEnabled(view.may_agree_guidelines.allowed)
        self.add(agree)

    def _offer(self) -> None:
        text = self.acts.draft.text("guideline", "").strip()
        if text:
            self.acts.do(circle_acts.GUIDELINE.of(self.today, text=text), typed=("guideline",))

    def _agree(self) -> None:
        self.acts.do(circle_acts.GUIDELINES_AGREED.of(self.today))


class ValuesPanel(Panel):
    """Round 2: a value from whoever has the talking piece."""

    def build(self) -> None:
        """Show the values, and the line for the next one."""
        self.heading("Values of this circle")
        for called, value in self.view.values:
            row_box = flowing(self.theme.space("s"), label(value, "strong", wrap=False),
                             label(called, "soft", wrap=False))  # fmt: skip
            self.add(row_box)
        holder = self.guide.holder
        if holder is None:
            self.add(label(self._nobody(), "soft"))
            return
        caption = f"{circle_acts.VALUE.field('value').label} from {holder.called}"
        name = own("value", holder.person)
        line = self.line(name, f"{caption}  (W to write, Enter to pass the piece on)", self._name)
        line.setAccessibleName(caption)

    def _nobody(self) -> str:
        if all(seat.outcome for seat in self.view.seats):
            return "Everybody has named a value, or passed."
        return "Give somebody the talking piece first."

    def _name(self) -> None:
        holder = self.guide.holder
        name = own("value", holder.person) if holder else ""
        if value := self.acts.draft.text(name, "").strip():
            self.acts.name_value(value, name)


class QuestionsPanel(Panel):
    """Round 3: the question under way, those to come, and one that nobody wrote beforehand."""

    def build(self) -> None:
        """Show what is asked now and what may be asked next."""
        view = self.view
        if view.question is not None:
            self.heading("The question now")
            self.add(Frame(self.theme, "card").add(label(view.question.text, "say")))
        self.heading("Still to ask")
        for question in view.unasked:
            frame = Frame(self.theme, "sunken")
            ask = self.button("Ask this", partial(self._ask, question), f"ask-{question.id}")
            ask.setAccessibleName(f"Ask: {question.text}")
            self.add(frame.add(label(question.text), ask))
        if not view.unasked:
            self.add(label("Every question has been asked.", "soft"))
        line = self.line(
            "question",
            "A question that is needed now  (W to write, Esc back to the keys)",
            self._add,
        )
        line.setAccessibleName("A question that is needed now")
        self.about = ChoiceBox()
        self.about.setObjectName("question-about")
        self.about.setAccessibleName("What the question asks for")
        for about in (About.UNTAGGED, About.FEELINGS, About.NEEDS, About.REQUESTS, About.HARM):
            self.about.addItem(self.acts.services.terms.of(about), about.value)
        add = self.button("Add question", self._add, "add-question", icon="plus")
        asks = label("It asks for", "small", wrap=False)
        asks.setBuddy(self.about)
        self.nudge = label("", "small")
        self.add(flowing(self.theme.space("s"), asks, self.about, add), self.nudge)
        line.textChanged.connect(self._nudge)
        self._nudge(line.text())

    def _question(self, text: str, id_: str) -> Question:
        about = About(self.about.currentData())
        return Question(id=id_, text=text.strip(), about=about)

    def _nudge(self, text: str) -> None:
        facts = seeks_facts(self._question(text, "typed"))
        self.nudge.setText(
            "This sounds like a question for facts. You may keep it, or ask what somebody "
            "felt, needed or hopes for."
            if facts
            else "Good questions ask for feelings, needs and requests."
        )

    def _ask(self, question: Question) -> None:
        self.acts.do(circle_acts.QUESTION.of(self.today, question=question.id))

    def _add(self) -> None:
        text = self.acts.draft.text("question", "")
        if text.strip():
            question = self._question(text, self.acts.link.new_id())
            self.acts.do(
                circle_acts.QUESTION_ADDED.of(self.today, question=question), typed=("question",)
            )


class TalkPanel(Panel):
    """A round in which everybody speaks or passes, such as that of what could help (RP-04)."""

    def build(self) -> None:
        """Say what this round is for; nothing of what is said is kept."""
        self.heading(self.view.rounds[self.view.round - 1])
        self.add(label("Everybody speaks, or passes. Nothing of what is said is kept.", "soft"))


class ClosingPanel(Panel):
    """Round 5: the closing question."""

    def build(self) -> None:
        """Show the question, or a line for one."""
        self.heading("The closing question")
        if self.view.closing_question:
            card = Frame(self.theme, "card")
            self.add(card.add(label(self.view.closing_question, "say")))
        else:
            said = preparation_acts.CLOSING_QUESTION.field("text").label
            line = self.line("closing", f"{said}  (W to write)", self._write)
            line.setAccessibleName(said)
        left = [seat.called for seat in self.view.seats if seat.outcome is None]
        if left:
            self.add(label(f"Still to hear: {', '.join(left)}. Anybody may pass.", "soft"))
        else:
            self.add(label("Everybody had the last word, or passed.", "soft"))

    def _write(self) -> None:
        text = self.acts.draft.text("closing", "").strip()
        if text:
            self.acts.do(
                preparation_acts.CLOSING_QUESTION.of(self.today, text=text), typed=("closing",)
            )
