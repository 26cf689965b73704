"""Records that two destroy, on the screen: confirmed, and the certificate kept as paper."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rjdesk.desk.outcome import Recorded
from tests.scenarios.destroying import CASE, to_be_destroyed
from tests.screens.program import Shown

CERTIFICATE = "The certificate of destruction"


def save(qtbot: QtBot, shown: Shown, file: Path) -> None:
    """Press the button that saves the certificate, and choose where."""
    shown.press("Save it…")
    page = shown.desktop.here
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is not None)
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.reject()


def test_two_destroy_a_case_and_save_the_certificate(qtbot: QtBot, tmp_path: Path) -> None:
    world = to_be_destroyed(None)
    imani = world.desk("imani")
    assert isinstance(imani.record(CASE, imani.proposal_of(CASE, shredded=True)), Recorded)
    shown = Shown(qtbot, world, "priya")
    shown.go("records", CASE)
    shown.press("Destroy them…")
    shown.press("Destroy them")
    shown.reads(CERTIFICATE)
    assert CASE not in shown.link.desk.cases()
    save(qtbot, shown, tmp_path / "nowhere" / "certificate.pdf")
    shown.reads("could not be written there")
    assert CERTIFICATE in shown.said(), "it is lost with the session, so it waits"
    file = tmp_path / "certificate.pdf"
    save(qtbot, shown, file)
    shown.reads("The certificate was saved")
    assert CERTIFICATE not in shown.said()
    words = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file))
    assert "Imani Okafor" in words
    assert "Priya Raman" in words
