"""A member of the coalition: every entry about them, each of which can be put right."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton

from rjdesk.desk.acts import membership as membership_acts
from rjdesk.desk.views.member import AskMember, MemberView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import MemberId
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.correcting import ask_correction
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import card, row_of, small_button, state
from rjdesk.screens.kit.text import Frame, in_row, label, separator


class MemberPage(ScrolledPage):
    """One member."""

    def paint(self) -> None:
        """Show what is known of them, and what ends."""
        view = self.link.ask(AskMember(MemberId(self.route.detail)))
        self.box.addWidget(self.way_back("Coalition", Route("coalition")))
        if view is None:
            self.heading("Nobody", "The coalition knows nobody of that name.")
            return
        self.heading(view.name, " · ".join(view.facts))
        if view.left is not None:
            left = f"{view.name} left the coalition on {long_date(view.left)}."
            self.box.addWidget(card(self.theme, "Left").add(state(self.theme, "circle", left)))
        self.box.addWidget(self._entries(view))
        if view.left is None:
            self.box.addWidget(self._ends(view))

    def _entries(self, view: MemberView) -> Frame:
        made = card(self.theme, "What was entered")
        for number, line in enumerate(view.lines):
            said = label(line.what), label(long_date(line.on), "small")
            name = f"Correct: {line.what}"
            correct = small_button(
                self.theme, "Correct…", name, partial(ask_correction, self, line.entry)
            )
            made.add(*([separator()] if number else []))
            made.add(row_of(self.theme, *said, buttons=(correct,)))
        return made

    def _ends(self, view: MemberView) -> Frame:
        made = card(self.theme, "Leaving")
        acts: list[QPushButton] = []
        said = {"name": view.name, "alone": view.alone}
        if view.offices:
            known: dict[str, dict[str, object]] = {
                "office": {"options": view.offices, "initial": view.offices[0].value}
            }
            ask = partial(
                self.act,
                membership_acts.OUT_OF_OFFICE,
                said=said,
                known=known,
                member=view.member,
            )
            acts.append(button(self.theme, "An office is left…", ask))
        gone = partial(self.act, membership_acts.GONE, said=said, member=view.member)
        acts.append(button(self.theme, "They leave the coalition…", gone))
        return made.add(in_row(self.theme, *acts))
