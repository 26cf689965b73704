"""Acts of the coalition: how it begins, who belongs to it, their terms, offices and trainings."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act
from rjdesk.process.membership.events import (
    CertificateRecorded,
    CoalitionFounded,
    FoundingCompleted,
    MemberAppointed,
    MemberEntered,
    OfficeTaken,
    TrainingCompleted,
)

HERE = ("coalition",)
WHERE_IT_BEGINS = "welcome"
"""The screen before there is a desk, which no route leads to."""
ALSO_WHERE_IT_BEGINS = ("coalition", WHERE_IT_BEGINS)

FOUNDED = Act(
    event=CoalitionFounded, pages=(WHERE_IT_BEGINS,), given=("coalition_name", "programme")
)
ENTERED = Act(
    event=MemberEntered,
    pages=ALSO_WHERE_IT_BEGINS,
    given=(
        *("member", "member_name", "kind", "semesters", "on_judicial_board"),
        "certified_until",
    ),
)
APPOINTED = Act(
    event=MemberAppointed,
    pages=ALSO_WHERE_IT_BEGINS,
    given=("member", "year", "open_position"),
)
IN_OFFICE = Act(event=OfficeTaken, pages=ALSO_WHERE_IT_BEGINS, given=("member", "office", "year"))
TRAINED = Act(event=TrainingCompleted, pages=HERE, given=("member", "training", "year"))
CERTIFIED = Act(event=CertificateRecorded, pages=HERE, given=("member", "until"))
ALL_ENTERED = Act(event=FoundingCompleted, pages=HERE)

ACTS = (FOUNDED, ENTERED, APPOINTED, IN_OFFICE, TRAINED, CERTIFIED, ALL_ENTERED)
