"""The case page: the path of stages, the readiness board, people, and the journal."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.acts.intake import HANDED_ON
from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.parts import part_name, part_words
from rjdesk.desk.passing import entitled_to
from rjdesk.desk.sentences import sentence
from rjdesk.desk.stages import Stage, stage_of
from rjdesk.desk.views.contradiction import contradictions_in
from rjdesk.desk.views.processes import Path, PathStep, path_of, paths_of
from rjdesk.desk.views.records import is_overdue
from rjdesk.process.case import Case, CaseEvent
from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.closing.events import CaseClosed, ReflectionKept
from rjdesk.process.indirect.derived import by_messages
from rjdesk.process.intake.derived import intake_checklist
from rjdesk.process.intake.events import AccessGranted, CaseOpened, TextsTaken
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import (
    FIRST,
    Capacity,
    CaseId,
    During,
    Entry,
    EntryId,
    Event,
    MemberId,
    NoteTakenBack,
    PersonId,
    ProcessId,
    RecordedByMistake,
    in_fold_order,
    that_take_back,
)
from rjdesk.process.kernel.offices import FACILITATOR
from rjdesk.process.kernel.programme import Programme, Words
from rjdesk.process.kernel.ruling import Missing
from rjdesk.process.notes.events import NoteEvent
from rjdesk.process.people.state import TRAITS, Part, Person
from rjdesk.process.preparation.events import ConferenceScheduled
from rjdesk.process.rules import may_be_set_aside
from rjdesk.process.taking_part.derived import (
    all_ended_on,
    is_named,
    is_without_sides,
    stand,
    waited_for,
)
from rjdesk.process.taking_part.state import Stand

UNSAID = (TextsTaken, ReflectionKept)
"""What is recorded along with an act, and is no news to anybody; nor is access without a reason."""


class ReadinessRow(msgspec.Struct, frozen=True, kw_only=True):
    """What one participant has and has not done yet (a row of the readiness board).

    ``met`` and ``questions_given`` are None where the process asks for no such thing. Who ``came``
    to a circle without sides has said yes by that.
    """

    person: PersonId
    name: str
    parts: str
    met: bool | None
    questions_given: bool | None
    reporter: str
    signed: date | None
    stand: Stand
    came: bool
    named: bool
    support: str


class MeetingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A pre-meeting."""

    meeting: str
    on: date
    with_whom: str
    facilitator: str
    mine: bool
    complete: bool
    sitting_in: str


class JournalLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the journal; ``correctable`` marks what this member may put right.

    That is what they recorded, and as a facilitator what others did, until the case is closed.
    ``of_notes`` marks a line of the notes, which only those who hold them see.
    """

    entry: EntryId
    on: date | None
    by: str
    what: str
    correctable: bool
    of_notes: bool


class Lacking(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may read a case, or its notes, and has no key to it.

    ``ruling`` says whether this member may give it, None where they hold it not themselves;
    ``holders`` are who can.
    """

    member: MemberId
    name: str
    notes: bool
    ruling: Verdict | None
    holders: tuple[str, ...]


class CasePage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the case page; ``paths`` is empty where the case holds one process."""

    case: CaseId
    code: str
    process: str
    path: tuple[PathStep, ...]
    paths: tuple[Path, ...]
    stage: Stage
    intake_done: bool
    facilitators: tuple[str, ...]
    i_facilitate: bool
    reads_notes: bool
    lacking: tuple[Lacking, ...]
    readiness: tuple[ReadinessRow, ...]
    meetings: tuple[MeetingRow, ...]
    contacts: tuple[str, ...]
    to_schedule: Verdict
    eligibility: tuple[tuple[str, str], ...]
    eligible: bool
    people: tuple[Option, ...]
    members: tuple[Option, ...]
    primary: tuple[Option, ...]
    parts: tuple[Option, ...]
    contradictions: tuple[Missing, ...]
    records_overdue: bool
    sexual_harm: bool
    by_messages: bool
    overrides: tuple[str, ...]
    may_set_aside: tuple[Option, ...]
    journal: tuple[JournalLine, ...]


class AskCasePage(msgspec.Struct, frozen=True):
    """How does this case stand?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> CasePage:
        """Return the page."""
        case = desk.case(self.case, self.process)
        programme = desk.programme(case)
        decided = dict(case.eligibility)
        return CasePage(
            case=case.id,
            code=case.intake.code,
            process=programme.words.process,
            path=path_of(case, desk.terms),
            paths=paths_of(case, desk.terms),
            stage=stage_of(case),
            intake_done=all(p.done for p in intake_checklist(case, programme)),
            facilitators=tuple(desk.coalition.name_of(m) for m in case.facilitators),
            i_facilitate=desk.member in case.facilitators,
            reads_notes=desk.reads_notes(case.id),
            lacking=_lacking(desk, case),
            readiness=tuple(_readiness(case, p, programme.words) for p in case.people),
            meetings=_meetings(desk, case),
            contacts=_contacts(desk, case),
            to_schedule=may_schedule(desk, case),
            eligibility=tuple(
                (desk.coalition.name_of(m), DECISIONS[decided.get(m)]) for m in case.facilitators
            ),
            eligible=case.eligible,
            people=tuple(Option(p.id, p.name) for p in case.people),
            members=tuple(Option(m.id, m.name) for m in desk.coalition.members if m.left is None),
            primary=tuple(Option(p.id, p.name) for p in case.primary_parties),
            parts=parts_in(programme),
            contradictions=contradictions_in(desk, case),
            records_overdue=is_overdue(desk, case),
            sexual_harm=case.sexual_harm.flagged is not None,
            by_messages=by_messages(case),
            overrides=tuple(
                f"{o.rule} was set aside by {desk.coalition.name_of(o.by)}: {o.reason}"
                for o in (*case.used_overrides, *case.overrides)
            ),
            may_set_aside=_may_set_aside(desk, case, programme),
            journal=_journal(desk, case),
        )


