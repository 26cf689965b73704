"""Cases: the list of those you hold, search, and a new request."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from rjdesk.desk.views.cases import AskCases, CaseRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.buttons import ActButton
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Page, Route, scrolled
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, label

TWO_LINES_FROM = 1.5
"""From this text size on a row has room for three lines."""
ROWS_AT_LEAST = 2
"""So many rows are in sight however small the window: the page scrolls before the table does."""
COLUMNS = ("Case", "Parties", "Stage", "Opened", "Next")
SHOWN_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
}
Index = QModelIndex | QPersistentModelIndex


class CasesModel(QAbstractTableModel):
    """The rows of the list; a whole answer of the desk at a time."""

    def __init__(self, rows: tuple[CaseRow, ...]) -> None:
        """Hold the rows."""
        super().__init__()
        self.rows = rows

    def show_rows(self, rows: tuple[CaseRow, ...]) -> None:
        """Put other rows in place of these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return what stands in a cell."""
        if role not in SHOWN_ROLES:
            return None
        row = self.rows[index.row()]
        opened = long_date(row.opened) if row.opened else ""
        return (row.code, row.parties, row.stage, opened, row.next)[index.column()]

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None


class CasesPage(Page):
    """The list of cases."""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the search field, the table and the button for a new request."""
        super().__init__(services, link, route)
        theme = self.theme
        content = QWidget()
        scrolled(self, content)
        box = QVBoxLayout(content)
        margin = theme.space("xl")
        box.setContentsMargins(margin, theme.space("l"), margin, margin)
        box.setSpacing(theme.space("m"))
        box.addWidget(label("Cases", "title"))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search by code or name")
        self.search.setAccessibleName("Search the cases you hold")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.refresh)
        self.search.returnPressed.connect(self._into_table)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._into_table)
        box.addWidget(self.search)
        self.model = CasesModel(())
        self.table = self._make_table()
        box.addWidget(self.table, 1)
        self.empty = Frame(theme)
        self.empty.add(label("No case here.", "strong"))
        self.empty.add(label("You see the cases that were opened to you, and no others.", "soft"))
        box.addWidget(self.empty)
        self.new = ActButton(
            services, "New request", lambda: self.go.emit(Route("intake-journey")),
            role="primary", icon="plus",
        )  # fmt: skip
        self.new.why.connect(self.why)
        box.addWidget(self.new)
        box.addStretch(0)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName("Cases")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        large = self.theme.scale >= TWO_LINES_FROM
        table.verticalHeader().setDefaultSectionSize(
            round((92 if large else 40) * self.theme.scale)
        )
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Tab leaves the table; the keys inside it are the arrows, and Enter opens.
        table.setCornerButtonEnabled(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((95, 0, 115, 160, 0)):
            if width:
                header.resizeSection(column, round(width * self.theme.scale))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        # In large type the day of opening gives its room to the parties.
        table.setColumnHidden(COLUMNS.index("Opened"), large)
        header.setMinimumSectionSize(round(70 * self.theme.scale))
        rows = table.verticalHeader().defaultSectionSize() * ROWS_AT_LEAST
        table.setMinimumHeight(header.sizeHint().height() + rows)
        table.activated.connect(self._open)
        table.clicked.connect(self._open)
        return table

    def begin(self) -> None:
        """Put the keyboard into the search."""
        give_keyboard(self.search)

    def _into_table(self) -> None:
        if self.model.rows:
            give_keyboard(self.table)
            self.table.selectRow(0)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        self.go.emit(Route("case", row.case, process=row.process))

    def refresh(self) -> None:
        """Ask for the rows that match the search."""
        view = self.link.ask(AskCases(self.search.text()))
        self.model.show_rows(view.rows)
        self.table.setVisible(bool(view.rows))
        self.empty.setVisible(not view.rows)
        self.new.show_verdict(view.may_open)
