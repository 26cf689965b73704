"""What follows from a case about messages that are carried: derived, never recorded (R22)."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.indirect.state import Message
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Part
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.derived import SIDES, parties


def by_messages(case: Case) -> bool:
    """Whether nobody meets in the process that a case is seen in."""
    return case.preparation.kind is ProcessType.INDIRECT


def message_of(case: Case, message: str) -> Message | None:
    """Return the message with that id, or None."""
    return next((known for known in case.messages if known.id == message), None)


def between(event: MessageAgreed | MessageCarried, case: Case) -> tuple[PersonId, ...]:
    """Return from whom to whom something goes; nobody where it is not known."""
    if isinstance(event, MessageAgreed):
        return (event.sender, event.receiver)
    known = message_of(case, event.message)
    return () if known is None else (known.sender, known.receiver)


def carried_across(case: Case, side: Part) -> tuple[Message, ...]:
    """Return what was carried from somebody of a side to somebody of the other."""
    (other,) = (each for each in SIDES if each is not side)
    from_, to = ({person.id for person in case.holding(each)} for each in (side, other))
    carried = (message for message in case.messages if message.carried is not None)
    return tuple(m for m in carried if m.sender in from_ and m.receiver in to)


def carried_both_ways(case: Case) -> bool:
    """Whether the harm was told and answered, and every party said or heard something of it.

    An agreement that came into force is an answer too.
    """
    told, answered = (carried_across(case, side) for side in SIDES)
    people = {person for m in (*told, *answered) for person in (m.sender, m.receiver)}
    came = bool(answered) or case.agreement.monitoring_since is not None
    return bool(told) and came and all(party.id in people for party in parties(case))
