"""The steps of the pre-meeting journey: what is asked, said and recorded, in order (RC-073)."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.acts import premeeting as premeeting_acts
from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.desk.journeys.journey import Step
from rjdesk.desk.terms import Terms
from rjdesk.process.case import Case, of_process
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.process.kernel.programme import DIALOGUE, Programme
from rjdesk.process.people.state import Answer, Person, ReadHow
from rjdesk.process.premeeting.state import PreMeeting
from rjdesk.process.preparation.state import Question
from rjdesk.process.taking_part.derived import in_front, said_where_they_take_part

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
PROMPTS = (
    "What happened, from where you stand?",
    "How has it affected you, and who else?",
    "What do you need for things to be as right as they can be?",
)


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """A pre-meeting under way: on which day, with whom, and what its notes hold already.

    ``people`` are those it is held with; ``there`` also those who sit in. ``status`` is what
    its facilitator says of having to report.
    """

    today: date
    case: Case
    meeting: PreMeeting
    people: tuple[Person, ...]
    there: tuple[Person, ...]
    programme: Programme
    status: str
    terms: Terms
    noted: frozenset[tuple[PersonId, str]]


def status_step(at: Sitting) -> Step:
    """Ask for reporting status, the facilitator's own first (RC-070, RC-071)."""

    def records(answers: Answers) -> tuple[Event, ...]:
        asked = (
            premeeting_acts.STATUS_ASKED.of(
                at.today,
                meeting=at.meeting.id,
                person=person.id,
                answer=Answer(answers.text(f"reporter-{person.id}")),
            )
            for person in at.people
        )
        return (premeeting_acts.STATUS_TOLD.of(at.today, meeting=at.meeting.id), *asked)

    ask = tuple(
        Field(
            id=f"reporter-{person.id}",
            label=f"Is {person.called} a mandatory reporter?",
            kind=Kind.CHOICE,
            options=at.terms.options(Answer),
            initial=person.reporter.value if person.reporter else "",
        )
        for person in at.people
    )
    return Step(
        id="status",
        title="Reporting status",
        lead="Before anything else, say what you would have to report.",
        fields=(
            Field(
                id="told",
                label="I have said this",
                kind=Kind.SAY,
                say=(at.status,),
            ),
            *ask,
        ),
        records=records,
        done=at.meeting.status_told,
    )


def exceptions_step(at: Sitting) -> Step:
    """Read the exceptions to confidentiality aloud (RC-072, RC-127)."""
    exceptions = at.programme.exceptions

    def records(_answers: Answers) -> tuple[Event, ...]:
        read = tuple(exception.id for exception in exceptions)
        return (premeeting_acts.EXCEPTIONS.of(at.today, meeting=at.meeting.id, exceptions=read),)

    return Step(
        id="exceptions",
        title="Exceptions",
        lead="Confidentiality has exceptions. Read all of them aloud before anybody confides.",
        fields=(
            Field(
                id="read",
                label="I have read all of them aloud",
                kind=Kind.SAY,
                say=tuple(exception.text for exception in exceptions),
            ),
        ),
        records=records,
        done=bool(at.meeting.exceptions),
    )


def _what_comes(programme: Programme) -> str:
    """Return in a sentence what comes; where it is offered, nobody needs to meet for it (R22)."""
    together = "a circle, or messages where nobody is to meet" if programme.indirect else "a circle"
    return f"There will be pre-meetings, then {together}, and perhaps an agreement."


def explain_step(at: Sitting) -> Step:
    """Explain the process."""

    def records(_answers: Answers) -> tuple[Event, ...]:
        return (premeeting_acts.EXPLAINED.of(at.today, meeting=at.meeting.id),)

    return Step(
        id="explain",
        title="The process",
        lead="Explain what will happen, in your own words.",
        fields=(
            Field(
                id="explained",
                label="I have explained the process",
                kind=Kind.SAY,
                say=(
                    "Taking part is voluntary; anybody may stop at any time and need not say why.",
                    "Other processes stay open to them, before, during and after this one.",
                    _what_comes(at.programme),
                    "Nobody is talked into an agreement.",
                ),
            ),
        ),
        records=records,
        done=at.meeting.explained,
    )


