"""The people of the roster by name: whole, in parts, shortened, joined, split or misspelt.

A name is read as a run of neighbouring words that all belong to one person: "M. Vega",
"Grace D.", "Vega-Quintero". Whoever explains the run best is meant. Where a facilitator and a
party explain it equally well, nobody guesses: a person is asked (RC-106, RC-107).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.people import Likeness
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.runs import Run, runs
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.subjects import Party, SomeParty, Stranger, Subject
from rjdesk.anonymise.usage import Usage, is_determined, joins_sentences, usage

_SIGNING = re.compile(r"(?:\A|\n|[.!?\"')]\s+[-\u2014~])\s*(?:[-\u2014~]\s*)?\Z")
_REACH = 60
_LONG_ENOUGH = 5
_KEPT = (Action.KEEP, Evidence.FACILITATOR)
_LIKE = {
    **dict.fromkeys(Likeness, Evidence.PART_OF_NAME),
    Likeness.EXACT: Evidence.ROSTER_NAME,
    Likeness.SHORT: Evidence.SHORT_FORM,
    Likeness.MISSPELT: Evidence.MISSPELT,
}


def names(reading: Reading) -> Iterator[Found]:
    """Yield every mention of somebody on the roster, facilitators as kept."""
    judged = (_judged(reading, rivals) for rivals in runs(reading))
    found = [each for each in judged if each is not None]
    settled = Counter(
        reading.text[each.start : each.end].lower()
        for each in found
        if each.action is not Action.HIGHLIGHT
    )
    for each in found:
        written = reading.text[each.start : each.end]
        # Without a capital letter one name elsewhere settles nothing.
        capital = not written.islower()
        known = settled[written.lower()] >= (1 if capital else 2)
        stands_alone = capital or (reading.lower and not is_determined(reading, each.start))
        if each.evidence is Evidence.NAME_OR_WORD and known and stands_alone:
            yield msgspec.structs.replace(
                each, action=Action.REPLACE, evidence=_LIKE[Likeness.EXACT]
            )
        else:
            yield each


def _judged(reading: Reading, rivals: Sequence[Run]) -> Found | None:
    """Say what a mention is, when these people explain it equally well."""
    rivals = _fitting_title(reading, rivals)
    match = rivals[0]
    start, end = reading.words[match.first].start, reading.words[match.last - 1].end
    if reading.text[end : end + 1] == "." and len(reading.words[match.last - 1].text) == 1:
        end += 1
    subjects = {rival.known.subject for rival in rivals}
    kept = [rival for rival in rivals if rival.known.kept]
    subject = _whom(subjects)

    action, evidence = _verdict(reading, match, kept, others=len(kept) < len(rivals))
    if evidence is None:
        return None
    if evidence is Evidence.SHARED_NAME:
        # Whoever accepts it means the other one.
        subject = _whom(subjects - {rival.known.subject for rival in kept})
    return Found(
        start=start, end=end, kind=Kind.NAME, action=action, evidence=evidence, subject=subject
    )


def _verdict(
    reading: Reading, match: Run, kept: Sequence[Run], *, others: bool
) -> tuple[Action, Evidence | None]:
    """Say what is done with a mention that is ``kept`` facilitators', or ``others``' too."""
    used = _used(reading, match)
    if used is Usage.WORD:
        return _as_a_word(reading, match, kept=bool(kept))
    if kept:
        return _of_a_facilitator(reading, match, others=others)
    stranger = isinstance(match.known.subject, Stranger)
    if used is Usage.UNSURE:
        # A small word is no question for the sake of somebody on no roster.
        small = not reading.words[match.anchor].capital
        return Action.HIGHLIGHT, None if small and stranger else Evidence.NAME_OR_WORD
    if stranger:
        return Action.REPLACE, Evidence.NAMED_ELSEWHERE
    sure = match.best is not Likeness.MISSPELT or _is_surely_misspelt(reading, match)
    return Action.REPLACE if sure else Action.HIGHLIGHT, _LIKE[match.best]


def _of_a_facilitator(
    reading: Reading, match: Run, *, others: bool
) -> tuple[Action, Evidence | None]:
    """Say what is done with a name that a facilitator has, alone or with ``others``."""
    if (others and not _signs(reading, match)) or reading.before(match.first) == "other":
        # "The other Joanne, from the office" is not the one who facilitates.
        return Action.HIGHLIGHT, Evidence.SHARED_NAME
    if _before_another_surname(reading, match):
        return Action.HIGHLIGHT, Evidence.OTHER_SURNAME
    return _KEPT


def _as_a_word(reading: Reading, match: Run, *, kept: bool) -> tuple[Action, Evidence | None]:
    """Say what is done with a name that reads like a word."""
    small = not reading.words[match.anchor].capital
    if small and (not reading.lower or kept or joins_sentences(reading, match.anchor)):
        return Action.KEEP, None
    # A facilitator's name is kept even where it may be a word: nothing else may take it. A
    # party's is shown: whoever decides sees every name with a capital letter, and in a text
    # without capitals every one that does not hold the sentence together.
    return _KEPT if kept else (Action.HIGHLIGHT, Evidence.RATHER_A_WORD)


def _is_surely_misspelt(reading: Reading, match: Run) -> bool:
    """Say whether a misspelt name is one: by its capital letter, or because it is no word.

    At the beginning of a sentence in another language a capital tells nothing, nor that no word
    is so written.
    """
    word = reading.words[match.anchor]
    listed = word.lower in reading.lexicon.given
    if word.begins and not listed and reading.is_foreign(match.anchor):
        return False
    strange = word.lower not in reading.lexicon.words or match.known.slip(word.lower) <= 1
    return word.capital or (len(word.lower) >= _LONG_ENOUGH and strange)


def _whom(subjects: set[Subject]) -> Subject | None:
    """Return whom one of these subjects stands for: the one, or one of the parties."""
    if len(subjects) == 1:
        return next(iter(subjects))
    return SomeParty() if all(isinstance(subject, Party) for subject in subjects) else None


def _used(reading: Reading, match: Run) -> Usage:
    """Say whether a run is used as a name; several words that fit one person are."""
    if match.last - match.first > 1 and match.weight > match.best + Likeness.PARTICLE:
        return Usage.NAME
    if len(reading.words[match.anchor].text) == 1:
        return Usage.NAME
    return usage(reading, match.anchor)


def _fitting_title(reading: Reading, rivals: Sequence[Run]) -> Sequence[Run]:
    """Leave out whom the title before the name cannot mean: "Ms" is nobody who goes by "he"."""
    title = reading.lower_at(rivals[0].first - 1) if rivals[0].first else ""
    barred = {"ms": "he", "mrs": "he", "miss": "he", "mr": "she"}.get(title)
    fitting = [
        rival for rival in rivals if re.split(r"\W", rival.known.pronouns.lower())[0] != barred
    ]
    return fitting or rivals


def _signs(reading: Reading, match: Run) -> bool:
    """Say whether a mention is the signature: at the very end, after a dash or on its own line.

    After it there may be other facilitators, and nothing else.
    """
    start = reading.words[match.first].start
    if not _SIGNING.search(reading.text[max(start - _REACH, 0) : start]):
        return False
    return all(
        word.lower in {"and", "with"}
        or any(known.kept and known.likeness(word.lower) for known in reading.people)
        for word in reading.words[match.last :]
    )


def _before_another_surname(reading: Reading, match: Run) -> bool:
    after, lexicon = reading.word(match.last), reading.lexicon
    if match.last - match.first > 1 or after is None or reading.gap(match.last - 1) != " ":
        return False
    ordinary = after.lower in lexicon.words or after.lower not in lexicon.surnames
    given = reading.words[match.first].lower == match.known.given
    return given and after.capital and len(after.text) > 1 and not ordinary
