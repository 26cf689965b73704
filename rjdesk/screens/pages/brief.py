"""A case told by roles alone: what a facilitator reads from when they talk it over with others."""

from __future__ import annotations

from rjdesk.desk.ports import Trouble
from rjdesk.desk.review import Leaves, Reviewed
from rjdesk.desk.reviewing import all_taken_out
from rjdesk.desk.views.brief import AskBrief, BriefView
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.rows import card
from rjdesk.screens.kit.text import label

HELD_BACK = "Not shown: somebody might be known from it."


class BriefPage(ScrolledPage):
    """What can be said of a case without saying whose it is (RC-125)."""

    shown_of: BriefView | None = None
    texts: tuple[Reviewed | None, ...] = ()

    def paint(self) -> None:
        """Say how it stands, and what was written with everything taken out that was found."""
        view = self.link.ask(AskBrief(self.case))
        self.box.addWidget(self.way_back("Back to the case", Route("case", self.case)))
        self.heading(
            "To talk it over with others",
            "For facilitators who do not hold this case. Names, days and places are taken out "
            "where the program finds them; whoever knows the people may know them all the same. "
            "Read it first, and say no more than you need.",
        )
        self.box.addWidget(card(self.theme, "How it stands").add(*map(label, view.lines)))
        if not view.written:
            return
        if self.shown_of != view:
            self.box.addWidget(label("Reading the text…", "soft"))
            self._read(view)
            return
        for (heading, _), text in zip(view.written, self.texts, strict=True):
            said = label(text.result) if text is not None else label(HELD_BACK, "soft")
            self.box.addWidget(card(self.theme, heading).add(said))

    def _read(self, view: BriefView) -> None:
        room, export = self.services.anonymiser, self.services.new_id()

        def read() -> tuple[Reviewed | None, ...]:
            found = room.read([text for _, text in view.written], view.roster)
            done = all_taken_out(room, found, export=export)
            # What the gate would hold back is not read aloud either.
            return tuple(
                None if room.remains(Leaves(reviewed=(text,)), view.roster) else text
                for text in done
            )

        def show(texts: tuple[Reviewed | None, ...]) -> None:
            self.shown_of, self.texts = view, texts
            self.refresh()

        in_pool(self, read, show, self._failed)

    def _failed(self, trouble: Trouble) -> None:
        self.link.trouble.emit(str(trouble))
