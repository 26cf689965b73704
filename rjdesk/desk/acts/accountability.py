"""Acts of a circle for one party: how many facilitate, services, meetings that come again."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, date_of, day, long, number, on_word, one_of, text, yes_or_no
from rjdesk.process.accountability.events import (
    FacilitatorNumberDecided,
    MeetingHeld,
    MeetingsRecur,
    ServiceAskedAfter,
    ServiceConnected,
)
from rjdesk.process.accountability.state import Every

HERE = ("preparation",)
MOST_FACILITATORS = 20
"""Nobody decides on more facilitators than this; a larger figure is a slip of the keys."""

HOW_MANY = Act(
    event=FacilitatorNumberDecided,
    pages=HERE,
    title="How many facilitate?",
    fields=(
        number("number", "How many facilitate", 1, MOST_FACILITATORS),
        long("decision", "Why this number"),
        on_word(),
    ),
)
CONNECTED = Act(
    event=ServiceConnected,
    pages=HERE,
    title="Connected with a service",
    fields=(one_of("person", "Who"), text("service", "With which service")),
)
ASKED_AFTER = Act(
    event=ServiceAskedAfter,
    pages=HERE,
    title="How does it go?",
    lead="{name}: {service}",
    fields=(yes_or_no("goes_on", "Are they connected with it still?"), day("Asked on which day")),
    given=("person", "service"),
)
RECUR = Act(
    event=MeetingsRecur,
    pages=HERE,
    title="Meetings that come again",
    lead="As the circle agreed. Meetings that were held stay held.",
    fields=(
        one_of("every", "How often", Every),
        date_of("first", "The first meeting"),
        date_of("last", "The last meeting, at the latest"),
    ),
)
HELD = Act(
    event=MeetingHeld,
    pages=HERE,
    title="A meeting was held",
    fields=(day("Held on which day"),),
)

ACTS = (HOW_MANY, CONNECTED, ASKED_AFTER, RECUR, HELD)
