"""Rules of follow-up (policy section 4D)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.followup.derived import follow_up_day, kinds_of, untold
from rjdesk.process.followup.events import (
    ActionCompleted,
    AffectedPartyTold,
    DelayTold,
    FollowUpClosed,
)
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.indirect.derived import by_messages
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen


@rule("RC-114", "5", Strength.SHALL, ActionCompleted)
def done_means_shown(event: ActionCompleted, at: RuleContext) -> Iterator[Missing]:
    """An action in force is done when something shows it."""
    agreement = at.the_case.agreement
    if event.action not in {action.id for action in agreement.binding_actions}:
        yield Missing("This action is not part of the signed agreement.", NOBODY)
    if not can_be_seen(event.evidence):
        yield Missing(
            "What shows that it is done?", ITSELF, supply="Write what you saw or were given."
        )


@rule("RC-114", "5", Strength.SHALL, DelayTold)
def what_is_told_is_so(event: DelayTold, at: RuleContext) -> Iterator[Missing]:
    """Nobody is told that an action was missed before its day has passed, nor when it was done."""
    action = at.the_case.agreement.binding(event.action)
    if action is None or action.due is None or action.done is not None:
        yield Missing("Nothing was missed.", NOBODY, supply="Tell them when it is done.")
    elif event.on <= action.due:
        yield Missing(
            f"There is time for it until {long_date(action.due)}.",
            NOBODY,
            supply="Ask again on that day how it is.",
        )


@rule("RC-114", "5", Strength.SHALL, AffectedPartyTold)
def what_is_told_is_done(event: AffectedPartyTold, at: RuleContext) -> Iterator[Missing]:
    """Nobody is told of what is not done, nor twice of what is."""
    if event.replaces is None and (event.action, event.person) not in untold(at.the_case):
        yield Missing(
            "There is nothing to tell them of this.", NOBODY, supply="Tell them when it is done."
        )


@rule("RC-102", "4D.1", Strength.SHOULD, FollowUpClosed)
def both_questions_are_asked(event: FollowUpClosed, at: RuleContext) -> Iterator[Missing]:
    """A follow-up with an Affected Party asks: still satisfied, and any further harm?"""
    person = at.the_case.person(event.person)
    if event.closed is not Ended.HELD or person is None or not person.harmed:
        return
    if event.satisfied is None:
        yield Missing(
            "Are they still satisfied with the agreement?", ITSELF, supply="Ask, and note it."
        )
    if event.further_harm is None:
        yield Missing("Have they experienced any further harm?", ITSELF, supply="Ask, and note it.")


@rule("RC-101", "4D.1", Strength.SHOULD, FollowUpClosed)
def no_follow_up_ends_before_its_day(event: FollowUpClosed, at: RuleContext) -> Iterator[Missing]:
    """A follow-up is held, declined or given up no earlier than on the day it is due."""
    if event.kind not in kinds_of(at.programme):
        yield Missing("This programme has no such follow-up.", NOBODY)
        return
    months = at.programme.deadlines.follow_up_months
    due = follow_up_day(at.the_case, event.kind, months)
    if due is None:
        if event.kind is not FollowUpKind.AFTER_PROCESS:
            found = Missing("The agreement is not fulfilled yet.", "agreement-fulfilled")
        elif by_messages(at.the_case):
            found = Missing("Nothing has come of the messages yet.", "monitoring-began")
        else:
            found = Missing("No circle has ended yet.", "circle-completed")
        yield replace(found, supply="This follow-up comes after that.")
    elif event.on < due:
        yield Missing(
            f"This follow-up is due from {long_date(due)}.",
            NOBODY,
            supply="Ask again on that day or later; things may have changed by then.",
        )


RULES = (
    done_means_shown,
    what_is_told_is_so,
    what_is_told_is_done,
    both_questions_are_asked,
    no_follow_up_ends_before_its_day,
)
