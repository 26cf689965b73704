"""People leave, come late and are replaced: stories that begin as the first one does."""

from __future__ import annotations

from datetime import date

from rjdesk.process.circle.events import (
    CardSaid,
    CircleStarted,
    GuidelinesAgreed,
    QuestionAsked,
    RoundEntered,
    SeatTaken,
    TurnTaken,
    ValueNamed,
)
from rjdesk.process.intake.events import (
    FacilitatorAccepted,
    FacilitatorAssigned,
    FacilitatorReleased,
    ParticipantNamed,
)
from rjdesk.process.intake.state import Cause
from rjdesk.process.kernel.event import MemberId, PersonId
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.premeeting.events import EligibilityDecided, PreMeetingOpened
from rjdesk.process.preparation.events import QuestionsGiven
from rjdesk.process.recusal.events import RecusalDecided
from rjdesk.process.recusal.state import RecusalOutcome
from rjdesk.process.taking_part.events import (
    AlternativesPresented,
    ConsentWithdrawn,
    ContactAllowed,
    RemainingPartyChose,
)
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.moments import first_steps, signed
from rjdesk.rehearsal.telling import (
    Chapter,
    On,
    Story,
    chapter,
    corrects,
    does,
    refused,
    sees,
    unnumbered,
)
from rjdesk.rehearsal.two_parties import ANH, CASE, COLE, DANA, MATEO, MINH, OCT26, PRIYA

TEODOR = MemberId("teodor")
OCT8 = date(2026, 10, 8)
MET = (s1.INTAKE, s1.PRE_MEETINGS)


def _story(id_: str, title: str, *chapters: Chapter) -> Story:
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


# --- a supporter leaves in the round of values, another comes late ----------------------------

LATE_AND_GONE = chapter(
    "late_and_gone",
    On(OCT26, 14),
    does("priya", CircleStarted(on=OCT26, present=(ANH, COLE, DANA))),
    does(
        "priya",
        *(CardSaid(on=OCT26, card=card) for card in (*s1.CARDS, "exceptions")),
        *(TurnTaken(on=OCT26, person=person) for person in (ANH, COLE, DANA)),
        SeatTaken(on=OCT26, person=MINH, after=ANH),
    ),
    sees("priya", "circle", "Minh has spoken"),
    refused("priya", "RC-083", s1.SECOND, reads="Lê Minh"),
    does(
        "priya",
        TurnTaken(on=OCT26, person=MINH),
        GuidelinesAgreed(on=OCT26),
        s1.SECOND,
        ValueNamed(on=OCT26, person=ANH, value="honesty"),
        ConsentWithdrawn(on=OCT26, person=DANA),
        ValueNamed(on=OCT26, person=MINH, value="care"),
        ValueNamed(on=OCT26, person=COLE, value="respect"),
        RoundEntered(on=OCT26, round=3),
        QuestionAsked(on=OCT26, question="q1"),
    ),
    sees("priya", "circle", "Ánh has spoken", not_=("Dana",)),
    sees("priya", "interruption", s1.DANA_NAME),
)

# --- a facilitator falls ill, and another takes their place -------------------------------------

TEODOR_INSTEAD = (
    does("imani", FacilitatorAssigned(on=OCT8, member=TEODOR)),
    does(
        "priya",
        *(
            FacilitatorAccepted(on=OCT8, person=person, member=TEODOR, accepted=True)
            for person in (ANH, COLE)
        ),
    ),
    does("teodor", EligibilityDecided(on=OCT8, eligible=True), second="priya"),
)
ILL = chapter(
    "ill",
    On(OCT8),
    does("imani", FacilitatorReleased(on=OCT8, member=MATEO, cause=Cause.ILL)),
    sees("imani", "intake", "Mateo Villaseñor"),
    refused("priya", "RC-017 RC-045", s1.scheduled(OCT8), reads="one is assigned"),
    *TEODOR_INSTEAD,
)

# --- a party does not want a facilitator ------------------------------------------------------

NO = FacilitatorAccepted(on=OCT8, person=COLE, member=MATEO, accepted=False)
REFUSED = chapter(
    "refused",
    On(OCT8),
    does("priya", NO),
    refused("priya", "RC-017 RC-049 RC-060", s1.scheduled(OCT8)),
    does(
        "imani", RecusalDecided(on=OCT8, person=COLE, member=MATEO, outcome=RecusalOutcome.GRANTED)
    ),
    refused("imani", "RC-050", FacilitatorAssigned(on=OCT8, member=MATEO)),
    *TEODOR_INSTEAD,
)

# --- one of two who were harmed leaves, and each who remains says whether to go on ----------------

HEARD = TurnTaken(on=s2.MET, person=s2.ROSA)
ONE_OF_TWO = chapter(
    "one_of_two",
    On(s2.MET, 17),
    does(
        "luz",
        *(QuestionsGiven(on=s2.MET, person=person, medium="printed") for person in s2.SEATS),
        s2.START,
        *(CardSaid(on=s2.MET, card=card) for card in s2.NEEDED),
        TurnTaken(on=s2.MET, person=s2.BRANDON),
        TurnTaken(on=s2.MET, person=s2.DEB),
        ConsentWithdrawn(on=s2.MET, person=s2.JULIAN),
    ),
    sees("luz", "circle", "Ask Brandon whether to go on"),
    refused("luz", "RC-171", HEARD, reads="Rosa Ortega has not chosen to go on"),
    does("luz", RemainingPartyChose(on=s2.MET, person=s2.BRANDON, go_on=True)),
    does("luz", RemainingPartyChose(on=s2.MET, person=s2.ROSA, go_on=False)),
    refused("luz", "RC-171", HEARD, reads="does not want to go on"),
    does("luz", RemainingPartyChose(on=s2.MET, person=s2.ROSA, go_on=True), HEARD),
    does("luz", GuidelinesAgreed(on=s2.MET)),
    does("luz", RoundEntered(on=s2.MET, round=s2.QUESTIONS_ROUND)),
    does("luz", AlternativesPresented(on=s2.MET, options=("A support circle",))),
    does("luz", ContactAllowed(on=s2.MET, person=s2.JULIAN, may_contact=False)),
)

