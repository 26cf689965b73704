"""Papers: the gallery, a picture of the real PDF, print, save, blank copies, the kept bytes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rjdesk.desk.papers import AGREEMENT, Paper, blank_sheet
from rjdesk.desk.ports import PageImage, Trouble
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.views.papers import AskPapers, PapersView
from rjdesk.screens.given import Given
from rjdesk.screens.link import Link
from rjdesk.screens.page import Page, Place
from rjdesk.screens.parts.buttons import Act, button
from rjdesk.screens.parts.sheet import PaperSheet
from rjdesk.screens.parts.text import Frame, clear, in_row, words
from rjdesk.screens.pool import in_pool

PAGE_INCHES = 8.5
SMALLEST_DPI = 60
LARGEST_DPI = 130


class PapersPage(Page):
    """The papers of one case; ``place.detail`` names the one to begin with."""

    def __init__(self, given: Given, link: Link, place: Place) -> None:
        """Make the gallery at the left and an empty preview at the right."""
        super().__init__(given, link, place)
        self.shown: Sheet | None = None
        self.pdf = b""
        self.chosen = place.detail
        across = QHBoxLayout(self)
        edge = self.look.space("l")
        across.setContentsMargins(edge, edge, edge, edge)
        across.setSpacing(edge)
        side = QWidget()
        self.side = QVBoxLayout(side)
        self.side.setContentsMargins(0, 0, 0, 0)
        area = _scrolled(side)
        area.setFixedWidth(round(330 * (1 + (self.look.scale - 1) * 0.7)))
        across.addWidget(area)
        self.paper_size = QComboBox()
        self.paper_size.addItem("Letter", "letter")
        self.paper_size.addItem("A4", "a4")
        self.paper_size.setAccessibleName("Paper size")
        self.points = QComboBox()
        self.points.addItem("Usual print", 11.5)
        self.points.addItem("Large print", 18.0)
        self.points.setAccessibleName("Size of print")
        right = QVBoxLayout()
        self.tools = self._make_tools(right)
        self.preview = QWidget()
        self.pages = QVBoxLayout(self.preview)
        self.pages.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area = _scrolled(self.preview)
        right.addWidget(self.area, 1)
        across.addLayout(right, 1)
        for choice in (self.paper_size, self.points):
            choice.currentIndexChanged.connect(self._typeset)

    def _make_tools(self, right: QVBoxLayout) -> QWidget:
        self.print_button = button(
            self.look, "Print…", self.print_it, role="primary", icon="printer"
        )
        self.save_button = button(self.look, "Save as PDF…", self.save_as, icon="download")
        for tool in (self.print_button, self.save_button):
            tool.setEnabled(False)
        tools = in_row(self.look, self.print_button, self.save_button, self.paper_size, self.points)
        right.addWidget(tools)
        return tools

    def refresh(self) -> None:
        """Paint the gallery, and typeset the chosen paper if it is another than before."""
        view = self.link.ask(AskPapers(self.case))
        clear(self.side)
        back = button(
            self.look, f"Case {view.code}", self._back, role="quiet", icon="arrow-left"
        )
        self.side.addWidget(back)
        self.side.addWidget(words("Papers", "title"))
        for paper in view.papers:
            self.side.addWidget(self._line(paper))
        for name, title in view.kept:
            kept = button(
                self.look, title, partial(self._show_kept, name), role="row", icon="archive"
            )
            kept.setToolTip("Exactly as it was printed for signature")
            self.side.addWidget(kept)
        if any(paper.form == AGREEMENT for paper in view.papers):
            self.side.addWidget(self._for_signature(view))
        blank = button(self.look, "A blank copy", self._show_blank, icon="file-text")
        self.side.addWidget(in_row(self.look, blank))
        self.side.addStretch(1)
        first = self._find(view)
        if first is not None and self.shown is None:
            self._show(first)

    def _back(self) -> None:
        self.go.emit(Place("case", self.case))

    def _find(self, view: PapersView) -> Paper | None:
        wanted = self.chosen
        return next(
            (p for p in view.papers if wanted in {p.name, p.form}), next(iter(view.papers), None)
        )

    def _line(self, paper: Paper) -> QWidget:
        label = f"{paper.title}\n{paper.for_whom}\n{paper.state.value}".replace("&", "&&")
        line = button(self.look, label, partial(self._show, paper), role="row")
        line.setAccessibleName(f"{paper.title}, {paper.for_whom}, {paper.state.value}")
        return line

    def _for_signature(self, view: PapersView) -> Frame:
        card = Frame(self.look, "say-card")
        card.add(words(f"Version {view.printing.paper_version} for signature", "strong"))
        print_it = partial(self.print_for_signature, view)
        act = Act(self.look, "Print for signature", print_it, icon="pen-line")
        act.show_verdict(view.to_print)
        act.why.connect(self.why)
        card.add(act)
        return card

    def _show(self, paper: Paper) -> None:
        self.chosen = paper.name
        self.shown = paper.sheet
        self._typeset()

    def _show_blank(self) -> None:
        desk = self.link.desk
        form = self.shown.form if self.shown else AGREEMENT
        self.shown = blank_sheet(form, desk.programme(desk.case(self.case)))
        self._typeset()

    def _show_kept(self, name: str) -> None:
        kept = self.link.desk.journal.paper(self.case, name)
        if kept is not None:
            self._picture(kept)

    def _typeset(self) -> None:
        sheet = self.shown
        if sheet is None:
            return
        press = self.given.press
        size, points = str(self.paper_size.currentData()), float(self.points.currentData())
        in_pool(
            self,
            lambda: press.print_pdf(sheet, size=size, points=points),
            self._picture,
            self._failed,
        )

    def _picture(self, pdf: bytes) -> None:
        self.pdf = pdf
        press = self.given.press
        dpi = self._fitting_dpi()
        in_pool(self, lambda: tuple(press.pages(pdf, dpi=dpi)), self._paint_pages, self._failed)

    def _fitting_dpi(self) -> int:
        """Return a resolution at which a page is as wide as the room for it."""
        room = self.area.width() - self.look.space("xxl")
        return min(max(round(room / PAGE_INCHES), SMALLEST_DPI), LARGEST_DPI)

    def _paint_pages(self, images: tuple[PageImage, ...]) -> None:
        clear(self.pages)
        for number, image in enumerate(images, 1):
            sheet = PaperSheet(self.look, image, f"Page {number} of {len(images)}")
            self.pages.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.pages.addStretch(1)
        for tool in (self.print_button, self.save_button):
            tool.setEnabled(True)

    def _failed(self, failure: Exception) -> None:
        if not isinstance(failure, Trouble):
            raise failure
        self.link.trouble.emit(str(failure))

    def print_for_signature(self, view: PapersView) -> None:
        """Keep the exact bytes, record the version, and show it for printing."""
        size, points = str(self.paper_size.currentData()), float(self.points.currentData())
        try:
            pdf = self.given.press.print_pdf(view.final, size=size, points=points)
            self.link.desk.journal.keep_paper(self.case, view.printing.paper, pdf)
        except Trouble as trouble:
            self.link.trouble.emit(str(trouble))
            return
        if self.link.do(self.case, view.printing):
            self._picture(pdf)

    def print_it(self) -> None:
        """Hand the pages to the system's print dialog."""
        from rjdesk.screens.printing import print_pages

        print_pages(self, self.given.press, self.pdf)

    def save_as(self) -> None:
        """Ask where to save; the suggested name says nothing of the case."""
        dialog = QFileDialog(self, "Save as PDF")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("rjdesk-form.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, file: str) -> None:
        """Write the PDF where a person asked for it."""
        try:
            Path(file).write_bytes(self.pdf)
        except OSError:
            self.link.trouble.emit(
                "The file could not be written there. Nothing was lost. Choose another place."
            )


def _scrolled(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(content)
    return area
