"""Rules of an indirect process: who sends what to whom, and that nobody meets (R22)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from msgspec.structs import replace

from rjdesk.process.agreement.events import ActionProposed, AgreementPrinted, MonitoringBegan
from rjdesk.process.case import Case
from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.indirect.derived import between, by_messages, carried_across, message_of
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried, MessageWithdrawn
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import PersonId, RecordedByMistake
from rjdesk.process.kernel.programme import Words
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.people.state import Part
from rjdesk.process.premeeting.events import PreMeetingOpened
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.derived import (
    both_may_go_forward,
    both_sides,
    is_named,
    nobody_of,
    sides_gone,
    stand,
)
from rjdesk.process.taking_part.state import Stand


@rule("RJ-CARRY", "indirect", Strength.SHALL, ProcessChosen)
def it_is_chosen_where_it_is_offered(event: ProcessChosen, at: RuleContext) -> Iterator[Missing]:
    """It is offered by the programme, and held between two sides, in confidence."""
    if event.kind is not ProcessType.INDIRECT:
        return
    case = at.the_case
    choosing = case.in_process(taking_part=replace(case.taking_part, named_for=event.people))
    if not at.programme.indirect:
        yield Missing(
            "This programme offers no process without meeting.",
            ITSELF,
            supply="Choose another kind.",
        )
    if not both_may_go_forward(choosing):
        yield Missing(
            "Messages are carried between somebody of each side.",
            ITSELF,
            supply="Choose a circle for one party, or present the alternatives.",
        )
    if not event.confidential:
        yield Missing("What is carried is confidential.", ITSELF, supply="Tick it.")


Meets = ConferenceScheduled | CircleStarted | PreMeetingOpened


@rule("RJ-CARRY", "indirect", Strength.SHALL, *get_args(Meets))
def nobody_meets_in_it(event: Meets, at: RuleContext) -> Iterator[Missing]:
    """In an indirect process nobody of one side sits down with the other."""
    case = at.the_case
    if not by_messages(case):
        return
    if not isinstance(event, PreMeetingOpened) or both_sides(case, event.people):
        yield Missing(
            "This process is held by messages, and nobody meets in it.",
            "process-chosen",
            supply="If they want to meet after all, choose a Conference under Preparation.",
        )


@rule("RJ-CARRY", "indirect", Strength.SHALL, MessageAgreed)
def the_words_are_somebodys(event: MessageAgreed, at: RuleContext) -> Iterator[Missing]:
    """A message has words, and goes from one who takes part to another who does."""
    case = at.the_case
    yield from _not_by_messages(case)
    if gone := _one_side_is_gone(case, at.programme.words):
        yield gone
        return
    if not can_be_seen(event.text):
        yield Missing("What is to be carried?", ITSELF, supply="Write it in their own words.")
    if event.sender == event.receiver:
        yield Missing("For whom is it?", ITSELF, supply="Choose somebody else.")
    if event.replaces is None and message_of(case, event.message) is not None:
        yield Missing(
            "This message is here already.", ITSELF, supply="Open the page anew, and add it there."
        )
    for person in dict.fromkeys((event.sender, event.receiver)):
        yield from _takes_part(person, at)


def _one_side_is_gone(case: Case, words: Words) -> Missing | None:
    """Return that nobody of one side takes part any longer, or None."""
    nobody = nobody_of(sides_gone(case), words)
    supply = "End the process, and present what else is possible."
    return Missing(f"{nobody}.", "process-ended", supply=supply) if nobody else None


def _not_by_messages(case: Case) -> Iterator[Missing]:
    """Yield that people meet in the process."""
    if not by_messages(case):
        yield Missing(
            "This process is not held by messages.",
            "process-chosen",
            supply="Choose so under Preparation, where the programme offers it.",
        )


def _takes_part(person_id: PersonId, at: RuleContext) -> Iterator[Missing]:
    """Yield why somebody neither sends nor receives anything yet."""
    case = at.the_case
    person, name = case.person(person_id), case.name_of(person_id)
    if person is None or not is_named(case, person):
        yield Missing(
            f"This process is not held with {name}.", "process-chosen", supply="Choose others."
        )
    elif stand(case, person) is not Stand.YES:
        yield Missing(
            f"{name} has not said yes to taking part.",
            "willingness-stated",
            who=(name,),
            supply="Ask them, and record the answer.",
        )
    elif person.dialogue_signed is None:
        yield Missing(
            f"{name} has not signed the Agreement to Dialogue.",
            "dialogue-agreement-signed",
            who=(name,),
            supply="Record the signature in their pre-meeting.",
        )
    elif not case.met(person.id):
        yield Missing(
            f"The pre-meeting with {name} is not complete.",
            "pre-meeting-completed",
            who=(name,),
            supply="Complete it first.",
        )


@rule("RJ-CARRY", "indirect", Strength.SHALL, MessageCarried, MessageWithdrawn)
def what_is_carried_was_agreed(
    event: MessageCarried | MessageWithdrawn, at: RuleContext
) -> Iterator[Missing]:
    """Nothing is carried but what was agreed to, once, and nothing is called back from there."""
    message = message_of(at.the_case, event.message)
    if message is None:
        yield Missing(
            "Nobody has agreed to these words.",
            "message-agreed",
            supply="Write what is to be carried, and ask them.",
        )
    elif event.replaces is None and message.carried is not None:
        yield Missing(
            f"This was carried on {long_date(message.carried)}.",
            NOBODY,
            supply="If something more is to be said, add another message.",
        )
    elif event.on < message.agreed:
        yield Missing(
            f"They agreed to it on {long_date(message.agreed)}.",
            ITSELF,
            supply="Write a later day.",
        )
    elif isinstance(event, MessageCarried):
        yield from _not_by_messages(at.the_case)
        if not can_be_seen(event.medium):
            yield Missing("How was it carried?", ITSELF, supply="Choose a way.")
        for person in between(event, at.the_case):
            yield from _takes_part(person, at)


OfAMessage = MessageAgreed | MessageCarried | MessageWithdrawn


@rule("RJ-CARRY", "indirect", Strength.SHALL, *get_args(OfAMessage))
def agreed_words_stay(event: OfAMessage, at: RuleContext) -> Iterator[Missing]:
    """Other words, or the same from or to another, are another message, which is agreed to."""
    wrong = at.corrected.event if at.corrected else None
    if not isinstance(wrong, OfAMessage) or type(event) is not type(wrong):
        return
    if isinstance(event, MessageAgreed) and isinstance(wrong, MessageAgreed):
        same = replace(event, on=wrong.on, replaces=wrong.replaces, word_of=wrong.word_of) == wrong
    else:
        same = event.message == wrong.message
    if not same:
        yield Missing(
            "They agreed to the words as they stood.",
            "message-agreed",
            supply="If nobody agreed to them, take this back. Else do not carry it, and add "
            "another message.",
        )


@rule("RJ-CARRY", "indirect", Strength.SHALL, RecordedByMistake)
def what_was_carried_was_agreed_to(event: RecordedByMistake, at: RuleContext) -> Iterator[Missing]:
    """That words were agreed to is not taken back while it stands that they were carried."""
    wrong = at.corrected.event if at.corrected else None
    known = message_of(at.the_case, wrong.message) if isinstance(wrong, MessageAgreed) else None
    if known is not None and known.carried is not None:
        yield Missing(
            f"This was carried on {long_date(known.carried)}.",
            "recorded-by-mistake",
            supply="If it was not, take that back first.",
        )


@rule("RJ-CARRY", "indirect", Strength.SHALL, ActionProposed)
def harm_is_told_before_the_agreement(event: ActionProposed, at: RuleContext) -> Iterator[Missing]:
    """Whoever was harmed has told the other side before what could be done is put down."""
    case = at.the_case
    if by_messages(case) and not carried_across(case, Part.AFFECTED):
        party = at.programme.words.affected_party
        yield Missing(
            f"Nothing was carried yet from the {party}.",
            "message-carried",
            supply="Carry first what they want the other side to hear.",
        )


Agrees = ActionProposed | AgreementPrinted | MonitoringBegan


@rule("RC-172", "8A", Strength.SHALL, *get_args(Agrees))
def one_side_alone_agrees_on_nothing(event: Agrees, at: RuleContext) -> Iterator[Missing]:
    """When nobody of one side is left, what could come of the messages comes no more (A16)."""
    case = at.the_case
    if not by_messages(case) or case.circle is not None or case.agreement.in_force is not None:
        return
    if gone := _one_side_is_gone(case, at.programme.words):
        yield gone


OF_CORRECTIONS = (agreed_words_stay, what_was_carried_was_agreed_to)
"""What is asked of a correction as things stand now."""

RULES = (
    it_is_chosen_where_it_is_offered,
    nobody_meets_in_it,
    the_words_are_somebodys,
    what_is_carried_was_agreed,
    harm_is_told_before_the_agreement,
    one_side_alone_agrees_on_nothing,
    *OF_CORRECTIONS,
)
