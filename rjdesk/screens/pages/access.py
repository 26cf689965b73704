"""Who reads this case on the screen: who can, who stepped back, and what participants asked."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import recusal as recusal_acts
from rjdesk.desk.views.access import Access, AskAccess, CaseReader, RequestRow
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import card, row_of, state
from rjdesk.screens.kit.text import Frame, in_row, label, separator

WAITS = (
    "Nobody else can read it or take it over yet: it waits, and Today asks you to hand it on as "
    "soon as somebody can."
)
NOTES_END = (
    "Nobody else who facilitates has the notes: what was written in them can be read by nobody "
    "after you."
)

HANDED_OVER = "Takes the case over"


class AccessPage(ScrolledPage):
    """Who reads one case; ``route.detail`` is who follows, where an office is handed over."""

    def paint(self) -> None:
        """Show who reads it, what waits to be decided, and the way out for oneself."""
        view = self.link.ask(AskAccess(self.case))
        self.box.addWidget(self._way_back(view))
        self.heading("Who reads this case", "Nobody does because of an office alone.")
        for asked in view.asked:
            self.box.addWidget(self._asked(asked))
        self.box.addWidget(self._readers(view))
        self.box.addWidget(self._asking(view))
        self.box.addWidget(self._stepping_back(view))

    def _way_back(self, view: Access) -> QWidget:
        """Return the way to the case, or to the handing over that led here."""
        if heir := self.route.detail:
            return self.way_back("Hand over your cases", Route("handover", detail=heir))
        return self.way_back(f"Case {view.code}", Route("case", self.case))

    def _asked(self, asked: RequestRow) -> Frame:
        made = Frame(self.theme, "warm")
        title = f"{asked.person_name} asks that {asked.member_name} take no part"
        made.add(label(title, "heading"), label(asked.stands, "soft"))
        said = {"person": asked.person_name, "member": asked.member_name}
        person, member = asked.person, asked.member
        if asked.to_answer is not None:
            ask = partial(self.act, recusal_acts.WISHED, said=said, person=person, member=member)
            asked_again = "Ask whether they go on…"
            made.add(
                act_button(self, asked_again, ask, asked.to_answer, spoken=f"{asked_again} {title}")
            )
        caption = "Decide again…" if asked.to_answer else "Decide…"
        ask = partial(self.act, recusal_acts.DECIDED, said=said, person=person, member=member)
        made.add(act_button(self, caption, ask, asked.to_decide, spoken=f"{caption} {title}"))
        return made

    def _readers(self, view: Access) -> Frame:
        made = card(self.theme, "Who can read it")
        for number, reader in enumerate(view.readers):
            made.add(*([separator()] if number else []), self._reader(reader))
        if view.alone:
            made.add(
                state(
                    self.theme,
                    "triangle-alert",
                    "Only one member has the key to this case. If they lose it, the case is lost.",
                    warm=True,
                )
            )
        known: dict[str, dict[str, object]] = {"member": {"options": view.office_holders}}
        if heir := self.route.detail:
            known["member"]["initial"] = heir
            known["reason"] = {"initial": HANDED_OVER}
        let_in = partial(self.act, recusal_acts.LET_IN, known=known, notes=False)
        if view.office_holders:
            made.add(in_row(self.theme, button(self.theme, "Let somebody read it…", let_in)))
        for line in view.stepped_back:
            made.add(label(line, "small"))
        return made

    def _reader(self, reader: CaseReader) -> Frame:
        made = Frame(self.theme, "flat")
        said = label(reader.name, "strong"), label(reader.what, "small")
        if reader.to_end is None:
            return made.add(row_of(self.theme, *said))
        ask = partial(
            self.act, recusal_acts.ENDED, said={"name": reader.name}, member=reader.member
        )
        spoken = f"End the access of {reader.name}"
        end = act_button(self, "End it…", ask, reader.to_end, role="quiet", spoken=spoken)
        return made.add(row_of(self.theme, *said, buttons=(end,)))

    def _asking(self, view: Access) -> Frame:
        lead = "Any participant may ask that somebody take no part. Nobody needs a reason."
        made = card(self.theme, "When somebody should take no part", lead)
        if view.notes_with:
            last = (
                f"{view.notes_with} alone has the notes. If they step back before another who "
                "facilitates is given them, nobody can read what was written there."
            )
            made.add(state(self.theme, "triangle-alert", last, warm=True))
        known: dict[str, dict[str, object]] = {
            "person": {"options": view.people},
            "member": {"options": view.members},
        }
        buttons = []
        if view.people:
            ask = partial(self.act, recusal_acts.REQUESTED, known=known)
            buttons.append(button(self.theme, "A participant asks…", ask))
        steps = partial(self.act, recusal_acts.STEPS_BACK, known={"member": known["member"]})
        buttons.append(button(self.theme, "A member steps back…", steps, role="quiet"))
        return made.add(in_row(self.theme, *buttons))

    def _stepping_back(self, view: Access) -> Frame:
        lead = "Where you have to do with this case, or with somebody in it."
        made = card(self.theme, "Stepping back yourself", lead)
        known = {"to": {"options": view.heirs, "needed": True}} if view.heirs else {}
        ask = partial(
            self.act,
            recusal_acts.STEPPED_BACK,
            said={"notes": _what_follows(view)},
            known=known,
            member=self.link.member,
        )
        return made.add(
            act_button(self, "Step back from this case…", ask, view.to_step_back, role="quiet")
        )


def _what_follows(view: Access) -> str:
    """Return what else comes of stepping back, for whoever is the last to read something."""
    notes = NOTES_END if view.notes_end else ""
    waits = WAITS if view.alone and not view.heirs else ""
    return f"{waits} {notes}".strip()
