"""The library: what others learned, and for whoever releases it what is ready to leave."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from rjdesk.desk.acts import followup as followup_acts
from rjdesk.desk.acts.corrections import ALL_THE_SAME
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.ports import Trouble
from rjdesk.desk.review import Leaves
from rjdesk.desk.roster import Roster
from rjdesk.desk.views.library import (
    AskDepartures,
    AskHeldBack,
    AskLibrary,
    AskRosters,
    AskShelfSheet,
    LibraryView,
    as_markdown,
    finishing,
    releasing,
    withdrawing,
)
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import CaseId
from rjdesk.process.library.state import LEAST_TOGETHER, Published, Shelf
from rjdesk.screens.kit.all_the_same import AllTheSame
from rjdesk.screens.kit.asking import AskDialog
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.files import file_dialog
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.rows import card, small_button
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.several import Several
from rjdesk.screens.kit.text import Frame, in_row, label, separator

HEADINGS = tuple(field.label for field in followup_acts.REFLECTED.fields)
SUGGESTED_FILE = "reflections"


class LibraryPage(ScrolledPage):
    """The shelves of the library, and the release of reflections.

    ``left_out`` are the cases whose results do not go with the others, ``held`` is why some that
    were to go may not.
    """

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page, with everything that is ready chosen."""
        super().__init__(services, link, route)
        self.left_out: set[CaseId] = set()
        self.held: tuple[Refused, ...] = ()

    def paint(self) -> None:
        """Fill the page."""
        view = self.link.ask(AskLibrary())
        self.heading("Library", "What was learned here, for whoever comes after.")
        for made in (self._release(view), *map(partial(self._shelf, view), view.shelves)):
            if made is not None:
                self.box.addWidget(made)
        if not view.shelves:
            self.box.addWidget(label("Nothing is in the library.", "soft"))

    # --- what is ready to leave ------------------------------------------------------------

    def _release(self, view: LibraryView) -> Frame | None:
        if not view.releases or not (view.ready or view.waiting or view.unfinished):
            return None
        made = card(self.theme, "Ready to be released")
        if view.unfinished:
            finish = button(self.theme, "Finish the release", partial(self._finish, view))
            said = "A release was interrupted: what stands in the library is not noted in its case."
            made.add(label(said), in_row(self.theme, finish))
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
        self.chosen = Several(self.theme, options, going)
        self.send = button(
            self.theme, "Release them together", partial(self._send, view), role="primary"
        )
        self.chosen.changed.connect(self._choose)
        made.add(self.chosen, in_row(self.theme, self.send))
        self._choose()
        codes = {each.case: each.code for each in view.ready}
        for refused in self.held:
            if refused.case in codes:
                made.add(self._held_back(refused, codes[refused.case]))
        for case, code in view.waiting:
            go = partial(self.go.emit, Route("review", case))
            words = f"Case {code} waits for somebody's word"
            made.add(in_row(self.theme, button(self.theme, words, go, role="quiet")))
        return made

    def _choose(self) -> None:
        """Keep in mind what is left out, and offer the release where enough is left."""
        going = set(self.chosen.chosen())
        self.left_out = {CaseId(case) for case in self.chosen.ticks if case not in going}
        self.send.setEnabled(len(going) >= LEAST_TOGETHER)

    def _held_back(self, refused: Refused, code: str) -> Frame:
        """Return why a result may not leave, and where this member may, a line for a reason."""
        made = card(self.theme, f"Case {code} is held back")
        made.add(*map(label, refused.why_not().splitlines()))
        if refused.may_go_on:
            made.add(AllTheSame(self.theme, refused, self._set_aside, self._came_of_it))
        return made

    def _set_aside(self, refused: Refused, reason: str) -> Recorded | Refused:
        """Record in its case why a result may leave all the same; it leaves with the others."""
        return self.link.record(
            refused.case,
            *(
                ALL_THE_SAME.of(self.link.today, rule=rule, act=refused.event, reason=reason)
                for rule in sorted(refused.rules)
            ),
        )

    def _came_of_it(self, outcome: Recorded | Refused) -> None:
        if isinstance(outcome, Refused):
            self.link.refused.emit(outcome)
        else:
            self._look_again()

    def _look_again(self) -> None:
        held = tuple(case for refused in self.held if (case := refused.case) is not None)
        self.held = self.link.ask(AskHeldBack(held))
        self.refresh()

    def _send(self, view: LibraryView) -> None:
        """Read once more what leaves, by every roster, and release it where nobody is named."""
        chosen = tuple(CaseId(case) for case in self.chosen.chosen())
        readings, room = self.link.ask(AskDepartures(chosen)), self.services.anonymiser
        self.send.setEnabled(False)

        def read() -> None:
            for reading in readings:
                room.left(reading)

        in_pool(self, read, lambda _read: self._leave(view, chosen), self._not_read)

    def _leave(self, view: LibraryView, chosen: tuple[CaseId, ...]) -> None:
        self._choose()
        self.held = self.link.ask(AskHeldBack(chosen))
        if self.held:
            self.refresh()
            self.link.trouble.emit(
                "Nothing was released. What is held back, and why, stands below."
            )
            return
        drawn = list(range(len(chosen)))
        random.SystemRandom().shuffle(drawn)
        for case, event in releasing(view, chosen, drawn):
            if not self.link.do(case, event):
                return
        self.link.said.emit("They were released together, and stand in the library.")

    def _not_read(self, trouble: Trouble) -> None:
        self._choose()
        self._failed(trouble)

    def _finish(self, view: LibraryView) -> None:
        for case, event in finishing(view):
            if not self.link.do(case, event):
                return

    # --- the shelves -----------------------------------------------------------------------

    def _shelf(self, view: LibraryView, shelf: Shelf) -> Frame:
        title = f"The term from {long_date(shelf.term)}"
        made = card(self.theme, title)
        ways = (
            small_button(
                self.theme, f"Save as {kind}…", f"Save {title} as {kind}", partial(ask, shelf)
            )
            for kind, ask in (("PDF", self.ask_pdf), ("Markdown", self.ask_markdown))
        )
        made.add(in_row(self.theme, *ways))
        for number, item in enumerate(shelf.items, start=1):
            made.add(*([separator()] if number > 1 else []))
            made.add(label(" and ".join(item.authors), "soft"))
            for heading, text in zip(HEADINGS, _texts(item), strict=True):
                if text:
                    made.add(label(heading, "strong"), label(text))
            if view.releases:
                take = partial(self.ask_to_withdraw, view, item)
                name = f"Take out number {number} of the term from {long_date(shelf.term)}"
                made.add(in_row(self.theme, small_button(self.theme, "Take it out…", name, take)))
        return made

    def ask_to_withdraw(self, view: LibraryView, item: Published) -> None:
        """Ask once whether a reflection is to leave the library."""
        taking = withdrawing(item, view.term)
        AskDialog(
            self,
            self.theme,
            "Take it out of the library?",
            "Nobody finds it here any more, and it cannot be released again. Its case stays as it "
            "is. Papers and files that were made of it before are not reached: ask for them back.",
            lambda: self.link.do(None, taking),
            yes="Take it out",
            no="Leave it there",
        ).open()

    def ask_pdf(self, shelf: Shelf) -> None:
        """Ask where to save a term's reflections on paper; they are printed first."""
        sheet, press = self.link.ask(AskShelfSheet(shelf)), self.services.press

        def done(pdf: bytes) -> None:
            self._ask_where("Save as PDF", "pdf", pdf)

        in_pool(self, lambda: press.print_pdf(sheet), done, self._failed)

    def ask_markdown(self, shelf: Shelf) -> None:
        """Ask where to save a term's reflections as plain text with headings."""
        title = f"Reflections, the term from {long_date(shelf.term)}"
        self._ask_where("Save as Markdown", "md", as_markdown(shelf, HEADINGS, title).encode())

    def _failed(self, trouble: Trouble) -> None:
        self.link.trouble.emit(str(trouble))

    def _ask_where(self, title: str, suffix: str, content: bytes) -> None:
        dialog = file_dialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"{SUGGESTED_FILE}.{suffix}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self.save_to, content))
        dialog.open()

    def save_to(self, content: bytes, file: str) -> None:
        """Write what was released where a person asked for it, unless the file's name tells."""
        name = Leaves(reviewed=(), file_name=Path(file).name)
        first, *others = self.link.ask(AskRosters()) or (Roster(),)
        if rest := self.services.anonymiser.remains(name, first, others):
            says = " ".join(dict.fromkeys(each.says for each in rest))
            self.link.trouble.emit(
                f"The name of the file tells too much. {says} Nothing was written. Choose another."
            )
            return
        try:
            Path(file).write_bytes(content)
        except OSError:
            self.link.trouble.emit(
                "The file could not be written there. Nothing was lost. Choose another place."
            )


def _texts(item: Published) -> tuple[str, str]:
    return item.went_well, item.could_improve
