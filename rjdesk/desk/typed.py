"""What somebody types, before it is recorded: cleaned of what cannot be seen, and judged.

Text copied from a PDF or a web page brings signs that nobody sees. Those that mean nothing are
taken out as they come; the others, and what the press cannot draw, are told at the field.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from rjdesk.process.kernel.writing import LONGEST_TEXT, can_be_seen, control_sign

Undrawable = Callable[[str], Sequence[str]]
"""Answers which signs of a text the press cannot draw."""

_MEANINGLESS = re.compile("[\u00ad\u200b\u2060\u3164\ufeff\uffa0\ufffe\ud800-\udfff]")
_NEW_LINE = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_MORE_THAN_NAMED = 5
_MODIFIERS = {"Sk", "Mn", "Me"}
_SCRIPTS = {
    "cjk": "Chinese",
    "hangul": "Korean",
    "hiragana": "Japanese",
    "katakana": "Japanese",
    "canadian": "Canadian syllabic",
}


def cleaned(text: str, *, lines: bool = False) -> str:
    """Return text without what means nothing: soft hyphens, spaces of no width, halves of a sign.

    Every kind of line break becomes a new line, or a space where the field has one line only.
    """
    text = _NEW_LINE.sub("\n", _MEANINGLESS.sub("", text))
    return text if lines else text.replace("\n", " ").replace("\t", " ")


def text_fault(text: str, undrawable: Undrawable | None) -> str:
    """Return why a text cannot be recorded as it stands, in a sentence, or "".

    ``undrawable`` is None for what is never printed.
    """
    if len(text) > LONGEST_TEXT:
        return f"This has {len(text):,} characters. Shorten it to {LONGEST_TEXT:,}."
    if text.strip() and not can_be_seen(text):
        return "What stands here cannot be seen. Type it in words, or leave it empty."
    if sign := control_sign(text):
        return (
            f"There is a sign here that cannot be seen or printed (U+{ord(sign):04X}), perhaps "
            "from where it was copied. Type these words anew."
        )
    lacking = undrawable(text) if undrawable else ()
    letters = [sign for sign in lacking if unicodedata.category(sign)[0] in "LM"]
    if letters:
        scripts = " and ".join(dict.fromkeys(_script(letter) for letter in letters))
        return (
            f"We are sorry: {scripts} letters ({_named(letters)}) cannot be printed here. Ask how "
            "it is spelt in Latin letters, and write it so."
        )
    if lacking:
        return _refusal_of(lacking)
    return ""


def unprinted_fault(text: str) -> str:
    """Return why a text that is never printed cannot be recorded, in a sentence, or ""."""
    return text_fault(text, None)


def _refusal_of(lacking: Sequence[str]) -> str:
    # The colour of a hand in a picture is a sign of its own, which nobody sees as one.
    signs = [c for c in lacking if unicodedata.category(c) not in _MODIFIERS] or list(lacking)
    if len(signs) == 1:
        return f"The sign {_named(signs)} cannot be printed. Write it in words."
    return f"The signs {_named(signs)} cannot be printed. Write them in words."


def _named(signs: Sequence[str]) -> str:
    named = ", ".join(f"“{sign}”" for sign in signs[:_MORE_THAN_NAMED])
    return f"{named} and others" if len(signs) > _MORE_THAN_NAMED else named


def _script(letter: str) -> str:
    """Return what letters like this one are called, such as Arabic."""
    first = unicodedata.name(letter, "foreign").split()[0].lower()
    return _SCRIPTS.get(first, first.capitalize())
