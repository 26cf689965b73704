"""After a change of name the signatures stand, and a reprint is offered (A39)."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from rjdesk.desk.views.agreement import AskAgreement
from rjdesk.desk.views.papers import AskPapers
from rjdesk.process.agreement.events import ActionProposed, MonitoringBegan
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.intake.events import PersonRenamed
from rjdesk.process.kernel.event import Event
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import World
from tests.stories.happening import copied, presses, told_to_each_point
from tests.stories.paper import text_of

NEW = "Cole Brandvold-Reyes"


def before(kind: type[Event]) -> World:
    """Return the world of the first story before the first event of a kind."""
    points = zip(presses(s1.STORY), told_to_each_point(s1.STORY), strict=False)
    return copied(next(world for press, world in points if isinstance(press.event, kind)))


def renamed(world: World) -> None:
    """Give Cole another name, a day after the agreement was signed."""
    on = world.clock().date()
    world.do("priya", s1.CASE, PersonRenamed(on=on, person=s1.COLE, person_name=NEW, called="Cole"))


def test_a_version_under_the_names_used_now_is_offered_beside_the_one_signed() -> None:
    world = before(ActionCompleted)
    ask = AskPapers(s1.CASE)
    assert world.desk("priya").ask(ask).renamed is None
    renamed(world)
    desk = world.desk("priya")
    sheet = desk.ask(ask).renamed
    assert sheet is not None
    assert sheet.version == 2, "it is the version that was signed"
    assert not sheet.draft
    text = text_of(sheet)
    assert NEW in text
    for what in (s1.LETTER, s1.HOURS, s1.MATERIALS, s1.HARM):
        assert what in text
    view = desk.ask(AskAgreement(s1.CASE))
    assert view.renamed == (NEW,)
    assert all(row.signed for row in view.signatures), "the signatures stand"


def test_what_is_worked_on_since_is_not_on_it() -> None:
    world = before(MonitoringBegan)
    renamed(world)
    action = next(p.event for p in presses(s1.STORY) if isinstance(p.event, ActionProposed))
    draft = replace(action, action="z", what="Something new", on=world.clock().date())
    world.do("priya", s1.CASE, draft)
    sheet = world.desk("priya").ask(AskPapers(s1.CASE)).renamed
    assert sheet is not None
    assert s1.LETTER in text_of(sheet)
    assert "Something new" not in text_of(sheet)


def test_a_name_from_before_the_print_offers_nothing() -> None:
    world = before(ActionCompleted)
    printed = world.desk("priya").case(s1.CASE).agreement.latest
    assert printed is not None
    long_ago = PersonRenamed(
        on=printed.on - timedelta(days=1), person=s1.COLE, person_name=NEW, called="Cole"
    )
    world.do("priya", s1.CASE, long_ago)
    assert world.desk("priya").ask(AskPapers(s1.CASE)).renamed is None
