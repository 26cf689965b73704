"""The library: what others may learn from, reflections and documents (sections 4E and 6B)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.coalition import Coalition, CoalitionEvent
from rjdesk.process.kernel.event import Capacity, Entry
from rjdesk.process.library.state import Document, Format, Published, Section, Shelf


class ReflectionsPublished(CoalitionEvent, frozen=True, kw_only=True):
    """Several reflections are released together, in an order that was drawn (RC-108, A37).

    Whoever releases them signs this entry. ``on`` is the first day of the term, and the entry
    bears no other time; it says of no item of which case it is. Whoever holds the record of a
    case finds its own words there, until the record is destroyed.
    """

    tag: ClassVar[str] = "reflections-published"
    capacity: ClassVar[Capacity] = Capacity.ASSIGNS
    told_by_its_day: ClassVar[bool] = True

    items: tuple[Published, ...]

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Put them on the shelf of their term."""
        shelf = Shelf(term=self.on, items=self.items)
        return replace(coalition, library=(*coalition.library, shelf))


class ReflectionWithdrawn(CoalitionEvent, frozen=True, kw_only=True):
    """An item is taken out of the library: somebody was known by it after all (RC-108, A37).

    ``digest`` is that of the item. Why it went, and of which case it was, is not recorded; like the
    release this bears the first day of the term alone.
    """

    tag: ClassVar[str] = "reflection-withdrawn"
    capacity: ClassVar[Capacity] = Capacity.ASSIGNS
    told_by_its_day: ClassVar[bool] = True

    digest: str

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Take it from its shelf; a shelf without an item is none."""
        left = (
            replace(shelf, items=tuple(i for i in shelf.items if i.digest != self.digest))
            for shelf in coalition.library
        )
        return replace(
            coalition,
            library=tuple(shelf for shelf in left if shelf.items),
            withdrawn=(*coalition.withdrawn, self.digest),
        )


class DocumentAdded(CoalitionEvent, frozen=True, kw_only=True):
    """A document is put into the library: training, education, or what who leaves has learned.

    Any member may. The bytes are kept beforehand under ``document``; ``digest`` is theirs. A text
    is read against whoever is known here; ``reason`` says why what reads like a name in it is none.
    """

    tag: ClassVar[str] = "document-added"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    document: str
    title: str
    section: Section
    format: Format
    digest: str
    reason: str = ""

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Put it behind those that stand there."""
        added = Document(
            id=self.document,
            title=self.title,
            section=self.section,
            format=self.format,
            digest=self.digest,
            added_by=entry.by,
            added_on=self.on,
        )
        return replace(coalition, documents=(*coalition.documents, added))


class DocumentTakenOut(CoalitionEvent, frozen=True, kw_only=True):
    """A document is taken out of the library, by who added it or by who assigns facilitators."""

    tag: ClassVar[str] = "document-taken-out"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    document: str

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Take it away; its bytes are removed beside the journal."""
        left = tuple(known for known in coalition.documents if known.id != self.document)
        return replace(coalition, documents=left)
