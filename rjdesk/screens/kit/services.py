"""What the screens are given by the composition root: the world outside, as ports and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.ports import Journal, Press, Trouble, Vaults
from rjdesk.desk.review import Anonymiser
from rjdesk.desk.typed import text_fault
from rjdesk.screens.kit.checked import FieldReader
from rjdesk.screens.kit.failures import Failures
from rjdesk.screens.kit.preferences import PreferencesFile
from rjdesk.screens.kit.theme import Theme

if TYPE_CHECKING:
    from rjdesk.desk.desk import Desk
    from rjdesk.desk.terms import Terms
    from rjdesk.desk.wording import RuleHelp
    from rjdesk.process.kernel.programme import Programme


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a window needs.

    ``calendar`` reads days and times as the country writes them; ``suggested`` is where a new
    vault is offered to be made; ``preferences`` is the one settings file, ``failures`` the one
    place for what nobody foresaw; ``programme_faults`` says what is wrong with programme files
    that are not used.
    """

    theme: Theme
    vaults: Vaults
    press: Press
    anonymiser: Anonymiser
    programmes: Mapping[str, Programme]
    programme_faults: Callable[[], Sequence[str]]
    rule_help: Mapping[str, RuleHelp]
    read_terms: Callable[[], Terms]
    clock: Callable[[], datetime]
    calendar: Calendar
    new_id: Callable[[], str]
    suggested: Path
    preferences: PreferencesFile
    failures: Failures

    @property
    def terms(self) -> Terms:
        """The words of the choices that a journal keeps, read when they are first asked for."""
        return self.read_terms()

    @property
    def reader(self) -> FieldReader:
        """How fields read and judge what is typed."""
        return FieldReader(self.text_fault, self.calendar)

    def desk_on(self, journal: Journal) -> Desk:
        """Return the desk of whoever sits at a journal."""
        from rjdesk.desk.desk import Desk

        return Desk(
            journal,
            self.programmes,
            clock=self.clock,
            new_id=self.new_id,
            terms=self.terms,
            reader=self.anonymiser,
        )

    def text_fault(self, text: str) -> str:
        """Return why a text cannot be recorded and printed, in a sentence, or "".

        Where the letters cannot be read, typing goes on; printing says so.
        """
        try:
            return text_fault(text, self.press.undrawable)
        except Trouble:
            return text_fault(text, None)
