"""The papers of a case: which there are by now, and the sheet that each is printed from.

Which papers there are, from when on and for whom, the programme says; what stands in them,
their forms ask for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from rjdesk.desk.paper_fields import (
    ALSO_SIGN,
    FIELDS,
    LISTS,
    SIGNERS,
    TABLES,
    TABLES_AS_THEY_ARE,
    Subject,
    asked_in,
    exceptions_of,
    learned,
    words_of,
)
from rjdesk.desk.sheets import Sheet, Signer, Table
from rjdesk.process.agreement.derived import (
    as_in_force,
    as_printed,
    is_discontinued,
    is_signed,
    is_withdrawn,
    renamed_since_print,
    signing_parties,
)
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.further_steps.derived import of_process
from rjdesk.process.kernel.papers import PaperEntry, PaperFor, PaperWhen
from rjdesk.process.kernel.programme import AGREEMENT, DIALOGUE, Programme
from rjdesk.process.library.state import Shelf
from rjdesk.process.people.state import Person
from rjdesk.process.taking_part.derived import ended_on, is_named

ValueT = TypeVar("ValueT")

LEARNED = "reflections"
"""The form of what is released in a term; it is of no case."""

DESTROYED = "destruction-certificate"
"""The form that says that a case was destroyed; by then it is of no case."""

RECOVERY = "recovery-sheet"
"""The form of a recovery code; it is of no case."""

OF_NO_CASE = frozenset(
    (
        *("destroyed.code", "destroyed.on", "destroyed.what", "backups", "destroyers"),
        *("recovery.login", "recovery.on", "recovery.code"),
    )
)
"""What is filled where there is no case that could say it."""

RENAMED = "names-used-now"
"""The name of the paper that is printed once more because somebody has another name."""


class PaperState(Enum):
    """How far a paper has come."""

    TO_PRINT = "to print"
    TO_SIGN = "to be signed"
    PRINTED = "printed, not signed"
    SIGNED = "signed"
    HANDOUT = "to hand out"


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """One paper of a case. ``name`` is the form, and whom it is for where there are several."""

    name: str
    form: str
    title: str
    for_whom: str
    state: PaperState
    sheet: Sheet


IS_THERE: Mapping[PaperWhen, Callable[[Case], bool]] = {
    PaperWhen.ALWAYS: lambda _case: True,
    PaperWhen.QUESTIONS: lambda case: bool(case.preparation.questions),
    PaperWhen.ROSTER: lambda case: bool(case.preparation.roster),
    PaperWhen.ACTIONS: lambda case: bool(case.agreement.actions) and not is_withdrawn(case),
    PaperWhen.IN_FORCE: lambda case: case.agreement.monitoring_since is not None,
    PaperWhen.FULFILLED: lambda case: case.agreement.fulfilled is not None,
    PaperWhen.REPORTED: lambda case: case.referral.reported is not None,
    PaperWhen.DECIDED: lambda case: bool(of_process(case)),
    PaperWhen.ENDED: lambda case: ended_on(case) is not None,
}


def papers_of(
    case: Case, programme: Programme, coalition: Coalition, today: date
) -> tuple[Paper, ...]:
    """Return every paper that the case has by now, in the programme's order."""
    at = Subject(case=case, programme=programme, coalition=coalition, today=today)
    return tuple(
        _paper(entry, replace(at, person=person))
        for entry in programme.papers
        if IS_THERE[entry.when](case) and _is_asked_for(entry, case)
        for person in _one_for(entry.for_, case)
    )


def _is_asked_for(entry: PaperEntry, case: Case) -> bool:
    """Whether a paper says something true here: nothing confidential, no Agreement to Dialogue."""
    confidential = any(seen.preparation.confidential for seen in case.each_process)
    return entry.form != DIALOGUE or confidential


def blank_sheet(form: str, programme: Programme, coalition: Coalition) -> Sheet:
    """Return a sheet to be filled in by hand: names and words that all papers have."""
    sheet = _headed(Sheet(form=form, fields=words_of(programme)), programme, coalition)
    asked = asked_in(sheet.form_text)
    if asked is None or "exceptions" in asked:
        return replace(sheet, lists={"exceptions": exceptions_of(programme)})
    return sheet


def library_sheet(shelf: Shelf, programme: Programme, coalition: Coalition) -> Sheet:
    """Return what was released in a term as a sheet; it bears no case, and no day but the term."""
    sheet = _headed(Sheet(form=LEARNED, fields=words_of(programme)), programme, coalition)
    return replace(
        sheet,
        fields={**sheet.fields, "term.on": shelf.term},
        tables={"reflections": Table((), learned(shelf))},
    )


def certificate_sheet(
    programme: Programme,
    coalition: Coalition,
    *,
    code: str,
    on: date,
    what: str,
    destroyers: tuple[str, ...],
) -> Sheet:
    """Return the certificate that a case was destroyed; its record can fill nothing any more."""
    sheet = _headed(Sheet(form=DESTROYED, fields=words_of(programme)), programme, coalition)
    fields = {"destroyed.code": code, "destroyed.on": on, "destroyed.what": what}
    return replace(
        sheet,
        fields={**sheet.fields, **fields},
        signers={"destroyers": tuple(Signer(name) for name in destroyers if name)},
    )


def recovery_sheet(
    programme: Programme, coalition: Coalition, *, login: str, code: str, on: date
) -> Sheet:
    """Return the sheet of a member's recovery code; it names them by their label."""
    sheet = _headed(Sheet(form=RECOVERY, fields=words_of(programme)), programme, coalition)
    fields = {"recovery.login": login, "recovery.code": code, "recovery.on": on}
    return replace(sheet, fields={**sheet.fields, **fields})


