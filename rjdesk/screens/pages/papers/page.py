"""Papers: the gallery, a picture of the real PDF, print, save, blank copies, the kept bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from rjdesk.desk.kept_papers import fingerprint
from rjdesk.desk.papers import RENAMED, Paper, PaperState
from rjdesk.desk.ports import Trouble
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.views.papers import AskBlank, AskPapers, PapersView
from rjdesk.process.kernel.programme import AGREEMENT
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.card import CardButton
from rjdesk.screens.kit.choice import ChoiceBox
from rjdesk.screens.kit.files import ask_where, write_file
from rjdesk.screens.kit.keyboard import bring_into_view, give_keyboard
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Page, Route, scroll_area, scrolled
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.preview import Preview
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, clear, hbox, held, in_row, label

STACKED_FROM = 1.5
"""From this text size on, the gallery stands above the paper: beside it there is no room."""
LOWEST = 170
"""So high, in pixels at 100 %, are gallery and paper where they stand above each other."""
GALLERY_WIDE = 310
BLANK = "a blank copy"
SUGGESTED_FILE = "rjdesk-form.pdf"


class PapersPage(Page):
    """The papers of one case; ``place.detail`` names the one to begin with."""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the gallery at the left and an empty preview at the right."""
        super().__init__(services, link, route)
        self.sheet: Sheet | None = None
        self.pdf = b""
        self.chosen = route.detail
        self.asked = 0
        self.is_printing = False
        self.cards: dict[str, CardButton] = {}
        stacked = self.theme.scale >= STACKED_FROM
        direction = QBoxLayout.Direction
        content = QWidget()
        scrolled(self, content)
        row_box = QBoxLayout(direction.TopToBottom if stacked else direction.LeftToRight, content)
        margin = self.theme.space("xl")
        row_box.setContentsMargins(margin, self.theme.space("l"), margin, self.theme.space("l"))
        row_box.setSpacing(self.theme.space("l"))
        side = QWidget()
        self.preview = Preview(self.theme, services.press)
        self.preview.drawn.connect(self._drawn)
        self.preview.failed.connect(self._failed)
        self.side = QVBoxLayout(side)
        self.side.setContentsMargins(0, 0, self.theme.space("m"), 0)
        self.gallery = area = scroll_area(side)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if stacked:
            for part in (area, self.preview):
                part.setMinimumHeight(round(LOWEST * self.theme.scale))
        else:
            area.setFixedWidth(round(GALLERY_WIDE * (1 + (self.theme.scale - 1) * 0.4)))
        row_box.addWidget(area, 1 if stacked else 0)
        right = QVBoxLayout()
        right.setSpacing(self.theme.space("m"))
        right.addWidget(self._make_tools())
        right.addWidget(self.preview, 1)
        row_box.addLayout(right, 2 if stacked else 1)

    def _make_tools(self) -> QWidget:
        self.print_button = button(
            self.theme, "Print…", self.print_it, role="primary", icon="printer"
        )
        self.save_button = button(self.theme, "Save as PDF…", self.save_as, icon="download")
        self.paper_size, self.points = ChoiceBox(), ChoiceBox()
        for said, size in (("Letter", "letter"), ("A4", "a4")):
            self.paper_size.addItem(said, size)
        for print_label, points in (("Usual print", 11.5), ("Large print", 18.0)):
            self.points.addItem(print_label, points)
        labelled: list[QWidget] = []
        for caption, choice in (("Paper", self.paper_size), ("Print", self.points)):
            asks = label(caption, "small", wrap=False)
            asks.setBuddy(choice)
            # A caption that flowed to another line than its list would say nothing.
            together = hbox(self.theme, "s")
            together.addWidget(asks)
            together.addWidget(choice)
            labelled.append(held(together))
            choice.setAccessibleName(f"{caption} size")
            choice.currentIndexChanged.connect(self._typeset)
        self._open_tools(is_open=False)
        tools = (self.print_button, self.save_button, *labelled, self.preview.tools)
        return in_row(self.theme, *tools)

    def _open_tools(self, *, is_open: bool) -> None:
        self.print_button.setEnabled(is_open and not self.is_printing)
        self.save_button.setEnabled(is_open)

    def refresh(self) -> None:
        """Paint the gallery, and typeset the chosen paper if none is shown yet."""
        view = self.link.ask(AskPapers(self.case))
        with self.keeping_the_keyboard():
            clear(self.side)
            self.cards = {}
            self._paint_gallery(view)
        self._mark()
        if self.sheet is not None or self.pdf:
            return
        first = self._find(view)
        if self.chosen == RENAMED and view.renamed is not None:
            self._choose(RENAMED, view.renamed)
        elif first is not None:
            self._show(first)

    def begin(self) -> None:
        """Put the keyboard at the paper that is shown."""
        card = self.cards.get(self.chosen)
        if card is None:
            super().begin()
        else:
            give_keyboard(card)

    def _paint_gallery(self, view: PapersView) -> None:
        self.side.addWidget(self.way_back(f"Case {view.code}", Route("case", self.case)))
        self.side.addWidget(label("Papers", "title"))
        if which := self.which_process():
            self.side.addWidget(label(which, "strong"))
        self.side.addWidget(label(_counted(view.papers), "soft"))
        for paper in view.papers:
            card = self._card(
                paper.name,
                f"{paper.title}, {paper.for_whom}, {paper.state.value}",
                partial(self._show, paper),
            )
            signed = paper.state is PaperState.SIGNED
            state = f"✓ {paper.state.value}" if signed else paper.state.value
            chip = label(state, "chip-on" if signed else "chip")
            card.add(label(paper.title, "strong"), label(paper.for_whom, "soft"))
            card.add(in_row(self.theme, chip))
        drafts = (paper for paper in view.papers if paper.form == AGREEMENT and paper.sheet.draft)
        if any(drafts):
            self.side.addWidget(self._for_signature(view))
        if view.kept:
            self.side.addWidget(label("Kept as they were printed for signature", "soft"))
        for name, title in view.kept:
            card = self._card(name, title, partial(self._show_kept, name))
            card.add(label(title, "strong"))
        if (sheet := view.renamed) is not None:
            title = f"Version {sheet.version} under the names used now"
            card = self._card(RENAMED, title, partial(self._choose, RENAMED, sheet))
            card.add(label(title, "strong"), label("The signatures stand as they are.", "soft"))
        blank = button(self.theme, "A blank copy", self._show_blank, icon="file-text")
        self.side.addWidget(in_row(self.theme, blank))
        self.side.addStretch(1)

    def _card(self, name: str, spoken: str, do: Callable[[], object]) -> CardButton:
        card = CardButton(self.theme, spoken, do)
        card.setCheckable(True)
        self.cards[name] = card
        self.side.addWidget(card)
        return card

    def _mark(self) -> None:
        """Mark the paper that is shown."""
        for name, card in self.cards.items():
            card.setChecked(name == self.chosen)

    def _find(self, view: PapersView) -> Paper | None:
        wanted = self.chosen
        return next(
            (p for p in view.papers if wanted in {p.name, p.form}), next(iter(view.papers), None)
        )

    def _for_signature(self, view: PapersView) -> Frame:
        card = Frame(self.theme, "say-card")
        card.add(label(f"Version {view.printing.paper_version} for signature", "strong"))
        print_it = partial(self.print_for_signature, view)
        act = act_button(self, "Print for signature", print_it, view.to_print, icon="pen-line")
        return card.add(act)

    def _show(self, paper: Paper) -> None:
        self._choose(paper.name, paper.sheet)

    def _show_blank(self) -> None:
        form = self.sheet.form if self.sheet else AGREEMENT
        self._choose(BLANK, self.link.ask(AskBlank(self.case, form)))

    def _show_kept(self, name: str) -> None:
        kept = self.link.paper(self.case, name)
        if kept is not None:
            self._choose(name, None)
            self._show_pdf(kept, self.asked)
        self._mark()

    def _choose(self, name: str, sheet: Sheet | None) -> None:
        """Show another paper; what is kept has no sheet, and its size is what it was."""
        self.chosen, self.sheet = name, sheet
        for choice in (self.paper_size, self.points):
            choice.setEnabled(sheet is not None)
        self._mark()
        self._typeset()

    def _typeset(self) -> None:
        # An answer to an older question than this one comes too late and is not shown.
        self.asked += 1
        self.preview.forget()
        self._open_tools(is_open=False)
        sheet = self.sheet
        if sheet is not None:
            self._press(sheet, partial(self._show_pdf, asked=self.asked))

    def _press(self, sheet: Sheet, done: Callable[[bytes], object]) -> None:
        press = self.services.press
        size, points = str(self.paper_size.currentData()), float(self.points.currentData())
        in_pool(self, lambda: press.print_pdf(sheet, size=size, points=points), done, self._failed)

    def _show_pdf(self, pdf: bytes, asked: int) -> None:
        if asked == self.asked:
            self.pdf = pdf
            self.preview.show_paper(pdf)

    def _drawn(self) -> None:
        if self.chosen in self.cards:
            bring_into_view(self.cards[self.chosen])
        self._open_tools(is_open=True)

    def _failed(self, trouble: Trouble) -> None:
        self._open_tools(is_open=bool(self.pdf))
        self.link.trouble.emit(str(trouble))

    def print_for_signature(self, view: PapersView) -> None:
        """Typeset the version, keep the exact bytes, record it, and show it for printing."""
        self._open_tools(is_open=False)
        self._press(view.final, partial(self._keep, view))

    def _keep(self, view: PapersView, pdf: bytes) -> None:
        name = view.printing.paper
        try:
            self.link.keep_paper(self.case, name, pdf)
        except Trouble as trouble:
            self._failed(trouble)
            return
        if self.link.do(self.case, replace(view.printing, pdf=fingerprint(pdf))):
            self._show_kept(name)
        else:
            self._open_tools(is_open=bool(self.pdf))

    def print_it(self) -> None:
        """Ask in the system's print dialog how, and print one paper at a time."""
        from rjdesk.screens.pages.papers.printing import Printing

        first, pages = self.preview.images[0], len(self.preview.images)
        printing = Printing(self.link, self.services.press, self.pdf, first, pages)
        # A method of the page, so that nothing is told to a page that has gone meanwhile.
        printing.ended.connect(self._printing_ended)
        self.is_printing = True
        self.print_button.setEnabled(False)
        printing.ask(self)

    def _printing_ended(self) -> None:
        self.is_printing = False
        self.print_button.setEnabled(self.save_button.isEnabled())
        # While it was grey the keyboard went to what stands beside it.
        if self.print_button.isEnabled() and self.focusWidget() is self.save_button:
            give_keyboard(self.print_button)

    def save_as(self) -> None:
        """Ask where to save; the suggested name says nothing of the case."""
        ask_where(self, "Save as PDF", SUGGESTED_FILE, self.save_to)

    def save_to(self, file: str) -> None:
        """Write the PDF where a person asked for it."""
        if why_not := write_file(file, self.pdf):
            self.link.trouble.emit(why_not)


def _counted(papers: tuple[Paper, ...]) -> str:
    """Return how many papers there are in each state, such as 2 signed · 1 to print."""
    states = Counter(paper.state for paper in papers)
    return " · ".join(f"{states[state]} {state.value}" for state in PaperState if states[state])
