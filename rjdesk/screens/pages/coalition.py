"""Coalition: members, offices, terms and trainings; and each member's own passphrase."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QPushButton

from rjdesk.desk.acts import membership as membership_acts
from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.desk.numbers import NotANumberError, read_number
from rjdesk.desk.views.coalition import AskCoalition, CoalitionView, MemberRow
from rjdesk.process.kernel.event import Event, MemberId
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.process.membership.state import MemberKind
from rjdesk.screens.kit.asking import AskDialog
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.dialog import Later
from rjdesk.screens.kit.page import ScrolledPage
from rjdesk.screens.kit.text import Frame, escape_mnemonic, in_row, words

MOST_SEMESTERS = 40


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
        for member in view.members:
            self.box.addWidget(self._member(member, view))
        for told in dict.fromkeys(view.unreadable):
            self.box.addWidget(words(f"In the coalition’s journal: {told}", "soft"))

    def _founding(self, add: QPushButton) -> Frame:
        card = Frame(self.theme, "say-card")
        card.add(words("Enter your coalition as it is", "heading"))
        card.add(
            words(
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
                words(member.name, "strong", wrap=False),
                words(offices or self.services.terms.within(member.kind), "small", wrap=False),
            )
        )
        chips: list[QLabel] = [
            _chip("term", on=member.appointed),
            *(_chip(name, on=done) for name, done in member.trainings),
            _chip("passphrase of their own", on=member.has_keys),
        ]
        acts: list[QPushButton] = []
        if not member.has_keys:
            acts.append(
                button(
                    self.theme,
                    escape_mnemonic(f"{member.name} chooses a passphrase…"),
                    partial(self._ask_passphrase, member),
                    icon="key-round",
                )
            )
        acts.append(
            button(
                self.theme, "Record…", partial(self._ask_record, member, view), role="quiet",
                icon="pen-line",
            )
        )  # fmt: skip
        acts[-1].setAccessibleName(f"Record for {member.name}")
        card.add(in_row(self.theme, *chips, *acts))
        return card

    def _ask_passphrase(self, member: MemberRow) -> None:
        self.ask_fields(
            "A passphrase of your own",
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
                    help="Several unrelated words. Nobody else can know or restore it.",
                ),
                Field(id="again", label="Again", kind=Kind.PASSPHRASE),
            ),
            partial(self._enrol, member),
            lead=f"{member.name}. Please let them type this alone.",
            action="Keep",
        )

    def _enrol(self, member: MemberRow, answers: Answers) -> Later[object]:
        passphrase = answers.texts.get("new", "")
        login = answers.text("login")

        def give_keys(secret: object) -> str:
            self.link.enrol(member.member, login, secret)
            self.refresh()
            return ""

        words = (login, member.name)
        return Later(partial(self.services.vaults.stretch_new, passphrase, words), give_keys)

    def _ask_record(self, member: MemberRow, view: CoalitionView) -> None:
        choices = (
            Option("term", f"Appointed for {view.year}"),
            Option("open", f"Appointed for {view.year}, to an open position"),
            *(Option(f"training:{t.value}", t.label) for t in view.trainings),
            *(Option(f"office:{o.value}", o.label) for o in view.offices),
        )
        certificate = _certificate(view)
        chosen = Field(
            id="what",
            label=f"For {view.year}",
            kind=Kind.CHOICE,
            options=choices,
            needed=not certificate,
        )

        def events(answers: Answers) -> tuple[Event, ...]:
            what = answers.text("what")
            until = answers.day("certified") if answers.text("certified") else None
            return (
                *(self._of_choice(member.member, what, view) if what else ()),
                *(self._certified(member.member, until) if until else ()),
            )

        record = self.record_from(events)

        def done(answers: Answers) -> str:
            return record(answers) if events(answers) else "Choose something, or write the day."

        self.ask_fields("Record for a member", (chosen, *certificate), done, lead=member.name)

    def _certified(self, member: MemberId, until: date) -> tuple[Event, ...]:
        return (self.link.of(membership_acts.CERTIFIED, member=member, until=until),)

    def _of_choice(self, member: MemberId, choice: str, view: CoalitionView) -> tuple[Event, ...]:
        today, year = self.link.today, view.year.start
        kind, _, value = choice.partition(":")
        if kind == "training":
            training = TrainingId(value)
            return (membership_acts.TRAINED.of(today, member=member, training=training, year=year),)
        if kind == "office":
            return (
                membership_acts.IN_OFFICE.of(
                    today, member=member, office=OfficeId(value), year=year
                ),
            )
        to_open = kind == "open"
        return (
            membership_acts.APPOINTED.of(today, member=member, year=year, open_position=to_open),
        )

    def _ask_member(self, view: CoalitionView) -> None:
        terms = self.services.terms
        kinds = terms.options(MemberKind)
        trainings = tuple(
            Field(
                id=f"training:{training.value}",
                label=f"{training.label} for {view.year} is complete",
                kind=Kind.TICK,
                needed=False,
            )
            for training in view.trainings
        )
        offices = tuple(Option(f"office:{o.value}", o.label) for o in view.offices)
        self.ask_fields(
            "Add a member",
            (
                Field(id="name", label="Name", kind=Kind.NAME),
                Field(id="kind", label="They are", kind=Kind.CHOICE, options=kinds),
                Field(id="semesters", label="Semesters enrolled before", initial="1"),
                Field(id="board", label="They sit on the Judicial Board", kind=Kind.TICK,
                      needed=False),
                Field(id="term", label=f"Appointed for {view.year}", kind=Kind.TICK,
                      needed=False),
                *trainings,
                *_certificate(view),
                Field(id="office", label="Office", kind=Kind.CHOICE, options=offices,
                      needed=False),
            ),
            partial(self._add, view),
            action="Add",
        )  # fmt: skip

    def _add(self, view: CoalitionView, answers: Answers) -> str:
        try:
            return self.record_from(partial(self._new_member, view))(answers)
        except NotANumberError as wrong:
            return f"How many semesters were they enrolled before? {wrong}"

    def _new_member(self, view: CoalitionView, answers: Answers) -> tuple[Event, ...]:
        member = MemberId(self.link.new_id())
        chosen = [name for name, on in answers.ticks.items() if on and name != "board"]
        if answers.text("office"):
            chosen.append(answers.text("office"))
        return (
            self.link.of(
                membership_acts.ENTERED,
                member=member,
                member_name=answers.text("name"),
                kind=MemberKind(answers.text("kind")),
                semesters=read_number(answers.text("semesters"), 0, MOST_SEMESTERS),
                on_judicial_board=answers.ticked("board"),
                certified_until=answers.day("certified") if answers.text("certified") else None,
            ),
            *(event for name in chosen for event in self._of_choice(member, name, view)),
        )


def _certificate(view: CoalitionView) -> tuple[Field, ...]:
    """Ask for a certificate where the programme needs one (RP-02)."""
    if not view.certificates:
        return ()
    return (
        Field(
            id="certified",
            label="Certificate valid until",
            kind=Kind.DATE,
            needed=False,
            help="Leave it empty where there is none.",
        ),
    )


def _chip(text: str, *, on: bool) -> QLabel:
    """Return a small mark that says in words whether something is there."""
    return words(f"✓ {text}" if on else f"no {text}", "chip-on" if on else "chip", wrap=False)
