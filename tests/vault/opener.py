"""Opens a vault by what FORMAT.md says and by nothing of the program: a way out that is kept open.

``python -m tests.vault.opener FOLDER LOGIN`` asks for the passphrase and prints what it reads.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import re
import sys
import unicodedata
import uuid
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec
import sqlcipher3
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = b"\1"
COALITION = "coalition"
HEADER = ["format", "version", "vault", "epoch", "logins", "check"]
LOGIN = ["key", "label", "generation", "slots", "signature", "vault_key"]
TABLES = ["blobs", "entries", "meta", "own", "slots", "tombstones"]
HPKE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
P = 2**255 - 19
EIGHTH = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
FOREVER = float("inf")
COPIED = {"taken-in", "joined"}
GIVES = {"hold-given", "standing-given", "key-enrolled"}
ENDS = {"hold-taken", "standing-ended", "key-ended"}
TWO = {"key-enrolled", "key-ended", "standing-given", "standing-ended", "restored"} | COPIED
ON_A_STREAM = {"epoch-begun", "hold-given", "hold-taken"}
OF_A_CASE = ON_A_STREAM | {"record-begun", "counts-begun", "taken-in"}
OF_AN_ENDED_KEY = {"record-begun", "epoch-begun", "hold-given"}
SMALL = {0, 1, P - 1, EIGHTH, P - EIGHTH}


class RefusedError(Exception):
    """The vault is not opened, and for every reason in the same way."""


@dataclass
class Entry:
    """A row of the table of entries, and what it says once it was opened."""

    id: str
    stream: str
    about: str | None
    epoch: str | None
    parents: list[str]
    depth: int
    sealed: bytes | None
    signers: list[str] = field(default_factory=list)
    under: str | None = None
    at: datetime | None = None
    on: str = ""
    tag: str = ""
    payload: dict = field(default_factory=dict)
    member: str = ""

    @property
    def told(self) -> list:
        return [self.stream, self.about, self.epoch, self.parents, self.depth]


@dataclass
class Key:
    member: str
    sign: bytes
    provisional: bool
    since: int
    until: float = FOREVER

    @property
    def acts(self) -> bool:
        return self.until == FOREVER and not self.provisional


@dataclass
class Case:
    record: list[Entry] = field(default_factory=list)
    notes: list[Entry] = field(default_factory=list)
    papers: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Opened:
    """What a member reads, how many rows were set aside, and whether the coalition's line is whole.

    Where it is not, something is gone that may have said who reads what.
    """

    cases: dict[str, Case] = field(default_factory=dict)
    set_aside: int = 0
    whole: bool = True


def hashed(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def listed(*parts: object) -> bytes:
    return compact(["rjdesk/2", *parts]).encode()


def derived(key: bytes, *parts: object) -> bytes:
    return HKDF(SHA256(), 32, None, listed(*parts)).derive(key)


def unsealed(key: bytes, sealed: bytes, *context: object) -> bytes:
    try:
        padded = AESGCMSIV(key).decrypt(sealed[1:13], sealed[13:], listed(*context))
    except (InvalidTag, ValueError, TypeError) as error:
        raise RefusedError from error
    content, mark, rest = padded.rpartition(b"\x80")
    if sealed[:1] != SUITE or not mark or rest.strip(b"\0"):
        raise RefusedError
    return content


def signed(public: bytes, signature: bytes, message: bytes) -> bool:
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if y >= P or y in SMALL:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def header_of(folder: Path) -> dict:
    """Read the header, or its copy, where it is spelled as it ought to be."""
    for name in ("header.json", "header.json.bak"):
        try:
            text = (folder / name).read_text("utf-8")
            head = json.loads(text)
            unchecked = compact({**head, "check": ""}).encode()
            if (
                text == json.dumps(head, indent=2, ensure_ascii=False) + "\n"
                and list(head) == HEADER
                and all(list(login) == LOGIN for login in head["logins"])
                and (head["format"], head["version"]) == ("rjdesk vault", 2)
                and head["check"] == hashed(unchecked).hex()
            ):
                return head
        except (OSError, ValueError, TypeError):
            continue
    raise RefusedError


class Me:
    """What a passphrase opens: the keys of a member."""

    def __init__(self, head: dict, label: str, passphrase: str) -> None:
        logins = [login for login in head["logins"] if login["label"] == label]
        if len(logins) != 1:
            raise RefusedError
        (login,), vault = logins, head["vault"]
        self.kind = login["slots"][0]["kind"]
        self.key = login["key"]
        master, self.entry = self._opened(vault, login, passphrase)
        sign = Ed25519PrivateKey.from_private_bytes(derived(master, "sign")).public_key()
        self.hpke = X25519PrivateKey.from_private_bytes(derived(master, "hpke"))
        public = sign.public_bytes_raw(), self.hpke.public_key().public_bytes_raw()
        told = (self.key, label, login["generation"], compact(login["slots"]))
        if self.key != key_id(*public) or not signed(
            public[0], b64decode(login["signature"]), listed("login", vault, *told)
        ):
            raise RefusedError
        kept = b64decode(login["vault_key"])
        try:
            opening = derived(master, "vault"), kept
            self.database = unsealed(*opening, "vault key", vault, head["epoch"])
        except RefusedError:  # given while this member was away
            info = listed("vault key", vault, head["epoch"], self.key)
            try:
                self.database = HPKE.decrypt(kept[1:], self.hpke, info)
            except (InvalidTag, ValueError) as error:
                raise RefusedError from error

    def _opened(self, vault: str, login: dict, passphrase: str) -> tuple[bytes, str]:
        for slot in login["slots"]:
            salt = b64decode(slot["salt"])
            memory, passes, lanes = (slot["cost"][name] for name in ("memory", "passes", "lanes"))
            argon = Argon2id(
                salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory
            )
            stretched = argon.derive(unicodedata.normalize("NFKC", passphrase).encode())
            told = (vault, self.key, slot["kind"], salt.hex(), memory, passes, lanes)
            with suppress(RefusedError):
                sealed = b64decode(slot["sealed"])
                master, entry = json.loads(unsealed(stretched, sealed, "slot of a login", *told))
                return bytes.fromhex(master), entry
        raise RefusedError


def key_id(sign: bytes, hpke_: bytes) -> str:
    return hashed(listed("key", sign.hex(), hpke_.hex()))[:16].hex()


def leading(rows: Sequence[Entry], tips: Iterable[str]) -> set[str]:
    """Return the entries that lead to one of the tips, and the tips."""
    named, ways, found = {row.id: row for row in rows}, list(tips), set()
    while ways:
        entry = ways.pop()
        if entry in named and entry not in found:
            found.add(entry)
            ways += named[entry].parents
    return found


def walked(
    rows: Sequence[Entry],
    sound: Callable[[Entry], bool],
    seen: set[str],
    shut: set[str] | None = None,
    buried: Iterable[str] = (),
    beside: Iterable[str] = (),
) -> Iterator[tuple[Entry, bool]]:
    """Yield the entries of a line, and of each whether it follows on the one before it.

    Rows about what is ``buried`` keep their place though they are empty. No way leads over what
    lies ``beside`` the line.

    In the coalition's line what was ``seen`` decides between two, and leads over a hole. In a
    stream of a case what is ``shut`` stands though it cannot be opened, and so does what does not
    count where one that counts follows on it.
    """
    of_a_case, shut = shut is not None, set(shut or ())
    after, named = defaultdict(list), {row.id for row in rows}
    for row in rows:
        if len(row.parents) == (row.depth > 1) and row.id not in beside:
            after[row.parents[0] if row.parents else None].append(row)
    behind = [row for name, there in after.items() if name and name not in named for row in there]
    tip, depth = None, 0
    while True:
        options = [row for row in after[tip] if row.depth == depth + 1]
        follows = [row for row in options if sound(row)]
        empty = [row for row in options if row.sealed is None and row.about in buried]
        follows = follows or sorted(empty, key=lambda row: bool(after[row.id]))[-1:]
        follows = follows or [row for row in options if row.id in shut]
        follows = follows or [row for row in options if of_a_case and led(row, after, sound, shut)]
        joined = bool(follows)
        if not joined:  # a row is gone or damaged, or this is the end
            later = [row for row in behind if row.depth > depth + 1 and sound(row)]
            later = [row for row in later if of_a_case or row.id in seen]
            follows = [row for row in later if row.depth == min(each.depth for each in later)]
        if len(follows) > 1:
            longest = [max(follows, key=lambda row: height(row, after))] if of_a_case else []
            follows = longest or [row for row in follows if row.id in seen]
        if len(follows) != 1:
            return
        yield follows[0], joined
        tip, depth = follows[0].id, follows[0].depth


def led(
    first: Entry,
    after: dict[str | None, list[Entry]],
    sound: Callable[[Entry], bool],
    shut: set[str],
) -> bool:
    """Tell whether one that may stand follows in the end, and note what leads to it."""
    run, here = [], [first]
    while here:
        run.append(here[0].id)
        here = after[here[0].id]
        if any(sound(row) for row in here):
            shut.update(run)
            return True
    return False


def height(row: Entry, after: dict[str | None, list[Entry]]) -> int:
    """Return how deep the rows go that follow on one."""
    deepest, ways = row.depth, [row]
    while ways:
        here = ways.pop()
        deepest = max(deepest, here.depth)
        ways += after[here.id]
    return deepest


class Line:
    """The coalition's line, and what its acts of authority come to."""

    def __init__(
        self,
        vault: str,
        rows: Sequence[Entry],
        tips: Iterable[str],
        tombstones: dict[str, tuple] | None = None,
    ) -> None:
        self.vault, tombstones = vault, tombstones or {}
        self.tombs: dict[str, str] = {}
        self.counts: set[str] = set()
        self.gone: set[str] = set()
        self.keys: dict[str, Key] = {}
        self.standing: set[str] = set()
        self.records: dict[str, str] = {}  # of each stream of a case
        self.holders: dict[str, set[str]] = defaultdict(set)
        self.cuts: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self.emptied: dict[str, str] = {}
        self.commitments: dict[tuple[str, str], bytes] = {}
        self.database: dict[int, bytes] = {}
        self.waiting: dict[str, Entry] = {}
        self.entries: set[str] = set()  # of the line, and of those that were taken in
        self.ended: dict[tuple[str, str], bool] = {}  # and whether by what was just taken in
        self.taking = 0  # how deep the row lies that takes in what is judged
        self.pairs: dict[str, list[list[str]]] = defaultdict(list)
        self.anew: set[str] = set()  # streams that were begun anew, when nobody held them
        self.begun: dict[str, str] = {}  # by record, and for the counts: its first epoch
        self.whole = True
        seen = leading(rows, tips)
        buried = {record for record, (secret, *_) in tombstones.items() if secret}
        line = walked(
            rows, lambda row: self.verified(row, row.sealed), seen, shut=None, buried=buried
        )
        for row, joined in line:
            self.whole = self.whole and joined
            self.entries.add(row.id)
            if row.sealed is None and row.about:
                self.gone.add(row.about)
            else:
                with suppress(KeyError, TypeError, ValueError):
                    self._obey(row)
        self.buried = {record for record in tombstones if self._is_good(record, tombstones[record])}
        emptied = {row.about for row in rows if row.sealed is None and row.id in self.entries}
        self.whole &= emptied <= self.buried

    def _is_good(self, record: str, tombstone: tuple) -> bool:
        """Tell whether two members signed that a case is destroyed, who knew what lay in it."""
        secret, after, *words = tombstone
        keys = [self.keys.get(name) for name in words[::2]]
        message = listed("destroy", self.vault, record, *after)
        two = all(keys) and len({key.member for key in keys}) == len(keys) == 2
        held = any(self.keys[key].acts for key in self.holders.get(record, ()))
        tomb = self.tombs.get(record)
        return (
            two
            and not any(key.provisional for key in keys)
            and all(map(signed, [key.sign for key in keys], words[1::2], [message] * 2))
            and (tomb in (None, b64encode(hashed(secret)).decode()) or not (secret or held))
        )

    def verified(self, row: Entry, content: bytes | None) -> bool:
        """Tell whether an entry is signed with keys in force there, and note what it says."""
        try:
            count = content[0]
            body = content[1 + 64 * count :]
            said = msgspec.msgpack.decode(body)
            row.signers, row.under, row.at, row.on = said[:4]
            row.tag, row.payload = said[6], json.loads(said[8])
            own = row.stream == COALITION
            keys = [self._signing(name, row) for name in row.signers]
            row.member = keys[0].member
        except (ValueError, LookupError, TypeError, AttributeError, msgspec.MsgspecError):
            return False
        vault = "" if row.id == self.vault else self.vault
        message = listed("sign", vault, *row.told) + b"\0" + body
        return (
            own == (row.under is None) == (row.epoch is None)
            and (own or row.under in self.entries)
            and count == len(keys) == len(set(row.signers)) <= 2
            and all(
                signed(key.sign, content[1 + 64 * place : 65 + 64 * place], message)
                for place, key in enumerate(keys)
            )
        )

    def _signing(self, name: str, row: Entry) -> Key:
        """Return the key of a signer; one that an act begins is named in the act itself."""
        act, key, here = row.payload, self.keys.get(name), self.taking or row.depth
        renewal = row.tag == "key-renewed" and {act["old"], act["key"]} == set(row.signers)
        if row.stream == COALITION and name == act.get("key") and key is None:
            if renewal or (row.tag == "vault-founded" and row.id == self.vault):
                return self._named(act, here)
        elif key:
            in_force = self.taking or key.since <= here < key.until
            if in_force if row.stream == COALITION else not key.provisional:
                return key
        raise KeyError(name)

    def _named(self, act: dict, since: int, *, provisional: bool = False) -> Key:
        sign, hpke_ = b64decode(act["sign"]), b64decode(act["hpke"])
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(hpke_))
        if act["key"] != key_id(sign, hpke_) or act["key"] in self.keys:
            raise ValueError(act["key"])
        member = self.keys[act["old"]].member if "old" in act else act["member"]
        return Key(member, sign, provisional, since)

    def _obey(self, row: Entry) -> None:
        """Let an act of authority count, where its signers may do it."""
        act, signing = row.payload, [self.keys.get(key) for key in row.signers]
        ended = self.taking and row.tag in OF_AN_ENDED_KEY
        if row.tag not in ("vault-founded", "key-renewed") and not all(
            key and (key.acts or (ended and not key.provisional)) for key in signing
        ):
            return
        if not spelled(act):
            return
        if row.tag == "countersigned":
            self._countersign(row)
        elif self._may(row, row.signers):
            does = {"taken-in": self._take_in, "joined": self._join}.get(row.tag, self._done)
            does(row, self.taking or row.depth)
        elif self.taking and row.tag == "key-renewed" and act["key"] not in self.keys:
            self.keys[act["key"]] = self._named(act, self.taking)
            self.keys[act["key"]].until = self.taking
        elif self.taking and row.tag == "epoch-begun" and self._names_an_epoch(row):
            self.commitments[act["stream"], row.id[:32]] = b64decode(act["commitment"])

    def _names_an_epoch(self, row: Entry) -> bool:
        """Tell whether a key of another copy is told of here: nobody's are those from before."""
        return self._concerns(row) and row.payload["stream"] not in self.anew | self.counts

    def _countersign(self, row: Entry) -> None:
        first, confirmed = self.waiting[row.payload["entry"]], row.payload.get("confirmed", True)
        withdraws = not confirmed and row.member == first.member in self.standing
        if confirmed and self._ended_here(first):
            return
        if withdraws or row.member in self._seconds(first, first.member):
            del self.waiting[first.id]
            both = [first.signers[0], row.signers[0]]
            if confirmed and self.keys[both[0]].acts and self._may(first, both):
                self._done(first, self.taking or row.depth)

    def _take_in(self, row: Entry, depth: int) -> None:
        """Judge an entry of another copy as if it stood here."""
        act, content = row.payload, b64decode(row.payload["content"])
        parents = [act["parent"]] if act["parent"] else []
        entry = Entry("", COALITION, act["about"], None, parents, act["depth"], content)
        entry.id = hashed(listed("id", self.vault, *entry.told), hashed(content)).hex()
        self.taking = depth
        if entry.id not in self.entries and self.verified(entry, content):
            self.entries.add(entry.id)
            with suppress(KeyError, TypeError, ValueError):
                own = entry.tag in COPIED or entry.tag.startswith("vault-")  # of that copy alone
                if act["counted"] and not own and not self._ended_here(entry):
                    self._obey(entry)
        self.taking = 0

    def _ended_here(self, row: Entry) -> bool:
        """Tell whether an act of another copy gives again what was ended here."""
        gives = self.taking and row.tag in GIVES
        return bool(gives) and self.ended.get(self._given(row)) is False

    def _given(self, row: Entry) -> tuple[str, str]:
        """Name what an act gives or ends, and whose that is."""
        act, tag = row.payload, row.tag
        member = act["member"] if "member" in act else self.keys[act["key"]].member
        return act["stream"] if tag.startswith("hold-") else tag.partition("-")[0], member

    def _join(self, row: Entry, _depth: int) -> None:
        for holders in self.holders.values():
            holders -= {key for key in holders if self.keys[key].until != FOREVER}
        self.ended = dict.fromkeys(self.ended, False)
        self.entries.update(row.payload["entries"])
        for stream, pairs in row.payload["lines"].items():
            self.pairs[stream] += pairs

    def _may(self, row: Entry, signers: list[str]) -> bool:
        """Tell whether an act fits what stands there, and is done by who may do it."""
        act, first, standing = row.payload, signers[0], row.member in self.standing
        stream = act.get("stream", "")
        counts = stream if row.tag == "counts-begun" or stream in self.counts else None
        record, key = self.records.get(stream, counts), self.keys.get(act.get("key", ""))
        holders, new = self.holders[stream], {act.get("record"), act.get("notes")}
        above = first in self.holders[record or ""] and self.emptied.get(stream) != row.member
        theirs = [each for each in self.keys.values() if each.member == act.get("member")]
        ended = {name for name, each in self.keys.items() if each.until != FOREVER}
        fits = {
            "vault-founded": row.id == self.vault,
            "vault-key-begun": standing and act.get("epoch") == len(self.database) + 1,
            "key-enrolled": key is None and not any(each.acts for each in theirs),
            "key-renewed": act.get("old") not in ended,
            "key-ended": key and act["key"] not in ended,
            "standing-given": act.get("member") not in self.standing,
            "standing-ended": act.get("member") in self.standing,
            "record-begun": row.about == act.get("record")
            and len(new) > 1
            and self.records.keys().isdisjoint(new)
            and row.about not in self.gone,
            "epoch-begun": not counts and (first in holders or (above and not holders)),
            "hold-given": first in holders and key and key.acts and act["key"] not in holders,
            "hold-taken": act.get("key") in holders and (first in holders or standing),
            "counts-begun": first in holders or (standing and not self.counts),
            "moved": True,
            "restored": True,
            "taken-in": row.about == act.get("about"),
            "joined": True,
        }.get(row.tag, False)
        fits = bool(fits and self._concerns(row))
        return fits and (row.tag not in TWO or self._seconded(row, signers))

    def _concerns(self, row: Entry) -> bool:
        """Tell whether an act is about the case that it says, and about none if it is of none."""
        act, stream = row.payload, row.payload.get("stream", "")
        counts = stream if row.tag == "counts-begun" or stream in self.counts else None
        record = self.records.get(stream, counts)
        if row.tag not in OF_A_CASE:
            return row.about is None
        begun = row.tag not in ON_A_STREAM or act["begun"] == self.begun.get(record or "")
        return begun and (not stream or (record is not None and row.about == record))

    def _seconded(self, row: Entry, signers: list[str]) -> bool:
        """Tell whether as many sign as it needs; what lacks a second waits for one."""
        act, members = row.payload, {self.keys[key].member for key in signers}
        acting = {key.member for key in self.keys.values() if key.acts}
        offices = self.standing & acting
        if (row.tag == "key-ended" and signers == [act["key"]]) or (
            row.tag == "standing-ended" and members == {act["member"]}
        ):
            return True
        able = [
            first
            for first in members & offices
            if members - {first} <= offices | self._seconds(row, first)
        ]
        if able and len(members) == 1 < len(offices) and self._seconds(row, able[0]):
            if row.tag not in COPIED:
                self.waiting[row.id] = row
            return False
        return bool(able)

    def _seconds(self, row: Entry, first: str) -> set[str]:
        """Name who may sign an act after its first signer."""
        acting, gone = {key.member for key in self.keys.values() if key.acts}, set()
        if row.tag == "standing-ended":
            gone = {row.payload["member"]}
        elif row.tag == "key-ended":
            gone = {self.keys[row.payload["key"]].member}
        others = (self.standing & acting) - {first} - gone
        return others or acting - {first} - gone

    def _follows(self, old: str | None, new: str) -> None:
        """Let what waits to end a key end the one that took its place."""
        for each in self.waiting.values():
            if each.tag == "key-ended" and each.payload["key"] == old:
                each.payload = {**each.payload, "key": new}

    def _done(self, row: Entry, depth: int) -> None:
        act, tag = row.payload, row.tag
        self._mark(row)
        if tag in ("vault-founded", "key-enrolled", "key-renewed"):
            key = self._named(act, depth, provisional=tag == "key-enrolled")
            for each in self.keys.values():
                if each.member == key.member:
                    each.until = min(each.until, depth)
            self.keys[act["key"]] = key
            self._follows(act.get("old"), act["key"])
        if tag in ("vault-founded", "standing-given"):
            self.standing.add(act["member"])
        if tag == "standing-ended":
            self.standing.remove(act["member"])
        if tag == "vault-key-begun":
            self.database[act["epoch"]] = b64decode(act["commitment"])
        if tag == "counts-begun":
            self.counts.add(act["stream"])
        if tag in ("key-renewed", "key-ended"):
            self._ended(act.get("old", act["key"]), act, depth)
        if tag in ("record-begun", "counts-begun", "epoch-begun", "hold-given", "hold-taken"):
            self._held(row, act.get("stream", act.get("record")), act)

    def _mark(self, row: Entry) -> None:
        if row.tag in GIVES:
            self.ended.pop(self._given(row), None)
        elif row.tag in ENDS:
            self.ended[self._given(row)] = bool(self.taking)

    def _ended(self, key: str, act: dict, depth: int) -> None:
        self.keys[key].until = depth
        for stream, holders in self.holders.items():
            if key in holders:
                self._take(stream, key, act.get("cut", {}).get(stream, []))
                holders.update({act["key"]} - {key})
                if act["key"] == key:
                    self.ended[stream, self.keys[key].member] = bool(self.taking)

    def _held(self, row: Entry, stream: str, act: dict) -> None:
        if row.tag == "record-begun":
            self.records |= {act["record"]: stream, act["notes"]: stream}
            self.tombs[stream] = act["tomb"]
        if row.tag in ("record-begun", "counts-begun", "epoch-begun"):
            if not self.holders[stream]:  # keys from before are nobody's any more
                for name in [name for name in self.commitments if name[0] == stream]:
                    del self.commitments[name]
                    self.anew.add(stream)
            self.emptied.pop(stream, None)
            self.holders[stream].add(row.signers[0])
            if row.tag != "epoch-begun":
                self.begun.setdefault(stream, row.id[:32])
            self.commitments[stream, row.id[:32]] = b64decode(act["commitment"])
        if row.tag == "hold-given":
            self.holders[stream].add(act["key"])
            self.cuts[stream].pop(act["key"], None)
        if row.tag == "hold-taken":
            self._take(stream, act["key"], act["cut"])
            if not self.holders[stream] and row.signers[0] != act["key"]:
                self.emptied[stream] = row.member

    def _take(self, stream: str, key: str, cut: list[str]) -> None:
        self.holders[stream].remove(key)
        self.cuts[stream][key] = cut

    def reading(
        self, stream: str, rows: Sequence[Entry], keys: dict[str, bytes], tips: Iterable[str]
    ) -> tuple[list[Entry], int]:
        """Return the entries that count of a stream of a case, and how many rows are no part of it.

        ``keys`` are given by epoch. What was written under another is passed over, where the
        coalition's line names it as written before a taking, or where another copy goes on.
        """
        holders, cuts = self.holders[stream], self.cuts[stream]
        before = {key: leading(rows, cut) for key, cut in cuts.items()}
        beside = Beside(rows, self.pairs[stream])
        stands = leading(rows, [tip for cut in cuts.values() for tip in cut])
        shut = {row.id for row in rows if row.epoch not in keys and row.id in stands | beside.way}

        def sound(row: Entry) -> bool:
            told = ("entry", self.vault, *row.told)
            with suppress(KeyError, RefusedError):
                content = unsealed(derived(keys[row.epoch or ""], "entry"), row.sealed, *told)
                return (
                    self.verified(row, content)
                    and row.about == self.records[stream]
                    and any(key in holders or row.id in before.get(key, ()) for key in row.signers)
                )
            return False

        def standing(there: list[Entry]) -> Iterator[Entry]:
            counting = [row for row in there if sound(row)]
            for row in there:
                closed = row.epoch not in keys and counting and row.depth < counting[-1].depth
                if closed or row.id in shut or row in counting:
                    yield row

        line = walked(rows, sound, leading(rows, tips), shut, beside=beside.off)
        read = list(beside.read([row for row, _ in line], standing))
        return [row for row in read if row.id not in shut and sound(row)], len(rows) - len(read)


