"""Text as it may be kept: names that can be seen, and what people are called in the room."""

from __future__ import annotations

import typing
from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from msgspec.structs import replace

from rjdesk.process.agreement import rules as agreement
from rjdesk.process.agreement.events import HarmNamed
from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.context import Rule, RuleContext
from rjdesk.process.followup import rules as followup
from rjdesk.process.house import rules as house
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.event import Event
from rjdesk.process.kernel.writing import LONGEST_NAME, called_in_the_room, name_fault, name_fields
from rjdesk.process.notes.events import ReflectionWritten
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.preparation import rules as preparation
from rjdesk.process.preparation.events import QuestionsWritten, ReasonWritten
from rjdesk.process.preparation.state import Question
from rjdesk.process.referral.events import GuardianConsented
from rjdesk.process.taking_part import rules as taking_part
from rjdesk.process.taking_part.events import AlternativesPresented
from tests.process.stories import (
    ANH,
    DAY,
    HARM,
    REASON,
    STORY,
    done,
    moment,
    overridden,
    printed,
    proposed,
    started,
    until,
)

IDS = {
    *(
        "act",
        "action",
        "actions",
        "card",
        "digest",
        "document",
        "exceptions",
        "id",
        "meeting",
        "pdf",
        "message",
        "original",
        "paper",
    ),
    *("programme", "question", "rule"),
    # A text in use is a file of the program or of the coalition.
    *("content", "name"),
    # What is decided, and by which bodies, by their keys.
    *("subject", "bodies"),
    # Where a backup was put, and a signature in hex.
    *("backup", "file", "folder", "signed"),
}
"""What nobody types: the names of things in the program and in the programme."""
SENTENCES = {
    *("authors", "care_taken", "channel", "checked_otherwise", "code", "could_improve", "decision"),
    *("due_words", "email", "evidence", "for_others", "heading", "how", "medium", "options"),
    *("otherwise", "phone", "place", "provided_by"),
    *(
        "purpose",
        "reason",
        "referred_by",
        "service",
        "shown_by",
        "text",
        "title",
        "value",
        "went_well",
    ),
    *("what", "word_of", "words"),
}
"""What somebody writes: words about people and things, with the names that stand in them."""
NAMES = {"called", "coalition_name", "guardian", "member_name", "person_name", "witness"}


def typed_fields(kind: type) -> set[str]:
    """Return the fields of a value that hold text, also inside values of its own."""
    found = set()
    for name, hint in typing.get_type_hints(kind).items():
        if typing.get_origin(hint) is typing.ClassVar:
            continue
        for part in (hint, *typing.get_args(hint)):
            if part is str:
                found.add(name)
            elif isinstance(part, type) and issubclass(part, msgspec.Struct):
                found |= typed_fields(part)
    return found


EVENTS = sorted(CATALOGUE.by_tag.values(), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_every_field_with_text_is_a_name_or_a_sentence_or_no_persons_writing(
    kind: type[Event],
) -> None:
    fields = typed_fields(kind)
    assert fields - NAMES - SENTENCES - IDS == set(), "say in this test what the field holds"
    assert set(name_fields(kind)) == fields & NAMES


UNSEEN = ["", "  ", "\u200b", "\u200d\u2060", "\ufeff", "\u3164", "\u00ad", "\u2800", "42", "—"]


@pytest.mark.parametrize("name", UNSEEN)
def test_a_name_without_a_letter_that_can_be_seen_is_refused(name: str) -> None:
    named = ParticipantNamed(
        on=date(2026, 9, 21), person=ANH, person_name=name, called="Anh",
        parts=(Part.AFFECTED,), affiliation=Affiliation.STUDENT,
    )  # fmt: skip
    at = moment()
    assert house.everybody_has_a_name.rule_on(named, at).refuses
    guardian = GuardianConsented(on=named.on, person=ANH, guardian=name, consents=True)
    assert house.everybody_has_a_name.rule_on(guardian, at).refuses
    called = msgspec.structs.replace(named, person_name="Anh", called=name)
    assert house.everybody_has_a_name.rule_on(called, at).refuses


NO_WRITING = [text for text in UNSEEN if text not in {"42", "—"}]
WRITTEN: dict[str, Callable[[str], tuple[Rule, Event, RuleContext]]] = {
    "a reason": lambda text: (
        house.only_the_named_role_sets_a_rule_aside,
        overridden("RC-080", "round-entered", text),
        moment(*STORY),
    ),
    "a question": lambda text: (
        preparation.a_question_asks_something,
        QuestionsWritten(on=DAY, questions=(Question(id="q1", text=text),)),
        moment(),
    ),
    "the reason of a circle": lambda text: (
        preparation.the_reason_is_written,
        started(),
        moment(*until(REASON), ReasonWritten(on=DAY, text=text)),
    ),
    "the harm": lambda text: (
        agreement.the_agreement_names_the_harm,
        printed(1, "a"),
        moment(*until(HARM), proposed("a"), HarmNamed(on=DAY, text=text)),
    ),
    "what will be done": lambda text: (
        agreement.every_action_has_a_day,
        replace(proposed("c"), what=text),
        moment(*until(HARM)),
    ),
    "what shows it": lambda text: (followup.done_means_shown, done("a", text), moment(*STORY)),
    "an alternative": lambda text: (
        taking_part.an_alternative_is_named,
        AlternativesPresented(on=DAY, options=(text,)),
        moment(),
    ),
}
"""What somebody has to write, with the rule that asks for it."""


@pytest.mark.parametrize("text", NO_WRITING)
@pytest.mark.parametrize("what", WRITTEN)
def test_what_cannot_be_seen_is_not_written(what: str, text: str) -> None:
    rule, event, at = WRITTEN[what](text)
    assert rule.rule_on(event, at).missing
    rule, event, at = WRITTEN[what]("A few words")
    assert not rule.rule_on(event, at).missing


@pytest.mark.parametrize("text", NO_WRITING)
def test_a_reflection_that_cannot_be_seen_is_none(text: str) -> None:
    assert ReflectionWritten(on=DAY, went_well=text, could_improve=text).digest == ""


@pytest.mark.parametrize(
    "name", ["Ö", "X Æ 12", "नूर", "王", "מ", "N. N.", "a" * LONGEST_NAME, "ʻAukai", "e\u0301"]
)
def test_a_name_of_any_tradition_is_a_name(name: str) -> None:
    assert name_fault(name) == ("", "")


def test_a_name_of_more_than_two_hundred_characters_is_refused() -> None:
    assert "201 characters" in name_fault("a" * 201)[0]


@pytest.mark.parametrize(
    ("name", "liked", "called"),
    [
        ("Nguyễn Thị Ánh", "Ánh", "Ánh"),
        ("Nguyễn Thị Ánh", "", "Nguyễn Thị Ánh"),
        (" Maria da Silva ", "  ", "Maria da Silva"),
        ("Suharto", "", "Suharto"),
    ],
)
def test_nobody_is_called_by_a_part_of_their_name_that_was_guessed(
    name: str, liked: str, called: str
) -> None:
    assert called_in_the_room(name, liked) == called
