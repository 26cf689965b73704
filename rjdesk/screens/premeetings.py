"""Pre-meetings and contact: who was met, who sits in, who was called, who is invited."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.desk.views.case_page import AskCasePage, CasePage, MeetingRow, guest_parts
from rjdesk.process.calendar import long_date
from rjdesk.process.event import Event, PersonId
from rjdesk.process.intake import ParticipantNamed
from rjdesk.process.people import Affiliation, Answer, Part
from rjdesk.process.premeeting import (
    ContactMade,
    EligibilityDecided,
    PreMeetingOpened,
    SupportSatIn,
    WillingnessStated,
)
from rjdesk.process.writing import called_in_the_room
from rjdesk.screens.cosign import ask_cosigner
from rjdesk.screens.page import Place, ScrolledPage
from rjdesk.screens.parts.buttons import ActButton, button
from rjdesk.screens.parts.people import CALLED, CALLED_HELP
from rjdesk.screens.parts.text import Frame, in_row, words

WILLING = (
    Option("", "Not asked yet"),
    Option("yes", "Yes"),
    Option("no", "No"),
    Option("unsure", "Not sure"),
)


class PreMeetingsPage(ScrolledPage):
    """Everything before the circle that happens with one person at a time."""

    def paint(self) -> None:
        """Show meetings, people to invite, contact, and the decision on eligibility."""
        view = self.link.ask(AskCasePage(self.case))
        self.box.addWidget(self.way_back(f"Case {view.code}", Place("case", self.case)))
        self.heading("Pre-meetings", "One person at a time, beginning with whoever asked.")
        self.box.addWidget(self._meetings(view))
        self.box.addWidget(self._people(view))
        self.box.addWidget(self._contact(view))
        self.box.addWidget(self._eligibility(view))

    def _meetings(self, view: CasePage) -> Frame:
        card = Frame(self.look)
        card.add(words("Meetings", "heading"))
        if not view.meetings:
            card.add(words("Nobody has been met yet.", "soft"))
        for meeting in view.meetings:
            card.add(self._meeting(meeting, view))
        begin = button(
            self.look, "Sit down with somebody…", self._ask_meeting, role="primary", icon="plus"
        )
        card.add(in_row(self.look, begin))
        return card

    def _meeting(self, meeting: MeetingRow, view: CasePage) -> Frame:
        row = Frame(self.look, "sunken")
        state = "✓ complete" if meeting.complete else "under way"
        row.add(
            in_row(
                self.look,
                words(meeting.with_whom, "strong", wrap=False),
                words(state, "chip-on" if meeting.complete else "chip", wrap=False),
                words(f"{long_date(meeting.on)} · {meeting.facilitator}", "small", wrap=False),
            )
        )
        if meeting.sitting_in:
            row.add(words(f"{meeting.sitting_in} sits in and stays silent", "soft"))
        if not meeting.complete and meeting.mine:
            place = Place("pre-meeting", self.case, meeting.meeting)
            row.add(
                in_row(
                    self.look,
                    button(self.look, "Go on with it", partial(self.go.emit, place)),
                    button(
                        self.look,
                        "Somebody sits in…",
                        partial(self._ask_sitting_in, meeting, view),
                        role="quiet",
                    ),
                )
            )
        return row

    def _ask_meeting(self) -> None:
        view = self.link.ask(AskCasePage(self.case))
        ticks = tuple(
            Field(id=person.value, label=person.label, kind=Kind.TICK, needed=False)
            for person in view.people
        )
        self.ask_fields(
            "Whom do you meet?",
            ticks,
            self._begin_meeting,
            lead="A Primary Party is met alone. Those who support may be met together.",
            action="Begin",
        )

    def _begin_meeting(self, answers: Answers) -> str:
        people = tuple(PersonId(p) for p, on in answers.ticks.items() if on)
        if not people:
            return "Tick whom you meet."
        meeting = self.link.desk.new_id()
        event = PreMeetingOpened(on=self.link.desk.today, meeting=meeting, people=people)
        verdict = self.link.may(self.case, event)
        if not verdict.allowed:
            return verdict.why_not()
        if self.link.do(self.case, event):
            self.go.emit(Place("pre-meeting", self.case, meeting))
        return ""

    def _ask_sitting_in(self, meeting: MeetingRow, view: CasePage) -> None:
        def events(answers: Answers) -> tuple[Event, ...]:
            return (
                SupportSatIn(
                    on=self.link.desk.today,
                    meeting=meeting.meeting,
                    person=PersonId(answers.text("who")),
                    requested=answers.ticked("requested"),
                    approved=answers.ticked("approved"),
                    will_not_speak=answers.ticked("silent"),
                ),
            )

        self.ask_fields(
            "Somebody sits in",
            (
                Field(id="who", label="Who?", kind=Kind.CHOICE, options=view.people),
                _tick("requested", "The Primary Party asked for it"),
                _tick("approved", "The facilitators approve"),
                _tick("silent", "They agree to stay silent"),
            ),
            self.record_from(events),
        )

    def _people(self, view: CasePage) -> Frame:
        card = Frame(self.look)
        card.add(words("People", "heading"))
        card.add(words(" · ".join(f"{r.name} ({r.parts})" for r in view.readiness)))
        invite = button(self.look, "Invite somebody…", self._ask_guest, icon="user-plus")
        card.add(in_row(self.look, invite))
        return card

    def _ask_guest(self) -> None:
        desk = self.link.desk
        view = self.link.ask(AskCasePage(self.case))
        programme = desk.programme(desk.case(self.case))
        self.ask_fields(
            "Invite somebody",
            (
                Field(id="name", label="Name", kind=Kind.NAME),
                Field(id="called", label=CALLED, kind=Kind.NAME, needed=False, help=CALLED_HELP),
                Field(id="part", label="Part", kind=Kind.CHOICE, options=guest_parts(programme)),
                Field(
                    id="affiliation",
                    label="Affiliation",
                    kind=Kind.CHOICE,
                    options=self.given.terms.options(Affiliation),
                ),
                Field(
                    id="host",
                    label="Invited by",
                    kind=Kind.CHOICE,
                    options=view.primary,
                    needed=False,
                ),
                Field(id="purpose", label="What for?", initial="support"),
            ),
            self.record_from(self._guest),
            action="Invite",
        )

    def _guest(self, answers: Answers) -> tuple[Event, ...]:
        desk, name = self.link.desk, answers.text("name")
        return (
            ParticipantNamed(
                on=desk.today,
                person=PersonId(desk.new_id()),
                person_name=name,
                called=called_in_the_room(name, answers.text("called")),
                parts=(Part(answers.text("part")),),
                affiliation=Affiliation(answers.text("affiliation")),
                invited_by=PersonId(answers.text("host")) if answers.text("host") else None,
                purpose=answers.text("purpose"),
            ),
        )

    def _contact(self, view: CasePage) -> Frame:
        card = Frame(self.look)
        card.add(words("Contact", "heading"))
        for line in view.contacts:
            card.add(words(line))
        log = button(self.look, "Note a contact…", self._ask_contact, icon="message-circle")
        card.add(in_row(self.look, log))
        return card

    def _ask_contact(self) -> None:
        view = self.link.ask(AskCasePage(self.case))
        channels = tuple(Option(c, c.capitalize()) for c in ("phone", "e-mail", "in person"))
        self.ask_fields(
            "Record a contact",
            (
                Field(id="who", label="With whom?", kind=Kind.CHOICE, options=view.people),
                Field(id="channel", label="How?", kind=Kind.CHOICE, options=channels),
                Field(
                    id="purpose",
                    label="What for, in one line?",
                    help="Nothing of what happened; that belongs in your notes.",
                ),
                Field(
                    id="willing",
                    label="Do they want to take part?",
                    kind=Kind.CHOICE,
                    options=WILLING[1:],
                    needed=False,
                ),
            ),
            self.record_from(self._contact_events),
        )

    def _contact_events(self, answers: Answers) -> tuple[Event, ...]:
        today, person = self.link.desk.today, PersonId(answers.text("who"))
        events: list[Event] = [
            ContactMade(
                on=today,
                person=person,
                channel=answers.text("channel"),
                purpose=answers.text("purpose"),
            )
        ]
        if answers.text("willing"):
            willing = Answer(answers.text("willing"))
            events.append(WillingnessStated(on=today, person=person, willing=willing))
        return tuple(events)

    def _eligibility(self, view: CasePage) -> Frame:
        card = Frame(self.look)
        card.add(words("Eligibility", "heading"))
        card.add(words("Decided by the facilitators together, after the pre-meetings.", "soft"))
        for name, decision in view.eligibility:
            card.add(words(f"{name}: {decision}"))
        event = EligibilityDecided(on=self.link.desk.today, eligible=True)
        act = ActButton(
            self.given, "The case is eligible…", partial(self._decide, event), icon="check"
        )
        act.show_verdict(self.link.may(self.case, event))
        act.why.connect(self.why)
        card.add(act)
        return card

    def _decide(self, event: EligibilityDecided) -> None:
        ask_cosigner(self, event)


def _tick(name: str, label: str) -> Field:
    return Field(id=name, label=label, kind=Kind.TICK, needed=False)