class Beside:
    """What lies beside the line of a stream that grew in two copies, and which way it goes on."""

    def __init__(self, rows: Sequence[Entry], pairs: list[list[str]]) -> None:
        self.rows = sorted(rows, key=lambda row: row.depth)
        self.pairs = [(leading(rows, [first]), leading(rows, [second])) for first, second in pairs]
        other = leading(rows, [second for _, second in pairs])
        self.way = leading(rows, {first for first, _ in pairs} - other)
        self.off = other - self.way

    def read(
        self, line: list[Entry], standing: Callable[[list[Entry]], Iterable[Entry]]
    ) -> Iterator[Entry]:
        """Yield the line, and what stands beside it where the line leaves what leads to it."""
        unread, last = self.off, ""
        for row in (*line, None):
            for first, second in self.pairs:
                if row is None or (last in first and row.id not in first):
                    here, unread = unread & second, unread - second
                    yield from standing([each for each in self.rows if each.id in here])
            if row:
                yield row
                last = row.id


def spelled(act: dict) -> bool:
    """Tell whether the ids of an act of authority are spelled as they ought to be."""
    cut = act.get("cut", [])
    tips = [tip for each in cut.values() for tip in each] if isinstance(cut, dict) else cut
    streams = cut if isinstance(cut, dict) else ()
    short = [
        act[name] for name in ("key", "old", "stream", "record", "notes", "begun") if name in act
    ]
    long = [act[name] for name in ("entry", "tip") if name in act]
    short += [act["about"]] if act.get("about") else []
    long += [act["parent"]] if act.get("parent") else []
    long += act.get("entries", [])
    for stream, pairs in act.get("lines", {}).items():
        short.append(stream)
        long += [tip for first, second in pairs for tip in (first, second)]
    return all(re.fullmatch("[0-9a-f]{32}", name) for name in (*short, *streams)) and all(
        re.fullmatch("[0-9a-f]{64}", name) for name in (*long, *tips)
    )


