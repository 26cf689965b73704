"""The register: every field, list, table and set of signers that a form may name.

Each has a label for people who edit forms and a sample, so that a form can be shown before
there is a case. A test holds the register against all form files, both ways.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from rjdesk.desk.sheets import DoneOn, Signer, Value

WORDS = "words."
"""Fields so named are what a programme calls things; the language has a word for each."""


AT_FOUR = datetime(2026, 10, 28, 16)  # noqa: DTZ001 - an appointment is wall-clock time


class Field(msgspec.Struct, frozen=True):
    """A value inside the text. Where it is missing, a rule ``room`` mm long takes its place.

    A field with ``lines`` that stands alone in its paragraph leaves that many empty lines. One
    with ``choices`` takes no other value; the form's language has a word for each. One whose
    sample is a day, or a moment, takes nothing else.
    """

    name: str
    label: str
    sample: Value
    room: float = 60.0
    lines: int = 0
    choices: tuple[str, ...] = ()


class ListField(msgspec.Struct, frozen=True):
    """A list; a blank copy has ``blank`` items to write in, of so many ``lines`` each."""

    name: str
    label: str
    sample: tuple[str, ...]
    ordered: bool = True
    airy: bool = False
    blank: int = 6
    lines: int = 2


class Column(msgspec.Struct, frozen=True):
    """A column: its share of the width, and whether it holds ``days``.

    One that does takes nothing else but its ``choices``; the language has a word for each.
    """

    name: str
    share: int = 1
    days: bool = False
    choices: tuple[str, ...] = ()


class TableField(msgspec.Struct, frozen=True):
    """A table; a blank copy has ``blank`` empty rows.

    ``cards`` draws each row as a card: its first cell in full width as the card's heading,
    the others under it with their labels. A narrow grid would leave no room to write.
    """

    name: str
    label: str
    columns: tuple[Column, ...]
    sample: tuple[tuple[Value, ...], ...]
    cards: bool = False
    blank: int = 3


class SignersField(msgspec.Struct, frozen=True):
    """Those who sign; a blank copy has ``blank`` signature blocks."""

    name: str
    label: str
    sample: tuple[Signer, ...]
    blank: int = 1


FIELDS = {
    field.name: field
    for field in (
        Field("words.affected_party", "What an Affected Party is called", "Affected Party"),
        Field("words.responsible_party", "What a Responsible Party is called", "Responsible Party"),
        Field("words.primary_parties", "What the Primary Parties are called", "Primary Parties"),
        Field("words.facilitators", "What the Facilitators are called", "Facilitators"),
        Field("words.staff_advisor", "What the Staff Advisor is called", "Staff Advisor"),
        Field("words.process", "What the whole process is called", "Restorative Process"),
        Field("words.conference", "What the meeting of all is called", "Restorative Conference"),
        Field(
            "words.accountability_agreement",
            "What the Accountability Agreement is called",
            "Conference Agreement",
        ),
        Field(
            "words.agreement_to_dialogue",
            "What the Agreement to Dialogue is called",
            "Agreement to Dialogue",
        ),
        Field(
            "words.question_sheet",
            "What the sheet of questions is called",
            "Questions to Think About",
        ),
        Field(
            "words.other_processes",
            "The other processes that stay open to a participant",
            "an honor case or a Judicial Board case",
        ),
        Field(
            "words.records",
            "The records that a case is kept off",
            "academic and disciplinary records",
        ),
        Field("participant.name", "The participant's name", "Nguyễn Thị Ánh", room=75),
        Field("case.code", "The case code (taken from the sheet itself)", "RJ-7QK4-M2", room=45),
        Field("date.long", "The date, in words", date(2026, 10, 26), room=50),
        Field(
            "harm",
            "The harm to repair",
            "A sculpture, two months of work, was taken apart for its steel.",
            lines=4,
        ),
        Field("deadline", "The date by which all of it is done", date(2026, 12, 18), room=45),
        Field("ended.on", "The day on which it was decided to stop", date(2026, 12, 2), room=42),
        Field("ended.deciders", "Who decided to stop", "the Facilitators with Ánh", room=70),
        Field(
            "ended.decision",
            "What was decided when the agreement was stopped",
            "We stop here. Ánh may come back to us at any time.",
            lines=3,
        ),
        Field("circle.on", "The day and hour of the circle", AT_FOUR, room=70),
        Field("circle.place", "Where the circle meets", "Student Center, room 208", room=80),
        Field(
            "circle.reason",
            "Why the circle meets, in neutral words",
            "To talk about the sculpture that was taken apart, and about what each needs now.",
            lines=3,
        ),
        Field(
            "circle.closing",
            "The question of the closing round",
            "What do you take with you from today?",
            lines=2,
        ),
        Field(
            "report.outcome",
            "What whoever referred the case is told",
            "completed",
            room=50,
            choices=("completed", "not completed"),
        ),
    )
}

LISTS = {
    field.name: field
    for field in (
        ListField(
            "exceptions",
            "The exceptions to confidentiality (6A.3), in the order of the programme",
            ("Abuse or neglect of a child or a vulnerable adult", "A credible threat"),
        ),
        ListField(
            "questions",
            "The guiding questions of the circle",
            ("What happened, and who was harmed?", "What do you need now?"),
            airy=True,
            blank=5,
        ),
        ListField(
            "roster",
            "Everybody who comes, by the name they go by",
            ("Nguyễn Thị Ánh", "Cole Brandvold", "Priya Raman"),
            ordered=False,
            blank=7,
            lines=1,
        ),
        ListField(
            "guidelines",
            "What the circle agreed on for its talk",
            ("We let each other finish.", "We speak for ourselves."),
            ordered=False,
            blank=5,
            lines=1,
        ),
    )
}

TABLES = {
    field.name: field
    for field in (
        TableField(
            "actions",
            "The actions that were agreed",
            (
                Column("what"),
                Column("who"),
                Column("for_whom"),
                Column("by_when", days=True),
                Column("known_by", share=2),
                Column("checked_by"),
            ),
            (
                (
                    "20 hours of help to rebuild the sculpture",
                    "Cole Brandvold",
                    "Nguyễn Thị Ánh",
                    date(2026, 12, 11),
                    "Ánh keeps a list of the hours",
                    "Priya Raman",
                ),
                (
                    "Pay for the steel: 240 dollars in two parts",
                    "Cole Brandvold",
                    "Nguyễn Thị Ánh",
                    date(2026, 12, 18),
                    "A receipt for each part",
                    "Priya Raman",
                ),
            ),
            cards=True,
            blank=4,
        ),
        TableField(
            "compliance",
            "Each action, and whether it is done",
            (
                Column("what"),
                Column("who"),
                Column("by_when", days=True),
                Column("state", days=True, choices=("open",)),
                Column("evidence", share=2),
            ),
            (
                (
                    "20 hours of help to rebuild the sculpture",
                    "Cole Brandvold",
                    date(2026, 12, 11),
                    DoneOn(date(2026, 12, 9)),
                    "A list of hours, signed",
                ),
                (
                    "Pay for the steel: 240 dollars in two parts",
                    "Cole Brandvold",
                    date(2026, 12, 18),
                    "open",
                    "A receipt for the first part",
                ),
            ),
            cards=True,
            blank=4,
        ),
        TableField(
            "payments",
            "Money that is paid in parts, and what is left of it",
            (
                Column("part", share=4),
                Column("by_when", share=3, days=True),
                Column("paid", share=3, days=True, choices=("not yet",)),
                Column("balance", share=2),
            ),
            (
                ("120 dollars, part 1", date(2026, 11, 27), date(2026, 11, 25), "120"),
                ("120 dollars, part 2", date(2026, 12, 18), "not yet", "120"),
            ),
        ),
        TableField(
            "copies",
            "The copies given",
            (Column("to", share=3), Column("on", share=2, days=True), Column("how", share=2)),
            (("Nguyễn Thị Ánh", date(2026, 10, 28), "by hand"),),
        ),
    )
}

SIGNERS = {
    field.name: field
    for field in (
        SignersField(
            "participant", "The participant whose form it is", (Signer("Nguyễn Thị Ánh"),)
        ),
        SignersField(
            "primary_parties",
            "Each Primary Party, once, with all their parts",
            (
                Signer("Nguyễn Thị Ánh", "Affected Party"),
                Signer("Cole Brandvold", "Responsible Party"),
            ),
            blank=4,
        ),
    )
}
