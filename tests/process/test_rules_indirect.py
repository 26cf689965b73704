"""An indirect process: agreed words are carried between people who do not meet (R22)."""

import pytest
from msgspec.structs import replace

from rjdesk.process.agreement.derived import to_agree
from rjdesk.process.counts.derived import held
from rjdesk.process.followup.derived import follow_up_day
from rjdesk.process.followup.state import FollowUpKind
from rjdesk.process.indirect import rules as indirect
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried, MessageWithdrawn
from rjdesk.process.people.state import Answer
from rjdesk.process.preparation.events import ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.sexual_harm.events import SexualHarmFlagged
from rjdesk.process.sexual_harm.rules import the_affected_party_asks_for_a_conference as asks
from tests.process.stories import (
    ANH,
    COLE,
    DAY,
    PRIYA,
    REED,
    by,
    case_after,
    lacking,
    moment,
    proposed,
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

OFFER = indirect.it_is_chosen_where_it_is_offered
MEET = indirect.nobody_meets_in_it
WORDS = indirect.the_words_are_somebodys
CARRY = indirect.what_is_carried_was_agreed
HARM = indirect.harm_is_told_before_the_agreement

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
    allows(WORDS, "from one to another", FROM_ANH, moment(*READY)),
    refuses(WORDS, "in a Conference", FROM_ANH, moment(*until(scheduled())), "not held"),
    refuses(WORDS, "no words", replace(FROM_ANH, text=" "), moment(*READY), "What is to be"),
    refuses(WORDS, "to themself", replace(FROM_ANH, receiver=ANH), moment(*READY), "For whom"),
    refuses(WORDS, "a second time", FROM_ANH, moment(*READY, FROM_ANH), "here already"),
    refuses(
        WORDS, "to who does not want to", FROM_ANH, moment(*READY, willing(COLE, Answer.NO)),
        "has not said yes",
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
    refuses(
        CARRY, "after they left", CARRIED, moment(*READY, FROM_ANH, willing(COLE, Answer.NO)),
        "has not said yes",
    ),
    allows(HARM, "it was told", proposed("a"), moment(*TOLD)),
    allows(HARM, "in a circle", proposed("a"), moment(*until(proposed("a")))),
    refuses(HARM, "not carried yet", proposed("a"), moment(*READY, FROM_ANH), "was carried"),
    refuses(HARM, "from the other side alone", proposed("a"),
            moment(*READY, FROM_COLE, replace(CARRIED, message="n")), "Nothing was carried"),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_an_indirect_process_say(row: Row) -> None:
    judge(row)


def test_who_signs_says_yes_by_signing_and_both_are_heard_before_it_counts_as_held() -> None:
    one = case_after(*TOLD)
    assert to_agree(one) == ()
    assert not held(one)
    both = case_after(*TOLD, FROM_COLE, replace(CARRIED, message="n"))
    assert held(both)
    assert follow_up_day(both, FollowUpKind.AFTER_PROCESS, 6) == DAY


def test_what_is_withdrawn_is_not_here_any_more() -> None:
    assert case_after(*READY, FROM_ANH, BACK).messages == ()


def test_where_it_is_about_sexual_harm_the_affected_party_alone_asks_for_it() -> None:

    flagged = (*READY, SexualHarmFlagged(on=DAY))
    assert not asks.rule_on(FROM_ANH, moment(*flagged)).met
    assert asks.rule_on(FROM_ANH, moment(*READY)).met
