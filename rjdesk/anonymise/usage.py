"""Is a word that could be a name used as one here? Will, Grace, May and Reed are also words.

Each clue says one small thing of the word, of what stands beside it and of how the case uses it
elsewhere. Their weights add up; between the two thresholds nobody guesses, and a person is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum, auto

from rjdesk.anonymise.calendar_words import DAYS, MONTHS
from rjdesk.anonymise.reading import Reading
from rjdesk.anonymise.uses import Use

PLACING = {"in", "at", "near", "outside"}
"""After these a name that is also a town is the town."""

_IN_MONTH = {"in", "since", "until", "till", "during", "early", "late", "mid", "next", "last"}
_MAYBE_IN_MONTH = {"by", "from", "to", "of", "before", "after", "every", "through", "this"}
_ARTICLES = {"the", "a", "an", "our", "every", "each"}
_BEFORE_DAYS = _ARTICLES | {
    *("on", "by", "last", "next", "until", "since", "before", "after", "of", "this", "that"),
}
_DETERMINERS = {
    *("my", "your", "his", "her", "their", "no", "some", "any", "much", "more", "such", "of"),
    *("this", "that", "these", "those", "without", "enough", "all", "as", "so", "very", "too"),
}
_APPOSED = {"his", "her", "their", "my", "our", "who", "whose", "the", "a", "an", "as"}
_SHE = {"she", "he", "they"}
_SPOKEN_TO = {
    *("told", "asked", "thanked", "met", "called", "texted", "emailed", "phoned", "invited"),
    *("named", "saw", "heard", "while", "because", "where", "when", "that", "if", "then"),
}
_WITH = {"to", "with", "and", "from", "for", "by", "let", "like", "than", "about", "&"}
_PREPOSITIONS = {"for", "to", "with", "from", "about", "between", "against", "without"}
_JOINED = {" + ", "+", " & ", "&", " / ", "/"}
_BEING = {"is", "was", "isn't", "wasn't"}
_SHORTEST_PAST = 5


class Usage(Enum):
    """Whether a word is used as somebody's name."""

    NAME = auto()
    WORD = auto()
    UNSURE = auto()


class Clue(Enum):
    """One small thing that tells how a word is used."""

    NO_WORD = auto()
    COMMON = auto()
    FUNCTION_WORD = auto()
    GIVEN_NAME = auto()
    SMALL = auto()
    SMALL_TEXT = auto()
    WITHIN = auto()
    AFTER_ARTICLE = auto()
    FAMILY_PLURAL = auto()
    CAPITALS = auto()
    OWNS = auto()
    BEFORE_HUMAN_VERB = auto()
    BEFORE_AUXILIARY = auto()
    QUALITY_IS = auto()
    BEFORE_PAST = auto()
    BEFORE_PRESENT = auto()
    DOUBLED = auto()
    BEFORE_SURNAME = auto()
    WITH_ANOTHER = auto()
    WITH_ANOTHER_PARTY = auto()
    SPOKEN_TO = auto()
    BEFORE_NAMES = auto()
    NO_PLACE_FOR_A_VERB = auto()
    FOREIGN = auto()
    TITLED = auto()
    AFTER_DETERMINER = auto()
    WORD_FOLLOWS = auto()
    APPOSED = auto()
    BEFORE_COLON = auto()
    APART = auto()
    INSTITUTION = auto()
    A_DAY = auto()
    A_MONTH = auto()
    MAYBE_A_MONTH = auto()
    A_TOWN = auto()
    NAMED_ELSEWHERE = auto()
    SMALL_ELSEWHERE = auto()


def usage(reading: Reading, place: int) -> Usage:
    """Say how the word at ``place`` is used."""
    weight = BEFORE_ANY + sum(WEIGHTS[clue] for clue in clues(reading, place))
    if weight >= NAME_FROM:
        return Usage.NAME
    return Usage.WORD if weight <= WORD_TO else Usage.UNSURE


def is_determined(reading: Reading, start: int) -> bool:
    """Say whether an article or its like stands before a word: "the price", "no mercy"."""
    return reading.before(reading.place_of(start)) in _DETERMINERS | _ARTICLES


