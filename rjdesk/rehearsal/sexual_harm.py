"""A case that proves to be about sexual harm: it waits, is taken on, and is ended for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec.structs import replace

from rjdesk.process.case import Follows
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.decisions.derived import matter
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
)
from rjdesk.process.kernel.decision import DecisionId, MatterKind, MotionKind, Passes, Vote
from rjdesk.process.kernel.event import CaseId, MemberId, PersonId, ProcessId
from rjdesk.process.motions.events import MotionAnswered, MotionProposed
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.premeeting.events import (
    ContactMade,
    EligibilityDecided,
    FitJudged,
    PreMeetingCompleted,
    PreMeetingOpened,
    SupportSettled,
)
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessBegun, ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.sexual_harm.events import (
    DialogueAskedFor,
    EndedForGood,
    SexualHarmFlagged,
    SexualHarmTakenOn,
)
from rjdesk.process.sexual_harm.state import Asks, HarmStep
from rjdesk.process.taking_part.events import AlternativesPresented, ProcessEnded
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal.deciding import as_told
from rjdesk.rehearsal.moments import named, reflected, talked
from rjdesk.rehearsal.telling import (
    Chapter,
    On,
    Step,
    Story,
    chapter,
    decides,
    does,
    refused,
    sees,
)

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000d1")
PRIYA, MATEO = MemberId("priya"), MemberId("mateo")
INES, RUBEN = PersonId("ines"), PersonId("ruben")
COMMITTEE = tuple(MemberId(member) for member in ("imani", "teodor", "adeyemi"))
OUTSIDE = ("dean_of_sarp", "title_ix_counselling")
DAY, NEXT, LAST = date(2026, 9, 21), date(2026, 10, 5), date(2026, 10, 19)
TAKES_ON, ENDS = DecisionId("takes-on"), DecisionId("ends")

OPENED = chapter(
    "opened",
    On(DAY),
    does(
        "imani",
        CaseOpened(
            on=DAY, code="D1D1", requester=Affiliation.STUDENT, request_received=DAY,
            programme="reed-2019", may_harm_further=False,
        ),
        named(DAY, INES, "Inês Duarte", Part.AFFECTED,
              affiliation=Affiliation.STUDENT, initiating=True),
        named(DAY, RUBEN, "Ruben Falk", Part.RESPONSIBLE, affiliation=Affiliation.STUDENT),
        FacilitatorAssigned(on=DAY, member=PRIYA),
        AdvisorInformed(on=DAY),
        FacilitatorAssigned(on=DAY, member=MATEO),
    ),
    does(
        "priya",
        PreMeetingOpened(on=DAY, meeting="m1", people=(INES,)),
        *talked(DAY, "m1", (INES,)),
        SupportSettled(on=DAY, person=INES),
        FitJudged(on=DAY, meeting="m1", fits=True, contact=(RUBEN,)),
        PreMeetingCompleted(on=DAY, meeting="m1"),
    ),
)  # fmt: skip

FLAG = SexualHarmFlagged(on=DAY)
CALLS = ContactMade(on=DAY, person=RUBEN, channel="phone", purpose="To ask him")
# It comes out in the first meeting; from then on nobody new is contacted.
COMES_OUT = chapter(
    "comes-out",
    sees("priya", "sexual-harm", "This case is not about sexual harm, as far as it was said."),
    does("priya", FLAG),
    sees("priya", "case", "This case is about sexual harm"),
    sees("priya", "sexual-harm", "There is not the capacity", "An advocate of the office"),
    refused("priya", "RC-SD3-02", CALLS, reads="capacity"),
    refused(
        "priya", "RC-SD3-02", PreMeetingOpened(on=DAY, meeting="m2", people=(RUBEN,)),
        reads="to whom they can turn",
    ),
    does("priya", replace(CALLS, purpose="He wrote to us", incoming=True)),
)  # fmt: skip

MOTION = MotionProposed(
    on=DAY,
    decision=DecisionId("capacity"),
    kind=MotionKind.CAPACITY,
    voters=COMMITTEE,
    bodies=OUTSIDE,
    passes=Passes.NOBODY_AGAINST,
)
FOR_IT = MotionAnswered(on=DAY, decision=MOTION.decision, vote=Vote.FOR)
ABLE = chapter(
    "able",
    decides("imani", MOTION),
    decides("teodor", FOR_IT),
    sees("teodor", "coalition", "It was not decided that there is the capacity for them."),
    decides("adeyemi", FOR_IT),
    decides("imani", *(replace(FOR_IT, word_of=body) for body in OUTSIDE)),
    sees("imani", "coalition", "There is the capacity for them. Each case is screened first."),
)


def decided(
    step: HarmStep, decision: DecisionId, after: Sequence[Chapter], on: date
) -> tuple[Step, ...]:
    """Return that the committee decides something of the case, as it stands after chapters."""
    now = matter(as_told(after), MatterKind.SEXUAL_HARM, step.value)
    proposed = DecisionProposed(
        on=on,
        decision=decision,
        kind=now.kind,
        subject=now.subject,
        digest=now.digest,
        members=COMMITTEE,
        bodies=OUTSIDE,
    )
    yes = DecisionAnswered(on=on, decision=decision, vote=Vote.FOR)
    return (
        does("imani", proposed),
        # Those who decide and do not hold the case sign where somebody sits who does.
        does("teodor", yes, beside="imani"),
        does("adeyemi", yes, beside="imani"),
        does("imani", *(replace(yes, word_of=body) for body in OUTSIDE)),
    )


BEFORE = (OPENED, COMES_OUT, ABLE)
TAKEN_ON = SexualHarmTakenOn(on=DAY, decision=TAKES_ON)
SCREENED = chapter(
    "screened",
    refused("priya", "RC-SD3-03", CALLS, reads="take this case on"),
    refused("imani", "RC-SD3-03", TAKEN_ON, reads="one person alone"),
    *decided(HarmStep.TAKE_ON, TAKES_ON, BEFORE, DAY),
    does("imani", TAKEN_ON),
    sees("priya", "sexual-harm", "Taken on 21 September 2026."),
)

ASKS = DialogueAskedFor(on=NEXT, person=INES, asks=Asks.CONFERENCE)
CONFERENCE = ProcessChosen(on=NEXT, kind=ProcessType.CONFERENCE)
BOTH = (INES, RUBEN)
ASKED = chapter(
    "asked",
    On(NEXT),
    does(
        "mateo",
        PreMeetingOpened(on=NEXT, meeting="m2", people=(RUBEN,)),
        *talked(NEXT, "m2", (RUBEN,)),
        SupportSettled(on=NEXT, person=RUBEN),
        PreMeetingCompleted(on=NEXT, meeting="m2"),
        *(
            FacilitatorAccepted(on=NEXT, person=person, member=member, accepted=True)
            for person in BOTH
            for member in (PRIYA, MATEO)
        ),
        EligibilityDecided(on=NEXT, eligible=True),
    ),
    does("priya", EligibilityDecided(on=NEXT, eligible=True)),
    refused(
        "priya", "RC-SD3-08", ProcessChosen(on=NEXT, kind=ProcessType.HARM_CIRCLE), reads="one side"
    ),
    refused("priya", "RC-SD3-09", CONFERENCE, reads="Inês Duarte has not asked"),
    refused("priya", "RC-SD3-09", replace(ASKS, person=RUBEN), reads="Only the Affected"),
    does("priya", ASKS, CONFERENCE),
    sees("priya", "sexual-harm", "Inês Duarte asks to meet in a Conference."),
    does(
        "priya",
        ConferenceScheduled(
            on=NEXT, starts_at=datetime(2026, 10, 26, 14), minutes=90, place="Room 3", roster=BOTH
        ),
    ),
)  # fmt: skip

END = EndedForGood(on=LAST, decision=ENDS)
OVER = chapter(
    "over",
    On(LAST),
    *decided(HarmStep.END, ENDS, (*BEFORE, SCREENED, ASKED), LAST),
    does("imani", END),
    sees("priya", "sexual-harm", "ends for good, on 19 October 2026"),
    refused(
        "priya", "RC-174 RC-SD3-04",
        ProcessBegun(on=LAST, begins=ProcessId("again"), as_=Follows.RESTART),
        reads="ends for good",
    ),
    does("priya", *reflected(LAST)),
    does("mateo", reflected(LAST)[-1], CaseClosed(on=LAST, ended=LAST)),
)  # fmt: skip

TAKEN = Story(
    id="S12-late",
    title="A case proves to be about sexual harm, is taken on, and is ended for good",
    coalition="reed-2019",
    begins=date(2026, 9, 1),
    case=CASE,
    facilitator=PRIYA,
    numbers=0,
    chapters=(*BEFORE, SCREENED, ASKED, OVER),
)

# --- without the capacity for it it is heard, and goes no further --------------------------------

HEARD = chapter(
    "heard",
    does("priya", AlternativesPresented(on=DAY, options=("Support elsewhere",))),
    does("priya", ProcessEnded(on=DAY, ending=Ending.REDIRECTED)),
    sees("priya", "sexual-harm", "What was written so far stays sealed in this case"),
    does("priya", *reflected(DAY)),
    does("mateo", reflected(DAY)[-1], CaseClosed(on=DAY, ended=DAY)),
)

HEARD_ONLY = replace(
    TAKEN,
    id="S12-unable",
    title="A case of sexual harm is heard, and goes no further without the capacity for it",
    chapters=(OPENED, COMES_OUT, HEARD),
)
