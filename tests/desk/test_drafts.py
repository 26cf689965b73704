"""A draft that another version wrote ends nothing: its texts are found, and kept."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rjdesk.desk.drafts import texts_in
from rjdesk.desk.fields import Answers, PersonAnswer

ANSWERS = Answers(
    step="people",
    texts={"received": "2026-09-21"},
    ticks={"told": True},
    people=(PersonAnswer(name="Nguyễn Thị Ánh", called="Ánh"),),
)
STRANGE = {
    "a number where text is expected": (b'{"texts": {"a": 7, "b": "so it was"}}', "so it was"),
    "a field that is new": (b'{"notes": ["what she said"]}', "what she said"),
    "people of another shape": (b'{"people": ["Cole Brandvold"]}', "Cole Brandvold"),
    "a list": (b'["one thing", ["another"]]', "another"),
    "another format": (b"\x93\xa9step\x00half of a sentence\xff\xfe", "half of a sentence"),
    "cut off": (ANSWERS.written()[:-20], "Nguyễn Thị Ánh"),
    "nested too deeply": (b"[" * 5000 + b'"found"' + b"]" * 5000, "found"),
    "half a character": (b'{"texts": {"a": "b\xff\xfe is typed"}}', "is typed"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_the_texts_of_a_strange_draft_are_found(name: str) -> None:
    content, text = STRANGE[name]
    answers = Answers.read(content)
    assert any(text in found for found in answers.strange)
    assert answers == Answers(strange=answers.strange)


def test_what_this_version_wrote_is_read_as_it_was() -> None:
    assert Answers.read(ANSWERS.written()) == ANSWERS
    strange = Answers(texts={"a": "b"}, strange=("older words",))
    assert Answers.read(strange.written()) == strange


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_they_are_read(content: bytes) -> None:
    assert isinstance(Answers.read(content), Answers)
    assert all(text.strip() for text in texts_in(content))


@given(st.recursive(st.text() | st.integers() | st.none(), st.lists))
def test_every_text_in_a_value_is_shown(value: object) -> None:
    def leaves(inside: object) -> set[str]:
        if isinstance(inside, list):
            return {text for each in inside for text in leaves(each)}
        return {inside.strip()} if isinstance(inside, str) else set()

    assert leaves(value) - {""} <= set(texts_in(msgspec.json.encode(value)))
