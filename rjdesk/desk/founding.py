"""What a coalition begins with, as its founder answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rjdesk.desk.acts import membership as membership_acts
from rjdesk.desk.fields import Answers
from rjdesk.desk.folder import whole_path
from rjdesk.process.kernel.calendar import academic_year
from rjdesk.process.kernel.event import Event, MemberId
from rjdesk.process.kernel.offices import OfficeId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.membership.state import MemberKind


@dataclass(frozen=True, slots=True)
class Founding:
    """What somebody wants to found: under which label, where, and what is recorded first."""

    founder: MemberId
    login: str
    folder: Path
    events: tuple[Event, ...]


def founding_of(
    answers: Answers, founder: MemberId, programmes: Mapping[str, Programme], today: date
) -> Founding:
    """Return what the answers ask for; each choice among them is one that was offered."""
    programme = programmes[answers.text("programme")]
    year = academic_year(today, programme.deadlines.year_starts_in).start
    events = (
        membership_acts.FOUNDED.of(
            today,
            coalition_name=answers.text("coalition"),
            programme=programme.id,
        ),
        membership_acts.ENTERED.of(
            today,
            member=founder,
            member_name=answers.text("name"),
            kind=MemberKind(answers.text("kind")),
            semesters=1,
        ),
        membership_acts.APPOINTED.of(today, member=founder, year=year),
        membership_acts.IN_OFFICE.of(
            today, member=founder, office=OfficeId(answers.text("office")), year=year
        ),
    )
    return Founding(founder, answers.text("login"), whole_path(answers.text("folder")), events)
