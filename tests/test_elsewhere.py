"""Run under another locale and zone, the tests marked so really stand there."""

from __future__ import annotations

import locale
import os
import time

import pytest
from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.elsewhere


@pytest.mark.skipif(not os.environ.get("LC_ALL"), reason="no other locale is asked for")
def test_the_locale_that_was_asked_for_is_the_one_that_counts(qapp: QApplication) -> None:
    assert locale.setlocale(locale.LC_TIME) == os.environ["LC_ALL"]


@pytest.mark.skipif(not os.environ.get("TZ"), reason="no other zone is asked for")
def test_the_zone_that_was_asked_for_is_the_one_that_counts() -> None:
    assert (time.timezone == 0) is (os.environ["TZ"] in {"UTC", "GMT"})
