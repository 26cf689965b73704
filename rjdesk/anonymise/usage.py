"""Is a word that could be a name used as one here? Will, Grace, May and Reed are also words.

Each judge looks for one sign; the first that finds its sign decides.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from rjdesk.anonymise.calendar_words import DAYS, MONTHS
from rjdesk.anonymise.reading import Reading

_IN_MONTH = {"in", "since", "until", "till", "during", "early", "late", "mid", "next", "last"}
_MAYBE_IN_MONTH = {"by", "from", "to", "of", "before", "after", "every", "through", "this"}
_ARTICLES = {"the", "a", "an", "our", "every", "each"}
_BEFORE_DAYS = _ARTICLES | {
    *("on", "by", "last", "next", "until", "since", "before", "after", "of", "this", "that"),
}
PLACING = {"in", "at", "near", "outside"}
"""After these a name that is also a town is the town."""
_APPOSED = {"his", "her", "their", "my", "our", "who", "whose", "the", "a", "an", "as"}
_SPOKEN_TO = {
    *("told", "asked", "thanked", "met", "called", "texted", "emailed", "phoned", "invited"),
    *("named", "saw", "heard", "mr", "mrs", "ms", "mx", "dr", "prof", "while", "because", "where"),
}
# As names in lower case these two are told from the verb by what stands around them.
_MODALS = {"will", "may"}
_WITH = {"to", "with", "and", "from", "for", "by", "let", "like", "than", "about"}
_BEING = {"is", "was", "isn't", "wasn't"}
_SHORTEST_PAST = 5


class Usage(Enum):
    """Whether a word is used as somebody's name."""

    NAME = "name"
    WORD = "word"
    UNSURE = "unsure"


def usage(reading: Reading, place: int) -> Usage:
    """Say how the word at ``place`` is used."""
    for judge in _JUDGES:
        verdict = judge(reading, place)
        if verdict is not None:
            return verdict
    return Usage.WORD


def _as_a_day(reading: Reading, place: int) -> Usage | None:
    """Judge days: "on Sunday" and "in May" are; "told by May" is not."""
    lower, before = reading.words[place].lower, reading.before(place)
    if lower in DAYS:
        return Usage.WORD if before in _BEFORE_DAYS else Usage.NAME
    if lower not in MONTHS or reading.words[place].clitic or _acts(reading, place):
        return None
    told = reading.lower_at(place - 2).endswith(("ed", "en", "ld", "id"))
    if before in _IN_MONTH:
        return Usage.WORD
    return Usage.UNSURE if before in _MAYBE_IN_MONTH and not told else None


def _as_a_town(reading: Reading, place: int) -> Usage | None:
    """Say that "in Paris" is the town, though somebody here is called so."""
    lower, lexicon = reading.words[place].lower, reading.lexicon
    both = lower in lexicon.proper and lower in lexicon.given
    return Usage.UNSURE if both and reading.before(place) in PLACING else None


def _as_no_word(reading: Reading, place: int) -> Usage | None:
    """Say that what is in no dictionary is a name, however it is written."""
    word, lexicon = reading.words[place], reading.lexicon
    if word.lower in lexicon.words:
        return None
    particle = word.lower in lexicon.phrasing.particles and not word.capital
    return None if particle else Usage.NAME


def _without_a_capital(reading: Reading, place: int) -> Usage | None:
    return None if reading.words[place].capital or reading.lower else Usage.WORD


def _told_in_lower_case(reading: Reading, place: int) -> Usage | None:
    """Look, where nothing has a capital, for who is spoken to or comes along: "told grace"."""
    word = reading.words[place]
    usual = _usually_a_word(reading, place) and word.lower not in _MODALS
    if word.capital or not reading.lower or usual:
        return None
    return Usage.NAME if reading.before(place) in _SPOKEN_TO else None


def _as_an_institution(reading: Reading, place: int) -> Usage | None:
    """Say that "Reed and its housing office" is a college."""
    after = reading.text[reading.words[place].end :]
    return Usage.WORD if after.startswith((" and its ", ", its ")) else None


def _as_an_owner(reading: Reading, place: int) -> Usage | None:
    word = reading.words[place]
    usual = _usually_a_word(reading, place) and word.lower not in _MODALS
    owns = word.clitic.lower() == "'s" and (word.capital or not usual)
    return Usage.NAME if owns else None


