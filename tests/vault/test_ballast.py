"""Room on a full disk: drafts, locking and destruction work, and nothing is lost."""

from pathlib import Path

import pytest

from rjdesk.vault.ballast import NAME, lay_ballast, renew_ballast, with_room
from rjdesk.vault.troubles import DiskFull


class Disk:
    """A disk with no room but that of the ballast."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.written = folder, 0

    def write(self) -> str:
        if (self.folder / NAME).exists():
            raise DiskFull("The disk is full.")
        self.written += 1
        return "written"


def test_the_ballast_makes_room_once(tmp_path: Path) -> None:
    lay_ballast(tmp_path)
    disk = Disk(tmp_path)
    assert with_room(tmp_path, disk.write) == "written"
    assert disk.written == 1
    assert not (tmp_path / NAME).exists()


def test_where_it_does_not_help_that_is_said(tmp_path: Path) -> None:
    def full() -> None:
        raise DiskFull("The disk is full.")

    lay_ballast(tmp_path)
    with pytest.raises(DiskFull):
        with_room(tmp_path, full)
    with pytest.raises(DiskFull):
        with_room(tmp_path, full)


def test_it_is_laid_again_when_there_is_room(tmp_path: Path) -> None:
    renew_ballast(tmp_path)
    assert (tmp_path / NAME).stat().st_size > 0
    renew_ballast(tmp_path / "nowhere")
