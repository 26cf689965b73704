"""Pre-meetings and contact: who was met, who sits in, who was called, who is invited."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from rjdesk.desk.acts import intake as intake_acts
from rjdesk.desk.acts import premeeting as premeeting_acts
from rjdesk.desk.fields import Answers
from rjdesk.desk.views.case_page import AskCasePage, CasePage, MeetingRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.process.kernel.writing import called_in_the_room
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.text import Frame, in_row, label
from rjdesk.screens.pages.premeeting.cosign import ask_cosigner


class PreMeetingsPage(ScrolledPage):
    """Everything before the circle that happens with one person at a time."""

    def paint(self) -> None:
        """Show meetings, people to invite, contact, and the decision on eligibility."""
        view = self.link.ask(AskCasePage(self.case))
        self.box.addWidget(self.way_back(f"Case {view.code}", Route("case", self.case)))
        self.heading("Pre-meetings", "One person at a time, beginning with whoever asked.")
        self.box.addWidget(self._meetings(view))
        self.box.addWidget(self._people(view))
        self.box.addWidget(self._contact(view))
        self.box.addWidget(self._eligibility(view))

    def _meetings(self, view: CasePage) -> Frame:
        card = Frame(self.theme)
        card.add(label("Meetings", "heading"))
        if not view.meetings:
            card.add(label("Nobody has been met yet.", "soft"))
        for meeting in view.meetings:
            card.add(self._meeting(meeting, view))
        begin = button(
            self.theme, "Sit down with somebody…", self._ask_meeting, role="primary", icon="plus"
        )
        card.add(in_row(self.theme, begin))
        return card

    def _meeting(self, meeting: MeetingRow, view: CasePage) -> Frame:
        row = Frame(self.theme, "sunken")
        state = "✓ complete" if meeting.complete else "under way"
        row.add(
            in_row(
                self.theme,
                label(meeting.with_whom, "strong", wrap=False),
                label(state, "chip-on" if meeting.complete else "chip", wrap=False),
                label(f"{long_date(meeting.on)} · {meeting.facilitator}", "small", wrap=False),
            )
        )
        if meeting.sitting_in:
            row.add(label(f"There too: {meeting.sitting_in}", "soft"))
        if not meeting.complete and meeting.mine:
            route = Route("pre-meeting", self.case, meeting.meeting)
            row.add(
                in_row(
                    self.theme,
                    button(self.theme, "Go on with it", partial(self.go.emit, route)),
                    button(
                        self.theme,
                        "Somebody sits in…",
                        partial(self._ask_sitting_in, meeting, view),
                        role="quiet",
                    ),
                )
            )
        return row

    def _ask_meeting(self) -> None:
        known = {"people": {"options": self.link.ask(AskCasePage(self.case)).people}}
        self.act(premeeting_acts.OPENED, known=known, new="meeting", then=self._go_to_meeting)

    def _go_to_meeting(self, meeting: str) -> None:
        self.go.emit(Route("pre-meeting", self.case, meeting))

    def _ask_sitting_in(self, meeting: MeetingRow, view: CasePage) -> None:
        known = {"person": {"options": view.people}}
        self.act(premeeting_acts.SITS_IN, known=known, meeting=meeting.meeting)

    def _people(self, view: CasePage) -> Frame:
        card = Frame(self.theme)
        card.add(label("People", "heading"))
        card.add(label(" · ".join(f"{r.name} ({r.parts})" for r in view.readiness)))
        invite = button(self.theme, "Name somebody…", self._ask_guest, icon="user-plus")
        card.add(in_row(self.theme, invite))
        return card

    def _ask_guest(self) -> None:
        today, invited = self.link.today, intake_acts.NAMED
        view = self.link.ask(AskCasePage(self.case))
        known: dict[str, dict[str, object]] = {
            "parts": {"options": view.parts},
            "invited_by": {"options": view.primary},
            "coalition_member": {"options": view.members},
        }

        def events(answers: Answers) -> list[Event]:
            guest = invited.answered(today, answers, person=PersonId(self.link.new_id()))
            return [replace(guest, called=called_in_the_room(guest.person_name, guest.called))]

        self.ask_fields(
            invited.title,
            invited.asked(self.services.terms, today, known),
            self.record_from(events),
            action=invited.action,
        )

    def _contact(self, view: CasePage) -> Frame:
        card = Frame(self.theme)
        card.add(label("Contact", "heading"))
        for line in view.contacts:
            card.add(label(line))
        log = button(self.theme, "Note a contact…", self._ask_contact, icon="message-circle")
        card.add(in_row(self.theme, log))
        return card

    def _ask_contact(self) -> None:
        """Ask for a contact, and in the same form whether they want to take part."""
        today, contact = self.link.today, premeeting_acts.CONTACT
        view = self.link.ask(AskCasePage(self.case))
        unasked = {"willing": {"needed": False}}
        willing = premeeting_acts.WILLING.asked(self.services.terms, today, unasked)

        def events(answers: Answers) -> list[Event]:
            made = contact.answered(today, answers)
            if not answers.text("willing"):
                return [made]
            return [made, premeeting_acts.WILLING.answered(today, answers, person=made.person)]

        known = {
            "person": {"options": view.people},
            "channel": {"options": premeeting_acts.CHANNELS},
        }
        asked = contact.asked(self.services.terms, today, known)
        self.ask_fields(contact.title, [*asked, *willing], self.record_from(events))

    def _eligibility(self, view: CasePage) -> Frame:
        card = Frame(self.theme)
        card.add(label("Eligibility", "heading"))
        card.add(label("Decided by the facilitators together, after the pre-meetings.", "soft"))
        for name, decision in view.eligibility:
            card.add(label(f"{name}: {decision}"))
        for eligible, caption, icon in (
            (True, "The case is eligible…", "check"),
            (False, "The case is not eligible…", "x"),
        ):
            event = self.link.of(premeeting_acts.ELIGIBILITY, eligible=eligible)
            card.add(
                act_button(
                    self,
                    caption,
                    partial(ask_cosigner, self, event),
                    self.link.may(self.case, event),
                    icon=icon,
                )
            )
        return card
