"""The words that stand in a text for what was taken out, and how they are known again."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from rjdesk.anonymise.spans import Kind

_BLANK = "\u00b7"


class LabelWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of labels, from ``labels.*.toml``.

    ``kinds`` names each kind of thing with its article; ``terms`` the term of each month,
    January first; ``later`` and ``earlier`` hold a place for a number and a unit, which
    are days, weeks and months, of one and of several.
    """

    party: str
    some_party: str
    stranger: str
    residence: str
    kinds: Mapping[Kind, str]
    terms: Annotated[tuple[str, ...], msgspec.Meta(min_length=12, max_length=12)]
    same_day: str
    later: str
    earlier: str
    units: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
    determiners: frozenset[str]


def read_label_words(file: Path) -> LabelWords:
    """Read the words of labels. Raises ValueError when the file has a slip."""
    words = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), LabelWords)
    missing = sorted(set(Kind) - set(words.kinds))
    if missing:
        raise ValueError(f"{file.name} has no word for: {', '.join(missing)}.")
    return words


def without_article(word: str) -> str:
    """Return "residence" for "a residence"."""
    return re.sub(r"^an? ", "", word)


def without_labels(text: str, words: LabelWords, roles: Iterable[str]) -> str:
    """Return a text with our own labels blanked, as long as before.

    Only what these words and roles make is a label; other brackets stay to be read.
    """
    numbered = [*(role for role in roles if role), words.party, words.stranger]
    units = "|".join(re.escape(word) for unit in words.units for word in unit)
    apart = [
        re.escape(sentence).replace(r"\{count\}", r"\d+").replace(r"\{unit\}", f"(?:{units})")
        for sentence in (words.later, words.earlier)
    ]
    plain = [words.some_party, words.same_day]
    for word in (words.residence, *words.kinds.values()):
        plain += [word, without_article(word)]
    date = words.kinds[Kind.DATE]
    terms = "|".join(sorted({re.escape(term) for term in words.terms}))
    patterns = [
        rf"(?:{'|'.join(map(re.escape, numbered))}) \d{{1,2}}",
        rf"(?:{re.escape(date)}|{re.escape(without_article(date))}), (?:{terms})",
        *map(re.escape, plain),
        *apart,
    ]
    label = re.compile(rf"\[(?:{'|'.join(patterns)})\]", re.IGNORECASE)
    return label.sub(lambda match: f"[{_BLANK * (len(match.group()) - 2)}]", text)
