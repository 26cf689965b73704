"""Acts of intake: a case from a request, the people in it, who facilitates, who is told."""

from __future__ import annotations

from msgspec.structs import replace

from rjdesk.desk.acts.act import Act, long, name_of, one_of, text, tick, yes_or_no
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CareConsidered,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
    ParticipantNamed,
)
from rjdesk.process.people.state import Affiliation

CALLED = "Called in the room"
CALLED_HELP = "First name, or what they like to be called"

HERE = ("intake",)
BEFORE = ("intake-journey",)

OPENED = Act(
    event=CaseOpened,
    pages=BEFORE,
    given=(
        *("code", "requester", "request_received", "programme", "may_harm_further"),
        *("care_taken", "relation", "referral", "referred_by"),
    ),
)
NAMED = Act(
    event=ParticipantNamed,
    pages=BEFORE,
    given=(*("person", "person_name", "called", "parts", "affiliation", "initiating"),),
)
INVITED = Act(
    event=ParticipantNamed,
    pages=("pre-meetings",),
    title="Invite somebody",
    action="Invite",
    fields=(
        name_of("person_name", "Name"),
        name_of("called", CALLED, CALLED_HELP, needed=False),
        one_of("parts", "Part"),
        one_of("affiliation", "Affiliation", Affiliation),
        one_of("invited_by", "Invited by", needed=False),
        replace(text("purpose", "What for?"), initial="support"),
        tick("lawyer", "They are a lawyer, and would act for a party"),
    ),
    given=("person",),
)
ASSIGNED = Act(event=FacilitatorAssigned, pages=HERE, given=("member",))
ACCEPTED = Act(event=FacilitatorAccepted, pages=HERE, given=("person", "member", "accepted"))
ADVISOR_TOLD = Act(event=AdvisorInformed, pages=HERE)
CARE = Act(
    event=CareConsidered,
    pages=HERE,
    title="Care",
    fields=(
        yes_or_no(
            "may_harm_further", "Could this process oppress or harm marginalised people further?"
        ),
        long("care_taken", "What will you do about it?", needed=False),
    ),
)

ACTS = (OPENED, NAMED, INVITED, ASSIGNED, ACCEPTED, ADVISOR_TOLD, CARE)
