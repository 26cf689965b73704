"""The program from its first window to the last lock, put together from every room."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rjdesk.desk.clock import clock_question
from rjdesk.desk.ports import Mendable, OpenVault, Trouble
from rjdesk.screens.kit.emblem import emblem_icon
from rjdesk.screens.kit.failures import SENTENCE, Failure
from rjdesk.screens.kit.preferences import mark_of
from rjdesk.screens.kit.services import Services
from rjdesk.screens.shell.frame import Window
from rjdesk.screens.shell.unlock import Unlock

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from rjdesk.desk.fields import Answers
    from rjdesk.screens.shell.restore import Restore
    from rjdesk.screens.shell.watch import Watch
    from rjdesk.screens.shell.welcome import Welcome
    from rjdesk.screens.shell.window import Desktop

LOCKED_FOR_GOOD = 6
"""The exit code of a program that has locked and could not start anew."""


def begin_anew(folder: Path) -> None:
    """Replace this process by a fresh one at the unlock screen: only that clears memory.

    Where the system refuses, the process ends: what it knew must not stay.
    """
    try:
        os.execv(sys.executable, [sys.executable, "-m", "rjdesk", "--vault", str(folder)])  # noqa: S606
    except OSError:
        print("rjdesk has locked and could not start anew. Start it again.", file=sys.stderr)  # noqa: T201
        os._exit(LOCKED_FOR_GOOD)


class Application:
    """The program from the first window to the last lock."""

    def __init__(
        self,
        app: QApplication,
        outside: Services,
        folder: Path,
        *,
        after_lock: Callable[[Path], None] = begin_anew,
    ) -> None:
        """Put the window together; ``show`` shows it. ``after_lock`` follows a closed vault."""
        self.app, self.services, self.folder = app, outside, folder
        self.after_lock = after_lock
        self.vault: OpenVault | None = None
        self.desktop: Desktop | None = None
        self.front: Welcome | Unlock | Restore | None = None
        self.window = Window()
        self.window.on_close = self.close_vault
        outside.theme.apply(app, outside.theme.palette, outside.theme.scale)
        outside.failures.happened.connect(self._say_failure)
        app.setWindowIcon(emblem_icon(outside.theme))
        self.watch: Watch | None = None

    def show(self) -> None:
        """Show the unlock screen, or the welcome where there is no vault yet."""
        if self.folder.exists():
            self.show_unlock(self.folder)
        else:
            self.show_welcome()
        kept = self.services.preferences.now
        self.window.place(kept.window)
        if kept.maximised:
            self.window.showMaximized()
        else:
            self.window.show()

    def show_welcome(
        self,
        trouble: Trouble | None = None,
        answers: Answers | None = None,
        before: Path | None = None,
    ) -> None:
        """Show the welcome, with what went wrong before and what was typed already.

        ``before`` is the vault to which one can go back.
        """
        from rjdesk.screens.shell.welcome import Welcome

        welcome = Welcome(self.services, answers, before=before)
        welcome.say(str(trouble or ""), mendable=isinstance(trouble, Mendable))
        welcome.chosen.connect(self.show_unlock)
        welcome.put_back.connect(partial(self.show_restore, before=before))
        welcome.mending.connect(self._mend)
        self._show_front(welcome)

    def show_unlock(self, folder: Path) -> None:
        """Show the unlock screen of a vault, or say why it is none."""
        self.folder = folder
        try:
            unlock = Unlock(self.services, folder)
        except Trouble as trouble:
            self.show_welcome(trouble)
            return
        unlock.elsewhere.connect(partial(self.show_welcome, before=folder))
        # Queued, so that "Unlocking…" is painted first.
        unlock.deriving.connect(self._import_desktop, Qt.ConnectionType.QueuedConnection)
        self._show_front(unlock)
        unlock.begin()

    def _mend(self) -> None:
        """Put right what can be, of the vault that could not be opened, and open it."""
        try:
            self.services.vaults.mend(self.folder)
        except Trouble as trouble:
            self.show_welcome(trouble)
            return
        self.show_unlock(self.folder)

    def show_restore(self, file: Path, before: Path | None = None) -> None:
        """Show the screen on which a backup is put back, or say why it is none."""
        from rjdesk.screens.shell.restore import Restore
        from rjdesk.screens.shell.welcome import free_place

        try:
            restore = Restore(self.services, file, free_place(self.services.suggested))
        except Trouble as trouble:
            self.show_welcome(trouble, before=before)
            return
        restore.chosen.connect(self.show_unlock)
        restore.left.connect(partial(self.show_welcome, before=before))
        self._show_front(restore)
        restore.begin()

    def _show_front(self, front: Welcome | Unlock | Restore) -> None:
        """Show a screen before the vault is open."""
        front.opened.connect(self.enter)
        front.restyle.connect(self.restyle)
        self.front = front
        self.window.show_only(front)

    def enter(self, vault: OpenVault) -> None:
        """Show the desktop of the member who unlocked, or say that it cannot be shown.

        Where the clock can hardly be right, or the vault is not as it was left, that is said first.
        """
        self.vault, self.folder = vault, vault.folder
        self._or_failed(partial(self._ask_clock, vault))

    def _say_doubts(self, vault: OpenVault) -> None:
        from rjdesk.screens.shell.doubts import Doubts

        self._begin_watch()
        doubts = Doubts(self.services, vault)
        doubts.answered.connect(partial(self._or_failed, partial(self._enter, vault)))
        self.window.show_only(doubts)
        doubts.begin()

    def _ask_clock(self, vault: OpenVault) -> None:
        """Go on, but ask first where the clock can hardly be right."""
        go_on = partial(self._say_doubts if vault.doubts else self._enter, vault)
        question = clock_question(vault.last_recorded, self.services.clock())
        if not question:
            go_on()
            return
        from rjdesk.screens.shell.clock import ClockAsked

        self._begin_watch()
        asked = ClockAsked(self.services, question)
        asked.right.connect(partial(self._or_failed, go_on))
        asked.wrong.connect(self.lock)
        self.window.show_only(asked)
        asked.begin()

    def _enter(self, vault: OpenVault) -> None:
        self._begin_watch()
        self._show_desktop()
        if self.desktop is not None and vault.notices:
            self.desktop.say_how_it_was_left(vault.notices)
        self.services.preferences.keep(vault=str(self.folder), login=mark_of(vault.login))
        # What is there by now stays; the collector need not walk it at every turn.
        gc.freeze()

    def _or_failed(self, enter: Callable[[], None]) -> None:
        try:
            enter()
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody waits without an end
            self.close_vault()
            self.show_unlock(self.folder)
            self.services.failures.report(error)

    @staticmethod
    def _import_desktop() -> None:
        """Import what follows an unlock while the key is derived: this thread would only wait."""
        for module in ("watch", "window", "registry"):
            import_module(f"rjdesk.screens.shell.{module}")

    def _begin_watch(self) -> None:
        from rjdesk.screens.shell.watch import Watch

        if self.watch is None:
            self.watch = Watch(self.app, self._in_circle)
            self.watch.due.connect(self.lock)
            if sys.platform.startswith("linux"):
                from rjdesk.screens.shell.sleeping import Sleeping

                Sleeping(self.watch).due.connect(self.lock)

    def _show_desktop(self, before: Desktop | None = None) -> None:
        """Show the desktop: as after an unlock, or in a new look in the place of one before."""
        from rjdesk.screens.kit.link import Link
        from rjdesk.screens.shell.registry import PAGES
        from rjdesk.screens.shell.window import Desktop

        if self.vault is None:
            return
        services = self.services
        if before is None:
            self.desktop = Desktop(services, Link(services.desk_on(self.vault)), PAGES)
        else:
            # The link knows the PIN of the session, and the past what Alt+Left goes back to.
            self.desktop = Desktop(services, before.link, PAGES)
            self.desktop.past = before.past
        self.desktop.locked.connect(self.lock)
        self.desktop.restyle.connect(self.restyle)
        self.front = None
        self.window.show_only(self.desktop)
        if before is None:
            self.desktop.begin()
        else:
            self.desktop.go_to_settings()

    def restyle(self, palette: str, scale: float) -> None:
        """Put another look on, and build what is shown anew in it."""
        from rjdesk.screens.kit.keyboard import give_keyboard
        from rjdesk.screens.kit.spot import Spot
        from rjdesk.screens.shell.welcome import Welcome

        before = self._shown()
        here: QWidget | None = self.window.focusWidget()
        spot = Spot.of(before, here) if before and here and before.isAncestorOf(here) else None
        self.services.preferences.keep(palette=palette, scale=scale)
        if self.desktop is not None:
            self.desktop.leave()
        self.services.theme.apply(self.app, palette, scale)
        if self.desktop is not None:
            self._show_desktop(self.desktop)
        elif isinstance(self.front, Welcome):
            self.show_welcome(answers=self.front.answers(), before=self.front.before)
        elif self.front is not None:
            self.show_unlock(self.folder)
        now = self._shown()
        if spot is not None and now is not None and (goal := spot.found(now)) is not None:
            give_keyboard(goal)

    def _shown(self) -> QWidget | None:
        """Return the page that is shown, or the screen before the vault is open."""
        return self.front if self.desktop is None else self.desktop.here

    def _in_circle(self) -> bool:
        return self.desktop is not None and self.desktop.in_circle()

    def _say_failure(self, failure: Failure) -> None:
        """Say that something did not work, wherever one is."""
        if self.desktop is not None:
            self.desktop.fail(failure)
        elif self.front is not None:
            self.front.say(SENTENCE)

    def close_vault(self, keep: Callable[[], None] | None = None) -> None:
        """Keep what is unfinished, close the vault, forget the keys, whatever happens.

        A blank window comes first: what was shown is gone even where nothing else works.
        ``keep`` writes down what is to be kept besides.
        """
        at = self.window
        self.services.preferences.keep(window=at.where(), maximised=at.isMaximized())
        desktop, self.desktop = self.desktop, None
        vault, self.vault = self.vault, None
        aside: QWidget | None = at.put_aside() if desktop is not None else None
        leave = getattr(self.front, "leave", None) if desktop is None else desktop.leave
        for step in (keep, leave, vault.close if vault else None):
            try:
                if step is not None:
                    step()
            except Exception as error:  # noqa: BLE001 - a lock always wins
                self.services.failures.report(error)
        if aside is not None:
            aside.deleteLater()

    def lock(self) -> None:
        """Lock: drafts are kept sealed, dialogs close, keys go, a fresh process follows."""
        if self.vault is None:
            return
        keep = self.desktop.keeps_place() if self.desktop is not None else None
        for dialog in self.app.topLevelWidgets():
            if dialog is not self.window:
                dialog.close()
        self.close_vault(keep)
        self.after_lock(self.folder)
