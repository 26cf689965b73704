"""What was entered is what stands on the paper, letter for letter."""

from __future__ import annotations

from datetime import date

import pytest

from rjdesk.desk.ports import Trouble
from rjdesk.desk.sheets import Signer, Table
from rjdesk.paper.fonts import Face
from rjdesk.paper.press import FormPress
from tests.paper.copies import Fill, Words

pytestmark = pytest.mark.elsewhere

NASTY = [
    "Ana <b>& Co.</b> AT&T",
    "{{field}}",
    "{{participant.name}}",
    '<img src="/etc/passwd"/>',
    "<font size=90>loud</font>",
    "AT&T <3 you &amp; me &nbsp;",
    "**not bold** [[sign participant]]",
    "<para>",
    "Nguyễn Thị Ánh",
    "Łukasz Šimůnek",
    "Ελένη Жанна",
]


@pytest.mark.parametrize("value", NASTY)
def test_a_value_stands_on_the_paper_letter_for_letter(
    press: FormPress, filled: Fill, words: Words, value: str
) -> None:
    form = "accountability-agreement"
    headings = (value,) * 6
    row = (value, value, value, date(2026, 12, 11), value, value)
    sheet = filled(
        form,
        letterhead=value,
        fields={"harm": value},
        tables={"actions": Table(headings, (row,))},
        signers={"primary_parties": (Signer(value, value),)},
    )
    # Letterhead, harm, six headings, five cells, name and parts.
    assert words(press.print_pdf(sheet)).count(value) == 15


@pytest.mark.parametrize("points", [11.5, 18])
@pytest.mark.parametrize(
    "name",
    [
        "Đặng Thị Hồng Nhung ẰẲẴẶằẳẵặ Ỡỡ Ựự",
        "Zażółć gęślą jaźń ŻÓŁĆ ĘŚLĄ",
        "İbrahim Işık Çağrı Öztürk ŞĞ",
        "Þórður Æsa Øyvind Åse Ñuñez Çà",
        "Οδυσσέας Ἀθήνη Ψωμιάδου",
        "Щербакова Ґалаґан Їжакевич Ђорђе",
    ],
)
def test_letters_of_latin_greek_and_cyrillic_are_drawn_and_can_be_copied(
    press: FormPress, filled: Fill, words: Words, name: str, points: float
) -> None:
    sheet = filled(
        "agreement-to-dialogue",
        letterhead=name,
        fields={"participant.name": name, "words.process": name},
        signers={"participant": (Signer(name, name),)},
    )
    assert (
        "".join(words(press.print_pdf(sheet, points=points)).split()).count("".join(name.split()))
        == 5
    )


def test_a_title_and_a_list_keep_what_was_entered(
    press: FormPress, filled: Fill, words: Words
) -> None:
    sheet = filled(
        "question-sheet",
        fields={"words.question_sheet": "Q & <A>"},
        lists={"questions": ("Why <b>this</b> & not that?",)},
    )
    text = words(press.print_pdf(sheet))
    assert text.count("Q & <A>") == 2
    assert "1. Why <b>this</b> & not that?" in text


def test_accents_that_come_apart_are_put_together(
    press: FormPress, filled: Fill, words: Words
) -> None:
    sheet = filled("agreement-to-dialogue", fields={"participant.name": "Nguye\u0302\u0303n"})
    assert "Nguyễn" in words(press.print_pdf(sheet))


def test_what_is_invisible_leaves_no_box(press: FormPress, filled: Fill, words: Words) -> None:
    sheet = filled("agreement-to-dialogue", fields={"participant.name": "A\u200bn\u00ada\ufeff"})
    assert "This form is for Ana" in words(press.print_pdf(sheet))


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("प्रिया", "devanagari letter pa"),
        ("נועה", "hebrew letter nun"),
        ("مريم", "arabic letter meem"),
        ("安", r"U\+5B89"),
        ("ゆい", "hiragana letter yu"),
        ("지민", "hangul syllable ji"),
    ],
)
def test_a_letter_that_no_font_has_is_refused_by_its_name(
    press: FormPress, filled: Fill, value: str, named: str
) -> None:
    sheet = filled("agreement-to-dialogue", fields={"participant.name": f"Ana {value}"})
    with pytest.raises(Trouble, match=named) as trouble:
        press.print_pdf(sheet)
    assert "Ana" not in str(trouble.value)


TURNED = {
    "a → b ← c ↑ d ↓ e": "a → b ← c ↑ d ↓ e",
    "a ⇒ b ➔ c \uf0e0 d ⟶ e": "a → b → c → d → e",
    "\uf0b7 one \uf0a7 two ▪ three ◦ four": "• one • two • three • four",
    "✓ kept ☑ kept ☒ kept": "[x] kept [x] kept [x] kept",
    "☐ to do": "□ to do",
    "the o\ufb03ce of the \ufb01rst \ufb02oor": "the office of the first floor",
    "“so” ‘it’ – is — said…": "“so” ‘it’ – is — said…",
    "10\u202fkg, 5\u2009m, non\u2011stop": "10 kg, 5 m, non-stop",
    "①, ②, Ⅷ and Ｗ": "(1), (2), VIII and W",
    "≤ ½ ≠ √2": "≤ ½ ≠ √2",
}


