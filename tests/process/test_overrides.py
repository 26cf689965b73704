import pytest
from msgspec.structs import replace

from rjdesk.process.case import Override
from rjdesk.process.house.rules import only_the_named_role_sets_a_rule_aside
from rjdesk.process.rules import rule_on
from rjdesk.process.taking_part.events import WillingnessStated
from tests.process.stories import (
    ANH,
    COLE,
    DANA,
    EWA,
    IMANI,
    MATEO,
    MINH,
    OPENED,
    PARTNERS,
    PRIYA,
    REED,
    STORY,
    Told,
    agreed,
    assigned,
    by,
    case_after,
    completed,
    contact,
    decided,
    entered,
    lacking,
    meets,
    moment,
    overridden,
    printed,
    scheduled,
    started,
    until,
)

BEFORE = until(contact(ANH))
SET_ASIDE = by(IMANI, overridden("RC-063", "contact-made", "She asked us in writing to call him."))


def refused(event: object, *told: Told) -> set[str]:
    return {ruling.rule for ruling in rule_on(event, moment(*told)) if ruling.refuses}


def test_a_rule_set_aside_lets_exactly_the_next_such_act_through() -> None:
    assert refused(contact(COLE), *BEFORE) == {"RC-063"}
    assert refused(contact(COLE), *BEFORE, *SET_ASIDE) == set()
    assert refused(contact(COLE), *BEFORE, *SET_ASIDE, contact(COLE)) == {"RC-063"}


def test_the_ruling_shows_the_reason_for_which_it_was_set_aside() -> None:
    at = moment(*BEFORE, *SET_ASIDE)
    (ruling,) = [r for r in rule_on(contact(COLE), at) if r.rule == "RC-063"]
    assert ruling.overridden == "She asked us in writing to call him."
    assert not ruling.met
    assert not ruling.refuses


def test_an_override_waits_through_other_acts() -> None:
    told = (*BEFORE, *SET_ASIDE, meets("m1", ANH))
    assert refused(contact(COLE), *told) == set()
    assert [o.rule for o in case_after(*told).overrides] == ["RC-063"]


def test_an_override_for_one_kind_of_act_does_not_serve_another() -> None:
    assert refused(meets("m2", COLE), *BEFORE, *SET_ASIDE) == {"RC-063"}


def test_an_override_of_one_rule_does_not_serve_another() -> None:
    told = lacking(until(started()), assigned(MATEO), completed("m2"))
    one = overridden("RC-081", "circle-started")
    without = refused(started(), *told)
    assert {"RC-045", "RC-081"} <= without
    assert refused(started(), *told, one) == without - {"RC-081"}


def test_an_override_that_was_used_is_kept_with_who_gave_it_and_why() -> None:
    case = case_after(*BEFORE, *SET_ASIDE, contact(COLE))
    assert case.overrides == ()
    assert case.used_overrides == (
        Override("RC-063", "contact-made", "She asked us in writing to call him.", IMANI),
    )


def test_two_rules_may_be_set_aside_for_one_act_and_both_are_used_up_by_it() -> None:
    told = lacking(until(started()), completed("m2"), assigned(MATEO))
    both = (
        *by(PRIYA, overridden("RC-081", "circle-started")),
        *by(IMANI, overridden("RC-045", "circle-started")),
    )
    assert not {"RC-045", "RC-081"} & refused(started(), *told, *both)
    used = case_after(*told, *both, started()).used_overrides
    assert {(o.rule, o.by) for o in used} == {("RC-081", PRIYA), ("RC-045", IMANI)}


def test_an_override_in_the_journal_does_not_open_a_shall_rule() -> None:
    told = until(scheduled())
    forged = overridden("RC-040", "conference-scheduled")
    unwilling = lacking(told, *[a.event for a in told if isinstance(a.event, WillingnessStated)])
    assert "RC-040" in refused(scheduled(), *unwilling, forged)


def test_an_action_not_agreed_by_all_is_printed_for_a_written_reason() -> None:
    told = lacking(until(printed(1, "a", "b")), agreed("b", DANA))
    reason = overridden("RC-090", "agreement-printed", "Dana had to leave; she agreed by phone.")
    assert refused(printed(1, "a", "b"), *told) == {"RC-090"}
    assert refused(reason, *told) == set()
    assert refused(printed(1, "a", "b"), *told, reason) == set()
    assert refused(printed(2, "a", "b"), *told, reason, printed(1, "a", "b")) == {"RC-090"}


def test_a_facilitator_answers_for_a_decision_without_the_question_of_care() -> None:
    told = (*by(IMANI, replace(OPENED, may_harm_further=None)), *until(decided())[1:])
    reason = overridden("RC-001", "eligibility-decided", "We asked the elders, who answer later.")
    assert refused(decided(), *told) == {"RC-001"}
    assert refused(decided(), *told, reason) == set()


@pytest.mark.parametrize(
    ("programme", "rule", "act"),
    [
        pytest.param(programme, rule, act, id=f"{programme.id} {rule}")
        for programme in (REED, PARTNERS)
        for rule, act in {
            "RC-040": "circle-started",
            "RC-044": "participant-named",
            "RC-069": "circle-started",
            "RC-072": "note-written",
            "RC-084": "round-entered",
            "RC-112": "monitoring-began",
        }.items()
    ],
)
def test_no_shipped_programme_lets_anybody_set_these_aside(
    programme: object, rule: str, act: str
) -> None:
    for member in (IMANI, PRIYA, EWA):
        at = moment(*STORY, actor=member, programme=programme)
        ruling = only_the_named_role_sets_a_rule_aside.rule_on(overridden(rule, act), at)
        assert ruling.refuses


def test_a_circle_round_is_skipped_with_a_written_reason_and_the_skip_is_kept() -> None:
    told = until(entered(2))
    assert "RC-080" in refused(entered(3), *told)
    reason = overridden("RC-080", "round-entered", "The values were named in the morning.")
    assert "RC-080" not in refused(entered(3), *told, reason)
    case = case_after(*told, reason, entered(3))
    assert case.circle is not None
    assert case.circle.skips == ((2, "passed over"),)
    assert case.used_overrides[0].reason == "The values were named in the morning."
    assert MINH in case.circle.present
