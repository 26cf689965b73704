"""A case of sexual harm: what it means, what it waits for, who decides, to whom people turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import sexual_harm as acts
from rjdesk.desk.fields import Option
from rjdesk.desk.views.decisions import ProposalRow
from rjdesk.desk.views.sexual_harm import AskSexualHarm, PartyRow, SexualHarmView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.sexual_harm.derived import Lacks
from rjdesk.process.sexual_harm.state import Asks, HarmStep
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.deciding import proposals, propose_button
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.text import Frame, in_row, label

LACKS: Mapping[Lacks, str] = {
    Lacks.NOT_HERE: "This programme takes on no case of sexual harm. Whoever asked is heard, and "
    "told to whom they can turn. Then the process is ended.",
    Lacks.CAPACITY: "There is not the capacity for cases of sexual harm yet. Whoever asked is "
    "heard, and told to whom they can turn. Nobody else is contacted.",
    Lacks.SCREENING: "It waits until it is decided whether the case is taken on. Whoever asked "
    "may be met before; nobody else is contacted.",
}
ASKS: Mapping[Asks, str] = {
    Asks.CONFERENCE: "asks to meet in a Conference",
    Asks.MESSAGES: "asks to hear each other by messages",
    Asks.NOTHING: "has asked for nothing with both sides",
}
PROPOSE = "Have something decided"
PROPOSE_LEAD = (
    "Nothing happens by it yet. All of those are asked who decide about cases of sexual harm; what "
    "they need to know they hear from you, and no more than they need."
)


class SexualHarmPage(ScrolledPage):
    """Whether a case is about sexual harm, and how it stands then (SD III)."""

    def paint(self) -> None:
        """Show what it is, how the case stands, what is decided, and to whom people can turn."""
        view = self.link.ask(AskSexualHarm(self.case))
        self.box.addWidget(self.way_back(f"Case {view.code}", Route("case", self.case)))
        self.heading("Sexual harm", view.definition)
        self.box.addWidget(self._now(view))
        if view.to_propose is not None or view.proposals:
            self.box.addWidget(self._decided(view))
        if view.asking:
            self.box.addWidget(self._asking(view))
        self.box.addWidget(self._turn_to(view))

    def _now(self, view: SexualHarmView) -> Frame:
        made = card(self.theme, "How this case stands")
        if view.flagged is None:
            made.add(label("This case is not about sexual harm, as far as it was said."))
            flag = partial(self.act, acts.FLAGGED)
            return made.add(act_button(self, "It is about sexual harm…", flag, view.to_flag))
        since = f"About sexual harm. Recorded on {long_date(view.flagged)}."
        made.add(state(self.theme, "shield", since))
        if view.taken_on is not None:
            made.add(state(self.theme, "circle-check", f"Taken on {long_date(view.taken_on)}."))
        if view.ended is not None:
            ended = f"It was decided that it ends for good, on {long_date(view.ended)}."
            return made.add(state(self.theme, "circle-check", ended))
        if view.lacks is not None and not view.is_over:
            made.add(state(self.theme, "hourglass", LACKS[view.lacks], warm=True))
        meets = (
            "Both sides hear each other only as the person who was harmed asks for it of their own "
            "accord. A circle is held with one side."
        )
        return made if view.lacks is Lacks.NOT_HERE else made.add(label(meets, "soft"))

    def _asking(self, view: SexualHarmView) -> Frame:
        made = card(self.theme, "What is asked for with both sides")
        for row in view.asking:
            icon = "circle" if row.asks is Asks.NOTHING else "circle-check"
            made.add(state(self.theme, icon, f"{row.name} {ASKS[row.asks]}{_in(row)}."))
            ask = partial(self._ask, row, view.to_ask_for)
            made.add(
                act_button(
                    self,
                    "What they say…",
                    ask,
                    row.verdict,
                    spoken=f"What {row.name} says{_in(row)}",
                )
            )
        return made

    def _ask(self, row: PartyRow, to_ask_for: tuple[Option, ...]) -> None:
        self.act(
            acts.ASKED,
            said={"name": row.name},
            known={"asks": {"options": to_ask_for}},
            person=row.person,
            process=row.process,
        )

    def _decided(self, view: SexualHarmView) -> Frame:
        made = card(self.theme, "What is decided together")
        made.add(*proposals(self, view.proposals, self._follows))
        if view.to_propose is not None:
            caption = f"{PROPOSE}…"
            made.add(
                propose_button(self, caption, view.to_propose, title=PROPOSE, lead=PROPOSE_LEAD)
            )
        return made

    def _follows(self, row: ProposalRow) -> QWidget | None:
        """Return the button that does what was decided, or None where there is nothing to do."""
        match row.step:
            case HarmStep.TAKE_ON:
                do, caption = partial(self.act, acts.TAKEN_ON, decision=row.decision), "Take it on"
            case HarmStep.END:
                do, caption = partial(self.act, acts.ENDED, decision=row.decision), "End the case…"
            case HarmStep.CLEAR:
                do = partial(self.act, acts.CLEARED, decision=row.decision)
                caption = "Go on as with any other case"
            case _:
                return None
        return in_row(self.theme, button(self.theme, caption, do, role="primary"))

    def _turn_to(self, view: SexualHarmView) -> Frame:
        made = card(self.theme, "To whom people can turn", "At any time, whatever is done here.")
        return made.add(*map(label, view.turn_to), *_kept(view))


def _in(row: PartyRow) -> str:
    """Return of which process it is, where several go on."""
    return f" ({row.where})" if row.where else ""


def _kept(view: SexualHarmView) -> Iterator[QWidget]:
    """Yield what is kept of a case that goes no further."""
    if view.flagged is not None and view.lacks is not None:
        first, last = view.kept_months
        yield label(
            "What was written so far stays sealed in this case, for those alone who hold it. "
            f"Policy asks that it be destroyed from {first} to {last} months after the end.",
            "soft",
        )
