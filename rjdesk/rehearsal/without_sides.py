"""A community circle and a re-entry circle, which have no sides and need no agreement (S9)."""

from __future__ import annotations

from datetime import date, datetime

from rjdesk.process.accountability.events import ServiceConnected
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
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
)
from rjdesk.process.kernel.event import CaseId, Event, MemberId, PersonId
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.premeeting.events import (
    EligibilityDecided,
    FitJudged,
    NeedsHeard,
    PreMeetingCompleted,
    PreMeetingOpened,
)
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessChosen,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.taking_part.events import ProcessEnded, WillingnessStated
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal.moments import first_steps, named, signed, talked
from rjdesk.rehearsal.telling import Chapter, On, Step, Story, chapter, does, refused, sees

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000a9")
ASKS, SECOND, THIRD = (PersonId(p) for p in ("asks", "second", "third"))
PRIYA = MemberId("priya")
SEATS = (ASKS, SECOND, THIRD)
DAY = date(2026, 11, 9)
CARDS = ("door", "process", "reason", "confidentiality", "exceptions", "reporting")
HARM = Question(id="q", text="What has been hard, for whom?", about=About.HARM)
SCHEDULE = ConferenceScheduled(
    on=DAY, starts_at=datetime(2026, 11, 9, 18), minutes=90, place="Commons", roster=SEATS
)
TURNS = tuple(TurnTaken(on=DAY, person=person) for person in SEATS)


def prepared(kind: ProcessType, *, confidential: bool) -> Chapter:
    """Return the opening, the meetings and the schedule; who signs what depends on the kind."""
    heard = (SECOND, THIRD) if confidential else ()
    third_signs = [signed(DAY, "m2", THIRD)] if confidential else []
    told: tuple[Step, ...] = (
        On(DAY),
        does(
            "imani",
            CaseOpened(
                on=DAY, code="9C9C", requester=Affiliation.STUDENT, request_received=DAY,
                programme="reed-2019", may_harm_further=False,
            ),
            named(DAY, ASKS, "Ondine Faye", Part.PARTICIPANT,
                  affiliation=Affiliation.STUDENT, initiating=True),
            FacilitatorAssigned(on=DAY, member=PRIYA),
            AdvisorInformed(on=DAY),
        ),
        does(
            "priya",
            ProcessChosen(on=DAY, kind=kind, confidential=confidential),
            PreMeetingOpened(on=DAY, meeting="m1", people=(ASKS,)),
            *talked(DAY, "m1", (ASKS,)),
            FitJudged(on=DAY, meeting="m1", fits=True),
            PreMeetingCompleted(on=DAY, meeting="m1"),
            named(DAY, SECOND, "Tomasz Wrona", Part.PARTICIPANT, affiliation=Affiliation.STUDENT),
            named(DAY, THIRD, "Leilani Kahale", Part.PARTICIPANT, affiliation=Affiliation.STAFF),
            PreMeetingOpened(on=DAY, meeting="m2", people=(SECOND, THIRD)),
            *first_steps(DAY, "m2", SECOND, THIRD),
            signed(DAY, "m2", SECOND),
        ),
        *([refused("priya", UNSIGNED, SCHEDULE, reads="Leilani Kahale")] if confidential else []),
        does(
            "priya",
            *third_signs,
            *(NeedsHeard(on=DAY, meeting="m2", person=p) for p in heard),
            *(WillingnessStated(on=DAY, person=p, willing=Answer.YES) for p in (SECOND, THIRD)),
            *(FacilitatorAccepted(on=DAY, person=p, member=PRIYA, accepted=True) for p in SEATS),
            EligibilityDecided(on=DAY, eligible=True),
            SCHEDULE,
            ReasonWritten(on=DAY, text="We come together."),
            QuestionsWritten(on=DAY, questions=(HARM,)),
            *([PreMeetingCompleted(on=DAY, meeting="m2")] if confidential else []),
        ),
    )  # fmt: skip
    return chapter("prepared", *told)


UNSIGNED = "RC-040 RC-051 RC-060 RC-069"


def held(*before: Event) -> Chapter:
    """Return the circle; its round of agreement may stay empty."""
    told = does(
        "priya",
        *before,
        CircleStarted(on=DAY, present=SEATS),
        *(CardSaid(on=DAY, card=card) for card in CARDS),
        GuidelineOffered(on=DAY, text="We listen"),
        *TURNS,
        GuidelinesAgreed(on=DAY),
        RoundEntered(on=DAY, round=2),
        *(ValueNamed(on=DAY, person=person, value="care") for person in SEATS),
        RoundEntered(on=DAY, round=3),
        QuestionAsked(on=DAY, question="q"),
        *TURNS,
        RoundEntered(on=DAY, round=4),
        RoundEntered(on=DAY, round=5),
        *TURNS,
        CircleCompleted(on=DAY),
    )
    return chapter("held", told)


UNSIGNED_MEETING = RuleOverridden(
    on=DAY,
    rule="RC-081",
    act=CircleStarted.tag,
    reason="Nothing said here is confidential, and not everybody wants to sign.",
)

CONNECTED = chapter(
    "connected",
    does("priya", ServiceConnected(on=DAY, person=ASKS, service="counselling")),
    sees("priya", "preparation", "Ondine Faye: counselling"),
)

# Without sides there is no agreement, nobody's signature, and nobody to follow up.
ENDED = chapter(
    "ended",
    does("priya", ProcessEnded(on=DAY, ending=Ending.PURPOSE_MET, word_of="dean")),
    sees("priya", "case", "on the word of Dean"),
    sees(
        "priya", "follow-up", "The process ended on 9 November 2026", "There is nobody to ask here."
    ),
)


def story(id_: str, title: str, kind: ProcessType, *, confidential: bool = True) -> Story:
    """Return the story of a circle of a kind without sides."""
    services = (CONNECTED,) if kind is ProcessType.RE_ENTRY_CIRCLE else ()
    circle = held() if confidential else held(UNSIGNED_MEETING)
    return Story(
        id=id_,
        title=title,
        coalition="reed-2019",
        begins=date(2026, 9, 1),
        case=CASE,
        facilitator=PRIYA,
        numbers=0,
        chapters=(prepared(kind, confidential=confidential), circle, *services, ENDED),
    )


COMMUNITY = story("S9-community", "A community circle", ProcessType.COMMUNITY_CIRCLE)
RE_ENTRY = story("S9-re-entry", "A re-entry circle", ProcessType.RE_ENTRY_CIRCLE)
OPEN = story(
    "S9-open", "A community circle in the open", ProcessType.COMMUNITY_CIRCLE, confidential=False
)
