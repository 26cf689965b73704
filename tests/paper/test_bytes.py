"""What is in the file: the same bytes each time, every font, nobody's name beside the text."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from rjdesk.paper.press import FormPress
from tests.paper.copies import Fill, LookAt

PRINT = """
import hashlib, sys
from pathlib import Path
from rjdesk.desk.sheets import Sheet, Signer
from rjdesk.paper.press import FormPress
press = FormPress(Path("forms"), Path("resources/fonts"))
for form in ("accountability-agreement", "agreement-to-dialogue"):
    sheet = Sheet(
        form=form, code="RJ-7QK4-M2", version=1, digest="9f2c1ab3", draft=True,
        fields={"participant.name": "Nguyễn Thị Ánh", "harm": "A & B", "deadline": "soon"},
        signers={"primary_parties": (Signer("Ana"), Signer("Cole"))},
    )
    for size in ("letter", "a4"):
        print(hashlib.sha256(press.print_pdf(sheet, size=size)).hexdigest())
"""


def test_the_same_sheet_gives_the_same_bytes_in_any_process() -> None:
    root = Path(__file__).parents[2]
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LANG": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "1700000000"},
    ]
    prints = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", PRINT],
            cwd=root,
            env={"PYTHONPATH": str(root), **env},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for env in surroundings
    ]
    assert prints[0] == prints[1]
    assert len(set(prints[0].split())) == 4


def test_printing_twice_or_after_another_form_changes_nothing(
    press: FormPress, filled: Fill
) -> None:
    sheet = filled("agreement-to-dialogue")
    first = hashlib.sha256(press.print_pdf(sheet)).digest()
    press.print_pdf(filled("question-sheet"), points=18)
    assert hashlib.sha256(press.print_pdf(sheet)).digest() == first


@pytest.mark.parametrize("draft", [False, True])
def test_every_font_is_in_the_file(
    press: FormPress, filled: Fill, look_at: LookAt, *, draft: bool
) -> None:
    def unembedded(page: pypdfium2.PdfPage) -> list[object]:
        fonts = [
            pdfium.FPDFTextObj_GetFont(thing.raw)
            for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
        ]
        assert fonts
        return [font for font in fonts if pdfium.FPDFFont_GetIsEmbedded(font) != 1]

    for form in press.forms():
        pdf = press.print_pdf(filled(form.id, draft=draft))
        assert not any(look_at(pdf, unembedded))
        assert b"Helvetica" not in pdf
        assert pdf.count(b"/Type /FontDescriptor") == pdf.count(b"/FontFile2") > 0


def test_nothing_beside_the_text_names_anybody(
    press: FormPress, filled: Fill, look_at: LookAt
) -> None:
    pdf = press.print_pdf(filled("agreement-to-dialogue"))
    about = look_at(pdf, lambda page: page.pdf.get_metadata_dict())[0]
    assert about["Title"] == "Agreement to Dialogue"
    assert {about["Author"], about["Subject"], about["Keywords"]} == {""}
    for trace in (b"anonymous", b"/tmp", b"Nguy"):
        assert trace not in pdf


def test_the_file_says_which_language_it_is_in(press: FormPress, filled: Fill) -> None:
    assert b"/Lang (en)" in press.print_pdf(filled("question-sheet"))
