"""Things side by side that go on in the next line where the room ends, as words do."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """A layout from left to right and then from top to bottom; a line is as high as it must be.

    Things stand in the middle of their line, or at its top where they are aligned so.
    Nothing is ever cut: what is wider than a whole line gets that line, and labels in it wrap.
    """

    def __init__(self, space: int) -> None:
        """Make an empty flow with ``space`` pixels between its items."""
        self.items: list[QLayoutItem] = []
        self.heights: dict[int, int] = {}
        self.wanted: list[QSize] = []
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(space)

    def invalidate(self) -> None:
        """Forget what was measured."""
        # Qt asks for the same heights many times over while it lays out a page.
        self.heights.clear()
        self.wanted.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self.items.append(item)

    def count(self) -> int:
        """Return how many widgets flow."""
        return len(self.items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self.items[place] if 0 <= place < len(self.items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self.items.pop(place) if 0 <= place < len(self.items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self.heights:
            self.heights[width] = self._lay_out(QRect(0, 0, width, 0), really=False)
        return self.heights[width]

    def sizeHint(self) -> QSize:
        pairs = zip(self.items, self._sizes(), strict=True)
        hints = [size for item, size in pairs if not item.isEmpty()]
        between = self.spacing() * max(len(hints) - 1, 0)
        width = sum(hint.width() for hint in hints) + between
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self.items:
            least = least.expandedTo(item.minimumSize())
        return least.grownBy(self.contentsMargins())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, really=True)

    def _sizes(self) -> list[QSize]:
        """Return the size that each item would like."""
        if len(self.wanted) != len(self.items):
            self.wanted = [self._wanted(item) for item in self.items]
        return self.wanted

    @staticmethod
    def _wanted(item: QLayoutItem) -> QSize:
        """Return the size an item would like; a label's is that of its text in one line."""
        widget = item.widget()
        hint = item.sizeHint()
        if not isinstance(widget, QLabel) or not widget.wordWrap():
            return hint
        return QSize(one_line(widget), widget.heightForWidth(one_line(widget)))

    def _lay_out(self, rect: QRect, *, really: bool) -> int:
        """Place the items and return the height they take, margins included."""
        margins: QMargins = self.contentsMargins()
        inside = rect.marginsRemoved(margins)
        y = inside.y()
        for line in self._lines(inside.width()):
            height = max(size.height() for _, size in line)
            x = inside.x()
            for item, size in line:
                if really:
                    at_top = item.alignment() & Qt.AlignmentFlag.AlignTop
                    down = 0 if at_top else (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, y + down), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        used = max(y - self.spacing() - inside.y(), 0)
        return used + margins.top() + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item, size in zip(self.items, self._sizes(), strict=True):
            if item.isEmpty():
                continue
            if size.width() > width:
                height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
                shown = QSize(width, max(height, item.minimumSize().height()))
            else:
                shown = size
            if not lines or shown.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, shown))
            left -= shown.width() + self.spacing()
        return lines


def one_line(label: QLabel) -> int:
    """Return how wide a label is when its text does not wrap, in pixels."""
    letters = label.fontMetrics()
    around = label.width() - label.contentsRect().width()
    # A framed label keeps half an x before its text; a rounded width may lose a pixel.
    slack = letters.horizontalAdvance("x") if around else 2
    return letters.size(0, label.text()).width() + around + slack


def flowing(space: int, *widgets: QWidget) -> QWidget:
    """Return widgets in a flow; the labels among them may wrap."""
    holder = QWidget()
    flow = Flow(space)
    for widget in widgets:
        if isinstance(widget, QLabel):
            widget.setWordWrap(True)
        flow.addWidget(widget)
    holder.setLayout(flow)
    policy = holder.sizePolicy()
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
