"""What the processes of a case are called, where it holds more than one."""

from __future__ import annotations

from rjdesk.desk.terms import Terms
from rjdesk.process.case import Case


def called(case: Case, terms: Terms) -> str:
    """Return what the process that a case is seen in is called: its kind, and with whom."""
    kind = case.preparation.kind
    name = terms.of(kind) if kind is not None else "A process"
    people = [case.name_of(person) for person in case.taking_part.named_for]
    return f"{name} with {' and '.join(people)}" if people else name
