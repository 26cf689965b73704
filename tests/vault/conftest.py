"""A real vault for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rjdesk.desk.ports import OfficeChange
from rjdesk.process.kernel.event import SignedEvent
from rjdesk.process.membership.events import FoundingCompleted
from rjdesk.rehearsal import two_parties as s1
from rjdesk.vault.session import Session
from tests.scenarios.world import World, reed
from tests.stories.desk import tell
from tests.vault.copies import confirm, copied, copied_again, here
from tests.vault.making import (
    ANN,
    BEN,
    BOTH,
    CASE,
    CAY,
    enrol,
    founded,
    note,
    opened,
    record,
    with_ben,
)


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


@pytest.fixture
def other(ann: Session, folder: Path) -> Path:
    """A second copy of a vault in which Ann and Ben hold an office and a case; both are closed."""
    ann = with_ben(ann, folder)
    ann.append(None, [], standing=OfficeChange(given=frozenset({BEN})))
    ann.append(None, [SignedEvent(FoundingCompleted(on=date(2024, 3, 4)), ANN)])
    ann.append(CASE, [record("begun"), note("begun")], gives=BOTH)
    ann.close()
    return copied(folder, "the other laptop")


@pytest.fixture
def third(folder: Path, other: Path) -> Path:
    """A third copy; in all of them Cay is a member too, who holds nothing."""
    with opened(folder) as ann:
        enrol(ann, CAY)
    here(folder, BEN, confirm)
    opened(folder, CAY).close()
    copied_again(folder, other)
    return copied(folder, "a third laptop")
