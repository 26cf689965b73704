"""Numbers that belong to somebody: phones, students, badges, plates, files, courses.

They are known by their shape, for nobody writes them alike: digits in groups, mixed with
letters, strokes and dots, or spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rjdesk.anonymise.calendar_words import MONTHS
from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.numerals import DIGIT, count_digits
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind

_FEWEST_PHONE, _MOST_PHONE = 7, 15
_FEWEST_CODE = 3
_LONG_NUMBER = 6
_COURSE_DIGITS = 3
_CURRENCIES = {
    *("USD", "EUR", "GBP", "CAD", "AUD", "NZD", "SGD", "MYR", "RM", "PHP", "INR", "RS", "ZAR"),
    *("KES", "KSH", "NGN", "GHS", "UGX", "TZS", "JPY", "CNY", "RMB", "HKD", "CHF", "SEK", "NOK"),
}
_CONTEXT_REACH = 80
_LONGEST_COUNT = 2
_FEWEST_WITH_ZERO = 9

_PHONE = re.compile(
    rf"(?<![\w/-])(?:\+|\(|area code ){{0,3}}(?:\d++|\b(?:{DIGIT})\b)"
    rf"(?:[\s,.()/\u2013\u00b7+-]{{1,5}}(?:(?:then|and|area code) )?(?:\d++|\b(?:{DIGIT})\b))*"
    r"(?:,? ?(?:ext\.?|x) ?\d{2,5})?(?![\w])",
    re.IGNORECASE,
)
# Where one number of a list ends, more likely than within a number.
_APART = re.compile(
    r",\s+|\s*\n\s*|\s+[/\u2013-]\s+|\.\s+|\s+(?:then|and)\s+|\s{2,}", re.IGNORECASE
)
_GROUP = re.compile(r"[+(]*\d+\)?")
_AMOUNT = re.compile(r"(?:[A-Z]\d{1,3}(?: \d{3})+|\d{1,3}(?:,\d{3})+)(?:\.\d\d?)?")
_EXTENSION = re.compile(r"\b(?:ext\.?|extension|x) ?\d{3,5}\b", re.IGNORECASE)
_A_DAY = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/\u2013 ] ?(?:(?:19|20)\d\d|\d\d)(?:[-/ ]\d\d)?")
# Chunks of letters or digits, joined by strokes and dots; a space joins only what is no word.
_CHUNK = r"(?:[A-Za-z]{1,6}\d{1,8}|\d{1,8}[A-Za-z]{0,4}|[A-Za-z]{1,6}\d?)"
_JOINT = r"(?: ?[-/\u00b7_#] ?(?=\d)|[-/\u00b7_#]|\.|(?: (?=\d))|(?:(?<=\d) (?=[A-Z]{2,4}\b)))"
_CODE = re.compile(
    rf"(?<![\w@.#])#?{_CHUNK}(?:{_JOINT}{_CHUNK}){{1,12}}(?![\w@])"
    r"|(?<![\w.,$\u00a3\u20ac#])#?\d{6,}(?!\w)|(?<!\w)#\d{3,}\b"
    r"|(?<![\w.-])[A-Z]{1,6}\d{3,}[A-Z]?\b|(?<![\w.-])\d[A-Z]{3}\d{3}\b"
)
# Digits and letters in one word, as on a roll or a card: "21BCS045", "u2200417K".
_MIXED = re.compile(
    r"(?<![\w@.#])(?=\w*[^\W\d_])(?=(?:[^\W\d_]*\d){4})(?:(?:\d+[A-Za-z]{1,5}){1,3}\d+[A-Za-z]?"
    r"|[A-Za-z]{1,5}\d+[A-Za-z]{1,3}\d*|\d{6,}[A-Za-z]{1,3})(?![\w@])"
    # Plates, national insurance, bank accounts: groups that are held together by a space.
    r"|(?<!\w)[A-Z]{2} ?\d{2} ?[A-Z]{1,3} ?\d{3,4}(?!\w)|(?<!\w)[A-Z]{2}\d{2} ?[A-Z]{3}(?!\w)"
    r"|(?<!\w)[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)"
    r"|(?<![\w-])\d{2}-\d{2}-\d{2}(?: \D{0,6}\d{6,8})?(?![\w-])"
    r"|(?<!\w)[A-Z]{3} ?\d{3,4}[A-Z](?!\w)|(?<![\w.-])[a-z]{1,2}\d{5,}(?!\w)"
)
_CONTEXT = re.compile(
    r"(?:\b(?:id|i\.d\.|badge|student|membership|member|plates?|registration|reg|licen[cs]e|account"
    r"|card|file|ticket|tag|incident|roll|reg|sin|ssn|nhs|ni|nino|pps|ppsn|ird|nhi|tfn|pan|aadhaar|huduma|kra|nrc|sort|iban|a/c|prisoner|admission|adm|enrol+ment|index|claim|case|service|force|payroll|clock"
    r"|incident|report|referral|reference|ref|numbers?|no|order|key|unit|box"
    r"|emp|employee|patient|client|staff|appointment|passport|visa|policy|claim|locker|permit|serial|barcode|receipt|nr)\b"
    r"\.?(?: (?:number|no\.?|plate|is|was|ending|ends|in|reading|read|said|starting|with|of|id"
    r"|next|to|it|on|the)){0,4},?[ :#]*[\"']?)\Z",
    re.IGNORECASE,
)
# What a number is called, where that belongs to it: "emp. 55 209", "sort 11-72-05 a/c 8044".
_LABEL = re.compile(
    r"(?<![\w-])(?:emp|box|pps|ppsn|nino|ni|nhs|ird|nhi|tfn|ssn|sin|sort|acct|a/c|adm|reg|roll"
    r"|pin|nrc|kra)\.?(?: no\.?)?[ :#]{0,2}\Z",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\d{1,2}[-/]\d{1,2}|\d{1,3}(?:[.,]\d{1,3})+"
    r"|\d+ ?(?:am|pm|th|st|nd|rd|s|x|k|m|km|ft|h|min)",
    re.IGNORECASE,
)
_COURSE = re.compile(r"\b([A-Za-z]+)[ -]?(\d{2,4})([A-Za-z]\b|-\d+)?(?!\w)")


# A few digits, right after what says whose number it is: "prison number, 90417".
_TOLD = re.compile(
    r"\b(?:badge|student|membership|prison|prisoner|staff|employee|account|payroll|roll|patient"
    r"|plate|ticket|locker|permit|card|pin|receipt)(?: (?:number|no\.?|nr|id|pin))?(?: is| was)?"
    r"[,:]? #?(\d{3,5})(?!\w)",
    re.IGNORECASE,
)
# Boats, cabs and the like; it may also be an amount or a flight, so it is asked.
_REGISTERED = re.compile(r"(?<![\w-])([A-Z]{2,3}) (?!19|20)\d{4}(?![\w.,])")


def numbers(reading: Reading) -> Iterator[Found]:
    """Yield phones, numbers of persons, things and files, and courses."""
    courses = [
        match.span() for match in _COURSE.finditer(reading.text) if _is_course(reading, match)
    ]
    for start, end in courses:
        yield _found(start, end, Kind.COURSE, Evidence.COURSE)
    for match in _EXTENSION.finditer(reading.text):
        yield _found(*match.span(), Kind.PHONE, Evidence.PHONE)
    for match in _PHONE.finditer(reading.text):
        yield from _of_run(match.group(), match.start())
    for match in _TOLD.finditer(reading.text):
        yield _found(*match.span(1), Kind.NUMBER, Evidence.NUMBER)
    for match in _REGISTERED.finditer(reading.text):
        if match.group(1) not in _CURRENCIES and match.group(1).lower() not in MONTHS:
            yield Found(
                start=match.start(),
                end=match.end(),
                kind=Kind.NUMBER,
                action=Action.HIGHLIGHT,
                evidence=Evidence.DIGITS,
            )
    for match in _MIXED.finditer(reading.text):
        start = _with_label(reading, match.start())
        yield _found(start, match.end(), Kind.NUMBER, Evidence.NUMBER)
    for match in _CODE.finditer(reading.text):
        # "PHYS 332" is a course, unless the words before ask for a number.
        if match.span() not in courses or _asked(reading, match.start()):
            yield from _code(reading, match)


def _of_run(run: str, at: int) -> Iterator[Found]:
    """Yield the phones of a run of digits that begins ``at``; one that fits none is shown."""
    if not _is_phone(run) and count_digits(run) <= _MOST_PHONE and not _APART.search(run):
        return
    for start, end in _pieces(run):
        piece = run[start:end]
        if _is_phone(piece):
            open_bracket = piece.startswith("(") and ")" not in piece
            yield _found(at + start + open_bracket, at + end, Kind.PHONE, Evidence.PHONE)
        elif count_digits(piece) > _MOST_PHONE and not _is_list(piece):
            yield Found(
                start=at + start,
                end=at + end,
                kind=Kind.NUMBER,
                action=Action.HIGHLIGHT,
                evidence=Evidence.DIGITS,
            )


def _pieces(run: str) -> list[tuple[int, int]]:
    """Cut a run of digits where one number ends and another begins."""
    edges = [0, *(edge for match in _APART.finditer(run) for edge in match.span()), len(run)]
    parts = [
        (start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start
    ]
    phones = sum(_is_phone(run[start:end]) for start, end in parts)
    if phones > 1 or not _is_phone(run):
        long = any(count_digits(run[start:end]) > _MOST_PHONE for start, end in parts)
        if phones or long:
            return [cut for start, end in parts for cut in _cut(run, start, end)]
    return [(0, len(run))]


def _cut(run: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what nothing but spaces keeps apart, where it is too long for one number."""
    if count_digits(run[start:end]) <= _MOST_PHONE:
        return [(start, end)]
    groups = [match.span() for match in _GROUP.finditer(run, start, end)]
    for numbers_of in (_begun_anew, _alike):
        cuts = numbers_of(run, groups)
        if len(cuts) > 1 and all(_is_phone(run[first:last]) for first, last in cuts):
            return cuts
    return [(start, end)]


