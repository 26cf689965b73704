"""A page of paper on the screen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rjdesk.desk.ports import PageImage
from rjdesk.screens.kit.theme import Theme


class PaperSheet(QWidget):
    """The picture of one page, on white whatever the palette: it is paper.

    Where the widget has another size than the picture, the picture is stretched to it.
    """

    def __init__(self, theme: Theme, image: PageImage, name: str, sharp: float = 1.0) -> None:
        """Show a page picture, ``sharp`` of its pixels for each one of the look's."""
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
        self.show_picture(image, sharp)

    def show_picture(self, image: PageImage, sharp: float) -> None:
        """Show another picture of the page, in its own size."""
        self.image = to_qimage(image)
        self.image.setDevicePixelRatio(sharp)
        self.setFixedSize(self.image.deviceIndependentSize().toSize())
        self.update()

    def stretch(self, width: int) -> None:
        """Be as wide as that, in the shape of the page, until there is a picture in that size."""
        height = round(width * self.image.height() / self.image.width())
        self.setFixedSize(QSize(width, height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self.image)
        painter.setPen(self.theme.colour("line"))
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1.0, self.height() - 1.0))
        painter.end()


def to_qimage(image: PageImage) -> QImage:
    """Return a page picture as Qt's; the pixels are copied."""
    return QImage(
        image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGB32
    ).copy()
