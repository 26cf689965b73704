"""The forms on the command line, without a vault and without a window."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rjdesk.cli.program import run
from tests.paper.copies import FORMS, Texts, Words

Say = pytest.CaptureFixture[str]


def test_every_form_is_listed(capsys: Say) -> None:
    assert run(["forms", "list"]) == 0
    said = capsys.readouterr().out
    assert [line.split(" ")[0] for line in said.splitlines()] == list(FORMS)


def test_mistakes_are_told_and_the_code_says_so(
    capsys: Say, tmp_path: Path, forms_folder: Path
) -> None:
    assert run(["forms", "check", str(forms_folder)]) == 0
    assert "in order" in capsys.readouterr().out
    (tmp_path / "a.en.md").write_text("Hello", encoding="utf-8")
    assert run(["forms", "check", str(tmp_path)]) == 1
    assert capsys.readouterr().out == "a.en.md, line 1: a form begins with a line of +++.\n"


def test_all_forms_are_printed_blank_or_as_samples(tmp_path: Path, capsys: Say) -> None:
    assert run(["forms", "print", "--all", "--out", str(tmp_path / "a")]) == 0
    sample = ["--sample", "--size", "a4", "--points", "18", "--out", str(tmp_path / "b")]
    assert run(["forms", "print", "--all", *sample]) == 0
    blank = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert blank == [f"{form}-en-letter-11.5-blank.pdf" for form in FORMS]
    assert len(list((tmp_path / "b").glob("*-en-a4-18-sample.pdf"))) == len(FORMS)


def test_a_programme_prints_its_own_forms_in_its_own_words(
    tmp_path: Path, words: Words, capsys: Say
) -> None:
    wish = ["--programme", "restorative-partners", "--sample", "--out", str(tmp_path)]
    assert run(["forms", "print", "--all", *wish]) == 0
    assert not list(tmp_path.glob("staff-advisor-notice*"))
    agreement = tmp_path / "accountability-agreement-en-letter-11.5-sample.pdf"
    text = words(agreement.read_bytes())
    assert "Conference Agreement" in text
    assert "Accountability Agreement" not in text
    assert "Cole Brandvold" in text


@pytest.mark.parametrize("programme", ["reed-2019", "restorative-partners"])
@pytest.mark.parametrize("size", ["letter", "a4"])
@pytest.mark.parametrize("copy", ["--blank", "--sample"])
def test_the_agreement_to_dialogue_is_one_sheet_with_two_sides(
    tmp_path: Path, texts: Texts, capsys: Say, programme: str, size: str, copy: str
) -> None:
    wish = ["--programme", programme, "--size", size, copy, "--out", str(tmp_path)]
    assert run(["forms", "print", "agreement-to-dialogue", *wish]) == 0
    pages = texts(next(tmp_path.iterdir()).read_bytes())
    assert len(pages) == 2
    assert "I know what it says" in pages[1]


def test_the_report_back_says_one_of_two_words_and_names_nobody(
    tmp_path: Path, words: Words, capsys: Say
) -> None:
    assert run(["forms", "print", "report-back", "--sample", "--out", str(tmp_path)]) == 0
    text = words(next(tmp_path.iterdir()).read_bytes())
    assert "completed? completed" in text
    assert not [name for name in ("Ánh", "Cole", "Priya") if name in text]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (["no-such-form"], "There is no form called no-such-form"),
        (["--all", "--language", "tlh"], "no form in the language “tlh”"),
        (["--all", "--points", "40"], "9 to 24 points"),
        (["--all", "--programme", "nobody"], "There are: reed-2019, restorative-partners"),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(
    tmp_path: Path, capsys: Say, wish: list[str], why: str
) -> None:
    assert run(["forms", "print", *wish, "--out", str(tmp_path / "x")]) == 1
    assert why in capsys.readouterr().err


def test_neither_the_window_nor_the_vault_is_loaded_for_it(tmp_path: Path) -> None:
    script = (
        "import sys; from rjdesk.cli.program import run;"
        f" run(['forms', 'print', 'report-back', '--out', {str(tmp_path)!r}]);"
        " print(sorted(m for m in sys.modules if m in"
        " ('PySide6', 'sqlcipher3', 'keyring', 'rjdesk.vault', 'rjdesk.app')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_start_of_the_window_does_not_wait_for_the_press() -> None:
    script = (
        "import sys; import rjdesk.cli.program as p; p._parser();"
        " print([m for m in sys.modules if m.split('.')[0] in"
        " ('reportlab', 'pikepdf', 'mistune', 'msgspec')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
