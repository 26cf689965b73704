"""A shape: a pattern, and what it means when a text fits it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.reading import Found
from rjdesk.anonymise.spans import Action, Kind


class Shape:
    """Alternatives of a pattern that all mean the same.

    What is found is the group ``it`` where a pattern has one that matched, else all of it.
    """

    def __init__(
        self,
        *patterns: str,
        kind: Kind,
        evidence: Evidence,
        action: Action = Action.REPLACE,
        cased: bool = False,
    ) -> None:
        """Take the patterns; with ``cased`` capital letters matter."""
        self._patterns = patterns
        self._kind = kind
        self._evidence = evidence
        self._action = action
        self._flags = re.NOFLAG if cased else re.IGNORECASE

    def all(self, text: str) -> Iterator[Found]:
        """Yield every match in a text."""
        for pattern in self._compiled:
            for match in pattern.finditer(text):
                start, end = match.span("it" if match.groupdict().get("it") else 0)
                yield Found(
                    start=start,
                    end=end,
                    kind=self._kind,
                    action=self._action,
                    evidence=self._evidence,
                )

    @cached_property
    def _compiled(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, self._flags) for pattern in self._patterns)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of these words; a hyphen in one may be a space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\-", "[ -]") for word in longest_first)
