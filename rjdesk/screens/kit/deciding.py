"""What several decide: rows of what was proposed, who said what, and how each answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import decisions as acts
from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.desk.outcome import Refused
from rjdesk.desk.views.decisions import ProposalRow, ToPropose, VoteRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import Tally, Vote
from rjdesk.process.kernel.event import MemberId
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import ActButton
from rjdesk.screens.kit.dialog import Later
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import row_of, small_button, state
from rjdesk.screens.kit.text import label

ICONS = {Vote.FOR: "circle-check", Vote.AGAINST: "x", Vote.ABSTAINS: "circle"}


def propose_button(
    page: Page, caption: str, view: ToPropose, *, title: str = "", lead: str = ""
) -> ActButton:
    """Return the button that asks what is proposed and who decides, and proposes it."""
    ask = partial(_ask, page, view, title, lead)
    return act_button(page, caption, ask, view.verdict, icon="users")


def _ask(page: Page, view: ToPropose, title: str, lead: str) -> None:
    event = view.event
    alone = view.subjects[0].value if len(view.subjects) == 1 else ""
    some = view.members if len(view.members) > len(view.each) else ()
    known: dict[str, dict[str, object]] = {
        "subject": {"options": view.subjects, "initial": alone},
        "members": {"options": view.members, "initial": " ".join(view.each)},
        "people": {"options": view.people},
    }
    if some:
        known["members"]["help"] = "Those who facilitate decide in any case."
    page.act(
        acts.PROPOSED,
        known=known,
        title=title,
        lead=lead,
        decision=event.decision,
        kind=event.kind,
        digest=event.digest,
        bodies=event.bodies,
    )


def proposals(
    page: Page,
    rows: Sequence[ProposalRow],
    done_by: Callable[[ProposalRow], QWidget | None] = lambda _row: None,
) -> list[QWidget]:
    """Return what was proposed, each with who said what; ``done_by`` is what follows from a yes."""
    made: list[QWidget] = []
    for row in rows:
        made += [label(row.what, "strong"), label(f"Proposed on {long_date(row.on)}.", "soft")]
        warm = row.tally is Tally.NO
        made.append(state(page.theme, "users" if not warm else "x", row.stands))
        made += [_vote(page, row, vote) for vote in row.votes]
        if (follows := done_by(row)) is not None:
            made.append(follows)
    return made


def _vote(page: Page, row: ProposalRow, vote: VoteRow) -> QWidget:
    said = page.services.terms.of(vote.vote) if vote.vote is not None else "Has not answered yet"
    icon = ICONS[vote.vote] if vote.vote is not None else "circle-dashed"
    words = state(page.theme, icon, f"{vote.name}: {said}")
    if not row.to_answer:
        return row_of(page.theme, words)
    caption = "Answer…" if vote.mine else "They said…" if vote.on_word else "They answer here…"
    name = f"{row.what}: what {vote.name} says"
    ask = partial(_answer if vote.mine or vote.on_word else _answer_here, page, row, vote)
    return row_of(page.theme, words, buttons=(small_button(page.theme, caption, name, ask),))


def _answer(page: Page, row: ProposalRow, vote: VoteRow) -> None:
    """Ask for one's own answer, or for that of somebody who has no keys here."""
    voter = vote.voter
    page.act(
        acts.ANSWERED,
        said={"name": vote.name, "what": row.what},
        decision=row.decision,
        person=voter.person,
        member=None if vote.mine else voter.member,
        word_of=voter.body,
    )


def _answer_here(page: Page, row: ProposalRow, vote: VoteRow) -> None:
    """Ask for the answer of a member who sits beside this one, and signs it themself."""
    member = MemberId(str(vote.voter.member))
    fields = (
        *acts.ANSWERED.asked(page.services.terms, page.link.today, {}),
        Field(
            id="passphrase",
            label="Their own passphrase, typed by themself",
            kind=Kind.PASSPHRASE,
            help="It opens their signature for this one act and is forgotten at once.",
        ),
    )

    def done(answers: Answers) -> str | Refused | Later[object]:
        event = acts.ANSWERED.answered(page.link.today, answers, decision=row.decision)
        unlocking = page.link.unlocking(member)

        def sign(key: object) -> str:
            with page.link.cosigner(member, key) as cosigner:
                outcome = page.link.record(page.case, event, cosigner=cosigner, alone=True)
            return outcome.why_not() if isinstance(outcome, Refused) else ""

        return Later(partial(unlocking.derive, answers.texts.get("passphrase", "")), sign)

    page.ask_fields(vote.name, fields, done, lead=row.what, action="Sign", about=row.decision)
