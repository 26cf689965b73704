"""Initials of the people of the roster, and a few first letters: M.Q., MQV, m.q., "M said"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

import msgspec

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.people import Known
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.subjects import SomeParty, Subject
from rjdesk.anonymise.words import Word

_SEVERAL = re.compile(
    r"(?<![\w@#/.-])(?:(?:[A-Z]\.?[ -]?){1,4}[A-Z]\b\.?|(?:[a-z]\. ?){1,4}[a-z]\.)(?![\w@])"
)
# The dot of an initial, where it does not end the sentence.
_DOT = re.compile(r"\.(?=\s*[a-z,;:])")
_LETTERS = re.compile(r"[A-Za-z]")
_NUMBERED = {
    *("plan", "section", "building", "room", "grade", "vitamin", "option", "part", "type"),
    *("group", "team", "block", "unit", "appendix", "wing", "hall", "lot", "gate", "step"),
    *("point", "question", "clause", "bay", "flat", "floor", "item", "an", "a", "the", "hepatitis"),
}
_MOST_PARTS = 4


def initials(reading: Reading) -> Iterator[Found]:
    """Yield initials, with dots or without, several letters or one.

    A letter that surely stands for somebody once does so wherever it may: "k said", "m and k".
    Who writes one person in small letters may write all so: "kd agreed. ap in with coffee".
    """
    found = list(_each(reading, frozenset()))
    small = frozenset(
        reading.text[each.start : each.end] for each in found if each.action is Action.REPLACE
    )
    small = frozenset(letters for letters in small if letters.islower() and letters.isalpha())
    if small:
        found = list(_each(reading, small))
    sure = {_letter(reading, each) for each in found if each.action is Action.REPLACE} - {"a"}
    for each in found:
        asked = each.evidence is Evidence.INITIALS_OR_SHORT
        if asked and _letter(reading, each) in sure:
            yield msgspec.structs.replace(each, action=Action.REPLACE, evidence=Evidence.INITIALS)
        else:
            yield each


def _letter(reading: Reading, found: Found) -> str:
    return reading.text[found.start : found.end].rstrip(".").lower()


def _each(reading: Reading, small: frozenset[str]) -> Iterator[Found]:
    letters = {known.subject: _letters(known, reading) for known in reading.people}
    for match in _SEVERAL.finditer(reading.text):
        plain = "".join(_LETTERS.findall(match.group())).lower()
        dotted = "." in match.group()
        people = [known for known in reading.people if plain in letters[known.subject]]
        found = _whose(reading, match.span(), people)
        if not dotted and plain in reading.lexicon.phrasing.acronyms:
            found = _where_somebody_acts(reading, found)
        yield from found
    yield from _small_ones(reading, letters, small)
    for place, word in enumerate(reading.words):
        if len(word.text) == 1 and word.capital and _may_stand_for_somebody(reading, place):
            dot = _DOT.match(reading.text, word.end)
            people = [known for known in reading.people if word.lower in known.initials]
            found = _whose(reading, (word.start, dot.end() if dot else word.end), people)
            yield from found if _stands_for_somebody(reading, place) else _asked(found)


def _small_ones(
    reading: Reading, letters: Mapping[Subject, set[str]], small: frozenset[str]
) -> Iterator[Found]:
    """Yield initials in small letters, as in notes: "kd agreed", "k said", "told k".

    ``small`` are those that are known to stand for somebody in this text.
    """
    phrasing = reading.lexicon.phrasing
    for place, word in enumerate(reading.words):
        plain = word.lower
        if word.capital or word.clitic or len(plain) > _MOST_PARTS or plain == "i":
            continue
        acts = reading.after(place) in phrasing.human_verbs | phrasing.auxiliaries
        told = acts or reading.before(place) in phrasing.before_names
        people = (
            _by_one_letter(reading, place, small, acts=acts, told=told)
            if len(plain) == 1
            else _by_some_letters(reading, plain, letters, acts=acts, told=told, small=bool(small))
        )
        found = _whose(reading, (word.start, word.end), people)
        ordinary = plain in reading.lexicon.common
        sure = len(people) == 1 and not ordinary and (told or plain not in reading.lexicon.words)
        yield from found if sure else _asked(found)


def _by_one_letter(
    reading: Reading, place: int, small: frozenset[str], *, acts: bool, told: bool
) -> list[Known]:
    """Return whom a small letter alone may stand for, where it is told that it is somebody."""
    word = reading.words[place]
    known = word.lower in small and not reading.lower_at(place - 1).isdigit()
    free = _stands_free(reading, word) and (word.lower != "a" or acts)
    if not free or not (told or known):
        return []
    return [known for known in reading.people if word.lower in known.initials[:1]]


def _by_some_letters(
    reading: Reading,
    plain: str,
    letters: Mapping[Subject, set[str]],
    *,
    acts: bool,
    told: bool,
    small: bool,
) -> list[Known]:
    """Return whom a few small letters may stand for, by their initials or a name's beginning."""
    lexicon = reading.lexicon
    ordinary = plain in lexicon.common or (plain in lexicon.phrasing.acronyms and not small)
    if not acts and (ordinary or not (told or small or reading.lower)):
        return []
    people = [known for known in reading.people if plain in letters[known.subject]]
    if people or ordinary or not acts:
        return people
    # "fi texted": so short a beginning of a name is told by what it does alone.
    return [known for known in reading.people if known.given.startswith(plain)]


