"""Coalition: members, offices, terms and trainings; and each member's own passphrase."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton

from rjdesk.desk.acts import membership as membership_acts
from rjdesk.desk.acts.act import Act, one_of, tick
from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.desk.ports import Trouble
from rjdesk.desk.views.coalition import AskCoalition, CoalitionView, MemberRow, WaitingRow
from rjdesk.process.kernel.event import Event, MemberId
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.screens.kit.asking import AskDialog
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.dialog import Later
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.text import Frame, escape_mnemonic, in_row, label
from rjdesk.screens.pages.coalition.capacity import capacity_card
from rjdesk.screens.pages.coalition.given import given_card
from rjdesk.screens.pages.coalition.pilot import pilot_card


class CoalitionPage(ScrolledPage):
    """Who belongs to the coalition this year."""

    def paint(self) -> None:
        """Show the members, and while founding lasts, how to enter them."""
        view = self.link.ask(AskCoalition())
        self.heading(view.name, f"{view.programme} · {view.year}")
        add = button(
            self.theme,
            "Add a member…",
            partial(self._ask_member, view),
            role="primary",
            icon="user-plus",
        )
        self.box.addWidget(self._founding(add) if view.founding else in_row(self.theme, add))
        for waits in view.waiting:
            self.box.addWidget(self._waiting(waits))
        for member in view.members:
            self.box.addWidget(self._member(member, view))
        cards = (given_card, pilot_card, capacity_card)
        for made in () if view.founding else (each(self) for each in cards):
            if made is not None:
                self.box.addWidget(made)
        for told in dict.fromkeys(view.unreadable):
            self.box.addWidget(label(f"In the coalition’s journal: {told}", "soft"))

    def _waiting(self, waits: WaitingRow) -> Frame:
        """Return what waits for a second who holds an office, and how they confirm it."""
        card = Frame(self.theme, "warm")
        card.add(label("This waits for a second who holds an office", "heading"), label(waits.what))
        if not waits.mine:
            who = " or ".join(waits.who)
            return card.add(label(f"{who} can confirm it, on this page.", "soft"))
        card.add(label("Confirm it where you know that it is so. From then on it counts.", "soft"))
        answers = (
            ("It is so", "check", True),
            ("It is not so", "x", False),
        )
        made = []
        for caption, icon, confirmed in answers:
            answer = partial(self._countersign, waits, confirmed=confirmed)
            made.append(button(self.theme, caption, answer, icon=icon))
            made[-1].setAccessibleName(f"{caption}: {waits.what}")
        return card.add(in_row(self.theme, *made))

    def _countersign(self, waits: WaitingRow, *, confirmed: bool) -> None:
        try:
            self.link.countersign(waits.entry, confirmed=confirmed)
        except Trouble as trouble:
            self.link.trouble.emit(str(trouble))
        self.refresh()

    def _founding(self, add: QPushButton) -> Frame:
        card = Frame(self.theme, "say-card")
        card.add(label("Enter your coalition as it is", "heading"))
        card.add(
            label(
                "Add the members with their offices and trainings as you find them today. Each "
                "chooses a passphrase of their own. From the moment you say that all is "
                "entered, every rule of the policy binds."
            )
        )
        # What cannot be taken back is not where the keyboard begins.
        finish = button(self.theme, "All is entered…", self._ask_finished, icon="check")
        return card.add(in_row(self.theme, add, finish))

    def _ask_finished(self) -> None:
        """Ask once: from then on every rule binds, and this cannot be taken back."""
        AskDialog(
            self,
            self.theme,
            "Is all entered?",
            "From now on every rule of the policy binds: members are trained before they take "
            "part, and offices are recorded by those whom the policy names. This cannot be "
            "taken back.",
            self._finish_founding,
            yes="All is entered",
            no="Not yet",
        ).open()

    def _finish_founding(self) -> None:
        self.link.do(None, self.link.of(membership_acts.ALL_ENTERED))

    def _member(self, member: MemberRow, view: CoalitionView) -> Frame:
        card = Frame(self.theme)
        offices = ", ".join(member.offices)
        card.add(
            in_row(
                self.theme,
                label(member.name, "strong", wrap=False),
                label(offices or self.services.terms.within(member.kind), "small", wrap=False),
            )
        )
        chips: list[QLabel] = [
            _chip("term", on=member.appointed),
            *(_chip(f"{name[:1].lower()}{name[1:]}", on=done) for name, done in member.trainings),
            _chip("passphrase of their own", on=member.has_keys),
            *([_chip("keys to begin with", on=True)] if member.invited else []),
        ]
        acts: list[QPushButton] = []
        if not member.has_keys:
            acts.append(
                button(
                    self.theme,
                    escape_mnemonic(f"Give {member.name} keys…"),
                    partial(self._ask_passphrase, member),
                    icon="key-round",
                )
            )
        for caption, act in _recordable(member, view):
            ask = partial(self._ask_record, act, member, view)
            made = button(self.theme, caption, ask, role="quiet", icon="pen-line")
            made.setAccessibleName(f"{caption.rstrip('…')}: {member.name}")
            acts.append(made)
        more = button(
            self.theme,
            "All that was entered",
            partial(self.go.emit, Route("member", detail=member.member)),
            role="quiet",
        )
        more.setAccessibleName(f"All that was entered of {member.name}")
        if member.member == self.link.member:
            hand_over = partial(self.go.emit, Route("handover"))
            acts.append(button(self.theme, "Hand over my cases", hand_over, role="quiet"))
        card.add(in_row(self.theme, *chips, *acts, more))
        return card

    def _ask_passphrase(self, member: MemberRow) -> None:
        self.ask_fields(
            "Keys to begin with",
            (
                Field(
                    id="login",
                    label="A label to sign in with",
                    help="It can be read without a passphrase: not your legal name.",
                ),
                Field(
                    id="new",
                    label="Passphrase",
                    kind=Kind.PASSPHRASE,
                    again="again",
                    help="Several unrelated words, to be told to them alone. At their first "
                    "session they choose one that nobody else knows.",
                ),
                Field(id="again", label="Again", kind=Kind.PASSPHRASE),
            ),
            partial(self._enrol, member),
            lead=f"{member.name} can open a case once they have unlocked this themselves.",
            action="Keep",
        )

    def _enrol(self, member: MemberRow, answers: Answers) -> Later[object]:
        passphrase = answers.texts.get("new", "")
        login = answers.text("login")

        def give_keys(secret: object) -> str:
            self.link.enrol(member.member, login, secret)
            self.refresh()
            return ""

        guesses = (login, member.name)
        return Later(partial(self.services.vaults.stretch_new, passphrase, guesses), give_keys)

    def _known(self, view: CoalitionView) -> dict[str, dict[str, object]]:
        """Return what the page knows of the fields that its acts ask for."""
        return {
            "year": {"options": view.years, "initial": str(view.year.start)},
            "office": {"options": view.offices},
            "training": {"options": view.trainings},
            "word_of": {"options": view.bodies},
        }

    def _ask_record(self, act: Act[Event], member: MemberRow, view: CoalitionView) -> None:
        self.act(act, lead=member.name, known=self._known(view), member=member.member)

    def _ask_member(self, view: CoalitionView) -> None:
        """Ask for a member, and in the same form for term, trainings and office of this year."""
        entered, today = membership_acts.ENTERED, self.link.today
        asked = entered.asked(self.services.terms, today, {})
        trainings = [
            tick(f"training:{each.value}", f"{each.label} for {view.year} is complete")
            for each in view.trainings
        ]
        office = one_of("office", "Office", needed=False)
        self.ask_fields(
            entered.title,
            [
                *(field for field in asked if view.certificates or field.id != "certified_until"),
                tick("term", f"Appointed for {view.year}"),
                *trainings,
                replace(office, options=view.offices),
            ],
            self.record_from(partial(self._new_member, view)),
            action=entered.action,
        )

    def _new_member(self, view: CoalitionView, answers: Answers) -> list[Event]:
        of_them: dict[str, object] = {"member": MemberId(self.link.new_id())}
        of_the_year = {**of_them, "year": view.year.start}
        today, acts = self.link.today, membership_acts
        events: list[Event] = [acts.ENTERED.answered(today, answers, **of_them)]
        if answers.ticked("term"):
            events.append(acts.APPOINTED.of(today, **of_the_year))
        events += [
            acts.TRAINED.of(today, training=TrainingId(each.value), **of_the_year)
            for each in view.trainings
            if answers.ticked(f"training:{each.value}")
        ]
        if answers.text("office"):
            office = OfficeId(answers.text("office"))
            events.append(acts.IN_OFFICE.of(today, office=office, **of_the_year))
        return events


def _recordable(member: MemberRow, view: CoalitionView) -> list[tuple[str, Act[Event]]]:
    """Return what can be recorded of a member, with what its button says."""
    acts: list[tuple[str, Act[Event]]] = [("Term…", membership_acts.APPOINTED)]
    if member.trainings:
        acts.append(("Training…", membership_acts.TRAINED))
    acts.append(("Office…", membership_acts.IN_OFFICE))
    if view.certificates:
        acts.append(("Certificate…", membership_acts.CERTIFIED))
    return acts


def _chip(text: str, *, on: bool) -> QLabel:
    """Return a small mark that says in words whether something is there."""
    return label(f"✓ {text}" if on else f"no {text}", "chip-on" if on else "chip", wrap=False)
