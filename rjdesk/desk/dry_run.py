"""A dry run: events as if they had happened, one after the other, each ruled on in its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import partial

from msgspec.structs import replace

from rjdesk.process.case import Case, fold_case, fold_one
from rjdesk.process.closing.events import ReflectionKept
from rjdesk.process.coalition import Coalition, CoalitionEvent, fold_coalition
from rjdesk.process.context import RuleContext
from rjdesk.process.house.rules import only_who_may_read_may_write
from rjdesk.process.kernel.event import (
    CaseId,
    Entry,
    EntryId,
    Event,
    MemberId,
    Recording,
    SignedEvent,
    Stream,
    in_fold_order,
)
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.kernel.ruling import Ruling
from rjdesk.process.membership.derived import listed_as
from rjdesk.process.membership.events import CaseListed, CoalitionFounded
from rjdesk.process.membership.state import CaseState
from rjdesk.process.notes.events import ReflectionWritten, fold_notes
from rjdesk.process.rules import overriding, rule_on

UNREAD = only_who_may_read_may_write.id


class DryRun:
    """What would be recorded, and what the rules say of it.

    ``case`` and ``coalition`` move on with each event that is let through; ``refused`` names
    the first event that was not. ``entries`` gives the stored entries of a stream, asked
    only for corrections. ``left`` tells who is named in what would leave by an event of a case,
    ``has_keys`` whether a member has keys here, ``with_key`` who has the key to the record.
    """

    def __init__(
        self,
        case: Case | None,
        coalition: Coalition,
        *,
        entries: Callable[[Stream], Sequence[Entry]],
        programme: Callable[[Case, Coalition], Programme],
        now: datetime,
        left: Callable[[Event, Case | None], Iterable[str]] = lambda _event, _case: (),
        has_keys: Callable[[MemberId], bool] = lambda _member: True,
        with_key: frozenset[MemberId] | None = None,
    ) -> None:
        """Begin where things stand; ``now`` is aware, and its day is today."""
        self.in_case = case is not None
        self.case = case or Case(id=CaseId(""))
        self.coalition = coalition
        self.rulings: list[Ruling] = []
        self.acts: list[SignedEvent] = []
        self.refused: str | None = None
        self._entries, self._programme, self._now, self._left = entries, programme, now, left
        self._has_keys, self._with_key = has_keys, with_key
        self._recorded: list[Entry] = []

    def run(self, events: Sequence[Event], signers: Sequence[MemberId]) -> None:
        """Let the events happen in their order, a joint one for each signer; stop at a refusal."""
        for event in events:
            for by in signers if event.joint else signers[:1]:
                at = self._moment(event, by)
                found = _heard(rule_on(event, at, self._as_it_stood(at)), at)
                self.rulings.extend(found)
                if any(ruling.refuses for ruling in found):
                    self.refused = event.tag
                    return
                recording = Recording(
                    case=self.case.id, by=by, in_use=at.programme.texts, kept=self.coalition.texts
                )
                before = listed_as(self.case)
                # What comes along with an act was recorded with the entry that this corrects.
                along = () if event.replaces else event.consequences(recording)
                for part in (event, *along):
                    self._happens(SignedEvent(part, by))
                self._list(before, event.on, by)
                self._keep_which_reflection(at.corrected, event.on, by)

    def _moment(self, event: Event, by: MemberId) -> RuleContext:
        # The very first event founds the coalition and names its own programme.
        coalition = self.coalition
        if isinstance(event, CoalitionFounded) and not coalition.programme:
            coalition = replace(coalition, programme=event.programme)
        programme = self._programme(self.case, coalition)
        case = self.case if self.in_case else None
        corrected, recorded_on = self._corrected(event)
        return RuleContext(
            case=case,
            coalition=self.coalition,
            programme=programme,
            overriding=partial(overriding, programme),
            actor=by,
            today=self._now.date(),
            corrected=corrected,
            recorded_on=recorded_on,
            left=lambda leaving: self._left(leaving, case),
            has_keys=self._has_keys,
            with_key=self._with_key,
        )

    def _as_it_stood(self, at: RuleContext) -> RuleContext | None:
        """Return the moment before the entry was recorded that an act puts right, or None.

        It is judged by whoever recorded it, on the day it was recorded.
        """
        wrong = at.corrected
        if wrong is None or wrong.event.takes_back:
            return None
        case, coalition = at.case, at.coalition
        if wrong.event.stream is Stream.COALITION:
            coalition = fold_coalition(_before(wrong, self._entries(Stream.COALITION)))
        elif wrong.event.stream is Stream.RECORD and case is not None:
            case = fold_case(case.id, _before(wrong, self._entries(Stream.RECORD)))
        return replace(
            at,
            case=case,
            coalition=coalition,
            actor=wrong.by,
            today=wrong.at.astimezone(self._now.tzinfo).date(),
        )

    def _corrected(self, event: Event) -> tuple[Entry | None, date | None]:
        """Return what an act corrects, and the day since which something stands there."""
        found = _corrected_by(event.replaces, self._entries(event.stream))
        if found is None:
            return None, None
        corrected, first = found
        return corrected, first.at.astimezone(self._now.tzinfo).date()

    def _list(self, before: CaseState | None, on: date, by: MemberId) -> None:
        """Say in the coalition's list how the case stands now, where that is news."""
        now = listed_as(self.case)
        if now is not None and now is not before:
            self._happens(SignedEvent(CaseListed(on=on, case=self.case.id, state=now), by))

    def _keep_which_reflection(self, wrong: Entry | None, on: date, by: MemberId) -> None:
        """Say in the record which text the reflection is, where one was put right or taken back."""
        if wrong is None or not isinstance(wrong.event, ReflectionWritten):
            return
        recorded = (entry for entry in self._recorded if entry.event.stream is Stream.NOTES)
        reflection = fold_notes([*self._entries(Stream.NOTES), *recorded]).reflection
        self._happens(SignedEvent(ReflectionKept(on=on, digest=reflection.digest), by))

    def _happens(self, act: SignedEvent) -> None:
        entry = Entry(id=EntryId(""), event=act.event, by=act.by, at=self._now.astimezone(UTC))
        self.acts.append(act)
        self._recorded.append(entry)
        event = act.event
        of_stream = [kept for kept in self._recorded if kept.event.stream is event.stream]
        if isinstance(event, CoalitionEvent):
            self.coalition = (
                fold_coalition([*self._entries(Stream.COALITION), *of_stream])
                if event.replaces
                else event.apply(self.coalition, entry)
            )
        elif event.stream is Stream.RECORD:
            self.case = (
                fold_case(self.case.id, [*self._entries(Stream.RECORD), *of_stream])
                if event.replaces
                else fold_one(self.case, entry)
            )


