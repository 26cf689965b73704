"""What follows from a case about preparation: derived, never recorded."""

from __future__ import annotations

import re

from rjdesk.process.preparation.state import Question

FACT_FINDING = re.compile(
    r"\b(who (started|left|took|did|broke|said)|prove|proof|evidence that|why did you|"
    r"did you (really|actually)|is it true|admit|whose fault|what exactly happened)\b",
    re.IGNORECASE,
)


def seeks_facts(question: Question) -> bool:
    """Whether a question sounds like an inquiry into facts (RC-089)."""
    return FACT_FINDING.search(question.text) is not None
