"""Other countries for a test: their locales, made in a folder of its own, and their zones.

The tests marked ``elsewhere`` hold wherever the computer stands. They are also run as
``LC_ALL=de_DE.UTF-8 TZ=Pacific/Auckland python -m pytest -m elsewhere``; a locale that is not
installed is made then.
"""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

LOCALES = ("C.UTF-8", "de_DE.UTF-8", "ja_JP.UTF-8", "ar_EG.UTF-8", "he_IL.UTF-8", "tr_TR.UTF-8")
"""Another order of the day, no months of its own, two other scripts, and a dotless i."""

ZONES = ("UTC", "Pacific/Auckland")
"""Where it is one day, and where it is often the next one already."""

SOURCES = Path("/usr/share/i18n/locales")
LACKING = "localedef, or what it reads, is missing here (Debian calls the package: locales)"


def can_make_locales() -> bool:
    """Whether this system has the tool and the sources that locales are made of."""
    return shutil.which("localedef") is not None and SOURCES.is_dir()


def make_locales(folder: Path, names: Iterable[str] = LOCALES) -> dict[str, str]:
    """Make locales in a folder, and return the environment in which they are found.

    Where they cannot be made, the test is skipped with a reason, and fails under CI.
    """
    if not can_make_locales():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(LACKING)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        language, _, charmap = name.partition(".")
        made = subprocess.run(
            ["localedef", "-i", language, "-f", charmap or "UTF-8", str(folder / name)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        # It warns with 1 of what it made all the same.
        assert (folder / name).is_dir(), made.stderr
    return {"LOCPATH": str(folder)}


def is_there(name: str) -> bool:
    """Whether the system knows a locale; which one counts is not changed."""
    before = locale.setlocale(locale.LC_TIME)
    try:
        locale.setlocale(locale.LC_TIME, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_TIME, before)
    return True
