"""Phrases that may tell who somebody is without a name. They are shown, never replaced.

"The only ...", relations, jobs, clubs, origins: nobody can know from the text alone whether a
friend would recognise them, so a person decides (RC-106).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.lexicon import Lexicon, Phrasing
from rjdesk.anonymise.numerals import BELOW_HUNDRED
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.shapes import Shape, any_of
from rjdesk.anonymise.spans import Action, Kind

# No word is longer, and what has no end would be read again from each of its letters.
_WORD = r"[\w'-]{1,64}"
_COUNT = rf"(?:\d+|{BELOW_HUNDRED})"
_THE = r"(?:the|our|this|that|his|her|their|xyr)"
_OWNER = r"(?:his|her|their|xyr|hir|whose|\w+'s?)"
_UNTIL = r"(?=[.,;:!?)\n]| and | but | who | that | which | when | because |\Z)"
_DEGREE = (
    r"(?:(?:older|younger|big|little|elder|twin|late|former|ex-|foster|adoptive|half|step|first"
    r"|second|three|two) ?)*"
)
_DONE = (
    r"(?:has|had|is|was|does|runs|keeps|plays|raised|sings|coaches|works|worked|drives|cuts"
    r"|cleans|cooks|lost|won|filmed|wrote|speaks|smells)"
)
_PLAYS = (
    r"(?:plays?|played|sings?|sang|rows?|rowed|runs|coaches|captains|swims|dances|drums|djs"
    r"|edits|edited)"
)
_SPANS = r"(?:years|decades|seasons|generations|terms|semesters)"
_SERVED = r"(?:been|worked|run|taught|lived|played|sung|kept|lost|served)"
_ALSO = r"(?:also|still|now|once|always|usually|often|both|who)"
_HABIT = (
    r"(?:runs|wears|drives|milks|owns|breeds|collects|shares|referees|teaches|edits|hosts|keeps"
    r"|rides|rows|swims|paints|bakes|brews|knits|dyes|writes|delivers|streams|sleeps|lives|prays"
    r"|volunteers|captains|coaches|conducts|sings|dances|studies|majors|cuts|sells|speaks|cooks"
    r"|cleans|repairs|builds|grows|raises)"
)
_STATES = {"deaf", "blind", "autistic", "gay", "queer", "trans", "undocumented", "immigrant"}


def phrases(reading: Reading) -> Iterator[Found]:
    """Yield what may single somebody out."""
    for shape in _shapes(reading.lexicon):
        yield from shape.all(reading.text)
    yield from _peoples(reading)


def _rest(least: int, most: int) -> str:
    """Return a pattern for what follows within the same part of a sentence."""
    return rf"[^.,;:!?\n]{{{least},{most}}}(?!\w)"


@lru_cache(maxsize=2)
def _shapes(lexicon: Lexicon) -> tuple[Shape, ...]:
    phrasing = lexicon.phrasing
    return (*_singled_out(phrasing), *_lasting(), *_related(phrasing), *_doing(phrasing))


def _singled_out(phrasing: Phrasing) -> Iterator[Shape]:
    who = any_of(phrasing.person_nouns | phrasing.jobs | phrasing.relations)
    kind_of = any_of(phrasing.person_nouns | phrasing.relations)
    nouns = any_of(phrasing.person_nouns)
    alone = r"(?:only|one|sole|first|last|youngest|oldest|tallest|lone)"
    tail = rf"(?: (?:who|that|from|in|on|at|with|of|to) {_rest(3, 30)})?"
    yield _shown(
        rf"\b{_THE} {alone} (?:other )?(?:{_WORD} ){{0,4}}?(?:{who})\b{tail}{_UNTIL}",
        rf"\bthe only {_WORD}(?: (?:who|in|on|at|from|with|of) {_rest(3, 30)})?{_UNTIL}",
        rf"\b\w+'s (?:only|first|last|youngest|oldest) {_WORD}(?: {_WORD})?",
        rf"\b(?:a|an|{_THE}) (?:{_WORD} ){{0,3}}?(?:{nouns})s? (?:who|that|with) "
        rf"{_rest(3, 30)}{_UNTIL}",
        rf"\b(?:the|those|these) (?:{_COUNT} )?(?:{_WORD} ){{0,2}}?(?:{kind_of})s? from "
        rf"(?:the )?{_rest(3, 30)}{_UNTIL}",
        rf"\b(?:{_THE}|exactly|just|only|these|those) {_COUNT} (?:{_WORD} )?(?:{kind_of})s?\b"
        rf"{_rest(0, 30)}",
        rf"\b(?:one|two|three|four) of {_THE} {_COUNT} {_WORD}{_rest(0, 30)}",
        rf"\b(?:exactly|just|only) one {_WORD} {_WORD}{_rest(0, 30)}",
        rf"\b(?:all|both|each) (?:{_COUNT} )?of {_THE} {_WORD}-{_WORD} {_WORD}",
        rf"\b{_THE} only {_WORD}(?: {_WORD})?",
        rf"\b(?:a|an|{_THE}|as) (?:the )?(?:former|retired|youngest|oldest|newest|longest-{_WORD}"
        rf"|[a-z]+-generation|self-taught|one-time) {_WORD}(?: {_WORD})?",
        rf"(?<=, )who (?:{_ALSO} )?(?:{_DONE}|{_HABIT})\b{_rest(3, 25)}",
        rf"\bthe one (?:in|with|at|on|from) {_rest(4, 30)}",
        rf"\b(?:the|a|that) (?:man|woman|girl|boy|guy|kid|lad|lady) (?!who|with){_WORD} {_WORD}",
        rf"\bthe other {_WORD} (?:{who})s?\b{_rest(0, 30)}",
        rf"\b(?:my|our|his|her|their) own {_WORD}'s {_WORD}(?: {_WORD})?",
        rf"\b(?:he|she|they|xe|who|party|participant|parties) (?:{_ALSO} )?{_HABIT} {_rest(4, 30)}",
        rf"\bonce (?:\w+ed|held|won|ran|sang|led) {_rest(6, 30)}",
        r"\bthe (?:photo|photograph|video|picture|clip|song|meme|post|joke|poem) "
        rf"(?:of|about|with) (?:the )?{_WORD}(?: {_WORD})?",
        rf"\b(?:the|that) (?!person|people|one|ones|part|time|way|thing|day){_WORD} "
        rf"whose {_rest(3, 30)}",
        rf"\b(?:the|a|an|our) (?:{_WORD} ){{0,2}}(?:{who}|pair|trio|crew|guard) "
        rf"(?:who|with|in|without|on|at) (?:the |a |an |no )?{_WORD}(?: {_WORD})?",
        rf"\b(?:the|a|an|our) (?!staff|faculty|student|other|same|next|last|first)"
        rf"[\w'-]{{4,}} (?:{any_of(phrasing.jobs)})\b",
        rf"\b(?:a|an|the) (?:{_WORD} ){{0,3}}(?!person|people|one){_WORD} who {_DONE}\b"
        rf"{_rest(3, 30)}",
        evidence=Evidence.SINGLED_OUT,
    )
    yield _shown(
        rf"(?:\b{_WORD} ){{0,2}}\b(?:{any_of(phrasing.features)})\b", evidence=Evidence.FEATURE
    )


def _lasting() -> Iterator[Shape]:
    about = r"(?:(?:the (?:last|past)|over|more than|nearly|almost|about) )?"
    yield _shown(
        rf"\b[^\W\d_]+ (?:{_WORD} ){{0,5}}(?:for|since|over|nearly|almost) {about}"
        rf"{_COUNT} {_SPANS}\b",
        rf"\b(?:has|have|had) (?:\w+ ){{0,2}}?{_SERVED}\b{_rest(0, 30)} since {_rest(3, 30)}",
        rf"\b{_OWNER} (?:first|last|second|final) "
        rf"(?:day|week|month|year|season|semester|term|shift) "
        rf"(?:at|in|on|of|as|with) {_rest(3, 30)}",
        evidence=Evidence.LASTING,
    )


def _related(phrasing: Phrasing) -> Iterator[Shape]:
    kin = rf"{_DEGREE}(?:{any_of(phrasing.relations)})\b"
    yield _shown(
        rf"\b{_OWNER} (?P<it>{kin}(?:,? (?:who|a|an|the|our|which) {_rest(3, 30)})?)",
        rf"\b(?:the|a|an) (?P<it>{kin} (?:of|from) {_rest(3, 30)}){_UNTIL}",
        rf"\b(?:the|a|an) (?P<it>{kin} (?:who|that) {_rest(3, 30)})",
        kind=Kind.RELATION,
        evidence=Evidence.RELATION,
    )


def _doing(phrasing: Phrasing) -> Iterator[Shape]:
    jobs, nouns = any_of(phrasing.jobs), any_of(phrasing.person_nouns)
    groups = any_of(phrasing.group_nouns)
    yield _shown(
        r"\b(?:as|being|is|was|are|were|became|the|also|currently|who|,) (?:an? |the |our )?"
        rf"(?P<it>(?:{_WORD} ){{0,4}}?(?:{jobs})\b"
        rf"(?: (?:at|in|of|for|on|with|from) {_rest(3, 30)})?){_UNTIL}",
        rf"\b(?:is|was|as|being|became|,) (?P<it>an? (?:{_WORD} ){{0,2}}?"
        rf"(?:{nouns}|{jobs}|\w{{3,}}(?:ist|eer|ian|smith|first-year))\b{_rest(0, 30)})",
        rf"\b{_PLAYS} (?:(?:the )?{_WORD} )?(?:for|in|with|on|at) {_rest(3, 30)}{_UNTIL}",
        evidence=Evidence.JOB,
    )
    yield _shown(
        rf"\b(?:the|our|his|her|their|a|an) (?P<it>(?:{_WORD} ){{1,3}}?(?:{groups})s?)\b",
        r"\b(?:to|of|in|from) "
        r"(?P<it>orchestra|choir|band|practice|rehearsal|training|crew|rowing)\b",
        kind=Kind.GROUP,
        evidence=Evidence.MEMBERSHIP,
    )


def _shown(*patterns: str, evidence: Evidence, kind: Kind = Kind.DESCRIPTION) -> Shape:
    return Shape(*patterns, kind=kind, evidence=evidence, action=Action.HIGHLIGHT)


def _peoples(reading: Reading) -> Iterator[Found]:
    peoples = reading.lexicon.phrasing.peoples
    for word in reading.words:
        if (word.capital or reading.lower or word.lower in _STATES) and (
            word.lower in peoples or word.lower.removesuffix("s") in peoples
        ):
            yield Found(
                start=word.start,
                end=word.end,
                kind=Kind.PEOPLE,
                action=Action.HIGHLIGHT,
                evidence=Evidence.ORIGIN,
            )
