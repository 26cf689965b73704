"""What follows from a case about the agreement: derived, never recorded."""

from __future__ import annotations

from msgspec.structs import replace

from rjdesk.process.agreement.state import Action, AgreementTerms, Printed, terms_of
from rjdesk.process.case import Case
from rjdesk.process.indirect.derived import by_messages
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Person
from rjdesk.process.taking_part.derived import ended_on, who_takes_part


def to_agree(case: Case) -> tuple[PersonId, ...]:
    """Return whose yes each action needs: who is in the circle, and still takes part (RC-090).

    Where an agreement is amended, or nobody has met, nobody ticks: all who sign say yes by signing.
    """
    if case.agreement.amending is not None or (by_messages(case) and case.circle is None):
        return ()
    present = case.circle.present if case.circle else ()
    yes = {person.id for person in who_takes_part(case)}
    return tuple(person for person in present if person in yes)


def not_yet_agreeing(case: Case, action: Action) -> tuple[PersonId, ...]:
    """Return who was present and has not said yes to an action (RC-090)."""
    return tuple(person for person in to_agree(case) if person not in action.agreed)


def actions_to_print(case: Case) -> tuple[Action, ...]:
    """Return the actions that may be printed: agreed by all, or with a reason for it (RC-090)."""
    all_the_same = bool(case.override_for("RC-090", "agreement-printed", case.at))
    return tuple(
        action
        for action in case.agreement.actions
        if all_the_same or not not_yet_agreeing(case, action)
    )


def signing_parties(case: Case) -> tuple[Person, ...]:
    """Return the Primary Parties whose signatures are needed: who takes part (RC-112)."""
    return tuple(person for person in who_takes_part(case) if person.primary)


def who_signs(case: Case) -> tuple[tuple[Person, str | None], ...]:
    """Return each signature that is needed: a party's own (None), or their guardian's by name.

    A guardian signs beside a party who is under age (A26).
    """
    signs: list[tuple[Person, str | None]] = []
    for person in signing_parties(case):
        signs.append((person, None))
        guardian = case.referral.guardian_of(person.id)
        if person.id in case.referral.minors and guardian is not None:
            signs.append((person, guardian.name))
    return tuple(signs)


def unsigned_parties(case: Case, version: Printed | None = None) -> tuple[str, ...]:
    """Return whose signature a version needs and does not bear; the latest, unless asked."""
    return tuple(
        f"{guardian}, guardian of {person.name}," if guardian else person.name
        for person, guardian in who_signs(case)
        if case.agreement.signed_by(person.id, guardian=guardian is not None, on=version) is None
    )


def is_signed(case: Case) -> bool:
    """Whether the version printed last was signed: by somebody, and by all who are to sign it."""
    latest = case.agreement.latest
    version = latest.version if latest is not None else None
    return not unsigned_parties(case) and any(
        signature.version == version for signature in case.agreement.signatures
    )


def draft_terms(case: Case) -> AgreementTerms:
    """Return what the version printed last would say if it were printed now."""
    latest = case.agreement.latest
    actions = [action.id for action in latest.terms.actions] if latest else []
    return terms_of(case.agreement, case.restitution, actions)


def changed_since_print(case: Case) -> bool:
    """Whether the draft says something else than the version printed last (P9)."""
    latest = case.agreement.latest
    return latest is not None and draft_terms(case) != latest.terms


def is_withdrawn(case: Case) -> bool:
    """Whether the process ended before what was worked on came into force: it binds nobody."""
    return ended_on(case) is not None and case.agreement.monitoring_since is None


def is_discontinued(case: Case) -> bool:
    """Whether the process ended while its agreement was in force, and not fulfilled (RC-176)."""
    agreement = case.agreement
    in_force = agreement.monitoring_since is not None and agreement.fulfilled is None
    return in_force and ended_on(case) is not None


def as_in_force(case: Case) -> Case:
    """Return the case with the agreement that is in force, where that is amended: no draft of it.

    What was done or paid is as it is.
    """
    agreement, bound = case.agreement, case.agreement.in_force
    if bound is None or agreement.amending is None:
        return case
    terms = bound.terms
    agreement = replace(
        agreement,
        harm=terms.harm,
        actions=agreement.binding_actions,
        deadline=terms.deadline,
        amending=None,
    )
    return case.in_process(agreement=agreement, restitution=terms.plans)


def as_printed(case: Case) -> Case:
    """Return the case with the agreement as it was printed last, which all had agreed to.

    What is worked on since, and what was done or paid, is left out.
    """
    latest = case.agreement.latest
    if latest is None:
        return case
    terms, everybody = latest.terms, to_agree(case)
    agreement = replace(
        case.agreement,
        harm=terms.harm,
        actions=tuple(replace(action, agreed=everybody) for action in terms.actions),
        deadline=terms.deadline,
    )
    return case.in_process(agreement=agreement, restitution=terms.plans, payments=())


def renamed_since_print(case: Case) -> tuple[Person, ...]:
    """Return who stands in the version printed last under a name they have no more (A39)."""
    latest = case.agreement.latest
    if latest is None:
        return ()
    of_actions = {a.owner for a in latest.terms.actions} | {
        person for a in latest.terms.actions for person in (a.for_whom, a.checked_by) if person
    }
    named = of_actions | {person.id for person in signing_parties(case)}
    return tuple(
        person
        for person in case.people
        if person.id in named and person.renamed is not None and person.renamed >= latest.on
    )
