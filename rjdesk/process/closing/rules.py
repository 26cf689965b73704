"""Rules of closing (policy section 4E)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.ruling import Missing, Strength


@rule("RC-105", "4E", Strength.SHALL, CaseClosed)
def both_facilitators_wrote_the_reflection(event: CaseClosed, at: RuleContext) -> Iterator[Missing]:
    """A case closes when each of its facilitators has signed the debrief reflection."""
    case = at.the_case
    for member in case.facilitators:
        if member not in case.closing.authors:
            name = at.coalition.name_of(member)
            yield Missing(
                f"{name} has not signed the debrief reflection.",
                "reflection-signed",
                who=(name,),
                supply="Write it together; each of you signs.",
            )


RULES = (both_facilitators_wrote_the_reflection,)
