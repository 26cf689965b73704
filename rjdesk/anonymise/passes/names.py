"""The people of the roster by name: whole, in parts, shortened, joined, split or misspelt.

A name is read as a run of neighbouring words that all belong to one person: "M. Vega",
"Grace D.", "Vega-Quintero". Whoever explains the run best is meant. Where a facilitator and a
party explain it equally well, nobody guesses: a person is asked (RC-106, RC-107).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from rjdesk.anonymise.people import NO_SLIP, STRANGER, Known, Likeness
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.usage import Usage, usage

_NEIGHBOURS = re.compile(r"\s{1,2}|\s?-\s?|\.\s?|\.-", re.ASCII)
_COURTESY = {"mr", "mrs", "ms", "mx", "miss", "dr"}
_SIGNING = re.compile(r"(?:[-\u2013\u2014~]\s*|\n\s*|\b(?:from|by|signed),?\s+)\Z", re.IGNORECASE)
_LONGEST = 8
_LONGEST_SIGNATURE = 60
_SPLIT_FROM = 4
_REASONS = {
    Likeness.EXACT: "This is the name of somebody in this case.",
    Likeness.SHORT: "This is a usual short form of a name in this case.",
    Likeness.MISSPELT: "This looks like a misspelt name from this case.",
}
KEPT = "This is a facilitator, whose name stays."
ASKED = "A facilitator and somebody else in this case share this name. Who is meant?"
DOUBTFUL = "This is a name in this case and also an ordinary word. Which is meant?"
MET = "This is the name of somebody who was found in a text on this case."
ANOTHER = "This is a facilitator's first name before a surname that is not theirs."

_Likenesses = Sequence[dict[str, Likeness]]


class _Match(msgspec.Struct, frozen=True):
    """A run of words from ``first`` to before ``last`` read as the name of one person.

    ``anchor`` is the place of the word that tells most.
    """

    first: int
    last: int
    known: Known
    weight: int
    best: Likeness
    anchor: int


def names(reading: Reading) -> Iterator[Found]:
    """Yield every mention of somebody on the roster, facilitators as kept."""
    found = list(_mentions(reading))
    settled = {
        reading.text[each.start : each.end].lower()
        for each in found
        if each.action is not Action.HIGHLIGHT
    }
    for each in found:
        known = reading.text[each.start : each.end].lower() in settled
        if each.reason == DOUBTFUL and known:
            yield msgspec.structs.replace(
                each, action=Action.REPLACE, reason=_REASONS[Likeness.EXACT]
            )
        else:
            yield each


def _mentions(reading: Reading) -> Iterator[Found]:
    likenesses = _likenesses(reading)
    place = 0
    while place < len(reading.words):
        runs = [_run(reading, known, place, likenesses) for known in reading.people]
        matches = [run for run in runs if run is not None]
        best = max(matches, key=lambda match: (match.weight, match.last), default=None)
        if best is not None:
            rivals = [match for match in matches if match.weight == best.weight]
            rivals.sort(key=lambda match: -match.last)
            found = _judged(reading, rivals)
            if found is not None:
                yield found
        place = best.last if best is not None else place + 1


def _likenesses(reading: Reading) -> _Likenesses:
    """Return, for every word, how it stands to each person's name."""
    slips: dict[tuple[str, str], float] = {}
    table = []
    for place, word in enumerate(reading.words):
        row = {known.subject: known.likeness(word.lower) for known in reading.people}
        if max(row.values(), default=Likeness.EXACT) < Likeness.SHORT and _may_be_a_slip(
            reading, place
        ):
            for known in reading.people:
                key = known.subject, word.lower
                if key not in slips:
                    slips[key] = known.slip(word.lower)
            nearest = min(slips[known.subject, word.lower] for known in reading.people)
            for known in reading.people:
                near = slips[known.subject, word.lower] == nearest < NO_SLIP
                if near or (word.capital and known.shortened(word.lower)):
                    row[known.subject] = Likeness.MISSPELT
        table.append(row)
    return table


def _may_be_a_slip(reading: Reading, place: int) -> bool:
    """Say whether a word may be a misspelt name: ordinary words are not."""
    word, lexicon = reading.words[place], reading.lexicon
    if word.lower in lexicon.phrasing.peoples or word.lower in lexicon.phrasing.brands:
        return False
    if word.lower in lexicon.words:
        return word.capital and not word.begins and word.lower not in lexicon.common
    return word.lower in lexicon.names or word.lower not in lexicon.proper


