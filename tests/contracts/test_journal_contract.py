"""The Journal port: one suite, which the vault and the journal in memory both pass."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import pytest

from rjdesk.desk import ports
from rjdesk.desk.desk import Desk
from rjdesk.desk.ports import Concerning, DraftKey, Holders, Journal, OfficeChange, Trouble
from rjdesk.desk.views.coalition import AskCoalition
from rjdesk.process.kernel.event import (
    CaseId,
    Entry,
    MemberId,
    NoteTakenBack,
    RecordedByMistake,
    SignedEvent,
    Stream,
)
from rjdesk.process.library.events import DocumentTakenOut
from rjdesk.process.membership.events import FoundingCompleted
from rjdesk.rehearsal.memory import FOUNDER_PASSPHRASE, MemoryHouse
from rjdesk.shipped import installed_anonymiser, shipped_programmes, shipped_terms
from rjdesk.vault.creating import create
from rjdesk.vault.keys import NewSecret
from rjdesk.vault.opening import open_vault
from rjdesk.vault.recovery import spelled_code
from rjdesk.vault.session import Session
from tests import stretched

ANN, BEN, CAY = MemberId("ann"), MemberId("ben"), MemberId("cay")
PASSPHRASES = {
    ANN: FOUNDER_PASSPHRASE,
    BEN: "granite waffle orbit nineteen",
    CAY: "plover cactus umbrella frost",
}
NEW_PASSPHRASE = "saffron mitten glacier tuba"
CASE = CaseId("8d0f6f4e-0000-4000-8000-0000000000a1")
OTHER = CaseId("77aa6f4e-0000-4000-8000-0000000000a2")
NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


class House(Protocol):
    def session(self, member: MemberId) -> Journal: ...

    def stretch_new(self, passphrase: str) -> object: ...


class VaultHouse:
    """A real vault; one member at a time has it open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open: Session = create(
            folder, founder=ANN, login="ann", secret=self.stretch_new(PASSPHRASES[ANN]),
            now=lambda: NOON,
        )  # fmt: skip

    def session(self, member: MemberId) -> Session:
        if self.open.member != member:
            self.open.close()
            key = stretched.key_of(PASSPHRASES[member])
            own = self.stretch_new(PASSPHRASES[member])
            self.open = open_vault(self.folder, member, key, now=lambda: NOON, own=own)
        return self.open

    def stretch_new(self, passphrase: str) -> NewSecret:
        return stretched.secret_of(passphrase)


