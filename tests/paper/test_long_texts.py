"""However long a text of a form is, its paper is printed whole; what has no room is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from rjdesk.desk.ports import Trouble
from rjdesk.desk.sheets import Sheet
from rjdesk.paper.checking import check_forms
from rjdesk.paper.press import FormPress
from rjdesk.paper.samples import sample_sheet
from rjdesk.paper.wording import LONGEST_LABEL
from rjdesk.shipped import shipped
from tests.paper.copies import Words

LONG = " ".join(f"word{n:04d}" for n in range(900))
FRONT = """+++
id = "letter"
language = "en"
version = "1"
title = "A letter"
summary = "A letter."
kind = "notice"
one_per = "case"
signed = SIGNED
+++
"""
BODIES = {
    "a box to tick": f"[[check {LONG}]]\n[[check Short]]",
    "a day": f"[[date {LONG}]]",
    "what is signed": f"## Agreed\n\n> {LONG}\n\n[[sign primary_parties]]",
    "what leads to it": f"{LONG}:\n\n> Short.\n\n[[sign participant]]",
    "a heading": f"### {LONG}\n\nShort.",
    "an item": f"- {LONG}",
}


@pytest.fixture
def own(tmp_path: Path) -> FormPress:
    return FormPress(shipped("forms"), shipped("resources") / "fonts", overlay=tmp_path)


@pytest.mark.parametrize("points", [11.5, 18.0])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_text_longer_than_a_page_is_printed_whole(
    tmp_path: Path, own: FormPress, words: Words, body: str, points: float
) -> None:
    signed = str("[[sign" in body).lower()
    form = FRONT.replace("SIGNED", signed) + body
    (tmp_path / "letter.en.md").write_text(form, encoding="utf-8")
    for sheet in (Sheet(form="letter"), sample_sheet("letter")):
        text = words(own.print_pdf(sheet, points=points))
        assert re.findall(r"word\d{4}", text) == LONG.split()


@pytest.mark.parametrize("points", [11.5, 18.0])
@pytest.mark.parametrize("form", ["agreement-to-dialogue", "circle-packet"])
def test_words_around_the_text_are_printed_however_wide_they_are(
    tmp_path: Path, own: FormPress, words: Words, form: str, points: float
) -> None:
    """They pass the check, so a paper in the middle of a case has room for them."""
    file = shipped("forms") / "words.en.toml"
    head, page, rest = re.split(r"(?s)(\[page\].*?)(?=\[days\])", file.read_text("utf-8"))
    wide = {"page": "{page}{pages}", "version": "{version}", "edition": "{version}"}
    wide |= {name: f"{{{name}}}" for name in ("code", "digest")}

    def widest(line: re.Match[str]) -> str:
        places = wide.get(line["name"], "")
        return f'{line["name"]} = "{"W" * (LONGEST_LABEL - len(places))}{places}"'

    page = re.sub(r'(?m)^(?P<name>\w+) = ".*"$', widest, page)
    (tmp_path / "words.en.toml").write_text(head + page + rest, encoding="utf-8")
    assert check_forms(tmp_path / "words.en.toml", shipped("forms"), own._fonts) == []
    text = words(own.print_pdf(replace(sample_sheet(form), digest="9f2c"), points=points))
    assert text.replace(" ", "").count("W" * (LONGEST_LABEL - len(wide["page"]))) >= 1


def test_what_people_wrote_is_printed_whole_also_where_it_is_signed(
    tmp_path: Path, own: FormPress, words: Words
) -> None:
    body = "> What I did: {{harm}}\n\n[[sign participant]]"
    (tmp_path / "letter.en.md").write_text(FRONT.replace("SIGNED", "true") + body, encoding="utf-8")
    sheet = replace(sample_sheet("letter"), fields={"harm": LONG})
    text = words(own.print_pdf(sheet))
    assert re.findall(r"word\d{4}", text) == LONG.split()
    assert "Nguyễn Thị Ánh" in text


def test_what_no_page_has_room_for_is_told_in_a_sentence(own: FormPress) -> None:
    fields = {"words.accountability_agreement": LONG}
    with pytest.raises(Trouble, match="longer than a page has room for"):
        own.print_pdf(Sheet(form="accountability-agreement", fields=dict(fields)))
