"""Other countries for a test: their locales, made in a folder of its own, and their zones."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

LOCALES = ("C.UTF-8", "de_DE.UTF-8", "ja_JP.UTF-8", "ar_EG.UTF-8", "he_IL.UTF-8", "tr_TR.UTF-8")
"""Another order of the day, no months of its own, three other scripts, and a dotless i."""

ZONES = ("UTC", "Pacific/Auckland")
"""Where it is the same day, and where it is often the next one already."""

SOURCES = Path("/usr/share/i18n/locales")


def make_locales(folder: Path, names: tuple[str, ...] = LOCALES) -> dict[str, str]:
    """Make locales in a folder, and return the environment in which they are found.

    Where the system has neither the tool nor the sources, the test is skipped by name, and
    fails where CI says that it must run.
    """
    if shutil.which("localedef") is None or not SOURCES.is_dir():
        lacking = "localedef, or what it reads, is missing here (Debian calls it: locales)"
        if os.environ.get("CI"):
            pytest.fail(lacking)
        pytest.skip(lacking)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        language, _, charmap = name.partition(".")
        if not (folder / name).is_dir():
            made = subprocess.run(
                ["localedef", "-i", language, "-f", charmap, str(folder / name)],
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            # It warns with 1 of what it made all the same.
            assert (folder / name).is_dir(), made.stderr
    return {"LOCPATH": str(folder)}
