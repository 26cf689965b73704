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
from rjdesk.desk.ports import DraftKey, Holders, Journal, Trouble
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
from rjdesk.process.membership.events import FoundingCompleted
from rjdesk.rehearsal.memory import FOUNDER_PASSPHRASE, MemoryHouse
from rjdesk.shipped import installed_anonymiser, shipped_programmes, shipped_terms
from rjdesk.vault.creating import create
from rjdesk.vault.keys import NewSecret
from rjdesk.vault.opening import open_vault
from rjdesk.vault.session import Session
from tests import stretched

ANN, BEN, CAY = MemberId("ann"), MemberId("ben"), MemberId("cay")
PASSPHRASES = {
    ANN: FOUNDER_PASSPHRASE,
    BEN: "granite waffle orbit nineteen",
    CAY: "plover cactus umbrella frost",
}
NEW_PASSPHRASE = "saffron mitten glacier tuba"
CASE, OTHER = CaseId("8d0f"), CaseId("77aa")
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
            self.open = open_vault(self.folder, member, key, now=lambda: NOON)
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


def words(entries: object) -> list[str]:
    assert isinstance(entries, tuple | list)
    return [entry.event.word_of for entry in entries if isinstance(entry, Entry)]


def enrol(house: House, *members: MemberId) -> None:
    for member in members:
        secret = house.stretch_new(PASSPHRASES[member])
        house.session(ANN).enrol(member, str(member), secret)


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
    kept = ann.append(CASE, [record("one"), record("two")], holders=holders(ANN))
    read = ann.entries(CASE, Stream.RECORD)
    assert list(read) == list(kept)
    assert words(read) == ["one", "two"]
    assert {entry.by for entry in read} == {ANN}
    assert {entry.at for entry in read} == {NOON}
    assert len({entry.id for entry in read}) == 2


def test_what_one_press_records_is_one_batch_in_whatever_streams_it_lies(house: House) -> None:
    ann = house.session(ANN)
    acts = [welcome(), record("r"), note("n")]
    first = ann.append(CASE, acts, holders=holders(ANN, notes=(ANN,)))
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
    (first,) = ann.append(CASE, [record()], holders=holders(ANN))
    undo = RecordedByMistake(on=date(2024, 3, 5), replaces=first.id)
    ann.append(CASE, [SignedEvent(undo, ANN)])
    assert ann.entries(CASE, Stream.RECORD)[1].event == undo


def test_events_go_each_to_their_own_journal(house: House) -> None:
    ann = house.session(ANN)
    list(ann.coalition())
    kept = ann.append(CASE, [welcome(), record("r"), note("n")], holders=holders(ANN, notes=(ANN,)))
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
    ben.append(None, [welcome(BEN)])
    assert [entry.by for entry in ben.coalition()] == [ANN, BEN]


def test_cases_are_listed_oldest_first(house: House) -> None:
    ann = house.session(ANN)
    for case in (CASE, OTHER):
        ann.append(case, [record()], holders=holders(ANN))
    assert list(ann.cases()) == [CASE, OTHER]


def test_a_member_without_a_grant_sees_neither_the_case_nor_its_summary(house: House) -> None:
    ann = house.session(ANN)
    enrol(house, BEN)
    ann.append(CASE, [record(), note()], holders=holders(ANN, notes=(ANN,)), summary=b"sum")
    ann.keep_paper(CASE, "form", b"%PDF")
    ben = house.session(BEN)
    assert list(ben.cases()) == []
    assert ben.summaries() == {}
    assert list(ben.entries(CASE, Stream.RECORD)) == []
    assert not ben.holds(CASE, Stream.RECORD)
    assert not ben.holds(CASE, Stream.NOTES)
    assert ben.paper(CASE, "form") is None
    with pytest.raises(Trouble):
        ben.append(CASE, [record(by=BEN)])
    with pytest.raises(Trouble):
        ben.append(CASE, [record(by=BEN)], holders=holders(ANN, BEN))
    assert ben.share(CASE, holders(ANN, BEN, notes=(ANN, BEN))) == 0
    assert words(house.session(ANN).entries(CASE, Stream.RECORD)) == [""]


