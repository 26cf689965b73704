"""Whoever they are and whatever is told: the names of the parties go, and what is left is named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import combinations

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.gate import FILE_NAME, TEXT, TITLE, Gate, Leak, Leaving
from rjdesk.anonymise.label_words import LabelWords
from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.replacing import replace
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.subjects import Party
from rjdesk.desk.roster import Person, Roster
from tests.anonymise.names_of_the_world import FAMILY, GIVEN, NICKNAMES

STEADY = settings(max_examples=60, derandomize=True, deadline=None)

ROLES = ("Affected Party", "Responsible Party", "Supporting Party", "Community Member", "Neighbor")
SENTENCES = (
    "Then {} said very little about it.",
    "We had asked {} to think it over once more.",
    "It took a while before {} could answer at all.",
    "Nobody had told {} how long it would take.",
    "After a pause {} looked up and nodded.",
    "I thought about what {} had said for a long time.",
    "What {} needed was not what {} had offered.",
    "When {} began to speak, everybody listened.",
    "I think that {} and {} were both surprised.",
    "It was {}'s turn, and nobody hurried.",
    "I wrote down {}'s words as they came.",
    "We sat with {} until it was quiet again.",
    "The harder part was for {} to hear it.",
    "Later {} thanked us for the time.",
    "To my surprise {} laughed, and so did {} after a while.",
    "The talk between {} and {} went better than I had feared.",
    "Both {} and {} had come early.",
    "If {} had not spoken first, I would have.",
    "This was new for {}, and it showed.",
    "I should have asked {} before we began.",
    "Next time I would give {} more room to speak.",
    "Without {} it would have been a short evening.",
    "My notes say that {} apologised twice.",
    "We agreed that {} would write a letter to {} first.",
    "Perhaps {} was tired by then.",
    "The one thing that helped {} was silence.",
    "Nothing of this was easy for {}, as I could see.",
    "In the end {} shook hands with {} and smiled.",
    "I was glad that {} stayed to the end.",
    "There was a moment when {} wanted to leave.",
    "On the way out {} spoke to me alone.",
    "It helped that {} knew what to expect.",
    "As before, {} kept looking at the door.",
    "We heard from {} that things were better now.",
    "Even so, {} did what had been promised.",
    "For a while {} talked and {} only listened.",
    "All the same, I believe that {} meant it.",
    "It was hard to watch {} wait.",
    "So {} read out the list, and we agreed to it.",
    "Once more {} asked why, and once more there was no answer.",
    "I learned a lot from {} that evening.",
    "Our plan was that {} would speak before {} did.",
    "Ms {} had more to say than I had thought.",
    "We called Mr {} to ask about it.",
    "A word from Professor {} was enough.",
    "Nobody interrupted, and nothing else was said.",
    "We took a break and opened the window.",
)
TITLES = ("Ms ", "Mr ", "Professor ")

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f"
WHOLE_LETTERS = str.maketrans("øØłŁđĐðÐıʻ", "oOlLdDdDi'")


class Planted(msgspec.Struct, frozen=True):
    """A name as it stands in a text, ``start`` to before ``end``, and whose it is."""

    start: int
    end: int
    person: Person
    form: str


class Told(msgspec.Struct, frozen=True):
    """A text with planted names, beside its roster."""

    text: str
    roster: Roster
    planted: tuple[Planted, ...]


def plain(text: str) -> str:
    """Return a text without accents and hidden characters, in lower case."""
    apart = unicodedata.normalize("NFKD", text.translate(WHOLE_LETTERS))
    return "".join(
        letter for letter in apart if unicodedata.category(letter) not in {"Mn", "Cf"}
    ).lower()


def unaccented(name: str) -> str:
    """Return a name as somebody writes it whose keyboard has no accents."""
    apart = unicodedata.normalize("NFKD", name.translate(WHOLE_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def look_alike(name: str) -> str:
    """Return a name with letters of another script that are drawn the same."""
    return name.translate(str.maketrans("aeopcxyiABEKMHOPCT", "аеорсхуіАВЕКМНОРСТ"))


REWRITTEN: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "unaccented": unaccented,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "look-alike": look_alike,
}


def words_of(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", plain(name).replace("'", ""))


def alike(one: str, other: str) -> bool:
    """Say whether two names share a word or almost do."""
    return any(
        first == second or OSA.distance(first, second) <= 2
        for first in words_of(one)
        for second in words_of(other)
    )


def apart(names: Sequence[str], before: Sequence[str] = ()) -> list[str]:
    """Return those names that are like none before them."""
    chosen: list[str] = []
    for name in names:
        if not any(alike(name, other) for other in (*before, *chosen)):
            chosen.append(name)
    return chosen


SYLLABLES = st.lists(
    st.tuples(st.sampled_from(CONSONANTS), st.sampled_from(VOWELS)).map("".join),
    min_size=3,
    max_size=4,
)
INVENTED = st.tuples(SYLLABLES, st.sampled_from(["", "n", "s", "r", "k"])).map(
    lambda parts: "".join((*parts[0], parts[1])).capitalize()
)
FIRST_NAMES = st.one_of(st.sampled_from(GIVEN), st.sampled_from(GIVEN), INVENTED)
LAST_NAMES = st.one_of(st.sampled_from(FAMILY), st.sampled_from(FAMILY), INVENTED)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Draw two facilitators and up to three parties, no two of whose names are alike."""
    given_names = draw(st.lists(FIRST_NAMES, min_size=5, max_size=5, unique=True))
    family_names = draw(st.lists(LAST_NAMES, min_size=5, max_size=5, unique=True))
    short_names = draw(st.lists(st.sampled_from(NICKNAMES), max_size=2, unique=True))
    assume(len(apart([*given_names, *family_names])) == 10)
    people = [f"{first} {last}" for first, last in zip(given_names, family_names, strict=True)]
    nicknames = apart(short_names, people)
    count = draw(st.integers(1, 3))
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=3, max_size=3))
    parties = tuple(
        Person(name=name, role=role, nicknames=tuple(nicknames[place : place + 1]))
        for place, (name, role) in enumerate(zip(people[2:], roles, strict=True))
    )
    return Roster(
        facilitators=tuple(Person(name=name) for name in people[:2]), parties=parties[:count]
    )


