"""Drafts that cannot be read close nothing else."""

from __future__ import annotations

import msgspec
import pytest

from rjdesk.desk.ports import DraftKey, Trouble
from rjdesk.vault.own import DRAFT, OwnRow
from rjdesk.vault.session import Session
from tests.vault.making import CASE, record

ONE, TWO = DraftKey(None, "intake"), DraftKey(CASE, "preparation")


@pytest.fixture
def two(ann: Session) -> Session:
    """A vault with two drafts."""
    ann.append(CASE, [record()], summary=b"{}")
    ann.save_draft(ONE, b"one")
    ann.save_draft(TWO, b"two")
    return ann


def spoilt(session: Session, sealed: bytes) -> None:
    with session._database.transaction():
        name = session._drafts._name(ONE)
        session._database.execute("UPDATE own SET sealed = ? WHERE name = ?", (sealed, name))
    session._drafts.forget()


NO_DRAFTS = {"noise": b"\x00" * 60, "nothing": b"", "too short": b"abc"}


@pytest.mark.parametrize("name", NO_DRAFTS)
def test_a_draft_that_cannot_be_opened_closes_no_other_and_can_be_replaced(
    two: Session, name: str
) -> None:
    assert set(two.drafts()) == {ONE, TWO}
    spoilt(two, NO_DRAFTS[name])
    assert two.drafts() == (TWO,)
    assert two.draft(TWO) == b"two"
    with pytest.raises(Trouble):
        two.draft(ONE)
    two.save_draft(ONE, b"anew")
    assert two.draft(ONE) == b"anew"


@pytest.mark.parametrize("content", [b"", b"of another version", msgspec.msgpack.encode([1, 2])])
def test_a_draft_of_another_version_closes_no_other(two: Session, content: bytes) -> None:
    with two._database.transaction():
        two._rows.put(two._drafts._name(ONE), OwnRow(DRAFT, content))
    two._drafts.forget()
    assert two.drafts() == (TWO,)
    with pytest.raises(Trouble):
        two.draft(ONE)
    two.save_draft(ONE, b"anew")
    assert two.drafts() == (ONE, TWO)
