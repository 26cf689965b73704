"""What is sure of a name counts for the rest of it, and for the same letter elsewhere."""

from __future__ import annotations

import pytest

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.label_words import LabelWords
from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.replacing import replace
from rjdesk.anonymise.spans import Action
from rjdesk.desk.roster import Person, Roster

ROSTER = Roster(
    facilitators=(Person(name="Ines Carrow"),),
    parties=(
        Person(name="Hanneke McAuliffe", role="Affected Party"),
        Person(name="Dae-jung Roh", role="Responsible Party", nicknames=("Juju",)),
        Person(name="Grace Lund", role="Second Party"),
    ),
)


def told(finder: Finder, words: LabelWords, text: str, roster: Roster = ROSTER) -> str:
    spans = finder.find(text, roster)
    return replace(text, spans, Labels(words, roster, spans, export="one")).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For all that, H. McA. wrote it.", "For all that, [Affected Party 1]. wrote it."),
    ],
)
def test_what_touches_a_sure_name_goes_with_it(
    finder: Finder, words: LabelWords, text: str, expected: str
) -> None:
    assert told(finder, words, text) == expected


def test_a_name_that_is_kept_makes_nothing_sure(finder: Finder, words: LabelWords) -> None:
    assert "Carrow" in told(finder, words, "Ines Carrow spoke, and Ines Grace did not.")


def test_a_word_that_begins_a_sentence_is_no_part_of_the_name_before(
    finder: Finder, words: LabelWords
) -> None:
    said = told(finder, words, "We heard Hanneke. Grace is what we lacked.")
    assert said.endswith("Grace is what we lacked.")


def test_a_letter_that_is_somebody_once_is_so_elsewhere(finder: Finder, words: LabelWords) -> None:
    said = told(finder, words, "H said no. We sat down with both, then H, then a break.")
    assert " H" not in said
    assert "H said" not in said


@pytest.mark.parametrize("name", ["hannekke", "jujuuu", "macauliffe"])
def test_a_misspelt_name_that_is_no_word_goes_without_a_capital(
    finder: Finder, words: LabelWords, name: str
) -> None:
    text = f"went ok i think. then {name} came in late and we began again."
    assert name not in told(finder, words, text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("It was on her card, emp. 44 871, for all to read.", "emp"),
        ("He paid into sort 20-11-43 again.", "sort"),
        ("Her nhs no. 943 476 5919 stood there.", "nhs"),
    ],
)
def test_what_a_number_is_called_goes_with_it(
    finder: Finder, words: LabelWords, text: str, gone: str
) -> None:
    assert gone not in told(finder, words, text)


def test_a_name_among_capitals_ends_at_the_next_word(finder: Finder, words: LabelWords) -> None:
    said = told(finder, words, "IT WENT WELL.\nMR OKONJO THE CARETAKER FELL ASLEEP.")
    assert "OKONJO" not in said
    assert "THE CARETAKER FELL ASLEEP" in said


@pytest.mark.parametrize(
    "text", ["Grace (she told us so) came.", "Grace wore a coat.", "Grace won't come again."]
)
def test_a_name_that_is_a_word_is_told_by_what_somebody_does(
    finder: Finder, words: LabelWords, text: str
) -> None:
    assert told(finder, words, text).startswith("[Second Party 1]")


@pytest.mark.parametrize("text", ["It was said with grace.", "Grace is what we lacked."])
def test_a_word_that_could_be_a_name_stays_where_nobody_acts(
    finder: Finder, words: LabelWords, text: str
) -> None:
    assert told(finder, words, text) == text


def test_who_writes_one_person_in_small_letters_may_write_all_so(finder: Finder) -> None:
    text = "hm agreed at once. dr in with coffee, then we began."
    spans = finder.find(text, ROSTER)
    shown = {text[span.start : span.end] for span in spans}
    assert {"hm", "dr"} <= shown
    assert not finder.find("We all agreed at once. dr in with coffee, then we began.", ROSTER)


def test_two_people_of_the_case_side_by_side_are_people_in_small_letters(finder: Finder) -> None:
    roster = Roster(parties=(Person(name="Surprise Dube"), Person(name="Memory Zondo")))
    text = "Re: surprise + memory. We met twice, and the talks were long enough."
    shown = {text[span.start : span.end] for span in finder.find(text, roster)}
    assert {"surprise", "memory"} <= shown
    assert not finder.find("It was a surprise, and the memory of it is good.", roster)


def test_a_small_miss_at_the_end_of_a_sentence_titles_nobody(
    finder: Finder, words: LabelWords
) -> None:
    said = told(finder, words, "Nobody asked about the door. My miss. Evening came and we left.")
    assert said.endswith("My miss. Evening came and we left.")


def test_a_relative_goes_with_the_surname(finder: Finder, words: LabelWords) -> None:
    said = told(finder, words, "We met Peter McAuliffe at the gate, and later his sister.")
    assert "Peter" not in said
    assert "McAuliffe" not in said


def test_a_user_name_in_a_sentence_takes_no_word_with_it(finder: Finder, words: LabelWords) -> None:
    said = told(finder, words, "Somebody had posted it @cregg.tea.2024 by the morning.")
    assert said.startswith("Somebody had posted it [")
    assert "cregg" not in said


def test_a_few_digits_are_a_number_where_they_are_called_one(
    finder: Finder, words: LabelWords
) -> None:
    assert "90417" not in told(finder, words, "I called him by his prison number, 90417, twice.")
    assert "90417" in told(finder, words, "We counted 90417 steps.")


def test_a_few_first_letters_that_act_are_asked_about(finder: Finder) -> None:
    text = "we never sorted who walks to the bus\nhann texted me after to say thanks."
    assert "hann" in {text[span.start : span.end] for span in finder.find(text, ROSTER)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Sister Hanneke came.", "Then [Affected Party 1] came."),
        ("Rev. McAuliffe prayed.", "[Affected Party 1] prayed."),
        ("We asked coach Hanneke.", "We asked [Affected Party 1]."),
        ("His brother Dae-jung came.", "His brother [Responsible Party 1] came."),
    ],
)
def test_a_title_goes_with_its_name_and_a_brother_stays(
    finder: Finder, words: LabelWords, text: str, expected: str
) -> None:
    assert told(finder, words, text) == expected


def test_a_title_in_a_nickname_names_nobody(finder: Finder) -> None:
    roster = Roster(
        facilitators=(Person(name="Paulette Gordon"),),
        parties=(Person(name="Beverley Morgan", nicknames=("Sister Bev",)),),
    )
    spans = finder.find("We thank Sister Gordon.", roster)
    assert {span.action for span in spans} == {Action.KEEP}


def test_a_courtesy_after_a_name_goes_with_it(finder: Finder, words: LabelWords) -> None:
    said = told(finder, words, "We think that Hanneke bhai was fair.")
    assert said == "We think that [Affected Party 1] was fair."
