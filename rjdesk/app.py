"""The composition root: it alone knows every room, and joins them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication

from rjdesk.desk.ports import OpenVault, PageImage, Press, Trouble
from rjdesk.desk.sheets import Sheet
from rjdesk.process.event import MemberId
from rjdesk.screens.frame import Window
from rjdesk.screens.given import Given
from rjdesk.screens.look import Look
from rjdesk.screens.unlock import Unlock
from rjdesk.shipped import shipped
from rjdesk.vault.header import DEFAULT, Argon2Cost, logins

if TYPE_CHECKING:
    from rjdesk.desk.wording import RuleHelp
    from rjdesk.process.programme import Programme
    from rjdesk.screens.watch import Watch
    from rjdesk.screens.window import Desktop

ValueT = TypeVar("ValueT")


def local_now() -> datetime:
    """Return the present moment with the local zone."""
    return datetime.now(UTC).astimezone()


def new_id() -> str:
    """Return a random id."""
    import uuid

    return str(uuid.uuid4())


def own_folder() -> Path:
    """Return the vault that is offered on this computer."""
    import platformdirs

    return Path(platformdirs.user_data_dir("rjdesk", appauthor=False)) / "coalition.rjvault"


class EncryptedVaults:
    """The vaults of this computer, as the screens see them.

    What is slow to import is imported when the first passphrase is typed.
    """

    def __init__(
        self, clock: Callable[[], datetime] = local_now, cost: Argon2Cost = DEFAULT
    ) -> None:
        """Note the clock (local, with zone) and what a new vault's key derivation costs."""
        self.clock, self.cost = clock, cost

    def _utc(self) -> datetime:
        return self.clock().astimezone(UTC)

    def logins(self, folder: Path) -> Sequence[str]:
        """Return the login labels of a vault."""
        return logins(folder)

    def judge(self, passphrase: str, words: Sequence[str]) -> str | None:
        """Return what is weak about a passphrase, or None."""
        from rjdesk.vault.passphrase import judge_passphrase

        return judge_passphrase(passphrase, words)

    def create(self, folder: Path, founder: MemberId, login: str, passphrase: str) -> OpenVault:
        """Make a vault and open it as its founder."""
        from rjdesk.vault.opening import create

        return create(
            folder,
            founder=founder,
            login=login,
            passphrase=passphrase,
            cost=self.cost,
            now=self._utc,
        )

    def derive(self, folder: Path, login: str, passphrase: str) -> object:
        """Return the key that opens a member's slot."""
        from rjdesk.vault.keys import derive

        return derive(folder, login, passphrase)

    def open(self, folder: Path, login: str, key: object) -> OpenVault:
        """Open the vault with a derived key."""
        from rjdesk.vault.keys import UnlockKey
        from rjdesk.vault.opening import open_vault

        if not isinstance(key, UnlockKey):
            raise TypeError("a vault opens with the key that derive gave")
        return open_vault(folder, login, key, now=self._utc)


class OnUse(Mapping[str, ValueT]):
    """A mapping that is read when somebody first looks into it, after the unlock screen."""

    def __init__(self, read: Callable[[], Mapping[str, ValueT]]) -> None:
        """Note how to read it."""
        self._read = read

    def __getitem__(self, key: str) -> ValueT:
        """Return the value behind a key."""
        return self._read()[key]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self._read())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._read())


def _programmes() -> Mapping[str, Programme]:
    from rjdesk.shipped import shipped_programmes

    return shipped_programmes()


def _rule_help() -> Mapping[str, RuleHelp]:
    from rjdesk.shipped import shipped_rule_help

    return shipped_rule_help()


@cache
def _form_press() -> Press:
    from rjdesk.paper.press import FormPress

    return FormPress(shipped("forms"), shipped("resources") / "fonts")


class PressOnUse:
    """The press of the shipped forms, which is set up when the first paper is asked for."""

    def print_pdf(self, sheet: Sheet, *, size: str = "letter", points: float = 11.5) -> bytes:
        """Return the PDF of a sheet."""
        return _form_press().print_pdf(sheet, size=size, points=points)

    def pages(self, pdf: bytes, *, dpi: int) -> Sequence[PageImage]:
        """Return every page as a picture."""
        return _form_press().pages(pdf, dpi=dpi)


