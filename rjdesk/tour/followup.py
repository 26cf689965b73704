"""The tour: what was agreed is done and told, and the case is closed (steps 22 to 24)."""

from __future__ import annotations

from PySide6.QtCore import Qt

from rjdesk.rehearsal import two_parties as s1
from rjdesk.tour.story import Tour


def follow_up(story: Tour) -> None:
    """Letter, hours, materials; Ánh is told; both facilitators look back."""
    hand = story.hand
    story.on(s1.NOV6)
    story.sits_down("mateo")
    hand.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    hand.picture("today", "Today: what waits, by date")
    story.open_case()
    hand.click("Follow up")
    _done(story, s1.LETTER, "the letter, seen by both", "Cole")
    hand.reads(f"Tell {s1.ANH_NAME} that “{s1.LETTER}” is done")
    hand.picture("tell", "Ánh is to be told of each step (RC-114)")
    hand.click(f"Told: Tell {s1.ANH_NAME} that “{s1.LETTER}” is done")
    hand.click("Record")
    _fulfilled(story)
    _look_back(story)


def _done(story: Tour, what: str, evidence: str, by: str) -> None:
    hand = story.hand
    hand.click(f"Done: {what}")
    hand.type("What shows that it is done", evidence)
    hand.type("Who provided it", by)
    hand.click("Record")


def _fulfilled(story: Tour) -> None:
    hand = story.hand
    story.on(s1.DEC16)
    story.sits_down("mateo")
    story.open_case()
    hand.click("Follow up")
    _done(story, s1.HOURS, "a list of the hours", "Ánh")
    _done(story, s1.MATERIALS, "receipt", "Cole")
    hand.click("Everything is fulfilled…")
    hand.click("Record")
    hand.reads("between 16 June 2027 and 16 December 2027")
    hand.picture("fulfilled", "Fulfilled: three follow-ups, and the window in which records end")


def _look_back(story: Tour) -> None:
    hand = story.hand
    story.on(s1.DEC17)
    story.sits_down("priya")
    story.open_case()
    hand.click("Follow up")
    hand.type("What went well", "Both stayed with it, and with one another.")
    hand.type("What could be improved", "A longer break before the agreement.")
    hand.click("Save the reflection")
    hand.click("I sign this reflection")
    hand.reads("Mateo Villaseñor has not signed the debrief reflection.")
    hand.picture("one-author", "One author is not enough: both sign the reflection (RC-105)")
    story.sits_down("mateo")
    story.open_case()
    hand.click("Follow up")
    hand.click("I sign this reflection")
    hand.click("Close the case…")
    hand.click("Close")
    hand.reads("Closed on 17 December 2026")
    hand.click("Back to the case")
    hand.picture("closed", "Closed; its records wait for their window")
