"""The pages of a paper as they will be printed, larger or smaller, and sharp at every size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from rjdesk.desk.ports import PageImage, Press
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.sheet import PaperSheet
from rjdesk.screens.kit.text import announce, clear, in_row, label
from rjdesk.screens.kit.theme import Theme

PAGE_INCHES = 8.5
REAL_SIZE_DPI = 96
ZOOMS = (50, 67, 80, 100, 125, 150, 200, 250, 300)
"""The sizes one can choose, in hundredths of the size of the paper itself."""
SETTLED_MS = 150
"""A window that is being drawn larger comes to rest before its pages are drawn anew."""


class Preview(QScrollArea):
    """The pages of one paper, each a picture, one below the other.

    How large they are is kept in the look, so for as long as the program is unlocked: as wide
    as the room for them until somebody chooses. ``drawn`` tells that another paper is on the
    screen, ``failed`` carries what went wrong.
    """

    drawn = Signal()
    failed = Signal(object)

    def __init__(self, theme: Theme, press: Press) -> None:
        """Make an empty preview."""
        super().__init__()
        self.theme, self.press = theme, press
        self.images: Sequence[PageImage] = ()
        self.sheets: list[PaperSheet] = []
        self._pdf = self._shown = b""
        self._asked = 0
        self._dpi = 0
        self._content = QWidget()
        self._pages = QVBoxLayout(self._content)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidgetResizable(True)
        # The pages are read with the arrow keys too.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The paper as it will be printed")
        self.setWidget(self._content)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._draw_anew)
        self.tools = self._make_tools()

    def _make_tools(self) -> QWidget:
        """Return the buttons for the size, with the size in words; each has its key."""
        self.size_says = label("", "soft")
        made = []
        for caption, icon, keys, do in (
            ("Smaller", "minus", ("Ctrl+-",), partial(self._step, -1)),
            ("Larger", "plus", ("Ctrl++", "Ctrl+="), partial(self._step, 1)),
            ("As wide as the window", "maximize", ("Ctrl+0",), self.fit),
        ):
            tool = button(self.theme, caption, do, icon=icon)
            tool.setToolTip(keys[0])
            made.append(tool)
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(do)
        return in_row(self.theme, *made, self.size_says)

    def show_paper(self, pdf: bytes) -> None:
        """Draw another paper in the pool, and show it from its beginning."""
        self._pdf = pdf
        self._draw()

    def forget(self) -> None:
        """Let no picture that is still being drawn appear: another paper is on its way."""
        self._asked += 1

    def fit(self) -> None:
        """Make the pages as wide as the room for them, now and when the window changes."""
        self._zoom(None)

    def _step(self, by: int) -> None:
        now = round(self._wanted_dpi() / REAL_SIZE_DPI * 100)
        others = [z for z in ZOOMS if (z > now if by > 0 else z < now)]
        if others:
            self._zoom(min(others, key=lambda zoom: abs(zoom - now)))

    def _zoom(self, percent: int | None) -> None:
        self.theme.paper_zoom = percent
        self._stretch()
        self._draw_anew()
        announce(self, self.size_says.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.sheets and self.theme.paper_zoom is None and self._wanted_dpi() != self._dpi:
            self._stretch()
            self._settled.start()

    def _wanted_dpi(self) -> int:
        """Return how many pixels of the look an inch of paper takes."""
        percent = self.theme.paper_zoom
        if percent is not None:
            return round(percent * REAL_SIZE_DPI / 100)
        # The bar at the side is counted in always: else it would come and go.
        bar, around = self.verticalScrollBar().sizeHint().width(), self._pages.contentsMargins()
        room = self.contentsRect().width() - bar - around.left() - around.right()
        least, most = (zoom * REAL_SIZE_DPI / 100 for zoom in (ZOOMS[0], ZOOMS[-1]))
        return int(min(max(room / PAGE_INCHES, least), most))

    def _stretch(self) -> None:
        """Show the pages in the size that is wanted at once, and keep the place on them."""
        wanted = self._wanted_dpi()
        if self._dpi:
            widths = [round(sheet.width() * wanted / self._dpi) for sheet in self.sheets]
            self._keeping_the_place(widths)
        self._dpi = wanted
        self._say_size()

    def _keeping_the_place(self, widths: Sequence[int]) -> None:
        self._lay_out()
        content, view = self._content, self.viewport()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        middle_down = (down.value() + view.height() / 2) / max(content.height(), 1)
        middle_across = (across.value() + view.width() / 2) / max(content.width(), 1)
        for sheet, width in zip(self.sheets, widths, strict=True):
            sheet.stretch(width)
        self._lay_out()
        down.setValue(round(middle_down * content.height() - view.height() / 2))
        across.setValue(round(middle_across * content.width() - view.width() / 2))

    def _lay_out(self) -> None:
        """Give the pages their places now, and not when their turn comes."""
        self._pages.activate()
        self._content.resize(self._content.sizeHint().expandedTo(self.viewport().size()))

    def _say_size(self) -> None:
        self.size_says.setText(f"{round(self._dpi / REAL_SIZE_DPI * 100)} %")

    def _draw_anew(self) -> None:
        if self._pdf:
            self._draw()

    def _draw(self) -> None:
        self._asked += 1
        sharp, pdf, press, dpi = self.devicePixelRatioF(), self._pdf, self.press, self._wanted_dpi()
        in_pool(
            self,
            lambda: tuple(press.pages(pdf, dpi=round(dpi * sharp))),
            partial(self._answered, asked=self._asked, dpi=dpi, sharp=sharp),
            self.failed.emit,
        )

    def _answered(
        self, images: tuple[PageImage, ...], *, asked: int, dpi: int, sharp: float
    ) -> None:
        # An answer to an older question than this one comes too late and is not shown.
        if asked != self._asked:
            return
        self.images, self._dpi = images, dpi
        self._say_size()
        if self._shown is self._pdf:
            for sheet, image in zip(self.sheets, images, strict=True):
                sheet.show_picture(image, sharp)
            return
        self._shown = self._pdf
        clear(self._pages)
        names = [f"Page {number} of {len(images)}" for number in range(1, len(images) + 1)]
        self.sheets = [
            PaperSheet(self.theme, image, name, sharp)
            for image, name in zip(images, names, strict=True)
        ]
        for sheet in self.sheets:
            self._pages.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pages.addStretch(1)
        self.verticalScrollBar().setValue(0)
        self.drawn.emit()
