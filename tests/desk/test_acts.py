"""Acts are declared once, and each declaration is held against its event."""

from __future__ import annotations

import typing
from datetime import date
from enum import Enum

import msgspec
import pytest

from rjdesk.desk.acts import ACTS
from rjdesk.desk.acts.act import Act
from rjdesk.desk.calendar import Calendar
from rjdesk.desk.fields import Answers, Field, Kind, fault
from rjdesk.process.event import Event
from rjdesk.screens.pages import PAGES
from rjdesk.shipped import shipped_terms
from tests.journals.lines import parts_of, sample
from tests.screens.case_pages import BRITAIN

TODAY = date(2026, 11, 26)
CALENDAR = Calendar(BRITAIN, lambda: TODAY)
BY_THE_DOOR = {"on", "word_of", "replaces", "process"}
"""Fields that every event has: the day is today where nobody is asked."""


def name(act: Act[Event]) -> str:
    return f"{act.event.tag}, {act.title or 'one press'}"


def required(kind: type[Event]) -> set[str]:
    return {field.name for field in msgspec.structs.fields(kind) if field.required} - BY_THE_DOOR


@pytest.mark.parametrize("act", ACTS, ids=name)
def test_every_field_of_the_event_is_asked_or_given_and_none_is_unknown(act: Act[Event]) -> None:
    asked = [field.id for field in act.fields]
    fields = set(act.event.__struct_fields__)
    assert len(set(asked)) == len(asked)
    assert set(asked) <= fields
    assert set(act.given) <= fields
    assert not set(asked) & set(act.given)
    assert required(act.event) <= {*asked, *act.given}
    assert set(act.pages) <= set(PAGES)


@pytest.mark.parametrize("act", ACTS, ids=name)
def test_each_choice_that_the_event_keeps_is_offered(act: Act[Event]) -> None:
    hints = typing.get_type_hints(act.event)
    for field in act.fields:
        kept = [p for p in parts_of(hints[field.id]) if isinstance(p, type) and issubclass(p, Enum)]
        assert kept == ([field.choices] if field.choices else [])


def answer(field: Field, hint: object) -> str:
    """Return what somebody would type or choose there."""
    if field.kind is Kind.NUMBER:
        return str(field.most)
    if field.options:
        return field.options[0].value
    value = sample(hint)
    return value.isoformat() if isinstance(value, date) else str(value)


@pytest.mark.parametrize("act", ACTS, ids=name)
def test_what_is_answered_becomes_the_event(act: Act[Event]) -> None:
    hints = typing.get_type_hints(act.event)
    asked = act.asked(shipped_terms(), TODAY, {})
    texts = {field.id: answer(field, hints[field.id]) for field in asked}
    answers = Answers(texts=texts, ticks={field.id: True for field in asked})
    assert {f.id: fault(f, answers, CALENDAR) for f in asked} == dict.fromkeys(texts, "")
    given = {field: sample(hints[field]) for field in act.given}
    event = act.answered(TODAY, answers, **given)
    assert type(event) is act.event
    again = msgspec.convert(msgspec.to_builtins(event), act.event)
    assert again == event
    for field in asked:
        assert getattr(event, field.id) not in ("", None)


@pytest.mark.parametrize("act", ACTS, ids=name)
def test_what_is_left_open_stays_as_the_event_begins(act: Act[Event]) -> None:
    open_ = [field for field in act.fields if not field.needed and field.kind is not Kind.TICK]
    defaults = {field.name: field.default for field in msgspec.structs.fields(act.event)}
    hints = typing.get_type_hints(act.event)
    asked = act.asked(shipped_terms(), TODAY, {})
    texts = {f.id: answer(f, hints[f.id]) for f in asked if f.needed}
    given = {field: sample(hints[field]) for field in act.given}
    event = act.answered(TODAY, Answers(texts=texts), **given)
    for field in open_:
        left = getattr(event, field.id)
        assert left == ("" if isinstance(left, str) else defaults[field.id])
