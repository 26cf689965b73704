"""What is in the file: the same bytes each time, every font, nobody's name beside the text."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from rjdesk.paper.press import FormPress
from tests.paper.copies import Fill, LookAt

pytestmark = pytest.mark.elsewhere

PRINT = """
import hashlib, sys
from datetime import date
from pathlib import Path
from rjdesk.desk.sheets import Sheet, Signer
from rjdesk.paper.press import FormPress
press = FormPress(Path("forms"), Path("resources/fonts"))
for form in ("accountability-agreement", "agreement-to-dialogue"):
    sheet = Sheet(
        form=form, code="RJ-7QK4-M2", version=1, digest="9f2c1ab3", draft=True,
        fields={
            "participant.name": "Nguyễn Thị Ánh", "harm": "A & B", "deadline": date(2026, 12, 18),
        },
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
        with pikepdf.open(BytesIO(pdf)) as opened:
            things = [thing for thing in opened.objects if isinstance(thing, pikepdf.Dictionary)]
            fonts = [thing for thing in things if thing.get("/Type") == "/FontDescriptor"]
            assert fonts
            assert all("/FontFile2" in font for font in fonts)
            assert not any("Helvetica" in str(thing.get("/BaseFont")) for thing in things)


def test_nothing_beside_the_text_names_anybody_or_anything(press: FormPress, filled: Fill) -> None:
    pdf = press.print_pdf(filled("agreement-to-dialogue"))
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert "/Info" not in opened.trailer
        xmp = opened.Root.Metadata.read_bytes().decode()
        plain = BytesIO()
        opened.save(
            plain,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,
        )
        things = [thing for thing in opened.objects if not isinstance(thing, pikepdf.Stream)]
        assert not any(b"Nguy" in thing.unparse() for thing in things)
    assert re.findall("<rdf:li[^>]*>([^<\n]+)<", xmp) == ["Agreement to Dialogue", "en"]
    traces = "anonymous|reportlab|pikepdf|qpdf|producer|creator|author|/tmp|20[0-9]{2}-"
    assert b"<</MCID 0>> BDC" in plain.getvalue()
    assert not re.findall(traces.encode(), pdf + plain.getvalue(), re.IGNORECASE)


def test_the_file_says_its_name_and_which_language_it_is_in(press: FormPress, filled: Fill) -> None:
    sheet = filled("question-sheet", fields={"words.question_sheet": "Q & <A>\x07"})
    with pikepdf.open(BytesIO(press.print_pdf(sheet))) as opened:
        assert opened.Root.Lang == "en"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert opened.open_metadata()["dc:title"] == "Q & <A>"


def test_a_locked_paper_opens_with_its_password_alone(press: FormPress, filled: Fill) -> None:
    pdf = press.print_pdf(filled("agreement-to-dialogue"))
    locked = press.encrypt(pdf, "a pass phrase")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked), password="another")
    with pikepdf.open(BytesIO(locked), password="a pass phrase") as opened:
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        assert opened.allow.accessibility
        assert len(opened.pages) == len(pikepdf.open(BytesIO(pdf)).pages)
