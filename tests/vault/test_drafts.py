"""Drafts that cannot be read close nothing else."""

from __future__ import annotations

import pytest

from rjdesk.desk.ports import DraftKey, Trouble
from rjdesk.vault.session import Session
from tests.vault.making import ANN_ALONE, CASE, record

ONE, TWO = DraftKey(None, "intake"), DraftKey(CASE, "preparation")
BAD_LABELS = {
    "noise": b"\x00" * 60,
    "nothing": b"",
    "too short": b"abc",
    "a number": 7,
    "text": "a label",
}


@pytest.fixture
def two(ann: Session) -> Session:
    """A vault with two drafts."""
    ann.append(CASE, [record()], holders=ANN_ALONE, summary=b"{}")
    ann.save_draft(ONE, b"one")
    ann.save_draft(TWO, b"two")
    return ann


def spoilt(session: Session, column: str, value: object) -> None:
    with session._database.transaction():
        (name,) = session._database.query("SELECT id FROM drafts WHERE stream IS NULL")[0]
        session._database.execute("PRAGMA ignore_check_constraints = ON")
        session._database.execute(f"UPDATE drafts SET {column} = ? WHERE id = ?", (value, name))  # noqa: S608


@pytest.mark.parametrize("name", BAD_LABELS)
def test_a_label_that_cannot_be_read_closes_no_other_draft(two: Session, name: str) -> None:
    assert set(two.drafts()) == {ONE, TWO}
    spoilt(two, "label", BAD_LABELS[name])
    assert two.drafts() == (TWO,)
    assert two.draft(TWO) == b"two"


def test_a_label_of_another_version_closes_no_other_draft(two: Session) -> None:
    drafts = two._drafts
    name = drafts._name(ONE)
    sealed = drafts._own.seal(b'{"of": "another version"}', drafts._about("draft label", name))
    spoilt(two, "label", sealed)
    assert two.drafts() == (TWO,)


@pytest.mark.parametrize("content", [b"\x00" * 60, b"", 7, "text"])
def test_a_draft_that_cannot_be_opened_is_trouble_and_can_be_replaced(
    two: Session, content: object
) -> None:
    spoilt(two, "sealed", content)
    with pytest.raises(Trouble):
        two.draft(ONE)
    two.save_draft(ONE, b"anew")
    assert two.draft(ONE) == b"anew"
