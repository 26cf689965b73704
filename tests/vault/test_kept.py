"""Vaults that were made before open for ever: by the program, and by their format alone."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rjdesk.process.kernel.event import Stream
from rjdesk.vault.opening import derive, open_vault, recover
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import UnknownLogin
from tests.scenarios.world import PASSPHRASE
from tests.stretched import secret_of
from tests.vault import opener
from tests.vault.kept import CASE, CODE, DESTROYED, DRAFT, FIGURES, KEPT, PAPER, PDF, TYPED

LATER = datetime(2031, 1, 1, tzinfo=UTC)


@pytest.fixture(params=sorted(KEPT.glob("*.zip")), ids=lambda path: path.stem)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "kept.rjvault"
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(folder)
    return folder


def opened(folder: Path, member: str) -> Session:
    key = derive(folder, member, PASSPHRASE.format(member))
    return open_vault(folder, member, key, now=lambda: LATER)


def test_a_vault_is_kept() -> None:
    assert sorted(KEPT.glob("*.zip"))


def test_it_opens_and_is_sound(folder: Path) -> None:
    with opened(folder, "priya") as priya:
        assert not priya.doubts
        assert list(priya.cases()) == [CASE]
        record, notes = (priya.entries(CASE, s) for s in (Stream.RECORD, Stream.NOTES))
        assert record[0].event.tag == "case-opened"
        assert record[-1].event.tag == "recused"
        assert notes
        assert priya.paper(CASE, PAPER) == PDF
        assert priya.draft(DRAFT) == TYPED
        assert priya.has_code
        assert priya.check() == []


def test_what_ended_in_it_has_ended(folder: Path) -> None:
    with opened(folder, "imani") as imani:
        assert list(imani.cases()) == [CASE]
        assert imani.counts() == [FIGURES]
        assert not imani.begun(DESTROYED, Stream.RECORD)
        assert not imani.is_to_be_resealed
        assert imani.check() == []
    with opened(folder, "mateo") as mateo:
        assert list(mateo.cases()) == []
    with pytest.raises(UnknownLogin):
        opened(folder, "hana")


def test_its_recovery_code_opens_it(folder: Path) -> None:
    own = secret_of("a passphrase of another year")
    with recover(folder, "priya", CODE, own, now=lambda: LATER) as priya:
        assert list(priya.cases()) == [CASE]


def test_whoever_has_the_format_page_alone_reads_the_same(folder: Path) -> None:
    found = opener.opened(folder, "priya", PASSPHRASE.format("priya"))
    assert found.whole
    assert found.set_aside == 0
    with opened(folder, "priya") as priya:
        for read, stream in (
            (found.cases[CASE].record, Stream.RECORD),
            (found.cases[CASE].notes, Stream.NOTES),
        ):
            known = priya.entries(CASE, stream)
            assert [each.id for each in read] == [entry.id for entry in known]
            assert [each.tag for each in read] == [entry.event.tag for entry in known]
    assert list(found.cases[CASE].papers.values()) == [PDF]
    assert DESTROYED not in found.cases
