"""States of a case, one for each member of the enums that pages show: made by real events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, assert_never

from rjdesk.desk.waits import Waits
from rjdesk.process.accountability.events import MeetingsRecur
from rjdesk.process.accountability.state import Every
from rjdesk.process.circle.events import CircleEndedEarly, TurnTaken
from rjdesk.process.circle.state import Outcome
from rjdesk.process.followup.events import ActionCompleted, FollowUpClosed, RhythmAgreed
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.event import CaseId, Event, PersonId
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.premeeting.events import PreMeetingOpened
from rjdesk.process.preparation.events import ProcessChosen
from rjdesk.process.preparation.state import WITHOUT_SIDES, ProcessType
from rjdesk.process.taking_part.events import (
    ConsentWithdrawn,
    ContactAllowed,
    ProcessDissolved,
    ProcessEnded,
)
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import one_party as s4
from rjdesk.rehearsal import sexual_harm as s12
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal import without_sides as s9
from tests.scenarios import test_own_programme as own
from tests.scenarios.world import World
from tests.screens import circle_story
from tests.screens.case_pages import one_party_up_to, partners_up_to, told_up_to
from tests.stories.desk import tell
from tests.stories.desk import told as told_story


class Told(NamedTuple):
    """A world at some point of a story, who facilitates in it, and the case it is about."""

    world: World
    case: CaseId
    member: str = "priya"

    def then(self, *events: Event) -> Told:
        """Go on with events of the facilitator."""
        self.world.do(self.member, self.case, *events)
        return self

    @property
    def today(self) -> date:
        return self.world.clock().date()


# --- stories, whole and up to a point -----------------------------------------------------


def signed() -> Told:
    return Told(told_up_to(s1.AGREEMENT, date(2026, 11, 20)), s1.CASE)


def own_programme(upto: Callable[[World], None]) -> Told:
    world = own.village(None)
    for chapter in own.STORY[: own.STORY.index(upto) + 1]:
        chapter(world)
    return Told(world, own.CASE, "ash")


def conference() -> Told:
    told = signed()
    tell(told.world, s1.STORY, s1.FOLLOW_UP)
    return told


def community_programme() -> Told:
    world = partners_up_to(s2.AGREEMENT)
    tell(world, s2.STORY, s2.COMPLIANCE)
    return Told(world, s2.CASE, "luz")


def one_party() -> Told:
    world = one_party_up_to(s4.WHO_COMES)
    tell(world, s4.STORY, s4.ENDING)
    return Told(world, s4.CASE)


def without_sides(kind: ProcessType) -> Told:
    story = s9.RE_ENTRY if kind is ProcessType.RE_ENTRY_CIRCLE else s9.COMMUNITY
    return Told(told_story(story, story.chapters[-1]), s9.CASE)


def met() -> Told:
    return Told(told_up_to(s1.PRE_MEETINGS, date(2026, 10, 12)), s1.CASE)


def meeting_begun() -> Told:
    told = Told(told_up_to(s1.INTAKE, date(2026, 9, 24)), s1.CASE)
    return told.then(PreMeetingOpened(on=told.today, meeting="m1", people=(s1.ANH,)))


def in_the_circle() -> Told:
    world = circle_story.ready()
    circle_story.sit_down(world)
    return Told(world, circle_story.CASE)


# --- one state for each member of an enum -------------------------------------------------


def waiting(kind: Waits) -> Told:  # noqa: C901, PLR0911, PLR0912 - one for each kind
    """Return a case in which a thing of that kind waits."""
    match kind:
        case Waits.CIRCLE:
            return in_the_circle()
        case Waits.MEETING:
            return Told(told_up_to(s1.PREPARATION, date(2026, 10, 20)), s1.CASE)
        case Waits.ACTION | Waits.FOLLOW_UP:
            return signed()
        case Waits.TELL:
            told = signed()
            done = ActionCompleted(on=told.today, action="a", evidence="seen", provided_by="Cole")
            return told.then(done)
        case Waits.DEBRIEF:
            return ending(Ending.PURPOSE_MET)
        case Waits.REVIEW:
            return one_party()
        case Waits.DELETION:
            told = ending(Ending.PURPOSE_MET)
            told.world.clock.set(date(2027, 5, 2))
            return told
        case Waits.SUPPORT:
            told = met()
            left = ConsentWithdrawn(on=told.today, person=s1.ANH)
            asked = ContactAllowed(on=told.today, person=s1.ANH, may_contact=True)
            return told.then(left).then(asked)
        case Waits.RECURRING:
            told = one_party_before_its_end()
            last = date(2027, 1, 22)
            return told.then(
                MeetingsRecur(on=told.today, every=Every.MONTH, first=told.today, last=last)
            )
        case Waits.DECISION:
            told = signed()
            return told.then(ReaddressAsked(on=told.today, person=s1.ANH))
        case Waits.CONTACT:
            told = signed()
            return told.then(RhythmAgreed(on=told.today, every=Every.WEEK))
        case Waits.SERVICE:
            return Told(told_story(s9.RE_ENTRY, s9.COMES_BACK), s9.CASE)
        case Waits.SEXUAL_HARM:
            return Told(told_story(s12.TAKEN, s12.ABLE), s12.CASE)
    assert_never(kind)


def one_party_before_its_end() -> Told:
    return Told(one_party_up_to(s4.WHO_COMES), s4.CASE)


def taking(part: Part) -> Told:
    """Return a case in which somebody holds a part."""
    match part:
        case Part.AFFECTED | Part.RESPONSIBLE | Part.SUPPORTING:
            return met()
        case Part.REPRESENTATIVE:
            return one_party_before_its_end()
        case Part.PARTICIPANT:
            return without_sides(ProcessType.COMMUNITY_CIRCLE)
        case Part.SPEAKER | Part.INTERPRETER:
            told = met()
            return told.then(
                ParticipantNamed(
                    on=told.today,
                    person=PersonId("beside"),
                    person_name="Nadia Haddad",
                    called="Nadia",
                    parts=(part,),
                    affiliation=Affiliation.OTHER,
                    invited_by=s1.ANH,
                )
            )
    assert_never(part)


def chosen(kind: ProcessType) -> Told:
    if kind is ProcessType.INDIRECT:
        told = own_programme(own.before_the_circle)
        return told.then(ProcessChosen(on=told.today, kind=kind))
    told = met()
    if kind in WITHOUT_SIDES:
        back = s1.ANH if kind is ProcessType.RE_ENTRY_CIRCLE else None
        alone = ProcessChosen(on=told.today, kind=kind, people=(s1.ANH,), held_for=back)
        return told.then(alone)
    return told.then(ProcessChosen(on=told.today, kind=kind))


def ending(how: Ending) -> Told:
    told = one_party_before_its_end()
    return told.then(ProcessEnded(on=told.today, ending=how))


def dissolved() -> Told:
    told = met()
    return told.then(ProcessDissolved(on=told.today, person=s1.ANH))


def ended_early() -> Told:
    told = in_the_circle()
    return told.then(CircleEndedEarly(on=told.today))


def turned(outcome: Outcome) -> Told:
    told = in_the_circle()
    first = circle_story.people(1)[0]
    return told.then(TurnTaken(on=told.today, person=first, outcome=outcome))


def followed_up(how: Ended) -> Told:
    told = signed()
    kind = FollowUpKind.AFTER_PROCESS
    closed = FollowUpClosed(
        on=told.today, kind=kind, person=s1.ANH, closed=how, satisfied=True, further_harm=False
    )
    return told.then(closed)
