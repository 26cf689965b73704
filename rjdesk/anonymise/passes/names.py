"""The people of the roster by name: whole, in parts, shortened, joined, split or misspelt.

A name is read as a run of neighbouring words that all belong to one person: "M. Vega",
"Grace D.", "Vega-Quintero". Whoever explains the run best is meant. Where a facilitator and a
party explain it equally well, nobody guesses: a person is asked (RC-106, RC-107).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from rjdesk.anonymise.people import PARTIES, STRANGER, Likeness
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.runs import Run, runs
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.usage import Usage, usage

_SIGNING = re.compile(r"(?:\A|\n|[.!?\"')]\s+[-\u2014~])\s*(?:[-\u2014~]\s*)?\Z")
_REACH = 60
_REASONS = {
    **dict.fromkeys(Likeness, "This is part of a name from this case."),
    Likeness.EXACT: "This is the name of somebody in this case.",
    Likeness.SHORT: "This is a usual short form of a name in this case.",
    Likeness.MISSPELT: "This looks like a misspelt name from this case.",
}
KEPT = "This is a facilitator, whose name stays."
ASKED = "A facilitator and somebody else in this case share this name. Who is meant?"
DOUBTFUL = "This is a name in this case and also an ordinary word. Which is meant?"
MET = "This person, on no roster, is named elsewhere in what was written on this case."
ANOTHER = "This is a facilitator's first name before a surname that is not theirs."


def names(reading: Reading) -> Iterator[Found]:
    """Yield every mention of somebody on the roster, facilitators as kept."""
    judged = (_judged(reading, rivals) for rivals in runs(reading))
    found = [each for each in judged if each is not None]
    settled = {
        reading.text[each.start : each.end].lower()
        for each in found
        if each.action is not Action.HIGHLIGHT
    }
    for each in found:
        known = reading.text[each.start : each.end].lower() in settled
        # Without capital letters a word is not settled by a name elsewhere.
        if each.reason == DOUBTFUL and known and not reading.lower:
            yield msgspec.structs.replace(
                each, action=Action.REPLACE, reason=_REASONS[Likeness.EXACT]
            )
        else:
            yield each


def _judged(reading: Reading, rivals: Sequence[Run]) -> Found | None:
    """Say what a mention is, when these people explain it equally well."""
    rivals = _fitting_title(reading, rivals)
    match = rivals[0]
    start, end = reading.words[match.first].start, reading.words[match.last - 1].end
    titled = reading.lower_at(match.first - 1) in reading.lexicon.phrasing.courtesy
    if titled and reading.gap(match.first - 1) in {" ", ". "}:
        start = reading.words[match.first - 1].start
    if reading.text[end : end + 1] == "." and len(reading.words[match.last - 1].text) == 1:
        end += 1
    subjects = {rival.known.subject for rival in rivals}
    kept = [rival for rival in rivals if rival.known.kept]
    subject = _whom(subjects)

    def found(action: Action, reason: str, whom: str = subject) -> Found:
        return Found(
            start=start, end=end, kind=Kind.NAME, action=action, reason=reason, subject=whom
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
        subject = _whom(subjects - {rival.known.subject for rival in kept})
        return found(Action.HIGHLIGHT, ASKED, subject)
    if used is Usage.UNSURE:
        return found(Action.HIGHLIGHT, DOUBTFUL)
    met = subject.startswith(STRANGER)
    return found(Action.REPLACE, MET if met else _REASONS[match.best])


def _whom(subjects: set[str]) -> str:
    """Return whom one of these subjects stands for: the one, or one of the parties."""
    if len(subjects) == 1:
        return next(iter(subjects))
    return PARTIES if all(subject.startswith("party") for subject in subjects) else ""


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
