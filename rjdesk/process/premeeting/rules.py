"""Rules of contact and of pre-meetings (policy sections 4B, 6A and 6C)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from rjdesk.process.case import Case
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.notes.events import NoteWritten
from rjdesk.process.people.state import TRAITS, Part, Person
from rjdesk.process.premeeting.derived import (
    does_not_fit,
    initiators_not_met,
    may_be_contacted,
    still_there,
)
from rjdesk.process.premeeting.events import (
    ContactMade,
    DialogueAgreementSigned,
    ExceptionsRead,
    FitJudged,
    MeetingEvent,
    NeedsHeard,
    PreMeetingCompleted,
    PreMeetingOpened,
    ProcessExplained,
    ReportingStatusAsked,
    SupportSatIn,
)
from rjdesk.process.premeeting.state import PreMeeting
from rjdesk.process.taking_part.derived import (
    is_without_sides,
    said_where_they_take_part,
    takes_no_part,
    waited_for,
)


@rule("RC-063", "4B", Strength.SHOULD, ContactMade, PreMeetingOpened)
def initiators_are_met_first(
    event: ContactMade | PreMeetingOpened, at: RuleContext
) -> Iterator[Missing]:
    """Nobody else is contacted before each initiating party was met and agreed to it.

    A circle without sides needs no pre-meetings (A29).
    """
    case = at.the_case
    if is_without_sides(case):
        return
    people = (event.person,) if isinstance(event, ContactMade) else event.people
    others = [p for p in map(case.person, people) if p is not None and not p.initiating]
    asked_for_it = [person for person in case.people if person.initiating]
    if not others:
        return
    if asked_for_it:
        yield from _unsettled(case, others, asked_for_it)
    elif case.intake.requester_takes_part:
        yield Missing(
            "Nobody is marked as the one who asked for this process.",
            "participant-named",
            supply="Mark who asked for it, and meet them first. If that is nobody who takes part, "
            "correct the opening of the case.",
        )


@rule("RC-040", "3A", Strength.SHALL, ContactMade, PreMeetingOpened)
def who_wants_peace_has_it(
    event: ContactMade | PreMeetingOpened, at: RuleContext
) -> Iterator[Missing]:
    """Nobody gets in touch with whoever left and said that they do not want that."""
    if isinstance(event, ContactMade) and event.incoming:
        return
    case = at.the_case
    people = (event.person,) if isinstance(event, ContactMade) else event.people
    for person in filter(None, map(case.person, people)):
        left = case.taking_part.left(person.id)
        if event.replaces is None and left is not None and left.may_contact is False:
            yield Missing(
                f"{person.name} left, and does not want to be contacted.",
                "contact-allowed",
                who=(person.name,),
                supply="If they get in touch, note that as coming from them, and record what they "
                "want.",
            )


def _unsettled(
    case: Case, others: Sequence[Person], asked_for_it: Sequence[Person]
) -> Iterator[Missing]:
    """Say what is not settled with those who asked for the process, before others are met."""
    waiting = initiators_not_met(case)
    if does_not_fit(case):
        yield Missing(
            "The process does not fit what the initiating party needs.",
            "process-ended",
            supply="End it as not suitable, and present what else is possible.",
        )
    elif waiting and all(takes_no_part(case, person) for person in waiting):
        yield Missing(
            "Whoever asked for this process takes part no longer, and did not say whom to contact.",
            "process-ended",
            supply="End it, and present what else is possible. If somebody else asks for it too, "
            "mark them as initiating.",
        )
    elif waiting:
        yield Missing(
            "The initiating party has not been met yet: whether the process fits their needs, "
            "and whom to contact, is not settled.",
            "pre-meeting-completed",
            who=tuple(person.name for person in waiting),
            supply="Complete their pre-meeting first.",
        )
    else:
        for person in others:
            if not may_be_contacted(case, person):
                yield Missing(
                    f"The initiating party has not said that {person.name} may be contacted.",
                    "fit-judged",
                    who=tuple(p.name for p in asked_for_it),
                    supply="Ask them, and record it in their pre-meeting.",
                )


@rule("RC-063", "4B", Strength.SHOULD, PreMeetingCompleted)
def the_first_meeting_settles_fit_and_contact(
    event: PreMeetingCompleted, at: RuleContext
) -> Iterator[Missing]:
    """With an initiating party: does the process fit, and whom may we contact?"""
    case = at.the_case
    meeting = case.meeting(event.meeting)
    if meeting is None or meeting.fits is not None:
        return
    for person in map(case.person, meeting.people):
        if person is not None and person.initiating:
            yield Missing(
                f"{person.name}: whether the process fits, and whom to contact, is open.",
                "fit-judged",
                who=(person.name,),
                supply="Ask both, and note the answers.",
            )


InMeeting = MeetingEvent | DialogueAgreementSigned | NoteWritten


TALK = (NeedsHeard, FitJudged, NoteWritten)
"""What is confidential from the first word."""


def _meeting(event: InMeeting, at: RuleContext) -> PreMeeting | None:
    return at.the_case.meeting(event.meeting)


@rule("RC-065", "4B", Strength.SHOULD, PreMeetingOpened, warns=True)
def each_facilitator_meets_one_side(event: PreMeetingOpened, at: RuleContext) -> Iterator[Missing]:
    """By default one facilitator meets the Affected side and one the Responsible side."""
    case = at.the_case
    for person in filter(None, map(case.person, event.people)):
        other = Part.RESPONSIBLE if person.holds(Part.AFFECTED) else Part.AFFECTED
        met_other = any(
            meeting.facilitator == at.actor
            for counterpart in case.holding(other)
            if counterpart.id != person.id
            for meeting in case.meetings_of(counterpart.id)
        )
        if person.primary and met_other:
            yield Missing(
                "You have met the other side already.",
                NOBODY,
                supply="Usually each facilitator meets one side. You may go on.",
            )


@rule("RC-066", "4B", Strength.SHOULD, PreMeetingOpened)
def primary_parties_are_met_alone(event: PreMeetingOpened, at: RuleContext) -> Iterator[Missing]:
    """A Primary Party is met individually."""
    people = [p for p in map(at.the_case.person, event.people) if p is not None]
    if any(p.primary for p in people) and len(people) > 1:
        yield Missing(
            "A Primary Party is met alone.",
            ITSELF,
            who=tuple(p.name for p in people),
            supply="Meet them one by one. A Supporting Party may sit in, if asked for.",
        )


@rule("RC-067", "4B", Strength.SHALL, SupportSatIn)
def who_sits_in_stays_silent(event: SupportSatIn, at: RuleContext) -> Iterator[Missing]:
    """Support sits in if the party asked, the facilitators approved, and they stay silent.

    They came for the very party who is met, and have signed like everybody (P12); they hear the
    exceptions with the others. Whoever interprets or speaks for the party sits in, and speaks.
    """
    case, meeting = at.the_case, _meeting(event, at)
    person, name = case.person(event.person), case.name_of(event.person)
    theirs = person is not None and meeting is not None and person.invited_by in meeting.people
    came = person is not None and any(TRAITS[part].a_party for part in person.parts)
    speaks = person is not None and not person.holds(Part.SUPPORTING)
    if not (came and theirs):
        yield Missing(
            f"{name}: only somebody who comes for this party may sit in.",
            ITSELF,
            who=(name,),
            supply="Choose somebody who does, or put right for whom they were named.",
        )
    needed = (
        (event.requested, "the Primary Party has not asked for them to sit in"),
        (event.approved, "the facilitators have not approved it"),
        (event.will_not_speak or speaks, "they have not agreed to stay silent"),
    )
    for met, what in needed:
        if not met:
            yield Missing(f"{name}: {what}.", ITSELF, who=(name,), supply="Ask, and tick it.")


@rule(
    "RC-070",
    "6C",
    Strength.SHALL,
    ReportingStatusAsked,
    ExceptionsRead,
    ProcessExplained,
    DialogueAgreementSigned,
    *TALK,
    PreMeetingCompleted,
)
def reporting_status_comes_first(event: InMeeting, at: RuleContext) -> Iterator[Missing]:
    """A pre-meeting begins with the facilitator's own reporting status."""
    meeting = _meeting(event, at)
    if meeting is not None and not meeting.status_told:
        yield Missing(
            "The facilitator has not said yet whether they are an obligatory reporter.",
            "reporting-status-told",
            supply="Say it, and tick the first step.",
        )


