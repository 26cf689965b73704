"""The papers of a case: which there are, and the sheet that each is printed from."""

from __future__ import annotations

import hashlib
from enum import Enum

import msgspec
from msgspec.structs import replace

from rjdesk.desk.sheets import Sheet, Signer, Table, Value
from rjdesk.desk.views.case_page import part_words
from rjdesk.process.agreement.derived import (
    actions_agreed_by_all,
    signing_parties,
    unsigned_parties,
)
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.people.state import Person

DIALOGUE = "agreement-to-dialogue"
AGREEMENT = "accountability-agreement"
QUESTIONS = "question-sheet"
NOTICE = "staff-advisor-notice"


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


def papers_of(case: Case, programme: Programme, coalition: Coalition) -> tuple[Paper, ...]:
    """Return every paper that the case has by now."""
    papers = [_dialogue(case, programme, coalition, person) for person in case.people]
    if case.preparation.questions:
        papers.append(_questions(case, programme, coalition))
    if NOTICE in programme.forms:
        papers.append(_notice(case, programme, coalition))
    if case.agreement.actions:
        papers.append(_agreement(case, programme, coalition))
    return tuple(papers)


def blank_sheet(form: str, programme: Programme, coalition: Coalition) -> Sheet:
    """Return a sheet to be filled in by hand: names and words that all papers have."""
    sheet = Sheet(
        form=form,
        fields=words_of(programme),
        lists={"exceptions": tuple(e.text for e in programme.exceptions)}
        if form == DIALOGUE
        else {},
    )
    return _headed(sheet, programme, coalition)


def agreement_sheet(
    case: Case, programme: Programme, coalition: Coalition, version: int, *, draft: bool
) -> Sheet:
    """Return the agreement: what everybody present agreed to (RC-090), and who signs (RC-112)."""
    agreement = case.agreement
    rows = tuple(
        (
            action.what,
            case.name_of(action.owner),
            action.for_whom,
            action.due or "",
            action.evidence,
            action.checked_by,
        )
        for action in actions_agreed_by_all(case)
    )
    held = case.circle.ended_on or case.circle.started_on if case.circle else None
    fields: dict[str, Value] = {
        **words_of(programme),
        "harm": agreement.harm,
        "deadline": agreement.deadline or "",
        "date.long": held or "",
    }
    sheet = Sheet(
        form=AGREEMENT,
        code=case.intake.code,
        version=version,
        draft=draft,
        fields={name: value for name, value in fields.items() if value},
        tables={"actions": Table((), rows)},
        signers={
            "primary_parties": tuple(
                Signer(person.name, part_words(person, programme.words))
                for person in signing_parties(case)
            )
        },
    )
    return issued(sheet, programme, coalition)


def issued(sheet: Sheet, programme: Programme, coalition: Coalition) -> Sheet:
    """Return a filled sheet with its head, and a short hash of its data in the footer (RC-115)."""
    headed = _headed(sheet, programme, coalition)
    data = msgspec.json.encode(replace(headed, digest=""), order="deterministic")
    return replace(headed, digest=hashlib.sha256(data).hexdigest()[:10].upper())


def _headed(sheet: Sheet, programme: Programme, coalition: Coalition) -> Sheet:
    """Return the sheet under the coalition's own name; under the programme's where it has none."""
    return replace(
        sheet,
        programme=programme.id,
        letterhead=coalition.name or programme.letterhead,
        form_text=programme.form_text(f"{sheet.form}.{sheet.language}.md"),
        words_text=programme.form_text(f"words.{sheet.language}.toml"),
    )


def words_of(programme: Programme) -> dict[str, Value]:
    """Return the programme's words as fields of a form; the form has the others."""
    words = msgspec.structs.asdict(programme.words)
    taken = (
        "affected_party",
        "responsible_party",
        "primary_parties",
        "staff_advisor",
        "process",
        "conference",
        "agreement_to_dialogue",
        "other_processes",
        "records",
    )
    fields: dict[str, Value] = {f"words.{name}": words[name] for name in taken}
    fields["words.accountability_agreement"] = programme.agreement_title
    fields["words.facilitators"] = f"{words['facilitator']}s"
    return fields


def _dialogue(case: Case, programme: Programme, coalition: Coalition, person: Person) -> Paper:
    sheet = Sheet(
        form=DIALOGUE,
        code=case.intake.code,
        version=1,
        fields={**words_of(programme), "participant.name": person.name},
        lists={"exceptions": tuple(e.text for e in programme.exceptions)},
        signers={"participant": (Signer(person.name, part_words(person, programme.words)),)},
    )
    return Paper(
        name=f"{DIALOGUE}:{person.id}",
        form=DIALOGUE,
        title=programme.words.agreement_to_dialogue,
        for_whom=person.name,
        state=PaperState.SIGNED if person.dialogue_signed else PaperState.TO_SIGN,
        sheet=issued(sheet, programme, coalition),
    )


def _questions(case: Case, programme: Programme, coalition: Coalition) -> Paper:
    sheet = Sheet(
        form=QUESTIONS,
        fields=words_of(programme),
        lists={"questions": tuple(q.text for q in case.preparation.questions)},
    )
    return Paper(
        name=QUESTIONS,
        form=QUESTIONS,
        title="Questions",
        for_whom="everybody in the circle",
        state=PaperState.HANDOUT,
        sheet=issued(sheet, programme, coalition),
    )


def _notice(case: Case, programme: Programme, coalition: Coalition) -> Paper:
    opened = case.intake.opened
    fields = {**words_of(programme), "date.long": opened or ""}
    sheet = Sheet(form=NOTICE, code=case.intake.code, fields=fields)
    return Paper(
        name=NOTICE,
        form=NOTICE,
        title=f"Notice to the {programme.words.staff_advisor}",
        for_whom="names nobody",
        state=PaperState.HANDOUT,
        sheet=issued(sheet, programme, coalition),
    )


def _agreement(case: Case, programme: Programme, coalition: Coalition) -> Paper:
    agreement = case.agreement
    if agreement.latest and not unsigned_parties(case):
        state = PaperState.SIGNED
    else:
        state = PaperState.PRINTED if agreement.latest else PaperState.TO_PRINT
    return Paper(
        name=AGREEMENT,
        form=AGREEMENT,
        title=programme.agreement_title,
        for_whom=" and ".join(person.name for person in signing_parties(case)),
        state=state,
        sheet=agreement_sheet(case, programme, coalition, agreement.next_version, draft=True),
    )
