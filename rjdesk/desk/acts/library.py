"""Acts of the library: reflections are released together."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act
from rjdesk.process.closing.events import ReflectionReleased
from rjdesk.process.library.events import ReflectionsPublished

HERE = ("library",)

PUBLISHED = Act(event=ReflectionsPublished, pages=HERE, given=("items",))
RELEASED = Act(event=ReflectionReleased, pages=HERE)

ACTS = (PUBLISHED, RELEASED)
