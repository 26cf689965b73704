"""The content of the agreement: the harm, the actions, the day by which all of it is done."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import agreement as acts
from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.desk.outcome import Refused
from rjdesk.desk.views.agreement import AgreementView
from rjdesk.desk.views.circle import ActionView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import Event
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.payments import ask_payments, plan_table
from rjdesk.screens.kit.rows import card, named, row_of, small_button, state
from rjdesk.screens.kit.text import Frame, in_row, label, separator


def harm_card(page: Page, view: AgreementView) -> Frame:
    """Return the card of the harm that the agreement repairs."""
    made = card(page.theme, "The harm to repair")
    said = label(view.harm) if view.harm else label("Not written yet.", "soft")
    caption = "Change…" if view.harm else "Write…"
    write = small_button(page.theme, caption, "Write the harm to repair", partial(_ask_harm, page))
    return made.add(row_of(page.theme, said, buttons=(write,) if view.is_draft else ()))


def _ask_harm(page: Page) -> None:
    from rjdesk.desk.views.agreement import AskAgreement  # asked anew when it is pressed

    harm = page.link.ask(AskAgreement(page.case)).harm
    page.act(acts.HARM, known={"text": {"initial": harm}})


def actions_card(page: Page, view: AgreementView) -> Frame:
    """Return the card of all actions, with who agreed, and the day for the whole."""
    made = card(page.theme, "What was agreed")
    if not view.actions:
        made.add(
            label(
                "There is no action yet. A circle may also end without an agreement; that is no "
                "failure.",
                "soft",
            )
        )
    for number, action in enumerate(view.actions, 1):
        if number > 1:
            made.add(separator())
        made.add(_action(page, view, number, action))
    if view.is_draft:
        add = button(page.theme, "Add an action…", partial(_ask_action, page, view), icon="plus")
        made.add(in_row(page.theme, add))
    made.add(separator(), _deadline(page, view))
    return made


def _action(page: Page, view: AgreementView, number: int, action: ActionView) -> QWidget:
    theme = page.theme
    by = f"by {long_date(action.due)}" if action.due else "no day yet"
    who = f"{action.who}, for {action.whom}" if action.whom else action.who
    shown = f"We know by: {action.evidence}" if action.evidence else ""
    checked = f"Checked by {action.checker}" if action.checker else ""
    said: list[QWidget] = [
        label(f"{number}.  {action.what}", "strong"),
        label(f"{who} · {by}"),
    ]
    if shown or checked:
        said.append(label(" · ".join(filter(None, (shown, checked))), "soft"))
    if action.open:
        said.append(state(theme, "circle-dashed", f"Not agreed yet: {', '.join(action.open)}"))
    elif not view.amending:
        said.append(state(theme, "circle-check", "Agreed by everybody"))
    if action.plan is not None:
        said += [label("Paid in parts", "soft"), plan_table(theme, action.plan)]
    if view.is_draft:
        said.append(_action_buttons(page, view, action))
    return row_of(theme, *said)


def _action_buttons(page: Page, view: AgreementView, action: ActionView) -> QWidget:
    theme = page.theme
    made = []
    if action.open:
        agreed = button(
            theme,
            "Agreed…",
            partial(_ask_agreed, page, view, action),
            role="quiet",
            icon="check",
        )
        made.append(named(agreed, f"Now agreed: {action.what}"))
    change = partial(_ask_action, page, view, action)
    put = button(theme, "Reword…", change, role="quiet", icon="pen-line")
    drop = button(
        theme,
        "Take off…",
        partial(page.act, acts.DROPPED, said={"what": action.what}, action=action.id),
        role="quiet",
        icon="minus",
    )
    made += [named(put, f"Reword: {action.what}"), named(drop, f"Take off: {action.what}")]
    parts = button(theme, "Paid in parts…", partial(ask_payments, page, action), role="quiet")
    made.append(named(parts, f"Paid in parts: {action.what}"))
    return in_row(theme, *made)


def _ask_agreed(page: Page, view: AgreementView, action: ActionView) -> None:
    open_ = [(person, name) for person, name in view.present if person not in action.agreed]
    fields = [Field(id=person, label=name, kind=Kind.TICK, needed=False) for person, name in open_]

    def events(answers: Answers) -> list[Event]:
        on = page.link.today
        return [
            acts.AGREED.of(on, action=action.id, person=person)
            for person, _ in open_
            if answers.ticked(person)
        ]

    def done(answers: Answers) -> str | Refused:
        if not any(answers.ticked(person) for person, _ in open_):
            return "Tick who says yes to it now."
        return page.record_from(events)(answers)

    page.ask_fields("Who says yes to this now?", fields, done, lead=action.what)


def _ask_action(page: Page, view: AgreementView, action: ActionView | None = None) -> None:
    owners: dict[str, object] = {"options": view.owners}
    people: dict[str, dict[str, object]] = {
        "owner": owners,
        "for_whom": {**owners},
        "checked_by": {**owners},
    }
    if action is None:
        page.act(acts.PROPOSED, known=people, new="action")
        return
    known: dict[str, dict[str, object]] = {
        "what": {"initial": action.what},
        "owner": owners | {"initial": action.owner},
        "for_whom": owners | {"initial": action.for_whom or action.for_others},
        "due": {"initial": action.due.isoformat() if action.due else ""},
        "evidence": {"initial": action.evidence},
        "checked_by": owners | {"initial": action.checked_by or action.checked_otherwise},
    }
    page.act(acts.PROPOSED, known=known, title=acts.REWORD, lead=acts.ASKED_AGAIN, action=action.id)


def _deadline(page: Page, view: AgreementView) -> QWidget:
    by = long_date(view.deadline) if view.deadline else "No day is set yet."
    set_day = small_button(
        page.theme,
        "Change…" if view.deadline else "Set…",
        "Set the day by which all of it is done",
        partial(_ask_deadline, page, view),
    )
    said = (label("All of it is done by", "soft"), label(by, "strong"))
    return row_of(page.theme, *said, buttons=(set_day,) if view.is_draft else ())


def _ask_deadline(page: Page, view: AgreementView) -> None:
    initial = view.deadline.isoformat() if view.deadline else ""
    page.act(acts.DEADLINE, known={"deadline": {"initial": initial}})
