"""A house of several members at one computer, and the story that every attack is told in.

Ann and Ben hold the record and the notes of a case. Cay is a Chair, holds its record alone, and has
standing as Ann has. Dee held both and was taken off. Ewa is a member and holds nothing. The victims
work, somebody changes the files, the victims work again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from rjdesk.desk.ports import DraftKey, Holders, OfficeChange, Trouble
from rjdesk.process.authority import StreamId
from rjdesk.process.kernel.event import (
    CaseId,
    Entry,
    MemberId,
    NoteTakenBack,
    RecordedByMistake,
    SignedEvent,
    Stream,
    Unreadable,
)
from rjdesk.process.kernel.offices import OfficeId
from rjdesk.process.membership.events import OfficeTaken
from rjdesk.vault.creating import create
from rjdesk.vault.envelope import record_of
from rjdesk.vault.opening import open_vault
from rjdesk.vault.session import Session
from tests.stretched import key_of, secret_of
from tests.vault.attacker import Attacker, Keys
from tests.vault.making import noon, note, record

ANN, BEN, CAY = MemberId("6f1d-ann"), MemberId("9c40-ben"), MemberId("3ab7-cay")
DEE, EWA = MemberId("51c2-dee"), MemberId("e0a4-ewa")
EVERYBODY = (ANN, BEN, CAY, DEE, EWA)
LABEL = {ANN: "heron", BEN: "otter", CAY: "plover", DEE: "dipper", EWA: "magpie"}
PASSPHRASE = {
    ANN: "ladder violet tundra kettle",
    BEN: "granite waffle orbit nineteen",
    CAY: "plover cactus umbrella frost",
    DEE: "saffron mitten glacier tuba",
    EWA: "turnip lantern gravel quiver",
}
CASE = CaseId("0e6f4b1c-0000-4000-8000-0000000000a1")
RECORD = record_of(CASE)
OTHER = CaseId("77aa6f4e-0000-4000-8000-0000000000a2")
NEW = CaseId("99aa6f4e-0000-4000-8000-0000000000a3")
KEPT = b"%PDF the paper that was signed"


def holders(*members: MemberId, notes: tuple[MemberId, ...] = ()) -> Holders:
    return Holders(record=frozenset(members), notes=frozenset(notes))


@contextmanager
def sitting(folder: Path, member: MemberId, state: Path | None) -> Iterator[Session]:
    """Let a member sit at the computer."""
    words = PASSPHRASE[member]
    with open_vault(
        folder, LABEL[member], key_of(words), now=noon, state=state, own=secret_of(words)
    ) as session:
        yield session


def office(name: str, member: MemberId) -> SignedEvent:
    on = date(2024, 3, 4)
    taken = OfficeTaken(on=on, member=member, office=OfficeId(name), year=2023)
    return SignedEvent(taken, ANN)


def build(top: Path) -> None:
    """Make the house in ``top``."""
    folder, state = top / "reed.rjvault", top / "state"
    with create(
        folder, founder=ANN, login=LABEL[ANN], secret=secret_of(PASSPHRASE[ANN]), now=noon,
        state=state,
    ) as ann:  # fmt: skip
        for member in EVERYBODY[1:]:
            ann.enrol(member, LABEL[member], secret_of(PASSPHRASE[member]))
    for member in EVERYBODY[1:]:
        with sitting(folder, member, state):
            pass
    with sitting(folder, ANN, state) as ann:
        gives = holders(ANN, BEN, CAY, DEE, notes=(ANN, BEN, DEE))
        ann.append(CASE, [record("one"), note("heard one")], gives=gives)
        ann.append(None, [], standing=OfficeChange(given=frozenset({CAY})))
        ann.keep_paper(CASE, "form", KEPT)
    with sitting(folder, DEE, state) as dee:
        dee.append(CASE, [record("by dee", DEE), note("heard by dee", DEE)])
    with sitting(folder, CAY, state) as cay:
        cay.append(CASE, [record("by cay", CAY)])
    shutil.copytree(folder, top / "with-dee")
    with sitting(folder, ANN, state) as ann:
        ann.append(CASE, [record("two")], takes=holders(DEE, notes=(DEE,)))
        ann.append(CASE, [record("three"), note("heard three")])
        ann.append(OTHER, [record("other")], gives=holders(ANN, BEN))
        ann.append(None, [office("chair", ANN), office("chair", CAY)])
    with sitting(folder, BEN, state) as ben:
        ben.append(CASE, [record("by ben", BEN), note("heard by ben", BEN)])


BEFORE = ["one", "by dee", "by cay", "two", "three", "by ben"]
HEARD_BEFORE = ["heard one", "heard by dee", "heard three", "heard by ben"]


def words(entries: Iterable[Entry]) -> list[str]:
    return [
        entry.event.word_of
        for entry in entries
        if isinstance(entry.event, RecordedByMistake | NoteTakenBack)
    ]


@dataclass
class Sitting:
    """What a member met in one session."""

    member: MemberId
    doubts: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    shut: str = ""
    check: list[str] = field(default_factory=list)
    record: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    by: dict[str, MemberId] = field(default_factory=dict)
    unread: int = 0
    refused: list[str] = field(default_factory=list)
    wrote: list[str] = field(default_factory=list)
    state: State | None = None
    coalition: list[str] = field(default_factory=list)
    paper: bytes | None = None

    @property
    def told(self) -> list[str]:
        """Everything that was said to them that is not as it should be."""
        unread = [f"{self.unread} entries cannot be read"] if self.unread else []
        shut = [self.shut] if self.shut else []
        return [*self.doubts, *self.check, *unread, *shut]


@dataclass(frozen=True)
class State:
    """Who is who and holds what, as far as it is the same for twins."""

    people: object
    holders: dict[StreamId, list[str]]
    epochs: dict[StreamId, tuple[int, bool]]


def state_of(session: Session) -> State:
    holds = session._holds
    return State(
        (
            {key: (k.member, k.provisional, k.ended) for key, k in sorted(holds.keys.items())},
            sorted(holds.standing),
            holds.founding,
            holds.vault_keys,
        ),
        {stream: sorted(held.holders) for stream, held in sorted(holds.streams.items())},
        {stream: (len(held.epochs), held.due) for stream, held in sorted(holds.streams.items())},
    )


@dataclass
class House:
    """The files of one house; ``keys`` and ``secrets`` are what an attacker made for it."""

    top: Path
    keys: list[Keys] = field(default_factory=list)
    secrets: dict[tuple[str, str], bytes] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.top / "reed.rjvault"

    @property
    def state(self) -> Path:
        return self.top / "state"

    @cached_property
    def notes(self) -> str:
        """The name of the stream of notes, which every member can read."""
        begun = self.attacker(EWA).acts("record-begun")
        found: str = next(said["notes"] for _, said in begun if said["record"] == RECORD)
        return found

    def attacker(self, member: MemberId) -> Attacker:
        """Give a member tools; what they held before they were taken off, they kept."""
        tools = Attacker(self.folder, LABEL[member], PASSPHRASE[member])
        if member == DEE:
            before = Attacker(self.top / "with-dee", LABEL[DEE], PASSPHRASE[DEE])
            tools.secrets |= before.look()
        tools.look()
        return tools

    def key(self, member: MemberId) -> str:
        """Return the id of a member's keys, which everybody can read in the line."""
        tools = self.attacker(EWA)
        founded, *_ = tools.acts("vault-founded")
        if member == ANN:
            return str(founded[1]["key"])
        enrolled = {said["key"]: said["member"] for _, said in tools.acts("key-enrolled")}
        return next(
            str(said["key"])
            for _, said in tools.acts("key-renewed")
            if enrolled.get(said["old"]) == member
        )

    def sits(self, member: MemberId) -> AbstractContextManager[Session]:
        return sitting(self.folder, member, self.state)

    def idles(self, *members: MemberId) -> None:
        """Let members have a session in which they do not look at the case."""
        for member in members:
            with self.sits(member) as session:
                session.save_draft(DraftKey(None, "letter"), b"dear all")

    def works(self, member: MemberId, word: str, *, last: bool = False) -> Sitting:
        """Let a member look at everything, write a line in record and notes, and leave.

        At the ``last`` of the sessions they open another case too.
        """
        met = Sitting(member)
        try:
            with self.sits(member) as session:
                self.reads(session, met)
                mine = [
                    lambda: session.append(CASE, [record(word, member)]),
                    lambda: session.append(CASE, [note(f"heard {word}", member)]),
                    lambda: session.save_draft(DraftKey(None, "letter"), b"dear all"),
                ]
                for write in mine:
                    self._writes(write, met)
                met.state = state_of(session)
                if last:
                    gives = holders(ANN, BEN)
                    begun = record("new", member)
                    self._writes(lambda: session.append(NEW, [begun], gives=gives), met)
                met.check = session.check()
        except Trouble as trouble:
            met.shut = str(trouble)
        return met

    def reads(self, session: Session, met: Sitting) -> None:
        met.doubts, met.notices = session.doubts, session.notices
        session.cases()
        session.summaries()
        session.drafts()
        read, heard = (session.entries(CASE, s) for s in (Stream.RECORD, Stream.NOTES))
        met.record, met.notes = words(read), words(heard)
        met.by = {e.event.word_of: e.by for e in (*read, *heard) if e.event.word_of}
        every = (*read, *heard, *session.coalition())
        met.unread = sum(isinstance(e.event, Unreadable) for e in every)
        met.coalition = [
            f"{e.event.tag} by {e.by}" for e in session.coalition()
            if not isinstance(e.event, Unreadable)
        ]  # fmt: skip
        try:
            met.paper = session.paper(CASE, "form")
        except Trouble as trouble:
            met.check.append(str(trouble))

    @staticmethod
    def _writes(write: Callable[[], object], met: Sitting) -> None:
        try:
            write()
        except Trouble as trouble:
            met.refused.append(str(trouble))
        else:
            met.wrote.append("written")


