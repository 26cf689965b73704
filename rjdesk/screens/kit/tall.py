"""A scrolling area that is as tall as its content, up to a limit, and scrolls beyond it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

UNLIMITED = 16_000
"""A height in pixels that no content reaches."""


class Tall(QScrollArea):
    """Content that may grow; ``limit`` is the greatest height in pixels."""

    def __init__(self, limit: int = UNLIMITED) -> None:
        """Make it empty; ``hold`` fills it."""
        super().__init__()
        self.limit = limit
        self.content = QWidget()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hold(self, content: QWidget) -> Tall:
        """Show this content."""
        self.content = content
        self.setWidget(content)
        content.installEventFilter(self)
        return self

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Left to itself, a bar that once narrowed the content stays because it did.
        fits = self._whole(self.width()) <= self.height()
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff if fits else bar.ScrollBarAsNeeded)
        super().resizeEvent(event)

    def _whole(self, width: int) -> int:
        content = self.content
        if content.hasHeightForWidth():
            return content.heightForWidth(width)
        return content.sizeHint().height()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        whole = self._whole(width)
        if whole > self.limit:
            whole = self._whole(width - self.verticalScrollBar().sizeHint().width())
        return min(whole, self.limit)

    def sizeHint(self) -> QSize:
        width = self.content.sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        least = self.content.minimumSizeHint()
        return QSize(least.width(), min(least.height(), self.limit))
