"""Whole numbers as people type them."""

from __future__ import annotations


class NotANumberError(ValueError):
    """What was typed is not a number that is asked for; the text is for people."""


def read_number(text: str, least: int, most: int) -> int:
    """Return the whole number that somebody typed, in digits of any script.

    Raises NotANumberError with a sentence where there is none from ``least`` to ``most``.

    >>> read_number(" 120 ", 1, 600)
    120
    """
    typed = text.strip()
    # A text longer than the largest number, zeros aside, is not worth reading.
    digits = typed.lstrip("0") or typed[-1:]
    if typed.isdecimal() and len(digits) <= len(str(most)) and least <= int(digits) <= most:
        return int(digits)
    raise NotANumberError(f"Write a number from {least} to {most}.")
