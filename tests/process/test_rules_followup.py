from datetime import date

import pytest
from msgspec.structs import replace

from rjdesk.process.accountability.state import Every
from rjdesk.process.case import Case
from rjdesk.process.followup import rules as followup
from rjdesk.process.followup.derived import (
    contacts_due,
    follow_ups_due,
    own_part,
    untold,
    untold_if_missed,
)
from rjdesk.process.followup.events import (
    AffectedPartyTold,
    DelayTold,
    FollowUpClosed,
    RhythmAgreed,
)
from rjdesk.process.followup.state import DueFollowUp, Ended, FollowUpKind
from rjdesk.process.house.rules import only_the_named_role_sets_a_rule_aside
from rjdesk.process.people.state import Part
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending
from tests.process.stories import (
    ANH,
    CIRCLE_DONE,
    COLE,
    DANA,
    DAY,
    FULFILLED,
    IMANI,
    MATEO,
    PARTNERS,
    REED,
    STORY,
    Told,
    case_after,
    contact,
    done,
    lacking,
    moment,
    named,
    overridden,
    proposed,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses

COMPLETION, SIX_MONTHS = FollowUpKind.COMPLETION, FollowUpKind.SIX_MONTHS
IN_FORCE = until(done("a"))
HELD = FollowUpClosed(
    on=DAY,
    kind=FollowUpKind.AFTER_PROCESS,
    person=ANH,
    closed=Ended.HELD,
    satisfied=True,
    further_harm=False,
)
TOLD = AffectedPartyTold(on=DAY, person=ANH, action="a")

LATE, AFTER = DelayTold(on=DAY, person=ANH, action="a"), date(2027, 6, 1)
SO = followup.what_is_told_is_so
SHOWN = followup.done_means_shown
DAY_OF = followup.no_follow_up_ends_before_its_day
BOTH = followup.both_questions_are_asked

IS_DONE = followup.what_is_told_is_done

TABLE: tuple[Row, ...] = (
    allows(IS_DONE, "it is done", TOLD, moment(*IN_FORCE, done("a"))),
    refuses(IS_DONE, "it is not done", TOLD, moment(*IN_FORCE), "nothing to tell"),
    refuses(IS_DONE, "they know", TOLD, moment(*IN_FORCE, done("a"), TOLD), "nothing to tell"),
    allows(SHOWN, "something shows it", done("a"), moment(*IN_FORCE)),
    refuses(SHOWN, "nothing shows it", done("a", " "), moment(*IN_FORCE), "What shows"),
    refuses(
        SHOWN,
        "an action that nobody signed",
        done("c"),
        moment(*IN_FORCE, proposed("c")),
        "not part of the signed",
    ),
    allows(SO, "its day has passed", replace(LATE, on=AFTER), moment(*IN_FORCE, today=AFTER)),
    refuses(SO, "there is time for it", LATE, moment(*IN_FORCE), "There is time"),
    refuses(
        SO,
        "it was done",
        replace(LATE, on=AFTER),
        moment(*IN_FORCE, done("a"), today=AFTER),
        "Nothing was missed",
    ),
    allows(DAY_OF, "the circle has ended", HELD, moment(*IN_FORCE)),
    allows(DAY_OF, "all is fulfilled", replace(HELD, kind=COMPLETION), moment(*STORY)),
    allows(
        DAY_OF,
        "six months later",
        replace(HELD, kind=SIX_MONTHS, on=date(2027, 4, 26)),
        moment(*STORY, today=date(2027, 4, 26)),
    ),
    refuses(
        DAY_OF,
        "no circle has ended",
        HELD,
        moment(*until(CIRCLE_DONE)),
        "No circle has ended yet",
    ),
    refuses(
        DAY_OF,
        "it is dated before the circle",
        replace(HELD, on=date(2026, 10, 25)),
        moment(*IN_FORCE),
        "due from 26 October 2026",
    ),
    *(
        refuses(
            DAY_OF,
            f"{ended.value}, and not all is fulfilled",
            replace(HELD, kind=COMPLETION, closed=ended),
            moment(*IN_FORCE),
            "not fulfilled yet",
        )
        for ended in Ended
    ),
    *(
        refuses(
            DAY_OF,
            f"{ended.value} a day too early",
            replace(HELD, kind=SIX_MONTHS, closed=ended, on=date(2027, 4, 25)),
            moment(*STORY, today=date(2027, 4, 26)),
            "due from 26 April 2027",
        )
        for ended in Ended
    ),
    refuses(
        DAY_OF,
        "one that a programme with a Director has not",
        replace(HELD, kind=SIX_MONTHS),
        moment(*STORY, programme=PARTNERS),
        "no such follow-up",
    ),
    allows(BOTH, "both questions were answered", HELD, moment(*STORY)),
    allows(
        BOTH, "no is an answer", replace(HELD, satisfied=False, further_harm=True), moment(*STORY)
    ),
    allows(
        BOTH,
        "they declined",
        replace(HELD, closed=Ended.DECLINED, satisfied=None, further_harm=None),
        moment(*STORY),
    ),
    refuses(
        BOTH,
        "nobody asked if they are satisfied",
        replace(HELD, satisfied=None),
        moment(*STORY),
        "still satisfied",
    ),
    refuses(
        BOTH,
        "nobody asked about further harm",
        replace(HELD, further_harm=None),
        moment(*STORY),
        "further harm",
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_follow_up_say(row: Row) -> None:
    judge(row)


def test_a_facilitator_sets_the_day_aside_with_a_written_reason() -> None:
    early = replace(HELD, kind=SIX_MONTHS, closed=Ended.DECLINED)
    reason = overridden("RC-101", "follow-up-closed", "She asked us not to call again.")
    assert only_the_named_role_sets_a_rule_aside.rule_on(reason, moment(*STORY)).met
    assert not DAY_OF.rule_on(early, moment(*STORY, reason)).refuses
    assert only_the_named_role_sets_a_rule_aside.rule_on(
        reason, moment(*STORY, actor=IMANI)
    ).refuses


def test_three_follow_ups_come_due_on_three_days_and_each_closes_once() -> None:
    late = replace(FULFILLED, on=date(2026, 8, 31))
    case = case_after(*until(FULFILLED), late)
    assert follow_ups_due(case, REED) == (
        DueFollowUp(FollowUpKind.AFTER_PROCESS, ANH, DAY),
        DueFollowUp(FollowUpKind.AFTER_PROCESS, COLE, DAY),
        DueFollowUp(FollowUpKind.COMPLETION, ANH, date(2026, 8, 31)),
        DueFollowUp(FollowUpKind.SIX_MONTHS, ANH, date(2027, 2, 28)),
    )
    still = follow_ups_due(case_after(*until(FULFILLED), late, HELD), REED)
    assert [(due.kind, due.person) for due in still] == [
        (FollowUpKind.AFTER_PROCESS, COLE),
        (FollowUpKind.COMPLETION, ANH),
        (FollowUpKind.SIX_MONTHS, ANH),
    ]


def test_nothing_is_due_before_the_circle_has_ended() -> None:
    assert follow_ups_due(case_after(*until(proposed("a"))), REED) == ()


def test_the_affected_party_is_to_be_told_of_each_action_and_of_the_whole() -> None:
    assert untold(case_after(*IN_FORCE)) == ()
    assert untold(case_after(*IN_FORCE, done("a"))) == (("a", ANH),)
    assert untold(case_after(*IN_FORCE, done("a"), TOLD)) == ()
    assert untold(case_after(*STORY, TOLD)) == (("b", ANH), ("", ANH))
    assert untold(case_after(*lacking(STORY, FULFILLED), TOLD)) == (("b", ANH),)
    assert MATEO in case_after(*STORY).facilitators


def test_the_affected_party_is_to_be_told_of_an_action_that_is_late() -> None:
    def late(*told: Told) -> list[tuple[str, str]]:
        case = case_after(*IN_FORCE, *told)
        return [(action.id, person) for action, person in untold_if_missed(case)]

    assert ("a", ANH) in late()
    assert ("a", ANH) not in late(LATE)
    assert ("a", ANH) not in late(done("a"))
    assert late(ProcessEnded(on=DAY, ending=Ending.DISCONTINUED)) == []
    assert untold_if_missed(case_after(*until(proposed("a")))) == ()
    assert untold(case_after(*IN_FORCE, LATE, done("a"))) == (("a", ANH),), "that is news too"


def test_another_day_that_passes_is_news_again() -> None:
    case = case_after(*IN_FORCE, LATE)
    later = replace(case.agreement.binding_actions[0], due=date(2026, 12, 24))
    (printed,) = case.agreement.printed
    terms = replace(printed.terms, actions=(later, *printed.terms.actions[1:]))
    agreement = replace(case.agreement, printed=(replace(printed, terms=terms),))
    amended = case.in_process(agreement=agreement)
    assert ("a", ANH) not in [(a.id, p) for a, p in untold_if_missed(case)]
    assert ("a", ANH) in [(a.id, p) for a, p in untold_if_missed(amended)]


def test_whoever_is_responsible_is_asked_how_it_goes_as_often_as_was_agreed() -> None:
    weekly = RhythmAgreed(on=DAY, every=Every.WEEK)

    def due(*told: Told) -> list[tuple[str, date]]:
        return [(person.id, day) for person, day in contacts_due(case_after(*IN_FORCE, *told))]

    assert due() == []
    assert due(weekly) == [(COLE, date(2026, 11, 2))]
    later = date(2026, 11, 5)
    assert due(weekly, replace(contact(COLE), on=later)) == [(COLE, date(2026, 11, 12))]
    assert due(weekly, replace(weekly, every=Every.MONTH)) == [(COLE, date(2026, 11, 26))]
    monthly = RhythmAgreed(on=later, every=Every.MONTH)
    assert due(monthly) == [(COLE, date(2026, 12, 5))], "it is not late before it was agreed"
    assert due(monthly, weekly) == due(monthly), "what was agreed earlier is entered later"
    assert due(weekly, ProcessEnded(on=DAY, ending=Ending.DISCONTINUED)) == []
    before = replace(contact(COLE), on=date(2026, 10, 1))
    assert due(weekly, before) == [(COLE, date(2026, 11, 2))], "it counts from the agreement on"


def test_where_several_are_responsible_each_part_ends_by_itself() -> None:
    weekly = RhythmAgreed(on=DAY, every=Every.WEEK)
    second = replace(proposed("b"), owner=DANA)
    owned = [replace(a, event=second) if a.event == proposed("b") else a for a in IN_FORCE]

    def with_two(*told: Told) -> Case:
        return case_after(*owned, named(DANA, Part.RESPONSIBLE), willing(DANA), weekly, *told)

    def asked(*told: Told) -> set[str]:
        return {person.id for person, _day in contacts_due(with_two(*told))}

    assert asked() == {COLE, DANA}
    assert asked(done("a")) == {DANA}, "what Cole was to do is done"
    assert own_part(with_two(done("a")), COLE) == DAY
    assert own_part(with_two(done("a")), DANA) is None
    assert own_part(with_two(done("a")), ANH) is None, "nobody whose part is empty has done it"
    assert asked(done("a"), done("b")) == set()


def test_each_follow_up_waits_for_the_act_that_it_follows() -> None:
    advised = {
        kind: [m.act for m in DAY_OF.check(replace(HELD, kind=kind), moment())]
        for kind in (FollowUpKind.AFTER_PROCESS, FollowUpKind.SIX_MONTHS)
    }
    assert advised == {
        FollowUpKind.AFTER_PROCESS: ["circle-completed"],
        FollowUpKind.SIX_MONTHS: ["agreement-fulfilled"],
    }