def clues(reading: Reading, place: int) -> Iterator[Clue]:
    """Yield what tells how the word at ``place`` is used."""
    for clue, is_seen in _CLUES.items():
        if is_seen(reading, place):
            yield clue


# --- the word itself --------------------------------------------------------------------------


def _no_word(reading: Reading, place: int) -> bool:
    word, lexicon = reading.words[place], reading.lexicon
    particle = word.lower in lexicon.phrasing.particles and not word.capital
    return word.lower not in lexicon.words and not particle


def _common(reading: Reading, place: int) -> bool:
    return reading.words[place].lower in reading.lexicon.common


def joins_sentences(reading: Reading, place: int) -> bool:
    """Say whether a word is one of those that hold sentences together: will, may, so."""
    return reading.words[place].lower in reading.lexicon.phrasing.function_names


def _given_name(reading: Reading, place: int) -> bool:
    return reading.words[place].lower in reading.lexicon.given


# --- how it is written ------------------------------------------------------------------------


def _small(reading: Reading, place: int) -> bool:
    return not reading.words[place].capital and not reading.lower


def _small_text(reading: Reading, place: int) -> bool:
    return not reading.words[place].capital and reading.lower


def _within(reading: Reading, place: int) -> bool:
    word = reading.words[place]
    return word.capital and not word.begins and not _has_article(reading, place)


def _after_article(reading: Reading, place: int) -> bool:
    return reading.words[place].capital and _has_article(reading, place)


def _has_article(reading: Reading, place: int) -> bool:
    return reading.before(place) in _ARTICLES and reading.gap(place - 1) == " "


def _family_plural(reading: Reading, place: int) -> bool:
    """Say whether it is "the Kings", who are a family, or kings."""
    lower = reading.words[place].lower
    plural = lower.endswith("s") and lower[:-1] in reading.lexicon.surnames
    return _after_article(reading, place) and plural


def _capitals(reading: Reading, place: int) -> bool:
    return reading.words[place].capitals


# --- what stands beside it --------------------------------------------------------------------


def _owns(reading: Reading, place: int) -> bool:
    return reading.words[place].clitic.lower() == "'s"


def _before_human_verb(reading: Reading, place: int) -> bool:
    return reading.after(place) in reading.lexicon.phrasing.human_verbs


def _before_auxiliary(reading: Reading, place: int) -> bool:
    return reading.after(place) in reading.lexicon.phrasing.auxiliaries


def _quality_is(reading: Reading, place: int) -> bool:
    """Say whether it is "Hope was thin", which may be the noun."""
    noun = reading.words[place].lower in reading.lexicon.phrasing.mass_nouns
    return noun and reading.after(place) in _BEING


def _before_past(reading: Reading, place: int) -> bool:
    after = reading.after(place)
    regular = after.endswith("ed") and len(after) >= _SHORTEST_PAST
    return regular or after in reading.lexicon.phrasing.irregular_pasts


def _before_present(reading: Reading, place: int) -> bool:
    """Say whether a verb follows: "Hope sits", where there is "sitting" or "siting"."""
    after, words = reading.after(place), reading.lexicon.words
    base = after.removesuffix("s")
    ing = {f"{base}ing", f"{base}{base[-1:]}ing", f"{base.removesuffix('e')}ing"}
    return after.endswith("s") and base in words and not ing.isdisjoint(words)


def _doubled(reading: Reading, place: int) -> bool:
    return reading.after(place) == reading.words[place].lower and reading.words[place].capital


def _before_surname(reading: Reading, place: int) -> bool:
    after = reading.word(place + 1)
    if after is None or after.begins or not after.capital or after.capitals:
        return False
    return after.lower != "i" and reading.gap(place) == " "


def _with_another(reading: Reading, place: int) -> bool:
    """Say whether it is "Hunter and Bish carried", who are two people."""
    other = reading.word(place + 2)
    joined = reading.words[place].capital and reading.after(place) in {"and", "&"}
    return bool(joined and other and other.capital and other.text != "I")


