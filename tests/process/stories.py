"""Builders of stories: a coalition, and a whole conference that can be told up to any point.

Names and people are fictional.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

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
from rjdesk.process.case import Case, fold_case
from rjdesk.process.circle.events import (
    CardSaid,
    CircleCompleted,
    CircleStarted,
    GuidelinesAgreed,
    QuestionAsked,
    RoundEntered,
    TurnTaken,
    ValueNamed,
)
from rjdesk.process.circle.state import Outcome
from rjdesk.process.closing.events import CaseClosed, ReflectionSigned
from rjdesk.process.coalition import Coalition, fold_coalition
from rjdesk.process.context import RuleContext
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
    FacilitatorReleased,
    ParticipantNamed,
)
from rjdesk.process.intake.state import Cause
from rjdesk.process.kernel.event import (
    CaseId,
    Entry,
    EntryId,
    Event,
    MemberId,
    PersonId,
    Recording,
    SignedEvent,
)
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.kernel.programme_file import read_programme
from rjdesk.process.membership.events import (
    CoalitionFounded,
    FoundingCompleted,
    MemberAppointed,
    MemberEntered,
    OfficeTaken,
    TrainingCompleted,
)
from rjdesk.process.membership.state import MemberKind
from rjdesk.process.notes.events import ReflectionWritten
from rjdesk.process.people.state import Affiliation, Answer, Part, ReadHow
from rjdesk.process.premeeting.events import (
    ContactMade,
    DialogueAgreementSigned,
    EligibilityDecided,
    ExceptionsRead,
    FitJudged,
    NeedsHeard,
    PreMeetingCompleted,
    PreMeetingOpened,
    ProcessExplained,
    ReportingStatusAsked,
    ReportingStatusTold,
    SupportSettled,
)
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessChosen,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.rules import KNOWN_RULES, overriding
from rjdesk.process.taking_part.events import WillingnessStated

DAY = date(2026, 10, 26)
YEAR = 2026
START = datetime(2026, 10, 26, 9, tzinfo=UTC)
CASE = CaseId("case")
ANH, COLE, MINH, DANA, STRANGER = map(PersonId, ("anh", "cole", "minh", "dana", "stranger"))
IMANI, TEODOR, PRIYA, MATEO, EWA, NOOR, ADEYEMI = map(
    MemberId, ("imani", "teodor", "priya", "mateo", "ewa", "noor", "adeyemi")
)
SEATS = (ANH, MINH, COLE, DANA)
EXCEPTIONS = ("abuse", "threat", "court")
HARM_QUESTION = Question(id="q1", text="What happened, and who was hurt?", about=About.HARM)
NEED_QUESTION = Question(id="q2", text="What do you need now?", about=About.NEEDS)

FOLDER = Path(__file__).parents[2] / "resources" / "programmes"


def programme_text(name: str) -> str:
    """Return the text of a shipped programme file."""
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def programme(name: str) -> Programme:
    """Return a shipped programme."""
    return read_programme(programme_text(name), f"{name}.toml", KNOWN_RULES)


REED = programme("reed-2019")
PARTNERS = programme("restorative-partners")

Told = Event | SignedEvent


def by(member: MemberId, *events: Event) -> tuple[SignedEvent, ...]:
    """Have a member tell events; without it, Priya does."""
    return tuple(SignedEvent(event, member) for event in events)


def journal(*told: Told) -> list[Entry]:
    """Return a journal of all that is told, with what each event brings; ids are e0, e1, ..."""
    acts: list[SignedEvent] = []
    for item in told:
        act = item if isinstance(item, SignedEvent) else SignedEvent(item, PRIYA)
        acts.append(act)
        acts += by(act.by, *act.event.consequences(Recording(case=CASE, by=act.by)))
    return [
        Entry(
            id=EntryId(f"e{number}"),
            event=act.event,
            by=act.by,
            at=START + timedelta(minutes=number),
        )
        for number, act in enumerate(acts)
    ]


def case_after(*told: Told) -> Case:
    """Return the case after all that is told."""
    return fold_case(CASE, journal(*told))


def coalition_after(*told: Told) -> Coalition:
    """Return the coalition after all that is told."""
    return fold_coalition(journal(*told))


def moment(
    *told: Told,
    actor: MemberId = PRIYA,
    coalition: Coalition | None = None,
    programme: Programme = REED,
    today: date = DAY,
) -> RuleContext:
    """Return the moment after all that is told, with somebody about to act."""
    return RuleContext(
        case=case_after(*told),
        coalition=COALITION if coalition is None else coalition,
        programme=programme,
        overriding=partial(overriding, programme),
        actor=actor,
        today=today,
    )


# --- the coalition ----------------------------------------------------------------------


def member_entered(member: MemberId, kind: MemberKind = MemberKind.STUDENT) -> MemberEntered:
    """Return the entry of somebody with a fictional name."""
    return MemberEntered(on=DAY, member=member, member_name=member.title(), kind=kind, semesters=3)


def as_found() -> tuple[Event, ...]:
    """Return a coalition as its founder finds it: two Chairs, facilitators, a Staff Advisor."""
    students = (IMANI, TEODOR, PRIYA, MATEO, EWA)
    return (
        CoalitionFounded(on=DAY, coalition_name="Coalition", programme="reed-2019"),
        *(member_entered(student) for student in students),
        *(MemberAppointed(on=DAY, member=student, year=YEAR) for student in students),
        *(
            TrainingCompleted(on=DAY, member=student, training=TrainingId(training), year=YEAR)
            for student in students
            for training in ("initial", "equity")
        ),
        member_entered(NOOR),
        member_entered(ADEYEMI, MemberKind.STAFF),
        OfficeTaken(on=DAY, member=IMANI, office=OfficeId("chair"), year=YEAR),
        OfficeTaken(on=DAY, member=TEODOR, office=OfficeId("chair"), year=YEAR),
        OfficeTaken(on=DAY, member=ADEYEMI, office=OfficeId("staff_advisor"), year=YEAR),
    )


FOUNDING = coalition_after(*as_found())
COALITION = coalition_after(*as_found(), FoundingCompleted(on=DAY))


def coalition_with(*told: Told) -> Coalition:
    """Return the founded coalition after more has happened."""
    return coalition_after(*as_found(), FoundingCompleted(on=DAY), *told)


# --- a conference, from the request to the end ------------------------------------------

OPENED = CaseOpened(
    on=DAY,
    code="7QK4-M2",
    requester=Affiliation.STUDENT,
    request_received=DAY,
    programme="reed-2019",
    may_harm_further=False,
)


def named(
    person: PersonId, *parts: Part, affiliation: Affiliation = Affiliation.STUDENT, **more: object
) -> ParticipantNamed:
    """Return the naming of somebody in the case."""
    return ParticipantNamed(
        on=DAY,
        person=person,
        person_name=person.title(),
        called=person.title(),
        parts=parts,
        affiliation=affiliation,
        **more,  # type: ignore[arg-type]
    )


ANH_NAMED = named(ANH, Part.AFFECTED, initiating=True)
COLE_NAMED = named(COLE, Part.RESPONSIBLE)
MINH_NAMED = named(MINH, Part.SUPPORTING, invited_by=ANH, purpose="support")
DANA_NAMED = named(DANA, Part.SUPPORTING, invited_by=COLE, purpose="support")
TOLD_ADVISOR = AdvisorInformed(on=DAY)


def assigned(member: MemberId) -> FacilitatorAssigned:
    """Return an assignment."""
    return FacilitatorAssigned(on=DAY, member=member)


def released(member: MemberId, cause: Cause = Cause.ILL) -> FacilitatorReleased:
    """Return a release."""
    return FacilitatorReleased(on=DAY, member=member, cause=cause)


def contact(person: PersonId, **more: object) -> ContactMade:
    """Return a phone call."""
    return ContactMade(on=DAY, person=person, channel="phone", purpose="Hello", **more)  # type: ignore[arg-type]


def accepts(person: PersonId, member: MemberId) -> FacilitatorAccepted:
    """Return a yes to a facilitator."""
    return FacilitatorAccepted(on=DAY, person=person, member=member, accepted=True)


def meets(meeting: str, *people: PersonId) -> PreMeetingOpened:
    """Return the opening of a pre-meeting."""
    return PreMeetingOpened(on=DAY, meeting=meeting, people=people)


def status_told(meeting: str) -> ReportingStatusTold:
    """Return the first step of a pre-meeting."""
    return ReportingStatusTold(on=DAY, meeting=meeting)


def status_asked(meeting: str, person: PersonId) -> ReportingStatusAsked:
    """Return the asking for a reporting status."""
    return ReportingStatusAsked(on=DAY, meeting=meeting, person=person, answer=Answer.NO)


def exceptions_read(meeting: str, *which: str) -> ExceptionsRead:
    """Return the reading of the exceptions, all of them unless told otherwise."""
    return ExceptionsRead(on=DAY, meeting=meeting, exceptions=which or EXCEPTIONS)


def explained(meeting: str) -> ProcessExplained:
    """Return the explanation of the process."""
    return ProcessExplained(on=DAY, meeting=meeting)


def dialogue_signed(meeting: str, person: PersonId) -> DialogueAgreementSigned:
    """Return a signature on the Agreement to Dialogue."""
    return DialogueAgreementSigned(
        on=DAY, meeting=meeting, person=person, read_how=ReadHow.BY_THEMSELF
    )


def needs_heard(meeting: str, person: PersonId) -> NeedsHeard:
    """Return the hearing of needs."""
    return NeedsHeard(on=DAY, meeting=meeting, person=person)


def fit_judged(
    meeting: str, *, fits: bool = True, contact: tuple[PersonId, ...] = (COLE,)
) -> FitJudged:
    """Return what an initiating party says of fit and contact."""
    return FitJudged(on=DAY, meeting=meeting, fits=fits, contact=contact)


def willing(person: PersonId, answer: Answer = Answer.YES) -> WillingnessStated:
    """Return what somebody says of taking part."""
    return WillingnessStated(on=DAY, person=person, willing=answer)


def completed(meeting: str) -> PreMeetingCompleted:
    """Return the end of a pre-meeting."""
    return PreMeetingCompleted(on=DAY, meeting=meeting)


def whole_meeting(meeting: str, *people: PersonId) -> tuple[Event, ...]:
    """Return a pre-meeting from its opening to the willingness, not yet completed."""
    return (
        meets(meeting, *people),
        status_told(meeting),
        *(status_asked(meeting, person) for person in people),
        exceptions_read(meeting),
        explained(meeting),
        *(dialogue_signed(meeting, person) for person in people),
        *(needs_heard(meeting, person) for person in people),
        *(SupportSettled(on=DAY, person=person) for person in people),
        *(willing(person) for person in people),
    )


def decided(*, eligible: bool = True) -> EligibilityDecided:
    """Return one facilitator's decision."""
    return EligibilityDecided(on=DAY, eligible=eligible)


