from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from rjdesk.process.circle.events import SeatLeft
from rjdesk.process.closing.events import ReflectionReleased, ReflectionReviewed
from rjdesk.process.coalition import Coalition
from rjdesk.process.context import RuleContext
from rjdesk.process.corrections import rules as corrections
from rjdesk.process.corrections.derived import contradictions
from rjdesk.process.intake.events import AccessGranted, FacilitatorAccepted
from rjdesk.process.kernel.event import Entry, EntryId, Event, MemberId, PersonId, RecordedByMistake
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.membership.events import CaseListed, CoalitionFounded
from rjdesk.process.membership.state import CaseState
from rjdesk.process.people.state import Answer, Part, ReadHow
from rjdesk.process.premeeting.events import EligibilityDecided
from tests.process.stories import (
    ANH,
    CASE,
    COLE,
    COLE_NAMED,
    DANA,
    DAY,
    EWA,
    FULFILLED,
    HARM,
    IMANI,
    MATEO,
    MINH,
    MINH_NAMED,
    MONITORED,
    OPENED,
    PARTNERS,
    PRIYA,
    REED,
    START,
    STORY,
    TOLD_ADVISOR,
    Told,
    assigned,
    by,
    completed,
    contact,
    dialogue_signed,
    lacking,
    member_entered,
    moment,
    named,
    needs_heard,
    printed,
    proposed,
    released,
    signs,
    started,
    turn,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses

UNDO = RecordedByMistake(on=DAY, replaces=EntryId("e0"))
LISTED = CaseListed(on=DAY, case=CASE, state=CaseState.ENDED)
FOUNDED = CoalitionFounded(on=DAY, coalition_name="Coalition", programme="reed-2019")


def correcting(
    wrong: Event | None,
    by: MemberId = PRIYA,
    actor: MemberId = PRIYA,
    told: Sequence[Told] = STORY,
    programme: Programme = REED,
) -> RuleContext:
    """Return a moment in which an act names an entry that this member recorded."""
    at = moment(*told, actor=actor, programme=programme)
    if wrong is None:
        return at
    return replace(at, corrected=Entry(id=EntryId("e0"), event=wrong, by=by, at=START))


CIRCLE_STARTED = started()
CORRECT = corrections.a_correction_corrects_what_it_names
IN_FORCE = corrections.what_is_in_force_stays_signed
COMPLETE = corrections.a_completed_meeting_keeps_its_signatures
LIST = corrections.cases_are_listed_by_what_happens_in_them
ONCE = corrections.a_coalition_is_founded_once
CALL = contact(COLE)
TOLD_AGAIN = replace(TOLD_ADVISOR, replaces=EntryId("e0"))

SIGNED = until(MONITORED)
PRINT, SIGNATURE = printed(1, "a", "b"), signs(COLE)
E0 = EntryId("e0")
ON_PAPER = dialogue_signed("m2", COLE)
MEETING = until(completed("m2"))

ON_WHAT = corrections.what_was_signed_stays_printed
BEFORE_SIGNED = until(signs(ANH))
THEIRS = corrections.what_somebody_decided_is_theirs
DECIDED = EligibilityDecided(on=DAY, eligible=True)
OTHERWISE = replace(DECIDED, eligible=False, replaces=E0)

ANEW = corrections.what_was_printed_is_changed_anew
BEFORE_PRINT = until(printed(1, "a", "b"))
AFTER_PRINT = until(signs(ANH))

SITS = corrections.who_sits_in_a_circle_is_somebody
IN_A_CIRCLE = (*until(CIRCLE_STARTED), *by(PRIYA, CIRCLE_STARTED))

KEEPS = corrections.a_circle_keeps_its_turns

NOBODY_LEFT = (*until(FULFILLED), FULFILLED, released(PRIYA), released(MATEO))
ANEW_ALONE = corrections.a_result_is_reviewed_anew
REVIEW = ReflectionReviewed(on=DAY, original="0", went_well="All were heard.", could_improve="")
RELEASE = ReflectionReleased(on=DAY)


def of_the_circle(*more: Event) -> RuleContext:
    """Return a moment in which the beginning of the circle under way is taken back."""
    at = correcting(CIRCLE_STARTED, told=(*IN_A_CIRCLE, *by(PRIYA, *more)))
    circle = at.the_case.circle
    assert circle is not None
    return replace(at, corrected=replace(at.corrected, at=circle.started_at))


TABLE: tuple[Row, ...] = (
    allows(THEIRS, "one's own decision", OTHERWISE, correcting(DECIDED)),
    allows(
        THEIRS, "another's is put back", replace(DECIDED, replaces=E0), correcting(DECIDED, MATEO)
    ),
    allows(THEIRS, "another's is taken back", UNDO, correcting(DECIDED, by=MATEO)),
    refuses(THEIRS, "another's", OTHERWISE, correcting(DECIDED, by=MATEO), "Mateo decided"),
    allows(KEEPS, "a circle that just began", UNDO, of_the_circle()),
    refuses(KEEPS, "a turn was taken", UNDO, of_the_circle(turn(ANH)), "1 turn was taken in"),
    allows(SITS, "before a circle", UNDO, correcting(MINH_NAMED, told=until(CIRCLE_STARTED))),
    refuses(SITS, "who signed", UNDO, correcting(COLE_NAMED, told=until(FULFILLED)), "was signed"),
    refuses(SITS, "with a seat", UNDO, correcting(MINH_NAMED, told=IN_A_CIRCLE), "has a seat"),
    allows(ANEW, "before it was printed", UNDO, correcting(proposed("a"), told=BEFORE_PRINT)),
    allows(ANEW, "something that is not printed", UNDO, correcting(CALL, told=AFTER_PRINT)),
    refuses(
        ANEW,
        "an action that stands on paper",
        UNDO,
        correcting(proposed("a"), told=AFTER_PRINT),
        "Version 1 of the agreement was printed",
    ),
    refuses(
        ANEW,
        "the words of the harm",
        replace(HARM, replaces=E0),
        correcting(HARM, told=AFTER_PRINT),
        "Version 1 of the agreement was printed",
    ),
    refuses(
        CORRECT, "an assignment", UNDO, correcting(assigned(MATEO)), "An assignment gave access"
    ),
    refuses(
        CORRECT,
        "what follows from another act",
        UNDO,
        correcting(AccessGranted(on=DAY, member=MATEO, notes=True)),
        "given access",
    ),
    allows(CORRECT, "an ending", UNDO, correcting(FULFILLED)),
    allows(ON_WHAT, "a print that nobody signed", UNDO, correcting(PRINT, told=BEFORE_SIGNED)),
    allows(ON_WHAT, "a signature", UNDO, correcting(SIGNATURE, told=SIGNED)),
    refuses(
        ON_WHAT, "a print that was signed", UNDO, correcting(PRINT, told=SIGNED), "signed version"
    ),
    allows(IN_FORCE, "a signature before", UNDO, correcting(SIGNATURE, told=SIGNED)),
    allows(IN_FORCE, "a print before", UNDO, correcting(PRINT, told=SIGNED)),
    allows(IN_FORCE, "something else after", UNDO, correcting(CALL)),
    allows(
        IN_FORCE,
        "a signature after the beginning itself was taken back",
        UNDO,
        correcting(SIGNATURE, told=lacking(STORY, MONITORED)),
    ),
    allows(
        IN_FORCE,
        "who saw a signature is put right",
        replace(signs(COLE, witness="Mateo"), replaces=E0),
        correcting(SIGNATURE),
    ),
    allows(IN_FORCE, "another print beside it", printed(2, "a"), correcting(None)),
    refuses(IN_FORCE, "a signature", UNDO, correcting(SIGNATURE), "The agreement is in force"),
    refuses(IN_FORCE, "a print", UNDO, correcting(PRINT), "The agreement is in force"),
    refuses(
        IN_FORCE,
        "a signature is given to somebody else",
        replace(signs(ANH), replaces=E0),
        correcting(SIGNATURE),
        "The agreement is in force",
    ),
    refuses(
        IN_FORCE,
        "a signature is moved to another version",
        replace(signs(COLE, version=2), replaces=E0),
        correcting(SIGNATURE),
        "The agreement is in force",
    ),
    refuses(
        IN_FORCE,
        "what was printed is put differently",
        replace(printed(1, "a"), replaces=E0),
        correcting(PRINT),
        "The agreement is in force",
    ),
    refuses(
        IN_FORCE,
        "the same under a programme with a Director",
        UNDO,
        correcting(PRINT, programme=PARTNERS),
        "The agreement is in force",
    ),
    allows(COMPLETE, "the meeting is not complete yet", UNDO, correcting(ON_PAPER, told=MEETING)),
    allows(COMPLETE, "something else of the meeting", UNDO, correcting(needs_heard("m2", COLE))),
    allows(
        COMPLETE,
        "how it was read is put right",
        replace(ON_PAPER, read_how=ReadHow.ALOUD, replaces=E0),
        correcting(ON_PAPER),
    ),
    allows(COMPLETE, "another signature", dialogue_signed("m2", DANA), correcting(None)),
    refuses(
        COMPLETE, "the meeting is complete", UNDO, correcting(ON_PAPER), "in which Cole signed"
    ),
    refuses(
        COMPLETE,
        "the signature is given to somebody else",
        replace(dialogue_signed("m2", DANA), replaces=E0),
        correcting(ON_PAPER),
        "in which Cole signed",
    ),
    refuses(
        COMPLETE,
        "the signature is moved to another meeting",
        replace(dialogue_signed("m3", COLE), replaces=E0),
        correcting(ON_PAPER),
        "in which Cole signed",
    ),
    refuses(
        COMPLETE,
        "the same under a programme with a Director",
        UNDO,
        correcting(ON_PAPER, programme=PARTNERS),
        "in which Cole signed",
    ),
    allows(CORRECT, "an act that corrects nothing", TOLD_ADVISOR, correcting(None)),
    allows(CORRECT, "taking back one's own entry", UNDO, correcting(CALL)),
    allows(CORRECT, "the other facilitator's entry", UNDO, correcting(CALL, by=MATEO)),
    allows(CORRECT, "an entry of the same kind", TOLD_AGAIN, correcting(TOLD_ADVISOR)),
    refuses(CORRECT, "an entry nobody knows", UNDO, correcting(None), "not in the journal"),
    refuses(CORRECT, "another kind", TOLD_AGAIN, correcting(CALL), "same kind"),
    refuses(CORRECT, "the opening of the case", UNDO, correcting(OPENED), "gave access"),
    refuses(
        CORRECT, "a stranger to the entry", UNDO, correcting(CALL, actor=IMANI), "whoever recorded"
    ),
    allows(
        CORRECT,
        "an ending, by a Chair while nobody facilitates",
        UNDO,
        correcting(FULFILLED, actor=IMANI, told=NOBODY_LEFT),
    ),
    refuses(
        CORRECT,
        "an ending, by a Chair while somebody does",
        UNDO,
        correcting(FULFILLED, actor=IMANI),
        "whoever recorded",
    ),
    refuses(
        CORRECT,
        "putting something in its place while nobody facilitates",
        replace(FULFILLED, replaces=E0),
        correcting(FULFILLED, actor=IMANI, told=NOBODY_LEFT),
        "whoever recorded",
    ),
    refuses(CORRECT, "a release", UNDO, correcting(RELEASE), "What was released"),
    allows(ANEW_ALONE, "a review", REVIEW, correcting(None)),
    refuses(
        ANEW_ALONE,
        "a review in a form",
        replace(REVIEW, replaces=E0),
        correcting(REVIEW),
        "not put right here",
    ),
    refuses(
        CORRECT,
        "an ending, by a stranger to it while nobody facilitates",
        UNDO,
        correcting(FULFILLED, actor=EWA, told=NOBODY_LEFT),
        "or by a Chair",
    ),
    allows(LIST, "a case that one holds", LISTED, moment(*STORY)),
    refuses(
        LIST,
        "as it does not stand",
        replace(LISTED, state=CaseState.ACTIVE),
        moment(*STORY),
        "follows",
    ),
    refuses(LIST, "a case that one does not hold", LISTED, moment(*STORY, actor=EWA), "follows"),
    allows(ONCE, "the first founding", FOUNDED, moment(coalition=Coalition())),
    refuses(ONCE, "a second founding", FOUNDED, moment(), "founded already"),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_corrections_and_lists(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (replace(COLE_NAMED, parts=(Part.AFFECTED,)), "nobody of one side was in it"),
        (willing(MINH, Answer.NO), "is recorded as not taking part"),
        (
            FacilitatorAccepted(on=DAY, person=COLE, member=PRIYA, accepted=False),
            "said no to somebody who facilitates",
        ),
        (EligibilityDecided(on=DAY, eligible=False), "recorded as not eligible"),
    ],
)
def test_what_does_not_go_with_a_circle_under_way_is_told(changed: Event, told: str) -> None:
    before, after = (
        contradictions(moment(*IN_A_CIRCLE, *more).the_case) for more in ((), by(PRIYA, changed))
    )
    assert before == ()
    assert [missing.what for missing in after if told in missing.what]


def test_who_is_a_primary_party_since_an_agreement_is_in_force_is_told_to_sign() -> None:
    in_force = (*until(MONITORED), MONITORED)
    before, after = (
        contradictions(moment(*in_force, *more).the_case)
        for more in ((), by(PRIYA, named(MINH, Part.AFFECTED)))
    )
    assert before == ()
    assert [(missing.act, missing.who) for missing in after] == [("agreement-signed", ("Minh",))]


@pytest.mark.parametrize("person", [ANH, COLE])
def test_who_goes_for_today_contradicts_nothing(person: PersonId) -> None:
    assert contradictions(moment(*IN_A_CIRCLE, SeatLeft(on=DAY, person=person)).the_case) == ()


def test_who_puts_right_what_was_entered_of_members_is_said() -> None:
    entered = member_entered(EWA)
    at = correcting(entered, by=IMANI, actor=PRIYA)
    (missing,) = CORRECT.rule_on(replace(entered, replaces=E0), at).missing
    assert missing.what == (
        "An entry is corrected by whoever recorded it, or by a Chair or a Staff Advisor."
    )


def test_the_founding_of_a_coalition_follows_from_nothing() -> None:
    missing, *_ = CORRECT.rule_on(UNDO, correcting(FOUNDED)).missing
    assert "begins with this" in missing.what
