"""Places in a text as Qt counts them: in units of UTF-16, of which some letters take two."""

from __future__ import annotations


def to_units(text: str, at: int) -> int:
    """Return a place that is counted in letters as Qt counts it.

    >>> to_units("🙂 so", 2)
    3
    """
    return len(text[:at].encode("utf-16-le")) // 2


def to_letters(text: str, at: int) -> int:
    """Return a place as Qt counts it in letters; one within a letter is before it.

    >>> to_letters("🙂 so", 3)
    2
    """
    return len(text.encode("utf-16-le")[: at * 2].decode("utf-16-le", "ignore"))
