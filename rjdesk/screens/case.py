"""The case page: the path, what comes next, the readiness board, people and the journal."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from rjdesk.desk.summary import Stage
from rjdesk.desk.views.case_page import AskCasePage, CasePage, JournalLine, ReadinessRow
from rjdesk.process.event import RecordedByMistake
from rjdesk.process.people import Answer
from rjdesk.screens.page import Place, ScrolledPage
from rjdesk.screens.parts.buttons import button, in_words
from rjdesk.screens.parts.path import StagePath
from rjdesk.screens.parts.text import Frame, in_row, words

NEXT = {
    Stage.INTAKE: ("Continue the intake", "intake"),
    Stage.PRE_MEETINGS: ("Continue the pre-meetings", "pre-meetings"),
    Stage.PREPARATION: ("Prepare the circle", "preparation"),
    Stage.CIRCLE: ("Go to the circle", "circle"),
    Stage.AGREEMENT: ("Signatures and copies", "agreement"),
    Stage.FOLLOW_UP: ("Follow up", "follow-up"),
    Stage.CLOSED: ("See the records", "follow-up"),
}
PLACES = (
    ("Intake", "intake"),
    ("Pre-meetings", "pre-meetings"),
    ("Preparation", "preparation"),
    ("Agreement", "agreement"),
    ("Follow-up", "follow-up"),
    ("Papers", "papers"),
)
ANSWERS = {Answer.YES: "yes", Answer.NO: "no", Answer.UNSURE: "not sure", None: "open"}
JOURNAL_SHOWN = 12


class CaseScreen(ScrolledPage):
    """One case at a glance."""

    def paint(self) -> None:
        """Show the case as it stands."""
        view = self.link.ask(AskCasePage(self.case))
        look = self.look
        who = ", ".join(view.facilitators) or "not assigned yet"
        self.heading(f"Case {view.code}", f"{view.process} · Facilitators: {who}")
        self.box.addWidget(StagePath(look, view.path))
        label, screen = NEXT[view.stage]
        go_on = button(
            look, label, partial(self._show, screen), role="primary", icon="arrow-right"
        )
        self.box.addWidget(in_row(look, go_on))
        places = [
            button(look, name, partial(self._show, place), role="tab") for name, place in PLACES
        ]
        self.box.addWidget(in_row(look, *places))
        self.box.addWidget(self._readiness(view))
        if view.stage in {Stage.INTAKE, Stage.PRE_MEETINGS, Stage.PREPARATION}:
            self.box.addWidget(self._missing(view))
        if view.overrides:
            aside = Frame(look, "warm")
            aside.add(words("Rules that were set aside", "heading"))
            for line in view.overrides:
                aside.add(words(line))
            self.box.addWidget(aside)
        self.box.addWidget(self._journal(view))

    def _show(self, screen: str) -> None:
        self.go.emit(Place(screen, self.case))

    def _readiness(self, view: CasePage) -> Frame:
        card = Frame(self.look)
        card.add(words("Readiness", "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.look.space("l"))
        grid.setVerticalSpacing(self.look.space("s"))
        titles = ("", "Met", "Willing", "Reporter?", "Agreement to Dialogue", "Support", "Questions")
        for place, title in enumerate(titles):
            grid.addWidget(words(title, "small"), 0, place)
        for number, person in enumerate(view.readiness, 1):
            for place, widget in enumerate(self._readiness_cells(person)):
                grid.addWidget(widget, number, place)
        grid.setColumnStretch(0, 1)
        card.box.addLayout(grid)
        return card

    def _readiness_cells(self, person: ReadinessRow) -> tuple[QWidget, ...]:
        name = QWidget()
        box = QGridLayout(name)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(words(person.name, "strong"), 0, 0)
        box.addWidget(words(person.parts, "small"), 1, 0)
        signed = f"signed {person.signed}" if person.signed else "open"
        return (
            name,
            _chip("met" if person.met else "open", on=person.met),
            _chip(ANSWERS[person.willing], on=person.willing is Answer.YES),
            _chip(person.reporter or "open", on=bool(person.reporter)),
            _chip(signed, on=person.signed is not None),
            _chip(person.support or "–", on=person.support not in {"", "open"}),
            _chip("given" if person.questions_given else "open", on=person.questions_given),
        )

    def _missing(self, view: CasePage) -> Frame:
        card = Frame(self.look)
        card.add(words("Before everybody can meet", "heading"))
        if view.to_schedule.allowed:
            card.add(words("Nothing is missing. A time can be set under Preparation.", "soft"))
        for ruling in view.to_schedule.missing:
            for missing in ruling.missing:
                card.add(words(f"· {in_words(missing)}"))
        asked = [ruling.rule for ruling in view.to_schedule.missing]
        if asked:
            whys = [
                button(self.look, f"Why? {rule}", partial(self.why.emit, rule), role="quiet",
                       icon="circle-help")
                for rule in list(dict.fromkeys(asked))[:4]
            ]  # fmt: skip
            card.add(in_row(self.look, *whys))
        return card

    def _journal(self, view: CasePage) -> Frame:
        card = Frame(self.look)
        card.add(words("Journal", "heading"))
        for line in view.journal[:JOURNAL_SHOWN]:
            card.add(self._journal_line(line))
        left = len(view.journal) - JOURNAL_SHOWN
        if left > 0:
            card.add(words(f"and {left} earlier entries", "soft"))
        return card

    def _journal_line(self, line: JournalLine) -> QWidget:
        parts: list[QWidget] = [
            words(line.on.isoformat(), "small", wrap=False),
            words(line.what, wrap=False),
            words(line.by, "small", wrap=False),
        ]
        if line.undoable:
            undo = button(
                self.look, "Take back", partial(self._undo, line), role="quiet", icon="undo-2"
            )
            parts.append(undo)
        return in_row(self.look, *parts)

    def _undo(self, line: JournalLine) -> None:
        today = self.link.desk.today
        self.link.do(self.case, RecordedByMistake(on=today, replaces=line.entry))


def _chip(text: str, *, on: bool) -> QWidget:
    """Return a small mark: its words say the state, its look only supports them."""
    mark = "✓ " if on else ""
    return words(f"{mark}{text}", "chip-on" if on else "chip", wrap=False)
