"""Every form on every paper that is offered, and the types of what the fixtures give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from rjdesk.desk.sheets import Sheet

Question = Callable[[pypdfium2.PdfPage], Any]
LookAt = Callable[[bytes, Question], list[Any]]
Texts = Callable[[bytes], list[str]]
Words = Callable[[bytes], str]
Fill = Callable[..., Sheet]


FORMS = (
    "accountability-agreement",
    "agreement-to-dialogue",
    "circle-packet",
    "compliance-sheet",
    "debrief-sheet",
    "destruction-certificate",
    "further-steps",
    "question-sheet",
    "recovery-sheet",
    "reflections",
    "report-back",
    "staff-advisor-notice",
    "what-happens-next",
)
COPIES = [
    pytest.param(form, size, points, id=f"{form} on {size} in {points} points")
    for form in FORMS
    for size in ("letter", "a4")
    for points in (11.5, 18)
]
