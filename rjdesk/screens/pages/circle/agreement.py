"""Round 4: the agreement as it forms, action by action, and who has said yes."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from rjdesk.desk.acts import agreement as agreement_acts
from rjdesk.desk.calendar_style import NotUnderstoodError
from rjdesk.desk.views.circle import ActionView, Seat
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import PersonId
from rjdesk.screens.kit.checked import TextCheck
from rjdesk.screens.kit.choice import ChoiceBox, WhomBox
from rjdesk.screens.kit.flow import flowing
from rjdesk.screens.kit.text import Frame, label
from rjdesk.screens.kit.typed import SaveRow, TypedLine, TypedText, typed_day
from rjdesk.screens.pages.circle.rounds import BESIDE, WRITE, Panel

FIELDS = (
    ("action-what", "What will be done"),
    ("action-for", "For whom"),
    ("action-due", "By which day"),
    ("action-evidence", "How will we know"),
    ("action-checked", "Who checks"),
)
WHOM = ("action-for", "action-checked")
OWNER = "action-owner"
NAMES = (*(name for name, _ in FIELDS), OWNER)


class AgreementPanel(Panel):
    """The agreement so far."""

    def build(self) -> None:
        """Show the harm, the actions, the form for one more, and the deadline."""
        self.heading("The agreement so far")
        self._harm()
        for number, action in enumerate(self.view.actions, 1):
            if action.id != self.acts.editing:
                self.add(self._action(number, action))
        if self.acts.editing or self.acts.form_open or not self.view.actions:
            self._form()
        else:
            more = self.button("Propose another action", self._open_form, "more", icon="plus")
            more.setProperty(WRITE, True)
            more.setProperty(BESIDE, True)
            self.add(more)
        self._deadline()
        if self.view.read_back:
            self.add(label("✓ Read back to everybody", "chip-on"))
        again = "Read back once more" if self.view.read_back else "I have read it back"
        read = self.button(again, self._read_back, "read-back", icon="book-open")
        read.setEnabled(bool(self.view.actions))
        self.add(read)

    # --- the harm and the deadline ------------------------------------------------------

    def _harm(self) -> None:
        draft, recorded = self.acts.draft, self.view.harm
        text = TypedText(self.theme, draft, "harm", recorded, "The harm to repair", lines=2)
        caption = label("The harm to repair, in words that all can sign", "small")
        caption.setBuddy(text)
        save = SaveRow(self.theme, draft, ("harm",), self._name_harm, "Save the harm to repair")
        save.button.setObjectName("save-harm")
        self.add(caption, text, text.says, save)

    def _name_harm(self) -> None:
        text = self.acts.draft.text("harm", self.view.harm).strip()
        self.acts.do(agreement_acts.HARM.of(self.today, text=text), typed=("harm",))

    def _deadline(self) -> None:
        recorded = self.view.deadline.isoformat() if self.view.deadline else ""
        said = "All of it is done by"
        entry = typed_day(
            self.theme, self.acts.calendar, self.acts.draft, "deadline", recorded, said
        )
        entry.line.returnPressed.connect(self._set_deadline)
        entry.beside(self.button("Set the day", self._set_deadline, "set-deadline"))
        caption = label(said, "small")
        caption.setBuddy(entry.line)
        self.add(caption, entry)
        if self.view.deadline:
            self.add(label(f"All of it by {long_date(self.view.deadline)}.", "soft"))

    def _set_deadline(self) -> None:
        recorded = self.view.deadline.isoformat() if self.view.deadline else ""
        try:
            day = self.acts.calendar.read_day(self.acts.draft.text("deadline", recorded))
        except NotUnderstoodError as wrong:
            self.acts.hint.emit(str(wrong))
            return
        self.acts.do(agreement_acts.DEADLINE.of(self.today, deadline=day), typed=("deadline",))

    def _read_back(self) -> None:
        self.acts.do(agreement_acts.READ_BACK.of(self.today))

    # --- one action ---------------------------------------------------------------------

    def _action(self, number: int, action: ActionView) -> QWidget:
        frame = Frame(self.theme, "card")
        frame.add(label(f"{number}.  {action.what}", "strong"))
        due = long_date(action.due) if action.due else "no day yet"
        whom = f" for {action.whom}" if action.whom else ""
        frame.add(label(f"{action.who}{whom}, by {due}"))
        known = [f"We will know: {action.evidence}"] if action.evidence else []
        known += [f"Checked by {action.checker}"] if action.checker else []
        if known:
            frame.add(label(". ".join(known), "soft"))
        ticks = [self._tick(action, seat) for seat in self.view.seats]
        frame.add(label("Agreed by", "small"), flowing(self.theme.space("s"), *ticks))
        frame.add(flowing(self.theme.space("s"), *self._buttons(action)))
        return frame

    def _tick(self, action: ActionView, seat: Seat) -> QWidget:
        tick = QCheckBox(seat.called.replace("&", "&&"))
        tick.setObjectName(f"agreed-{action.id}-{seat.person}")
        tick.setAccessibleName(f"{seat.called} agrees to: {action.what}")
        tick.setChecked(seat.person in action.agreed)
        agreed = partial(self._agreed, action.id, seat.person)
        tick.toggled.connect(lambda checked: agreed(checked=checked))
        return tick

    def _buttons(self, action: ActionView) -> list[QWidget]:
        found: list[QWidget] = []
        for caption, do, name in (
            ("Everybody agrees", partial(self._all_agree, action), "everybody"),
            ("Put it differently", partial(self._edit, action), "edit"),
            ("Drop it", partial(self._drop, action.id), "drop"),
        ):
            made = self.button(caption, do, f"{name}-{action.id}", role="quiet")
            made.setAccessibleName(f"{caption}: {action.what}")
            made.setProperty(BESIDE, name == "edit")
            found.append(made)
        if not action.open:
            found[0] = label("✓ All agree", "chip-on", wrap=False)
        return found

    def _agreed(self, action: str, person: PersonId, *, checked: bool) -> None:
        if checked:
            self.acts.do(agreement_acts.AGREED.of(self.today, action=action, person=person))
        else:
            self.acts.untick(action, person)

    def _all_agree(self, action: ActionView) -> None:
        left = (seat.person for seat in self.view.seats if seat.person not in action.agreed)
        self.acts.do(
            *(agreement_acts.AGREED.of(self.today, action=action.id, person=p) for p in left)
        )

    def _drop(self, action: str) -> None:
        self.acts.do(agreement_acts.DROPPED.of(self.today, action=action))

    # --- the form -----------------------------------------------------------------------

    def _open_form(self) -> None:
        self.acts.form_open = True
        self.acts.repaint.emit()

    def _edit(self, action: ActionView) -> None:
        self.acts.editing = action.id
        self._forget()
        self.acts.repaint.emit()

    def _close_form(self) -> None:
        self.acts.editing, self.acts.form_open = "", False
        self._forget()
        self.acts.repaint.emit()

    def _forget(self) -> None:
        for name in NAMES:
            self.acts.draft.put(name, "", "")

    def _form(self) -> None:
        known = {action.id: action for action in self.view.actions}.get(self.acts.editing)
        frame = Frame(self.theme, "sunken")
        frame.add(label("Put it differently" if known else "Propose an action", "strong"))
        recorded = self._recorded(known)
        for name, said in FIELDS:
            field, *shown = self._field(name, recorded[name], said)
            caption = label(said, "small")
            caption.setBuddy(field)
            frame.add(caption, *shown)
            if name == "action-what":
                field.setProperty(WRITE, True)
                owner = self._owner(recorded[OWNER])
                asks = label("Who does it", "small")
                asks.setBuddy(owner)
                frame.add(asks, owner)
        said = "Propose it so" if known else "Propose this action"
        buttons = [self.button(said, self._propose, "propose", icon="plus")]
        if known or self.view.actions:
            buttons.append(self.button("Leave it", self._close_form, "leave-form", role="quiet"))
        for made in buttons:
            made.setProperty(BESIDE, True)
        frame.add(flowing(self.theme.space("s"), *buttons))
        if known:
            frame.add(label("Everybody is asked again whether they agree.", "small"))
        self.add(frame)

    def _field(self, name: str, recorded: str, label: str) -> tuple[QWidget, *tuple[QWidget, ...]]:
        """Return what is typed in, and what is shown for it from top to bottom."""
        if name in WHOM:
            whom, says = self._whom(name, recorded, label)
            return whom, whom, says
        if name != "action-due":
            line = TypedLine(self.theme, self.acts.draft, name, recorded, label)
            line.returnPressed.connect(self._propose)
            return line, line, line.says
        entry = typed_day(self.theme, self.acts.calendar, self.acts.draft, name, recorded, label)
        entry.line.returnPressed.connect(self._propose)
        return entry.line, entry

    def _whom(self, name: str, recorded: str, label: str) -> tuple[WhomBox, QWidget]:
        """Return the field for somebody, and what is said under it of words it cannot hold."""
        whom = WhomBox(self.view.people, self.acts.draft.text(name, recorded))
        whom.setObjectName(name)
        whom.setAccessibleName(label)
        whom.line.setAccessibleName(label)
        whom.currentTextChanged.connect(
            lambda _text: self.acts.draft.put(name, whom.said(), recorded)
        )
        judge = self.acts.draft.judge
        self.acts.draft.judges[name] = judge
        check = TextCheck(whom.line, lambda: judge(whom.chosen()[1]))
        whom.currentTextChanged.connect(check.typed)
        return whom, check.label

    def _recorded(self, known: ActionView | None) -> dict[str, str]:
        usual = self.view.owners[0][0] if self.view.owners else ""
        if known is None:
            return {**dict.fromkeys(NAMES, ""), OWNER: usual}
        due = known.due.isoformat() if known.due else ""
        whom = known.for_whom or known.for_others
        checker = known.checked_by or known.checked_otherwise
        values: tuple[str, ...] = (known.what, whom, due, known.evidence, checker, known.owner)
        return dict(zip(NAMES, values, strict=True))

    def _owner(self, recorded: str) -> QComboBox:
        choice = ChoiceBox()
        choice.setObjectName(OWNER)
        choice.setAccessibleName("Who does it")
        for person, called in self.view.owners:
            choice.addItem(called, person)
        chosen = self.acts.draft.text(OWNER, recorded)
        choice.setCurrentIndex(max(choice.findData(chosen), 0))
        choice.currentIndexChanged.connect(
            lambda _at: self.acts.draft.put(OWNER, str(choice.currentData()), recorded)
        )
        return choice

    def _of(self, person: str, otherwise: str, said: str) -> dict[str, str]:
        """Return who was chosen, or what was typed instead, as a field of the event."""
        known = {option.value for option in self.view.people}
        return {person: said} if said in known else {otherwise: said}

    def _propose(self) -> None:
        known = {action.id: action for action in self.view.actions}.get(self.acts.editing)
        recorded = self._recorded(known)
        typed = {name: self.acts.draft.text(name, recorded[name]).strip() for name in NAMES}
        if not typed["action-what"]:
            self.acts.hint.emit("What will be done? Write it first.")
            return
        due, said = None, typed["action-due"]
        with suppress(NotUnderstoodError):  # the rule asks for a day, and repeats what was said
            due = self.acts.calendar.read_day(said)
        event = agreement_acts.PROPOSED.of(
            self.today,
            action=self.acts.editing or self.acts.link.new_id(),
            what=typed["action-what"],
            owner=PersonId(typed[OWNER]),
            due=due,
            due_words="" if due else said,
            evidence=typed["action-evidence"],
            **self._of("for_whom", "for_others", typed["action-for"]),
            **self._of("checked_by", "checked_otherwise", typed["action-checked"]),
        )
        editing, self.acts.editing, self.acts.form_open = self.acts.editing, "", False
        if not self.acts.do(event, typed=NAMES):
            self.acts.editing, self.acts.form_open = editing, True
