from datetime import timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.agreement import rules as agreement
from rjdesk.process.agreement.derived import (
    actions_to_print,
    signing_parties,
    unsigned_parties,
)
from rjdesk.process.agreement.events import (
    ActionDropped,
    AgreementPrinted,
    AgreementSigned,
    CopyGiven,
    HarmNamed,
)
from rjdesk.process.context import RuleContext
from rjdesk.process.kernel.event import Entry, EntryId
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.referral.events import GuardianConsented, MinorNoted
from rjdesk.process.restitution.events import InstalmentsAgreed
from rjdesk.process.restitution.state import Instalment
from rjdesk.process.taking_part.events import ConsentWithdrawn
from tests.process.stories import (
    ANH,
    COLE,
    DANA,
    DAY,
    DEADLINE,
    FULFILLED,
    HARM,
    MINH,
    MONITORED,
    PARTNERS,
    PRIYA,
    START,
    STORY,
    Told,
    agreed,
    by,
    done,
    lacking,
    moment,
    named,
    printed,
    proposed,
    signs,
    started,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses, warns

FORMING = until(printed(1, "a", "b"))
PRINTED = until(signs(ANH))
SIGNED = until(MONITORED)
ALL_DONE = until(FULFILLED)
YESTERDAY = DAY - timedelta(1)
COPY = CopyGiven(on=DAY, person=ANH, how="by hand")
DROPPED = ActionDropped(on=DAY, action="a")
DANA_DOUBTS = lacking(FORMING, agreed("b", DANA))

NO_CIRCLE = (*until(started()), HARM, proposed("a"), DEADLINE)
ANH_ALONE = (*NO_CIRCLE, started(ANH, MINH))
WITHOUT_COLE = (*ANH_ALONE, willing(COLE, Answer.NO))
LATER_ALONE = (*FORMING, started(ANH, MINH))


GUARDIAN = GuardianConsented(on=DAY, person=COLE, guardian="A parent", consents=True)


def correcting(wrong: AgreementPrinted | AgreementSigned, *told: Told) -> RuleContext:
    """Return a moment in which an act names an entry of the story."""
    return replace(
        moment(*told), corrected=Entry(id=EntryId("e0"), event=wrong, by=PRIYA, at=START)
    )


DAYS = agreement.every_action_has_a_day
COMING = agreement.the_deadline_is_still_to_come
DEADLINES = agreement.the_agreement_has_a_deadline
NAMES_HARM = agreement.the_agreement_names_the_harm
ALL = agreement.only_what_all_agreed_to_is_printed
LEFT_OUT = agreement.what_is_left_out_is_said
ON_TABLE = agreement.what_is_agreed_to_is_on_the_table
STAYS = agreement.what_is_in_force_is_not_edited
AS_PRINTED = agreement.what_is_signed_is_what_was_agreed_last
PARTS = InstalmentsAgreed(
    on=DAY, action="a", instalments=(Instalment(due=DAY + timedelta(20), cents=500),)
)
PUT_BACK = (replace(HARM, text="Something else."), HARM)
LATEST = agreement.the_latest_print_is_signed
MATCHED = agreement.a_print_can_be_matched_to_what_is_kept
ONCE = agreement.each_party_signs_once
FIRST = agreement.all_primary_parties_sign_first
DONE = agreement.every_action_is_done

DOES = agreement.whoever_does_it_takes_part

TABLE: tuple[Row, ...] = (
    allows(DOES, "who takes part", proposed("c"), moment(*FORMING)),
    refuses(
        DOES,
        "who left",
        proposed("c"),
        moment(*FORMING, ConsentWithdrawn(on=DAY, person=COLE)),
        "does not take part",
    ),
    refuses(
        DOES,
        "who left, in a print",
        printed(1, "a"),
        moment(*until(printed(1, "a", "b")), ConsentWithdrawn(on=DAY, person=COLE)),
        "does not take part",
    ),
    allows(DOES, "all who do it take part", MONITORED, moment(*SIGNED)),
    refuses(
        DOES,
        "who left since the print",
        MONITORED,
        moment(*SIGNED, ConsentWithdrawn(on=DAY, person=COLE)),
        "does not take part",
    ),
    allows(DAYS, "a day still to come", proposed("c"), moment(*FORMING)),
    allows(DAYS, "the same day", proposed("c", DAY), moment(*FORMING)),
    refuses(DAYS, "no day", proposed("c", None), moment(*FORMING), "By which day"),
    refuses(
        DAYS,
        "a word instead of a day",
        replace(proposed("c", None), due_words="soon"),
        moment(*FORMING),
        "“soon” is not a day",
    ),
    refuses(
        DAYS, "a day gone by", proposed("c", YESTERDAY), moment(*FORMING), "25 October 2026 is past"
    ),
    allows(COMING, "a deadline still to come", DEADLINE, moment(*FORMING)),
    refuses(
        COMING,
        "a deadline gone by",
        replace(DEADLINE, deadline=YESTERDAY),
        moment(*FORMING),
        "is past",
    ),
    allows(DEADLINES, "the whole has a deadline", printed(1, "a", "b"), moment(*FORMING)),
    allows(
        DEADLINES,
        "an action left out may be later",
        printed(1, "a"),
        moment(*FORMING, proposed("c", DAY + timedelta(90))),
    ),
    refuses(
        DEADLINES,
        "the whole has none",
        printed(1, "a", "b"),
        moment(*lacking(FORMING, DEADLINE)),
        "By which day will all",
    ),
    refuses(
        DEADLINES,
        "an action is due after the whole",
        printed(1, "c"),
        moment(*FORMING, proposed("c", DAY + timedelta(90))),
        "due after the whole",
    ),
    allows(NAMES_HARM, "harm and actions are named", printed(1, "a", "b"), moment(*FORMING)),
    refuses(
        NAMES_HARM,
        "the harm is not named",
        printed(1, "a", "b"),
        moment(*lacking(FORMING, HARM)),
        "harm to repair",
    ),
    refuses(
        NAMES_HARM,
        "the harm is blank",
        printed(1, "a", "b"),
        moment(*FORMING, HarmNamed(on=DAY, text=" ")),
        "harm to repair",
    ),
    refuses(NAMES_HARM, "there is no action", printed(1), moment(*FORMING), "no action"),
    allows(ALL, "everybody agreed", printed(1, "a", "b"), moment(*FORMING)),
    allows(ALL, "what somebody doubts is left out", printed(1, "a"), moment(*DANA_DOUBTS)),
    refuses(
        ALL,
        "somebody doubts",
        printed(1, "a", "b"),
        moment(*DANA_DOUBTS),
        "“Action b” has not been agreed",
    ),
    refuses(
        ALL,
        "an action was reworded since",
        printed(1, "a", "b"),
        moment(*FORMING, proposed("b")),
        "“Action b”",
    ),
    allows(LEFT_OUT, "nothing is left out", printed(1, "a", "b"), moment(*FORMING)),
    warns(
        LEFT_OUT,
        "an action is left out",
        printed(1, "a"),
        moment(*DANA_DOUBTS),
        "“Action b” is left out",
    ),
    allows(ON_TABLE, "an action that was proposed", agreed("b", DANA), moment(*DANA_DOUBTS)),
    refuses(ON_TABLE, "an action nobody proposed", agreed("z", ANH), moment(*FORMING), "table"),
    allows(STAYS, "while it forms", proposed("a"), moment(*FORMING)),
    allows(STAYS, "after it was printed", HARM, moment(*PRINTED)),
    allows(STAYS, "after all have signed, for a new version", DEADLINE, moment(*SIGNED)),
    *(
        refuses(STAYS, f"in force, {content.tag}", content, moment(*ALL_DONE), "in force")
        for content in (HARM, proposed("a"), DROPPED, agreed("a", ANH), DEADLINE, PARTS)
    ),
    allows(AS_PRINTED, "nothing changed since", MONITORED, moment(*SIGNED)),
    refuses(
        AS_PRINTED,
        "nothing was printed",
        MONITORED,
        moment(*lacking(SIGNED, AgreementPrinted, AgreementSigned)),
        "No agreement has been printed",
    ),
    allows(AS_PRINTED, "an action beside it", MONITORED, moment(*SIGNED, proposed("c"))),
    *(
        refuses(
            AS_PRINTED,
            f"{content.tag} after the print",
            content_after,
            moment(*SIGNED, content),
            "changed after version 1",
        )
        for content_after in [MONITORED]
        for content in (
            replace(HARM, text="Something else."),
            replace(proposed("a"), what="Another thing"),
            DROPPED,
            replace(DEADLINE, deadline=DAY + timedelta(61)),
            PARTS,
        )
    ),
    allows(AS_PRINTED, "the words were put back", MONITORED, moment(*SIGNED, *PUT_BACK)),
    allows(LATEST, "a Primary Party signs the latest print", signs(ANH), moment(*PRINTED)),
    refuses(
        LATEST, "nothing was printed", signs(ANH), moment(*FORMING), "not the version printed last"
    ),
    refuses(
        LATEST,
        "an older print is signed",
        signs(ANH),
        moment(*PRINTED, printed(2, "a")),
        "not the version printed last",
    ),
    refuses(LATEST, "support signs", signs(MINH), moment(*PRINTED), "by the Primary Parties"),
    refuses(LATEST, "nobody saw it", signs(ANH, witness=" "), moment(*PRINTED), "Who saw"),
    allows(MATCHED, "the first print", printed(1, "a", "b"), moment(*FORMING)),
    allows(MATCHED, "the second print", printed(2, "a"), moment(*PRINTED)),
    allows(
        MATCHED,
        "a print is corrected and keeps its number",
        replace(printed(1, "a"), replaces=EntryId("e0")),
        correcting(printed(1, "a", "b"), *PRINTED),
    ),
    allows(
        MATCHED,
        "a print with the number of one that was signed and taken back is skipped",
        printed(3, "a"),
        moment(*PRINTED, signs(ANH, version=2)),
    ),
    refuses(MATCHED, "the same number again", printed(1, "a"), moment(*PRINTED), "is version 2"),
    refuses(MATCHED, "a number too far", printed(3, "a"), moment(*PRINTED), "is version 2"),
    refuses(
        MATCHED, "the first print is no zero", printed(0, "a"), moment(*FORMING), "is version 1"
    ),
    refuses(
        MATCHED,
        "the number of a version that somebody signed",
        printed(2, "a"),
        moment(*PRINTED, signs(ANH, version=2)),
        "is version 3",
    ),
    refuses(
        MATCHED,
        "a corrected print takes another number",
        replace(printed(2, "a"), replaces=EntryId("e0")),
        correcting(printed(1, "a", "b"), *PRINTED),
        "is version 1",
    ),
    refuses(
        MATCHED,
        "an action that nobody proposed",
        printed(1, "a", "z"),
        moment(*FORMING),
        "not on the table",
    ),
    refuses(
        MATCHED,
        "an action that was dropped",
        printed(1, "a", "b"),
        moment(*FORMING, DROPPED),
        "not on the table",
    ),
    refuses(
        MATCHED,
        "the same under a programme with a Director",
        printed(1, "z"),
        moment(*FORMING, programme=PARTNERS),
        "not on the table",
    ),
    allows(ONCE, "the first signature", signs(ANH), moment(*PRINTED)),
    allows(ONCE, "the other party signs", signs(COLE), moment(*PRINTED, signs(ANH))),
    allows(
        ONCE,
        "the next version is signed",
        signs(ANH, version=2),
        moment(*SIGNED, printed(2, "a", "b")),
    ),
    allows(
        ONCE,
        "who saw it is corrected",
        replace(signs(ANH, witness="Mateo"), replaces=EntryId("e0")),
        correcting(signs(ANH), *SIGNED),
    ),
    refuses(
        ONCE, "the same signature twice", signs(ANH), moment(*SIGNED), "Anh has signed version 1"
    ),
    refuses(
        ONCE,
        "another's entry is turned into a second signature",
        replace(signs(ANH), replaces=EntryId("e0")),
        correcting(signs(COLE), *SIGNED),
        "Anh has signed version 1",
    ),
    refuses(
        FIRST,
        "nobody is left to sign",
        MONITORED,
        moment(*PRINTED, *(ConsentWithdrawn(on=DAY, person=who) for who in (ANH, COLE))),
        "Nobody has signed",
    ),
    allows(
        FIRST,
        "all left when they had signed",
        done("a"),
        moment(*until(done("a")), *(ConsentWithdrawn(on=DAY, person=p) for p in (ANH, COLE))),
    ),
    allows(
        FIRST,
        "a party who declined and was not in the circle signs nothing",
        MONITORED,
        moment(*WITHOUT_COLE, printed(1, "a"), signs(ANH)),
    ),
    refuses(
        FIRST,
        "a party who takes part, and was not in the circle",
        MONITORED,
        moment(*ANH_ALONE, printed(1, "a"), signs(ANH)),
        "Cole has not signed",
    ),
    allows(
        FIRST,
        "somebody said no after the first circle and was not in the second",
        MONITORED,
        moment(*LATER_ALONE, willing(COLE, Answer.NO), printed(1, "a"), signs(ANH)),
    ),
    allows(
        FIRST,
        "no circle was held, and somebody declined",
        MONITORED,
        moment(*NO_CIRCLE, willing(COLE, Answer.NO), printed(1, "a"), signs(ANH)),
    ),
    refuses(
        FIRST,
        "no circle was held, and both go forward",
        MONITORED,
        moment(*NO_CIRCLE, printed(1, "a"), signs(ANH)),
        "Cole has not signed",
    ),
    refuses(
        FIRST,
        "somebody was in the first circle and not in the second",
        MONITORED,
        moment(*LATER_ALONE, printed(1, "a"), signs(ANH)),
        "Cole has not signed",
    ),
    allows(
        FIRST,
        "somebody said no after the circle in which all agreed",
        MONITORED,
        moment(*PRINTED, willing(COLE, Answer.NO), signs(ANH)),
    ),
    allows(
        FIRST,
        "somebody left after the circle in which all agreed",
        MONITORED,
        moment(*PRINTED, ConsentWithdrawn(on=DAY, person=COLE), signs(ANH)),
    ),
    refuses(
        FIRST,
        "no Primary Party was in the circle",
        MONITORED,
        moment(*NO_CIRCLE, started(MINH), proposed("a"), printed(1, "a")),
        "Anh has not signed",
    ),
    allows(FIRST, "monitoring begins when all have signed", MONITORED, moment(*SIGNED)),
    allows(FIRST, "a copy is given when all have signed", COPY, moment(*SIGNED)),
    allows(FIRST, "an action is done when all have signed", done("a"), moment(*SIGNED)),
    refuses(
        FIRST,
        "monitoring begins before",
        MONITORED,
        moment(*PRINTED, signs(ANH)),
        "Cole has not signed",
    ),
    refuses(FIRST, "a copy is given before", COPY, moment(*PRINTED), "Anh has not signed"),
    refuses(FIRST, "an action is done before", done("a"), moment(*PRINTED), "has not signed"),
    refuses(
        FIRST,
        "a new version was printed since",
        done("a"),
        moment(*SIGNED, printed(2, "a")),
        "has not signed",
    ),
    allows(DONE, "every action is done", FULFILLED, moment(*ALL_DONE)),
    refuses(
        DONE,
        "one is not",
        FULFILLED,
        moment(*lacking(ALL_DONE, done("b"))),
        "“Action b” is not done",
    ),
    refuses(
        DONE,
        "the agreement is not in force",
        FULFILLED,
        moment(*lacking(ALL_DONE, MONITORED)),
        "not in force",
    ),
)


ANEW = agreement.what_is_in_force_is_not_printed_anew

TABLE += (
    allows(ANEW, "a first print", printed(1, "a"), moment(*until(printed(1, "a", "b")))),
    refuses(ANEW, "one in force", printed(2, "a"), moment(*until(done("a"))), "in force"),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_the_agreement_say(row: Row) -> None:
    judge(row)


def test_who_has_not_agreed_to_what_is_left_out_is_named() -> None:
    (missing,) = LEFT_OUT.rule_on(printed(1, "a"), moment(*DANA_DOUBTS)).missing
    assert missing.who == ("Dana",)
    assert [action.id for action in actions_to_print(moment(*DANA_DOUBTS).the_case)] == ["a"]


def test_somebody_on_both_sides_signs_once() -> None:
    both = named(COLE, Part.AFFECTED, Part.RESPONSIBLE)
    told = (*PRINTED, *by(PRIYA, both, signs(ANH)))
    assert unsigned_parties(moment(*told).the_case) == ("Cole",)
    assert unsigned_parties(moment(*told, signs(COLE)).the_case) == ()


def test_who_takes_part_signs_and_who_left_does_not() -> None:
    def who(*told: Told) -> list[str]:
        return [person.name for person in signing_parties(moment(*told).the_case)]

    assert who(*PRINTED) == who(*NO_CIRCLE) == who(*LATER_ALONE) == ["Anh", "Cole"]
    assert who(*PRINTED, willing(COLE, Answer.NO)) == ["Anh"]
    assert who(*PRINTED, ConsentWithdrawn(on=DAY, person=COLE)) == ["Anh"]


def test_a_guardian_signs_beside_a_party_who_is_under_age() -> None:
    minor = by(PRIYA, MinorNoted(on=DAY, person=COLE), GUARDIAN)
    told = (*PRINTED, *minor, *by(PRIYA, signs(ANH), signs(COLE)))
    assert unsigned_parties(moment(*told).the_case) == ("A parent, guardian of Cole,",)
    beside = replace(signs(COLE), guardian=True)
    assert unsigned_parties(moment(*told, beside).the_case) == ()


def test_what_was_printed_says_the_same_whatever_is_worked_on_afterwards() -> None:
    before = moment(*SIGNED).the_case.agreement.printed
    after = moment(*SIGNED, replace(HARM, text="Else"), DROPPED, PARTS).the_case.agreement.printed
    assert before == after


def test_a_version_that_was_signed_is_never_printed_again() -> None:
    taken_back = lacking((*PRINTED, *by(PRIYA, signs(ANH))), printed(1, "a", "b"))
    told = moment(*taken_back).the_case.agreement
    assert told.printed == ()
    assert told.next_version == 2


def test_a_whole_agreement_is_signed_copied_done_and_fulfilled() -> None:
    told = moment(*STORY).the_case.agreement
    assert {action.done for action in told.binding_actions} == {DAY}
    assert [copy.person for copy in told.copies] == [ANH, COLE]
    assert (told.monitoring_since, told.fulfilled) == (DAY, DAY)
