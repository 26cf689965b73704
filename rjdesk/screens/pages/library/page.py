"""The library: what others learned, and for whoever releases it what is ready to leave."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.acts import followup as followup_acts
from rjdesk.desk.ports import Trouble
from rjdesk.desk.views.library import (
    AskLibrary,
    AskShelfSheet,
    LibraryView,
    as_markdown,
    withdrawing,
)
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.library.state import Published, Shelf
from rjdesk.screens.kit.asking import AskDialog
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.rows import card, small_button
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, in_row, label, separator
from rjdesk.screens.pages.library.documents import Documents
from rjdesk.screens.pages.library.release import Releasing
from rjdesk.screens.pages.library.saving import ask_to_save

HEADINGS = tuple(field.label for field in followup_acts.REFLECTED.fields)
SUGGESTED_FILE = "reflections"


class LibraryPage(ScrolledPage):
    """The release of reflections, the shelves they stand on, and documents."""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page, with everything that is ready to be released chosen."""
        super().__init__(services, link, route)
        self.release, self.documents = Releasing(self), Documents(self)

    def paint(self) -> None:
        """Fill the page."""
        view = self.link.ask(AskLibrary())
        self.heading("Library", "What was learned here, for whoever comes after.")
        ready = self.release.card(view)
        shelves = map(partial(self._shelf, view), view.shelves)
        for made in (*([ready] if ready else []), *self.documents.cards(view), *shelves):
            self.box.addWidget(made)

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
            "is. Its words stay sealed in the journal of the coalition, where no page shows them. "
            "Papers and files that were made of it before are not reached: ask for them back.",
            lambda: self.link.do(None, taking),
            yes="Take it out",
            no="Leave it there",
        ).open()

    def ask_pdf(self, shelf: Shelf) -> None:
        """Ask where to save a term's reflections on paper; they are printed first."""
        sheet, press = self.link.ask(AskShelfSheet(shelf)), self.services.press

        def done(pdf: bytes) -> None:
            ask_to_save(self, "Save as PDF", f"{SUGGESTED_FILE}.pdf", pdf)

        in_pool(self, lambda: press.print_pdf(sheet), done, self._failed)

    def ask_markdown(self, shelf: Shelf) -> None:
        """Ask where to save a term's reflections as plain text with headings."""
        title = f"Reflections, the term from {long_date(shelf.term)}"
        content = as_markdown(shelf, HEADINGS, title).encode()
        ask_to_save(self, "Save as Markdown", f"{SUGGESTED_FILE}.md", content)

    def _failed(self, trouble: Trouble) -> None:
        self.link.trouble.emit(str(trouble))


def _texts(item: Published) -> tuple[str, str]:
    return item.went_well, item.could_improve
