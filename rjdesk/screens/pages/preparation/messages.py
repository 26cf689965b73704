"""Messages of a process in which nobody meets, as a card of the preparation (R22)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import indirect as acts
from rjdesk.desk.fields import Option
from rjdesk.desk.views.preparation import MessageRow, PreparationView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page, Route
from rjdesk.screens.kit.rows import card, row_of, small_button, state
from rjdesk.screens.kit.text import Frame, in_row, label, separator

WAYS = tuple(Option(how, how.capitalize()) for how in ("read aloud", "handed over", "as a letter"))


def messages_card(page: Page, view: PreparationView) -> Frame | None:
    """Return the card of what is carried, or None where people meet and nothing was."""
    may_agree = view.to_agree_on_words
    if may_agree is None and not view.messages:
        return None
    made = card(
        page.theme,
        "Messages",
        "Nobody meets. You carry what one wants the other to hear, in words that they agreed to.",
    )
    for row in view.messages:
        made.add(_message(page, row), separator())
    if may_agree is None:
        return made.add(label("People meet now, and nothing more is carried.", "soft"))
    add = act_button(
        page,
        "Add a message…",
        partial(_add, page, view),
        may_agree,
        icon="message-circle",
    )
    to_it = partial(page.go.emit, Route("agreement", page.case))
    forming = button(page.theme, "What could be agreed", to_it, icon="handshake")
    return made.add(add, in_row(page.theme, forming))


def _message(page: Page, row: MessageRow) -> QWidget:
    who = f"{row.sender} to {row.receiver}"
    said: list[QWidget] = [label(who, "strong"), label(row.text)]
    if row.carried is not None:
        carried = f"Carried on {long_date(row.carried)}: {row.how}."
        return row_of(page.theme, *said, state(page.theme, "circle-check", carried))
    said.append(state(page.theme, "circle-dashed", "Not carried yet"))
    if row.to_carry is None:
        return row_of(page.theme, *said)
    names = {"sender": row.sender, "receiver": row.receiver}
    carry = partial(
        page.act,
        acts.CARRIED,
        said=names,
        known={"medium": {"options": WAYS}},
        message=row.message,
    )
    drop = partial(page.act, acts.WITHDRAWN, said=names, message=row.message)
    not_wanted = small_button(page.theme, "Not wanted…", f"Not wanted any more: {who}", drop)
    said.append(act_button(page, "Carried…", carry, row.to_carry, spoken=f"Carried: {who}"))
    return row_of(page.theme, *said, buttons=(not_wanted,))


def _add(page: Page, view: PreparationView) -> None:
    people = {"options": view.talk}
    page.act(acts.AGREED, known={"sender": people, "receiver": people}, new="message")
