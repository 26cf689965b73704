"""Acts of intake: a case from a request, the people in it, who facilitates, who is told."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, day, long, name_of, one_of, several, text, tick, yes_or_no
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CareConsidered,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
    FacilitatorReleased,
    HandedOn,
    OpenedByMistake,
    ParticipantNamed,
    PersonRenamed,
    ReachNoted,
)
from rjdesk.process.intake.state import Cause
from rjdesk.process.people.state import Affiliation

CALLED = "Called in the room"
CALLED_HELP = "First name, or what they like to be called"

COMES_FOR = "Where somebody supports a party, speaks for them or interprets."
MEMBER_HELP = "Whoever takes part reads nothing of the case, and is not assigned to it."
HERE = ("intake",)
PERSON = ("person",)
BEFORE = ("intake-journey",)

OPENED = Act(
    event=CaseOpened,
    pages=BEFORE,
    given=(
        *("code", "requester", "request_received", "programme", "may_harm_further"),
        *("care_taken", "relation", "referral", "referred_by", "requester_takes_part"),
    ),
)
NAMED = Act(
    event=ParticipantNamed,
    pages=("pre-meetings", *BEFORE),
    title="Name somebody",
    action="Name them",
    fields=(
        name_of("person_name", "Name"),
        name_of("called", CALLED, CALLED_HELP, needed=False),
        several("parts", "What they are to this case", needed=True),
        one_of("affiliation", "Affiliation", Affiliation),
        one_of("invited_by", "For whom they come", help=COMES_FOR, needed=False),
        text("purpose", "What for?", COMES_FOR, needed=False),
        tick("initiating", "They asked for this process"),
        tick("organisation", "This is an organisation, and somebody speaks for it"),
        one_of("coalition_member", "A member of the coalition", help=MEMBER_HELP, needed=False),
        tick("lawyer", "They are a lawyer, and would act for a party"),
    ),
    given=("person",),
)
ASSIGNED = Act(event=FacilitatorAssigned, pages=HERE, given=("member",))
RELEASED = Act(
    event=FacilitatorReleased,
    pages=HERE,
    title="Somebody facilitates no more",
    lead="{name} can no longer read or write in this case. What they recorded stays, under their "
    "name.",
    action="Release",
    fields=(one_of("cause", "Why", Cause), day("Since which day")),
    given=("member",),
)
NO_CASE = Act(
    event=OpenedByMistake,
    pages=HERE,
    title="Opened by mistake",
    lead="This was no case, or it was opened twice. It is not counted, and nobody is contacted "
    "from it. Its records are kept until policy asks that they be destroyed.",
    action="It was opened by mistake",
    fields=(day(),),
)
RENAMED = Act(
    event=PersonRenamed,
    pages=PERSON,
    title="Another name",
    lead="From now on {name} is called so everywhere. What they signed stands. Where a name was "
    "only typed wrong, correct the entry instead.",
    fields=(
        name_of("person_name", "Name"),
        name_of("called", CALLED, CALLED_HELP, needed=False),
        day(),
    ),
    given=("person",),
)
REACHED = Act(
    event=ReachNoted,
    pages=PERSON,
    title="How to reach them",
    fields=(
        text("phone", "Telephone", needed=False),
        text("email", "Mail", needed=False),
        text("otherwise", "Otherwise", "An address, a good time, or through whom.", needed=False),
    ),
    given=("person",),
)
HANDED_ON = Act(
    event=HandedOn,
    pages=("case",),
    title="Give {name} the keys",
    lead="{name} may read this case and has no key to it yet. From now on they read all that is in "
    "it, also what was written before. What somebody has read cannot be taken back.",
    action="Give",
    given=("member", "notes"),
)
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

ACTS = (
    OPENED,
    NO_CASE,
    NAMED,
    RENAMED,
    REACHED,
    ASSIGNED,
    RELEASED,
    HANDED_ON,
    ACCEPTED,
    ADVISOR_TOLD,
    CARE,
)
