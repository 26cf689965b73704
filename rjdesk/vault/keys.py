"""From a passphrase to a member's keys."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from rjdesk.process.authority import KeyId
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.header import (
    DEFAULT,
    SALT_BYTES,
    WRAPPED_BYTES,
    Argon2Cost,
    Login,
    SlotKind,
    UnlockSlot,
    refuse_cost_out_of_bounds,
)
from rjdesk.vault.passphrase import normalised, refuse_weak
from rjdesk.vault.seals import (
    ID_BYTES,
    KEY_BYTES,
    Key,
    UnopenedError,
    commitment,
    context,
    derived,
    digest,
    sign,
    signed_by,
    unwrap,
    wrap,
)
from rjdesk.vault.troubles import StorageFailed, UnknownLogin, WrongPassphrase


@dataclass(frozen=True, slots=True)
class UnlockKey:
    """What a passphrase was stretched to; it opens one member's slot in the header."""

    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewSecret:
    """What a new passphrase was stretched to, before there is a slot that it opens.

    ``new_secret`` makes it, so the passphrase was judged.
    """

    salt: bytes
    cost: Argon2Cost
    key: UnlockKey


@dataclass(frozen=True, slots=True)
class LoginSlot:
    """How one member unlocks a vault: a plain value, which any thread may use."""

    vault: str
    record: Login

    @property
    def login(self) -> str:
        """The label under which they unlock."""
        return self.record.label

    def derive(self, passphrase: str) -> UnlockKey:
        """Stretch a passphrase and try it on the slot (some 0.6 s); raises WrongPassphrase."""
        slot = self.record.passphrase
        key = UnlockKey(stretch(passphrase, slot.salt, slot.cost or DEFAULT))
        open_slot(self.vault, self.record, key)
        return key


class MemberKeys:
    """One member's keys, all derived from their master key."""

    __slots__ = ("master", "own", "private", "signing", "vault")

    def __init__(self, master: bytes) -> None:
        self.master = master
        self.own = derived(master, "own")
        self.vault = Key(derived(master, "vault"))
        self.private = X25519PrivateKey.from_private_bytes(derived(master, "hpke"))
        self.signing = Ed25519PrivateKey.from_private_bytes(derived(master, "sign"))

    @classmethod
    def fresh(cls) -> MemberKeys:
        """Return the keys of a new member."""
        return cls(os.urandom(KEY_BYTES))

    @property
    def public(self) -> bytes:
        """The public key that keys are wrapped for (X25519)."""
        return self.private.public_key().public_bytes_raw()

    @property
    def verifying(self) -> bytes:
        """The public key that signatures are verified with (Ed25519)."""
        return self.signing.public_key().public_bytes_raw()

    @property
    def id(self) -> KeyId:
        """The name of this pair of keys."""
        return key_id(self.verifying, self.public)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot of the header holds: a member's keys, and the entry they were let in at.

    Whoever has no marks yet sees by ``tip`` that the coalition's line was not cut before them.
    """

    keys: MemberKeys
    tip: EntryId


def key_id(verifying: bytes, public: bytes) -> KeyId:
    """Return the name of a pair of public keys."""
    return KeyId(digest(context("key", verifying, public))[:ID_BYTES].hex())


def new_secret(
    passphrase: str, words: Collection[str] = (), cost: Argon2Cost = DEFAULT
) -> NewSecret:
    """Judge a new passphrase and stretch it under a fresh salt (some 0.7 s; safe in any thread).

    ``words`` are what a guesser would try first. Raises CostOutOfBounds or WeakPassphrase.
    """
    refuse_cost_out_of_bounds(cost)
    refuse_weak(passphrase, words)
    salt = os.urandom(SALT_BYTES)
    return NewSecret(salt, cost, UnlockKey(stretch(passphrase, salt, cost)))


def as_key(given: object) -> UnlockKey:
    """Return a key that went through the ports; a TypeError for anything else."""
    if not isinstance(given, UnlockKey):
        raise TypeError("a slot opens with the key that derive gave")
    return given


def as_secret(given: object) -> NewSecret:
    """Return a new secret that went through the ports; a TypeError for anything else."""
    if not isinstance(given, NewSecret):
        raise TypeError("a slot is made with what new_secret gave")
    return given


def stretch(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    """Return Argon2id of a passphrase; raises CostOutOfBounds before any work is done."""
    refuse_cost_out_of_bounds(cost)
    try:
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory,
        ).derive(normalised(passphrase).encode())
    except MemoryError:
        raise StorageFailed(
            "This computer has too little free memory to unlock the vault. Nothing was changed. "
            "Close other programs and try again."
        ) from None


def new_login(
    vault: str, label: str, secret: NewSecret, opened: Opened, *, kind: SlotKind, generation: int
) -> Login:
    """Return a login with one slot, signed; the key of the database is still to come."""
    slot = UnlockSlot(kind=kind, cost=secret.cost, salt=secret.salt, sealed=b"")
    login = Login(key=opened.keys.id, label=label, generation=generation, slots=())
    return with_slots(vault, login, opened, sealed_slot(vault, slot, secret.key, opened))


def sealed_slot(vault: str, slot: UnlockSlot, key: UnlockKey, opened: Opened) -> UnlockSlot:
    """Return a slot with a member's master key sealed in it."""
    content = msgspec.json.encode((opened.keys.master.hex(), opened.tip))
    about = _slot_context(vault, opened.keys.id, slot)
    return msgspec.structs.replace(slot, sealed=Key(key.secret).seal(content, about))


