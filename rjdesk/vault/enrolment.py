"""Logins: a new member's, and one whose passphrase changes."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from rjdesk.process.event import MemberId
from rjdesk.vault.header import DEFAULT, Header, Login
from rjdesk.vault.keys import MemberKeys, key_of, new_login, open_slot, wrap_vault_key
from rjdesk.vault.passphrase import refuse_weak
from rjdesk.vault.troubles import AlreadyEnrolled, LoginTaken, UnknownLogin

LONGEST_LABEL = 40


def enrolled_login(
    header: Header,
    enrolled: Collection[MemberId],
    member: MemberId,
    label: str,
    passphrase: str,
    *,
    by: MemberId,
    keys: MemberKeys,
    vault_key: bytes,
) -> Login:
    """Return the login of a new member, as dear to guess as that of the member who enrols.

    Raises LoginTaken, AlreadyEnrolled or WeakPassphrase.
    """
    if member in enrolled:
        raise AlreadyEnrolled(
            "This member has keys in this vault already, so none were made. Nothing was changed."
        )
    label = refuse_no_label(label)
    if header.login(label) is not None:
        raise LoginTaken(
            "This login is taken by another member. Nothing was changed. Choose another one."
        )
    refuse_weak(passphrase, (label,))
    enroller = header.login_of(by)
    cost = enroller.cost if enroller else DEFAULT
    login = new_login(header.vault, member, label, passphrase, cost, keys.master)
    return with_vault_key(login, header.vault, header.epoch, keys, vault_key)


def changed_login(header: Header, member: MemberId, old: str, new: str) -> Login:
    """Return the member's login under another passphrase.

    Raises WrongPassphrase or WeakPassphrase.
    """
    login = header.login_of(member)
    if login is None:
        raise UnknownLogin("You have no login in this vault any more. Nothing was changed.")
    keys = open_slot(header.vault, login, key_of(header, login, old))
    refuse_weak(new, (login.label,))
    changed = new_login(header.vault, member, login.label, new, login.cost, keys.master)
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
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        raise LoginTaken(
            f"A login has between 1 and {LONGEST_LABEL} letters. Nothing was changed. Choose one "
            "that is not your name: whoever finds the files can read it."
        )
    return label
