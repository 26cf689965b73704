"""Rules of closing (policy section 4E)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.closing.events import (
    CaseClosed,
    ReflectionReleased,
    ReflectionReviewed,
    ReflectionSigned,
    ResultConfirmed,
)
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.taking_part.derived import all_ended_on


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


@rule("RC-143", "6B.4", Strength.SHALL, CaseClosed)
def a_close_fixes_when_all_ended(event: CaseClosed, at: RuleContext) -> Iterator[Missing]:
    """What a close fixes is the day on which the last process of the case ended."""
    ended = all_ended_on(at.the_case)
    if ended is not None and event.ended != ended:
        yield Missing(
            f"The last process of this case ended on {long_date(ended)}.",
            ITSELF,
            supply="Open the page anew, and close the case from there.",
        )


@rule("RC-106", "4E", Strength.SHALL, ReflectionReviewed)
def what_is_reviewed_was_signed(event: ReflectionReviewed, at: RuleContext) -> Iterator[Missing]:
    """What leaves is of the text that all who facilitate have signed, as it reads now."""
    case = at.the_case
    if case.closing.released:
        yield Missing(
            "This reflection was released, and stays as it is.",
            NOBODY,
            supply="Where it tells too much, it is taken out of the library.",
        )
    open_ = [member for member in case.facilitators if member not in case.closing.authors]
    if not case.closing.reflection or open_:
        yield Missing(
            "The reflection has not been signed by all who facilitate.",
            "reflection-signed",
            who=tuple(at.coalition.name_of(member) for member in open_),
            supply="Review it when each of you has signed it.",
        )
    elif event.original != case.closing.reflection:
        yield Missing(
            "The reflection was changed meanwhile.",
            ITSELF,
            supply="Review it as it reads now.",
        )
    if not any(map(can_be_seen, (event.went_well, event.could_improve))):
        yield Missing("Nothing is left of the reflection.", ITSELF, supply="Keep what may stay.")


@rule("RC-106", "4E", Strength.SHALL, ResultConfirmed)
def what_is_confirmed_was_reviewed(event: ResultConfirmed, at: RuleContext) -> Iterator[Missing]:
    """Whoever confirms that nobody is identified says so of the result as it reads now."""
    reviewed = at.the_case.closing.reviewed
    if reviewed is None:
        yield Missing(
            "The reflection has not been reviewed as it reads now.",
            "reflection-reviewed",
            supply="A facilitator reviews it first.",
        )
    elif event.digest != reviewed.digest:
        yield Missing(
            "The result was changed meanwhile.", ITSELF, supply="Read it as it stands now."
        )


@rule("RC-106", "4E", Strength.SHALL, ReflectionReleased)
def what_is_released_was_confirmed(event: ReflectionReleased, at: RuleContext) -> Iterator[Missing]:
    """A result leaves once, on the word of all whose it is and of whoever releases it.

    Whoever signed it and serves no more need not be asked, as they may not be there any longer;
    but nothing leaves on the word of one person alone.
    """
    case = at.the_case
    closing = case.closing
    if closing.released:
        yield Missing("This reflection was released.", NOBODY, supply="A reflection leaves once.")
    if closing.reviewed is None:
        yield Missing(
            "The reflection has not been reviewed as it reads now.",
            "reflection-reviewed",
            supply="A facilitator reviews it first.",
        )
        return
    gone = {each.member for each in case.released}
    theirs = (*case.facilitators, *(m for m in closing.authors if m not in gone), at.actor)
    if not set(closing.confirmers) & set(closing.authors) - {at.actor}:
        # Where all of them are gone, one who wrote it has to be found all the same.
        theirs = (*theirs, *(m for m in closing.authors if m != at.actor))
    if set(closing.authors) <= {at.actor}:
        yield Missing(
            "Nobody but you has said that nothing in the result identifies anybody.",
            NOBODY,
            supply="What one person alone wrote and releases stays in its case.",
        )
    open_ = [m for m in theirs if m not in closing.confirmers]
    for member in dict.fromkeys(open_):
        name = at.coalition.name_of(member)
        yield Missing(
            f"{name} has not said that nothing else in the result identifies anybody.",
            "result-confirmed",
            who=(name,),
            supply="Ask them to read it once more, and to say so.",
        )


@rule("RC-106", "4E", Strength.SHALL, ReflectionReviewed, ResultConfirmed)
def nobody_is_named_in_the_result(
    event: ReflectionReviewed | ResultConfirmed, at: RuleContext
) -> Iterator[Missing]:
    """What facilitators let leave names nobody of any case that they hold.

    They can decide about each word, so there is nothing to set aside.
    """
    if isinstance(event, ResultConfirmed) and at.actor not in at.the_case.facilitators:
        return
    reviewing = isinstance(event, ReflectionReviewed)
    for sentence in at.left(event):
        yield Missing(
            f"The result is held back. {sentence}",
            ITSELF if reviewing else "reflection-reviewed",
            supply="Select it in the original: M takes it out, and K says that it is only a word."
            if reviewing
            else "Review it anew, and decide about it there.",
        )


@rule("RC-106", "4E", Strength.SHOULD, ReflectionReleased)
def nobody_is_named_in_what_is_released(
    event: ReflectionReleased, at: RuleContext
) -> Iterator[Missing]:
    """Whoever releases holds other cases, and decides about no word: a reason sets this aside."""
    for sentence in at.left(event):
        yield Missing(
            f"The result is held back. {sentence}",
            "reflection-reviewed",
            supply="Ask the facilitators to review it anew, or leave it out.",
        )


RULES = (
    a_text_is_signed_as_it_reads,
    both_facilitators_wrote_the_reflection,
    a_close_fixes_when_all_ended,
    what_is_reviewed_was_signed,
    what_is_confirmed_was_reviewed,
    what_is_released_was_confirmed,
    nobody_is_named_in_the_result,
    nobody_is_named_in_what_is_released,
)