CHOSEN = ProcessChosen(on=DAY, kind=ProcessType.CONFERENCE)
REASON = ReasonWritten(on=DAY, text="A sculpture was taken apart.")
QUESTIONS = QuestionsWritten(on=DAY, questions=(HARM_QUESTION, NEED_QUESTION))


def scheduled(*roster: PersonId) -> ConferenceScheduled:
    """Return an appointment with everybody, or with the people named."""
    return ConferenceScheduled(
        on=DAY,
        starts_at=datetime(2026, 10, 26, 14),
        minutes=120,
        place="Room 12",
        roster=roster or SEATS,
    )


def started(*present: PersonId) -> CircleStarted:
    """Return the beginning of a circle with everybody, or with the people named."""
    return CircleStarted(on=DAY, present=present or SEATS)


def said(card: str) -> CardSaid:
    """Return the tick of a card."""
    return CardSaid(on=DAY, card=card)


def entered(number: int) -> RoundEntered:
    """Return the entering of a round."""
    return RoundEntered(on=DAY, round=number)


def turn(person: PersonId, outcome: Outcome = Outcome.SPOKE) -> TurnTaken:
    """Return a turn."""
    return TurnTaken(on=DAY, person=person, outcome=outcome)


def value(person: PersonId) -> ValueNamed:
    """Return a value named."""
    return ValueNamed(on=DAY, person=person, value="honesty")


