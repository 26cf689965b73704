"""Sealing, wrapping and signing: the few cryptographic moves that everything else is made of.

Every move is bound to a context, which says what the bytes are and where they belong, so that
a sealed thing put in another place does not open there. ``FORMAT.md`` says the same in prose.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rjdesk.vault.troubles import DamagedVault

FORMAT = "rjdesk/2"
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SIGNATURE_BYTES = 64
ID_BYTES = 16
HASH_BYTES = 32

SUITE: Final = b"\x01"
"""The first byte of all that is sealed or wrapped: X25519 HPKE with HKDF-SHA256 and AES-256-GCM,
Ed25519, AES-256-GCM-SIV. Another byte is refused."""

_HPKE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)

SIZES: Final = (768, 1536, 3072, 6144)
"""To which sizes contents are padded; beyond the last, to the next of 4, 5, 6, 7 times a power.

In the first there is room for every entry with a name of sixty letters, so that none tells by its
length what it says.
"""

Part = str | int | bytes | None | Sequence[str]


class UnopenedError(Exception):
    """A seal did not open: of what went wrong inside, nothing is said."""


def context(*parts: Part) -> bytes:
    """Return an unambiguous line of the parts: a compact JSON list, bytes in hex."""
    plain = [part.hex() if isinstance(part, bytes) else part for part in parts]
    return msgspec.json.encode([FORMAT, *plain])


def digest(*contents: bytes) -> bytes:
    """Return the SHA-256 of contents, one after the other."""
    found = hashlib.sha256()
    for content in contents:
        found.update(content)
    return found.digest()


def derived(secret: bytes, *info: Part) -> bytes:
    """Return a key of its own for one use of a secret (HKDF-SHA256)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=context(*info)).derive(secret)


def commitment(secret: bytes, vault: str, stream: str) -> bytes:
    """Return what a key is known by before anybody has it; no other key has the same."""
    return derived(secret, "commit", vault, stream)


def padded(content: bytes) -> bytes:
    """Return the content filled up to one of a few sizes."""
    wanted = len(content) + 1
    size = next((size for size in SIZES if size >= wanted), None)
    if size is None:
        step = 1 << (wanted.bit_length() - 3)
        size = -(-wanted // step) * step
    return content + b"\x80" + bytes(size - wanted)


def unpadded(content: bytes) -> bytes:
    """Return what was filled up; raises UnopenedError."""
    bare = content.rstrip(b"\x00")
    if not bare.endswith(b"\x80"):
        raise UnopenedError
    return bare[:-1]


class Key:
    """A symmetric key of 256 bits, ready to seal (AES-256-GCM-SIV)."""

    __slots__ = ("_cipher", "secret")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise DamagedVault(
                "A key of this vault is too short, so it was not used. Nothing was changed. "
                "Keep the folder as it is, and ask whoever looks after this computer."
            )
        self.secret = secret
        self._cipher = AESGCMSIV(secret)

    def seal(self, content: bytes, about: bytes) -> bytes:
        """Seal content, padded; it opens only with this key and the same context."""
        nonce = os.urandom(NONCE_BYTES)
        return SUITE + nonce + self._cipher.encrypt(nonce, padded(content), about)

    def open(self, sealed: object, about: bytes) -> bytes:
        """Return what was sealed; raises UnopenedError when key, context or content differ."""
        if not isinstance(sealed, bytes) or sealed[:1] != SUITE:
            raise UnopenedError
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return unpadded(self._cipher.decrypt(nonce, body, about))
        except (InvalidTag, ValueError):
            raise UnopenedError from None


class StreamKey:
    """The key of one epoch of a stream; entries and papers are sealed by keys of their own."""

    __slots__ = ("_blobs", "_entries", "secret")

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self._entries: Key | None = None
        self._blobs: Key | None = None

    @classmethod
    def fresh(cls) -> StreamKey:
        """Return a new random key."""
        return cls(os.urandom(KEY_BYTES))

    @property
    def entries(self) -> Key:
        """What seals entries."""
        if self._entries is None:
            self._entries = Key(derived(self.secret, "entry"))
        return self._entries

    @property
    def blobs(self) -> Key:
        """What seals papers."""
        if self._blobs is None:
            self._blobs = Key(derived(self.secret, "blob"))
        return self._blobs


def wrap(secret: bytes, public: bytes, about: bytes) -> bytes:
    """Wrap a key so that only the holder of the private key opens it, in this context (HPKE)."""
    return SUITE + _HPKE.encrypt(secret, X25519PublicKey.from_public_bytes(public), about)


def unwrap(wrapped: object, private: X25519PrivateKey, about: bytes) -> bytes:
    """Return a key wrapped for this private key; raises UnopenedError."""
    if not isinstance(wrapped, bytes) or wrapped[:1] != SUITE:
        raise UnopenedError
    try:
        return _HPKE.decrypt(wrapped[1:], private, about)
    except (InvalidTag, TypeError, ValueError):
        raise UnopenedError from None


def sign(signing: Ed25519PrivateKey, content: bytes) -> bytes:
    """Return the signature of the content (Ed25519)."""
    return signing.sign(content)


def signed_by(public: bytes, signature: object, content: bytes) -> bool:
    """Whether the holder of that public key signed this content."""
    if not isinstance(signature, bytes) or not can_sign(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True


_ANY = X25519PrivateKey.from_private_bytes(bytes(range(KEY_BYTES)))


def can_receive(public: bytes) -> bool:
    """Whether keys can be wrapped for a public key: one of small order has no secret to share."""
    try:
        _ANY.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return False
    return True


_PRIME = 2**255 - 19
_SMALL_ORDER: Final = frozenset(
    bytes.fromhex(point)
    for point in (
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    )
)
"""The eight points under which a signature may hold for every content."""


def can_sign(public: bytes) -> bool:
    """Whether a public key is one that only its owner signs under.

    A point of small order, or one spelled otherwise than it must be, is none: under such a key
    anybody signs anything (``tests/vault/test_keys.py``).
    """
    if len(public) != KEY_BYTES or public in _SMALL_ORDER:
        return False
    y = int.from_bytes(public, "little") & (2**255 - 1)
    x_is_odd = public[-1] >> 7
    return y < _PRIME and not (x_is_odd and y in {1, _PRIME - 1})
