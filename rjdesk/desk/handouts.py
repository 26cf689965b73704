"""Papers for others than the parties: the circle packet, the compliance sheet, the report back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rjdesk.desk.papers import Paper, PaperState, issued, words_of
from rjdesk.desk.sheets import DoneOn, Sheet, Table, Value
from rjdesk.desk.views.case_page import part_words
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.restitution.state import Plan, money

PACKET = "circle-packet"
COMPLIANCE = "compliance-sheet"
REPORT_BACK = "report-back"


def circle_packet_sheet(case: Case, programme: Programme, coalition: Coalition) -> Sheet:
    """Return the packet for those who lead the circle; it names nobody who is not in it (S4)."""
    prepared = case.preparation
    people = [person for person in map(case.person, prepared.roster) if person is not None]
    fields: dict[str, Value] = {
        **words_of(programme),
        "circle.on": prepared.starts_at or "",
        "circle.place": prepared.place,
        "circle.reason": prepared.reason,
        "circle.closing": prepared.closing_question,
    }
    roster = tuple(f"{p.name}, {part_words(p, programme.words)}" for p in people)
    return issued(
        Sheet(
            form=PACKET,
            code=case.intake.code,
            fields={name: value for name, value in fields.items() if value},
            lists={
                "roster": roster,
                "questions": tuple(q.text for q in prepared.questions),
            },
        ),
        programme,
        coalition,
    )


def compliance_sheet(case: Case, programme: Programme, coalition: Coalition, today: date) -> Sheet:
    """Return items and their state for a Director: nothing of what happened or was said."""
    shown = {evidence.action: evidence.kind for evidence in case.follow_ups.evidence}
    actions = tuple(
        (
            action.what,
            case.name_of(action.owner),
            action.due or "",
            DoneOn(action.done) if action.done else "open",
            shown.get(action.id, ""),
        )
        for action in case.agreement.binding_actions
    )
    payments = tuple(row for plan in case.restitution for row in _payments(case, plan))
    tables = {"compliance": Table((), actions), "payments": Table((), payments)}
    return issued(
        Sheet(
            form=COMPLIANCE,
            code=case.intake.code,
            fields={**words_of(programme), "date.long": today},
            tables={name: table for name, table in tables.items() if table.rows},
        ),
        programme,
        coalition,
    )


def _payments(case: Case, plan: Plan) -> Iterator[tuple[Value, ...]]:
    """Yield each part of a payment with the balance that is left after all parts before it."""
    action = case.agreement.action(plan.action)
    left = plan.total
    for number, part in enumerate(plan.instalments, 1):
        left -= part.cents if part.paid else 0
        yield (
            f"{action.what if action else plan.action}, part {number}: {money(part.cents)}",
            part.due,
            part.paid or "not yet",
            money(left),
        )


def report_back_sheet(case: Case, programme: Programme, coalition: Coalition, today: date) -> Sheet:
    """Return what the referrer may hear: completed or not completed, and nothing else (A11)."""
    outcome = "completed" if case.agreement.fulfilled else "not completed"
    return issued(
        Sheet(
            form=REPORT_BACK,
            code=case.intake.code,
            fields={
                **words_of(programme),
                "date.long": today,
                "report.outcome": outcome,
            },
        ),
        programme,
        coalition,
    )


def handouts_of(
    case: Case, programme: Programme, coalition: Coalition, today: date
) -> tuple[Paper, ...]:
    """Return the handouts that the programme has and the case can fill by now."""
    made: list[tuple[str, str, str, Sheet]] = []
    if case.preparation.roster:
        packet = circle_packet_sheet(case, programme, coalition)
        made.append((PACKET, "Circle packet", "those who lead the circle", packet))
    if case.agreement.monitoring_since:
        sheet = compliance_sheet(case, programme, coalition, today)
        made.append((COMPLIANCE, "Compliance sheet", "no word of what happened", sheet))
    if case.referral.reported:
        told = report_back_sheet(case, programme, coalition, case.referral.reported)
        made.append((REPORT_BACK, "Report back", "whoever referred the case", told))
    return tuple(
        Paper(
            name=form,
            form=form,
            title=title,
            for_whom=for_whom,
            state=PaperState.HANDOUT,
            sheet=sheet,
        )
        for form, title, for_whom, sheet in made
        if form in programme.forms
    )