def asked(question: str) -> QuestionAsked:
    """Return a question put to the circle."""
    return QuestionAsked(on=DAY, question=question)


ALL_AGREE = GuidelinesAgreed(on=DAY)
CARDS = ("door", "process", "reason", "confidentiality", "exceptions", "reporting")


def proposed(action: str, due: date | None = DAY + timedelta(days=30)) -> ActionProposed:
    """Return an action that Cole offers."""
    return ActionProposed(
        on=DAY,
        action=action,
        what=f"Action {action}",
        owner=COLE,
        for_whom=ANH,
        due=due,
        evidence="Anh says so",
        checked_otherwise="Priya",
    )


def agreed(action: str, person: PersonId) -> ActionAgreed:
    """Return a yes to an action."""
    return ActionAgreed(on=DAY, action=action, person=person)


def printed(version: int, *actions: str) -> AgreementPrinted:
    """Return a print for signature."""
    return AgreementPrinted(
        on=DAY, paper_version=version, digest="x", paper=f"v{version}", actions=actions
    )


def signs(person: PersonId, version: int = 1, witness: str = "Priya") -> AgreementSigned:
    """Return a signature on a print."""
    return AgreementSigned(on=DAY, person=person, paper_version=version, witness=witness)


def done(action: str, evidence: str = "Seen") -> ActionCompleted:
    """Return an action done."""
    return ActionCompleted(on=DAY, action=action, evidence=evidence, provided_by="Cole")


