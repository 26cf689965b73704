"""Who reads a case: who can, up to when, who stepped back, and what participants asked about it."""

from __future__ import annotations

import msgspec

from rjdesk.desk.acts.recusal import DECIDED, ENDED, STEPPED_BACK, WISHED
from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.passing import entitled_to
from rjdesk.process.case import Case
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import CaseId, MemberId, PersonId
from rjdesk.process.recusal.derived import for_a_time, open_requests, who_can_take_over
from rjdesk.process.recusal.state import RecusalOutcome


class CaseReader(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may read a case, and as what; ``to_end`` is None for access of its own kind."""

    member: MemberId
    name: str
    what: str
    to_end: Verdict | None


class RequestRow(msgspec.Struct, frozen=True, kw_only=True):
    """A participant's request that a member take no part, as far as the case waits for it.

    ``to_answer`` is the ruling on what the participant says once it was declined, else None.
    """

    person: PersonId
    person_name: str
    member: MemberId
    member_name: str
    stands: str
    to_decide: Verdict
    to_answer: Verdict | None


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Who reads a case; ``alone`` says that fewer than two live members can (DESIGN 4).

    ``office_holders`` may be let in, ``members`` asked about or step back, ``people`` ask.
    ``heirs`` can take the case over where this member alone can read it. ``notes_end`` says that
    nobody reads the notes once this member stepped back; ``notes_with`` names another who alone
    has them, or is "".
    """

    code: str
    readers: tuple[CaseReader, ...]
    alone: bool
    asked: tuple[RequestRow, ...]
    stepped_back: tuple[str, ...]
    people: tuple[Option, ...]
    members: tuple[Option, ...]
    office_holders: tuple[Option, ...]
    heirs: tuple[Option, ...]
    to_step_back: Verdict
    notes_end: bool
    notes_with: str


class AskAccess(msgspec.Struct, frozen=True):
    """Who reads this case?"""

    case: CaseId

    def answer(self, desk: Desk) -> Access:
        """Return who does, and what was asked about it."""
        case, held = desk.case(self.case), desk.journal.holders(self.case)
        programme, coalition = desk.programme(case), desk.coalition
        here = [m for m in coalition.members if m.left is None and m.id not in case.barred]
        in_office = [
            m.id
            for m in here
            if coalition.holds_one_of(m.id, programme.offices, desk.today, programme)
        ]
        others = [m.id for m in here if m.id != desk.member]
        lasting = case.record_holders - for_a_time(case)
        return Access(
            code=case.intake.code,
            readers=tuple(
                _reader(desk, case, member)
                for member in sorted(case.record_holders, key=coalition.name_of)
            ),
            alone=len(held.record & entitled_to(case, desk.today).record) < ENOUGH,
            asked=tuple(_asked(desk, case)),
            stepped_back=tuple(
                f"{coalition.name_of(each.member)} stepped back on {long_date(each.on)}."
                for each in case.recusals.recused
            ),
            people=tuple(Option(person.id, person.name) for person in case.people),
            members=_named(desk, others),
            office_holders=_named(desk, [m for m in in_office if m not in lasting]),
            heirs=heirs(desk, case),
            to_step_back=desk.may(
                case.id, STEPPED_BACK.of(desk.today, member=desk.member, **_first_heir(desk, case))
            ),
            notes_with=_alone_with_notes(desk, held.notes),
            notes_end=held.notes == {desk.member} and not set(case.facilitators) - {desk.member},
        )


ENOUGH = 2
"""So many live members read each case, or one that is lost takes it along."""


def heirs(desk: Desk, case: Case) -> tuple[Option, ...]:
    """Return who can take over a case that this member alone can read; none where others can."""
    may = entitled_to(case, desk.today).record
    if desk.journal.holders(case.id).record & may - {desk.member}:
        return ()
    enrolled = desk.journal.enrolled()
    able = who_can_take_over(
        case, desk.coalition, desk.programme(case), enrolled.__contains__, but=desk.member
    )
    return _named(desk, able)


def _alone_with_notes(desk: Desk, holders: frozenset[MemberId]) -> str:
    """Return the name of another who alone has the notes, or ""."""
    alone = len(holders) == 1 and desk.member not in holders
    return "".join(map(desk.coalition.name_of, holders)) if alone else ""


def _first_heir(desk: Desk, case: Case) -> dict[str, object]:
    """Return what is chosen where it has to be, so that a ruling speaks of the rest."""
    able = heirs(desk, case)
    return {"to": able[0].value} if able else {}


def _named(desk: Desk, members: list[MemberId] | tuple[MemberId, ...]) -> tuple[Option, ...]:
    return tuple(Option(member, desk.coalition.name_of(member)) for member in members)


def _reader(desk: Desk, case: Case, member: MemberId) -> CaseReader:
    grant = next((each for each in case.grants if each.member == member), None)
    if member in case.facilitators:
        what = "Facilitates, and reads the notes too"
    elif member == case.intake.opener:
        what = "Opened the case"
    elif grant is not None and grant.until is not None:
        over = grant.until < desk.today
        what = f"{'Was' if over else 'Is'} let in up to {long_date(grant.until)}"
    else:
        what = "Was let in"
    giver = grant.by if grant is not None and member not in case.facilitators else None
    if giver is not None and desk.coalition.has_left(giver):
        what = f"{what}, by {desk.coalition.name_of(giver)}, who has left"
    return CaseReader(
        member=member,
        name=desk.coalition.name_of(member),
        what=what,
        to_end=to_end(desk, case, member),
    )


def to_end(desk: Desk, case: Case, member: MemberId) -> Verdict | None:
    """Return the ruling on ending a member's access; None for whoever facilitates the case.

    Of whoever opened it only they themself are asked: nobody else hands it over.
    """
    opened_by_another = member == case.intake.opener and member != desk.member
    if member in case.facilitators or opened_by_another:
        return None
    return desk.may(case.id, ENDED.of(desk.today, member=member))


def _asked(desk: Desk, case: Case) -> list[RequestRow]:
    found = []
    for request in open_requests(case):
        whom = {"person": request.person, "member": request.member}
        decide = DECIDED.of(desk.today, **whom, outcome=RecusalOutcome.GRANTED)
        answer = WISHED.of(desk.today, **whom, goes_on=True)
        stands = "Nobody has decided yet."
        if request.declined:
            stands = "It could not be granted. Whether they still want to go on is open."
        if request.goes_on is False:
            stands = "It could not be granted, and they do not want to go on."
        found.append(
            RequestRow(
                person=request.person,
                person_name=case.name_of(request.person),
                member=request.member,
                member_name=desk.coalition.name_of(request.member),
                stands=stands,
                to_decide=desk.may(case.id, decide),
                to_answer=desk.may(case.id, answer) if request.declined else None,
            )
        )
    return found
