"""An indirect process: agreed words are carried between people who do not meet (R22)."""

import pytest
from msgspec.structs import replace

from rjdesk.process.agreement.derived import to_agree
from rjdesk.process.circle.events import CircleEndedEarly
from rjdesk.process.context import RuleContext
from rjdesk.process.counts.derived import held
from rjdesk.process.followup.derived import follow_up_day
from rjdesk.process.followup.events import FollowUpClosed
from rjdesk.process.followup.rules import no_follow_up_ends_before_its_day
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.further_steps.rules import a_party_asks_about_what_came_of_it
from rjdesk.process.indirect import rules as indirect
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried, MessageWithdrawn
from rjdesk.process.kernel.event import Entry, EntryId, Event, RecordedByMistake
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.preparation.events import ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.rules import may_be_set_aside, rule_on
from rjdesk.process.sexual_harm.events import SexualHarmFlagged
from rjdesk.process.sexual_harm.rules import the_affected_party_asks_for_it as asks
from rjdesk.process.taking_part.events import ConsentWithdrawn, ProcessEnded
from rjdesk.process.taking_part.state import Ending
from tests.process.stories import (
    ANH,
    CIRCLE_DONE,
    COLE,
    DANA,
    DAY,
    MATEO,
    MINH,
    MONITORED,
    PRIYA,
    REED,
    START,
    Told,
    accepts,
    by,
    case_after,
    decided,
    lacking,
    meets,
    moment,
    named,
    proposed,
    released,
    scheduled,
    started,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses

OFFERED = replace(REED, indirect=True)
CHOSEN = ProcessChosen(on=DAY, kind=ProcessType.INDIRECT)
READY = (*until(scheduled()), *by(PRIYA, CHOSEN))
FROM_ANH = MessageAgreed(on=DAY, message="m", sender=ANH, receiver=COLE, text="It hurt.")
CARRIED = MessageCarried(on=DAY, message="m", medium="read aloud")
BACK = MessageWithdrawn(on=DAY, message="m")
TOLD = (*READY, FROM_ANH, CARRIED)
FROM_COLE = replace(FROM_ANH, message="n", sender=COLE, receiver=ANH)
EARLIER = DAY.replace(day=1)
ENDED = ProcessEnded(on=DAY, ending=Ending.PURPOSE_MET)

OFFER = indirect.it_is_chosen_where_it_is_offered
MEET = indirect.nobody_meets_in_it
WORDS = indirect.the_words_are_somebodys
CARRY = indirect.what_is_carried_was_agreed
HARM = indirect.harm_is_told_before_the_agreement
KEEPS = indirect.what_was_carried_was_agreed_to
MISTAKE = RecordedByMistake(on=DAY, replaces=EntryId("e0"))
ALONE = indirect.one_side_alone_agrees_on_nothing
STAY = indirect.agreed_words_stay

AGAIN = replace(FROM_ANH, on=DAY, replaces=EntryId("e0"))
BOTH_WAYS = (*TOLD, FROM_COLE, replace(CARRIED, message="n"))


def correcting(wrong: Event, *told: Told) -> RuleContext:
    """Return a moment at which an entry is put right."""
    entry = Entry(id=EntryId("e0"), event=wrong, by=PRIYA, at=START)
    return replace(moment(*told), corrected=entry)


TABLE: tuple[Row, ...] = (
    allows(OFFER, "a programme offers it", CHOSEN, moment(*until(scheduled()), programme=OFFERED)),
    allows(OFFER, "another kind", replace(CHOSEN, kind=ProcessType.CONFERENCE), moment(*READY)),
    refuses(OFFER, "a programme does not", CHOSEN, moment(*until(scheduled())), "offers no"),
    refuses(
        OFFER, "with one side", replace(CHOSEN, people=(ANH,)),
        moment(*until(scheduled()), programme=OFFERED), "each side",
    ),
    refuses(
        OFFER, "in the open", replace(CHOSEN, confidential=False),
        moment(*until(scheduled()), programme=OFFERED), "confidential",
    ),
    allows(MEET, "in a Conference", started(), moment(*until(scheduled()))),
    refuses(MEET, "a circle in it", started(), moment(*READY), "nobody meets"),
    refuses(MEET, "an appointment in it", scheduled(), moment(*READY), "nobody meets"),
    refuses(MEET, "both sides in a pre-meeting", meets("m9", ANH, COLE), moment(*READY),
            "nobody meets"),
    allows(MEET, "a pre-meeting with one", meets("m9", COLE), moment(*READY)),
    allows(WORDS, "from one to another", FROM_ANH, moment(*READY)),
    refuses(WORDS, "in a Conference", FROM_ANH, moment(*until(scheduled())), "not held"),
    refuses(WORDS, "no words", replace(FROM_ANH, text=" "), moment(*READY), "What is to be"),
    refuses(WORDS, "to themself", replace(FROM_ANH, receiver=ANH), moment(*READY), "For whom"),
    refuses(WORDS, "a second time", FROM_ANH, moment(*READY, FROM_ANH), "here already"),
    refuses(
        WORDS, "to who does not want to", FROM_ANH, moment(*READY, willing(COLE, Answer.NO)),
        "takes part any longer",
    ),
    refuses(
        WORDS, "to who was not met", FROM_ANH,
        moment(*lacking(READY, willing(COLE))), "has not said yes",
    ),
    allows(CARRY, "what was agreed", CARRIED, moment(*READY, FROM_ANH)),
    allows(CARRY, "what is not wanted any more", BACK, moment(*READY, FROM_ANH)),
    refuses(CARRY, "other words", CARRIED, moment(*READY), "Nobody has agreed"),
    refuses(CARRY, "twice", CARRIED, moment(*TOLD), "was carried on"),
    refuses(CARRY, "called back", BACK, moment(*TOLD), "was carried on"),
    refuses(CARRY, "before that", replace(CARRIED, on=EARLIER), moment(*READY, FROM_ANH), "agreed"),
    refuses(CARRY, "in no way", replace(CARRIED, medium=" "), moment(*READY, FROM_ANH), "How was"),
    refuses(CARRY, "where people meet since", CARRIED,
            moment(*READY, FROM_ANH, replace(CHOSEN, kind=ProcessType.CONFERENCE)), "not held by"),
    allows(STAY, "the day is put right", replace(AGAIN, on=EARLIER), correcting(FROM_ANH, *TOLD)),
    refuses(STAY, "other words", replace(AGAIN, text="Nothing."), correcting(FROM_ANH, *TOLD),
            "as they stood"),
    refuses(STAY, "to another", replace(AGAIN, receiver=DANA), correcting(FROM_ANH, *TOLD),
            "as they stood"),
    refuses(STAY, "from the other side", replace(AGAIN, sender=COLE, receiver=ANH),
            correcting(FROM_ANH, *TOLD), "as they stood"),
    refuses(STAY, "under another's id", replace(AGAIN, message="n"), correcting(FROM_ANH, *TOLD),
            "as they stood"),
    allows(STAY, "how it was carried", replace(CARRIED, medium="as a letter"),
           correcting(CARRIED, *TOLD)),
    refuses(STAY, "another was carried", replace(CARRIED, message="n"), correcting(CARRIED, *TOLD),
            "as they stood"),
    allows(KEEPS, "not carried yet", MISTAKE, correcting(FROM_ANH, *READY, FROM_ANH)),
    refuses(KEEPS, "it was carried", MISTAKE, correcting(FROM_ANH, *TOLD), "was carried on"),
    refuses(
        CARRY, "after they left", CARRIED, moment(*READY, FROM_ANH, willing(COLE, Answer.NO)),
        "has not said yes",
    ),
    allows(ALONE, "both are there", proposed("a"), moment(*TOLD)),
    allows(ALONE, "where people meet", proposed("a"), moment(*until(proposed("a")))),
    refuses(ALONE, "one side has left", proposed("a"),
            moment(*TOLD, ConsentWithdrawn(on=DAY, person=COLE)), "takes part any longer"),
    allows(HARM, "it was told", proposed("a"), moment(*TOLD)),
    allows(HARM, "in a circle", proposed("a"), moment(*until(proposed("a")))),
    refuses(HARM, "not carried yet", proposed("a"), moment(*READY, FROM_ANH), "was carried"),
    refuses(HARM, "from the other side alone", proposed("a"),
            moment(*READY, FROM_COLE, replace(CARRIED, message="n")), "Nothing was carried"),
    refuses(HARM, "to who came with them", proposed("a"),
            moment(*READY, replace(FROM_ANH, receiver=MINH), CARRIED), "Nothing was carried"),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_an_indirect_process_say(row: Row) -> None:
    judge(row)


def test_who_signs_says_yes_by_signing_and_both_are_heard_before_it_counts_as_held() -> None:
    one = case_after(*TOLD)
    assert to_agree(one) == ()
    assert not held(one)
    assert held(case_after(*BOTH_WAYS))
    to_support = (replace(FROM_COLE, receiver=DANA), replace(CARRIED, message="n"))
    assert not held(case_after(*TOLD, *to_support)), "it did not reach the other side"
    assert held(case_after(*TOLD, MONITORED)), "an agreement is an answer too"


def test_what_was_held_stays_held_whatever_is_chosen_next() -> None:
    assert held(case_after(*BOTH_WAYS, replace(CHOSEN, kind=ProcessType.CONFERENCE)))
    assert held(case_after(*until(CIRCLE_DONE), *by(PRIYA, CIRCLE_DONE, CHOSEN)))


def test_it_is_followed_up_once_something_came_of_it() -> None:
    after = FollowUpKind.AFTER_PROCESS
    assert follow_up_day(case_after(*BOTH_WAYS), after, 6) is None
    assert follow_up_day(case_after(*BOTH_WAYS, MONITORED), after, 6) == DAY
    assert follow_up_day(case_after(*BOTH_WAYS, ENDED), after, 6) == DAY
    early = FollowUpClosed(on=DAY, kind=after, person=ANH, closed=Ended.HELD)
    (missing,) = no_follow_up_ends_before_its_day.rule_on(early, moment(*BOTH_WAYS)).missing
    assert missing.what == "Nothing has come of the messages yet."


def test_what_they_want_to_say_is_carried_before_anybody_comes_back_to_it() -> None:
    asks_back = ReaddressAsked(on=DAY, person=ANH)
    (missing,) = a_party_asks_about_what_came_of_it.rule_on(asks_back, moment(*TOLD)).missing
    assert missing.act == "message-agreed"
    assert a_party_asks_about_what_came_of_it.rule_on(asks_back, moment(*TOLD, ENDED)).met


def test_where_nobody_meets_no_appointment_stands() -> None:
    arranged = (*until(scheduled()), *by(PRIYA, scheduled()))
    assert case_after(*arranged).preparation.starts_at is not None
    meets_again = replace(CHOSEN, kind=ProcessType.CONFERENCE)
    for told in ((*arranged, CHOSEN), (*arranged, CHOSEN, meets_again)):
        assert case_after(*told).preparation.starts_at is None


def test_what_was_put_down_in_a_circle_is_ticked_by_who_was_there() -> None:
    circle = (*until(proposed("a")), CircleEndedEarly(on=DAY), *by(PRIYA, CHOSEN))
    assert set(to_agree(case_after(*circle))) >= {ANH, COLE}


@pytest.mark.parametrize("event", [FROM_ANH, CARRIED], ids=["agreed", "carried"])
@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("RC-060", (replace(accepts(COLE, PRIYA), accepted=False),)),
        ("RC-051", (decided(eligible=False),)),
        ("RC-045", (released(MATEO),)),
        ("RC-SD1-1", (replace(willing(COLE), able=False),)),
        ("RC-171", (named(MINH, Part.AFFECTED), ConsentWithdrawn(on=DAY, person=MINH))),
    ],
)
def test_what_is_asked_before_people_meet_is_asked_before_anything_is_carried(
    rule: str, told: tuple[Told, ...], event: Event
) -> None:
    def refusing(at: RuleContext) -> set[str]:
        return {ruling.rule for ruling in rule_on(event, at) if not ruling.met}

    ready = (*READY, *until_carried(event))
    assert not refusing(moment(*ready, programme=OFFERED))
    assert rule in refusing(moment(*ready, *told, programme=OFFERED))


def until_carried(event: Event) -> tuple[Told, ...]:
    """Return what comes before an act of the message."""
    return () if event is FROM_ANH else (FROM_ANH,)


def test_what_is_withdrawn_is_not_here_any_more() -> None:
    assert case_after(*READY, FROM_ANH, BACK).messages == ()


def test_where_it_is_about_sexual_harm_the_affected_party_alone_asks_for_it() -> None:

    flagged = (*READY, SexualHarmFlagged(on=DAY))
    assert not asks.rule_on(FROM_ANH, moment(*flagged)).met
    assert asks.rule_on(FROM_ANH, moment(*READY)).met


def test_no_rule_is_set_aside_for_messages_that_a_programme_does_not_carry() -> None:
    def messages(programme: Programme) -> set[str]:
        acts = {MessageAgreed.tag, MessageCarried.tag}
        return {rule for rule, tag, _role in may_be_set_aside(programme) if tag in acts}

    assert messages(REED) == set()
    assert messages(OFFERED) == {"RC-045", "RC-051"}
