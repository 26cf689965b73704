"""Password stores as others write them: what the keyring library may find on a computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringError, PasswordDeleteError


class Store(KeyringBackend):
    """One that keeps what it is given, and notes what was asked of it, and in which thread."""

    priority = -1  # never chosen unasked

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.asked: list[str] = []
        self.threads: set[int] = set()

    def _note(self, what: str) -> None:
        self.asked.append(what)
        self.threads.add(threading.get_ident())

    def get_password(self, service: str, username: str) -> str | None:
        self._note("get")
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._note("set")
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._note("delete")
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


class Forgetful(Store):
    """One that cuts off what is too long for it, and says nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:100])


class Failing(Store):
    """One that refuses everything."""

    def _note(self, what: str) -> None:
        super()._note(what)
        raise KeyringError("no")


class Hanging(Store):
    """One that answers nothing, from one kind of question on, until the test lets go of it."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self._at = at
        self.let_go = threading.Event()

    def _note(self, what: str) -> None:
        super()._note(what)
        if what == self._at:
            self.let_go.wait()


class Roaming(Store):
    """One that carries what it holds to other computers unless it is told not to, as Windows."""

    persist: int | str = 3


class OpensABox(Store):
    """One that would ask whoever sits there to open it, as KWallet."""

    __module__ = "keyring.backends.kwallet"


class Chain(ChainerBackend):
    """What the library makes of several stores that it finds."""

    priority = -1
    backends: tuple[Store, ...] = ()


@contextmanager
def installed(store: KeyringBackend) -> Iterator[KeyringBackend]:
    """Have the library find this store."""
    before = keyring.get_keyring()
    keyring.set_keyring(store)
    try:
        yield store
    finally:
        keyring.set_keyring(before)
