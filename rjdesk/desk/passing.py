"""To whom a press gives the keys of a case, and from whom it takes them.

Policy says who is entitled: that is read from the record. A key passes by an act of somebody who
holds it, with the names before their eyes: whoever assigns a facilitator gives what they hold in
the same press, whoever begins the notes gives them to those who facilitate then, and what is left
is handed on by its holder, by name (``HandedOn``; DESIGN section 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from rjdesk.desk.ports import NOBODY, Holders
from rjdesk.process.case import Case
from rjdesk.process.intake.events import AccessGranted, HandedOn
from rjdesk.process.kernel.event import Event


class Passing(msgspec.Struct, frozen=True):
    """Who is given what of a case by a press, and who loses it."""

    gives: Holders = NOBODY
    takes: Holders = NOBODY


def entitled_to(case: Case, today: date) -> Holders:
    """Return who may hold the streams of a case, as its record says on a day.

    Access that was given up to a day is over with it, and is taken with the next press (RC-124).
    """
    lasting = case.without_what_is_over(today)
    return Holders(record=lasting.record_holders, notes=lasting.notes_holders)


def passing(
    case: Case,
    events: Sequence[Event],
    today: date,
    *,
    entitled: Holders,
    held: Holders,
    with_me: bool,
) -> Passing:
    """Return what passes by a press, after which the case stands as it is given.

    ``entitled`` are those who might hold it before, ``held`` those who did. ``with_me`` says that
    the first notes of a case are begun by this press: whoever facilitates it together with who
    writes them has them too. Notes that others were taken off are handed on by name alone. Whoever
    steps back gives the notes to those who go on, where nobody else could. The last who can read
    the record keeps its key, and sees the case no longer, until somebody takes it over.
    """
    after = entitled_to(case, today)
    # Who is entitled again because something was put right is handed it on by name.
    let_in = frozenset(event.member for event in events if isinstance(event, AccessGranted))
    new = after - entitled
    notes = after.notes & frozenset(case.facilitators) if with_me else new.notes & let_in
    handed = [event for event in events if isinstance(event, HandedOn)]
    record = (new.record & let_in) | {event.member for event in handed}
    notes |= {event.member for event in handed if event.notes}
    takes = held - after
    if takes.notes and takes.notes == held.notes:
        notes |= after.notes
    gives = Holders(record & after.record, notes & after.notes)
    if not (held.record | gives.record) - takes.record:
        takes = Holders(frozenset(), takes.notes)
    return Passing(gives=gives, takes=takes)
