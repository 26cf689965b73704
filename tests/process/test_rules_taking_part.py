import pytest

from rjdesk.process.circle.events import CircleEndedEarly
from rjdesk.process.closing.state import Closing
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.taking_part import rules as interruption
from rjdesk.process.taking_part.events import (
    AlternativesPresented,
    ConsentWithdrawn,
    ProcessDissolved,
    ProcessEnded,
    RemainingPartyChose,
    SupportOffered,
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
    STORY,
    STRANGER,
    by,
    entered,
    moment,
    named,
    printed,
    scheduled,
    started,
    turn,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses

PRESENTED = AlternativesPresented(on=DAY, options=("a circle for one party",))
LEFT = ConsentWithdrawn(on=DAY, person=COLE)
MINH_LEFT = ConsentWithdrawn(on=DAY, person=MINH)
SUPPORTED = SupportOffered(on=DAY, person=MINH)
DISSOLVED = ProcessDissolved(on=DAY, person=ANH)
ENDED = ProcessEnded(on=DAY, ending=Ending.DISCONTINUED)
PURPOSE_MET = ProcessEnded(on=DAY, ending=Ending.PURPOSE_MET)
SECOND = named(STRANGER, Part.RESPONSIBLE, affiliation=Affiliation.FACULTY)
BEFORE = until(started())
THREE = (*BEFORE, *by(MATEO, SECOND, willing(STRANGER), LEFT))

SHOWN = interruption.alternatives_are_presented
NAMED = interruption.an_alternative_is_named
DISSOLVE = interruption.primary_parties_dissolve
STAYS = interruption.what_is_dissolved_stays_so
GO_ON = interruption.those_who_remain_choose_to_go_on
SIDES = interruption.a_conference_needs_both_sides
SUPPORT = interruption.who_left_is_supported
IN_FORCE = interruption.an_agreement_in_force_is_not_passed_over


def chose(*, go_on: bool) -> RemainingPartyChose:
    return RemainingPartyChose(on=DAY, person=ANH, go_on=go_on)


ALSO = RemainingPartyChose(on=DAY, person=STRANGER, go_on=True)

TABLE: tuple[Row, ...] = (
    allows(SHOWN, "nobody declined", ENDED, moment(*BEFORE)),
    allows(SHOWN, "alternatives were presented", ENDED, moment(*BEFORE, LEFT, PRESENTED)),
    refuses(SHOWN, "nothing was presented", ENDED, moment(*BEFORE, LEFT), "alternatives"),
    refuses(SHOWN, "closing without them", CLOSED, moment(*BEFORE, LEFT), "alternatives"),
    allows(NAMED, "one alternative", PRESENTED, moment(*BEFORE, LEFT)),
    refuses(
        NAMED,
        "a blank one",
        AlternativesPresented(on=DAY, options=(" ",)),
        moment(*BEFORE),
        "Which",
    ),
    allows(DISSOLVE, "a Primary Party", DISSOLVED, moment(*BEFORE)),
    refuses(
        DISSOLVE,
        "a Supporting Party",
        ProcessDissolved(on=DAY, person=MINH),
        moment(*BEFORE),
        "by a Primary Party",
    ),
    allows(STAYS, "a process under way", scheduled(), moment(*BEFORE)),
    refuses(STAYS, "scheduling", scheduled(), moment(*BEFORE, DISSOLVED), "dissolved"),
    refuses(STAYS, "starting", started(), moment(*BEFORE, DISSOLVED), "dissolved"),
    refuses(
        STAYS,
        "printing what was drafted",
        printed(1, "a"),
        moment(*until(printed(1, "a", "b")), DISSOLVED),
        "dissolved",
    ),
    allows(GO_ON, "nobody left", started(), moment(*BEFORE)),
    allows(GO_ON, "all who remain chose to", started(), moment(*THREE, chose(go_on=True), ALSO)),
    refuses(GO_ON, "nobody was asked", started(), moment(*THREE), "has not chosen"),
    refuses(GO_ON, "one says no", scheduled(), moment(*THREE, chose(go_on=False), ALSO), "Anh"),
    allows(SIDES, "both sides are there", entered(4), moment(*until(entered(4)))),
    allows(
        SIDES, "ending with dignity", CircleEndedEarly(on=DAY), moment(*until(entered(4)), LEFT)
    ),
    refuses(SIDES, "one side has left", entered(4), moment(*until(entered(4)), LEFT), "one side"),
    refuses(SIDES, "another turn", turn(ANH), moment(*until(CIRCLE_DONE), LEFT), "one side"),
    allows(SUPPORT, "whoever left was supported", CLOSED, moment(*STORY, MINH_LEFT, SUPPORTED)),
    refuses(SUPPORT, "nobody asked after them", CLOSED, moment(*STORY, MINH_LEFT), "Minh left"),
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
