"""The room as the program opens it, with the lists that it ships, once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.gate import Gate
from rjdesk.anonymise.label_words import LabelWords
from rjdesk.anonymise.lexicon import Lexicon

TOP = Path(__file__).parents[2]
LEXICON = TOP / "resources" / "lexicon"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon(LEXICON)


@pytest.fixture(scope="session")
def finder(lexicon: Lexicon) -> Finder:
    return Finder(lexicon)


@pytest.fixture(scope="session")
def words(lexicon: Lexicon) -> LabelWords:
    return lexicon.labels


@pytest.fixture(scope="session")
def gate(finder: Finder) -> Gate:
    return Gate(finder)
