"""Rules of closing (policy section 4E)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.closing.events import CaseClosed, ReflectionSigned
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.ruling import ITSELF, Missing, Strength


@rule("RC-105", "4E", Strength.SHALL, ReflectionSigned)
def a_text_is_signed_as_it_reads(event: ReflectionSigned, at: RuleContext) -> Iterator[Missing]:
    """What is signed was written, and is what reads there now (P17)."""
    closing = at.the_case.closing
    if not closing.reflection:
        yield Missing(
            "The reflection has not been written.",
            "reflection-written",
            supply="Write what went well and what could be better, and sign it then.",
        )
    elif event.digest != closing.reflection:
        yield Missing(
            "The reflection was changed meanwhile.",
            ITSELF,
            supply="Read it as it stands now, and sign that.",
        )


@rule("RC-105", "4E", Strength.SHALL, CaseClosed)
def both_facilitators_wrote_the_reflection(event: CaseClosed, at: RuleContext) -> Iterator[Missing]:
    """A case closes when each who facilitates it at the end has signed one reflection.

    Who serves no more, and so cannot sign, is recorded as released. Where a case was opened by
    mistake there is nothing to reflect on.
    """
    case = at.the_case
    if case.intake.mistaken is not None:
        return
    for member in case.facilitators:
        if member not in case.closing.authors:
            name = at.coalition.name_of(member)
            signed = dict(case.closing.signed).get(member)
            changed = " as it reads now" if signed else ""
            yield Missing(
                f"{name} has not signed the debrief reflection{changed}.",
                "reflection-signed",
                who=(name,),
                supply="Write it together; each of you signs. Whoever cannot any more is released.",
            )


RULES = (a_text_is_signed_as_it_reads, both_facilitators_wrote_the_reflection)