def agreement_sheet(
    case: Case, programme: Programme, coalition: Coalition, today: date, *, draft: bool
) -> Sheet:
    """Return the next version of the agreement: what everybody present agreed to (RC-090)."""
    at = Subject(case=case, programme=programme, coalition=coalition, today=today)
    entry = next(entry for entry in programme.papers if entry.form == AGREEMENT)
    return _sheet(entry, at, version=case.agreement.next_version, draft=draft)


def under_names_used_now(
    case: Case, programme: Programme, coalition: Coalition, today: date
) -> Sheet | None:
    """Return the version printed last, where somebody in it has another name since (A39).

    It is printed beside the one that was signed, whose signatures stand.
    """
    if not renamed_since_print(case) or case.agreement.latest is None:
        return None
    printed = as_printed(case)
    at = Subject(case=printed, programme=programme, coalition=coalition, today=today)
    entry = next(entry for entry in programme.papers if entry.form == AGREEMENT)
    return _sheet(entry, at, version=case.agreement.latest.version)


def _discontinued(entry: PaperEntry, at: Subject) -> Paper:
    """Return the agreement as it was in force, with what was decided after signing (RC-176)."""
    printed = replace(at, case=as_printed(as_in_force(at.case)))
    return Paper(
        name=entry.form,
        form=entry.form,
        title=f"{entry.title}, discontinued",
        for_whom=" and ".join(person.name for person in signing_parties(at.case)),
        state=PaperState.HANDOUT,
        sheet=_sheet(entry, printed, version=at.case.agreement.next_version),
    )


def _paper(entry: PaperEntry, at: Subject) -> Paper:
    person = at.person
    if entry.form == AGREEMENT and is_discontinued(at.case):
        return _discontinued(entry, at)
    is_agreement = entry.form == AGREEMENT
    if not is_agreement:
        at = replace(at, case=as_in_force(at.case))
    signing = " and ".join(p.name for p in signing_parties(at.case)) if is_agreement else ""
    version = {AGREEMENT: at.case.agreement.next_version, DIALOGUE: 1}.get(entry.form, 0)
    return Paper(
        name=f"{entry.form}:{person.id}" if person else entry.form,
        form=entry.form,
        title=entry.title,
        for_whom=person.name if person else entry.note or signing,
        state=_state(entry, at),
        sheet=_sheet(entry, at, version=version, draft=is_agreement),
    )


def _state(entry: PaperEntry, at: Subject) -> PaperState:
    """Return how far a paper has come; signatures are recorded of the first two alone."""
    agreement = at.case.agreement
    if entry.form == DIALOGUE and at.person is not None:
        return PaperState.SIGNED if at.person.dialogue_signed else PaperState.TO_SIGN
    if entry.form != AGREEMENT:
        return PaperState.HANDOUT
    if agreement.latest is None:
        return PaperState.TO_PRINT
    return PaperState.SIGNED if is_signed(at.case) else PaperState.PRINTED


def _one_for(whom: PaperFor, case: Case) -> Iterator[Person | None]:
    match whom:
        case PaperFor.CASE:
            yield None
        case PaperFor.PARTICIPANT:
            yield from case.people
        case PaperFor.PRIMARY_PARTY:
            yield from (person for person in case.primary_parties if is_named(case, person))


def _sheet(entry: PaperEntry, at: Subject, *, version: int = 0, draft: bool = False) -> Sheet:
    """Return a sheet filled with what its form asks for, and a short hash of that (RC-115)."""
    headed = _headed(Sheet(form=entry.form), at.programme, at.coalition)
    asked = asked_in(headed.form_text)
    if asked is None and at.programme.texts:
        # Only a programme that brings no texts at all leaves open what its forms ask for.
        asked = frozenset()
    fields, lists = _filled(FIELDS, asked, at), _filled(LISTS, asked, at)
    tables = {name: Table((), rows) for name, rows in _filled(TABLES, asked, at).items()}
    too = tuple(signer for kind in entry.also_sign for signer in ALSO_SIGN[kind](at))
    # Who signs for two reasons signs once.
    signers = {
        name: tuple(dict.fromkeys((*them, *too)))
        for name, them in _filled(SIGNERS, asked, at).items()
    }
    filled = replace(
        headed,
        code=at.case.intake.code if entry.coded else "",
        version=version,
        draft=draft,
        fields={**words_of(at.programme), **{name: v for name, v in fields.items() if v}},
        lists={name: items for name, items in lists.items() if items},
        tables={name: t for name, t in tables.items() if t.rows or name in TABLES_AS_THEY_ARE},
        signers={name: people for name, people in signers.items() if people},
    )
    data = msgspec.json.encode(filled, order="deterministic")
    return replace(filled, digest=hashlib.sha256(data).hexdigest()[:10].upper())


def _filled(
    register: Mapping[str, Callable[[Subject], ValueT]],
    asked: Collection[str] | None,
    at: Subject,
) -> dict[str, ValueT]:
    """Return what fills those of a register that a form asks for; all where that is not known."""
    return {name: fill(at) for name, fill in register.items() if asked is None or name in asked}


def _headed(sheet: Sheet, programme: Programme, coalition: Coalition) -> Sheet:
    """Return the sheet under the coalition's own name; under the programme's where it has none."""
    return replace(
        sheet,
        programme=programme.id,
        letterhead=coalition.name or programme.letterhead,
        form_text=programme.form_text(f"{sheet.form}.{sheet.language}.md"),
        words_text=programme.form_text(f"words.{sheet.language}.toml"),
    )
