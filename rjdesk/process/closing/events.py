"""Closing: the debrief reflection by both facilitators, and the end of the case (section 4E)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent
from rjdesk.process.closing.state import Result
from rjdesk.process.kernel.decision import MatterKind
from rjdesk.process.kernel.event import Capacity, During, Entry


class ReflectionSigned(CaseEvent, frozen=True, kw_only=True):
    """A facilitator signs the reflection that all wrote; its text is in the notes (RC-105).

    ``digest`` is that of the text they signed, so that it is one text that all signed (P17).
    """

    tag: ClassVar[str] = "reflection-signed"
    during: ClassVar[During] = During.ENDED

    joint: ClassVar[bool] = True

    digest: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep what they signed; the latest counts."""
        signed = dict(case.closing.signed)
        signed[entry.by] = self.digest
        return replace(case, closing=replace(case.closing, signed=tuple(signed.items())))


class ReflectionKept(CaseEvent, frozen=True, kw_only=True):
    """The text of the reflection was written or changed: the record keeps its digest alone.

    What was signed before is another text, unless it reads the same.
    """

    tag: ClassVar[str] = "reflection-kept"
    during: ClassVar[During] = During.ALWAYS

    digest: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Remember which text it is."""
        return replace(case, closing=replace(case.closing, reflection=self.digest))


class ReflectionReviewed(CaseEvent, frozen=True, kw_only=True):
    """What is left of the reflection when nobody but the facilitators can be told from it (RC-106).

    It goes to the record: who holds that and not the notes sees this text alone. ``original`` is
    the digest of the text that was reviewed, ``words`` what a person said is a word in it and
    nobody's name.
    """

    tag: ClassVar[str] = "reflection-reviewed"
    during: ClassVar[During] = During.ALWAYS
    # A reason to release what an earlier review left says nothing of what this one leaves.
    voids: ClassVar[tuple[str, ...]] = ("reflection-released",)

    original: str
    went_well: str
    could_improve: str
    words: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Return what the text is known by."""
        return self.result.digest

    @property
    def result(self) -> Result:
        """Return what is left."""
        return Result(
            original=self.original,
            went_well=self.went_well,
            could_improve=self.could_improve,
            words=self.words,
        )

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the latest result."""
        return replace(case, closing=replace(case.closing, result=self.result))


class ResultConfirmed(CaseEvent, frozen=True, kw_only=True):
    """Somebody who read the result knows of nothing else in it that identifies anybody (RC-106).

    Both facilitators say so, and the Chair who is to release it.
    """

    tag: ClassVar[str] = "result-confirmed"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    joint: ClassVar[bool] = True

    digest: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep which text they confirmed; the latest counts."""
        confirmed = {**dict(case.closing.confirmed), entry.by: self.digest}
        return replace(case, closing=replace(case.closing, confirmed=tuple(confirmed.items())))


class ReflectionReleased(CaseEvent, frozen=True, kw_only=True):
    """The result was released with others; which item of the library it is, nobody keeps (A37).

    ``on`` is the first day of the term, and the entry bears no other time.
    """

    tag: ClassVar[str] = "reflection-released"
    capacity: ClassVar[Capacity] = Capacity.ASSIGNS
    during: ClassVar[During] = During.ALWAYS
    told_by_its_day: ClassVar[bool] = True

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep that it was."""
        return replace(case, closing=replace(case.closing, released=True))


class CaseClosed(CaseEvent, frozen=True, kw_only=True):
    """The case is closed; its records wait for their deletion window (RC-105, RC-143).

    ``ended`` is the day from which that counts: nobody alone moves it any more.
    """

    tag: ClassVar[str] = "case-closed"
    leaves: ClassVar[bool] = True
    during: ClassVar[During] = During.ENDED

    ended: date

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day, and the one that it fixes; what was decided of an earlier close is over."""
        closing = replace(
            case.closing, closed=self.on, ended=self.ended, entry=entry.id, at=entry.at
        )
        for proposal in case.proposals:
            if proposal.matter.kind is MatterKind.REOPENING:
                case = case.with_carried_out(proposal.id, self.on)
        return replace(case, closing=closing)
