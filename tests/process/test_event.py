import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import rjdesk.process
from rjdesk.process.agreement.events import HarmNamed
from rjdesk.process.case import CaseEvent, fold_one
from rjdesk.process.catalogue import CATALOGUE, Catalogue
from rjdesk.process.house.rules import the_process_is_one_of_the_case
from rjdesk.process.kernel.event import (
    FIRST,
    Event,
    NoteTakenBack,
    ProcessId,
    RecordedByMistake,
    Unreadable,
    Why,
    encode,
    in_fold_order,
)
from tests.process.stories import (
    ANH,
    COLE,
    DAY,
    STORY,
    TOLD_ADVISOR,
    case_after,
    contact,
    journal,
    moment,
)
from tests.process.strange import RECORDS, of_struct

TAGS = sorted(CATALOGUE.by_tag)


@pytest.mark.parametrize("tag", TAGS)
def test_every_event_is_read_back_as_it_was_written(tag: str) -> None:
    @given(of_struct(CATALOGUE.by_tag[tag]))
    def read_back(event: Event) -> None:
        assert CATALOGUE.decode(event.tag, event.version, encode(event), event.on) == event

    read_back()


def kinds_below(kind: type[Event]) -> Iterator[type[Event]]:
    for below in kind.__subclasses__():
        yield below
        yield from kinds_below(below)


def test_the_catalogue_holds_every_event_there_is() -> None:
    """What has a tag is an event; what has none only groups events."""
    for chapter in pkgutil.walk_packages(rjdesk.process.__path__, "rjdesk.process."):
        importlib.import_module(chapter.name)
    kinds = {kind for kind in kinds_below(Event) if kind.__module__.startswith("rjdesk.")}
    tagged = {kind for kind in kinds if "tag" in vars(kind)}
    leaves = {kind for kind in kinds if not kind.__subclasses__()} - {Unreadable}
    assert tagged == leaves == set(CATALOGUE.by_tag.values())
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", tag) for tag in CATALOGUE.by_tag)


def test_the_catalogue_is_the_same_whatever_was_imported_before() -> None:
    """The class of an event is nowhere asked for, and no walk depends on what is there."""
    alone = "from rjdesk.process.catalogue import CATALOGUE; print(*sorted(CATALOGUE.by_tag))"
    done = subprocess.run([sys.executable, "-c", alone], capture_output=True, text=True, check=True)
    assert done.stdout.split() == TAGS


def test_a_process_is_named_on_disk_unless_it_is_the_first() -> None:
    """Nearly every case holds one process, and of that nothing shows (DESIGN 2.4)."""
    first = HarmNamed(on=DAY, text="A glass was broken.")
    second = replace(first, process=ProcessId("second"))
    assert b"process" not in encode(first)
    assert b'"process":"second"' in encode(second)
    for event in (first, second):
        assert CATALOGUE.decode(event.tag, event.version, encode(event), DAY) == event


def test_what_belongs_to_an_unknown_process_is_refused_and_changes_nothing() -> None:
    elsewhere = HarmNamed(on=DAY, text="A glass was broken.", process=ProcessId("second"))
    ruling = the_process_is_one_of_the_case.rule_on(elsewhere, moment())
    assert ruling.refuses
    assert not the_process_is_one_of_the_case.rule_on(
        replace(elsewhere, process=FIRST), moment()
    ).refuses
    case = case_after(*STORY)
    assert fold_one(case, journal(elsewhere)[0]) == case


def test_two_events_of_one_tag_are_refused() -> None:
    with pytest.raises(ValueError, match="one tag"):
        Catalogue([NoteTakenBack, NoteTakenBack])


@pytest.mark.parametrize(
    ("tag", "version", "payload", "why"),
    [
        ("console-opened", 1, b'{"strange": true}', Why.UNKNOWN),
        ("ContactMade", 1, b'{"strange": true}', Why.UNKNOWN),
        ("contact-made", 2, encode(contact(ANH)), Why.NEWER),
        ("contact-made", 1, b'{"strange": true}', Why.DAMAGED),
        ("contact-made", 1, b"\xff\x00 no JSON", Why.DAMAGED),
        ("contact-made", 0, encode(contact(ANH)), Why.DAMAGED),
    ],
)
def test_what_cannot_be_read_is_kept_word_for_word_and_left_out_of_the_fold(
    tag: str, version: int, payload: bytes, why: Why
) -> None:
    kept = CATALOGUE.decode(tag, version, payload, DAY)
    assert isinstance(kept, Unreadable)
    assert (kept.kept_tag, kept.kept_version, kept.why) == (tag, version, why)
    assert encode(kept) == payload
    assert not isinstance(kept, CaseEvent)


