"""A world to tell stories in: a clock that is set by hand, and a journal that members unlock.

The same story runs over a journal in memory and over a real vault, which is closed and
opened again whenever another member sits down.
"""

from __future__ import annotations

import itertools
import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.ports import Journal
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.views.papers import AskPapers
from rjdesk.process.kernel.event import CaseId, Event, MemberId, encode
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.membership.events import (
    CoalitionFounded,
    FoundingCompleted,
    MemberAppointed,
    MemberEntered,
    OfficeTaken,
    TrainingCompleted,
)
from rjdesk.process.membership.state import MemberKind
from rjdesk.shipped import shipped_programmes, shipped_terms
from rjdesk.vault.creating import create
from rjdesk.vault.opening import open_vault
from rjdesk.vault.session import Session
from tests.memory import MemoryHouse
from tests.stretched import key_of, secret_of

PASSPHRASE = "{} walks seven quiet rivers home"


class Clock:
    """A clock that stands still until the story moves it."""

    def __init__(self, day: date) -> None:
        self.moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def set(self, day: date, hour: int = 9) -> None:
        self.moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


class World:
    """One coalition on one laptop, over memory or over a vault."""

    def __init__(
        self,
        folder: Path | None,
        day: date,
        founder: str,
        programmes: Mapping[str, Programme] | None = None,
    ) -> None:
        self.programmes = programmes or shipped_programmes()
        self.clock = Clock(day)
        self.folder = folder
        self.ids = itertools.count(1)
        self.founder = MemberId(founder)
        self.stays = False
        """Whether a member who acts twice in a row stays at the vault, which is far quicker."""
        self._open: Session | None = None
        if folder is None:
            self.house = MemoryHouse(
                self.founder,
                login=founder,
                passphrase=PASSPHRASE.format(founder),
                now=self.clock,
            )
        else:
            create(
                folder,
                founder=self.founder,
                login=founder,
                secret=secret_of(PASSPHRASE.format(founder)),
                now=self.clock,
            ).close()

    def secret(self, member: str) -> object:
        """Return what the passphrase of a member to be is stretched to."""
        passphrase = PASSPHRASE.format(member)
        if self.folder is None:
            return self.house.stretch_new(passphrase)
        return secret_of(passphrase)

    def enrol(self, journal: Journal, *members: str) -> None:
        """Have members choose passphrases of their own."""
        for member in members:
            journal.enrol(MemberId(member), member, self.secret(member))

    def journal(self, member: str) -> Journal:
        """Unlock as a member; whoever was unlocked before is locked out first."""
        if self.stays and self._open is not None and self._open.login == member:
            return self._open
        self.leave()
        if self.folder is None:
            return self.house.session(MemberId(member))
        key = key_of(PASSPHRASE.format(member))
        self._open = open_vault(self.folder, member, key, now=self.clock)
        return self._open

    def die_after(self, member: str, case: CaseId, *events: Event) -> None:
        """Have a process of its own record events, and cut its power before it can close.

        Over memory there is no process to kill, and the events are recorded as usual.
        """
        if self.folder is None:
            self.do(member, case, *events)
            return
        self.leave()
        told = [(event.tag, encode(event).decode(), event.on.isoformat()) for event in events]
        command = [sys.executable, "-m", "tests.scenarios.dying", str(self.folder), member, case]
        with subprocess.Popen(
            [*command, self.clock().isoformat(), json.dumps(told)],
            stdout=subprocess.PIPE,
            stdin=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            said = process.stdout.readline().strip()
            process.kill()
        assert said == f"recorded {len(events)}"
        assert process.returncode == -signal.SIGKILL

    def leave(self) -> None:
        """Close the vault."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def desk(self, member: str) -> Desk:
        """Return the desk of a member who has just unlocked."""
        return Desk(
            self.journal(member),
            self.programmes,
            clock=self.clock,
            new_id=lambda: f"id-{next(self.ids)}",
            terms=shipped_terms(),
        )

    def do(self, member: str, case: CaseId | None, *events: Event) -> Recorded:
        """Have a member record events that must be allowed."""
        outcome = self.desk(member).record(case, *events)
        assert isinstance(outcome, Recorded), outcome
        return outcome

    def paper(self, member: str, case: CaseId, form: str) -> Sheet:
        """Return the sheet of a paper of that form, as a member would print it."""
        papers = self.desk(member).ask(AskPapers(case)).papers
        return next(paper.sheet for paper in papers if paper.form == form)

    def refused(self, member: str, case: CaseId | None, *events: Event) -> frozenset[str]:
        """Have a member try to record events that must be refused; return the rules."""
        desk = self.desk(member)
        verdict = desk.may(case, *events)
        before = desk.record_of(case) if case in desk.cases() else ()
        outcome = desk.record(case, *events)
        assert isinstance(outcome, Refused), outcome
        assert not verdict.allowed
        assert {r.rule for r in verdict.missing} == outcome.rules
        after = desk.record_of(case) if case in desk.cases() else ()
        assert list(before) == list(after), "a refusal wrote something"
        return outcome.rules


MEMBERS = {
    "imani": ("Imani Okafor", MemberKind.STUDENT),
    "teodor": ("Teodor Lindqvist", MemberKind.STUDENT),
    "priya": ("Priya Raman", MemberKind.STUDENT),
    "mateo": ("Mateo Villaseñor", MemberKind.STUDENT),
    "ewa": ("Ewa Nowak", MemberKind.STUDENT),
    "hana": ("Hana Kobayashi", MemberKind.STUDENT),
    "noor": ("Noor Haddad", MemberKind.STUDENT),
    "adeyemi": ("Dr Ruth Adeyemi", MemberKind.STAFF),
}


def reed_as_found(day: date) -> list[Event]:
    """Return the Reed coalition of the fixtures, entered as found."""
    year = 2026
    events: list[Event] = [
        CoalitionFounded(
            on=day,
            coalition_name="Restorative Justice Coalition",
            programme="reed-2019",
        )
    ]
    for member, (name, kind) in MEMBERS.items():
        member_id = MemberId(member)
        events.append(
            MemberEntered(on=day, member=member_id, member_name=name, kind=kind, semesters=3)
        )
        if kind is MemberKind.STUDENT:
            events.append(MemberAppointed(on=day, member=member_id, year=year))
            events.append(
                TrainingCompleted(
                    on=day, member=member_id, training=TrainingId("initial"), year=year
                )
            )
            if member != "hana":
                events.append(
                    TrainingCompleted(
                        on=day, member=member_id, training=TrainingId("equity"), year=year
                    )
                )
    for member, office in (
        ("imani", OfficeId("chair")),
        ("teodor", OfficeId("chair")),
        ("noor", OfficeId("sexual_harm_response_chair")),
        ("adeyemi", OfficeId("staff_advisor")),
    ):
        events.append(OfficeTaken(on=day, member=MemberId(member), office=office, year=year))
    events.append(FoundingCompleted(on=day))
    return events


def reed(folder: Path | None, day: date) -> World:
    """Found the Reed coalition; every member has chosen a passphrase of their own."""
    world = World(folder, day, "imani")
    desk = world.desk("imani")
    outcome = desk.record(None, *reed_as_found(day))
    assert isinstance(outcome, Recorded), outcome
    world.enrol(desk.journal, *(member for member in MEMBERS if member != "imani"))
    world.leave()
    return world


PARTNERS = {
    "vera": ("Vera Quintana", OfficeId("director"), None),
    "luz": ("Luz Arriaga", None, date(2027, 6, 30)),
    "sam": ("Sam Decker", None, date(2026, 8, 31)),
}


def restorative_partners(folder: Path | None, day: date) -> World:
    """Found the programme of a community non-profit: a Director and two facilitators."""
    world = World(folder, day, "vera")
    events: list[Event] = [
        CoalitionFounded(
            on=day,
            coalition_name="Restorative Conferencing",
            programme="restorative-partners",
        )
    ]
    for member, (name, office, certified_until) in PARTNERS.items():
        events.append(
            MemberEntered(
                on=day,
                member=MemberId(member),
                member_name=name,
                kind=MemberKind.STAFF,
                certified_until=certified_until,
            )
        )
        if office:
            events.append(OfficeTaken(on=day, member=MemberId(member), office=office, year=2026))
    events.append(FoundingCompleted(on=day))
    desk = world.desk("vera")
    outcome = desk.record(None, *events)
    assert isinstance(outcome, Recorded), outcome
    world.enrol(desk.journal, "luz", "sam")
    world.leave()
    return world
