"""What is wrong with who decides in a programme, each a sentence with the key (DESIGN 2.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from rjdesk.process.kernel.decision import MatterKind
from rjdesk.process.kernel.faults import quoted, shown
from rjdesk.process.kernel.programme import OF_THE_CASE, STUDENTS, Deciding, Programme

PILOT_RULES = ("RC-180", "RC-182")
"""The rules of the pilot period and of the vote in it."""
FLAG_RULES = ("RC-043", "RC-SD3-01", "RC-SD3-04")
"""The rules of cases of sexual harm that every programme holds: any case may prove to be one."""
CAPACITY_RULES = ("RC-SD3-02", "RC-SD3-03", "RC-SD3-08", "RC-SD3-09")
"""The rules of a programme that takes on cases of sexual harm, once it has the capacity."""


def wrong_deciders(programme: Programme) -> Iterator[str]:
    """Yield where nobody is named who could decide, and what does not go with a decision."""
    known = (*OF_THE_CASE, *_deciding(programme))
    for kind in MatterKind:
        deciding = programme.decisions.of(kind)
        for key in ("each", "one_of"):
            yield from _unknown(f"{kind.value}.{key}", getattr(deciding, key), known)
        if not deciding.each and not deciding.one_of:
            yield f"the key decisions.{kind.value} names nobody who decides. Name them in each."
    yield from _wrong_bodies(programme)
    yield from _wrong_vote(programme)
    yield from _wrong_flag(programme)
    if programme.decisions.capacity is not None:
        yield from _wrong_capacity(programme, programme.decisions.capacity)
    there = {"decisions.capacity": programme.decisions.capacity is not None}
    yield from _not_together("decisions.capacity", there, CAPACITY_RULES, programme)


def _deciding(programme: Programme) -> tuple[str, ...]:
    """Return the ids of the offices and bodies, any of which may decide something."""
    return (*_offices(programme), *(body.id for body in programme.bodies))


def _offices(programme: Programme) -> tuple[str, ...]:
    return tuple(str(office.id) for office in programme.offices)


def _unknown(key: str, names: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """Yield who is named to decide and is nobody who could."""
    for name in names:
        if name not in known:
            yield (
                f"the key decisions.{key} names “{shown(name)}”, who decides nothing here. Choose "
                f"from {quoted(known)}."
            )


def _wrong_bodies(programme: Programme) -> Iterator[str]:
    """Yield where a body consists of what is none, or of what consists of others itself."""
    of_others = {body.id for body in programme.bodies if body.of}
    simple = tuple(name for name in _deciding(programme) if name not in of_others)
    taken = (*OF_THE_CASE, STUDENTS, *_offices(programme))
    for number, body in enumerate(programme.bodies):
        if body.id in taken:
            yield (
                f"the key bodies[{number}].id says “{body.id}”, which others are called. Choose "
                "another."
            )
        for name in body.of:
            if name not in simple:
                yield (
                    f"the key bodies[{number}].of names “{shown(name)}”, which is no office and "
                    f"no body outside. Choose from {quoted(simple)}."
                )


def _wrong_vote(programme: Programme) -> Iterator[str]:
    """Yield where the vote on a cap, its rules and the pilot period do not go together."""
    cap = programme.decisions.cap
    if cap is not None and cap.each != (STUDENTS,):
        yield f"the key decisions.cap.each names {quoted(cap.each)}. Write each = [“{STUDENTS}”]."
    there = {"pilot": programme.pilot is not None, "decisions.cap": cap is not None}
    yield from _not_together("pilot", there, PILOT_RULES, programme)


def _wrong_flag(programme: Programme) -> Iterator[str]:
    """Yield what a case of sexual harm lacks: it may come to any programme, and is flagged."""
    for rule in FLAG_RULES:
        if rule not in programme.rules:
            yield (
                f"the key rules lacks {rule}, which every programme holds: any case may prove to "
                "be one of sexual harm. Add it."
            )


def _wrong_capacity(programme: Programme, capacity: Deciding) -> Iterator[str]:
    """Yield where not all are named who decide on the capacity, or nobody who could move it."""
    yield from _unknown("capacity.each", capacity.each, _deciding(programme))
    if capacity.one_of:
        yield "the key decisions.capacity.one_of asks for some alone. Name all who decide in each."
    offices = _offices(programme)
    inside = (body.of for body in programme.bodies if body.id in capacity.each)
    if not set(offices) & set(capacity.each).union(*inside):
        yield (
            "the key decisions.capacity names no office, so that no member could move it. Name "
            f"one in each, or a body of one. Choose from {quoted(sorted(offices))}."
        )


def _not_together(
    of: str, keys: Mapping[str, bool], rules: Iterable[str], programme: Programme
) -> Iterator[str]:
    """Yield what is lacking of keys and rules that a programme has all, or none of."""
    there = {**keys, **{f"rules.{rule}": rule in programme.rules for rule in rules}}
    if any(there.values()) and not all(there.values()):
        lacks = quoted(key for key, is_there in there.items() if not is_there)
        yield f"the key {of} goes with {quoted(there)}. Add {lacks}, or take all of them out."
