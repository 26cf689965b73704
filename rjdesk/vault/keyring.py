"""The keyring: the password store of the desktop, where a second copy of the anchor lies.

No key lies there, and never the only copy of anything. It is foreign code, and mostly a program of
its own: it may be absent, locked, wiped, or never answer. So one thread does all that concerns it,
and others wait for that thread a little while and no longer; whatever fails in it fails there.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "rjdesk"
"""Under which name of a service the entries stand."""

WAIT_S = 3.0
"""How many seconds an answer is waited for."""

MOST_ENTRY_BYTES = 5 * 512
"""How much one entry holds, in UTF-16: CRED_MAX_CREDENTIAL_BLOB_SIZE of Windows (wincred.h)."""

OPENS_A_BOX = frozenset({"keyring.backends.kwallet", "keyring.backends.libsecret"})
"""Who asks whoever sits there to open a locked store, and does not say beforehand that it will."""


class Keyring:
    """What the password store holds of each vault: lines of text under the vault's id.

    It lives as long as the program. Whoever did not answer once, or kept something else than was
    written, is not asked again. Nothing that happens in it is raised.
    """

    def __init__(self, wait: float = WAIT_S) -> None:
        """``wait`` is how many seconds an answer is waited for; nothing is asked yet."""
        self._wait = wait
        self._is_given_up = False
        self._asked: dict[str, Future[str]] = {}
        self._last: Future[str] | None = None
        self._work: SimpleQueue[tuple[Callable[[], str], Future[str]]] = SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, vault: str) -> None:
        """Begin to read what is held of a vault, and wait for nothing."""
        before = self._asked.get(vault)
        if before is None or before.done():
            self._asked[vault] = self._hand_over(partial(_read, _name(vault)))

    def hear(self, vault: str) -> None:
        """Wait for what was asked of a vault, so that ``read`` has it at hand; in any thread."""
        if (asked := self._asked.get(vault)) is not None:
            self._answer(asked)

    def read(self, vault: str) -> str:
        """Return the lines that are held of a vault, as ``ask`` found them or as they are now.

        Where nothing is held, or nobody answers, there are none.
        """
        asked = self._asked.pop(vault, None) or self._hand_over(partial(_read, _name(vault)))
        return self._answer(asked)

    def write(self, vault: str, lines: Sequence[str]) -> None:
        """Have as many of the last of these lines held as fit, and wait for nothing."""
        self._asked.pop(vault, None)
        self._hand_over(partial(self._keep, _name(vault), tuple(lines)))

    def clear(self, vault: str) -> None:
        """Have nothing held of a vault, and wait for nothing."""
        self._asked.pop(vault, None)
        self._hand_over(partial(_delete, _name(vault)))

    def leave(self) -> None:
        """Wait until what was handed over is done: the process may end or be replaced now."""
        if self._last is not None:
            self._answer(self._last)

    def _answer(self, asked: Future[str]) -> str:
        """Wait for an answer; the first that does not come in time is the last to be waited for."""
        if self._is_given_up and not asked.done():
            return ""
        try:
            return asked.result(self._wait)
        except TimeoutError:
            self._is_given_up = True
            return ""

    def _hand_over(self, work: Callable[[], str]) -> Future[str]:
        """Have the thread do something; what it returns, or "" when it failed, is the answer."""
        answer: Future[str] = Future()
        self._last = answer
        if self._is_given_up:
            answer.set_result("")
            return answer
        with self._starting:
            if self._thread is None:
                # A daemon, so that no answer that never comes keeps the process from its end.
                self._thread = threading.Thread(target=self._run, name="keyring", daemon=True)
                self._thread.start()
        self._work.put((work, answer))
        return answer

    def _run(self) -> None:
        while True:
            work, answer = self._work.get()
            said = ""
            if not self._is_given_up:
                with contextlib.suppress(Exception):
                    said = work()
            answer.set_result(said)

    def _keep(self, name: str, lines: Sequence[str]) -> str:
        """Write an entry and read it back; what is not kept as it was written is taken away."""
        store, text = _store(name), _fitting(lines)
        if store is None or not text:
            return ""
        store.set_password(SERVICE, name, text)
        kept = None
        with contextlib.suppress(Exception):
            kept = store.get_password(SERVICE, name)
        if kept != text:
            self._is_given_up = True
            store.delete_password(SERVICE, name)
        return ""


def _name(vault: str) -> str:
    """Return under which name of a user a vault has its entry: as its file is called."""
    return vault[:32]


def _read(name: str) -> str:
    store = _store(name)
    return (store.get_password(SERVICE, name) or "") if store is not None else ""


def _delete(name: str) -> str:
    store = _store(name)
    if store is not None:
        store.delete_password(SERVICE, name)
    return ""


def _fitting(lines: Sequence[str]) -> str:
    """Return as many of the last lines as one entry holds; not even the last one may be ""."""
    text = ""
    for line in reversed(lines):
        longer = f"{line}\n{text}"
        if len(longer.encode("utf-16-le")) > MOST_ENTRY_BYTES:
            break
        text = longer
    return text


def _store(name: str) -> KeyringBackend | None:
    """Return the store of this desktop that lets an entry be read without asking anybody, if any.

    Raises whatever the library does.
    """
    import keyring
    from keyring.backends import SecretService
    from keyring.backends.chainer import ChainerBackend

    chosen = keyring.get_keyring()
    for store in chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]:
        if type(store).__module__ in OPENS_A_BOX:
            continue
        if isinstance(store, SecretService.Keyring) and not _is_open(store, name):
            continue
        if hasattr(store, "persist"):
            # Windows would carry it along to other computers, where nothing of this was seen.
            store.persist = "local machine"
        return store
    return None


def _is_open(store: KeyringBackend, name: str) -> bool:
    """Whether a Secret Service gives an entry as it is now.

    The library would have a box opened for a locked collection, and one for a collection that is
    still to be made, and wait for as long as it stands there. Raises what secretstorage does,
    where there is no collection too.
    """
    import secretstorage
    from secretstorage.collection import DEFAULT_COLLECTION

    with contextlib.closing(secretstorage.dbus_init()) as bus:
        path = getattr(store, "preferred_collection", DEFAULT_COLLECTION)
        collection = secretstorage.Collection(bus, path)
        if collection.is_locked():
            return False
        found = collection.search_items({"service": SERVICE, "username": name})
        return not any(item.is_locked() for item in found)
