"""A page of paper on the screen."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rjdesk.desk.ports import PageImage
from rjdesk.screens.look import Look


class PaperSheet(QWidget):
    """The picture of one page, on white whatever the palette: it is paper."""

    def __init__(self, look: Look, image: PageImage, name: str, sharp: float = 1.0) -> None:
        """Show a page picture, ``sharp`` of its pixels for each one of the look's."""
        super().__init__()
        self.look = look
        self.image = to_qimage(image)
        self.image.setDevicePixelRatio(sharp)
        self.setFixedSize(self.image.deviceIndependentSize().toSize())
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self.image)
        painter.setPen(self.look.colour("line"))
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1.0, self.height() - 1.0))
        painter.end()


def to_qimage(image: PageImage) -> QImage:
    """Return a page picture as Qt's; the pixels are copied."""
    return QImage(
        image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGB32
    ).copy()
