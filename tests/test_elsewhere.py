"""A run in another language and zone really is there: both are ignored where they are missing."""

from __future__ import annotations

import locale
import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale


@pytest.mark.elsewhere
def test_the_language_that_is_asked_for_is_installed_and_qt_speaks_it() -> None:
    wanted = os.environ.get("LC_ALL", "C")
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, wanted)
    finally:
        locale.setlocale(locale.LC_ALL, before)
    language = wanted.partition(".")[0]
    assert language in {"C", "POSIX"} or QLocale.system().name() == language


@pytest.mark.elsewhere
def test_the_zone_that_is_asked_for_is_the_local_one() -> None:
    now = datetime.now(UTC)
    zone = os.environ.get("TZ")
    assert (
        zone is None or now.astimezone().utcoffset() == now.astimezone(ZoneInfo(zone)).utcoffset()
    )
