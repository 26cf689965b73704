"""The face for the room: first names and what was agreed, large, and never anything private."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from rjdesk.desk.views.circle import FacingRoom, RoomAction
from rjdesk.process.agreement.events import ActionProposed
from rjdesk.process.circle.events import (
    GuidelineOffered,
    QuestionAsked,
    RoundEntered,
    TurnTaken,
    ValueNamed,
)
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.pages.circle.page import CirclePage
from rjdesk.screens.pages.circle.room import RoomWindow
from tests.scenarios.world import World
from tests.screens.circle_story import (
    CASE,
    DAY,
    HARM,
    NOTE,
    RESOURCES,
    SURNAME,
    circle_page,
    introduction,
    link_of,
    people,
    press,
    ready,
    sit_down,
)

LONG = "Whoever has the talking piece speaks, and everybody else listens until it has gone on"
CROWDED = {
    "guidelines": FacingRoom(title="Welcome", guidelines=(LONG,) * 14),
    "values": FacingRoom(title="Our values", values=("patience",) * 9),
    "question": FacingRoom(title="Question", question=f"{LONG}? " * 6),
    "actions": FacingRoom(
        title="What we are agreeing",
        actions=(RoomAction(what=LONG, who="Minh", for_whom="Ánh", due=DAY),) * 10,
    ),
    "one long word": FacingRoom(title="Question", question="listening" * 12),
    "neutral": FacingRoom(title="Together", neutral=True),
}


@pytest.fixture
def world() -> World:
    made = ready()
    sit_down(made)
    return made


@pytest.fixture
def page(qtbot: QtBot, world: World) -> CirclePage:
    link = link_of(world)
    choose_pin(link, "2468")
    made = circle_page(qtbot, world, link)
    made.face.toggle()
    return made


def texts(page: CirclePage) -> list[str]:
    assert page.face.room is not None
    return [label.text() for label in page.face.room.findChildren(QLabel) if label.text()]


def test_the_room_sees_each_round_and_nothing_private(page: CirclePage, world: World) -> None:
    seats = people(4)
    seen = texts(page)
    assert seen == ["Welcome"]

    def go(*events: object) -> None:
        assert page.link.do(CASE, *events)
        seen.extend(texts(page))

    go(GuidelineOffered(on=DAY, text="One person speaks at a time"))
    assert texts(page) == ["Welcome", "1.  One person speaks at a time"]
    introduction(world)
    page.link.desk = world.desk("priya")
    go(RoundEntered(on=DAY, round=2), ValueNamed(on=DAY, person=seats[0], value="honesty"))
    assert texts(page) == ["Our values", "honesty"]
    go(*(TurnTaken(on=DAY, person=p) for p in seats[1:]), RoundEntered(on=DAY, round=3))
    go(QuestionAsked(on=DAY, question="q1"))
    assert texts(page) == ["Question", HARM.text]
    go(*(TurnTaken(on=DAY, person=p) for p in seats), RoundEntered(on=DAY, round=4))
    action = ActionProposed(
        on=DAY, action="a", what="Write a letter", owner=seats[1], for_others="Ánh", due=DAY,
        evidence="secret sign", checked_otherwise="Priya Raman",
    )  # fmt: skip
    go(action)
    assert texts(page)[1:] == ["Write a letter", "Minh  ·  for Ánh  ·  by 26 October 2026"]
    go(RoundEntered(on=DAY, round=5))
    assert page.face.room is not None
    for private in (SURNAME, NOTE, "secret sign", "Raman", "7QK4"):
        assert not any(private in text for text in seen)
        assert private not in page.face.room.windowTitle()


def test_a_break_and_n_make_the_room_neutral(qtbot: QtBot, page: CirclePage) -> None:
    press(qtbot, page, Qt.Key.Key_N)
    assert texts(page) == ["Together"]
    press(qtbot, page, Qt.Key.Key_N)
    assert texts(page) == ["Welcome"]
    press(qtbot, page, Qt.Key.Key_B)
    assert texts(page) == ["Together"]


def test_r_closes_the_room_and_so_does_leaving(qtbot: QtBot, page: CirclePage) -> None:
    press(qtbot, page, Qt.Key.Key_R)
    assert page.face.room is None
    press(qtbot, page, Qt.Key.Key_R)
    assert page.face.room is not None
    page.leave()
    assert page.face.room is None


def test_the_cover_leaves_the_room_as_it_is(page: CirclePage) -> None:
    page.cover()
    assert page.face.room is not None
    assert page.face.room.isVisible()
    assert texts(page) == ["Welcome"]


def test_the_room_has_no_way_to_ask_for_more(page: CirclePage) -> None:
    assert page.face.room is not None
    held = [type(value).__name__ for value in vars(page.face.room).values()]
    assert not {"Link", "Desk", "CircleActs"} & set(held)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (800, 500)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", CROWDED)
def test_everything_in_the_room_can_be_read(
    qtbot: QtBot, name: str, scale: float, size: tuple[int, int]
) -> None:
    room = RoomWindow(Theme(RESOURCES, scale=scale))
    qtbot.addWidget(room)
    room.resize(*size)
    room.show_view(CROWDED[name])
    room.show()
    QApplication.processEvents()
    for label in room.findChildren(QLabel):
        inside = QRect(label.mapTo(room, label.rect().topLeft()), label.size())
        assert room.rect().contains(inside), label.text()
        if label.text():
            needed = label.heightForWidth(label.width())
            assert label.height() >= needed, label.text()
            widest = max(QFontMetrics(label.font()).horizontalAdvance(w)
                         for w in label.text().split())  # fmt: skip
            assert widest <= label.width() + 1


def on_two_screens(tmp_path: Path, keys: str, **known: str) -> list[str]:
    """Press keys in a circle where there is a second screen; return how it stands after each."""
    screen = {"y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    laptop = {**screen, "name": "laptop", "x": 0, "width": 1280, "height": 800}
    room = {**screen, "name": "room", "x": 1280, "width": 1920, "height": 1080}
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": [laptop, room]}), encoding="utf-8")
    (tmp_path / "settings.json").write_text(json.dumps(known), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.two_screens", keys],
        cwd=RESOURCES.parent,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
            "XDG_CONFIG_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_which_screen_is_the_rooms_is_asked_once_and_remembered(tmp_path: Path) -> None:
    asked, chosen, closed, again = on_two_screens(tmp_path, "r2rr")
    assert asked == (
        "mine on laptop | no room | 2 numbers | Which is the room's screen? Each shows its "
        "number; this window is on 1. | remembered none"
    )
    opened = "room on room full True | 0 numbers | nothing asked | remembered room"
    assert chosen == f"mine on laptop | {opened}"
    assert closed == "mine on laptop | no room | 0 numbers | nothing asked | remembered room"
    assert again == f"mine on laptop | {opened}", "it is not asked a second time"


def test_escape_leaves_the_question_and_takes_the_numbers_away(tmp_path: Path) -> None:
    _, left = on_two_screens(tmp_path, "re")
    assert left == "mine on laptop | no room | 0 numbers | nothing asked | remembered none"


def test_a_remembered_screen_that_is_not_there_is_asked_for_again(tmp_path: Path) -> None:
    (asked,) = on_two_screens(tmp_path, "r", room_screen="a projector of last week")
    assert "Which is the room's screen?" in asked
    (mine,) = on_two_screens(tmp_path, "r", room_screen="laptop")
    assert "Which is the room's screen?" in mine, "the private face is there now"


def test_two_keys_swap_the_two_faces(tmp_path: Path) -> None:
    """One would put the private face where the room looks, by accident."""
    _, asked, left = on_two_screens(tmp_path, "rxe", room_screen="room")
    assert asked.startswith("mine on laptop | room on room full True")
    assert "Change the two screens?" in asked
    assert left.startswith("mine on laptop | room on room full True")
    _, _, swapped, _, back = on_two_screens(tmp_path, "rxyxy", room_screen="room")
    assert swapped.startswith("mine on room | room on laptop full True")
    assert swapped.endswith("remembered laptop")
    assert back.startswith("mine on laptop | room on room full True")


def test_the_laptop_shows_small_what_the_room_sees(page: CirclePage) -> None:
    preview = page.running.preview
    assert preview.isVisibleTo(page)
    assert preview.accessibleName() == "What the room sees: Welcome"
    page.face.toggle()
    assert not preview.isVisibleTo(page)


def test_the_rooms_window_asks_for_no_keys_and_hands_on_those_it_gets(
    qtbot: QtBot, page: CirclePage, world: World
) -> None:
    room = page.face.room
    assert room is not None
    assert room.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    page.keys.now.now += 1
    qtbot.keyClick(room, Qt.Key.Key_Space)
    now = world.desk("priya").case(CASE).circle
    assert now is not None
    assert [turn.person for turn in now.turns] == [people(1)[0]]


def test_it_closes_when_its_screen_is_unplugged(qtbot: QtBot) -> None:
    room = RoomWindow(Theme(RESOURCES))
    qtbot.addWidget(room)
    room.show()
    room._screen = room.screen()
    QApplication.instance().screenRemoved.emit(room.screen())
    assert not room.isVisible()
