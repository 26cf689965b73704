"""Strategies for events that nobody would tell, in any order."""

from __future__ import annotations

import typing
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from rjdesk.process.case import CaseEvent
from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.coalition import CoalitionEvent
from rjdesk.process.kernel.event import (
    FIRST,
    Entry,
    EntryId,
    Event,
    NoteTakenBack,
    ProcessId,
    RecordedByMistake,
)
from rjdesk.process.notes.events import NoteEvent
from tests.process.stories import ANH, COLE, MATEO, MINH, PRIYA, START

NUMBERS = st.integers(-(2**63), 2**63 - 1)
FEW = {
    "PersonId": (ANH, COLE, MINH),
    "MemberId": (PRIYA, MATEO),
    "EntryId": tuple(EntryId(f"e{n}") for n in range(20)),
    "CaseId": ("case", "other"),
    "ProcessId": (FIRST, FIRST, ProcessId("second")),
}
SMALL = {
    "round": st.one_of(st.integers(0, 6), NUMBERS),
    "year": st.one_of(st.integers(2024, 2028), NUMBERS),
    "meeting": st.sampled_from(["m1", "m2"]),
    "action": st.sampled_from(["a", "b", ""]),
    "paper_version": st.one_of(st.integers(1, 3), NUMBERS),
}
PLAIN = {
    str: st.text(max_size=20),
    bool: st.booleans(),
    int: NUMBERS,
    date: st.dates(),
}


def of_type(kind: object) -> st.SearchStrategy:
    """Return a strategy for a type, with few ids so that events meet each other."""
    args = typing.get_args(kind)
    if (few := FEW.get(getattr(kind, "__name__", ""))) is not None:
        found = st.sampled_from(few)
    elif kind in PLAIN:
        found = PLAIN[kind]
    elif typing.get_origin(kind) is tuple:
        found = st.lists(of_type(args[0]), max_size=4).map(tuple)
    elif args:
        found = st.one_of(*map(of_type, args))
    elif hasattr(kind, "__struct_fields__"):
        found = of_struct(kind)
    else:
        found = st.from_type(kind)
    return found


@cache
def of_struct(kind: type) -> st.SearchStrategy:
    """Return a strategy for a value with fields."""
    hints = typing.get_type_hints(kind)
    fields = {
        name: SMALL[name] if name in SMALL else of_type(hints[name])
        for name in kind.__struct_fields__
    }
    return st.builds(kind, **fields)


def below(*kinds: type[Event]) -> list[type[Event]]:
    """Return every event of some kinds."""
    return [kind for kind in CATALOGUE.by_tag.values() if issubclass(kind, kinds)]


def journals(*kinds: type[Event]) -> st.SearchStrategy[list[Entry]]:
    """Return a strategy for journals of up to twenty entries that correct each other at random."""
    events = st.one_of(*map(of_struct, below(*kinds)))
    told = st.lists(st.tuples(events, st.sampled_from((PRIYA, MATEO))), max_size=20)
    return told.map(
        lambda acts: [
            Entry(
                id=EntryId(f"e{number}"),
                event=event,
                by=by,
                at=START + timedelta(minutes=number),
            )
            for number, (event, by) in enumerate(acts)
        ]
    )


RECORDS = journals(CaseEvent, RecordedByMistake)
NOTEBOOKS = journals(NoteEvent, NoteTakenBack)
COALITIONS = journals(CoalitionEvent)