def questions_step(at: Sitting, questions: tuple[Question, ...]) -> Step:
    """Talk the questions through that will be asked (RP-06 to RP-09)."""

    def records(_answers: Answers) -> tuple[Event, ...]:
        return (premeeting_acts.DISCUSSED.of(at.today, meeting=at.meeting.id),)

    return Step(
        id="questions",
        title="The questions",
        lead="Read the questions together, so that there is time to think.",
        fields=(
            Field(
                id="discussed",
                label="We have talked about the questions",
                kind=Kind.SAY,
                say=tuple(question.text for question in questions),
            ),
        ),
        records=records,
        done=at.meeting.questions_discussed,
    )


def agreement_step(at: Sitting) -> Step:
    """Let them sign the Agreement to Dialogue (RC-069, RC-SD2-13)."""

    def records(answers: Answers) -> tuple[Event, ...]:
        return tuple(
            premeeting_acts.SIGNED.of(
                at.today,
                person=person.id,
                meeting=at.meeting.id,
                read_how=ReadHow(answers.text(f"how-{person.id}")),
            )
            for person in at.there
            if person.dialogue_signed is None and answers.ticked(f"signed-{person.id}")
        )

    fields: list[Field] = []
    for person in at.there:
        if person.dialogue_signed is not None:
            continue
        fields.append(
            Field(
                id=f"how-{person.id}",
                label=f"How did {person.called} take it in?",
                kind=Kind.CHOICE,
                options=at.terms.options(ReadHow),
                initial=ReadHow.BY_THEMSELF.value,
            )
        )
        fields.append(
            Field(
                id=f"signed-{person.id}",
                label=f"{person.called} has signed on paper",
                kind=Kind.TICK,
                needed=False,
            )
        )
    return Step(
        id="agreement",
        title="Agreement to Dialogue",
        lead="Print it, read it together, and let them sign. Everything that follows stays "
        "closed until then.",
        fields=tuple(fields),
        records=records,
        done=all(person.dialogue_signed for person in at.there),
        papers=tuple(
            Option(f"{DIALOGUE}:{person.id}", f"See and print the one for {person.called}")
            for person in at.there
            if person.dialogue_signed is None
        ),
    )


def conversation_step(at: Sitting) -> Step:
    """Listen; the notes stay closed until everybody has signed (RC-073)."""
    unsigned = any(person.dialogue_signed is None for person in at.people)

    def records(answers: Answers) -> tuple[Event, ...]:
        return tuple(
            premeeting_acts.NOTE.of(
                at.today,
                meeting=at.meeting.id,
                person=person.id,
                heading="conversation",
                text=text,
            )
            for person in at.people
            if (text := answers.text(f"note-{person.id}")) and (person.id, text) not in at.noted
        )

    return Step(
        id="conversation",
        title="Conversation",
        lead="Listen first. What you write is sealed for the facilitators of this case alone.",
        fields=(
            *(
                Field(
                    id=f"note-{person.id}",
                    label=f"Notes on what {person.called} said",
                    kind=Kind.LONG,
                    needed=False,
                    printed=False,
                    help=" ".join(PROMPTS),
                    locked="Notes open when the Agreement to Dialogue is signed (RC-073)."
                    if unsigned
                    else "",
                )
                for person in at.people
            ),
        ),
        records=records,
    )


def needs_step(at: Sitting) -> Step:
    """Ask for needs and wishes."""

    def records(_answers: Answers) -> tuple[Event, ...]:
        return tuple(
            premeeting_acts.NEEDS.of(at.today, meeting=at.meeting.id, person=person.id)
            for person in at.people
        )

    return Step(
        id="needs",
        title="Needs and wishes",
        lead="What they need, and what they wish for. The words are in your notes.",
        fields=tuple(
            Field(
                id=f"needs-{person.id}",
                label=f"I have asked {person.called}",
                kind=Kind.TICK,
            )
            for person in at.people
        ),
        records=records,
        done=all(person.id in at.meeting.needs_heard for person in at.people),
    )


