"""No form of a roster leaves undecided: names that are words, in all positions and writings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.gate import FILE_NAME, TEXT, Gate, Leak, Leaving
from rjdesk.anonymise.label_words import LabelWords
from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.replacing import replace
from rjdesk.anonymise.words import split_words
from rjdesk.desk.roster import Person, Roster
from tests.anonymise.names_that_are_words import FAMILY_WORDS, GIVEN_WORDS, HIDDEN, USES

STEADY = settings(max_examples=150, derandomize=True, deadline=None)
LED = (Person(name="Ishaan Rao"), Person(name="Odalys Brannigan"))
WRITINGS = {"as written": str, "capitals": str.upper, "small": str.lower}


@st.composite
def told(draw: st.DrawFn) -> tuple[str, Roster]:
    """Draw a text about people whose names are words, and their roster."""
    givens = draw(st.lists(st.sampled_from(GIVEN_WORDS), min_size=2, max_size=2, unique=True))
    families = draw(st.lists(st.sampled_from(FAMILY_WORDS), min_size=2, max_size=2, unique=True))
    names = [*givens, *families]
    uses = draw(st.lists(st.sampled_from(USES), min_size=2, max_size=6))
    lines = [use.format(draw(st.sampled_from(names))) for use in uses]
    text = draw(st.sampled_from([" ", "\n"])).join(lines)
    parties = tuple(
        Person(name=f"{first} {last}", role="Affected Party")
        for first, last in zip(givens, families, strict=True)
    )
    return WRITINGS[draw(st.sampled_from(sorted(WRITINGS)))](text), Roster(
        facilitators=LED, parties=parties
    )


def forms(roster: Roster) -> set[str]:
    return {part.lower() for person in roster.parties for part in person.name.split()}


def held_back(leaks: Sequence[Leak], text: str) -> set[str]:
    """Return the words of a text that the gate holds back."""
    return {
        word.lower
        for leak in leaks
        if leak.where == TEXT
        for word in split_words(fold_word(text[leak.start : leak.end]))
    }


@STEADY
@given(case=told())
def test_whatever_was_not_replaced_is_held_back_until_somebody_decides(
    finder: Finder, lexicon: Lexicon, words: LabelWords, gate: Gate, case: tuple[str, Roster]
) -> None:
    text, roster = case
    spans = finder.find(text, roster)
    leaving = replace(text, spans, Labels(words, roster, spans, export="one")).text
    back = held_back(gate.check(Leaving(text=leaving), roster), leaving)
    for word in split_words(leaving):
        in_small = not word.capital and word.lower in lexicon.words
        if word.lower in forms(roster) and not in_small:
            assert word.lower in back, leaving


@STEADY
@given(case=told())
def test_what_somebody_decided_passes(
    finder: Finder, words: LabelWords, gate: Gate, case: tuple[str, Roster]
) -> None:
    text, roster = case
    spans = finder.find(text, roster)
    leaving = replace(text, spans, Labels(words, roster, spans, export="one")).text
    leaks = gate.check(Leaving(text=leaving), roster)
    kept = tuple((leak.start, leak.end) for leak in leaks if leak.undecided)
    decided = Leaving(text=leaving, kept=kept, words=frozenset(forms(roster)))
    assert all(not leak.undecided for leak in gate.check(decided, roster))


@STEADY
@given(case=told())
def test_a_form_is_asked_about_once_a_text(gate: Gate, case: tuple[str, Roster]) -> None:
    text, roster = case
    asked = [leak.form for leak in gate.check(Leaving(text=text), roster) if leak.form]
    assert len(asked) == len(set(asked))


SEEN_THROUGH = sorted(set(HIDDEN) - {"joined to another", "a letter left out"})
"""All but what is another word, and what leaves out the letters themselves."""


@pytest.mark.parametrize("how", SEEN_THROUGH)
@pytest.mark.parametrize("name", ["Marisol", "Devon", "Tasneem"])
def test_a_hidden_name_is_seen(gate: Gate, how: str, name: str) -> None:
    roster = Roster(facilitators=LED, parties=(Person(name=f"{name} Quispe"),))
    text = f"Then {HIDDEN[how](name)} said so."
    assert gate.check(Leaving(text=text), roster) != ()


@pytest.mark.parametrize(
    "file_name",
    ["grace.pdf", "price-review.md", "gp_final.pdf", "reflection-gp.pdf", "notes.on.price.md"],
)
def test_the_name_of_a_file_is_read_in_small_letters(gate: Gate, file_name: str) -> None:
    roster = Roster(facilitators=LED, parties=(Person(name="Grace Price"),))
    (leak, *_) = gate.check(Leaving(text="Nothing.", file_name=file_name), roster)
    assert leak.where == FILE_NAME


@pytest.mark.parametrize("file_name", ["reflections-2027.pdf", "training.md", "What went well.pdf"])
def test_an_innocent_name_of_a_file_passes(gate: Gate, file_name: str) -> None:
    roster = Roster(facilitators=LED, parties=(Person(name="Grace Price"),))
    assert gate.check(Leaving(text="Nothing.", file_name=file_name), roster) == ()


def test_rosters_of_other_cases_hold_back_no_ordinary_words(gate: Gate) -> None:
    others = [
        Roster(parties=(Person(name=f"{first} {last}"),))
        for first, last in zip(GIVEN_WORDS, FAMILY_WORDS, strict=False)
    ]
    text = "This is what will stay: a room with hope in it. May all of us rest. Page two was long."
    assert gate.check(Leaving(text=text), Roster(facilitators=LED), others) == ()
