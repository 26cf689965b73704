"""Acts of the coalition: how it begins, who belongs to it, their terms, offices and trainings."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, date_of, day, name_of, number, on_word, one_of, tick
from rjdesk.process.membership.events import (
    CertificateRecorded,
    CoalitionFounded,
    EntryTakenBack,
    FoundingCompleted,
    MemberAppointed,
    MemberEntered,
    MemberLeft,
    OfficeLeft,
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
    fields=(
        one_of("office", "Which office"),
        YEAR,
        on_word(),
        tick("consent", "The coalition consents, where it is asked"),
    ),
    given=("member",),
)
OUT_OF_OFFICE = Act(
    event=OfficeLeft,
    pages=HERE,
    title="An office is left",
    lead="{name} holds it no longer, from today on.",
    fields=(one_of("office", "Which office"), day()),
    given=("member",),
)
GONE = Act(
    event=MemberLeft,
    pages=HERE,
    title="Somebody leaves the coalition",
    lead="{name} is assigned to no case any more, and holds no office. What they recorded stays. "
    "All that they hold is taken at once{alone}. Their keys end when another who holds an office "
    "confirms it. Where they facilitate a case, release them there.",
    action="They left",
    fields=(day(),),
    given=("member",),
)
BACK = Act(event=EntryTakenBack, pages=HERE, given=("replaces",))
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

ACTS = (
    FOUNDED,
    ENTERED,
    APPOINTED,
    IN_OFFICE,
    OUT_OF_OFFICE,
    GONE,
    TRAINED,
    CERTIFIED,
    BACK,
    ALL_ENTERED,
)
