"""Rules of corrections, and of what follows from other acts and is never an act of its own."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.event import CaseId, Event, NoteTakenBack, RecordedByMistake
from rjdesk.process.intake import FacilitatorAssigned
from rjdesk.process.membership import CaseListed, CoalitionFounded
from rjdesk.process.ruling import Missing, Moment, Role, Strength, rule


@rule("RJ-CORRECT", "journal", Strength.SHALL, Event)
def a_correction_corrects_what_it_names(event: Event, at: Moment) -> Iterator[Missing]:
    """A mistake is put right by an entry of its own kind, or taken back, by those it is for.

    An assignment gave access, which cannot be unread: it is ended by an act of its own.
    """
    if event.replaces is None and not isinstance(event, RecordedByMistake | NoteTakenBack):
        return
    wrong = at.corrected
    if wrong is None:
        yield Missing(
            "The entry that this corrects is not in the journal.",
            supply="Open the page anew.",
        )
        return
    takes_back = isinstance(event, RecordedByMistake | NoteTakenBack)
    if not takes_back and type(wrong.event) is not type(event):
        yield Missing(
            "A correction is of the same kind as what it corrects.",
            supply="Take the entry back instead.",
        )
    gives = wrong.event.brings(CaseId(""), wrong.by)
    if isinstance(wrong.event, FacilitatorAssigned) or (takes_back and gives):
        yield Missing(
            "This act gave somebody access or counted the case; it cannot be taken back.",
            supply="Record what has changed since.",
        )
    if wrong.by != at.actor and not at.acts_as(Role.FACILITATOR):
        yield Missing(
            "An entry is corrected by whoever recorded it, or by a facilitator of the case.",
            who=(at.coalition.name_of(wrong.by),),
        )


@rule("RJ-LISTED", "journal", Strength.SHALL, CaseListed)
def cases_are_listed_by_what_happens_in_them(event: CaseListed, at: Moment) -> Iterator[Missing]:
    """Only who holds a case says in the coalition's list how it stands, and of no other case."""
    case = at.case
    if case is None or case.id != event.case or at.actor not in case.record_holders:
        yield Missing(
            "The list of cases follows from what is recorded in them.",
            supply="Record what has happened in the case.",
        )


@rule("RJ-FOUNDED", "journal", Strength.SHALL, CoalitionFounded)
def a_coalition_is_founded_once(event: CoalitionFounded, at: Moment) -> Iterator[Missing]:
    """A vault holds one coalition under one programme."""
    if at.coalition.founded is not None and not event.replaces:
        yield Missing(
            "This coalition is founded already.", supply="Begin another in a vault of its own."
        )


RULES = (
    a_correction_corrects_what_it_names,
    cases_are_listed_by_what_happens_in_them,
    a_coalition_is_founded_once,
)
