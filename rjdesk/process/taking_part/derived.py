"""Who takes part: the one derivation that every rule, view and paper uses (DESIGN 2.4).

Who is not named for the process is not counted in it. Who is named was not asked yet, said yes,
said no, or is gone. Whoever left is waited for no longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rjdesk.process.case import Case, Follows, ProcessEvent
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.process.kernel.naming import people_in
from rjdesk.process.kernel.programme import Words
from rjdesk.process.kernel.ruling import Missing
from rjdesk.process.people.state import Answer, Part, Person
from rjdesk.process.preparation.state import WITHOUT_SIDES, ProcessType
from rjdesk.process.taking_part.state import Said, Stand

# --- one person -------------------------------------------------------------------------------


def stand(case: Case, person: Person) -> Stand:
    """Return how somebody stands to the process.

    A minor without their guardian's yes has not agreed, and with their no does not take part
    (A26); their own no stands whatever a guardian says. A party's representative and an
    interpreter stand as the party they come for does.
    """
    taking_part = case.taking_part
    if person.id in taking_part.taken_off or taking_part.left(person.id) is not None:
        return Stand.GONE
    if not person.consents_alone:
        host = case.person(person.invited_by) if person.invited_by else None
        return stand(case, host) if host is not None and host.consents_alone else Stand.YES
    said = taking_part.said(person.id)
    if said is not None and said.willing is Answer.NO:
        return Stand.NO
    if lacks_a_guardian(case, person):
        asked = case.referral.guardian_of(person.id) is not None
        return Stand.NO if asked else Stand.NOT_ASKED
    if said is None or said.willing is Answer.UNSURE:
        return Stand.NOT_ASKED
    return Stand.YES


def takes_no_part(case: Case, person: Person) -> bool:
    """Whether somebody said no, left or was taken off."""
    return stand(case, person) in {Stand.NO, Stand.GONE}


def lacks_a_guardian(case: Case, person: Person) -> bool:
    """Whether somebody is under age and no guardian has said yes (A26)."""
    guardian = case.referral.guardian_of(person.id)
    return person.id in case.referral.minors and not (guardian and guardian.consents)


def is_named(case: Case, person: Person) -> bool:
    """Whether somebody is named for the process.

    Where it is held with some of the Primary Parties, the others are not, nor who came for them.
    """
    names = case.taking_part.named_for
    if not names or person.id in names:
        return True
    if person.primary:
        return False
    return person.invited_by is None or person.invited_by in names


def lost_their_host(case: Case, person: Person) -> bool:
    """Whether whoever invited somebody takes part no longer (A18)."""
    host = case.person(person.invited_by) if person.invited_by else None
    return host is not None and takes_no_part(case, host)


# --- everybody --------------------------------------------------------------------------------


def named(case: Case) -> tuple[Person, ...]:
    """Return everybody named for the process, whatever they said."""
    return tuple(person for person in case.people if is_named(case, person))


def who_takes_part(case: Case) -> tuple[Person, ...]:
    """Return everybody named for the process who said yes."""
    return _standing(case, Stand.YES)


def waited_for(case: Case) -> tuple[Person, ...]:
    """Return everybody named for the process who said yes, or was not asked yet."""
    return _standing(case, Stand.YES, Stand.NOT_ASKED)


def _standing(case: Case, *stands: Stand) -> tuple[Person, ...]:
    """Return everybody who stands so, and whose inviter takes part (A18)."""
    return tuple(
        person
        for person in named(case)
        if stand(case, person) in stands and not lost_their_host(case, person)
    )


def parties(case: Case) -> tuple[Person, ...]:
    """Return the Primary Parties who are waited for."""
    return tuple(person for person in waited_for(case) if person.primary)


def listed(case: Case) -> tuple[Person, ...]:
    """Return the participants who are still on the list: neither taken off nor gone (RP-10)."""
    return tuple(
        person
        for person in named(case)
        if stand(case, person) is not Stand.GONE
        and person.consents_alone
        and not lost_their_host(case, person)
    )


def stood_for(case: Case, present: tuple[PersonId, ...]) -> frozenset[PersonId]:
    """Return who is there: themselves, or by somebody who speaks for them."""
    people = [person for person in map(case.person, present) if person is not None]
    by_others = (p.invited_by for p in people if p.holds(Part.SPEAKER) and p.invited_by)
    return frozenset((*present, *by_others))


# --- sides ------------------------------------------------------------------------------------

SIDES = (Part.AFFECTED, Part.RESPONSIBLE)


def both_go_forward(case: Case) -> bool:
    """Whether somebody of each side said yes (RC-045, A4)."""
    yes = who_takes_part(case)
    return all(any(person.holds(side) for person in yes) for side in SIDES)


def both_may_go_forward(case: Case) -> bool:
    """Whether somebody of each side is named, and has not said no (RC-017)."""
    open_ = waited_for(case)
    return all(any(person.holds(side) for person in open_) for side in SIDES)


def one_goes_alone(case: Case) -> bool:
    """Whether somebody of one side goes forward, and nobody of the other is named any more."""
    return bool(parties(case)) and not both_may_go_forward(case)


def is_without_sides(case: Case) -> bool:
    """Whether it is a circle between people who are no parties: nobody needs to be met before.

    Whoever comes has said yes by coming (A29).
    """
    return case.preparation.kind in WITHOUT_SIDES and not any(p.primary for p in named(case))


def both_sides(case: Case, people: Iterable[PersonId]) -> tuple[Person, ...]:
    """Return an Affected and a Responsible Party who are both among some people, or nobody."""
    among = [person for person in map(case.person, people) if person is not None]
    for harmed in (person for person in among if person.holds(Part.AFFECTED)):
        for other in among:
            if other.id != harmed.id and other.holds(Part.RESPONSIBLE):
                return (harmed, other)
    return ()


def sides_gone(case: Case) -> tuple[Part, ...]:
    """Return each side of which everybody left or said no (RC-172, A16)."""
    gone = []
    for side in SIDES:
        holders = [person for person in named(case) if person.holds(side)]
        if holders and all(takes_no_part(case, person) for person in holders):
            gone.append(side)
    return tuple(gone)


def sides_missing(case: Case) -> tuple[Part, ...]:
    """Return each side for want of which a Conference is none any more (RC-172)."""
    return sides_gone(case) if case.preparation.kind is ProcessType.CONFERENCE else ()


def no_conference(case: Case, words: Words) -> str:
    """Return in a sentence that a Conference has lost a side, or "" (RC-172, A16)."""
    nobody = nobody_of(sides_missing(case), words)
    return f"{nobody}, so this is no Conference." if nobody else ""


def nobody_of(sides: Iterable[Part], words: Words) -> str:
    """Return in words that nobody of some sides takes part any longer, or "" where there is one."""
    who = " and no ".join(
        words.affected_party if side is Part.AFFECTED else words.responsible_party for side in sides
    )
    return f"No {who} takes part any longer" if who else ""


def sides_away(case: Case) -> tuple[Part, ...]:
    """Return each side that takes part in the Conference under way, and is not in the ring now."""
    circle = case.circle
    if circle is None or circle.ended_at is not None or sides_missing(case):
        return ()
    if case.preparation.kind is not ProcessType.CONFERENCE:
        return ()
    there = [person for person in case.people if person.id in circle.present]
    return tuple(side for side in SIDES if not any(person.holds(side) for person in there))


# --- what follows from a departure ---------------------------------------------------------------


def to_ask_whether_they_go_on(case: Case) -> tuple[Person, ...]:
    """Return the Primary Parties who remain and have not said yes to going on (RC-171, A17).

    It is asked where more than two took part and one of them left; where a Conference, or one by
    messages, has lost a side nobody is asked: it ends, or becomes another circle (RC-172).
    """
    by_messages = case.preparation.kind is ProcessType.INDIRECT
    if sides_missing(case) or (by_messages and sides_gone(case)):
        return ()
    primary = [person for person in named(case) if person.primary]
    left = [person for person in primary if case.taking_part.left(person.id) is not None]
    remaining = [person for person in primary if stand(case, person) is Stand.YES]
    if not left or len(left) + len(remaining) <= 2:  # noqa: PLR2004 - more than two (8A)
        return ()
    said = dict(case.taking_part.go_on)
    return tuple(person for person in remaining if not said.get(person.id))


def to_ask_for_contact(case: Case) -> tuple[PersonId, ...]:
    """Return who left and was not asked yet whether they may be contacted (A21)."""
    return tuple(d.person for d in case.taking_part.departures if d.may_contact is None)


def is_left_alone(case: Case, person: PersonId) -> bool:
    """Whether somebody left a process of the case, and did not say that they may be contacted."""
    departures = (seen.taking_part.left(person) for seen in case.each_process)
    return any(left is not None and not left.may_contact for left in departures)


def to_support(case: Case) -> tuple[PersonId, ...]:
    """Return who left, may be contacted, and was not followed up with yet (RC-173)."""
    departures = case.taking_part.departures
    return tuple(d.person for d in departures if d.may_contact and d.support_offered is None)


def somebody_declined(case: Case) -> tuple[str, ...]:
    """Return the Primary Parties who said no or left."""
    return tuple(p.name for p in named(case) if p.primary and takes_no_part(case, p))


def ended_on(case: Case) -> date | None:
    """Return the day on which the process ended that the case is seen in, or None (A6, A38).

    What was agreed in another process ends with that one (RC-103), and what goes on still when it
    is begun anew (RC-174), or the case is ended for good (RC-SD3-04), ends then.
    """
    taking_part, process = case.taking_part, case.process
    ends = (case.agreement.fulfilled, taking_part.dissolved, taking_part.ended)
    days = [*ends, case.intake.mistaken]
    if not any(days):
        cut_off = (case.sexual_harm.ended, *(p.begun for p in case.begun_anew))
        days.append(min((day for day in cut_off if day is not None), default=None))
    if process.as_ is Follows.AGREED and process.follows is not None:
        days.append(ended_on(case.seen_in(process.follows)))
    return max((day for day in days if day is not None), default=None)


# --- all processes of a case ----------------------------------------------------------------


def on_their_own(case: Case) -> tuple[Case, ...]:
    """Return the case as seen in each process, but for what was agreed in another (RC-103)."""
    each = case.each_process
    return tuple(seen for seen in each if seen.process.as_ is not Follows.AGREED)


def all_ended_on(case: Case) -> date | None:
    """Return the day from which the records' window counts: the latest ending (A6).

    None while one process goes on; what was agreed in another moves nothing.
    """
    days = [ended_on(seen) for seen in on_their_own(case)]
    return None if None in days else max(day for day in days if day is not None)


def in_front(case: Case, people: Iterable[PersonId] = ()) -> Case:
    """Return the case as seen in the process that goes on, begun last; the last where none does.

    Where somebody is spoken of, it is one that is held with them.
    """
    going = [seen for seen in on_their_own(case) if ended_on(seen) is None] or on_their_own(case)
    known = [person for person in map(case.person, people) if person is not None]
    with_them = [seen for seen in going if any(is_named(seen, person) for person in known)]
    return (with_them or going)[-1]


def seen_for(case: Case, event: Event) -> Case:
    """Return the case as seen in the process that an event is of.

    What is of the whole case is looked at where those take part of whom it speaks.
    """
    if isinstance(event, ProcessEvent):
        return case.seen_in(event.process) if case.holds(event.process) else case
    return in_front(case, spoken_of(case, event))


def spoken_of(case: Case, event: Event) -> tuple[PersonId, ...]:
    """Return of whom an event speaks: whom it names, and who is in the meeting that it is of."""
    meeting = case.meeting(getattr(event, "meeting", ""))
    return (*people_in(event), *(meeting.people if meeting else ()))


def over_for(case: Case, people: Iterable[PersonId]) -> date | None:
    """Return since when all is over for some people: the latest end of what is held with them.

    None while a process of the case goes on that is held with one of them.
    """
    known = [person for person in map(case.person, people) if person is not None]
    theirs = [seen for seen in on_their_own(case) if any(is_named(seen, p) for p in known)]
    days = [ended_on(seen) for seen in theirs]
    return None if None in days else max((day for day in days if day is not None), default=None)


def said_where_they_take_part(case: Case, person: PersonId) -> Said | None:
    """Return what somebody said of taking part, in the process that goes on with them."""
    return in_front(case, (person,)).taking_part.said(person)


def no_guardian(person: Person) -> Missing:
    """Return that somebody under age does not take part without a guardian's yes (A26)."""
    return Missing(
        f"{person.name} is under age, and no guardian has said yes.",
        "guardian-consented",
        who=(person.name,),
        supply="Ask their guardian, and record it under Preparation.",
    )
