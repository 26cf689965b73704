"""Whatever happens at a point of a told case, who remains goes on, or it ends in good order."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from rjdesk.rehearsal.stories import STORIES
from rjdesk.rehearsal.telling import Story
from tests.stories.desk import world_of
from tests.stories.happening import Telling, presses
from tests.stories.what_happens import DRAWS, HAPPENINGS, Draw, Happening, drawn, run, told_to

ASKED = 5
"""In every fifth run each view is asked, too."""
ANEW = 3
"""So often a vault is closed and opened again within a story."""

BY_STORY = [
    pytest.param(list(draws), id=f"{happening}-{story}".replace(" ", "-"))
    for (happening, story), draws in groupby(
        drawn(DRAWS), key=lambda draw: (draw.happening.name, draw.story.id)
    )
]


@pytest.mark.parametrize("draws", BY_STORY)
def test_what_happens_at_any_point_ends_nothing_that_could_go_on(draws: list[Draw]) -> None:
    for at, draw in enumerate(draws):
        assert run(draw, asks=at % ASKED == 0).unexpected == [], draw


@pytest.mark.parametrize("happening", HAPPENINGS, ids=lambda each: each.name.replace(" ", "-"))
def test_it_happens_in_a_vault_as_in_memory(happening: Happening, tmp_path: Path) -> None:
    draw = next(draw for draw in drawn(DRAWS) if draw.happening is happening)
    in_memory = run(draw)
    world = told_to(draw, tmp_path / "story.rjvault")
    try:
        in_a_vault = run(draw, world)
    finally:
        world.leave()
    assert in_a_vault == in_memory


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_a_vault_may_be_opened_anew_at_any_point(story: Story, tmp_path: Path) -> None:
    world = world_of(story, tmp_path / "story.rjvault")
    world.stays = True
    telling = Telling(world, story)
    told = presses(story)
    for at, press in enumerate(told):
        if at % (len(told) // ANEW) == 0:
            world.leave()
        telling.press(press)
    world.leave()
    assert telling.followed == []