class Database:
    """What lies in the database of a vault, as it lies there."""

    def __init__(self, path: Path, key: bytes, vault: str) -> None:
        try:
            with closing(sqlcipher3.connect(f"file:{path}?mode=ro", uri=True)) as database:
                database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
                self._read(database, vault)
        except sqlcipher3.Error as error:
            raise RefusedError from error

    def _read(self, database: sqlcipher3.Connection, vault: str) -> None:
        def all_of(statement: str) -> list[tuple]:
            return database.execute(statement).fetchall()

        things = all_of("SELECT type, name FROM sqlite_master WHERE type <> 'index'")
        if (
            sorted(things) != [("table", name) for name in TABLES]
            or all_of("PRAGMA application_id") != [(0x524A4456,)]
            or all_of("PRAGMA user_version") != [(2,)]
            or all_of("SELECT name, value FROM meta") != [("vault", vault)]
        ):
            raise RefusedError
        self.tombstones: dict[str, tuple] = {}
        for stream, proof in all_of("SELECT stream, proof FROM tombstones"):
            with suppress(
                AttributeError, TypeError, ValueError, RecursionError, msgspec.MsgspecError
            ):
                self.tombstones[stream.hex()] = msgspec.msgpack.decode(
                    proof, type=tuple[bytes, list[str], str, bytes, str, bytes]
                )
        self.rows: dict[str, list[Entry]] = defaultdict(list)
        rows = all_of(
            "SELECT stream, about, epoch, parents, depth, id, sealed_hash, sealed FROM entries"
        )
        for *row, name, hashed_, sealed in rows:
            with suppress(TypeError, ValueError, AttributeError):
                entry = self._entry(vault, row, name, hashed_, sealed)
                self.rows[entry.stream].append(entry)
        self.strange = len(rows) - sum(map(len, self.rows.values()))
        self.slots = all_of("SELECT key, stream, epoch, wrapped FROM slots")
        self.blobs: dict[bytes, list] = defaultdict(list)
        for stream, *blob in all_of("SELECT stream, epoch, id, sealed FROM blobs"):
            self.blobs[stream].append(blob)

    def _entry(
        self, vault: str, told: list, name: bytes, sealed_hash: bytes, sealed: bytes | None
    ) -> Entry:
        """Return what lies in a row. Raises ValueError where its id is not the hash of it."""
        stream, about, epoch, parents, depth = told
        entry = Entry(
            id=name.hex(),
            stream=COALITION if stream == COALITION.encode() else stream.hex(),
            about=about and about.hex(),
            epoch=epoch and epoch.hex(),
            parents=[parents[at : at + 32].hex() for at in range(0, len(parents), 32)],
            depth=depth,
            sealed=sealed,
        )
        text = listed("id", "" if entry.id == vault else vault, *entry.told)
        destroyed = sealed is None and entry.about in self.tombstones
        there = sealed_hash if destroyed else hashed(sealed or b"")
        if type(depth) is not int or (there, hashed(text, sealed_hash)) != (sealed_hash, name):
            raise ValueError(entry.id)
        return entry


