"""A two-party conference, from the request to the deletion window, with every gate (S1)."""

from __future__ import annotations

from datetime import date, datetime

from rjdesk.process.agreement.events import (
    ActionAgreed,
    ActionProposed,
    AgreementFulfilled,
    AgreementPrinted,
    AgreementReadBack,
    AgreementSigned,
    CopyGiven,
    DeadlineSet,
    HarmNamed,
    MonitoringBegan,
)
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
from rjdesk.process.circle.state import Outcome
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.followup.events import ActionCompleted, AffectedPartyTold
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
    HandedOn,
    ParticipantNamed,
)
from rjdesk.process.kernel.event import CaseId, MemberId, PersonId
from rjdesk.process.membership.events import MemberEntered
from rjdesk.process.membership.state import MemberKind
from rjdesk.process.notes.events import NoteWritten
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.premeeting.events import (
    ContactMade,
    EligibilityDecided,
    FitJudged,
    NeedsHeard,
    PreMeetingCompleted,
    PreMeetingOpened,
    ProcessExplained,
    SupportSatIn,
    SupportSettled,
)
from rjdesk.process.preparation.events import (
    ClosingQuestionWritten,
    ConferenceScheduled,
    ProcessChosen,
    QuestionsGiven,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.taking_part.events import WillingnessStated
from rjdesk.rehearsal.moments import first_steps, reflected, signed
from rjdesk.rehearsal.telling import (
    CodesIssued,
    On,
    PowerCut,
    SealedFor,
    Story,
    Tries,
    chapter,
    does,
    prints,
    refused,
    sees,
)

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000a1")
ANH, COLE, MINH, DANA = (PersonId(p) for p in ("anh", "cole", "minh", "dana"))
PRIYA, MATEO = MemberId("priya"), MemberId("mateo")
HARM_QUESTION = Question(id="q1", text="What happened, and who was hurt by it?", about=About.HARM)
DOOR_QUESTION = Question(id="q0", text="Who left the door unlocked?")
NEED_QUESTION = Question(id="q2", text="What do you need now?", about=About.NEEDS)
PARTIES = ("Ánh", "Nguyễn", "Cole", "Brandvold")
ROSTER = (ANH, COLE, MINH, DANA)
ANH_NAME, COLE_NAME, MINH_NAME, DANA_NAME = (
    "Nguyễn Thị Ánh",
    "Cole Brandvold",
    "Lê Minh",
    "Dana Whitlock",
)
REASON = "A sculpture was taken apart for its parts. We meet to hear one another and to repair."
CLOSING_QUESTION = "What do you take with you?"
PLACE = "Room 12"
GUIDELINE = "One person speaks at a time"
HARM = "Ánh lost a sculpture, four months of her work."
LETTER, HOURS, MATERIALS = (
    "A letter to Ánh",
    "20 hours of help with rebuilding",
    "$180 for materials",
)
SEATS = (ANH, MINH, COLE, DANA)


def opened(on: date) -> CaseOpened:
    """Return the opening of the case on Ánh's request."""
    return CaseOpened(
        on=on,
        code="7QK4-M2",
        requester=Affiliation.STUDENT,
        request_received=on,
        programme="reed-2019",
        may_harm_further=False,
    )


def supporter(
    on: date, person: PersonId, name: str, called: str, host: PersonId, affiliation: Affiliation
) -> ParticipantNamed:
    """Return the naming of somebody whom a party invited."""
    return ParticipantNamed(
        on=on, person=person, person_name=name, called=called, parts=(Part.SUPPORTING,),
        affiliation=affiliation, invited_by=host, purpose="support",
    )  # fmt: skip


def scheduled(on: date) -> ConferenceScheduled:
    """Return the appointment for everybody."""
    return ConferenceScheduled(
        on=on, starts_at=datetime(2026, 10, 26, 14), minutes=120, place=PLACE, roster=ROSTER
    )


D21, D22, D24, D28, D30 = (date(2026, 9, day) for day in (21, 22, 24, 28, 30))
ANH_NAMED = ParticipantNamed(
    on=D21, person=ANH, person_name=ANH_NAME, called="Ánh",
    parts=(Part.AFFECTED,), affiliation=Affiliation.STUDENT, initiating=True,
)  # fmt: skip
COLE_NAMED = ParticipantNamed(
    on=D21, person=COLE, person_name=COLE_NAME, called="Cole",
    parts=(Part.RESPONSIBLE,), affiliation=Affiliation.STUDENT,
)  # fmt: skip
JOSS = MemberEntered(
    on=D21, member=MemberId("joss"), member_name="Joss Whitfield",
    kind=MemberKind.STUDENT, semesters=2, on_judicial_board=True,
)  # fmt: skip

INTAKE = chapter(
    "intake",
    On(D21),
    (1, refused("priya", "RJ-WHO", opened(D21), ANH_NAMED, reads="A case is opened by a Chair.")),
    (2, CodesIssued("imani")),
    does("imani", opened(D21), ANH_NAMED, COLE_NAMED),
    sees("imani", "intake", "1 of 5 done"),
    (
        3,
        refused(
            "imani",
            "RC-035",
            FacilitatorAssigned(on=D21, member=MemberId("hana")),
            reads="Hana Kobayashi: Equity training for 2026-27",
        ),
    ),
    (
        4,
        Tries(
            by="imani",
            events=(JOSS,),
            rules=frozenset({"RC-021"}),
            reads="Joss Whitfield sits on the Judicial Board.",
            in_case=False,
        ),
    ),
    (5, does("imani", FacilitatorAssigned(on=D21, member=PRIYA))),
    prints("imani", "staff-advisor-notice", "7QK4-M2", "21 September 2026", not_=PARTIES),
    does("imani", AdvisorInformed(on=D21)),
    SealedFor("ewa"),
    SealedFor("teodor"),
)

CALL = ContactMade(on=D22, person=COLE, channel="phone", purpose="First contact")
NOTE = NoteWritten(on=D24, meeting="m1", person=ANH, heading="needs", text="To be heard.")
SCHEDULED = scheduled(D28)


def sits_in(*, silent: bool) -> SupportSatIn:
    """Return that Dana sits in with Cole."""
    return SupportSatIn(
        on=D30, meeting="m2", person=DANA, requested=True, approved=True, will_not_speak=silent
    )


OCT5, OCT6, OCT12, OCT26, OCT28 = (date(2026, 10, day) for day in (5, 6, 12, 26, 28))
ELIGIBLE = EligibilityDecided(on=OCT6, eligible=True)
M3_COMPLETE = PreMeetingCompleted(on=OCT5, meeting="m3")
_STATUS, _ASKED, _READ, _EXPLAINED = first_steps(D24, "m1", ANH)

PRE_MEETINGS = chapter(
    "pre_meetings",
    On(D22),
    (6, refused("priya", "RC-063", CALL, reads="Nguyễn Thị Ánh")),
    On(D24),
    (7, does("priya", PreMeetingOpened(on=D24, meeting="m1", people=(ANH,)))),
    refused("priya", "RC-070 RC-072 RC-073", NOTE),
    # Each step of a pre-meeting waits for the one before it.
    (8, refused("priya", "RC-070", _READ, reads="whether they are an obligatory reporter")),
    does("priya", _STATUS),
    refused("priya", "RC-072", ProcessExplained(on=D24, meeting="m1"), reads="have not been read"),
    does("priya", _READ, _EXPLAINED, signed(D24, "m1", ANH), NOTE),
    does(
        "priya",
        NeedsHeard(on=D24, meeting="m1", person=ANH),
        FitJudged(on=D24, meeting="m1", fits=True, contact=(COLE,)),
        SupportSettled(on=D24, person=ANH),
        WillingnessStated(on=D24, person=ANH, willing=Answer.YES),
    ),
    refused("priya", "RC-071", PreMeetingCompleted(on=D24, meeting="m1"), reads="was not asked"),
    does("priya", _ASKED, PreMeetingCompleted(on=D24, meeting="m1")),
    prints(
        "priya",
        "agreement-to-dialogue",
        ANH_NAME,
        "I may stop at any time",
        "a child or of a vulnerable adult",
        "subpoena",
        of="anh",
    ),
    On(D28),
    (
        9,
        does(
            "priya",
            ContactMade(on=D28, person=COLE, channel="phone", purpose="First contact"),
            WillingnessStated(on=D28, person=COLE, willing=Answer.YES),
        ),
    ),
    refused("imani", "RC-017 RC-045 RC-051 RC-060 RC-069 RJ-PERSON RJ-WHO", SCHEDULED),
    (10, does("imani", FacilitatorAssigned(on=D28, member=MATEO))),
    does(
        "priya",
        *(
            FacilitatorAccepted(on=D28, person=person, member=member, accepted=True)
            for person in (ANH, COLE)
            for member in (PRIYA, MATEO)
        ),
    ),
    sees("imani", "intake", "5 of 5 done"),
    sees("mateo", "case", "has no key to the notes", "Priya Raman can give it, on this page."),
    does("priya", HandedOn(on=D28, member=MATEO, notes=True)),
    On(D30),
    (
        11,
        does(
            "mateo",
            PreMeetingOpened(on=D30, meeting="m2", people=(COLE,)),
            supporter(D30, DANA, DANA_NAME, "Dana", COLE, Affiliation.STAFF),
        ),
    ),
    refused("mateo", "RC-067", sits_in(silent=False)),
    does("mateo", sits_in(silent=True)),
    does(
        "mateo",
        *first_steps(D30, "m2", COLE),
        signed(D30, "m2", COLE),
        signed(D30, "m2", DANA),
        NoteWritten(on=D30, meeting="m2", person=COLE, heading="needs", text="To put it right."),
        NeedsHeard(on=D30, meeting="m2", person=COLE),
        SupportSettled(on=D30, person=COLE),
        PreMeetingCompleted(on=D30, meeting="m2"),
    ),
    On(OCT5),
    (
        12,
        does(
            "priya",
            supporter(OCT5, MINH, MINH_NAME, "Minh", ANH, Affiliation.STUDENT),
            PreMeetingOpened(on=OCT5, meeting="m3", people=(MINH, DANA)),
        ),
    ),
    does(
        "priya",
        *first_steps(OCT5, "m3", MINH, DANA),
        WillingnessStated(on=OCT5, person=MINH, willing=Answer.YES),
        WillingnessStated(on=OCT5, person=DANA, willing=Answer.YES),
    ),
    (13, refused("priya", "RC-069 RC-073", M3_COMPLETE, reads="Lê Minh")),
    does(
        "priya",
        signed(OCT5, "m3", MINH),
        *(NeedsHeard(on=OCT5, meeting="m3", person=p) for p in (MINH, DANA)),
        M3_COMPLETE,
    ),
    On(OCT6),
    (14, refused("imani", "RJ-WHO", ELIGIBLE, reads="recorded by the facilitators of the case")),
    does("priya", ELIGIBLE, second="mateo"),
    sees("mateo", "pre-meetings", "Priya Raman: eligible", "Mateo Villaseñor: eligible"),
)

START = CircleStarted(on=OCT12, present=SEATS)
DOOR_FIRST = QuestionsWritten(on=OCT26, questions=(DOOR_QUESTION, NEED_QUESTION))

PREPARATION = chapter(
    "preparation",
    On(OCT12),
    (
        15,
        does(
            "priya",
            ProcessChosen(on=OCT12, kind=ProcessType.CONFERENCE),
            scheduled(OCT12),
            ReasonWritten(on=OCT12, text=REASON),
            ClosingQuestionWritten(on=OCT12, text=CLOSING_QUESTION),
        ),
    ),
    refused("priya", "RC-087", START),
    On(OCT26, 13),
    (16, refused("priya", "RC-088", DOOR_FIRST)),
    does(
        "priya",
        QuestionsWritten(on=OCT26, questions=(HARM_QUESTION, DOOR_QUESTION, NEED_QUESTION)),
        warned="RC-089",
    ),
    does(
        "priya",
        QuestionsWritten(on=OCT26, questions=(HARM_QUESTION, NEED_QUESTION)),
        *(QuestionsGiven(on=OCT26, person=person, medium="printed") for person in ROSTER),
    ),
    prints("priya", "question-sheet", NEED_QUESTION.text, not_=("7QK4-M2",)),
    prints("priya", "circle-packet", "Room 12", "Dana Whitlock", "What do you need now?"),
)

CARDS = ("door", "process", "reason", "confidentiality", "reporting")
SECOND = RoundEntered(on=OCT26, round=2)
PASSED = TurnTaken(on=OCT26, person=MINH, outcome=Outcome.PASSED)


def action(id_: str, what: str, due: date | None, said: str = "") -> ActionProposed:
    """Return an action that Cole proposes."""
    return ActionProposed(
        on=OCT26, action=id_, what=what, owner=COLE, for_whom=ANH, due=due, due_words=said,
        evidence="Ánh says so", checked_otherwise="Priya",
    )  # fmt: skip


def agreed(id_: str, *people: PersonId) -> tuple[ActionAgreed, ...]:
    """Return that people agree to an action."""
    return tuple(ActionAgreed(on=OCT26, action=id_, person=person) for person in people)


def printed(version: int, *actions: str) -> AgreementPrinted:
    """Return that a version was printed for signature."""
    return AgreementPrinted(
        on=OCT26, paper_version=version, digest="x", paper=f"v{version}", actions=actions
    )


CIRCLE = chapter(
    "circle",
    On(OCT26, 14),
    (17, does("priya", CircleStarted(on=OCT26, present=SEATS))),
    does(
        "priya",
        *(CardSaid(on=OCT26, card=card) for card in CARDS),
        GuidelineOffered(on=OCT26, text=GUIDELINE),
        *(TurnTaken(on=OCT26, person=person) for person in SEATS),
        GuidelinesAgreed(on=OCT26),
    ),
    refused("priya", "RC-084", SECOND),
    does("priya", CardSaid(on=OCT26, card="exceptions"), SECOND),
    (
        18,
        does(
            "priya",
            ValueNamed(on=OCT26, person=ANH, value="honesty"),
            PASSED,
            ValueNamed(on=OCT26, person=COLE, value="respect"),
            ValueNamed(on=OCT26, person=DANA, value="patience"),
            RoundEntered(on=OCT26, round=3),
            QuestionAsked(on=OCT26, question="q1"),
        ),
    ),
    PowerCut(
        by="priya",
        events=(TurnTaken(on=OCT26, person=ANH), PASSED, TurnTaken(on=OCT26, person=COLE)),
    ),
    sees("priya", "circle", "The question now", HARM_QUESTION.text, "Dana has spoken"),
    does("priya", TurnTaken(on=OCT26, person=DANA), RoundEntered(on=OCT26, round=4)),
    (19, does("priya", HarmNamed(on=OCT26, text=HARM))),
    does("priya", action("a", LETTER, date(2026, 11, 6))),
    does("priya", action("b", HOURS, date(2026, 12, 11))),
    refused("priya", "RC-111", action("c", MATERIALS, None, "soon"), reads="soon"),
    does("priya", action("c", MATERIALS, date(2026, 12, 18))),
    (
        20,
        does(
            "priya",
            *agreed("a", *ROSTER),
            *agreed("b", ANH, COLE, MINH),
            *agreed("c", *ROSTER),
            DeadlineSet(on=OCT26, deadline=date(2026, 12, 18)),
        ),
    ),
    prints("priya", "accountability-agreement", LETTER, MATERIALS, not_=(HOURS,)),
    does("priya", printed(1, "a", "c"), warned="RC-090"),
    does("priya", *agreed("b", DANA)),
    prints(
        "priya",
        "accountability-agreement",
        f"1. What will be done {LETTER} Who does it {COLE_NAME} For whom {ANH_NAME} "
        "By when 6 November 2026 How we will know Ánh says so Who checks Priya",
        HOURS,
        f"by 18 December 2026 {ANH_NAME} Affected Party Signature Date {COLE_NAME} Responsible "
        "Party Signature Date Copies",
    ),
    does("priya", printed(2, "a", "b", "c")),
    does(
        "priya",
        AgreementReadBack(on=OCT26),
        RoundEntered(on=OCT26, round=5),
        *(TurnTaken(on=OCT26, person=person) for person in SEATS),
        CircleCompleted(on=OCT26),
    ),
)


def signs(person: PersonId) -> AgreementSigned:
    """Return a signature on the second version."""
    return AgreementSigned(on=OCT28, person=person, paper_version=2, witness="Priya Raman")


AGREEMENT = chapter(
    "agreement",
    On(OCT28),
    (21, does("priya", signs(ANH))),
    refused("priya", "RC-112", MonitoringBegan(on=OCT28), reads="Cole Brandvold"),
    does(
        "priya",
        signs(COLE),
        MonitoringBegan(on=OCT28),
        CopyGiven(on=OCT28, person=ANH, how="in person"),
        CopyGiven(on=OCT28, person=COLE, how="in person"),
    ),
    sees("priya", "agreement", "28 October 2026, in person"),
)

NOV6, DEC16, DEC17 = date(2026, 11, 6), date(2026, 12, 16), date(2026, 12, 17)
UNSHOWN = ActionCompleted(on=NOV6, action="a", evidence="", provided_by="")

FOLLOW_UP = chapter(
    "follow_up_and_closing",
    On(NOV6),
    (22, refused("mateo", "RC-114", UNSHOWN)),
    does(
        "mateo",
        ActionCompleted(on=NOV6, action="a", evidence="letter seen", provided_by="Cole"),
    ),
    sees("mateo", "follow-up", f"Tell {ANH_NAME} that “{LETTER}” is done"),
    does("mateo", AffectedPartyTold(on=NOV6, person=ANH, action="a")),
    sees("mateo", "follow-up", "Done: 1 of 3", not_=(f"Tell {ANH_NAME} that “{LETTER}”",)),
    On(DEC16),
    (
        23,
        does(
            "mateo",
            ActionCompleted(on=DEC16, action="b", evidence="hours listed", provided_by="Ánh"),
            ActionCompleted(on=DEC16, action="c", evidence="receipt", provided_by="Cole"),
            AgreementFulfilled(on=DEC16),
        ),
    ),
    sees(
        "mateo",
        "follow-up",
        "Due since 26 October 2026",
        "Due since 16 December 2026",
        "From 16 June 2027",
        "16 December 2027",
    ),
    On(DEC17),
    prints("priya", "debrief-sheet", "Name nobody but yourselves", not_=("Cole", "Ánh", "7QK4")),
    (24, does("priya", *reflected(DEC17))),
    refused("priya", "RC-105", CaseClosed(on=DEC17, ended=DEC16), reads="Mateo Villaseñor"),
    does("mateo", reflected(DEC17)[-1], CaseClosed(on=DEC17, ended=DEC16)),
    sees("priya", "follow-up", "The case was closed on 17 December 2026."),
)

STORY = Story(
    id="S1",
    title="A two-party conference",
    coalition="reed-2019",
    begins=date(2026, 9, 1),
    case=CASE,
    facilitator=PRIYA,
    numbers=24,
    chapters=(INTAKE, PRE_MEETINGS, PREPARATION, CIRCLE, AGREEMENT, FOLLOW_UP),
)
