"""The tour: the whole story in the real window, and what it leaves behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

CANARIES = ("Nguyễn Thị Ánh", "Brandvold", "Whitlock", "Lê Minh", "Four months of evenings",
            "to put it right", "left the door unlocked")  # fmt: skip
PAPERS = {
    "agreement-to-dialogue.pdf",
    "accountability-agreement.pdf",
    "question-sheet.pdf",
    "staff-advisor-notice.pdf",
}
SCREENS = ("welcome", "intake-open", "status", "notes-locked", "prepared", "circle-begins",
           "room-question", "covered", "agreement-forms", "printed-2", "fulfilled",
           "closed")  # fmt: skip

TOP = Path(__file__).parents[2]


class Lived(NamedTuple):
    home: Path
    out: Path
    said: str
    code: int


def text_of(file: Path) -> str:
    """Return the text of a PDF as a reader finds it, its lines joined."""
    with pypdfium2.PdfDocument(file) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return " ".join(" ".join(pages).split())


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """The story, lived once in a process whose every folder is ours to look into."""
    home, out = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("out")
    for name in ("config", "cache", "data", "state", "tmp"):
        (home / name).mkdir()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "TMPDIR": str(home / "tmp"),
    }
    process = subprocess.run(
        [sys.executable, "-m", "tests.tour.living", str(home / "data"), str(out)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Lived(home, out, process.stdout + process.stderr, process.returncode)


def test_the_story_is_walked_to_its_end(lived: Lived) -> None:
    assert lived.code == 0, lived.said
    assert "closed.png" in lived.said


def test_the_longest_block_of_the_window_is_told_with_what_was_under_way(lived: Lived) -> None:
    """The aim is 50 ms on a quiet machine; here only that it was measured."""
    told = re.search(
        r"^longest block of the window: (\d+) ms, while (.+)$", lived.said, re.MULTILINE
    )
    assert told is not None, lived.said
    assert int(told[1]) > 0


def test_every_screen_and_every_paper_is_kept_and_told_of(lived: Lived) -> None:
    index = (lived.out / "index.html").read_text(encoding="utf-8")
    pictures = {path.name for path in lived.out.glob("*.png")}
    for screen in SCREENS:
        assert any(name.endswith(f"-{screen}.png") for name in pictures), screen
    assert {path.name for path in lived.out.glob("*.pdf")} == PAPERS
    for file in (*pictures, *PAPERS):
        assert file in index


def test_the_printed_agreement_spells_every_name_and_holds_what_was_agreed(lived: Lived) -> None:
    text = text_of(lived.out / "accountability-agreement.pdf")
    for words in ("Nguyễn Thị Ánh", "Cole Brandvold", "20 hours of help", "18 December 2026"):
        assert words in text
    notice = text_of(lived.out / "staff-advisor-notice.pdf")
    assert not any(name in notice for name in CANARIES)


def test_no_name_and_no_word_of_the_case_lies_readable_anywhere(lived: Lived) -> None:
    """Vault, home, config, cache and temporary folders hold nothing that can be read."""
    left = [path for path in lived.home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in left), "the vault itself must have been looked at"
    found = [
        (path.name, canary)
        for path in left
        for canary in CANARIES
        for spelling in (canary.encode(), canary.encode("utf-16-le"))
        if spelling in path.read_bytes()
    ]
    assert found == []


def test_pictures_and_papers_are_named_after_no_person(lived: Lived) -> None:
    names = " ".join(path.name for path in (*lived.home.rglob("*"), *lived.out.rglob("*")))
    for person in ("anh", "nguy", "cole", "brandvold", "dana", "minh"):
        assert person not in names.casefold()


def test_the_other_programme_has_a_tour_of_its_own(tmp_path: Path) -> None:
    """The installed command walks it, and a second walk into the same folder does too.

    The folder is named as ``./dev run`` names it: from where one stands.
    """
    (tmp_path / "index.html").write_text("of an earlier tour")
    process = subprocess.run(
        [sys.executable, "-m", "rjdesk", "tour", "--programme", "restorative-partners",
         "--out", tmp_path.name],
        cwd=tmp_path.parent,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert process.returncode == 0, process.stdout + process.stderr
    assert any("own-order" in path.name for path in tmp_path.glob("*.png"))
    assert "A case is referred" in (tmp_path / "index.html").read_text(encoding="utf-8")
