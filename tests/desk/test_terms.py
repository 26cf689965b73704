"""The words of choices: each has some, and none of them is kept in a journal."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from pathlib import Path

import msgspec
import pytest

from rjdesk.desk.terms import TABLES, read_terms
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.wording import WordingError
from rjdesk.process.case import Follows
from rjdesk.process.catalogue import EVENTS
from rjdesk.process.circle.state import Outcome
from rjdesk.process.kernel.event import encode
from rjdesk.process.kernel.texts import TextKind
from rjdesk.process.library.state import Format
from rjdesk.process.membership.state import CaseState
from rjdesk.process.people.state import Part
from rjdesk.rehearsal.two_parties import CASE, INTAKE, PRE_MEETINGS, STORY
from rjdesk.shipped import shipped, shipped_terms
from tests.scenarios.world import reed
from tests.stories.desk import tell

FILE = shipped("resources") / "wording" / "terms.en.toml"
TEXT = FILE.read_text(encoding="utf-8")


OF_THE_PROGRAMME = {Part}
"""The programme says what people are called."""
OF_THEIR_PLACE = {Outcome}
"""How a turn went is said differently by each row that shows it."""
NOT_SHOWN = {CaseState, TextKind, Format, Follows}


def stored() -> set[type[Enum]]:
    """Return every set of choices that an event keeps."""

    def within(kind: object) -> set[type[Enum]]:
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {kind}
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            fields = msgspec.structs.fields(kind)
            return set().union(*(within(field.type) for field in fields))
        return set().union(*map(within, getattr(kind, "__args__", ())))

    return set().union(*map(within, EVENTS))


def test_every_choice_that_is_kept_has_a_key_that_is_no_sentence() -> None:
    assert stored() - set(TABLES) == {*OF_THE_PROGRAMME, *OF_THEIR_PLACE, *NOT_SHOWN}
    for kind in stored():
        for choice in kind:
            assert re.fullmatch("[a-z]+(_[a-z]+)*", choice.value), choice


def test_a_word_that_is_missing_is_named() -> None:
    with pytest.raises(WordingError, match=r"ending\.purpose_met has no words"):
        read_terms(TEXT.replace("purpose_met", "purpose_mat"), "terms.en.toml")


def test_other_words_change_nothing_that_is_kept(tmp_path: Path) -> None:
    others = re.sub(r'= "(.*)"', r'= "\1, in other words"', TEXT)
    assert read_terms(others, FILE.name).of(next(iter(next(iter(TABLES)))))
    world = reed(tmp_path / "coalition.rjvault", date(2026, 9, 22))
    tell(world, STORY, INTAKE)
    tell(world, STORY, PRE_MEETINGS)
    desk = world.desk("priya")
    before = desk.ask(AskCasePage(CASE))
    kept = b"".join(encode(entry.event) for entry in desk.record_of(CASE))
    for kind in TABLES:
        for choice in kind:
            said = shipped_terms().of(choice)
            assert said.encode() not in kept or said.islower(), said
    desk = world.desk("priya")
    desk.terms = read_terms(others, FILE.name)
    after = desk.ask(AskCasePage(CASE))
    said = [line.what.replace(", in other words", "") for line in after.journal]
    assert said == [line.what for line in before.journal]
    assert after.readiness == before.readiness
    assert after.meetings == before.meetings
    assert after.stage == before.stage
