"""What the screens are given: the world outside, as ports, values and the clock.

What is slow to import is imported when it is first used, after the unlock screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rjdesk.computer import local_now, new_id, own_folder, own_settings, own_state
from rjdesk.desk.calendar import Calendar
from rjdesk.desk.ports import Journal, OpenVault, PageImage, SealedBackup
from rjdesk.desk.review import PLAIN, Decision, Departing, Leaves, Remains, Reviewed, Style
from rjdesk.desk.roster import Roster
from rjdesk.desk.sheets import Sheet
from rjdesk.process.kernel.event import MemberId
from rjdesk.screens.kit.failures import Failures
from rjdesk.screens.kit.preferences import PreferencesFile
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.shell.country import system_style
from rjdesk.shipped import installed, installed_anonymiser, installed_press, shipped, shipped_terms
from rjdesk.vault.header import DEFAULT, Argon2Cost, logins, mend, read_header

if TYPE_CHECKING:
    from rjdesk.desk.wording import RuleHelp
    from rjdesk.process.kernel.programme import Programme
    from rjdesk.vault.keyring import Keyring

ValueT = TypeVar("ValueT")


class EncryptedVaults:
    """The vaults of this computer, as the screens see them.

    What is slow to import is imported when the first passphrase is typed.
    """

    def __init__(
        self,
        clock: Callable[[], datetime] = local_now,
        cost: Argon2Cost = DEFAULT,
        state: Path | None = None,
        keyring: Keyring | None = None,
    ) -> None:
        """Note the clock (local, with zone) and what a new vault's key derivation costs.

        ``state`` is the folder in which the program notes what it saw last, ``keyring`` has a
        copy of it.
        """
        self.clock, self.cost, self.state, self.keyring = clock, cost, state, keyring

    def _utc(self) -> datetime:
        return self.clock().astimezone(UTC)

    def logins(self, folder: Path) -> Mapping[str, bool]:
        """Return the login labels of a vault, each with whether its first session is to come."""
        return logins(folder)

    def stretch_new(self, passphrase: str, words: Sequence[str]) -> object:
        """Return what a new passphrase is stretched to; a weak one is Trouble."""
        from rjdesk.vault.keys import new_secret

        return new_secret(passphrase, words, self.cost)

    def create(
        self, folder: Path, founder: MemberId, login: str, secret: object,
        begin: Callable[[Journal], None],
    ) -> OpenVault:  # fmt: skip
        """Make a vault and open it as its founder."""
        from rjdesk.vault.creating import create
        from rjdesk.vault.keys import as_secret

        return create(
            folder, founder=founder, login=login, secret=as_secret(secret), now=self._utc,
            begin=begin, state=self.state, keyring=self.keyring,
        )  # fmt: skip

    def derive(self, folder: Path, login: str, passphrase: str) -> object:
        """Return the key that opens a member's slot.

        The keyring is asked meanwhile and waited for here, in the pool, so that no window is.
        """
        from rjdesk.vault.opening import derive_in

        header = read_header(folder)
        if self.keyring is not None:
            self.keyring.ask(header.vault)
        key = derive_in(header, login, passphrase)
        if self.keyring is not None:
            self.keyring.hear(header.vault)
        return key

    def fresh_code(self) -> str:
        """Return a new recovery code."""
        from rjdesk.vault.recovery import fresh_code

        return fresh_code()

    def spelled_code(self, typed: str) -> str:
        """Return a recovery code that somebody typed, as it is printed."""
        from rjdesk.vault.recovery import read_code, spelled_code

        return spelled_code(read_code(typed))

    def recover(self, folder: Path, login: str, code: str, own: object) -> OpenVault:
        """Open the vault with a recovery code, once, under a new passphrase."""
        from rjdesk.vault.keys import as_secret
        from rjdesk.vault.opening import recover

        return recover(
            folder, login, code, as_secret(own),
            now=self._utc, state=self.state, keyring=self.keyring,
        )  # fmt: skip

    def find_backup(self, file: Path) -> SealedBackup:
        """Return the backup in a file."""
        from rjdesk.vault.restoring import find

        return find(file, self.state)

    def delete_backup(self, file: Path, backup: str) -> None:
        """Delete a file, where it is that backup."""
        from rjdesk.vault.restoring import delete

        delete(file, backup)

    def mend(self, folder: Path) -> None:
        """Put the copy of a vault's header in the place of a damaged one."""
        mend(folder)

    def open(self, folder: Path, login: str, key: object, own: object | None = None) -> OpenVault:
        """Open the vault with a derived key, at a first session with a secret of one's own."""
        from rjdesk.vault.keys import as_key, as_secret
        from rjdesk.vault.opening import open_vault

        chosen = as_secret(own) if own is not None else None
        return open_vault(
            folder, login, as_key(key),
            now=self._utc, state=self.state, keyring=self.keyring, own=chosen,
        )  # fmt: skip


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
    return installed().programmes


