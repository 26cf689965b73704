"""The look of every paper: sizes, colours and text styles, all from the size of body text."""

from __future__ import annotations

from enum import Enum
from functools import cached_property

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from rjdesk.paper.fonts import Face, FontSet

INK = HexColor("#23201c")
QUIET = HexColor("#4f4840")  # 8.9:1 on white, so that small print stays legible
ACCENT = HexColor("#7a3b22")
HAIR = HexColor("#c9bfb2")
RULE = HexColor("#6b6259")
TINT = HexColor("#f8f4ee")
DRAFT = HexColor("#ebe6de")  # light enough that ink upon it keeps 7:1

SIZES = {"letter": LETTER, "a4": A4}
LARGE = 15.0
"""From this size of body text on, paper is large print."""

_EDGE = 25.4 * mm
_LARGE_EDGE = 20 * mm  # large print needs the room more than the margin does
_LETTERS = 81  # of average letters; a line of narrow ones then still holds no more than 85
_WRITING = 10 * mm
_CLOSE_WRITING = 8.5 * mm
_LEADING = 1.4
_CLOSE_LEADING = 1.32
_CLOSE_SPACE = 0.6
_LINE = "Most of us would like to be asked what we need, and to be heard in full."


class Role(Enum):
    """What a piece of text is: first the name of its element in PDF, then which of them."""

    TITLE = "H1"
    PART = "H2"
    POINT = "H3"
    BODY = "P"
    QUESTION = "P of an airy list"
    ITEM = "P of a list"
    LABEL = "P above a value"
    CELL = "P of a table"
    CAPTION = "P under a rule"
    LETTERHEAD = "P above the title"
    FOOTER = "Artifact"

    @property
    def element(self) -> str:
        """The name of the element, where nothing more is known of its place."""
        return self.value.split()[0]


class Look:
    """Measures and styles for one page size and one size of body text, both in points."""

    def __init__(
        self,
        font_set: FontSet,
        size: str,
        points: float,
        *,
        coded: bool = False,
        close: bool = False,
    ) -> None:
        """Raise ValueError for a page size or text size that is not offered.

        ``coded`` leaves room in the footer for the code that a scan is known by. ``close``
        leaves a little less room between lines, and still enough to read and write.
        """
        if size not in SIZES or not 9 <= points <= 24:  # noqa: PLR2004 - beyond, no form fits
            raise ValueError(f"paper is letter or a4, in 9 to 24 points: {size!r}, {points}")
        self.font_set = font_set
        self.points = points
        self.coded = coded
        self.close = close
        self._size = size
        self.width: float
        self.height: float
        self.width, self.height = SIZES[size]
        # The margin below the text holds the footer; a tall footer takes more.
        self.bottom = float((30.5 if coded else 22) * mm)

    def closer(self) -> Look:
        """Return the same look with a little less room between the lines."""
        return Look(self.font_set, self._size, self.points, coded=self.coded, close=True)

    @property
    def large(self) -> bool:
        """Whether this is large print."""
        return self.points >= LARGE

    @property
    def left(self) -> float:
        """Where the text begins."""
        return float(_LARGE_EDGE if self.large else _EDGE)

    @property
    def measure(self) -> float:
        """The width between the margins, which tables and rules to write on take."""
        return self.width - 2 * self.left

    @cached_property
    def line(self) -> float:
        """The greatest width of a line of text: it holds no more than 85 characters."""
        letter = stringWidth(_LINE, self.font_set.name(Face.TEXT), self.points) / len(_LINE)
        return float(_LETTERS * letter)

    @property
    def top(self) -> float:
        """The margin above the text."""
        return float(16 * mm)

    @property
    def writing(self) -> float:
        """The free height above a rule to write on."""
        return float(max(_CLOSE_WRITING if self.close else _WRITING, 1.6 * self.points))

    @property
    def leading(self) -> float:
        """The distance from line to line of body text."""
        return (_CLOSE_LEADING if self.close else _LEADING) * self.points

    @property
    def space(self) -> float:
        """The size that the room between paragraphs is counted in."""
        return self.points * (_CLOSE_SPACE if self.close else 1)

    def face(self, role: Role) -> Face:
        """Return the face that a role is set in."""
        match role:
            case Role.TITLE | Role.PART:
                return Face.HEADING
            case Role.POINT:
                return Face.BOLD
            case _:
                return Face.TEXT

    def style(self, role: Role) -> ParagraphStyle:
        """Return the style of a role."""
        return self._styles[role]

    @cached_property
    def _styles(self) -> dict[Role, ParagraphStyle]:
        p, leading = self.points, self.leading / self.points
        small = max(8.5, 0.8 * p)
        return {
            Role.TITLE: self._style(Role.TITLE, min(2 * p, 30), 1.2, after=0.55),
            Role.PART: self._style(Role.PART, 1.24 * p, 1.3, before=0.85, after=0.3),
            Role.POINT: self._style(Role.POINT, p, leading, before=0.6, after=0.2),
            Role.BODY: self._style(Role.BODY, p, leading, before=0.4, after=0.4),
            Role.ITEM: self._style(Role.ITEM, p, leading, after=0.32, indent=1.6),
            Role.QUESTION: self._style(Role.QUESTION, 1.08 * p, leading, after=1.1, indent=2),
            Role.LABEL: self._style(Role.LABEL, small, 1.3, color=QUIET),
            Role.CELL: self._style(Role.CELL, p, 1.35),
            Role.CAPTION: self._style(Role.CAPTION, small, 1.3, color=QUIET),
            Role.LETTERHEAD: self._style(Role.LETTERHEAD, 0.95 * p, 1.4, color=QUIET),
            Role.FOOTER: self._style(Role.FOOTER, max(8.5, 0.62 * p), 1.35, color=QUIET),
        }

    def _style(
        self,
        role: Role,
        size: float,
        leading: float,
        *,
        before: float = 0,
        after: float = 0,
        indent: float = 0,
        color: object = INK,
    ) -> ParagraphStyle:
        """Make a style; ``before`` and ``after`` are counted in the look's space.

        ``indent`` is in sizes of body text.
        """
        font = self.font_set.name(self.face(role))
        return ParagraphStyle(
            role.name,
            fontName=font,
            # Else the mark of a list is set in Helvetica, which is not in the file.
            bulletFontName=font,
            fontSize=size,
            bulletFontSize=size,
            leading=leading * size,
            spaceBefore=before * self.space,
            spaceAfter=after * self.space,
            leftIndent=indent * self.points,
            bulletIndent=0.3 * self.points if indent else 0,
            textColor=color,
            bulletColor=ACCENT if indent else color,
            allowWidows=0,
            allowOrphans=0,
        )
