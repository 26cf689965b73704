"""From a passphrase to a member's keys."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rjdesk.process.kernel.event import MemberId
from rjdesk.vault.header import (
    DEFAULT,
    SALT_BYTES,
    Argon2Cost,
    Header,
    Login,
    read_header,
    refuse_cost_out_of_bounds,
)
from rjdesk.vault.passphrase import normalised, refuse_weak
from rjdesk.vault.seals import KEY_BYTES, Key, UnopenedError, context, unwrap, wrap
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
        key = UnlockKey(stretch(passphrase, self.record.salt, self.record.cost))
        open_slot(self.vault, self.record, key)
        return key


class MemberKeys:
    """One member's keys, all derived from their master key."""

    __slots__ = ("master", "own", "private", "signing")

    def __init__(self, master: bytes) -> None:
        self.master = master
        self.own = Key(_derived(master, "own"))
        self.private = X25519PrivateKey.from_private_bytes(_derived(master, "hpke"))
        self.signing = Ed25519PrivateKey.from_private_bytes(_derived(master, "signing"))

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


def derive(folder: Path, login: str, passphrase: str) -> UnlockKey:
    """Stretch a passphrase and try it on the member's slot (some 0.6 s; safe in any thread).

    Raises WrongPassphrase, UnknownLogin, or what reading the header raises.
    """
    header = read_header(folder)
    found = header.login(login)
    if found is None:
        raise unknown_login()
    return LoginSlot(header.vault, found).derive(passphrase)


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


def new_login(vault: str, member: MemberId, label: str, secret: NewSecret, master: bytes) -> Login:
    """Return a login whose slot holds the master key; the key of the database is still to come."""
    login = Login(
        member=member, label=label, cost=secret.cost, salt=secret.salt, slot=b"", vault_key=b""
    )
    slot = Key(secret.key.secret).seal(master, _slot_context(vault, login))
    return msgspec.structs.replace(login, slot=slot)


def open_slot(vault: str, login: Login, key: UnlockKey) -> MemberKeys:
    """Return the member's keys; raises WrongPassphrase. SQLCipher is not asked."""
    try:
        return MemberKeys(Key(key.secret).open(login.slot, _slot_context(vault, login)))
    except UnopenedError:
        raise WrongPassphrase(
            "This passphrase does not open the vault. Nothing was changed. Check the keyboard "
            "layout and Caps Lock, and try again."
        ) from None


def wrap_vault_key(secret: bytes, vault: str, epoch: int, member: MemberId, public: bytes) -> bytes:
    """Wrap the key of the database for one member."""
    return wrap(secret, public, context("vault key", vault, epoch, member))


def unwrap_vault_key(header: Header, login: Login, keys: MemberKeys) -> bytes:
    """Return the key of the database; raises UnopenedError."""
    about = context("vault key", header.vault, header.epoch, login.member)
    return unwrap(login.vault_key, keys.private, about)


def _slot_context(vault: str, login: Login) -> bytes:
    cost = login.cost
    return context(
        "login", vault, login.member, login.label, login.salt.hex(),
        cost.memory, cost.passes, cost.lanes,
    )  # fmt: skip


def _derived(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=context("member", purpose)).derive(master)


def unknown_login() -> UnknownLogin:
    """Return the trouble of a login label that nobody has."""
    return UnknownLogin(
        "Nobody has keys in this vault under that login. Nothing was changed. Choose one of the "
        "logins in the list, or ask a member to give you keys."
    )
