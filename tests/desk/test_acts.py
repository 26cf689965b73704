"""Acts are declared once, and each declaration is held against its event."""

from __future__ import annotations

import ast
import typing
from datetime import date, datetime
from enum import Enum
from pathlib import Path

import msgspec
import pytest

from rjdesk.desk.acts import ACTS
from rjdesk.desk.acts import PAGES as DONE_ON
from rjdesk.desk.acts.act import Act
from rjdesk.desk.acts.membership import WHERE_IT_BEGINS
from rjdesk.desk.calendar import Calendar
from rjdesk.desk.fields import Answers, Field, Kind, Option, fault
from rjdesk.process import rules
from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.kernel.event import CaseId, Event, MemberId, Recording
from rjdesk.process.kernel.texts import Text, TextKind
from rjdesk.process.people.state import Part
from rjdesk.screens.shell.registry import PAGES
from rjdesk.shipped import shipped_terms
from tests.journals.lines import of_struct, parts_of, sample
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
    assert set(act.pages) <= {*PAGES, WHERE_IT_BEGINS}
    assert act.pages


CONSEQUENCES = {
    "reflection-kept": {"reflection-written"},
    "text-kept": {"coalition-founded", "case-opened"},
    "texts-taken": {"case-opened"},
}
"""What nobody does by itself: by tag, with which events it is recorded."""
ALSO = {
    "access-granted": {"case-opened", "facilitator-assigned", "recused"},
    "recused": {"recusal-decided"},
}
"""What is done by itself, and comes along with these events too."""
FOLLOWS = {"case-listed"}
"""What follows from how a case stands before and after an act, whichever it is."""


def test_every_event_has_an_act_or_comes_along_with_one() -> None:
    done = {act.event.tag for act in ACTS}
    assert done | set(CONSEQUENCES) | FOLLOWS == set(CATALOGUE.by_tag)
    assert not done & (set(CONSEQUENCES) | FOLLOWS)
    text = Text(TextKind.FORM, "letter.en.md", "")
    recording = Recording(case=CaseId("case"), by=MemberId("priya"), in_use=(text,))
    along: dict[str, set[str]] = {}
    for act in ACTS:
        for more in of_struct(act.event).consequences(recording):
            along.setdefault(more.tag, set()).add(act.event.tag)
    assert along == CONSEQUENCES | ALSO


def test_every_field_of_every_event_is_asked_or_given_by_some_act() -> None:
    for tag in {act.event.tag for act in ACTS}:
        mine = [act for act in ACTS if act.event.tag == tag]
        set_by = {field.id for act in mine for field in act.fields}
        set_by |= {field for act in mine for field in act.given}
        set_by |= {field.otherwise for act in mine for field in act.fields if field.otherwise}
        assert set(CATALOGUE.by_tag[tag].__struct_fields__) - BY_THE_DOOR - set_by == set(), tag


@pytest.mark.parametrize("act", ACTS, ids=name)
def test_each_choice_that_the_event_keeps_is_offered(act: Act[Event]) -> None:
    hints = typing.get_type_hints(act.event)
    for field in act.fields:
        kept = [p for p in parts_of(hints[field.id]) if isinstance(p, type) and issubclass(p, Enum)]
        assert [choice for choice in kept if choice is not Part] == (
            [field.choices] if field.choices else []
        )


def offered(act: Act[Event]) -> dict[str, dict[str, object]]:
    """Return what a page would offer for the fields whose options it knows."""
    hints = typing.get_type_hints(act.event)
    kinds = {Kind.SEVERAL, Kind.SEATS, Kind.WHOM}
    named = [field for field in act.fields if field.kind in kinds]
    return {
        field.id: {"options": (Option(value := answer(field, hints[field.id]), value),)}
        for field in named
    }


def answer(field: Field, hint: object) -> str:
    """Return what somebody would type or choose there."""
    if field.kind is Kind.NUMBER:
        return str(field.most)
    if field.options:
        return field.options[0].value
    value = sample(hint)
    if field.kind is Kind.PAYMENTS:
        return "2026-12-01 200.50"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, tuple):
        value = value[0]
    if isinstance(value, Enum):
        value = value.value
    return value.isoformat() if isinstance(value, date) else str(value)


@pytest.mark.parametrize("act", ACTS, ids=name)
def test_what_is_answered_becomes_the_event(act: Act[Event]) -> None:
    hints = typing.get_type_hints(act.event)
    asked = act.asked(shipped_terms(), TODAY, offered(act))
    texts = {field.id: answer(field, hints[field.id]) for field in asked}
    texts |= {field.otherwise: "14:30" for field in asked if field.kind is Kind.MOMENT}
    answers = Answers(texts=texts, ticks={field.id: True for field in asked})
    assert [said for f in asked if (said := fault(f, answers, CALENDAR))] == []
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
    texts |= {f.otherwise: "14:30" for f in asked if f.kind is Kind.MOMENT}
    given = {field: sample(hints[field]) for field in act.given}
    event = act.answered(TODAY, Answers(texts=texts), **given)
    for field in open_:
        left = getattr(event, field.id)
        assert left == ("" if isinstance(left, str) else defaults[field.id])


def test_every_page_that_something_leads_to_is_one_and_has_a_name() -> None:
    for page in DONE_ON:
        if page != WHERE_IT_BEGINS:
            assert page in PAGES
            assert shipped_terms().of_page(page)


MADE = [
    (path.parent.name, call)
    for path in sorted(Path(rules.__file__).parent.glob("*/rules.py"))
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Missing"
]


def test_each_refusal_says_which_act_supplies_what_is_missing_or_that_none_does() -> None:
    assert len(MADE) > 150
    done = {act.event.tag for act in ACTS}
    for chapter, call in MADE:
        act = call.args[1]
        for each in (act.body, act.orelse) if isinstance(act, ast.IfExp) else (act,):
            said = each.id if isinstance(each, ast.Name) else ast.literal_eval(each)
            assert said in {*done, "ITSELF", "NOBODY"}, f"{chapter}:{call.lineno} {said}"