def _heard(rulings: tuple[Ruling, ...], at: RuleContext) -> tuple[Ruling, ...]:
    """Return what the acting member is told; who does not hold the case hears that alone.

    The rest would be said of a case that they do not see.
    """
    if at.case is None or at.actor in at.case.record_holders:
        return rulings
    return (
        tuple(ruling for ruling in rulings if ruling.rule == UNREAD and ruling.refuses) or rulings
    )


def _corrected_by(named: EntryId | None, entries: Sequence[Entry]) -> tuple[Entry, Entry] | None:
    """Return the entry that is named, or what was put right in its place since; and the first.

    What was taken back stands for itself: it may be recorded once more. It is whose the first
    entry in its place was.
    """
    first: dict[EntryId, EntryId] = {}
    latest: dict[EntryId, Entry] = {}
    for entry in entries:
        place = first.get(entry.event.replaces or entry.id, entry.id)
        first[entry.id] = place
        latest[place] = entry
    if named is None or named not in first:
        return None
    known = {entry.id: entry for entry in entries}
    stands = latest[first[named]]
    found = known[named] if stands.event.takes_back else stands
    earliest = known[first[named]]
    return replace(found, by=earliest.by), earliest


def _before(wrong: Entry, entries: Sequence[Entry]) -> list[Entry]:
    """Return what counts of a journal before the place in which a correction would count.

    That is where the first entry of its place stood, even when it was taken back since.
    """
    anew = replace(wrong, id=EntryId(""), event=replace(wrong.event, replaces=wrong.id))
    places = in_fold_order([*entries, anew])
    return places[: next(n for n, entry in enumerate(places) if entry.id == anew.id)]
