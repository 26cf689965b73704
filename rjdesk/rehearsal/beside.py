"""Two support circles beside each other: one party does not want to meet the other."""

from __future__ import annotations

from datetime import date, datetime

from rjdesk.process.accountability.events import FacilitatorNumberDecided
from rjdesk.process.case import Follows
from rjdesk.process.circle.events import (
    CardSaid,
    CircleCompleted,
    CircleStarted,
    GuidelineOffered,
    GuidelinesAgreed,
    QuestionAsked,
    RoundEntered,
    TurnTaken,
)
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
)
from rjdesk.process.kernel.event import CaseId, Event, MemberId, PersonId, ProcessId
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.premeeting.events import (
    EligibilityDecided,
    FitJudged,
    PreMeetingCompleted,
    PreMeetingOpened,
    SupportSettled,
)
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessBegun,
    ProcessChosen,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.taking_part.events import (
    AlternativesPresented,
    ConsentWithdrawn,
    ContactAllowed,
    ProcessEnded,
    WillingnessStated,
)
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal.moments import named, reflected, talked
from rjdesk.rehearsal.telling import Chapter, On, Story, chapter, does, refused, sees

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000b1")
YARA, ODHRAN, COUSIN, TUTOR = (PersonId(p) for p in ("yara", "odhran", "cousin", "tutor"))
HERS, HIS = ProcessId("hers"), ProcessId("his")
PRIYA = MemberId("priya")
DAY, LATER, LAST = date(2026, 11, 2), date(2026, 11, 20), date(2026, 12, 4)
NEEDS = Question(id="q", text="What do you need from us?", about=About.NEEDS)
CARDS = ("door", "process", "reason", "confidentiality", "exceptions", "reporting")

INTAKE = chapter(
    "intake",
    On(DAY),
    does(
        "imani",
        CaseOpened(
            on=DAY, code="B1B1", requester=Affiliation.STUDENT, request_received=DAY,
            programme="reed-2019", may_harm_further=False,
        ),
        named(DAY, YARA, "Yara Haddad", Part.AFFECTED,
              affiliation=Affiliation.STUDENT, initiating=True),
        named(DAY, ODHRAN, "Odhrán Keogh", Part.RESPONSIBLE, affiliation=Affiliation.STUDENT),
        FacilitatorAssigned(on=DAY, member=PRIYA),
        AdvisorInformed(on=DAY),
    ),
    does(
        "priya",
        PreMeetingOpened(on=DAY, meeting="m1", people=(YARA,)),
        *talked(DAY, "m1", (YARA,)),
        SupportSettled(on=DAY, person=YARA),
        FitJudged(on=DAY, meeting="m1", fits=True, contact=(ODHRAN,)),
        PreMeetingCompleted(on=DAY, meeting="m1"),
        ProcessChosen(on=DAY, kind=ProcessType.CONFERENCE),
        PreMeetingOpened(on=DAY, meeting="m2", people=(ODHRAN,)),
        *talked(DAY, "m2", (ODHRAN,)),
        SupportSettled(on=DAY, person=ODHRAN),
        PreMeetingCompleted(on=DAY, meeting="m2"),
        warned="RC-065",
    ),
    # Everybody goes on: there is nothing to begin instead.
    refused("priya", "RC-041", ProcessBegun(on=DAY, begins=HERS, as_=Follows.INSTEAD)),
)  # fmt: skip


def begun(process: ProcessId, person: PersonId) -> tuple[Event, ...]:
    """Return that a support circle begins instead, and for whom."""
    return (
        ProcessBegun(on=DAY, begins=process, as_=Follows.INSTEAD),
        ProcessChosen(on=DAY, process=process, kind=ProcessType.SUPPORT_CIRCLE, people=(person,)),
        WillingnessStated(on=DAY, process=process, person=person, willing=Answer.YES),
    )