def keys_given(line: Line, slots: list[tuple], me: Me) -> tuple[dict[str, dict[str, bytes]], int]:
    """Return the keys of each stream by epoch, and how many slots of the member give none."""
    keys: dict[str, dict[str, bytes]] = defaultdict(dict)
    mine = [slot for owner, *slot in slots if owner == bytes.fromhex(me.key)]
    for stream_, epoch_, wrapped in mine:
        with suppress(InvalidTag, ValueError, TypeError, AttributeError):
            stream, epoch = stream_.hex(), epoch_.hex()
            info = listed("slot", line.vault, stream, epoch, me.key)
            key = HPKE.decrypt(wrapped[1:], me.hpke, info)
            if (
                wrapped[:1] == SUITE
                and me.key in line.holders[stream]
                and derived(key, "commit", line.vault, stream)
                == line.commitments.get((stream, epoch))
            ):
                keys[stream][epoch] = key
    return keys, len(mine) - sum(map(len, keys.values()))


def paper(
    vault: str, stream: str, keys: dict[str, bytes], epoch: bytes, name: bytes, sealed: bytes
) -> bytes:
    key = derived(keys[epoch.hex()], "blob")
    return unsealed(key, sealed, "blob", vault, stream, epoch.hex(), name.hex())


def opened(folder: Path, label: str, passphrase: str, tips: Iterable[str] = ()) -> Opened:
    """Open a vault as the member with this login, and read all that they hold.

    ``tips`` are those that the reader saw before; the one that the login names is among them.
    """
    head = header_of(folder)
    me, vault = Me(head, label, passphrase), head["vault"]
    database = Database(folder / f"vault-{head['epoch']}.db", me.database, vault)
    rows, tips = database.rows, {me.entry, *tips}
    line = Line(vault, rows[COALITION], tips, database.tombstones)
    committed = derived(me.database, "commit", vault, "vault")
    keys, aside = keys_given(line, database.slots, me)
    found = Opened(set_aside=database.strange + aside)
    found.set_aside += sum(row.id not in line.entries for row in rows.pop(COALITION))
    if me.kind == "first" and not (me.key in line.keys and line.keys[me.key].provisional):
        raise RefusedError
    found.whole = line.whole and me.entry in line.entries
    found.whole &= line.database.get(head["epoch"]) == committed
    left = {name: [row for row in there if row.about not in line.buried]
            for name, there in rows.items()}  # fmt: skip
    for stream, record in line.records.items():
        there = left.pop(stream, [])
        if record in line.buried:
            continue
        if not keys[stream]:
            continue
        case = found.cases.setdefault(str(uuid.UUID(record)), Case())
        entries, aside = line.reading(stream, there, keys[stream], tips)
        (case.record if stream == record else case.notes).extend(entries)
        found.set_aside += aside
        for epoch, name, sealed in database.blobs[bytes.fromhex(stream)]:
            try:
                case.papers[name.hex()] = paper(vault, stream, keys[stream], epoch, name, sealed)
            except (KeyError, TypeError, AttributeError, RefusedError):
                found.set_aside += 1
    others = [rows for name, rows in left.items() if name not in line.counts]
    found.set_aside += sum(map(len, others))  # in streams that nobody began
    return found


def main() -> None:
    folder, label = sys.argv[1:]
    found = opened(Path(folder), label, getpass.getpass("Passphrase: "))
    for name, case in found.cases.items():
        for kind, entries in (("record", case.record), ("notes", case.notes)):
            for entry in entries:
                print(name, kind, entry.on, entry.at, entry.member, entry.tag, entry.payload)
        for name_, content in case.papers.items():
            print(name, "paper", name_, len(content), "bytes")
    print("set aside:", found.set_aside)
    if not found.whole:
        print("Entries are missing from the coalition's line that say who may read what.")


if __name__ == "__main__":
    main()
