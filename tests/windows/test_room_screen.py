"""The screen for the room takes nothing from the laptop, under two window managers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.windows.bed import Bed
from tests.windows.conftest import desk_on
from tests.windows.display import LAPTOP, ROOM
from tests.windows.program import Program, name_of
from tests.windows.routes import UNDER_WAY, to_circle
from tests.windows.vaults import Shelf

SPOKEN = "has spoken"


@pytest.fixture(params=["openbox", "metacity"])
def circle(
    request: pytest.FixtureRequest,
    tools: None,
    shelf: Shelf,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Program]:
    """A circle on a laptop with a second monitor for the room."""
    bed = Bed(tmp_path_factory.mktemp("bed"), request.param, scale=1.0, room=True)
    try:
        with desk_on(bed, shelf, request) as desk:
            program = desk.unlocked(UNDER_WAY)
            to_circle(program)
            yield program
    finally:
        bed.close()


def holder(program: Program) -> str:
    """Return the words of the key that takes the next turn."""
    return next((name_of(n) for n in program.page() if name_of(n).endswith(SPOKEN)), "")


def opens_room(program: Program) -> int:
    """Press R, say which screen is the room's, wait for a window on it, and return that."""
    display = program.bed.display
    program.press("r")
    program.reads("Which is the room's screen?")
    program.press("Return")

    def on_room() -> int | None:
        others = [window for window in display.windows() if window != program.window]
        return next((w for w in others if display.place_of(w)[:2] >= (LAPTOP[0], 0)), None)

    return program.waits(on_room, "the screen for the room")


def test_the_laptop_keeps_the_keyboard_and_the_room_may_be_unplugged(circle: Program) -> None:
    display = circle.bed.display
    room = opens_room(circle)
    assert tuple(display.place_of(room)) == (LAPTOP[0], 0, *ROOM)
    circle.waits(lambda: display.active() == circle.window, "the keyboard to stay at the laptop")

    before = circle.waits(lambda: holder(circle), "whose turn it is")
    circle.press("space")
    circle.waits(lambda: holder(circle) != before, "Space to take the next turn")
    assert display.active() == circle.window

    display.unplug()

    def harmless() -> bool:
        places = [display.place_of(window) for window in display.windows()]
        return all(place.left < LAPTOP[0] for place in places)

    circle.waits(harmless, "the room's window to leave the monitor that is gone")
    circle.waits(lambda: display.active() == circle.window, "the keyboard at the laptop")
    circle.press("ctrl+z")
    circle.waits(lambda: holder(circle) == before, "the turn to be taken back")


def test_the_same_key_closes_it(circle: Program) -> None:
    room = opens_room(circle)
    circle.press("r")
    display = circle.bed.display
    circle.waits(lambda: room not in display.windows(), "the screen for the room to close")
    assert display.active() == circle.window
