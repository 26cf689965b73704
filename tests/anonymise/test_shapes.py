"""One thing of every shape that is looked for, and beside it one that only looks alike."""

from __future__ import annotations

import pytest

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.pronouns import with_pronouns
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.desk.roster import Person, Roster
from tests.anonymise.reviewing import undecided

ROSTER = Roster(facilitators=(Person(name="Odalys Brannigan"),))
REPLACED = [
    ("Kind of e-mail: write to sam.k@example.edu now.", "sam.k@example.edu", Kind.EMAIL),
    ("So sam at example dot edu wrote.", "sam at example dot edu", Kind.EMAIL),
    ("It is at https://example.org/u/17 still.", "https://example.org/u/17", Kind.LINK),
    ("Look at example.com/sam then.", "example.com/sam", Kind.LINK),
    ("It was posted by @sersh_nid first.", "@sersh_nid", Kind.HANDLE),
    ("They wrote #JusticeForSam on it.", "#JusticeForSam", Kind.HANDLE),
    ("Ring (503) 555-0142 now.", "(503) 555-0142", Kind.PHONE),
    ("Ring six one seven 555 01 61 now.", "six one seven 555 01 61", Kind.PHONE),
    ("It is ext. 4471 there.", "ext. 4471", Kind.PHONE),
    ("It has the reference DSS-44718 on it.", "DSS-44718", Kind.NUMBER),
    ("It has the plate 7KLM-294 on it.", "7KLM-294", Kind.NUMBER),
    ("It was in PHYS 332 last.", "PHYS 332", Kind.COURSE),
    ("It was in Psych 101 last.", "Psych 101", Kind.COURSE),
    ("We sat in room 214 then.", "room 214", Kind.PLACE),
    ("They live at 12 Elm Street now.", "12 Elm Street", Kind.PLACE),
    ("It was sent to OX1 2JD then.", "OX1 2JD", Kind.PLACE),
    ("We met in Tollen Library then.", "Tollen Library", Kind.PLACE),
    ("It was the eleventh of April then.", "the eleventh of April", Kind.DATE),
    ("It was on Halloween then.", "Halloween", Kind.DATE),
    ("It was in fall 2024 then.", "fall 2024", Kind.DATE),
    ("He is a 19-year-old, after all.", "19-year-old", Kind.AGE),
    ("We asked Professor Whitcombe then.", "Professor Whitcombe", Kind.NAME),
    ("We asked Chukwuemeka then.", "Chukwuemeka", Kind.NAME),
    ("We asked Zorblattina then.", "Zorblattina", Kind.NAME),
]
SHOWN = [
    ("It was on 12/04 then.", "12/04", Kind.DATE),
    ("He is the only cellist in the house.", "the only cellist in the house", Kind.DESCRIPTION),
    ("His older brother, who is a coach, came.", "older brother, who is a coach", Kind.RELATION),
    ("She spoke as the housing coordinator.", "housing coordinator", Kind.DESCRIPTION),
    ("They knew the rugby team well.", "rugby team", Kind.GROUP),
    ("She is the one Irish guest.", "Irish", Kind.PEOPLE),
    ("It was said in the machine shop.", "machine shop", Kind.PLACE),
    ("It was said in October again.", "October", Kind.DATE),
    ("She wears a red hijab, always.", "hijab", Kind.DESCRIPTION),
]
ALIKE = [
    "We talked for 45 minutes, at 10:30, with 12 people in 3 rounds.",
    "You may second that, and we march on; it will cost $1,200.50.",
    "Half of it (3.5 of 7) was read aloud, 24/7, in room to breathe.",
    "We used Zoom, Title IX and a PDF; COVID-19 had ended.",
    "Will you ask? May I? Hope to see you. Grace is what we lacked.",
    "Keep the talking piece. Drop the script! Ask earlier, and mark it.",
]


@pytest.mark.parametrize(("text", "found", "kind"), REPLACED)
def test_what_has_this_shape_is_replaced(finder: Finder, text: str, found: str, kind: Kind) -> None:
    spans = [
        (text[span.start : span.end], span.kind)
        for span in finder.find(text, ROSTER)
        if span.action is Action.REPLACE
    ]
    assert spans == [(found, kind)]