@rule("RC-071", "6C", Strength.SHOULD, PreMeetingCompleted)
def participants_say_their_status(event: PreMeetingCompleted, at: RuleContext) -> Iterator[Missing]:
    """Each participant is asked for their reporting status."""
    meeting = _meeting(event, at)
    for person in still_there(at.the_case, meeting) if meeting else ():
        if meeting and person.id not in meeting.asked:
            name = person.name
            yield Missing(
                f"{name} was not asked whether they are a mandatory reporter.",
                "reporting-status-asked",
                who=(name,),
                supply="Ask, and note yes, no or unsure.",
            )


@rule(
    "RC-072",
    "6A.3",
    Strength.SHALL,
    ProcessExplained,
    DialogueAgreementSigned,
    *TALK,
    PreMeetingCompleted,
)
def exceptions_are_read_before_anything_confidential(
    event: InMeeting, at: RuleContext
) -> Iterator[Missing]:
    """All exceptions to confidentiality are read aloud before any confidential talk."""
    meeting = _meeting(event, at)
    wanted = {exception.id for exception in at.programme.exceptions}
    if meeting is not None and not wanted <= set(meeting.exceptions):
        yield Missing(
            "The exceptions to confidentiality have not been read aloud.",
            "exceptions-read",
            supply="Read all of them, and tick the step.",
        )


