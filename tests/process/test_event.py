import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rjdesk.process.event import (
    CaseEvent,
    Event,
    FromNewerProgram,
    NoteTakenBack,
    RecordedByMistake,
    catalogue,
    decode,
    encode,
    in_fold_order,
)
from tests.process.stories import ANH, COLE, DAY, STORY, TOLD_ADVISOR, contact, journal
from tests.process.strange import RECORDS, of_struct

EVENTS = sorted(catalogue())


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_is_read_back_as_it_was_written(name: str) -> None:
    @given(of_struct(catalogue()[name]))
    def read_back(event: Event) -> None:
        assert decode(event.name, event.version, encode(event), event.on) == event

    read_back()


def test_the_catalogue_holds_what_happens_and_nothing_that_only_groups() -> None:
    assert {"ContactMade", "CaseOpened", "NoteWritten", "MemberEntered"} <= set(EVENTS)
    assert not {"CaseEvent", "CircleEvent", "MeetingEvent", "AgreementEvent"} & set(EVENTS)
    assert "FromNewerProgram" not in EVENTS


@pytest.mark.parametrize("name", ["ConsoleOpened", "CaseEvent", "MeetingEvent", "FromNewerProgram"])
def test_an_unknown_event_is_kept_word_for_word_and_left_out_of_the_fold(name: str) -> None:
    kept = decode(name, 1, b'{"strange": true}', DAY)
    assert isinstance(kept, FromNewerProgram)
    assert encode(kept) == b'{"strange": true}'
    assert not isinstance(kept, CaseEvent)


def test_an_event_of_a_newer_version_is_kept_word_for_word() -> None:
    payload = encode(contact(ANH))
    kept = decode("ContactMade", 2, payload, DAY)
    assert isinstance(kept, FromNewerProgram)
    assert (kept.event_name, kept.event_version, encode(kept)) == ("ContactMade", 2, payload)


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
    assert contact(ANH).name == "ContactMade"
    assert contact(ANH).chapter == "premeeting"


def test_what_groups_events_does_not_fold() -> None:
    with pytest.raises(TypeError, match="does not say how it folds"):
        CaseEvent(on=DAY).fold(None, journal(TOLD_ADVISOR)[0])