def _programme_faults() -> Sequence[str]:
    return installed().faults


def _rule_help() -> Mapping[str, RuleHelp]:
    from rjdesk.shipped import shipped_rule_help

    return shipped_rule_help()


class PressOnUse:
    """The press of the forms, which is set up when the first paper is asked for."""

    def prepare(self) -> None:
        """Fetch what the first paper needs."""
        installed_press().prepare()

    def print_pdf(self, sheet: Sheet, *, size: str = "letter", points: float = 11.5) -> bytes:
        """Return the PDF of a sheet."""
        return installed_press().print_pdf(sheet, size=size, points=points)

    def undrawable(self, text: str) -> Sequence[str]:
        """Return the signs of a text that no font here can draw."""
        return installed_press().undrawable(text)

    def pages(self, pdf: bytes, *, dpi: int) -> Sequence[PageImage]:
        """Return every page as a picture."""
        return installed_press().pages(pdf, dpi=dpi)

    def count(self, pdf: bytes) -> int:
        """Return how many pages a PDF has."""
        return installed_press().count(pdf)


class AnonymiserOnUse:
    """The room that finds what identifies somebody, set up when the first text is read."""

    def read(
        self, texts: Sequence[str], roster: Roster, elsewhere: Sequence[str] | None = None
    ) -> object:
        """Read texts about one case."""
        return installed_anonymiser().read(texts, roster, elsewhere)

    def review(
        self,
        read: object,
        decisions: Sequence[Decision] = (),
        *,
        export: str = "",
        style: Style = PLAIN,
    ) -> tuple[Reviewed, ...]:
        """Return the texts as they stand after these decisions, in that style."""
        return installed_anonymiser().review(read, decisions, export=export, style=style)

    def remains(
        self, leaves: Leaves, roster: Roster, others: Sequence[Roster] = ()
    ) -> tuple[Remains, ...]:
        """Return what the gate holds back."""
        return installed_anonymiser().remains(leaves, roster, others)

    def left(self, departing: Departing) -> tuple[Remains, ...]:
        """Return whose names still stand in texts that were reviewed."""
        return installed_anonymiser().left(departing)


def services(
    *,
    clock: Callable[[], datetime] = local_now,
    cost: Argon2Cost = DEFAULT,
    suggested: Path | None = None,
    settings: Path | None = None,
    state: Path | None = None,
    keyring: Keyring | None = None,
) -> Services:
    """Return everything that the screens need from outside; ``settings``, ``state`` are folders.

    Whoever names a folder of settings keeps what was seen last in it too; a copy of that goes to
    the ``keyring`` where one is handed in.
    """
    preferences = PreferencesFile(settings or own_settings())
    seen = state or (settings / "state" if settings else own_state())
    return Services(
        theme=Theme(shipped("resources"), preferences.now.palette, preferences.now.scale),
        vaults=EncryptedVaults(clock, cost, seen, keyring),
        press=PressOnUse(),
        anonymiser=AnonymiserOnUse(),
        programmes=OnUse(_programmes),
        programme_faults=_programme_faults,
        rule_help=OnUse(_rule_help),
        read_terms=shipped_terms,
        clock=clock,
        calendar=Calendar(system_style(), lambda: clock().date()),
        new_id=new_id,
        suggested=suggested or own_folder(),
        preferences=preferences,
        failures=Failures(clock),
    )
