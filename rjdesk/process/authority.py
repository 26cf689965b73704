"""What a vault itself records of keys: who has which, who holds what, and who ended it.

These acts stand in the coalition's line beside what its members record, each as one entry, and
``holds`` reads them. They are made by the vault and never typed: of a case they know random
ids alone, and why somebody holds or held a stream stands in the case's record (DESIGN section 4).
Ids of keys, streams and entries are written in hex; public keys are raw bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, NewType

import msgspec

from rjdesk.process.kernel.event import EntryId, MemberId

KeyId = NewType("KeyId", str)
"""Names a member's pair of public keys: 16 bytes of their hash, in hex."""
StreamId = NewType("StreamId", str)
"""Names a stream: ``coalition``, or 16 bytes in hex; a record's are those of its case."""

Key16 = Annotated[KeyId, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
Stream16 = Annotated[StreamId, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
Entry32 = Annotated[EntryId, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Tips = tuple[Entry32, ...]
"""The last entries of a stream as who took or ended a hold found them: one, or several where
rows were added that are no part of its line."""
EpochId = NewType("EpochId", str)
"""Names the time of one key of a stream: 16 bytes of the entry that began it, in hex."""
Epoch16 = Annotated[EpochId, msgspec.Meta(pattern="^[0-9a-f]{32}$")]

COALITION = StreamId("coalition")


class Authority(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of every act of authority; a tag is kept for ever."""

    tag: ClassVar[str] = ""
    version: ClassVar[int] = 1


class NamesKeys(Authority, frozen=True, kw_only=True):
    """The base of the acts that name new keys: their id, and both public halves."""

    key: Key16
    sign: bytes
    hpke: bytes


class VaultFounded(NamesKeys, frozen=True, kw_only=True):
    """The first entry of a vault, signed by the key that it names; its id is the vault's."""

    tag: ClassVar[str] = "vault-founded"

    member: MemberId


class KeyEnrolled(NamesKeys, frozen=True, kw_only=True):
    """A member is given keys, which are provisional: whoever made them may have kept them.

    They sign their own renewal and nothing else, and nothing of a case is sealed to them.
    """

    tag: ClassVar[str] = "key-enrolled"

    member: MemberId


class KeyRenewed(NamesKeys, frozen=True, kw_only=True):
    """A member makes keys of their own in the place of others, signed by both; holds follow.

    What the old key wrote counts up to the tips in ``cut``.
    """

    tag: ClassVar[str] = "key-renewed"

    old: Key16
    cut: dict[Stream16, Tips] = {}


class KeyEnded(Authority, frozen=True, kw_only=True):
    """A key signs and opens nothing any more; what it wrote counts up to ``cut``."""

    tag: ClassVar[str] = "key-ended"

    key: Key16
    cut: dict[Stream16, Tips]


class StandingGiven(Authority, frozen=True, kw_only=True):
    """A member holds an office: they keep the list of members and keys together with others."""

    tag: ClassVar[str] = "standing-given"

    member: MemberId


class StandingEnded(Authority, frozen=True, kw_only=True):
    """A member holds no office any more."""

    tag: ClassVar[str] = "standing-ended"

    member: MemberId


class Countersigned(Authority, frozen=True, kw_only=True):
    """A second office-holder confirms what another signed, which counts from here; or does not."""

    tag: ClassVar[str] = "countersigned"

    entry: Entry32
    confirmed: bool = True


class RecordBegun(Authority, frozen=True, kw_only=True):
    """A case is opened: its two streams, and the first key of its record, by its hash.

    ``tomb`` is the hash of what only holders of the record know; with it the case can be
    destroyed.
    """

    tag: ClassVar[str] = "record-begun"

    record: Stream16
    notes: Stream16
    commitment: bytes
    tomb: bytes


class OnAStream(Authority, frozen=True, kw_only=True):
    """The base of the acts on a stream, which say by which act it was ``begun``.

    That is the name of the first epoch of its record, or of the counts. A stream is named by who
    begins it, and in another copy of the vault somebody may have begun one of the same name.
    """

    stream: Stream16
    begun: Epoch16


class EpochBegun(OnAStream, frozen=True, kw_only=True):
    """A stream is sealed under a new key from here on, which is known by its hash alone."""

    tag: ClassVar[str] = "epoch-begun"

    commitment: bytes


class HoldGiven(OnAStream, frozen=True, kw_only=True):
    """A holder of a stream gives its keys to another key."""

    tag: ClassVar[str] = "hold-given"

    key: Key16


class HoldTaken(OnAStream, frozen=True, kw_only=True):
    """A key holds a stream no more; what it wrote there counts up to ``cut``."""

    tag: ClassVar[str] = "hold-taken"

    key: Key16
    cut: Tips


class CountsBegun(Authority, frozen=True, kw_only=True):
    """The counts are sealed for another key from here on: its public half, and its hash.

    Whoever holds an office begins them, once, and whoever holds them anew.
    """

    tag: ClassVar[str] = "counts-begun"

    stream: Stream16
    public: bytes
    commitment: bytes


class VaultKeyBegun(Authority, frozen=True, kw_only=True):
    """The database is sealed under a new key, known by its hash; ``epoch`` counts from 1."""

    tag: ClassVar[str] = "vault-key-begun"

    epoch: int
    commitment: bytes


class Moved(Authority, frozen=True, kw_only=True):
    """Somebody says that the vault was moved to this computer; they saw it as of ``tip``."""

    tag: ClassVar[str] = "moved"

    tip: Entry32


class Restored(Authority, frozen=True, kw_only=True):
    """Office-holders say that an older copy is the vault from here on; it stood at ``tip``."""

    tag: ClassVar[str] = "restored"

    tip: Entry32


class TakenIn(Authority, frozen=True, kw_only=True):
    """An entry of the coalition's line in another copy of the vault, word for word.

    Its outside (``about``, ``parent``, ``depth``) and its content; its name follows from these.
    It is judged where it is taken in, as if it stood there. ``counted`` says whether it did where
    it was written.
    """

    tag: ClassVar[str] = "taken-in"

    about: Stream16 | None
    parent: Entry32
    depth: int
    content: bytes
    counted: bool = True


class Joined(Authority, frozen=True, kw_only=True):
    """Two copies of the vault are one from here on.

    ``entries`` are the names of what the other copy had in its line, and ``lines`` says of each
    stream that grew in both which of two entries goes on, and which ends what is read after it.
    """

    tag: ClassVar[str] = "joined"

    entries: tuple[Entry32, ...]
    lines: dict[Stream16, tuple[tuple[Entry32, Entry32], ...]]


AUTHORITY: Mapping[str, type[Authority]] = MappingProxyType(
    {
        kind.tag: kind
        for kind in (
            VaultFounded,
            KeyEnrolled,
            KeyRenewed,
            KeyEnded,
            StandingGiven,
            StandingEnded,
            Countersigned,
            RecordBegun,
            EpochBegun,
            HoldGiven,
            HoldTaken,
            CountsBegun,
            VaultKeyBegun,
            Moved,
            Restored,
            TakenIn,
            Joined,
        )
    }
)
"""Every act of authority by its tag."""
