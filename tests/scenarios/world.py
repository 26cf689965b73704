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
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from rjdesk.desk.desk import Desk
from rjdesk.desk.doorkeeper import READ
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.ports import Journal
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.views.papers import AskPapers
from rjdesk.process.kernel.event import CaseId, Event, MemberId, encode
from rjdesk.process.kernel.programme import Programme
from rjdesk.rehearsal.coalitions import LOGINS, partners_as_found, reed_as_found
from rjdesk.rehearsal.memory import MemoryHouse
from rjdesk.shipped import installed_anonymiser, shipped_programmes, shipped_terms
from rjdesk.vault.creating import create
from rjdesk.vault.opening import open_vault
from rjdesk.vault.session import Session
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
        self.state: Path | None = None
        """Where this computer notes outside the vault what members saw, if anywhere."""
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
        """Give members keys, and let each choose a passphrase of their own; the vault is left."""
        for member in members:
            journal.enrol(MemberId(member), member, self.secret(member))
        for member in members:
            self.journal(member)
        self.leave()

    def journal(self, member: str) -> Journal:
        """Unlock as a member; whoever was unlocked before is locked out first."""
        if self.stays and self._open is not None and self._open.login == member:
            return self._open
        self.leave()
        if self.folder is None:
            return self.house.session(MemberId(member))
        passphrase = PASSPHRASE.format(member)
        self._open = open_vault(
            self.folder,
            member,
            key_of(passphrase),
            now=self.clock,
            state=self.state,
            own=secret_of(passphrase),
        )
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
            reader=installed_anonymiser(),
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
        # Of what leaves by an act nobody knows before it is read.
        if not any(isinstance(event, READ) for event in events):
            assert not verdict.allowed
            assert {r.rule for r in verdict.missing} == outcome.rules
        after = desk.record_of(case) if case in desk.cases() else ()
        assert list(before) == list(after), "a refusal wrote something"
        return outcome.rules


def reed(folder: Path | None, day: date, *, enrolled: Sequence[str] | None = None) -> World:
    """Found the college's coalition; every member has chosen a passphrase of their own.

    Or only those who are ``enrolled`` beside the founder.
    """
    return _founded("reed-2019", reed_as_found(day), folder, day, enrolled)


def restorative_partners(folder: Path | None, day: date) -> World:
    """Found the programme of a community non-profit: a Director and two facilitators."""
    return _founded("restorative-partners", partners_as_found(day), folder, day)


def _founded(
    programme: str,
    events: list[Event],
    folder: Path | None,
    day: date,
    enrolled: Sequence[str] | None = None,
) -> World:
    founder, *members = LOGINS[programme]
    members = members if enrolled is None else list(enrolled)
    world = World(folder, day, founder)
    desk = world.desk(founder)
    outcome = desk.record(None, *events)
    assert isinstance(outcome, Recorded), outcome
    world.enrol(desk.journal, *members)
    world.leave()
    return world


FOUNDED = {"reed-2019": reed, "restorative-partners": restorative_partners}
"""How the coalition of a programme is founded."""
