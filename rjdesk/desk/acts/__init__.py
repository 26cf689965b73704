"""Every act that a person can do, by chapter."""

from __future__ import annotations

from rjdesk.desk.acts import (
    accountability,
    agreement,
    backups,
    circle,
    corrections,
    decisions,
    followup,
    indirect,
    intake,
    library,
    membership,
    motions,
    pilot,
    premeeting,
    preparation,
    recusal,
    retention,
    sexual_harm,
    taking_part,
)
from rjdesk.desk.acts.act import Act
from rjdesk.desk.outcome import Verdict
from rjdesk.process.kernel.event import Event
from rjdesk.process.kernel.ruling import NOBODY

ACTS: tuple[Act[Event], ...] = (
    *membership.ACTS,
    *backups.ACTS,
    *intake.ACTS,
    *recusal.ACTS,
    *premeeting.ACTS,
    *preparation.ACTS,
    *circle.ACTS,
    *indirect.ACTS,
    *agreement.ACTS,
    *followup.ACTS,
    *retention.ACTS,
    *decisions.ACTS,
    *accountability.ACTS,
    *taking_part.ACTS,
    *library.ACTS,
    *motions.ACTS,
    *pilot.ACTS,
    *sexual_harm.ACTS,
    *corrections.ACTS,
)

_INSIDE = {"pre-meeting": "pre-meetings", "intake-journey": "cases"}
"""Where a journey is begun that is itself no place to go to."""


def page_for(tag: str) -> str:
    """Return the page on which an event is recorded, by its tag; "" where no act records it."""
    pages = (act.pages[0] for act in ACTS if act.event.tag == tag)
    page = next(pages, "")
    return _INSIDE.get(page, page)


def events_on(page: str) -> tuple[type[Event], ...]:
    """Return the kinds of events that are recorded on a page."""
    return tuple(act.event for act in ACTS if page in act.pages)


PAGES = tuple(dict.fromkeys(page for act in ACTS if (page := page_for(act.event.tag))))
"""Every page that some act is done on, and that one can go to."""


def pages_for(verdict: Verdict) -> tuple[str, ...]:
    """Return the pages whose acts supply what is missing, in the order of what is missing.

    None where something is missing that no act supplies: there would be no use in going.
    """
    missing = [each for ruling in verdict.missing for each in ruling.missing]
    if any(each.act == NOBODY for each in missing):
        return ()
    return tuple(dict.fromkeys(page for each in missing if (page := page_for(each.act))))
