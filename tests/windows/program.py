"""The program, started as a person starts it, and touched by keys and clicks alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from rjdesk.screens.kit.escape import TWICE_WITHIN_S
from tests.scenarios.world import PASSPHRASE
from tests.windows.bed import Bed
from tests.windows.bus import TYPED, Address, Node
from tests.windows.vaults import MEMBER, MOMENT
from tests.windows.waiting import GoneError, wait

TOP = Path(__file__).parents[2]
MOST_TABS = 120
TIMED_WAITS_AS_THEY_ARE = {"FAKETIME_FORCE_MONOTONIC_FIX": "0"}
"""Else what sets the clock ends every timed wait at once on this libc: Python's threads then
fight over the interpreter, and work of half a second takes half a minute."""
FOCUS_S = 4
UNLOCK, PASSPHRASE_FIELD = "Unlock", "Passphrase"

ValueT = TypeVar("ValueT")


class Program:
    """One run of the program over a vault, on a bed, from its start to its end."""

    def __init__(self, bed: Bed, folder: Path) -> None:
        """Start it, and wait for its window to have the keyboard."""
        self.bed, self.folder = bed, folder
        self.errors = folder.with_suffix(".stderr")
        self._escaped_until = 0.0
        with self.errors.open("wb") as errors:
            self._process = subprocess.Popen(
                ["faketime", "--exclude-monotonic", "-f", f"@{MOMENT}",
                 sys.executable, "-m", "rjdesk", "--vault", str(folder)],
                cwd=TOP,
                # Every test has a copy, and what was seen of one says nothing of another.
                env=bed.environment
                | TIMED_WAITS_AS_THEY_ARE
                | {"XDG_STATE_HOME": str(folder.with_suffix(".state"))},
                stdout=errors,
                stderr=errors,
                start_new_session=True,
            )  # fmt: skip
        self.waits_for(UNLOCK)
        self.window = self._main_window()

    # --- looking --------------------------------------------------------------------------

    def _address(self) -> Address:
        programs = self.bed.bus.programs()
        if not programs:
            assert self._process.poll() is None, f"the program has ended: {self.said()}"
            raise GoneError("the program is not on the bus")
        return programs[-1]

    def windows(self) -> list[Node]:
        """Return the windows, dialogs and lists dropped down that are shown now."""
        return self.bed.bus.windows(self._address())

    def boxes(self) -> list[Node]:
        """Return the windows that are open besides the main one."""
        return [window for window in self.windows() if window.role != "frame"]

    def see(self) -> list[Node]:
        """Return everything that is shown, the window in front last."""
        return [node for window in self.windows() for node in self.bed.bus.seen(window)]

    def page(self) -> list[Node]:
        """Return everything that is shown in the main window."""
        frames = [window for window in self.windows() if window.role == "frame"]
        return [node for window in frames for node in self.bed.bus.seen(window)]

    def waits_for_box(self, what: str = "a dialog") -> Node:
        """Wait for a dialog that has the keyboard, and return it."""

        def in_front() -> Node | None:
            return next((box for box in self.boxes() if "active" in box.states), None)

        return self.waits(in_front, what)

    def waits_for_no_box(self) -> None:
        """Wait until no dialog is open, and the main window has the keyboard again."""

        def alone() -> bool:
            windows = self.windows()
            return all(w.role == "frame" for w in windows) and any(
                "active" in w.states for w in windows
            )

        self.waits(alone, "the dialog to close")

    def waits(self, until: Callable[[], ValueT], what: str) -> ValueT:
        """Wait for a state of the program; between two processes there is none."""

        def there() -> ValueT | None:
            try:
                return until()
            except GoneError:
                return None

        found = wait(there, what)
        assert found is not None
        return found

    def find(self, name: str) -> Node | None:
        """Return what is shown under a name, the control rather than its label; or None."""
        found = [node for node in self.see() if name_of(node) == name]
        return next((node for node in found if node.is_used), next(iter(found), None))

    def waits_for(self, name: str) -> Node:
        """Wait for something of that name to be shown, and return it."""
        return self.waits(lambda: self.find(name), f"“{name}” to be shown")

    def reads(self, text: str) -> Node:
        """Wait for a text to be readable somewhere."""

        def there() -> Node | None:
            return next((node for node in self.see() if text in f"{node.name} {node.text}"), None)

        return self.waits(there, f"“{text}” to be read")

    def now(self, node: Node) -> Node | None:
        """Return a control as it is now, or None where it has gone."""
        return next(iter(self.bed.bus.again([node])), None)

    def waits_until_open(self, name: str) -> Node:
        """Wait until a button can be pressed; what it waits for is left in peace meanwhile."""
        button = self.waits_for(name)

        def is_open() -> Node | None:
            now = self.now(button)
            return now if now is not None and now.is_used else None

        return self.waits(is_open, f"“{name}” to be open")

    def focus(self) -> Node | None:
        """Return the control that has the keyboard, or None."""
        return _focus_of(self.see())

    def is_locked(self) -> bool:
        """Whether the unlock screen is shown."""
        return self.find(UNLOCK) is not None

    # --- keys and clicks ------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys where the keyboard is."""
        self.bed.display.press(*keys)

    def escapes_once(self) -> None:
        """Press Escape when an earlier press is so long ago that this is no second one."""
        self.waits(lambda: time.monotonic() > self._escaped_until, "the last Escape to be over")
        self.press("Escape")
        self._escaped_until = time.monotonic() + TWICE_WITHIN_S

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self.bed.display.type(text)

    def lands(self, key: str, is_it: Callable[[Node], bool] = lambda _node: True) -> Node:
        """Press a key that moves the keyboard, and return where it has come to."""
        self.bed.bus.forget_focus()
        self.press(key)
        came = self.bed.bus.focus(FOCUS_S, is_it)
        assert came is not None, f"{key} led nowhere from {self.focus()}"
        return came

    def tab(self, key: str = "Tab") -> Node:
        """Press Tab, and return where the keyboard has come to."""
        return self.lands(key)

    def tab_to(self, wanted: Callable[[Node], bool] | str) -> Node:
        """Press Tab until the keyboard is at a control, named or described."""
        return self._tab_from(self.focus(), _is(wanted))

    def _tab_from(self, here: Node | None, is_it: Callable[[Node], bool]) -> Node:
        passed = []
        for _ in range(MOST_TABS):
            if here is not None and is_it(here):
                return here
            here = self.tab()
            passed.append(name_of(here))
        raise AssertionError(f"Tab leads to {passed} only")

    def push(self, name: str, key: str = "space") -> None:
        """Go to a button with Tab as soon as it is open, and press it with the keyboard.

        Where it has the keyboard already, a key that does nothing says that this is no double
        press of the one before, which may be a moment ago.
        """

        def open_and_focus() -> tuple[Node | None] | None:
            seen = self.see()
            if not any(node.is_used and name_of(node) == name for node in seen):
                return None
            return (_focus_of(seen),)

        (here,) = self.waits(open_and_focus, f"“{name}” to be open")
        self._tab_from(here, _is(name))
        self.press("Control_L", key)

    def fill(self, field: Node, text: str) -> Node:
        """Go to a field with Tab, type at its end, and wait until the text stands there."""
        self.tab_to(lambda node: node.address == field.address)
        self.press("ctrl+End")
        self.type(text)

        def typed() -> Node | None:
            now = self.now(field)
            return now if now is not None and text in now.text else None

        return self.waits(typed, f"“{text}” in “{field.name}”")

    def fields(self) -> list[Node]:
        """Return the fields of the page in which something can be typed."""
        used = (node for node in self.page() if node.role in TYPED and node.is_used)
        return [node for node in used if "read only" not in node.states]

    def click(self, left: float, top: float) -> None:
        """Click somewhere, in the program's own pixels."""
        self.bed.display.click(round(left * self.bed.scale), round(top * self.bed.scale))

    # --- what a person does ---------------------------------------------------------------

    def unlock(self, login: str = MEMBER) -> None:
        """Choose who is here, type the right passphrase, and wait for the desk."""
        self.waits(lambda: PASSPHRASE_FIELD in name_of(self.focus()), "the passphrase to be asked")
        choice = next(node for node in self.see() if node.role == "combo box")
        if choice.name != login:
            self.tab("shift+Tab")
            self.type(login)
            self.waits(lambda: self._value_of(choice) == login, f"{login} to be chosen")
            self.tab()
        self.type(PASSPHRASE.format(login))
        self.press("Return")
        self.waits_for("Lock")
        self.window = self._main_window()

    def _value_of(self, choice: Node) -> str:
        now = self.now(choice)
        return now.name if now else ""

    def locks(self, *keys: str) -> None:
        """Press keys, and wait for the unlock screen of a fresh process."""
        self.press(*keys)
        self.waits_for(UNLOCK)
        self.window = self._main_window()

    def _main_window(self) -> int:
        display = self.bed.display
        return wait(lambda: display.active() in display.windows() and display.active(), "a window")

    def closes_box(self) -> None:
        """Close the dialog in front by the cross of its frame."""
        self.press("alt+F4")
        self.waits_for_no_box()

    # --- the end --------------------------------------------------------------------------

    def said(self) -> str:
        """Return what the program wrote where nobody looks."""
        return self.errors.read_text(encoding="utf-8", errors="replace")

    def leaves(self) -> int:
        """Close the window by its cross, and return the exit code."""
        self.press("alt+F4")
        return self._process.wait(20)

    def processes(self) -> list[int]:
        """Return the ids of its processes: the one that sets the clock, and the program."""
        first = self._process.pid
        children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii")
        return [first, *map(int, children.split())]

    def life(self) -> tuple[int, str]:
        """Return its id, and what is another when it was replaced: where its stack begins."""
        process = self.processes()[-1]
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
        return process, stat.rpartition(")")[2].split()[25]

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def end(self) -> None:
        """End it whatever it does, as at the end of a test that failed."""
        if self.is_running:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        # What set the clock leaves these behind when killed, and a later process with the same
        # id would not start.
        for kind in ("faketime_shm", "sem.faketime_sem"):
            (Path("/dev", "shm") / f"{kind}_{self._process.pid}").unlink(missing_ok=True)


def _focus_of(nodes: Sequence[Node]) -> Node | None:
    here = [node for node in nodes if "focused" in node.states]
    return here[-1] if here else None


def _is(wanted: Callable[[Node], bool] | str) -> Callable[[Node], bool]:
    if isinstance(wanted, str):
        return lambda node: name_of(node) == wanted
    return wanted


def name_of(node: Node | None) -> str:
    """Return a control's name as a person reads it, without the mark of its key."""
    return node.name.strip() if node is not None else ""
