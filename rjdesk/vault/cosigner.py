"""A second member, unlocked for the length of one act."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rjdesk.process.kernel.event import MemberId


class SecondSigner:
    """A second member, unlocked for one act; their key is gone when the act is over."""

    __slots__ = ("_member", "_signing")

    def __init__(self, member: MemberId, signing: Ed25519PrivateKey) -> None:
        self._member = member
        self._signing: Ed25519PrivateKey | None = signing

    @property
    def member(self) -> MemberId:
        """Who signs."""
        return self._member

    @property
    def signing(self) -> Ed25519PrivateKey:
        """Their signing key; a ValueError once the act is over."""
        if self._signing is None:
            raise ValueError("the co-signer has left")
        return self._signing

    def forget(self) -> None:
        """Let the key go."""
        self._signing = None
