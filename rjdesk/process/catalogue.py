"""Every event there is, by the tag under which a journal keeps it, and how one is read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import msgspec

from rjdesk.process.accountability.events import (
    FacilitatorNumberDecided,
    MeetingHeld,
    MeetingsRecur,
    ServiceAskedAfter,
    ServiceConnected,
)
from rjdesk.process.agreement.events import (
    ActionAgreed,
    ActionDropped,
    ActionProposed,
    AgreementFulfilled,
    AgreementPrinted,
    AgreementReadBack,
    AgreementSigned,
    AmendmentBegan,
    AmendmentDropped,
    CopyGiven,
    DeadlineSet,
    HarmNamed,
    MonitoringBegan,
)
from rjdesk.process.backups.events import BackupGone, BackupMade
from rjdesk.process.circle.events import (
    BreakEnded,
    BreakTaken,
    CardSaid,
    CircleCompleted,
    CircleEndedEarly,
    CircleStarted,
    GuidelineOffered,
    GuidelinesAgreed,
    QuestionAdded,
    QuestionAsked,
    RoundEntered,
    SeatLeft,
    SeatsChanged,
    SeatTaken,
    TurnTaken,
    ValueNamed,
)
from rjdesk.process.closing.events import (
    CaseClosed,
    ReflectionKept,
    ReflectionReleased,
    ReflectionReviewed,
    ReflectionSigned,
    ResultConfirmed,
)
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.followup.events import (
    ActionCompleted,
    AffectedPartyTold,
    DelayTold,
    FollowUpClosed,
    RhythmAgreed,
)
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried, MessageWithdrawn
from rjdesk.process.intake.events import (
    AccessEnded,
    AccessGranted,
    AdvisorInformed,
    CareConsidered,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
    FacilitatorReleased,
    HandedOn,
    OpenedByMistake,
    ParticipantNamed,
    PersonRenamed,
    ReachNoted,
    TextsTaken,
)
from rjdesk.process.kernel.event import Event, NoteTakenBack, RecordedByMistake, Unreadable, Why
from rjdesk.process.library.events import (
    DocumentAdded,
    DocumentTakenOut,
    ReflectionsPublished,
    ReflectionWithdrawn,
)
from rjdesk.process.membership.events import (
    CaseListed,
    CertificateRecorded,
    CoalitionFounded,
    EntryTakenBack,
    FoundingCompleted,
    MemberAppointed,
    MemberEntered,
    MemberLeft,
    OfficeLeft,
    OfficeTaken,
    TextKept,
    TrainingCompleted,
)
from rjdesk.process.motions.events import MotionAnswered, MotionProposed
from rjdesk.process.notes.events import NoteWritten, ReflectionWritten
from rjdesk.process.pilot.events import PilotBegan
from rjdesk.process.premeeting.events import (
    ContactMade,
    DialogueAgreementSigned,
    EligibilityDecided,
    ExceptionsRead,
    FitJudged,
    NeedsHeard,
    PreMeetingCompleted,
    PreMeetingOpened,
    ProcessExplained,
    QuestionsDiscussed,
    ReportingStatusAsked,
    ReportingStatusTold,
    SupportSatIn,
    SupportSettled,
)
from rjdesk.process.preparation.events import (
    ClosingQuestionWritten,
    ConferenceScheduled,
    ProcessBegun,
    ProcessChosen,
    QuestionsGiven,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.recusal.events import (
    ContinuationAnswered,
    RecusalDecided,
    RecusalRequested,
    Recused,
)
from rjdesk.process.referral.events import (
    GuardianConsented,
    MinorNoted,
    ReportBackAnswered,
    ReportedBack,
)
from rjdesk.process.restitution.events import EvidenceWaived, InstalmentPaid, InstalmentsAgreed
from rjdesk.process.retention.events import (
    DestructionConfirmed,
    DestructionProposed,
    HoldReleased,
    LostCaseConfirmed,
    LostCaseProposed,
    RecordsHeld,
)
from rjdesk.process.sexual_harm.events import (
    DialogueAskedFor,
    EndedForGood,
    SexualHarmCleared,
    SexualHarmFlagged,
    SexualHarmTakenOn,
)
from rjdesk.process.taking_part.events import (
    AlternativesPresented,
    ConsentRenewed,
    ConsentWithdrawn,
    ContactAllowed,
    ParticipantTakenOff,
    ProcessDissolved,
    ProcessEnded,
    RemainingPartyChose,
    SupportOffered,
    TurnedElsewhere,
    WillingnessStated,
)

EVENTS: tuple[type[Event], ...] = (
    RecordedByMistake,
    NoteTakenBack,
    RuleOverridden,
    CoalitionFounded,
    TextKept,
    MemberEntered,
    MemberAppointed,
    OfficeTaken,
    OfficeLeft,
    MemberLeft,
    TrainingCompleted,
    CertificateRecorded,
    EntryTakenBack,
    FoundingCompleted,
    CaseListed,
    BackupMade,
    BackupGone,
    PilotBegan,
    MotionProposed,
    MotionAnswered,
    CaseOpened,
    TextsTaken,
    OpenedByMistake,
    CareConsidered,
    ParticipantNamed,
    PersonRenamed,
    ReachNoted,
    FacilitatorAssigned,
    FacilitatorReleased,
    AccessGranted,
    FacilitatorAccepted,
    AdvisorInformed,
    HandedOn,
    AccessEnded,
    RecusalRequested,
    RecusalDecided,
    ContinuationAnswered,
    Recused,
    ContactMade,
    PreMeetingOpened,
    SupportSatIn,
    ReportingStatusTold,
    ReportingStatusAsked,
    ExceptionsRead,
    ProcessExplained,
    QuestionsDiscussed,
    NeedsHeard,
    FitJudged,
    PreMeetingCompleted,
    DialogueAgreementSigned,
    SupportSettled,
    WillingnessStated,
    EligibilityDecided,
    NoteWritten,
    ReflectionWritten,
    MinorNoted,
    GuardianConsented,
    ReportBackAnswered,
    ReportedBack,
    FacilitatorNumberDecided,
    MeetingsRecur,
    MeetingHeld,
    ServiceConnected,
    ServiceAskedAfter,
    ProcessBegun,
    ProcessChosen,
    ConferenceScheduled,
    ReasonWritten,
    QuestionsWritten,
    ClosingQuestionWritten,
    QuestionsGiven,
    CircleStarted,
    CardSaid,
    GuidelineOffered,
    GuidelinesAgreed,
    RoundEntered,
    QuestionAsked,
    QuestionAdded,
    TurnTaken,
    ValueNamed,
    SeatTaken,
    SeatLeft,
    SeatsChanged,
    BreakTaken,
    BreakEnded,
    CircleCompleted,
    CircleEndedEarly,
    MessageAgreed,
    MessageCarried,
    MessageWithdrawn,
    HarmNamed,
    ActionProposed,
    ActionDropped,
    ActionAgreed,
    DeadlineSet,
    AgreementReadBack,
    AgreementPrinted,
    AgreementSigned,
    CopyGiven,
    MonitoringBegan,
    AmendmentBegan,
    AmendmentDropped,
    AgreementFulfilled,
    InstalmentsAgreed,
    InstalmentPaid,
    EvidenceWaived,
    ActionCompleted,
    AffectedPartyTold,
    DelayTold,
    FollowUpClosed,
    RhythmAgreed,
    ReaddressAsked,
    DecisionProposed,
    DecisionAnswered,
    SexualHarmFlagged,
    SexualHarmCleared,
    SexualHarmTakenOn,
    EndedForGood,
    DialogueAskedFor,
    ConsentWithdrawn,
    ConsentRenewed,
    ParticipantTakenOff,
    AlternativesPresented,
    RemainingPartyChose,
    ContactAllowed,
    SupportOffered,
    TurnedElsewhere,
    ProcessDissolved,
    ProcessEnded,
    ReflectionSigned,
    ReflectionKept,
    CaseClosed,
    RecordsHeld,
    HoldReleased,
    DestructionProposed,
    DestructionConfirmed,
    LostCaseProposed,
    LostCaseConfirmed,
    ReflectionReviewed,
    ResultConfirmed,
    ReflectionReleased,
    ReflectionsPublished,
    ReflectionWithdrawn,
    DocumentAdded,
    DocumentTakenOut,
)
"""In the order of a case: a new event is added at the end of its chapter."""

Upcast = Callable[[dict[str, object]], dict[str, object]]
"""Brings what one version wrote to what the next one writes."""


class Catalogue:
    """Which events a journal may hold, and how what an older program wrote is brought up.

    ``upcasts`` says for a tag and a version how its fields become those of the next version.
    """

    def __init__(
        self,
        events: Iterable[type[Event]],
        upcasts: Mapping[tuple[str, int], Upcast] = MappingProxyType({}),
    ) -> None:
        """Take the events; two of one tag are a ValueError."""
        events = tuple(events)
        self.by_tag: Mapping[str, type[Event]] = MappingProxyType({e.tag: e for e in events})
        if len(self.by_tag) != len(events):
            raise ValueError("two events have one tag")
        self.upcasts = upcasts

    def decode(self, tag: str, version: int, payload: bytes, on: date) -> Event:
        """Return the event that ``encode`` wrote; total: what cannot be read is kept as it came."""
        kind = self.by_tag.get(tag)
        if kind is None:
            why = Why.UNKNOWN
        elif version > kind.version:
            why = Why.NEWER
        else:
            try:
                return self._read(kind, version, payload)
            except (msgspec.DecodeError, LookupError, RecursionError, TypeError, ValueError):
                why = Why.DAMAGED
        return Unreadable(on=on, kept_tag=tag, kept_version=version, payload=payload, why=why)

    def _read(self, kind: type[Event], version: int, payload: bytes) -> Event:
        if version == kind.version:
            return _decoder(kind).decode(payload)
        fields = msgspec.json.decode(payload, type=dict[str, object])
        for older in range(version, kind.version):
            fields = self.upcasts[kind.tag, older](fields)
        return msgspec.convert(fields, kind)


@cache
def _decoder(kind: type[Event]) -> msgspec.json.Decoder[Event]:
    return msgspec.json.Decoder(kind)


CATALOGUE = Catalogue(EVENTS)
