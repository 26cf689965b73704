"""A name that is sure makes sure what touches it: "Jee" beside "-Woo", "McA." after "H."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.usage import is_determined, joins_sentences
from rjdesk.anonymise.words import ABBREVIATED

_JOINED = {" ", "-"}
_AFTER_AN_INITIAL = {". ", "."}
_LETTER = re.compile(r" [B-HJ-Z](?![\w'])\.?(?=\W|\Z)")
_NAMELIKE = {
    *(Evidence.LISTED_NAME, Evidence.UNLISTED, Evidence.PERHAPS_NAME, Evidence.PLACE_OR_NAME),
    *(Evidence.NAME_OR_WORD, Evidence.INITIALS_OR_SHORT, Evidence.SHARED_INITIALS),
}
"""Why something that touches a sure name is asked about, where it may be the rest of it."""


def whole_names(reading: Reading, finds: Sequence[Found]) -> Iterator[Found]:
    """Yield settled finds; what may be a name and touches one that goes goes with it.

    It stands for the same person, so both are one find. A small word beside a name is only a word,
    and a name that is kept makes nothing sure.
    """
    last: Found | None = None
    for place, found in enumerate(finds):
        whole = _with_its_given(reading, _made_sure(reading, finds, place), last)
        whole = _with_its_title(reading, whole, last)
        if last is not None and whole is not found and _are_one(reading, last, whole):
            last = msgspec.structs.replace(last, end=whole.end)
            continue
        if last is not None:
            yield _with_what_follows(reading, last, found.start)
        last = whole
    if last is not None:
        yield _with_what_follows(reading, last, len(reading.text))


def _made_sure(reading: Reading, finds: Sequence[Found], place: int) -> Found:
    """Return a find as it is, or as what is left of the sure name that it touches."""
    found = finds[place]
    beside = (finds[other] for other in (place - 1, place + 1) if other in range(len(finds)))
    sure = next((other for other in beside if _makes_sure(reading, other, found)), None)
    if sure is None:
        return found
    return msgspec.structs.replace(
        found, action=Action.REPLACE, evidence=sure.evidence, subject=sure.subject
    )


def _are_one(reading: Reading, last: Found, found: Found) -> bool:
    alike = (last.kind, last.action, last.subject) == (found.kind, found.action, found.subject)
    return alike and _touch(reading, last, found)


def _with_its_given(reading: Reading, found: Found, last: Found | None) -> Found:
    """Return a name that goes with a first name before it that nobody knew: "Peter Joyce"."""
    place = reading.place_of(found.start) - 1
    word = reading.word(place)
    if word is None or found.kind is not Kind.NAME or found.action is not Action.REPLACE:
        return found
    free = reading.gap(place) == " " and (last is None or last.end <= word.start)
    given = word.capital and not word.capitals and word.lower in reading.lexicon.given
    if not free or not given or word.clitic or joins_sentences(reading, place):
        return found
    return msgspec.structs.replace(found, start=word.start)


def _with_its_title(reading: Reading, found: Found, last: Found | None) -> Found:
    """Return a name that goes with the title before it: "Sister Philomena", "coach Naidoo".

    "His brother Amos" keeps the brother: that is no title, and what he is to somebody.
    """
    place = reading.place_of(found.start) - 1
    word, titles = reading.word(place), reading.lexicon.phrasing.titles
    if word is None or found.kind is not Kind.NAME or word.lower not in titles:
        return found
    free = last is None or last.end <= word.start
    courtesy = word.lower in reading.lexicon.phrasing.courtesy
    touches = reading.gap(place) in ({" ", ". "} if word.lower in ABBREVIATED else {" "})
    told = not word.capital and not courtesy and is_determined(reading, word.start)
    if not free or not touches or told:
        return found
    return msgspec.structs.replace(found, start=word.start)


def _with_what_follows(reading: Reading, found: Found, following: int) -> Found:
    """Return a name that goes with what follows it: "Eduardo K", "Kami bhai"."""
    letter = _LETTER.match(reading.text, found.end)
    if found.kind is not Kind.NAME or found.action is not Action.REPLACE:
        return found
    after = reading.word(reading.place_of(found.end))
    courtesy = after is not None and after.lower in reading.lexicon.phrasing.after_names
    if after is not None and courtesy and after.start == found.end + 1 and after.end <= following:
        return msgspec.structs.replace(found, end=after.end)
    if letter is None or letter.end() > following:
        return found
    return msgspec.structs.replace(found, end=letter.end())


def _makes_sure(reading: Reading, sure: Found, asked: Found) -> bool:
    if sure.kind is not Kind.NAME or sure.action is not Action.REPLACE:
        return False
    open_ = asked.kind is Kind.NAME and asked.action is Action.HIGHLIGHT
    return open_ and asked.evidence in _NAMELIKE and _touch(reading, sure, asked)


def _touch(reading: Reading, one: Found, other: Found) -> bool:
    """Say whether two finds stand side by side, as the parts of one name do."""
    first, second = sorted((one, other), key=lambda found: found.start)
    gap = reading.text[first.end : second.start]
    initial = len(reading.text[first.start : first.end].rstrip(".")) == 1
    joined = gap in _JOINED or (initial and gap in _AFTER_AN_INITIAL)
    return joined and (reading.text[other.start].isupper() or _is_small_name(reading, other))


def _is_small_name(reading: Reading, found: Found) -> bool:
    """Say whether a word of a text without capitals may be part of a name: "dimple yadav"."""
    place = reading.place_of(found.start)
    known = found.evidence is Evidence.NAME_OR_WORD
    return reading.lower and known and not joins_sentences(reading, place)
