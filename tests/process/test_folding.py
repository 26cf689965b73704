"""A name is found however it is spelt, in whatever order, with or without its signs."""

from __future__ import annotations

import pytest

from rjdesk.anonymise.folding import fold
from rjdesk.process.kernel.folding import LETTERS, Sought, fold_line

FOUND = [
    ("o'brien", "Niamh O’Brien"),
    ("o’brien", "Niamh O'Brien"),
    ("obrien", "Niamh Oʼ Brien"),
    ("brien", "Niamh O'Brien"),
    ("lukasz", "Łukasz Šimůnek"),
    ("simunek luk", "Łukasz Šimůnek"),
    ("soren", "Søren Kjær"),
    ("soeren kjaer", "Søren Kjær"),
    ("thordur", "Þórður Æsuson"),
    ("aesu", "Þórður Æsuson"),
    ("yildiz", "Ayşe Yıldız"),
    ("ayse", "Ayşe Yıldız"),
    ("ISIK", "Işık Çağlar"),
    ("ipek", "İpek Öztürk"),
    ("oeztuerk", "İpek Öztürk"),
    ("Öztürk", "Ipek Oeztuerk"),
    ("mueller", "Jürgen Müller"),
    ("Müller", "Jurgen Muller"),
    ("strasse", "Eva Straße"),
    ("dang", "Đặng Thị Hồng Nhung"),
    ("nhung hong", "Đặng Thị Hồng Nhung"),
    ("nguyen thi anh", "Nguyễn Thị Ánh"),
    ("anh nguyen", "Nguyễn Thị Ánh"),
    ("garcia-lopez", "María García López"),
    ("garcia lopez", "María García-López"),
    ("lopez garcia", "María García-López"),
    ("garcialopez", "María García-López"),
    ("lopez-garcia", "María García López"),
    ("vandenberg", "Anneke van den Berg"),
    ("berg anneke", "Anneke van den Berg"),
    ("macdonald", "Ailsa Mac Donald"),
    ("al rashid", "Noor al-Rashid"),
    ("alrashid", "Noor Al Rashid"),
    ("kaahumanu", "Kaʻahumanu Kekoa"),
    ("ka'ahu", "Kaʻahumanu Kekoa"),
    ("dangelo", "Chiara D'Angelo"),
    ("Cœur", "Jean Coeur"),
    ("coeur", "Jean Cœur"),
    ("ana  maria", "Ana\u00a0 Maria Souza"),
    ("maria ana", "Ana Maria Souza"),
    ("R2601", "R-2601 Cole Brandvold"),
    ("r-2601", "R-2601 Cole Brandvold"),
    ("2601", "R-2601 Cole Brandvold"),
    ("cole r-26", "R-2601 Cole Brandvold"),
    ("παπαδοπουλοσ", "Γεώργιος Παπαδόπουλος"),
    ("юлия", "Юлія Юлия"),
    ("小明", "王小明"),
    ("지민", "김지민"),
    ("プリヤ", "ﾌﾟﾘﾔ"),
    ("प्रिया", "प्रिया शर्मा"),
    ("e\u0301va", "Éva"),
    ("wsanec", "W̱SÁNEĆ"),
    ("ngaio", "Ŋaio"),
    ("an\u200ba", "Ana"),
    ("", "Anybody"),
    ("  - ", "Anybody"),
]
NOT_FOUND = [
    ("rien", "Niamh O'Brien"),
    ("ana maria", "Ana Souza"),
    ("ana ana-maria", "Ana Souza"),
    ("601", "R-2601 Cole"),
    ("muler", "Jürgen Müller"),
    ("colebrandvoldx", "Cole Brandvold"),
    ("x", ""),
]


@pytest.mark.parametrize(("typed", "line"), FOUND)
def test_somebody_is_found(typed: str, line: str) -> None:
    assert Sought(typed).is_in(fold_line(line))


@pytest.mark.parametrize(("typed", "line"), NOT_FOUND)
def test_somebody_else_is_not(typed: str, line: str) -> None:
    assert not Sought(typed).is_in(fold_line(line))


def test_nothing_typed_is_nothing_sought() -> None:
    assert not Sought(" ")
    assert Sought("a")


@pytest.mark.parametrize("letter", sorted(c for c in LETTERS if c.isalpha()))
def test_a_letter_is_found_by_the_spelling_that_anonymising_gives_it(letter: str) -> None:
    spelling = fold(f"Na{letter}a").text
    assert Sought(spelling).is_in(fold_line(f"Na{letter}a"))
