"""Round 4: the agreement as it forms, action by action, and who has said yes."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from rjdesk.desk.acts import agreement as agreement_acts
from rjdesk.desk.calendar_style import NotUnderstoodError
from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.desk.views.circle import ActionView, Seat
from rjdesk.process.agreement.events import ActionProposed
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import PersonId
from rjdesk.screens.kit.checked import TextCheck
from rjdesk.screens.kit.choice import ChoiceBox, WhomBox
from rjdesk.screens.kit.flow import flowing
from rjdesk.screens.kit.text import Frame, label
from rjdesk.screens.kit.typed import SaveRow, TypedLine, TypedText, typed_day
from rjdesk.screens.pages.circle.rounds import BESIDE, WRITE, Panel


def kept_as(name: str) -> str:
    """Return under which name the draft keeps what was typed in a field of an action."""
    return f"action-{name}"


FIELDS = agreement_acts.PROPOSED.fields
OWNER = kept_as("owner")
NAMES = tuple(kept_as(field.id) for field in FIELDS)


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
        field = agreement_acts.HARM.field("text")
        text = TypedText(self.theme, draft, "harm", recorded, field.label, lines=2)
        caption = label(field.label, "small")
        caption.setBuddy(text)
        save = SaveRow(self.theme, draft, ("harm",), self._name_harm, "Save the harm to repair")
        save.button.setObjectName("save-harm")
        self.add(caption, text, text.says, save)

    def _name_harm(self) -> None:
        text = self.acts.draft.text("harm", self.view.harm).strip()
        self.acts.do(agreement_acts.HARM.of(self.today, text=text), typed=("harm",))

    def _deadline(self) -> None:
        recorded = self.view.deadline.isoformat() if self.view.deadline else ""
        said = agreement_acts.DEADLINE.title
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
        for field in FIELDS:
            asks, *shown = self._field(field, recorded[field.id])
            caption = label(field.label, "small")
            caption.setBuddy(asks)
            frame.add(caption, *shown)
            asks.setProperty(WRITE, field is FIELDS[0])
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

    def _field(self, field: Field, recorded: str) -> tuple[QWidget, *tuple[QWidget, ...]]:
        """Return what is typed or chosen in, and what is shown for it from top to bottom."""
        draft, name = self.acts.draft, kept_as(field.id)
        if field.kind is Kind.WHOM:
            whom, says = self._whom(name, recorded, field.label)
            return whom, whom, says
        if field.kind is Kind.CHOICE:
            owner = self._owner(name, recorded, field.label)
            return owner, owner
        if field.kind is Kind.DATE:
            entry = typed_day(self.theme, self.acts.calendar, draft, name, recorded, field.label)
            entry.line.returnPressed.connect(self._propose)
            return entry.line, entry
        line = TypedLine(draft, name, recorded, field.label)
        line.returnPressed.connect(self._propose)
        return line, line, line.says

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

    def _owner(self, name: str, recorded: str, label: str) -> QComboBox:
        choice = ChoiceBox()
        choice.setObjectName(name)
        choice.setAccessibleName(label)
        for person, called in self.view.owners:
            choice.addItem(called, person)
        chosen = self.acts.draft.text(name, recorded)
        choice.setCurrentIndex(max(choice.findData(chosen), 0))
        choice.currentIndexChanged.connect(
            lambda _at: self.acts.draft.put(name, str(choice.currentData()), recorded)
        )
        return choice

    def _recorded(self, known: ActionView | None) -> dict[str, str]:
        """Return what is recorded of an action, by the name of its field."""
        if known is None:
            usual = self.view.owners[0][0] if self.view.owners else ""
            return {**{field.id: "" for field in FIELDS}, "owner": usual}
        return {
            "what": known.what,
            "owner": known.owner,
            "for_whom": known.for_whom or known.for_others,
            "due": known.due.isoformat() if known.due else "",
            "evidence": known.evidence,
            "checked_by": known.checked_by or known.checked_otherwise,
        }

    def _answers(self, known: ActionView | None) -> Answers:
        """Return what stands in the form: of somebody, who it is or the words for them."""
        recorded, people = self._recorded(known), {option.value for option in self.view.people}
        texts: dict[str, str] = {}
        for field in FIELDS:
            said = self.acts.draft.text(kept_as(field.id), recorded[field.id])
            words = field.kind is Kind.WHOM and said not in people
            texts[field.otherwise if words else field.id] = said
        return Answers(texts=texts)

    def _propose(self) -> None:
        known = {action.id: action for action in self.view.actions}.get(self.acts.editing)
        answers = self._answers(known)
        if not answers.text("what"):
            self.acts.hint.emit("What will be done? Write it first.")
            return
        event = self._proposed(answers)
        editing, self.acts.editing, self.acts.form_open = self.acts.editing, "", False
        if not self.acts.do(event, typed=NAMES):
            self.acts.editing, self.acts.form_open = editing, True

    def _proposed(self, answers: Answers) -> ActionProposed:
        """Return the event; where no day was understood, the rule asks for one as it was said."""
        said, action = answers.text("due"), self.acts.editing or self.acts.link.new_id()
        try:
            due = self.acts.calendar.read_day(said).isoformat()
            words = ""
        except NotUnderstoodError:
            due, words = "", said
        answers = replace(answers, texts={**answers.texts, "due": due})
        return agreement_acts.PROPOSED.answered(self.today, answers, action=action, due_words=words)
