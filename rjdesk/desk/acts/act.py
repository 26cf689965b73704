"""Acts: what a person can do, declared once: the event, where it is done, what is asked.

The id of a field is that of the event's own, and its answer is converted to the type that the
event has there. What the page knows already (whose row it is) is ``given``, not asked.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Generic, TypeVar

import msgspec
from msgspec.structs import replace

from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.desk.instalments import cents_of, of_kept
from rjdesk.desk.numbers import read_number
from rjdesk.desk.terms import Terms
from rjdesk.process.kernel.event import Event

EventT_co = TypeVar("EventT_co", bound=Event, covariant=True)

WORD_OF = "word_of"
"""The field of every event that says who decided, where that was not the member who records."""

YES_NO = (Option("true", "Yes"), Option("false", "No"))
"""The choices of a question that is answered by yes or no."""


class Act(msgspec.Struct, Generic[EventT_co], frozen=True, kw_only=True):
    """One thing that a person can do.

    ``pages`` names the pages on which it is done. ``title`` heads the form that asks the
    ``fields`` and says what is about to be done in ``lead``; an act without a title is done at
    one press. ``given`` are the fields of the event that the page knows.
    """

    event: type[EventT_co]
    pages: tuple[str, ...]
    title: str = ""
    lead: str = ""
    action: str = "Record"
    fields: tuple[Field, ...] = ()
    given: tuple[str, ...] = ()

    def asked(
        self, terms: Terms, today: date, known: Mapping[str, Mapping[str, object]]
    ) -> tuple[Field, ...]:
        """Return the fields as they are asked today.

        ``known`` says what a page knows of a field: its options, what stands in it already. On
        whose word something is recorded is asked only where the programme names bodies, and
        nothing is chosen from where there is nothing.
        """
        asked = (_as_asked(field, terms, today, known.get(field.id, {})) for field in self.fields)
        return tuple(field for field in asked if field.options or not _of_what_there_is(field))

    def field(self, name: str) -> Field:
        """Return what is asked under a name, for a page that asks it in a place of its own."""
        return next(field for field in self.fields if field.id == name)

    def of(self, today: date, /, **given: object) -> EventT_co:
        """Return the event where all of it is given, dated today."""
        make: Callable[..., EventT_co] = self.event
        return make(**({"on": today} | given))

    def answered(self, today: date, answers: Answers, /, **given: object) -> EventT_co:
        """Return the event: of what was answered, of what is given, dated today unless asked.

        The answers were found without fault before; a ValueError for one that was not.
        """
        hints = _hints(self.event)
        found = {field.id: _value(field, answers, hints[field.id]) for field in self.fields}
        for field in self.fields:
            if field.kind is Kind.WHOM:
                found[field.otherwise] = answers.text(field.otherwise)
        typed = {name: value for name, value in found.items() if value is not msgspec.UNSET}
        return self.of(today, **(typed | given))


def _of_what_there_is(field: Field) -> bool:
    """Whether a field is asked only where there is something to choose."""
    chosen = field.kind in {Kind.SEVERAL, Kind.CHOICE} and field.choices is None
    return field.id == WORD_OF or (chosen and not field.needed)


def _as_asked(field: Field, terms: Terms, today: date, known: Mapping[str, object]) -> Field:
    if field.choices is not None:
        field = replace(field, options=terms.options(field.choices))
    if field.id == "on":
        field = replace(field, initial=today.isoformat())
    return replace(field, **known)


def _value(field: Field, answers: Answers, hint: object) -> object:
    """Return an answer as the type that the event has; UNSET for one that was left out."""
    text = answers.text(field.id)
    match field.kind:
        case Kind.TICK:
            return answers.ticked(field.id)
        case Kind.MOMENT if text:
            at = time.fromisoformat(answers.text(field.otherwise))
            return datetime.combine(answers.day(field.id), at)
        case Kind.PAYMENTS | Kind.AMOUNT if text:
            return of_kept(text) if field.kind is Kind.PAYMENTS else cents_of(text)
        case Kind.SEVERAL | Kind.SEATS:
            return tuple(_converted(each, _each(hint)) for each in answers.several(field.id))
        case Kind.NUMBER if text:
            return read_number(text, field.least, field.most)
        case _:
            return _said(text, hint)


def _said(text: str, hint: object) -> object:
    """Return what was typed or chosen as its type."""
    if not text and hint is not str:
        return msgspec.UNSET
    if typing.get_origin(hint) is tuple:
        return (_converted(text, _each(hint)),)
    return _converted(text, hint)


def _converted(text: str, hint: object) -> object:
    return msgspec.convert(text, hint, strict=False)


def _each(hint: object) -> object:
    """Return of which type each is of several."""
    found: object = typing.get_args(hint)[0]
    return found


@cache
def _hints(event: type[Event]) -> dict[str, object]:
    return typing.get_type_hints(event, include_extras=False)


# --- what can be asked ---------------------------------------------------------------------


def day(label: str = "On which day") -> Field:
    """Ask for the day on which something happened, today unless changed."""
    return Field(id="on", label=label, kind=Kind.DATE, happened=True)


def date_of(name: str, label: str, help: str = "", *, needed: bool = True) -> Field:  # noqa: A002
    """Ask for another day, which may be to come."""
    return Field(id=name, label=label, kind=Kind.DATE, help=help, needed=needed)


def text(name: str, label: str, help: str = "", *, needed: bool = True) -> Field:  # noqa: A002
    """Ask for a line of text."""
    return Field(id=name, label=label, help=help, needed=needed)


def long(name: str, label: str, help: str = "", *, needed: bool = True) -> Field:  # noqa: A002
    """Ask for some sentences."""
    return Field(id=name, label=label, kind=Kind.LONG, help=help, needed=needed)


def name_of(name: str, label: str, help: str = "", *, needed: bool = True) -> Field:  # noqa: A002
    """Ask for somebody's name."""
    return Field(id=name, label=label, kind=Kind.NAME, help=help, needed=needed)


