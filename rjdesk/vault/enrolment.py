"""Logins: a new member's, and one whose passphrase changes."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from rjdesk.process.kernel.event import MemberId
from rjdesk.vault.header import LONGEST_LABEL, Header, Login, is_label
from rjdesk.vault.keys import (
    MemberKeys,
    NewSecret,
    UnlockKey,
    new_login,
    open_slot,
    wrap_vault_key,
)
from rjdesk.vault.troubles import AlreadyEnrolled, LoginTaken


def enrolled_login(
    header: Header,
    enrolled: Collection[MemberId],
    member: MemberId,
    label: str,
    secret: NewSecret,
    *,
    keys: MemberKeys,
    vault_key: bytes,
) -> Login:
    """Return the login of a new member; raises LoginTaken or AlreadyEnrolled."""
    if member in enrolled:
        raise AlreadyEnrolled(
            "This member has keys in this vault already, so none were made. Nothing was changed."
        )
    label = refuse_no_label(label)
    if header.login(label) is not None:
        raise LoginTaken(
            "This label is taken by another member. Nothing was changed. Choose another one."
        )
    login = new_login(header.vault, member, label, secret, keys.master)
    return with_vault_key(login, header.vault, header.epoch, keys, vault_key)


def changed_login(header: Header, login: Login, old: UnlockKey, secret: NewSecret) -> Login:
    """Return a login under another passphrase; raises WrongPassphrase for another old key."""
    keys = open_slot(header.vault, login, old)
    changed = new_login(header.vault, login.member, login.label, secret, keys.master)
    return msgspec.structs.replace(changed, vault_key=login.vault_key)


def with_vault_key(
    login: Login, vault: str, epoch: int, keys: MemberKeys, vault_key: bytes
) -> Login:
    """Return the login with the key of the database wrapped for its member."""
    wrapped = wrap_vault_key(vault_key, vault, epoch, login.member, keys.public)
    return msgspec.structs.replace(login, vault_key=wrapped)


def refuse_no_label(label: str) -> str:
    """Return the label without spaces around it; raises LoginTaken when nothing is left."""
    label = label.strip()
    if not is_label(label):
        raise LoginTaken(
            f"A login has between 1 and {LONGEST_LABEL} letters. Nothing was changed. Choose one "
            "that is not your name: whoever finds the files can read it."
        )
    return label
