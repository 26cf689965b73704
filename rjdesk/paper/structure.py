"""The structure of a document: what a screen reader is told, in the order it is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """A piece of drawn content: the page it stands on, from 0, and its number there."""

    page: int
    number: int


class Element:
    """A node of the structure, named as PDF names it: ``P``, ``H1``, ``TD``.

    ``scope`` is what a header cell is the header of (``Column`` or ``Row``), ``numbering``
    how a list is numbered, ``alt`` words for what is a picture and not text.
    """

    def __init__(
        self,
        kind: str,
        *,
        scope: str = "",
        numbering: str = "",
        alt: str = "",
        language: str = "",
    ) -> None:
        """Make an element that stands in no other yet."""
        self.kind = kind
        self.scope = scope
        self.numbering = numbering
        self.alt = alt
        self.language = language
        self.above: Element | None = None
        self.kids: list[Element | Mark] = []

    def add(self, kid: Element) -> Element:
        """Put an element at the end of this one, and return it."""
        kid.above = self
        self.kids.append(kid)
        return kid

    @property
    def top(self) -> Element:
        """The outermost element that this one stands in."""
        return self if self.above is None else self.above.top


class Marks:
    """Which element each piece of content belongs to, page by page."""

    def __init__(self) -> None:
        """Begin with no page."""
        self.pages: list[list[Element]] = []

    def take(self, element: Element, page: int) -> int:
        """Give an element the next piece of content of a page, and return its number."""
        while len(self.pages) <= page:
            self.pages.append([])
        number = len(self.pages[page])
        self.pages[page].append(element)
        element.kids.append(Mark(page, number))
        return number


@contextmanager
def content_of(element: Element | None, canvas: Any) -> Iterator[None]:  # noqa: ANN401 - a canvas
    """Draw what belongs to an element; without one, what only adorns the page."""
    if element is None:
        canvas.addLiteral("/Artifact BMC")
    else:
        number = canvas.marks.take(element, canvas.getPageNumber() - 1)
        canvas.addLiteral(f"/{element.kind} <</MCID {number}>> BDC")
    yield
    canvas.addLiteral("EMC")


def ornament(canvas: Any) -> Any:  # noqa: ANN401 - a canvas, and a context
    """Draw what a screen reader leaves out: rules, colour, whatever stands on each page."""
    return content_of(None, canvas)