def _begun_anew(run: str, groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut before each group that begins as a number does, once enough digits came before."""
    cuts: list[tuple[int, int]] = []
    for start, end in groups:
        before = count_digits(run[slice(*cuts[-1])]) if cuts else 0
        fewest = {"+": _FEWEST_PHONE, "(": _FEWEST_PHONE, "0": _FEWEST_WITH_ZERO}
        if not cuts or before >= fewest.get(run[start], _MOST_PHONE):
            cuts.append((start, end))
        else:
            cuts[-1] = (cuts[-1][0], end)
    return cuts


def _alike(run: str, groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut into numbers whose groups are of the same lengths: 617 555 0142 617 555 0187."""
    lengths = [count_digits(run[start:end]) for start, end in groups]
    for size in range(1, len(groups) // 2 + 1):
        whole, rest = divmod(len(groups), size)
        if rest or lengths != lengths[:size] * whole or max(lengths[:size]) <= _LONGEST_COUNT:
            continue
        if sum(lengths[:size]) >= _FEWEST_PHONE:
            return [(groups[n][0], groups[n + size - 1][1]) for n in range(0, len(groups), size)]
    return []


def _is_list(run: str) -> bool:
    """Say whether a run is a list of counts, years, days or amounts: nothing in it is long."""
    parts = _APART.split(run)
    if len(parts) == 1 or count_digits(re.sub(r"\d", "", run)) >= _FEWEST_PHONE:
        return False
    return all(
        count_digits(part) < _FEWEST_PHONE or _A_DAY.fullmatch(part) or _AMOUNT.fullmatch(part)
        for part in parts
    )


def _is_phone(text: str) -> bool:
    plain = re.sub(r"(?i)(?:ext\.?|x) ?\d+$", "", text).strip()
    groups = re.findall(r"\d+", plain)
    spoken = count_digits(plain) - sum(map(len, groups))
    if _YEARS.fullmatch(plain) or _A_DAY.fullmatch(plain) or _AMOUNT.fullmatch(plain):
        return False
    enough = _FEWEST_PHONE <= count_digits(plain) <= _MOST_PHONE and spoken not in {1, 2}
    # Seven counts in a row are no phone; there, one group at least is longer.
    return enough and (not groups or max(map(len, groups)) > 1)


def _code(reading: Reading, match: re.Match[str]) -> Iterator[Found]:
    """Yield a code; words before its first digit that are only words are cut off."""
    start, text = match.start(), match.group()
    asked = _asked(reading, start)
    lead = re.match(r"(?:[A-Za-z]+[ .]+ ?)+(?=\S*\d)", text)
    if lead and not re.fullmatch(r"[A-Z]{1,4} ", lead.group()):
        asked = asked or _asked(reading, start + lead.end())
        start += lead.end()
        text = text[lead.end() :]
    if _is_code(reading, text, asked=asked):
        whole = _with_label(reading, start)
        yield _found(whole, start + len(text), Kind.NUMBER, Evidence.NUMBER)


def _with_label(reading: Reading, start: int) -> int:
    """Return where a number begins with what it is called, which tells whose register it is of."""
    label = _LABEL.search(reading.text, max(0, start - _CONTEXT_REACH), start)
    return label.start() if label else start


def _asked(reading: Reading, start: int) -> bool:
    """Say whether the words before tell that a number comes: "her badge, number"."""
    return bool(_CONTEXT.search(reading.text[max(0, start - _CONTEXT_REACH) : start]))


def _is_code(reading: Reading, text: str, *, asked: bool) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    chunks = re.findall(r"[A-Za-z]+|\d+", text)
    words = [chunk for chunk in chunks if chunk.isalpha()]
    a_day = _YEARS.fullmatch(text) or _A_DAY.fullmatch(text)
    if digits == 0 or a_day or _AMOUNT.fullmatch(text) or (_PLAIN.fullmatch(text) and not asked):
        return False
    ordinary = [word for word in words if word.lower() in reading.lexicon.words and len(word) > 1]
    if any(word.islower() or word.istitle() or " " in text for word in ordinary):
        return False
    if asked and digits > 1:
        return True
    if not words:
        return digits >= _LONG_NUMBER and " " not in text
    return digits >= _FEWEST_CODE and (any(word.isupper() for word in words) or len(chunks) > 2)  # noqa: PLR2004


def _is_course(reading: Reading, match: re.Match[str]) -> bool:
    subject = match.group(1)
    known = subject.lower() in reading.lexicon.phrasing.subjects
    code = subject.isupper() and len(subject) in range(2, 6) and subject not in _CURRENCIES
    return (known and (subject[0].isupper() or reading.lower)) or (
        code and len(match.group(2)) == _COURSE_DIGITS and "-" not in match.group()
    )


def _found(start: int, end: int, kind: Kind, evidence: Evidence) -> Found:
    return Found(start=start, end=end, kind=kind, action=Action.REPLACE, evidence=evidence)
