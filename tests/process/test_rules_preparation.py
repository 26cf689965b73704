from datetime import datetime

import pytest
from msgspec.structs import replace

from rjdesk.process.circle.events import QuestionAdded
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.preparation import rules as conference
from rjdesk.process.preparation.derived import seeks_facts
from rjdesk.process.preparation.events import ProcessChosen, QuestionsWritten, ReasonWritten
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.referral.events import GuardianConsented, MinorNoted
from rjdesk.process.taking_part.events import ConsentWithdrawn, WillingnessStated
from tests.process.stories import (
    ANH,
    CHOSEN,
    CIRCLE_DONE,
    COLE,
    DAY,
    EWA,
    HARM_QUESTION,
    IMANI,
    MATEO,
    MINH,
    NEED_QUESTION,
    PARTNERS,
    PRIYA,
    QUESTIONS,
    REASON,
    SEATS,
    STRANGER,
    asked,
    assigned,
    by,
    completed,
    decided,
    dialogue_signed,
    done,
    lacking,
    moment,
    named,
    proposed,
    released,
    scheduled,
    started,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses, warns

READY = until(scheduled())
SITTING = until(started())
ASKING = until(asked("q1"))
DOOR = Question(id="q0", text="Who left the door unlocked?")


def chosen(kind: ProcessType) -> ProcessChosen:
    return ProcessChosen(on=DAY, kind=kind)


def written(*questions: Question) -> QuestionsWritten:
    return QuestionsWritten(on=DAY, questions=questions)


def not_able(person: PersonId) -> WillingnessStated:
    return replace(willing(person), able=False)


COLE_CANNOT = (*READY, *by(PRIYA, not_able(COLE)))
ONE_FACILITATOR = lacking(READY, assigned(MATEO))
COLE_DECLINED = (*ONE_FACILITATOR, *by(PRIYA, willing(COLE, Answer.NO)))
SUPPORT_CIRCLE = (*READY, *by(PRIYA, chosen(ProcessType.SUPPORT_CIRCLE)))

TWO = conference.both_parties_need_two_facilitators
TOGETHER = conference.a_conference_brings_all_primary_parties_together
WANTED = conference.everybody_on_the_roster_wants_to_be_there
ABLE = conference.every_party_is_able_to_be_there
SIGNED = conference.everybody_on_the_roster_has_signed
ELIGIBLE = conference.the_case_is_found_eligible_first
MET = conference.every_pre_meeting_is_complete
REASONED = conference.the_reason_is_written
QUESTION = conference.a_guiding_question_is_written
KNOWN = conference.only_known_questions_are_asked
HARM = conference.harm_comes_first
FEELINGS = conference.questions_ask_for_feelings_needs_and_requests

CONFIDENTIAL = conference.a_conference_is_confidential
KEPT = conference.an_appointment_can_be_kept
WITH_PARTIES = conference.it_is_held_with_primary_parties
CAME_FOR = conference.whoever_is_there_came_for_somebody_who_is
SEATED = conference.only_who_has_a_turn_has_a_seat
WORDS = conference.a_question_asks_something
ANH_LEFT = (*SITTING, *by(PRIYA, ConsentWithdrawn(on=DAY, person=ANH)))
MINH_WITH_COLE = named(MINH, Part.SUPPORTING, invited_by=COLE, purpose="support")
INTERPRETS = named(STRANGER, Part.INTERPRETER, invited_by=ANH)
THREE_FACILITATORS = (*READY, *by(IMANI, assigned(EWA)))
MET_ONCE = (*until(CIRCLE_DONE), *by(PRIYA, CIRCLE_DONE), *by(IMANI, released(MATEO)))
OPEN_CIRCLE = ProcessChosen(on=DAY, kind=ProcessType.SUPPORT_CIRCLE, confidential=False)
WITH_ANH = ProcessChosen(on=DAY, kind=ProcessType.SUPPORT_CIRCLE, people=(ANH,))
UNDER_AGE = MinorNoted(on=DAY, person=COLE)
GUARDED = GuardianConsented(on=DAY, person=COLE, guardian="A parent", consents=True)

STAYS = conference.who_agrees_stays_named
WITHOUT_COLE = ProcessChosen(on=DAY, kind=ProcessType.HARM_CIRCLE, people=(ANH,))
FORMED = until(done("a"))

TABLE: tuple[Row, ...] = (
    allows(STAYS, "nothing is agreed on yet", WITHOUT_COLE, moment(*READY)),
    allows(STAYS, "all of them", replace(WITHOUT_COLE, people=(ANH, COLE)), moment(*FORMED)),
    allows(
        STAYS,
        "without who left",
        WITHOUT_COLE,
        moment(*FORMED, ConsentWithdrawn(on=DAY, person=COLE)),
    ),
    refuses(STAYS, "without who is bound", WITHOUT_COLE, moment(*FORMED), "what is agreed on"),
    refuses(
        STAYS,
        "before it is signed",
        WITHOUT_COLE,
        moment(*until(proposed("b"))),
        "what is agreed on",
    ),
    allows(KEPT, "today in a room", scheduled(), moment(*READY)),
    *(
        refuses(KEPT, what, replace(scheduled(), **changed), moment(*READY), told)
        for what, changed, told in (
            ("before the request", {"starts_at": datetime(1, 1, 1)}, "was received"),
            ("in another age", {"starts_at": datetime(9999, 1, 1)}, "years away"),
            ("no minutes", {"minutes": -5}, "from one minute"),
            ("more than a day", {"minutes": 1441}, "from one minute"),
            ("nowhere", {"place": " \u200b"}, "Where is it?"),
        )
    ),
    allows(CONFIDENTIAL, "a circle that is open", OPEN_CIRCLE, moment(*READY)),
    refuses(
        CONFIDENTIAL,
        "a Conference that is open",
        replace(CHOSEN, confidential=False),
        moment(*READY),
        "is confidential",
    ),
    allows(WITH_PARTIES, "one of the parties", WITH_ANH, moment(*READY)),
    refuses(
        WITH_PARTIES,
        "somebody in support",
        replace(WITH_ANH, people=(MINH,)),
        moment(*READY),
        "Minh",
    ),
    allows(CAME_FOR, "support of somebody who is there", started(), moment(*SITTING)),
    allows(
        CAME_FOR,
        "another party invited them",
        started(COLE, MINH),
        moment(*ANH_LEFT, MINH_WITH_COLE),
    ),
    refuses(
        CAME_FOR,
        "support of somebody who left",
        started(COLE, MINH),
        moment(*ANH_LEFT),
        "Minh was invited by somebody",
    ),
    allows(SEATED, "everybody once", started(), moment(*SITTING)),
    refuses(
        SEATED,
        "an interpreter",
        started(*SEATS, STRANGER),
        moment(*SITTING, INTERPRETS),
        "has no turn",
    ),
    refuses(SEATED, "somebody twice", started(ANH, ANH), moment(*SITTING), "on the list twice"),
    allows(WORDS, "questions with words", QUESTIONS, moment(*READY)),
    refuses(
        WORDS,
        "a question without words",
        written(HARM_QUESTION, replace(NEED_QUESTION, text=" ")),
        moment(*READY),
        "has no words",
    ),
    refuses(
        TWO,
        "three are one too many",
        scheduled(),
        moment(*THREE_FACILITATORS),
        "2 facilitate together",
    ),
    allows(TWO, "one is enough after they have met", started(), moment(*MET_ONCE)),
    allows(
        TWO,
        "one is enough where it is held with one party",
        scheduled(ANH),
        moment(*ONE_FACILITATOR, WITH_ANH),
    ),
    allows(
        WANTED, "a minor with a guardian's yes", scheduled(), moment(*READY, UNDER_AGE, GUARDED)
    ),
    refuses(
        WANTED,
        "a minor without one",
        scheduled(),
        moment(*READY, UNDER_AGE),
        "no guardian has said",
    ),
    refuses(
        WANTED,
        "a minor with a guardian's no",
        scheduled(),
        moment(*READY, UNDER_AGE, replace(GUARDED, consents=False)),
        "no guardian has said",
    ),
    refuses(
        WANTED,
        "somebody with whom it is not held",
        scheduled(),
        moment(*READY, WITH_ANH),
        "not held with Cole",
    ),
    refuses(WANTED, "somebody who left", started(), moment(*ANH_LEFT), "any longer"),
    allows(TWO, "two facilitate when both sides go forward", scheduled(), moment(*READY)),
    allows(TWO, "one facilitates when one side declined", scheduled(ANH), moment(*COLE_DECLINED)),
    allows(
        TWO,
        "one suffices under a programme that says so",
        scheduled(),
        moment(*ONE_FACILITATOR, programme=PARTNERS),
    ),
    refuses(
        TWO,
        "one facilitates both sides",
        scheduled(),
        moment(*ONE_FACILITATOR),
        "2 co-facilitators are needed, and one is assigned.",
    ),
    refuses(
        TWO,
        "one begins the circle",
        started(),
        moment(*lacking(SITTING, assigned(MATEO))),
        "2 co-facilitators",
    ),
    allows(TOGETHER, "every Primary Party is on the roster", scheduled(), moment(*READY)),
    allows(
        TOGETHER, "a support circle without the other side", scheduled(ANH), moment(*SUPPORT_CIRCLE)
    ),
    refuses(
        TOGETHER,
        "a Primary Party is left off",
        scheduled(ANH),
        moment(*READY),
        "Cole is a Primary Party",
    ),
    refuses(
        TOGETHER,
        "a Primary Party does not come",
        started(ANH, MINH),
        moment(*SITTING),
        "Cole is a Primary Party",
    ),
    refuses(
        TOGETHER,
        "the kind of process is not chosen",
        scheduled(),
        moment(*lacking(READY, CHOSEN)),
        "has not been chosen",
    ),
    allows(WANTED, "everybody said yes", scheduled(), moment(*READY)),
    refuses(
        WANTED,
        "somebody is unsure",
        scheduled(),
        moment(*READY, willing(COLE, Answer.UNSURE)),
        "Cole has not said yes",
    ),
    refuses(
        WANTED,
        "somebody takes their yes back before the circle",
        started(),
        moment(*SITTING, willing(MINH, Answer.NO)),
        "Minh has not said yes",
    ),
    refuses(
        WANTED,
        "somebody was not asked",
        scheduled(),
        moment(*lacking(READY, willing(MINH))),
        "Minh has not said yes",
    ),
    allows(ABLE, "every party is able", scheduled(), moment(*READY)),
    allows(ABLE, "whoever is not able stays out of it", scheduled(ANH), moment(*COLE_CANNOT)),
    allows(
        ABLE,
        "somebody who was not asked yet",
        scheduled(),
        moment(*lacking(READY, willing(COLE))),
    ),
    allows(
        ABLE,
        "they are able again",
        scheduled(),
        moment(*COLE_CANNOT, willing(COLE)),
    ),
    allows(
        ABLE,
        "a Supporting Party, whom this rule does not bind",
        scheduled(),
        moment(*READY, not_able(MINH)),
    ),
    refuses(
        ABLE,
        "a party wants to and is not able",
        scheduled(),
        moment(*COLE_CANNOT),
        "Cole has told us that they are not able",
    ),
    refuses(
        ABLE,
        "the same before the circle",
        started(),
        moment(*SITTING, not_able(COLE)),
        "Cole has told us that they are not able",
    ),
    refuses(
        ABLE,
        "the same under a programme with a Director",
        scheduled(),
        moment(*COLE_CANNOT, programme=PARTNERS),
        "Cole has told us that they are not able",
    ),
    allows(SIGNED, "everybody signed", scheduled(), moment(*READY)),
    refuses(
        SIGNED,
        "whoever interprets has not",
        scheduled(),
        moment(*READY, INTERPRETS),
        "has not signed",
    ),
    refuses(
        SIGNED,
        "support did not sign",
        scheduled(),
        moment(*lacking(READY, dialogue_signed("m3", MINH))),
        "Minh has not signed",
    ),
    refuses(
        SIGNED,
        "support did not sign and sits down",
        started(),
        moment(*lacking(SITTING, dialogue_signed("m3", MINH))),
        "Minh has not signed",
    ),
    allows(ELIGIBLE, "both facilitators decided", scheduled(), moment(*READY)),
    refuses(
        ELIGIBLE,
        "nobody decided",
        scheduled(),
        moment(*lacking(READY, decided())),
        "not all decided",
    ),
    refuses(
        ELIGIBLE,
        "one decided otherwise",
        scheduled(),
        moment(*READY, decided(eligible=False)),
        "not all decided",
    ),
    allows(MET, "every pre-meeting is complete", started(), moment(*SITTING)),
    refuses(
        MET,
        "one is not",
        started(),
        moment(*lacking(SITTING, completed("m2"))),
        "pre-meeting with Cole",
    ),
    allows(REASONED, "the reason is written", started(), moment(*SITTING)),
    refuses(
        REASONED,
        "it is not",
        started(),
        moment(*lacking(SITTING, REASON)),
        "reason for this circle",
    ),
    refuses(
        REASONED,
        "it is blank",
        started(),
        moment(*SITTING, ReasonWritten(on=DAY, text=" ")),
        "reason for this circle",
    ),
    allows(QUESTION, "a guiding question is written", started(), moment(*SITTING)),
    refuses(
        QUESTION, "none is", started(), moment(*lacking(SITTING, QUESTIONS)), "No guiding question"
    ),
    allows(KNOWN, "a question written beforehand", asked("q1"), moment(*ASKING)),
    allows(
        KNOWN,
        "a question added in the circle",
        asked("q0"),
        moment(*ASKING, QuestionAdded(on=DAY, question=DOOR)),
    ),
    refuses(KNOWN, "a question nobody wrote", asked("q9"), moment(*ASKING), "not written down"),
    allows(HARM, "the harm is written first", QUESTIONS, moment(*READY)),
    allows(
        HARM,
        "needs are written first for a circle without sides",
        written(NEED_QUESTION),
        moment(*READY, OPEN_CIRCLE),
    ),
    allows(HARM, "the harm is asked first", asked("q1"), moment(*ASKING)),
    allows(HARM, "needs are asked later", asked("q2"), moment(*until(asked("q2")))),
    allows(HARM, "a circle begins with the harm", started(), moment(*SITTING)),
    refuses(
        HARM,
        "needs are written first",
        written(NEED_QUESTION, HARM_QUESTION),
        moment(*READY),
        "does not ask about the harm",
    ),
    refuses(
        HARM, "needs are asked first", asked("q2"), moment(*ASKING), "does not ask about the harm"
    ),
    refuses(
        HARM,
        "a circle begins with needs",
        started(),
        moment(*SITTING, written(NEED_QUESTION)),
        "does not ask about the harm",
    ),
    allows(FEELINGS, "a question about needs", written(NEED_QUESTION), moment(*READY)),
    warns(
        FEELINGS,
        "a question that looks for facts",
        written(HARM_QUESTION, DOOR),
        moment(*READY),
        "asks for facts",
    ),
    warns(
        FEELINGS,
        "such a question added in the circle",
        QuestionAdded(on=DAY, question=DOOR),
        moment(*ASKING),
        "asks for facts",
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_preparation_say(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Who started it?", True),
        ("WHY DID YOU do that?", True),
        ("Can you prove it?", True),
        ("What exactly happened that night?", True),
        ("What happened, and who was hurt by it?", False),
        ("What do you need now?", False),
        ("How has this been for you since?", False),
        ("What would improve things?", False),
    ],
)
def test_a_question_sounds_like_an_inquiry_or_it_does_not(text: str, *, facts: bool) -> None:
    assert seeks_facts(Question(id="q", text=text, about=About.NEEDS)) is facts


def test_everybody_missing_from_a_roster_is_named_one_by_one() -> None:
    told = lacking(READY, dialogue_signed("m3", MINH), dialogue_signed("m2", COLE))
    ruling = SIGNED.rule_on(scheduled(), moment(*told))
    assert [missing.who for missing in ruling.missing] == [("Minh",), ("Cole",)]


def test_a_longer_list_of_questions_takes_the_place_of_the_former() -> None:
    case = moment(*READY, written(HARM_QUESTION)).the_case
    assert case.preparation.questions == (HARM_QUESTION,)