CHOSEN = chapter(
    "chosen",
    does("priya", ConsentWithdrawn(on=DAY, person=YARA)),
    sees("priya", "interruption", "Yara Haddad will not take part."),
    refused(
        "priya",
        "RC-041",
        ProcessBegun(on=DAY, begins=HERS, as_=Follows.INSTEAD),
        reads="have not been presented",
    ),
    does(
        "priya",
        AlternativesPresented(on=DAY, options=("A support circle",)),
        ContactAllowed(on=DAY, person=YARA, may_contact=False),
        *begun(HERS, YARA),
        *begun(HIS, ODHRAN),
        ProcessEnded(on=DAY, ending=Ending.DISCONTINUED),
    ),
    sees("priya", "case", "Support circle with Yara Haddad", "Support circle with Odhrán Keogh"),
    # Nobody who is not named for a process is waited for in it, and nobody else is seated.
    does(
        "priya",
        named(DAY, COUSIN, "Salma Haddad", Part.SUPPORTING, invited_by=YARA),
        named(DAY, TUTOR, "Fionnuala Byrne", Part.SUPPORTING,
              affiliation=Affiliation.FACULTY, invited_by=ODHRAN),
        PreMeetingOpened(on=DAY, meeting="m3", people=(COUSIN, TUTOR)),
        *(
            each
            for each in talked(DAY, "m3", (COUSIN, TUTOR))
            if not isinstance(each, WillingnessStated)
        ),
        WillingnessStated(on=DAY, process=HERS, person=COUSIN, willing=Answer.YES),
        WillingnessStated(on=DAY, process=HIS, person=TUTOR, willing=Answer.YES),
        PreMeetingCompleted(on=DAY, meeting="m3"),
        *(
            FacilitatorAccepted(on=DAY, person=person, member=PRIYA, accepted=True)
            for person in (YARA, ODHRAN, COUSIN, TUTOR)
        ),
        EligibilityDecided(on=DAY, eligible=True),
    ),
    does(
        "imani",
        FacilitatorNumberDecided(on=DAY, number=1, decision="A circle for each, one facilitator."),
    ),
)  # fmt: skip


def held(process: ProcessId, on: date, *seats: PersonId) -> tuple[Event, ...]:
    """Return the preparation of a support circle, and the circle."""
    turns = tuple(TurnTaken(on=on, process=process, person=person) for person in seats)
    return (
        ConferenceScheduled(
            on=DAY,
            process=process,
            starts_at=datetime(on.year, on.month, on.day, 16),
            minutes=60,
            place="Room 3",
            roster=seats,
        ),
        ReasonWritten(on=DAY, process=process, text="We are here for somebody who needs us."),
        QuestionsWritten(on=DAY, process=process, questions=(NEEDS,)),
        CircleStarted(on=on, process=process, present=seats),
        *(CardSaid(on=on, process=process, card=card) for card in CARDS),
        GuidelineOffered(on=on, process=process, text="We listen"),
        *turns,
        GuidelinesAgreed(on=on, process=process),
        RoundEntered(on=on, process=process, round=2),
        QuestionAsked(on=on, process=process, question="q"),
        *turns,
        RoundEntered(on=on, process=process, round=3),
        RoundEntered(on=on, process=process, round=4),
        *turns,
        CircleCompleted(on=on, process=process),
    )


BESIDE: Chapter = chapter(
    "beside",
    # Her circle is no place for him.
    refused(
        "priya",
        "RC-040",
        ConferenceScheduled(
            on=DAY,
            process=HERS,
            starts_at=datetime(2026, 11, 20, 16),
            minutes=60,
            place="Room 3",
            roster=(YARA, ODHRAN),
        ),
        reads="Odhrán Keogh",
    ),
    On(LATER, 16),
    does("priya", *held(HERS, LATER, YARA, COUSIN)),
    On(LATER, 18),
    does("priya", *held(HIS, LATER, ODHRAN, TUTOR)),
    sees("priya", "interruption", "The process ended on 2 November 2026"),
)

ENDED = chapter(
    "ended",
    On(LAST),
    does("priya", ProcessEnded(on=LATER, process=HERS, ending=Ending.PURPOSE_MET)),
    # One of them goes on, so the case does.
    refused("priya", "RJ-WHEN RC-105", CaseClosed(on=LAST, ended=LAST)),
    refused("priya", "RJ-WHEN", ReasonWritten(on=LAST, process=HERS, text="Once more.")),
    refused(
        "priya",
        "RJ-PROCESS RJ-WHEN",
        ReasonWritten(on=LAST, process=ProcessId("other"), text="No."),
    ),
    does("priya", ProcessEnded(on=LAST, process=HIS, ending=Ending.PURPOSE_MET)),
    # The records' window counts from the end of the last.
    sees("priya", "follow-up", "4 June 2027"),
    does("priya", *reflected(LAST), CaseClosed(on=LAST, ended=LAST)),
    refused(
        "priya",
        "RJ-PROCESS",
        ProcessBegun(on=LAST, begins=ProcessId("late"), as_=Follows.INSTEAD),
        reads="closed",
    ),
)

STORY = Story(
    id="S10-beside",
    title="Two support circles beside each other",
    coalition="reed-2019",
    begins=date(2026, 9, 1),
    case=CASE,
    facilitator=PRIYA,
    numbers=0,
    chapters=(INTAKE, CHOSEN, BESIDE, ENDED),
)
