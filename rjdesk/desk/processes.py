"""What the processes of a case are called where it holds more than one, and of which kinds."""

from __future__ import annotations

from rjdesk.desk.fields import Option
from rjdesk.desk.terms import Terms
from rjdesk.process.case import Case
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.preparation.state import ProcessType


def called(case: Case, terms: Terms) -> str:
    """Return what the process that a case is seen in is called: its kind, and with whom."""
    kind = case.preparation.kind
    name = terms.of(kind) if kind is not None else "A process"
    people = [case.name_of(person) for person in case.taking_part.named_for]
    return f"{name} with {' and '.join(people)}" if people else name


def kinds_in(programme: Programme, terms: Terms) -> tuple[Option, ...]:
    """Return the kinds of process as choices; a conference as the programme calls it (RC-017).

    One by messages alone where it offers that (R22).
    """
    words, conference = programme.words, ProcessType.CONFERENCE.value
    return tuple(
        Option(kind.value, words.conference) if kind.value == conference else kind
        for kind in terms.options(ProcessType)
        if programme.indirect or kind.value != ProcessType.INDIRECT.value
    )
