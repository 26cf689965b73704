"""Rules of an indirect process: who sends what to whom, and that nobody meets (R22)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rjdesk.process.agreement.events import ActionProposed
from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried, MessageWithdrawn
from rjdesk.process.indirect.state import Message
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.people.state import Part
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.derived import both_may_go_forward, is_named, stand
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


@rule("RJ-CARRY", "indirect", Strength.SHALL, ConferenceScheduled, CircleStarted)
def nobody_meets_in_it(
    event: ConferenceScheduled | CircleStarted, at: RuleContext
) -> Iterator[Missing]:
    """In an indirect process nobody sits down together."""
    if at.the_case.preparation.kind is ProcessType.INDIRECT:
        yield Missing(
            "This process is held by messages, and nobody meets in it.",
            "process-chosen",
            supply="If they want to meet after all, choose a Conference under Preparation.",
        )


@rule("RJ-CARRY", "indirect", Strength.SHALL, MessageAgreed)
def the_words_are_somebodys(event: MessageAgreed, at: RuleContext) -> Iterator[Missing]:
    """A message has words, and goes from one who takes part to another who does."""
    case = at.the_case
    if case.preparation.kind is not ProcessType.INDIRECT:
        yield Missing(
            "This process is not held by messages.",
            "process-chosen",
            supply="Choose so under Preparation, where the programme offers it.",
        )
    if not can_be_seen(event.text):
        yield Missing("What is to be carried?", ITSELF, supply="Write it in their own words.")
    if event.sender == event.receiver:
        yield Missing("For whom is it?", ITSELF, supply="Choose somebody else.")
    if event.replaces is None and any(m.id == event.message for m in case.messages):
        yield Missing(
            "This message is here already.", ITSELF, supply="Open the page anew, and add it there."
        )
    for person in dict.fromkeys((event.sender, event.receiver)):
        yield from _takes_part(person, at)


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


def _known(message: str, at: RuleContext) -> Message | None:
    return next((known for known in at.the_case.messages if known.id == message), None)


@rule("RJ-CARRY", "indirect", Strength.SHALL, MessageCarried, MessageWithdrawn)
def what_is_carried_was_agreed(
    event: MessageCarried | MessageWithdrawn, at: RuleContext
) -> Iterator[Missing]:
    """Nothing is carried but what was agreed to, once, and nothing is called back from there."""
    message = _known(event.message, at)
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
        for person in (message.sender, message.receiver):
            yield from _takes_part(person, at)


@rule("RJ-CARRY", "indirect", Strength.SHALL, ActionProposed)
def harm_is_told_before_the_agreement(event: ActionProposed, at: RuleContext) -> Iterator[Missing]:
    """Whoever was harmed has told of it before what could be done is put down."""
    case = at.the_case
    if case.preparation.kind is not ProcessType.INDIRECT:
        return
    carried = [message for message in case.messages if message.carried is not None]
    senders = (case.person(message.sender) for message in carried)
    if not any(person is not None and person.holds(Part.AFFECTED) for person in senders):
        party = at.programme.words.affected_party
        yield Missing(
            f"Nothing was carried yet from the {party}.",
            "message-carried",
            supply="Carry first what they want the other side to hear.",
        )


RULES = (
    it_is_chosen_where_it_is_offered,
    nobody_meets_in_it,
    the_words_are_somebodys,
    what_is_carried_was_agreed,
    harm_is_told_before_the_agreement,
)
