"""What a chapter of the tour works with: the program, a hand, and the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from rjdesk.app import Application
from rjdesk.screens.kit.sheet import PaperSheet
from rjdesk.tour.hand import Hand

PASSPHRASES = "{} walks seven quiet rivers home"
TO_BEGIN_WITH = "{} finds nine amber lanterns uphill"
"""What a member is told with their keys, and types once."""


class StoryClock:
    """A calendar that is turned by hand; within a day time goes on by a second a look."""

    def __init__(self, moment: datetime) -> None:
        """Stand at a moment (UTC)."""
        self.moment = moment

    def __call__(self) -> datetime:
        """Return the moment, a second later each time."""
        self.moment += timedelta(seconds=1)
        return self.moment

    def turn_to(self, day: date, hour: int = 10) -> None:
        """Turn to an hour of a day."""
        self.moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


class Tour:
    """The tour under way. ``papers`` are the PDFs that it saved, with their captions."""

    def __init__(self, application: Application, hand: Hand, clock: StoryClock) -> None:
        """Begin."""
        self.application, self.hand, self.clock = application, hand, clock
        self.chapters: list[tuple[str, int]] = []
        self.papers: list[tuple[str, str]] = []
        self.code = ""

    @property
    def out(self) -> Path:
        """Where pictures and papers go."""
        return self.hand.out

    def chapter(self, title: str) -> None:
        """Begin a chapter; the pictures that follow belong to it."""
        self.chapters.append((title, len(self.hand.pictures)))

    def on(self, day: date, hour: int = 10) -> None:
        """Turn the calendar."""
        self.clock.turn_to(day, hour)

    def sits_down(self, login: str) -> None:
        """Lock, and have another member unlock with their own passphrase."""
        hand = self.hand
        if self.application.vault is not None and self.application.vault.login == login:
            hand.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
            return
        self._at_the_unlock_screen(login)
        hand.type("Passphrase", PASSPHRASES.format(login))
        hand.press(Qt.Key.Key_Return)
        hand.reads("Today")

    def begins_here(self, login: str, picture: str = "") -> None:
        """Let a member unlock for the first time, and choose a passphrase of their own."""
        hand = self.hand
        self._at_the_unlock_screen(login)
        hand.reads("You unlock this for the first time.")
        hand.type("Passphrase", TO_BEGIN_WITH.format(login))
        hand.type("Passphrase of your own", PASSPHRASES.format(login))
        hand.type("Again", PASSPHRASES.format(login))
        if picture:
            hand.picture("first-session", picture)
        hand.press(Qt.Key.Key_Return)
        hand.reads("Today")

    def _at_the_unlock_screen(self, login: str) -> None:
        if self.application.vault is not None:
            self.hand.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        self.hand.choose("Label", login)

    def open_case(self) -> None:
        """Go to the list of cases and open the one of the story."""
        self.hand.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        self.hand.open_row(self.code)
        self.hand.reads(f"Case {self.code}")

    def waits_for_paper(self) -> None:
        """Wait until the paper is on the screen."""
        self.hand.wait(self._paper_is_there, "a paper")

    def _paper_is_there(self) -> bool:
        window = self.hand.window
        saves = [b for b in window.findChildren(QPushButton) if "Save as PDF" in b.text()]
        return bool(window.findChildren(PaperSheet)) and all(b.isEnabled() for b in saves)

    def keep_paper(self, file: str, caption: str) -> None:
        """Save the paper on the screen through the save dialog."""
        self.hand.click("Save as PDF…")
        self.hand.save_dialog(self.out / file)
        self.papers.append((file, caption))
        print(f"  {file}: {caption}")
