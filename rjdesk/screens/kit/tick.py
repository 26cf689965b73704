"""A tick whose words wrap, so that large text is never cut."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from rjdesk.screens.kit.text import escape_mnemonic

WRAPPED = (
    Qt.TextFlag.TextWordWrap.value
    | Qt.TextFlag.TextShowMnemonic.value
    | Qt.AlignmentFlag.AlignLeft.value
    | Qt.AlignmentFlag.AlignVCenter.value
)


class Tick(QCheckBox):
    """A check box with words of any length, shown as they are written (also ``&``)."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Make an open tick."""
        super().__init__(escape_mnemonic(label), parent)
        self.setAccessibleName(label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _option(self) -> QStyleOptionButton:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        return option

    def _around(self) -> QSize:
        """Return what the box, the space and the padding take beside and above the words."""
        option = self._option()
        hint = super().sizeHint()
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, option.text)
        return QSize(hint.width() - text.width(), max(hint.height() - text.height(), 0))

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(2, 0)

    def minimumSizeHint(self) -> QSize:
        words = self._option().text.split() or [""]
        longest = max(self.fontMetrics().horizontalAdvance(word) for word in words)
        return QSize(self._around().width() + longest + 2, super().sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        around = self._around()
        room = QRect(0, 0, max(width - around.width(), 1), 100_000)
        words = self.fontMetrics().boundingRect(room, WRAPPED, self._option().text)
        return max(words.height() + around.height(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never be lower than the words: a layout short of room squeezes down to the minimum."""
        super().resizeEvent(event)
        needed = self.heightForWidth(event.size().width())
        if needed != self.minimumHeight():
            self.setMinimumHeight(needed)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = self._option()
        style = self.style()
        inside = style.subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        text, option.text = option.text, ""
        style.drawControl(QStyle.ControlElement.CE_CheckBox, option, painter, self)
        painter.setPen(option.palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(inside, WRAPPED, text)
        painter.end()