HARM = HarmNamed(on=DAY, text="Anh lost the work of four months.")
DEADLINE = DeadlineSet(on=DAY, deadline=DAY + timedelta(days=60))
MONITORED = MonitoringBegan(on=DAY)
FULFILLED = AgreementFulfilled(on=DAY)
WRITTEN = ReflectionWritten(on=DAY, went_well="We listened.", could_improve="The room.")
REFLECTED = ReflectionSigned(on=DAY, digest=WRITTEN.digest)
CLOSED = CaseClosed(on=DAY, ended=DAY)
CIRCLE_DONE = CircleCompleted(on=DAY)

STORY: tuple[SignedEvent, ...] = (
    *by(IMANI, OPENED, ANH_NAMED, COLE_NAMED, assigned(PRIYA), TOLD_ADVISOR),
    *by(PRIYA, contact(ANH), *whole_meeting("m1", ANH), fit_judged("m1"), completed("m1")),
    *by(PRIYA, contact(COLE)),
    *by(IMANI, assigned(MATEO)),
    *by(PRIYA, *(accepts(person, who) for person in (ANH, COLE) for who in (PRIYA, MATEO))),
    *by(MATEO, *whole_meeting("m2", COLE), completed("m2")),
    *by(PRIYA, MINH_NAMED, DANA_NAMED),
    *by(PRIYA, *whole_meeting("m3", MINH, DANA), completed("m3")),
    *by(PRIYA, decided()),
    *by(MATEO, decided()),
    *by(PRIYA, CHOSEN, scheduled(), REASON, QUESTIONS),
    *by(PRIYA, started(), *map(said, CARDS), *map(turn, SEATS), ALL_AGREE),
    *by(PRIYA, entered(2), *map(value, SEATS)),
    *by(PRIYA, entered(3), asked("q1"), *map(turn, SEATS), asked("q2"), *map(turn, SEATS)),
    *by(PRIYA, entered(4), HARM, proposed("a"), proposed("b"), DEADLINE),
    *by(PRIYA, *(agreed(action, person) for action in "ab" for person in SEATS)),
    *by(PRIYA, AgreementReadBack(on=DAY), entered(5), *map(turn, SEATS), CIRCLE_DONE),
    *by(PRIYA, printed(1, "a", "b"), signs(ANH), signs(COLE), MONITORED),
    *by(MATEO, *(CopyGiven(on=DAY, person=person, how="by hand") for person in (ANH, COLE))),
    *by(MATEO, done("a"), done("b"), FULFILLED),
    *by(PRIYA, WRITTEN, REFLECTED),
    *by(MATEO, REFLECTED, CLOSED),
)


def until(event: Event, story: Sequence[SignedEvent] = STORY) -> tuple[SignedEvent, ...]:
    """Return the story up to the first time that this happens."""
    events = [act.event for act in story]
    return tuple(story[: events.index(event)])


def lacking(story: Iterable[SignedEvent], *which: Event | type[Event]) -> tuple[SignedEvent, ...]:
    """Return a story in which some events, or events of some kind, never happened."""
    kinds = tuple(kind for kind in which if isinstance(kind, type))
    events = [event for event in which if not isinstance(event, type)]
    left_out = {id(act) for act in story if isinstance(act.event, kinds) or act.event in events}
    return tuple(act for act in story if id(act) not in left_out)


def overridden(rule: str, act: str, reason: str = "There is a reason.") -> RuleOverridden:
    """Return the setting aside of a rule for one act."""
    return RuleOverridden(on=DAY, rule=rule, act=act, reason=reason)
