"""Who holds what, and who may give it: each act of authority, counted and not counted."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

import msgspec
import pytest
from msgspec.structs import replace

from rjdesk.process.authority import (
    AUTHORITY,
    Authority,
    Countersigned,
    CountsBegun,
    EpochBegun,
    EpochId,
    HoldGiven,
    HoldTaken,
    Joined,
    KeyEnded,
    KeyEnrolled,
    KeyId,
    KeyRenewed,
    Moved,
    RecordBegun,
    Restored,
    StandingEnded,
    StandingGiven,
    StreamId,
    TakenIn,
    VaultFounded,
    VaultKeyBegun,
)
from rjdesk.process.held import Holds, Uncounted
from rjdesk.process.holds import Folding, LineAct, OfACase
from rjdesk.process.kernel.decision import DecisionId, Vote
from rjdesk.process.kernel.event import CaseId, EntryId, Event, MemberId, RecordedByMistake
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.process.library.events import DocumentTakenOut
from rjdesk.process.membership.events import CaseListed, OfficeTaken, TrainingCompleted
from rjdesk.process.membership.state import CaseState
from rjdesk.process.motions.events import MotionAnswered

DAY = date(2026, 11, 27)
RECORD, NOTES, OTHER = StreamId("aa" * 16), StreamId("bb" * 16), StreamId("cc" * 16)
MIGHT_NOT, NO_KEY = Uncounted.MIGHT_NOT, Uncounted.NOT_A_KEY
NO_FIT, WAITS = Uncounted.DOES_NOT_FIT, Uncounted.WAITING


def key(member: str) -> KeyId:
    return KeyId(sha256(member.encode()).hexdigest()[:32])


@dataclass
class Told:
    """A line that grows act by act."""

    folding: Folding = field(default_factory=Folding)
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    last: EntryId = field(default=EntryId(""))

    @property
    def holds(self) -> Holds:
        return self.folding.holds

    def by(
        self,
        *members: str,
        act: Authority | Event,
        about: StreamId | None = None,
        corrects: str = "",
    ) -> Uncounted | None:
        self.last = EntryId(f"{next(self.ids):032x}" + "0" * 32)
        return self.folding.take(
            LineAct(
                id=self.last,
                signers=tuple(map(key, members)),
                about=about,
                act=act,
                corrects=key(corrects) if corrects else None,
            )
        )

    def who_holds(self, stream: StreamId) -> set[str]:
        return {str(each) for each in self.holds.holders(stream)}


def enrolled(member: str, as_: str = "") -> KeyEnrolled:
    return KeyEnrolled(
        member=MemberId(member), key=key(as_ or f"{member}-first"), sign=b"", hpke=b""
    )


def renewed(member: str, as_: str = "") -> KeyRenewed:
    return KeyRenewed(old=key(f"{member}-first"), key=key(as_ or member), sign=b"", hpke=b"")


def counts(stream: StreamId = OTHER) -> CountsBegun:
    return CountsBegun(stream=stream, public=b"", commitment=b"")


def founded() -> Told:
    """Ann founds; Ben and Cay have keys of their own; Ann and Ben hold an office."""
    told = Told()
    assert (
        told.by("ann", act=VaultFounded(member=MemberId("ann"), key=key("ann"), sign=b"", hpke=b""))
        is None
    )
    for member in ("ben", "cay", "dee"):
        assert told.by("ann", act=enrolled(member)) is None
        assert told.by(f"{member}-first", member, act=renewed(member)) is None
    assert told.by("ann", act=StandingGiven(member=MemberId("ben"))) is None
    return told


def with_a_case() -> Told:
    """Ann opened a case and gave its record to Cay, who began the notes."""
    told = founded()
    begun = RecordBegun(record=RECORD, notes=NOTES, commitment=b"1", tomb=b"t")
    assert told.by("ann", act=begun, about=RECORD) is None
    assert told.by("ann", act=gives("cay"), about=RECORD) is None
    assert told.by("cay", act=begins(NOTES, b"2"), about=RECORD) is None
    return told


BEGUN = EpochId(f"{9:032x}")
"""The first epoch of the case that ``with_a_case`` has: the ninth act begins it."""


def begins(stream: StreamId, commitment: bytes = b"n") -> EpochBegun:
    return EpochBegun(stream=stream, begun=BEGUN, commitment=commitment)


def gives(member: str, stream: StreamId = RECORD) -> HoldGiven:
    return HoldGiven(stream=stream, begun=BEGUN, key=key(member))


def takes(member: str, stream: StreamId = RECORD, cut: str = "e") -> HoldTaken:
    return HoldTaken(stream=stream, begun=BEGUN, key=key(member), cut=(EntryId(cut),))


def taken_in() -> TakenIn:
    return TakenIn(about=None, parent=EntryId("e"), depth=1, content=b"")


def listed() -> CaseListed:
    return CaseListed(on=DAY, case=CaseId(str(uuid.UUID(RECORD))), state=CaseState.ACTIVE)


def trained() -> TrainingCompleted:
    return TrainingCompleted(on=DAY, member=MemberId("cay"), training=TrainingId("t"), year=2026)


ABOUT = (RecordBegun, EpochBegun, HoldGiven, HoldTaken, CaseListed)
ROWS: tuple[tuple[str, tuple[str, ...], Authority | Event, Uncounted | None], ...] = (
    (
        "a vault is founded once",
        ("ann",),
        VaultFounded(member=MemberId("x"), key=key("ann"), sign=b"", hpke=b""),
        NO_FIT,
    ),
    ("two office-holders enrol", ("ann", "ben"), enrolled("eve"), None),
    ("one of two office-holders waits", ("ann",), enrolled("eve"), WAITS),
    ("one alone with somebody who holds none", ("ann", "cay"), enrolled("eve"), MIGHT_NOT),
    ("one who signs twice is one", ("ann", "ann"), enrolled("eve"), WAITS),
    ("a member without an office enrols nobody", ("cay",), enrolled("eve"), MIGHT_NOT),
    ("whoever has keys is not enrolled again", ("ann", "ben"), enrolled("cay", "another"), NO_FIT),
    ("a key is enrolled once", ("ann", "ben"), enrolled("eve", "dee"), NO_FIT),
    ("a key that nobody enrolled signs nothing", ("eve",), gives("dee"), NO_KEY),
    ("keys that are gone sign nothing", ("cay-first",), gives("dee"), NO_KEY),
    (
        "a renewal is signed by both",
        ("cay", "new"),
        KeyRenewed(old=key("cay"), key=key("new"), sign=b"", hpke=b""),
        None,
    ),
    (
        "a renewal that the old one did not sign",
        ("new",),
        KeyRenewed(old=key("cay"), key=key("new"), sign=b"", hpke=b""),
        NO_KEY,
    ),
    (
        "a renewal that the new one did not sign",
        ("cay",),
        KeyRenewed(old=key("cay"), key=key("new"), sign=b"", hpke=b""),
        NO_KEY,
    ),
    (
        "a renewal into another's key",
        ("cay", "dee"),
        KeyRenewed(old=key("cay"), key=key("dee"), sign=b"", hpke=b""),
        NO_FIT,
    ),
    ("two end a key", ("ann", "ben"), KeyEnded(key=key("cay"), cut={}), None),
    ("one alone does not end a key", ("ann",), KeyEnded(key=key("cay"), cut={}), WAITS),
    ("whoever leaves ends their own", ("cay",), KeyEnded(key=key("cay"), cut={}), None),
    (
        "nobody ends another's without an office",
        ("cay",),
        KeyEnded(key=key("ann"), cut={}),
        MIGHT_NOT,
    ),
    ("an end that names no key", ("ann", "ben"), KeyEnded(key=key("eve"), cut={}), NO_FIT),
    ("two give standing", ("ann", "ben"), StandingGiven(member=MemberId("cay")), None),
    ("one alone does not give standing", ("ben",), StandingGiven(member=MemberId("cay")), WAITS),
    ("nobody gives themself standing", ("cay",), StandingGiven(member=MemberId("cay")), MIGHT_NOT),
    ("standing is given once", ("ann", "ben"), StandingGiven(member=MemberId("ben")), NO_FIT),
    (
        "whoever lays down an office does so alone",
        ("ben",),
        StandingEnded(member=MemberId("ben")),
        None,
    ),
    (
        "one does not end the standing of the other",
        ("ann",),
        StandingEnded(member=MemberId("ben")),
        WAITS,
    ),
    ("an end of what nobody has", ("ann", "ben"), StandingEnded(member=MemberId("cay")), NO_FIT),
    (
        "what does not wait is not countersigned",
        ("ben",),
        Countersigned(entry=EntryId("e")),
        NO_FIT,
    ),
    (
        "any member opens a case",
        ("dee",),
        RecordBegun(record=OTHER, notes=StreamId("dd" * 16), commitment=b"", tomb=b""),
        None,
    ),
    (
        "a record is begun once",
        ("ann",),
        RecordBegun(record=RECORD, notes=OTHER, commitment=b"", tomb=b""),
        NO_FIT,
    ),
    (
        "notes that are another case's",
        ("ann",),
        RecordBegun(record=OTHER, notes=NOTES, commitment=b"", tomb=b""),
        NO_FIT,
    ),
    (
        "notes that are the record",
        ("ann",),
        RecordBegun(record=OTHER, notes=OTHER, commitment=b"", tomb=b""),
        NO_FIT,
    ),
    ("a holder begins an epoch", ("ann",), begins(RECORD), None),
    ("nobody else does", ("ben",), begins(RECORD), MIGHT_NOT),
    (
        "who holds the record begins no notes that others hold",
        ("ann",),
        begins(NOTES),
        MIGHT_NOT,
    ),
    (
        "an epoch of a stream that is none",
        ("ann",),
        begins(OTHER),
        NO_FIT,
    ),
    ("a holder gives", ("cay",), gives("dee", NOTES), None),
    ("nobody gives what they do not hold", ("ann",), gives("dee", NOTES), MIGHT_NOT),
    ("nobody gives themself", ("ann",), gives("ann", NOTES), MIGHT_NOT),
    ("not even what they hold", ("cay",), gives("cay", NOTES), NO_FIT),
    ("who keeps the members gives nothing by that", ("ben",), gives("ben"), MIGHT_NOT),
    ("nothing is given to a key that is gone", ("ann",), gives("dee-first"), NO_FIT),
    ("nothing is given to a key that nobody has", ("ann",), gives("eve"), NO_FIT),
    ("nothing of a stream that is none", ("ann",), gives("dee", OTHER), NO_FIT),
    ("a holder takes", ("ann",), takes("cay"), None),
    ("an office-holder takes", ("ben",), takes("cay", NOTES), None),
    ("an office-holder who has the record takes the notes", ("ann",), takes("cay", NOTES), None),
    ("whoever leaves takes it from themself", ("cay",), takes("cay", NOTES), None),
    ("nobody else takes", ("dee",), takes("cay"), MIGHT_NOT),
    ("from whom holds nothing", ("ann",), takes("dee"), NO_FIT),
    (
        "an office-holder begins the next key of the database",
        ("ann",),
        VaultKeyBegun(epoch=1, commitment=b""),
        None,
    ),
    ("an office-holder begins the counts", ("ben",), counts(), None),
    ("nobody else begins them", ("cay",), counts(), MIGHT_NOT),
    ("nor in the place of a case", ("ann",), counts(RECORD), NO_FIT),
    ("nobody else does so", ("cay",), VaultKeyBegun(epoch=1, commitment=b""), MIGHT_NOT),
    ("nor leaves one out", ("ann",), VaultKeyBegun(epoch=2, commitment=b""), NO_FIT),
    ("anybody says that the vault was moved", ("dee",), Moved(tip=EntryId("e")), None),
    ("two say that an older copy counts", ("ann", "ben"), Restored(tip=EntryId("e")), None),
    ("one alone does not", ("ann",), Restored(tip=EntryId("e")), WAITS),
    ("two take an entry of another copy in", ("ann", "ben"), taken_in(), None),
    ("one alone does not, and it never waits", ("ann",), taken_in(), MIGHT_NOT),
    ("nor one who holds no office", ("cay", "ann"), taken_in(), MIGHT_NOT),
    ("two say that copies are one", ("ann", "ben"), Joined(entries=(), lines={}), None),
    ("nobody says so alone", ("ben",), Joined(entries=(), lines={}), MIGHT_NOT),
    ("nor who holds no office", ("cay",), Restored(tip=EntryId("e")), MIGHT_NOT),
    ("a holder says how a case stands", ("cay",), listed(), None),
    ("nobody else says how a case stands", ("dee",), listed(), MIGHT_NOT),
    ("an office-holder keeps the list of members", ("ben",), trained(), None),
    ("a member without an office does not", ("cay",), trained(), MIGHT_NOT),
    (
        "nor says that they hold one",
        ("cay",),
        OfficeTaken(on=DAY, member=MemberId("cay"), office=OfficeId("chair"), year=2026),
        MIGHT_NOT,
    ),
    (
        "any member records what is any member's",
        ("dee",),
        DocumentTakenOut(on=DAY, document="d"),
        None,
    ),
    (
        "a key that nobody enrolled records nothing",
        ("eve",),
        DocumentTakenOut(on=DAY, document="d"),
        NO_KEY,
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_an_act_counts_where_its_signers_may_do_it(
    row: tuple[str, tuple[str, ...], Authority | Event, Uncounted | None],
) -> None:
    _, by, act, why = row
    told = with_a_case()
    stood = (told.who_holds(RECORD), told.who_holds(NOTES), set(told.holds.standing))
    about = RECORD if isinstance(act, ABOUT) else None
    if isinstance(act, RecordBegun):
        about = act.record
    elif isinstance(act, CountsBegun):
        about = act.stream
    assert told.by(*by, act=act, about=about) is why
    if why is not None:
        assert stood == (told.who_holds(RECORD), told.who_holds(NOTES), set(told.holds.standing))


def test_every_act_of_authority_is_told_both_ways() -> None:
    counted = {type(act) for _, _, act, why in ROWS if why is None}
    not_counted = {type(act) for _, _, act, why in ROWS if why is not None}
    every = set(AUTHORITY.values())
    assert every - counted == {
        VaultFounded,
        Countersigned,
    }  # below, and in every story of this file
    assert every - not_counted == {Moved}


OF_NO_CASE = [
    (by, act)
    for _, by, act, why in ROWS
    if why is None and isinstance(act, Authority) and not isinstance(act, OfACase)
]


@pytest.mark.parametrize(("by", "act"), OF_NO_CASE)
def test_what_concerns_no_case_says_none(by: tuple[str, ...], act: Authority) -> None:
    """It would be gone with that case, and what it ended would be none."""
    assert with_a_case().by(*by, act=act, about=RECORD) is NO_FIT


@pytest.mark.parametrize("act", [a for _, _, a, _ in ROWS if isinstance(a, ABOUT)])
def test_what_concerns_a_case_says_which(act: Authority) -> None:
    for about in (None, StreamId("ee" * 16)):
        assert with_a_case().by("ann", act=act, about=about) is not None


def test_what_is_no_act_of_a_case_says_of_none() -> None:
    assert with_a_case().by("ben", act=trained(), about=RECORD) is NO_FIT


def test_the_only_office_holder_who_can_sign_acts_alone() -> None:
    told = Told()
    told.by("ann", act=VaultFounded(member=MemberId("ann"), key=key("ann"), sign=b"", hpke=b""))
    assert told.by("ann", act=enrolled("ben")) is None
    assert told.by("ann", act=StandingGiven(member=MemberId("ben"))) is None
    assert told.by("ann", act=enrolled("cay")) is None, "Ben has no keys of his own yet"
    assert told.by("ben-first", act=enrolled("puppet")) is NO_KEY, "keys to begin with act nothing"
    assert told.by("ben-first", "ben", act=renewed("ben")) is None
    assert told.by("ann", act=enrolled("dee")) is WAITS


def test_what_waits_counts_once_another_office_holder_confirms_it() -> None:
    told = founded()
    assert told.by("ann", act=enrolled("eve")) is WAITS
    entry = told.last
    assert told.holds.key_of(MemberId("eve")) is None
    for nobody in ("ann", "cay"):
        assert told.by(nobody, act=Countersigned(entry=entry)) is MIGHT_NOT
    assert told.by("ben", act=Countersigned(entry=entry)) is None
    assert told.holds.key_of(MemberId("eve")) is not None
    assert told.by("ben", act=Countersigned(entry=entry)) is NO_FIT


def test_what_was_declined_waits_no_more_and_does_not_count() -> None:
    told = founded()
    told.by("ann", act=enrolled("eve"))
    assert told.by("ben", act=Countersigned(entry=told.last, confirmed=False)) is None
    assert told.holds.waiting == ()
    assert told.holds.key_of(MemberId("eve")) is None


def test_what_waits_counts_only_while_its_first_signer_holds_an_office() -> None:
    told = founded()
    told.by("ann", "ben", act=StandingGiven(member=MemberId("cay")))
    told.by("ann", act=enrolled("eve"))
    entry = told.last
    told.by("ann", act=StandingEnded(member=MemberId("ann")))
    told.by("ben", act=Countersigned(entry=entry))
    assert told.holds.key_of(MemberId("eve")) is None


def test_where_the_only_other_office_is_sent_away_any_other_member_is_the_second() -> None:
    for ends in (KeyEnded(key=key("ben"), cut={}), StandingEnded(member=MemberId("ben"))):
        told = founded()
        assert told.by("ann", act=ends) is WAITS
        entry = told.last
        for confirmed in (True, False):
            said = Countersigned(entry=entry, confirmed=confirmed)
            assert told.by("ben", act=said) is MIGHT_NOT, "whom it sends away says nothing of it"
        assert told.by("ann", act=Countersigned(entry=entry)) is MIGHT_NOT
        assert told.by("cay", act=Countersigned(entry=entry)) is None
        assert told.holds.office_holders() == {"ann"}
        assert founded().by("ann", "dee", act=ends) is None
        assert founded().by("cay", "dee", act=ends) is MIGHT_NOT


def test_a_third_who_holds_an_office_is_the_second_and_nobody_else() -> None:
    told = founded()
    told.by("ann", "ben", act=StandingGiven(member=MemberId("dee")))
    assert told.by("ann", act=KeyEnded(key=key("ben"), cut={})) is WAITS
    entry = told.last
    assert told.by("cay", act=Countersigned(entry=entry)) is MIGHT_NOT
    assert told.by("dee", act=Countersigned(entry=entry)) is None
    assert told.by("ann", "cay", act=KeyEnded(key=key("dee"), cut={})) is None


def test_of_two_members_in_all_one_alone_ends_the_keys_of_the_other() -> None:
    told = founded()
    for member in ("cay", "dee"):
        told.by("ann", "ben", act=KeyEnded(key=key(member), cut={}))
    assert told.by("ann", act=KeyEnded(key=key("ben"), cut={})) is None
    assert told.by("ann", act=enrolled("eve")) is None


def test_nobody_stays_because_they_renewed_their_keys_meanwhile() -> None:
    told = founded()
    told.by("ann", act=KeyEnded(key=key("cay"), cut={}))
    entry = told.last
    again = KeyRenewed(old=key("cay"), key=key("cay2"), sign=b"", hpke=b"")
    assert told.by("cay", "cay2", act=again) is None
    assert told.by("ben", act=Countersigned(entry=entry)) is None
    assert told.holds.key_of(MemberId("cay")) is None


def test_two_keys_of_one_member_are_not_two_members() -> None:
    told = founded()
    told.by("ann", act=enrolled("eve"))
    entry = told.last
    assert (
        told.by("ann", "ann2", act=KeyRenewed(old=key("ann"), key=key("ann2"), sign=b"", hpke=b""))
        is None
    )
    assert told.by("ann2", act=Countersigned(entry=entry)) is MIGHT_NOT


def test_nobody_without_a_gift_holds_whatever_they_sign() -> None:
    told = with_a_case()
    for act in (
        gives("ben"), gives("ben", NOTES), begins(NOTES, b"x"),
        begins(RECORD, b"x"), takes("cay", NOTES), takes("ann"),
    ):  # fmt: skip
        told.by("ben", act=act, about=RECORD)
    assert "ben" not in told.who_holds(RECORD) | told.who_holds(NOTES)


def test_notes_that_nobody_holds_are_begun_anew_by_who_holds_the_record() -> None:
    told = with_a_case()
    told.by("cay", act=takes("cay", NOTES), about=RECORD)
    assert told.who_holds(NOTES) == set()
    assert told.by("dee", act=begins(NOTES, b"x"), about=RECORD) is MIGHT_NOT
    assert told.by("ann", act=begins(NOTES, b"x"), about=RECORD) is None
    assert told.who_holds(NOTES) == {"ann"}


def test_nobody_makes_themself_a_holder_by_taking_the_notes_from_all_others() -> None:
    told = with_a_case()
    assert told.by("ann", act=takes("cay", NOTES), about=RECORD) is None
    assert told.by("ann", act=begins(NOTES, b"x"), about=RECORD) is MIGHT_NOT
    assert told.by("cay", act=begins(NOTES, b"x"), about=RECORD) is None
    assert told.who_holds(NOTES) == {"cay"}


def test_who_begins_the_notes_anew_comes_to_no_key_from_before() -> None:
    told = with_a_case()
    old = told.holds.streams[NOTES].epochs[0][0]
    assert told.holds.commitment(NOTES, old) == b"2"
    told.by("cay", act=takes("cay", NOTES), about=RECORD)
    told.by("ann", act=begins(NOTES, b"new"), about=RECORD)
    assert told.holds.commitment(NOTES, old) is None
    new = told.holds.streams[NOTES].epochs[1][0]
    assert told.holds.commitment(NOTES, new) == b"new"


def test_nobody_votes_for_whoever_has_keys_of_their_own() -> None:
    told = founded()
    vote = MotionAnswered(on=DAY, decision=DecisionId("d"), vote=Vote.FOR, member=MemberId("cay"))
    assert told.by("ann", act=vote) is MIGHT_NOT
    assert told.by("cay", act=vote) is None
    assert told.by("ann", act=replace(vote, member=MemberId("nobody"))) is None


def test_whoever_replaces_what_another_recorded_holds_an_office() -> None:
    told = founded()
    out = DocumentTakenOut(on=DAY, document="d", replaces=EntryId("e"))
    assert told.by("cay", act=out, corrects="ann") is MIGHT_NOT
    assert told.by("cay", act=out, corrects="cay") is None
    assert told.by("ben", act=out, corrects="cay") is None
    foreign = RecordedByMistake(on=DAY, replaces=EntryId("e"))
    assert told.by("ben", act=foreign, corrects="ann") is NO_FIT


def test_a_taking_makes_a_new_epoch_due_and_keeps_what_was_written_before_it() -> None:
    told = with_a_case()
    assert not told.holds.streams[RECORD].due
    told.by("ann", act=takes("cay", cut="last"), about=RECORD)
    held = told.holds.streams[RECORD]
    assert (held.due, held.cuts) == (True, {key("cay"): ("last",)})
    told.by("ann", act=begins(RECORD), about=RECORD)
    held = told.holds.streams[RECORD]
    assert (held.due, len(held.epochs), told.who_holds(RECORD)) == (False, 2, {"ann"})
    told.by("ann", act=gives("cay"), about=RECORD)
    assert told.holds.streams[RECORD].cuts == {}


def test_a_key_that_ends_holds_nothing_and_its_streams_are_due() -> None:
    told = with_a_case()
    cut = {RECORD: (EntryId("r"),), NOTES: (EntryId("n"),)}
    told.by("ann", "ben", act=KeyEnded(key=key("cay"), cut=cut))
    assert told.who_holds(RECORD) == {"ann"}
    assert told.who_holds(NOTES) == set()
    assert [told.holds.streams[s].cuts for s in (RECORD, NOTES)] == [
        {key("cay"): ("r",)}, {key("cay"): ("n",)},
    ]  # fmt: skip
    assert all(told.holds.streams[s].due for s in (RECORD, NOTES))
    assert told.by("cay", act=gives("dee"), about=RECORD) is NO_KEY


def test_what_the_old_key_held_the_new_one_holds() -> None:
    told = with_a_case()
    new = KeyRenewed(
        old=key("cay"), key=key("new"), sign=b"", hpke=b"", cut={RECORD: (EntryId("r"),)}
    )
    told.by("cay", "new", act=new)
    assert told.who_holds(RECORD) == {"ann", "cay"}
    assert key("cay") not in told.holds.streams[RECORD].holders
    assert told.holds.streams[RECORD].cuts == {key("cay"): ("r",)}


def test_who_lost_everything_is_given_new_keys_that_hold_nothing() -> None:
    told = with_a_case()
    told.by("ann", "ben", act=KeyEnded(key=key("cay"), cut={}))
    assert told.by("ann", "ben", act=enrolled("cay", "again")) is None
    again = KeyRenewed(old=key("again"), key=key("cay3"), sign=b"", hpke=b"")
    assert told.by("again", "cay3", act=again) is None
    assert told.who_holds(RECORD) == {"ann"}


def test_whoever_put_something_in_takes_it_back_without_an_office() -> None:
    told = with_a_case()
    assert told.by("cay", act=trained(), corrects="cay") is None
    assert told.by("cay", act=trained(), corrects="ann") is MIGHT_NOT


def test_after_a_restore_nothing_is_sealed_as_it_was() -> None:
    told = with_a_case()
    told.by("ann", "ben", act=Restored(tip=EntryId("e")))
    assert all(held.due for held in told.holds.streams.values())


def test_what_stood_before_stays_as_it_was() -> None:
    told = with_a_case()
    before = told.holds
    after = Folding(before)
    after.take(LineAct(id=EntryId("x"), signers=(key("ann"),), about=RECORD, act=takes("cay")))
    assert before.holders(RECORD) == {"ann", "cay"}
    assert after.holds.holders(RECORD) == {"ann"}


def test_the_counts_are_begun_once_and_anew_by_who_holds_them() -> None:
    told = founded()
    assert told.by("ann", act=counts(), about=OTHER) is None
    assert told.by("ben", act=counts(RECORD), about=RECORD) is NO_FIT
    assert told.by("ben", act=counts(), about=OTHER) is MIGHT_NOT
    assert told.by("ann", act=gives("ben", OTHER), about=OTHER) is None
    assert told.by("ben", act=counts(), about=OTHER) is None
    assert told.by("ben", act=takes("ann", OTHER), about=OTHER) is None
    assert told.holds.streams[OTHER].due
    assert told.who_holds(OTHER) == {"ben"}


def test_a_key_that_was_ended_makes_the_database_stale_until_it_is_sealed_anew() -> None:
    told = founded()
    assert not told.holds.stale
    assert told.by("ann", "ben", act=KeyEnded(key=key("cay"), cut={})) is None
    assert told.holds.stale
    assert told.by("ben", act=VaultKeyBegun(epoch=1, commitment=b"")) is None
    assert not told.holds.stale


def test_what_waits_is_kept_with_what_a_member_has_read() -> None:
    told = founded()
    told.by("ann", act=enrolled("eve"))
    told.by("ann", act=KeyEnded(key=key("cay"), cut={RECORD: (EntryId("ab" * 32),)}))
    told.by("ann", act=StandingGiven(member=MemberId("cay")))
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(told.holds), type=Holds)
    assert [each.act for each in kept.waiting] == [each.act for each in told.holds.waiting]
    assert kept == told.holds


def test_a_destroyed_case_is_known_to_nobody() -> None:
    told = with_a_case()
    told.folding.forget(RECORD)
    assert RECORD not in told.holds.streams
    assert NOTES not in told.holds.streams
    assert not told.holds.notes
    assert told.by("ann", act=gives("dee"), about=RECORD) is NO_FIT
