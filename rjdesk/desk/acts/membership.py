"""Acts of the coalition: how it begins, who belongs to it, their terms, offices and trainings."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, date_of, name_of, number, one_of, tick
from rjdesk.process.membership.events import (
    CertificateRecorded,
    CoalitionFounded,
    FoundingCompleted,
    MemberAppointed,
    MemberEntered,
    OfficeTaken,
    TrainingCompleted,
)
from rjdesk.process.membership.state import MemberKind

HERE = ("coalition",)
WHERE_IT_BEGINS = "welcome"
"""The screen before there is a desk, which no route leads to."""
ALSO_WHERE_IT_BEGINS = ("coalition", WHERE_IT_BEGINS)

MOST_SEMESTERS = 40
CERTIFICATE, NO_CERTIFICATE = "Certificate valid until", "Leave it empty where there is none."
YEAR = one_of("year", "For which year")
"""Asked with the years that can be chosen: the one before, this one, and the next."""

FOUNDED = Act(
    event=CoalitionFounded, pages=(WHERE_IT_BEGINS,), given=("coalition_name", "programme")
)
ENTERED = Act(
    event=MemberEntered,
    pages=ALSO_WHERE_IT_BEGINS,
    title="Add a member",
    action="Add",
    fields=(
        name_of("member_name", "Name"),
        one_of("kind", "They are", MemberKind),
        number("semesters", "Semesters enrolled before", 0, MOST_SEMESTERS, "1"),
        tick("on_judicial_board", "They sit on the Judicial Board"),
        date_of("certified_until", CERTIFICATE, NO_CERTIFICATE, needed=False),
    ),
    given=("member",),
)
APPOINTED = Act(
    event=MemberAppointed,
    pages=ALSO_WHERE_IT_BEGINS,
    title="A term",
    fields=(YEAR, tick("open_position", "To an open position")),
    given=("member",),
)
IN_OFFICE = Act(
    event=OfficeTaken,
    pages=ALSO_WHERE_IT_BEGINS,
    title="An office",
    fields=(one_of("office", "Which office"), YEAR),
    given=("member",),
)
TRAINED = Act(
    event=TrainingCompleted,
    pages=HERE,
    title="A training is complete",
    fields=(one_of("training", "Which training"), YEAR),
    given=("member",),
)
CERTIFIED = Act(
    event=CertificateRecorded,
    pages=HERE,
    title="A certificate",
    fields=(date_of("until", CERTIFICATE),),
    given=("member",),
)
ALL_ENTERED = Act(event=FoundingCompleted, pages=HERE)

ACTS = (FOUNDED, ENTERED, APPOINTED, IN_OFFICE, TRAINED, CERTIFIED, ALL_ENTERED)
