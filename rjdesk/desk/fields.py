"""Fields, and what was answered: the words in which journeys and small forms are declared.

A field is read from the screen as text, a tick or a list of people; a day that was understood
as 2026-10-26, a time as 14:30. Nothing here knows a widget; a screen builds one for each kind.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec
from msgspec.structs import replace

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.calendar_style import NotUnderstoodError
from rjdesk.desk.drafts import read_as, texts_in
from rjdesk.desk.instalments import NotPayments, cents_of, read_payments
from rjdesk.desk.numbers import NotANumberError, read_number
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.writing import can_be_seen, name_fault


class Kind(Enum):
    """What a field asks for."""

    TEXT = "text"
    NUMBER = "number"
    NAME = "name"
    FOLDER = "folder"
    LONG = "long"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    SEVERAL = "several"
    WHOM = "whom"
    SEATS = "seats"
    MOMENT = "moment"
    AMOUNT = "amount"
    PAYMENTS = "payments"
    TICK = "tick"
    SAY = "say"
    PEOPLE = "people"
    PASSPHRASE = "passphrase"  # noqa: S105 - the kind of a field, not a secret


class Option(msgspec.Struct, frozen=True):
    """One choice: the value that is kept and the words that are shown."""

    value: str
    label: str


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to ask for or (SAY) to say aloud.

    ``say`` holds the sentences to be read. ``locked`` says why the field is closed for now,
    or "" when it is open. ``initial`` is what stands there before anybody typed. ``printed``
    says whether its text can reach paper, and so has to be of signs that can be drawn.
    ``choices`` is the set of choices that an event keeps, from which the options are taken.
    A number is from ``least`` to ``most``. ``happened`` marks the day of something that has
    happened, today at the latest.
    SEVERAL asks for some of the options. WHOM asks for one of the options or for words of one's
    own, which are kept under ``otherwise``. SEATS asks who of the options is here, in the order
    of their seats. MOMENT asks for a day, and for a time of day that is kept under ``otherwise``.
    AMOUNT asks for money, PAYMENTS for days and amounts, a line each.
    In a list of people ``affiliations`` are what they may be, and ``marked`` is what is asked
    for where nobody is marked. ``again`` is the id of the field in which a new passphrase is
    typed once more.
    """

    id: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    say: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    choices: type[Enum] | None = None
    least: int = 0
    most: int = 0
    needed: bool = True
    locked: str = ""
    initial: str = ""
    printed: bool = True
    happened: bool = False
    marked: str = ""
    affiliations: tuple[Option, ...] = ()
    again: str = ""
    otherwise: str = ""


class PersonAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A person as somebody typed them into a list of people."""

    name: str = ""
    called: str = ""
    part: str = ""
    affiliation: str = ""
    initiating: bool = False


class Answers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was answered so far; the content of a draft.

    ``strange`` holds the texts of a draft that another version of the program wrote, which are
    shown to be copied and kept until somebody drops them.
    """

    step: str = ""
    texts: dict[str, str] = {}
    ticks: dict[str, bool] = {}
    people: tuple[PersonAnswer, ...] = ()
    strange: tuple[str, ...] = ()

    def text(self, field: str) -> str:
        """Return what was typed or chosen, without the spaces around it."""
        return self.texts.get(field, "").strip()

    def several(self, field: str) -> tuple[str, ...]:
        """Return which of several options were chosen."""
        return tuple(self.texts.get(field, "").split())

    def day(self, field: str) -> date:
        """Return the day of an answer, which was found without fault before."""
        return date.fromisoformat(self.text(field))

    def ticked(self, field: str) -> bool:
        """Whether a tick was set."""
        return self.ticks.get(field, False)

    def written(self) -> bytes:
        """Return the answers as a draft keeps them."""
        return msgspec.json.encode(self)

    @classmethod
    def read(cls, content: bytes) -> Answers:
        """Return the answers that ``written`` wrote; of anything else, only its texts."""
        answers = read_as(cls, content)
        return cls(strange=texts_in(content)) if answers is None else answers


def fault(field: Field, answers: Answers, calendar: Calendar) -> str:
    """Return what is wrong with one answer in a sentence, or "" when it will do."""
    if field.kind is Kind.TICK or field.kind is Kind.SAY:
        needs_tick = field.needed and not answers.ticked(field.id)
        return "Tick this when it is done." if needs_tick else ""
    if field.kind is Kind.PEOPLE:
        return _people_fault(field, answers.people)
    if field.kind is Kind.MOMENT:
        return _moment_fault(field, answers, calendar)
    said = answers.text(field.id) or (answers.text(field.otherwise) if field.otherwise else "")
    if not said or (field.needed and not can_be_seen(said)):
        return "This is needed." if field.needed else ""
    return _said_fault(field, answers, calendar)


def _said_fault(field: Field, answers: Answers, calendar: Calendar) -> str:
    """Return what is wrong with what was typed or chosen, or ""."""
    text = answers.text(field.id)
    if field.again and answers.texts[field.id] != answers.texts.get(field.again, ""):
        return "The two are not the same. Type both again."
    if field.kind in {Kind.SEVERAL, Kind.SEATS}:
        return _several_fault(field, answers.several(field.id))
    if text and field.options and text not in {option.value for option in field.options}:
        return "Choose one of the list."
    return "" if field.kind is Kind.WHOM else _typed_fault(field, text, calendar)


def _several_fault(field: Field, chosen: tuple[str, ...]) -> str:
    known = {option.value for option in field.options}
    return "" if set(chosen) <= known else "Choose from the list."


def _moment_fault(field: Field, answers: Answers, calendar: Calendar) -> str:
    """Return what is wrong with a day, or else with the time of that day, or ""."""
    day, at = answers.text(field.id), answers.text(field.otherwise)
    if not day and not at:
        return "This is needed." if field.needed else ""
    wrong = _typed_fault(replace(field, kind=Kind.DATE), day, calendar) if day else "Write the day."
    if wrong:
        return wrong
    return _typed_fault(replace(field, kind=Kind.TIME), at, calendar) if at else "At what time?"


def _typed_fault(field: Field, text: str, calendar: Calendar) -> str:
    """Return what is wrong with a text for its kind of field, or ""."""
    try:
        if field.kind is Kind.DATE:
            day = calendar.read_day(text)
            if field.happened and day > calendar.today():
                return f"The day {long_date(day)} has not come yet."
        elif field.kind is Kind.TIME:
            calendar.time(text)
        elif field.kind is Kind.NUMBER:
            read_number(text, field.least, field.most)
        elif field.kind is Kind.AMOUNT and not cents_of(text):
            return "Write the amount as 200 or 200.50."
        elif field.kind is Kind.PAYMENTS:
            read_payments(text, calendar)
    except (NotUnderstoodError, NotANumberError, NotPayments) as wrong:
        return str(wrong)
    return " ".join(name_fault(text)).strip() if field.kind is Kind.NAME else ""


def person_fault(person: PersonAnswer) -> str:
    """Return what is wrong with the names of one person in a list, or ""."""
    if not person.name.strip():
        return "Type the name, or remove this row." if person.called.strip() else ""
    liked = name_fault(person.called) if person.called.strip() else ("", "")
    return " ".join(name_fault(person.name)).strip() or " ".join(liked).strip()


def _people_fault(field: Field, people: tuple[PersonAnswer, ...]) -> str:
    wrong = next(filter(None, map(person_fault, people)), "")
    named = [person for person in people if person.name.strip()]
    if wrong or not field.needed:
        return wrong
    if not named:
        return "Name at least one person."
    return "" if any(person.initiating for person in named) else field.marked
