"""What a person decides about what was found is what happens to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rjdesk.anonymise.deciding import Choice, add, decide, widen
from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.gate import Gate, Leaving
from rjdesk.anonymise.label_words import LabelWords
from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.replacing import replace
from rjdesk.anonymise.spans import Action, Kind, Span
from rjdesk.desk.roster import Person, Roster
from tests.anonymise.reviewing import undecided

ROSTER = Roster(
    facilitators=(Person(name="Ines Carrow", pronouns="she/her"),),
    parties=(
        Person(name="Ines Adeyemi", role="Affected Party", pronouns="she/her"),
        Person(name="Ishaan Pillai", role="Responsible Party", pronouns="he/him"),
    ),
)
TEXT = "Then Ines wept. Later INES spoke, and so did Inés. Ishaan listened to Ines."
LETTERS = "0123456789" * 2


def names(text: str, spans: tuple[Span, ...], action: Action) -> list[str]:
    return [text[span.start : span.end] for span in spans if span.action is action]


def span(start: int, end: int, action: Action = Action.HIGHLIGHT, kind: Kind = Kind.NAME) -> Span:
    return Span(start=start, end=end, kind=kind, action=action, evidence=Evidence.OFFICE)


def stretches(spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in spans]


def test_what_is_accepted_is_replaced_and_counts_as_decided(
    finder: Finder, words: LabelWords
) -> None:
    found = finder.find(TEXT, ROSTER)
    decided = decide(TEXT, found, 0, Choice.ACCEPT)
    assert (decided[0].action, decided[0].decided) == (Action.REPLACE, True)
    assert decided[1:] == found[1:]
    labels = Labels(words, ROSTER, decided, export="first")
    assert replace(TEXT, decided, labels).text.startswith(
        "Then [Affected Party 1] wept. Later INES"
    )


def test_what_is_kept_stays_and_counts_as_decided(finder: Finder, words: LabelWords) -> None:
    found = finder.find(TEXT, ROSTER)
    (place,) = (at for at, each in enumerate(found) if each.action is Action.REPLACE)
    decided = decide(TEXT, found, place, Choice.KEEP)
    assert (decided[place].action, decided[place].decided) == (Action.KEEP, True)
    labels = Labels(words, ROSTER, decided, export="first")
    assert replace(TEXT, decided, labels).text == TEXT


def test_a_decision_is_taken_back_by_another_one(finder: Finder) -> None:
    found = finder.find(TEXT, ROSTER)
    kept = decide(TEXT, found, 0, Choice.KEEP)
    assert decide(TEXT, kept, 0, Choice.ACCEPT) == decide(TEXT, found, 0, Choice.ACCEPT)


def test_everywhere_decides_alike_whatever_the_case_and_the_accents(finder: Finder) -> None:
    found = finder.find(TEXT, ROSTER)
    for place, each in enumerate(found):
        if each.action is not Action.HIGHLIGHT:
            continue
        decided = decide(TEXT, found, place, Choice.ACCEPT, everywhere=True)
        assert names(TEXT, decided, Action.REPLACE) == ["Ines", "INES", "Inés", "Ishaan", "Ines"]
        assert list(undecided(decided)) == []


def test_everywhere_leaves_alone_what_reads_otherwise_or_is_of_another_kind() -> None:
    text = "Reed, reed, Reeds and Reed"
    found = (
        span(0, 4),
        span(6, 10),
        span(12, 17),
        span(22, 26, kind=Kind.PLACE),
    )
    decided = decide(text, found, 0, Choice.KEEP, everywhere=True)
    assert [each.decided for each in decided] == [True, True, False, False]


def test_without_everywhere_one_alone_is_decided(finder: Finder) -> None:
    found = finder.find(TEXT, ROSTER)
    assert len(list(undecided(decide(TEXT, found, 0, Choice.KEEP)))) == (
        len(list(undecided(found))) - 1
    )


def test_what_nobody_has_decided_about_is_what_the_gate_waits_for(
    finder: Finder, gate: Gate
) -> None:
    found = finder.find(TEXT, ROSTER)
    waiting = list(undecided(found))
    assert [TEXT[each.start : each.end] for each in waiting] == ["Ines", "INES", "Inés", "Ines"]
    leaks = [leak for leak in gate.check(Leaving(text=TEXT), ROSTER) if leak.undecided]
    assert [(leak.start, leak.end) for leak in leaks] == stretches(tuple(waiting))
    clean = TEXT.replace("Ishaan", "A man")
    open_ones = tuple((each.start, each.end) for each in undecided(finder.find(clean, ROSTER)))
    assert gate.check(Leaving(text=clean, kept=open_ones), ROSTER) == ()
    # A decision about one of them frees no other that reads the same.
    assert len(gate.check(Leaving(text=clean, kept=open_ones[:1]), ROSTER)) == len(open_ones) - 1


def test_a_place_without_a_span_cannot_be_decided(finder: Finder) -> None:
    with pytest.raises(IndexError):
        decide(TEXT, (), 0, Choice.KEEP)
    with pytest.raises(IndexError):
        widen(TEXT, (span(0, 4),), 1, 0, 4)


def test_what_is_widened_covers_what_it_reaches_and_is_accepted() -> None:
    found = (span(0, 2), span(4, 6), span(8, 10), span(14, 16))
    wider = widen(LETTERS, found, 1, 3, 11)
    assert stretches(wider) == [(0, 2), (3, 11), (14, 16)]
    assert (wider[1].action, wider[1].decided) == (Action.REPLACE, True)
    assert (wider[0], wider[2]) == (found[0], found[3])


def test_what_is_widened_cuts_its_neighbours_to_what_is_left() -> None:
    found = (span(0, 4), span(5, 6), span(7, 12))
    assert stretches(widen(LETTERS, found, 1, 2, 9)) == [(0, 2), (2, 9), (9, 12)]


def test_what_is_widened_to_itself_is_accepted_and_nothing_else_changes() -> None:
    found = (span(0, 2), span(2, 5), span(5, 7))
    same = widen(LETTERS, found, 1, 2, 5)
    assert stretches(same) == stretches(found)
    assert same[1].decided


@pytest.mark.parametrize(
    ("start", "end"), [(5, 8), (4, 7), (5, 7), (-1, 8), (4, 21), (9, 12), (8, 4)]
)
def test_a_span_never_becomes_smaller_nor_leaves_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="widened"):
        widen(LETTERS, (span(4, 8),), 0, start, end)


def test_what_is_marked_by_hand_is_replaced(finder: Finder, words: LabelWords) -> None:
    text = "Then the one with the red scarf told Ishaan to leave."
    start, end = text.index("the one"), text.index(" told")
    marked = add(text, finder.find(text, ROSTER), start, end)
    (mine,) = (each for each in marked if each.evidence is Evidence.MARKED)
    assert (mine.start, mine.end, mine.kind) == (start, end, Kind.DESCRIPTION)
    assert (mine.action, mine.decided) == (Action.REPLACE, True)
    assert replace(text, marked, Labels(words, ROSTER, marked, export="first")).text == (
        "Then [a description] told [Responsible Party 1] to leave."
    )


def test_what_is_marked_by_hand_goes_before_what_was_found() -> None:
    found = (span(0, 4), span(5, 6), span(7, 12))
    assert stretches(add(LETTERS, found, 3, 8, Kind.PLACE)) == [(0, 3), (3, 8), (8, 12)]


def test_what_is_marked_within_a_span_parts_it() -> None:
    parted = add(LETTERS, (span(0, 10),), 4, 6)
    assert stretches(parted) == [(0, 4), (4, 6), (6, 10)]
    assert parted[1].evidence is Evidence.MARKED
    assert {parted[0].evidence, parted[2].evidence} == {Evidence.OFFICE}


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 3), (-1, 3), (18, 21), (20, 21)])
def test_nothing_can_be_marked_outside_of_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="chosen"):
        add(LETTERS, (), start, end)


STEADY = settings(derandomize=True, deadline=None)


@STEADY
@given(data=st.data())
def test_whatever_is_marked_or_widened_spans_stay_in_order_and_apart(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, 20), min_size=2, max_size=10)))
    spans = tuple(span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(spans) - 1))
        if data.draw(st.booleans()):
            start = data.draw(st.integers(0, spans[place].start))
            end = data.draw(st.integers(spans[place].end, 20))
            changed = widen(LETTERS, spans, place, start, end)
        else:
            start = data.draw(st.integers(0, 19))
            end = data.draw(st.integers(start + 1, 20))
            changed = add(LETTERS, spans, start, end)
        assert (start, end) in stretches(changed)
        before = {at for each in spans for at in range(each.start, each.end)}
        after = [at for each in changed for at in range(each.start, each.end)]
        assert len(after) == len(set(after))
        assert after == sorted(after)
        assert set(after) == before | set(range(start, end))
        spans = changed
