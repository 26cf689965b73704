"""Logins: a new member's, one whose passphrase changes, and the first session of a member."""

from __future__ import annotations

import os

import msgspec

from rjdesk.process.authority import KeyEnrolled, KeyId
from rjdesk.process.held import Holds
from rjdesk.process.kernel.event import EntryId, MemberId
from rjdesk.vault.header import (
    LONGEST_LABEL,
    SALT_BYTES,
    Header,
    Login,
    SlotKind,
    UnlockSlot,
    is_label,
)
from rjdesk.vault.keys import (
    MemberKeys,
    NewSecret,
    Opened,
    UnlockKey,
    new_login,
    open_slot,
    sealed_slot,
    sealed_vault_key,
    with_slots,
)
from rjdesk.vault.recovery import code_key
from rjdesk.vault.troubles import AlreadyEnrolled, LoginTaken


def enrolled_login(
    header: Header,
    holds: Holds,
    member: MemberId,
    label: str,
    secret: NewSecret,
    *,
    keys: MemberKeys,
    tip: EntryId | None,
    vault_key: bytes,
) -> Login:
    """Return the login of a new member, for their first session.

    Raises LoginTaken or AlreadyEnrolled.
    """
    known = holds.key_of(member)
    if known is not None and known.acts:
        raise AlreadyEnrolled(
            "This member has keys in this vault already, so none were made. Nothing was changed."
        )
    label = refuse_no_label(label)
    if header.labelled(label):
        raise LoginTaken(
            "This label is taken by another member. Nothing was changed. Choose another one."
        )
    login = new_login(
        header.vault, label, secret, Opened(keys, tip or EntryId("")),
        kind=SlotKind.FIRST, generation=1,
    )  # fmt: skip
    return with_vault_key(login, header, keys, vault_key)


def changed_login(header: Header, login: Login, old: UnlockKey, secret: NewSecret) -> Login:
    """Return a login under another passphrase; raises WrongPassphrase for another old key.

    The slot of its recovery code stays.
    """
    opened = open_slot(header.vault, login, old)
    changed = new_login(
        header.vault, login.label, secret, opened,
        kind=SlotKind.PASSPHRASE, generation=login.generation + 1,
    )  # fmt: skip
    if login.code is not None:
        changed = with_slots(header.vault, changed, opened, changed.passphrase, login.code)
    return msgspec.structs.replace(changed, vault_key=login.vault_key)


def login_with_code(header: Header, login: Login, opened: Opened, code: bytes) -> Login:
    """Return a login with a slot for a recovery code, in the place of the one before."""
    slot = UnlockSlot(kind=SlotKind.CODE, cost=None, salt=os.urandom(SALT_BYTES), sealed=b"")
    slot = sealed_slot(header.vault, slot, code_key(code, slot.salt), opened)
    grown = msgspec.structs.replace(login, generation=login.generation + 1)
    return with_slots(header.vault, grown, opened, login.passphrase, slot)


def own_login(
    header: Header, first: Login, secret: NewSecret, opened: Opened, vault_key: bytes
) -> Login:
    """Return the login of keys that a member made themself, in the place of their first."""
    login = new_login(
        header.vault, first.label, secret, opened,
        kind=SlotKind.PASSPHRASE, generation=first.generation + 1,
    )  # fmt: skip
    return with_vault_key(login, header, opened.keys, vault_key)


def left_behind(header: Header, holds: Holds, label: str, mine: KeyId) -> frozenset[KeyId]:
    """Return the keys of logins of a label that open nothing, and never will; not ``mine``.

    They are left where the power went while somebody made keys of their own: those of keys that
    the line never came to know and nothing waits for, and those of keys that ended.
    """
    awaited = {act.key for each in holds.waiting if isinstance(act := each.act, KeyEnrolled)}
    acting = {key.id for key in holds.keys.values() if not key.ended}
    logins = {login.key for login in header.labelled(label)}
    return frozenset(logins - awaited - acting - {mine})


def with_vault_key(login: Login, header: Header, keys: MemberKeys, vault_key: bytes) -> Login:
    """Return the login with the key of the database sealed for its member."""
    sealed = sealed_vault_key(vault_key, header.vault, header.epoch, keys)
    return msgspec.structs.replace(login, vault_key=sealed)


def refuse_no_label(label: str) -> str:
    """Return the label without spaces around it; raises LoginTaken when nothing is left."""
    label = label.strip()
    if not is_label(label):
        raise LoginTaken(
            f"A login has between 1 and {LONGEST_LABEL} letters. Nothing was changed. Choose one "
            "that is not your name: whoever finds the files can read it."
        )
    return label
