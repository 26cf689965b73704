"""Cards for those who left and those who stay: support, going on, and what else is possible."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from rjdesk.desk.acts import taking_part as acts
from rjdesk.desk.fields import Option
from rjdesk.desk.views.taking_part import ALTERNATIVES, Departed, GoingOn, InterruptionView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.taking_part.events import AlternativesPresented
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.checked import TextCheck, typed_text
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import card, row_of, small_button, state
from rjdesk.screens.kit.text import Frame, in_row, label, separator
from rjdesk.screens.kit.tick import Tick

OTHER = "Something else"


def _why(view: InterruptionView) -> str:
    """Say why something else is to be found."""
    if not view.declined:
        return "This process does not go on. Those who were part of it may still find a way."
    names = " and ".join(view.declined)
    return f"{names} will not take part. Others may still find a way."


def departed_card(page: Page, view: InterruptionView) -> Frame:
    """Return the card of those who left: each is asked once whether they may be contacted (A21)."""
    made = card(
        page.theme,
        "Whoever left is not left alone",
        "Ask once whether you may be in touch afterwards. After a yes, ask how they are, and "
        "offer support.",
    )
    for number, left in enumerate(view.departed):
        made.add(*([separator()] if number else []), _departed(page, left))
    return made


def _departed(page: Page, left: Departed) -> QWidget:
    if left.supported is not None:
        now = state(page.theme, "circle-check", f"Supported on {long_date(left.supported)}")
    else:
        said = {
            None: "Not asked yet whether they may be contacted",
            True: "May be contacted",
            False: "Wants to be left in peace",
        }
        now = state(page.theme, "circle-dashed", said[left.may_contact])
    buttons: list[QWidget] = []
    if left.may_contact is None:
        for yes, caption in ((True, "May be contacted"), (False, "Not to be contacted")):
            do = partial(page.act, acts.MAY_CONTACT, person=left.person, may_contact=yes)
            buttons.append(small_button(page.theme, caption, f"{caption}: {left.name}", do))
    elif left.may_contact and left.supported is None:
        caption = "I have asked how they are"
        do = partial(page.act, acts.ASKED_HOW_THEY_ARE, person=left.person)
        buttons.append(small_button(page.theme, caption, f"{caption}: {left.name}", do))
    return row_of(page.theme, label(left.name, "strong"), now, buttons=tuple(buttons))


def elsewhere_card(page: Page, view: InterruptionView) -> Frame:
    """Return the card of other processes, which stay open to everybody (RC-005, RC-206)."""
    made = card(
        page.theme,
        "Another process",
        "Whoever wants to may turn to another process at any time. What was said here, and the "
        "papers of this process, may not be used there.",
    )
    for line in view.elsewhere:
        made.add(state(page.theme, "circle-check", f"{line}."))
    if view.may_turn:
        options = tuple(Option(person, name) for person, name in view.may_turn)
        ask = partial(
            page.act,
            acts.ELSEWHERE,
            said={"other": view.other_processes},
            known={"person": {"options": options}},
        )
        made.add(in_row(page.theme, button(page.theme, "Somebody turns to it…", ask)))
    return made


def go_on_card(page: Page, view: InterruptionView) -> Frame:
    """Return the card of those who stay when a Primary Party left (RC-171)."""
    made = card(
        page.theme,
        "Going on without them",
        "Each Primary Party who stays chooses. It takes a yes from each of them to go on.",
    )
    for number, person in enumerate(view.going_on):
        made.add(*([separator()] if number else []))
        made.add(_choice(page, person))
    return made


def _choice(page: Page, person: GoingOn) -> QWidget:
    said = {
        None: ("circle-dashed", "Has not chosen yet"),
        True: ("circle-check", "Wants to go on"),
        False: ("circle", "Does not want to go on"),
    }
    buttons = []
    for go_on, caption in ((True, "Goes on"), (False, "Does not go on")):
        do = partial(page.act, acts.CHOSE_TO_GO_ON, person=person.person, go_on=go_on)
        pressed = small_button(page.theme, caption, f"{caption}: {person.name}", do)
        pressed.setEnabled(person.go_on is not go_on)
        buttons.append(pressed)
    now = state(page.theme, *said[person.go_on])
    return row_of(page.theme, label(person.name, "strong"), now, buttons=tuple(buttons))


@dataclass
class Presented:
    """The alternatives that are ticked and typed and not recorded yet, or None."""

    ticked: frozenset[str] | None = None
    typed: str | None = None


class AlternativesCard(Frame):
    """What else is possible, and what of it was presented to those who stay (RC-041)."""

    def __init__(
        self, page: Page, view: InterruptionView, draft: Presented, *, leads: bool
    ) -> None:
        """Make the card; its button is the primary one where ``leads`` and nothing is recorded."""
        super().__init__(page.theme)
        self.page, self.draft = page, draft
        self.box.setSpacing(page.theme.space("m"))
        self.add(label("What else is possible", "heading"))
        if view.alternatives_due:
            self.add(label(_why(view), "soft"))
        if view.alternatives_on is not None:
            shown = ", ".join(view.alternatives)
            on = long_date(view.alternatives_on)
            self.add(state(page.theme, "circle-check", f"Presented on {on}: {shown}."))
        self.add(label("What was presented to those who stay", "strong"))
        self.ticks = [self._tick(option, view) for option in ALTERNATIVES]
        others = [option for option in view.alternatives if option not in ALTERNATIVES]
        recorded = "; ".join(others)
        caption = label(OTHER, "strong")
        self.other = QLineEdit(recorded if draft.typed is None else draft.typed)
        self.other.setAccessibleName(OTHER)
        self.other.setObjectName("other")
        self.check = TextCheck(self.other, lambda: page.services.text_fault(typed_text(self.other)))
        self.other.textChanged.connect(self._typed)
        caption.setBuddy(self.other)
        self.fault = label("", "fault")
        self.fault.setVisible(False)
        first = leads and view.alternatives_due
        role = "primary" if first else ""
        save = button(page.theme, "Record what was presented", self.save, role=role)
        self.add(caption, self.other, self.check.label, self.fault, in_row(page.theme, save))

    def _tick(self, option: str, view: InterruptionView) -> Tick:
        ticked = view.alternatives if self.draft.ticked is None else self.draft.ticked
        tick = Tick(option)
        tick.setObjectName(option)
        tick.setChecked(option in ticked)
        tick.toggled.connect(self._ticked)
        self.add(tick)
        return tick

    def _chosen(self) -> tuple[str, ...]:
        return tuple(tick.accessibleName() for tick in self.ticks if tick.isChecked())

    def _ticked(self) -> None:
        self.draft.ticked = frozenset(self._chosen())
        self._mended()

    def _typed(self, text: str) -> None:
        self.draft.typed = text
        self.check.typed()
        self._mended()

    def _mended(self) -> None:
        """Judge anew what was said to be missing, once it was said."""
        if not self.fault.isHidden():
            self._say(self.page.link.may(self.page.case, self._event()).why_not())

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _event(self) -> AlternativesPresented:
        other = typed_text(self.other).strip()
        options = (*self._chosen(), *([other] if other else []))
        return self.page.link.of(acts.PRESENTED, options=options)

    def save(self) -> None:
        """Record what is ticked and typed, or say what is missing."""
        page, draft, event = self.page, self.draft, self._event()
        if self.check.judge_now():
            give_keyboard(self.other)
            return
        verdict = page.link.may(page.case, event)
        self._say(verdict.why_not())
        if not verdict.allowed:
            return
        kept = draft.ticked, draft.typed
        draft.ticked, draft.typed = None, None
        if not page.link.do(page.case, event):
            draft.ticked, draft.typed = kept
