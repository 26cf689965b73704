"""Every mistake in a folder of forms is told at once, each with its file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rjdesk.paper.checking import check_forms

ROOT = Path(__file__).parents[2]


def check(folder: Path) -> list[str]:
    return check_forms(folder, ROOT / "forms", ROOT / "resources" / "fonts")


def test_the_forms_that_are_shipped_are_in_order(forms_folder: Path) -> None:
    assert check(forms_folder) == []


def test_every_mistake_of_a_form_is_told_in_the_order_of_its_lines(
    tmp_path: Path, forms_folder: Path
) -> None:
    form = (forms_folder / "report-back.en.md").read_text(encoding="utf-8")
    slips = form.replace("{{case.code}}", "{{case.cod}} and {{date}}")
    slips = slips.replace('one_per = "case"', 'one_per = "case"\ncolour = "red"')
    slips += "\n[[tabel actions]]\n\n> Lost\n\n<b>HTML</b>\n\n> I agree.\n\n[[sign nobody]]\n"
    (tmp_path / "report-back.en.md").write_text(slips, encoding="utf-8")
    told = check(tmp_path)
    assert [line.split(": ")[0] for line in told] == [
        f"report-back.en.md, line {n}" for n in (9, 13, 13, 21, 23, 25, 29)
    ]
    for said, why in zip(
        told,
        ["colour", "case.cod", "“date”", "tabel", "right above", "HTML", "nobody"],
        strict=True,
    ):
        assert why in said
        assert said.endswith(".")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.en.md", b"\xff", "a.en.md, line 1: the file is not saved as UTF-8 text."),
        ("words.en.toml", b"\xff", "words.en.toml, line 1: the file is not saved as UTF-8 text."),
        ("words.en.toml", b"a = 1\n[words", "words.en.toml, line 2: this cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_mistake(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert len(told := check(tmp_path)) == 1
    assert told[0].startswith(said)


def test_every_mistake_in_the_words_is_told(tmp_path: Path, forms_folder: Path) -> None:
    words = (forms_folder / "words.en.toml").read_text(encoding="utf-8")
    words = words.replace("facilitators =", "fascilitators =").replace('"On", "How"]', '"On"]')
    (tmp_path / "words.en.toml").write_text(words, encoding="utf-8")
    lines = words.splitlines()
    section = lines.index("[words]") + 1
    wrong = next(n for n, line in enumerate(lines, 1) if line.startswith("fascilitators"))
    short = next(n for n, line in enumerate(lines, 1) if line.startswith("copies"))
    assert check(tmp_path) == [
        f"words.en.toml, line {section}: “facilitators” is missing from [words].",
        f"words.en.toml, line {wrong}: “fascilitators” is not known in [words].",
        f"words.en.toml, line {short}: the table “copies” needs 3 headings, and 2 are given.",
    ]


def test_a_programmes_folder_is_checked_too(tmp_path: Path, forms_folder: Path) -> None:
    own = tmp_path / "restorative-partners"
    own.mkdir()
    form = (forms_folder / "report-back.en.md").read_text(encoding="utf-8")
    (own / "report.en.md").write_text(form, encoding="utf-8")
    (own / "report-back.en.md").write_text(form + "\nשלום\n", encoding="utf-8")
    told = check(tmp_path)
    assert len(told) == 2
    assert told[0].startswith("restorative-partners/report-back.en.md, line 20: no font here can")
    assert "hebrew letter shin" in told[0]
    assert told[1].endswith("this file is called report-back.en.md.")


def test_a_folder_without_forms_is_not_in_order(tmp_path: Path) -> None:
    assert check(tmp_path) == [f"There is no form in {tmp_path}."]


LONG = "a" * 20_000
OF_A_FORM = {
    "letters that no font has": (
        "What was said in",
        "What 장 said in",
        18,
        "no font here can draw “장”",
    ),
    "letters in its title": ('title = "', 'title = "ἀβד', 5, "no font here can draw “ד”"),
    "letters in its version": ('version = "1"', 'version = "א"', 4, "the key version holds “א”"),
    "another id": (
        'id = "report-back"',
        'id = "report"',
        2,
        "the key id says “report”. Write “repo",
    ),
    "another language": (
        'language = "en"',
        'language = "fr"',
        3,
        "the key language says “fr”. Write",
    ),
    "a title without end": ('title = "', f'title = "{LONG}', 5, "the key title has 20,0"),
    "a version without end": ('version = "', f'version = "{LONG}', 4, "the key version has 20,001"),
    "a summary without end": ('summary = "', f'summary = "{LONG}', 6, "the key summary has 20,"),
    "no version": ('version = "1"', 'version = " "', 4, "the key version says nothing. Write what"),
}


@pytest.mark.parametrize(("old", "new", "line", "why"), OF_A_FORM.values(), ids=OF_A_FORM)
def test_what_would_make_a_paper_that_nobody_can_print_is_told_of_a_form(
    tmp_path: Path, forms_folder: Path, old: str, new: str, line: int, why: str
) -> None:
    form = (forms_folder / "report-back.en.md").read_text(encoding="utf-8")
    assert old in form
    (tmp_path / "report-back.en.md").write_text(form.replace(old, new, 1), encoding="utf-8")
    (told,) = check(tmp_path)
    assert told.startswith(f"report-back.en.md, line {line}: {why}")
    assert check(tmp_path / "report-back.en.md") == [told]


OF_WORDS = {
    "letters of a word": ('"Questions to', '"الأسئلة to', "key words.question_sheet holds “ا”"),
    "letters of a month": ('"January"', '"जनवरी"', "key days.months holds “ज”"),
    "letters of a heading": ('"Part"', '"部分"', "key tables.payments holds “部”"),
    "letters of an item": ('"A threat', '"🧒 threat', "key lists.exceptions holds “🧒”"),
    "letters of a choice": ('"not yet" = "', '"not yet" = "ยัง', "key choices.not yet holds “ย”"),
    "letters around a page": ('"Page {', '"页 {', "key page.page holds “页”"),
    "no word": ('"Questions to Think About"', '""', "key words.question_sheet says nothing. Write"),
    "no heading": ('"Part"', '" "', "key tables.payments says nothing"),
    "a word without end": ('"Facilitators"', f'"{LONG}"', "key words.facilitators has 20,000 let"),
    "a heading without end": ('"Part"', f'"{LONG}"', "key tables.payments has 20,000 letters"),
    "an item without end": ('"A threat', f'"A threat{LONG}', "key lists.exceptions has 20,0"),
}


@pytest.mark.parametrize(("old", "new", "why"), OF_WORDS.values(), ids=OF_WORDS)
def test_what_would_make_a_paper_that_nobody_can_print_is_told_of_words(
    tmp_path: Path, forms_folder: Path, old: str, new: str, why: str
) -> None:
    words = (forms_folder / "words.en.toml").read_text(encoding="utf-8")
    assert old in words
    (tmp_path / "words.en.toml").write_text(words.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "report-back.en.md").write_bytes((forms_folder / "report-back.en.md").read_bytes())
    (told,) = check(tmp_path)
    assert told.startswith("words.en.toml, line ")
    assert f": the {why}" in told
    assert check(tmp_path / "words.en.toml") == [told]


@pytest.mark.parametrize(
    ("form", "signers"),
    [("agreement-to-dialogue", "participant"), ("accountability-agreement", "primary_parties")],
)
@pytest.mark.parametrize("unsigned", [True, False])
def test_a_form_whose_signatures_are_recorded_is_signed_by_those_who_sign(
    tmp_path: Path, forms_folder: Path, form: str, signers: str, *, unsigned: bool
) -> None:
    text = (forms_folder / f"{form}.en.md").read_text(encoding="utf-8")
    sign = f"[[sign {signers}]]"
    assert sign in text
    other = {"participant": "primary_parties", "primary_parties": "participant"}[signers]
    if unsigned:
        text = re.sub("^>.*$", "", text, flags=re.MULTILINE).replace(sign, "")
        text = text.replace("signed = true", "signed = false")
    else:
        text = text.replace(sign, f"[[sign {other}]]")
    (tmp_path / f"{form}.en.md").write_text(text, encoding="utf-8")
    (told,) = check(tmp_path)
    assert told.startswith(f"{form}.en.md, line 9: the signatures of this form are recorded.")
    assert told.endswith(f"Write signed = true at the top, and {sign} under what is signed.")


def test_a_mistake_in_the_words_is_told_once_and_not_of_each_form(
    tmp_path: Path, forms_folder: Path
) -> None:
    for form in forms_folder.glob("*.md"):
        (tmp_path / form.name).write_bytes(form.read_bytes())
    words = (forms_folder / "words.en.toml").read_text(encoding="utf-8")
    (tmp_path / "words.en.toml").write_text(
        words.replace("facilitators", "fascilitators", 1), encoding="utf-8"
    )
    assert [line.partition(":")[0] for line in check(tmp_path)] == [
        "words.en.toml, line 4",
        "words.en.toml, line 8",
    ]


def test_a_form_of_a_programme_is_checked_with_the_words_above_it(
    tmp_path: Path, forms_folder: Path
) -> None:
    own = tmp_path / "restorative-partners"
    own.mkdir()
    form = (forms_folder / "report-back.en.md").read_text(encoding="utf-8")
    there = own / "report-back.xx.md"
    there.write_text(form.replace('"en"', '"xx"'), encoding="utf-8")
    (told,) = check(tmp_path)
    assert told.startswith("restorative-partners/report-back.xx.md: not used without words.xx.toml")
    (told,) = check(there)
    assert "words.xx.toml" in told
    (tmp_path / "words.xx.toml").write_bytes((forms_folder / "words.en.toml").read_bytes())
    assert check(tmp_path) == check(there) == []


def test_a_form_that_is_called_by_another_name_where_it_lies_is_checked_by_that(
    tmp_path: Path, forms_folder: Path
) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "mine.md").write_bytes((forms_folder / "report-back.en.md").read_bytes())
    link = tmp_path / "report-back.en.md"
    link.symlink_to(tmp_path / "kept" / "mine.md")
    assert check(link) == []