def _with_another_party(reading: Reading, place: int) -> bool:
    """Say whether it is "surprise + memory", two people of this case, in small letters too."""
    lower = reading.words[place].lower
    return any(
        reading.gap(min(place, place + step)) in _JOINED
        and _is_another(reading, lower, place + step)
        for step in (-1, 1)
    )


def _is_another(reading: Reading, lower: str, place: int) -> bool:
    other = reading.lower_at(place)
    return other != lower and any(other in known.names for known in reading.people)


def _spoken_to(reading: Reading, place: int) -> bool:
    return reading.before(place) in _SPOKEN_TO


def _before_names(reading: Reading, place: int) -> bool:
    before = reading.before(place)
    return before in _WITH or before in reading.lexicon.phrasing.before_names


def _no_place_for_a_verb(reading: Reading, place: int) -> bool:
    """Say whether it is "possible for Will", where no verb may stand."""
    after_preposition = reading.before(place) in _PREPOSITIONS
    return after_preposition and _within(reading, place) and joins_sentences(reading, place)


def _foreign(reading: Reading, place: int) -> bool:
    """Say whether a capital stands in a sentence of another language, where no word is meant."""
    return reading.words[place].capital and not reading.lower and reading.is_foreign(place)


def _titled(reading: Reading, place: int) -> bool:
    return reading.lower_at(place - 1) in reading.lexicon.phrasing.courtesy


def _after_determiner(reading: Reading, place: int) -> bool:
    small = not reading.words[place].capital
    determiners = _DETERMINERS | _ARTICLES if small else _DETERMINERS
    return reading.before(place) in determiners and reading.gap(place - 1) == " "


def _word_follows(reading: Reading, place: int) -> bool:
    """Say whether what follows a verb or a noun does: "Will they", "Hope to"."""
    return reading.after(place) in reading.lexicon.phrasing.after_words


def _apposed(reading: Reading, place: int) -> bool:
    """Say whether it is "Peace, his wife," or "Sum (she told us)", who is somebody."""
    aside = reading.gap(place) == " (" and reading.after(place) in _APPOSED | _SHE
    return aside or (reading.gap(place) == ", " and reading.after(place) in _APPOSED)


def _before_colon(reading: Reading, place: int) -> bool:
    return reading.gap(place).lstrip().startswith(":")


def _apart(reading: Reading, place: int) -> bool:
    return reading.gap(place) != " " or not reading.after(place)


def _institution(reading: Reading, place: int) -> bool:
    """Say whether it is "Reed and its housing office", which is a college."""
    return reading.text.startswith((" and its ", ", its "), reading.words[place].end)


# --- days, months and towns -------------------------------------------------------------------


def _a_day(reading: Reading, place: int) -> bool:
    return reading.words[place].lower in DAYS and reading.before(place) in _BEFORE_DAYS


def _a_month(reading: Reading, place: int) -> bool:
    return _month_alone(reading, place) and reading.before(place) in _IN_MONTH


def _maybe_a_month(reading: Reading, place: int) -> bool:
    return _month_alone(reading, place) and reading.before(place) in _MAYBE_IN_MONTH


def _month_alone(reading: Reading, place: int) -> bool:
    return reading.words[place].lower in MONTHS and not reading.words[place].clitic


def _a_town(reading: Reading, place: int) -> bool:
    """Say whether it is "in Paris", the town, though somebody here is called so."""
    lower, lexicon = reading.words[place].lower, reading.lexicon
    both = lower in lexicon.proper and lower in lexicon.given
    return both and reading.before(place) in PLACING


# --- how the case uses it elsewhere -----------------------------------------------------------


def _use(reading: Reading, place: int) -> Use:
    return reading.uses.get(reading.words[place].lower, Use())


def _named_elsewhere(reading: Reading, place: int) -> bool:
    return _use(reading, place).named > _within(reading, place)


def _small_elsewhere(reading: Reading, place: int) -> bool:
    return _use(reading, place).small > _small(reading, place)


