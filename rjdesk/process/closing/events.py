"""Closing: the debrief reflection by both facilitators, and the end of the case (section 4E)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent
from rjdesk.process.kernel.event import During, Entry


class ReflectionSigned(CaseEvent, frozen=True, kw_only=True):
    """A facilitator signs the reflection that both wrote; its text is in the notes (RC-105)."""

    tag: ClassVar[str] = "reflection-signed"
    during: ClassVar[During] = During.ENDED

    joint: ClassVar[bool] = True

    def apply(self, case: Case, entry: Entry) -> Case:
        """Add the author."""
        if entry.by in case.closing.authors:
            return case
        return replace(
            case, closing=replace(case.closing, authors=(*case.closing.authors, entry.by))
        )


class CaseClosed(CaseEvent, frozen=True, kw_only=True):
    """The case is closed; its records wait for their deletion window (RC-105, RC-143)."""

    tag: ClassVar[str] = "case-closed"
    during: ClassVar[During] = During.ENDED

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day."""
        return replace(case, closing=replace(case.closing, closed=self.on))