def _lacking(desk: Desk, case: Case) -> tuple[Lacking, ...]:
    """Return who is entitled and holds less than that; the notes, once there are any."""
    held = desk.journal.holders(case.id)
    lacking = entitled_to(case, desk.today) - held
    notes = lacking.notes if held.notes else frozenset()
    return tuple(
        _lacks(desk, case, member, notes=member in notes)
        for member in sorted(lacking.record | notes)
    )


def _lacks(desk: Desk, case: Case, member: MemberId, *, notes: bool) -> Lacking:
    held = desk.journal.holders(case.id)
    holders = held.notes if notes else held.record
    event = HANDED_ON.of(desk.today, member=member, notes=notes)
    return Lacking(
        member=member,
        name=desk.coalition.name_of(member),
        notes=notes,
        ruling=desk.may(case.id, event) if desk.member in holders else None,
        holders=tuple(map(desk.coalition.name_of, sorted(holders))),
    )


def _may_set_aside(desk: Desk, case: Case, programme: Programme) -> tuple[Option, ...]:
    """Return which rule this member may set aside for which act, though another does that act.

    A choice is a rule and the tag of an act; its words are those of the act. After the end those
    are left that may still be done then, and none after the close.
    """
    ended, closed = all_ended_on(case) is not None, case.closing.closed is not None
    return tuple(
        Option(f"{rule} {tag}", f"{desk.terms.of_event(tag)} ({rule})")
        for rule, tag, role in may_be_set_aside(programme)
        if role != FACILITATOR
        and desk.coalition.holds_role(desk.member, role, desk.today, programme)
        and not closed
        and (not ended or CATALOGUE.by_tag[tag].during in {During.ENDED, During.ALWAYS})
    )


def may_schedule(desk: Desk, case: Case) -> Verdict:
    """Return what still stands between this case and a joint session with everybody willing."""
    roster = tuple(person.id for person in waited_for(case) if person.seated)
    moment = desk.clock().replace(tzinfo=None)
    session = ConferenceScheduled(
        on=desk.today, starts_at=moment, minutes=1, place="Anywhere", roster=roster
    )
    return desk.may_in(case, session)


DECISIONS = {None: "not decided", True: "eligible", False: "not eligible"}


def _readiness(case: Case, person: Person, words: Words) -> ReadinessRow:
    asks_none = by_messages(case) or (is_without_sides(case) and not case.preparation.questions)
    guests = [p.called for p in case.people if p.invited_by == person.id]
    support = ", ".join(guests) or ("settled" if person.support_settled else "open")
    return ReadinessRow(
        person=person.id,
        name=person.name,
        parts=part_words(person, words),
        met=case.met(person.id) or (None if is_without_sides(case) else False),
        questions_given=None if asks_none else case.preparation.given_to(person.id) is not None,
        reporter=person.reporter.value if person.reporter else "",
        signed=person.dialogue_signed,
        stand=stand(case, person),
        came=is_without_sides(case) and any(person.id in c.was_there for c in case.circles),
        named=is_named(case, person),
        support=support if person.primary else "",
    )


