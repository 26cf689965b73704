"""The look: tokens and style sheet become fonts, palette and icons of the whole program."""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path

import msgspec
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

PALETTES = ("light", "dark", "contrast")
SCALES = (1.0, 1.25, 1.5, 2.0)


class Tokens(msgspec.Struct, frozen=True):
    """The tokens of one palette at one text size; space in pixels, type in points."""

    colours: dict[str, str]
    space: dict[str, int]
    type: dict[str, float]
    control: dict[str, int]
    radius: dict[str, int]


def read_tokens(folder: Path, palette: str, scale: float) -> Tokens:
    """Return the tokens of a palette, with type, controls and space grown by ``scale``."""
    raw = tomllib.loads((folder / "tokens.toml").read_text(encoding="utf-8"))
    return Tokens(
        colours=raw[palette],
        space={name: round(value * (1 + (scale - 1) / 2)) for name, value in raw["space"].items()},
        type={name: value * scale for name, value in raw["type"].items()},
        control={name: round(value * scale) for name, value in raw["control"].items()},
        radius=raw["radius"],
    )


class Theme:
    """How the program looks now; change it with ``wear``."""

    def __init__(self, resources: Path, palette: str = "light", scale: float = 1.0) -> None:
        """Read the tokens from the ``resources`` folder."""
        self.resources = resources
        self.palette = palette
        self.scale = scale
        self.paper_zoom: int | None = None
        """How large paper is shown, in hundredths of its own size; None: as wide as its room."""
        self._pictures: dict[tuple[str, str, int, str, float], QPixmap] = {}

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens in use."""
        return read_tokens(self.resources / "style", self.palette, self.scale)

    def space(self, name: str) -> int:
        """Return a space in pixels: xs, s, m, l, xl or xxl."""
        return self.tokens.space[name]

    def colour(self, name: str) -> QColor:
        """Return the colour of a role."""
        return QColor(self.tokens.colours[name])

    def points(self, name: str) -> float:
        """Return a size of type in points."""
        return self.tokens.type[name]

    def apply(self, app: QApplication, palette: str, scale: float) -> None:
        """Put a palette and text size on the whole program, unless it wears them already."""
        self.palette, self.scale = palette, scale
        self.__dict__.pop("tokens", None)
        for file in sorted((self.resources / "fonts").rglob("*.ttf")):
            if str(file) not in _LOADED:
                _LOADED.add(str(file))
                QFontDatabase.addApplicationFont(str(file))
        sheet = self._style_sheet()
        if app.styleSheet() == sheet:
            return  # The sheet names palette and sizes; styling every widget anew takes long.
        if not app.styleSheet():  # worn already, whatever the palette
            app.setStyle("Fusion")
        font = QFont()
        font.setFamilies(["Atkinson Hyperlegible Next", "Noto Sans"])
        font.setPointSizeF(self.points("body"))
        app.setFont(font)
        app.setPalette(self._qt_palette())
        app.setStyleSheet(sheet)

    def _qt_palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "ground",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunken",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.PlaceholderText: "ink-soft",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "accent-ink",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "ink",
        }
        for role, name in roles.items():
            palette.setColor(role, self.colour(name))
        return palette

    def _style_sheet(self) -> str:
        tokens = self.tokens
        values = {name: f"{value}px" for name, value in tokens.space.items()}
        # What a border that grows with the keyboard takes from the padding.
        for name, value in tokens.space.items():
            values |= {f"{name}-{taken}": f"{max(value - taken, 0)}px" for taken in (1, 2)}
        values |= {name: f"{value}px" for name, value in tokens.control.items()}
        values |= {name: f"{value}pt" for name, value in tokens.type.items()}
        values |= {f"r{name}": f"{value}px" for name, value in tokens.radius.items()}
        values |= tokens.colours
        values["palette"] = self.palette
        values["icons"] = (self.resources / "icons").as_posix()
        text = (self.resources / "style" / "rjdesk.qss").read_text(encoding="utf-8")
        for name in sorted(values, key=len, reverse=True):
            text = text.replace(f"@{name}", values[name])
        return text

    def icon(self, name: str, colour: str = "ink", size: int = 20) -> QIcon:
        """Return an outline icon in the colour of a role."""
        return QIcon(self.pixmap(name, colour, size))

    def pixmap(self, name: str, colour: str = "ink", size: int = 20) -> QPixmap:
        """Return an outline icon as a picture, ``size`` pixels square before scaling."""
        drawn = (name, colour, size, self.palette, self.scale)
        if drawn not in self._pictures:
            self._pictures[drawn] = self._draw(name, colour, size)
        return self._pictures[drawn]

    def _draw(self, name: str, colour: str, size: int) -> QPixmap:
        # The unlock screen has no icon, and is there the sooner for it.
        from PySide6.QtSvg import QSvgRenderer

        svg = (self.resources / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        coloured = svg.replace("currentColor", self.tokens.colours[colour])
        renderer = QSvgRenderer(QByteArray(coloured.encode()))
        edge = round(size * self.scale)
        pixmap = QPixmap(QSize(edge, edge) * 2)
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, edge, edge))
        painter.end()
        return pixmap


_LOADED: set[str] = set()
