"""What follows from a told story, read where it is derived, over memory and over a vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from rjdesk.process.circle.state import Outcome
from rjdesk.process.counts.derived import counted_as, successful
from rjdesk.process.counts.state import Counted
from rjdesk.process.followup.derived import follow_ups_due, untold
from rjdesk.process.followup.state import FollowUpKind
from rjdesk.process.intake.derived import intake_checklist
from rjdesk.process.membership.state import CaseState
from rjdesk.process.premeeting.events import EligibilityDecided
from rjdesk.process.restitution.derived import account_of
from rjdesk.process.retention.derived import deletion_window
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import one_party as s4
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal import without_sides as s9
from rjdesk.rehearsal.telling import Chapter, Story
from tests.scenarios.world import World
from tests.stories.desk import told

Live = Callable[[Story, Chapter], World]


@pytest.fixture(params=["memory", "vault"])
def live(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Live]:
    """Tell a story up to the end of a chapter."""
    worlds: list[World] = []

    def lived(story: Story, chapter: Chapter) -> World:
        folder = tmp_path / "story.rjvault" if request.param == "vault" else None
        worlds.append(told(story, chapter, folder))
        return worlds[-1]

    yield lived
    for world in worlds:
        world.leave()


def test_intake_is_whole_and_both_facilitators_signed(live: Live) -> None:
    desk = live(s1.STORY, s1.PRE_MEETINGS).desk("mateo")
    case = desk.case(s1.CASE)
    assert all(point.done for point in intake_checklist(case, desk.programme()))
    record = desk.record_of(s1.CASE)
    decided = [entry.by for entry in record if isinstance(entry.event, EligibilityDecided)]
    assert decided == [s1.PRIYA, s1.MATEO]
    assert case.eligible


def test_nobody_is_passed_over_after_the_power_went(live: Live) -> None:
    circle = live(s1.STORY, s1.CIRCLE).desk("priya").case(s1.CASE).circle
    assert circle is not None
    turns = [t for t in circle.turns if t.round == 3]
    assert [turn.person for turn in turns] == list(s1.SEATS)
    minhs = [t.outcome for t in circle.turns if t.person == s1.MINH and t.round in {2, 3}]
    assert minhs == [Outcome.PASSED, Outcome.PASSED]


def test_what_was_printed_leaves_out_what_not_everybody_agreed_to(live: Live) -> None:
    agreement = live(s1.STORY, s1.AGREEMENT).desk("priya").case(s1.CASE).agreement
    versions = [[action.id for action in printed.terms.actions] for printed in agreement.printed]
    assert versions == [["a", "c"], ["a", "b", "c"]]
    assert len(agreement.copies) == 2


def test_follow_ups_window_and_the_line_in_the_coalition(live: Live) -> None:
    desk = live(s1.STORY, s1.FOLLOW_UP).desk("priya")
    case = desk.case(s1.CASE)
    assert {(f.kind, f.person): f.due for f in follow_ups_due(case, desk.programme(case))} == {
        (FollowUpKind.AFTER_PROCESS, s1.ANH): date(2026, 10, 26),
        (FollowUpKind.AFTER_PROCESS, s1.COLE): date(2026, 10, 26),
        (FollowUpKind.COMPLETION, s1.ANH): date(2026, 12, 16),
        (FollowUpKind.SIX_MONTHS, s1.ANH): date(2027, 6, 16),
    }
    assert ("a", s1.ANH) not in untold(case)
    window = deletion_window(case, desk.programme(case).deadlines)
    assert window is not None
    assert (window.opens, window.ends) == (date(2027, 6, 16), date(2027, 12, 16))
    assert desk.coalition.cases[s1.CASE].state is CaseState.ENDED
    assert case.closing.closed == s1.DEC17


def test_a_director_holds_no_notes_and_is_refused_at_the_door(live: Live) -> None:
    world = live(s2.STORY, s2.INTAKE)
    assert not world.desk("vera").reads_notes(s2.CASE)
    assert "RJ-WHO" in world.refused("vera", s2.CASE, s2.BEGIN), "at its door, not at its notes"


def test_two_hours_pass_and_nothing_ends_and_a_balance_is_left(live: Live) -> None:
    case = live(s2.STORY, s2.COMPLIANCE).desk("luz").case(s2.CASE)
    assert case.circle is not None
    assert case.circle.ended_at is None
    account = account_of(case, "money")
    assert account is not None
    assert account.balance == 20_000


def test_meetings_come_again_and_who_declined_is_not_followed_up(live: Live) -> None:
    desk = live(s4.STORY, s4.ENDING).desk("priya")
    case = desk.case(s4.CASE)
    recurrence = case.recurrence
    assert recurrence is not None
    assert recurrence.days() == (date(2026, 11, 20), date(2026, 12, 20), date(2027, 1, 20))
    due = follow_ups_due(case, desk.programme(case))
    assert [(each.kind, each.person) for each in due] == [(FollowUpKind.AFTER_PROCESS, s4.ANSELM)]
    window = deletion_window(case, desk.programme(case).deadlines)
    assert window is not None
    assert (window.opens, window.ends) == (date(2027, 7, 22), date(2028, 1, 22))


@pytest.mark.parametrize("story", [s9.COMMUNITY, s9.RE_ENTRY, s9.OPEN], ids=lambda s: s.id)
def test_a_circle_without_sides_is_counted_as_held(live: Live, story: Story) -> None:
    desk = live(story, story.chapters[-1]).desk("priya")
    case = desk.case(s9.CASE)
    assert case.primary_parties == ()
    assert follow_ups_due(case, desk.programme(case)) == ()
    assert counted_as(case) is Counted.CIRCLE_HELD
    assert successful(case)
    services = ((s9.ONDINE, "counselling"),) if story is s9.RE_ENTRY else ()
    known = case.one_party.services
    assert tuple((each.person, each.service) for each in known) == services
