"""What each field, list, table and signature of a form says of a case.

The register of what a form may name lies with the forms (``paper/fields.toml``); here is what
fills it. A name that nothing here fills is written by hand. A sheet holds what its form asks
for, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache

import msgspec

from rjdesk.desk.parts import part_words
from rjdesk.desk.sheets import DoneOn, Signer, Value
from rjdesk.process.agreement.derived import actions_to_print, is_discontinued, who_signs
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.decisions.derived import name_of, weighed
from rjdesk.process.followup.derived import followed_up, kinds_of
from rjdesk.process.followup.state import FollowUpKind
from rjdesk.process.further_steps.derived import all_reasons, in_words, of_process
from rjdesk.process.indirect.derived import by_messages
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import Tally, Vote
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.kernel.papers import SignerKind
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.library.state import Shelf
from rjdesk.process.people.state import Part, Person
from rjdesk.process.restitution.derived import accounts
from rjdesk.process.restitution.state import Account, money
from rjdesk.process.taking_part.derived import ended_on
from rjdesk.process.taking_part.state import Ending

NOTHING = "\u2013"
"""What stands where somebody wrote nothing: an empty place would be one to write in."""

_NAMED = re.compile(r"\{\{\s*(?P<field>[\w.]+)\s*\}\}|\[\[\s*\w+\s+(?P<name>\w+)\s*\]\]")


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a paper is about: the case, and the person where it is one person's."""

    case: Case
    programme: Programme
    coalition: Coalition
    today: date
    person: Person | None = None


@cache
def asked_in(form_text: str) -> frozenset[str] | None:
    """Return the names that a form asks for; None where its text is not known here."""
    if not form_text:
        return None
    body = form_text.split("+++", 2)[-1]
    found = (match["field"] or match["name"] for match in _NAMED.finditer(body))
    return frozenset(found)


def words_of(programme: Programme) -> dict[str, Value]:
    """Return the programme's words as fields of a form; the form has the others."""
    words = msgspec.structs.asdict(programme.words)
    taken = (
        "affected_party",
        "responsible_party",
        "primary_parties",
        "staff_advisor",
        "process",
        "conference",
        "agreement_to_dialogue",
        "other_processes",
        "records",
    )
    fields: dict[str, Value] = {f"words.{name}": words[name] for name in taken}
    fields["words.accountability_agreement"] = programme.agreement_title
    fields["words.facilitators"] = f"{words['facilitator']}s"
    return fields


def exceptions_of(programme: Programme) -> tuple[str, ...]:
    """Return the exceptions to confidentiality as they are read aloud (RC-127)."""
    return tuple(exception.text for exception in programme.exceptions)


FIELDS: Mapping[str, Callable[[Subject], Value | None]] = {
    "participant.name": lambda at: at.person.name if at.person else None,
    "term.on": lambda at: at.coalition.library[-1].term if at.coalition.library else None,
    "harm": lambda at: at.case.agreement.harm,
    "deadline": lambda at: at.case.agreement.deadline,
    "circle.held": lambda at: _held(at.case),
    "opened.on": lambda at: at.case.intake.opened,
    "printed.on": lambda at: at.today,
    "report.on": lambda at: at.case.referral.reported,
    "report.outcome": lambda at: "completed" if at.case.agreement.fulfilled else "not completed",
    "circle.on": lambda at: at.case.preparation.starts_at,
    "circle.place": lambda at: at.case.preparation.place,
    "circle.reason": lambda at: at.case.preparation.reason,
    "circle.closing": lambda at: at.case.preparation.closing_question,
    "ended.on": lambda at: ended_on(at.case) if is_discontinued(at.case) else None,
    "ended.deciders": lambda at: _deciders(at) if is_discontinued(at.case) else None,
    "ended.decision": lambda at: _how_it_stopped(at.case) if is_discontinued(at.case) else None,
    "facilitators.names": lambda at: " and ".join(map(at.coalition.name_of, at.case.facilitators)),
}
"""What fills a field; nothing where the case does not say it yet."""

