"""The vault on the command line: examine it, back it up, put a backup back."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rjdesk.vault.restoring import Prepared
    from rjdesk.vault.session import Session

DONE = 0
FAULTS = 1
REFUSED = 2
COMMANDS = ("check", "backup", "restore")


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add ``check``, ``backup`` and ``restore`` to the commands of the program."""
    check: ArgumentParser = commands.add_parser(
        "check", help="read a whole vault, and say what is not as it was recorded"
    )
    check.add_argument("vault", type=Path, metavar="VAULT")
    backup: ArgumentParser = commands.add_parser(
        "backup", help="make a sealed backup of a vault in a folder, and read it back"
    )
    backup.add_argument("vault", type=Path, metavar="VAULT")
    backup.add_argument("folder", type=Path, metavar="FOLDER")
    restore: ArgumentParser = commands.add_parser(
        "restore", help="say what a backup holds, and put it back as a new vault"
    )
    restore.add_argument("backup", type=Path, metavar="BACKUP")
    restore.add_argument("vault", type=Path, metavar="VAULT")
    restore.add_argument("--yes", action="store_true", help="do not ask before it is put back")
    for parser in (check, backup, restore):
        parser.add_argument("--login", help="the label under which you unlock")


def run(options: Namespace) -> int:
    """Do what was asked, and return the exit code."""
    from rjdesk.computer import keep_memory_private
    from rjdesk.desk.ports import Trouble

    keep_memory_private()
    try:
        return {"check": _check, "backup": _back_up, "restore": _restore}[options.command](options)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return REFUSED


def _check(options: Namespace) -> int:
    with _opened(options.vault, options.login) as vault:
        said = (*vault.doubts, *vault.examination()())
    for line in said:
        print(line)
    if not said:
        print("Everything in this vault is as it was recorded, as far as you can open it.")
    return FAULTS if said else DONE


def _back_up(options: Namespace) -> int:
    from rjdesk.computer import local_now, new_id
    from rjdesk.desk.desk import Desk
    from rjdesk.desk.outcome import Refused
    from rjdesk.desk.ports import Trouble
    from rjdesk.process.backups.events import BackupMade
    from rjdesk.shipped import installed, installed_anonymiser, shipped_terms

    folder = options.folder.resolve()
    with _opened(options.vault, options.login) as vault:
        made = vault.backup_source().write(folder)
        print(f"{folder / made.file}")
        desk = Desk(
            vault,
            installed().programmes,
            clock=local_now,
            new_id=new_id,
            terms=shipped_terms(),
            reader=installed_anonymiser(),
        )
        event = BackupMade(on=desk.today, backup=made.id, folder=str(folder), file=made.file)
        try:
            outcome = desk.record(None, event)
            why = outcome.why_not() if isinstance(outcome, Refused) else ""
        except Trouble as trouble:
            why = str(trouble)
        if why:
            print(f"It is not in the list of backups. {why}", file=sys.stderr)
            return FAULTS
    return DONE


def _restore(options: Namespace) -> int:
    from rjdesk.computer import own_state
    from rjdesk.vault.restoring import find

    sealed = find(options.backup.resolve(), own_state())
    login = _login(options.login, sealed.logins)
    key = sealed.derive(login, _passphrase())
    prepared = sealed.prepare(login, key, options.vault.resolve(), lambda _done: True)
    try:
        return _put_back(prepared, yes=options.yes)
    finally:
        prepared.drop()  # of what became a vault, nothing is left beside it


def _put_back(prepared: Prepared, *, yes: bool) -> int:
    """Say what a backup holds, and put it back where that is wanted."""
    holding = prepared.holding
    print(f"Made: {holding.made.astimezone():%Y-%m-%d %H:%M}.")
    if holding.recorded is not None:
        print(f"Last recorded: {holding.recorded.astimezone():%Y-%m-%d %H:%M}.")
    print(
        f"Members with keys: {holding.members}. Cases: {holding.cases}, "
        f"of which you can open {holding.mine}."
    )
    if holding.destroyed:
        print(f"Destroyed since, and not put back: {holding.destroyed}.")
    if not (yes or _agrees()):
        print("It was not put back. Nothing was changed.")
        return REFUSED
    print(f"{prepared.finish()}")
    return DONE


def _opened(folder: Path, login: str | None) -> Session:
    from rjdesk.computer import own_keyring, own_state, utc_now
    from rjdesk.vault.header import logins
    from rjdesk.vault.opening import derive, open_vault

    folder = folder.resolve()
    who = _login(login, tuple(logins(folder)))
    key = derive(folder, who, _passphrase())
    return open_vault(folder, who, key, now=utc_now, state=own_state(), keyring=own_keyring())


def _login(asked: str | None, there: Sequence[str]) -> str:
    """Return under which label somebody unlocks: the one they said, the only one, or ask."""
    if asked is not None or len(there) == 1:
        return asked if asked is not None else there[0]
    print(f"Labels: {', '.join(there)}.", file=sys.stderr)
    print("Which one is yours? ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _passphrase() -> str:
    """Ask for a passphrase; where nobody sits there, it is the next line that comes in."""
    if sys.stdin.isatty():
        return getpass.getpass("Passphrase: ")
    return sys.stdin.readline().rstrip("\n")


def _agrees() -> bool:
    print("Put it back? Type yes: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"
