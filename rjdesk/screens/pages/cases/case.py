"""The case page: the path, what comes next, the readiness board, people and the journal."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import page_for
from rjdesk.desk.acts.corrections import ALL_THE_SAME
from rjdesk.desk.acts.intake import HANDED_ON
from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.desk.stages import Stage
from rjdesk.desk.views.case_page import AskCasePage, CasePage, JournalLine, Lacking
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import Event
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.board import Board
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.correcting import ask_correction
from rjdesk.screens.kit.journal import JournalList
from rjdesk.screens.kit.page import Route, ScrolledPage, Where
from rjdesk.screens.kit.path import StagePath
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.rows import row_of, small_button
from rjdesk.screens.kit.text import Frame, escape_mnemonic, in_row, label
from rjdesk.screens.kit.why import WhyButton

NEXT = {
    Stage.INTAKE: ("Continue the intake", "intake"),
    Stage.PRE_MEETINGS: ("Continue the pre-meetings", "pre-meetings"),
    Stage.PREPARATION: ("Prepare the circle", "preparation"),
    Stage.MESSAGES: ("Carry the messages", "preparation"),
    Stage.CIRCLE: ("Go to the circle", "circle"),
    Stage.AGREEMENT: ("Signatures and copies", "agreement"),
    Stage.FOLLOW_UP: ("Follow up", "follow-up"),
    Stage.CLOSED: ("See the records", "follow-up"),
}
JOURNAL_SHOWN = 12
WHILE_ONE_READS_MS = 1_500


def _next(view: CasePage) -> tuple[str, str]:
    """Return what comes next, and on which screen."""
    if view.stage is Stage.INTAKE and view.intake_done:
        if not view.primary:
            return NEXT[Stage.PREPARATION]
        mine = view.i_facilitate
        return "Begin the pre-meetings" if mine else "See the pre-meetings", "pre-meetings"
    caption, screen = NEXT[view.stage]
    to_carry = view.stage is Stage.PREPARATION and view.by_messages
    return "Carry the messages" if to_carry else caption, screen


class CaseScreen(ScrolledPage):
    """One case at a glance."""

    whole_journal = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The papers are one step away, and the first of a session needs a lot to be read: while
        # the page is, since two threads of Python hold each other up.
        QTimer.singleShot(WHILE_ONE_READS_MS, self, self._prepare_papers)

    def _prepare_papers(self) -> None:
        # What goes wrong is said when a paper is asked for.
        in_pool(self, self.services.press.prepare, lambda _done: None, lambda _failure: None)

    def paint(self) -> None:
        """Show the case as it stands."""
        view = self.link.ask(AskCasePage(self.case))
        theme = self.theme
        who = ", ".join(view.facilitators) or "not assigned yet"
        self.box.addWidget(label(f"Case {view.code}", "title"))
        self.box.addWidget(label(f"{view.process} · Facilitators: {who}", "lead"))
        for made in self._paths(view):
            self.box.addWidget(made)
        caption, screen = _next(view)
        go_on = button(
            theme, caption, partial(self._show, screen), role="primary", icon="arrow-right"
        )
        self.box.addWidget(in_row(theme, go_on))
        for made in self._warnings(view):
            self.box.addWidget(made)
        terms = self.services.terms
        places = [
            button(theme, terms.of_page(name), partial(self._show, name), role="tab")
            for name, entry in self.pages.items()
            if entry.where is Where.CASE
        ]
        self.box.addWidget(in_row(theme, *places))
        self.box.addWidget(
            Frame(theme).add(
                label("Readiness", "heading"), Board(theme, view.readiness), self._people(view)
            )
        )
        if view.sexual_harm:
            go_there = partial(self._show, "sexual-harm")
            see = button(theme, "How this case stands…", go_there, role="quiet", icon="shield")
            what = label("This case is about sexual harm", "heading")
            self.box.addWidget(Frame(theme, "warm").add(what, in_row(theme, see)))
        if view.contradictions:
            self.box.addWidget(self._contradictions(view))
        before = view.stage in {Stage.INTAKE, Stage.PRE_MEETINGS, Stage.PREPARATION}
        if before and not view.by_messages:
            self.box.addWidget(self._missing(view))
        if view.overrides:
            aside = Frame(theme, "warm")
            aside.add(label("Rules that were set aside", "heading"))
            for line in view.overrides:
                aside.add(label(line))
            self.box.addWidget(aside)
        if view.may_set_aside:
            self.box.addWidget(self._set_aside(view))
        if view.i_facilitate:
            talk = button(theme, terms.of_page("brief"), partial(self._show, "brief"), role="quiet")
            self.box.addWidget(in_row(theme, talk))
        self.box.addWidget(self._journal(view))

    def _paths(self, view: CasePage) -> list[QWidget]:
        """Return the path; that of each process, with what leads there, where there are several."""
        if not view.paths:
            return [StagePath(self.theme, view.path)]
        made: list[QWidget] = []
        for path in view.paths:
            card = Frame(self.theme, "say-card" if path.here else "card")
            said = [label(path.name, "strong")]
            if path.ended is not None:
                said.append(label(f"Ended on {long_date(path.ended)}", "soft"))
            to_it = partial(self.go.emit, Route("case", self.case, process=path.process))
            name = f"Show this process: {path.name}"
            go = () if path.here else (small_button(self.theme, "Show", name, to_it),)
            card.add(row_of(self.theme, *said, buttons=go), StagePath(self.theme, path.steps))
            made.append(card)
        return made

    def _lacking(self, lacking: Lacking) -> Frame:
        """Return who has no key to the case yet, with what gives it, or who can."""
        card = Frame(self.theme, "warm")
        what = "the notes of this case" if lacking.notes else "this case"
        card.add(label(f"{lacking.name} has no key to {what} yet", "heading"))
        if lacking.ruling is None:
            who = " or ".join(lacking.holders)
            return card.add(label(f"{who} can give it, on this page.", "soft"))
        give = partial(
            self.act,
            HANDED_ON,
            said={"name": lacking.name},
            member=lacking.member,
            notes=lacking.notes,
        )
        return card.add(act_button(self, f"Give {lacking.name} the key…", give, lacking.ruling))

    def _warnings(self, view: CasePage) -> list[QWidget]:
        """Return what stays at the top until something is done about it."""
        overdue = [self._overdue()] if view.records_overdue else []
        return [*overdue, *map(self._lacking, view.lacking)]

    def _overdue(self) -> Frame:
        """Return what stays until the records are destroyed, or held for a reason (RC-143)."""
        made = Frame(self.theme, "warm")
        made.add(label("The records of this case wait for a decision", "heading"))
        go = partial(self._show, "records")
        see = button(self.theme, "What is to become of them…", go, icon="hourglass")
        return made.add(in_row(self.theme, see))

    def _show(self, screen: str) -> None:
        self.go.emit(Route(screen, self.case))

    def _people(self, view: CasePage) -> QWidget:
        """Return what leads to the page of each participant."""
        people = []
        for row in view.readiness:
            go = partial(self.go.emit, Route("person", self.case, row.person))
            made = button(self.theme, escape_mnemonic(row.name), go, role="quiet", icon="users")
            made.setAccessibleName(f"Who is {row.name}")
            people.append(made)
        return in_row(self.theme, *people)

    def _contradictions(self, view: CasePage) -> Frame:
        card = Frame(self.theme, "warm")
        card.add(label("What is recorded does not go together", "heading"))
        for each in view.contradictions:
            card.add(label(each.in_words()), label(each.supply, "soft"))
        ways = dict.fromkeys(page for each in view.contradictions if (page := page_for(each.act)))
        terms = self.services.terms
        leads = [
            button(self.theme, f"To {terms.of_page(page)}", partial(self.go_to, page), role="quiet")
            for page in ways
            if page != self.route.screen
        ]
        return card.add(in_row(self.theme, *leads)) if leads else card

    def _missing(self, view: CasePage) -> Frame:
        card = Frame(self.theme)
        card.add(label("Before everybody can meet", "heading"))
        if view.to_schedule.allowed:
            card.add(label("Nothing is missing. A time can be set under Preparation.", "soft"))
        for ruling in view.to_schedule.missing:
            for missing in ruling.missing:
                card.add(label(f"· {missing.in_words()}"))
        asked = [ruling.rule for ruling in view.to_schedule.missing]
        if asked:
            whys = [
                WhyButton(self.services, rule, partial(self.why.emit, rule))
                for rule in list(dict.fromkeys(asked))[:4]
            ]
            card.add(in_row(self.theme, *whys))
        return card

    def _set_aside(self, view: CasePage) -> Frame:
        card = Frame(self.theme)
        card.add(label("Setting a rule aside", "heading"))
        lead = "Where the facilitators ask for it, with a reason that stays in the record."
        ask = button(self.theme, "Set a rule aside…", partial(self._ask_aside, view), role="quiet")
        return card.add(label(lead, "soft"), in_row(self.theme, ask))

    def _ask_aside(self, view: CasePage) -> None:
        act, today = ALL_THE_SAME, self.link.today
        which = Field(
            id="which",
            label="For which act, the next time it is recorded",
            kind=Kind.CHOICE,
            options=view.may_set_aside,
        )

        def events(answers: Answers) -> list[Event]:
            rule, tag = answers.text("which").split()
            return [act.answered(today, answers, rule=rule, act=tag)]

        self.ask_fields(
            "Set a rule aside", (which, *act.fields), self.record_from(events), action=act.action
        )

    def _journal(self, view: CasePage) -> Frame:
        card = Frame(self.theme)
        card.add(label("Journal", "heading"))
        shown = view.journal if self.whole_journal else view.journal[:JOURNAL_SHOWN]
        card.add(JournalList(self.theme, shown, self._correct))
        left = len(view.journal) - len(shown)
        if left > 0:
            caption = f"Show {left} earlier entries"
            card.add(in_row(self.theme, button(self.theme, caption, self._show_all, role="quiet")))
        return card

    def _show_all(self) -> None:
        self.whole_journal = True
        self.refresh()

    def _correct(self, line: JournalLine) -> None:
        ask_correction(self, line.entry)
