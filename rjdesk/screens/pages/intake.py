"""Intake on the screen: five points, assignment, consent, the advisor's notice, care."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import intake as intake_acts
from rjdesk.desk.views.intake import AskIntake, Candidate, Consent, IntakeView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import card, row_of, state
from rjdesk.screens.kit.text import Frame, escape_mnemonic, in_row, label, separator
from rjdesk.screens.kit.tick import Tick


class IntakePage(ScrolledPage):
    """The intake of one case after it was opened."""

    def paint(self) -> None:
        """Show the five points and what belongs to each."""
        view = self.link.ask(AskIntake(self.case))
        self.box.addWidget(self.way_back(f"Case {view.code}", Route("case", self.case)))
        done = sum(point.done for point in view.points)
        self.heading("Intake", f"{done} of {len(view.points)} done")
        self.box.addWidget(self._points(view))
        if done == len(view.points):
            on = partial(self.go.emit, Route("pre-meetings", self.case))
            go_on = button(
                self.theme, "To the pre-meetings", on, role="primary", icon="arrow-right"
            )
            self.box.addWidget(in_row(self.theme, go_on))
        self.box.addWidget(self._serving(view))
        self.box.addWidget(self._assignment(view))
        if view.consents:
            self.box.addWidget(self._consents(view))
        if view.told:
            self.box.addWidget(self._advisor(view))
        self.box.addWidget(self._care(view))
        self.box.addWidget(self._sexual_harm(view))

    def _points(self, view: IntakeView) -> Frame:
        card = Frame(self.theme)
        for point in view.points:
            mark = "✓ done" if point.done else "open"
            chip = label(mark, "chip-on" if point.done else "chip", wrap=False)
            card.add(in_row(self.theme, chip, label(point.label, wrap=False)))
        return card

    def _serving(self, view: IntakeView) -> Frame:
        made = card(self.theme, "Who facilitates")
        for number, serving in enumerate(view.serving):
            ask = partial(
                self.act, intake_acts.RELEASED, said={"name": serving.name}, member=serving.member
            )
            act = ActButton(self.services, "Facilitates no more…", ask, role="quiet")
            act.button.setAccessibleName(f"Facilitates no more: {serving.name}")
            act.show_verdict(serving.to_release)
            act.why.connect(self.why)
            act.leads_by(self.go_to, self.route.screen)
            said: list[QWidget] = [label(serving.name, "strong")]
            if serving.refused_by:
                names = " and ".join(serving.refused_by)
                said.append(state(self.theme, "circle", f"{names} said no.", warm=True))
            made.add(*([separator()] if number else []), row_of(self.theme, *said, buttons=(act,)))
        if not view.serving:
            made.add(label("Nobody yet.", "soft"))
        for line in view.released:
            made.add(label(line, "small"))
        return made

    def _assignment(self, view: IntakeView) -> Frame:
        card = Frame(self.theme)
        card.add(label("Assign a facilitator", "heading"))
        card.add(label("Whoever is assigned can read the case from then on.", "soft"))
        for candidate in view.candidates:
            card.add(self._candidate(candidate))
        return card

    def _candidate(self, candidate: Candidate) -> ActButton:
        return act_button(
            self,
            escape_mnemonic(f"Assign {candidate.name}"),
            partial(self._assign, candidate),
            candidate.verdict,
            icon="user-plus",
        )

    def _assign(self, candidate: Candidate) -> None:
        self.link.do(self.case, self.link.of(intake_acts.ASSIGNED, member=candidate.member))

    def _consents(self, view: IntakeView) -> Frame:
        card = Frame(self.theme)
        card.add(label("Do the parties accept the facilitators?", "heading"))
        for consent in view.consents:
            caption = f"{consent.person_name} accepts {consent.member_name}"
            tick = Tick(caption)
            tick.setChecked(consent.accepted is True)
            tick.setEnabled(not consent.accepted)
            tick.toggled.connect(partial(self._accept, consent))
            refuses = f"{consent.person_name} does not accept {consent.member_name}"
            no = button(self.theme, "Says no", partial(self._refuse, consent), role="quiet")
            no.setAccessibleName(refuses)
            no.setEnabled(consent.accepted is None)
            card.add(tick, in_row(self.theme, no))
            if consent.accepted is False:
                card.add(state(self.theme, "circle", f"{refuses}.", warm=True))
        return card

    def _refuse(self, consent: Consent) -> None:
        event = self.link.of(
            intake_acts.ACCEPTED, person=consent.person, member=consent.member, accepted=False
        )
        self.link.do(self.case, event)

    def _accept(self, consent: Consent, accepted: bool) -> None:  # noqa: FBT001 - Qt's signal
        event = self.link.of(
            intake_acts.ACCEPTED,
            person=consent.person,
            member=consent.member,
            accepted=accepted,
        )
        if not self.link.do(self.case, event):
            self.refresh()

    def _advisor(self, view: IntakeView) -> Frame:
        card = Frame(self.theme)
        card.add(label(f"Tell the {view.told}", "heading"))
        card.add(label("The notice holds the day and the case code, and names nobody.", "soft"))
        see = button(
            self.theme,
            "See and print the notice",
            lambda: self.go.emit(Route("papers", self.case, "staff-advisor-notice")),
            icon="printer",
        )
        card.add(in_row(self.theme, see))
        if view.advisor_told is not None:
            return card.add(label(f"It was given on {long_date(view.advisor_told)}."))
        told = act_button(
            self, "The notice was given", self._told, view.may_tell_advisor, icon="check"
        )
        return card.add(told)

    def _told(self) -> None:
        self.link.do(self.case, self.link.of(intake_acts.ADVISOR_TOLD))

    def _care(self, view: IntakeView) -> Frame:
        card = Frame(self.theme)
        card.add(label("Care for people at the margins", "heading"))
        said = {
            None: "Not answered yet.",
            True: f"It could harm further. Care taken: {view.care_taken or 'not written yet'}",
            False: "Answered: it is not seen to harm anybody further.",
        }[view.care_asked]
        card.add(label(said))
        card.add(
            in_row(
                self.theme, button(self.theme, "Answer again…", partial(self.act, intake_acts.CARE))
            )
        )
        return card

    def _sexual_harm(self, view: IntakeView) -> Frame:
        made = card(self.theme, "Sexual harm")
        said = "This case is about sexual harm." if view.sexual_harm else "Not known of this case."
        go = partial(self.go.emit, Route("sexual-harm", self.case))
        see = button(self.theme, "What holds then, and who helps", go, icon="shield")
        return made.add(label(said), in_row(self.theme, see))
