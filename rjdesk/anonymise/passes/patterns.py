"""What is known by its shape: addresses of every kind, user names, rooms and ages."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.numerals import BELOW_HUNDRED
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.shapes import Shape
from rjdesk.anonymise.spans import Action, Kind

_AGE = rf"(?:\d{{1,2}}|{BELOW_HUNDRED})"
_TEENS = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_DECADES = "teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"
_STREETS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Close|Crescent|Terrace|Place"
    "|Row|Walk|Court|Square|Hill|Gardens|Grove|Park|Parade|Quay|Mews"
)
_ROOMS = (
    r"room|rm\.?|apartment|apt\.?|flat|unit|suite|locker|cabin|bunk|bay|ward|stall|pitch|lot|plot"
    "|desk|carrel|garage|gate|dock"
)
_PLATFORMS = (
    "insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|twitter|discord|telegram|facebook|fb|whatsapp|wechat"
    "|reddit|twitch|youtube|yt|threads|bluesky|mastodon|signal|viber|linkedin"
)
_ACCOUNT = "(?: (?:is|name|handle|account|acc|id|user))?"
_DOMAINS = "edu|com|org|net|ac|uk|ca|nz|ie|ng|in|io|gov"


_SHAPES = (
    Shape(
        # A space before the sign alone is a sentence with a user name in it: "posted it @x.y".
        rf"[\w.+-]{{0,63}}\w(?: ?@ ?(?=[\w.-]*\.(?:{_DOMAINS}|example)\b)|@ ?| @ )\w[\w-]{{0,62}}"
        r"(?:(?:\.|, ?(?=(?:edu|com|org|net)\b))[\w-]{0,62}\w){1,6}"
        r"|\b[\w.+-]{1,64} ?[\[(]at[\])] ?[\w-]{1,63}(?: ?(?:[\[(]dot[\])]|\.) ?[\w-]{1,63}){1,6}",
        kind=Kind.EMAIL,
        evidence=Evidence.EMAIL,
    ),
    Shape(
        r"\b[\w.+-]{2,64} at (?:[\w-]{1,63}(?: dot |\.)){0,5}[\w-]{1,63} dot "
        rf"(?:{_DOMAINS})\b",
        kind=Kind.EMAIL,
        evidence=Evidence.SPELT_EMAIL,
    ),
    Shape(
        r"\b(?:https?://|www\.)[^\s<>\"')\]]*[^\s<>\"')\].,;:]"
        r"|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:com|org|net|edu|io|co\.uk|ac\.uk)\b(?:/[\w./-]*\w)?",
        kind=Kind.LINK,
        evidence=Evidence.LINK,
    ),
    Shape(
        r"(?<![\w@])@\w(?:[\w.-]*\w)?|(?<![\w#&])#(?=\w*[^\W\d])\w+(?!-?\d)|\b(?=\w*[^\W\d_])\w+_\w+\b",
        kind=Kind.HANDLE,
        evidence=Evidence.HANDLE,
    ),
    Shape(
        rf"\b(?:{_PLATFORMS}){_ACCOUNT}(?: ?[:=-] ?| )@?(?P<it>(?=\w*[._\d]\w)\w(?:[\w.]*\w)?)",
        rf"\b(?:{_PLATFORMS}){_ACCOUNT} ?[:=] ?@?(?P<it>[\w.]{{3,30}}\b_?)",
        r"(?<![\w@.])(?P<it>(?=[\w.]*[._\d])\w[\w.]{1,30}\b_?) (?:on|at|from) "
        rf"(?:{_PLATFORMS})\b",
        r"(?<![\w@.])(?:\w+\.)*\w*_[\w.]*\w|(?<![\w@.])(?:\w+\.)+\w+_(?!\w)",
        r"\b[^\W\d_]\w{1,31}#\d{3,5}\b",
        kind=Kind.HANDLE,
        evidence=Evidence.HANDLE,
    ),
    Shape(
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
        kind=Kind.PLACE,
        evidence=Evidence.POSTCODE,
        cased=True,
    ),
    Shape(
        r"\b\d{1,5}[A-Za-z]?,? (?:[NSEW]\.? |North |South |East |West )?(?:[A-Z][\w']+ ){1,3}"
        rf"(?:{_STREETS})\b\.?",
        kind=Kind.PLACE,
        evidence=Evidence.ADDRESS,
        cased=True,
    ),
    Shape(
        rf"\b(?:{_ROOMS}) ?#?(?:no\.? )?(?:\d+[A-Za-z]?\b|[A-Z]?\d+\b|(?-i:[A-Z])(?![\w']))",
        kind=Kind.PLACE,
        evidence=Evidence.ROOM,
    ),
    Shape(
        rf"\b{_AGE}[- ](?:year|yr)s?[- ]olds?\b|\b{_AGE} years of age\b|\baged? (?:of )?{_AGE}\b",
        kind=Kind.AGE,
        evidence=Evidence.AGE,
    ),
    Shape(
        r"\b(?:turned|turns|turning|is|was|he's|she's|they're|only|just|barely|nearly|almost)"
        rf" (?P<it>{_AGE})(?= ?[.,;:!?)]| and | when | at the time)",
        kind=Kind.AGE,
        evidence=Evidence.PERHAPS_AGE,
        action=Action.HIGHLIGHT,
    ),
    Shape(
        rf"\b(?:at|of) (?P<it>{_TEENS})\b(?! (?:\w+s|people|per)\b)",
        rf"\b(?:at|just|only|barely|turned|turning|turns|nearly|almost) (?P<it>{_AGE})"
        r"(?=[.,;:!?)]| (?:he|she|they|xe|and|when|the day|the week)\b)",
        rf"\b(?:in|into) (?:his|her|their|xyr) (?:early |mid |mid-|late )?(?:{_DECADES})\b",
        r"\b(?:half of |all of )?(?:the )?under-\d\ds?\b",
        kind=Kind.AGE,
        evidence=Evidence.PERHAPS_AGE,
        action=Action.HIGHLIGHT,
    ),
)


def patterns(reading: Reading) -> Iterator[Found]:
    """Yield what has the shape of an address, a user name, a room or an age."""
    for shape in _SHAPES:
        yield from shape.all(reading.text)
