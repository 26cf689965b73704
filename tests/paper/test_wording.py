"""The wording of the forms is plain, kind, and our own."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from rjdesk.desk.ports import Trouble
from rjdesk.desk.sheets import Sheet
from rjdesk.paper.press import FormPress
from rjdesk.paper.samples import sample_sheet
from rjdesk.paper.wording import read_wording
from rjdesk.process.kernel.calendar import MONTHS, WEEKDAYS
from rjdesk.shipped import shipped
from tests.paper.copies import FORMS, Words

pytestmark = pytest.mark.elsewhere

NEVER = ("victim", "offender", "sanction", "respondent", "complainant", "dossier")


def syllables(word: str) -> int:
    groups = re.findall("[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and len(groups) > 1
    return max(1, len(groups) - silent)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade."""
    sentences = [s for s in re.split(r"[.:;!?\n]+", text) if s.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    return (
        0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_wording_reads_at_grade_8_or_below(forms_folder: Path, form: str) -> None:
    body = (forms_folder / f"{form}.en.md").read_text(encoding="utf-8").split("+++")[2]
    # What a programme calls things is counted as one short word: it is not our wording.
    ours = re.sub(r"\{\{.*?\}\}", "this", re.sub(r"\[\[\w+ ?|\]\]|[#>*]", "", body))
    assert grade(ours) <= 8


def test_words_that_blame_are_on_no_form(forms_folder: Path) -> None:
    for path in forms_folder.iterdir():
        text = path.read_text(encoding="utf-8").lower()
        assert not [word for word in NEVER if word in text], path.name


@pytest.mark.parametrize(
    "point",
    [
        "say openly what happened, and what harm it did",
        "own what they did",
        "put things right",
        "may come an agreement",
        "I may stop at any time",
        "Other ways of dealing with this stay open",
        "Nobody can promise",
        "not the task of the Facilitators",
        "may decide to end the process",
        "show respect, listen, help to keep people safe",
        "we may add to these values",
        "keep private what people say",
        "With others who take part",
        "unless the law asks",
        "tell anyone that I am taking part",
        "what the process was like for me",
        "my own life before it",
        "I will not use there what was said",
        "even if I leave early",
        "not use a subpoena",
        "kept off my academic and disciplinary records",
        "unless a subpoena or a court order calls for it",
        "all the exceptions to privacy",
        "1. Abuse or neglect",
        "2. A threat of bodily harm",
        "3. A lawful subpoena",
        "I read it myself",
        "It was read to me",
        "It was interpreted",
        "by my own choice",
    ],
)
def test_the_agreement_to_dialogue_makes_every_point(
    press: FormPress, words: Words, point: str
) -> None:
    assert point in words(press.print_pdf(Sheet(form="agreement-to-dialogue")))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("affected_party", "afected_party", "“affected_party” is missing"),
        ("[lists]", "[lists]\nquestion = []", "no list called “question”"),
        ('"Copy given to", ', "", "needs 3 headings"),
        ('draft = "DRAFT"', "", "the key page.draft is missing"),
        ('"October", ', "", "needs 12 different months"),
        ('"October", ', '"May", ', "needs 12 different months"),
        ('"Monday", ', '" ", ', "needs 7 different weekdays"),
        ("{day} {month} {year}", "{day} {month}", "“date” in .days. needs these places once"),
        ("{weekday} {date}, {time}", "{date} {date}, {time}", "“moment” in .days. needs"),
        ("done on {date}", "done on {", "“done” in .days. needs these places once: {date}"),
        ("{day} {month} {year}", "{day:%Q} {month} {year}", "“date” in .days. needs these places"),
        ("{day} {month} {year}", "{day:>9999999999} {month} {year}", "“date” in .days. needs"),
        ("{day} {month} {year}", "{day!r} {month} {year}", "“date” in .days. needs these places"),
        ("{day} {month} {year}", "{day:{month}} {month} {year}", "“date” in .days. needs these"),
        ("{day} {month} {year}", "{day.real} {month} {year}", "“date” in .days. needs these"),
        ("Page {page} of {pages}", "Page {page} of {all}", "line 22: “page” in .page. needs these"),
        ("Form {version}", "Form {version:>999999999}", "“edition” in .page. needs these places"),
        ("Case {code}", "Case {}", "“code” in .page. needs these places once: {code}"),
        ("Check {digest}", "Check {", "“digest” in .page. needs these places once: {digest}"),
        ('payments = ["Part"', "payments = [1", "line 37: the key tables.payments.0. says 1"),
        (
            'records = "academic',
            'records = 7 # "',
            "line 16: the key words.records says 7. Write a",
        ),
        ('"not yet" = "not yet"', '"not yet" = []', "line 54: the key choices.not yet says a list"),
        ('date = "{day} {month} {year}"\n', "", "line 40: the key days.date is missing"),
        ("[lists]", "[lists]\nroster = []\nquestions = [1]", "line 68: the key lists.questions.0."),
        ("[words]", "[words", "cannot be read"),
    ],
)
def test_a_language_that_lacks_a_word_is_refused(
    forms_folder: Path, old: str, new: str, why: str
) -> None:
    text = (forms_folder / "words.en.toml").read_text(encoding="utf-8")
    with pytest.raises(Trouble, match=f"words.en.toml.*{why}"):
        read_wording(text.replace(old, new).encode(), "words.en.toml")


def test_a_day_may_be_written_in_two_figures(forms_folder: Path) -> None:
    text = (forms_folder / "words.en.toml").read_text(encoding="utf-8")
    words = read_wording(text.replace("{day} {", "{day:02} {").encode(), "words.en.toml")
    assert words.written(date(2026, 5, 4)) == "04 May 2026"


def test_days_are_written_in_the_language_of_the_form(
    tmp_path: Path, forms_folder: Path, words: Words
) -> None:
    """A made-up language: each month and day of the week is its own word backwards."""
    text = (forms_folder / "words.en.toml").read_text(encoding="utf-8")
    for word in (*MONTHS, *WEEKDAYS):
        text = text.replace(f'"{word}"', f'"{word[::-1]}"')
    text = text.replace("{day} {month} {year}", "{year}, {month} {day}").replace("done on", "since")
    text = text.replace('"not yet" = "not yet"', '"not yet" = "later"')
    (tmp_path / "words.xx.toml").write_text(text, encoding="utf-8")
    for form in ("circle-packet", "compliance-sheet"):
        english = (forms_folder / f"{form}.en.md").read_text(encoding="utf-8")
        there = english.replace('language = "en"', 'language = "xx"')
        (tmp_path / f"{form}.xx.md").write_text(there, encoding="utf-8")
    press = FormPress(forms_folder, shipped("resources") / "fonts", overlay=tmp_path)
    packet = words(press.print_pdf(sample_sheet("circle-packet", "xx")))
    assert "yadsendeW 2026, rebotcO 28, 16:00" in packet
    compliance = words(press.print_pdf(sample_sheet("compliance-sheet", "xx")))
    assert "2026, rebmeceD 11" in compliance
    assert "since 2026, rebmeceD 9" in compliance
    assert "later" in compliance
    assert not [word for word in MONTHS if word in packet + compliance]


@pytest.mark.parametrize("form", FORMS)
def test_no_article_stands_before_a_word_that_a_programme_chooses(
    form: str, forms_folder: Path
) -> None:
    """“An Accountability Agreement” would be “an Conference Agreement” elsewhere."""
    text = (forms_folder / f"{form}.en.md").read_text(encoding="utf-8")
    assert re.findall(r"\b[Aa]n? \{\{words\.[^}]*\}\}", text) == []
