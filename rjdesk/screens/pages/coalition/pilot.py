"""The pilot period and the vote on how many cases are taken on, as a card of the coalition."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import pilot as acts
from rjdesk.desk.fields import Option
from rjdesk.desk.views.pilot import AskPilot, MotionRow, PilotView, VoterRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import Tally, Vote
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.correcting import ask_correction, ask_take_back
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import card, row_of, small_button, state
from rjdesk.screens.kit.text import Frame, label, separator

CAME = {
    Tally.OPEN: "Not decided yet",
    Tally.YES: "Carried",
    Tally.NO: "Not carried",
}


ALONE = (
    "One person alone has said or recorded all of this. Somebody else votes, or records once more "
    "what those say who have no keys here."
)


def pilot_card(page: Page) -> Frame | None:
    """Return the card of the pilot period, or None where the programme has none."""
    view = page.link.ask(AskPilot())
    if view is None:
        return None
    made = card(page.theme, "The pilot period", _period(view))
    if view.began_by is None:
        began = partial(page.act, acts.BEGAN)
        return made.add(act_button(page, "The pilot period began…", began, view.to_begin))
    another = partial(ask_correction, page, view.began_by)
    made.add(button(page.theme, "It began on another day…", another))
    made.add(label(_limit(view)))
    if view.waiting:
        made.add(state(page.theme, "hourglass", _waiting(view)))
    for motion in view.motions:
        made.add(separator(), *_motion(page, motion))
    move = partial(_move, page, view)
    return made.add(separator(), act_button(page, "Have the coalition vote…", move, view.to_move))


def _period(view: PilotView) -> str:
    if view.began is None or view.ends is None:
        return "What binds in it alone is off until it is recorded when it began."
    until = "It ended before" if view.is_over else "It lasts until"
    return f"It began on {long_date(view.began)}. {until} {long_date(view.ends)}."


def _limit(view: PilotView) -> str:
    active = "1 case is active." if view.active == 1 else f"{view.active} cases are active."
    limit = f"No more than {view.most} at a time." if view.most else "There is no limit."
    return f"{active} {limit}"


def _waiting(view: PilotView) -> str:
    """Return the waiting list: the order of requests, which forces nobody."""
    codes = ", ".join(code or "one that you do not hold" for code in view.waiting)
    return f"Waiting for facilitators, in the order of the requests: {codes}"


def _motion(page: Page, motion: MotionRow) -> list[QWidget]:
    terms = page.services.terms
    counted = ", ".join(f"{terms.within(vote)}: {motion.votes[vote]}" for vote in Vote)
    came = "Void, as it was moved anew" if motion.void else CAME[motion.tally]
    said = f"{came}. Of {motion.eligible} who may vote, {counted}."
    made: list[QWidget] = [
        label(terms.of(motion.kind), "strong"),
        label(f"Moved on {long_date(motion.on)}.", "soft"),
        state(page.theme, "circle-check" if motion.tally is Tally.YES else "users", said),
    ]
    if not motion.is_open:
        return made
    if motion.by_one_alone:
        made.append(state(page.theme, "triangle-alert", ALONE))
    made += [_voter(page, motion, voter) for voter in motion.voters]
    if motion.moved is not None:
        made.append(button(page.theme, "Take it back…", partial(ask_take_back, page, motion.moved)))
    return made


def _voter(page: Page, motion: MotionRow, voter: VoterRow) -> QWidget:
    said = page.services.terms.of(voter.vote) if voter.vote else "Has not voted"
    words = label(f"{voter.name}: {said}")
    if not (voter.mine or voter.on_word):
        return row_of(page.theme, words)
    what = page.services.terms.of(motion.kind)
    ask = partial(
        page.act,
        acts.VOTED,
        said={"name": voter.name, "what": what},
        decision=motion.decision,
        member=None if voter.mine else voter.member,
    )
    caption = "Vote…" if voter.mine else "They said…"
    name = f"{what}: what {voter.name} says"
    return row_of(page.theme, words, buttons=(small_button(page.theme, caption, name, ask),))


def _move(page: Page, view: PilotView) -> None:
    moving, terms = view.moving, page.services.terms
    only = (Option(moving.kind.value, terms.of(moving.kind)),)
    page.act(
        acts.MOVED,
        known={"kind": {"options": only, "initial": moving.kind.value}},
        decision=moving.decision,
        voters=moving.voters,
        passes=moving.passes,
    )
