"""A real vault for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rjdesk.rehearsal import two_parties as s1
from rjdesk.vault.session import Session
from tests.scenarios.world import World, reed
from tests.stories.desk import tell
from tests.vault.making import founded


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The case of two parties up to its pre-meetings, in a vault of Reed's."""
    world = reed(tmp_path / "v.rjvault", s1.STORY.begins)
    tell(world, s1.STORY, s1.INTAKE)
    tell(world, s1.STORY, s1.PRE_MEETINGS)
    return world


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "reed.rjvault"


@pytest.fixture
def ann(folder: Path) -> Iterator[Session]:
    """A new vault, open, as its founder sees it."""
    with founded(folder) as session:
        yield session