@rule("RC-127", "6A.3", Strength.SHALL, ExceptionsRead)
def exceptions_are_those_of_the_programme(
    event: ExceptionsRead, at: RuleContext
) -> Iterator[Missing]:
    """Exactly the enumerated exceptions are read, in their order."""
    wanted = tuple(exception.id for exception in at.programme.exceptions)
    if event.exceptions != wanted:
        yield Missing(
            f"{len(wanted)} exceptions are read, in their order; nothing is added or left out.",
            ITSELF,
            supply="Read the list as it stands on the screen.",
        )


def _unsigned(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.name for person in people if person.dialogue_signed is None)


@rule("RC-073", "4B", Strength.SHALL, MeetingEvent, DialogueAgreementSigned, NoteWritten)
def a_pre_meeting_keeps_its_order(event: InMeeting, at: RuleContext) -> Iterator[Missing]:
    """Status, exceptions, explanation, Agreement to Dialogue; only then the conversation."""
    meeting = _meeting(event, at)
    if isinstance(event, DialogueAgreementSigned) and event.at_the_door:
        if not is_without_sides(at.the_case):
            yield Missing(
                "The Agreement to Dialogue is signed in a pre-meeting.",
                "pre-meeting-opened",
                supply="Meet them first, and record the signature there.",
            )
    elif meeting is None:
        yield Missing(
            "This pre-meeting has not begun.", "pre-meeting-opened", supply="Open it first."
        )
    elif isinstance(event, DialogueAgreementSigned):
        if not meeting.explained:
            yield Missing(
                "The process has not been explained yet.",
                "process-explained",
                supply="Explain it, and tick the step.",
            )
        if event.person not in (*meeting.people, *(s.person for s in meeting.sitting_in)):
            name = at.the_case.name_of(event.person)
            yield Missing(
                f"{name} is not in this pre-meeting.",
                NOBODY,
                who=(name,),
                supply="Record the signature in the meeting where they sign.",
            )
    elif isinstance(event, TALK) and (unsigned := _unsigned(still_there(at.the_case, meeting))):
        yield Missing(
            "Notes and needs stay closed until the Agreement to Dialogue is signed.",
            "dialogue-agreement-signed",
            who=unsigned,
            supply="Print it, read it together, and record the signature.",
        )


@rule("RC-073", "4B", Strength.SHALL, PreMeetingCompleted)
def a_pre_meeting_ends_once(event: PreMeetingCompleted, at: RuleContext) -> Iterator[Missing]:
    """A pre-meeting that is complete is not completed again."""
    meeting = _meeting(event, at)
    if event.replaces is None and meeting is not None and meeting.completed is not None:
        yield Missing(
            f"This pre-meeting was completed on {long_date(meeting.completed)}.",
            NOBODY,
            supply="That is recorded already.",
        )


@rule("RC-073", "4B", Strength.SHALL, PreMeetingCompleted)
def needs_are_heard(event: PreMeetingCompleted, at: RuleContext) -> Iterator[Missing]:
    """A pre-meeting is complete when each person in it was asked what they need and wish."""
    meeting = _meeting(event, at)
    for person in still_there(at.the_case, meeting) if meeting else ():
        if meeting and person.id not in meeting.needs_heard:
            yield Missing(
                f"{person.name} has not been asked what they need and wish.",
                "needs-heard",
                who=(person.name,),
                supply="Ask, and tick it; what they say is for your notes alone.",
            )


@rule("RC-069", "4B", Strength.SHALL, PreMeetingCompleted)
def everybody_signs_in_their_first_pre_meeting(
    event: PreMeetingCompleted, at: RuleContext
) -> Iterator[Missing]:
    """A pre-meeting is complete when each person in it has signed the Agreement to Dialogue."""
    case, meeting = at.the_case, _meeting(event, at)
    if meeting is None:
        return
    open_ = waited_for(case)
    sat_in = (case.person(sat.person) for sat in meeting.sitting_in)
    there = (*still_there(case, meeting), *(p for p in sat_in if p is not None and p in open_))
    for name in _unsigned(there):
        yield Missing(
            f"{name} has not signed the Agreement to Dialogue.",
            "dialogue-agreement-signed",
            who=(name,),
            supply="Record the signature, or end the meeting without completing it.",
        )


