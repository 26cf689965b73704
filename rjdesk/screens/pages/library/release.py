"""What is ready to leave its case: chosen, read once more, and released with others."""

from __future__ import annotations

import random
from functools import partial

from rjdesk.desk.acts.corrections import ALL_THE_SAME
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.views.library import (
    AskDepartures,
    AskHeldBack,
    LibraryView,
    finishing,
    releasing,
)
from rjdesk.process.kernel.event import CaseId
from rjdesk.process.library.state import LEAST_TOGETHER
from rjdesk.screens.kit.all_the_same import AllTheSame
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page, Route
from rjdesk.screens.kit.rows import card
from rjdesk.screens.kit.several import Several
from rjdesk.screens.kit.text import Frame, in_row, label

RELEASE = "Release them together"
READING = "Reading them once more…"


class Releasing:
    """The release of reflections, as whoever releases them goes through it on a page.

    ``left_out`` are the cases whose results do not go with the others, ``held`` is why some that
    were to go may not.
    """

    def __init__(self, page: Page) -> None:
        """Begin with everything that is ready chosen."""
        self.page = page
        self.left_out: set[CaseId] = set()
        self.held: tuple[Refused, ...] = ()
        self.is_reading = False

    def card(self, view: LibraryView) -> Frame | None:
        """Return what is ready, with its button; None for who releases nothing."""
        if not view.releases or not (view.ready or view.waiting or view.unfinished):
            return None
        made = card(self.page.theme, "Ready to be released")
        if view.unfinished:
            finish = button(self.page.theme, "Finish the release", partial(self._finish, view))
            said = "A release was interrupted: what stands in the library is not noted in its case."
            made.add(label(said), in_row(self.page.theme, finish))
        made.add(
            label(
                f"Reflections leave {LEAST_TOGETHER} at a time or more, in an order that is drawn, "
                "and bear their term alone; the library does not say of which case one was. The "
                "names of facilitators stay in them, and can point to a case for who knows whom "
                "they served with.",
                "soft",
            )
        )
        options = [Option(each.case, f"Case {each.code}") for each in view.ready]
        going = [each.case for each in view.ready if each.case not in self.left_out]
        self.chosen = Several(self.page.theme, options, going)
        self.send = button(self.page.theme, RELEASE, partial(self._send, view), role="primary")
        self.chosen.changed.connect(self._choose)
        self.too_few = label("", "soft")
        made.add(self.chosen, in_row(self.page.theme, self.send), self.too_few)
        self._choose()
        self._show_reading(is_reading=self.is_reading)
        codes = {each.case: each.code for each in view.ready}
        for refused in self.held:
            if refused.case in codes:
                made.add(self._held_back(refused, codes[refused.case]))
        for case, code in view.waiting:
            go = partial(self.page.go.emit, Route("review", case))
            words = f"Case {code} waits for somebody's word"
            made.add(in_row(self.page.theme, button(self.page.theme, words, go, role="quiet")))
        return made

    def _choose(self) -> None:
        """Keep in mind what is left out, and offer the release where enough is left."""
        going = set(self.chosen.chosen())
        self.left_out = {CaseId(case) for case in self.chosen.ticks if case not in going}
        enough = len(going) >= LEAST_TOGETHER
        self.send.setEnabled(enough)
        self.too_few.setText(self._why_not(len(self.chosen.ticks)))
        self.too_few.setVisible(not enough)

    def _why_not(self, ready: int) -> str:
        """Return why too few are chosen: there are no more, or some are left out."""
        if ready >= LEAST_TOGETHER:
            return f"At least {LEAST_TOGETHER} leave together. Choose more of them."
        said = {0: "none is", 1: "one is"}.get(ready, f"{ready} are")
        return f"At least {LEAST_TOGETHER} leave together, and {said} ready. They wait for more."

    def _held_back(self, refused: Refused, code: str) -> Frame:
        """Return why a result may not leave, and where this member may, a line for a reason."""
        made = card(self.page.theme, f"Case {code} is held back")
        made.add(*map(label, refused.why_not().splitlines()))
        if refused.may_go_on:
            made.add(AllTheSame(self.page.theme, refused, self._set_aside, self._came_of_it))
        return made

    def _set_aside(self, refused: Refused, reason: str) -> Recorded | Refused:
        """Record in its case why a result may leave all the same; it leaves with the others."""
        return self.page.link.record(
            refused.case,
            *(
                ALL_THE_SAME.of(self.page.link.today, rule=rule, act=refused.event, reason=reason)
                for rule in sorted(refused.rules)
            ),
        )

    def _came_of_it(self, outcome: Recorded | Refused) -> None:
        if isinstance(outcome, Refused):
            self.page.link.refused.emit(outcome)
        else:
            self._look_again()

    def _look_again(self) -> None:
        held = tuple(case for refused in self.held if (case := refused.case) is not None)
        self.held = self.page.link.ask(AskHeldBack(held))
        self.page.refresh()

    def _send(self, view: LibraryView) -> None:
        """Read once more what leaves, by every roster, and release it where nobody is named."""
        if self.is_reading:
            return
        chosen = tuple(CaseId(case) for case in self.chosen.chosen())
        self._show_reading(is_reading=True)
        departing = self.page.link.ask(AskDepartures(chosen))
        self.page.once_read(
            departing,
            lambda: self._leave(view, chosen),
            lambda: self._show_reading(is_reading=False),
        )

    def _show_reading(self, *, is_reading: bool) -> None:
        """Say that it takes time; what goes is not chosen anew meanwhile, nor sent twice."""
        self.is_reading = is_reading
        self.chosen.setEnabled(not is_reading)
        self.send.setText(READING if is_reading else RELEASE)

    def _leave(self, view: LibraryView, chosen: tuple[CaseId, ...]) -> None:
        self._show_reading(is_reading=False)
        self.held = self.page.link.ask(AskHeldBack(chosen))
        if self.held:
            self.page.refresh()
            self.page.link.trouble.emit(
                "Nothing was released. What is held back, and why, stands below."
            )
            return
        drawn = list(range(len(chosen)))
        random.SystemRandom().shuffle(drawn)
        if self.page.link.do_each(releasing(view, chosen, drawn)):
            self.page.link.said.emit("They were released together, and stand in the library.")

    def _finish(self, view: LibraryView) -> None:
        self.page.link.do_each(finishing(view))