@pytest.mark.parametrize(("text", "found", "kind"), SHOWN)
def test_what_may_tell_somebody_is_shown_and_never_replaced(
    finder: Finder, text: str, found: str, kind: Kind
) -> None:
    spans = finder.find(text, ROSTER)
    assert {span.action for span in spans} == {Action.HIGHLIGHT}
    assert any(
        span.kind is kind
        and (found in text[span.start : span.end] or text[span.start : span.end] in found)
        for span in spans
    )


IN_A_LIST = [
    ("Call 07700 900123, 020 7946 0958.", ["07700 900123", "020 7946 0958"]),
    ("Call:\n07700 900123\n020 7946 0958\n(503) 555-0142\n",
     ["07700 900123", "020 7946 0958", "(503) 555-0142"]),
    ("1. 07700 900123\n2. 020 7946 0958", ["07700 900123", "020 7946 0958"]),
    ("Call 07700 900123 / 020 7946 0958 now.", ["07700 900123", "020 7946 0958"]),
    ("Call 07700 900123 - 020 7946 0958 now.", ["07700 900123", "020 7946 0958"]),
    ("Call 07700 900123 020 7946 0958 now.", ["07700 900123", "020 7946 0958"]),
    ("Call 07700 900123 +44 20 7946 0958.", ["07700 900123", "+44 20 7946 0958"]),
    ("Call 617 555 0142 617 555 0187 now.", ["617 555 0142", "617 555 0187"]),
    ("Call 555-0142, 555-0187 and 555-0199.", ["555-0142", "555-0187", "555-0199"]),
    ("Call 06 12 34 56 78, 06 98 76 54 32.", ["06 12 34 56 78", "06 98 76 54 32"]),
    ("Six one seven five five five oh one four two, six one seven five five five oh one eight two.",
     ["Six one seven five five five oh one four two",
      "six one seven five five five oh one eight two"]),
]  # fmt: skip
LONG_RUNS = [
    "07700 900 123 456 789 012 345 678",
    "one two three four five six seven eight nine one two three four five six seven eight",
    "six, one, seven, five, five, five, oh, one, four, two, six, one, seven, five, five, five",
]
COUNTS = [
    "We were 10, 20, 30, 40, 50, 60, 70, 80, 90 and 100 people.",
    "It took 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 tries.",
    "It cost 1,200,000 and 3,400,000 and 5,600,000 then.",
]


@pytest.mark.parametrize(("text", "phones"), IN_A_LIST)
def test_each_number_of_a_list_is_replaced(finder: Finder, text: str, phones: list[str]) -> None:
    spans = finder.find(text, ROSTER)
    assert [text[span.start : span.end] for span in spans] == phones
    assert {(span.kind, span.action) for span in spans} == {(Kind.PHONE, Action.REPLACE)}


def test_a_list_as_long_as_one_likes_is_replaced_to_its_end(finder: Finder) -> None:
    phones = [f"07700 9{number:02} 1{number:02}" for number in range(60)]
    text = "\n".join(phones)
    spans = finder.find(text, ROSTER)
    assert [text[span.start : span.end] for span in spans] == phones


@pytest.mark.parametrize("run", LONG_RUNS)
def test_a_long_run_of_digits_is_shown_and_never_passed_over(finder: Finder, run: str) -> None:
    text = f"We had {run} there."
    (span,) = finder.find(text, ROSTER)
    assert text[span.start : span.end] == run
    assert span.action is Action.HIGHLIGHT


@pytest.mark.parametrize("text", COUNTS)
def test_counts_in_a_row_are_no_number_of_somebody(finder: Finder, text: str) -> None:
    assert finder.find(text, ROSTER) == ()


@pytest.mark.parametrize("text", ALIKE)
def test_what_only_looks_alike_is_not_replaced(finder: Finder, text: str) -> None:
    replaced = [
        text[span.start : span.end]
        for span in finder.find(text, ROSTER)
        if span.action is Action.REPLACE
    ]
    assert replaced == []


def test_every_pronoun_that_changes_waits_for_a_person(finder: Finder, lexicon: Lexicon) -> None:
    text = "Then she says that it was his idea."
    spans = with_pronouns(text, finder.find(text, ROSTER), lexicon)
    assert [text[span.start : span.end] for span in undecided(spans)] == ["she says", "his"]
