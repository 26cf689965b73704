import pytest

from rjdesk.process.closing.state import Closing
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.referral.events import GuardianConsented, MinorNoted
from rjdesk.process.taking_part import rules as taking_part
from rjdesk.process.taking_part.events import (
    AlternativesPresented,
    ConsentRenewed,
    ConsentWithdrawn,
    ContactAllowed,
    ParticipantTakenOff,
    ProcessDissolved,
    ProcessEnded,
    RemainingPartyChose,
    SupportOffered,
    TurnedElsewhere,
)
from rjdesk.process.taking_part.state import Ending
from tests.process.stories import (
    ANH,
    CIRCLE_DONE,
    CLOSED,
    COLE,
    DAY,
    FULFILLED,
    MATEO,
    MINH,
    MONITORED,
    SEATS,
    STORY,
    STRANGER,
    by,
    entered,
    moment,
    named,
    scheduled,
    started,
    turn,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses

PRESENTED = AlternativesPresented(on=DAY, options=("a circle for one party",))


def leaves(person: PersonId) -> ConsentWithdrawn:
    return ConsentWithdrawn(on=DAY, person=person)


def back(person: PersonId) -> ConsentRenewed:
    return ConsentRenewed(on=DAY, person=person)


def contactable(person: PersonId, *, yes: bool = True) -> ContactAllowed:
    return ContactAllowed(on=DAY, person=person, may_contact=yes)


def chose(person: PersonId, *, go_on: bool = True) -> RemainingPartyChose:
    return RemainingPartyChose(on=DAY, person=person, go_on=go_on)


def elsewhere(person: PersonId) -> TurnedElsewhere:
    return TurnedElsewhere(on=DAY, person=person)


def off(person: PersonId) -> ParticipantTakenOff:
    return ParticipantTakenOff(on=DAY, person=person)


LEFT, MINH_LEFT = leaves(COLE), leaves(MINH)
SUPPORTED = SupportOffered(on=DAY, person=MINH)
DISSOLVED = ProcessDissolved(on=DAY, person=ANH)
ENDED = ProcessEnded(on=DAY, ending=Ending.DISCONTINUED)
NOT_SUITABLE = ProcessEnded(on=DAY, ending=Ending.NOT_SUITABLE)
PURPOSE_MET = ProcessEnded(on=DAY, ending=Ending.PURPOSE_MET)
SECOND = named(STRANGER, Part.RESPONSIBLE, affiliation=Affiliation.FACULTY)
BEFORE = until(started())
OF_THREE = (*BEFORE, *by(MATEO, SECOND, willing(STRANGER)))
THREE = (*OF_THREE, *by(MATEO, LEFT))
IN_THE_CIRCLE = (*OF_THREE, *by(MATEO, started(*SEATS, STRANGER)))
IN_ROUND_1 = (*IN_THE_CIRCLE, *by(MATEO, LEFT))

SHOWN = taking_part.alternatives_are_presented
NAMED = taking_part.an_alternative_is_named
TWICE = taking_part.nobody_leaves_twice
NO_OF_A_GUARDIAN = GuardianConsented(on=DAY, person=COLE, guardian="A parent", consents=False)
STOPS = taking_part.who_stops_within_a_circle_leaves
BACK_FIRST = taking_part.who_left_comes_back_first
NEVER_LEFT = taking_part.who_never_left_does_not_come_back
TAKEN_OFF = taking_part.parties_are_not_taken_off
WHO_LEFT = taking_part.only_who_left_is_asked
DISSOLVE = taking_part.primary_parties_dissolve
TURN = taking_part.parties_turn_elsewhere
ASKED = taking_part.who_remains_is_asked
GO_ON = taking_part.those_who_remain_choose_to_go_on
SIDES = taking_part.a_conference_needs_both_sides
SUPPORT = taking_part.who_left_is_supported
IN_FORCE = taking_part.an_agreement_in_force_is_not_passed_over

TABLE: tuple[Row, ...] = (
    allows(SHOWN, "nobody declined", ENDED, moment(*BEFORE)),
    allows(SHOWN, "alternatives were presented", ENDED, moment(*BEFORE, LEFT, PRESENTED)),
    allows(SHOWN, "support left", ENDED, moment(*BEFORE, MINH_LEFT)),
    allows(SHOWN, "who left came back", ENDED, moment(*BEFORE, LEFT, back(COLE))),
    refuses(SHOWN, "nothing was presented", ENDED, moment(*BEFORE, LEFT), "alternatives"),
    refuses(
        SHOWN,
        "a guardian said no",
        ENDED,
        moment(*BEFORE, MinorNoted(on=DAY, person=COLE), NO_OF_A_GUARDIAN),
        "alternatives",
    ),
    refuses(SHOWN, "closing without them", CLOSED, moment(*BEFORE, LEFT), "alternatives"),
    refuses(SHOWN, "after a dissolution", CLOSED, moment(*BEFORE, DISSOLVED), "alternatives"),
    refuses(SHOWN, "it did not fit", CLOSED, moment(*BEFORE, NOT_SUITABLE), "alternatives"),
    refuses(
        SHOWN,
        "another left since they were presented",
        CLOSED,
        moment(*THREE, PRESENTED, leaves(STRANGER)),
        "alternatives",
    ),
    allows(NAMED, "one alternative", PRESENTED, moment(*BEFORE, LEFT)),
    refuses(
        NAMED,
        "a blank one",
        AlternativesPresented(on=DAY, options=(" ",)),
        moment(*BEFORE),
        "Which",
    ),
    allows(TWICE, "somebody who takes part", LEFT, moment(*BEFORE)),
    allows(TWICE, "somebody who came back", LEFT, moment(*BEFORE, LEFT, back(COLE))),
    refuses(TWICE, "somebody who is gone", LEFT, moment(*BEFORE, LEFT), "has left already"),
    allows(STOPS, "before a circle", willing(MINH, Answer.NO), moment(*BEFORE)),
    allows(STOPS, "who has left", willing(COLE, Answer.NO), moment(*IN_ROUND_1)),
    refuses(STOPS, "in a circle", willing(MINH, Answer.NO), moment(*IN_ROUND_1), "in the circle"),
    allows(BACK_FIRST, "somebody who takes part", willing(MINH), moment(*BEFORE)),
    refuses(
        BACK_FIRST, "somebody who left", willing(MINH), moment(*BEFORE, MINH_LEFT), "any longer"
    ),
    allows(NEVER_LEFT, "somebody who left", back(COLE), moment(*BEFORE, LEFT)),
    allows(
        NEVER_LEFT, "somebody who declined", back(COLE), moment(*BEFORE, willing(COLE, Answer.NO))
    ),
    refuses(
        NEVER_LEFT,
        "whose guardian said no",
        back(COLE),
        moment(*BEFORE, MinorNoted(on=DAY, person=COLE), NO_OF_A_GUARDIAN),
        "their guardian said no",
    ),
    refuses(NEVER_LEFT, "somebody who takes part", back(COLE), moment(*BEFORE), "neither left nor"),
    allows(
        TAKEN_OFF,
        "somebody in support who declined",
        off(MINH),
        moment(*BEFORE, *by(MATEO, willing(MINH, Answer.NO))),
    ),
    refuses(TAKEN_OFF, "somebody who said yes", off(MINH), moment(*BEFORE), "Minh said yes"),
    refuses(TAKEN_OFF, "a party", off(COLE), moment(*BEFORE), "is a Primary Party"),
    allows(WHO_LEFT, "whether they may be contacted", contactable(MINH), moment(*STORY, MINH_LEFT)),
    allows(WHO_LEFT, "after a yes", SUPPORTED, moment(*STORY, MINH_LEFT, contactable(MINH))),
    refuses(WHO_LEFT, "somebody who is there", contactable(MINH), moment(*STORY), "has not left"),
    refuses(
        WHO_LEFT,
        "after a no",
        SUPPORTED,
        moment(*STORY, MINH_LEFT, contactable(MINH, yes=False)),
        "may be contacted",
    ),
    allows(DISSOLVE, "a Primary Party", DISSOLVED, moment(*BEFORE)),
    refuses(DISSOLVE, "who has left", DISSOLVED, moment(*BEFORE, leaves(ANH)), "has left"),
    refuses(
        DISSOLVE,
        "a Supporting Party",
        ProcessDissolved(on=DAY, person=MINH),
        moment(*BEFORE),
        "by a Primary Party",
    ),
    allows(TURN, "an Affected Party at any stage", elsewhere(ANH), moment(*BEFORE)),
    refuses(
        TURN,
        "twice",
        elsewhere(ANH),
        moment(*BEFORE, elsewhere(ANH)),
        "turned to another process on 26 October 2026",
    ),
    allows(TURN, "each party once it is dissolved", elsewhere(COLE), moment(*BEFORE, DISSOLVED)),
    allows(TURN, "a party who left", elsewhere(COLE), moment(*BEFORE, LEFT)),
    refuses(TURN, "somebody in support", elsewhere(MINH), moment(*BEFORE), "Primary Party"),
    refuses(TURN, "who takes part", elsewhere(COLE), moment(*BEFORE), "takes part in this"),
    allows(ASKED, "a party who remains", chose(ANH), moment(*THREE)),
    refuses(ASKED, "a party who left", chose(COLE), moment(*THREE), "does not take part"),
    refuses(ASKED, "somebody in support", chose(MINH), moment(*THREE), "who takes part"),
    allows(GO_ON, "nobody left", started(), moment(*BEFORE)),
    allows(GO_ON, "one of two left", entered(2), moment(*until(entered(2)), LEFT)),
    allows(GO_ON, "all chose to", started(), moment(*THREE, chose(ANH), chose(STRANGER))),
    refuses(GO_ON, "nobody was asked", started(), moment(*THREE), "has not chosen"),
    refuses(GO_ON, "the next turn waits", turn(ANH), moment(*IN_ROUND_1), "has not chosen"),
    refuses(
        GO_ON,
        "one says no",
        scheduled(),
        moment(*THREE, chose(ANH, go_on=False), chose(STRANGER)),
        "Anh does not want to go on",
    ),
    refuses(
        GO_ON,
        "an older yes spoke of other company",
        scheduled(),
        moment(*THREE, chose(ANH), chose(STRANGER), back(COLE), LEFT),
        "Anh has not chosen",
    ),
    allows(SIDES, "both sides are there", entered(4), moment(*until(entered(4)))),
    allows(SIDES, "one of two of a side left", turn(ANH), moment(*IN_ROUND_1)),
    refuses(
        SIDES, "one side has left", entered(4), moment(*until(entered(4)), LEFT), "no Conference"
    ),
    refuses(SIDES, "another turn", turn(ANH), moment(*until(CIRCLE_DONE), LEFT), "no Conference"),
    refuses(SIDES, "nobody begins one", started(), moment(*BEFORE, LEFT), "no Conference"),
    allows(
        SUPPORT,
        "whoever left was supported",
        CLOSED,
        moment(*STORY, MINH_LEFT, contactable(MINH), SUPPORTED),
    ),
    allows(
        SUPPORT,
        "whoever left wants to be left in peace",
        CLOSED,
        moment(*STORY, MINH_LEFT, contactable(MINH, yes=False)),
    ),
    refuses(SUPPORT, "nobody asked them", CLOSED, moment(*STORY, MINH_LEFT), "Minh left, and"),
    refuses(
        SUPPORT,
        "nobody asked after them",
        CLOSED,
        moment(*STORY, MINH_LEFT, contactable(MINH)),
        "nobody has followed up",
    ),
    allows(IN_FORCE, "a process without agreement", PURPOSE_MET, moment(*BEFORE)),
    allows(IN_FORCE, "one that is discontinued", ENDED, moment(*until(FULFILLED))),
    refuses(IN_FORCE, "one in force", PURPOSE_MET, moment(*until(FULFILLED)), "in force"),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_leaving_and_ending(row: Row) -> None:
    judge(row)


def test_whoever_leaves_is_asked_nothing_and_keeps_what_they_did() -> None:
    case = moment(*until(MONITORED), LEFT).the_case
    assert LEFT.__struct_fields__ == ("on", "word_of", "replaces", "process", "person")
    assert case.person(COLE) is not None
    assert case.agreement.signatures
    assert Closing() == case.closing
