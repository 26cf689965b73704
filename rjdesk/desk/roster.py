"""What a case knows its people by: what a text about it is read against before it leaves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from rjdesk.desk.parts import part_name
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.programme import Programme, Words
from rjdesk.process.people.state import Person as Known

_NUMBERS = re.compile(r"\+?\d[\d\s()./-]{5,}\d")


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of a case. ``role`` is in the programme's words, as it will be printed.

    ``contacts`` are how else they are reached, or were before.
    """

    name: str
    role: str = ""
    pronouns: str = ""
    nicknames: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    residence: str = ""
    contacts: tuple[str, ...] = ()


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
        parties=tuple(_parties(case, coalition, programme.words)),
        places=tuple(filter(None, (seen.preparation.place for seen in case.each_process))),
        dates=tuple(sorted(set(_days(case)))),
        case_number=case.intake.code,
    )


def _parties(case: Case, coalition: Coalition, words: Words) -> Iterator[Person]:
    for person in case.people:
        called = (person.liked, *person.former)
        yield Person(
            name=person.entered,
            role=part_name(person.parts[0], words) if person.parts else "",
            nicknames=tuple(name for name in dict.fromkeys(called) if name != person.entered),
            email=person.reach.email,
            phone=person.reach.phone,
            contacts=tuple(_other_contacts(person)),
        )
        guardian = case.referral.guardian_of(person.id)
        if guardian is not None:
            yield Person(name=guardian.name, role="Guardian")

    led = {*case.facilitators, *(each.member for each in case.released)}
    kept = {coalition.name_of(member) for member in led}
    for seen in case.each_process:
        for witness in dict.fromkeys(each.witness for each in seen.agreement.signatures):
            if witness and witness not in kept:
                yield Person(name=witness, role="Witness")


def _other_contacts(person: Known) -> Iterator[str]:
    for reach in (person.reach, *person.reached):
        yield from filter(None, (reach.phone, reach.email))
        yield from (word for word in reach.otherwise.split() if "@" in word)
        yield from _NUMBERS.findall(reach.otherwise)


def _days(case: Case) -> Iterator[dt.date]:
    days = [case.intake.opened, case.intake.request_received]
    days += [meeting.on for meeting in case.meetings]
    for seen in case.each_process:
        days.append(seen.agreement.fulfilled)
        days += [circle.started_on for circle in seen.circles]
        days += [day for message in seen.messages for day in (message.agreed, message.carried)]
        if seen.preparation.starts_at is not None:
            days.append(seen.preparation.starts_at.date())
    yield from (day for day in days if day is not None)
