"""A community circle and a re-entry circle, which have no sides and need no agreement (S9)."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from rjdesk.process.accountability.events import ServiceAskedAfter, ServiceConnected
from rjdesk.process.circle.events import (
    CardSaid,
    CircleCompleted,
    CircleStarted,
    GuidelineOffered,
    GuidelinesAgreed,
    QuestionAsked,
    RoundEntered,
    TurnTaken,
    ValueNamed,
)
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
)
from rjdesk.process.kernel.event import CaseId, Event, MemberId, PersonId
from rjdesk.process.people.state import Affiliation, Part, ReadHow
from rjdesk.process.premeeting.events import DialogueAgreementSigned, EligibilityDecided
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessChosen,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal.moments import named
from rjdesk.rehearsal.telling import Chapter, On, Records, Story, chapter, does, refused, sees

Seats = tuple[PersonId, ...]

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000a9")
PRIYA = MemberId("priya")
DAY, LATER = date(2026, 11, 9), date(2026, 12, 14)
CARDS = ("door", "process", "reason", "confidentiality", "exceptions", "reporting")
HARD = Question(id="q", text="What has been hard, for whom?", about=About.HARM)


def turns(seats: Seats) -> tuple[Event, ...]:
    """Return that everybody speaks."""
    return tuple(TurnTaken(on=DAY, person=person) for person in seats)


def opened(*people: tuple[PersonId, str]) -> Records:
    """Return that a case is opened for people who are no parties; the first of them asks."""
    (asks, name), *others = people
    student = Affiliation.STUDENT
    return does(
        "imani",
        CaseOpened(
            on=DAY, code="9C9C", requester=student, request_received=DAY,
            programme="reed-2019", may_harm_further=False,
        ),
        named(DAY, asks, name, Part.PARTICIPANT, affiliation=student, initiating=True),
        *(named(DAY, p, called, Part.PARTICIPANT, affiliation=student) for p, called in others),
        FacilitatorAssigned(on=DAY, member=PRIYA),
        AdvisorInformed(on=DAY),
    )  # fmt: skip


def scheduled(seats: Seats) -> ConferenceScheduled:
    """Return that everybody comes in the evening."""
    at = datetime(2026, 11, 9, 18)
    return ConferenceScheduled(on=DAY, starts_at=at, minutes=90, place="Commons", roster=seats)


def prepared(asks: PersonId, seats: Seats) -> tuple[Event, ...]:
    """Return what is prepared: nobody is met before (A29)."""
    return (
        FacilitatorAccepted(on=DAY, person=asks, member=PRIYA, accepted=True),
        EligibilityDecided(on=DAY, eligible=True),
        scheduled(seats),
        ReasonWritten(on=DAY, text="We come together."),
        QuestionsWritten(on=DAY, questions=(HARD,)),
    )


def introduced(seats: Seats) -> tuple[Event, ...]:
    """Return the first round, in which everybody hears the exceptions."""
    return (
        CircleStarted(on=DAY, present=seats),
        *(CardSaid(on=DAY, card=card) for card in CARDS),
        GuidelineOffered(on=DAY, text="We listen"),
        *turns(seats),
        GuidelinesAgreed(on=DAY),
    )


def signed_at_the_door(person: PersonId) -> DialogueAgreementSigned:
    """Return that somebody signs before they sit down."""
    how = ReadHow.BY_THEMSELF
    return DialogueAgreementSigned(on=DAY, person=person, meeting="", read_how=how)


ENDED = chapter(
    "ended",
    sees("priya", "case", "Follow up", "came", not_=("Signatures and copies",)),
    sees("priya", "follow-up", "In a circle without sides nothing is agreed on"),
    does("priya", ProcessEnded(on=DAY, ending=Ending.PURPOSE_MET, word_of="dean")),
    sees("priya", "case", "on the word of Dean"),
    sees(
        "priya",
        "follow-up",
        "The process ended on 9 November 2026",
        not_=("What was agreed", "Three times"),
    ),
)
"""Without sides there is no agreement, nobody's signature, and nobody to follow up."""


def story(id_: str, title: str, *chapters: Chapter) -> Story:
    """Return the story of a circle without sides."""
    return Story(
        id=id_,
        title=title,
        coalition="reed-2019",
        begins=date(2026, 9, 1),
        case=CASE,
        facilitator=PRIYA,
        numbers=0,
        chapters=chapters,
    )


# --- a community circle of thirty ----------------------------------------------------------------

