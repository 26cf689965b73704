"""Attacks on a vault by whoever has its files: each opens nothing, changes nothing, and is told.

The body of a test below is what the attacker does, with tools of her own (``attacker``), between
two sessions of the others (``victims``). What it is named says what then holds. ``without`` names
the checks of the program that stop it: taken out, the attack goes through, or it goes untold.
"""

from __future__ import annotations

import base64
import inspect
import os
import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from rjdesk.desk.ports import DraftKey, Trouble
from rjdesk.process import holds as rules
from rjdesk.process import joining
from rjdesk.process.kernel.event import CaseId, MemberId, Stream, in_fold_order
from rjdesk.vault import arrival, check, coalition, database, envelope, seals, stream, streams
from rjdesk.vault.opening import derive, open_vault
from rjdesk.vault.troubles import WrongPassphrase
from tests.stretched import key_of, secret_of
from tests.vault.attacker import (
    NOBODYS,
    SUITE,
    Attacker,
    Keys,
    Row,
    Under,
    b64,
    kdf,
    key_id,
    moved,
    seal,
)
from tests.vault.attacker import line as says
from tests.vault.making import noon, note, record
from tests.vault.victims import (
    ANN,
    BEFORE,
    BEN,
    BY,
    CASE,
    CAY,
    DEE,
    EVERYBODY,
    EWA,
    HEARD_BEFORE,
    KEPT,
    LABEL,
    OTHER,
    PASSPHRASE,
    RECORD,
    Attack,
    House,
    Sitting,
    SucceededError,
    as_twin,
    build,
    holders,
    office,
    sitting,
    withstood,
)

OTHERS = OTHER.replace("-", "")
NOISE = SUITE + bytes(800)

# ruff: noqa: S608 - the statements are our own

# What the program checks, one by one, each taken out


def _holds_are_given_to_anybody(patch: pytest.MonkeyPatch) -> None:
    def given(holds: rules.Holds, act: rules.LineAct, it: Any) -> None:  # noqa: ANN401
        held = holds.streams[it.stream]
        holds.streams[it.stream] = rules.msgspec.structs.replace(
            held, holders=held.holders | {it.key}
        )

    patch.setitem(rules._TAKEN, rules.HoldGiven, given)
    patch.setattr(joining, "hold_given", given)


def _anybody_takes_holds(patch: pytest.MonkeyPatch) -> None:
    def taken(holds: rules.Holds, act: rules.LineAct, it: Any) -> None:  # noqa: ANN401
        holds.streams[it.stream] = rules._without(holds.streams[it.stream], it.key, it.cut)

    patch.setitem(rules._TAKEN, rules.HoldTaken, taken)


def _anybody_begins_epochs(patch: pytest.MonkeyPatch) -> None:
    def begun(holds: rules.Holds, act: rules.LineAct, it: Any) -> None:  # noqa: ANN401
        held = holds.streams[it.stream]
        epochs = (*held.epochs, (rules.epoch_of(act.id), it.commitment))
        holds.streams[it.stream] = rules.msgspec.structs.replace(held, epochs=epochs, due=False)

    patch.setitem(rules._TAKEN, rules.EpochBegun, begun)


def _one_is_as_good_as_two(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "_of_two", lambda *_: None)


def _anybody_countersigns(patch: pytest.MonkeyPatch) -> None:
    def countersigned(holds: rules.Holds, act: rules.LineAct, it: Any) -> None:  # noqa: ANN401
        (waited,) = holds.waiting
        assert isinstance(waited.act, rules.StandingGiven)
        holds.standing |= {waited.act.member}

    patch.setitem(rules._TAKEN, rules.Countersigned, countersigned)


def _offices_ask_nobody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "_of_an_office", lambda _event: False)


def _keys_are_replaced(patch: pytest.MonkeyPatch) -> None:
    def enrolled(holds: rules.Holds, act: rules.LineAct, it: Any) -> None:  # noqa: ANN401
        holds.keys[it.key] = rules.MemberKey(
            id=it.key, member=it.member, sign=it.sign, hpke=it.hpke, provisional=True
        )

    patch.setitem(rules._TAKEN, rules.KeyEnrolled, enrolled)


def _signatures_are_believed(patch: pytest.MonkeyPatch) -> None:
    for module in (coalition, stream):
        patch.setattr(module, "signed_by", lambda *_: True)


def _every_signing_key_will_do(patch: pytest.MonkeyPatch) -> None:
    for module in (coalition, seals):
        patch.setattr(module, "can_sign", lambda _public: True)


