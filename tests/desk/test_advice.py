"""What a refusal advises can be done by whom it tells, and supplies what is missing."""

from __future__ import annotations

from rjdesk.process.agreement.events import AgreementPrinted, MonitoringBegan
from rjdesk.process.circle.events import CircleStarted, TurnTaken
from rjdesk.process.kernel.event import Event
from rjdesk.process.kernel.ruling import ITSELF, NOBODY
from rjdesk.process.preparation.events import ReasonWritten
from rjdesk.process.referral.events import MinorNoted
from rjdesk.process.taking_part.events import ConsentWithdrawn, RemainingPartyChose
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.telling import Story
from tests.scenarios.world import World
from tests.stories.desk import told
from tests.stories.happening import copied, presses, told_to_each_point

REASON = ReasonWritten(on=s1.OCT26, text=s1.REASON)
PRINT = AgreementPrinted(on=s1.OCT26, paper_version=1, digest="x", paper="v1", actions=())


def advice(world: World, story: Story, by: str, event: Event) -> dict[str, set[str]]:
    """Return the acts that are advised, by the rule that refuses."""
    acts: dict[str, set[str]] = {}
    for ruling in world.desk(by).may(story.case, event).missing:
        acts.setdefault(ruling.rule, set()).update(each.act for each in ruling.missing)
    return acts


def test_who_does_not_hold_a_case_hears_that_alone() -> None:
    world = told(s1.STORY, s1.CIRCLE)
    turn = TurnTaken(on=s1.OCT26, person=s1.ANH)
    assert advice(world, s1.STORY, "ewa", turn) == {"RJ-READ": {"facilitator-assigned"}}


def test_who_holds_it_asks_a_facilitator_and_need_not_become_one() -> None:
    world = told(s1.STORY, s1.PREPARATION)
    assert advice(world, s1.STORY, "imani", REASON) == {"RJ-WHO": {NOBODY}}


def test_after_the_close_it_is_the_close_that_is_taken_back_first() -> None:
    desk = told(s1.STORY, s1.FOLLOW_UP).desk("priya")
    assert "This case is closed" in desk.may(s1.CASE, REASON).why_not()


def test_only_who_takes_part_says_whether_to_go_on() -> None:
    world = told(s1.STORY, s1.PREPARATION)
    by_support = RemainingPartyChose(on=s1.OCT26, person=s1.MINH, go_on=True)
    assert advice(world, s1.STORY, "priya", by_support) == {"RC-171": {NOBODY}}
    world.do("priya", s1.CASE, ConsentWithdrawn(on=s1.OCT26, person=s1.COLE))
    by_who_left = RemainingPartyChose(on=s1.OCT26, person=s1.COLE, go_on=True)
    assert advice(world, s1.STORY, "priya", by_who_left) == {"RC-171": {"consent-renewed"}}


def test_an_agreement_is_printed_before_it_is_in_force() -> None:
    world = told(s1.STORY, s1.PREPARATION)
    in_force = MonitoringBegan(on=s1.OCT26)
    assert "agreement-printed" in advice(world, s1.STORY, "priya", in_force)["RC-112"]


def test_where_nothing_is_on_the_table_something_is_proposed() -> None:
    world = told(s1.STORY, s1.PREPARATION)
    printing = advice(world, s1.STORY, "priya", PRINT)
    assert printing["RC-015"] == {"harm-named", "action-proposed"}


def test_each_open_point_of_a_meeting_names_the_act_that_settles_it() -> None:
    opened = [press.event for press in presses(s2.STORY)].index(s2.BEGIN) + 1
    world = copied(told_to_each_point(s2.STORY)[opened])
    assert advice(world, s2.STORY, "luz", s2.COMPLETE)["RP-06"] == {
        *("process-explained", "questions-discussed"),
        *("willingness-stated", "support-settled"),
    }


def test_for_who_is_under_age_a_guardian_is_asked() -> None:
    world = told(s2.STORY, s2.PRE_CONFERENCE)
    world.do("luz", s2.CASE, s2.guardian(consents=False))
    world.do("luz", s2.CASE, MinorNoted(on=s2.DAY, person=s2.ROSA))
    assert "guardian-consented" in advice(world, s2.STORY, "luz", s2.SCHEDULE)["RC-040"]
    go_on = RemainingPartyChose(on=s2.DAY, person=s2.ROSA, go_on=True)
    assert advice(world, s2.STORY, "luz", go_on)["RC-171"] == {"guardian-consented"}
    assert "guardian-consented" in advice(world, s2.STORY, "luz", s2.SCHEDULE)["RP-10"]


def test_where_no_party_is_left_nobody_else_could_invite_somebody() -> None:
    world = told(s1.STORY, s1.PREPARATION)
    start = CircleStarted(on=s1.OCT26, present=(s1.MINH,))
    for party, advised in ((s1.ANH, "participant-named"), (s1.COLE, ITSELF)):
        world.do("priya", s1.CASE, ConsentWithdrawn(on=s1.OCT26, person=party))
        assert advised in advice(world, s1.STORY, "priya", start)["RC-013"]


def test_another_circle_without_one_side_is_not_helped_by_ending_the_one_under_way() -> None:
    begun = [press.event for press in presses(s1.STORY)].index(s1.SECOND)
    world = copied(told_to_each_point(s1.STORY)[begun])
    world.do("priya", s1.CASE, ConsentWithdrawn(on=s1.OCT26, person=s1.ANH))
    again = CircleStarted(on=s1.OCT26, present=(s1.COLE, s1.DANA))
    assert advice(world, s1.STORY, "priya", again)["RC-172"] == {"process-chosen"}
    turn = TurnTaken(on=s1.OCT26, person=s1.COLE)
    assert advice(world, s1.STORY, "priya", turn)["RC-172"] == {"circle-ended-early"}
