"""What is voted on, as rows of a card of the coalition: who said what, and moving it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import motions as acts
from rjdesk.desk.views.motions import MotionRow, Moving, VoterRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import Tally, Vote
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.correcting import ask_take_back
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import row_of, small_button, state
from rjdesk.screens.kit.text import label, separator

CAME = {
    Tally.OPEN: "Not decided yet",
    Tally.YES: "Carried",
    Tally.NO: "Not carried",
}


ALONE = (
    "One person alone has said or recorded all of this. Somebody else votes, or records once more "
    "what those say who have no keys here."
)


def motion_rows(page: Page, motions: Sequence[MotionRow]) -> Iterator[QWidget]:
    """Yield what shows the motions, each after a line of its own."""
    for motion in motions:
        yield separator()
        yield from _motion(page, motion)


def move_button(page: Page, caption: str, moving: Moving, lead: str) -> ActButton:
    """Return the button that asks what is moved, and moves it; ``lead`` says who decides."""
    return act_button(page, caption, partial(_move, page, moving, lead), moving.verdict)


def _motion(page: Page, motion: MotionRow) -> Iterator[QWidget]:
    terms = page.services.terms
    counted = ", ".join(f"{terms.within(vote)}: {motion.votes[vote]}" for vote in Vote)
    came = "Void, as it was moved anew" if motion.void else CAME[motion.tally]
    said = f"{came}. Of {motion.eligible} who may vote, {counted}."
    yield label(terms.of(motion.kind), "strong")
    yield label(f"Moved on {long_date(motion.on)}.", "soft")
    yield state(page.theme, "circle-check" if motion.tally is Tally.YES else "users", said)
    if not motion.is_open:
        return
    if motion.by_one_alone:
        yield state(page.theme, "triangle-alert", ALONE)
    for voter in motion.voters:
        yield _voter(page, motion, voter)
    if motion.moved is not None:
        yield button(page.theme, "Take it back…", partial(ask_take_back, page, motion.moved))


def _voter(page: Page, motion: MotionRow, row: VoterRow) -> QWidget:
    said = page.services.terms.of(row.vote) if row.vote else "Has not voted"
    words = label(f"{row.name}: {said}")
    if not (row.mine or row.on_word):
        return row_of(page.theme, words)
    what = page.services.terms.of(motion.kind)
    ask = partial(
        page.act,
        acts.VOTED,
        said={"name": row.name, "what": what},
        decision=motion.decision,
        member=None if row.mine else row.voter.member,
        word_of=row.voter.body,
    )
    caption = "Vote…" if row.mine else "They said…"
    name = f"{what}: what {row.name} says"
    return row_of(page.theme, words, buttons=(small_button(page.theme, caption, name, ask),))


def _move(page: Page, moving: Moving, lead: str) -> None:
    event = moving.event
    page.act(
        acts.MOVED,
        known={"kind": {"options": moving.kinds, "initial": event.kind.value}},
        lead=lead,
        decision=event.decision,
        voters=event.voters,
        bodies=event.bodies,
        passes=event.passes,
    )
