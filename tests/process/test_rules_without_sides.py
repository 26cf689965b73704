"""Circles without sides: nobody is met before, who comes says yes, rounds of their own (A29)."""

from datetime import date

import pytest
from msgspec.structs import replace

from rjdesk.process.accountability import rules as accountability
from rjdesk.process.accountability.events import ServiceAskedAfter, ServiceConnected
from rjdesk.process.circle import rules as circle
from rjdesk.process.circle.events import CircleEndedEarly, RoundEntered
from rjdesk.process.context import RuleContext
from rjdesk.process.kernel.event import Entry, EntryId
from rjdesk.process.kernel.programme import RoundKind
from rjdesk.process.people.state import Answer, Part, ReadHow
from rjdesk.process.premeeting import rules as premeeting
from rjdesk.process.premeeting.events import DialogueAgreementSigned
from rjdesk.process.preparation import rules as preparation
from rjdesk.process.preparation.events import ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.events import ConsentWithdrawn
from tests.process.stories import (
    ANH,
    ANH_NAMED,
    COLE,
    COLE_NAMED,
    DAY,
    IMANI,
    OPENED,
    PARTNERS,
    PRIYA,
    REED,
    START,
    Told,
    assigned,
    by,
    case_after,
    contact,
    moment,
    named,
    proposed,
    scheduled,
    started,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses


def chosen(kind: ProcessType, **more: object) -> ProcessChosen:
    """Return that a kind of meeting is chosen."""
    return ProcessChosen(on=DAY, kind=kind, **more)  # type: ignore[arg-type]


def told(kind: ProcessType, *people: Told) -> tuple[Told, ...]:
    """Return a case of some people in which a kind of meeting is chosen."""
    return (*by(IMANI, OPENED, *people, assigned(PRIYA)), chosen(kind))  # type: ignore[arg-type]


GUESTS = (named(ANH, Part.PARTICIPANT, initiating=True), named(COLE, Part.PARTICIPANT))
OPEN = told(ProcessType.COMMUNITY_CIRCLE, *GUESTS)
HARM = told(ProcessType.HARM_CIRCLE, *GUESTS)
PARTIES = told(ProcessType.SUPPORT_CIRCLE, ANH_NAMED, COLE_NAMED)
BACK = chosen(ProcessType.RE_ENTRY_CIRCLE, held_for=ANH)
FOR_ANH = (*OPEN, BACK)
DOOR = DialogueAgreementSigned(on=DAY, person=ANH, meeting="", read_how=ReadHow.BY_THEMSELF)
DOORS = (DOOR, replace(DOOR, person=COLE))
COUNSEL = ServiceConnected(on=DAY, person=ANH, service="counselling")
GOES = ServiceAskedAfter(on=DAY, person=ANH, service="counselling", goes_on=True)

FIRST = premeeting.initiators_are_met_first
ORDER = premeeting.a_pre_meeting_keeps_its_order
WANTED = preparation.everybody_on_the_roster_wants_to_be_there
MET = preparation.every_pre_meeting_is_complete
AGREE = preparation.everybody_agrees_before_a_time_is_set
SIGNED = preparation.everybody_on_the_roster_has_signed
ROUNDS = circle.the_round_is_one_of_the_programme
FOR = accountability.a_re_entry_circle_is_held_for_somebody
SERVICES = accountability.services_are_for_whom_a_circle_is_held

BOUND = circle.nobody_is_bound_without_sides
THERE = accountability.whoever_comes_back_is_there
STAYS = preparation.nothing_is_chosen_in_a_circle
KIND = preparation.a_circle_without_sides_has_none
SUPPORT = chosen(ProcessType.SUPPORT_CIRCLE)
STOPPED = CircleEndedEarly(on=DAY)


def correcting(wrong: Told, *told: Told) -> RuleContext:
    """Return a moment in which an event is about to be put right."""
    assert isinstance(wrong, ProcessChosen)
    entry = Entry(id=EntryId("w"), event=wrong, by=PRIYA, at=START)
    return replace(moment(*told), corrected=entry)


TABLE: tuple[Row, ...] = (
    allows(FIRST, "who comes to a circle without sides", contact(COLE), moment(*OPEN)),
    refuses(FIRST, "another circle", contact(COLE), moment(*HARM), "has not been met yet"),
    refuses(FIRST, "a support circle of parties", contact(COLE), moment(*PARTIES), "not been met"),
    allows(ORDER, "signed at the door", DOOR, moment(*OPEN)),
    refuses(ORDER, "at the door of another circle", DOOR, moment(*HARM), "in a pre-meeting"),
    refuses(
        ORDER, "in a meeting that is not there", replace(DOOR, meeting="m9"), moment(*OPEN),
        "has not begun",
    ),
    allows(WANTED, "who comes has said yes", started(ANH, COLE), moment(*OPEN)),
    refuses(
        WANTED, "who said no comes to no circle", started(ANH),
        moment(*OPEN, willing(ANH, Answer.NO)), "has not said yes",
    ),
    refuses(WANTED, "another circle without a yes", started(ANH), moment(*HARM), "not said yes"),
    allows(MET, "a circle without sides", started(ANH), moment(*OPEN)),
    refuses(MET, "a circle about harm", started(ANH), moment(*HARM), "is not complete"),
    allows(AGREE, "to a circle without sides", scheduled(ANH), moment(*OPEN, programme=PARTNERS)),
    refuses(
        AGREE, "to a circle about harm", scheduled(ANH), moment(*HARM, programme=PARTNERS),
        "has not agreed",
    ),
    allows(SIGNED, "all signed at the door", started(ANH, COLE), moment(*OPEN, *DOORS)),
    refuses(SIGNED, "one did not sign", started(ANH, COLE), moment(*OPEN, DOOR), "everybody"),
    allows(ROUNDS, "the fourth of a re-entry circle", RoundEntered(on=DAY, round=4),
           moment(*FOR_ANH, started(ANH))),
    refuses(ROUNDS, "a fifth of a re-entry circle", RoundEntered(on=DAY, round=5),
            moment(*FOR_ANH, started(ANH)), "There are 4 rounds"),
    allows(FOR, "who comes back", BACK, moment(*OPEN)),
    allows(FOR, "a support circle for somebody", replace(BACK, kind=ProcessType.SUPPORT_CIRCLE),
           moment(*OPEN)),
    allows(FOR, "a support circle for all", chosen(ProcessType.SUPPORT_CIRCLE), moment(*OPEN)),
    refuses(FOR, "nobody comes back", replace(BACK, held_for=None), moment(*OPEN), "For whom"),
    refuses(
        FOR, "a community circle for one", replace(BACK, kind=ProcessType.COMMUNITY_CIRCLE),
        moment(*OPEN), "nobody in particular",
    ),
    allows(SERVICES, "who comes back", COUNSEL, moment(*FOR_ANH)),
    allows(SERVICES, "asked how it goes", GOES, moment(*FOR_ANH, COUNSEL)),
    refuses(SERVICES, "another", replace(COUNSEL, person=COLE), moment(*FOR_ANH), "No circle"),
    refuses(SERVICES, "asked after what is not known", GOES, moment(*FOR_ANH), "not connected"),
    refuses(
        SERVICES, "asked before", replace(GOES, on=date(2020, 1, 1)), moment(*FOR_ANH, COUNSEL),
        "since",
    ),
    allows(SIGNED, "an appointment before they sign", scheduled(ANH, COLE), moment(*OPEN)),
    allows(BOUND, "a Conference", proposed("a"), moment(*until(proposed("a")))),
    refuses(BOUND, "in a community circle", proposed("a"), moment(*OPEN), "Nobody is bound"),
    allows(THERE, "who comes back is here", started(ANH, COLE), moment(*FOR_ANH)),
    allows(THERE, "a community circle", started(COLE), moment(*OPEN)),
    refuses(THERE, "without who comes back", started(COLE), moment(*FOR_ANH), "is not here"),
    refuses(
        FOR, "who left already", BACK, moment(*OPEN, ConsentWithdrawn(on=DAY, person=ANH)),
        "does not come",
    ),
    refuses(
        SERVICES, "who left, and wants no contact", COUNSEL,
        moment(*FOR_ANH, ConsentWithdrawn(on=DAY, person=ANH)), "has left",
    ),
    allows(STAYS, "before a circle", BACK, moment(*OPEN)),
    allows(STAYS, "after a circle", BACK, moment(*OPEN, started(ANH), STOPPED)),
    refuses(STAYS, "in a circle", BACK, moment(*OPEN, started(ANH)), "under way"),
    refuses(
        STAYS, "what was held is put otherwise", BACK,
        correcting(OPEN[-1], *OPEN, started(ANH), STOPPED), "was held as",
    ),
    allows(KIND, "with one side", replace(SUPPORT, people=(ANH,)), moment(*PARTIES)),
    allows(KIND, "without parties", SUPPORT, moment(*OPEN)),
    allows(KIND, "a circle about harm", chosen(ProcessType.HARM_CIRCLE), moment(*PARTIES)),
    refuses(KIND, "with both sides", SUPPORT, moment(*PARTIES), "each side"),
    refuses(KIND, "both sides were named later", started(ANH), moment(*PARTIES), "each side"),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_a_circle_without_sides_goes_by_its_own_ways(row: Row) -> None:
    judge(row)


def test_a_circle_goes_by_the_rounds_of_its_kind_and_the_usual_cards() -> None:
    usual = REED.rounds_of(ProcessType.CONFERENCE.value)
    community = REED.rounds_of(ProcessType.COMMUNITY_CIRCLE.value)
    assert [known.kind for known in community.all] == [
        RoundKind.INTRODUCTION,
        RoundKind.TALK,
        RoundKind.QUESTIONS,
        RoundKind.TALK,
        RoundKind.CLOSING,
    ]
    assert community.at(1).cards == usual.at(1).cards
    assert not community.number_of(RoundKind.AGREEMENT)
    assert PARTNERS.rounds_of(ProcessType.COMMUNITY_CIRCLE.value) == PARTNERS.rounds_of("")


def test_a_circle_that_began_as_one_kind_keeps_its_rounds() -> None:
    again = case_after(*OPEN, started(ANH), STOPPED, chosen(ProcessType.HARM_CIRCLE))
    assert again.kind_of_circle == ProcessType.COMMUNITY_CIRCLE.value


def test_a_service_that_has_ended_is_not_asked_after_again() -> None:
    ended = case_after(*FOR_ANH, COUNSEL, replace(GOES, goes_on=False))
    (service,) = ended.one_party.services
    assert (service.asked, service.goes_on) == (DAY, False)
    told_again = (*FOR_ANH, COUNSEL, replace(GOES, goes_on=False), COUNSEL)
    (again,) = case_after(*told_again).one_party.services
    assert (again.asked, again.goes_on) == (None, True)