@rule("RC-SD1-1", "SD I", Strength.SHALL, PreMeetingCompleted)
def willingness_and_ability_are_both_asked(
    event: PreMeetingCompleted, at: RuleContext
) -> Iterator[Missing]:
    """Each person says whether they are willing and able to take part."""
    case, meeting = at.the_case, _meeting(event, at)
    for person in still_there(case, meeting) if meeting else ():
        if person.consents_alone and said_where_they_take_part(case, person.id) is None:
            yield Missing(
                f"{person.name} has not said whether they want to take part.",
                "willingness-stated",
                who=(person.name,),
                supply="Ask, and note yes, no or unsure.",
            )


@rule("RP-09", "2", Strength.SHALL, PreMeetingOpened)
def questions_are_chosen_first(event: PreMeetingOpened, at: RuleContext) -> Iterator[Missing]:
    """The questions that will be asked are chosen before anybody is met."""
    if not at.the_case.preparation.questions:
        yield Missing(
            "The questions for the conference have not been chosen.",
            "questions-written",
            supply="Write them under Preparation, so that each person can see them now.",
        )


def _checklist(event: PreMeetingCompleted, at: RuleContext, part: Part) -> Iterator[Missing]:
    """Say what is open of a pre-conference meeting with those who hold a part (RP-06 to RP-08)."""
    case, meeting = at.the_case, _meeting(event, at)
    if meeting is None:
        return
    for person in still_there(case, meeting):
        if not person.holds(part):
            continue
        said = said_where_they_take_part(case, person.id)
        points = [
            (meeting.explained, NOT_EXPLAINED),
            (meeting.questions_discussed, NOT_DISCUSSED),
            (said is not None, NOT_ANSWERED),
        ]
        if part is not Part.SUPPORTING:
            points.append((person.support_settled, NOT_SETTLED))
        for done, missing in points:
            if not done:
                what = f"{person.name}: {missing.what}."
                yield replace(missing, what=what, who=(person.name,), supply="Ask, and record it.")


NOT_EXPLAINED = Missing("the process has not been talked through", "process-explained")
NOT_DISCUSSED = Missing("the questions have not been talked through", "questions-discussed")
NOT_ANSWERED = Missing("whether they want to take part is not answered", "willingness-stated")
NOT_SETTLED = Missing("no support person is named, nor that none is wanted", "support-settled")


@rule("RP-06", "2a", Strength.SHALL, PreMeetingCompleted)
def the_meeting_with_who_caused_harm_is_whole(
    event: PreMeetingCompleted, at: RuleContext
) -> Iterator[Missing]:
    """Process, questions, willingness and support, with each person who caused harm."""
    yield from _checklist(event, at, Part.RESPONSIBLE)


@rule("RP-07", "2b", Strength.SHALL, PreMeetingCompleted)
def the_meeting_with_who_was_harmed_is_whole(
    event: PreMeetingCompleted, at: RuleContext
) -> Iterator[Missing]:
    """The same with each person who was harmed."""
    yield from _checklist(event, at, Part.AFFECTED)


@rule("RP-08", "2c", Strength.SHALL, PreMeetingCompleted)
def the_meeting_with_support_is_whole(
    event: PreMeetingCompleted, at: RuleContext
) -> Iterator[Missing]:
    """The same with each support person, but for a support person of their own."""
    yield from _checklist(event, at, Part.SUPPORTING)


RULES = (
    initiators_are_met_first,
    who_wants_peace_has_it,
    the_first_meeting_settles_fit_and_contact,
    questions_are_chosen_first,
    the_meeting_with_who_caused_harm_is_whole,
    the_meeting_with_who_was_harmed_is_whole,
    the_meeting_with_support_is_whole,
    each_facilitator_meets_one_side,
    primary_parties_are_met_alone,
    who_sits_in_stays_silent,
    reporting_status_comes_first,
    participants_say_their_status,
    exceptions_are_read_before_anything_confidential,
    exceptions_are_those_of_the_programme,
    a_pre_meeting_keeps_its_order,
    a_pre_meeting_ends_once,
    needs_are_heard,
    everybody_signs_in_their_first_pre_meeting,
    willingness_and_ability_are_both_asked,
)
