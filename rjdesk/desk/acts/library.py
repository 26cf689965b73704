"""Acts of the library: reflections are released together, and one is taken out."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act
from rjdesk.process.closing.events import ReflectionReleased
from rjdesk.process.library.events import ReflectionsPublished, ReflectionWithdrawn

HERE = ("library",)

PUBLISHED = Act(event=ReflectionsPublished, pages=HERE, given=("items",))
RELEASED = Act(event=ReflectionReleased, pages=HERE)
WITHDRAWN = Act(event=ReflectionWithdrawn, pages=HERE, given=("digest",))

ACTS = (PUBLISHED, RELEASED, WITHDRAWN)