# --- a wrong party, found out while the meeting is prepared -----------------------------------

TOM, JONAS = PersonId("tom"), PersonId("jonas")


def _responsible(person: PersonId, name: str, called: str) -> ParticipantNamed:
    return ParticipantNamed(
        on=OCT8,
        person=person,
        person_name=name,
        called=called,
        parts=(Part.RESPONSIBLE,),
        affiliation=Affiliation.STUDENT,
    )


TOM_NAMED = _responsible(TOM, "Tom Hale", "Tom")
JONAS_NAMED = _responsible(JONAS, "Jonas Weber", "Jonas")
JONAS_SUPPORTS = s1.supporter(OCT8, JONAS, "Jonas Weber", "Jonas", COLE, Affiliation.STUDENT)
WRONG = chapter(
    "wrong",
    On(OCT8),
    does("priya", TOM_NAMED),
    refused("priya", "RC-017 RC-060", s1.scheduled(OCT8), reads="accept the facilitators"),
    sees("priya", "preparation", "Tom Hale"),
    # It was another Tom, who has nothing to do with this.
    corrects("priya", TOM_NAMED),
    sees("priya", "preparation", s1.COLE_NAME, not_=("Tom Hale",)),
    # Jonas comes for Cole, and was put down as somebody who did it.
    does("priya", JONAS_NAMED),
    refused("priya", "RC-017 RC-060", s1.scheduled(OCT8), reads="accept the facilitators"),
    corrects("priya", JONAS_NAMED, JONAS_SUPPORTS),
    sees("priya", "preparation", "Jonas Weber"),
    sees("priya", "case", "Jonas Weber", not_=("does not go together",)),
)
BEGINS = chapter("begins", On(OCT26, 14), does("priya", CircleStarted(on=OCT26, present=s1.SEATS)))

# --- somebody interprets for a party ---------------------------------------------------------

HOA = PersonId("hoa")
SITS_DOWN = CircleStarted(on=OCT26, present=s1.SEATS)
INTERPRETS = chapter(
    "interprets",
    On(OCT26, 14),
    does(
        "priya",
        ParticipantNamed(
            on=OCT26,
            person=HOA,
            person_name="Trần Hoa",
            called="Hoa",
            parts=(Part.INTERPRETER,),
            affiliation=Affiliation.OTHER,
            invited_by=ANH,
            purpose="to interpret",
        ),
    ),
    refused(
        "priya",
        "RC-069 RC-081 RJ-SEAT",
        CircleStarted(on=OCT26, present=(*s1.SEATS, HOA)),
        reads="interprets",
    ),
    refused("priya", "RC-069", SITS_DOWN, reads="Trần Hoa has not signed"),
    does(
        "priya",
        PreMeetingOpened(on=OCT26, meeting="m9", people=(HOA,)),
        *first_steps(OCT26, "m9", HOA),
        signed(OCT26, "m9", HOA),
        SITS_DOWN,
    ),
    sees("priya", "circle", "Ánh has spoken", not_=("Hoa",)),
)

A_WRONG_PARTY = _story(
    "a-wrong-party",
    "A wrong party is taken back, and a wrong part is put right",
    *unnumbered(*MET),
    WRONG,
    *unnumbered(s1.PREPARATION),
    BEGINS,
)
COMES_AND_GOES = _story(
    "a-supporter-leaves",
    "A supporter leaves in the round of values, and another comes late",
    *unnumbered(*MET, s1.PREPARATION),
    LATE_AND_GONE,
)
FALLS_ILL = _story(
    "a-facilitator-falls-ill",
    "A co-facilitator falls ill, and another takes their place",
    *unnumbered(*MET),
    ILL,
    *unnumbered(s1.PREPARATION),
)
REFUSED_BY_A_PARTY = _story(
    "a-party-says-no",
    "A party does not want a facilitator, and another takes their place",
    *unnumbered(*MET),
    REFUSED,
    *unnumbered(s1.PREPARATION),
)
ONE_OF_TWO_LEAVES = Story(
    id="one-of-two-leaves",
    title="One of two who were harmed leaves, and the others say whether they go on",
    coalition=s2.STORY.coalition,
    begins=s2.STORY.begins,
    case=s2.CASE,
    facilitator=s2.LUZ,
    numbers=0,
    chapters=(*unnumbered(s2.INTAKE, s2.PRE_CONFERENCE, s2.SCHEDULING), ONE_OF_TWO),
)
WITH_AN_INTERPRETER = _story(
    "with-an-interpreter",
    "Somebody interprets for a party, and has no seat of their own",
    *unnumbered(*MET, s1.PREPARATION),
    INTERPRETS,
)
