"""Putting an entry right: the form that asks for what it holds, and what is recorded instead.

What was recorded by one press from one form is put right together. Where an entry holds what no
form can show, that is put differently on its own page, and the latest counts there.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache

import msgspec
from msgspec.structs import replace

from rjdesk.desk.acts import ACTS, page_for
from rjdesk.desk.acts.act import YES_NO, Act
from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.desk.instalments import amount_of, kept
from rjdesk.desk.parts import part_name
from rjdesk.desk.terms import TABLES, Terms
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.decisions.events import DecisionProposed
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.event import (
    Entry,
    EntryId,
    Event,
    MemberId,
    PersonId,
    that_take_back,
)
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.membership.events import MemberEntered
from rjdesk.process.people.state import Part

LONG = {"text", "went_well", "could_improve", "reason"}
NAMES = {"person_name", "called", "member_name", "coalition_name", "guardian", "witness"}
MOST = 100_000
"""No number that somebody records is greater."""

UNTYPED = {
    *("replaces", "process", "undone", "word_of", "begins", "follows", "as_", "decision"),
    *("action", "card", "code", "digest", "exceptions", "meeting", "paper", "paper_version", "pdf"),
    *("programme", "question", "round", "rule", "act", "texts", "text_id", "number"),
    *("due_words", "notes", "original", "items", "words", "document", "format", "message"),
    *("subject", "bodies", "ended", "voters"),
}
"""Names of things in the program and in the programme, which nobody types."""


ITSELF = {
    (ParticipantNamed, "person"),
    (MemberEntered, "member"),
    *((DecisionProposed, name) for name in ("kind", "members", "people", "on")),
}
"""Whom or what an entry brings into being: it cannot be about anybody or anything else."""


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry lies in: its case, the coalition, and the words for both."""

    case: Case | None
    coalition: Coalition
    programme: Programme
    terms: Terms


def act_of(event: Event) -> Act[Event] | None:
    """Return the act that records such an event; the one that asks most, where there are two."""
    acts = [act for act in ACTS if act.event is type(event)]
    return max(acts, key=lambda act: len(act.fields), default=None)


def fields_of(event: Event, around: Around, *, together: bool = False) -> tuple[Field, ...]:
    """Return a field for all that an event holds and a form can ask for, filled with that.

    Of several that were typed ``together``, only what was typed is asked.
    """
    act = act_of(event)
    declared = {field.id: field for field in act.fields} if act else {}
    typed_beside = {field.otherwise for field in declared.values() if field.otherwise}
    asked = []
    for name, hint in _hints(type(event)).items():
        if name in typed_beside or (name not in declared and (name in UNTYPED or together)):
            continue
        if (type(event), name) in ITSELF:
            continue
        field = _field(name, hint, declared.get(name), around)
        if field is not None:
            asked.append(_filled(field, event))
    # The day comes last, as in the forms that record things.
    return tuple(sorted(asked, key=lambda field: field.id == "on"))


def left_out(event: Event, around: Around) -> str:
    """Return the page on which the rest of an event is put differently, or ""."""
    asked = fields_of(event, around)
    shown = {field.id for field in asked} | {field.otherwise for field in asked} | UNTYPED
    hints = _hints(type(event)).items()
    rest = any(name not in shown and hint is not bool for name, hint in hints)
    return page_for(event.tag) if rest else ""


def corrected(
    entries: Sequence[Entry], fields: Sequence[Field], answers: Answers, today: date
) -> list[Event]:
    """Return what is recorded in the place of entries of one form."""
    events = []
    for entry in entries:
        kind = type(entry.event)
        asked = {field.id for field in fields} | {field.otherwise for field in fields}
        given = {n: getattr(entry.event, n) for n in kind.__struct_fields__ if n not in asked}
        act: Act[Event] = Act(event=kind, pages=(), fields=tuple(fields))
        events.append(act.answered(today, answers, **{**given, "replaces": entry.id}))
    return events


