"""The command line: open the window, walk the tour, or say in a sentence why not."""

from __future__ import annotations

import argparse
import ctypes
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rjdesk import __version__
from rjdesk.cli import anonymise, forms, programmes, vaults

if TYPE_CHECKING:
    from rjdesk.screens.kit.services import Services

NO_DISPLAY = 3
LIBRARY_MISSING = 4


def run(arguments: Sequence[str]) -> int:
    """Run the program with these arguments and return its exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "tour":
        if not _libraries_are_there():
            return LIBRARY_MISSING
        if not _has_display():
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from rjdesk.tour import walk

        return walk(options.out, options.programme)
    if options.command is not None:
        return _RUNS[options.command](options)
    return _open(options.vault)


_RUNS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "forms": forms.run,
    "programmes": programmes.run,
    "anonymise": anonymise.run,
    **dict.fromkeys(vaults.COMMANDS, vaults.run),
}
"""What each command does that draws nothing."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rjdesk", description="For people who run restorative justice processes."
    )
    parser.add_argument("--version", action="version", version=f"rjdesk {__version__}")
    parser.add_argument("--vault", type=Path, help="the folder of the vault to open")
    commands = parser.add_subparsers(dest="command", title="commands")
    tour = commands.add_parser(
        "tour", help="walk a fictional case through the real screens, and keep pictures"
    )
    tour.add_argument(
        "--programme",
        default="reed-2019",
        choices=("reed-2019", "restorative-partners"),
        help="whose story is walked",
    )
    tour.add_argument("--out", type=Path, required=True, help="a folder for the pictures")
    forms.add_to(commands)
    programmes.add_to(commands)
    anonymise.add_to(commands)
    vaults.add_to(commands)
    return parser


def _open(vault: Path | None) -> int:
    if not _has_display():
        _say(
            "rjdesk needs a screen, and this computer shows none to it. Nothing was changed. "
            "Start it from a desktop, or try the tour: rjdesk tour --out FOLDER"
        )
        return NO_DISPLAY
    if not _libraries_are_there():
        return LIBRARY_MISSING
    from rjdesk.computer import keep_memory_private, own_folder, own_keyring

    keep_memory_private()
    from PySide6.QtWidgets import QApplication

    from rjdesk.app import Application
    from rjdesk.services import services

    app = QApplication(["rjdesk"])
    outside = services(suggested=vault, keyring=own_keyring())
    # Kept in hand: the collector would take a program that only its own window knows.
    outside.failures.listen()
    program = Application(app, outside, vault or _last_vault(outside) or own_folder())
    program.show()
    code = app.exec()
    program.close_vault()
    return code


def _last_vault(outside: Services) -> Path | None:
    """Return the vault that was opened last, where it still is."""
    last = outside.preferences.now.vault
    return Path(last) if last and Path(last).is_dir() else None


def _has_display() -> bool:
    """Whether there is a screen, or the platform does not speak of one that way."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen in {"offscreen", "minimal"} or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _libraries_are_there() -> bool:
    """Look for what Qt needs before Qt would abort, and say what is missing."""
    if not sys.platform.startswith("linux"):
        return True
    names = ["libGL.so.1", "libEGL.so.1", "libxkbcommon.so.0", "libdbus-1.so.3"]
    names += ["libfontconfig.so.1", "libglib-2.0.so.0"]
    if os.environ.get("DISPLAY") and os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        names += ["libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxkbcommon-x11.so.0"]
    missing = [name for name in names if not _loads(name)]
    if missing:
        _say(
            f"rjdesk cannot draw: the system lacks {', '.join(missing)}. Nothing was changed. "
            "Install these libraries (on Debian: ./dev names the packages) and start again."
        )
    return not missing


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
