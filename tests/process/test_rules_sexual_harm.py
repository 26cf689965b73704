"""Cases of sexual harm: flagged, screened, who meets whom, ended for good (SD III)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.case import Follows
from rjdesk.process.circle.events import SeatLeft, TurnTaken
from rjdesk.process.context import RuleContext
from rjdesk.process.decisions.derived import matter, weighed
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.decisions.rules import (
    those_decide_whom_the_programme_names,
    what_was_proposed_is_not_put_otherwise,
)
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.indirect.events import MessageAgreed
from rjdesk.process.kernel.decision import DecisionId, MatterKind, MotionKind, Passes, Tally, Vote
from rjdesk.process.kernel.event import (
    Entry,
    EntryId,
    Event,
    ProcessId,
    RecordedByMistake,
)
from rjdesk.process.kernel.offices import OfficeId
from rjdesk.process.membership.events import OfficeLeft
from rjdesk.process.motions.events import MotionAnswered, MotionProposed
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.premeeting.events import SupportSatIn
from rjdesk.process.preparation.events import ProcessBegun, ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.recusal.events import Recused
from rjdesk.process.sexual_harm import rules as harm
from rjdesk.process.sexual_harm.derived import Lacks, what_it_lacks
from rjdesk.process.sexual_harm.events import (
    DialogueAskedFor,
    EndedForGood,
    SexualHarmCleared,
    SexualHarmFlagged,
    SexualHarmTakenOn,
)
from rjdesk.process.sexual_harm.state import Asks, HarmStep
from rjdesk.process.taking_part.derived import all_ended_on, ended_on
from rjdesk.process.taking_part.events import ConsentRenewed, ConsentWithdrawn
from tests.process.stories import (
    ADEYEMI,
    ANH,
    ANH_NAMED,
    COALITION,
    COLE,
    COLE_NAMED,
    DAY,
    IMANI,
    MATEO,
    MINH,
    OPENED,
    PARTNERS,
    PRIYA,
    REED,
    SEATS,
    START,
    STORY,
    STRANGER,
    TEODOR,
    Told,
    assigned,
    by,
    case_after,
    coalition_with,
    contact,
    explained,
    meets,
    moment,
    named,
    started,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses

DECISION = DecisionId("d")
FLAG = SexualHarmFlagged(on=DAY)
OUTSIDE = ("dean_of_sarp", "title_ix_counselling")
COMMITTEE = (IMANI, TEODOR, ADEYEMI)


def motion(kind: MotionKind, decision: str = "m") -> MotionProposed:
    """Return what the committee decides of the whole."""
    return MotionProposed(
        on=DAY,
        decision=DecisionId(decision),
        kind=kind,
        voters=COMMITTEE,
        bodies=OUTSIDE,
        passes=Passes.NOBODY_AGAINST,
    )


def carried(kind: MotionKind = MotionKind.CAPACITY, decision: str = "m") -> tuple[Told, ...]:
    """Return a motion that everybody of the committee is for."""
    yes = MotionAnswered(on=DAY, decision=DecisionId(decision), vote=Vote.FOR)
    return (
        *by(IMANI, motion(kind, decision)),
        *by(TEODOR, yes),
        *by(ADEYEMI, yes),
        *by(IMANI, *(replace(yes, word_of=body) for body in OUTSIDE)),
    )


CAPABLE = coalition_with(*carried())
CONFIDENT = coalition_with(*carried(), *carried(MotionKind.CONFIDENCE, "c"))


def proposed(step: HarmStep, *told: Told, decision: DecisionId = DECISION) -> DecisionProposed:
    """Return what is proposed to the committee, as things stand after all that is told."""
    now = matter(case_after(*told), MatterKind.SEXUAL_HARM, step.value)
    return DecisionProposed(
        on=DAY,
        decision=decision,
        kind=now.kind,
        subject=now.subject,
        digest=now.digest,
        members=COMMITTEE,
        bodies=OUTSIDE,
    )


def decided(step: HarmStep, *told: Told) -> tuple[Told, ...]:
    """Return all that is told, and that the committee says yes to something."""
    yes = DecisionAnswered(on=DAY, decision=DECISION, vote=Vote.FOR)
    return (
        *told,
        *by(IMANI, proposed(step, *told)),
        *by(TEODOR, yes),
        *by(ADEYEMI, yes),
        *by(IMANI, *(replace(yes, word_of=body) for body in OUTSIDE)),
    )


REQUEST = (*by(IMANI, OPENED, ANH_NAMED, COLE_NAMED, assigned(PRIYA), assigned(MATEO)), FLAG)
SCREENED = decided(HarmStep.TAKE_ON, *REQUEST)
TAKEN = SexualHarmTakenOn(on=DAY, decision=DECISION)
TAKEN_ON = (*SCREENED, TAKEN)
ASKS = DialogueAskedFor(on=DAY, person=ANH, asks=Asks.CONFERENCE)
BY_MESSAGES = replace(ASKS, asks=Asks.MESSAGES)
MESSAGES = ProcessChosen(on=DAY, kind=ProcessType.INDIRECT)
WORDS = MessageAgreed(on=DAY, message="m", sender=ANH, receiver=COLE, text="It hurt.")
OFFERED = replace(REED, indirect=True)
TO_TAKE_ON = proposed(HarmStep.TAKE_ON, *REQUEST)
TO_END = proposed(HarmStep.END, *REQUEST)
CLEAR = SexualHarmCleared(on=DAY, decision=DECISION)
END = EndedForGood(on=DAY, decision=DECISION)
ENDED = (*decided(HarmStep.END, *REQUEST), END)
START_OF_IT = started()
BEFORE = until(START_OF_IT)
AGAIN = ProcessBegun(on=DAY, begins=ProcessId("p2"), as_=Follows.RESTART)
CONFERENCE = ProcessChosen(on=DAY, kind=ProcessType.CONFERENCE)
CIRCLE = ProcessChosen(on=DAY, kind=ProcessType.HARM_CIRCLE)
ALONE = replace(CIRCLE, people=(COLE,))
BACK = RecordedByMistake(on=DAY, replaces=EntryId("w"))


def at(*told: Told, able: bool = True, **more: object) -> RuleContext:
    """Return a moment; the coalition is able to take on such cases unless told otherwise."""
    coalition = CAPABLE if able else COALITION
    return moment(*told, **({"coalition": coalition} | more))  # type: ignore[arg-type]


def correcting(wrong: Event, *told: Told) -> RuleContext:
    """Return a moment in which Priya is about to take back what she recorded."""
    entry = Entry(id=EntryId("w"), event=wrong, by=PRIYA, at=START)
    return replace(at(*told), corrected=entry, recorded_on=DAY)


def in_partners(*told: Told) -> RuleContext:
    """Return a moment of a programme that takes on no such case."""
    return at(*told, programme=PARTNERS)


def of(step: FurtherStep) -> DecisionProposed:
    """Return a proposal of further steps."""
    return DecisionProposed(
        on=DAY, decision=DECISION, kind=MatterKind.FURTHER_STEPS, subject=step.value, digest="x"
    )


STANDS = what_was_proposed_is_not_put_otherwise
CHAIR, ADVISOR = OfficeId("chair"), OfficeId("staff_advisor")
DECIDE = those_decide_whom_the_programme_names
ONCE = harm.it_is_flagged_once
TAKES_BACK = harm.the_flag_is_not_taken_back_by_one
CLEARS = harm.the_flag_is_cleared_by_decision
REFERS = harm.a_programme_without_it_refers
CAPACITY = harm.it_waits_for_the_capacity
FIRST = harm.it_is_screened_first
TAKES_ON = harm.it_is_taken_on_by_decision
MOVES = harm.capacity_is_decided_where_it_is_not_so
ENDS = harm.it_is_ended_by_decision
GONE = harm.what_ended_for_good_does_not_begin_again
PROPOSES = harm.it_is_decided_of_a_case_of_sexual_harm
CHOSEN = harm.no_circle_is_chosen_for_both
MEET = harm.both_sides_do_not_meet
CONFER = harm.the_affected_party_asks_for_it
ONLY = harm.only_the_affected_party_asks

ASKED = harm.nobody_is_said_to_have_asked_meanwhile
SIDES = harm.nobody_becomes_the_other_side_in_a_circle
BEGUN = (*REQUEST[:-1], meets("m", COLE), FLAG)
IN_IT = (*BEFORE, START_OF_IT, FLAG)
OF_BOTH = (*BEFORE, CIRCLE, START_OF_IT, FLAG)
TURN = TurnTaken(on=DAY, person=ANH)
LEAVES = SeatLeft(on=DAY, person=ANH)
SITS_IN = SupportSatIn(
    on=DAY, meeting="m", person=COLE, requested=True, approved=True, will_not_speak=True
)
READDRESS = ReaddressAsked(on=DAY, person=ANH)
ANEW = ProcessBegun(on=DAY, begins=ProcessId("anew"), as_=Follows.INSTEAD)
ANEW_CHOSEN = replace(CONFERENCE, process=ProcessId("anew"))


AT_ONCE = replace(END, replaces=EntryId("w"))


def seen_in(process: str, around: RuleContext) -> RuleContext:
    """Return a moment with the case as it is seen in one of its processes."""
    return replace(around, case=around.the_case.seen_in(ProcessId(process)))


def putting_right(wrong: Event, *told: Told) -> RuleContext:
    """Return a moment without the capacity in which Priya puts right what she recorded."""
    return replace(correcting(wrong, *told), coalition=COALITION)


TABLE: tuple[Row, ...] = (
    allows(ONCE, "as soon as it is known", FLAG, at(*REQUEST[:-1])),
    allows(ONCE, "late, when all is agreed", FLAG, at(*STORY)),
    refuses(ONCE, "a second time", FLAG, at(*REQUEST), "is a case of sexual harm since"),
    allows(TAKES_BACK, "something else", BACK, correcting(ANH_NAMED, *REQUEST)),
    refuses(TAKES_BACK, "by one alone", BACK, correcting(FLAG, *REQUEST), "one person alone"),
    allows(CLEARS, "it was decided", CLEAR, at(*decided(HarmStep.CLEAR, *REQUEST))),
    refuses(CLEARS, "nobody was asked", CLEAR, at(*REQUEST), "not decided by one"),
    refuses(
        CLEARS, "something else was decided", CLEAR, at(*SCREENED), "not decided by one"
    ),
    allows(REFERS, "a programme that takes them on", meets("m", COLE), at(*REQUEST)),
    allows(REFERS, "who asked is heard", meets("m", ANH), in_partners(*REQUEST)),
    allows(REFERS, "another case", meets("m", COLE), in_partners(*REQUEST[:-1])),
    refuses(REFERS, "others are met", meets("m", COLE), in_partners(*REQUEST), "takes on no"),
    refuses(REFERS, "it is taken on", TAKEN, in_partners(*REQUEST), "takes on no"),
    allows(CAPACITY, "there is the capacity", meets("m", COLE), at(*REQUEST)),
    allows(CAPACITY, "who asked is heard", contact(ANH), at(*REQUEST, able=False)),
    refuses(CAPACITY, "others are met", meets("m", COLE), at(*REQUEST, able=False), "capacity"),
    refuses(CAPACITY, "it is taken on", TAKEN, at(*SCREENED, able=False), "capacity"),
    allows(FIRST, "who asked is met", meets("m", ANH), at(*REQUEST)),
    allows(FIRST, "what comes in", contact(COLE, incoming=True), at(*REQUEST)),
    allows(FIRST, "it was taken on", meets("m", COLE), at(*TAKEN_ON)),
    allows(FIRST, "there is confidence", meets("m", COLE), at(*REQUEST, coalition=CONFIDENT)),
    allows(FIRST, "who was met is told that it waits", contact(COLE), at(*BEFORE, FLAG)),
    refuses(FIRST, "others are contacted", contact(COLE), at(*REQUEST), "take this case on"),
    refuses(FIRST, "others are met", meets("m", COLE), at(*REQUEST), "take this case on"),
    refuses(
        FIRST, "others are met with who asked", meets("m", ANH, COLE), at(*REQUEST), "take this"
    ),
    refuses(FIRST, "a circle that it comes out before", START_OF_IT, at(*BEFORE, FLAG), "take"),
    allows(TAKES_ON, "it was decided", TAKEN, at(*SCREENED)),
    refuses(TAKES_ON, "another case", TAKEN, at(*REQUEST[:-1]), "no case of sexual harm"),
    refuses(TAKES_ON, "nobody was asked", TAKEN, at(*REQUEST), "not decided by one"),
    refuses(TAKES_ON, "a second time", TAKEN, at(*TAKEN_ON), "done already"),
    allows(MOVES, "the capacity", motion(MotionKind.CAPACITY, "x"), at(able=False)),
    allows(MOVES, "that it is none any more", motion(MotionKind.NO_CAPACITY, "x"), at()),
    allows(MOVES, "confidence", motion(MotionKind.CONFIDENCE, "x"), at()),
    allows(
        MOVES, "each is screened again", motion(MotionKind.CAPACITY, "x"), at(coalition=CONFIDENT)
    ),
    refuses(MOVES, "what is so", motion(MotionKind.CAPACITY, "x"), at(), "so already"),
    refuses(
        MOVES, "none where there is none", motion(MotionKind.NO_CAPACITY, "x"), at(able=False),
        "so already",
    ),
    refuses(
        MOVES, "confidence before the capacity", motion(MotionKind.CONFIDENCE, "x"),
        at(able=False), "decided yet",
    ),
    allows(ENDS, "it was decided", END, at(*decided(HarmStep.END, *REQUEST))),
    allows(ENDS, "after it was taken on", END, at(*decided(HarmStep.END, *REQUEST))),
    refuses(ENDS, "another case", END, at(*REQUEST[:-1]), "no case of sexual harm"),
    refuses(ENDS, "nobody was asked", END, at(*REQUEST), "not decided by one"),
    allows(GONE, "another case", AGAIN, at(*REQUEST)),
    allows(GONE, "something else is taken back", BACK, correcting(ANH_NAMED, *ENDED)),
    refuses(GONE, "it begins anew", AGAIN, at(*ENDED), "ends for good"),
    refuses(GONE, "further steps", of(FurtherStep.RESTART), at(*ENDED), "ends for good"),
    refuses(GONE, "the end is taken back", BACK, correcting(END, *ENDED), "ends for good"),
    allows(PROPOSES, "a case of sexual harm", TO_TAKE_ON, at(*REQUEST)),
    allows(PROPOSES, "other steps", of(FurtherStep.RESTART), at(*REQUEST[:-1])),
    allows(PROPOSES, "that it ends, without the capacity", TO_END,
           at(*REQUEST, able=False)),
    refuses(
        PROPOSES, "another case", TO_END, at(*REQUEST[:-1]), "no case of sexual"
    ),
    allows(PROPOSES, "that what has ended stays so", TO_END, at(*STORY, FLAG)),
    refuses(
        PROPOSES, "to take on without the capacity", TO_TAKE_ON,
        at(*REQUEST, able=False), "not the capacity",
    ),
    refuses(
        PROPOSES, "to take on once more", TO_TAKE_ON, at(*TAKEN_ON), "no screening"
    ),
    refuses(
        PROPOSES, "with an office that nobody holds", TO_END,
        at(*REQUEST, coalition=coalition_with(
            OfficeLeft(on=DAY, member=ADEYEMI, office=ADVISOR))),
        "Nobody is Staff Advisor now",
    ),
    refuses(PROPOSES, "nothing known", replace(TO_END, subject="x"), at(*REQUEST), "What is to be"),
    allows(CHOSEN, "a circle with one", ALONE, at(*TAKEN_ON)),
    allows(CHOSEN, "another case", CIRCLE, at(*REQUEST[:-1])),
    refuses(CHOSEN, "a circle with all", CIRCLE, at(*TAKEN_ON), "both sides"),
    refuses(
        CHOSEN, "a circle with both", replace(CIRCLE, people=(ANH, COLE)), at(*TAKEN_ON), "both"
    ),
    allows(MEET, "one at a time", meets("m", COLE), at(*TAKEN_ON)),
    allows(MEET, "a Conference", START_OF_IT, at(*BEFORE, FLAG)),
    allows(MEET, "another case", meets("m", ANH, COLE), at(*REQUEST[:-1])),
    allows(
        MEET, "one who is both", meets("m", ANH),
        at(OPENED, named(ANH, Part.AFFECTED, Part.RESPONSIBLE), FLAG),
    ),
    refuses(MEET, "a pre-meeting of both", meets("m", ANH, COLE), at(*TAKEN_ON), "do not meet"),
    refuses(
        MEET, "a circle of both", START_OF_IT, at(*BEFORE, CIRCLE, FLAG), "do not meet"
    ),
    allows(CONFER, "who was harmed asked", CONFERENCE, at(*TAKEN_ON, ASKS)),
    allows(CONFER, "by messages, asked for", MESSAGES, at(*TAKEN_ON, BY_MESSAGES)),
    refuses(CONFER, "face to face, where messages were asked for", CONFERENCE,
            at(*TAKEN_ON, BY_MESSAGES), "has not asked for a Conference"),
    refuses(CONFER, "messages, where a Conference was asked for", MESSAGES,
            at(*TAKEN_ON, ASKS), "has not asked for messages"),
    refuses(CONFER, "words of one who asked to meet", WORDS, at(*TAKEN_ON, ASKS), "for messages"),
    allows(CONFER, "a circle with one", ALONE, at(*TAKEN_ON)),
    allows(CONFER, "another case", CONFERENCE, at(*REQUEST[:-1])),
    refuses(CONFER, "nobody asked", CONFERENCE, at(*TAKEN_ON), "has not asked"),
    refuses(CONFER, "they ask no more", CONFERENCE,
            at(*TAKEN_ON, ASKS, replace(ASKS, asks=Asks.NOTHING)), "has not asked"),
    refuses(CONFER, "they left meanwhile, and came back", CONFERENCE,
            at(*TAKEN_ON, willing(ANH), ASKS, ConsentWithdrawn(on=DAY, person=ANH),
               ConsentRenewed(on=DAY, person=ANH)), "has not asked"),
    refuses(CONFER, "it comes out late", START_OF_IT, at(*BEFORE, FLAG), "has not asked"),
    refuses(
        CONFER, "nobody was harmed", CONFERENCE, at(OPENED, COLE_NAMED, FLAG), "No Affected Party"
    ),
    allows(ONLY, "who was harmed", ASKS, at(*TAKEN_ON)),
    allows(ONLY, "and changes their mind", replace(ASKS, asks=Asks.NOTHING), at(*TAKEN_ON, ASKS)),
    refuses(ONLY, "who caused it", replace(ASKS, person=COLE), at(*TAKEN_ON), "Only the Affected"),
    allows(ONLY, "messages, where they are carried", BY_MESSAGES, at(*TAKEN_ON, programme=OFFERED)),
    refuses(ONLY, "messages, where none are carried", BY_MESSAGES, at(*TAKEN_ON), "no messages"),
    refuses(ONLY, "another case", ASKS, at(*REQUEST[:-1]), "no case of sexual harm"),
    refuses(
        ONLY, "who takes no part", ASKS,
        at(*TAKEN_ON, willing(ANH, Answer.NO)), "does not take part",
    ),
    allows(ASKED, "who asked before", replace(ANH_NAMED, person_name="An"), at(*REQUEST)),
    allows(ASKED, "once it is taken on", replace(COLE_NAMED, initiating=True), at(*TAKEN_ON)),
    refuses(
        ASKED, "the other side, while it waits", replace(COLE_NAMED, initiating=True),
        at(*REQUEST), "was said before",
    ),
    refuses(
        ASKED, "somebody new, while it waits", named(STRANGER, Part.AFFECTED, initiating=True),
        at(*REQUEST), "was said before",
    ),
    allows(SIDES, "in no circle", named(ANH, Part.RESPONSIBLE), at(*TAKEN_ON)),
    allows(SIDES, "in a Conference", named(ANH, Part.PARTICIPANT), at(*BEFORE, START_OF_IT, FLAG)),
    refuses(
        SIDES, "beside the other side", named(MINH, Part.RESPONSIBLE),
        at(*BEFORE, replace(CIRCLE, people=(ANH,)), started(ANH, MINH), FLAG), "other side",
    ),
    refuses(CAPACITY, "a meeting under way", explained("m"), at(*BEGUN, able=False), "capacity"),
    refuses(CAPACITY, "a turn in a circle", TURN, at(*IN_IT, able=False), "capacity"),
    allows(CAPACITY, "somebody goes", LEAVES, at(*IN_IT, able=False)),
    refuses(
        CAPACITY, "a meeting put right so that it is with another", meets("m", COLE),
        putting_right(meets("m", ANH), *REQUEST), "capacity",
    ),
    allows(
        CAPACITY, "a meeting put right in its day", replace(meets("m", COLE), on=DAY),
        putting_right(meets("m", COLE), *REQUEST),
    ),
    refuses(MEET, "support of the other side", SITS_IN, at(*TAKEN_ON, meets("m", ANH)), "meet"),
    refuses(MEET, "a turn of a circle of both", TURN, at(*OF_BOTH), "meet"),
    allows(MEET, "one side goes", LEAVES, at(*OF_BOTH)),
    refuses(TAKES_BACK, "what was cleared", BACK, correcting(CLEAR, *REQUEST), "by several"),
    refuses(TAKES_BACK, "what was taken on", BACK, correcting(TAKEN, *TAKEN_ON), "by several"),
    refuses(GONE, "somebody asks to come back", READDRESS, at(*ENDED), "ends for good"),
    refuses(GONE, "a second time", END, at(*ENDED), "ends for good"),
    refuses(
        GONE, "its day is moved later", replace(END, on=DAY),
        replace(correcting(END, *ENDED), today=DAY + timedelta(days=9)), "ends for good",
    ),
    allows(GONE, "its day is put right", AT_ONCE, correcting(END, *ENDED)),
    refuses(CONFER, "asked for in the process before", ANEW_CHOSEN,
            seen_in("anew", at(*TAKEN_ON, ASKS, ANEW)), "has not asked"),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_sexual_harm_say(row: Row) -> None:
    judge(row)


def test_the_committee_decides_and_one_voice_against_it_is_enough() -> None:
    against = MotionAnswered(on=DAY, decision=DecisionId("m"), vote=Vote.AGAINST)
    told = (*by(IMANI, motion(MotionKind.CAPACITY)), *by(TEODOR, against))
    refused = coalition_with(*told)
    assert what_it_lacks(case_after(*REQUEST), refused, REED) is Lacks.CAPACITY
    assert what_it_lacks(case_after(*REQUEST), CAPABLE, REED) is Lacks.SCREENING
    assert what_it_lacks(case_after(*TAKEN_ON), CAPABLE, REED) is None
    assert what_it_lacks(case_after(*REQUEST), CONFIDENT, REED) is None
    assert what_it_lacks(case_after(*REQUEST), CAPABLE, PARTNERS) is Lacks.NOT_HERE
    lost = coalition_with(*carried(), *carried(MotionKind.NO_CAPACITY, "n"))
    assert what_it_lacks(case_after(*TAKEN_ON), lost, REED) is Lacks.CAPACITY


def test_a_chair_who_recused_themself_does_not_decide() -> None:
    recused = Recused(on=DAY, member=TEODOR)
    told = (*by(IMANI, OPENED, assigned(TEODOR)), *by(TEODOR, recused), FLAG)
    asked = replace(proposed(HarmStep.END, *told), members=(IMANI, ADEYEMI))
    assert DECIDE.rule_on(asked, at(*told)).met
    assert not DECIDE.rule_on(replace(asked, members=COMMITTEE), at(*told)).met


def test_the_end_ends_every_process_that_goes_on_and_no_other() -> None:
    case = case_after(*ENDED)
    assert all_ended_on(case) == DAY
    later = replace(END, on=DAY + timedelta(days=3))
    over = case_after(*STORY, FLAG, later)
    assert ended_on(over) == ended_on(case_after(*STORY)), "what had ended keeps its day"
    running = case_after(*BEFORE, START_OF_IT, FLAG, END)
    assert running.circle is not None
    assert running.circle.ended_at is not None
    assert running.circle.present == SEATS


def test_what_is_cleared_goes_on_as_any_case_and_an_end_stays_an_end() -> None:
    cleared = case_after(*decided(HarmStep.CLEAR, *REQUEST), CLEAR)
    assert what_it_lacks(cleared, COALITION, REED) is None
    assert case_after(*ENDED, CLEAR).sexual_harm.ended == DAY


def test_a_no_stays_a_no_when_whoever_said_it_holds_no_office_any_more() -> None:
    no = DecisionAnswered(on=DAY, decision=DECISION, vote=Vote.AGAINST)
    yes = replace(no, vote=Vote.FOR)
    told = (
        *REQUEST,
        *by(IMANI, proposed(HarmStep.CLEAR, *REQUEST)),
        *by(TEODOR, no),
        *by(ADEYEMI, yes),
        *by(IMANI, *(replace(yes, word_of=body) for body in OUTSIDE)),
    )
    without = coalition_with(*carried(), OfficeLeft(on=DAY, member=TEODOR, office=CHAIR))
    (proposal,) = case_after(*told).proposals
    assert weighed(case_after(*told), proposal, without, REED, DAY).comes_to is Tally.NO
    assert not CLEARS.rule_on(CLEAR, at(*told, coalition=without)).met


def test_it_is_not_decided_while_an_office_that_decides_is_vacant() -> None:
    told = decided(HarmStep.CLEAR, *REQUEST)
    vacant = coalition_with(*carried(), OfficeLeft(on=DAY, member=ADEYEMI, office=ADVISOR))
    ruling = CLEARS.rule_on(CLEAR, at(*told, coalition=vacant))
    assert [missing.what[:27] for missing in ruling.missing] == ["Nobody is Staff Advisor now"]


def test_nobody_takes_back_the_answer_of_another_or_what_was_decided() -> None:
    told = decided(HarmStep.END, *REQUEST)
    theirs = replace(correcting(proposed(HarmStep.END, *REQUEST), *told), actor=PRIYA)
    entry = Entry(id=EntryId("w"), event=proposed(HarmStep.END, *REQUEST), by=IMANI, at=START)
    assert not STANDS.rule_on(BACK, replace(theirs, corrected=entry)).met
    assert not STANDS.rule_on(BACK, replace(theirs, corrected=entry, actor=IMANI)).met


def test_the_end_cuts_off_what_was_begun_before_and_no_day_is_moved_by_a_later_beginning() -> None:
    later = replace(AGAIN, on=DAY + timedelta(days=30))
    case = case_after(*REQUEST, END, later)
    assert ended_on(case) == DAY
