"""Every mistake in a folder of forms is told at once, each with its file and line."""

from __future__ import annotations

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
    assert told[0].startswith("restorative-partners/report-back.en.md, line 1: This cannot")
    assert "hebrew letter shin" in told[0]
    assert told[1].endswith("this file is called report-back.en.md.")


def test_a_folder_without_forms_is_not_in_order(tmp_path: Path) -> None:
    assert check(tmp_path) == [f"There is no form in {tmp_path}."]
