"""Vaults at two points of a story, made once for all who test at the same time."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

from rjdesk.process.circle.events import QuestionAsked, RoundEntered, TurnTaken, ValueNamed
from rjdesk.process.kernel.event import CaseId, Stream
from rjdesk.process.library.events import DocumentAdded
from rjdesk.process.library.state import Format, Section
from rjdesk.process.premeeting.events import PreMeetingOpened
from rjdesk.rehearsal import two_parties as s1
from rjdesk.vault.opening import derive, open_vault
from tests.scenarios.world import PASSPHRASE, Clock, reed
from tests.screens import circle_story
from tests.stories.desk import tell

DAY = date(2026, 10, 26)
MOMENT = f"{DAY} 14:00:00"
"""When the program runs: the hour at which both stories come together."""
CODE = "7QK4-M2"
MEMBER = "priya"
DOCUMENT = "On pauses"


def prepared(folder: Path) -> None:
    """Tell the first story up to the circle, with one more pre-meeting begun, and a document."""
    world = reed(folder, date(2026, 9, 1))
    world.stays = True
    for chapter in s1.STORY.up_to(s1.PREPARATION):
        tell(world, s1.STORY, chapter)
    again = PreMeetingOpened(on=DAY, meeting="m4", people=(s1.MINH, s1.DANA))
    world.do(MEMBER, s1.CASE, again)
    content = b"Leave a pause after each turn."
    world.journal(MEMBER).keep_paper(None, "d1", content)
    added = DocumentAdded(
        on=DAY,
        document="d1",
        title=DOCUMENT,
        section=Section.TRAINING,
        format=Format.TEXT,
        digest=sha256(content).hexdigest(),
    )
    world.do(MEMBER, None, added)
    world.leave()


def in_round_4(folder: Path, count: int) -> None:
    """Tell a circle of ``count`` people up to the beginning of its fourth round."""
    world = circle_story.ready(count, folder)
    circle_story.sit_down(world, count)
    circle_story.introduction(world, count)
    here = circle_story.people(count)

    def asked(question: str) -> list[QuestionAsked | TurnTaken]:
        turns = [TurnTaken(on=DAY, person=person) for person in here]
        return [QuestionAsked(on=DAY, question=question), *turns]

    world.do(
        MEMBER,
        circle_story.CASE,
        RoundEntered(on=DAY, round=2),
        *(ValueNamed(on=DAY, person=person, value="patience") for person in here),
        RoundEntered(on=DAY, round=3),
        *asked(circle_story.HARM.id),
        *asked(circle_story.NEEDS.id),
        RoundEntered(on=DAY, round=4),
    )
    world.leave()


class Shelf:
    """Where vaults stand once they were made; every test takes a copy."""

    def __init__(self, folder: Path) -> None:
        """Use a folder that all processes of one run share."""
        self.folder = folder

    def copy(self, name: str, make: Callable[[Path], None], to: Path) -> Path:
        """Return a copy of a vault, which is made first where nobody has made it yet."""
        self.folder.mkdir(exist_ok=True)
        made = self.folder / f"{name}.rjvault"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                unfinished = self.folder / f"{name}.making"
                make(unfinished)
                unfinished.rename(made)
        shutil.copytree(made, to)
        return to


def entries(folder: Path, case: CaseId) -> int:
    """Return how many entries a case's record has in a vault that nobody holds open."""
    key = derive(folder, MEMBER, PASSPHRASE.format(MEMBER))
    session = open_vault(folder, MEMBER, key, now=Clock(DAY))
    try:
        return len(session.entries(case, Stream.RECORD))
    finally:
        session.close()
