"""Rules of closing (policy section 4E)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.closing import CaseClosed, ReflectionSigned
from rjdesk.process.interruption import ended_on
from rjdesk.process.ruling import Missing, Moment, Role, Strength, rule


@rule("RC-105", "4E", Strength.SHALL, ReflectionSigned)
def facilitators_sign_the_reflection(event: ReflectionSigned, at: Moment) -> Iterator[Missing]:
    """The reflection is the facilitators' own."""
    if not at.acts_as(Role.FACILITATOR):
        yield Missing("The reflection is signed by the facilitators of the case.")


@rule("RC-105", "4E", Strength.SHALL, CaseClosed)
def both_facilitators_wrote_the_reflection(event: CaseClosed, at: Moment) -> Iterator[Missing]:
    """A case closes when each of its facilitators has signed the debrief reflection."""
    case = at.the_case
    for member in case.facilitators:
        if member not in case.closing.authors:
            name = at.coalition.name_of(member)
            yield Missing(
                f"{name} has not signed the debrief reflection.",
                who=(name,),
                supply="Write it together; each of you signs.",
            )


@rule("RC-016", "1", Strength.SHALL, CaseClosed)
def the_process_has_ended(event: CaseClosed, at: Moment) -> Iterator[Missing]:
    """A process lasts from the intake until its agreement is fulfilled, or it ends without one."""
    if ended_on(at.the_case) is None:
        yield Missing(
            "The process has not ended: its agreement is not fulfilled yet.",
            supply="Close the case when all is done, or record how the process ended.",
        )


RULES = (
    facilitators_sign_the_reflection,
    both_facilitators_wrote_the_reflection,
    the_process_has_ended,
)
