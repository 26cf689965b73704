"""What the tests of paper share: the shipped press, filled sheets, and eyes for a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from rjdesk.desk.sheets import Sheet, Signer, Table
from rjdesk.paper import preview
from rjdesk.paper.fields import FIELDS, LISTS, TABLES, WORDS
from rjdesk.paper.press import FormPress
from tests.paper.copies import Fill, LookAt, Question, Texts, Words

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def forms_folder() -> Path:
    return ROOT / "forms"


@pytest.fixture(scope="session")
def press(forms_folder: Path) -> FormPress:
    return FormPress(forms_folder, ROOT / "resources" / "fonts")


@pytest.fixture(scope="session")
def look_at() -> LookAt:
    """Ask something of each page, on the one thread that PDFium may run on."""

    def look(pdf: bytes, question: Question) -> list[Any]:
        def ask() -> list[Any]:
            document = pypdfium2.PdfDocument(pdf)
            try:
                return [question(page) for page in document]
            finally:
                document.close()

        return preview._thread().submit(ask).result()

    return look


@pytest.fixture(scope="session")
def texts(look_at: LookAt) -> Texts:
    """Return the text of each page, with the line breaks as they are."""
    return lambda pdf: look_at(pdf, lambda page: page.get_textpage().get_text_range())


@pytest.fixture(scope="session")
def words(texts: Texts) -> Words:
    """Return all text, with each break of a line as a space."""
    return lambda pdf: " ".join(" ".join(texts(pdf)).split())


@pytest.fixture
def filled(filled_form: Fill) -> Fill:
    return filled_form


@pytest.fixture(scope="session")
def filled_form() -> Fill:
    """Return a form filled with the register's samples, and whatever the test adds."""

    def fill(form: str, **changes: object) -> Sheet:
        sheet: dict[str, object] = {
            "form": form,
            "letterhead": "Reed College\nRestorative Justice Coalition",
            "code": "RJ-7QK4-M2",
            "version": 2,
            "digest": "9f2c1ab3",
            "fields": {
                name: field.sample
                for name, field in FIELDS.items()
                if not name.startswith(WORDS) and name != "case.code"
            },
            "lists": {name: field.sample for name, field in LISTS.items()},
            "tables": {
                name: Table(tuple(f"Column {c.name}" for c in field.columns), field.sample[:1])
                for name, field in TABLES.items()
            },
            "signers": {
                "participant": (Signer("Nguyễn Thị Ánh"),),
                "primary_parties": (
                    Signer("Nguyễn Thị Ánh", "Affected Party"),
                    Signer("Łukasz Šimůnek", "Affected Party and Responsible Party"),
                ),
            },
        }
        return Sheet(**(sheet | changes))

    return fill
