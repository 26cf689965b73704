"""A bad file of a coalition's own disables itself and nothing else, and is told by its name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rjdesk.desk.papers import blank_sheet
from rjdesk.paper.checking import check_forms
from rjdesk.paper.press import FormPress
from rjdesk.process.coalition import Coalition
from rjdesk.shipped import Installed, programmes_in, shipped, shipped_programmes

FORMS, PROGRAMMES = shipped("forms"), shipped("resources") / "programmes"
WORDS = (FORMS / "words.en.toml").read_text(encoding="utf-8")
REPORT = (FORMS / "report-back.en.md").read_text(encoding="utf-8")
DIALOGUE = (FORMS / "agreement-to-dialogue.en.md").read_text(encoding="utf-8")
SIGN = "[[sign participant]]"
SPANISH = DIALOGUE.replace('language = "en"', 'language = "es"')
VILLAGE = (Path(__file__).parent / "village" / "programmes" / "village.toml").read_text("utf-8")
THANKS = (Path(__file__).parent / "village" / "forms" / "thank-you.en.md").read_text("utf-8")
DIGITS = "1" * 5000
DEEP = "a = " + "[" * 5000


def installed(own: Path) -> Installed:
    return programmes_in([PROGRAMMES, own / "programmes"], FORMS, own / "forms")


def written(own: Path, files: dict[str, str | bytes]) -> Path:
    for folder in ("programmes", "forms"):
        (own / folder).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        source = content if isinstance(content, bytes) else content.encode()
        (own / name).write_bytes(source)
    return own


def with_setting(form: str, key: str, value: str) -> str:
    lines = [f"{key} = {value}" if x.startswith(f"{key} =") else x for x in form.split("\n")]
    assert "\n".join(lines) != form
    return "\n".join(lines)


def with_word(old: str, new: str) -> str:
    assert old in WORDS
    return WORDS.replace(old, new)


BAD: dict[str, tuple[str, str | bytes, str]] = {
    "an empty list before a wrong one": (
        "forms/words.en.toml",
        "[lists]\nroster = []\nquestions = [1]\n",
        ", line 3: the key lists.questions[0] says 1. Write a text in quotes.",
    ),
    "words that lie too deep": ("forms/words.en.toml", DEEP, ", line 1: this cannot be read: its"),
    "settings that lie too deep": (
        "forms/report-back.en.md",
        f"+++\n{DEEP}\n+++\n",
        ", line 1: this cannot be read: its lists lie too deep",
    ),
    "a programme that lies too deep": ("programmes/x.toml", DEEP, ": this is not a readable"),
    "a figure without end in a programme": (
        "programmes/x.toml",
        f"version = {DIGITS}",
        ": this is not a readable programme file (a number has too many digits (at line 1)).",
    ),
    "a figure without end in words": (
        "forms/words.en.toml",
        f"\nversion = {DIGITS}",
        ", line 2: this cannot be read: a number has too many digits",
    ),
    "a figure without end in settings": (
        "forms/report-back.en.md",
        with_setting(REPORT, "version", DIGITS),
        ", line 4: this cannot be read: a number has too many digits",
    ),
    "a table of signs in a form": (
        "forms/report-back.en.md",
        f"{REPORT}\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        ", line 20: a table is not made of | and -. There are: [[table actions]], ",
    ),
    "a sign written as on a page of the web": (
        "forms/report-back.en.md",
        f"{REPORT}\nRead&nbsp;this\n",
        ", line 20: “&nbsp;” would stand on the paper just so. Write the sign that it is for.",
    ),
    "a sign that turns what is read in a form": (
        "forms/report-back.en.md",
        f"{REPORT}\nRead \u202ethis\n",
        ", line 20: a sign that nobody sees stands here (U+202E). Type these words anew.",
    ),
    "a sign that no paper has in a form": (
        "forms/report-back.en.md",
        f"{REPORT}\n[[check Ring\a]]\n",
        ", line 20: a sign that nobody sees stands here (U+0007).",
    ),
    "a sign that turns what is read in words": (
        "forms/words.en.toml",
        with_word('"Signature"', '"Sign\u202dature"'),
        ", line 20: the key page.signature holds a sign that nobody sees (U+202D). Type these",
    ),
    "words that nobody sees": (
        "forms/words.en.toml",
        with_word('"Signature"', '"\u200b\u3164"'),
        ", line 20: the key page.signature says nothing.",
    ),
    "a name that nobody sees": (
        "programmes/village.toml",
        VILLAGE.replace('name = "Elder"', 'name = "\u3164\u00ad"'),
        ": the key offices[0].name says nothing. Write what people read there.",
    ),
    "lines without end to answer on": (
        "forms/report-back.en.md",
        f"{REPORT}\n[[answer {DIGITS}]]\n",
        ", line 20: [[answer …]] needs a number of lines, 1 to 40.",
    ),
    "a name that is in no language": (
        "forms/report-back.copy.md",
        REPORT,
        ", line 3: the key language says “en”. Write “copy”",
    ),
    "a name of too many parts": (
        "forms/report-back.en.copy.md",
        REPORT,
        ": this is the name of no",
    ),
    "a name of too few": ("forms/report-back.md", REPORT, ": this is the name of no form."),
    "a form in large letters": (
        "forms/report-back.en.MD",
        REPORT,
        ": this is the name of no form.",
    ),
    "words in large letters": ("forms/words.en.TOML", WORDS, ": this is the name of no file of wo"),
    "a programme in large letters": (
        "programmes/reed-2019.TOML",
        b"",
        ": a programme file ends in .toml, in small letters. Call it reed-2019.toml.",
    ),
    "another encoding of a form": (
        "forms/report-back.en.md",
        REPORT.encode("utf-16"),
        ", line 1: the file is saved as UTF-16. Save it as UTF-8 text.",
    ),
    "another encoding of a programme": (
        "programmes/village.toml",
        VILLAGE.encode("utf-16"),
        ": the file is saved as UTF-16. Save it as UTF-8 text.",
    ),
    "half of another encoding": (
        "programmes/village.toml",
        VILLAGE.encode("utf-16-le"),
        ": the file holds signs that no text has.",
    ),
    "more than anybody writes": ("programmes/x.toml", b"#" * 200_000, ": this file has more than"),
    "a line for each of many": (
        "forms/report-back.en.md",
        REPORT + "\n\n".join(map(str, range(9000))),
        ", line 2000: the file has more than 2,000 lines",
    ),
    "a form that says it is another": (
        "forms/report-back.en.md",
        with_setting(REPORT, "id", '"report"'),
        ", line 2: the key id says “report”. Write “report-back”",
    ),
    "a form whose signature nobody gives": (
        "forms/agreement-to-dialogue.en.md",
        with_setting(DIALOGUE, "signed", "false").replace("> ", "").replace(SIGN, ""),
        ", line 9: the signatures of this form are recorded. Write signed = true at the top",
    ),
}


@pytest.mark.parametrize(("name", "content", "said"), BAD.values(), ids=BAD)
def test_a_bad_file_disables_itself_and_is_told(
    tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    found = installed(written(tmp_path / "own", {name: content}))
    assert found.programmes == shipped_programmes()
    assert found.faults[0].startswith(f"{Path(name).name}{said}")


def test_who_signs_a_paper_without_a_place_to_sign_is_told(tmp_path: Path) -> None:
    text = VILLAGE.replace('"thank-you"\n', '"thank-you"\nalso_sign = ["facilitators"]\n')
    files: dict[str, str | bytes] = {"programmes/village.toml": text}
    found = installed(written(tmp_path, {**files, "forms/thank-you.en.md": THANKS}))
    (fault,) = found.faults
    assert fault.startswith("village.toml: the key papers[2].also_sign names who signs too, and")
    signed = with_setting(THANKS, "signed", "true") + f"\n> Thank you.\n\n{SIGN}\n"
    assert installed(written(tmp_path, {"forms/thank-you.en.md": signed})).faults == ()


def test_a_paper_of_the_case_that_names_one_person_is_told(tmp_path: Path) -> None:
    text = VILLAGE.replace('for = "primary_party"', 'for = "case"')
    files: dict[str, str | bytes] = {"programmes/village.toml": text}
    found = installed(written(tmp_path, {**files, "forms/thank-you.en.md": THANKS}))
    (fault,) = found.faults
    assert fault.startswith("village.toml: the key papers[2].for says “case”, and thank-you.en.md")
    of_all = THANKS.replace("{{participant.name}}", "all")
    assert installed(written(tmp_path, {"forms/thank-you.en.md": of_all})).faults == ()


@pytest.mark.parametrize("words", [None, with_word("facilitators =", "fascilitators =")])
def test_a_form_in_a_language_without_words_is_off_in_that_language_alone(
    tmp_path: Path, words: str | None
) -> None:
    files: dict[str, str | bytes] = {
        "forms/agreement-to-dialogue.es.md": SPANISH,
        "forms/report-back.es.md": REPORT.replace('language = "en"', 'language = "es"'),
    }
    own = written(tmp_path, files | ({"forms/words.es.toml": words} if words else {}))
    found = installed(own)
    assert found.programmes == shipped_programmes()
    why = "has a mistake" if words else "is missing. Put it into the same folder"
    assert found.faults[-1] == (
        "agreement-to-dialogue.es.md and report-back.es.md: not used without words.es.toml, "
        f"which {why}."
    )
    slips = found.faults[:-1]
    assert [slip.partition(":")[0] for slip in slips] == (
        ["words.es.toml, line 4"] if words else []
    )
    written(own, {"forms/words.es.toml": WORDS})
    mended = installed(own)
    assert mended.faults == ()
    kept = mended.programmes["reed-2019"]
    assert kept.form_text("agreement-to-dialogue.es.md") == SPANISH
    assert kept.form_text("words.es.toml") == WORDS


def test_words_of_one_programme_are_no_words_of_another(tmp_path: Path) -> None:
    own = tmp_path / "own"
    theirs = own / "forms" / "restorative-partners"
    theirs.mkdir(parents=True)
    (theirs / "agreement-to-dialogue.es.md").write_text(SPANISH, encoding="utf-8")
    (theirs / "words.es.toml").write_text(WORDS, encoding="utf-8")
    found = installed(own)
    assert found.faults == ()
    assert found.programmes["restorative-partners"].form_text("words.es.toml") == WORDS
    assert found.programmes["reed-2019"].form_text("words.es.toml") == ""


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link_to_nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
@pytest.mark.parametrize("made", [a_pipe, a_folder, a_link_to_nowhere, a_link_to_itself])
@pytest.mark.parametrize("name", ["programmes/x.toml", "forms/report-back.en.md"])
def test_what_is_no_file_is_told_and_never_opened(
    tmp_path: Path, name: str, made: Callable[[Path], None]
) -> None:
    own = written(tmp_path, {})
    made(own / name)
    found = installed(own)
    assert found.programmes == shipped_programmes()
    (fault,) = found.faults
    assert fault.startswith(Path(name).name)


def locked(monkeypatch: pytest.MonkeyPatch, folder: Path, *, names: bool) -> None:
    """Let nothing in a folder be seen, or its names alone; whoever runs tests may see all."""

    def refusing(look: Callable[..., Any], *, itself: bool) -> Callable[..., Any]:
        def looked(path: Any, *more: Any, **how: Any) -> Any:  # noqa: ANN401
            here = Path(path) if isinstance(path, str | Path) else Path()
            if folder in here.parents or (itself and here == folder):
                raise PermissionError(13, "Permission denied", str(path))
            return look(path, *more, **how)

        return looked

    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name), itself=not names))
    for name in ("stat", "lstat"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name), itself=False))


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("place", ["", "programmes", "forms", "forms/reed-2019"])
def test_a_folder_that_may_not_be_read_is_told_and_the_shipped_programmes_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, *, names: bool
) -> None:
    files: dict[str, str | bytes] = {"programmes/x.toml": "", "forms/report-back.en.md": REPORT}
    own = written(tmp_path / "own", files)
    (own / "forms" / "reed-2019").mkdir()
    (own / "forms" / "reed-2019" / "report-back.en.md").write_text(REPORT, encoding="utf-8")
    locked(monkeypatch, own / place, names=names)
    found = installed(own)
    assert found.programmes == shipped_programmes()
    expected = [Path(place).name] if place else ["forms", "programmes"]
    said = [f"{folder}: this folder may not be read by whoever runs rjdesk." for folder in expected]
    assert [fault for fault in found.faults if "this folder" in fault] == said
    if "forms" in place:
        assert check_forms(own / "forms", FORMS, shipped("resources") / "fonts")[0] == said[0]


@pytest.mark.parametrize("folder", ["programmes", "forms"])
def test_what_is_no_folder_where_one_should_be_is_told(tmp_path: Path, folder: str) -> None:
    own = written(tmp_path / "own", {})
    (own / folder).rmdir()
    (own / folder).write_text("garbage", encoding="utf-8")
    found = installed(own)
    assert found.programmes == shipped_programmes()
    assert found.faults == (f"{folder}: there is a file where this folder should be.",)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
@pytest.mark.parametrize("folder", ["programmes", "forms"])
def test_a_folder_that_leads_to_itself_is_told(tmp_path: Path, folder: str) -> None:
    own = written(tmp_path / "own", {})
    (own / folder).rmdir()
    (own / folder).symlink_to(folder)
    found = installed(own)
    assert found.programmes == shipped_programmes()
    assert found.faults == (f"{folder}: this folder cannot be read from where it lies.",)


def test_a_name_that_nobody_could_read_is_told_in_signs_that_everybody_can(tmp_path: Path) -> None:
    own = written(tmp_path, {"programmes/a\u202eb\n.toml": b""})
    (fault,) = installed(own).faults
    assert fault.startswith("aU+202EbU+000A.toml: ")


def test_a_mark_of_its_encoding_may_begin_any_file(tmp_path: Path) -> None:
    files = {"forms/words.en.toml": WORDS, "forms/report-back.en.md": REPORT}
    files |= {"programmes/village.toml": VILLAGE, "forms/thank-you.en.md": THANKS}
    own = written(tmp_path, {name: f"\ufeff{text}" for name, text in files.items()})
    found = installed(own)
    assert found.faults == ()
    assert found.programmes["village"].form_text("thank-you.en.md") == THANKS
    partners = found.programmes["restorative-partners"]
    assert partners.form_text("report-back.en.md") == REPORT
    press = FormPress(FORMS, shipped("resources") / "fonts", own / "forms")
    assert press.print_pdf(blank_sheet("report-back", partners, Coalition())).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('chair = "Elder"', 'chair = "长老"', "words.chair"),
        ('agreement_title = "What We', 'agreement_title = "שלום', "agreement_title"),
        ('letterhead = "Circle', 'letterhead = "ดวง', "letterhead"),
        ('text = "A child', 'text = "\U0001f9d2', "exceptions[0].text"),
    ],
)
def test_letters_that_no_paper_can_show_are_told_of_a_programme(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    assert old in VILLAGE
    files = {"programmes/village.toml": VILLAGE.replace(old, new), "forms/thank-you.en.md": THANKS}
    found = installed(written(tmp_path, dict(files)))
    assert "village" not in found.programmes
    (fault,) = found.faults
    assert fault.startswith(f"village.toml: the key {key} holds “")
    assert fault.endswith("which no font here can draw. Write it in other letters.")


def test_other_letters_that_fonts_have_are_no_mistake(tmp_path: Path) -> None:
    text = VILLAGE.replace('chair = "Elder"', 'chair = "Старейшина, Ngài Ánh"')
    files = {"programmes/village.toml": text, "forms/thank-you.en.md": THANKS}
    assert installed(written(tmp_path, dict(files))).faults == ()
