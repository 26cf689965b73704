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
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from rjdesk.desk.ports import Trouble


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

# A name in one face looks like a name; in two, like a mistake. Longer text changes by word.
_WHOLE = 80

# Scripts whose letters change shape with their neighbours: drawn one by one they are wrong.
_SHAPED = re.compile("[\u0590-\u109f\u1780-\u18af\u1cd0-\u1cff\ua8e0-\ua8ff]")


class Typecase:
    """The fonts of one folder, each loaded when first needed."""

    def __init__(self, folder: Path) -> None:
        """Look for the fonts in a folder."""
        self._folder = folder
        self._glyphs: dict[Face, dict[int, int]] = {}

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
        per_letter = [
            next(((f, letter) for f in faces if not self._missing(letter, f)), None)
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
        if face not in self._glyphs:
            try:
                font = TTFont(face.value, str(self._folder / f"{face.value}.ttf"))
            except (TTFError, OSError) as error:
                raise Trouble(
                    f"The font {face.value} is missing or damaged, so nothing can be printed."
                    " Nothing was lost. Install the program again, then print."
                ) from error
            pdfmetrics.registerFont(font)
            self._glyphs[face] = font.face.charToGlyph
        return self._glyphs[face]


def clean(text: str) -> str:
    """Compose accents, and leave out what is never seen on paper."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("\r\n?|[\u2028\u2029\x0b\x0c]", "\n", text).replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))


def _refusal(lacking: list[str]) -> str:
    named = ", ".join(
        f"“{c}” ({unicodedata.name(c, 'no name').lower()}, U+{ord(c):04X})"
        for c in dict.fromkeys(lacking)
    )
    return (
        f"This cannot be printed, because no font here can draw {named}."
        " Nothing was lost. Write it in other letters, then print again."
    )
