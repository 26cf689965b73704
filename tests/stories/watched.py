"""A case that is watched: whatever is recorded in it, what must never come to be did not.

What is asked of the record is read from its entries alone (``raw_record``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rjdesk.desk.doorkeeper import READ
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.ports import Trouble
from rjdesk.process.agreement.events import (
    AgreementPrinted,
    AgreementSigned,
    MonitoringBegan,
)
from rjdesk.process.agreement.state import AgreementTerms
from rjdesk.process.case import Case, fold_case, process_of
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.corrections.derived import contradictions
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.kernel.decision import CLOSE, Vote
from rjdesk.process.kernel.event import Entry, Event, MemberId, ProcessId, Stream
from rjdesk.process.notes.events import ReflectionWritten
from rjdesk.process.preparation.events import ConferenceScheduled
from rjdesk.process.taking_part.derived import ended_on
from rjdesk.rehearsal.telling import Story
from tests.scenarios.world import PASSPHRASE, World
from tests.stories.advice import case_today
from tests.stories.prepared import record_of
from tests.stories.raw_record import RawRecord, places, standing

AFTER_AN_END = frozenset(
    (
        # following up, with whoever was harmed and whoever left
        *("follow-up-closed", "affected-party-told", "contact-allowed", "support-offered"),
        *("alternatives-presented", "turned-elsewhere", "service-connected"),
        *("report-back-answered", "reported-back", "advisor-informed"),
        *("reach-noted", "person-renamed", "service-asked-after"),
        # whether it stays at that, which several decide
        *("readdress-asked", "decision-proposed", "decision-answered", "process-begun"),
        *("sexual-harm-flagged", "sexual-harm-cleared", "ended-for-good"),
        # who does that
        *("facilitator-assigned", "facilitator-released", "access-granted", "rule-overridden"),
        *("access-ended", "recused", "recusal-decided", "recusal-requested"),
        *("handed-on", "continuation-answered"),
        # the end of it, and how long it is kept
        *("reflection-written", "reflection-kept", "reflection-signed", "case-closed"),
        *("reflection-reviewed", "result-confirmed", "reflection-released"),
        *("records-held", "hold-released", "destruction-proposed"),
    )
)
"""What is recorded of a process that has ended; mistakes are put right until the close."""


class Attempt(NamedTuple):
    """What somebody tried, and what the door answered; None where the world failed."""

    by: str
    events: tuple[Event, ...]
    outcome: Recorded | Refused | None


def who_reopen(entries: Sequence[Entry]) -> set[str]:
    """Return who said last, of the latest proposal to take a close back, that they want to."""
    asked = [
        entry
        for entry in entries
        if isinstance(entry.event, DecisionProposed) and entry.event.subject == CLOSE
    ]
    if not asked:
        return set()
    proposal = asked[-1].event
    assert isinstance(proposal, DecisionProposed)
    said = {asked[-1].by: Vote.FOR}
    for entry in entries:
        event = entry.event
        if isinstance(event, DecisionAnswered) and event.decision == proposal.decision:
            said[event.member or entry.by] = event.vote
    return {member for member, vote in said.items() if vote is Vote.FOR}


class WatchedCase:
    """The case of a story in a world; everything goes through its door, and is looked at."""

    def __init__(self, world: World, story: Story) -> None:
        self.world, self.story = world, story
        self.printed: dict[tuple[ProcessId, int], tuple[object, ...]] = {}
        for entry in self.record:
            self._remember(entry)

    @property
    def record(self) -> list[Entry]:
        """The entries of the record."""
        return self.world.house.journals.get(record_of(self.story), [])

    def try_(self, by: str, *events: Event, second: str = "", in_case: bool = True) -> Attempt:
        """Have somebody record events, and see that nothing came of it that must not."""
        before, kept = len(self.record), self._everything()
        case = self.story.case if in_case else None
        desk = self.world.desk(by)
        allowed = desk.may(case, *events).allowed
        outcome: Recorded | Refused | None
        try:
            if second and second != by and any(event.joint for event in events):
                key = desk.journal.unlocking(MemberId(second)).derive(PASSPHRASE.format(second))
                with desk.journal.cosigner(MemberId(second), key) as cosigner:
                    outcome = desk.record(case, *events, cosigner=cosigner)
            else:
                outcome = desk.record(case, *events)
                # Of what leaves by an act nobody knows before it is read.
                held = isinstance(outcome, Refused) and any(isinstance(e, READ) for e in events)
                recorded = isinstance(outcome, Recorded)
                assert held or allowed is recorded, "the door keeps its word"
        except Trouble:
            outcome = None
        if not isinstance(outcome, Recorded):
            assert kept == self._everything(), "what is refused writes nothing"
        for entry in self.record[before:]:
            self._look_at(entry, self.record[:before])
        self.look()
        return Attempt(by, events, outcome)

    def _everything(self) -> tuple[int, ...]:
        house = self.world.house
        return (len(house.coalition), *(len(entries) for entries in house.journals.values()))

    # --- what was just recorded --------------------------------------------------------------

    def _look_at(self, entry: Entry, before: Sequence[Entry]) -> None:
        """See that an entry may stand where it stands; ``before`` is what was there before."""
        event = entry.event
        wrong = next((each.event for each in before if each.id == event.replaces), None)
        then = RawRecord.of(places(before).values())
        at = process_of(event)
        over = then.all_have_ended if at is None else then.seen_in(at).has_ended
        if over and event.replaces is None:
            assert event.tag in AFTER_AN_END, f"{event.tag} in a process that has ended"
        if then.is_closed:
            takes_back = isinstance(wrong, CaseClosed) or event.replaces is None
            assert takes_back, f"{event} in a case that is closed"
            if isinstance(wrong, CaseClosed) and event.takes_back:
                assert len(who_reopen(before)) >= 2, "one alone takes a close back"
        own = RawRecord.before(entry, self.record)
        if isinstance(event, ConferenceScheduled):
            programme = case_today(self.world, self.story).programme
            assert list(own.lacks_for(event, programme)) == [], "a conference is scheduled"
        if isinstance(event, MonitoringBegan):
            assert own.unsigned() == [], "an agreement is in force"
            assert own.last(AgreementPrinted) is not None, "an agreement is in force"
            assert own.last(AgreementSigned) is not None, "an agreement is in force"
        self._remember(entry)

    def _remember(self, entry: Entry) -> None:
        """Keep what a version says when it is printed."""
        event = entry.event
        if isinstance(event, AgreementPrinted) and event.replaces is None:
            own = RawRecord.before(entry, self.record)
            self.printed[own.process, event.paper_version] = own.says(event.actions)

    # --- how it stands -----------------------------------------------------------------------

    def look(self) -> None:
        """See that nothing stands there which must not."""
        record = RawRecord.of(places(self.record).values())
        case = fold_case(self.story.case, self.record)
        assert [seen.process for seen in record.each] == [seen.at for seen in case.each_process]
        for now, seen in zip(record.each, case.each_process, strict=True):
            self._look_in(now, seen)
        reads = self._reflection()
        for who, digest in case.closing.signed:
            is_counted = who in case.closing.authors
            assert not is_counted or digest == reads, f"{who} signed another reflection"

    def _look_in(self, now: RawRecord, case: Case) -> None:
        """See the same of one process."""
        assert now.has_ended is (ended_on(case) is not None), "one knows of an end"
        self._no_turn_is_lost(now, case)
        self._what_was_signed_stays(now, case)
        if now.in_force and (lacks := now.unsigned(in_force=True)):
            told = {missing.act for missing in contradictions(case)}
            assert "agreement-signed" in told, f"in force in silence without {lacks}"

    def _no_turn_is_lost(self, now: RawRecord, case: Case) -> None:
        kept = [(turn.person, turn.outcome) for circle in case.circles for turn in circle.turns]
        assert kept == now.turns(), "a turn is lost"

    def _reflection(self) -> str:
        """Return what the reflection is known by that reads in the notes."""
        notes = self.world.house.journals.get((self.story.case, Stream.NOTES), [])
        written = [entry.event for entry in standing(notes)]
        texts = [event.digest for event in written if isinstance(event, ReflectionWritten)]
        return texts[-1] if texts else ""

    def _what_was_signed_stays(self, now: RawRecord, case: Case) -> None:
        versions = {printed.version: said(printed.terms) for printed in case.agreement.printed}
        for version in {event.paper_version for event in now.every(AgreementSigned)}:
            # Whose print was taken back holds nothing that could have changed.
            printed = self.printed[now.process, version]
            assert versions.get(version, printed) == printed, f"version {version} has changed"


def said(terms: AgreementTerms) -> tuple[object, ...]:
    """Return what a version says, in the form in which the raw record says it."""
    return (
        terms.harm,
        {
            action.id: (
                *(action.what, action.owner, action.for_whom, action.for_others, action.due),
                *(action.evidence, action.checked_by, action.checked_otherwise),
            )
            for action in terms.actions
        },
        terms.deadline,
        {plan.action: tuple((p.due, p.cents) for p in plan.instalments) for plan in terms.plans},
    )