@dataclass
class Story:
    """What came of an attack: who met what, and what the attacker opens that nobody gave her."""

    sittings: list[Sitting]
    stolen: list[bytes]

    @property
    def told(self) -> list[str]:
        return [said for each in self.sittings for said in each.told]


@dataclass(frozen=True)
class Attack:
    """What somebody does to the files between two sessions of the others.

    ``first`` is what honest members did just before. ``lost`` are the words of the rows that the
    attack itself damages, ``rolls_back`` that it takes something away instead of forging, which
    shows in the state as it is told; ``closes`` that it damages what somebody needs to write.
    """

    change: Callable[[House], object]
    by: MemberId = EWA
    order: tuple[MemberId, ...] = (BEN, ANN, BEN)
    first: Callable[[House], object] | None = None
    lost: frozenset[str] = frozenset()
    rolls_back: bool = False
    closes: bool = False


def tell(house: House, attack: Attack) -> Story:
    """Let somebody change the files, and the victims work again; then see what came of it."""
    may = house.attacker(attack.by)
    if attack.first is not None:
        attack.first(house)
    tools = house.attacker(attack.by)
    had = {*tools.opened(), *may.opened()}
    rightly = set(RIGHTLY[attack.by]) if attack.by in RIGHTLY and attack.first is None else set()
    attack.change(house)
    last = len(attack.order) - 1
    sittings = [
        house.works(member, f"later {n}", last=n == last) for n, member in enumerate(attack.order)
    ]
    after = house.attacker(attack.by)
    after.secrets |= tools.secrets | may.secrets | house.secrets
    after.keys += house.keys
    stolen = [
        content for (stream, name), content in after.opened().items()
        if (stream, name) not in had and stream not in rightly and b"later" in content
    ]  # fmt: skip
    return Story(sittings, stolen)


