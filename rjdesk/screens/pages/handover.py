"""Handing over on the screen: case by case, two who sit side by side."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from rjdesk.desk.views.handover import AskHandover, HandoverView, HeldCase
from rjdesk.screens.kit.choice import ChoiceBox
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import card, row_of, small_button, state
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, caption_of, label, separator

LEAD = (
    "Sit side by side with whoever follows you. For each case, tell them who takes part, and let "
    "them read it where they have no conflict. Then end your own access."
)
NO_HEIR = (
    "Nobody else holds an office that assigns cases and has keys of their own. Record the office "
    "of whoever follows you under Coalition, and have them unlock the vault once."
)
FACILITATES = "You facilitate it, and go on until you are released."


class HandoverPage(ScrolledPage):
    """The cases of whoever lays an office down."""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page; who follows stands in the route, for the way back from a case."""
        super().__init__(services, link, route)
        self.to = route.detail

    def paint(self) -> None:
        """Show to whom, and each case with who reads it."""
        view = self.link.ask(AskHandover())
        self.box.addWidget(self.way_back("Coalition", Route("coalition")))
        self.heading("Hand over your cases", LEAD)
        if not view.heirs:
            self.box.addWidget(card(self.theme, "Who follows?").add(label(NO_HEIR)))
            return
        if self.to not in {heir.value for heir in view.heirs}:
            self.to = view.heirs[0].value
        self.box.addWidget(self._whom(view))
        self.box.addWidget(self._cases(view))
        for said in self._others(view):
            self.box.addWidget(label(said, "soft"))

    def _whom(self, view: HandoverView) -> Frame:
        whom = ChoiceBox().gives_way()
        for heir in view.heirs:
            whom.addItem(heir.label, heir.value)
        whom.setCurrentIndex(whom.findData(self.to))
        whom.activated.connect(lambda _row: self._choose(str(whom.currentData())))
        done = sum(case.is_read_by(self.to) for case in view.cases)
        made = card(
            self.theme, "To whom", f"{done} of {len(view.cases)} cases can be read by them."
        )
        return made.add(caption_of(whom, "&Who follows you"), whom)

    def _choose(self, heir: str) -> None:
        self.to = heir
        self.route = replace(self.route, detail=heir)  # so that one finds them here again
        self.refresh()

    def _cases(self, view: HandoverView) -> Frame:
        made = card(self.theme, "Your cases")
        if not view.cases:
            made.add(state(self.theme, "circle-check", "You read no case: nothing is left to do."))
        for number, case in enumerate(view.cases):
            made.add(*([separator()] if number else []), self._case(case))
        return made

    def _case(self, case: HeldCase) -> Frame:
        made = Frame(self.theme, "flat")
        names = ", ".join(reader.label for reader in case.readers)
        read = f"Read by you and {names}" if names else "Read by you alone"
        said = [label(f"{case.code} · {case.parties}", "strong"), label(read, "small")]
        if case.facilitates:
            said.append(label(FACILITATES, "small"))
        there = partial(self.go.emit, Route("access", case.case, detail=self.to))
        given = case.is_read_by(self.to)
        caption = "End your access" if given else "Let them read it"
        ask = small_button(self.theme, caption, f"{caption}: {case.code}", there)
        buttons = () if given and case.facilitates else (ask,)
        made.add(row_of(self.theme, *said, buttons=buttons))
        return made.add(state(self.theme, "circle-check", "They can read it")) if given else made

    @staticmethod
    def _others(view: HandoverView) -> list[str]:
        """Return what else is under way, of which nobody hands over anything here."""
        said = []
        if view.elsewhere:
            more = "One more is" if view.elsewhere == 1 else f"{view.elsewhere} more are"
            said.append(f"{more} under way that others read, and they hand on what they hold.")
        if view.waiting:
            more = "One more" if view.waiting == 1 else f"{view.waiting} more"
            said.append(f"{more} under way can be opened by nobody who is here, and waits.")
        return said
