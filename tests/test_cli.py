"""The command line: a sentence and an exit code, never an abort, and nothing loaded too early."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rjdesk import __version__
from tests.screens.program import founded

TOP = Path(__file__).parent.parent
TOO_EARLY = (
    "reportlab",
    "keyring",
    "pypdfium2",
    "sqlcipher3",
    "cryptography",
    "mistune",
    "zxcvbn",
    "PySide6.QtPrintSupport",
    "PySide6.QtTest",
    "fontTools",
)

# The program as cli.run begins it, which tells what is on the screen and ends itself.
LIVE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from rjdesk.app import Application
from rjdesk.services import services

app = QApplication(["rjdesk"])
application = Application(app, services(), Path(sys.argv[1]))
application.show()

def tell():
    window = application.window
    window.grab()
    shown = window.centralWidget()
    print("screen", type(shown).__name__)
    print("title", window.windowTitle())
    for label in shown.findChildren(QLabel):
        if label.isVisible():
            print("says", label.text())
    for name in sorted(sys.modules):
        print("module", name)
    window.close()

QTimer.singleShot(0, tell)
sys.exit(app.exec())
"""


def run(
    *arguments: str | Path, where: Path = TOP, **surroundings: str
) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does, with no display unless one is given."""
    return python("-m", "rjdesk", *arguments, where=where, PYTHONPATH=str(TOP), **surroundings)


def python(
    *arguments: str | Path, where: Path = TOP, **surroundings: str
) -> subprocess.CompletedProcess[str]:
    names = {"PATH", "HOME", "LANG", "PYTHON_KEYRING_BACKEND"}
    kept = {name: value for name, value in os.environ.items() if name in names}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=where,
        env=kept | surroundings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def live(folder: Path) -> list[tuple[str, str]]:
    """Start the program without a display over a folder; return what it tells of itself."""
    done = python("-c", LIVE, folder, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    told = [line.partition(" ") for line in done.stdout.splitlines()]
    return [(kind, text) for kind, _, text in told]


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vaults") / "coalition.rjvault"
    founded(folder)
    return folder


def test_the_version_is_told() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"rjdesk {__version__}\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux names its display")
def test_without_a_display_one_sentence_is_said_and_nothing_aborts(tmp_path: Path) -> None:
    done = run("--vault", tmp_path / "none")
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.startswith("rjdesk needs a screen")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_word_is_answered_with_how_to_use_it() -> None:
    done = run("dance")
    assert done.returncode == 2
    assert "usage: rjdesk" in done.stderr


VILLAGE = TOP / "tests" / "scenarios" / "village"


def test_the_programmes_are_listed_with_those_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "rjdesk" / "own"
    shutil.copytree(VILLAGE, own)
    done = run("programmes", "list", XDG_DATA_HOME=str(tmp_path))
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        *("reed-2019", "restorative-partners", "village"),
        "Programmes",
    ]
    (own / "programmes" / "broken.toml").write_text("[words", encoding="utf-8")
    done = run("programmes", "list", XDG_DATA_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "village" in done.stdout
    assert done.stderr.startswith("Not used. broken.toml: ")


def test_a_file_of_ones_own_that_lies_where_nobody_looks_is_told(tmp_path: Path) -> None:
    """As somebody leaves it who has read of one folder; a programme with a mistake waits."""
    own = tmp_path / "rjdesk" / "own"
    shutil.copytree(VILLAGE, own)
    for misplaced in ("harbour.toml", "welcome.en.md"):
        (own / misplaced).write_text("", encoding="utf-8")
    for folder in ("Village", "broken"):
        shutil.copytree(VILLAGE / "forms", own / "forms" / folder)
    (own / "programmes" / "broken.toml").write_text("[words", encoding="utf-8")
    done = run("programmes", "list", XDG_DATA_HOME=str(tmp_path))
    assert done.returncode == 1
    assert str(own / "programmes") in done.stdout
    assert str(own / "forms") in done.stdout
    _broken, *told = done.stderr.splitlines()
    assert [line.partition(": ")[0] for line in told] == [
        *("Not used. harbour.toml", "Not used. welcome.en.md", "Not used. Village"),
    ]
    assert str(own / "programmes") in told[0]
    assert told[2].endswith("“reed-2019”, “restorative-partners”, “village”.")


def test_the_forms_of_a_programme_are_those_of_its_papers(tmp_path: Path) -> None:
    shutil.copytree(VILLAGE, tmp_path / "rjdesk" / "own")
    done = run("forms", "list", "--programme", "village", XDG_DATA_HOME=str(tmp_path))
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        *("accountability-agreement", "agreement-to-dialogue", "thank-you"),
    ]


def test_a_form_that_is_not_used_is_said_not_to_be_wherever_forms_are_named(
    tmp_path: Path,
) -> None:
    own = tmp_path / "rjdesk" / "own"
    shutil.copytree(VILLAGE, own)
    (own / "forms" / "report-back.en.md").write_text("garbage", encoding="utf-8")
    out = tmp_path / "out"
    for wish in (["list"], ["print", "report-back", "--out", out]):
        done = run("forms", *wish, XDG_DATA_HOME=str(tmp_path))
        assert done.returncode == 1
        assert "report-back" in done.stdout
        assert done.stderr.startswith("Not used. report-back.en.md, line 1: ")
    assert len(list(out.iterdir())) == 1
    (own / "programmes" / "village.toml").write_text("[words", encoding="utf-8")
    done = run("forms", "list", "--programme", "village", XDG_DATA_HOME=str(tmp_path))
    assert done.returncode == 1
    told = done.stderr.splitlines()
    assert told[0].startswith("village.toml: this is not a readable programme file")
    assert told[1].startswith("There is no programme called village.")


def test_a_programme_file_is_checked_and_the_rules_that_are_off_are_said(tmp_path: Path) -> None:
    file = VILLAGE / "programmes" / "village.toml"
    done = run("programmes", "check", file)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("village.toml is in order: Circle of the Village.")
    assert "rules are off here" in done.stdout
    assert "RC-021" in done.stdout
    assert "RC-035" not in done.stdout
    wrong = tmp_path / "village.toml"
    text = file.read_text(encoding="utf-8")
    wrong.write_text(text.replace('kind = "talk"', 'kind = "dance"'), encoding="utf-8")
    done = run("programmes", "check", wrong)
    assert done.returncode == 1
    assert done.stdout.startswith("village.toml: the key rounds[1].kind says “dance”. Choose from")


def test_a_programme_is_not_in_order_while_a_form_beside_it_is_not(tmp_path: Path) -> None:
    """Also where the shipped form of that name would be taken instead."""
    shutil.copytree(VILLAGE, tmp_path / "own")
    wrong = tmp_path / "own" / "forms" / "accountability-agreement.en.md"
    wrong.write_text("garbage", encoding="utf-8")
    done = run("programmes", "check", tmp_path / "own" / "programmes" / "village.toml")
    assert done.returncode == 1
    assert done.stdout.startswith("accountability-agreement.en.md, line 1: ")


def test_a_programme_is_checked_with_the_forms_beside_it_from_wherever_one_stands() -> None:
    done = run("programmes", "check", "village.toml", where=VILLAGE / "programmes")
    assert done.returncode == 0, done.stdout
    done = run("programmes", "check", Path("..") / "programmes" / "village.toml",
               where=VILLAGE / "forms")  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_a_programme_that_is_not_there_is_said_not_to_be(tmp_path: Path) -> None:
    done = run("programmes", "check", tmp_path / "none.toml")
    assert (done.returncode, done.stdout) == (1, "none.toml: there is no such file.\n")
    done = run("programmes", "check", tmp_path)
    assert done.returncode == 1
    assert done.stdout == f"{tmp_path.name}: this is a folder, and not a file.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
@pytest.mark.parametrize("place", ["loop", f"{'a' * 300}/b"])
def test_a_programme_that_nobody_can_reach_is_said_to_be_so(tmp_path: Path, place: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for what, name in (("programmes", "x.toml"), ("forms", "x.en.md")):
        done = run(what, "check", tmp_path / place / name)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert len((done.stdout + done.stderr).splitlines()) == 1


def test_one_form_or_file_of_words_is_checked_by_its_file(tmp_path: Path) -> None:
    form = VILLAGE / "forms" / "thank-you.en.md"
    assert run("forms", "check", form).returncode == 0
    assert run("forms", "check", form.name, where=form.parent).returncode == 0
    done = run("forms", "check", form.with_name("none.md"))
    assert (done.returncode, done.stdout) == (1, "There is no form called none.md there.\n")
    done = run("forms", "check", "words.en.toml", where=TOP / "forms")
    assert (done.returncode, done.stdout) == (0, "The file words.en.toml is in order.\n")
    words = (TOP / "forms" / "words.en.toml").read_text(encoding="utf-8")
    (tmp_path / "words.en.toml").write_text(words.replace("[page]", "[pages]"), encoding="utf-8")
    done = run("forms", "check", tmp_path / "words.en.toml")
    assert done.returncode == 1
    assert done.stdout.startswith("words.en.toml, line 18: the key pages is not one that a file of")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_nothing_of_ones_own_keeps_the_program_waiting_or_ends_it(tmp_path: Path) -> None:
    """A pipe, a line of spaces, a list that lies deep, a name that no encoding has."""
    own = tmp_path / "rjdesk" / "own"
    for folder in ("programmes", "forms"):
        (own / folder).mkdir(parents=True)
    os.mkfifo(own / "programmes" / "pipe.toml")
    os.mkfifo(own / "forms" / "question-sheet.en.md")
    report = (TOP / "forms" / "report-back.en.md").read_text(encoding="utf-8")
    spaces = f"{report}\n[[a{' ' * 80_000}b\n"
    (own / "forms" / "report-back.en.md").write_text(spaces, encoding="utf-8")
    (own / "forms" / "words.en.toml").write_text(f"a = {'[' * 5000}", encoding="utf-8")
    (own / "programmes" / os.fsdecode(b"\xff.toml")).write_bytes(b"x")
    listed = run("programmes", "list", XDG_DATA_HOME=str(tmp_path))
    assert "Traceback" not in listed.stderr
    assert listed.returncode == 1
    assert [line.split(" ")[0] for line in listed.stdout.splitlines()][:2] == [
        *("reed-2019", "restorative-partners"),
    ]
    told = listed.stderr.splitlines()
    assert [line.split(":")[0].split(",")[0] for line in told] == [
        "Not used. words.en.toml",
        "Not used. question-sheet.en.md",
        "Not used. report-back.en.md",
        "Not used. pipe.toml",
        "Not used. U+DCFF.toml",
    ]
    for path in (own / "programmes" / "pipe.toml", own / "forms" / "question-sheet.en.md"):
        what = "programmes" if path.suffix == ".toml" else "forms"
        assert run(what, "check", path).returncode == 1
    assert run("forms", "check", own / "forms").returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
@pytest.mark.parametrize("wish", [("programmes", "list"), ("forms", "list")])
def test_who_stops_reading_what_is_printed_hears_no_complaint(
    tmp_path: Path, wish: tuple[str, str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "rjdesk", *wish],
        cwd=TOP,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1"])
def test_a_terminal_that_lacks_a_letter_stops_nothing(tmp_path: Path, encoding: str) -> None:
    words = (TOP / "forms" / "words.en.toml").read_text(encoding="utf-8")
    words = words.replace('"not completed" =', '"chưa xong" =')
    (tmp_path / "words.en.toml").write_text(words, encoding="utf-8")
    done = run("forms", "check", tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert "is not known in [choices]" in done.stdout


def test_a_vault_starts_at_the_unlock_screen(vault: Path) -> None:
    told = live(vault)
    assert ("screen", "Unlock") in told
    assert ("title", "rjdesk") in told


def test_where_there_is_no_vault_the_welcome_is_shown(tmp_path: Path) -> None:
    told = live(tmp_path / "none")
    assert ("screen", "Welcome") in told
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"


@pytest.mark.parametrize(
    "header", [None, b"", b"not JSON", b'{"format": 999}'], ids=["none", "empty", "text", "newer"]
)
def test_a_folder_that_cannot_be_opened_is_said_to_be_so(
    tmp_path: Path, header: bytes | None
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    if header is not None:
        (folder / "header.json").write_bytes(header)
    told = live(folder)
    assert ("screen", "Welcome") in told
    said = [text for kind, text in told if kind == "says"]
    assert any("vault" in text.lower() and text.endswith(".") for text in said[1:4]), said
    assert {file.name for file in folder.iterdir()} <= {"header.json"}


def test_nothing_slow_is_imported_before_the_unlock_screen_is_painted(vault: Path) -> None:
    loaded = {text for kind, text in live(vault) if kind == "module"}
    early = {name for name in loaded for slow in TOO_EARLY if f"{name}.".startswith(f"{slow}.")}
    assert early == set()
