"""A reflection is reviewed: what is asked is decided, and what leaves names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from rjdesk.anonymise.reviewing import RosterAnonymiser
from rjdesk.desk.review import (
    PLAIN,
    Decision,
    Departing,
    Fate,
    Leaves,
    Reviewed,
    ReviewPassage,
    Style,
)
from rjdesk.desk.reviewing import PassageAt, widening
from rjdesk.desk.roster import Person, Roster
from tests.anonymise.conftest import LEXICON

ROSTER = Roster(
    facilitators=(Person(name="Priya Raman"), Person(name="Mateo Alvarez")),
    parties=(
        Person(name="Ánh Nguyễn", role="Affected Party", email="anh@example.edu"),
        Person(name="Will Lindqvist", role="Responsible Party"),
    ),
    case_number="7QK4-M2",
)
WELL = "Ánh spoke first, and Mateo waited. Will this do? Will Lindqvist listened."
BETTER = "We lost time over the zither. Will left early. Priya wrote to anh@example.edu."


@pytest.fixture(scope="module")
def room() -> RosterAnonymiser:
    return RosterAnonymiser(LEXICON)


def reviewed_by(
    room: RosterAnonymiser,
    texts: Sequence[str],
    decisions: Sequence[Decision] = (),
    *,
    roster: Roster = ROSTER,
    elsewhere: Sequence[str] | None = None,
) -> tuple[Reviewed, ...]:
    return room.review(room.read(texts, roster, elsewhere), decisions, export="one")


def passage(reviewed: Reviewed, reads: str) -> ReviewPassage:
    """Return the first passage that reads so."""
    return next(p for p in reviewed.passages if reviewed.text[p.start : p.end] == reads)


def test_names_go_facilitators_stay_and_doubts_are_asked(room: RosterAnonymiser) -> None:
    well, better = reviewed_by(room, (WELL, BETTER))
    assert passage(well, "Ánh").fate is Fate.GOES
    assert passage(well, "Mateo").fate is Fate.STAYS
    assert passage(well, "Will").fate is Fate.ASKED
    assert "Mateo" in well.result
    assert "[Responsible Party 1] listened." in well.result
    assert "anh@example.edu" not in better.result
    assert all(each.says.endswith((".", "?")) for each in (*well.passages, *better.passages))
    for reviewed in (well, better):
        for each, (start, end) in zip(reviewed.passages, reviewed.places, strict=True):
            gone = each.fate is Fate.GOES
            stands = each.becomes if gone else reviewed.text[each.start : each.end]
            assert reviewed.result[start:end] == stands


def test_one_decision_counts_for_all_that_read_the_same_in_both_texts(
    room: RosterAnonymiser,
) -> None:
    asked = passage(reviewed_by(room, (WELL, BETTER))[0], "Will")
    goes = Decision(text=0, start=asked.start, end=asked.end, goes=True, everywhere=True)
    well, better = reviewed_by(room, (WELL, BETTER), (goes,))
    assert "Will" not in well.result
    assert "Will" not in better.result
    alone = Decision(text=0, start=asked.start, end=asked.end, goes=False)
    well, better = reviewed_by(room, (WELL, BETTER), (alone,))
    assert "Will this" in well.result
    assert passage(well, "Will").decided


def test_a_stretch_that_somebody_marks_goes_too(room: RosterAnonymiser) -> None:
    start = BETTER.index("over the zither")
    marked = Decision(text=1, start=start, end=start + len("over the zither"), goes=True)
    _, better = reviewed_by(room, (WELL, BETTER), (marked,))
    assert "zither" not in better.result
    assert passage(better, "over the zither").decided


def test_what_no_other_reflection_says_is_put_to_the_reader(room: RosterAnonymiser) -> None:
    others = ("We waited over the zither.",)
    _, alone = reviewed_by(room, (WELL, BETTER), elsewhere=())
    _, beside = reviewed_by(room, (WELL, BETTER), elsewhere=others)
    sentence = "We lost time over the zither"
    assert passage(alone, sentence).fate is Fate.ASKED
    assert sentence not in {BETTER[p.start : p.end] for p in beside.passages}


def test_the_gate_holds_back_what_is_undecided_and_lets_the_rest_pass(
    room: RosterAnonymiser,
) -> None:
    texts = (WELL, BETTER)
    decisions: list[Decision] = []
    while open_ := [
        (n, p) for n, r in enumerate(reviewed_by(room, texts, decisions)) for p in r.open
    ]:
        assert room.remains(Leaves(reviewed=reviewed_by(room, texts, decisions)), ROSTER)
        number, asked = open_[0]
        decisions.append(Decision(text=number, start=asked.start, end=asked.end, goes=False))
    done = reviewed_by(room, texts, decisions)
    assert room.remains(Leaves(reviewed=done, title="Reflections, spring"), ROSTER) == ()


@pytest.mark.parametrize(
    "leaves",
    [
        Leaves(reviewed=(), title="On Will Lindqvist"),
        Leaves(reviewed=(), file_name="7QK4-M2.pdf"),
        Leaves(reviewed=(), metadata={"author": "anh"}),
    ],
)
def test_a_title_a_file_name_and_metadata_are_read_too(
    room: RosterAnonymiser, leaves: Leaves
) -> None:
    (first, *_) = room.remains(leaves, ROSTER)
    assert first.says


def test_people_are_numbered_anew_for_each_release(room: RosterAnonymiser) -> None:
    twins = Roster(
        parties=tuple(Person(name=name, role="Affected Party") for name in ("Ánh", "Devon", "Ife"))
    )
    text = "Ánh, Devon and Ife came."
    read = room.read((text,), twins)
    results = {room.review(read, export=str(n))[0].result for n in range(12)}
    assert len(results) > 1


WORDS = Roster(
    facilitators=(Person(name="Ishaan Rao"),),
    parties=(
        Person(name="Grace Price", role="Affected Party"),
        Person(name="Cole Brandvold", role="Responsible Party", nicknames=("Nicole",)),
    ),
)


@pytest.mark.parametrize("hidden", ["G-r-a-c-e", "C-o-l-e", "&#71;race"])
def test_a_sentence_that_stays_frees_nobody_who_hides_in_it(
    room: RosterAnonymiser, hidden: str
) -> None:
    text = f"The zither and {hidden} left early."
    read = room.read((text,), WORDS, ())
    decisions: list[Decision] = []
    while open_ := room.review(read, decisions)[0].open:
        decisions.append(Decision(text=0, start=open_[0].start, end=open_[0].end, goes=False))
    (done,) = room.review(read, decisions)
    assert room.remains(Leaves(reviewed=(done,)), WORDS)


def test_who_selects_a_word_and_says_that_it_stays_is_not_asked_again(
    room: RosterAnonymiser,
) -> None:
    text = "We said C-o-l-e, which is a code."
    start = text.index("C-o")
    stays = Decision(text=0, start=start, end=start + 7, goes=False)
    (done,) = room.review(room.read((text,), WORDS), (stays,))
    assert room.remains(Leaves(reviewed=(done,)), WORDS) == ()


def test_a_decision_about_another_text_says_nothing_of_this_one(room: RosterAnonymiser) -> None:
    beyond = Decision(text=0, start=40, end=90, goes=True)
    assert room.review(room.read(("Cole left.",), WORDS), (beyond,))[0].result.endswith(" left.")


@pytest.mark.parametrize(
    "text", ["Brandvold wept.", "Grace wept.", "C.B. wept.", "G-r-a-c-e wept.", "Nicky wept."]
)
def test_what_is_released_is_read_by_its_own_case_once_more(
    room: RosterAnonymiser, text: str
) -> None:
    assert room.left(Departing(texts=(text,), roster=WORDS))


def test_a_facilitator_of_another_case_frees_nobody_of_this_one(room: RosterAnonymiser) -> None:
    other = Roster(facilitators=(Person(name="Anna Brandvold"),))
    assert room.left(Departing(texts=("Brandvold cried.",), roster=WORDS, others=(other,)))
    assert room.left(Departing(texts=("Cole Brandvold cried.",), roster=other, others=(WORDS,)))


HER = "Ánh was late on April 24. She was tired, and said so."


def told(room: RosterAnonymiser, style: Style, *decisions: Decision) -> Reviewed:
    (reviewed,) = room.review(room.read((HER,), ROSTER), decisions, style=style)
    return reviewed


def test_he_and_she_become_they_where_that_is_wanted(room: RosterAnonymiser) -> None:
    assert "She was tired" in told(room, PLAIN).result
    they = told(room, Style(they=True))
    assert "They were tired" in they.result
    changed = passage(they, "She was")
    stays = Decision(text=0, start=changed.start, end=changed.end, goes=False)
    kept = told(room, Style(they=True), stays)
    assert "She was tired" in kept.result
    plain = told(room, PLAIN, stays)
    assert plain.result == told(room, PLAIN).result, "what was said of a pronoun says nothing now"
    assert plain.words == ()


def test_days_are_told_by_term_or_by_how_much_later_they_were(room: RosterAnonymiser) -> None:
    assert "[a date, spring term]" in told(room, PLAIN).result
    assert "[2 weeks later]" in told(room, Style(since=date(2026, 4, 10))).result


def test_a_passage_takes_in_the_next_word_or_the_one_before(room: RosterAnonymiser) -> None:
    text = "Then young Will Lindqvist Junior listened."
    (read,) = reviewed_by(room, (text,))
    name = passage(read, "Will Lindqvist")
    further = widening((read,), PassageAt(0, name))
    assert further is not None
    (wider,) = reviewed_by(room, (text,), (further,))
    assert wider.result == "Then young [Responsible Party 1] listened."
    both = widening((wider,), PassageAt(0, passage(wider, "Will Lindqvist Junior")), back=True)
    assert both is not None
    (widest,) = reviewed_by(room, (text,), (further, both))
    assert widest.result == "Then [Responsible Party 1] listened."


@pytest.mark.parametrize("back", [False, True])
def test_where_there_is_no_further_word_nothing_is_taken_in(
    room: RosterAnonymiser, *, back: bool
) -> None:
    (read,) = reviewed_by(room, ("Will Lindqvist.",))
    assert widening((read,), PassageAt(0, passage(read, "Will Lindqvist")), back=back) is None


def test_a_pronoun_that_takes_in_a_word_leaves_no_half_sentence(room: RosterAnonymiser) -> None:
    they = told(room, Style(they=True))
    further = widening((they,), PassageAt(0, passage(they, "She was")))
    assert further is not None
    assert told(room, Style(they=True), further).result.endswith("[A description], and said so.")
