"""Dialogs for files leave no trace of the folders that one visited in them."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import rjdesk

FOLDER = "folder-of-the-evening"

# Both dialogs of the program, and one of Qt's own making, each accepted in a folder; then a
# dialog that is still open when its window goes.
STORY = """
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from rjdesk.services import services
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route
from rjdesk.screens.pages.papers.page import PapersPage
from rjdesk.screens.shell.welcome import Welcome
from rjdesk.rehearsal import two_parties as s1
from tests.screens.case_pages import told_up_to

which, folder = sys.argv[1], Path(sys.argv[2])
app = QApplication([])
outside = services(suggested=Path("unused"))


def accept(parent, name):
    dialog = parent.findChild(QFileDialog)
    dialog.setDirectory(str(folder))
    dialog.findChild(QLineEdit).setText(str(folder / name))
    chosen = []
    dialog.fileSelected.connect(chosen.append)
    dialog.accept()
    assert chosen, "the dialog took nothing"


def papers():
    desk = told_up_to(s1.INTAKE, date(2026, 9, 20)).desk("priya")
    page = PapersPage(outside, Link(desk), Route("papers", s1.CASE))
    page.pdf = b"%PDF"
    page.save_as()
    return page


match which:
    case "open":
        page = Welcome(outside)
        page.choose()
        accept(page, "")
    case "save":
        page = papers()
        accept(page, "paper.pdf")
        assert (folder / "paper.pdf").exists()
    case "still open":
        page = papers()
        page.findChild(QFileDialog).setDirectory(str(folder))
    case "begins at home":
        page = papers()
        here = page.findChild(QFileDialog).directory().absolutePath()
        assert here == str(Path.home()), here
        documents = Path.home() / "Documents"
        documents.mkdir()
        page.save_as()
        latest = page.findChildren(QFileDialog)[-1].directory().absolutePath()
        assert latest == str(documents), latest
    case "of Qt's own making":
        page = QWidget()
        dialog = QFileDialog(page)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.open()
        accept(page, "")
app.processEvents()
page.deleteLater()
app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
"""


def traces(tmp_path: Path, which: str) -> list[str]:
    """Return the files that name the folder after that dialog, in a home of its own."""
    home, folder = tmp_path / "home", tmp_path / FOLDER
    folder.mkdir()
    places = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "run",
        "TMPDIR": home / "temporary",
    }
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o700)
    top = Path(rjdesk.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", STORY, which, str(folder)],
        env={**os.environ, **{name: str(place) for name, place in places.items()}},
        cwd=top,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not done.returncode, done.stderr
    files = [file for file in home.rglob("*") if file.is_file()]
    return [file.name for file in files if FOLDER.encode() in file.read_bytes()]


@pytest.mark.parametrize("which", ["open", "save", "still open"])
def test_no_folder_is_named_in_any_file_afterwards(tmp_path: Path, which: str) -> None:
    assert traces(tmp_path, which) == []


def test_a_dialog_begins_at_home_and_not_where_the_program_was_started(tmp_path: Path) -> None:
    assert traces(tmp_path, "begins at home") == []


def test_the_trace_would_be_found(tmp_path: Path) -> None:
    assert traces(tmp_path, "of Qt's own making") == ["QtProject.conf"]


def test_dialogs_for_files_are_made_in_one_place() -> None:
    makers = {
        path.name
        for path in Path(rjdesk.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).partition(".get")[0] == "QFileDialog"
    }
    assert makers == {"files.py"}