def _stands_free(reading: Reading, word: Word) -> bool:
    """Say whether a letter stands between spaces, and is none of a list or a formula."""
    before = reading.text[word.start - 1 : word.start] if word.start else " "
    return before in " \n\t" and reading.text[word.end : word.end + 1] in " :,.\n"


def _asked(finds: Iterator[Found]) -> Iterator[Found]:
    """Yield finds as questions."""
    for found in finds:
        if found.action is Action.REPLACE:
            yield msgspec.structs.replace(
                found, action=Action.HIGHLIGHT, evidence=Evidence.INITIALS_OR_SHORT
            )
        else:
            yield found


def _where_somebody_acts(reading: Reading, finds: Iterator[Found]) -> Iterator[Found]:
    """Yield, as a question, initials that are also an abbreviation: "told RA", "RA said"."""
    phrasing = reading.lexicon.phrasing
    for found in finds:
        place = reading.place_at(found.start)
        acts = reading.after(place) in phrasing.human_verbs | phrasing.auxiliaries
        if acts or reading.words[place].clitic or reading.before(place) in phrasing.before_names:
            yield msgspec.structs.replace(
                found, action=Action.HIGHLIGHT, evidence=Evidence.INITIALS_OR_SHORT
            )


def _letters(known: Known, reading: Reading) -> set[str]:
    """Return the initials of a person in every usual choice of the parts, the first kept."""
    particles = reading.lexicon.phrasing.particles
    plain = [part for part in known.parts if part not in particles]
    found = {known.initials} if len(known.initials) > 1 else set()
    for parts in (plain, list(known.parts)):
        first, rest = parts[:1], parts[1 : 1 + _MOST_PARTS]
        for count in range(1, len(rest) + 1):
            for chosen in combinations(rest, count):
                found.add("".join(part[0] for part in (*first, *chosen)))
    return found


def _may_stand_for_somebody(reading: Reading, place: int) -> bool:
    """Say whether a capital letter alone may be somebody: "S. offering", "Which R?"."""
    word, before = reading.words[place], reading.lower_at(place - 1)
    if word.lower == "i" or before in _NUMBERED:
        return False
    touching = reading.text[word.start - 1 : word.start] if word.start else " "
    behind = reading.text[word.end : word.end + 1]
    alone = touching in " \n\t\"'(" and behind not in {"-", "/", "&"} and not behind.isdigit()
    article = word.lower == "a" and word.begins and reading.after(place) in reading.lexicon.words
    return alone and (not article or _acts(reading, place))


def _acts(reading: Reading, place: int) -> bool:
    phrasing = reading.lexicon.phrasing
    return reading.after(place) in phrasing.human_verbs | phrasing.auxiliaries


def _stands_for_somebody(reading: Reading, place: int) -> bool:
    """Say whether a letter alone is somebody: "M said", "told M", "M's", "Mr. Q"."""
    word, phrasing = reading.words[place], reading.lexicon.phrasing
    before, after = reading.lower_at(place - 1), reading.lower_at(place + 1)
    behind = reading.text[word.end : word.end + 1]
    if word.clitic or before in phrasing.courtesy:
        return True
    if word.lower == "a" and (word.begins or behind != "."):
        return False
    acts = after in phrasing.human_verbs or after in phrasing.auxiliaries
    return acts or before in phrasing.before_names


def _whose(reading: Reading, stretch: tuple[int, int], people: list[Known]) -> Iterator[Found]:
    if not people:
        return
    kept = [known for known in people if known.kept]
    start, end = stretch
    while reading.text[end - 1] in " -":
        end -= 1
    action, evidence = (
        (Action.KEEP, Evidence.OWN_INITIALS)
        if len(kept) == len(people)
        else (Action.HIGHLIGHT, Evidence.SHARED_INITIALS)
        if kept
        else (Action.REPLACE, Evidence.INITIALS)
    )
    others = [known.subject for known in people if not known.kept]
    subject = people[0].subject if len(people) == 1 else SomeParty() if len(others) > 1 else None
    yield Found(
        start=start, end=end, kind=Kind.NAME, action=action, evidence=evidence, subject=subject
    )
