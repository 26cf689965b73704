"""A real vault for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rjdesk.vault.session import Session
from tests.vault.making import founded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "reed.rjvault"


@pytest.fixture
def ann(folder: Path) -> Iterator[Session]:
    """A new vault, open, as its founder sees it."""
    with founded(folder) as session:
        yield session
