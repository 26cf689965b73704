"""The sentences for the person who decides: why something was found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from rjdesk.anonymise.evidence import Evidence

Sentences = Mapping[Evidence, str]
"""A sentence for each evidence, from ``reasons.*.toml``; none names anybody."""


def read_sentences(file: Path) -> Sentences:
    """Read the sentences. Raises ValueError when one is missing or is for nothing."""
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    sentences = msgspec.convert(written, dict[Evidence, str])
    missing = sorted(set(Evidence) - set(sentences))
    if missing:
        raise ValueError(f"{file.name} has no sentence for: {', '.join(missing)}.")
    return sentences