def test_entitled_members_are_given_the_keys_that_the_writer_holds(house: House) -> None:
    ann = house.session(ANN)
    enrol(house, BEN)
    ann.append(
        CASE, [record("r"), note("n")], holders=holders(ANN, BEN, notes=(ANN, BEN)), summary=b"s"
    )
    ben = house.session(BEN)
    assert list(ben.cases()) == [CASE]
    assert words(ben.entries(CASE, Stream.RECORD)) == ["r"]
    assert words(ben.entries(CASE, Stream.NOTES)) == ["n"]
    assert ben.summaries() == {CASE: b"s"}
    ben.append(CASE, [record("from ben", BEN)])
    assert words(house.session(ANN).entries(CASE, Stream.RECORD)) == ["r", "from ben"]


def test_a_later_grant_opens_what_was_written_before(house: House) -> None:
    ann = house.session(ANN)
    ann.append(CASE, [record("early")], holders=holders(ANN, BEN))
    enrol(house, BEN)
    assert ann.share(CASE, holders(ANN, BEN)) == 1
    assert ann.share(CASE, holders(ANN, BEN)) == 0
    assert words(house.session(BEN).entries(CASE, Stream.RECORD)) == ["early"]


def test_who_holds_the_record_alone_reads_no_notes(house: House) -> None:
    ann = house.session(ANN)
    enrol(house, BEN)
    ann.append(CASE, [record(), note()], holders=holders(ANN, BEN, notes=(ANN,)))
    ben = house.session(BEN)
    assert ben.holds(CASE, Stream.RECORD)
    assert not ben.holds(CASE, Stream.NOTES)
    assert list(ben.entries(CASE, Stream.NOTES)) == []
    with pytest.raises(Trouble):
        ben.append(CASE, [record(by=BEN), note(by=BEN)])
    assert len(ben.entries(CASE, Stream.RECORD)) == 1


def test_who_may_not_read_the_notes_cannot_begin_them(house: House) -> None:
    ann = house.session(ANN)
    enrol(house, BEN)
    granted = holders(ANN, BEN, notes=(BEN,))
    ann.append(CASE, [record()], holders=granted)
    assert not ann.holds(CASE, Stream.NOTES)
    with pytest.raises(Trouble):
        ann.append(CASE, [note()], holders=granted)
    with pytest.raises(Trouble):
        ann.append(CASE, [note()])
    ben = house.session(BEN)
    assert ben.share(CASE, granted) == 1
    assert ben.holds(CASE, Stream.NOTES)
    ben.append(CASE, [note("begun", BEN)])
    assert words(ben.entries(CASE, Stream.NOTES)) == ["begun"]
    assert not house.session(ANN).holds(CASE, Stream.NOTES)


def test_a_case_is_opened_only_by_who_may_read_it(house: House) -> None:
    ann = house.session(ANN)
    with pytest.raises(Trouble):
        ann.append(CASE, [record()], holders=holders(BEN))
    with pytest.raises(Trouble):
        ann.append(CASE, [record()])
    assert list(ann.cases()) == []


def test_an_append_that_fails_leaves_nothing_behind(house: House) -> None:
    ann = house.session(ANN)
    ann.save_draft(DraftKey(None, "intake"), b"draft")
    with pytest.raises(Trouble):
        ann.append(
            CASE, [welcome(), record(), note()], holders=holders(ANN), summary=b"s",
            drop_draft=DraftKey(None, "intake"),
        )  # fmt: skip
    assert list(ann.coalition()) == []
    assert list(ann.cases()) == []
    assert not ann.holds(CASE, Stream.RECORD)
    assert ann.draft(DraftKey(None, "intake")) == b"draft"
    ann.append(CASE, [record("again")], holders=holders(ANN))
    assert words(ann.entries(CASE, Stream.RECORD)) == ["again"]


def test_the_latest_summary_stands(house: House) -> None:
    ann = house.session(ANN)
    ann.append(CASE, [record()], holders=holders(ANN), summary=b"old")
    ann.append(CASE, [record()], summary=b"new")
    ann.append(CASE, [], summary=b"newest")
    assert ann.summaries() == {CASE: b"newest"}


