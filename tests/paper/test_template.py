"""A form file is read whole or refused with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rjdesk.desk.ports import Trouble
from rjdesk.desk.sheets import Sheet
from rjdesk.paper.fields import FIELDS, LISTS, SIGNERS, TABLES
from rjdesk.paper.press import FormPress
from rjdesk.paper.template import read_form
from rjdesk.paper.tree import (
    AnswerLines,
    Bullets,
    CheckBox,
    DateRule,
    Form,
    ListOf,
    Paragraph,
    Sign,
    Slot,
    TableOf,
    TextRun,
    Title,
    Words,
)
from tests.paper import copies

FRONT = """+++
id = "letter"
language = "en"
version = "1"
title = "A letter"
summary = "A letter."
kind = "notice"
one_per = "case"
signed = false
+++
"""


def read(body: str, front: str = FRONT) -> Form:
    return read_form((front + body).encode(), "letter.en.md")


def test_a_form_becomes_a_tree() -> None:
    form = read(
        "## To *{{ participant.name }}*\n\nOne **two {{harm}}**\nthree  \nfour\n\n- a\n- b\n\n"
        "3. c\n\n[[list questions]]\n[[table actions]]\n[[check Yes, {{deadline}}]]\n"
        "[[answer 3]]\n[[date Met on]]\n> I agree.\n>\n> Truly.\n\n[[sign participant]]\n",
        FRONT.replace("false", "true"),
    )
    assert form.blocks == (
        Title(2, (TextRun("To "), Slot("participant.name", italic=True))),
        Paragraph(
            (
                TextRun("One "),
                TextRun("two ", bold=True),
                Slot("harm", bold=True),
                TextRun(" three\nfour"),
            )
        ),
        Bullets(ordered=False, items=((TextRun("a"),), (TextRun("b"),))),
        Bullets(ordered=True, items=((TextRun("c"),),), first=3),
        ListOf("questions"),
        TableOf("actions"),
        CheckBox((TextRun("Yes, "), Slot("deadline"))),
        AnswerLines(3),
        DateRule((TextRun("Met on"),)),
        Sign("participant", ((TextRun("I agree."),), (TextRun("Truly."),))),
    )


@pytest.mark.parametrize(
    ("body", "line", "why"),
    [
        (
            "Dear {{participant.nmae}}",
            11,
            "“participant.nmae”. Perhaps “participant.name” is meant",
        ),
        ("Dear {{you}}", 11, "no field called “you”. There are: case.code, circle.closing, "),
        ("\n\nDear {{participant.name}", 13, "both braces"),
        ("[[signn participant]]", 11, "no directive called “signn”"),
        ("a\n\n[[table action]]", 13, "no table called “action”"),
        ("[[list question]]", 11, "no list called “question”. Perhaps “questions” is"),
        (
            "[[sign nobody]]",
            11,
            "are no signers called “nobody”. There are: destroyers, participant, primary_pa",
        ),
        ("Please [[check this]]", 11, "its own line"),
        ("[[answer many]]", 11, "a number of lines"),
        ("[[answer 99]]", 11, "a number of lines"),
        ("[[check]]", 11, "needs the words"),
        ("[[date]]", 11, "needs the words"),
        ("Hello\n\n# Title", 13, "## or ###"),
        ("Hello\n\n<div>x</div>", 13, "HTML is not used"),
        ("Hello\n\nA <b>bold</b> word", 13, "HTML is not used"),
        ("Hello\n\n`code`", 13, "code is not used"),
        ("See [here](https://example.org)", 11, "link is not used"),
        ("![x](/etc/passwd)", 11, "image is not used"),
        ("- a\n    - b", 11, "without a list inside"),
        ("Hello\n\n> I agree.\n\nBye", 13, "right above"),
        ("> I agree.", 11, "right above"),
        ("Hello\n\n---", 13, "thematic break is not used"),
        (f"[[answer {'1' * 5000}]]", 11, "a number of lines"),
        ("[[check One]] [[check two]]", 11, "its own line"),
        ("[[ check One]]", 11, "its own line"),
        (f"[[{'verb' * 500}]]", 11, f"no directive called “{'verb' * 15}…”"),
        ("One\n\n- two\n\n# One\n\nTwo", 15, "## or ###"),
    ],
)
def test_what_the_house_does_not_know_is_refused_with_file_and_line(
    body: str, line: int, why: str
) -> None:
    with pytest.raises(Trouble, match=rf"letter\.en\.md, line {line}: .*{re.escape(why)}"):
        read(body)


@pytest.mark.parametrize(
    ("front", "why"),
    [
        (FRONT.replace('version = "1"', 'version = "1"\nedition = "1"'), "line 5: in the settings"),
        (FRONT.replace("version", "versoin"), "the key version is missing"),
        (FRONT.replace('"notice"', '"poster"'), "settings at the top"),
        (FRONT.replace("false", "true"), "line 9: “signed” must say"),
        (FRONT.replace('A letter"\ns', 'To {{participant.name}}"\ns'), "line 5: the title"),
        (FRONT.replace('id = "letter"\n', ""), "settings at the top"),
        (
            FRONT.replace('kind = "notice"', "kind = 7"),
            "line 7: in the settings at the top, the key",
        ),
        (FRONT.replace('"1"', "[" * 5000), "lists lie too deep"),
        (FRONT.replace('"1"', "1" * 5000), "line 4: this cannot be read: a number has too many"),
        ("Hello\n", "line 1"),
        ("+++\nid = 1\n", "line 1"),
        (FRONT.replace('"1"', '"1'), "line 4"),
    ],
)
def test_settings_are_checked_every_one(front: str, why: str) -> None:
    with pytest.raises(Trouble, match=rf"letter\.en\.md.*{re.escape(why)}"):
        read("Hello", front)


def test_a_line_of_anything_is_read_in_one_go() -> None:
    """A line of many spaces behind two brackets would otherwise take hours."""
    for body in (f"[[a{' ' * 90_000}b", f"[[check{' ' * 90_000}b]]{' ' * 90_000}x"):
        with pytest.raises(Trouble, match="its own line"):
            read(body)
    assert read(f"[[check{' ' * 90_000}b{' ' * 90_000}]]").blocks == (CheckBox((TextRun("b"),)),)


def test_a_signature_without_a_statement_is_refused() -> None:
    with pytest.raises(Trouble, match=r"Write it as a quote .* right above \[\[sign participant"):
        read("Hello\n\n[[sign participant]]", FRONT.replace("false", "true"))


def names_in(form: Form) -> dict[str, set[str]]:
    def slots(words: Words) -> set[str]:
        return {part.name for part in words if isinstance(part, Slot)}

    used = {"fields": slots(form.title), "lists": set(), "tables": set(), "signers": set()}
    for block in form.blocks:
        match block:
            case Title(_, words) | Paragraph(words) | CheckBox(words) | DateRule(words):
                used["fields"] |= slots(words)
            case Bullets(_, items):
                used["fields"] |= set().union(*map(slots, items))
            case ListOf(name):
                used["lists"].add(name)
            case TableOf(name):
                used["tables"].add(name)
            case Sign(name, statement):
                used["signers"].add(name)
                used["fields"] |= set().union(*map(slots, statement))
    return used


def test_the_register_and_the_form_files_know_the_same_names(forms_folder: Path) -> None:
    forms = [read_form(path.read_bytes(), path.name) for path in forms_folder.glob("*.md")]
    used = [names_in(form) for form in forms]
    for what, register in (
        ("fields", FIELDS),
        ("lists", LISTS),
        ("tables", TABLES),
        ("signers", SIGNERS),
    ):
        assert set().union(*(names[what] for names in used)) == set(register)


def test_a_gallery_knows_every_form(press: FormPress) -> None:
    forms = {form.id: form for form in press.forms()}
    assert {id_: form.signed for id_, form in forms.items()} == {
        "accountability-agreement": True,
        "agreement-to-dialogue": True,
        "circle-packet": False,
        "compliance-sheet": False,
        "debrief-sheet": False,
        "destruction-certificate": True,
        "further-steps": False,
        "what-happens-next": False,
        "question-sheet": False,
        "reflections": False,
        "recovery-sheet": False,
        "report-back": False,
        "staff-advisor-notice": False,
    }
    assert forms["agreement-to-dialogue"].title == "Agreement to Dialogue"
    assert all(re.fullmatch("[0-9a-f]{64}", form.digest) for form in forms.values())


def test_a_programmes_own_form_takes_the_place_of_the_built_in_one(
    tmp_path: Path, forms_folder: Path, press: FormPress, words: copies.Words
) -> None:
    own = (forms_folder / "question-sheet.en.md").read_text(encoding="utf-8")
    (tmp_path / "question-sheet.en.md").write_text(
        own.replace("There are no wrong answers.", "Take a walk with them."), encoding="utf-8"
    )
    ours = FormPress(forms_folder, press._fonts, overlay=tmp_path)
    assert "Take a walk" in words(ours.print_pdf(Sheet(form="question-sheet")))
    assert len(ours.forms()) == len(press.forms())


def test_a_folder_named_as_a_programme_holds_its_own_forms_and_words(
    tmp_path: Path, forms_folder: Path, press: FormPress, words: copies.Words
) -> None:
    for path in forms_folder.glob("*.en.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    own = tmp_path / "circles-first"
    own.mkdir()
    sheet = (forms_folder / "question-sheet.en.md").read_text(encoding="utf-8")
    (own / "question-sheet.en.md").write_text(
        sheet.replace("There are no wrong answers.", "Take a walk with them."), encoding="utf-8"
    )
    names = (forms_folder / "words.en.toml").read_text(encoding="utf-8")
    (own / "words.en.toml").write_text(
        names.replace("Questions to Think About", "For You to Think About"), encoding="utf-8"
    )
    both = FormPress(tmp_path, press._fonts)
    theirs = words(both.print_pdf(Sheet(form="question-sheet", programme="circles-first")))
    assert "Take a walk" in theirs
    assert "For You to Think About" in theirs
    for programme in ("", "reed-2019"):
        plain = words(both.print_pdf(Sheet(form="question-sheet", programme=programme)))
        assert "no wrong answers" in plain
        assert "Questions to Think About" in plain
    titles = {form.id: form.title for form in both.forms("circles-first")}
    assert titles["question-sheet"] == "For You to Think About"
    assert len(titles) == len(both.forms())
