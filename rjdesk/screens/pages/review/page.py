"""A reflection is reviewed: original and result beside each other, one key for each decision."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import msgspec
from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rjdesk.desk.acts import followup as acts
from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.ports import Trouble
from rjdesk.desk.review import Decision, Leaves, Remains, Reviewed, Style
from rjdesk.desk.reviewing import (
    PassageAt,
    ReviewKept,
    deciding,
    marking,
    next_open,
    spot_at,
    still_open,
    widening,
)
from rjdesk.desk.views.review import AskDeparting, AskReview, ReviewView
from rjdesk.process.kernel.event import Event
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, announce, hbox, in_row, label, vbox
from rjdesk.screens.kit.tick import Tick
from rjdesk.screens.kit.typed import Draft
from rjdesk.screens.pages.review.panes import Pane, mark_original, mark_result

DECISIONS = "decisions"
STACKED_FROM = 1.5
HEADINGS = tuple(field.label for field in acts.REFLECTED.fields)
HOW = (
    "What is struck out goes; what is underlined with a wave is for you to decide. Arrow keys move "
    "through the text, and letters decide. Facilitators' names stay."
)


class ReviewPage(ScrolledPage):
    """The review, for whoever facilitates; for the others, the result and their word on it."""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page, and take up the decisions that were kept."""
        super().__init__(services, link, route)
        self.draft = Draft(self, DraftKind.REVIEW, {DECISIONS: ReviewKept})
        self.read: object | None = None
        self.read_of = ""
        self.export = services.new_id()
        self.anew = False
        self.texts: tuple[Reviewed, ...] = ()
        self.hand: ReviewHand | None = None

    def leave(self) -> None:
        """Keep what is decided so far as a sealed draft."""
        self.draft.keep()

    def paint(self) -> None:
        """Fill the page."""
        view = self.link.ask(AskReview(self.case))
        self.hand = None
        self.box.addWidget(self.way_back("Follow-up", Route("follow-up", self.case)))
        reading = view.reads_original and not view.released
        lead = HOW if reading else "What is left of what the facilitators wrote."
        self.heading("Review the reflection", lead)
        strange = self.draft.strange_card(self.theme)
        if strange is not None:
            self.box.addWidget(strange)
        if view.reads_original:
            self._review(view)
        self.box.addWidget(result_card(self, view))

    # --- reading, and what is decided ------------------------------------------------------

    def _review(self, view: ReviewView) -> None:
        if not view.to_review.allowed and not view.released:
            self.box.addWidget(self._not_yet(view))
            return
        if view.released or (view.result is not None and not (self.anew or self.draft.texts)):
            self.box.addWidget(self._reviewed(view))
            return
        if self.read_of == _key(view):
            self.hand = ReviewHand(self, view)
            self.box.addWidget(self.hand)
            self.show_texts()
            return
        self.box.addWidget(label("Reading the text…", "soft"))
        written = (view.original.went_well, view.original.could_improve)
        room, key = self.services.anonymiser, _key(view)

        def done(read: object) -> None:
            self.read, self.read_of = read, key
            self.refresh()

        in_pool(self, lambda: room.read(written, view.roster, view.elsewhere), done, self._failed)

    def _reviewed(self, view: ReviewView) -> Frame:
        """Return that the review is done, and the way to begin it anew."""
        if view.released:
            made = card(self.theme, "It was released")
            return made.add(label("It went into the library with others, and stays as it is."))
        made = card(self.theme, "It is reviewed", "The result stands below.")
        anew = button(self.theme, "Review it anew", self._begin_anew)
        said = (
            "Every question is asked again, and what was taken out by hand is to be marked again."
        )
        return made.add(label(said, "soft"), in_row(self.theme, anew))

    def _begin_anew(self) -> None:
        self.anew = True
        self.refresh()

    def _not_yet(self, view: ReviewView) -> Frame:
        """Return why there is nothing to review, and what would allow it."""
        made = card(self.theme, "What was written")
        review = act_button(self, "Review it", self.refresh, view.to_review)
        return made.add(review)

    def _failed(self, trouble: Trouble) -> None:
        self.link.trouble.emit(str(trouble))

    @property
    def kept(self) -> ReviewKept:
        """What was decided of the text as it reads now, and how what is left is told."""
        content = self.draft.texts.get(DECISIONS, "")
        kept = msgspec.json.decode(content, type=ReviewKept) if content else None
        return kept if kept and kept.of == self.read_of else ReviewKept(of=self.read_of)

    def keep(self, kept: ReviewKept) -> None:
        """Take what is decided now, and show what comes of it."""
        content = msgspec.json.encode(kept).decode() if kept.says_something else ""
        self.draft.put(DECISIONS, content, "")
        self.show_texts()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided of the text as it reads now."""
        return self.kept.decisions

    def decide(self, *decisions: Decision) -> None:
        """Take these decisions in the place of those before."""
        self.keep(replace(self.kept, decisions=decisions))

    def show_texts(self) -> None:
        """Show the texts as they stand after what was decided."""
        if self.hand is None or self.read is None:
            return
        kept = self.kept
        style = Style(they=kept.they, since=self.hand.view.since if kept.later else None)
        self.texts = self.services.anonymiser.review(
            self.read, kept.decisions, export=self.export, style=style
        )
        self.hand.show_texts(self.texts)

    def record(self, event: Event) -> None:
        """Put the result into the record; the draft of the review is done with."""

        def record() -> None:
            self.anew, before = False, self.anew
            if not self.draft.record((DECISIONS,), event):
                self.anew = before

        self.once_read(self.link.ask(AskDeparting(self.case, event)), record)


class ReviewHand(Frame):
    """The two panes, what is said of the passage in front, and a key for each decision."""

    def __init__(self, page: ReviewPage, view: ReviewView) -> None:
        """Make it; the texts come with ``show_texts``."""
        super().__init__(page.theme)
        self.page, self.view = page, view
        self.texts: tuple[Reviewed, ...] = ()
        self.original = Pane(page.theme, "What was written", HEADINGS)
        self.result = Pane(page.theme, "What others will read", HEADINGS)
        self.original.pressed.connect(self.press)
        self.original.moved.connect(self._show_here)
        self.says = label("", "strong")
        self.becomes = label("", "soft")
        self.count = label("", "soft")
        self.everywhere = Tick("Everywhere alike  (E)")
        self.they = Tick("They for he and she  (T)")
        self.later = Tick("Days by how much later than the circle, not by term  (D)")
        self.ticks = {"E": self.everywhere, "T": self.they, "D": self.later}
        self.keys: dict[str, tuple[QPushButton, Callable[[], object]]] = {}
        self.keep = ActButton(
            page.services, "Put the result into the record", self._keep, icon="check"
        )
        self.keep.why.connect(page.why)
        self.keep.leads_by(page.go_to, page.route.screen)
        self.remains = label("", "soft")
        self._lay_out()

    def _lay_out(self) -> None:
        panes = QWidget()
        # Side by side, and one below the other where the letters are large.
        large = self.page.theme.scale >= STACKED_FROM
        beside = (vbox if large else hbox)(self.page.theme, "m")
        for title, pane in (
            ("What was written", self.original),
            ("What others will read", self.result),
        ):
            beside.addLayout(_titled(self.page, title, pane), 1)
        panes.setLayout(beside)
        keys = in_row(
            self.page.theme,
            self._key("A", "It goes", lambda: self._decide(goes=True)),
            self._key("K", "It stays", lambda: self._decide(goes=False)),
            self._key("W", "Take in the next word", self._widen),
            self._key("B", "Take in the word before", lambda: self._widen(back=True)),
            self._key("M", "Take out what is selected", self._mark),
            self._key("N", "Next question", self._next),
            self._key("P", "The one before", lambda: self._next(back=True)),
            self._key("U", "Take back", self._undo),
        )
        self.later.setVisible(self.view.since is not None)
        for tick in (self.they, self.later):
            tick.clicked.connect(self._tell_so)
        self.add(in_row(self.page.theme, self.they, self.later))
        self.add(panes, self.count, self.says, self.becomes, self.everywhere, keys)
        self.add(self.keep, self.remains)

    def _key(self, letter: str, words: str, do: Callable[[], object]) -> QWidget:
        made = button(self.page.theme, f"{words}  ({letter})", do)
        self.keys[letter] = (made, do)
        return made

    # --- what is shown ---------------------------------------------------------------------

    def show_texts(self, texts: tuple[Reviewed, ...]) -> None:
        """Show the original, the result, and how far the review is."""
        self.texts = texts
        self.they.setChecked(self.page.kept.they)
        self.later.setChecked(self.page.kept.later)
        self.original.show_texts([text.text for text in texts])
        self.result.show_texts([text.result for text in texts])
        mark_result(self.result, texts)
        self._show_here()
        self._show_standing()

    @property
    def here(self) -> PassageAt | None:
        """The passage at which the cursor stands."""
        return spot_at(self.texts, self.original.place()) if self.texts else None

    def _show_here(self) -> None:
        here = self.here
        mark_original(self.original, self.texts, here)
        self.says.setText(here.passage.says if here else "")
        goes = f"Where it goes, {here.passage.becomes} stands for it." if here else ""
        self.becomes.setText(goes)
        for letter in "AWB":
            self.keys[letter][0].setEnabled(here is not None)
        selected = self.original.selected() is not None
        self.keys["K"][0].setEnabled(here is not None or selected)

    def _show_standing(self) -> None:
        left = len(still_open(self.texts))
        questions = "1 question" if left == 1 else f"{left} questions"
        self.count.setText(f"{questions} left." if left else "Everything is decided.")
        self.keep.show_verdict(self.view.to_review)
        rest = self._left() if self.texts and not left else ()
        why = "Answer what is asked first." if left else _in_words(rest, self.texts)
        self.remains.setText(why)
        self.remains.setVisible(bool(why))
        if why or not self.texts:
            self.keep.button.setEnabled(False)

    def _left(self) -> tuple[Remains, ...]:
        """Return what the gate holds back of the result as it stands."""
        room = self.page.services.anonymiser
        return room.remains(Leaves(reviewed=self.texts), self.view.roster)

    # --- what is pressed -------------------------------------------------------------------

    def press(self, letter: str) -> None:
        """Do what a letter stands for."""
        if letter in self.ticks and self.ticks[letter].isVisibleTo(self):
            self.ticks[letter].click()
        elif letter in self.keys and self.keys[letter][0].isEnabled():
            self.keys[letter][1]()

    def _decide(self, *, goes: bool) -> None:
        here, everywhere = self.here, self.everywhere.isChecked()
        chosen = self.original.selected()
        made: Decision | None = deciding(here, goes=goes, everywhere=everywhere) if here else None
        if chosen is not None and not goes:
            made = marking(self.texts, chosen, goes=False, everywhere=everywhere)
        if made is None:
            return
        self._take(made)
        self._next()

    def _take(self, made: Decision) -> None:
        """Take one decision; the next is about one place again."""
        self.everywhere.setChecked(False)
        self.page.decide(*self.page.decisions, made)

    def _widen(self, *, back: bool = False) -> None:
        made = widening(self.texts, self.here, back=back) if self.here else None
        if made is not None:
            self._take(made)

    def _tell_so(self) -> None:
        kept = replace(self.page.kept, they=self.they.isChecked(), later=self.later.isChecked())
        self.page.keep(kept)

    def _mark(self) -> None:
        chosen = self.original.selected()
        everywhere = self.everywhere.isChecked()
        made = marking(self.texts, chosen, everywhere=everywhere) if chosen is not None else None
        if made is None:
            announce(self, "Select in the original what is to go, with Shift and the arrow keys.")
            self.says.setText("Select in the original what is to go.")
            return
        self._take(made)

    def _next(self, *, back: bool = False) -> None:
        spot = next_open(self.texts, self.original.place(), back=back)
        if spot is not None:
            self.original.go_to(spot)
            announce(self.original, spot.passage.says)

    def _undo(self) -> None:
        self.page.decide(*self.page.decisions[:-1])

    def _keep(self) -> None:
        went_well, could_improve = (text.result for text in self.texts)
        self.page.record(
            self.page.link.of(
                acts.REVIEWED,
                original=self.view.digest,
                went_well=went_well,
                could_improve=could_improve,
                words=tuple(dict.fromkeys(word for text in self.texts for word in text.words)),
            )
        )


def result_card(page: ReviewPage, view: ReviewView) -> Frame:
    """Return the result as the record has it, and each one's word on it."""
    made = card(page.theme, "The result in the record")
    if view.result is None:
        made.add(label("There is none yet of the reflection as it reads now.", "soft"))
        return made
    for heading, text in zip(
        HEADINGS, (view.result.went_well, view.result.could_improve), strict=True
    ):
        made.add(label(heading, "strong"), label(text))
    for name in view.confirmed_by:
        said = f"{name} knows of nothing else here that identifies anybody."
        made.add(state(page.theme, "circle-check", said))
    if view.released:
        return made
    confirming = page.link.of(acts.CONFIRMED, digest=view.result.digest)
    if not view.i_confirmed:
        confirm = ActButton(
            page.services,
            "I know of nothing else that identifies anybody",
            lambda: page.once_read(
                page.link.ask(AskDeparting(page.case, confirming)),
                lambda: page.link.do(page.case, confirming),
            ),
            icon="pen-line",
        )
        confirm.why.connect(page.why)
        confirm.show_verdict(view.to_confirm)
        made.add(label("Read it once more, as a friend of the people would.", "soft"), confirm)
    return made


def _key(view: ReviewView) -> str:
    """Return what both texts are known by, letter by letter: decisions count from their start."""
    texts = (view.original.went_well, view.original.could_improve)
    return sha256("\0".join(texts).encode()).hexdigest()


def _in_words(rest: tuple[Remains, ...], texts: tuple[Reviewed, ...]) -> str:
    """Return what is held back, word for word, and what can be done about it."""
    if not rest:
        return ""
    results = {f"text {number}": text.result for number, text in enumerate(texts, start=1)}
    told = dict.fromkeys(
        f"“{results[each.where][each.start : each.end]}”: {each.says}" for each in rest
    )
    return (
        f"The result is held back. {' '.join(told)} Select it in the original: M takes it out, "
        "and K says that it is only a word."
    )


def _titled(page: ReviewPage, title: str, pane: Pane) -> QVBoxLayout:
    made = vbox(page.theme, "xs")
    caption = label(title, "strong")
    caption.setBuddy(pane)
    made.addWidget(caption)
    made.addWidget(pane)
    made.addStretch(1)
    return made