def of_one_form(entry: Entry, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries of the press that were typed in one form together with an entry."""
    typed = _typed_once(entry.event)
    if not typed or not entry.batch:
        return (entry,)

    def said(each: Entry) -> list[object]:
        return [getattr(each.event, field.id) for field in typed]

    return tuple(
        each
        for each in entries
        if each.batch == entry.batch
        and type(each.event) is type(entry.event)
        and said(each) == said(entry)
    ) or (entry,)


def taken_back_with(entry: Entry, entries: Sequence[Entry]) -> tuple[EntryId, ...]:
    """Return what is taken back with an entry: what its form recorded, the latest first.

    A reason for which a rule was set aside was given for that act, and goes with it. What follows
    from an act is never taken back by itself.
    """
    mine = of_one_form(entry, entries)
    with_it = [
        each
        for each in entries
        if each.batch == entry.batch
        and entry.batch
        and isinstance(each.event, RuleOverridden)
        and each.event.act == entry.event.tag
    ]
    return tuple(each.id for each in reversed([*mine, *with_it]))


def puts_back(taking: Entry, entries: Sequence[Entry]) -> list[Event]:
    """Return what puts back, where it stood, all that one press took back, the earliest first."""
    known = {entry.id: entry for entry in entries}
    press = [
        each
        for each in that_take_back(entries)
        if each.id == taking.id or (taking.batch and each.batch == taking.batch)
    ]
    taken = [known[each.event.replaces] for each in press if each.event.replaces in known]
    taken.sort(key=lambda entry: entry.at)
    return [replace(entry.event, replaces=entry.id) for entry in taken]


def _typed_once(event: Event) -> tuple[Field, ...]:
    act = act_of(event)
    return act.fields if act and act.title else ()


def _field(name: str, hint: object, declared: Field | None, around: Around) -> Field | None:
    """Return the field that asks for a value of a type, or None where none can."""
    label = declared.label if declared else around.terms.of_field(name)
    base = replace(declared or Field(id=name, label=label), locked="")
    if name == "on":
        made: Field | None = replace(base, kind=Kind.DATE, happened=True)
    elif base.kind is Kind.WHOM:
        made = replace(base, options=_people(around))
    elif base.kind in {Kind.MOMENT, Kind.PAYMENTS, Kind.AMOUNT}:
        made = base
    elif options := _options(hint, around):
        kind = Kind.SEVERAL if _is_many(hint) else Kind.CHOICE
        kind = base.kind if base.kind is Kind.SEATS else kind
        made = replace(base, kind=kind, options=options, choices=None)
    else:
        made = _typed(base, hint)
    if made is None:
        return None
    needed = declared.needed if declared else not _may_be_empty(hint)
    return replace(made, needed=needed and made.kind not in {Kind.TICK, Kind.SEVERAL})


def _typed(base: Field, hint: object) -> Field | None:
    """Return the field in which a value of a plain type is typed or ticked, or None."""
    plain = _plain(hint)
    if plain is bool:
        return _yes_or_no(base, hint)
    if plain is date:
        return replace(base, kind=Kind.DATE)
    if plain is int:
        return replace(base, kind=Kind.NUMBER, least=base.least, most=base.most or MOST)
    if plain is not str:
        return None
    kind = Kind.LONG if base.kind is Kind.LONG or base.id in LONG else Kind.TEXT
    kind = Kind.NAME if base.kind is Kind.NAME or base.id in NAMES else kind
    return replace(base, kind=kind, options=())


def _yes_or_no(base: Field, hint: object) -> Field:
    if _may_be_empty(hint):
        return replace(base, kind=Kind.CHOICE, options=YES_NO)
    return replace(base, kind=Kind.TICK, options=())


def _filled(field: Field, event: Event) -> Field:
    """Return a field with what an event holds standing in it."""
    value = getattr(event, field.id)
    if value is None and field.otherwise:
        value = getattr(event, field.otherwise)
    if field.kind is Kind.PAYMENTS:
        text = kept(value)
    elif field.kind is Kind.AMOUNT:
        text = amount_of(value)
    elif isinstance(value, tuple):
        text = " ".join(_text(each) for each in value)
    elif isinstance(value, bool):
        text = str(value).lower() if field.kind is Kind.CHOICE else "ticked" if value else ""
    else:
        text = _text(value)
    return replace(field, initial=text)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _options(hint: object, around: Around) -> tuple[Option, ...]:
    """Return the choices that a type leaves, or nothing where it is typed freely."""
    found: tuple[Option, ...] = ()
    for part in _parts(hint):
        if part is PersonId:
            found = _people(around)
        elif part is MemberId:
            found = tuple(Option(m.id, m.name) for m in around.coalition.members)
        elif part is OfficeId:
            found = tuple(Option(o.id, o.name) for o in around.programme.offices)
        elif part is TrainingId:
            found = tuple(Option(t.id, t.name) for t in around.programme.trainings)
        elif part is Part:
            words = around.programme.words
            found = tuple(Option(each.value, part_name(each, words)) for each in Part)
        elif isinstance(part, type) and issubclass(part, Enum) and part in TABLES:
            found = around.terms.options(part)
    return found


def _people(around: Around) -> tuple[Option, ...]:
    people = around.case.people if around.case else ()
    return tuple(Option(person.id, person.name) for person in people)


def _parts(hint: object) -> Iterator[object]:
    args = typing.get_args(hint)
    if not args:
        yield hint
    for arg in args:
        yield from _parts(arg)


def _plain(hint: object) -> object:
    """Return the plain type behind a type that may also be nothing, or is annotated."""
    known = [part for part in _parts(hint) if part is not type(None) and isinstance(part, type)]
    return known[0] if known and not _is_many(hint) else None


def _is_many(hint: object) -> bool:
    return typing.get_origin(hint) is tuple


def _may_be_empty(hint: object) -> bool:
    is_union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    return is_union and type(None) in typing.get_args(hint)


@cache
def _hints(kind: type[Event]) -> Mapping[str, object]:
    hints = typing.get_type_hints(kind)
    return {name: hints[name] for name in kind.__struct_fields__}