def support_step(at: Sitting) -> Step:
    """Settle who stands at their side."""
    primary = [person for person in at.people if person.primary]

    def records(_answers: Answers) -> tuple[Event, ...]:
        return tuple(premeeting_acts.SUPPORT.of(at.today, person=person.id) for person in primary)

    return Step(
        id="support",
        title="Support",
        lead="Somebody may be at their side. You can invite the person from the case page.",
        fields=tuple(
            Field(
                id=f"support-{person.id}",
                label=f"{person.called} has named somebody, or wants nobody",
                kind=Kind.TICK,
            )
            for person in primary
        ),
        records=records,
        done=all(person.support_settled for person in primary),
    )


def willing_step(at: Sitting) -> Step:
    """Ask whether they want to and are able to take part (RC-SD1-1)."""

    def records(answers: Answers) -> tuple[Event, ...]:
        said = (
            (
                person,
                Answer(answers.text(f"willing-{person.id}")),
                answers.ticked(f"able-{person.id}"),
            )
            for person in at.people
            if person.consents_alone
        )
        return tuple(
            of_process(
                premeeting_acts.WILLING.of(at.today, person=person.id, willing=willing, able=able),
                in_front(at.case, (person.id,)).at,
            )
            for person, willing, able in said
            if (willing, able) != _said(at, person)
        )

    fields: list[Field] = []
    asked = [person for person in at.people if person.consents_alone]
    for person in asked:
        fields.append(
            Field(
                id=f"willing-{person.id}",
                label=f"Does {person.called} want to take part?",
                kind=Kind.CHOICE,
                options=at.terms.options(Answer),
                initial=willing.value if (willing := _said(at, person)[0]) else "",
            )
        )
        fields.append(
            Field(
                id=f"able-{person.id}",
                label=f"{person.called} is able to take part",
                kind=Kind.TICK,
                needed=False,
            )
        )
    return Step(
        id="willing",
        title="Willingness",
        lead="A no is as good as a yes, and needs no reason.",
        fields=tuple(fields),
        records=records,
    )


def _said(at: Sitting, person: Person) -> tuple[Answer | None, bool]:
    said = said_where_they_take_part(at.case, person.id)
    return (said.willing, said.able) if said else (None, False)


def fit_step(at: Sitting) -> Step:
    """Ask whether the process fits, and whom to contact, by name (RC-063)."""
    others = [p for p in at.case.primary_parties if not p.initiating]

    def records(answers: Answers) -> tuple[Event, ...]:
        return (
            premeeting_acts.FIT.of(
                at.today,
                meeting=at.meeting.id,
                fits=answers.text("fits") == "yes",
                contact=tuple(map(PersonId, answers.several("contact"))),
            ),
        )

    return Step(
        id="fit",
        title="Fit and contact",
        lead="They began this. Does it fit, and whom may you contact?",
        fields=(
            Field(
                id="fits",
                label="Does the process fit what they need?",
                kind=Kind.CHOICE,
                options=YES_NO,
            ),
            Field(
                id="contact",
                label="Whom may you contact?",
                kind=Kind.SEVERAL,
                options=tuple(Option(person.id, person.name) for person in others),
                needed=False,
                help="Tick each of them; nobody, where it is nobody yet.",
            ),
        ),
        records=records,
        done=at.meeting.fits is not None,
    )


def next_step(at: Sitting) -> Step:
    """Say what happens next."""

    def records(_answers: Answers) -> tuple[Event, ...]:
        return (premeeting_acts.COMPLETED.of(at.today, meeting=at.meeting.id),)

    return Step(
        id="next",
        title="Next step",
        lead="Say what happens next and when they will hear from you.",
        fields=(Field(id="said-next", label="I have said what happens next", kind=Kind.TICK),),
        records=records,
        done=at.meeting.completed is not None,
    )
