"""The documents of the library: listed by section, and added from a file or in one's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from rjdesk.desk.acts import library as acts
from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.desk.kept_papers import fingerprint
from rjdesk.desk.outcome import Refused
from rjdesk.desk.views.library import DocumentView, LibraryView
from rjdesk.desk.views.review import AskDeparting
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.library.events import DocumentAdded
from rjdesk.process.library.state import Format, Section
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.dialog import Later
from rjdesk.screens.kit.files import file_dialog
from rjdesk.screens.kit.page import Page, Route
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.rows import card, row_of, small_button
from rjdesk.screens.kit.text import Frame, in_row, label

LARGEST = {Format.PDF: 20_000_000, Format.TEXT: 100_000}
"""So many bytes a document has at most."""

MOST_PAGES = 60
"""So many pages a PDF has at most: each is held as a picture while it is read."""

FORMATS = {".pdf": Format.PDF, ".txt": Format.TEXT, ".md": Format.TEXT}
WRITTEN = "written"
TOO_LARGE = (
    "The file is too large: a PDF has 60 pages and 20 MB at most, a text 100,000 letters. Nothing "
    "was added. Add it in parts."
)
NOT_READ = "The file could not be read. Nothing was added. Choose another."
NO_TEXT = "The file holds no text that can be read. Nothing was added. Save it as UTF-8, or as PDF."
NO_PDF = "The file is no PDF that can be shown. Nothing was added. Choose another."


class Documents:
    """What stands in the library beside the reflections, and how something comes to stand there.

    ``kept`` is the id of what is about to be added: its bytes lie there already, to be read.
    ``held`` is the digest and the title of what was held back last: a reason counts once its writer
    was told why.
    """

    def __init__(self, page: Page) -> None:
        """Belong to a page."""
        self.page, self.theme = page, page.theme
        self.kept = ""
        self.held = ("", "")

    def cards(self, view: LibraryView) -> Iterator[Frame]:
        """Yield the ways to add something, and a card for each section that holds anything."""
        made = card(self.theme, "Documents", "Training, education, and what who left has learned.")
        add = button(self.theme, "Add a file…", self.ask_file, icon="file-text")
        write = button(self.theme, "Write something down…", self.ask_text, icon="pen-line")
        yield made.add(in_row(self.theme, add, write))
        for section in Section:
            here = [document for document in view.documents if document.section is section]
            if here:
                of_it = card(self.theme, self.page.services.terms.of(section))
                yield of_it.add(*map(self._row, here))

    def _row(self, document: DocumentView) -> Frame:
        open_it = partial(self.page.go.emit, Route("document", detail=document.id))
        opens = small_button(self.theme, "Open", f"Open: {document.title}", open_it)
        said = label(document.title, "strong"), label(document.added, "small")
        made = Frame(self.theme, "plain")
        return made.add(row_of(self.theme, *said, buttons=(opens,)))

    # --- from a file -----------------------------------------------------------------------

    def ask_file(self) -> None:
        """Ask which file is to be added."""
        dialog = file_dialog(self.page, "Add a file")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("PDF and text (*.pdf *.txt *.md)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.add_file)
        dialog.open()

    def add_file(self, file: str) -> None:
        """Read a file, look whether it can be shown, and ask what it is about."""
        path = Path(file)
        kind = FORMATS.get(path.suffix.lower())
        if kind is None:
            self._tell(NOT_READ)
            return
        try:
            content = path.read_bytes() if path.stat().st_size <= LARGEST[kind] else None
        except OSError:
            self._tell(NOT_READ)
            return
        if content is None:
            self._tell(TOO_LARGE)
        elif kind is Format.PDF:
            press, counted = self.page.services.press, partial(self._counted, content)
            in_pool(
                self.page,
                lambda: press.count(content),
                counted,
                lambda _trouble: self._tell(NO_PDF),
            )
        elif not _is_text(content):
            self._tell(NO_TEXT)
        else:
            self._ask_about(kind, content)

    def _counted(self, content: bytes, pages: int) -> None:
        if pages and pages <= MOST_PAGES:
            self._ask_about(Format.PDF, content)
        else:
            self._tell(TOO_LARGE if pages else NO_PDF)

    def _tell(self, sentence: str) -> None:
        self.page.link.trouble.emit(sentence)

    def _ask_about(self, kind: Format, content: bytes) -> None:
        lead = acts.ADDED.lead
        if kind is Format.PDF:
            lead += " What stands in a PDF is not read by the program: look yourself."
        self._ask(acts.ADDED.title, self._asked(), lambda _answers: (kind, content), lead)

    def _asked(self) -> tuple[Field, ...]:
        return acts.ADDED.asked(self.page.services.terms, self.page.link.today, {})

    # --- in one's own words ----------------------------------------------------------------

    def ask_text(self) -> None:
        """Ask for what somebody wants to write down for those who come after."""
        written = Field(id=WRITTEN, label="What you want to pass on", kind=Kind.LONG)
        title, *others = self._asked()
        self._ask(
            "Write something down",
            (title, written, *others),
            lambda answers: (Format.TEXT, answers.text(WRITTEN).encode()),
            acts.ADDED.lead,
        )

    # --- adding ----------------------------------------------------------------------------

    def _ask(
        self,
        title: str,
        fields: Sequence[Field],
        of: Callable[[Answers], tuple[Format, bytes]],
        lead: str,
    ) -> None:
        dialog = self.page.ask_fields(
            title,
            fields,
            lambda answers: self._add(*of(answers), answers),
            lead=lead,
            action=acts.ADDED.action,
        )
        dialog.rejected.connect(self._let_go)

    def _add(self, kind: Format, content: bytes, answers: Answers) -> Later[object]:
        """Keep the bytes, have them read in the pool, and record that they stand here."""
        link, room = self.page.link, self.page.services.anonymiser
        self._let_go()
        self.kept, digest = link.new_id(), fingerprint(content)
        event = acts.ADDED.answered(
            link.today, answers, document=self.kept, format=kind, digest=digest
        )
        # A reason is for what was shown, the title too.
        if self.held != (digest, event.title):
            event = replace(event, reason="")
        link.keep_paper(None, self.kept, content)
        departing = link.ask(AskDeparting(None, event))
        return Later(
            lambda: [room.left(each) for each in departing], lambda _read: self._record(event)
        )

    def _record(self, event: DocumentAdded) -> str | Refused:
        outcome = self.page.link.record(None, event)
        if isinstance(outcome, Refused):
            self.held = (event.digest, event.title)
            self._let_go()
            return outcome
        self.kept = ""
        return ""

    def _let_go(self) -> None:
        """Remove the bytes of what was not added after all."""
        if self.kept:
            self.page.link.drop_paper(None, self.kept)
            self.kept = ""


def _is_text(content: bytes) -> bool:
    try:
        return can_be_seen(content.decode("utf-8-sig")) and b"\0" not in content
    except UnicodeDecodeError:
        return False
