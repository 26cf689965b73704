"""The debrief: what went well and what could be improved, written by the facilitators (4E)."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.acts import followup as followup_acts
from rjdesk.desk.views.followup import FollowUpView
from rjdesk.desk.views.review import AskRoster
from rjdesk.process.kernel.event import Event
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.page import Page, Route
from rjdesk.screens.kit.rows import state
from rjdesk.screens.kit.text import Frame, in_row, label
from rjdesk.screens.kit.typed import Draft, SaveRow, TypedText
from rjdesk.screens.pages.followup.names_shown import HOW, NamesShown

NAMES = tuple(field.id for field in followup_acts.REFLECTED.fields)


class ReflectionCard(Frame):
    """The reflection under its two headings, and who has signed it."""

    def __init__(self, page: Page, view: FollowUpView, draft: Draft) -> None:
        """Make the card; whoever does not hold the notes sees no text."""
        super().__init__(page.theme)
        self.page, self.view, self.draft = page, view, draft
        self.box.setSpacing(page.theme.space("m"))
        self.add(label("Looking back", "heading"))
        for author in view.authors:
            self.add(state(page.theme, "circle-check", f"{author} has signed the reflection."))
        lead = partial(page.go.emit, Route("review", page.case))
        self.add(in_row(page.theme, button(page.theme, "Review it for others", lead)))
        if not view.reads_notes:
            self.add(label("The facilitators write and read this reflection.", "soft"))
            return
        self.add(label("For you who facilitate. Nobody else reads it while it is a draft.", "soft"))
        fields = []
        for field in followup_acts.REFLECTED.fields:
            recorded = self._recorded(field.id)
            caption = label(field.label, "strong")
            text = TypedText(
                page.theme, draft, field.id, recorded, field.label, lines=4, printed=False
            )
            caption.setBuddy(text)
            self.add(caption, text, text.says)
            fields.append(text)
        self.names = NamesShown(page, fields, page.link.ask(AskRoster(page.case)))
        self.add(label(HOW, "small"))
        self.add(SaveRow(page.theme, draft, NAMES, self.save, "Save the reflection"))
        if not view.i_signed:
            self._add_signing()

    def _recorded(self, name: str) -> str:
        return str(getattr(self.view.reflection, name))

    def _add_signing(self) -> None:
        self.sign_act = ActButton(
            self.page.services, "I sign this reflection", self.sign, icon="pen-line"
        )
        self.sign_act.why.connect(self.page.why)
        self.sign_act.leads_by(self.page.go_to, self.page.route.screen)
        self.unready = label("", "small")
        self.add(self.sign_act, self.unready)
        self.draft.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Open the signing when the saved text is what would be signed."""
        verdict = self.page.link.may(self.page.case, self._signature())
        self.sign_act.show_verdict(verdict)
        written = self.view.reflection
        why = ""
        if self.draft.unsaved(NAMES):
            why = "Save the text before you sign it."
        elif not (written.went_well.strip() and written.could_improve.strip()):
            why = "Write under both headings before you sign."
        self.unready.setText(why)
        self.unready.setVisible(bool(why))
        if why:
            self.sign_act.button.setEnabled(False)

    def save(self) -> None:
        """Record both texts as they stand."""
        texts = {name: self.draft.text(name, self._recorded(name)).strip() for name in NAMES}
        self.draft.record(NAMES, self.page.link.of(followup_acts.REFLECTED, **texts))

    def sign(self) -> None:
        """Record this member's signature on the reflection."""
        self.page.link.do(self.page.case, self._signature())

    def _signature(self) -> Event:
        return self.page.link.of(followup_acts.SIGNED_REFLECTION, digest=self.view.digest)
