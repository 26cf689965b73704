"""The first paper of a session: what it needs is there before somebody asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import rjdesk

# A process of its own: in that of the tests the libraries have long been read.
STORY = """
import sys, time
from datetime import date

from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from rjdesk.services import services
from rjdesk.screens.pages.cases.case import CaseScreen
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route
from rjdesk.screens.pages.papers.page import PapersPage
from rjdesk.rehearsal import two_parties as s1
from tests.screens.case_pages import told_up_to

HEAVY = ("reportlab", "pikepdf", "pypdfium2", "rjdesk.paper")
WHERE_FORMS_LIE = {"rjdesk.paper", "rjdesk.paper.files"}


def heavy():
    return {name for name in list(sys.modules) if name.startswith(HEAVY)} - WHERE_FORMS_LIE


app = QApplication([])
world = told_up_to(s1.CIRCLE, date(2026, 10, 26))
outside, link = services(clock=world.clock), Link(world.desk("priya"))
for name in [*heavy()]:
    sys.exit(f"{name} was there before")
case = CaseScreen(outside, link, Route("case", s1.CASE))
case.refresh()
case.show()
while not heavy():
    app.processEvents()
assert QThreadPool.globalInstance().waitForDone(60_000)
before = heavy()
for which in ("first", "second"):
    began = time.perf_counter()
    page = PapersPage(outside, link, Route("papers", s1.CASE))
    page.resize(1000, 700)
    page.show()
    page.refresh()
    while not page.print_button.isEnabled():
        app.processEvents()
    print(f"the {which} paper is seen after {(time.perf_counter() - began) * 1000:.0f} ms")
print("missing:", sorted(heavy() - before))
"""


def test_nothing_is_left_to_be_read_when_the_case_page_has_been_shown() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STORY],
        cwd=Path(rjdesk.__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not done.returncode, done.stderr
    print(done.stdout)
    assert done.stdout.splitlines()[-1] == "missing: []"