FIRST_NAMES = (
    *("Ondine", "Tomasz", "Leilani", "Abena", "Benat", "Chiara", "Dov", "Elif", "Farouk", "Greta"),
    *("Hiro", "Ingrid", "Jonas", "Keziah", "Lorcan", "Marisol", "Nadia", "Oskar", "Petra", "Quinn"),
    *("Rafaela", "Soren", "Thandiwe", "Umberto", "Vesna", "Wanda", "Xiomara", "Yusuf", "Zelda"),
    "Anouk",
)
THIRTY = tuple((PersonId(f"p{n}"), f"{name} Vale") for n, name in enumerate(FIRST_NAMES))
ALL = tuple(person for person, _ in THIRTY)
LATE = ALL[-1]
OF_THIRTY = chapter(
    "of-thirty",
    On(DAY),
    opened(*THIRTY),
    does(
        "priya",
        ProcessChosen(on=DAY, kind=ProcessType.COMMUNITY_CIRCLE),
        *prepared(ALL[0], ALL)[:2],
    ),
    does("priya", *prepared(ALL[0], ALL)[2:], *map(signed_at_the_door, ALL[:-1])),
    # What is said is confidential, so nobody is seated who has not signed.
    refused("priya", "RC-069", CircleStarted(on=DAY, present=ALL), reads="Anouk Vale"),
    does("priya", signed_at_the_door(LATE), *introduced(ALL)),
    refused(
        "priya", "RJ-TURN", ValueNamed(on=DAY, person=ALL[0], value="care"),
        reads="this circle does not have",
    ),
    does(
        "priya",
        RoundEntered(on=DAY, round=2),
        *turns(ALL),
        RoundEntered(on=DAY, round=3),
        QuestionAsked(on=DAY, question="q"),
        *turns(ALL),
        RoundEntered(on=DAY, round=4),
        *turns(ALL),
        RoundEntered(on=DAY, round=5),
        *turns(ALL),
        CircleCompleted(on=DAY),
    ),
)  # fmt: skip
COMMUNITY = story("S9-community", "A community circle of thirty", OF_THIRTY, ENDED)

# --- a circle in the open ------------------------------------------------------------------------

THREE = THIRTY[:3]
SEATS = tuple(person for person, _ in THREE)
IN_THE_OPEN = chapter(
    "in-the-open",
    On(DAY),
    opened(*THREE),
    does(
        "priya",
        ProcessChosen(on=DAY, kind=ProcessType.COMMUNITY_CIRCLE, confidential=False),
        *prepared(SEATS[0], SEATS),
        *introduced(SEATS),
        RoundEntered(on=DAY, round=2),
        RoundEntered(on=DAY, round=3),
        QuestionAsked(on=DAY, question="q"),
        *turns(SEATS),
        RoundEntered(on=DAY, round=4),
        RoundEntered(on=DAY, round=5),
        *turns(SEATS),
        CircleCompleted(on=DAY),
    ),
)
OPEN = story("S9-open", "A community circle in the open", IN_THE_OPEN, ENDED)

# --- a re-entry circle ---------------------------------------------------------------------------

ONDINE, TUTOR = SEATS[0], PersonId("tutor")
WITH_TUTOR = (*SEATS, TUTOR)
RETURNS = ProcessChosen(on=DAY, kind=ProcessType.RE_ENTRY_CIRCLE, held_for=ONDINE)
CONNECTED = ServiceConnected(on=DAY, person=ONDINE, service="counselling")
GOES_ON = ServiceAskedAfter(on=LATER, person=ONDINE, service="counselling", goes_on=True)
COMES_BACK = chapter(
    "comes-back",
    On(DAY),
    opened(*THREE),
    refused("priya", "RC-195", CONNECTED, reads="No circle is held for Ondine Vale"),
    refused("priya", "RC-195", replace(RETURNS, held_for=None), reads="For whom"),
    does(
        "priya",
        RETURNS,
        named(DAY, TUTOR, "Ester Bly", Part.SUPPORTING, affiliation=Affiliation.STAFF,
              invited_by=ONDINE),
        *(signed_at_the_door(person) for person in WITH_TUTOR),
        *prepared(ONDINE, WITH_TUTOR),
        *introduced(WITH_TUTOR),
        RoundEntered(on=DAY, round=2),
        QuestionAsked(on=DAY, question="q"),
        *turns(WITH_TUTOR),
        RoundEntered(on=DAY, round=3),
        *turns(WITH_TUTOR),
        RoundEntered(on=DAY, round=4),
        *turns(WITH_TUTOR),
        CircleCompleted(on=DAY),
        CONNECTED,
    ),
    sees("priya", "preparation", "Ondine Vale: counselling", "It is held for Ondine Vale."),
    On(LATER),
    sees("priya", "today", "Ask Ondine Vale how it goes: counselling"),
    does("priya", GOES_ON),
    sees("priya", "preparation", "It goes on, as they said on 14 December 2026."),
)  # fmt: skip
RE_ENTRY = story(
    "S9-re-entry",
    "A re-entry circle, and how it goes after it",
    COMES_BACK,
    chapter(
        "over",
        does("priya", ProcessEnded(on=LATER, ending=Ending.PURPOSE_MET)),
        sees("priya", "follow-up", "The process ended on 14 December 2026"),
    ),
)
