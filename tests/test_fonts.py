"""The shipped letters: what a person is called can be shown and printed."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

FONTS = Path(__file__).parent.parent / "resources" / "fonts"
FILES = sorted(FONTS.glob("*.ttf"))
NAMES = [
    "Nguyễn Thị Ánh",
    "Łukasz Šimůnek",
    "İpek Çağlar",
    "Ștefan Țiriac",
    "Lǚ Xiǎomíng",
    "Kaʻahumanu",
    "Γεώργιος Παπαδόπουλος",
    "Юлія Ґринько",
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_font_has_outlines_that_both_qt_and_a_pdf_can_embed(file: Path) -> None:
    with TTFont(file) as font:
        assert "glyf" in font
        assert "fvar" not in font
        assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("style", ["Regular", "Bold"])
@pytest.mark.parametrize("family", ["Literata", "NotoSans"])
def test_a_name_can_be_written_in_full(family: str, style: str, name: str) -> None:
    with TTFont(FONTS / f"{family}-{style}.ttf") as font:
        letters = font.getBestCmap()
    assert {letter for letter in name if ord(letter) not in letters} == set()


def test_qt_knows_the_families_by_their_names(qtbot: QtBot) -> None:
    ids = [QFontDatabase.addApplicationFont(str(file)) for file in FILES]
    families = {family for id_ in ids for family in QFontDatabase.applicationFontFamilies(id_)}
    assert families >= {"Atkinson Hyperlegible Next", "Literata", "Noto Sans"}
    assert {"Regular", "SemiBold", "Bold"} <= set(QFontDatabase.styles("Literata"))
    assert {"Regular", "Italic", "Bold", "Bold Italic"} <= set(
        QFontDatabase.styles("Atkinson Hyperlegible Next")
    )


def test_each_family_has_its_licence_beside_it() -> None:
    for family in {file.stem.split("-")[0] for file in FILES}:
        text = (FONTS / f"{family}-OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
