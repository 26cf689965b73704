"""Cards for those who left and those who stay: support, going on, and what else is possible."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from rjdesk.desk.acts import taking_part as acts
from rjdesk.desk.views.taking_part import ALTERNATIVES, InterruptionView, Standing
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


def support_card(page: Page, view: InterruptionView) -> Frame:
    """Return the card of those who left and were not asked yet how they are (RC-173)."""
    made = card(
        page.theme, "Whoever left is not left alone", "Ask how they are, and offer support."
    )
    for number, (person, name) in enumerate(view.to_support):
        caption = "I have asked how they are"
        asked = small_button(
            page.theme,
            caption,
            f"{caption}: {name}",
            partial(page.act, acts.ASKED_HOW_THEY_ARE, person=person),
        )
        made.add(*([separator()] if number else []))
        made.add(row_of(page.theme, label(name, "strong"), buttons=(asked,)))
    return made


def go_on_card(page: Page, view: InterruptionView) -> Frame | None:
    """Return the card of those who stay when a Primary Party left, or None (RC-171)."""
    if not any(person.primary and person.left for person in view.people):
        return None
    made = card(
        page.theme,
        "Going on without them",
        "Each Primary Party who stays chooses. It takes a yes from each of them to go on.",
    )
    staying = [p for p in view.people if p.primary and p.takes_part]
    for number, person in enumerate(staying):
        made.add(*([separator()] if number else []))
        made.add(_choice(page, person))
    if not staying:
        made.add(label("No Primary Party stays.", "soft"))
    return made


def _choice(page: Page, person: Standing) -> QWidget:
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
        if view.alternatives_on is None:
            names = " and ".join(view.declined)
            self.add(label(f"{names} will not take part. Others may still find a way.", "soft"))
        else:
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
        first = leads and view.alternatives_on is None
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
