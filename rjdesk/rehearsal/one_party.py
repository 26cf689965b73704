"""An accountability circle with one party, where the other declines (S4)."""

from __future__ import annotations

from datetime import date, datetime

from rjdesk.process.accountability.events import (
    FacilitatorNumberDecided,
    MeetingHeld,
    MeetingsRecur,
)
from rjdesk.process.accountability.state import Every
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
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
)
from rjdesk.process.kernel.event import CaseId, MemberId, PersonId
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.premeeting.events import (
    EligibilityDecided,
    FitJudged,
    NeedsHeard,
    PreMeetingCompleted,
    PreMeetingOpened,
    SupportSettled,
)
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessChosen,
    QuestionsGiven,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.taking_part.events import AlternativesPresented, ProcessEnded, WillingnessStated
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal.moments import first_steps, named, reflected, signed, talked
from rjdesk.rehearsal.telling import On, Story, chapter, does, prints, refused, sees

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000a4")
SIOBHAN, ANSELM, FRIEND, DEAN = (PersonId(p) for p in ("siobhan", "anselm", "friend", "dean"))
PRIYA = MemberId("priya")
DAY, MET, END = date(2026, 11, 2), date(2026, 11, 20), date(2027, 1, 22)
HARM = Question(id="q", text="What was the harm, and to whom?", about=About.HARM)
ROSTER = (ANSELM, FRIEND, DEAN)
DECLINED = ("Siobhán", "Kelleher")

INTAKE = chapter(
    "intake",
    On(DAY),
    does(
        "imani",
        CaseOpened(
            on=DAY, code="4S4S", requester=Affiliation.STUDENT, request_received=DAY,
            programme="reed-2019", may_harm_further=False,
        ),
        named(DAY, SIOBHAN, "Siobhán Kelleher", Part.AFFECTED,
              affiliation=Affiliation.STUDENT, initiating=True),
        named(DAY, ANSELM, "Anselm Reyes", Part.RESPONSIBLE, affiliation=Affiliation.FACULTY),
        FacilitatorAssigned(on=DAY, member=PRIYA),
        AdvisorInformed(on=DAY),
    ),
    (
        1,
        does(
            "priya",
            PreMeetingOpened(on=DAY, meeting="m1", people=(SIOBHAN,)),
            *first_steps(DAY, "m1", SIOBHAN),
            signed(DAY, "m1", SIOBHAN),
            NeedsHeard(on=DAY, meeting="m1", person=SIOBHAN),
            SupportSettled(on=DAY, person=SIOBHAN),
            FitJudged(on=DAY, meeting="m1", fits=True, contact=(ANSELM,)),
            WillingnessStated(on=DAY, person=SIOBHAN, willing=Answer.NO),
            PreMeetingCompleted(on=DAY, meeting="m1"),
        ),
    ),
    sees("priya", "interruption", "Siobhán Kelleher will not take part."),
    refused("priya", "RC-041", ProcessEnded(on=DAY, ending=Ending.NOT_SUITABLE)),
    does(
        "priya",
        AlternativesPresented(
            on=DAY, options=("accountability circle", "support circle", "another process")
        ),
    ),
    sees("priya", "interruption", "Presented on 2 November 2026: accountability circle"),
)  # fmt: skip


def schedule(*people: PersonId) -> ConferenceScheduled:
    """Return an appointment."""
    return ConferenceScheduled(
        on=DAY, starts_at=datetime(2026, 11, 20, 16), minutes=90, place="Room 3", roster=people
    )


