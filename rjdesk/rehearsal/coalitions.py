"""The fictional coalitions that stories are told of, entered as their founders find them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rjdesk.process.kernel.event import Event, MemberId
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.process.membership.events import (
    CoalitionFounded,
    FoundingCompleted,
    MemberAppointed,
    MemberEntered,
    OfficeTaken,
    TrainingCompleted,
)
from rjdesk.process.membership.state import MemberKind

REED = {
    "imani": ("Imani Okafor", MemberKind.STUDENT),
    "teodor": ("Teodor Lindqvist", MemberKind.STUDENT),
    "priya": ("Priya Raman", MemberKind.STUDENT),
    "mateo": ("Mateo Villaseñor", MemberKind.STUDENT),
    "ewa": ("Ewa Nowak", MemberKind.STUDENT),
    "hana": ("Hana Kobayashi", MemberKind.STUDENT),
    "noor": ("Noor Haddad", MemberKind.STUDENT),
    "adeyemi": ("Dr Ruth Adeyemi", MemberKind.STAFF),
}
"""The members of the college's coalition by login; Imani founds it."""
OFFICES = {
    "imani": "chair",
    "teodor": "chair",
    "noor": "sexual_harm_response_chair",
    "adeyemi": "staff_advisor",
}
UNTRAINED = {"hana": "equity"}
"""Who lacks which training."""
YEAR = 2026

PARTNERS = {
    "vera": ("Vera Quintana", OfficeId("director"), None),
    "luz": ("Luz Arriaga", None, date(2027, 6, 30)),
    "sam": ("Sam Decker", None, date(2026, 8, 31)),
}
"""The members of the community programme, their office and certificate; Vera founds it."""


def reed_as_found(day: date) -> list[Event]:
    """Return the college's coalition as it is entered."""
    events: list[Event] = [
        CoalitionFounded(
            on=day, coalition_name="Restorative Justice Coalition", programme="reed-2019"
        )
    ]
    for login, (name, kind) in REED.items():
        member = MemberId(login)
        events.append(
            MemberEntered(on=day, member=member, member_name=name, kind=kind, semesters=3)
        )
        if kind is MemberKind.STUDENT:
            events.append(MemberAppointed(on=day, member=member, year=YEAR))
            events += [
                TrainingCompleted(on=day, member=member, training=TrainingId(each), year=YEAR)
                for each in ("initial", "equity")
                if UNTRAINED.get(login) != each
            ]
    events += [
        OfficeTaken(on=day, member=MemberId(login), office=OfficeId(office), year=YEAR)
        for login, office in OFFICES.items()
    ]
    return [*events, FoundingCompleted(on=day)]


def partners_as_found(day: date) -> list[Event]:
    """Return the community programme as it is entered: a Director and two facilitators."""
    events: list[Event] = [
        CoalitionFounded(
            on=day, coalition_name="Restorative Conferencing", programme="restorative-partners"
        )
    ]
    for login, (name, office, until) in PARTNERS.items():
        member = MemberId(login)
        events.append(
            MemberEntered(
                on=day,
                member=member,
                member_name=name,
                kind=MemberKind.STAFF,
                certified_until=until,
            )
        )
        if office is not None:
            events.append(OfficeTaken(on=day, member=member, office=office, year=YEAR))
    return [*events, FoundingCompleted(on=day)]


LOGINS: Mapping[str, tuple[str, ...]] = {
    "reed-2019": tuple(REED),
    "restorative-partners": tuple(PARTNERS),
}
"""Who belongs to the coalition of a programme; the first founds it."""
