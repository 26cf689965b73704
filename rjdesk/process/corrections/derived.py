"""Where corrections make a record contradict itself: what it says, and which act ends it."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.agreement.derived import unsigned_parties
from rjdesk.process.case import Case
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.kernel.ruling import Missing
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.derived import SIDES, sides_gone, stood_for, takes_no_part


def contradictions(case: Case) -> tuple[Missing, ...]:
    """Return each contradiction in a sentence, with the act that ends it.

    A fold is total: it shows what two entries say against each other, and refuses neither.
    """
    return (
        *_of_people(case),
        *_of_an_agreement_in_force(case),
        *_of_a_circle_under_way(case),
    )


def _of_people(case: Case) -> Iterator[Missing]:
    named = {person.id for person in case.people}
    there: tuple[PersonId, ...] = case.circle.present if case.circle else ()
    if not set(there) <= named:
        yield Missing(
            "Somebody in the circle is not named in this case any more.",
            "participant-named",
            supply="Put right what was taken back, or record that they left the circle.",
        )
    for action in case.agreement.actions:
        if action.owner not in named:
            yield Missing(
                f"Whoever does “{action.what}” is not named in this case any more.",
                "action-proposed",
                supply="Say anew who does it.",
            )


def _of_an_agreement_in_force(case: Case) -> Iterator[Missing]:
    """Say whose signature it lacks since somebody is a Primary Party who was none (RC-112)."""
    if case.agreement.monitoring_since is None:
        return
    for name in unsigned_parties(case, case.agreement.in_force):
        yield Missing(
            f"The agreement is in force, and {name} has not signed it.",
            "agreement-signed",
            who=(name,),
            supply="Have it signed, or put right which part they have.",
        )


def _of_a_circle_under_way(case: Case) -> Iterator[Missing]:
    """Say what does not go with a circle in which people sit now."""
    circle = case.circle
    if circle is None or circle.ended_at is not None:
        return
    there = [person for person in map(case.person, circle.present) if person is not None]
    came = [p for p in map(case.person, stood_for(case, circle.was_there)) if p is not None]
    if case.preparation.kind is ProcessType.CONFERENCE and not all(
        side in sides_gone(case) or any(person.holds(side) for person in came) for side in SIDES
    ):
        # Whoever went for today was there.
        yield Missing(
            "The circle is a Conference, and nobody of one side was in it.",
            "circle-ended-early",
            supply="Put right which part somebody has, or end the circle.",
        )
    for person in there:
        if takes_no_part(case, person):
            yield Missing(
                f"{person.name} has a seat in the circle, and is recorded as not taking part.",
                "consent-withdrawn",
                who=(person.name,),
                supply="Record that they leave, or put right what they said.",
            )
        if any(person.accepts(member) is False for member in case.facilitators):
            yield Missing(
                f"{person.name} said no to somebody who facilitates the circle.",
                "recusal-decided",
                who=(person.name,),
                supply="Whoever assigns decides it, or put right what they said.",
            )
    if False in dict(case.eligibility).values():
        yield Missing(
            "A circle is under way, and the case is recorded as not eligible.",
            "eligibility-decided",
            supply="Put right what was decided, or end the circle.",
        )
