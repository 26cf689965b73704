"""Passphrases: which are worth having, and changing one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rjdesk.desk.ports import WeakPassphrase
from rjdesk.process.kernel.event import Stream
from rjdesk.vault import arrival
from rjdesk.vault.header import Header
from rjdesk.vault.keys import UnlockKey, new_secret
from rjdesk.vault.opening import derive, open_vault
from rjdesk.vault.passphrase import judge_passphrase
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import FirstSession, NoKeysAnyMore, WrongPassphrase
from tests.vault.making import (
    ANN,
    BEN,
    BOTH,
    CASE,
    LOGIN,
    NEW_PASSPHRASE,
    PASSPHRASE,
    contents,
    enrol,
    noon,
    note,
    opened,
    record,
    secret_of,
    with_ben,
)


@pytest.mark.parametrize(
    "passphrase",
    ["", "a", "Reed2019!", "restorative justice", "correct horse battery staple",
     "Correct-Horse-Battery-Staple!!", "restorative coalition circle", "12345678901234567890"],
)  # fmt: skip
def test_what_would_be_guessed_is_refused_in_a_sentence(passphrase: str) -> None:
    sentence = judge_passphrase(passphrase)
    assert sentence is not None
    assert sentence.startswith("This passphrase")
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "passphrase", [*PASSPHRASE.values(), NEW_PASSPHRASE, " ".join(PASSPHRASE.values()) * 3]
)
def test_words_that_have_nothing_to_do_with_each_other_will_do(passphrase: str) -> None:
    assert judge_passphrase(passphrase) is None


def test_words_that_a_guesser_knows_count_for_nothing() -> None:
    assert judge_passphrase("gwendolen zephyrine") is None
    assert judge_passphrase("gwendolen zephyrine", ["Gwendolen", "Zephyrine"]) is not None


def test_a_new_passphrase_leaves_everything_readable_and_the_old_one_is_refused(
    ann: Session, folder: Path
) -> None:
    ann.append(CASE, [record("kept"), note("too")])
    ann.change_passphrase(ann.unlocking(ANN).derive(PASSPHRASE[ANN]), secret_of(NEW_PASSPHRASE))
    ann.append(CASE, [record("still open")])
    ann.close()
    with pytest.raises(WrongPassphrase):
        derive(folder, "heron", PASSPHRASE[ANN])
    key = derive(folder, "heron", NEW_PASSPHRASE)
    with open_vault(folder, "heron", key, now=noon) as again:
        kept = again.entries(CASE, Stream.RECORD)
        assert [entry.event.word_of for entry in kept] == ["kept", "still open"]
        assert again.check() == []
    assert (folder / "header.json").read_bytes() == (folder / "header.json.bak").read_bytes()


def test_a_passphrase_is_changed_only_by_who_knows_it_and_to_a_good_one(
    ann: Session, folder: Path
) -> None:
    before = contents(folder)
    with pytest.raises(WrongPassphrase):
        ann.unlocking(ANN).derive(NEW_PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        ann.change_passphrase(UnlockKey(bytes(32)), secret_of(NEW_PASSPHRASE))
    with pytest.raises(WeakPassphrase, match="guessed"):
        new_secret("password1")
    with pytest.raises(WeakPassphrase):
        new_secret("gwendolen zephyrine", ["Gwendolen", "Zephyrine"])
    assert contents(folder) == before


def test_only_what_was_derived_opens_or_makes_a_slot(ann: Session, folder: Path) -> None:
    key, secret = ann.unlocking(ANN).derive(PASSPHRASE[ANN]), secret_of(NEW_PASSPHRASE)
    before = contents(folder)
    with pytest.raises(TypeError), ann.cosigner(ANN, PASSPHRASE[ANN]):
        pass
    with pytest.raises(TypeError):
        ann.enrol(BEN, LOGIN[BEN], PASSPHRASE[BEN])
    for old, new in ((key, NEW_PASSPHRASE), (PASSPHRASE[ANN], secret), (secret, key)):
        with pytest.raises(TypeError):
            ann.change_passphrase(old, new)
    assert contents(folder) == before
    assert ann.enrolled() == {ANN}


def test_no_secret_shows_itself() -> None:
    secret = secret_of(NEW_PASSPHRASE)
    assert repr(secret.key.secret) not in repr(secret)


def test_two_members_each_open_the_vault_with_their_own_passphrase(
    ann: Session, folder: Path
) -> None:
    ann = with_ben(ann, folder)
    ann.append(CASE, [record("r"), note("n")], gives=BOTH)
    ann.close()
    with pytest.raises(WrongPassphrase):
        derive(folder, LOGIN[BEN], PASSPHRASE[ANN])
    with opened(folder, BEN) as ben:
        assert ben.member == BEN
        assert ben.login == "otter"
        assert [entry.event.word_of for entry in ben.entries(CASE, Stream.NOTES)] == ["n"]
        ben.change_passphrase(ben.unlocking(BEN).derive(PASSPHRASE[BEN]), secret_of(NEW_PASSPHRASE))
    with opened(folder, ANN) as again:
        assert again.enrolled() == {ANN, BEN}
        assert again.check() == []


def test_an_enrolment_that_was_cut_short_is_done_again(ann: Session, folder: Path) -> None:
    header = (folder / "header.json").read_bytes()
    enrol(ann, BEN, "an abandoned granite quartz sofa")
    ann.close()
    (folder / "header.json").write_bytes(header)  # the power went before it was written
    with opened(folder) as again:
        assert (again.enrolled(), again.invited()) == ({ANN}, set())
        enrol(again, BEN)
        assert again.invited() == {BEN}
    with opened(folder, BEN) as ben:
        assert ben.enrolled() == {ANN, BEN}
        assert ben.check() == []


def test_keys_to_begin_with_open_nothing_before_their_member_made_their_own(
    ann: Session, folder: Path
) -> None:
    enrol(ann, BEN)
    ann.append(CASE, [record("r"), note("n")], gives=BOTH)
    ann.close()
    before = contents(folder)
    key = derive(folder, LOGIN[BEN], PASSPHRASE[BEN])
    with pytest.raises(FirstSession):
        open_vault(folder, LOGIN[BEN], key, now=noon)
    assert contents(folder) == before
    with open_vault(folder, LOGIN[BEN], key, now=noon, own=secret_of(NEW_PASSPHRASE)) as ben:
        assert list(ben.cases()) == []
        assert ben.enrolled() == {ANN, BEN}
        assert ben.check() == []
    with pytest.raises(WrongPassphrase):
        derive(folder, LOGIN[BEN], PASSPHRASE[BEN])
    own = derive(folder, LOGIN[BEN], NEW_PASSPHRASE)
    open_vault(folder, LOGIN[BEN], own, now=noon).close()


@pytest.mark.parametrize("step", ["before the line knows it", "before the old login is gone"])
def test_a_first_session_that_was_cut_short_opens_with_one_passphrase_or_the_other(
    ann: Session, folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(ann, BEN)
    ann.close()
    key = derive(folder, LOGIN[BEN], PASSPHRASE[BEN])
    left = 1 if step.startswith("before the line") else 2
    real = arrival.write_header

    def dying(folder: Path, header: Header) -> None:
        nonlocal left
        if left == 2 or step.startswith("before the line"):
            real(folder, header)
        left -= 1
        if left == 0:
            raise KeyboardInterrupt

    monkeypatch.setattr(arrival, "write_header", dying)
    with pytest.raises(KeyboardInterrupt):
        open_vault(folder, LOGIN[BEN], key, now=noon, own=secret_of(NEW_PASSPHRASE))
    monkeypatch.undo()
    new = derive(folder, LOGIN[BEN], NEW_PASSPHRASE)
    if step.startswith("before the line"):
        with pytest.raises(NoKeysAnyMore):
            open_vault(folder, LOGIN[BEN], new, now=noon)
        old = derive(folder, LOGIN[BEN], PASSPHRASE[BEN])
        open_vault(folder, LOGIN[BEN], old, now=noon, own=secret_of(NEW_PASSPHRASE)).close()
    else:
        open_vault(folder, LOGIN[BEN], new, now=noon).close()
        with pytest.raises(WrongPassphrase):
            derive(folder, LOGIN[BEN], PASSPHRASE[BEN])
    with opened(folder) as again:
        assert again.enrolled() == {ANN, BEN}
        assert again.check() == []