def one_of(
    name: str,
    label: str,
    choices: type[Enum] | None = None,
    help: str = "",  # noqa: A002 - as a field calls it
    *,
    needed: bool = True,
) -> Field:
    """Ask for a choice: of a set that the event keeps, or of what the page offers."""
    return Field(id=name, label=label, kind=Kind.CHOICE, choices=choices, help=help, needed=needed)


def several(name: str, label: str, help: str = "", *, needed: bool = False) -> Field:  # noqa: A002
    """Ask for some of what the page offers."""
    return Field(id=name, label=label, kind=Kind.SEVERAL, help=help, needed=needed)


def seats(name: str, label: str, help: str = "") -> Field:  # noqa: A002
    """Ask who is here, in the order of their seats."""
    return Field(id=name, label=label, kind=Kind.SEATS, help=help)


def moment(name: str, label: str) -> Field:
    """Ask for a day and a time of day, of the local clock."""
    return Field(id=name, label=label, kind=Kind.MOMENT, otherwise=f"{name}_time")


def payments(name: str, label: str) -> Field:
    """Ask for days and amounts, a line each."""
    return Field(id=name, label=label, kind=Kind.PAYMENTS)


def amount(name: str, label: str) -> Field:
    """Ask for money."""
    return Field(id=name, label=label, kind=Kind.AMOUNT)


def whom(name: str, otherwise: str, label: str, *, needed: bool = False) -> Field:
    """Ask for somebody of the case, or in words for somebody else."""
    return Field(id=name, label=label, kind=Kind.WHOM, otherwise=otherwise, needed=needed)


def on_word() -> Field:
    """Ask which body decided, if one did; the programme says which there are."""
    label = "On whose word, if others decided it"
    return Field(id=WORD_OF, label=label, kind=Kind.CHOICE, needed=False)


def yes_or_no(name: str, label: str, help: str = "", *, needed: bool = True) -> Field:  # noqa: A002
    """Ask a question that is answered by yes or no."""
    return Field(id=name, label=label, kind=Kind.CHOICE, options=YES_NO, help=help, needed=needed)


def tick(name: str, label: str, *, needed: bool = False) -> Field:
    """Ask for a tick."""
    return Field(id=name, label=label, kind=Kind.TICK, needed=needed)


def number(name: str, label: str, least: int, most: int, initial: str = "") -> Field:
    """Ask for a whole number within bounds."""
    return Field(id=name, label=label, kind=Kind.NUMBER, least=least, most=most, initial=initial)
