"""The agreement after the circle: what is printed, who has signed, who has a copy (section 5)."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.parts import part_words
from rjdesk.desk.views.circle import ActionView, actions_of
from rjdesk.process.agreement.derived import (
    actions_to_print,
    renamed_since_print,
    to_agree,
    who_signs,
)
from rjdesk.process.agreement.events import AgreementPrinted, MonitoringBegan
from rjdesk.process.agreement.state import Printed
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import FIRST, CaseId, PersonId, ProcessId


class SignatureRow(msgspec.Struct, frozen=True, kw_only=True):
    """A Primary Party's signature and copy, as far as they are recorded.

    ``guardian`` marks the row of the guardian beside a party who is under age (A26).
    """

    person: PersonId
    guardian: bool
    name: str
    parts: str
    signed: date | None
    witness: str
    copy_given: str


class AgreementView(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement. ``to_print`` warns of actions that would be left out (RC-090).

    ``is_draft`` holds while it is worked on, ``amending`` where it is in force meanwhile;
    ``amended`` is the day since which a later version is.

    ``renamed`` are those who have another name than on the version printed last (A39).
    ``printing`` are the actions that would be printed, ``to_print_all`` what stands against
    printing every action, agreed or not.
    """

    case: CaseId
    title: str
    harm: str
    deadline: date | None
    actions: tuple[ActionView, ...]
    owners: tuple[Option, ...]
    present: tuple[tuple[PersonId, str], ...]
    next_version: int
    printing: tuple[str, ...]
    to_print: Verdict
    to_print_all: Verdict
    latest: Printed | None
    signatures: tuple[SignatureRow, ...]
    monitoring_since: date | None
    amended: date | None
    amending: bool
    is_draft: bool
    to_monitor: Verdict
    fulfilled: date | None
    renamed: tuple[str, ...]


class AskAgreement(msgspec.Struct, frozen=True):
    """How does the agreement stand?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> AgreementView:
        """Return the agreement."""
        case = desk.case(self.case, self.process)
        programme, agreement = desk.programme(case), case.agreement
        agreed = tuple(action.id for action in actions_to_print(case))
        everything = tuple(action.id for action in agreement.actions)
        version = agreement.next_version
        printing = AgreementPrinted(
            on=desk.today, paper_version=version, digest="", paper="", actions=agreed
        )
        copies = {
            person.id: f"{long_date(copy.on)}, {copy.how}"
            for person in case.people
            if (copy := agreement.copy_of(person.id)) is not None
        }
        rows = tuple(
            SignatureRow(
                person=person.id,
                guardian=guardian is not None,
                name=guardian or person.name,
                parts=f"guardian of {person.name}"
                if guardian
                else part_words(person, programme.words),
                signed=signature.on if signature else None,
                witness=signature.witness if signature else "",
                copy_given="" if guardian else copies.get(person.id, ""),
            )
            for person, guardian in who_signs(case)
            for signature in [agreement.signed_by(person.id, guardian=guardian is not None)]
        )
        present = to_agree(case)
        return AgreementView(
            case=case.id,
            title=programme.agreement_title,
            harm=agreement.harm,
            deadline=agreement.deadline,
            actions=actions_of(case, programme.currency),
            owners=tuple(
                Option(p.id, f"{p.name} ({part_words(p, programme.words)})") for p in case.people
            ),
            present=tuple((p, case.name_of(p)) for p in present),
            next_version=version,
            printing=agreed,
            to_print=desk.may_in(case, printing),
            to_print_all=desk.may_in(case, replace(printing, actions=everything)),
            latest=agreement.latest,
            signatures=rows,
            monitoring_since=agreement.monitoring_since,
            amended=agreement.amended,
            amending=agreement.amending is not None,
            is_draft=agreement.is_draft,
            to_monitor=desk.may_in(case, MonitoringBegan(on=desk.today)),
            fulfilled=agreement.fulfilled,
            renamed=tuple(person.name for person in renamed_since_print(case)),
        )
