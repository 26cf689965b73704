from datetime import timedelta

import pytest
from hypothesis import given
from msgspec.structs import replace

from rjdesk.process.case import fold_case, fold_one
from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.coalition import fold_coalition
from rjdesk.process.context import RuleContext
from rjdesk.process.followup.derived import follow_ups_due, untold
from rjdesk.process.intake.events import AccessGranted
from rjdesk.process.kernel.event import Entry, NoteTakenBack, RecordedByMistake, in_fold_order
from rjdesk.process.kernel.offices import COALITION as EVERYBODY
from rjdesk.process.kernel.offices import RoleId
from rjdesk.process.membership.derived import listed_as
from rjdesk.process.membership.events import CoalitionFounded, MemberEntered
from rjdesk.process.membership.state import CaseState
from rjdesk.process.notes.events import NoteWritten, ReflectionWritten, fold_notes
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.preparation.events import ReasonWritten
from rjdesk.process.retention.derived import deletion_window
from rjdesk.process.rules import rule_on
from tests.process.stories import (
    ANH,
    CASE,
    COALITION,
    COLE,
    DANA,
    DAY,
    FULFILLED,
    IMANI,
    MATEO,
    MINH,
    NOOR,
    PRIYA,
    REED,
    START,
    STORY,
    as_found,
    case_after,
    coalition_after,
    completed,
    dialogue_signed,
    journal,
    member_entered,
    moment,
    named,
    released,
    until,
    willing,
)
from tests.process.strange import COALITIONS, NOTEBOOKS, RECORDS

WHOLE = journal(*STORY)


def undone(kind: type) -> list[Entry]:
    (entry,) = [entry for entry in WHOLE if isinstance(entry.event, kind)]
    return [*WHOLE, *renumbered(RecordedByMistake(on=DAY, replaces=entry.id))]


def renumbered(event: object) -> list[Entry]:
    return [Entry(id="new", event=event, by=PRIYA, at=START + timedelta(days=1))]


def test_the_story_of_a_conference_breaks_no_rule_at_any_step() -> None:
    told = []
    for act in STORY:
        at = moment(*told, actor=act.by)
        refused = [ruling for ruling in rule_on(act.event, at) if ruling.refuses]
        assert refused == [], act.event
        told.append(act)


@given(RECORDS)
def test_no_journal_of_a_case_is_too_strange_to_fold(entries: list[Entry]) -> None:
    case = fold_case(CASE, entries)
    assert case.record_holders >= case.notes_holders
    assert follow_ups_due(case, REED) is not None
    assert untold(case) is not None
    assert case.eligible in {True, False}


@given(RECORDS)
def test_folding_one_by_one_comes_to_the_same(entries: list[Entry]) -> None:
    case = fold_case(CASE, [])
    for entry in in_fold_order(entries):
        case = fold_one(case, entry)
    assert case == fold_case(CASE, entries)


@given(NOTEBOOKS)
def test_no_notes_are_too_strange_to_fold(entries: list[Entry]) -> None:
    kept = [e for e in in_fold_order(entries) if isinstance(e.event, NoteWritten)]
    assert len(fold_notes(entries).notes) == len(kept)


@given(COALITIONS)
def test_no_coalition_is_too_strange_to_fold(entries: list[Entry]) -> None:
    coalition = fold_coalition(entries)
    members = {e.event.member for e in entries if isinstance(e.event, MemberEntered)}
    assert {member.id for member in coalition.members} <= members
    assert coalition.holders_of(RoleId("chair"), DAY, REED) is not None


@given(RECORDS)
def test_any_rule_can_be_asked_after_any_journal(entries: list[Entry]) -> None:
    at = RuleContext(
        case=fold_case(CASE, entries), coalition=COALITION, programme=REED, actor=PRIYA, today=DAY
    )
    asked = until(completed("m3"))[-8:] + STORY[-12:]
    assert all(rule_on(act.event, at) for act in asked)


def test_a_correction_takes_the_place_of_what_it_replaces() -> None:
    first = ReasonWritten(on=DAY, text="A sculture was taken apart.")
    second = ReasonWritten(on=DAY, text="We are here to repair.")
    told = journal(first, second)
    fixed = replace(first, text="A sculpture was taken apart.", replaces=told[0].id)
    case = fold_case(CASE, [*told, *renumbered(fixed)])
    assert case.preparation.reason == "We are here to repair."
    alone = fold_case(CASE, [told[0], *renumbered(fixed)])
    assert alone.preparation.reason == "A sculpture was taken apart."


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in dict.fromkeys(type(act.event) for act in STORY)
        if sum(isinstance(act.event, kind) for act in STORY) == 1
    ],
    ids=lambda kind: kind.__name__,
)
def test_recorded_by_mistake_undoes(kind: type) -> None:
    never = [entry for entry in WHOLE if not isinstance(entry.event, kind)]
    assert fold_case(CASE, undone(kind)) == fold_case(CASE, never)


