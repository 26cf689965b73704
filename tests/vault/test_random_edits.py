"""Whatever rows are exchanged, dropped, changed or put back, nobody gets what nobody gave them.

Between two sessions of the victims a member with the key of the database edits rows at random.
She then opens no stream; who holds what is as it was, or something is told; and what the edit did
not touch still opens.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vault.attacker import COALITION
from tests.vault.victims import (
    ANN,
    BEFORE,
    BEN,
    EWA,
    HEARD_BEFORE,
    RECORD,
    Attack,
    House,
    Sitting,
    as_twin,
    build,
    tell,
)

# ruff: noqa: S608 - the statements are our own

COLUMNS = {
    "entries": ("id", "stream", "about", "epoch", "parents", "depth", "sealed_hash", "sealed"),
    "slots": ("stream", "epoch", "key", "wrapped"),
    "own": ("key", "name", "stream", "sealed"),
    "blobs": ("id", "stream", "epoch", "sealed"),
}
KINDS = ("delete", "copy a column", "swap a column", "noise", "double", "put back")
ORDER = (BEN, ANN)

EDIT = st.tuples(
    st.sampled_from(sorted(COLUMNS)),
    st.sampled_from(KINDS),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.integers(0, 7),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("edited")
    build(top)
    shutil.copytree(top, top.with_name("twin"))
    return top


@pytest.fixture(scope="module")
def twin(built: Path) -> list[Sitting]:
    return as_twin(House(built.with_name("twin")), Attack(lambda _house: None, order=ORDER))


class Edits:
    """Rows of one vault, edited; ``touched`` are the streams that they belong to."""

    def __init__(self, house: House) -> None:
        self.tools = house.attacker(EWA)
        self.old = House(house.top)
        self.touched: set[str] = set()
        self.top = house.top

    def edit(self, table: str, kind: str, one: int, other: int, at: int) -> None:
        rows = self.tools.run(f"SELECT rowid, * FROM {table} ORDER BY rowid")
        if not rows:
            return
        here, there = rows[one % len(rows)], rows[other % len(rows)]
        names = COLUMNS[table]
        place = at % len(names)
        for row in (here, there):
            self._touch(table, row)
        if kind == "delete":
            self._run(f"DELETE FROM {table} WHERE rowid = ?", (here[0],))
        elif kind == "copy a column":
            self._set(table, names[place], there[1 + place], here[0])
        elif kind == "swap a column":
            self._set(table, names[place], b"between", here[0])
            self._set(table, names[place], here[1 + place], there[0])
            self._set(table, names[place], there[1 + place], here[0])
        elif kind == "noise":
            noise: object = 1 + other if names[place] == "depth" else (b"%d" % other) * (at + 1)
            self._set(table, names[place], noise, here[0])
        elif kind == "double":
            changed = list(here[1:])
            changed[place] = there[1 + place]
            self._insert(table, changed)
        else:
            self._put_back(table, other)

    def _put_back(self, table: str, other: int) -> None:
        """Put a row back as it was before somebody was taken off the case."""
        now = self.tools.folder
        self.tools.folder = self.top / "with-dee"
        rows = self.tools.run(f"SELECT * FROM {table} ORDER BY rowid")
        self.tools.folder = now
        if rows:
            row = rows[other % len(rows)]
            self._touch(table, (0, *row))
            self._insert(table, list(row))

    def _insert(self, table: str, row: list[Any]) -> None:
        marks = ", ".join("?" * len(row))
        self._run(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", tuple(row))

    def _set(self, table: str, name: str, value: object, rowid: int) -> None:
        self._run(f"UPDATE OR REPLACE {table} SET {name} = ? WHERE rowid = ?", (value, rowid))

    def _run(self, statement: str, given: tuple[object, ...]) -> None:
        """Run a statement, unless the tables themselves refuse it."""
        try:
            self.tools.run(statement, given)
        except self.tools.refused:
            return

    def _touch(self, table: str, row: tuple[Any, ...]) -> None:
        if table in {"entries", "slots"}:
            where = row[1 + COLUMNS[table].index("stream")]
            self.touched.add(COALITION if where == COALITION.encode() else where.hex())


@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(EDIT, min_size=1, max_size=4))
def test_edited_rows_open_nothing_change_nothing_unseen_and_close_nothing_else(
    built: Path, twin: list[Sitting], edits: list[tuple[str, str, int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as top:
        shutil.copytree(built, Path(top) / "house")
        house = House(Path(top) / "house")
        notes = house.notes
        editing = Edits(house)

        def change(_house: House) -> None:
            for each in edits:
                editing.edit(*each)

        story = tell(house, Attack(change, order=ORDER))
    assert story.stolen == []
    for met, without in zip(story.sittings, twin, strict=True):
        assert met.state == without.state or story.told != []
        if editing.touched:
            assert met.shut == "" or COALITION in editing.touched
        else:
            assert met.shut == ""
        if met.shut or COALITION in editing.touched:
            continue
        if RECORD not in editing.touched:
            assert [word for word in met.record if word and "later" not in word] == BEFORE
        if notes not in editing.touched:
            assert [word for word in met.notes if word and "later" not in word] == HEARD_BEFORE