def split(person: Person) -> tuple[str, str]:
    """Return the first and the family name."""
    first = max((name for name in GIVEN if person.name.startswith(name + " ")), key=len, default="")
    first = first or person.name.split(" ", maxsplit=1)[0]
    return first, person.name[len(first) + 1 :]


def exact_forms(person: Person) -> list[str]:
    return [person.name, *split(person), *person.nicknames]


def initials(person: Person) -> list[str]:
    first, last = person.name[0], person.name.split(" ")[-1][0]
    return [f"{first}.{last}.", f"{first}. {last}.", f"{first}. {split(person)[1]}"]


@st.composite
def misspelt(draw: st.DrawFn, name: str) -> str:
    """Draw a name with one slip in it; its first letter stays."""
    letters = list(name)
    place = draw(st.integers(1, len(letters) - 2))
    letter = draw(st.sampled_from(CONSONANTS + VOWELS))
    match draw(st.sampled_from(["another", "one more", "one less", "swapped"])):
        case "another":
            letters[place] = letter
        case "one more":
            letters.insert(place, letter)
        case "one less":
            del letters[place]
        case _:
            letters[place : place + 2] = reversed(letters[place : place + 2])
    return "".join(letters)


@st.composite
def hidden_inside(draw: st.DrawFn, name: str) -> str:
    place = draw(st.integers(1, len(name) - 1))
    return name[:place] + draw(st.sampled_from(HIDDEN)) + name[place:]


@st.composite
def written(draw: st.DrawFn, person: Person, *, kept: bool) -> tuple[str, str]:
    """Draw how a text writes somebody: the letters, and in which form."""
    name = draw(st.sampled_from(exact_forms(person)))
    if kept:
        return name, "exact"
    form = draw(st.sampled_from(["exact", "misspelt", "initials", "joined", "hidden", *REWRITTEN]))
    if form == "misspelt":
        slipped = draw(st.sampled_from([part for part in split(person) if part.isalpha()] or [""]))
        return (draw(misspelt(slipped)), form) if len(slipped) >= 5 else (name, "exact")
    if form == "initials":
        return draw(st.sampled_from(initials(person))), form
    if form == "joined":
        return "".join(re.findall(r"[^\W\d_]+", person.name.replace("ʻ", ""))), form
    if form == "hidden":
        return draw(hidden_inside(name)), form
    return REWRITTEN.get(form, str)(name), form