def test_the_journal_still_holds_what_was_undone() -> None:
    assert len(undone(CircleStarted)) == len(WHOLE) + 1
    assert fold_case(CASE, undone(CircleStarted)).circle is None


def test_a_correction_of_an_early_entry_is_still_the_latest() -> None:
    told = journal(willing(ANH), willing(COLE))
    case = fold_case(CASE, [*told, *renumbered(replace(willing(ANH), replaces="e0"))])
    assert case.last_entry_at == START + timedelta(days=1)


def test_somebody_named_again_keeps_what_they_said_yes_to() -> None:
    at_first = case_after(*STORY).person(COLE)
    again = named(COLE, Part.RESPONSIBLE, Part.AFFECTED)
    case = case_after(*STORY, replace(again, person_name="Cole Brandvold"))
    corrected = case.person(COLE)
    assert corrected == replace(
        at_first, entered="Cole Brandvold", name="Cole Brandvold", parts=again.parts
    )
    assert [person.id for person in case.primary_parties] == [ANH, COLE]
    assert [person.id for person in case.holding(Part.AFFECTED)] == [ANH, COLE]


def test_the_latest_answer_stands() -> None:
    said = case_after(*STORY, willing(ANH, Answer.NO)).taking_part.said(ANH)
    assert said is not None
    assert said.willing is Answer.NO


def test_what_happens_to_strangers_changes_nobody() -> None:
    stranger = replace(dialogue_signed("m1", ANH), person="nobody")
    assert case_after(*STORY, stranger).people == case_after(*STORY).people
    assert case_after().name_of(ANH) == "somebody not named in this case"


def test_a_narrower_grant_takes_nothing_away() -> None:
    case = case_after(*STORY, AccessGranted(on=DAY, member=MATEO, notes=False))
    assert MATEO in case.notes_holders


def test_the_window_opens_six_months_after_fulfilment_and_ends_after_twelve() -> None:
    assert deletion_window(case_after(*until(FULFILLED)), REED.deadlines) is None
    window = deletion_window(case_after(*STORY), REED.deadlines)
    assert window is not None
    assert (window.opens.isoformat(), window.ends.isoformat()) == ("2027-04-26", "2027-10-26")


def test_the_coalition_knows_of_a_case_only_that_it_is_opened_active_or_ended() -> None:
    opened, _, _, assigned_ = STORY[:4]
    assert listed_as(case_after()) is None
    assert listed_as(case_after(opened)) is CaseState.OPENED
    assert listed_as(case_after(opened, assigned_)) is CaseState.ACTIVE
    assert listed_as(case_after(opened, assigned_, released(PRIYA))) is CaseState.ACTIVE
    assert listed_as(case_after(*STORY)) is CaseState.ENDED


def test_a_role_is_held_from_the_year_it_was_taken_for() -> None:
    assert [m.id for m in COALITION.holders_of(RoleId("chair"), DAY, REED)] == [IMANI, "teodor"]
    before = DAY.replace(month=7)
    assert COALITION.holders_of(RoleId("chair"), before, REED) == ()
    assert COALITION.holds_role(NOOR, EVERYBODY, DAY, REED)
    assert not COALITION.holds_role("who", EVERYBODY, DAY, REED)
    assert COALITION.name_of("who") == "a former member"


def test_a_member_entered_again_is_corrected_and_keeps_their_terms() -> None:
    found = as_found()
    again = replace(member_entered(PRIYA), member_name="Priya Raman")
    coalition = coalition_after(*found, again)
    known = coalition.member(PRIYA)
    assert known is not None
    assert known.name == "Priya Raman"
    assert known.appointed
    assert len(coalition.members) == 7
    assert isinstance(found[0], CoalitionFounded)


def test_notes_are_kept_by_meeting_and_the_latest_reflection_stands() -> None:
    note = NoteWritten(on=DAY, meeting="m1", person=ANH, heading="needs", text="To be heard.")
    told = journal(
        note,
        replace(note, meeting="m2", person=DANA),
        ReflectionWritten(on=DAY, went_well="Little", could_improve=""),
        ReflectionWritten(on=DAY, went_well="Much", could_improve="Time"),
    )
    notes = fold_notes(told)
    assert [kept.text for kept in notes.of("m1")] == ["To be heard."]
    assert notes.of("m1")[0].by == PRIYA
    assert notes.reflection.went_well == "Much"
    taken_back = fold_notes([*told, *renumbered(NoteTakenBack(on=DAY, replaces="e0"))])
    assert [kept.person for kept in taken_back.notes] == [DANA]
    assert MINH not in {kept.person for kept in notes.notes}


def test_somebody_may_be_willing_and_not_able() -> None:
    said = case_after(*STORY, replace(willing(ANH), able=False)).taking_part.said(ANH)
    assert said is not None
    assert (said.willing, said.able) == (Answer.YES, False)
