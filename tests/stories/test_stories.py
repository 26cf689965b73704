"""Every told case, lived through by three drivers: at the desk over memory and a vault, and in
a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rjdesk.rehearsal.stories import TOLD
from rjdesk.rehearsal.telling import Story
from tests.scenarios.world import World
from tests.stories.desk import AtTheDesk, world_of
from tests.stories.window import InAWindow


@pytest.fixture(params=[pytest.param("memory", marks=pytest.mark.elsewhere), "vault"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    """Where the vault of a story lies; None for one in memory."""
    return tmp_path / "story.rjvault" if request.param == "vault" else None


@pytest.fixture
def begun() -> Iterator[list[World]]:
    """Hold the worlds that a test began, and close them."""
    worlds: list[World] = []
    yield worlds
    for world in worlds:
        world.leave()


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.id)
def test_a_story_is_lived_through_at_the_desk(
    story: Story, folder: Path | None, begun: list[World]
) -> None:
    world = world_of(story, folder)
    begun.append(world)
    driver = AtTheDesk(world, story)
    for chapter in story.chapters:
        for told in chapter.steps:
            driver.live(told.step)


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.id)
def test_every_step_of_a_scenario_is_told(story: Story) -> None:
    numbers = {told.number for chapter in story.chapters for told in chapter.steps}
    assert numbers - {0} == set(range(1, story.numbers + 1))


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.id)
def test_a_story_is_lived_through_in_a_window(qtbot: QtBot, story: Story) -> None:
    driver = InAWindow(qtbot, world_of(story), story)
    for chapter in story.chapters:
        for told in chapter.steps:
            driver.live(told.step)
