"""Text as it is looked for: no accents, no case, letters in their usual spelling, in any order.

The table of letters is shared with anonymising, which folds character by character and keeps
where each came from; here whole lines are folded, once.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = {
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "Th",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "ß": "ss",
    "ẞ": "SS",
    "ı": "i",
    "ħ": "h",
    "Ħ": "H",
    "ŋ": "ng",
    "Ŋ": "Ng",
    "ə": "e",
    "Ə": "E",
    "ɓ": "b",
    "ɗ": "d",
    "ƙ": "k",
    "ɛ": "e",
    "Ɛ": "E",
    "ɔ": "o",
    "Ɔ": "O",
    "ŧ": "t",
    "Ŧ": "T",
    **dict.fromkeys("‘’‛ʼʻʹ`´′＇", "'"),
    **dict.fromkeys("‐‑‒–⁃−﹣－", "-"),
    **dict.fromkeys("“”„‟«»", '"'),
}
"""Letters that Unicode does not take apart, and signs that stand for an apostrophe or a hyphen."""


_UNSEEN = {"Cf", "Me", "Mn"}


_WITHOUT_SPACES = re.compile("[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff]")


# Names that are spelt without the sign are spelt so: Müller, Mueller.
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


_USUAL = str.maketrans(LETTERS)


def fold_line(text: str) -> str:
    """Return a line in which ``Sought`` looks, made once for each text.

    It holds what follows from the beginning of each word on, without what stands between words,
    so that a name is found by any of its words, and however it is put together.

    >>> fold_line("R-26 Łukasz O’Brien").split()
    ['r26lukaszobrien', '26lukaszobrien', 'lukaszobrien', 'obrien', 'brien']
    """
    beginnings: list[str] = []
    for spelling in _spellings(text):
        words = _words(spelling)
        beginnings += ["".join(words[place:]) for place in range(len(words))]
    return "".join(f"\n{beginning}" for beginning in dict.fromkeys(beginnings))


class Sought:
    """What somebody typed to find: every word has to begin a word of the line, in any order."""

    def __init__(self, typed: str) -> None:
        """Take what was typed apart; nothing typed is found everywhere."""
        self._chunks = [_ways(chunk) for chunk in typed.split() if _words(chunk)]

    def __bool__(self) -> bool:
        """Whether anything is sought at all."""
        return bool(self._chunks)

    def is_in(self, line: str) -> bool:
        """Say whether a line that ``fold_line`` made holds all of it."""
        return all(
            any(all(begins in line for begins in way) for way in ways) for ways in self._chunks
        )


def _ways(chunk: str) -> list[list[str]]:
    """Return how a chunk without spaces may stand in a line: as one word, or each part as one."""
    ways = []
    for spelling in _spellings(chunk):
        words = _words(spelling)
        ways.append(["\n" + "".join(words)])
        if len(words) > 1:
            ways.append([f"\n{word}" for word in words])
    return ways


def _spellings(text: str) -> list[str]:
    """Return a text without its signs, and spelt out where that is another usage."""
    composed = unicodedata.normalize("NFC", text).casefold()
    spelt = composed.translate(_SPELT_OUT)
    return [composed] if spelt == composed else [composed, spelt]


def _words(text: str) -> list[str]:
    """Return the words of a text, folded; what is neither letter nor digit ends one."""
    apart = unicodedata.normalize("NFKD", text.translate(_USUAL)).casefold().translate(_USUAL)
    kept = "".join(
        c if c.isalnum() or unicodedata.category(c) == "Mc" else " "
        for c in apart
        if unicodedata.category(c) not in _UNSEEN
    )
    # Written without spaces, a name may begin at each of its signs.
    return _WITHOUT_SPACES.sub(r" \g<0>", unicodedata.normalize("NFC", kept)).split()
