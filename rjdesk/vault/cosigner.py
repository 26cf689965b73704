"""A second member, unlocked for the length of one act."""

from __future__ import annotations

from rjdesk.process.kernel.event import MemberId
from rjdesk.vault.journal import SigningKey


class SecondSigner:
    """A second member, unlocked for one act; their key is gone when the act is over."""

    __slots__ = ("_member", "_signer")

    def __init__(self, member: MemberId, signer: SigningKey) -> None:
        self._member = member
        self._signer: SigningKey | None = signer

    @property
    def member(self) -> MemberId:
        """Who signs."""
        return self._member

    @property
    def signer(self) -> SigningKey:
        """What they sign with; a ValueError once the act is over."""
        if self._signer is None:
            raise ValueError("the co-signer has left")
        return self._signer

    def forget(self) -> None:
        """Let the key go."""
        self._signer = None
