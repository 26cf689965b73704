"""The members' public keys, each vouched for by the member who enrolled them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rjdesk.process.kernel.event import MemberId
from rjdesk.vault.database import Database
from rjdesk.vault.keys import MemberKeys
from rjdesk.vault.seals import context, sign, signed_by


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others need of a member: to wrap a key for them, and to verify their signature."""

    public: bytes
    verifying: bytes


class Members:
    """The table of public keys; the binding of a key to a member is signed by the enroller."""

    def __init__(self, database: Database, vault: str) -> None:
        self._database = database
        self._vault = vault
        self._known: dict[MemberId, PublicKeys] | None = None

    def known(self) -> Mapping[MemberId, PublicKeys]:
        """Return the public keys of every member who was enrolled."""
        if self._known is None:
            rows = self._database.query("SELECT member, public, verifying FROM members")
            self._known = {row[0]: PublicKeys(row[1], row[2]) for row in rows}
        return self._known

    def admit(self, member: MemberId, keys: MemberKeys, by: MemberId, signer: MemberKeys) -> None:
        """Keep a new member's public keys; what an enrolment cut short has left is replaced."""
        self._database.execute("DELETE FROM slots WHERE member = ?", (member,))
        self._database.execute(
            "INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?, ?)",
            (
                member,
                keys.public,
                keys.verifying,
                by,
                sign(signer.signing, self._binding(member, keys.public, keys.verifying, by)),
            ),
        )
        self.forget()

    def are_mine(self, member: MemberId, keys: MemberKeys) -> bool:
        """Whether the table holds the public keys that belong to a member's own keys."""
        return self.known().get(member) == PublicKeys(keys.public, keys.verifying)

    def forget(self) -> None:
        """Read the table again when it is next needed."""
        self._known = None

    def unvouched(self) -> list[MemberId]:
        """Return the members whose keys nobody in this vault vouches for."""
        rows = self._database.query(
            "SELECT member, public, verifying, enrolled_by, signature FROM members"
        )
        known = self.known()
        founders = sum(by == member for member, _, _, by, _ in rows)
        return [
            member
            for member, public, verifying, by, signature in rows
            if by not in known
            or (by == member and founders > 1)  # the founder alone vouches for themself
            or not isinstance(public, bytes)
            or not isinstance(verifying, bytes)
            or not signed_by(
                known[by].verifying, signature, self._binding(member, public, verifying, by)
            )
        ]

    def _binding(self, member: MemberId, public: bytes, verifying: bytes, by: MemberId) -> bytes:
        return context("public keys", self._vault, member, public.hex(), verifying.hex(), by)
