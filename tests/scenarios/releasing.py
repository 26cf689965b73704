"""Five fictional cases of a year, reflected on, reviewed and released together.

What stands in the directory of their campus is what a curious stranger has in hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rjdesk.desk.desk import Desk
from rjdesk.desk.reviewing import all_taken_out
from rjdesk.desk.views.library import AskLibrary, releasing
from rjdesk.desk.views.review import AskReview
from rjdesk.process.closing.events import ReflectionReviewed, ReflectionSigned, ResultConfirmed
from rjdesk.process.intake.events import (
    CaseOpened,
    FacilitatorAssigned,
    ParticipantNamed,
    ReachNoted,
)
from rjdesk.process.kernel.event import CaseId, MemberId, PersonId
from rjdesk.process.library.state import Shelf
from rjdesk.process.notes.events import ReflectionWritten
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending
from rjdesk.shipped import installed_anonymiser
from tests.scenarios.world import World, reed

DAY = date(2026, 11, 20)
CHAIR = "imani"


class Told(NamedTuple):
    """One case: its people by name and what the room calls them, and what was written of it."""

    code: str
    facilitators: tuple[str, str]
    affected: tuple[str, str, str]
    responsible: tuple[str, str, str]
    went_well: str
    could_improve: str

    @property
    def case(self) -> CaseId:
        """The id of the case."""
        return CaseId(f"00000000-0000-4000-8000-0000000000{self.code[:2].lower()}")


YEAR = (
    Told(
        "A1QK-M2",
        ("priya", "mateo"),
        ("Solveig Aakre", "Sol", "saakre@example.edu"),
        ("Tobias Wren-Okoye", "Toby", "twren@example.edu"),
        "Solveig spoke first, and Toby listened without his phone. When Aakre said what the broken "
        "loom had cost her, T. W.-O. wept. Priya held the silence well.",
        "We met on November 3 in Hollis Annex 214, which was too small. Sol's roommate waited "
        "outside. Write to saakre@example.edu before the next one.",
    ),
    Told(
        "B2RD-N4",
        ("mateo", "ewa"),
        ("Grace Mwangi", "Grace", "gmwangi@example.edu"),
        ("Will Hart", "Will", "whart@example.edu"),
        "Grace said that she had been afraid of the stairwell. Will did not look away. Mateo let "
        "them both take their time, and Ewa kept the notes short.",
        "Hart came late from rowing practice. Next time we ask Mwangi beforehand where to sit.",
    ),
    Told(
        "C3SF-P6",
        ("ewa", "priya"),
        ("Nguyễn Văn Tú", "Tú", "vtnguyen@example.edu"),
        ("Marguerite D'Almeida", "Margo", "mdalmeida@example.edu"),
        "Tú had written a letter and read it aloud. Margo answered each line. The only violist of "
        "the orchestra cannot hide, as D'Almeida put it.",
        "I called him Tu twice. The translator of the Vietnamese Students Union was a help.",
    ),
    Told(
        "D4TG-Q8",
        ("priya", "mateo"),
        ("Oluwaseun Bankole", "Seun", "obankole@example.edu"),
        ("Casey Lindgren", "Casey", "clindgren@example.edu"),
        "Seun wanted the bicycle back, and an answer. Casey gave both. C. L. even brought a new "
        "lock. Mateo's question about trust opened the round.",
        "We should have told Bankole about the forms by phone, 503-555-0187, a week before.",
    ),
    Told(
        "E5VH-R9",
        ("ewa", "mateo"),
        ("June Park", "June", "jpark@example.edu"),
        ("Rafael Ibarra Soto", "Rafa", "ribarra@example.edu"),
        "June asked for quiet, and Rafa kept it. In June, he said, he would have walked out.",
        "Ibarra Soto's coach sat in without asking us. Park noticed before we did.",
    ),
)


def directory() -> set[str]:
    """Return what a directory says of the people: each part of a name, nickname and address."""
    found: set[str] = set()
    for told in YEAR:
        for name, called, email in (told.affected, told.responsible):
            found |= {*re.findall(r"[^\W\d_]{3,}", name), called, email}
        found |= {told.code, told.case}
    return found | {"Hollis", "214", "November", "503-555-0187"}


def told_to_the_reflection(world: World) -> World:
    """Tell each case up to the reflection that both have signed."""
    for told in YEAR:
        opened = CaseOpened(
            on=DAY, code=told.code, requester=Affiliation.STUDENT, request_received=DAY,
            programme="reed-2019", may_harm_further=False,
        )  # fmt: skip
        named = [
            ParticipantNamed(
                on=DAY, person=PersonId(part.value), person_name=name, called=called,
                parts=(part,), affiliation=Affiliation.STUDENT, initiating=part is Part.AFFECTED,
            )
            for part, (name, called, _) in (
                (Part.AFFECTED, told.affected), (Part.RESPONSIBLE, told.responsible),
            )
        ]  # fmt: skip
        reached = [
            ReachNoted(on=DAY, person=PersonId(part.value), phone="", email=email, otherwise="")
            for part, (_, _, email) in (
                (Part.AFFECTED, told.affected),
                (Part.RESPONSIBLE, told.responsible),
            )
        ]
        world.do(CHAIR, told.case, opened, *named, *reached)
        for member in told.facilitators:
            world.do(CHAIR, told.case, FacilitatorAssigned(on=DAY, member=MemberId(member)))
        first, _ = told.facilitators
        world.do(first, told.case, ProcessEnded(on=DAY, ending=Ending.NOT_SUITABLE))
        written = ReflectionWritten(
            on=DAY, went_well=told.went_well, could_improve=told.could_improve
        )
        world.do(first, told.case, written)
        for member in told.facilitators:
            world.do(member, told.case, ReflectionSigned(on=DAY, digest=written.digest))
    return world


def reviewed_and_confirmed(world: World) -> World:
    """Take out of each reflection whatever is found or asked about, and have all say their word."""
    room = installed_anonymiser()
    for told in YEAR:
        first, _ = told.facilitators
        desk = world.desk(first)
        view = desk.ask(AskReview(told.case))
        texts = (view.original.went_well, view.original.could_improve)
        read = room.read(texts, view.roster, view.elsewhere)
        well, better = all_taken_out(room, read, export=told.code)
        reviewed = ReflectionReviewed(
            on=DAY, original=view.digest, went_well=well.result, could_improve=better.result
        )
        world.do(first, told.case, reviewed)
        for member in (*told.facilitators, CHAIR):
            world.do(member, told.case, ResultConfirmed(on=DAY, digest=reviewed.digest))
    return world


def released(world: World) -> Shelf:
    """Have the Chair release all of them together; return the shelf."""
    desk: Desk = world.desk(CHAIR)
    view = desk.ask(AskLibrary())
    for case, event in releasing(view, [told.case for told in YEAR], [3, 0, 4, 1, 2]):
        world.do(CHAIR, case, event)
    (shelf,) = world.desk(CHAIR).ask(AskLibrary()).shelves
    return shelf


def whole_release(folder: Path | None) -> tuple[World, Shelf]:
    """Tell all of it over memory or a vault."""
    world = reviewed_and_confirmed(told_to_the_reflection(reed(folder, DAY)))
    return world, released(world)


def leaks(text: str) -> Iterator[str]:
    """Yield what of the directory stands in a text, as a whole word."""
    for entry in sorted(directory()):
        if re.search(rf"(?<!\w){re.escape(entry)}(?!\w)", text, re.IGNORECASE):
            yield entry
