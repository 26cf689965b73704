"""Fonts: which face draws which words, decided before anything is drawn.

ReportLab has no fallback between fonts: a letter that a font lacks becomes an empty box on
the paper. So each piece of text is given to the first font that has all of it, and text that
no font has is refused by name.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from pathlib import Path
from threading import Lock
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from rjdesk.desk.ports import Trouble
from rjdesk.paper.letters import named


class Face(Enum):
    """A face by its use; the value names its file."""

    TEXT = "AtkinsonHyperlegibleNext-Regular"
    BOLD = "AtkinsonHyperlegibleNext-Bold"
    ITALIC = "AtkinsonHyperlegibleNext-Italic"
    BOLD_ITALIC = "AtkinsonHyperlegibleNext-BoldItalic"
    HEADING = "Literata-SemiBold"
    OTHER_LETTERS = "NotoSans-Regular"
    OTHER_LETTERS_BOLD = "NotoSans-Bold"


# After each face, those that stand in for the letters it lacks.
_STAND_INS: dict[Face, tuple[Face, ...]] = {
    Face.TEXT: (Face.OTHER_LETTERS,),
    Face.ITALIC: (Face.OTHER_LETTERS,),
    Face.BOLD: (Face.OTHER_LETTERS_BOLD,),
    Face.BOLD_ITALIC: (Face.OTHER_LETTERS_BOLD,),
    Face.HEADING: (Face.OTHER_LETTERS_BOLD,),
    Face.OTHER_LETTERS: (),
    Face.OTHER_LETTERS_BOLD: (),
}

# The few signs that neither a face nor its fallback has: arrows and boxes.
_SIGNS = Face.HEADING

# A name in one face looks like a name; in two, like a mistake. Longer text changes by word.
_WHOLE = 80

# Scripts whose letters change shape with their neighbours: drawn one by one they are wrong.
_SHAPED = re.compile("[\u0590-\u109f\u1780-\u18af\u1cd0-\u1cff\ua8e0-\ua8ff]")


def _each(signs: str, plain: str) -> dict[str, str]:
    return dict.fromkeys(signs, plain)


_PLAINER = str.maketrans(
    {
        # Bullets, also those that word processors keep in private places of their own.
        **_each("\uf0b7\uf0a7\uf0d8\uf076\uf06c\uf06e\uf077\u25e6\u25aa\u25ab\u25cf\u25cb", "•"),
        **_each("\u2023\u2043\u27a2\u2756\u25b8\u25ba\u2b1d\u26ab", "•"),
        **_each(
            "\uf0e0\uf0e8\u21d2\u27f6\u27f9\u2794\u2799\u279c\u279d\u279e\u27a1\u21e8\u27a4", "→"
        ),
        **_each("\uf0df\u21d0\u27f5\u2b05\u21e6", "←"),
        **_each("\u2b06\u21d1\u21e7", "↑"),
        **_each("\u2b07\u21d3\u21e9", "↓"),
        **_each("\u2194\u21d4\u27f7", "<->"),
        # A tick, and a box with one: word processors tick a box with a cross.
        **_each("\uf0fc\uf0fe\u2713\u2714\u2611\u2612\u2705", "[x]"),
        **_each("\uf0a8\uf06f\u2610\u25fb\u2751", "□"),
        **_each("\u2007\u202f", "\u00a0"),
        **_each("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000", " "),
        **_each("\u2010\u2011", "-"),
        **_each("\u02b9\u02c8", "\u2032"),
        # How a sign is drawn, in colour or not, is no letter of its own.
        **_each("\ufe0e\ufe0f", ""),
        **{
            chr(code): unicodedata.normalize("NFKC", chr(code))
            for first, last in (
                (0xFB00, 0xFB06),  # letters joined in one, as a PDF copies them
                (0x2160, 0x217F),  # Roman numbers
                (0xFF01, 0xFF5E),  # letters as wide as Chinese signs
                (0x1D400, 0x1D7FF),  # letters of mathematics, which people decorate names with
            )
            for code in range(first, last + 1)
        },
        **{chr(0x2460 + n): f"({n + 1})" for n in range(20)},
    }
)


class FontSet:
    """The fonts of one folder, each loaded when first needed."""

    def __init__(self, folder: Path) -> None:
        """Look for the fonts in a folder."""
        self._folder = folder
        self._loading = Lock()
        self._glyphs: dict[Face, dict[int, int]] = {}
        self._drawable: frozenset[int] | None = None

    def undrawable(self, text: str) -> tuple[str, ...]:
        """Return the signs of a text that some face cannot draw, each once.

        Cheap: the letters of all faces are looked up, and nothing is drawn.
        """
        drawable = self._all_drawable()
        return tuple(dict.fromkeys(c for c in clean(text) if c != "\n" and ord(c) not in drawable))

    def _all_drawable(self) -> frozenset[int]:
        if self._drawable is None:
            signs = set(self._load(_SIGNS))
            each = [
                signs.union(self._load(face), *(self._load(other) for other in others))
                for face, others in _STAND_INS.items()
                if others
            ]
            self._drawable = frozenset(
                code for code in set.intersection(*each) if not _SHAPED.match(chr(code))
            )
        return self._drawable

    def name(self, face: Face) -> str:
        """Return the name under which ReportLab knows a face."""
        self._load(face)
        return face.value

    def markup(self, text: str, face: Face) -> str:
        """Return text as ReportLab's paragraph markup: the one place where text is escaped.

        Raises Trouble naming the characters that no font has.
        """
        return "".join(
            f'<font name="{self.name(font)}">{escape(piece).replace(chr(10), "<br/>")}</font>'
            for font, piece in self.pieces(text, face)
        )

    def pieces(self, text: str, face: Face) -> list[tuple[Face, str]]:
        """Cut text into pieces, each with a face that has all of its letters."""
        text = clean(text)
        faces = (face, *_STAND_INS[face])
        parts = [text] if len(text) <= _WHOLE else re.split(r"(?<=\s)", text)
        found: list[tuple[Face, str]] = []
        for part in parts:
            for font, piece in self._fit(part, faces):
                if found and found[-1][0] is font:
                    found[-1] = (font, found[-1][1] + piece)
                else:
                    found.append((font, piece))
        return found

    def _fit(self, text: str, faces: tuple[Face, ...]) -> list[tuple[Face, str]]:
        for face in faces:
            if not self._missing(text, face):
                return [(face, text)]
        with_signs = (*faces, _SIGNS)
        per_letter = [
            next(((f, letter) for f in with_signs if not self._missing(letter, f)), None)
            for letter in text
        ]
        lacking = [a for a, b in zip(text, per_letter, strict=True) if b is None]
        if lacking:
            raise Trouble(_refusal(lacking))
        return [pair for pair in per_letter if pair]

    def _missing(self, text: str, face: Face) -> bool:
        glyphs = self._load(face)
        return any(
            letter != "\n" and (ord(letter) not in glyphs or _SHAPED.match(letter))
            for letter in text
        )

    def _load(self, face: Face) -> dict[int, int]:
        # A page may be drawn in one thread while a field is judged in another.
        with self._loading:
            if face not in self._glyphs:
                self._glyphs[face] = self._read(face)
            return self._glyphs[face]

    def _read(self, face: Face) -> dict[int, int]:
        try:
            font = TTFont(face.value, str(self._folder / f"{face.value}.ttf"))
        except (TTFError, OSError) as error:
            raise Trouble(
                f"The font {face.value} is missing or damaged, so nothing can be printed."
                " Nothing was lost. Install the program again, then print."
            ) from error
        pdfmetrics.registerFont(font)
        glyphs: dict[int, int] = font.face.charToGlyph
        return glyphs


def clean(text: str) -> str:
    """Return text as it is drawn, the one place where a sign is turned into others.

    Accents are composed; what is never seen on paper is left out; signs that mean what plainer
    ones mean (the bullets and arrows of word processors, joined letters, spaces of all widths)
    become those.
    """
    text = unicodedata.normalize("NFC", text.translate(_PLAINER))
    text = re.sub("\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", text).replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))


def _refusal(signs: list[str]) -> str:
    return (
        f"This cannot be printed, because no font here can draw {named(signs)}."
        " Nothing was lost. Write it in other letters, then print again."
    )
