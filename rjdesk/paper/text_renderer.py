"""Words as they are drawn: in a role, with values filled in and rules where there are none."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from rjdesk.paper.fields import FIELDS
from rjdesk.paper.filling import Filling
from rjdesk.paper.flowables import Passage, passage
from rjdesk.paper.fonts import Face
from rjdesk.paper.look import Look, Role
from rjdesk.paper.tree import Slot, TextRun, Words

_NBSP = "\N{NO-BREAK SPACE}"
_EMPHASIS = {
    (False, False): Face.TEXT,
    (True, False): Face.BOLD,
    (False, True): Face.ITALIC,
    (True, True): Face.BOLD_ITALIC,
}


class TextRenderer:
    """Renders the text of one form, filled in one way, in one look."""

    def __init__(self, filling: Filling, look: Look) -> None:
        """Take what all blocks need."""
        self.filling = filling
        self.look = look

    def text(self, words: Words, role: Role) -> Passage:
        """Return words in a role, with values filled in and rules where there are none."""
        missing = any(isinstance(w, Slot) and self.filling.value(w.name) is None for w in words)
        markup = "".join(self._markup(part, role) for part in words)
        return passage(markup, self.look, role, roomy=missing)

    def plain(self, text: str, role: Role, *, bold: bool = False) -> Passage:
        """Return a value in a role."""
        face = Face.BOLD if bold else self.look.face(role)
        return passage(self.look.font_set.markup(text, face), self.look, role)

    def _markup(self, part: TextRun | Slot, role: Role) -> str:
        face = self.look.face(role)
        if face is Face.TEXT:
            face = _EMPHASIS[part.bold, part.italic]
        if isinstance(part, TextRun):
            return self.look.font_set.markup(part.text, face)
        value = self.filling.value(part.name)
        return self._rule(part.name) if value is None else self.look.font_set.markup(value, face)

    def _rule(self, name: str) -> str:
        """Return a rule within a line: underlined spaces that no line break parts."""
        font = self.look.font_set.name(Face.TEXT)
        room = min(FIELDS[name].room * mm, 0.8 * self.look.measure)
        spaces = round(room / stringWidth(_NBSP, font, self.look.points))
        return f'<font name="{font}"><u width="0.7" offset="-2">{_NBSP * spaces}</u></font>'
