"""What nearly got through: each a small story of its own, with its roster."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from rjdesk.anonymise.deciding import add
from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.gate import FILE_NAME, TITLE, Gate, Leaving
from rjdesk.anonymise.label_words import LabelWords
from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.pronouns import with_pronouns
from rjdesk.anonymise.replacing import replace
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.desk.roster import Person, Roster
from tests.anonymise.reviewing import undecided

PARTY = Person(
    name="Marisol Quispe-Vega",
    role="Affected Party",
    email="bok3n@example.edu",
    phone="503-555-0142",
    residence="Heron Apartments 31",
)
ROSTER = Roster(
    facilitators=(Person(name="Odalys Brannigan"),),
    parties=(PARTY,),
    places=("The Green",),
    dates=(dt.date(2024, 4, 11),),
    case_number="RJ-2024-07",
)
INES = Roster(
    facilitators=(Person(name="Ines Carrow"),),
    parties=(Person(name="Ines Adeyemi", role="Affected Party"),),
)


def with_party(**changes: object) -> Roster:
    return msgspec.structs.replace(ROSTER, parties=(msgspec.structs.replace(PARTY, **changes),))


def actions(finder: Finder, text: str, roster: Roster) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.action.value) for span in finder.find(text, roster)]


def left(gate: Gate, text: str, roster: Roster = ROSTER, *others: Roster) -> list[str]:
    return [text[leak.start : leak.end] for leak in gate.check(Leaving(text=text), roster, others)]


@pytest.mark.parametrize(
    "text",
    [
        "It was long. In the end we heard nothing from Ines.",
        "It was a long day.\n\nInes left without a word.",
        "- Ishaan listened\n- Ines wept",
        "The apology was written by Ines.",
        "The end - Ines wept.",
    ],
)
def test_only_a_signature_is_taken_for_the_facilitator(finder: Finder, text: str) -> None:
    assert ("Ines", "highlight") in actions(finder, text, INES)


@pytest.mark.parametrize("text", ["It went well. - Ines", "It went well.\n\nInes", "Well.\n— Ines"])
def test_a_signature_is_the_facilitator(finder: Finder, text: str) -> None:
    assert actions(finder, text, INES) == [("Ines", "keep")]


@pytest.mark.parametrize("middle", ["Marie ", "Reyes ", "Reyes-", ""])
def test_a_facilitator_is_kept_whatever_stands_between_the_names(
    finder: Finder, middle: str
) -> None:
    name = f"Odalys {middle}Brannigan"
    assert actions(finder, f"Then {name} led it.", ROSTER) == [(name, "keep")]


def test_a_party_between_the_names_of_a_facilitator_does_not_leave(gate: Gate) -> None:
    text = "Then Odalys Marisol Quispe Brannigan led it."
    assert left(gate, text) == ["Marisol Quispe"]


def test_a_facilitators_first_name_before_another_surname_is_asked_about(finder: Finder) -> None:
    found = actions(finder, "Then Odalys Kowalczyk led it.", ROSTER)
    assert ("Odalys", "highlight") in found


def test_a_title_counts_beside_an_entry_that_is_called_title(gate: Gate) -> None:
    leaving = Leaving(
        text="Nothing.",
        title="Marisol Quispe",
        file_name="marisol.pdf",
        metadata={"title": "Reflection", "file name": "r", "Marisol": "x"},
    )
    assert [leak.where for leak in gate.check(leaving, ROSTER)] == [
        FILE_NAME,
        "metadata Marisol",
        TITLE,
    ]


@pytest.mark.parametrize(
    "entry", ["Heron Apartments 31", "At Heron", "April 11, 2024", "Case RJ-2024-07"]
)
def test_a_title_tells_no_place_no_day_and_no_number(gate: Gate, entry: str) -> None:
    assert [leak.where for leak in gate.check(Leaving(text="", title=entry), ROSTER)] == [TITLE]


def test_the_facilitators_and_the_program_may_stand_in_the_file(gate: Gate) -> None:
    other = Roster(parties=(Person(name="Odalys Reyes", role="Affected Party"),))
    leaving = Leaving(
        text="Nothing.",
        file_name="Odalys_Brannigan_reflection.pdf",
        metadata={"author": "Odalys Brannigan", "producer": "rjdesk", "creator": "ReportLab"},
    )
    assert gate.check(leaving, ROSTER, [other]) == ()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("RJ-2024-01", "No one spoke, and there was no one to ask. Number one: file one more."),
        ("2024-12", "Of these 12 of 24 came."),
        ("RJ-2024-00", "In this case RJ did its work; there is no more."),
    ],
)
def test_the_number_of_a_case_is_no_ordinary_word(finder: Finder, number: str, text: str) -> None:
    roster = msgspec.structs.replace(ROSTER, case_number=number)
    assert [span for span in finder.find(text, roster) if span.kind is Kind.CASE] == []


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("RJ7B", "See rj7b for it."),
        ("RJ-3A", "See rj3a for it."),
        ("ab3cd", "See AB3CD for it."),
        ("JUNIPER", "The matter JUNIPER ended."),
        ("RJ-2024-07", "See _RJ-2024-07_ for it."),
        ("RJ-2024-07", "See (07/2024) for it."),
    ],
)
def test_the_number_of_a_case_does_not_leave(gate: Gate, number: str, text: str) -> None:
    roster = msgspec.structs.replace(ROSTER, case_number=number)
    assert left(gate, text, roster) != []


def test_a_user_name_is_found_in_capitals(gate: Gate) -> None:
    assert left(gate, "The login was BOK3N there.") == ["BOK3N"]


@pytest.mark.parametrize(("name", "initials"), [("Rosa Alvarez", "RA"), ("Jane Doe", "JD")])
def test_initials_that_are_an_abbreviation_are_asked_about_where_somebody_acts(
    finder: Finder, name: str, initials: str
) -> None:
    roster = with_party(name=name)
    assert actions(finder, f"Then {initials} said so.", roster) == [(initials, "highlight")]
    assert actions(finder, f"It was about the {initials} budget.", roster) == []


def test_one_decision_frees_one_mention(gate: Gate) -> None:
    roster = with_party(name="Grace Lee")
    text = "Grace was hard to find that day. Grace was late again."
    assert left(gate, text, roster) == ["Grace", "Grace"]
    kept = Leaving(text=text, kept=((0, 5),))
    assert [leak.start for leak in gate.check(kept, roster)] == [33]


@pytest.mark.parametrize(
    ("text", "leak"),
    [
        ("The login was bok3n there.", "bok3n"),
        ("It was at Heron Apartments again.", "Heron Apartments"),
        ("Then Marisol came.", "Marisol"),
    ],
)
def test_what_another_case_knows_does_not_leave(gate: Gate, text: str, leak: str) -> None:
    own = Roster(facilitators=(Person(name="Ishaan Rao"),))
    assert leak in left(gate, text, own, ROSTER)


def test_a_word_that_is_a_name_of_another_case_holds_back_only_with_the_rest_of_it(
    gate: Gate,
) -> None:
    own, other = Roster(facilitators=(Person(name="Ishaan Rao"),)), with_party(name="Grace Price")
    assert left(gate, "By their grace the price was low. Price matters.", own, other) == []
    text = "It was as if Grace Price had come."
    assert "Grace Price" in left(gate, text, own, other)
    assert gate.check(Leaving(text=text, kept=((13, 24),)), own, [other]) == ()


def test_a_word_without_a_capital_is_a_name_by_what_stands_beside_it(
    finder: Finder,
) -> None:
    roster = with_party(name="Chase Lee", nicknames=("Grace",))
    text = "chase and i left early. thanks to grace it went well, all of it."
    assert actions(finder, text, roster) == [("chase", "replace"), ("grace", "replace")]


def test_a_family_that_is_a_word_is_asked_about(finder: Finder) -> None:
    roster = with_party(name="Grace King")
    assert actions(finder, "We had dinner with the Kings.", roster) == [("Kings", "highlight")]


def test_a_name_broken_over_a_line_is_one_name(gate: Gate) -> None:
    roster = with_party(name="Devon Achterberg")
    assert "Achter-\nberg" in left(gate, "Then Achter-\nberg left.", roster)


def test_an_extension_and_a_tail_that_is_a_year(finder: Finder) -> None:
    assert ("0142", "replace") in actions(finder, "It ends in 0142.", with_party(phone="0142"))
    year = with_party(phone="503-555-2024")
    assert ("2024", "replace") not in actions(finder, "We wait since 2024.", year)


@pytest.mark.parametrize("day", ["may 3rd", "march 4", "5-3-24", "Apr-11", "April, 11"])
def test_a_day_in_one_more_writing(finder: Finder, day: str) -> None:
    assert actions(finder, f"We met on {day}, all of us.", ROSTER) == [(day, "replace")]


@pytest.mark.parametrize(
    "text", ["We are there 24/7.", "Add 1/2 cup.", "On page 31.", "31 people."]
)
def test_a_figure_is_no_day_and_no_room(finder: Finder, text: str) -> None:
    roster = msgspec.structs.replace(ROSTER, case_number="RJ-2025-08")
    assert Action.REPLACE not in {span.action for span in finder.find(text, roster)}


def test_a_room_in_words_is_a_room(finder: Finder) -> None:
    found = actions(finder, "We sat in room thirty-one.", ROSTER)
    assert found == [("room thirty-one", "replace")]


def test_a_place_that_is_words_is_looked_at_where_it_is_written_small(finder: Finder) -> None:
    text = "She wore the green jacket at The Green."
    assert actions(finder, text, ROSTER) == [("the green", "highlight"), ("The Green", "replace")]


def test_the_day_of_the_case_is_told_rightly(finder: Finder, words: LabelWords) -> None:
    text = "It was on 11.4. and after."
    spans = finder.find(text, ROSTER)
    labels = Labels(words, ROSTER, spans, export="x")
    assert replace(text, spans, labels).text.startswith("It was on [a date, spring term]")


def test_a_nickname_is_more_than_its_article(finder: Finder) -> None:
    roster = with_party(name="Dwayne Ekwueme", nicknames=("The Rock",))
    assert actions(finder, "We saw the others, and TheRock.", roster) == [("TheRock", "replace")]


@pytest.mark.parametrize("text", ['Then Robert "Bob" Stone left.', "Then Robert 'Bob' Stone left."])
def test_a_nickname_in_quotes_belongs_to_the_name(finder: Finder, text: str) -> None:
    roster = with_party(name="Robert Stone", nicknames=("Bob",))
    assert [action for _, action in actions(finder, text, roster)] == ["replace"]


def test_an_apostrophe_that_was_forgotten(gate: Gate) -> None:
    roster = with_party(name="Ana Moala")
    assert left(gate, "It was anas idea.", roster) == ["anas"]


@pytest.mark.parametrize("written", ["Антон", "АНТОН", "антон", "Ελένη", "ΕΛΕΝΗ"])
def test_a_name_in_another_script_in_large_and_in_small(gate: Gate, written: str) -> None:
    name = "Антон Иванов" if written[0] in "Аа" else "Ελένη Νικολάου"
    assert left(gate, f"Then {written} left.", with_party(name=name)) == [written]


def test_pronouns_join_what_was_found_and_can_be_cut_by_hand(
    finder: Finder, lexicon: Lexicon, words: LabelWords
) -> None:
    text = "Then he says that he thanked her only friend from the choir, who plays for her team."
    spans = with_pronouns(text, finder.find(text, ROSTER), lexicon)
    labels = Labels(words, ROSTER, spans, export="x")
    neutral = replace(text, spans, labels).text
    assert neutral.startswith("Then they say that they thanked their only friend")
    at = text.index("says")
    cut = add(text, spans, at, at + 4)
    assert replace(text, cut, labels).text.startswith("Then he [a description] that they")
    assert "he" in {text[span.start : span.end].strip() for span in undecided(cut)}


def test_the_leaks_come_in_one_order_and_each_place_once(gate: Gate) -> None:
    text = "Then Marisol said that Marisol wrote from bok3n@example.edu."
    leaks = gate.check(Leaving(text=text), ROSTER, [ROSTER])
    places = [(leak.start, leak.end) for leak in leaks]
    assert places == sorted(set(places))


@pytest.mark.parametrize("name", ["reflections-fall-2026.md", "autumn 2026.pdf", "2026-27.pdf"])
def test_a_term_may_stand_in_the_name_of_a_file(gate: Gate, name: str) -> None:
    assert gate.check(Leaving(text="", file_name=name), ROSTER) == ()


@pytest.mark.parametrize("name", ["nov-3.md", "3 march.pdf"])
def test_a_day_may_not(gate: Gate, name: str) -> None:
    assert gate.check(Leaving(text="", file_name=name), ROSTER)


@pytest.mark.parametrize("text", ["Case 7QK4 went well.", "We call it 7qk4."])
def test_a_group_of_a_code_tells_the_case(gate: Gate, text: str) -> None:
    roster = Roster(case_number="7QK4-M2")
    assert gate.check(Leaving(text=text), roster)
    assert gate.check(Leaving(text="", file_name="7qk4-notes.md"), roster)
    assert gate.check(Leaving(text="The M2 was late."), roster) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Will  Hart came along.",
        "Hart, Will came along.",
        "Will J. Hart came along.",
        "Grace Mwangi came along and said hello.",
    ],
)
def test_nobody_says_of_another_cases_people_that_they_are_words(gate: Gate, text: str) -> None:
    other = Roster(parties=(Person(name="Grace Mwangi"), Person(name="Will Hart")))
    words = frozenset({"grace", "mwangi", "will", "hart", "will hart", "grace mwangi"})
    leaks = gate.named(Leaving(text=text, words=words), ROSTER, [other])
    assert {leak.evidence for leak in leaks} == {Evidence.ANOTHER_CASE}


def test_how_somebody_was_reached_before_is_still_theirs(finder: Finder) -> None:
    roster = with_party(contacts=("0171 555 0187", "moonknitter@example.org"))
    for text, told in (
        ("Ring 555 0187 soon.", "555 0187"),
        ("Then moonknitter posted it.", "moonknitter"),
    ):
        assert (told, "replace") in actions(finder, text, roster)