def test_drafts_are_kept_named_and_dropped(house: House) -> None:
    ann = house.session(ANN)
    ann.append(CASE, [record()], holders=holders(ANN))
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
    ann = house.session(ANN)
    enrol(house, BEN)
    ann.append(CASE, [record()], holders=holders(ANN, BEN))
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
    ann = house.session(ANN)
    enrol(house, BEN)
    ann.append(CASE, [record()], holders=holders(ANN, BEN))
    ann.keep_paper(CASE, "agreement", b"%PDF-1.7 \x00\xff")
    assert ann.paper(CASE, "other") is None
    assert house.session(BEN).paper(CASE, "agreement") == b"%PDF-1.7 \x00\xff"
    with pytest.raises(Trouble):
        house.session(BEN).keep_paper(OTHER, "agreement", b"")


def test_a_document_is_kept_for_the_whole_coalition_until_it_is_dropped(house: House) -> None:
    ann = house.session(ANN)
    enrol(house, BEN)
    ann.keep_paper(None, "handout", b"first")
    ann.keep_paper(None, "handout", b"%PDF")
    assert house.session(BEN).paper(None, "handout") == b"%PDF"
    house.session(BEN).drop_paper(None, "handout")
    house.session(BEN).drop_paper(None, "handout")
    assert house.session(ANN).paper(None, "handout") is None


def test_two_members_sign_a_joint_act_each_in_their_own_name(house: House) -> None:
    ann = house.session(ANN)
    enrol(house, BEN)
    with ann.cosigner(BEN, key_of(ann, BEN)) as second:
        assert second.member == BEN
        ann.append(CASE, [record(), record(by=BEN)], holders=holders(ANN), cosigner=second)
    assert [entry.by for entry in ann.entries(CASE, Stream.RECORD)] == [ANN, BEN]


def test_a_cosigner_signs_nothing_once_the_act_is_over(house: House) -> None:
    ann = house.session(ANN)
    enrol(house, BEN)
    with ann.cosigner(BEN, key_of(ann, BEN)) as second:
        pass
    with pytest.raises(ValueError, match="co-signer"):
        ann.append(CASE, [record(by=BEN)], holders=holders(ANN), cosigner=second)
    with pytest.raises(ValueError, match="co-signer"):
        ann.append(CASE, [record(by=BEN)], holders=holders(ANN))
    assert list(ann.cases()) == []


def test_a_cosigner_needs_their_own_passphrase_and_keys(house: House) -> None:
    ann = house.session(ANN)
    enrol(house, BEN)
    with pytest.raises(Trouble):
        ann.unlocking(BEN).derive(PASSPHRASES[ANN])
    with pytest.raises(Trouble):
        ann.unlocking(CAY)
    for member, key in ((BEN, key_of(ann, ANN)), (CAY, key_of(ann, BEN))):
        with pytest.raises(Trouble), ann.cosigner(member, key):
            pass


def test_a_key_is_derived_in_any_thread(house: House) -> None:
    ann = house.session(ANN)
    enrol(house, BEN)
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
    enrol(house, BEN)
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
    ann = house.session(ANN)
    enrol(house, BEN)
    assert ann.enrolled() == {ANN, BEN}
    with pytest.raises(Trouble):
        ann.enrol(CAY, " Ben ", house.stretch_new(PASSPHRASES[CAY]))
    with pytest.raises(Trouble):
        ann.enrol(BEN, "benjamin", house.stretch_new(PASSPHRASES[BEN]))
    assert ann.enrolled() == {ANN, BEN}


def test_what_belongs_to_a_case_needs_its_case(house: House) -> None:
    ann = house.session(ANN)
    with pytest.raises(ValueError, match="case"):
        ann.append(None, [record()])
    with pytest.raises(ValueError, match="case"):
        ann.append(None, [welcome()], summary=b"s")


def test_a_desk_that_is_kept_while_another_sits_down_says_so(house: House) -> None:
    ann = house.session(ANN)
    ann.append(None, [welcome()])
    enrol(house, BEN)
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


@pytest.mark.parametrize("port", [ports.Journal, ports.Unlocking, ports.CoSigner])
def test_every_method_of_a_port_is_called_here(port: type) -> None:
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert {name for name in vars(port) if not name.startswith("_")} <= called
