"""Acts of the library: reflections are released together, documents added, and one taken out."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, one_of, text
from rjdesk.process.closing.events import ReflectionReleased
from rjdesk.process.library.events import (
    DocumentAdded,
    DocumentTakenOut,
    ReflectionsPublished,
    ReflectionWithdrawn,
)
from rjdesk.process.library.state import Section

HERE = ("library",)

PUBLISHED = Act(event=ReflectionsPublished, pages=HERE, given=("items",))
RELEASED = Act(event=ReflectionReleased, pages=HERE)
WITHDRAWN = Act(event=ReflectionWithdrawn, pages=HERE, given=("digest",))
ADDED = Act(
    event=DocumentAdded,
    pages=HERE,
    title="Add a document",
    lead="Every member reads what stands here. Nobody of a case may be known from it.",
    action="Add",
    fields=(
        text("title", "What it is about"),
        one_of("section", "Where it stands", Section),
        text(
            "reason",
            "Why nobody is named in it",
            "Only where the program takes a word for a name.",
            needed=False,
        ),
    ),
    given=("document", "format", "digest"),
)
TAKEN_OUT = Act(event=DocumentTakenOut, pages=("document",), given=("document",))

ACTS = (PUBLISHED, RELEASED, WITHDRAWN, ADDED, TAKEN_OUT)