RIGHTLY = {CAY: (RECORD,)}
"""What an attacker holds by the gift of a holder, and goes on holding."""


class SucceededError(AssertionError):
    """The attack went through."""


def withstood(house: House, twin: list[Sitting], attack: Attack) -> Story:
    """See that an attack gave nothing, was obeyed in nothing, was told and closed nothing else."""
    story = tell(house, attack)
    refute(story.stolen == [], f"opened: {story.stolen}")
    refute(story.told != [], "nobody is told")
    for met, without in zip(story.sittings, twin, strict=True):
        refute(not met.shut, f"shut out: {met.shut}")
        refute(_before(met.record) == _left(BEFORE, attack), f"record: {met.record}")
        refute(_before(met.notes) == _left(HEARD_BEFORE, attack), f"notes: {met.notes}")
        refute(met.by.items() <= {**without.by, **BY}.items() | met_later(met), f"by: {met.by}")
        refute(met.doubts or attack.closes or met.refused == [], f"refused: {met.refused}")
        refute(met.paper == KEPT or "paper" in attack.lost, f"paper: {met.paper!r}")
        if not (met.doubts and attack.rolls_back):
            refute(met.coalition == without.coalition, f"coalition: {met.coalition}")
            _same(met.state, without.state)
    return story


def refute(sound: object, what: str) -> None:
    if not sound:
        raise SucceededError(what)


def met_later(met: Sitting) -> set[tuple[str, MemberId]]:
    """Return who wrote what since."""
    return {(word, by) for word, by in met.by.items() if "later" in word}


BY = {
    "one": ANN, "by dee": DEE, "by cay": CAY, "two": ANN, "three": ANN, "by ben": BEN,
    "heard one": ANN, "heard by dee": DEE, "heard three": ANN, "heard by ben": BEN,
}  # fmt: skip


def _before(found: list[str]) -> list[str]:
    return [word for word in found if "later" not in word and word]


def _left(every: list[str], attack: Attack) -> list[str]:
    return [word for word in every if word not in attack.lost]


def _same(found: State | None, wanted: State | None) -> None:
    if found is None or wanted is None:
        raise SucceededError("nobody knows who holds what")
    refute(found.people == wanted.people, f"people: {found.people} and not {wanted.people}")
    # What she began for herself is hers.
    held = {name: keys for name, keys in found.holders.items() if name in wanted.holders}
    refute(held == wanted.holders, f"{found.holders} and not {wanted.holders}")


def as_twin(house: House, attack: Attack) -> list[Sitting]:
    """Return what the victims meet in the same house where nobody changed anything."""
    if attack.first is not None:
        attack.first(house)
    last = len(attack.order) - 1
    return [house.works(m, f"later {n}", last=n == last) for n, m in enumerate(attack.order)]