class HouseBuilt(CaseEvent, frozen=True, kw_only=True):
    """An event that had another shape twice before."""

    tag: ClassVar[str] = "house-built"
    version: ClassVar[int] = 3

    rooms: int
    colour: str


def test_what_an_older_program_wrote_is_brought_up_a_version_at_a_time() -> None:
    catalogue = Catalogue(
        [HouseBuilt],
        {
            ("house-built", 1): lambda old: {**old, "rooms": 1},
            ("house-built", 2): lambda old: {"colour": old.pop("paint"), **old},
        },
    )
    built = HouseBuilt(on=DAY, rooms=1, colour="red")
    oldest, older = b'{"on": "%s", "paint": "red"}', b'{"on": "%s", "paint": "red", "rooms": 1}'
    for version, payload in ((1, oldest), (2, older)):
        written = payload % DAY.isoformat().encode()
        assert catalogue.decode("house-built", version, written, DAY) == built
    assert catalogue.decode("house-built", 3, encode(built), DAY) == built


def test_a_correction_stands_in_the_place_of_what_it_replaces() -> None:
    wrong, other, right = journal(contact(ANH), TOLD_ADVISOR, contact(COLE))
    right = type(right)(
        id=right.id, event=replace(right.event, replaces=wrong.id), by=right.by, at=right.at
    )
    assert in_fold_order([wrong, other, right]) == [right, other]


def correcting(number: int, event: Event) -> Event:
    return replace(event, replaces=f"e{number}")


@pytest.mark.parametrize(
    ("told", "left"),
    [
        pytest.param([contact(ANH)], [0], id="nothing is corrected"),
        pytest.param(
            [contact(ANH), TOLD_ADVISOR, RecordedByMistake(on=DAY, replaces="e0")],
            [1],
            id="an entry is taken back",
        ),
        pytest.param(
            [
                contact(ANH),
                TOLD_ADVISOR,
                RecordedByMistake(on=DAY, replaces="e0"),
                correcting(2, contact(COLE)),
            ],
            [3, 1],
            id="what was taken back is told after all",
        ),
        pytest.param(
            [
                contact(ANH),
                TOLD_ADVISOR,
                correcting(0, contact(COLE)),
                correcting(2, contact(ANH)),
            ],
            [3, 1],
            id="a correction is corrected",
        ),
        pytest.param(
            [
                contact(ANH),
                TOLD_ADVISOR,
                correcting(0, contact(COLE)),
                correcting(0, contact(ANH)),
            ],
            [3, 1],
            id="the last of two corrections wins",
        ),
        pytest.param(
            [TOLD_ADVISOR, correcting(77, contact(ANH))],
            [0, 1],
            id="a correction of nothing known stands where it was recorded",
        ),
        pytest.param(
            [TOLD_ADVISOR, RecordedByMistake(on=DAY, replaces="e77"), RecordedByMistake(on=DAY)],
            [0],
            id="nothing known is taken back",
        ),
        pytest.param(
            [contact(ANH), NoteTakenBack(on=DAY, replaces="e0")], [], id="a note is taken back"
        ),
    ],
)
def test_what_counts_of_a_journal(told: list[Event], left: list[int]) -> None:
    counted = [entry.id for entry in in_fold_order(journal(*told))]
    assert counted == [f"e{number}" for number in left]


@given(RECORDS)
def test_what_counts_was_recorded_counts_once_and_undoes_nothing(entries: list) -> None:
    counted = in_fold_order(entries)
    ids = [entry.id for entry in counted]
    assert len(ids) == len(set(ids))
    assert {entry.id for entry in entries} >= set(ids)
    assert not any(isinstance(entry.event, RecordedByMistake) for entry in counted)


@given(st.data())
def test_taking_back_the_last_entry_leaves_the_journal_as_it_was(data: st.DataObject) -> None:
    length = data.draw(st.integers(1, len(STORY)))
    told = journal(*STORY[:length])
    undo = journal(RecordedByMistake(on=DAY, replaces=told[-1].id))
    assert in_fold_order([*told, *undo]) == told[:-1]


def test_an_event_knows_its_name_and_its_chapter() -> None:
    assert contact(ANH).tag == "contact-made"
    assert contact(ANH).chapter == "premeeting"


def test_what_groups_events_does_not_fold() -> None:
    with pytest.raises(TypeError, match="does not say how it folds"):
        CaseEvent(on=DAY).apply(None, journal(TOLD_ADVISOR)[0])
