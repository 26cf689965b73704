"""Rules of the house: what holds for every act, whatever the programme."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rjdesk.process.calendar import long_date
from rjdesk.process.case import RuleOverridden
from rjdesk.process.event import CaseEvent, CoalitionEvent, Event, NoteEvent
from rjdesk.process.intake import AccessGranted, CaseOpened, ParticipantNamed
from rjdesk.process.membership import CaseListed, MemberEntered
from rjdesk.process.ruling import Missing, Moment, Strength, rule


@rule("RJ-DATE", "journal", Strength.SHALL, Event)
def nothing_is_dated_in_the_future(event: Event, at: Moment) -> Iterator[Missing]:
    """What is recorded has happened: no later than today."""
    if event.on > at.today:
        yield Missing(
            f"The day {long_date(event.on)} has not come yet.",
            supply="Enter the day on which it happened, today at the latest.",
        )


@rule("RJ-READ", "6B", Strength.SHALL, CaseEvent, NoteEvent)
def only_who_may_read_may_write(event: Event, at: Moment) -> Iterator[Missing]:
    """Nobody writes in a record or in notes that they may not read."""
    if isinstance(event, CaseOpened) or at.case is None:
        return
    notes = isinstance(event, NoteEvent)
    holders = at.case.notes_holders if notes else at.case.record_holders
    if at.actor not in holders:
        yield Missing(
            "The notes of this case are open to its facilitators alone."
            if notes
            else "This case is not open to you.",
            supply="A Chair who holds the case can assign you to it.",
        )


@rule("RJ-OVERRIDE", "journal", Strength.SHALL, RuleOverridden)
def only_the_named_role_sets_a_rule_aside(event: RuleOverridden, at: Moment) -> Iterator[Missing]:
    """A should-rule is set aside by the role the programme names, with a written reason."""
    setting = at.programme.rules.get(event.rule)
    role = setting.override if setting else None
    if role is None:
        yield Missing(f"The rule {event.rule} cannot be set aside by anyone.")
    elif not at.acts_as(role):
        yield Missing(
            f"Only somebody acting as {role.value.replace('_', ' ')} may set {event.rule} aside.",
            supply="Ask them to record the reason themselves.",
        )
    if not event.reason.strip():
        yield Missing("A written reason is needed.", supply="Write why the rule is set aside.")


@rule("RJ-GRANT", "6B", Strength.SHALL, AccessGranted)
def access_is_granted_by_who_assigns(event: AccessGranted, at: Moment) -> Iterator[Missing]:
    """Access on its own, beside an assignment, is given by those who may assign."""
    if not any(at.acts_as(role) for role in at.programme.facilitators.assigned_by):
        yield Missing(
            "Access to a case is given by those who assign its facilitators.",
            supply="Ask one of them.",
        )


LONGEST_TEXT = 20_000


@rule("RJ-TEXT", "journal", Strength.SHALL, Event)
def text_can_be_kept_and_printed(event: Event, at: Moment) -> Iterator[Missing]:
    """Text is of a length that can be printed and holds no invisible control characters."""
    for field in event.__struct_fields__:
        value = getattr(event, field)
        if not isinstance(value, str):
            continue
        label = field.replace("_", " ")
        if len(value) > LONGEST_TEXT:
            yield Missing(
                f"The text of “{label}” has {len(value):,} characters.",
                supply=f"Shorten it to {LONGEST_TEXT:,}.",
            )
        for character in value:
            if unicodedata.category(character) == "Cc" and character not in "\n\t":
                yield Missing(
                    f"“{label}” holds the control character U+{ord(character):04X}, "
                    "which cannot be seen or printed.",
                    supply="Take it out, or type the text anew.",
                )
                break


@rule("RJ-TEXT", "journal", Strength.SHALL, ParticipantNamed, MemberEntered)
def people_have_names(event: ParticipantNamed | MemberEntered, at: Moment) -> Iterator[Missing]:
    """Nobody is entered without a name."""
    name = event.person_name if isinstance(event, ParticipantNamed) else event.member_name
    if not name.strip():
        yield Missing("The name is missing.", supply="Type their name.")


@rule("RJ-OFFICE", "2", Strength.SHALL, CoalitionEvent)
def offices_keep_the_membership(event: CoalitionEvent, at: Moment) -> Iterator[Missing]:
    """After the founding, only those who may open cases or advise keep the list of members."""
    if isinstance(event, CaseListed) or at.coalition.founding:
        return
    keepers = {*at.programme.facilitators.opened_by, *at.programme.membership_kept_by}
    if not any(at.acts_as(role) for role in keepers):
        yield Missing(
            "The list of members is kept by those who hold an office.",
            supply="Ask a Chair, Staff Advisor or Director to record it.",
        )


RULES = (
    nothing_is_dated_in_the_future,
    only_who_may_read_may_write,
    only_the_named_role_sets_a_rule_aside,
    offices_keep_the_membership,
    access_is_granted_by_who_assigns,
    text_can_be_kept_and_printed,
    people_have_names,
)
