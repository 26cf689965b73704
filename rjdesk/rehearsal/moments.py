"""Moments that several stories share: a whole pre-meeting, a signature, the naming of somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rjdesk.process.closing.events import ReflectionSigned
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.process.notes.events import ReflectionWritten
from rjdesk.process.people.state import Affiliation, Answer, Part, ReadHow
from rjdesk.process.premeeting.events import (
    DialogueAgreementSigned,
    ExceptionsRead,
    NeedsHeard,
    ProcessExplained,
    QuestionsDiscussed,
    ReportingStatusAsked,
    ReportingStatusTold,
)
from rjdesk.process.taking_part.events import WillingnessStated

EXCEPTIONS = ("abuse", "threat", "court")


def named(
    on: date,
    person: PersonId,
    name: str,
    *parts: Part,
    affiliation: Affiliation = Affiliation.OTHER,
    initiating: bool = False,
    invited_by: PersonId | None = None,
) -> ParticipantNamed:
    """Return the naming of somebody; their last given name is what the room calls them."""
    return ParticipantNamed(
        on=on,
        person=person,
        person_name=name,
        called=name.split(maxsplit=1)[0],
        parts=parts,
        affiliation=affiliation,
        initiating=initiating,
        invited_by=invited_by,
        purpose="support" if invited_by else "to speak for the community",
    )


def first_steps(on: date, meeting: str, *people: PersonId) -> list[Event]:
    """Return the steps of a pre-meeting up to the explanation of the process."""
    return [
        ReportingStatusTold(on=on, meeting=meeting),
        *(ReportingStatusAsked(on=on, meeting=meeting, person=p, answer=Answer.NO) for p in people),
        ExceptionsRead(on=on, meeting=meeting, exceptions=EXCEPTIONS),
        ProcessExplained(on=on, meeting=meeting),
    ]


def signed(on: date, meeting: str, person: PersonId) -> DialogueAgreementSigned:
    """Return a signature on the Agreement to Dialogue."""
    return DialogueAgreementSigned(
        on=on, person=person, meeting=meeting, read_how=ReadHow.BY_THEMSELF
    )


def talked(
    on: date, meeting: str, people: Sequence[PersonId], *, questions: bool = False
) -> list[Event]:
    """Return a pre-meeting from its first step to a yes, with support still open."""
    return [
        *first_steps(on, meeting, *people),
        *([QuestionsDiscussed(on=on, meeting=meeting)] if questions else []),
        *(signed(on, meeting, person) for person in people),
        *(NeedsHeard(on=on, meeting=meeting, person=person) for person in people),
        *(WillingnessStated(on=on, person=person, willing=Answer.YES) for person in people),
    ]


def reflected(on: date) -> tuple[Event, Event]:
    """Return that a reflection is written, and that somebody signs it."""
    written = ReflectionWritten(
        on=on,
        went_well="Everybody came prepared, and nobody was hurried.",
        could_improve="The room was cold; we would meet in another one.",
    )
    return written, ReflectionSigned(on=on, digest=written.digest)