def _run(reading: Reading, known: Known, place: int, likenesses: _Likenesses) -> _Match | None:
    """Read a name of one person from ``place`` on, as far as it goes."""
    weights: list[Likeness] = []
    seen: set[str] = set()
    while place + len(weights) < min(len(reading.words), place + _LONGEST):
        here = place + len(weights)
        like = likenesses[here][known.subject]
        if _is_split(reading, known, here):
            weights += [Likeness.EXACT, Likeness.INITIAL]
            break
        # "Rose rose": a name is said once.
        if reading.words[here].lower in seen and like > Likeness.INITIAL:
            break
        seen.add(reading.words[here].lower)
        if len(reading.words[here].text) == 1 and not _is_letter_of_name(
            reading, here, inside=bool(weights)
        ):
            like = Likeness.NONE
        if like is Likeness.NONE:
            break
        weights.append(like)
        if reading.words[here].clitic or not _goes_on(reading, here):
            break
        if "." in reading.gap(here) and len(reading.words[here].text) > 1:
            break
    while weights and weights[-1] is Likeness.PARTICLE:
        weights.pop()
    best = max(weights, default=Likeness.NONE)
    if best < Likeness.MISSPELT:
        return None
    anchor = place + weights.index(best)
    return _Match(place, place + len(weights), known, sum(weights), best, anchor)


def _goes_on(reading: Reading, place: int) -> bool:
    """Say whether the next word may belong to the same name: "Vega, M." too."""
    gap, after = reading.gap(place), reading.word(place + 1)
    if gap == ", ":
        return after is not None and len(after.text) == 1 and reading.gap(place + 1)[:1] == "."
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
    if after is None or word.clitic or reading.gap(place) not in {" ", "-", "' ", "'"}:
        return False
    whole = word.lower + after.lower
    ordinary = not word.capital and not reading.lower
    return len(whole) >= _SPLIT_FROM and not ordinary and whole in known.names


def _judged(reading: Reading, rivals: Sequence[_Match]) -> Found | None:
    """Say what a mention is, when these people explain it equally well."""
    rivals = _fitting_title(reading, rivals)
    match = rivals[0]
    start, end = reading.words[match.first].start, reading.words[match.last - 1].end
    if reading.text[end : end + 1] == "." and len(reading.words[match.last - 1].text) == 1:
        end += 1
    subjects = {rival.known.subject for rival in rivals}
    kept = [rival for rival in rivals if rival.known.kept]
    subject = match.known.subject if len(subjects) == 1 else ""

    def found(action: Action, reason: str, start: int = start) -> Found:
        return Found(
            start=start, end=end, kind=Kind.NAME, action=action, reason=reason, subject=subject
        )

    used = _used(reading, match)
    if used is Usage.WORD:
        # A facilitator's name is kept even where it may be a word: nothing else may take it.
        return found(Action.KEEP, KEPT) if kept and reading.words[match.anchor].capital else None
    if kept and (len(kept) == len(rivals) or _signs(reading, match)):
        if _before_another_surname(reading, match):
            return found(Action.HIGHLIGHT, ANOTHER)
        return found(Action.KEEP, KEPT)
    if kept:
        # Whoever accepts it means the other one.
        others = subjects - {rival.known.subject for rival in kept}
        subject = others.pop() if len(others) == 1 else ""
        return found(Action.HIGHLIGHT, ASKED)
    if used is Usage.UNSURE:
        return found(Action.HIGHLIGHT, DOUBTFUL)
    if match.first and reading.lower_at(match.first - 1) in _COURTESY:
        start = reading.words[match.first - 1].start
    met = subject.startswith(STRANGER)
    return found(Action.REPLACE, MET if met else _REASONS[match.best], start)


def _used(reading: Reading, match: _Match) -> Usage:
    """Say whether a run is used as a name; several words that fit one person are."""
    if match.last - match.first > 1 and match.weight > match.best + Likeness.PARTICLE:
        return Usage.NAME
    if len(reading.words[match.anchor].text) == 1:
        return Usage.NAME
    return usage(reading, match.anchor)


def _fitting_title(reading: Reading, rivals: Sequence[_Match]) -> Sequence[_Match]:
    """Leave out whom the title before the name cannot mean: "Ms" is nobody who goes by "he"."""
    title = reading.lower_at(rivals[0].first - 1) if rivals[0].first else ""
    barred = {"ms": "he", "mrs": "he", "miss": "he", "mr": "she"}.get(title)
    fitting = [
        rival for rival in rivals if re.split(r"\W", rival.known.pronouns.lower())[0] != barred
    ]
    return fitting or rivals


def _signs(reading: Reading, match: _Match) -> bool:
    """Say whether a mention is the signature: after a dash or on a line of its own, at the end."""
    start = reading.words[match.first].start
    rest = reading.text[reading.words[match.last - 1].end :]
    short = len(rest.strip()) <= _LONGEST_SIGNATURE and not re.search(r"[.!?]\s+\w", rest)
    return short and bool(_SIGNING.search(reading.text[:start]))


def _before_another_surname(reading: Reading, match: _Match) -> bool:
    after, lexicon = reading.word(match.last), reading.lexicon
    if match.last - match.first > 1 or after is None or reading.gap(match.last - 1) != " ":
        return False
    ordinary = after.lower in lexicon.words or after.lower not in lexicon.surnames
    given = reading.words[match.first].lower == match.known.given
    return given and after.capital and len(after.text) > 1 and not ordinary
