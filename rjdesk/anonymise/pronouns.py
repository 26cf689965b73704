"""They for he and she, with the verb that follows; only on request, and each to be looked at.

English pronouns cannot be told apart without a parse, so nothing here is certain: every
change is marked for a person to accept (RC-106).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rjdesk.anonymise.folding import fold
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.spans import Action, Kind, Span

REASON = "This says whether somebody is a man or a woman; the verb after it was fitted."
_PRONOUN = re.compile(
    r"\b(?P<who>he or she|she or he|s/he|he|she|him|her|his|hers|himself|herself)\b"
    r"(?P<short>'(?:s|d|ll))?",
    re.IGNORECASE,
)
_BETWEEN = "also|always|never|still|then|just|only|often|sometimes|now|once"
_VERB = re.compile(rf"(?P<gap> (?:(?:\w+ly|{_BETWEEN}) )?)(?P<verb>[\w']+)")
_WHOLE = {
    "he": "they",
    "she": "they",
    "him": "them",
    "himself": "themself",
    "herself": "themself",
    "hers": "theirs",
    "he or she": "they",
    "she or he": "they",
    "s/he": "they",
}
_VERBS = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "goes": "go",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
}
_STAY = {"this", "us", "as", "yes", "perhaps", "always", "sometimes", "towards", "afterwards"}
_AFTER = re.compile(r"\s([\w'-]+)")
# After one of these words, or after an adverb, "her" is whom and "his" is whose.
_ENDS = {
    *("to", "and", "or", "but", "that", "which", "who", "if", "when", "while", "because", "as"),
    *("in", "on", "at", "by", "for", "with", "from", "about", "into", "after", "before", "again"),
    *("the", "a", "an", "this", "it", "how", "what", "why", "not", "so", "too", "was", "is", "had"),
    *("has", "did", "will", "would", "could", "should"),
}
_NO_ADVERBS = {
    *("only", "early", "friendly", "lovely", "elderly", "costly", "orderly", "lively", "cowardly"),
    *("monthly", "weekly", "yearly", "daily", "scholarly", "motherly", "brotherly", "belly"),
}
_PAST = re.compile(r" (?:been|had|got|gone|done|not been|already|\w+ed)\b")


def pronouns(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Yield a span for each pronoun, with the verb after it where that changes too."""
    folded = fold(text)
    for match in _PRONOUN.finditer(folded.text):
        end, into = _neutral(folded.text, match, lexicon)
        start, last = folded.back(match.start(), end)
        shown = into[0].upper() + into[1:] if match.group()[0].isupper() else into
        if match.group().isupper():
            shown = into.upper()
        yield Span(
            start=start,
            end=last,
            kind=Kind.PRONOUN,
            action=Action.REPLACE,
            reason=REASON,
            into=shown,
        )


def _neutral(text: str, match: re.Match[str], lexicon: Lexicon) -> tuple[int, str]:
    """Return where the change ends, and what it becomes."""
    who, short = match.group("who").lower(), match.group("short")
    rest = text[match.end() :]
    if who in {"her", "his"}:
        return match.end(), _possessive(who, alone=_stands_alone(rest, lexicon))
    if who not in {"he", "she", "he or she", "she or he", "s/he"}:
        return match.end(), _WHOLE[who]
    if short:
        have = short.lower() == "'s" and _PAST.match(rest)
        return match.end(), "they" + ("'ve" if have else {"'s": "'re"}.get(short.lower(), short))
    verb = _VERB.match(rest)
    if verb is None:
        return match.end(), "they"
    plural = _plural(verb.group("verb"), lexicon)
    if plural == verb.group("verb"):
        return match.end(), "they"
    return match.end() + verb.end(), f"they{verb.group('gap')}{plural}"


def _stands_alone(rest: str, lexicon: Lexicon) -> bool:
    """Say whether no noun follows: "told her quietly", but "her quiet friend"."""
    match = _AFTER.match(rest)
    if match is None:
        return True
    after = match.group(1).lower()
    adverb = after.endswith("ly") and after[:-2] in lexicon.words and after not in _NO_ADVERBS
    return after in _ENDS or adverb


def _possessive(who: str, *, alone: bool) -> str:
    if who == "her":
        return "them" if alone else "their"
    return "theirs" if alone else "their"


def _plural(verb: str, lexicon: Lexicon) -> str:
    """Return the verb as it stands after "they"."""
    lower = verb.lower()
    if lower in _VERBS:
        return _VERBS[lower]
    if not lower.endswith("s") or lower.endswith("ss") or lower in _STAY:
        return verb
    candidates = [lower[:-1]]
    if lower.endswith("ies"):
        candidates.insert(0, lower[:-3] + "y")
    elif lower.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        candidates.insert(0, lower[:-2])
    return next((base for base in candidates if base in lexicon.words), verb)