def _meetings(desk: Desk, case: Case) -> tuple[MeetingRow, ...]:
    return tuple(
        MeetingRow(
            meeting=meeting.id,
            on=meeting.on,
            with_whom=", ".join(case.name_of(p) for p in meeting.people),
            facilitator=desk.coalition.name_of(meeting.facilitator),
            mine=desk.member in case.facilitators,
            complete=meeting.completed is not None,
            sitting_in=", ".join(
                f"{case.name_of(sat.person)}, {'silent' if sat.will_not_speak else 'who may speak'}"
                for sat in meeting.sitting_in
            ),
        )
        for meeting in case.meetings
    )


def _contacts(desk: Desk, case: Case) -> tuple[str, ...]:
    """Return the contact log, for facilitators alone (RC-064)."""
    if desk.member not in case.facilitators:
        return ()
    return tuple(
        f"{long_date(c.on)} · {case.name_of(c.person)} · {c.channel} · {c.purpose}"
        for c in case.contacts
    )


def _journal(desk: Desk, case: Case) -> tuple[JournalLine, ...]:
    """Return record and notes, the latest first; the notes for those alone who hold them."""
    record = [e for e in desk.record_of(case.id) if not is_unsaid(e.event)]
    notes = list(desk.notes_of(case.id))
    counting = {
        entry.id
        for entry in (*in_fold_order((*record, *notes)), *that_take_back((*record, *notes)))
    }
    noted = {entry.id for entry in notes}
    return tuple(
        JournalLine(
            entry=entry.id,
            on=_day(entry),
            by=_by(desk, entry),
            what=sentence(entry, case, desk) + _of_other_rules(desk, case, entry.event),
            correctable=entry.id in counting and may_correct(desk, case, entry),
            of_notes=entry.id in noted,
        )
        for entry in sorted((*record, *notes), key=lambda entry: entry.at)[::-1]
    )


def is_unsaid(event: Event) -> bool:
    """Whether something came along with an act that is told of already."""
    along = isinstance(event, AccessGranted) and not event.reason
    return along or isinstance(event, UNSAID)


def _day(entry: Entry) -> date | None:
    """Return the day of an entry; None where nobody can read it."""
    return entry.event.on if entry.event.on != date.min else None


def _by(desk: Desk, entry: Entry) -> str:
    return desk.coalition.name_of(entry.by) if entry.by else ""


def _of_other_rules(desk: Desk, case: Case, event: Event) -> str:
    """Return what is to be said where a case was opened under texts that cannot be read here."""
    if not isinstance(event, CaseOpened) or not case.intake.texts:
        return ""
    if desk.opened_under_known_texts(case):
        return ""
    return (
        ". The rules and forms of that day cannot be read by this version of rjdesk; it goes by "
        "those that are installed."
    )


def may_correct(desk: Desk, case: Case, entry: Entry) -> bool:
    """Whether this member may put an entry right now; what exactly is said when they try.

    What was taken back may be put back, but for an undo in the circle, which has its own.
    """
    event = entry.event
    if isinstance(event, RecordedByMistake) and event.undone:
        return False
    before = case.closing.at is not None and entry.at <= case.closing.at
    closed = before and not isinstance(event, CaseClosed)
    mine = entry.by == desk.member or desk.member in case.facilitators or _assigns(desk, case)
    kinds = CaseEvent | NoteEvent | RecordedByMistake | NoteTakenBack
    return isinstance(event, kinds) and mine and not closed


def _assigns(desk: Desk, case: Case) -> bool:
    """Whether nobody facilitates a case, and this member is one of those who assign."""
    programme = desk.programme(case)
    offices = programme.offices_that(Capacity.ASSIGNS, Capacity.OPENS)
    holds = desk.coalition.holds_one_of(desk.member, offices, desk.today, programme)
    return not case.facilitators and holds


def parts_in(programme: Programme) -> tuple[Option, ...]:
    """Return the parts that people may have: of the parties, and of those who are invited."""
    primary = (part for part in Part if TRAITS[part].primary)
    parts = (*primary, *map(Part, programme.guests))
    return tuple(Option(part.value, part_name(part, programme.words)) for part in parts)


class AskCoSigners(msgspec.Struct, frozen=True):
    """Who may sign a joint act beside this member?"""

    case: CaseId

    def answer(self, desk: Desk) -> tuple[Option, ...]:
        """Return the other facilitators of the case by name."""
        others = (m for m in desk.case(self.case).facilitators if m != desk.member)
        return tuple(Option(member, desk.coalition.name_of(member)) for member in others)


class AskMeeting(msgspec.Struct, frozen=True):
    """Does a pre-meeting stand, or was its beginning taken back?"""

    case: CaseId
    meeting: str

    def answer(self, desk: Desk) -> bool:
        """Return whether it stands."""
        return desk.case(self.case).meeting(self.meeting) is not None
