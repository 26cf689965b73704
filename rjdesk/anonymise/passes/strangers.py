"""People on no roster: after a title, in the lists of names, or written as no word is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rjdesk.anonymise.calendar_words import DATED
from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.people import Likeness
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.subjects import Stranger
from rjdesk.anonymise.usage import PLACING, Usage, usage
from rjdesk.anonymise.words import Word

_OFFICE_AFTER = {"in", "at", "from", "to", "of", "for", "with", "by", "between"}
_CALLED = {"called", "named", "himself", "herself", "themself", "understudy", "friend", "friends"}
_TOLD = {"told", "asked", "thanked", "met", "dear", "hi", "hello", "thanks", "as"}
_NAME_GAPS = {" ", "-", " '", "' ", ' "', '" '}
_LONGEST_ACRONYM = 4
_SHORTEST = 4

Verdict = tuple[Action, Evidence]
_LISTED: Verdict = (Action.REPLACE, Evidence.LISTED_NAME)
_PLACE_OR_NAME: Verdict = (Action.HIGHLIGHT, Evidence.PLACE_OR_NAME)


def strangers(reading: Reading) -> Iterator[Found]:
    """Yield names that the roster does not know; a first and a family name as one."""
    place = 0
    while place < len(reading.words):
        last = place
        while _may_be_name(reading, last) and (last == place or _continues(reading, last - 1)):
            last += 1
            if reading.words[last - 1].clitic:
                break
        if last > place:
            yield from _judged(reading, place, last)
        place = max(last, place + 1)


def _continues(reading: Reading, place: int) -> bool:
    """Say whether the next word belongs to the same name."""
    initial = len(reading.words[place].text) == 1 and reading.gap(place) in {". ", "."}
    return initial or reading.gap(place) in _NAME_GAPS


def _may_be_name(reading: Reading, place: int) -> bool:
    word, lexicon = reading.word(place), reading.lexicon
    if word is None:
        return False
    if len(word.text) == 1:
        # An initial before or within a name: "J. Whitcombe", "Ann B. Cole".
        return word.capital and word.text != "I" and reading.gap(place).startswith(".")
    if _belongs_to_neighbours(reading, place):
        return True
    acronym = word.lower in lexicon.phrasing.acronyms
    if not word.capital and not acronym:
        strange = len(word.text) >= _SHORTEST and _is_strange(reading, word)
        strange = strange and "'" not in word.text
        if strange and _is_kin_before(reading, place):
            return True
    if reading.lower and not acronym and _is_name_in_lower_case(reading, place):
        return True
    known = word.lower in lexicon.phrasing.brands | lexicon.phrasing.peoples | DATED
    return word.capital and not known and not (word.capitals and acronym)


def _is_name_in_lower_case(reading: Reading, place: int) -> bool:
    """Say whether a word without a capital is a name: in the lists and no word, or titled."""
    lower, lexicon = reading.words[place].lower, reading.lexicon
    if reading.before(place) in lexicon.phrasing.courtesy:
        return lower not in lexicon.common or lower in lexicon.names
    listed = lower in lexicon.given or (lower in lexicon.surnames and lower not in lexicon.proper)
    return listed and lower not in lexicon.words and lower not in lexicon.phrasing.peoples


def _belongs_to_neighbours(reading: Reading, place: int) -> bool:
    """Say whether a word is part of a name for what stands beside it: "Eun-ji", "de" between."""
    word, before, after = reading.words[place], reading.word(place - 1), reading.word(place + 1)
    if before is None or not before.capital or word.capital:
        return False
    if reading.gap(place - 1) == "-":
        return before.lower not in reading.lexicon.words
    inner = word.lower in reading.lexicon.phrasing.particles
    return inner and not before.begins and after is not None and after.capital


def _judged(reading: Reading, first: int, last: int) -> Iterator[Found]:
    """Say which of these capitalised neighbours are a name, and of whom."""
    start, end, titled = _core(reading, first, last)
    if start == end:
        yield from _office(reading, first, last)
        return
    words = reading.words[start:end]
    verdict = _verdict(reading, start, words, titled=titled)
    if verdict is None:
        yield from _office(reading, first, last)
        return
    action, evidence = verdict
    yield Found(
        start=words[0].start,
        end=words[-1].end,
        kind=Kind.NAME,
        action=action,
        evidence=evidence,
        subject=Stranger(" ".join(word.lower for word in words)),
    )


def _core(reading: Reading, first: int, last: int) -> tuple[int, int, bool]:
    """Return what is left without titles and ordinary words, and whether a title stood before."""
    phrasing, lexicon = reading.lexicon.phrasing, reading.lexicon
    before = reading.lower_at(first - 1)
    title = reading.word(first - 1)
    # A dot ends the sentence, unless it is one of "Mr." and "Dr.": "My miss. It was late."
    abbreviated = before in phrasing.courtesy and title is not None and title.capital
    gaps = {" ", ". "} if abbreviated or reading.lower else {" "}
    titled = before in phrasing.titles and reading.gap(first - 1) in gaps
    word = reading.words[first]
    alone = last - first == 1 and not word.begins and word.lower not in phrasing.titles
    if alone and _told_of_somebody(reading, first, reading.words[first:last]):
        return first, last, titled
    while first < last and not titled:
        word = reading.words[first]
        if word.lower in phrasing.titles and first < last - 1:
            titled = True
        elif not (_only_begins(reading, first, last) or _is_plain(reading, word)):
            break
        first += 1
    while last > first and (
        reading.words[last - 1].lower in phrasing.particles
        or (_is_plain(reading, reading.words[last - 1]) and not titled)
        or reading.words[last - 1].lower in lexicon.phrasing.titles
    ):
        last -= 1
    return first, _end_of_shouted(reading, first, last), titled


def _end_of_shouted(reading: Reading, first: int, last: int) -> int:
    """Return where a name ends among capitals alone: before the first ordinary word after it."""
    if first == last or not reading.words[first].capitals:
        return last
    rest = range(first + 1, last)
    return next((place for place in rest if _is_plain(reading, reading.words[place])), last)


def _is_plain(reading: Reading, word: Word) -> bool:
    """Say whether a word with a capital letter is an ordinary word all the same."""
    return word.lower in reading.lexicon.common and word.lower not in reading.lexicon.names


def _only_begins(reading: Reading, place: int, last: int) -> bool:
    """Say whether a capital letter is owed to the sentence alone: "When Ana", "Will Ana"."""
    word, lexicon = reading.words[place], reading.lexicon
    if not word.begins or word.lower not in lexicon.words:
        return False
    if word.lower not in lexicon.given:
        return True
    if last - place > 1:
        return word.lower in lexicon.phrasing.function_names | lexicon.phrasing.before_names
    return usage(reading, place) is Usage.WORD


def _verdict(
    reading: Reading, first: int, words: Sequence[Word], *, titled: bool
) -> Verdict | None:
    """Say what is done with the words of a possible name, and why; None when it is none."""
    plain = [word for word in words if len(word.text) > 1]
    if not plain or all(word.capitals and len(word.text) <= _LONGEST_ACRONYM for word in plain):
        return None
    if reading.may_be_kept(plain) or _signs(reading, words):
        return Action.HIGHLIGHT, Evidence.LIKE_FACILITATOR
    if titled and not (plain[0].capitals and _is_plain(reading, plain[0])):
        return Action.REPLACE, Evidence.TITLED
    verdict = _by_the_lists(reading, first, plain) or _ordinary(reading, first)
    if verdict is None or verdict[0] is not Action.REPLACE or _is_sure(reading, first, plain):
        return verdict
    return Action.HIGHLIGHT, verdict[1]


def _signs(reading: Reading, words: Sequence[Word]) -> bool:
    """Say whether one word is the last of all, where the writer signs: "One love, Tommo"."""
    first, last = words[0].start, words[-1].end
    apart = reading.text[:first].rstrip(" ")[-1:] in {",", "\n", "-", "\u2014"}
    return len(words) == 1 and apart and not reading.text[last:].strip(" .!x\n")


def _is_sure(reading: Reading, first: int, plain: Sequence[Word]) -> bool:
    """Say whether enough tells a name that it goes without a question.

    A capital letter that a sentence owes tells nothing, and so does none at all, nor a sentence
    in another language: there it takes a list of names, or what somebody does or is told.
    """
    told = _told_of_somebody(reading, first, plain)
    listed = all(word.lower in reading.lexicon.names for word in plain)
    if not plain[0].capital or _before_somebody(reading, first, plain):
        return told
    if told or (listed and len(plain) > 1):
        return True
    if all(_is_strange(reading, word) for word in plain) and plain[-1].clitic.lower() == "'s":
        return True
    if reading.is_foreign(first) or len(plain[0].text) < _SHORTEST:
        return False
    return listed or not plain[0].begins


def _before_somebody(reading: Reading, first: int, plain: Sequence[Word]) -> bool:
    """Say whether it stands right before a name of the roster, as a title would: "Lola Emilia"."""
    after = reading.word(first + len(plain))
    touching = reading.gap(first + len(plain) - 1) == " "
    return (
        touching
        and after is not None
        and any(known.likeness(after.lower) >= Likeness.SHORT for known in reading.people)
    )


def _by_the_lists(reading: Reading, first: int, plain: Sequence[Word]) -> Verdict | None:
    """Judge by the lists of names and of words."""
    lexicon = reading.lexicon
    strange = [word for word in plain if _is_strange(reading, word)]
    names = [word for word in plain if word.lower in lexicon.names]
    pure = [word for word in names if word.lower not in lexicon.words]
    if len(plain) > 1 and 2 * len({*strange, *names}) >= len(plain) and (pure or strange):
        return _LISTED
    if pure and (pure[0].lower in lexicon.given or pure[0].lower not in lexicon.proper):
        town = reading.lower_at(first - 1) in PLACING and pure[0].lower in lexicon.proper
        return (
            (Action.HIGHLIGHT, Evidence.PLACE_OR_NAME)
            if town
            else (Action.REPLACE, Evidence.LISTED_NAME)
        )
    if strange:
        return Action.REPLACE, Evidence.UNLISTED
    if plain[-1].lower in lexicon.proper and plain[-1].lower not in lexicon.words:
        told = _told_of_somebody(reading, first, plain)
        return (
            (Action.REPLACE, Evidence.LISTED_NAME)
            if told
            else (Action.HIGHLIGHT, Evidence.PLACE_OR_NAME)
        )
    return None


def _told_of_somebody(reading: Reading, first: int, words: Sequence[Word]) -> bool:
    """Say whether what stands around a name tells a person: "her cousin Florence", "X said"."""
    last = reading.place_of(words[-1].start)
    if _is_kin_before(reading, first):
        return True
    acts = reading.after(last) in reading.lexicon.phrasing.human_verbs
    return acts or reading.before(first) in _TOLD


def _is_kin_before(reading: Reading, place: int) -> bool:
    """Say whether a word that tells a person stands before: "her cousin", "coach", "roommate"."""
    phrasing = reading.lexicon.phrasing
    kin = phrasing.relations | phrasing.jobs | phrasing.person_nouns | phrasing.courtesy | _CALLED
    before = reading.before(place)
    apart = reading.gap(place - 1) in {" ", ", ", " '", ' "', " (", ". "}
    return apart and (before in kin or before.removesuffix("s") in kin)


def _is_strange(reading: Reading, word: Word) -> bool:
    lexicon = reading.lexicon
    known = (lexicon.words, lexicon.proper, lexicon.phrasing.auxiliaries)
    return not any(word.lower in each for each in known)


def _ordinary(reading: Reading, place: int) -> Verdict | None:
    """Judge a word that is a name and also an ordinary word: Hunter, Rose."""
    word, phrasing = reading.words[place], reading.lexicon.phrasing
    shouted = word.capitals and not reading.lower and word.lower in reading.lexicon.common
    if usage(reading, place) is not Usage.NAME or shouted:
        return None
    if word.lower not in reading.lexicon.names and not _told_of_somebody(reading, place, [word]):
        rare = word.lower not in reading.lexicon.common and not word.begins
        return (Action.HIGHLIGHT, Evidence.PERHAPS_NAME) if rare else None
    after, before = reading.after(place), reading.before(place)
    acts = after in phrasing.human_verbs or after in phrasing.auxiliaries or word.clitic == "'s"
    given = word.lower in reading.lexicon.given
    sure = given and (acts or before in phrasing.before_names or before in phrasing.auxiliaries)
    sure = sure or _told_of_somebody(reading, place, [word])
    return (Action.REPLACE if sure else Action.HIGHLIGHT), Evidence.PERHAPS_NAME


def _office(reading: Reading, first: int, last: int) -> Iterator[Found]:
    """Yield capitals within a sentence that name no person: "from Residence Life"."""
    house = reading.lexicon.phrasing.house | {
        part for person in reading.roster.parties for part in person.role.lower().split()
    }
    while first < last and (reading.words[first].begins or reading.words[first].lower in house):
        first += 1
    while last > first and reading.words[last - 1].lower in house:
        last -= 1
    words = reading.words[first:last]
    if not words or any(word.capitals or len(word.text) == 1 for word in words):
        return
    if len(words) > 1 or reading.lower_at(first - 1) in _OFFICE_AFTER:
        yield Found(
            start=words[0].start,
            end=words[-1].end,
            kind=Kind.GROUP,
            action=Action.HIGHLIGHT,
            evidence=Evidence.OFFICE,
        )
