"""A vault on a medium that cannot be written to: it opens for reading, and nothing is tried."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rjdesk.desk.ports import DraftKey, Trouble
from rjdesk.vault.lockfile import NAME
from rjdesk.vault.opening import open_vault
from tests.stretched import key_of
from tests.vault.making import ANN, LOGIN, PASSPHRASE, contents, founded, noon


@contextmanager
def written_by_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the system refuse every opening for writing in a folder, as a sealed disk does.

    Whoever may do everything is refused by no permission, so the system's own call says no here.
    """
    opened = os.open
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT

    def refused(path: object, flags: int, *more: object, **others: object) -> int:
        if flags & writes and str(path).startswith(str(folder)):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(path, flags, *more, **others)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refused)
        yield


def test_it_opens_for_reading_and_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    founded(folder).close()
    before = contents(folder)
    key = key_of(PASSPHRASE[ANN])
    with written_by_nobody(folder, monkeypatch):
        with open_vault(folder, LOGIN[ANN], key, now=noon) as session:
            assert any("for reading only" in notice for notice in session.notices)
            assert not session.doubts
            assert session.office_holders() == {ANN}
            with pytest.raises(Trouble, match="nothing can be written"):
                session.save_draft(DraftKey(None, "intake"), b"typed")
            assert session.check() == []
        assert contents(folder) == before
    with open_vault(folder, LOGIN[ANN], key, now=noon) as session:
        session.save_draft(DraftKey(None, "intake"), b"typed")
    assert (folder / NAME).is_file()
