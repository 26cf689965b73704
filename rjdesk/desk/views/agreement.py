"""The agreement after the circle: what is printed, who has signed, who has a copy (section 5)."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.parts import part_words
from rjdesk.desk.views.circle import ActionView, actions_of
from rjdesk.process.agreement.derived import actions_agreed_by_all
from rjdesk.process.agreement.events import AgreementPrinted, MonitoringBegan
from rjdesk.process.agreement.state import Printed
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import CaseId, PersonId


class SignatureRow(msgspec.Struct, frozen=True, kw_only=True):
    """A Primary Party's signature and copy, as far as they are recorded."""

    person: PersonId
    name: str
    parts: str
    signed: date | None
    witness: str
    copy_given: str


class AgreementView(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement. ``to_print`` warns of actions that would be left out (RC-090)."""

    case: CaseId
    title: str
    harm: str
    deadline: date | None
    actions: tuple[ActionView, ...]
    owners: tuple[Option, ...]
    present: tuple[tuple[PersonId, str], ...]
    next_version: int
    to_print: Verdict
    latest: Printed | None
    signatures: tuple[SignatureRow, ...]
    monitoring_since: date | None
    to_monitor: Verdict
    fulfilled: date | None


class AskAgreement(msgspec.Struct, frozen=True):
    """How does the agreement stand?"""

    case: CaseId

    def answer(self, desk: Desk) -> AgreementView:
        """Return the agreement."""
        case = desk.case(self.case)
        programme, agreement = desk.programme(case), case.agreement
        agreed = tuple(action.id for action in actions_agreed_by_all(case))
        version = agreement.next_version
        printing = AgreementPrinted(
            on=desk.today, paper_version=version, digest="", paper="", actions=agreed
        )
        copies = {person: f"{long_date(day)}, {how}" for person, day, how in agreement.copies}
        rows = []
        for person in case.primary_parties:
            signature = agreement.signed_by(person.id)
            rows.append(
                SignatureRow(
                    person=person.id,
                    name=person.name,
                    parts=part_words(person, programme.words),
                    signed=signature.on if signature else None,
                    witness=signature.witness if signature else "",
                    copy_given=copies.get(person.id, ""),
                )
            )
        present = case.circle.present if case.circle else ()
        return AgreementView(
            case=case.id,
            title=programme.agreement_title,
            harm=agreement.harm,
            deadline=agreement.deadline,
            actions=actions_of(case),
            owners=tuple(
                Option(p.id, f"{p.name} ({part_words(p, programme.words)})") for p in case.people
            ),
            present=tuple((p, case.name_of(p)) for p in present),
            next_version=version,
            to_print=desk.may(case.id, printing),
            latest=agreement.latest,
            signatures=tuple(rows),
            monitoring_since=agreement.monitoring_since,
            to_monitor=desk.may(case.id, MonitoringBegan(on=desk.today)),
            fulfilled=agreement.fulfilled,
        )
