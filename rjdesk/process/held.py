"""Who holds what, as values: keys, streams, what waits; ``holds`` folds acts into them."""

from __future__ import annotations

from enum import Enum

import msgspec

from rjdesk.process.authority import (
    AUTHORITY,
    Authority,
    EpochId,
    KeyEnded,
    KeyId,
    StandingEnded,
    StreamId,
    Tips,
)
from rjdesk.process.kernel.event import EntryId, MemberId


class Uncounted(Enum):
    """Why an act that was rightly signed does not count."""

    NOT_A_KEY = "not_a_key"
    """No key that is in force signed it."""
    MIGHT_NOT = "might_not"
    """Whoever signed it might not do so."""
    DOES_NOT_FIT = "does_not_fit"
    """What it names is not there, or stands otherwise."""
    WAITING = "waiting"
    """It waits for a second office-holder."""
    CROSSED = "crossed"
    """It stood in another copy of the vault, and something that happened here crossed it."""


class MemberKey(msgspec.Struct, frozen=True, kw_only=True):
    """A pair of public keys (Ed25519, X25519) and whose it is; ``ended`` where it acts no more."""

    id: KeyId
    member: MemberId
    sign: bytes
    hpke: bytes
    provisional: bool = False
    ended: bool = False

    @property
    def acts(self) -> bool:
        """Whether it signs and opens what others give it."""
        return not (self.provisional or self.ended)


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One stream of a case: its keys by their hashes, and who holds them.

    ``case`` is the record's id. ``due`` says that a holder was taken off since the newest epoch
    began: nothing is sealed before another begins. ``cuts`` says of each key that was taken off
    up to which entries what it wrote counts. ``emptied_by`` is who took the last hold from
    another: they do not begin it anew. ``first`` counts the epochs of those who held it before it
    was begun anew: who holds it now was not given them. ``joints`` are pairs of entries, up to
    which the stream grew in two copies: it goes on from the first, and what leads to the second
    is read after it.
    """

    case: StreamId
    epochs: tuple[tuple[EpochId, bytes], ...] = ()
    holders: frozenset[KeyId] = frozenset()
    due: bool = False
    cuts: dict[KeyId, Tips] = {}
    emptied_by: MemberId | None = None
    first: int = 0
    joints: tuple[tuple[EntryId, EntryId], ...] = ()


class Awaiting(msgspec.Struct, frozen=True, kw_only=True):
    """An act that ``key`` signed, and that lacks a second signature; kept as its line keeps it."""

    entry: EntryId
    key: KeyId
    tag: str
    payload: bytes

    @property
    def act(self) -> Authority:
        """What was signed."""
        return msgspec.json.decode(self.payload, type=AUTHORITY[self.tag])


class Holds(msgspec.Struct, kw_only=True):
    """Who holds what, at one entry of the line; a value that only a ``Folding`` changes.

    ``notes`` names the notes of each record, oldest case first; ``tombs`` the hash by which a
    case is destroyed. ``counts`` is the stream of what is counted, sealed to ``counts_public``.
    ``stood`` are all who ever had standing. ``stale`` says that a key was ended since the
    database was sealed under its newest key, ``restored`` that an older copy was once said to
    count, ``joined`` that a copy was once taken in. ``waiting`` are acts that lack a second
    signature.
    """

    founding: bool = True
    keys: dict[KeyId, MemberKey] = {}
    standing: frozenset[MemberId] = frozenset()
    stood: frozenset[MemberId] = frozenset()
    restored: bool = False
    joined: bool = False
    streams: dict[StreamId, Held] = {}
    notes: dict[StreamId, StreamId] = {}
    tombs: dict[StreamId, bytes] = {}
    counts: StreamId | None = None
    counts_public: bytes = b""
    vault_keys: tuple[tuple[int, bytes], ...] = ()
    stale: bool = False
    waiting: tuple[Awaiting, ...] = ()

    def key_of(self, member: MemberId) -> MemberKey | None:
        """Return the key of a member that is in force, provisional or not."""
        return next((k for k in self.keys.values() if k.member == member and not k.ended), None)

    def holds(self, key: KeyId, stream: StreamId) -> bool:
        """Whether a key holds a stream now."""
        held = self.streams.get(stream)
        return held is not None and key in held.holders

    def member_of(self, key: KeyId) -> MemberId | None:
        """Return whose a key is, or was."""
        known = self.keys.get(key)
        return known.member if known else None

    def holders(self, stream: StreamId) -> frozenset[MemberId]:
        """Return the members who hold a stream now."""
        held = self.streams.get(stream)
        return frozenset(self.keys[key].member for key in held.holders) if held else frozenset()

    def office_holders(self) -> frozenset[MemberId]:
        """Return the members with standing who can sign."""
        acting = frozenset(key.member for key in self.keys.values() if key.acts)
        return acting & self.standing

    def leaving(self) -> frozenset[MemberId]:
        """Return the members whose keys or office end as soon as a second confirms it."""
        found = (self.sent_away_by(each.act) for each in self.waiting)
        return frozenset(member for member in found if member is not None)

    def sent_away_by(self, act: Authority) -> MemberId | None:
        """Return whose keys or office an act ends; None for any other act."""
        match act:
            case KeyEnded(key=key):
                return self.member_of(key)
            case StandingEnded(member=member):
                return member
            case _:
                return None

    def seconds(self, act: Authority, first: MemberId) -> frozenset[MemberId]:
        """Return who can sign an act that wants two, after ``first``.

        Others who hold an office. Where nobody else does but whom the act sends away, every
        other member: two people agree, and nobody stays because they do not answer.
        """
        others, gone = self.office_holders() - {first}, self.sent_away_by(act)
        if not others - {gone}:
            others = frozenset(key.member for key in self.keys.values() if key.acts) - {first}
        return frozenset(others - {gone})

    def is_enough(self, act: Authority, first: MemberId) -> bool:
        """Whether one alone signs what wants two: who alone holds an office, or is there at all."""
        return self.office_holders() == {first} or not self.seconds(act, first)

    def begun(self, stream: StreamId) -> EpochId:
        """Return by which act a stream was begun: the first epoch of its record, or of counts."""
        held = self.streams.get(stream)
        record = self.streams.get(held.case) if held else None
        return record.epochs[0][0] if record and record.epochs else EpochId("")

    def commitment(self, stream: StreamId, epoch: EpochId) -> bytes | None:
        """Return the hash of the key of an epoch, or None where its holders were given none."""
        held = self.streams.get(stream)
        return dict(held.epochs[held.first :]).get(epoch) if held else None
