"""They for he and she, with the verb that follows; only on request, and each to be looked at.

English pronouns cannot be told apart without a parse, so nothing here is certain: every
change is marked for a person to accept (RC-106).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.folding import fold
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.spans import Action, Kind, Span, lay_over

_PRONOUN = re.compile(
    r"\b(?:(?P<verb>is|was|has|does|isn't|wasn't|hasn't|doesn't) (?=(?:he|she)\b))?"
    r"(?P<who>he or she|she or he|s/he|he|she|him|her|his|hers|himself|herself)\b"
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
    *("has", "did", "will", "would", "could", "should", "he", "she", "they", "i", "we", "you"),
    *("him", "them", "me", "us", "everything", "nothing", "something", "yesterday", "today"),
    *("tomorrow", "there", "here", "then", "now", "once", "twice", "later", "off", "up", "out"),
}
_NO_ADVERBS = {
    *("only", "early", "friendly", "lovely", "elderly", "costly", "orderly", "lively", "cowardly"),
    *("monthly", "weekly", "yearly", "daily", "scholarly", "motherly", "brotherly", "belly"),
}
_PAST = re.compile(
    r" (?:already |not )?(?:been|had|got|gone|done|taken|seen|given|made|come|said|told|found|left"
    r"|lost|known|become|begun|written|spoken|kept|felt|heard|brought|thought|\w+ed)\b"
)


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
            evidence=Evidence.PRONOUN,
            into=shown,
        )


def with_pronouns(text: str, spans: Sequence[Span], lexicon: Lexicon) -> tuple[Span, ...]:
    """Return the spans of a text with those of its pronouns among them.

    A pronoun inside what is replaced or kept goes with it; a highlight gives way to one.
    """
    joined = tuple(spans)
    for pronoun in pronouns(text, lexicon):
        if all(span.action is Action.HIGHLIGHT for span in joined if span.overlaps(pronoun)):
            joined = lay_over(joined, pronoun)
    return joined


def _neutral(text: str, match: re.Match[str], lexicon: Lexicon) -> tuple[int, str]:
    """Return where the change ends, and what it becomes."""
    who, rest = match.group("who").lower(), text[match.end() :]
    if match.group("verb"):
        # A question: the verb stands first, and nothing after the pronoun changes.
        return match.end("who"), f"{_VERBS[match.group('verb').lower()]} they"
    if who in {"her", "his"}:
        return match.end(), _possessive(who, alone=_stands_alone(rest, lexicon))
    if who not in {"he", "she", "he or she", "she or he", "s/he"}:
        return match.end(), _WHOLE[who]
    if match.group("short"):
        return match.end(), "they" + _short(match.group("short").lower(), rest)
    return _with_the_verb(match.end(), rest, lexicon)


def _short(clitic: str, rest: str) -> str:
    """Return the short verb after "they": 're or 've for 's, by what follows."""
    if clitic != "'s":
        return clitic
    return "'ve" if _PAST.match(rest) else "'re"


def _with_the_verb(end: int, rest: str, lexicon: Lexicon) -> tuple[int, str]:
    """Return "they" with the verb that follows, where that one changes."""
    verb = _VERB.match(rest)
    plural = _plural(verb.group("verb"), lexicon) if verb else ""
    if verb is None or plural == verb.group("verb"):
        return end, "they"
    return end + verb.end(), f"they{verb.group('gap')}{plural}"


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
    elif lower.endswith(("ches", "shes", "ses", "xes", "zes", "oes")):
        candidates += [lower[:-2], lower[:-3]]
    return next((base for base in candidates if base in lexicon.words), verb)
