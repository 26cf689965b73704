"""The link between the screens and the desk: ask, may, do, and the news of what changed."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from rjdesk.desk.desk import Desk, Question
from rjdesk.desk.outcome import Recorded, Refused, Verdict
from rjdesk.desk.ports import CoSigner, DraftKey, Trouble
from rjdesk.process.kernel.event import CaseId, Event

ViewT = TypeVar("ViewT")


class Link(QObject):
    """The one way from a screen to the desk.

    ``changed`` carries the topics that a recorded act touched, ``refused`` a Refused,
    ``warned`` the rulings that only speak, ``trouble`` a sentence of the world's failing,
    ``said`` a sentence of what is done.
    """

    changed = Signal(object)
    refused = Signal(object)
    warned = Signal(object)
    trouble = Signal(str)
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Link to an unlocked member's desk."""
        super().__init__()
        self.desk = desk

    def ask(self, question: Question[ViewT]) -> ViewT:
        """Return the view that answers a question."""
        return self.desk.ask(question)

    def may(self, case: CaseId | None, *events: Event) -> Verdict:
        """Return whether events may be recorded, and why not."""
        return self.desk.may(case, *events)

    def record(
        self,
        case: CaseId | None,
        *events: Event,
        cosigner: CoSigner | None = None,
        drop_draft: DraftKey | None = None,
    ) -> Recorded | Refused:
        """Record events and tell whoever shows them; whoever asked says a refusal or Trouble."""
        outcome = self.desk.record(case, *events, cosigner=cosigner, drop_draft=drop_draft)
        if isinstance(outcome, Recorded):
            self.changed.emit(outcome.changed)
            self.warned.emit(outcome.warnings)
        return outcome

    def do(
        self,
        case: CaseId | None,
        *events: Event,
        cosigner: CoSigner | None = None,
        drop_draft: DraftKey | None = None,
    ) -> bool:
        """Record events at one press; a refusal or trouble is said on the page."""
        try:
            outcome = self.record(case, *events, cosigner=cosigner, drop_draft=drop_draft)
        except Trouble as trouble:
            self.trouble.emit(str(trouble))
            return False
        if isinstance(outcome, Refused):
            self.refused.emit(outcome)
            return False
        return True
