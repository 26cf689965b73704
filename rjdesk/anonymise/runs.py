"""Names as runs of neighbouring words that all belong to one person: "M. Vega", "Grace D."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from rjdesk.anonymise.forms import Forms
from rjdesk.anonymise.people import Known, Likeness
from rjdesk.anonymise.reading import Reading
from rjdesk.anonymise.subjects import Subject

_NEIGHBOURS = re.compile(r"\s{1,2}|\s?-\s?|\.\s?|\.-| ?[\"'] ?", re.ASCII)
_SPLITS = {" ", "-", "' ", "'", "-\n", "\n"}
_LONGEST = 8
_SPLIT_FROM = 4
_MIDDLE_NAMES = 2

_Likenesses = Sequence[Mapping[Subject, Likeness]]
"""For each word, how it stands to those whose name it may be, by subject; the others are none."""


class Run(msgspec.Struct, frozen=True):
    """The words from ``first`` to before ``last``, read as the name of one person.

    ``weight`` says how well they fit; ``anchor`` is the place of the word that tells most,
    and ``best`` how that one stands to the name.
    """

    first: int
    last: int
    known: Known
    weight: int
    best: Likeness
    anchor: int


def runs(reading: Reading) -> Iterator[list[Run]]:
    """Yield each mention of somebody, as the runs of those who explain it equally well."""
    people = Forms(reading.people)
    likenesses = _likenesses(reading, people)
    place = 0
    while place < len(reading.words):
        whole = reading.words[place].lower + reading.lower_at(place + 1)
        # Most words are nobody's, and the others few people's.
        matches = [
            run
            for known in people.meant_by(likenesses[place], whole)
            if (run := _run(reading, known, place, likenesses)) is not None
        ]
        best = max(matches, key=lambda run: (run.weight, run.last), default=None)
        if best is not None:
            yield [run for run in matches if (run.weight, run.last) == (best.weight, best.last)]
        place = best.last if best is not None else place + 1


def _likenesses(reading: Reading, people: Forms) -> _Likenesses:
    """Return, for every word, how it stands to the people whose name it may be."""
    likely: dict[str, dict[Subject, Likeness]] = {}
    slips: dict[str, dict[Subject, Likeness]] = {}
    table: list[Mapping[Subject, Likeness]] = []
    for place, word in enumerate(reading.words):
        if word.lower not in likely:
            likely[word.lower] = people.likenesses(word.lower)
        row = likely[word.lower]
        if max(row.values(), default=Likeness.NONE) < Likeness.SHORT and _may_be_a_slip(
            reading, place
        ):
            if word.lower not in slips:
                slips[word.lower] = people.slips(word.lower)
            row = row | slips[word.lower]
            if word.capital:
                row |= people.shortened(word.lower, pets=word.lower not in reading.lexicon.given)
        table.append(row)
    return table


def _may_be_a_slip(reading: Reading, place: int) -> bool:
    """Say whether a word may be a misspelt name: ordinary words are not."""
    word, lexicon = reading.words[place], reading.lexicon
    if word.lower in lexicon.phrasing.peoples or word.lower in lexicon.phrasing.brands:
        return False
    if word.lower in lexicon.words:
        return word.capital and not word.begins and word.lower not in lexicon.common
    return word.capital or word.lower in lexicon.names or word.lower not in lexicon.proper


def _run(reading: Reading, known: Known, place: int, likenesses: _Likenesses) -> Run | None:
    """Read a name of one person from ``place`` on, as far as it goes."""
    weights: list[Likeness] = []
    seen: set[str] = set()
    for here in range(place, min(len(reading.words), place + _LONGEST)):
        if here < place + len(weights):
            continue
        more = _next(reading, known, here, likenesses, inside=bool(weights))
        word = reading.words[here]
        # "Rose rose": a name is said once.
        if not more or (word.lower in seen and more[0] > Likeness.INITIAL):
            break
        weights += more
        seen.add(word.lower)
        if not _goes_on(reading, place + len(weights) - 1):
            break
    while weights and weights[-1] is Likeness.PARTICLE:
        weights.pop()
    best = max(weights, default=Likeness.NONE)
    if best < Likeness.MISSPELT:
        return None
    anchor = place + weights.index(best)
    return Run(place, place + len(weights), known, sum(weights), best, anchor)


def _next(
    reading: Reading, known: Known, place: int, likenesses: _Likenesses, *, inside: bool
) -> list[Likeness]:
    """Return how the next word, or words, belong to a name; nothing when they do not."""
    if _is_split(reading, known, place):
        return [Likeness.EXACT, Likeness.INITIAL]
    like = likenesses[place].get(known.subject, Likeness.NONE)
    letter = len(reading.words[place].text) == 1
    if letter and not _is_letter_of_name(reading, place, inside=inside):
        like = Likeness.NONE
    if like is not Likeness.NONE:
        return [like]
    return [Likeness.PARTICLE] * _middle_names(reading, known, place, likenesses) if inside else []


def _middle_names(reading: Reading, known: Known, place: int, likenesses: _Likenesses) -> int:
    """Return how many words that the roster leaves out stand before the rest of the name."""
    for count in range(1, _MIDDLE_NAMES + 1):
        end = place + count
        word = reading.words[end - 1]
        if end >= len(reading.words) or reading.gap(end - 1) not in {" ", "-"}:
            return 0
        # Whoever else is known stands for themselves.
        somebody = max(likenesses[end - 1].values(), default=Likeness.NONE) >= Likeness.MISSPELT
        if word.begins or somebody or not word.capital:
            return 0
        if likenesses[end].get(known.subject, Likeness.NONE) >= Likeness.MISSPELT:
            return count
    return 0


def _goes_on(reading: Reading, place: int) -> bool:
    """Say whether the next word may belong to the same name: "Vega, M." too."""
    word, after, gap = reading.words[place], reading.word(place + 1), reading.gap(place)
    if word.clitic or after is None or ("." in gap and len(word.text) > 1):
        return False
    if gap == ", ":
        return len(after.text) == 1 and reading.gap(place + 1)[:1] == "."
    return bool(_NEIGHBOURS.fullmatch(gap))


def _is_letter_of_name(reading: Reading, place: int, *, inside: bool) -> bool:
    """Say whether a letter alone may be an initial or a nickname: not "I", not the article."""
    word = reading.words[place]
    dotted = reading.text[word.end : word.end + 1] == "."
    if word.lower == "i" or (word.lower == "a" and word.begins):
        return dotted and word.capital
    return word.capital or (dotted and inside) or (reading.lower and (dotted or inside))


def _is_split(reading: Reading, known: Known, place: int) -> bool:
    """Say whether this word and the next one are one name written as two."""
    word, after = reading.words[place], reading.word(place + 1)
    if after is None or word.clitic or reading.gap(place) not in _SPLITS:
        return False
    whole = word.lower + after.lower
    ordinary = not word.capital and not reading.lower
    return len(whole) >= _SPLIT_FROM and not ordinary and whole in known.names
