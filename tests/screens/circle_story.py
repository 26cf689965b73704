"""A case that is ready for its circle, told in a few events, and the page that shows it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.outcome import Recorded
from rjdesk.process.circle.events import CardSaid, CircleStarted, GuidelinesAgreed, TurnTaken
from rjdesk.process.circle.state import Circle, Order
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
    ParticipantNamed,
)
from rjdesk.process.kernel.event import CaseId, Event, MemberId, PersonId
from rjdesk.process.notes.events import NoteWritten
from rjdesk.process.people.state import Affiliation, Answer, Part, ReadHow
from rjdesk.process.premeeting.events import (
    DialogueAgreementSigned,
    EligibilityDecided,
    ExceptionsRead,
    FitJudged,
    NeedsHeard,
    PreMeetingCompleted,
    PreMeetingOpened,
    ProcessExplained,
    ReportingStatusAsked,
    ReportingStatusTold,
    SupportSettled,
)
from rjdesk.process.preparation.events import (
    ClosingQuestionWritten,
    ConferenceScheduled,
    ProcessChosen,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.taking_part.events import WillingnessStated
from rjdesk.screens.kit.failures import Failures
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route
from rjdesk.screens.kit.preferences import PreferencesFile
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.pages.circle.page import CirclePage
from rjdesk.screens.shell.frame import Window
from rjdesk.shipped import installed_anonymiser, shipped_press, shipped_programmes, shipped_terms
from tests.scenarios.world import PASSPHRASE, World, reed
from tests.screens.case_pages import BRITAIN

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000c1")
DAY = date(2026, 10, 26)
RESOURCES = Path(__file__).parents[2] / "resources"
HARM = Question(id="q1", text="What happened, and who was hurt by it?", about=About.HARM)
NEEDS = Question(id="q2", text="What do you need now?", about=About.NEEDS)
SURNAME = "Canarysurname"
NOTE = "canary words that somebody said in confidence"
NAMES = ("Ánh", "Minh", "Cole", "Dana", "Oluwaseun", "Bea", "Maximiliane", "Ty", "Ines")
IN_ROUND_1 = ("door", "process", "reason", "confidentiality", "exceptions", "reporting")


def people(count: int) -> tuple[PersonId, ...]:
    """Return the first people of the story, in the order of their seats."""
    return tuple(PersonId(f"p{number}") for number in range(count))


def called(number: int) -> str:
    """Return what the room calls the person on a seat; there are as many names as seats."""
    again, name = divmod(number, len(NAMES))
    return f"{NAMES[name]}{' ' + 'IJKLM'[again] + '.' if again else ''}"


def ready(count: int = 4, folder: Path | None = None) -> World:
    """Return a world in which a case with ``count`` people is ready for its circle.

    It lies in memory, or in a vault in ``folder``.
    """
    world = reed(folder, date(2026, 9, 1))
    world.stays = True
    day = date(2026, 10, 12)
    world.clock.set(day)
    seats = people(count)
    world.do("imani", CASE, _opened(day), _named(day, 0), _named(day, 1))
    for member in ("priya", "mateo"):
        world.do("imani", CASE, FacilitatorAssigned(on=day, member=MemberId(member)))
    world.do("imani", CASE, AdvisorInformed(on=day))
    accepted = [
        FacilitatorAccepted(on=day, person=p, member=MemberId(m), accepted=True)
        for p in seats[:2]
        for m in ("priya", "mateo")
    ]
    world.do("priya", CASE, *_pre_meeting(day, "m0", seats[0]), *accepted)
    for number, person in enumerate(seats[1:], 1):
        guest = [_named(day, number)] if number > 1 else []
        world.do("priya", CASE, *guest, *_pre_meeting(day, f"m{number}", person))
    priya = world.desk("priya")
    key = priya.journal.unlocking(MemberId("mateo")).derive(PASSPHRASE.format("mateo"))
    with priya.journal.cosigner(MemberId("mateo"), key) as mateo:
        eligible = EligibilityDecided(on=day, eligible=True)
        assert isinstance(priya.record(CASE, eligible, cosigner=mateo), Recorded)
    world.do(
        "priya",
        CASE,
        ProcessChosen(on=day, kind=ProcessType.CONFERENCE),
        ConferenceScheduled(
            on=day, starts_at=datetime(2026, 10, 26, 14), minutes=120, place="Room 12", roster=seats
        ),
        ReasonWritten(on=day, text="A sculpture was taken apart, and we are here to repair."),
        ClosingQuestionWritten(on=day, text="What do you take with you?"),
        QuestionsWritten(on=day, questions=(HARM, NEEDS)),
    )
    world.clock.set(DAY, 14)
    return world


def _opened(day: date) -> CaseOpened:
    return CaseOpened(
        on=day,
        code="7QK4-M2",
        requester=Affiliation.STUDENT,
        request_received=day,
        programme="reed-2019",
        may_harm_further=False,
    )


def _named(day: date, number: int) -> ParticipantNamed:
    part = (Part.AFFECTED, Part.RESPONSIBLE)[number] if number < 2 else Part.SUPPORTING
    return ParticipantNamed(
        on=day,
        person=people(number + 1)[number],
        person_name=f"{called(number)} {SURNAME}",
        called=called(number),
        parts=(part,),
        affiliation=Affiliation.STUDENT,
        initiating=number == 0,
        invited_by=people(1)[0] if number > 1 else None,
        purpose="support" if number > 1 else "",
    )


def _pre_meeting(day: date, meeting: str, person: PersonId) -> Sequence[Event]:
    return (
        WillingnessStated(on=day, person=person, willing=Answer.YES),
        PreMeetingOpened(on=day, meeting=meeting, people=(person,)),
        ReportingStatusTold(on=day, meeting=meeting),
        ReportingStatusAsked(on=day, meeting=meeting, person=person, answer=Answer.NO),
        ExceptionsRead(on=day, meeting=meeting, exceptions=("abuse", "threat", "court")),
        ProcessExplained(on=day, meeting=meeting),
        DialogueAgreementSigned(
            on=day, person=person, meeting=meeting, read_how=ReadHow.BY_THEMSELF
        ),
        NoteWritten(on=day, meeting=meeting, person=person, heading="needs", text=NOTE),
        NeedsHeard(on=day, meeting=meeting, person=person),
        FitJudged(on=day, meeting=meeting, fits=True, contact=people(2)[1:]),
        SupportSettled(on=day, person=person),
        PreMeetingCompleted(on=day, meeting=meeting),
    )


def sit_down(world: World, count: int = 4, order: Order = Order.CLOCKWISE) -> None:
    """Begin the circle."""
    world.do("priya", CASE, CircleStarted(on=DAY, present=people(count), order=order))


def introduction(world: World, count: int = 4) -> None:
    """Tell round 1 to its end; the next act enters round 2."""
    world.do(
        "priya",
        CASE,
        *(CardSaid(on=DAY, card=card) for card in IN_ROUND_1),
        *(TurnTaken(on=DAY, person=person) for person in people(count)),
        GuidelinesAgreed(on=DAY),
    )


def link_of(world: World) -> Link:
    """Return the link of the facilitator who has just unlocked."""
    return Link(world.desk("priya"))


def services(world: World, theme: Theme | None = None) -> Services:
    """Return what a page is given; a circle needs no vaults."""
    nothing: object = None
    return Services(
        theme=theme or Theme(RESOURCES),
        vaults=nothing,  # type: ignore[arg-type]
        press=shipped_press(),
        anonymiser=installed_anonymiser(),
        programmes=shipped_programmes(),
        programme_faults=tuple,
        rule_help={},
        read_terms=shipped_terms,
        clock=world.clock,
        calendar=Calendar(BRITAIN, lambda: world.clock().date()),
        new_id=lambda: "id",
        suggested=Path(),
        preferences=PreferencesFile(Path(os.environ["XDG_CONFIG_HOME"])),
        failures=Failures(world.clock),
    )


class Pace:
    """The clock of the keys; each press comes a second after the one before."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def bare_page(world: World, link: Link, theme: Theme | None = None, **more: object) -> CirclePage:
    """Return the page in a window of its own, not painted and not shown."""
    page = CirclePage(
        services(world, theme), link, Route("circle", CASE), quiet_ms=0, pace=Pace(), **more
    )
    link.changed.connect(page.refresh)
    page.kept_window = Window()
    page.kept_window.show_only(page)
    page.kept_window.resize(1200, 800)
    return page


def circle_page(
    qtbot: QtBot, world: World, link: Link, theme: Theme | None = None, **more: object
) -> CirclePage:
    """Return the page painted in a window, with the keyboard where one begins."""
    page = bare_page(world, link, theme, **more)
    window = page.kept_window
    qtbot.addWidget(window, before_close_func=lambda _window: page.leave())
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    page.refresh()
    running = page.running
    qtbot.waitUntil(lambda: running is None or running.isVisible() or page.watch.cover is not None)
    page.begin()
    return page


def circle(page: CirclePage) -> Circle:
    """Return the circle of a page as it is recorded."""
    now = page.link.desk.case(CASE).circle
    assert now is not None
    return now


def press(qtbot: QtBot, page: CirclePage, *keys: Qt.Key) -> None:
    """Press keys one after the other, wherever the keyboard is."""
    for key in keys:
        page.keys.now.now += 1
        QTest.keyClick(page.window().windowHandle(), key)
        qtbot.waitUntil(lambda: not page.keys.quiet.isActive())