def _keys_go_by_any_name(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(coalition, "is_sound_key", lambda _key: True)


def _keys_are_not_compared_with_what_was_begun(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(streams.hmac, "compare_digest", lambda *_: True)


def _rows_are_called_anything(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(envelope.Row, "follows_by_hash", lambda *_: True)


def _everything_counts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stream.CaseStream, "_counts", lambda *_: True)


def _anybody_takes_copies_in(patch: pytest.MonkeyPatch) -> None:
    for act in (rules.TakenIn, rules.Joined):
        patch.setitem(rules._TAKEN, act, lambda *_: None)


def _nothing_is_doubted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(arrival.Arrival, "doubts", lambda _self: iter(()))


def _lines_outside_are_not_compared(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(arrival.Arrival, "_doubts_of_anchors", lambda _self: iter(()))


def _logins_are_not_compared(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(arrival, "is_its_owners", lambda *_: True)


def _tables_are_not_compared(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(database, "as_written", lambda _found: True)


def _slots_are_not_examined(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(check._Examination, "_examine_slots", lambda _self: None)


def _lines_are_not_examined(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(check._Examination, "_examine_line", lambda *_: None)


def _streams_are_not_examined(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(check._Examination, "_examine_streams", lambda _self: None)


def _nothing_is_examined(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(check, "faults", lambda *_: [])


Check = Callable[[pytest.MonkeyPatch], None]
Change = Callable[[House], object]
MUTANTS: list[tuple[Attack, tuple[Check, ...]]] = []


def attack(
    *without: Check | tuple[Check, ...],
    **said: Any,  # noqa: ANN401
) -> Callable[[Change], Callable[[House, dict[object, list[Sitting]]], None]]:
    """Make a test of what an attacker does; each of ``without`` stops it, or those of a tuple."""

    def made(change: Change) -> Callable[[House, dict[object, list[Sitting]]], None]:
        one = Attack(change, **said)
        checks = [each if isinstance(each, tuple) else (each,) for each in without]
        MUTANTS.extend((one, each) for each in checks)

        def test(house: House, twins: dict[object, list[Sitting]]) -> None:
            withstood(house, twin_of(house, one, twins), one)

        test.__name__ = test.__qualname__ = change.__name__
        test.__doc__ = inspect.getdoc(change)
        return test

    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("built")
    build(top)
    return top


@pytest.fixture(scope="module")
def twins() -> dict[object, list[Sitting]]:
    return {}


@pytest.fixture
def house(built: Path, tmp_path: Path) -> House:
    shutil.copytree(built, tmp_path / "house")
    return House(tmp_path / "house")


def twin_of(house: House, one: Attack, twins: dict[object, list[Sitting]]) -> list[Sitting]:
    """Return what the victims meet in a house like this one where nobody changes anything."""
    told = (one.first, one.order)
    if told not in twins:
        top = house.top.with_name("twin")
        shutil.copytree(house.top, top)
        twins[told] = as_twin(House(top), one)
    return twins[told]


def test_a_house_that_nobody_attacks_has_nothing_to_tell(
    house: House, twins: dict[object, list[Sitting]]
) -> None:
    one = Attack(lambda _house: None)
    assert [met.told for met in twin_of(house, one, twins)] == [[], [], []]
    with pytest.raises(SucceededError, match="nobody is told"):
        withstood(house, twin_of(house, one, twins), one)


# What several attacks begin with


def cay_is_taken_off(house: House) -> None:
    with house.sits(ANN) as ann:
        ann.append(CASE, [], takes=holders(CAY))


def cay_is_taken_off_and_more_is_written(house: House) -> None:
    cay_is_taken_off(house)
    with house.sits(ANN) as ann:
        ann.append(None, [office("notary", BEN)])


def an_honest_line_is_written(house: House) -> None:
    with house.sits(ANN) as ann:
        ann.append(None, [office("notary", BEN)])


def begun(tools: Attacker, name: str, notes: str) -> tuple[str, bytes]:
    """Begin a case of the attacker's own."""
    secret = os.urandom(32)
    said = {
        "record": name, "notes": notes, "commitment": tools.commitment(secret, name),
        "tomb": b64(bytes(32)),
    }  # fmt: skip
    row = tools.entry("record-begun", said, about=name)
    tools.insert(row)
    return row.id[:32], secret


def new_keys(tools: Attacker, tag: str, keys: Keys, *signers: Keys | Under, **said: str) -> Row:
    return tools.entry(
        tag, {"key": keys.id, "sign": b64(keys.sign), "hpke": b64(keys.hpke), **said}, *signers
    )


def written(
    tools: Attacker,
    word: str,
    *signers: Keys | str,
    old: bool = False,
    **said: Any,  # noqa: ANN401
) -> Row:
    """Return an entry of the record, under its newest key or the oldest that the attacker has."""
    epochs = [row.epoch for row in tools.rows(RECORD) if (RECORD, row.epoch) in tools.secrets]
    epoch = epochs[0] if old else epochs[-1]
    return tools.entry(
        "recorded-by-mistake", {"on": "2024-03-04", "word_of": word}, *signers,
        stream=RECORD, about=RECORD, epoch=epoch, secret=tools.secrets[RECORD, epoch], **said,
    )  # fmt: skip


def removal(tools: Attacker) -> Row:
    return tools.acts("hold-taken")[-1][0]


def put_back(house: House, tools: Attacker, key: Keys) -> None:
    """Put the slots of a key back, with the keys that it had."""
    for (name, epoch), secret in tools.secrets.items():
        tools.give(name, epoch, key.id, key.hpke, secret)


# W1 to W10


@attack(_signatures_are_believed)
def test_a_gift_in_the_name_of_a_holder_gives_nothing(house: House) -> None:  # W1
    ewa = house.attacker(EWA)
    said = {"stream": RECORD, "key": ewa.me.id}
    ewa.insert(ewa.entry("hold-given", said, house.key(ANN), about=RECORD))


@attack(
    _keys_are_not_compared_with_what_was_begun,
    order=(ANN,),
    lost=frozenset({"three", "by ben"}),
    closes=True,
)
def test_a_key_of_her_own_in_the_slot_of_a_victim_is_not_written_under(house: House) -> None:  # W2
    ewa = house.attacker(EWA)
    mine, ann = os.urandom(32), house.key(ANN)
    epoch = ewa.tip(RECORD).epoch or ""
    house.secrets[RECORD, epoch] = mine
    ewa.give(RECORD, epoch, ann, ewa.public_keys()[ann], mine)


@attack(_anybody_begins_epochs)
def test_an_epoch_that_she_begins_for_the_victims_is_not_written_under(house: House) -> None:  # W2
    ewa = house.attacker(EWA)
    mine = os.urandom(32)
    said = {"stream": RECORD, "commitment": ewa.commitment(mine, RECORD)}
    row = ewa.entry("epoch-begun", said, about=RECORD)
    ewa.insert(row)
    house.secrets[RECORD, row.id[:32]] = mine
    for key, public in ewa.public_keys().items():
        ewa.give(RECORD, row.id[:32], key, public, mine)


@attack(_holds_are_given_to_anybody, by=CAY)
def test_who_holds_the_record_does_not_give_herself_the_notes(house: House) -> None:  # W3
    cay = house.attacker(CAY)
    said = {"stream": house.notes, "key": cay.me.id}
    cay.insert(cay.entry("hold-given", said, about=RECORD))


@attack()
def test_keys_renewed_by_another_than_their_owner_are_not(house: House) -> None:  # W4
    ewa, mine = house.attacker(EWA), Keys()
    ewa.insert(new_keys(ewa, "key-renewed", mine, ewa.me, mine, old=house.key(BEN)))


@attack(_one_is_as_good_as_two)
def test_nobody_gives_herself_standing(house: House) -> None:  # W5
    ewa = house.attacker(EWA)
    ewa.insert(ewa.entry("standing-given", {"member": EWA}))


def taken_office(member: MemberId) -> dict[str, Any]:
    return {"on": "2024-03-04", "member": member, "office": "chair", "year": 2023}


@attack(_offices_ask_nobody)
def test_nobody_records_an_office_for_herself(house: House) -> None:  # W5
    ewa = house.attacker(EWA)
    ewa.insert(ewa.entry("office-taken", taken_office(EWA)))


@attack(_nothing_is_doubted, order=(ANN, BEN), rolls_back=True, lost=frozenset({"by ben"}))
def test_a_tail_of_a_record_that_is_cut_is_told_to_whoever_read_it(house: House) -> None:  # W6
    house.works(ANN, "later, before")
    ewa = house.attacker(EWA)
    ewa.delete(*ewa.rows(RECORD)[-2:])


@attack(_nothing_is_doubted, order=(BEN,), first=an_honest_line_is_written, rolls_back=True)
def test_a_tail_of_the_coalition_is_told_to_whoever_did_not_read_it(house: House) -> None:  # W6
    ewa = house.attacker(EWA)
    ewa.delete(ewa.tip())


def test_what_is_said_does_not_show_in_its_length(house: House) -> None:  # W7
    words = ["", "yes", "no", "not sure yet", "x" * 60]
    with house.sits(ANN) as ann:
        for word in words:
            ann.append(CASE, [record(word), note(word)])
            ann.save_draft(DraftKey(CASE, word or "none"), word.encode())
    ewa = house.attacker(EWA)
    sealed = [row for name in (RECORD, house.notes) for row in ewa.rows(name)[-len(words) :]]
    assert len({len(row.sealed) for row in sealed}) == 1
    assert {len(kept) for (kept,) in ewa.run("SELECT sealed FROM own WHERE stream NOTNULL")} == {
        797
    }


@attack(_slots_are_not_examined, by=DEE)
def test_slots_put_back_by_who_was_taken_off_make_no_holder(house: House) -> None:  # W9
    dee = house.attacker(DEE)
    put_back(house, dee, dee.me)


@attack(_nothing_is_examined, lost=frozenset({"paper"}))
def test_a_paper_that_is_exchanged_by_who_has_no_key_is_told(house: House) -> None:  # W10
    house.attacker(EWA).run("UPDATE blobs SET sealed = ?", (NOISE,))


# A1 to A30, as far as there is what they attack


@attack(_nothing_is_doubted, by=CAY, first=cay_is_taken_off, order=(BEN, ANN), rolls_back=True)
def test_a_removal_that_is_cut_off_is_told_and_not_written_past(house: House) -> None:  # A1
    cay = house.attacker(CAY)
    cay.delete(removal(cay))
    put_back(house, cay, cay.me)


@attack(
    _lines_outside_are_not_compared, by=CAY, first=cay_is_taken_off, order=(BEN,), rolls_back=True
)
def test_a_line_of_her_own_after_a_removal_was_cut_off_does_not_hide_it(house: House) -> None:  # A2
    cay = house.attacker(CAY)
    cay.delete(removal(cay))
    put_back(house, cay, cay.me)
    with house.sits(CAY):
        pass
    cay.note(house.state, n=99)


@attack(_lines_outside_are_not_compared, by=CAY, first=None, order=(BEN,), rolls_back=True)
def test_a_whole_older_file_is_told_to_who_was_away(house: House) -> None:  # A3
    kept = house.top / "kept"
    shutil.copytree(house.folder, kept)
    cay_is_taken_off(house)
    shutil.rmtree(house.folder)
    shutil.copytree(kept, house.folder)


@attack(_nothing_is_doubted, by=CAY, first=None, order=(BEN, ANN), rolls_back=True)
def test_an_older_file_without_what_was_noted_outside_is_told(house: House) -> None:  # A4
    kept = house.top / "kept"
    shutil.copytree(house.folder, kept)
    cay_is_taken_off(house)
    shutil.rmtree(house.folder)
    shutil.copytree(kept, house.folder)
    shutil.rmtree(house.state)


@attack(by=CAY, first=cay_is_taken_off, order=(BEN,), rolls_back=True)
def test_a_removal_dropped_with_all_marks_on_another_computer_is_told(house: House) -> None:  # A4
    cay = house.attacker(CAY)
    cay.delete(removal(cay))
    cay.run("DELETE FROM own")
    shutil.rmtree(house.state)


@attack(
    (_nothing_is_doubted, _nothing_is_examined), by=CAY, first=cay_is_taken_off, rolls_back=True
)
def test_a_gift_in_a_line_that_begins_before_the_removal_is_none(house: House) -> None:  # A5
    cay = house.attacker(CAY)
    rows = cay.rows()
    before = rows[rows.index(removal(cay)) - 1]
    said = {"stream": RECORD, "key": house.key(DEE)}
    cay.insert(cay.entry("hold-given", said, about=RECORD, after=before))


@attack((_everything_counts,), by=DEE)
def test_who_was_taken_off_appends_nothing_to_a_quiet_case(house: House) -> None:  # A6
    dee = house.attacker(DEE)
    under = next(row for row, _ in dee.acts("record-begun")).id
    dee.insert(written(dee, "too late", old=True, under=under))


@attack()
def test_a_row_at_the_greatest_depth_does_not_end_the_line(house: House) -> None:  # A7
    ewa = house.attacker(EWA)
    ewa.insert(ewa.entry("moved", {"tip": ewa.tip().id}, depth=2**63 - 1))


@attack(_nothing_is_examined)
def test_a_row_below_what_others_read_changes_nothing(house: House) -> None:  # A8
    ewa = house.attacker(EWA)
    rows = ewa.rows()
    at = next(n for n, row in enumerate(rows) if row.id == ewa.acts("key-renewed")[-1][0].id)
    for row in rows[at:]:
        ewa.insert(ewa.entry("moved", {"tip": row.id}, after=row))


def test_who_takes_the_notes_from_all_and_begins_them_anew_does_not_read_on(
    house: House,
) -> None:  # A9
    cay, mine, notes = house.attacker(CAY), os.urandom(32), house.notes
    keys = {member: house.key(member) for member in (ANN, BEN)}
    for key in keys.values():
        said = {"stream": notes, "key": key, "cut": [cay.tip(notes).id]}
        cay.insert(cay.entry("hold-taken", said, about=RECORD))
    said = {"stream": notes, "commitment": cay.commitment(mine, notes)}
    row = cay.entry("epoch-begun", said, about=RECORD)
    cay.insert(row)
    for key in keys.values():
        cay.insert(cay.entry("hold-given", {"stream": notes, "key": key}, about=RECORD))
        cay.give(notes, row.id[:32], key, cay.public_keys()[key], mine)
    for member in (BEN, ANN):
        assert house.works(member, "later").wrote != []
    after = house.attacker(CAY)
    after.secrets[notes, row.id[:32]] = mine
    assert [said for said in after.opened().values() if b"heard later" in said] == []


@attack(_one_is_as_good_as_two, by=CAY)
def test_one_office_holder_alone_makes_no_puppet(house: House) -> None:  # A9
    cay, puppet = house.attacker(CAY), Keys()
    cay.insert(new_keys(cay, "key-enrolled", puppet, cay.me, member="puppet"))
    own = Keys()
    cay.insert(new_keys(cay, "key-renewed", own, puppet, own, old=puppet.id))
    cay.insert(cay.entry("hold-given", {"stream": RECORD, "key": own.id}, about=RECORD))


@attack(_nothing_is_examined, rolls_back=True, closes=True)
def test_the_first_entry_gone_closes_nothing_else(house: House) -> None:  # A10
    ewa = house.attacker(EWA)
    ewa.delete(ewa.rows()[0])


def fay_is_enrolled(house: House) -> tuple[Attacker, Keys, Keys]:
    """Enrol somebody by two, who renews her keys; the enroller keeps the first ones."""
    ann, cay, first, own = house.attacker(ANN), house.attacker(CAY), Keys(), Keys()
    cay.insert(new_keys(cay, "key-enrolled", first, cay.me, ann.me, member="fay"))
    cay.insert(new_keys(cay, "key-renewed", own, first, own, old=first.id))
    return cay, first, own


def test_the_enroller_records_nothing_as_whom_she_enrolled(house: House) -> None:  # A11
    cay, first, _ = fay_is_enrolled(house)
    cay.insert(written(cay, "forged", first, cay.me))
    met = house.works(BEN, "later")
    assert "fay" not in met.by.values()
    assert met.told != []


def test_nothing_is_given_to_keys_that_somebody_else_made(house: House) -> None:  # A11
    ann, cay, first = house.attacker(ANN), house.attacker(CAY), Keys()
    cay.insert(new_keys(cay, "key-enrolled", first, cay.me, ann.me, member="fay"))
    ann.insert(ann.entry("hold-given", {"stream": RECORD, "key": first.id}, about=RECORD))
    with house.sits(ANN) as session:
        session.append(CASE, [record("later")], gives=holders(MemberId("fay")))
        assert MemberId("fay") not in session.holders(CASE).record
    cay.keys = [first]
    cay.secrets = {}
    assert cay.opened() == {}


def test_a_first_session_in_keys_that_the_enroller_renewed_is_refused(
    house: House,
) -> None:  # A11
    """Cay renews them for herself, and makes a login that Fay's first passphrase opens."""
    cay, _, own = fay_is_enrolled(house)
    header, first = cay.header(), "violin marmot cinder plaza"
    login = cay.made_login(own, "wren", first, "first")
    cay.write_header(header | {"logins": [*header["logins"], login]})
    chosen = secret_of("basil hammock trombone ridge")
    with pytest.raises(Trouble):
        open_vault(
            house.folder, "wren", derive(house.folder, "wren", first), now=noon,
            state=house.state, own=chosen,
        ).close()  # fmt: skip


@attack(_keys_are_replaced, by=CAY)
def test_nobody_is_given_new_keys_behind_their_back(house: House) -> None:  # A12
    cay, mine = house.attacker(CAY), Keys()
    cay.insert(new_keys(cay, "key-enrolled", mine, cay.me, member=BEN))
    own = Keys()
    cay.insert(new_keys(cay, "key-renewed", own, mine, own, old=mine.id))


@pytest.mark.parametrize("who", ["everybody", "herself"])
def test_a_database_under_another_key_is_shut_or_told(house: House, who: str) -> None:  # A13
    ewa, other = house.attacker(EWA), os.urandom(32)
    with ewa.database() as old:
        new = house.folder / "vault-2.db"
        old.execute(f"ATTACH '{new}' AS other KEY \"x'{other.hex()}'\"")
        old.execute("SELECT sqlcipher_export('other')")
        for name, value in (("application_id", 0x524A4456), ("user_version", 2)):
            old.execute(f"PRAGMA other.{name} = {value}")
    header = ewa.header()
    about = says("vault key", ewa.vault, 2)
    for login in header["logins"]:
        if who == "everybody" or login["label"] == LABEL[EWA]:
            sealed = seal(kdf(ewa.me.master, "vault"), other, about)
            login["vault_key"] = base64.b64encode(sealed).decode()
    ewa.write_header(header | {"epoch": 2})
    for member in (ANN, BEN):
        assert "damaged" in house.works(member, "later").shut
    with house.sits(EWA) as session:
        assert any("sealed under the key" in said for said in session.doubts)


def test_a_login_put_back_is_told_to_everybody(house: House) -> None:  # A14
    before = house.attacker(EWA).header()
    with house.sits(BEN) as ben:
        key = ben.unlocking(BEN).derive(PASSPHRASE[BEN])
        ben.change_passphrase(key, secret_of("walnut bishop canoe thimble"))
    ewa = house.attacker(EWA)
    ewa.write_header(before)
    for member in (ANN, BEN):
        met = house.works(member, "later")
        assert any("stands as it was before" in said for said in met.doubts)


@attack(by=CAY, first=cay_is_taken_off_and_more_is_written, order=(BEN,), rolls_back=True)
def test_a_removal_gone_from_the_middle_is_not_written_past(house: House) -> None:  # A16
    cay = house.attacker(CAY)
    cay.delete(removal(cay))


@attack(by=CAY, first=cay_is_taken_off_and_more_is_written, order=(BEN,), rolls_back=True)
def test_a_removal_that_is_scribbled_over_is_not_written_past(house: House) -> None:  # A16
    cay = house.attacker(CAY)
    row = removal(cay)
    cay.run("UPDATE entries SET sealed = ? WHERE id = ?", (NOISE, bytes.fromhex(row.id)))


@attack(_nothing_is_examined)
def test_a_summary_that_is_rewritten_is_made_anew(house: House) -> None:  # A22
    house.attacker(EWA).run("UPDATE own SET sealed = ? WHERE stream NOTNULL", (NOISE,))
    ewa = house.attacker(EWA)
    where = (bytes.fromhex(house.key(BEN)), os.urandom(16), bytes.fromhex(RECORD), NOISE)
    ewa.run("INSERT INTO own VALUES (?, ?, ?, ?)", where)


@attack(_nothing_is_doubted, order=(ANN,), rolls_back=True)
def test_marks_put_back_with_a_cut_are_told(house: House) -> None:  # A23
    ewa = house.attacker(EWA)
    before = ewa.run("SELECT * FROM own")
    house.works(ANN, "later, before")
    ewa.delete(ewa.tip(RECORD))
    for row in before:
        ewa.run("INSERT OR REPLACE INTO own VALUES (?, ?, ?, ?)", row)


ONE = bytes([1]) + bytes(31)
"""A point of small order: under it this signature holds for every content."""


@attack((_every_signing_key_will_do,))
def test_a_key_under_which_anybody_signs_is_none(house: House) -> None:  # A26
    ewa = house.attacker(EWA)
    name = key_id(ONE, ewa.me.hpke)
    said = {"old": ewa.me.id, "key": name, "sign": b64(ONE), "hpke": b64(ewa.me.hpke)}
    row = ewa.entry("key-renewed", said, ewa.me, name)
    at = 1 + 64
    sealed = row.sealed[:at] + ONE + bytes(32) + row.sealed[at + 64 :]
    ewa.insert(moved(row, sealed=sealed))


@attack((_rows_are_called_anything, _lines_are_not_examined, _nothing_is_examined))
def test_an_entry_of_another_case_does_not_stand_in_this_one(house: House) -> None:  # A29
    ewa = house.attacker(EWA)
    other, tip = ewa.rows(OTHERS)[-1], ewa.tip(RECORD)
    where = {"stream": RECORD, "about": RECORD, "parents": (tip.id,), "depth": tip.depth + 1}
    ewa.insert(moved(other, **where))


@attack(_lines_are_not_examined)
def test_an_entry_of_another_vault_does_not_stand_in_this_one(house: House) -> None:  # A29
    build(house.top / "other")
    ewa = house.attacker(EWA)
    theirs = Attacker(house.top / "other" / "reed.rjvault", LABEL[ANN], PASSPHRASE[ANN])
    tip = ewa.tip()
    ewa.insert(moved(theirs.tip(), vault=ewa.vault, parents=(tip.id,), depth=tip.depth + 1))


@attack(_lines_are_not_examined)
def test_a_thousand_rows_of_noise_are_set_aside(house: House) -> None:  # A30
    ewa = house.attacker(EWA)
    tip = ewa.tip()
    with ewa.database() as opened:
        opened.execute("BEGIN")
        for n in range(1000):
            row = moved(tip, parents=(tip.id,), depth=tip.depth + 1, sealed=b"%d" % n)
            opened.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row.columns)
        opened.execute("COMMIT")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM slots; END",
        "CREATE VIEW v AS SELECT * FROM entries",
        "CREATE TEMP TABLE x (a)",
        "PRAGMA user_version = 3",
        "PRAGMA user_version = 1",
        "PRAGMA user_version = -1",
        "PRAGMA application_id = 0",
        "DELETE FROM meta",
        "UPDATE meta SET value = CAST(x'ff' AS TEXT)",
    ],
)
def test_what_the_format_does_not_have_ends_in_a_sentence(
    house: House, statement: str
) -> None:  # A30
    house.attacker(EWA).run(statement)
    met = house.works(BEN, "later")
    temporary = "TEMP" in statement
    assert bool(met.shut) != temporary
    assert temporary or "othing" in met.shut


TABLES = {
    "entries": "sealed",
    "slots": "wrapped",
    "blobs": "sealed",
    "own": "sealed",
}
HARMS = {
    "deleted": "DELETE FROM {table} WHERE rowid = ?",
    "garbled": "UPDATE {table} SET {column} = zeroblob(797) WHERE rowid = ?",
    "emptied": "UPDATE {table} SET {column} = x'' WHERE rowid = ?",
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("table", TABLES)
def test_one_bad_row_closes_nothing_but_itself(house: House, table: str, harm: str) -> None:  # W8
    """Of every table every fifth row, each alone; whatever is said, it is a sentence."""
    before = (house.folder / "vault-1.db").read_bytes()
    ewa = house.attacker(EWA)
    streams_of = f"SELECT rowid, {'key' if table == 'own' else 'stream'} FROM {table}"
    statement = HARMS[harm].format(table=table, column=TABLES[table])
    for rowid, where in ewa.run(streams_of)[::5]:
        ewa.run(statement, (rowid,))
        met = Sitting(BEN)
        with house.sits(BEN) as ben:
            house.reads(ben, met)
        touched = where.hex() if table in {"entries", "slots"} else ""
        if touched != RECORD:
            assert [word for word in met.record if word] == BEFORE
        elif table == "entries":
            assert len(met.record) >= len(BEFORE) - 1
        if touched != house.notes:
            assert [word for word in met.notes if word] == HEARD_BEFORE
        (house.folder / "vault-1.db").write_bytes(before)


def test_without_a_look_at_the_tables_a_trigger_is_obeyed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM slots; END"
    house.attacker(EWA).run(trigger)
    _tables_are_not_compared(monkeypatch)
    assert house.works(BEN, "later").record == BEFORE
    assert house.works(BEN, "later").record == []


# Of our own invention


def test_a_paper_kept_after_a_removal_is_not_sealed_under_the_old_key(house: House) -> None:
    before = house.attacker(CAY).secrets
    cay_is_taken_off(house)
    with house.sits(ANN) as ann:
        ann.keep_paper(CASE, "letter", b"after the removal")
    cay = house.attacker(CAY)
    cay.secrets |= before
    assert cay.opened_papers() == [KEPT]


def moved_away(house: House, change: str) -> None:
    cay = house.attacker(CAY)
    row = removal(cay)
    cay.run(f"UPDATE entries SET {change} WHERE id = ?", (bytes.fromhex(row.id),))
    put_back(house, cay, cay.me)


def test_a_branch_that_only_she_noted_does_not_hide_a_removal(house: House) -> None:
    """Ann took Cay off at another computer; at Ben's lies a line of Cay's that names her branch."""
    elsewhere = House(house.top)
    shutil.copytree(house.state, house.top / "elsewhere")
    kept = house.attacker(CAY).secrets
    with sitting(elsewhere.folder, ANN, house.top / "elsewhere") as ann:
        ann.append(CASE, [], takes=holders(CAY))
    cay = house.attacker(CAY)
    beside = cay.entry("moved", {"tip": ""}, after=cay.rows()[-2])
    cay.insert(beside)
    cay.note(house.state, tip=beside.id)
    met = house.works(BEN, "later")
    cay.secrets |= kept
    assert [word for word in cay.opened().values() if b"later" in word] == []
    assert met.doubts != ()


@attack(by=CAY, first=cay_is_taken_off, order=(BEN,), rolls_back=True)
def test_a_removal_lifted_to_another_depth_is_not_written_past(house: House) -> None:
    moved_away(house, "depth = depth + 7")


@attack(by=CAY, first=cay_is_taken_off, order=(ANN,), rolls_back=True)
def test_a_removal_carried_to_another_stream_is_told_to_who_made_it(house: House) -> None:
    moved_away(house, "stream = randomblob(16)")


@attack(by=CAY, first=cay_is_taken_off, order=(ANN, BEN), rolls_back=True)
def test_a_removal_lifted_to_another_depth_shuts_nobody_out(house: House) -> None:
    moved_away(house, "depth = depth + 7")


@attack(by=CAY, first=cay_is_taken_off_and_more_is_written, order=(BEN,), rolls_back=True)
def test_another_row_in_the_place_of_a_removal_does_not_hide_what_follows(house: House) -> None:
    cay = house.attacker(CAY)
    rows, row = cay.rows(), removal(cay)
    before = rows[rows.index(row) - 1]
    cay.delete(row)
    cay.insert(cay.entry("moved", {"tip": before.id}, after=before))


@attack(_lines_are_not_examined, by=DEE, order=(ANN, BEN))
def test_a_row_that_nobody_verified_is_not_taken_for_verified(house: House) -> None:
    dee = house.attacker(DEE)
    dee.insert(written(dee, "forged", house.key(BEN), old=True))
    house.idles(ANN)


@attack(order=(ANN, BEN, ANN))
def test_noise_at_a_tip_does_not_part_those_who_write_after_it(house: House) -> None:
    ewa = house.attacker(EWA)
    for name in (RECORD, house.notes):
        tip = ewa.tip(name)
        ewa.insert(moved(tip, parents=(tip.id,), depth=tip.depth + 1, sealed=NOISE))
    house.idles(ANN)


def test_two_who_write_after_noise_read_each_other(house: House) -> None:
    ewa = house.attacker(EWA)
    tip = ewa.tip(RECORD)
    ewa.insert(moved(tip, parents=(tip.id,), depth=tip.depth + 1, sealed=NOISE))
    house.idles(ANN)
    house.works(ANN, "later by ann")
    house.works(BEN, "later by ben")
    assert "later by ann" in house.works(BEN, "later").record
    assert "later by ben" in house.works(ANN, "later").record


@attack()
def test_an_office_that_claims_to_correct_her_own_entry_is_none(house: House) -> None:
    ewa = house.attacker(EWA)
    mine = next(row for row, body in ewa.bodies() if ewa.me.id in body[0])
    ewa.insert(ewa.entry("office-taken", taken_office(EWA), replaces=mine.id))


@pytest.mark.parametrize("tag", ["recorded-by-mistake", "note-taken-back", "motion-answered"])
def test_nobody_takes_out_what_another_recorded_of_an_office(house: House, tag: str) -> None:
    ewa = house.attacker(EWA)
    offices = [row.id for row, _ in ewa.acts("office-taken")]
    said: dict[str, Any] = {"on": "2024-03-04", "replaces": offices[0]}
    if tag == "motion-answered":
        said |= {"decision": "d", "vote": "for"}
    ewa.insert(ewa.entry(tag, said, replaces=offices[0]))
    with house.sits(BEN) as ben:
        left = [entry.id for entry in in_fold_order(ben.coalition())]
        told = [*ben.doubts, *ben.check()]
    assert set(offices) <= set(left)
    assert told != []


@attack()
def test_nobody_lists_a_case_that_they_do_not_hold(house: House) -> None:
    ewa = house.attacker(EWA)
    mine = os.urandom(16).hex()
    begun(ewa, mine, os.urandom(16).hex())
    said = {"on": "2024-03-04", "case": CASE, "state": "ended"}
    ewa.insert(ewa.entry("case-listed", said, about=mine))


def begins_alone(house: House) -> Sitting:
    """Let Ann look at everything where somebody began a case of strange names."""
    return house.works(ANN, "later", last=True)


@pytest.mark.parametrize("name", ["ab", "", "00" * 17, "0e6f4b1c"])
def test_a_case_of_a_strange_name_given_to_everybody_ends_nothing(house: House, name: str) -> None:
    ewa = house.attacker(EWA)
    begun(ewa, name, os.urandom(16).hex())
    for member in EVERYBODY[:-1]:
        said = {"stream": name, "key": house.key(member)}
        ewa.insert(ewa.entry("hold-given", said, about=name))
    met = begins_alone(house)
    assert (met.shut, met.refused, met.doubts) == ("", [], ())


@pytest.mark.parametrize("notes", ["no hex", "coalition", "", "00" * 17, "\ud7ff", RECORD.upper()])
def test_notes_of_a_strange_name_end_no_examination(house: House, notes: str) -> None:
    ewa = house.attacker(EWA)
    mine = os.urandom(16).hex()
    begun(ewa, mine, notes)
    said = {"stream": notes, "commitment": b64(bytes(32))}
    ewa.insert(ewa.entry("epoch-begun", said, about=mine))
    for member in (ANN, BEN):
        said = {"stream": notes, "key": house.key(member)}
        ewa.insert(ewa.entry("hold-given", said, about=mine))
    met = begins_alone(house)
    assert (met.shut, met.refused, met.doubts) == ("", [], ())


def test_who_declines_a_case_loses_no_key_of_another(house: House) -> None:
    """The notes of the attacker's case have the name of the victim's record, in capitals."""
    ewa = house.attacker(EWA)
    mine, notes = os.urandom(16).hex(), RECORD.upper()
    begun(ewa, mine, notes)
    said = {"stream": notes, "commitment": b64(bytes(32))}
    ewa.insert(ewa.entry("epoch-begun", said, about=mine))
    for name in (mine, notes):
        ewa.insert(ewa.entry("hold-given", {"stream": name, "key": house.key(BEN)}, about=mine))
    with house.sits(BEN) as ben:
        ben.append(CaseId(str(uuid.UUID(mine))), [], takes=holders(BEN, notes=(BEN,)))
    assert house.works(BEN, "later").record == BEFORE


@pytest.mark.parametrize("depth", [2, 1000, 2**63 - 1])
def test_an_entry_whose_parent_never_was_makes_no_hole(house: House, depth: int) -> None:
    ewa = house.attacker(EWA)
    deep = min(ewa.tip().depth + depth, 2**63 - 1)
    said = {"tip": ewa.tip().id}
    ewa.insert(ewa.entry("moved", said, parents=("11" * 32,), depth=deep))
    met = house.works(ANN, "later", last=True)
    assert met.told != []
    assert met.doubts != () or met.refused == []
    if not met.doubts:
        cay_is_taken_off(house)


def noise_at_the_end_of_the_notes(house: House) -> None:
    """Far below whatever was written there, and following on nothing."""
    ewa = house.attacker(EWA)
    ewa.insert(moved(ewa.tip(house.notes), parents=(), depth=10**9, sealed=NOISE))


def test_noise_does_not_say_up_to_where_somebody_counts(house: House) -> None:
    """Cay, who does not hold the notes, takes Ann off them in good faith."""
    noise_at_the_end_of_the_notes(house)
    with house.sits(CAY) as cay:
        cay.append(CASE, [], takes=holders(notes=(ANN,)))
    met = house.works(BEN, "later")
    assert met.notes == HEARD_BEFORE


@attack(by=CAY)
def test_a_taking_that_cuts_off_the_past_darkens_nothing(house: House) -> None:
    """Cay may take Ann off the record; what Ann wrote is not hers to take."""
    cay = house.attacker(CAY)
    said = {"stream": RECORD, "key": house.key(DEE), "cut": []}
    cay.insert(cay.entry("hold-taken", said, about=RECORD))


@pytest.mark.parametrize("marked", [True, False])
def test_a_taking_with_a_false_cut_closes_nothing_of_others(house: House, marked: bool) -> None:  # noqa: FBT001
    cay = house.attacker(CAY)
    said = {"stream": RECORD, "key": house.key(ANN), "cut": []}
    cay.insert(cay.entry("hold-taken", said, about=RECORD))
    if not marked:
        cay.run("DELETE FROM own")
    found = house.works(BEN, "later").record
    assert [word for word in found if word in BEFORE and BY[word] != ANN] == [
        word for word in BEFORE if BY[word] != ANN
    ]


@attack((_anybody_takes_holds,))
def test_a_member_without_standing_takes_nothing_from_anybody(house: House) -> None:
    ewa = house.attacker(EWA)
    for name in (RECORD, house.notes):
        for member in (ANN, BEN, CAY):
            said = {"stream": name, "key": house.key(member), "cut": [ewa.tip(name).id]}
            ewa.insert(ewa.entry("hold-taken", said, about=RECORD))


def taken_in(tools: Attacker, row: Row, **said: Any) -> Row:  # noqa: ANN401
    """Return the entry that takes one of another copy in."""
    inner = {
        "about": row.about, "parent": row.parents[0], "depth": row.depth,
        "content": b64(row.sealed), "counted": True,
    }  # fmt: skip
    return tools.entry("taken-in", inner, about=row.about, **said)


@attack((_anybody_takes_copies_in, _holds_are_given_to_anybody), by=CAY)
def test_a_gift_of_who_was_taken_off_is_not_taken_in(house: House) -> None:
    """Dee held the case once, and gave it to Ewa in a copy that nobody ever saw."""
    cay, dee, ewa = (house.attacker(each) for each in (CAY, DEE, EWA))
    taken = cay.acts("hold-taken")[0][0]
    before = next(row for row in cay.rows() if row.id == taken.parents[0])
    said = {"stream": RECORD, "key": ewa.me.id}
    gift = cay.entry("hold-given", said, dee.me, about=RECORD, after=before)
    cay.insert(taken_in(cay, gift))


@attack((_anybody_takes_copies_in,), by=CAY, first=cay_is_taken_off, order=(BEN,), rolls_back=True)
def test_who_was_taken_off_does_not_say_that_it_was_in_a_copy(house: House) -> None:
    """Cay lets the end of the line go, and says that its entries were taken in."""
    cay = house.attacker(CAY)
    gone = [cay.rows()[-1]]
    while gone[-1].id != removal(cay).id:
        gone.append(next(row for row in cay.rows() if row.id == gone[-1].parents[0]))
    secrets = dict(cay.secrets)
    cay.delete(*gone)
    cay.insert(cay.entry("joined", {"entries": [row.id for row in gone], "lines": {}}))
    cay.secrets |= secrets
    put_back(house, cay, cay.me)


@pytest.mark.parametrize("gone", [False, True])
def test_a_key_that_nobody_was_given_puts_no_row_into_the_line(house: House, gone: bool) -> None:  # noqa: FBT001
    """Whoever has the key of the database renews keys that nobody has, signed by the new ones."""
    ewa, nobody = house.attacker(EWA), Keys()
    rows = ewa.rows()
    after = rows[-4] if gone else rows[-1]
    if gone:
        ewa.delete(rows[-3])
    said = {"old": "00" * 16, "key": nobody.id, "sign": b64(nobody.sign), "hpke": b64(nobody.hpke)}
    row = ewa.entry("key-renewed", said, nobody, after=after)
    ewa.insert(row)
    with house.sits(ANN) as ann:
        line_now = ann._journals.coalition.line
        assert row.id not in {place.row.id for place in line_now.links}
        assert not line_now.forked


def test_a_row_with_two_parents_shuts_nobody_out(house: House) -> None:
    """One parent is the tip, the other a row that stands beside one of the line."""
    ewa = house.attacker(EWA)
    rows = ewa.rows()
    beside = next(
        row
        for n in range(1000)
        if (row := ewa.entry("moved", {"tip": str(n)}, "00" * 16, after=rows[4])).id < rows[5].id
    )
    ewa.insert(beside)
    ewa.insert(ewa.entry("moved", {"tip": ""}, parents=(rows[-1].id, beside.id)))
    house.idles(ANN, BEN)
    for member in (ANN, BEN):
        met = house.works(member, "later")
        assert met.shut == ""
        assert met.record[: len(BEFORE)] == BEFORE


def test_a_public_key_that_nothing_can_be_sealed_to_holds_up_nobody(house: House) -> None:
    cay, mine, none = house.attacker(CAY), Keys(), bytes(32)
    name = key_id(mine.sign, none)
    said = {"old": cay.me.id, "key": name, "sign": b64(mine.sign), "hpke": b64(none)}
    cay.insert(cay.entry("key-renewed", said, cay.me, Under(mine, name)))
    with house.sits(ANN) as ann:
        ann.append(CASE, [record("a")], takes=holders(BEN))
        ann.append(CASE, [record("b")])
        assert ann.check() != []


@pytest.mark.parametrize("tip", ["zz", "", "00", "f" * 65, "\ud7ff"])
def test_a_line_outside_that_names_no_entry_ends_in_a_sentence(house: House, tip: str) -> None:
    ewa = house.attacker(EWA)
    ewa.note(house.state, tip=tip)
    for member in (ANN, BEN):
        met = house.works(member, "later")
        assert met.shut == ""
        assert met.doubts != ()


@pytest.mark.parametrize("under", ["zz", "", "00", RECORD, "row of the record"])
def test_an_entry_under_nothing_of_the_coalition_is_set_aside(house: House, under: str) -> None:
    cay = house.attacker(CAY)
    if under == "row of the record":
        under = cay.rows(RECORD)[0].id
    cay.insert(written(cay, "forged", under=under))
    met = house.works(BEN, "later")
    assert met.record == BEFORE
    assert met.told != []


@attack(rolls_back=True, order=(BEN, ANN))
def test_a_tail_of_a_record_is_told_to_who_did_not_read_it(house: House) -> None:
    with house.sits(ANN) as ann:
        ann.append(CASE, [record("later, before")])
    ewa = house.attacker(EWA)
    ewa.delete(ewa.tip(RECORD))
    assert house.works(BEN, "later").notices != ()


def test_a_first_session_over_a_fork_makes_no_keys(house: House) -> None:
    fay, words = MemberId("fay"), "violin marmot cinder plaza"
    with house.sits(ANN) as ann:
        with ann.cosigner(CAY, key_of(PASSPHRASE[CAY])) as cay:
            ann.enrol(fay, "wren", secret_of(words), cay)
        ann.append(None, [office("notary", BEN)])
    ewa = house.attacker(EWA)
    rows = ewa.rows()
    beside = ewa.entry("moved", {"tip": rows[-2].id}, after=rows[-2])
    ewa.insert(beside)
    ewa.note(house.state, tip=beside.id)
    own = secret_of("basil hammock trombone ridge")
    for secret in (secret_of(words), own):
        with suppress(Trouble):
            open_vault(
                house.folder, "wren", secret.key, now=noon, state=house.state, own=own
            ).close()
    ewa.delete(beside)
    shutil.rmtree(house.state)  # somebody who holds an office said that it counts as it is
    opened = []
    for secret in (secret_of(words), own):
        with suppress(WrongPassphrase):
            session = open_vault(
                house.folder, "wren", secret.key, now=noon, state=house.state, own=own
            )
            opened.append(session.member)
            session.close()
    assert set(opened) == {fay}


def test_a_second_beginning_of_the_record_is_told_at_the_door_or_changes_nothing(
    house: House,
) -> None:
    """Cay writes another first entry; Ben's marks are gone."""
    cay = house.attacker(CAY)
    cay.insert(written(cay, "first", old=True, parents=(), depth=1))
    cay.run("DELETE FROM own WHERE key = ?", (bytes.fromhex(house.key(BEN)),))
    met = house.works(BEN, "later")
    assert met.told != []
    assert [word for word in met.record if word] in ([*BEFORE], ["first", *BEFORE[1:]])


def of_other_kinds(tools: Attacker, statement: str, given: tuple[object, ...] = ()) -> None:
    """Put into the table of entries what its columns do not hold."""
    told = "SELECT sql FROM sqlite_schema WHERE name = 'entries'"
    ((written_,),) = tools.run(told)
    for text in (written_.replace("STRICT", ""), written_):
        with tools.database() as opened:
            opened.execute("PRAGMA writable_schema = ON")
            opened.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'entries'", (text,))
            opened.execute("PRAGMA writable_schema = RESET")
        if text != written_:
            with tools.database() as opened:
                opened.execute("PRAGMA ignore_check_constraints = ON")
                opened.execute(statement, given)


@attack()
def test_columns_of_other_kinds_end_in_no_traceback(house: House) -> None:
    of_other_kinds(
        house.attacker(EWA),
        "INSERT INTO entries VALUES ('text', 123, NULL, NULL, 'p', 'deep', 1, 2)",
    )


def test_a_text_that_is_none_closes_its_row_alone(house: House) -> None:
    ewa = house.attacker(EWA)
    row = ewa.tip(OTHERS)
    statement = "UPDATE entries SET sealed = CAST(x'ffff' AS TEXT) WHERE id = ?"
    of_other_kinds(ewa, statement, (bytes.fromhex(row.id),))
    met = house.works(BEN, "later")
    assert (met.shut, met.record) == ("", BEFORE)
    with house.sits(BEN) as ben:
        assert len(ben.entries(OTHER, Stream.RECORD)) <= 1


@attack(lost=frozenset({"by ben"}))
def test_an_entry_of_nothing_closes_itself_alone(house: House) -> None:
    ewa = house.attacker(EWA)
    ewa.run("UPDATE entries SET sealed = NULL WHERE id = ?", (bytes.fromhex(ewa.tip(RECORD).id),))


def test_a_stream_that_came_and_went_puts_nobody_into_reading_only(house: House) -> None:
    ewa = house.attacker(EWA)
    row = Row(os.urandom(16).hex(), None, None, (), 1, b"x", ewa.vault)
    ewa.insert(row)
    house.idles(ANN, BEN)
    ewa.delete(row)
    for member in (ANN, BEN):
        assert house.works(member, "later").doubts == ()


def test_a_row_gone_from_the_coalition_takes_none_before_it_along(house: House) -> None:
    for name in ("a", "b", "c"):
        with house.sits(ANN) as ann:
            ann.append(None, [office(name, BEN)])
    house.idles(ANN, BEN)
    ewa = house.attacker(EWA)
    ewa.delete(ewa.rows()[-2])
    for member in (ANN, BEN):
        with house.sits(member) as session:
            found = [getattr(entry.event, "office", "") for entry in session.coalition()]
            assert [name for name in found if name] == ["chair", "chair", "a", "c"]
            assert session.notices != ()


def test_an_epoch_that_a_holder_keeps_to_herself_holds_up_nobody(house: House) -> None:
    cay = house.attacker(CAY)
    said = {"stream": RECORD, "commitment": b64(bytes(32))}
    cay.insert(cay.entry("epoch-begun", said, about=RECORD))
    met = house.works(BEN, "later")
    assert met.refused == []


@pytest.mark.parametrize("name", ["header.json.bak.new", "header.json.new", "lock"])
def test_a_link_in_the_folder_destroys_nothing_outside(house: House, name: str) -> None:
    outside = house.top / "letter.txt"
    outside.write_text("dear all")
    (house.folder / name).unlink(missing_ok=True)
    (house.folder / name).symlink_to(outside)
    (house.folder / "header.json.bak").write_bytes(b"scribbled")
    house.works(ANN, "later")
    with suppress(Trouble), house.sits(BEN) as ben:
        key = ben.unlocking(BEN).derive(PASSPHRASE[BEN])
        ben.change_passphrase(key, secret_of(PASSPHRASE[BEN]))
    assert outside.read_text() == "dear all"


@attack(_lines_are_not_examined)
def test_a_victims_own_entry_recorded_again_is_set_aside(house: House) -> None:
    ewa = house.attacker(EWA)
    rows = ewa.rows(RECORD)
    ewa.insert(moved(rows[-2], parents=(rows[-1].id,), depth=rows[-1].depth + 1))


@attack(
    (_nothing_is_doubted, _streams_are_not_examined), lost=frozenset({"by ben"}), rolls_back=True
)
def test_a_row_of_the_record_renamed_to_another_stream_is_told(house: House) -> None:
    ewa = house.attacker(EWA)
    row = bytes.fromhex(ewa.tip(RECORD).id)
    ewa.run("UPDATE entries SET stream = randomblob(16) WHERE id = ?", (row,))


@attack(
    _nothing_is_examined, order=(ANN,), closes=True,
    lost=frozenset({"one", "by dee", "by cay", "two", "three", "by ben", "paper"}),
)  # fmt: skip
def test_slots_exchanged_between_members_open_nothing(house: House) -> None:
    ewa = house.attacker(EWA)
    ann, ben = (bytes.fromhex(house.key(member)) for member in (ANN, BEN))
    where = "stream = x'" + RECORD + "'"
    ewa.run(
        "UPDATE slots SET wrapped = (SELECT wrapped FROM slots AS other WHERE"
        " other.stream = slots.stream AND other.epoch = slots.epoch AND other.key = ?)"
        f" WHERE {where} AND key = ?",
        (ben, ann),
    )


@attack(_nothing_is_examined)
def test_own_rows_of_one_member_are_nothing_to_another(house: House) -> None:
    house.idles(ANN)
    ewa = house.attacker(EWA)
    ann, ben = (bytes.fromhex(house.key(member)) for member in (ANN, BEN))
    for _, name, about, sealed in ewa.run("SELECT * FROM own WHERE key = ?", (ann,)):
        ewa.run("INSERT OR IGNORE INTO own VALUES (?, ?, ?, ?)", (ben, name, about, sealed))


def test_own_rows_exchanged_between_members_are_told(house: House) -> None:
    house.idles(ANN, BEN)
    ewa = house.attacker(EWA)
    ann, ben = (bytes.fromhex(house.key(member)) for member in (ANN, BEN))
    for before, after in ((ann, b"-"), (ben, ann), (b"-", ben)):
        ewa.run("UPDATE own SET key = ? WHERE key = ?", (after, before))
    for member in (ANN, BEN):
        met = house.works(member, "later")
        assert met.doubts != ()
        assert met.record == BEFORE


def test_a_label_of_the_victims_on_her_own_login_gives_nothing(house: House) -> None:
    ewa = house.attacker(EWA)
    header = ewa.header()
    mine = ewa.relabelled(ewa.login(LABEL[EWA]), LABEL[BEN], ewa.me)
    others = [login for login in header["logins"] if login["label"] != LABEL[EWA]]
    ewa.write_header(header | {"logins": [mine, *others]})
    met = house.works(BEN, "later")
    assert (met.shut, met.record) == ("", BEFORE)
    ewa.write_header(
        header | {"logins": [mine, *(each for each in others if each["label"] != LABEL[BEN])]}
    )
    assert "does not open the vault" in house.works(BEN, "later").shut


@pytest.mark.parametrize("name", ["salt", "sealed"])
def test_a_slot_with_her_own_salt_or_seal_opens_nothing(house: House, name: str) -> None:
    ewa = house.attacker(EWA)
    header = ewa.header()
    mine = ewa.login(LABEL[EWA])["slots"][0][name]
    for login in header["logins"]:
        if login["label"] == LABEL[BEN]:
            login["slots"][0][name] = mine
    ewa.write_header(header)
    assert "does not open the vault" in house.works(BEN, "later").shut
    assert house.works(ANN, "later").shut == ""


@attack(_logins_are_not_compared)
def test_a_login_whose_label_was_exchanged_is_told_to_its_owner(house: House) -> None:
    ewa = house.attacker(EWA)
    header = ewa.header()
    for login in header["logins"]:
        if login["label"] == LABEL[BEN]:
            login["generation"] += 1
    ewa.write_header(header)


FORKS = [0, 1, 5, 9, -5, -2]


@pytest.mark.parametrize("at", FORKS)
def test_a_second_line_from_any_place_is_told_and_changes_nothing(
    house: House, twins: dict[object, list[Sitting]], at: int
) -> None:
    """Rightly signed, as long as the rest of the line, with a line outside that names its tip."""

    def change(house: House) -> None:
        ewa = house.attacker(EWA)
        rows = ewa.rows()
        after = rows[at]
        for n in range(len(rows) - rows.index(after)):
            after = ewa.entry("moved", {"tip": str(n)}, after=after)
            ewa.insert(after)

    one = Attack(change)
    withstood(house, twin_of(house, one, twins), one)


@attack(_anybody_countersigns, by=CAY)
def test_nobody_confirms_what_they_signed_themself(house: House) -> None:
    cay = house.attacker(CAY)
    waits = cay.entry("standing-given", {"member": EWA})
    cay.insert(waits)
    cay.insert(cay.entry("countersigned", {"entry": waits.id, "confirmed": True}))


@pytest.mark.parametrize("again", [False, True])
def test_a_member_under_two_keys_is_one_member(house: House, again: bool) -> None:  # noqa: FBT001
    """Cay gives Ewa standing, renews her keys, and confirms with the new ones, or gives again."""
    cay, mine = house.attacker(CAY), Keys()
    waits = cay.entry("standing-given", {"member": EWA})
    cay.insert(waits)
    cay.insert(new_keys(cay, "key-renewed", mine, cay.me, mine, old=cay.me.id))
    said = {"member": EWA} if again else {"entry": waits.id, "confirmed": True}
    signers = (cay.me, mine) if again else (mine,)
    cay.insert(cay.entry("standing-given" if again else "countersigned", said, *signers))
    with house.sits(ANN) as ann:
        assert ann._holds.standing == {ANN, CAY}
        assert ann.check() != []


@attack()
def test_keys_renewed_with_the_public_keys_of_a_victim_are_not(house: House) -> None:
    ewa = house.attacker(EWA)
    ben = house.key(BEN)
    public = ewa.public_keys()[ben]
    mixed = key_id(ewa.me.sign, public)
    said = {"old": ben, "key": mixed, "sign": b64(ewa.me.sign), "hpke": b64(public)}
    ewa.insert(ewa.entry("key-renewed", said, Under(ewa.me, mixed), ewa.me))


@attack((_keys_go_by_any_name,))
def test_keys_that_go_by_another_name_are_none(house: House) -> None:
    ewa, mine = house.attacker(EWA), Keys()
    said = {"old": ewa.me.id, "key": "00" * 16, "sign": b64(mine.sign), "hpke": b64(mine.hpke)}
    ewa.insert(ewa.entry("key-renewed", said, ewa.me, Under(mine, "00" * 16)))


@attack(_one_is_as_good_as_two)
def test_nobody_ends_the_keys_of_another(house: House) -> None:
    ewa = house.attacker(EWA)
    for member in (ANN, BEN, CAY):
        ewa.insert(ewa.entry("key-ended", {"key": house.key(member), "cut": {}}))
        ewa.insert(ewa.entry("standing-ended", {"member": member}))


@attack(_lines_are_not_examined)
def test_an_act_of_authority_that_two_are_said_to_have_signed_wants_both(house: House) -> None:
    ewa = house.attacker(EWA)
    ewa.insert(ewa.entry("standing-given", {"member": EWA}, house.key(ANN), house.key(CAY)))


@attack(_lines_are_not_examined)
def test_a_second_founding_founds_nothing(house: House) -> None:
    ewa = house.attacker(EWA)
    said = {
        "member": EWA, "key": ewa.me.id, "sign": b64(ewa.me.sign), "hpke": b64(ewa.me.hpke),
    }  # fmt: skip
    ewa.insert(ewa.entry("vault-founded", said))
    ewa.insert(ewa.entry("vault-founded", said, parents=(), depth=1))


@attack()
def test_nobody_says_alone_that_an_older_copy_counts(house: House) -> None:
    ewa = house.attacker(EWA)
    ewa.insert(ewa.entry("restored", {"tip": ewa.rows()[0].id}))


@attack()
def test_an_act_that_this_program_cannot_read_is_not_obeyed(house: House) -> None:
    ewa = house.attacker(EWA)
    ewa.insert(ewa.entry("standing-given", {"member": EWA, "more": True}))
    ewa.insert(ewa.entry("hold-given", {"stream": RECORD}, about=RECORD))


@attack(_slots_are_not_examined)
def test_slots_for_everybody_at_every_epoch_give_nothing(house: House) -> None:
    ewa = house.attacker(EWA)
    for name in ewa.streams():
        for epoch in {row.epoch for row in ewa.rows(name) if row.epoch}:
            ewa.give(name, epoch, ewa.me.id, ewa.me.hpke, NOBODYS)


# Each check taken out


def named(each: object) -> str:
    if isinstance(each, Attack):
        return getattr(each.change, "__name__", "")
    return (
        "+".join(check_.__name__.lstrip("_") for check_ in each) if isinstance(each, tuple) else ""
    )


@pytest.mark.parametrize(("one", "without"), MUTANTS, ids=named)
def test_without_what_stops_it_an_attack_goes_through(
    house: House,
    twins: dict[object, list[Sitting]],
    one: Attack,
    without: tuple[Check, ...],
) -> None:
    twin = twin_of(house, one, twins)
    with pytest.MonkeyPatch.context() as patch:
        for take_out in without:
            take_out(patch)
        with pytest.raises(SucceededError):
            withstood(house, twin, one)