ONE_PARTY = chapter(
    "one_party",
    (2, refused("priya", "RC-017", ProcessChosen(on=DAY, kind=ProcessType.CONFERENCE))),
    does("priya", ProcessChosen(on=DAY, kind=ProcessType.ACCOUNTABILITY_CIRCLE)),
    does(
        "priya",
        PreMeetingOpened(on=DAY, meeting="m2", people=(ANSELM,)),
        *talked(DAY, "m2", (ANSELM,)),
        SupportSettled(on=DAY, person=ANSELM),
        PreMeetingCompleted(on=DAY, meeting="m2"),
        FacilitatorAccepted(on=DAY, person=ANSELM, member=PRIYA, accepted=True),
        EligibilityDecided(on=DAY, eligible=True),
        warned="RC-065",
    ),
    # Nobody has decided how many facilitate.
    (3, refused("priya", "RC-046 RC-103", schedule(ANSELM), reads="how many facilitate")),
    does(
        "imani",
        FacilitatorNumberDecided(on=DAY, number=1, decision="One party, one facilitator."),
    ),
    sees("imani", "preparation", "One facilitator. One party, one facilitator."),
)

WHO_COMES = chapter(
    "roster",
    (4, refused("priya", "RC-103", schedule(ANSELM))),
    does(
        "priya",
        named(DAY, FRIEND, "Jun Park", Part.SUPPORTING,
              affiliation=Affiliation.FACULTY, invited_by=ANSELM),
        named(DAY, DEAN, "Marta Oyelaran", Part.REPRESENTATIVE, affiliation=Affiliation.STAFF),
        PreMeetingOpened(on=DAY, meeting="m3", people=(FRIEND, DEAN)),
        *talked(DAY, "m3", (FRIEND, DEAN)),
        PreMeetingCompleted(on=DAY, meeting="m3"),
    ),
    (5, refused("priya", "RC-040 RC-103", schedule(*ROSTER, SIOBHAN), reads="Siobhán Kelleher")),
    (
        6,
        does(
            "priya",
            schedule(*ROSTER),
            ReasonWritten(on=DAY, text="Anselm asked for help to make amends."),
            QuestionsWritten(on=DAY, questions=(HARM,)),
        ),
    ),
    prints("priya", "circle-packet", "Marta Oyelaran", "Jun Park", not_=DECLINED),
)  # fmt: skip

CARDS = ("door", "process", "reason", "confidentiality", "exceptions", "reporting")
TURNS = tuple(TurnTaken(on=MET, person=person) for person in ROSTER)

ENDING = chapter(
    "ending",
    (
        7,
        does(
            "priya",
            MeetingsRecur(on=DAY, every=Every.MONTH, first=MET, last=END),
        ),
    ),
    sees("priya", "preparation", "20 December 2026", "20 January 2027"),
    On(MET, 16),
    does(
        "priya",
        *(QuestionsGiven(on=MET, person=person, medium="printed") for person in ROSTER),
        CircleStarted(on=MET, present=ROSTER),
        *(CardSaid(on=MET, card=card) for card in CARDS),
        GuidelineOffered(on=MET, text="We listen"),
        *TURNS,
        GuidelinesAgreed(on=MET),
        RoundEntered(on=MET, round=2),
        *(ValueNamed(on=MET, person=person, value="care") for person in ROSTER),
        RoundEntered(on=MET, round=3),
        QuestionAsked(on=MET, question="q"),
        *TURNS,
        RoundEntered(on=MET, round=4),
        RoundEntered(on=MET, round=5),
        *TURNS,
        CircleCompleted(on=MET),
        MeetingHeld(on=MET),
    ),
    # A circle was held, and yet nobody asks who declined how it is.
    (8, sees("priya", "follow-up", "Anselm Reyes", "Due since 20 November 2026", not_=DECLINED)),
    On(END),
    (9, does("priya", ProcessEnded(on=END, ending=Ending.PURPOSE_MET))),
    sees("priya", "follow-up", "22 July 2027", "22 January 2028"),
    does("priya", *reflected(END), CaseClosed(on=END, ended=END)),
)

STORY = Story(
    id="S4",
    title="One party alone",
    coalition="reed-2019",
    begins=date(2026, 9, 1),
    case=CASE,
    facilitator=PRIYA,
    numbers=9,
    chapters=(INTAKE, ONE_PARTY, WHO_COMES, ENDING),
)
