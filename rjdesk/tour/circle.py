"""The tour: the circle, in five rounds, with the laptop facing the facilitator (steps 17 to 20)."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt

from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.coalitions import REED
from rjdesk.screens.kit.escape import TWICE_WITHIN_S
from rjdesk.screens.kit.hurry import AT_MOST_MS
from rjdesk.screens.pages.circle.page import CirclePage
from rjdesk.screens.pages.circle.room import RoomWindow
from rjdesk.tour.story import Tour

SAID_BEFORE_EXCEPTIONS = 4
EVERYBODY = 4
PIN = "2468"


def sit_in_circle(story: Tour) -> None:
    """Go through the rounds with the keys that a facilitator has under their hand."""
    _sit_down(story)
    _guidelines(story)
    _values(story)
    _questions(story)
    _agreement(story)
    _closing(story)


def circle_key(story: Tour, key: Qt.Key, times: int = 1) -> None:
    """Press a key of the circle, each time after the one before was taken for a command."""
    pages = story.hand.window.findChildren(CirclePage)
    for _ in range(times):
        story.hand.press(key)
        story.hand.wait(lambda: not any(p.keys.quiet.isActive() for p in pages), "a quiet moment")


def end_round(story: Tour, key: Qt.Key = Qt.Key.Key_G) -> None:
    """Go on to the next round, or close the circle, and say yes when it is asked."""
    circle_key(story, key)
    _reads_for(story, AT_MOST_MS / 1000)
    story.hand.press(Qt.Key.Key_Return)


def _reads_for(story: Tour, seconds: float) -> None:
    """Let as long pass as somebody takes who reads what has appeared."""
    since = time.monotonic()
    story.hand.wait(lambda: time.monotonic() - since > seconds, "a moment to read")


def _write(story: Tour, field: str, text: str) -> None:
    """Press W, type, Enter, and Escape back to the keys, long after the one before."""
    hand = story.hand
    circle_key(story, Qt.Key.Key_W)
    hand.type(field, text)
    hand.press(Qt.Key.Key_Return)
    _reads_for(story, TWICE_WITHIN_S)
    hand.press(Qt.Key.Key_Escape)


def sit_down(story: Tour, picture: str = "") -> None:
    """Go to the circle, choose a PIN, and begin with everybody who was invited."""
    hand = story.hand
    hand.click("Sit down together")
    hand.reads("First, a short PIN")
    hand.type("PIN for this session", PIN)
    hand.press(Qt.Key.Key_Return)
    if picture:
        hand.picture("seats", picture)
    hand.click("Begin the circle")


def _sit_down(story: Tour) -> None:
    hand = story.hand
    story.on(s1.OCT26, hour=14)
    sit_down(story, "Who is here, in the order of the seats")
    hand.reads("Say this now")
    hand.picture("circle-begins", "Facing me: the ring, what to say now, one key to the next step")


def _guidelines(story: Tour) -> None:
    hand = story.hand
    circle_key(story, Qt.Key.Key_S, times=SAID_BEFORE_EXCEPTIONS)
    _write(story, "A guideline from Ánh", s1.GUIDELINE)
    circle_key(story, Qt.Key.Key_Space)
    _write(story, "A guideline from Cole", "We may ask for a pause")
    circle_key(story, Qt.Key.Key_Space, times=EVERYBODY - 1)
    hand.click("All agree to the guidelines")
    circle_key(story, Qt.Key.Key_G)
    hand.reads("Read the three exceptions” has not been said yet")
    hand.picture("exceptions-first", "Round 2 stays closed until the exceptions are read (RC-084)")
    circle_key(story, Qt.Key.Key_R)
    room = _room(story)
    hand.keep(room.grab(), "room-guidelines", "Facing the room: what everybody may see")
    circle_key(story, Qt.Key.Key_S, times=2)
    end_round(story)
    hand.reads("Values of this circle")


def _room(story: Tour) -> RoomWindow:
    rooms = [w for w in story.hand.app.topLevelWidgets() if isinstance(w, RoomWindow)]
    room = next(w for w in rooms if w.isVisible())
    room.resize(1280, 720)
    story.hand.settle()
    return room


def _values(story: Tour) -> None:
    hand = story.hand
    _write(story, "A value from Ánh", "honesty")
    _write(story, "A value from Cole", "respect")
    _write(story, "A value from Dana", "patience")
    circle_key(story, Qt.Key.Key_P)
    hand.picture("values", "A value from each, or a pass; Minh passes")
    end_round(story, Qt.Key.Key_Space)
    hand.reads("Guiding questions")


def _questions(story: Tour) -> None:
    hand = story.hand
    circle_key(story, Qt.Key.Key_Space)
    circle_key(story, Qt.Key.Key_Space, times=3)
    hand.picture("question", "Round 3, turn 4: the question, and who has the talking piece")
    hand.keep(_room(story).grab(), "room-question", "Facing the room: the question alone")
    hand.press(Qt.Key.Key_Escape, times=2)
    hand.reads("A circle is under way")
    hand.picture("covered", "Esc Esc covers the screen at once")
    hand.letters(PIN)
    hand.press(Qt.Key.Key_Return)
    story.sits_down("mateo")
    story.sits_down("priya")
    story.open_case()
    hand.click("Go to the circle")
    hand.type("PIN for this session", PIN)
    hand.press(Qt.Key.Key_Return)
    hand.reads("Minh has spoken")
    hand.picture("resumed", "After a lock the circle goes on at round 3, turn 4")
    circle_key(story, Qt.Key.Key_P)
    end_round(story)
    hand.reads("The agreement so far")


def _action(story: Tour, what: str, due: str, known: str) -> None:
    hand = story.hand
    hand.type("What will be done", what)
    hand.choose("By whom", "Cole")
    hand.choose("For whom", "Ánh")
    hand.type("By which day", due)
    hand.type("How will we know", known)
    hand.type("Who checks", REED["priya"][0])
    hand.click("Propose this action")


def _agreement(story: Tour) -> None:
    hand = story.hand
    hand.type("The harm to repair", s1.HARM)
    hand.click("Save the harm to repair")
    _action(story, s1.LETTER, "2026-11-06", "Ánh has read it")
    hand.click("Propose another action")
    _action(story, s1.HOURS, "2026-12-11", "Ánh keeps a list")
    hand.click("Propose another action")
    _action(story, s1.MATERIALS, "soon", "A receipt")
    hand.reads("(“soon” is not a day)")
    hand.picture("soon", "“Soon” is not a day; the agreement asks for one (RC-111)")
    hand.type("By which day", "2026-12-18")
    hand.click("Propose this action")
    hand.click(f"Everybody agrees: {s1.LETTER}")
    hand.click(f"Everybody agrees: {s1.MATERIALS}")
    for name in ("Ánh", "Cole", "Minh"):
        hand.tick(f"{name} agrees to: {s1.HOURS}")
    hand.type("The day by which all of it is done", "2026-12-18")
    hand.click("Set the day")
    hand.click("I have read it back")
    hand.picture("agreement-forms", "The agreement as it forms, agreed by each")
    hand.press(Qt.Key.Key_Escape)
    circle_key(story, Qt.Key.Key_R)
    hand.keep(_room(story).grab(), "room-agreement", "Facing the room: the agreement as it forms")


def _closing(story: Tour) -> None:
    hand = story.hand
    end_round(story)
    hand.reads(s1.CLOSING_QUESTION)
    circle_key(story, Qt.Key.Key_Space, times=EVERYBODY)
    end_round(story, Qt.Key.Key_Space)
    hand.reads("The circle has ended")
    hand.picture("ended", "The circle has ended")
    hand.click("To the agreement")
