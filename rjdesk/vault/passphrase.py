"""Whether a passphrase is worth having."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from rjdesk.desk.ports import WeakPassphrase

LEAST_SCORE = 4
LEAST_GUESSES = 10**12
LONGEST_JUDGED = 72
"""The estimate takes time that grows with the length; what is strong by here stays strong."""

HOUSE_WORDS = (
    "reed", "college", "coalition", "restorative", "justice", "circle", "facilitator", "rjdesk",
    "conference", "harm", "repair", "agreement", "partners",
)  # fmt: skip

FAMOUS = frozenset(
    {
        "correcthorsebatterystaple",
        "troubadour",
        "diceware",
        "thequickbrownfoxjumpsoverthelazydog",
        "tobeornottobethatisthequestion",
        "openplease",
        "maytheforcebewithyou",
        "iamthewalrusgoogoogjoob",
    }
)


def judge_passphrase(passphrase: str, words: Collection[str] = ()) -> str | None:
    """Say in a sentence why a passphrase will not do, or return None when it will.

    ``words`` are what a guesser would try first: the login label, the name of the college.
    """
    text = normalised(passphrase)
    bare = "".join(letter for letter in text.casefold() if letter.isalnum())
    if any(famous in bare for famous in FAMOUS):
        return "This passphrase is a famous one, which is tried first. Choose words of your own."
    # The estimate takes spaces for riddles; a guesser tries words with and without them.
    if all(_is_hard(each, words) for each in {text, bare or text}):
        return None
    return (
        "This passphrase could be guessed. Four or more words that have nothing to do with each "
        "other, with you or with the college are easy to remember and hard to guess."
    )


def _is_hard(text: str, words: Collection[str]) -> bool:
    from zxcvbn import zxcvbn

    if not text:
        return False
    known = [word for word in (*HOUSE_WORDS, *words) if word]
    found = zxcvbn(text[:LONGEST_JUDGED], user_inputs=known)
    return bool(found["score"] >= LEAST_SCORE and found["guesses"] >= LEAST_GUESSES)


def normalised(passphrase: str) -> str:
    """Return the passphrase as every keyboard and system would have typed it."""
    return unicodedata.normalize("NFKC", passphrase)


def refuse_weak(passphrase: str, words: Collection[str]) -> None:
    """Raise WeakPassphrase unless the passphrase is worth having."""
    if (fault := judge_passphrase(passphrase, words)) is not None:
        raise WeakPassphrase(f"{fault} Nothing was changed.")
