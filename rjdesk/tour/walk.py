"""Walk the tour: make a throw-away vault, live the story in it, write the pages, destroy it."""

from __future__ import annotations

import shutil
import sys
import tempfile
import traceback
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from rjdesk.app import Application
from rjdesk.services import services
from rjdesk.tour.chapters import STORIES
from rjdesk.tour.hand import Hand
from rjdesk.tour.index import write_index
from rjdesk.tour.story import StoryClock, Tour
from rjdesk.vault.header import FLOOR

OFFSCREEN_LIMITS = (
    "This plugin does not support propagateSizeHints",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)
"""What Qt says of every window where there is no display; it says nothing about us."""


def walk(out: Path, programme: str = "reed-2019") -> int:
    """Walk a programme's story; save pictures, papers and an index; return the exit code.

    The vault lies in a temporary folder and is destroyed at the end, whatever happens.
    """
    # The dialog that saves a paper begins in one's documents, not where the command was typed.
    out = out.absolute()
    home = Path(tempfile.mkdtemp(prefix="rjdesk-tour-"))
    try:
        complaints = live(home, out, programme)
    finally:
        shutil.rmtree(home)
    for text in complaints:
        print(f"Not as it should be: {text}")
    print(f"The tour is in {out / 'index.html'}")
    return 1 if complaints else 0


def live(home: Path, out: Path, programme: str = "reed-2019") -> list[str]:
    """Live the story in a vault under ``home``; return what Qt or Python complained of."""
    out.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    qInstallMessageHandler(
        lambda kind, _context, text: (
            complaints.append(text or "") if kind != QtMsgType.QtDebugMsg else None
        )
    )
    python_says = sys.excepthook
    sys.excepthook = lambda kind, failure, where: complaints.append(
        "".join(traceback.format_exception(kind, failure, where))
    )
    instance = QApplication.instance()
    app = instance if isinstance(instance, QApplication) else QApplication(["rjdesk"])
    try:
        story = _begin(app, home, out)
        for title, chapter in STORIES[programme]:
            print(title)
            story.chapter(title)
            chapter(story)
        print(story.hand.watchdog.report())
        story.application.close_vault()
        story.application.window.close()
        write_index(out, story)
    finally:
        qInstallMessageHandler(None)
        sys.excepthook = python_says
    return [text for text in complaints if not text.startswith(OFFSCREEN_LIMITS)]


def _begin(app: QApplication, home: Path, out: Path) -> Tour:
    clock = StoryClock(datetime.combine(date(2026, 9, 1), datetime.min.time(), UTC))
    outside = services(
        clock=clock, cost=FLOOR, suggested=home / "tour.rjvault", settings=home / "settings"
    )
    application = Application(app, outside, outside.suggested, after_lock=lambda _folder: None)
    application.after_lock = application.show_unlock
    application.show()
    return Tour(application, Hand(app, application.window, out), clock)