@st.composite
def stories(draw: st.DrawFn) -> Told:
    """Draw a text in which the people of a roster are named, one way or another."""
    roster = draw(rosters())
    text = ""
    planted = []
    for sentence in draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6)):
        text += draw(st.sampled_from([" ", " ", "\n\n"])) if text else ""
        first, *rest = sentence.split("{}")
        text += first
        for piece in rest:
            kept = draw(st.integers(0, 3)) == 0
            person = draw(st.sampled_from(roster.facilitators if kept else roster.parties))
            letters, form = draw(written(person, kept=kept))
            planted.append(Planted(len(text), len(text) + len(letters), person, form))
            text += letters + piece
    return Told(text=text, roster=roster, planted=tuple(planted))


def left_in(text: str, roster: Roster) -> set[str]:
    """Return the names of the parties, whole or in part, that stand in a text as words."""
    bare = re.sub(r"'(?!s\b)", "", plain(text))
    return {
        name
        for person in roster.parties
        for name in exact_forms(person)
        if re.search(rf"(?<!\w){re.escape(plain(name).replace(chr(39), ''))}(?!\w)", bare)
    }


def ordinary(lexicon: Lexicon, written_so: str) -> bool:
    """Say whether a slip has made an ordinary word, which nobody could tell from one."""
    word = plain(written_so)
    phrasing = lexicon.phrasing
    return word in lexicon.words | lexicon.proper | phrasing.peoples | phrasing.brands


def as_replaced(finder: Finder, words: LabelWords, told: Told) -> str:
    spans = finder.find(told.text, told.roster)
    return replace(told.text, spans, Labels(words, told.roster, spans, export="one")).text


@STEADY
@given(told=stories())
def test_no_name_of_a_party_is_left(
    finder: Finder, words: LabelWords, gate: Gate, told: Told
) -> None:
    text = as_replaced(finder, words, told)
    assert left_in(text, told.roster) == set()
    leaks = gate.check(Leaving(text=text), told.roster)
    named = " | ".join(text[leak.start : leak.end] for leak in leaks if leak.kind is Kind.NAME)
    assert left_in(named, told.roster) == set()


@STEADY
@given(told=stories())
def test_the_gate_names_each_name_that_would_be_left(gate: Gate, told: Told) -> None:
    leaks = gate.check(Leaving(text=told.text), told.roster)
    named = " | ".join(told.text[leak.start : leak.end] for leak in leaks if leak.kind is Kind.NAME)
    assert left_in(told.text, told.roster) == left_in(named, told.roster)


@STEADY
@given(told=stories())
def test_where_every_name_is_written_out_the_gate_lets_it_pass(
    finder: Finder, words: LabelWords, gate: Gate, told: Told
) -> None:
    assume(all(each.form in {"exact", "hidden", *REWRITTEN} for each in told.planted))
    leaks = gate.check(Leaving(text=as_replaced(finder, words, told)), told.roster)
    assert [leak for leak in leaks if leak.kind is Kind.NAME] == []


@STEADY
@given(told=stories())
def test_the_names_of_facilitators_stay(finder: Finder, words: LabelWords, told: Told) -> None:
    text = as_replaced(finder, words, told)
    for each in told.planted:
        if each.person in told.roster.facilitators:
            name = told.text[each.start : each.end]
            assert text.count(name) == told.text.count(name)


@STEADY
@given(told=stories())
def test_replacing_what_was_replaced_changes_nothing(
    finder: Finder, words: LabelWords, told: Told
) -> None:
    once = as_replaced(finder, words, told)
    assert as_replaced(finder, words, msgspec.structs.replace(told, text=once)) == once


@STEADY
@given(told=stories())
def test_spans_lie_in_the_text_in_order_and_apart(finder: Finder, told: Told) -> None:
    end = 0
    for span in finder.find(told.text, told.roster):
        assert end <= span.start < span.end <= len(told.text)
        end = span.end


@STEADY
@given(told=stories())
def test_a_planted_name_is_covered_whole_and_by_nothing_more(
    finder: Finder, lexicon: Lexicon, told: Told
) -> None:
    spans = [span for span in finder.find(told.text, told.roster) if span.kind is Kind.NAME]
    for each in told.planted:
        name = told.text[each.start : each.end]
        if each.form == "misspelt" and ordinary(lexicon, name):
            continue
        (span,) = (span for span in spans if span.start < each.end and each.start < span.end)
        covered = told.text[span.start : span.end]
        assert covered in {name, *(title + name for title in TITLES)}
        if each.person in told.roster.facilitators:
            assert span.action is Action.KEEP
        else:
            assert span.action is not Action.KEEP
            assert span.subject in {Party(told.roster.parties.index(each.person)), None}


