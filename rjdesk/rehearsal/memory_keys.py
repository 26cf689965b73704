"""What stands for keys where a coalition is only rehearsed: what was typed, compared."""

from __future__ import annotations

from dataclasses import dataclass, field

from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.event import MemberId


@dataclass(frozen=True, slots=True)
class MemorySecret:
    """A new passphrase, as the memory keeps it."""

    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MemoryUnlocking:
    """How a member unlocks; the key is what they typed, where it is right."""

    login: str
    passphrase: str = field(repr=False)

    def derive(self, passphrase: str) -> MemorySecret:
        """Return the key of the right passphrase."""
        if passphrase != self.passphrase:
            raise Trouble("That passphrase does not open this member's keys.")
        return MemorySecret(passphrase)


@dataclass(frozen=True, slots=True)
class MemoryCoSigner:
    """A second member, for as long as one act takes."""

    member: MemberId
    live: list[bool] = field(default_factory=lambda: [True])