_CLUES: Mapping[Clue, Callable[[Reading, int], bool]] = {
    Clue.NO_WORD: _no_word,
    Clue.COMMON: _common,
    Clue.FUNCTION_WORD: joins_sentences,
    Clue.GIVEN_NAME: _given_name,
    Clue.SMALL: _small,
    Clue.SMALL_TEXT: _small_text,
    Clue.WITHIN: _within,
    Clue.AFTER_ARTICLE: _after_article,
    Clue.FAMILY_PLURAL: _family_plural,
    Clue.CAPITALS: _capitals,
    Clue.OWNS: _owns,
    Clue.BEFORE_HUMAN_VERB: _before_human_verb,
    Clue.BEFORE_AUXILIARY: _before_auxiliary,
    Clue.QUALITY_IS: _quality_is,
    Clue.BEFORE_PAST: _before_past,
    Clue.BEFORE_PRESENT: _before_present,
    Clue.DOUBLED: _doubled,
    Clue.BEFORE_SURNAME: _before_surname,
    Clue.WITH_ANOTHER: _with_another,
    Clue.WITH_ANOTHER_PARTY: _with_another_party,
    Clue.SPOKEN_TO: _spoken_to,
    Clue.BEFORE_NAMES: _before_names,
    Clue.NO_PLACE_FOR_A_VERB: _no_place_for_a_verb,
    Clue.FOREIGN: _foreign,
    Clue.TITLED: _titled,
    Clue.AFTER_DETERMINER: _after_determiner,
    Clue.WORD_FOLLOWS: _word_follows,
    Clue.APPOSED: _apposed,
    Clue.BEFORE_COLON: _before_colon,
    Clue.APART: _apart,
    Clue.INSTITUTION: _institution,
    Clue.A_DAY: _a_day,
    Clue.A_MONTH: _a_month,
    Clue.MAYBE_A_MONTH: _maybe_a_month,
    Clue.A_TOWN: _a_town,
    Clue.NAMED_ELSEWHERE: _named_elsewhere,
    Clue.SMALL_ELSEWHERE: _small_elsewhere,
}

WEIGHTS: Mapping[Clue, int] = {
    Clue.NO_WORD: 60,
    Clue.COMMON: -2,
    Clue.FUNCTION_WORD: -25,
    Clue.GIVEN_NAME: 15,
    Clue.SMALL: -31,
    Clue.SMALL_TEXT: 2,
    Clue.WITHIN: 20,
    Clue.AFTER_ARTICLE: 0,
    Clue.FAMILY_PLURAL: -12,
    Clue.CAPITALS: -10,
    Clue.OWNS: 25,
    Clue.BEFORE_HUMAN_VERB: 35,
    Clue.BEFORE_AUXILIARY: 28,
    Clue.QUALITY_IS: -36,
    Clue.BEFORE_PAST: 20,
    Clue.BEFORE_PRESENT: 15,
    Clue.DOUBLED: 20,
    Clue.BEFORE_SURNAME: 10,
    Clue.WITH_ANOTHER: 8,
    Clue.WITH_ANOTHER_PARTY: 25,
    Clue.SPOKEN_TO: 10,
    Clue.BEFORE_NAMES: 11,
    Clue.NO_PLACE_FOR_A_VERB: 10,
    Clue.FOREIGN: 20,
    Clue.TITLED: 35,
    Clue.AFTER_DETERMINER: -15,
    Clue.WORD_FOLLOWS: -12,
    Clue.APPOSED: 20,
    Clue.BEFORE_COLON: 5,
    Clue.APART: 8,
    Clue.INSTITUTION: -40,
    Clue.A_DAY: -60,
    Clue.A_MONTH: -60,
    Clue.MAYBE_A_MONTH: -15,
    Clue.A_TOWN: -22,
    Clue.NAMED_ELSEWHERE: 10,
    Clue.SMALL_ELSEWHERE: -6,
}
"""What each clue adds. Fitted to uses of names that are words in the open texts, and rounded."""

BEFORE_ANY, NAME_FROM, WORD_TO = 0, 6, -20
