from pathlib import Path

import pytest

from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.event import CaseId
from rjdesk.vault.session import Session
from tests.vault.making import CASE, note, opened, record

LATER = CaseId("77aa10d2-0000-4000-8000-0000000000a2")


def test_the_summaries_follow_what_is_written_after_they_were_read(ann: Session) -> None:
    ann.append(CASE, [record()], summary=b"old")
    assert ann.summaries() == {CASE: b"old"}
    ann.append(CASE, [record()], summary=b"new")
    ann.append(LATER, [record()], summary=b"later")
    assert list(ann.summaries().items()) == [(CASE, b"new"), (LATER, b"later")]


def test_what_was_not_written_leaves_summaries_and_cases_as_they_were(ann: Session) -> None:
    ann.append(CASE, [record()], summary=b"old")
    before = ann.summaries(), ann.cases()
    ann._database.execute("PRAGMA max_page_count=1")
    with pytest.raises(Trouble):
        ann.append(CASE, [record("x" * 100_000)], summary=b"new")
    with pytest.raises(Trouble):
        ann.append(LATER, [record("x" * 100_000)], summary=b"new")
    assert (ann.summaries(), ann.cases()) == before


def test_the_oldest_case_stays_first_when_its_summary_comes_last(
    ann: Session, folder: Path
) -> None:
    ann.append(CASE, [record()])
    ann.append(LATER, [record()], summary=b"later")
    assert list(ann.summaries()) == [LATER]
    ann.append(CASE, [note()], summary=b"first")
    assert list(ann.summaries()) == [CASE, LATER]
    ann.close()
    with opened(folder) as again:
        assert list(again.summaries().items()) == [(CASE, b"first"), (LATER, b"later")]


def test_cases_begun_after_the_first_look_are_seen(ann: Session) -> None:
    assert list(ann.cases()) == []
    for case in (CASE, LATER):
        ann.append(case, [record()])
    assert list(ann.cases()) == [CASE, LATER]