def given(
    *,
    clock: Callable[[], datetime] = local_now,
    cost: Argon2Cost = DEFAULT,
    suggested: Path | None = None,
) -> Given:
    """Return everything that the screens need from outside."""
    resources = shipped("resources")
    return Given(
        look=Look(resources),
        vaults=EncryptedVaults(clock, cost),
        press=PressOnUse(),
        programmes=OnUse(_programmes),
        rule_help=OnUse(_rule_help),
        clock=clock,
        new_id=new_id,
        suggested=suggested or own_folder(),
    )


def begin_anew(folder: Path) -> None:
    """Replace this process by a fresh one at the unlock screen: only that clears memory."""
    os.execv(sys.executable, [sys.executable, "-m", "rjdesk", "--vault", str(folder)])  # noqa: S606


class Application:
    """The program from the first window to the last lock."""

    def __init__(
        self,
        app: QApplication,
        outside: Given,
        folder: Path,
        *,
        after_lock: Callable[[Path], None] = begin_anew,
    ) -> None:
        """Put the window together; ``show`` shows it. ``after_lock`` follows a closed vault."""
        self.app, self.given, self.folder = app, outside, folder
        self.after_lock = after_lock
        self.vault: OpenVault | None = None
        self.desktop: Desktop | None = None
        self.window = Window()
        self.window.on_close = self.close_vault
        outside.look.wear(app, outside.look.palette, outside.look.scale)
        self.watch: Watch | None = None

    def show(self) -> None:
        """Show the unlock screen, or the welcome where there is no vault yet."""
        if self.folder.exists():
            self.show_unlock(self.folder)
        else:
            self.show_welcome()
        self.window.resize(1280, 800)
        self.window.show()

    def show_welcome(self, sentence: str = "") -> None:
        """Show the welcome, with what went wrong before."""
        from rjdesk.screens.welcome import Welcome

        welcome = Welcome(self.given)
        welcome.say(sentence)
        welcome.opened.connect(self.enter)
        welcome.chosen.connect(self.show_unlock)
        self.window.show_only(welcome)

    def show_unlock(self, folder: Path) -> None:
        """Show the unlock screen of a vault, or say why it is none."""
        try:
            unlock = Unlock(self.given, folder)
        except Trouble as trouble:
            self.show_welcome(str(trouble))
            return
        self.folder = folder
        unlock.opened.connect(self.enter)
        unlock.elsewhere.connect(self.show_welcome)
        self.window.show_only(unlock)
        unlock.begin()

    def enter(self, vault: OpenVault) -> None:
        """Show the desktop of the member who unlocked."""
        from rjdesk.screens.watch import Watch

        if self.watch is None:
            self.watch = Watch(self.app, self._in_circle)
            self.watch.due.connect(self.lock)
        self.vault = vault
        self.folder = vault.folder
        self._show_desktop()
        # What is there by now stays; the collector need not walk it at every turn.
        gc.freeze()

    def _show_desktop(self) -> None:
        from rjdesk.desk.desk import Desk
        from rjdesk.screens.link import Link
        from rjdesk.screens.pages import PAGES
        from rjdesk.screens.window import Desktop

        if self.vault is None:
            return
        desk = Desk(
            self.vault,
            self.given.programmes,
            clock=self.given.clock,
            new_id=self.given.new_id,
        )
        self.desktop = Desktop(self.given, Link(desk), PAGES)
        self.desktop.locked.connect(self.lock)
        self.desktop.restyle.connect(self.restyle)
        self.window.show_only(self.desktop)

    def restyle(self, palette: str, scale: float) -> None:
        """Put another look on, and build the desktop anew in it."""
        if self.desktop is not None:
            self.desktop.leave()
        self.given.look.wear(self.app, palette, scale)
        self._show_desktop()
        if self.desktop is not None:
            self.desktop.go_to_settings()

    def _in_circle(self) -> bool:
        return self.desktop is not None and self.desktop.in_circle()

    def close_vault(self) -> None:
        """Keep what is unfinished, close the vault, forget the keys, whatever happens."""
        desktop, self.desktop = self.desktop, None
        vault, self.vault = self.vault, None
        try:
            if desktop is not None:
                desktop.leave()
        finally:
            if vault is not None:
                vault.close()

    def lock(self) -> None:
        """Lock: drafts are kept sealed, dialogs close, keys go, a fresh process follows."""
        if self.vault is None:
            return
        for dialog in self.app.topLevelWidgets():
            if dialog is not self.window:
                dialog.close()
        self.close_vault()
        self.after_lock(self.folder)