@pytest.mark.parametrize("value", TURNED)
def test_common_signs_are_drawn_or_turned_into_plain_ones(
    press: FormPress, filled: Fill, words: Words, value: str
) -> None:
    form = "accountability-agreement"
    sheet = filled(form, letterhead=value, fields={"harm": value}, tables={})
    assert press.undrawable(value) == ()
    text = words(press.print_pdf(sheet)).replace("\u00a0", " ")
    assert text.count(TURNED[value]) >= 2


SIGNS = [chr(code) for code in (*range(0x20, 0x3100, 37), *range(0xA000, 0x1FAFF, 1009))]


def test_what_is_said_beforehand_of_a_sign_is_what_the_press_then_does(press: FormPress) -> None:
    letters = press._letters()
    said = {sign: press.undrawable(f"a{sign}") == () for sign in SIGNS}
    done = {}
    for sign in SIGNS:
        try:
            for face in (Face.TEXT, Face.BOLD, Face.ITALIC, Face.BOLD_ITALIC, Face.HEADING):
                letters.pieces(f"a{sign}", face)
            done[sign] = True
        except Trouble:
            done[sign] = False
    assert said == done
    assert len(set(said.values())) == 2


def test_an_emoji_is_turned_into_nothing_else_and_named_once(press: FormPress) -> None:
    assert press.undrawable("a 🙂 b 🙂 🌱") == ("🙂", "🌱")


@pytest.mark.parametrize(
    "slip",
    [
        {"fields": {"participant.nmae": "Ana"}},
        {"lists": {"question": ("?",)}},
        {"tables": {"action": Table((), ())}},
        {"signers": {"participants": (Signer("Ana"),)}},
        {"tables": {"copies": Table(("To", "On"), ())}},
        {"fields": {"case.code": "RJ-1"}},
        {"fields": {"report.outcome": "completed, but late"}},
        {"fields": {"deadline": "18 December 2026"}},
        {"fields": {"circle.on": date(2026, 10, 28)}},
        {"fields": {"harm": date(2026, 10, 28)}},
        {"tables": {"copies": Table((), (("Ana", "28 October 2026", "by hand"),))}},
        {"tables": {"copies": Table((), ((date(2026, 10, 28), "", "by hand"),))}},
        {"tables": {"payments": Table((), (("Part 1", "", "not yet paid", "$120"),))}},
    ],
)
def test_a_sheet_with_a_slip_in_it_is_a_bug_and_not_a_blank(
    press: FormPress, filled: Fill, slip: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=r"register|cells|Sheet\.code|takes "):
        press.print_pdf(filled("agreement-to-dialogue", **slip))


def test_the_notice_names_nobody_and_nothing_else(
    press: FormPress, filled: Fill, words: Words
) -> None:
    text = words(press.print_pdf(filled("staff-advisor-notice", letterhead="")))
    assert text == (
        "Notice to the Staff Advisor A new case of our Restorative Process was begun."
        " Date: 26 October 2026 Case code: RJ-7QK4-M2"
        " Notice to the Staff Advisor · Form 1 · Version 2"
        " · Case RJ-7QK4-M2 · Check 9f2c1ab3 Page 1 of 1"
    )


def test_exceptions_are_the_programmes_own_and_in_its_order(
    press: FormPress, filled: Fill, words: Words
) -> None:
    sheet = filled("agreement-to-dialogue", lists={"exceptions": ("First.", "Second.")})
    text = words(press.print_pdf(sheet))
    assert "1. First. 2. Second." in text
    assert "vulnerable adult" not in text


def test_a_programme_may_call_things_by_other_names(
    press: FormPress, filled: Fill, words: Words
) -> None:
    sheet = filled(
        "accountability-agreement",
        fields={
            "words.accountability_agreement": "Conference Agreement",
            "words.responsible_party": "person who caused harm",
        },
    )
    text = words(press.print_pdf(sheet))
    assert "Accountability Agreement" not in text
    assert "in touch with the person who caused harm" in text


def test_a_form_or_a_size_that_is_not_offered_is_refused(press: FormPress, filled: Fill) -> None:
    with pytest.raises(Trouble, match=r"no-such-form\.en\.md"):
        press.print_pdf(filled("no-such-form"))
    with pytest.raises(ValueError, match="letter or a4"):
        press.print_pdf(filled("question-sheet"), size="legal")
    with pytest.raises(ValueError, match="9 to 24 points"):
        press.print_pdf(filled("question-sheet"), points=40)
