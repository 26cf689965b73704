"""A participant's page: who they are, how they are reached, what they have said yes to."""

from __future__ import annotations

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.parts import part_words
from rjdesk.desk.views.taking_part import how_they_stand
from rjdesk.process.case import Case
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import FIRST, CaseId, EntryId, PersonId, ProcessId, in_fold_order
from rjdesk.process.kernel.features import Feature
from rjdesk.process.people.state import Person


class PersonView(msgspec.Struct, frozen=True, kw_only=True):
    """A participant. ``facts`` are lines of what and how it is; ``naming`` the entry they are in.

    ``entered`` and ``liked`` are their names as they were typed, ``reach`` how they are reached.
    ``of_minors`` says whether the programme asks who is under age (A26).
    """

    person: PersonId
    code: str
    name: str
    parts: str
    entered: str
    liked: str
    facts: tuple[tuple[str, str], ...]
    reach: tuple[tuple[str, str], ...]
    phone: str
    email: str
    otherwise: str
    naming: EntryId | None
    of_minors: bool


class AskPerson(msgspec.Struct, frozen=True):
    """Who is somebody, as the case knows them? None where they are named no more."""

    case: CaseId
    person: PersonId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> PersonView | None:
        """Return the page of a participant."""
        case = desk.case(self.case, self.process)
        person = case.person(self.person)
        if person is None:
            return None
        reach = person.reach
        said = (("Telephone", reach.phone), ("Mail", reach.email), ("Otherwise", reach.otherwise))
        return PersonView(
            person=person.id,
            code=case.intake.code,
            name=person.name,
            parts=part_words(person, desk.programme(case).words),
            entered=person.entered,
            liked=person.liked,
            facts=tuple((what, how) for what, how in _facts(desk, case, person) if how),
            reach=tuple((what, how) for what, how in said if how),
            phone=reach.phone,
            email=reach.email,
            otherwise=reach.otherwise,
            naming=_naming(desk, case, person.id),
            of_minors=desk.programme(case).has(Feature.MINORS),
        )


def _facts(desk: Desk, case: Case, person: Person) -> tuple[tuple[str, str], ...]:
    host = case.person(person.invited_by) if person.invited_by else None
    answers = {True: "yes", False: "no", None: "not asked yet"}
    consents = ", ".join(
        f"{desk.coalition.name_of(member)}: {answers[person.accepts(member)]}"
        for member in case.facilitators
    )
    signed = f"on {long_date(person.dialogue_signed)}" if person.dialogue_signed else "not yet"
    return (
        ("Called in the room", person.called),
        ("Had the name", ", ".join(person.former)),
        ("Affiliation", desk.terms.of(person.affiliation)),
        ("Comes for", host.name if host else ""),
        ("What for", person.purpose),
        ("Asked for this process", "yes" if person.initiating else ""),
        ("An organisation", "yes" if person.organisation else ""),
        ("Takes part", how_they_stand(case, person) if person.consents_alone else ""),
        ("Under age", _guarded(case, person)),
        ("Accepts", consents if person.primary else ""),
        ("Signed the Agreement to Dialogue", signed),
    )


def _guarded(case: Case, person: Person) -> str:
    """Return who stands beside somebody under age, and what they say; "" for anybody else."""
    if person.id not in case.referral.minors:
        return ""
    guardian = case.referral.guardian_of(person.id)
    if guardian is None:
        return "yes, and no guardian is recorded yet"
    return f"yes; {guardian.name} {'consents' if guardian.consents else 'does not consent'}"


def _naming(desk: Desk, case: Case, person: PersonId) -> EntryId | None:
    """Return the entry that says who somebody is, as it counts now."""
    entries = (
        entry
        for entry in reversed(in_fold_order(desk.record_of(case.id)))
        if isinstance(entry.event, ParticipantNamed) and entry.event.person == person
    )
    return next((entry.id for entry in entries), None)