def _within_a_sentence(reading: Reading, place: int) -> Usage | None:
    word = reading.words[place]
    if not word.capital or word.begins:
        return None
    article = reading.before(place) in _ARTICLES and reading.gap(place - 1) == " "
    if article and word.lower.endswith("s") and word.lower[:-1] in reading.lexicon.surnames:
        # "the Kings" are a family, or kings.
        return Usage.UNSURE
    return Usage.WORD if article else Usage.NAME


def _before_a_surname(reading: Reading, place: int) -> Usage | None:
    """Look for a surname: "Grace Okonkwo said", but "Will I"?"""
    after = reading.word(place + 1)
    if after is None or after.begins or not after.capital or after.capitals:
        return None
    return Usage.WORD if after.lower == "i" else Usage.NAME


def _with_another(reading: Reading, place: int) -> Usage | None:
    """Say that "Hunter and Bish carried" are two people."""
    other = reading.word(place + 2)
    joined = reading.words[place].capital and reading.after(place) == "and"
    return Usage.NAME if joined and other and other.capital and other.text != "I" else None


def _before_a_verb(reading: Reading, place: int) -> Usage | None:
    """Say that "Grace cried" and "Rose rose" are people; "Hope was thin" may be the noun."""
    word, after = reading.words[place], reading.after(place)
    phrasing = reading.lexicon.phrasing
    if after in phrasing.human_verbs or (after == word.lower and word.capital):
        return Usage.NAME
    if after in phrasing.auxiliaries:
        noun = word.lower in phrasing.mass_nouns and after in _BEING
        sure = word.lower in phrasing.function_names or not noun
        return Usage.NAME if sure and word.capital else Usage.UNSURE
    return None


def _before_a_description(reading: Reading, place: int) -> Usage | None:
    """Say that "Peace, his wife," is somebody."""
    apposed = reading.gap(place) == ", " and reading.after(place) in _APPOSED
    usual = _usually_a_word(reading, place)
    return Usage.NAME if apposed and reading.words[place].capital and not usual else None


def _as_a_word(reading: Reading, place: int) -> Usage | None:
    """Look for what follows a verb or a noun: "Will they", "Hope to"; not "Will and I"."""
    after = reading.after(place)
    usual = _usually_a_word(reading, place)
    modal = reading.words[place].lower in _MODALS
    apart = not after or (modal and (reading.gap(place) != " " or after == "and"))
    if apart and reading.words[place].capital:
        return Usage.UNSURE
    if reading.lower and not usual:
        together = reading.before(place) in _WITH or after in {"and", "&"}
        return Usage.UNSURE if together else Usage.WORD
    followed = reading.after(place) in reading.lexicon.phrasing.after_words
    return Usage.WORD if reading.lower or usual or followed else None


def _before_the_past(reading: Reading, place: int) -> Usage | None:
    after = reading.after(place)
    return Usage.NAME if after.endswith("ed") and len(after) >= _SHORTEST_PAST else None


def _in_doubt(reading: Reading, place: int) -> Usage | None:
    """Doubt an uncommon word, or one that stands apart."""
    apart = reading.gap(place) != " " or reading.after(place) == "and"
    return (
        Usage.UNSURE if apart or reading.words[place].lower not in reading.lexicon.common else None
    )


def _usually_a_word(reading: Reading, place: int) -> bool:
    """Say whether a word is one of those that hold sentences together: will, may, so."""
    return reading.words[place].lower in reading.lexicon.phrasing.function_names


def _acts(reading: Reading, place: int) -> bool:
    after, phrasing = reading.after(place), reading.lexicon.phrasing
    return after in phrasing.human_verbs or after in phrasing.auxiliaries


_JUDGES: tuple[Callable[[Reading, int], Usage | None], ...] = (
    _as_a_day,
    _as_a_town,
    _as_no_word,
    _without_a_capital,
    _told_in_lower_case,
    _as_an_institution,
    _as_an_owner,
    _within_a_sentence,
    _before_a_surname,
    _with_another,
    _before_a_verb,
    _before_a_description,
    _as_a_word,
    _before_the_past,
    _in_doubt,
)
