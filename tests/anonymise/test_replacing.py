"""What stands in the text afterwards: labels, days told in terms, they for he and she."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.label_words import LabelWords, read_label_words
from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.pronouns import pronouns
from rjdesk.anonymise.reflections import Reflection
from rjdesk.anonymise.replacing import Replaced, replace
from rjdesk.anonymise.spans import Action, Kind, Span
from rjdesk.anonymise.subjects import SomeParty
from rjdesk.desk.roster import Person, Roster

LABELS = Path(__file__).parents[2] / "resources" / "lexicon" / "labels.en.toml"
LED = (Person(name="Odalys Brannigan", pronouns="she/her"),)
ROSTER = Roster(
    facilitators=LED,
    parties=(
        Person(name="Naledi Khumalo", role="Affected Party", residence="Heron Apartments 31"),
        Person(name="Siosaia Fonoti", role="Affected Party"),
        Person(name="Thora Lagerlöf", role="Responsible Party"),
        Person(name="Itzel Zamudio"),
    ),
    places=("Heron Apartments",),
)
SINCE = date(2024, 4, 10)


def told(
    finder: Finder,
    words: LabelWords,
    text: str,
    *,
    roster: Roster = ROSTER,
    export: str = "first",
    since: date | None = None,
) -> Replaced:
    spans = finder.find(text, roster)
    return replace(text, spans, Labels(words, roster, spans, export=export, since=since))


def span(start: int, end: int, action: Action = Action.REPLACE, into: str = "") -> Span:
    return Span(
        start=start, end=end, kind=Kind.NAME, action=action, evidence=Evidence.OFFICE, into=into
    )


def test_somebody_has_the_same_label_in_both_texts_of_a_case(
    finder: Finder, words: LabelWords
) -> None:
    texts = (
        "Naledi spoke first, and Siosaia Fonoti listened. So did Oluwaseun Bankole.",
        "Fonoti had a question for Khumalo, and another one for Oluwaseun Bankole.",
    )
    both = finder.find_all(
        [
            Reflection(id=f"{place}", case_id="c", text=text, roster=ROSTER)
            for place, text in enumerate(texts)
        ]
    )
    for export in map(str, range(8)):
        labels = Labels(words, ROSTER, [each for spans in both for each in spans], export=export)
        first, second = (
            re.findall(r"\[[^]]+\]", replace(text, spans, labels).text)
            for text, spans in zip(texts, both, strict=True)
        )
        naledi, siosaia, stranger = first
        assert second == [siosaia, naledi, stranger]
        assert {naledi, siosaia} == {"[Affected Party 1]", "[Affected Party 2]"}
        assert stranger == "[Other person 1]"


def test_each_export_numbers_anew(finder: Finder, words: LabelWords) -> None:
    text = "Then Naledi left."
    numbers = {told(finder, words, text, export=f"export {each}").text for each in range(20)}
    assert numbers == {"Then [Affected Party 1] left.", "Then [Affected Party 2] left."}


def test_the_same_export_numbers_alike(finder: Finder, words: LabelWords) -> None:
    text = "Then Naledi, Siosaia and Oluwaseun Bankole left."
    assert told(finder, words, text) == told(finder, words, text)


def test_the_numbers_say_nothing_of_the_order_in_the_text(
    finder: Finder, words: LabelWords
) -> None:
    there = told(finder, words, "Then Naledi called. Then Siosaia called.").text
    back = told(finder, words, "Then Siosaia called. Then Naledi called.").text
    assert re.findall(r"\d", there) == re.findall(r"\d", back)[::-1]


@pytest.mark.parametrize(
    ("role", "label"),
    [
        ("Affected Party", "Affected Party 1"),
        ("Persona afectada", "Persona afectada 1"),
        ("  Neighbor  ", "Neighbor 1"),
        ("", "Party 1"),
        ("   ", "Party 1"),
    ],
)
def test_a_role_is_told_in_the_words_of_the_programme(
    finder: Finder, words: LabelWords, role: str, label: str
) -> None:
    roster = Roster(parties=(Person(name="Naledi Khumalo", role=role),))
    assert told(finder, words, "Then Naledi left.", roster=roster).text == f"Then [{label}] left."


def test_a_name_that_parties_share_is_one_of_them_and_a_name_of_nobody_is_a_person(
    words: LabelWords,
) -> None:
    labels = Labels(words, ROSTER, (), export="first")
    shared = msgspec.structs.replace(span(0, 5), subject=SomeParty())
    assert labels.label(shared, "Cousin") == "[One of the parties]"
    assert labels.label(span(5, 8), "before Ana") == "[a person]"


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("April 11", "a date, spring term"),
        ("11 January 2024", "a date, spring term"),
        ("June 3rd", "a date, summer"),
        ("the thirtieth of August", "a date, summer"),
        ("September 1, 2024", "a date, fall term"),
        ("Nov. 3", "a date, fall term"),
        ("2024-12-20", "a date, fall term"),
        ("12/24/2024", "a date, fall term"),
        ("Halloween", "a date"),
    ],
)
def test_a_day_is_told_as_its_term(finder: Finder, words: LabelWords, day: str, label: str) -> None:
    text = f"We met on {day}, as we had said."
    assert told(finder, words, text).text == f"We met on [{label}], as we had said."


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("April 10", "the same day"),
        ("the tenth of April", "the same day"),
        ("April 11", "1 day later"),
        ("April 9", "1 day earlier"),
        ("April 12", "2 days later"),
        ("the twenty-third of April", "13 days later"),
        ("April 24", "2 weeks later"),
        ("April 3rd", "7 days earlier"),
        ("2024-05-20", "6 weeks later"),
        ("July 10, 2024", "3 months later"),
        ("10 April 2025", "12 months later"),
        ("Nov 3", "5 months earlier"),
        ("Halloween", "a date"),
    ],
)
def test_a_day_is_told_by_how_far_it_is_from_another(
    finder: Finder, words: LabelWords, day: str, label: str
) -> None:
    text = f"We met on {day}, as we had said."
    assert told(finder, words, text, since=SINCE).text == f"We met on [{label}], as we had said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met in Heron Apartments.", "We met in [a residence]."),
        ("We met in the Heron Apartments.", "We met in the [residence]."),
        ("We met in our Heron Apartments.", "We met in our [residence]."),
        ("The Heron Apartments were dark.", "The [residence] were dark."),
        ("Heron Apartments was dark.", "[A residence] was dark."),
        ("We left. Heron Apartments was dark.", "We left. [A residence] was dark."),
        ("“Heron Apartments was dark.”", "“[A residence] was dark.”"),
        ("It was late.\nHeron Apartments was dark.", "It was late.\n[A residence] was dark."),
        ("We met by Tollenbrack Library.", "We met by [a place]."),
        ("We met by the Tollenbrack Library.", "We met by the [place]."),
    ],
)
def test_articles_and_capitals_fit(
    finder: Finder, words: LabelWords, text: str, expected: str
) -> None:
    assert told(finder, words, text).text == expected


def test_every_piece_knows_where_it_went(finder: Finder, words: LabelWords) -> None:
    text = (
        "Odalys asked Naledi, the only harpist in the orchestra, about April 11. "
        "Thora's mother waited by the boathouse with Itzel."
    )
    spans = finder.find(text, ROSTER)
    labels = Labels(words, ROSTER, spans, export="first")
    replaced = replace(text, spans, labels)
    assert {each.action for each in spans} == set(Action)
    assert tuple(piece.span for piece in replaced.pieces) == spans
    before, after = 0, 0
    for piece in replaced.pieces:
        written = replaced.text[piece.start : piece.end]
        original = text[piece.span.start : piece.span.end]
        assert written == (
            labels.label(piece.span, text) if piece.span.action is Action.REPLACE else original
        )
        assert replaced.text[after : piece.start] == text[before : piece.span.start]
        before, after = piece.span.end, piece.end
    assert replaced.text[after:] == text[before:]


def test_only_what_is_to_be_replaced_is(words: LabelWords) -> None:
    spans = (
        span(0, 3, Action.KEEP),
        span(4, 7, Action.HIGHLIGHT),
        span(8, 11, into="x"),
    )
    labels = Labels(words, ROSTER, spans, export="first")
    assert replace("abc def ghi jkl", spans, labels).text == "abc def x jkl"


@pytest.mark.parametrize(
    "text",
    [
        "We called Mr [Affected Party 1] to ask about it.",
        "Then [Responsible Party 1] told [One of the parties] about [Other person 2].",
        "[A residence] was dark on [a date, spring term], [6 weeks later].",
        "[Party 1] said that the [residence] and [a phone number] were [Party 2]'s.",
    ],
)
def test_a_text_of_labels_is_read_as_it_stands(
    finder: Finder, words: LabelWords, text: str
) -> None:
    assert told(finder, words, text).text == text


def test_a_text_without_spans_stays(words: LabelWords) -> None:
    labels = Labels(words, ROSTER, (), export="first")
    assert replace("All as before.", (), labels) == Replaced(text="All as before.", pieces=())
    assert replace("", (), labels).text == ""


def test_neighbouring_spans_are_both_replaced(words: LabelWords) -> None:
    spans = (span(0, 3, into="x"), span(3, 6, into="y"))
    labels = Labels(words, ROSTER, spans, export="first")
    assert replace("abcdef", spans, labels).text == "xy"


@pytest.mark.parametrize(
    "spans",
    [
        (span(0, 4), span(3, 6)),
        (span(0, 6), span(2, 4)),
        (span(0, 3), span(0, 3)),
        (span(4, 6), span(0, 3)),
        (span(3, 3),),
        (span(4, 2),),
        (span(-2, 3),),
        (span(2, 12),),
        (span(11, 12),),
        (span(0, 4, Action.KEEP), span(3, 6, Action.HIGHLIGHT)),
    ],
)
def test_spans_that_do_not_lie_in_order_in_the_text_are_refused(
    words: LabelWords, spans: tuple[Span, ...]
) -> None:
    labels = Labels(words, ROSTER, spans, export="first")
    with pytest.raises(ValueError, match="overlap"):
        replace("abcdefghij", spans, labels)


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        (r"^same_day =", "same_dya ="),
        (r"^same_day =.*$", ""),
        (r"^party = .*$", "party = 1"),
        (r"^party = ", "parties = 1\nparty = "),
        (r"^units = .*$", 'units = [["day", "days"]]'),
        (r"^terms = \[[^]]*\]", 'terms = ["spring term", "fall term"]'),
        (r"^place = .*$", ""),
        (r"^place = ", "plaice = "),
        (r"^\[kinds\]$", "[kinds"),
    ],
)
def test_words_of_labels_with_a_slip_are_refused(tmp_path: Path, line: str, instead: str) -> None:
    whole = LABELS.read_text(encoding="utf-8")
    slipped, count = re.subn(line, instead, whole, flags=re.MULTILINE)
    assert count == 1
    file = tmp_path / "labels.toml"
    file.write_text(whole, encoding="utf-8")
    assert read_label_words(file) == read_label_words(LABELS)
    file.write_text(slipped, encoding="utf-8")
    with pytest.raises(ValueError, match=r"\w"):
        read_label_words(file)


NEUTRAL = [
    ("He was late.", "They were late."),
    ("Then she was late.", "Then they were late."),
    ("She has a key.", "They have a key."),
    ("Then he says no.", "Then they say no."),
    ("She goes home.", "They go home."),
    ("She tries it.", "They try it."),
    ("He watches it.", "They watch it."),
    ("He passes, and she misses it.", "They pass, and they miss it."),
    ("She carries it.", "They carry it."),
    ("He does it.", "They do it."),
    ("He doesn't know.", "They don't know."),
    ("She wasn’t there.", "They weren't there."),
    ("She hasn't and he isn't.", "They haven't and they aren't."),
    ("He's been there.", "They've been there."),
    ("She’s been there.", "They've been there."),
    ("She's late.", "They're late."),
    ("He's not late.", "They're not late."),
    ("He'll go, and she'd stay.", "They'll go, and they'd stay."),
    ("She also walks.", "They also walk."),
    ("He never has time.", "They never have time."),
    ("She quietly says so.", "They quietly say so."),
    ("He left, and she will leave.", "They left, and they will leave."),
    ("He or she is free.", "They are free."),
    ("I told her.", "I told them."),
    ("I told her, twice.", "I told them, twice."),
    ("I told her that it was fine.", "I told them that it was fine."),
    ("I gave her the book.", "I gave them the book."),
    ("I told him.", "I told them."),
    ("I read her book.", "I read their book."),
    ("His book was new.", "Their book was new."),
    ("It was his.", "It was theirs."),
    ("It was hers.", "It was theirs."),
    ("She hurt herself.", "They hurt themself."),
    ("He hurt himself.", "They hurt themself."),
    ("I met her family.", "I met their family."),
    ("It was his family.", "It was their family."),
    ("I met her only friend.", "I met their only friend."),
    ("It was his early work.", "It was their early work."),
    ("I met her in-laws.", "I met their in-laws."),
    ("She thinks that he knows.", "They think that they know."),
    ("The shell, the heap, this and there.", "The shell, the heap, this and there."),
]


@pytest.mark.parametrize(("text", "expected"), NEUTRAL)
def test_he_and_she_become_they(
    lexicon: Lexicon, words: LabelWords, text: str, expected: str
) -> None:
    spans = tuple(pronouns(text, lexicon))
    labels = Labels(words, ROSTER, spans, export="first")
    assert replace(text, spans, labels).text == expected


def test_each_change_of_a_pronoun_is_marked_for_a_person_to_look_at(lexicon: Lexicon) -> None:
    text = "Then he says that her book, not his, was lost; she hurt herself. I told him."
    spans = tuple(pronouns(text, lexicon))
    assert [text[each.start : each.end] for each in spans] == [
        *("he says", "her", "his", "she", "herself", "him")
    ]
    for each in spans:
        assert each.kind is Kind.PRONOUN
        assert each.into
        assert each.evidence
        assert not each.decided


def test_the_room_changes_no_pronoun_unasked(finder: Finder) -> None:
    assert finder.find("Then he says that her book, not his, was lost.", ROSTER) == ()