@pytest.fixture(params=["memory", "vault"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    if request.param == "memory":
        yield MemoryHouse(ANN, login="ann", now=lambda: NOON)
    else:
        vault = VaultHouse(tmp_path / "a.rjvault")
        yield vault
        vault.open.close()


def record(words: str = "", by: MemberId = ANN) -> SignedEvent:
    return SignedEvent(RecordedByMistake(on=date(2024, 3, 4), word_of=words), by)


def note(words: str = "", by: MemberId = ANN) -> SignedEvent:
    return SignedEvent(NoteTakenBack(on=date(2024, 3, 4), word_of=words), by)


def welcome(by: MemberId = ANN) -> SignedEvent:
    return SignedEvent(FoundingCompleted(on=date(2024, 3, 4)), by)


def holders(*record: MemberId, notes: tuple[MemberId, ...] = ()) -> Holders:
    return Holders(record=frozenset(record), notes=frozenset(notes))


BOTH = holders(ANN, BEN, notes=(ANN, BEN))


def words(entries: object) -> list[str]:
    assert isinstance(entries, tuple | list)
    return [entry.event.word_of for entry in entries if isinstance(entry, Entry)]


def enrol(house: House, *members: MemberId) -> Journal:
    """Give members keys and let each have a first session; Ann sits here again."""
    for member in members:
        secret = house.stretch_new(PASSPHRASES[member])
        house.session(ANN).enrol(member, str(member), secret)
    for member in members:
        house.session(member)
    return house.session(ANN)


def key_of(journal: Journal, member: MemberId) -> object:
    return journal.unlocking(member).derive(PASSPHRASES[member])


def test_a_new_house_is_empty_and_has_its_founder(house: House) -> None:
    ann = house.session(ANN)
    assert ann.member == ANN
    assert ann.enrolled() == {ANN}
    assert list(ann.coalition()) == []
    assert list(ann.cases()) == []
    assert ann.summaries() == {}
    assert list(ann.drafts()) == []


def test_what_is_appended_is_read_back_with_who_and_when(house: House) -> None:
    ann = house.session(ANN)
    kept = ann.append(CASE, [record("one"), record("two")], gives=holders(ANN))
    read = ann.entries(CASE, Stream.RECORD)
    assert list(read) == list(kept)
    assert words(read) == ["one", "two"]
    assert {entry.by for entry in read} == {ANN}
    assert {entry.at for entry in read} == {NOON}
    assert len({entry.id for entry in read}) == 2


def test_what_one_press_records_is_one_batch_in_whatever_streams_it_lies(house: House) -> None:
    ann = house.session(ANN)
    acts = [welcome(), record("r"), note("n")]
    first = ann.append(CASE, acts, gives=holders(ANN, notes=(ANN,)))
    second = ann.append(CASE, [record("later")])
    batches = [{entry.batch for entry in entries} for entries in (first, second)]
    assert [len(batch) for batch in batches] == [1, 1]
    assert batches[0] != batches[1]
    assert "" not in batches[0] | batches[1]
    read = [*ann.coalition(), *ann.entries(CASE, Stream.RECORD), *ann.entries(CASE, Stream.NOTES)]
    assert {entry.id: entry.batch for entry in read} == {
        entry.id: entry.batch for entry in (*first, *second)
    }


def test_an_entry_may_name_the_entry_that_it_replaces(house: House) -> None:
    ann = house.session(ANN)
    (first,) = ann.append(CASE, [record()], gives=holders(ANN))
    undo = RecordedByMistake(on=date(2024, 3, 5), replaces=first.id)
    ann.append(CASE, [SignedEvent(undo, ANN)])
    assert ann.entries(CASE, Stream.RECORD)[1].event == undo


def test_events_go_each_to_their_own_journal(house: House) -> None:
    ann = house.session(ANN)
    list(ann.coalition())
    kept = ann.append(CASE, [welcome(), record("r"), note("n")], gives=holders(ANN, notes=(ANN,)))
    assert [entry.event.stream for entry in kept] == [
        Stream.COALITION, Stream.RECORD, Stream.NOTES,
    ]  # fmt: skip
    assert len(ann.coalition()) == 1
    assert words(ann.entries(CASE, Stream.RECORD)) == ["r"]
    assert words(ann.entries(CASE, Stream.NOTES)) == ["n"]


def test_every_member_reads_the_journal_of_the_coalition(house: House) -> None:
    ann = house.session(ANN)
    ann.append(None, [welcome()])
    enrol(house, BEN)
    ben = house.session(BEN)
    ben.append(None, [SignedEvent(DocumentTakenOut(on=date(2024, 3, 4), document="d"), BEN)])
    assert [entry.by for entry in ben.coalition()] == [ANN, BEN]


def test_cases_are_listed_oldest_first(house: House) -> None:
    ann = house.session(ANN)
    for case in (CASE, OTHER):
        ann.append(case, [record()], gives=holders(ANN))
    assert list(ann.cases()) == [CASE, OTHER]


def test_a_member_who_was_given_nothing_sees_neither_the_case_nor_its_summary(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(CASE, [record(), note()], summary=b"sum")
    ann.keep_paper(CASE, "form", b"%PDF")
    ben = house.session(BEN)
    assert list(ben.cases()) == []
    assert ben.summaries() == {}
    assert list(ben.entries(CASE, Stream.RECORD)) == []
    assert not ben.holds(CASE, Stream.RECORD)
    assert not ben.holds(CASE, Stream.NOTES)
    assert ben.paper(CASE, "form") is None
    for acts in ([record(by=BEN)], [note(by=BEN)]):
        with pytest.raises(Trouble):
            ben.append(CASE, acts)
        with pytest.raises(Trouble):
            ben.append(CASE, acts, gives=BOTH)
    ben.append(CASE, [], gives=BOTH)
    assert ben.holders(CASE) == holders(ANN, notes=(ANN,))
    assert words(house.session(ANN).entries(CASE, Stream.RECORD)) == [""]


def test_who_writes_gives_others_what_they_hold(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(CASE, [record("r"), note("n")], gives=BOTH, summary=b"s")
    assert ann.holders(CASE) == BOTH
    ben = house.session(BEN)
    assert list(ben.cases()) == [CASE]
    assert words(ben.entries(CASE, Stream.RECORD)) == ["r"]
    assert words(ben.entries(CASE, Stream.NOTES)) == ["n"]
    assert ben.summaries() == {}
    ben.append(CASE, [record("from ben", BEN)], summary=b"of ben")
    assert ben.summaries() == {CASE: b"of ben"}
    ann = house.session(ANN)
    assert words(ann.entries(CASE, Stream.RECORD)) == ["r", "from ben"]
    assert ann.summaries() == {}


def test_what_is_given_later_opens_what_was_written_before(house: House) -> None:
    ann = house.session(ANN)
    ann.append(CASE, [record("early")], gives=holders(ANN, BEN))
    assert ann.holders(CASE) == holders(ANN)
    ann = enrol(house, BEN)
    ann.append(CASE, [], gives=holders(BEN))
    ann.append(CASE, [], gives=holders(BEN))
    assert ann.holders(CASE) == holders(ANN, BEN)
    assert words(house.session(BEN).entries(CASE, Stream.RECORD)) == ["early"]


def test_who_has_no_keys_of_their_own_yet_is_given_nothing(house: House) -> None:
    ann = house.session(ANN)
    ann.enrol(BEN, "ben", house.stretch_new(PASSPHRASES[BEN]))
    assert (ann.enrolled(), ann.invited()) == ({ANN}, {BEN})
    with pytest.raises(Trouble):
        ann.unlocking(BEN)
    ann.append(CASE, [record()], gives=holders(BEN))
    assert list(house.session(BEN).cases()) == []
    ann = house.session(ANN)
    assert (ann.enrolled(), ann.invited()) == ({ANN, BEN}, set())
    ann.append(CASE, [], gives=holders(BEN))
    assert list(house.session(BEN).cases()) == [CASE]


def test_who_holds_the_record_alone_reads_no_notes(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(CASE, [record(), note()], gives=holders(BEN))
    ben = house.session(BEN)
    assert ben.holds(CASE, Stream.RECORD)
    assert not ben.holds(CASE, Stream.NOTES)
    assert list(ben.entries(CASE, Stream.NOTES)) == []
    with pytest.raises(Trouble):
        ben.append(CASE, [record(by=BEN), note(by=BEN)])
    assert len(ben.entries(CASE, Stream.RECORD)) == 1
    ben.append(CASE, [], gives=holders(notes=(BEN,)))
    assert ben.holders(CASE) == holders(ANN, BEN, notes=(ANN,))


def test_the_notes_are_held_by_who_begins_them(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(CASE, [record()], gives=holders(BEN))
    ben = house.session(BEN)
    assert (ben.begun(CASE, Stream.RECORD), ben.begun(CASE, Stream.NOTES)) == (True, False)
    ben.append(CASE, [note("begun", BEN)])
    assert ben.begun(CASE, Stream.NOTES)
    assert words(ben.entries(CASE, Stream.NOTES)) == ["begun"]
    ann = house.session(ANN)
    assert not ann.holds(CASE, Stream.NOTES)
    with pytest.raises(Trouble):
        ann.append(CASE, [note()])


def test_from_whom_it_is_taken_reads_nothing_any_more(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(CASE, [record(), note()], gives=BOTH, summary=b"s")
    ben = house.session(BEN)
    ben.append(CASE, [record("of ben", BEN)], summary=b"of ben")
    ben.save_draft(DraftKey(CASE, "meeting"), b"half")
    ann = house.session(ANN)
    ann.append(CASE, [record("taken")], takes=holders(BEN, notes=(BEN,)))
    assert ann.holders(CASE) == holders(ANN, notes=(ANN,))
    ann.append(CASE, [record("after"), note("after")])
    ben = house.session(BEN)
    assert list(ben.cases()) == []
    assert ben.summaries() == {}
    assert list(ben.drafts()) == []
    assert list(ben.entries(CASE, Stream.RECORD)) == list(ben.entries(CASE, Stream.NOTES)) == []
    ann = house.session(ANN)
    assert words(ann.entries(CASE, Stream.RECORD)) == ["", "of ben", "taken", "after"]
    ann.append(CASE, [], gives=holders(BEN))
    assert len(house.session(BEN).entries(CASE, Stream.RECORD)) == 4


def test_whoever_leaves_writes_it_themself_and_holds_nothing_after(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(CASE, [record(), note()], gives=BOTH)
    ben = house.session(BEN)
    ben.append(CASE, [record("left", BEN)], takes=holders(BEN, notes=(BEN,)))
    assert list(ben.cases()) == []
    ann = house.session(ANN)
    assert words(ann.entries(CASE, Stream.RECORD)) == ["", "left"]


def test_notes_that_nobody_holds_are_begun_anew_and_the_old_ones_stay_shut(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(CASE, [record()], gives=holders(BEN))
    ben = house.session(BEN)
    ben.append(CASE, [note("old", BEN)])
    ben.append(CASE, [], takes=holders(BEN, notes=(BEN,)))
    ann = house.session(ANN)
    ann.append(CASE, [note("new")])
    assert words(ann.entries(CASE, Stream.NOTES))[-1] == "new"
    assert "old" not in words(ann.entries(CASE, Stream.NOTES))


def test_an_append_that_fails_leaves_nothing_behind(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(OTHER, [record()], gives=holders(BEN))
    ben = house.session(BEN)
    ben.append(OTHER, [note(by=BEN)])
    ann = house.session(ANN)
    before = (list(ann.coalition()), list(ann.entries(OTHER, Stream.RECORD)))
    ann.save_draft(DraftKey(None, "intake"), b"draft")
    with pytest.raises(Trouble):
        ann.append(
            OTHER, [welcome(), record(), note()], summary=b"s", takes=holders(BEN),
            drop_draft=DraftKey(None, "intake"),
        )  # fmt: skip
    assert (list(ann.coalition()), list(ann.entries(OTHER, Stream.RECORD))) == before
    assert ann.holders(OTHER) == holders(ANN, BEN, notes=(BEN,))
    assert ann.draft(DraftKey(None, "intake")) == b"draft"
    ann.append(OTHER, [record("again")])
    assert words(ann.entries(OTHER, Stream.RECORD)) == ["", "again"]


def test_the_latest_summary_stands(house: House) -> None:
    ann = house.session(ANN)
    ann.append(CASE, [record()], gives=holders(ANN), summary=b"old")
    ann.append(CASE, [record()], summary=b"new")
    assert ann.summaries() == {CASE: b"new"}
    ann.append(CASE, [], summary=b"newest")
    assert ann.summaries() == {CASE: b"newest"}
    ann.append(CASE, [record()])
    assert ann.summaries() == {}


def test_drafts_are_kept_named_and_dropped(house: House) -> None:
    ann = house.session(ANN)
    ann.append(CASE, [record()], gives=holders(ANN))
    intake, meeting = DraftKey(None, "intake"), DraftKey(CASE, "meeting")
    ann.save_draft(intake, b"a")
    ann.save_draft(meeting, b"b")
    ann.save_draft(intake, b"c")
    assert list(ann.drafts()) == [intake, meeting]
    assert ann.draft(intake) == b"c"
    assert ann.draft(meeting) == b"b"
    assert ann.draft(DraftKey(CASE, "intake")) is None
    ann.drop_draft(intake)
    ann.drop_draft(intake)
    assert list(ann.drafts()) == [meeting]
    ann.append(CASE, [record()], drop_draft=meeting)
    assert list(ann.drafts()) == []
    assert ann.draft(meeting) is None


def test_a_draft_is_its_authors_alone(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(CASE, [record()], gives=holders(ANN, BEN))
    key = DraftKey(CASE, "meeting")
    ann.save_draft(key, b"of ann")
    ben = house.session(BEN)
    assert ben.draft(key) is None
    assert list(ben.drafts()) == []
    ben.save_draft(key, b"of ben")
    ben.drop_draft(DraftKey(None, "intake"))
    ann = house.session(ANN)
    assert ann.draft(key) == b"of ann"


def test_no_draft_is_kept_for_a_case_that_is_not_held(house: House) -> None:
    ann = house.session(ANN)
    with pytest.raises(Trouble):
        ann.save_draft(DraftKey(CASE, "meeting"), b"x")
    assert list(ann.drafts()) == []


def test_a_paper_is_kept_to_the_byte_for_who_holds_the_record(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(CASE, [record()], gives=holders(ANN, BEN))
    ann.keep_paper(CASE, "agreement", b"%PDF-1.7 \x00\xff")
    assert ann.paper(CASE, "other") is None
    assert house.session(BEN).paper(CASE, "agreement") == b"%PDF-1.7 \x00\xff"
    with pytest.raises(Trouble):
        house.session(BEN).keep_paper(OTHER, "agreement", b"")


def test_a_document_is_kept_for_the_whole_coalition_until_it_is_dropped(house: House) -> None:
    ann = enrol(house, BEN)
    ann.keep_paper(None, "handout", b"first")
    ann.keep_paper(None, "handout", b"%PDF")
    assert house.session(BEN).paper(None, "handout") == b"%PDF"
    house.session(BEN).drop_paper(None, "handout")
    house.session(BEN).drop_paper(None, "handout")
    assert house.session(ANN).paper(None, "handout") is None


def test_two_members_sign_a_joint_act_each_in_their_own_name(house: House) -> None:
    ann = enrol(house, BEN)
    with ann.cosigner(BEN, key_of(ann, BEN)) as second:
        assert second.member == BEN
        ann.append(CASE, [record(), record(by=BEN)], gives=holders(ANN), cosigner=second)
    assert [entry.by for entry in ann.entries(CASE, Stream.RECORD)] == [ANN, BEN]


def test_a_cosigner_signs_nothing_once_the_act_is_over(house: House) -> None:
    ann = enrol(house, BEN)
    with ann.cosigner(BEN, key_of(ann, BEN)) as second:
        pass
    with pytest.raises(ValueError, match="co-signer"):
        ann.append(CASE, [record(by=BEN)], gives=holders(ANN), cosigner=second)
    with pytest.raises(ValueError, match="co-signer"):
        ann.append(CASE, [record(by=BEN)], gives=holders(ANN))
    assert list(ann.cases()) == []


def test_a_cosigner_needs_their_own_passphrase_and_keys(house: House) -> None:
    ann = enrol(house, BEN)
    with pytest.raises(Trouble):
        ann.unlocking(BEN).derive(PASSPHRASES[ANN])
    with pytest.raises(Trouble):
        ann.unlocking(CAY)
    for member, key in ((BEN, key_of(ann, ANN)), (CAY, key_of(ann, BEN))):
        with pytest.raises(Trouble), ann.cosigner(member, key):
            pass


def test_a_key_is_derived_in_any_thread(house: House) -> None:
    ann = enrol(house, BEN)
    unlocking = ann.unlocking(BEN)
    with ThreadPoolExecutor() as pool:
        key = pool.submit(unlocking.derive, PASSPHRASES[BEN]).result()
        secret = pool.submit(house.stretch_new, PASSPHRASES[CAY]).result()
    ann.enrol(CAY, "cay", secret)
    with ann.cosigner(BEN, key) as second:
        assert second.member == BEN


def test_a_changed_passphrase_takes_the_place_of_the_old_one(house: House) -> None:
    ann = house.session(ANN)
    assert ann.unlocking(ANN).login == "ann"
    ann = enrol(house, BEN)
    old = key_of(ann, ANN)
    with pytest.raises(Trouble):
        ann.change_passphrase(key_of(ann, BEN), house.stretch_new(NEW_PASSPHRASE))
    assert key_of(ann, ANN) == old
    ann.change_passphrase(old, house.stretch_new(NEW_PASSPHRASE))
    with pytest.raises(Trouble):
        ann.unlocking(ANN).derive(PASSPHRASES[ANN])
    assert ann.unlocking(ANN).derive(NEW_PASSPHRASE)
    with pytest.raises(Trouble):
        ann.change_passphrase(old, house.stretch_new(PASSPHRASES[ANN]))


def test_a_member_is_enrolled_once_and_under_a_label_of_their_own(house: House) -> None:
    ann = enrol(house, BEN)
    assert ann.enrolled() == {ANN, BEN}
    with pytest.raises(Trouble):
        ann.enrol(CAY, " Ben ", house.stretch_new(PASSPHRASES[CAY]))
    with pytest.raises(Trouble):
        ann.enrol(BEN, "benjamin", house.stretch_new(PASSPHRASES[BEN]))
    assert ann.enrolled() == {ANN, BEN}


def of_two(house: House) -> Journal:
    """Return the session of Ann, who holds an office together with Ben."""
    ann = enrol(house, BEN)
    ann.append(None, [welcome()], standing=OfficeChange(given=frozenset({ANN, BEN})))
    assert ann.office_holders() == {ANN, BEN}
    return ann


def test_the_only_one_who_holds_an_office_gives_keys_alone(house: House) -> None:
    ann = enrol(house, BEN, CAY)
    assert ann.office_holders() == {ANN}
    assert list(ann.waiting()) == []
    with pytest.raises(Trouble):
        house.session(BEN).enrol(MemberId("dee"), "dee", house.stretch_new(NEW_PASSPHRASE))


def test_keys_that_one_of_two_office_holders_gives_wait_for_the_other(house: House) -> None:
    ann = of_two(house)
    ann.enrol(CAY, "cay", house.stretch_new(PASSPHRASES[CAY]))
    (waits,) = ann.waiting()
    assert (waits.by, waits.concerning, waits.whom) == (ANN, Concerning.KEYS, CAY)
    assert CAY not in ann.enrolled() | ann.invited()
    with pytest.raises(Trouble):
        ann.countersign(waits.entry, confirmed=True)
    with pytest.raises(Trouble):
        house.session(CAY)
    ben = house.session(BEN)
    ben.countersign(waits.entry, confirmed=True)
    assert (list(ben.waiting()), ben.invited()) == ([], {CAY})
    assert house.session(CAY).enrolled() == {ANN, BEN, CAY}


def test_keys_that_two_give_together_do_not_wait(house: House) -> None:
    ann = of_two(house)
    with ann.cosigner(BEN, key_of(ann, BEN)) as second:
        ann.enrol(CAY, "cay", house.stretch_new(PASSPHRASES[CAY]), second)
    assert (list(ann.waiting()), ann.invited()) == ([], {CAY})


def test_what_the_other_declines_waits_no_more(house: House) -> None:
    ann = of_two(house)
    ann.enrol(CAY, "cay", house.stretch_new(PASSPHRASES[CAY]))
    (waits,) = ann.waiting()
    ben = house.session(BEN)
    ben.countersign(waits.entry, confirmed=False)
    assert list(ben.waiting()) == []
    with pytest.raises(Trouble):
        house.session(CAY)
    assert CAY in enrol_by_two(house, CAY).enrolled()


def test_an_office_is_given_by_two_and_laid_down_by_oneself(house: House) -> None:
    of_two(house)
    ann = enrol_by_two(house, CAY)
    three = frozenset({ANN, BEN, CAY})
    ann.append(None, [welcome()], standing=OfficeChange(given=frozenset({CAY})))
    ann.append(None, [welcome()], standing=OfficeChange(given=frozenset({CAY})))
    assert [(w.concerning, w.whom) for w in ann.waiting()] == [(Concerning.OFFICE, CAY)]
    assert ann.office_holders() == {ANN, BEN}
    ben = house.session(BEN)
    ben.countersign(ben.waiting()[0].entry, confirmed=True)
    assert ben.office_holders() == three
    ben.append(None, [welcome(BEN)], standing=OfficeChange(ended=frozenset({BEN})))
    assert ben.office_holders() == {ANN, CAY}
    assert list(ben.waiting()) == []
    ann = house.session(ANN)
    ann.append(None, [welcome()], standing=OfficeChange(ended=frozenset({CAY})))
    assert [(w.concerning, w.whom) for w in ann.waiting()] == [(Concerning.OFFICE_ENDED, CAY)]
    assert ann.office_holders() == {ANN, CAY}


def enrol_by_two(house: House, member: MemberId) -> Journal:
    ann = house.session(ANN)
    with ann.cosigner(BEN, key_of(ann, BEN)) as second:
        ann.enrol(member, str(member), house.stretch_new(PASSPHRASES[member]), second)
    house.session(member)
    return house.session(ANN)


def test_what_belongs_to_a_case_needs_its_case(house: House) -> None:
    ann = house.session(ANN)
    with pytest.raises(ValueError, match="case"):
        ann.append(None, [record()])
    with pytest.raises(ValueError, match="case"):
        ann.append(None, [welcome()], summary=b"s")


def test_a_desk_that_is_kept_while_another_sits_down_says_so(house: House) -> None:
    ann = house.session(ANN)
    ann.append(None, [welcome()])
    ann = enrol(house, BEN)
    ann = house.session(ANN)
    desk = Desk(
        ann,
        shipped_programmes(),
        clock=lambda: NOON,
        new_id=lambda: "id",
        terms=shipped_terms(),
        reader=installed_anonymiser(),
    )
    assert desk.coalition.founding is False
    assert ann.is_open
    house.session(BEN)
    assert not ann.is_open
    event = FoundingCompleted(on=NOON.date())
    for asked in (
        lambda: desk.ask(AskCoalition()),
        lambda: desk.may(None, event),
        lambda: desk.record(None, event),
    ):
        with pytest.raises(Trouble, match="somebody else has sat down"):
            asked()


def test_two_destroy_a_case_and_it_is_counted(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(None, [welcome()])
    ann.append(CASE, [record()], gives=holders(BEN), summary=b"a line")
    ann.save_draft(DraftKey(CASE, "intake"), b"typed")
    signed = ann.destruction_signed(CASE)
    with pytest.raises(Trouble, match="othing was destroyed"):
        ann.destroy(CASE, ANN, signed, b"{}")
    ben = house.session(BEN)
    with pytest.raises(Trouble, match="othing was destroyed"):
        ben.destroy(CASE, ANN, signed[::-1], b"{}")
    assert words(ben.entries(CASE, Stream.RECORD))
    ben.destroy(CASE, ANN, signed, b"{}")
    for member in (BEN, ANN):
        journal = house.session(member)
        assert CASE not in journal.cases()
        assert not journal.entries(CASE, Stream.RECORD)
        assert not journal.begun(CASE, Stream.RECORD)
        assert not journal.summaries()
        assert not journal.drafts()
    assert [bytes(each) for each in house.session(ANN).counts()] == [b"{}"]
    assert list(house.session(BEN).counts()) == []


def test_what_came_to_a_case_since_the_first_signed_keeps_it(house: House) -> None:
    ann = enrol(house, BEN)
    ann.append(None, [welcome()])
    ann.append(CASE, [record()], gives=holders(BEN))
    signed = ann.destruction_signed(CASE)
    for _ in ("the proposal", "something else"):
        ann.append(CASE, [record()])
    ben = house.session(BEN)
    with pytest.raises(Trouble, match="othing was destroyed"):
        ben.destroy(CASE, ANN, signed, b"{}")
    signed = house.session(ANN).destruction_signed(CASE)
    house.session(ANN).append(CASE, [record()])
    house.session(BEN).destroy(CASE, ANN, signed, b"{}")
    assert CASE not in house.session(ANN).cases()


def test_who_leaves_holds_nothing_and_their_keys_end_on_the_word_of_two(house: House) -> None:
    of_two(house)
    ann = enrol_by_two(house, CAY)
    house.session(CAY)
    ann = house.session(ANN)
    ann.append(CASE, [record()], gives=holders(CAY))
    ann.append(None, [welcome()], standing=OfficeChange(left=frozenset({CAY})))
    assert ann.holders(CASE).record == {ANN}
    assert [(w.concerning, w.whom) for w in ann.waiting()] == [(Concerning.KEYS_ENDED, CAY)]
    ben = house.session(BEN)
    ben.countersign(ben.waiting()[0].entry, confirmed=True)
    assert CAY not in ben.enrolled()
    with pytest.raises(Trouble):
        house.session(CAY)


def test_what_is_only_rehearsed_is_sealed_and_backed_up_by_nobody(
    house: House, tmp_path: Path
) -> None:
    ann = house.session(ANN)
    assert list(ann.examination()()) == []
    assert not ann.is_to_be_resealed
    assert not ann.has_code
    ann.set_code(spelled_code(bytes(16)))
    assert ann.has_code
    if isinstance(house, MemoryHouse):
        with pytest.raises(Trouble):
            ann.backup_source()
        with pytest.raises(Trouble):
            ann.resealing()
        return
    made = ann.backup_source().write(tmp_path, lambda _done: True)
    assert (tmp_path / made.file).is_file()
    ann.resealing()(lambda _done: True)


@pytest.mark.parametrize("port", [ports.Journal, ports.Unlocking, ports.CoSigner])
def test_every_method_of_a_port_is_called_here(port: type) -> None:
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert {name for name in vars(port) if not name.startswith("_")} <= called
