"""A document of the library, opened from the vault into the window: no file is written for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from rjdesk.desk.acts import library as acts
from rjdesk.desk.ports import Trouble
from rjdesk.desk.views.library import AskDocument, DocumentView
from rjdesk.process.library.state import Format
from rjdesk.screens.kit.asking import AskDialog
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Page, Route, scrolled
from rjdesk.screens.kit.preview import Preview
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import clear, in_row, label
from rjdesk.screens.pages.library.saving import ask_to_save

GONE = (
    "What stands in it is not here. Nothing else is lost. Take it out, and add it once more where "
    "somebody still has it."
)
SUGGESTED_FILES = {Format.PDF: "document.pdf", Format.TEXT: "document.txt"}


class DocumentPage(Page):
    """One document, which ``place.detail`` names."""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page empty; ``refresh`` fills it."""
        super().__init__(services, link, route)
        content = QWidget()
        scrolled(self, content)
        self.rows = QVBoxLayout(content)
        margin = self.theme.space("xl")
        self.rows.setContentsMargins(margin, self.theme.space("l"), margin, self.theme.space("l"))
        self.rows.setSpacing(self.theme.space("m"))

    def refresh(self) -> None:
        """Show the document, or that it is not there any more."""
        view = self.link.ask(AskDocument(self.route.detail))
        with self.keeping_the_keyboard():
            clear(self.rows)
            self.rows.addWidget(self.way_back("Library", Route("library")))
            if view is None:
                self.rows.addWidget(label("No such document", "title"))
                self.rows.addWidget(label("It is not in the library any more.", "soft"))
                self.rows.addStretch(1)
                return
            self.rows.addWidget(label(view.title, "title"))
            self.rows.addWidget(label(view.added, "soft"))
            self._show(view)

    def _show(self, view: DocumentView) -> None:
        try:
            content = self.link.paper(None, view.id)
        except Trouble as trouble:
            content = None
            self.link.trouble.emit(str(trouble))
        tools = [self._taking_out(view)]
        if content is not None:
            suggested = SUGGESTED_FILES[view.format]
            save = partial(ask_to_save, self, "Save a copy", suggested, content)
            tools.insert(0, button(self.theme, "Save a copy…", save, icon="download"))
        if content is not None and view.format is Format.PDF:
            preview = Preview(self.theme, self.services.press)
            preview.failed.connect(self._failed)
            self.rows.addWidget(in_row(self.theme, *tools, preview.tools))
            self.rows.addWidget(preview, 1)
            preview.show_paper(content)
            return
        self.rows.addWidget(in_row(self.theme, *tools))
        if content is None:
            self.rows.addWidget(label(GONE, "soft"))
            self.rows.addStretch(1)
            return
        said = QPlainTextEdit(content.decode("utf-8", "replace"))
        said.setAccessibleName("What it says")
        said.setReadOnly(True)
        said.setTabChangesFocus(True)
        reading = Qt.TextInteractionFlag
        said.setTextInteractionFlags(
            reading.TextSelectableByMouse | reading.TextSelectableByKeyboard
        )
        self.rows.addWidget(said, 1)

    def _taking_out(self, view: DocumentView) -> QWidget:
        made = ActButton(self.services, "Take it out…", partial(self._ask_to_take_out, view))
        made.why.connect(self.why)
        made.show_verdict(view.to_take_out)
        return made

    def _ask_to_take_out(self, view: DocumentView) -> None:
        AskDialog(
            self,
            self.theme,
            "Take it out of the library?",
            "Nobody finds it here any more, and what is kept of it is removed. Copies that were "
            "saved before are not reached.",
            partial(self._take_out, view),
            yes="Take it out",
            no="Leave it there",
        ).open()

    def _take_out(self, view: DocumentView) -> None:
        if self.link.do(None, self.link.of(acts.TAKEN_OUT, document=view.id)):
            try:
                self.link.drop_paper(None, view.id)
            except Trouble as trouble:
                self._failed(trouble)
            self.go.emit(Route("library"))

    def _failed(self, trouble: Trouble) -> None:
        self.link.trouble.emit(str(trouble))
