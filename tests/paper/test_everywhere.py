"""A form is the same bytes wherever the computer stands: in every locale and zone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.elsewhere import LOCALES, ZONES, make_locales

pytestmark = pytest.mark.elsewhere

ROOT = Path(__file__).parents[2]

PRINT = """
import calendar, hashlib, json, locale, sys, time
from PySide6.QtWidgets import QApplication
app = QApplication(sys.argv)  # which is what makes the locale of the system count
from tests.paper.every_sheet import every_sheet, press
prints = {
    name: hashlib.sha256(press().print_pdf(sheet)).hexdigest() for name, sheet in every_sheet()
}
print(json.dumps({
    "month": calendar.month_name[10], "zone": time.tzname[0], "prints": prints,
}))
"""


def printed_under(env: dict[str, str]) -> dict[str, object]:
    """Print every sheet in a process of its own, as the program does: after Qt has begun."""
    surroundings = {
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONIOENCODING": "utf-8",
        **env,
    }
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, object] = json.loads(done.stdout)
    return said


@pytest.fixture(scope="module")
def at_home() -> dict[str, object]:
    return printed_under({"LC_ALL": "C.UTF-8", "TZ": "UTC"})


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return make_locales(tmp_path_factory.mktemp("locales"))


@pytest.mark.parametrize("place", LOCALES)
def test_every_form_is_the_same_bytes_in_every_locale_and_zone(
    at_home: dict[str, object], elsewhere: dict[str, str], place: str
) -> None:
    zone = ZONES[LOCALES.index(place) % len(ZONES)]
    there = printed_under({**elsewhere, "LC_ALL": place, "TZ": zone})
    # The locale was really there, or this would show nothing.
    assert there["month"] != at_home["month"] or place == "C.UTF-8"
    assert there["prints"] == at_home["prints"]


def test_every_form_is_the_same_bytes_on_the_other_side_of_the_date_line(
    at_home: dict[str, object],
) -> None:
    there = printed_under({"LC_ALL": "C.UTF-8", "TZ": "Pacific/Auckland"})
    assert there["zone"] != at_home["zone"]
    assert there["prints"] == at_home["prints"]
