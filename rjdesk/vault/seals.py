"""Sealing and wrapping: the few cryptographic moves that everything else is made of.

Every move is bound to a context, which says what the bytes are and where they belong, so that
a sealed thing put in another place does not open there.
"""

from __future__ import annotations

import hashlib
import os

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from rjdesk.vault.troubles import DamagedVault

KEY_BYTES = 32
NONCE_BYTES = 12
SIGNATURE_BYTES = 64

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


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

    @classmethod
    def fresh(cls) -> Key:
        """Return a new random key."""
        return cls(os.urandom(KEY_BYTES))

    def seal(self, content: bytes, context: bytes) -> bytes:
        """Seal content; it opens only with this key and the same context."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Return what was sealed; raises UnopenedError when key, context or content differ."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
        except (InvalidTag, TypeError, ValueError):
            raise UnopenedError from None

    def name(self, *parts: str) -> str:
        """Return a name for something that only who holds this key can connect with ``parts``."""
        text = context(*parts)
        return hashlib.blake2b(
            text, key=self.secret, digest_size=16, person=b"rjdesk name"
        ).hexdigest()


class UnopenedError(Exception):
    """A seal did not open."""


def context(*parts: str | int) -> bytes:
    """Return an unambiguous byte string of the parts: a JSON list that starts with rjdesk."""
    return msgspec.json.encode(("rjdesk", *parts))


def wrap(secret: bytes, public: bytes, about: bytes) -> bytes:
    """Wrap a key so that only the holder of the private key opens it, in this context (HPKE)."""
    return _SUITE.encrypt(secret, X25519PublicKey.from_public_bytes(public), about)


def unwrap(wrapped: bytes, private: X25519PrivateKey, about: bytes) -> bytes:
    """Return a key wrapped for this private key; raises UnopenedError."""
    try:
        return _SUITE.decrypt(wrapped, private, about)
    except (InvalidTag, TypeError, ValueError):
        raise UnopenedError from None


def sign(signing: Ed25519PrivateKey, content: bytes) -> bytes:
    """Return the signature of the content (Ed25519)."""
    return signing.sign(content)


def signed_by(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the holder of that public key signed this content."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True