LISTS: Mapping[str, Callable[[Subject], tuple[str, ...]]] = {
    "amends": lambda at: tuple(_amends(at.case)),
    "reasons": lambda at: tuple(in_words(r, at.case) for r in all_reasons(at.case)),
    "own_actions": lambda at: tuple(_own_actions(at)),
    "follow_ups": lambda at: tuple(_when_followed_up(at)),
    "exceptions": lambda at: exceptions_of(at.programme),
    "questions": lambda at: tuple(q.text for q in at.case.preparation.questions),
    "roster": lambda at: tuple(
        f"{p.name}, {part_words(p, at.programme.words)}"
        for p in map(at.case.person, at.case.preparation.roster)
        if p is not None
    ),
}

TABLES: Mapping[str, Callable[[Subject], tuple[tuple[Value, ...], ...]]] = {
    "actions": lambda at: _actions(at.case),
    "compliance": lambda at: _compliance(at.case),
    "decisions": lambda at: tuple(_decisions(at)),
    "reflections": lambda at: learned(at.coalition.library[-1]) if at.coalition.library else (),
    "payments": lambda at: tuple(
        row
        for account in accounts(at.case)
        for row in _payments(at.case, account, at.programme.currency)
    ),
}

TABLES_AS_THEY_ARE = ("actions",)
"""Tables that nobody writes into by hand: what was not agreed by all is not agreed."""


def _agreeing(at: Subject) -> tuple[Signer, ...]:
    """Return who signs the agreement: each party, and beside whoever is under age a guardian."""
    words = at.programme.words
    return tuple(
        Signer(person.name, part_words(person, words))
        if guardian is None
        else _guardian(guardian, person.name)
        for person, guardian in who_signs(at.case)
    )


SIGNERS: Mapping[str, Callable[[Subject], tuple[Signer, ...]]] = {
    "participant": lambda at: _signers(at, [at.person] if at.person else []),
    "primary_parties": _agreeing,
}

OF_ONE_PERSON = frozenset({"participant", "participant.name", "own_actions", "follow_ups"})
"""What a paper says of the one person whose it is, and says of nobody where it is the case's."""

ALSO_SIGN: Mapping[SignerKind, Callable[[Subject], tuple[Signer, ...]]] = {
    SignerKind.GUARDIANS: lambda at: tuple(
        _guardian(guardian.name, at.case.name_of(guardian.person))
        for guardian in at.case.referral.guardians
        if at.person is None or guardian.person == at.person.id
    ),
    SignerKind.SUPPORTING_PARTIES: lambda at: _signers(at, at.case.holding(Part.SUPPORTING)),
    SignerKind.REPRESENTATIVES: lambda at: _signers(at, at.case.holding(Part.REPRESENTATIVE)),
    SignerKind.FACILITATORS: lambda at: tuple(
        Signer(at.coalition.name_of(member), at.programme.words.facilitator)
        for member in at.case.facilitators
    ),
}


def _held(case: Case) -> date | None:
    return case.circle.ended_on or case.circle.started_on if case.circle else None


def _signers(at: Subject, people: list[Person] | tuple[Person, ...]) -> tuple[Signer, ...]:
    words = at.programme.words
    return tuple(Signer(person.name, part_words(person, words)) for person in people)


def _guardian(name: str, of: str) -> Signer:
    return Signer(name, f"guardian of {of}")


def _actions(case: Case) -> tuple[tuple[Value, ...], ...]:
    """Return what everybody present agreed to (RC-090)."""
    return tuple(
        (
            action.what,
            case.name_of(action.owner),
            _named(case, action.for_whom, action.for_others),
            action.due or "",
            action.evidence,
            _named(case, action.checked_by, action.checked_otherwise),
        )
        for action in actions_to_print(case)
    )


def learned(shelf: Shelf) -> tuple[tuple[Value, ...], ...]:
    """Return what was released in a term, a row each: who wrote it, and the two texts."""
    return tuple(
        (" and ".join(item.authors), item.went_well or NOTHING, item.could_improve or NOTHING)
        for item in shelf.items
    )


