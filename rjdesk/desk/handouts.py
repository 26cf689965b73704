"""Papers for others than the parties: the circle packet, the compliance sheet, the report back."""

from __future__ import annotations

from datetime import date

from rjdesk.desk.papers import with_digest, words_of
from rjdesk.desk.sheets import Sheet, Table
from rjdesk.desk.views.case_page import part_words
from rjdesk.process.calendar import long_date
from rjdesk.process.case import Case
from rjdesk.process.programme import Programme
from rjdesk.process.restitution import money, plan_of

PACKET = "circle-packet"
COMPLIANCE = "compliance-sheet"
REPORT_BACK = "report-back"


def circle_packet_sheet(case: Case, programme: Programme) -> Sheet:
    """Return the packet for those who sit in the circle; it names nobody who does not (S4)."""
    prepared = case.preparation
    people = [person for person in map(case.person, prepared.roster) if person is not None]
    starts = prepared.starts_at
    fields = {
        **words_of(programme),
        "date.long": f"{long_date(starts.date())}, {starts:%H:%M}" if starts else "",
        "place": prepared.place,
        "reason": prepared.reason,
        "closing": prepared.closing_question,
    }
    roster = tuple((p.name, part_words(p, programme.words)) for p in people)
    return with_digest(
        Sheet(
            form=PACKET,
            letterhead=programme.letterhead,
            code=case.intake.code,
            fields={name: value for name, value in fields.items() if value},
            lists={"questions": tuple(q.text for q in prepared.questions)},
            tables={"roster": Table((), roster)},
        )
    )


def compliance_sheet(case: Case, programme: Programme, today: date) -> Sheet:
    """Return items and their state for a Director: nothing of what happened or was said."""
    shown = {evidence.action: evidence.kind for evidence in case.follow_ups.evidence}
    rows = []
    for action in case.agreement.binding_actions:
        plan = plan_of(case, action.id)
        state = f"done on {long_date(action.done)}" if action.done else "open"
        if plan is not None and plan.balance:
            state = f"{state}, {money(plan.balance)} of {money(plan.total)} to be paid"
        due = long_date(action.due) if action.due else ""
        rows.append((action.what, case.name_of(action.owner), due, state, shown.get(action.id, "")))
    return with_digest(
        Sheet(
            form=COMPLIANCE,
            letterhead=programme.letterhead,
            code=case.intake.code,
            fields={**words_of(programme), "date.long": long_date(today)},
            tables={"items": Table((), tuple(rows))},
        )
    )


def report_back_sheet(case: Case, programme: Programme, today: date) -> Sheet:
    """Return what the referrer may hear: completed or not completed, and nothing else (A11)."""
    outcome = "completed" if case.agreement.fulfilled else "not completed"
    return with_digest(
        Sheet(
            form=REPORT_BACK,
            letterhead=programme.letterhead,
            code=case.intake.code,
            fields={
                **words_of(programme),
                "date.long": long_date(today),
                "outcome": outcome,
            },
        )
    )
