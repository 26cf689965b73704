"""Bad input is kept word for word or refused in a sentence; never a crash, never markup."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Answers, Field, Kind, fault
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.papers import papers_of
from rjdesk.desk.ports import Trouble
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.paper.press import FormPress
from rjdesk.process.agreement.events import ActionProposed, HarmNamed
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.event import Event, Stream
from rjdesk.process.notes.events import NoteWritten, ReflectionWritten
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.premeeting.events import ContactMade
from rjdesk.process.preparation.events import ClosingQuestionWritten, ReasonWritten
from rjdesk.rehearsal.two_parties import ANH, CASE, INTAKE, PRE_MEETINGS, PREPARATION, STORY
from rjdesk.shipped import shipped
from tests.scenarios.world import World, reed
from tests.screens.case_pages import BRITAIN
from tests.stories.desk import tell

HOSTILE = {
    "a tag": "<b>Ana</b>",
    "an ampersand": "AT&T & Sons",
    "a field of a form": "{{participant.name}}",
    "a picture": '<img src="/etc/hostname"/>',
    "a directive": "[[sign participant]]",
    "SQL": "'); DROP TABLE entries; --",
    "a formula": '=HYPERLINK("x")',
    "right to left": "\u202eevil\u202c",
    "combining": "e\u0301\u0323 a\u030a",
    "an emoji": "hope 🌱",
    "markdown": "# **bold** _it_ [x](y)",
    "new lines": "one\ntwo\ttabbed",
    "a percent sign": "%s %d 100%",
    "a backslash": "C:\\new\\table",
}
CONTROL = {"a zero byte": "a\x00b", "an escape": "a\x1b[31mb", "half a character": "a\ud800b"}
DAY = date(2026, 10, 26)


@pytest.fixture(scope="module")
def world() -> World:
    """The first story as far as its circle, over memory."""
    world = reed(None, date(2026, 9, 1))
    tell(world, STORY, INTAKE)
    tell(world, STORY, PRE_MEETINGS)
    tell(world, STORY, PREPARATION)
    return world


def events(text: str) -> list[Event]:
    """Return an event for each place into which a person can type."""
    return [
        ReasonWritten(on=DAY, text=text),
        ClosingQuestionWritten(on=DAY, text=text),
        ContactMade(on=DAY, person=ANH, channel="phone", purpose=text),
        NoteWritten(on=DAY, meeting="m1", person=ANH, heading="needs", text=text),
        ReflectionWritten(on=DAY, went_well=text, could_improve=text),
        HarmNamed(on=DAY, text=text),
        RuleOverridden(on=DAY, rule="RC-088", act="action-proposed", reason=text),
        ActionProposed(
            on=DAY, action="x", what=text, owner=ANH, for_others=text, due=DAY, evidence=text,
            checked_otherwise=text,
        ),
        ParticipantNamed(
            on=DAY, person=ANH, person_name=text, called=text, parts=(Part.AFFECTED,),
            affiliation=Affiliation.STUDENT, initiating=True,
        ),
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_somebody_types_is_kept_word_for_word(world: World, text: str) -> None:
    desk = world.desk("priya")
    for event in events(text):
        outcome = desk.record(CASE, event)
        assert isinstance(outcome, Recorded), (event.tag, outcome)
        kept = desk.journal.entries(CASE, event.stream)[-1].event
        assert kept == event
    assert desk.case(CASE).preparation.reason == text
    page = desk.ask(AskCasePage(CASE))
    assert any(row.name == text for row in page.readiness)


@pytest.mark.parametrize("text", CONTROL.values(), ids=CONTROL)
def test_what_cannot_be_printed_is_refused_by_its_number(world: World, text: str) -> None:
    desk = world.desk("priya")
    before = [len(desk.journal.entries(CASE, s)) for s in (Stream.RECORD, Stream.NOTES)]
    for event in events(text):
        outcome = desk.record(CASE, event)
        assert isinstance(outcome, Refused)
        assert "RJ-TEXT" in outcome.rules
        assert "U+" in outcome.why_not()
    after = [len(desk.journal.entries(CASE, s)) for s in (Stream.RECORD, Stream.NOTES)]
    assert before == after


def test_a_text_of_a_hundred_thousand_letters_is_refused_in_a_sentence(world: World) -> None:
    for event in events("a" * 100_000):
        outcome = world.desk("priya").record(CASE, event)
        assert isinstance(outcome, Refused)
        assert "100,000 characters" in outcome.why_not()


def test_nobody_is_entered_without_a_name(world: World) -> None:
    for blank in ("", "   ", "\t"):
        nameless = events(blank)[-1]
        outcome = world.desk("priya").record(CASE, nameless)
        assert isinstance(outcome, Refused)
        assert "The name is missing." in outcome.why_not()


PRINTED = {
    name: text
    for name, text in HOSTILE.items()
    if name not in {"an emoji", "right to left", "new lines", "combining"}
}


@pytest.fixture(scope="module")
def press() -> FormPress:
    """The press, with its real forms and letters."""
    return FormPress(shipped("forms"), shipped("resources") / "fonts")


def printed(press: FormPress, desk: Desk) -> str:
    """Return the text of the first Agreement to Dialogue of the case."""
    case = desk.case(CASE)
    pdf = press.print_pdf(
        papers_of(case, desk.programme(case), desk.coalition, desk.today)[0].sheet
    )
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("text", PRINTED.values(), ids=PRINTED)
def test_a_name_is_printed_as_it_was_typed(world: World, press: FormPress, text: str) -> None:
    desk = world.desk("priya")
    desk.record(CASE, events(text)[-1])
    assert "".join(text.split()) in "".join(printed(press, desk).split())


def test_a_letter_that_no_font_has_is_refused_by_name(world: World, press: FormPress) -> None:
    desk = world.desk("priya")
    for text, named in (("hope 🌱", "SEEDLING"), ("شمس", "ARABIC"), ("山田", "CJK")):
        desk.record(CASE, events(text)[-1])
        with pytest.raises(Trouble) as refused:
            printed(press, desk)
        assert named in str(refused.value).upper()
        assert text not in str(refused.value), "the sentence names a character, never a person"


@pytest.mark.parametrize("typed", ["2026-02-30", "soon", "31.11.2026", "2026-13-01", "0"])
def test_a_day_that_does_not_exist_is_refused_at_its_field(typed: str) -> None:
    field = Field(id="due", label="By which day", kind=Kind.DATE)
    said = fault(field, Answers(texts={"due": typed}), Calendar(BRITAIN, lambda: DAY))
    assert typed in said
    assert "26/10/2026" in said


@pytest.mark.parametrize("typed", ["25:00", "soon", "14:61", "14:3"])
def test_a_time_that_does_not_exist_is_refused_at_its_field(typed: str) -> None:
    field = Field(id="at", label="At what time", kind=Kind.TIME)
    said = fault(field, Answers(texts={"at": typed}), Calendar(BRITAIN, lambda: DAY))
    assert said == f"“{typed}” is not a time. Write it as 14:30."


def test_a_deadline_before_its_own_day_is_refused(world: World) -> None:
    past = ActionProposed(
        on=DAY, action="x", what="A letter", owner=ANH, for_others="Ánh", due=date(2026, 10, 1)
    )
    assert "RC-111" in world.refused("priya", CASE, past)


def test_the_vault_keeps_hostile_words_word_for_word(tmp_path: Path) -> None:
    told = reed(tmp_path / "reed.rjvault", date(2026, 9, 1))
    tell(told, STORY, INTAKE)
    told.clock.set(date(2026, 9, 22))
    for text in HOSTILE.values():
        named = ParticipantNamed(
            on=date(2026, 9, 22), person=ANH, person_name=text, called=text,
            parts=(Part.AFFECTED,), affiliation=Affiliation.STUDENT, initiating=True,
        )  # fmt: skip
        told.do("priya", CASE, named)
        known = told.desk("priya").case(CASE).person(ANH)
        assert known is not None
        assert known.name == text
    told.leave()