def parted(text: str) -> list[int]:
    """Return the places between two words, where another one can be put."""
    return [match.start() for match in re.finditer(r"(?<=[\w,.]) (?=\w)", text)]


@STEADY
@given(told=stories(), data=st.data())
def test_a_name_that_is_put_back_is_named_by_the_gate(
    finder: Finder, words: LabelWords, gate: Gate, told: Told, data: st.DataObject
) -> None:
    text = as_replaced(finder, words, told)
    person = data.draw(st.sampled_from(told.roster.parties))
    name = data.draw(st.sampled_from(exact_forms(person)))
    place = data.draw(st.sampled_from(parted(text)))
    back = f"{text[:place]} {name}{text[place:]}"
    where = place + 1, place + 1 + len(name)
    assert names_it(gate.check(Leaving(text=back), told.roster), *where)
    elsewhere = Roster(facilitators=told.roster.facilitators)
    assert names_it(gate.check(Leaving(text=back), elsewhere, [told.roster]), *where)


def names_it(leaks: Sequence[Leak], start: int, end: int) -> bool:
    """Say whether the gate names a stretch of the text as somebody's name, all of it."""
    return any(
        leak.where == TEXT
        and leak.kind is Kind.NAME
        and leak.start <= start
        and end <= leak.end
        and leak.evidence
        for leak in leaks
    )


JOINED: dict[str, Callable[[list[str]], str]] = {
    "underscores": "_".join,
    "hyphens": "-".join,
    "dots": ".".join,
    "blanks": " ".join,
    "camel case": lambda parts: "".join(part[0].upper() + part[1:].lower() for part in parts),
}


@pytest.mark.parametrize("where", [TITLE, FILE_NAME, "metadata author"])
@STEADY
@given(roster=rosters(), data=st.data())
def test_a_name_in_what_the_file_says_of_itself_is_named_by_the_gate(
    gate: Gate, lexicon: Lexicon, where: str, roster: Roster, data: st.DataObject
) -> None:
    person = data.draw(st.sampled_from(roster.parties))
    name = data.draw(st.sampled_from(exact_forms(person)))
    joined = data.draw(st.sampled_from(sorted(JOINED)))
    lower = data.draw(st.booleans()) and joined != "camel case"
    before = data.draw(st.sampled_from(["", "reflection", "notes", "final"]))
    parts = [*filter(None, [before]), *name.replace("-", " ").split(), "notes"]
    entry = JOINED[joined]([part.lower() if lower else part for part in parts])
    if where == TITLE:
        leaving = Leaving(text="Nothing.", title=entry)
    elif where == FILE_NAME:
        leaving = Leaving(text="Nothing.", file_name=f"{entry}.pdf")
    else:
        leaving = Leaving(text="Nothing.", metadata={"author": entry})
    elsewhere = Roster(facilitators=roster.facilitators)
    checked = [gate.check(leaving, roster)]
    # Of another case a word that is also a town's is no name by itself.
    if name == person.name or fold_word(name) not in lexicon.words | lexicon.proper:
        checked.append(gate.check(leaving, elsewhere, [roster]))
    for leaks in checked:
        assert (where, Kind.NAME) in {(leak.where, leak.kind) for leak in leaks}


@STEADY
@given(roster=rosters())
def test_the_facilitators_may_stand_in_what_the_file_says_of_itself(
    gate: Gate, roster: Roster
) -> None:
    first, second = (person.name for person in roster.facilitators)
    leaving = Leaving(
        text="Nothing.",
        title=f"A reflection by {first} and {second}",
        metadata={"author": first},
    )
    assert gate.check(leaving, roster, [Roster(parties=roster.parties)]) == ()


def test_the_names_are_many_and_none_is_a_word(lexicon: Lexicon) -> None:
    assert len({*GIVEN, *FAMILY}) >= 150
    assert len(SENTENCES) >= 40
    for name in (*GIVEN, *FAMILY, *NICKNAMES):
        long = [word for word in words_of(name) if word not in lexicon.phrasing.particles]
        assert set(long).isdisjoint(lexicon.words), name


def test_the_names_that_are_told_apart_are_no_slip_of_each_other() -> None:
    chosen = apart([*GIVEN, *FAMILY])
    assert len(chosen) >= 100
    assert not any(alike(one, other) for one, other in combinations(chosen[:40], 2))