def _amends(case: Case) -> Iterator[str]:
    """Yield which version a new one takes the place of, and what it takes out of that (RC-174)."""
    agreement = case.agreement
    old = agreement.in_force
    if agreement.amending is None or old is None:
        return
    yield (
        f"This version takes the place of version {old.version} of {long_date(old.on)} on the day "
        "on which all of us have signed it. Until then the old one holds."
    )
    stay = {action.id for action in agreement.actions}
    for action in agreement.binding_actions:
        if action.id not in stay:
            yield f"Taken out: {action.what} ({case.name_of(action.owner)})"


def _deciders(at: Subject) -> str:
    """Return who decided to stop; a party who dissolves the process decides that alone."""
    done = [p for p in of_process(at.case) if p.carried_out is not None]
    if at.case.taking_part.dissolved is not None or not done:
        return f"one of the {at.programme.words.primary_parties}"
    said = done[-1].votes
    who = [voter for voter in done[-1].deciders if said.get(voter) is Vote.FOR]
    names = [name_of(voter, at.case, at.coalition, at.programme) for voter in who]
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else "".join(names)


def _how_it_stopped(case: Case) -> str:
    """Return what comes after an agreement that was stopped, as the words of a form have it."""
    if case.begun_anew:
        return "It begins anew."
    elsewhere = case.taking_part.ending is Ending.REDIRECTED
    return "It goes on in another process." if elsewhere else "It is followed no longer."


def _own_actions(at: Subject) -> Iterator[str]:
    """Yield what the participant does by the agreement in force, with its day."""
    for action in at.case.agreement.binding_actions:
        if at.person is not None and action.owner == at.person.id:
            yield f"{action.what}, by {long_date(action.due)}" if action.due else action.what


def _when_followed_up(at: Subject) -> Iterator[str]:
    """Yield when the participant is asked how it is (RC-101)."""
    months = at.programme.deadlines.follow_up_months
    said = {
        FollowUpKind.AFTER_PROCESS: "Soon after this is in force"
        if by_messages(at.case)
        else "Soon after the circle",
        FollowUpKind.COMPLETION: "When all of it is done",
        FollowUpKind.SIX_MONTHS: f"{months} months after that",
    }
    for kind in kinds_of(at.programme):
        if at.person is not None and at.person in followed_up(at.case, kind):
            yield said[kind]


def _decisions(at: Subject) -> Iterator[tuple[Value, ...]]:
    """Yield what was proposed of further steps: when, who was for it and who not, how it ended."""
    case, coalition, programme = at.case, at.coalition, at.programme
    for proposal in of_process(case):
        names: dict[bool, list[str]] = {True: [], False: []}
        for voter, vote in proposal.votes.items():
            names[vote is Vote.FOR].append(name_of(voter, case, coalition, programme))
        came: Value = CAME[weighed(case, proposal, coalition, programme, at.today).comes_to]
        if proposal.carried_out is not None:
            came = DoneOn(proposal.carried_out)
        yes, others = (", ".join(names[each]) or NOTHING for each in (True, False))
        yield proposal.matter.subject, proposal.on, yes, others, came


CAME = {Tally.OPEN: "open", Tally.YES: "decided", Tally.NO: "not decided"}
"""What a proposal came to, as the words of a form have it."""


def _named(case: Case, person: PersonId | None, otherwise: str) -> str:
    return case.name_of(person) if person is not None else otherwise


def _compliance(case: Case) -> tuple[tuple[Value, ...], ...]:
    """Return items and their state: nothing of what happened or was said."""
    shown = {evidence.action: evidence.kind for evidence in case.follow_ups.evidence}
    return tuple(
        (
            action.what,
            case.name_of(action.owner),
            action.due or "",
            DoneOn(action.done) if action.done else "open",
            shown.get(action.id, ""),
        )
        for action in case.agreement.binding_actions
    )


def _payments(case: Case, account: Account, currency: str) -> Iterator[tuple[Value, ...]]:
    """Yield each part of a payment with the balance that is left after all parts before it."""
    action = case.agreement.binding(account.plan.action)
    what, left = action.what if action else "", account.plan.total
    for number, part in enumerate(account.parts(), 1):
        left -= part.paid
        yield (
            f"{what}, part {number}: {money(part.cents, currency)}",
            part.due,
            part.since or "not yet",
            money(left, currency),
        )
