"""What a case knows its people by: what a text about it is read against before it leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from rjdesk.desk.parts import part_name
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.programme import Programme, Words


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of a case. ``role`` is in the programme's words, as it will be printed."""

    name: str
    role: str = ""
    pronouns: str = ""
    nicknames: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    residence: str = ""


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """What identifies the people of one case. The facilitators are kept in the text (RC-107)."""

    facilitators: tuple[Person, ...] = ()
    parties: tuple[Person, ...] = ()
    places: tuple[str, ...] = ()
    dates: tuple[dt.date, ...] = ()
    case_number: str = ""


def roster_of(case: Case, coalition: Coalition, programme: Programme) -> Roster:
    """Return everybody whom the record names, by every name they have or had, and the rest.

    Whoever facilitated stays a facilitator, also when they were released.
    """
    led = dict.fromkeys((*case.facilitators, *(each.member for each in case.released)))
    return Roster(
        facilitators=tuple(Person(name=coalition.name_of(member)) for member in led),
        parties=tuple(_parties(case, programme.words)),
        places=tuple(filter(None, (case.preparation.place,))),
        dates=tuple(sorted(set(_days(case)))),
        case_number=case.intake.code,
    )


def _parties(case: Case, words: Words) -> Iterator[Person]:
    for person in case.people:
        called = (person.liked, *person.former)
        yield Person(
            name=person.entered,
            role=part_name(person.parts[0], words) if person.parts else "",
            nicknames=tuple(name for name in dict.fromkeys(called) if name != person.entered),
            email=person.reach.email,
            phone=person.reach.phone,
        )
        guardian = case.referral.guardian_of(person.id)
        if guardian is not None:
            yield Person(name=guardian.name, role="Guardian")


def _days(case: Case) -> Iterator[dt.date]:
    days = [case.intake.opened, case.intake.request_received, case.agreement.fulfilled]
    days += [circle.started_on for circle in case.circles]
    days += [meeting.on for meeting in case.meetings]
    if case.preparation.starts_at is not None:
        days.append(case.preparation.starts_at.date())
    yield from (day for day in days if day is not None)