def with_slots(vault: str, login: Login, opened: Opened, *slots: UnlockSlot) -> Login:
    """Return a login with other slots, signed by its owner."""
    bare = msgspec.structs.replace(login, slots=slots, signature=b"")
    signature = sign(opened.keys.signing, signed_login(vault, bare))
    return msgspec.structs.replace(bare, signature=signature)


def signed_login(vault: str, login: Login) -> bytes:
    """Return what the owner of a login signs of it: all but the database's key."""
    slots = msgspec.json.encode(login.slots).decode()
    return context("login", vault, login.key, login.label, login.generation, slots)


def is_its_owners(vault: str, login: Login, verifying: bytes) -> bool:
    """Whether the owner of those keys signed a login as it stands in the header."""
    return signed_by(verifying, login.signature, signed_login(vault, login))


def open_slot(vault: str, login: Login, key: UnlockKey, slot: UnlockSlot | None = None) -> Opened:
    """Return the member's keys; raises WrongPassphrase. SQLCipher is not asked.

    ``slot`` is that of the passphrase, unless another is named.
    """
    slot = slot or login.passphrase
    about = _slot_context(vault, login.key, slot)
    try:
        content = Key(key.secret).open(slot.sealed, about)
        master, tip = msgspec.json.decode(content, type=tuple[str, EntryId])
        return Opened(MemberKeys(bytes.fromhex(master)), tip)
    except UnopenedError:
        raise WrongPassphrase(
            "This passphrase does not open the vault. Nothing was changed. Check the keyboard "
            "layout and Caps Lock, and try again."
        ) from None


def sealed_vault_key(secret: bytes, vault: str, epoch: int, keys: MemberKeys) -> bytes:
    """Seal the key of the database for one member, under a key of theirs alone."""
    return keys.vault.seal(secret, context("vault key", vault, epoch))


def opened_vault_key(login: Login, vault: str, epoch: int, keys: MemberKeys) -> bytes:
    """Return the key of the database; raises UnopenedError.

    Whoever was away when it was sealed anew finds it wrapped for their public key.
    """
    if len(login.vault_key) == WRAPPED_BYTES:
        return unwrap(login.vault_key, keys.private, _about_wrapped(vault, epoch, keys.id))
    return keys.vault.open(login.vault_key, context("vault key", vault, epoch))


def wrapped_vault_key(secret: bytes, vault: str, epoch: int, key: KeyId, public: bytes) -> bytes:
    """Wrap the key of the database for a member who is away."""
    return wrap(secret, public, _about_wrapped(vault, epoch, key))


def _about_wrapped(vault: str, epoch: int, key: KeyId) -> bytes:
    return context("vault key", vault, epoch, key)


def vault_commitment(secret: bytes, vault: str) -> bytes:
    """Return what the key of the database is known by in the coalition's line."""
    return commitment(secret, vault, "vault")


def _slot_context(vault: str, key: KeyId, slot: UnlockSlot) -> bytes:
    cost = (slot.cost.memory, slot.cost.passes, slot.cost.lanes) if slot.cost else ()
    return context("slot of a login", vault, key, slot.kind.value, slot.salt, *cost)


def unknown_login() -> UnknownLogin:
    """Return the trouble of a login label that nobody has."""
    return UnknownLogin(
        "Nobody has keys in this vault under that login. Nothing was changed. Choose one of the "
        "logins in the list, or ask a member to give you keys."
    )
