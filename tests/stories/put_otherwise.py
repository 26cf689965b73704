"""Another answer in a field of a form: what somebody might type there by mistake."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.fields import Answers, Field, Kind, fault
from rjdesk.desk.views.correction import Correction
from tests.screens.case_pages import BRITAIN

LATER, EARLIER = timedelta(days=30), timedelta(days=400)


def as_it_stands(fields: Sequence[Field]) -> Answers:
    """Return the answers of a form in which nobody changed anything."""
    texts = {field.id: field.initial for field in fields}
    for field in fields:
        if field.kind is Kind.MOMENT:
            texts[field.id], _, at = field.initial.partition("T")
            texts[field.otherwise] = at[:5]
        elif field.kind is Kind.WHOM and field.initial not in _values(field):
            texts[field.id], texts[field.otherwise] = "", field.initial
    ticks = {field.id: bool(field.initial) for field in fields if field.kind is Kind.TICK}
    return Answers(texts=texts, ticks=ticks)


def put_otherwise(known: Correction, chance: random.Random, today: date) -> Answers | None:
    """Return the answers with one field otherwise, or None where nothing else can be said."""
    calendar, answers = Calendar(BRITAIN, lambda: today), as_it_stands(known.fields)
    for field in chance.sample(known.fields, len(known.fields)):
        texts, ticks = dict(answers.texts), dict(answers.ticks)
        if field.kind is Kind.TICK:
            ticks[field.id] = not ticks[field.id]
        else:
            texts |= _another(field, texts, chance, today)
        changed = Answers(texts=texts, ticks=ticks)
        faults = [each for each in known.fields if fault(each, changed, calendar)]
        if not faults and changed != answers:
            return changed
    return None


def _another(
    field: Field, texts: dict[str, str], chance: random.Random, today: date
) -> dict[str, str]:
    """Return another answer in a field, in the texts that hold it."""
    said = texts[field.id]
    if field.kind is Kind.WHOM:
        return {field.id: "", field.otherwise: "A neighbour"}
    match field.kind:
        case Kind.CHOICE:
            others = [value for value in _values(field) if value != said]
            another = chance.choice(others or [said])
        case Kind.SEVERAL | Kind.SEATS:
            one = chance.choice(_values(field))
            chosen = said.split()
            left = [value for value in chosen if value != one]
            another = " ".join(left if one in chosen else [*chosen, one])
        case Kind.DATE | Kind.MOMENT:
            day = date.fromisoformat(said) if said else today
            days = [day - EARLIER, *([today] if field.happened else [day + LATER])]
            another = chance.choice([each for each in days if each != day]).isoformat()
        case Kind.NUMBER:
            another = str(int(said or field.least) + 1)
        case Kind.PAYMENTS:
            another = f"{today.isoformat()} 5.00"
        case _:
            another = "Robin Vale"
    return {field.id: another}


def _values(field: Field) -> list[str]:
    return [option.value for option in field.options]
