"""The intake journey: from a request to a case (RC-001, RC-003, RC-004, RC-023)."""

from __future__ import annotations

from functools import partial

import msgspec

from rjdesk.desk.acts import intake as intake_acts
from rjdesk.desk.acts import sexual_harm
from rjdesk.desk.desk import Desk
from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.desk.journeys.journey import Records, Step
from rjdesk.desk.ports import DraftKey
from rjdesk.process.intake.state import Relation
from rjdesk.process.kernel.event import CaseId, Event, PersonId
from rjdesk.process.kernel.features import Feature
from rjdesk.process.kernel.writing import called_in_the_room
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.referral.state import ReferralSource

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def case_code(random_id: str) -> str:
    """Return a short label for a case, made from a random id; it says nothing of the case."""
    number = int.from_bytes(random_id.encode(), "big")
    letters = []
    for _ in range(6):
        number, place = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[place])
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


class IntakeJourney(msgspec.Struct, frozen=True):
    """Leads a Chair from a request to a new case."""

    case: CaseId

    @property
    def title(self) -> str:
        """What the journey is called."""
        return "A new request"

    @property
    def draft(self) -> DraftKey:
        """One intake is under way at a time."""
        return DraftKind.INTAKE.key(None)

    def path(self, desk: Desk, answers: Answers) -> tuple[Step, ...]:
        """Return the steps of the intake."""
        return (
            _request(desk, answers),
            _people(desk),
            _care(answers, partial(self._opening, desk)),
        )

    def _opening(self, desk: Desk, answers: Answers) -> tuple[Event, ...]:
        """The case comes into being with the last step."""
        today, coalition = desk.today, desk.coalition
        opened = intake_acts.OPENED.of(
            today,
            code=case_code(self.case),
            requester=Affiliation(answers.text("requester")),
            request_received=answers.day("received"),
            relation=Relation(answers.text("relation")),
            referral=ReferralSource(answers.text("referral")) if answers.text("referral") else None,
            referred_by=answers.text("referred_by"),
            programme=coalition.programme,
            may_harm_further=answers.text("harm") == "yes",
            care_taken=answers.text("care"),
        )
        people = tuple(
            intake_acts.NAMED.of(
                today,
                person=PersonId(desk.new_id()),
                person_name=person.name.strip(),
                called=called_in_the_room(person.name, person.called),
                parts=parts_of(person.part),
                affiliation=Affiliation(person.affiliation or "other"),
                initiating=person.initiating,
            )
            for person in answers.people
            if person.name.strip()
        )
        known = answers.text("sexual_harm") == "yes"
        flagged = (sexual_harm.FLAGGED.of(today),) if known else ()
        return (opened, *people, *flagged)


def parts_of(value: str) -> tuple[Part, ...]:
    """Return the parts behind a choice; "both" is Affected and Responsible (RC-010)."""
    if value == "both":
        return (Part.AFFECTED, Part.RESPONSIBLE)
    return (Part(value or Part.AFFECTED.value),)


def part_options(desk: Desk) -> tuple[Option, ...]:
    """Return the parts of those who are entered with a request, in the programme's words.

    Those of the Primary Parties, and of whoever comes to a circle without sides (RC-018).
    """
    words = desk.programme().words
    return (
        Option(Part.AFFECTED.value, words.affected_party),
        Option(Part.RESPONSIBLE.value, words.responsible_party),
        Option("both", f"{words.affected_party} and {words.responsible_party}"),
        Option(Part.PARTICIPANT.value, words.circle_participant),
    )


def _referral(desk: Desk, answers: Answers) -> tuple[Field, ...]:
    """Ask for the referral where the programme has one (RP-05)."""
    if not desk.programme().has(Feature.REFERRALS):
        return ()
    other = answers.text("referral") == ReferralSource.OTHER.value
    return (
        Field(
            id="referral",
            label="Who referred the case?",
            kind=Kind.CHOICE,
            options=desk.terms.options(ReferralSource),
        ),
        Field(
            id="referred_by",
            label="Who was it?",
            needed=other,
            locked="" if other else "Opens when somebody else referred it.",
        ),
    )


def _request(desk: Desk, answers: Answers) -> Step:
    return Step(
        id="request",
        title="The request",
        lead="Only what is needed to begin. What happened is for the pre-meetings.",
        fields=(
            Field(
                id="received",
                label="When did the request reach you?",
                kind=Kind.DATE,
                initial=desk.today.isoformat(),
                happened=True,
            ),
            *_referral(desk, answers),
            Field(
                id="requester",
                label="Who asked?",
                kind=Kind.CHOICE,
                options=desk.terms.options(Affiliation),
                help="Anyone in the community may ask.",
            ),
            _sexual_harm(desk),
            Field(
                id="relation",
                label="How does this stand to other processes?",
                kind=Kind.CHOICE,
                options=desk.terms.options(Relation),
                initial=Relation.NONE.value,
            ),
        ),
    )


def _sexual_harm(desk: Desk) -> Field:
    """Ask whether it is about sexual harm, with what that means here (RC-SD3-01)."""
    meant = desk.programme().sexual_harm.definition.strip()
    return Field(
        id="sexual_harm",
        label="Is it about sexual harm?",
        kind=Kind.CHOICE,
        options=(Option("no", "No, or nobody knows"), Option("yes", "Yes")),
        help=f"{meant} Nothing more is asked of it here, and it can be said later.",
    )


def _people(desk: Desk) -> Step:
    words = desk.programme().words
    return Step(
        id="people",
        title="The people",
        lead=f"The {words.primary_parties} as far as they are known, or those who come to a circle "
        "without sides. Others are invited later.",
        fields=(
            Field(
                id="people",
                label="Who is part of this?",
                kind=Kind.PEOPLE,
                options=part_options(desk),
                affiliations=desk.terms.options(Affiliation),
                # RC-063: with nobody to be met first, nobody could be contacted later.
                marked="Mark who asked for the process: they are met first.",
                help="The short name is what the room will see; ask each person later.",
            ),
        ),
    )


def _care(answers: Answers, records: Records) -> Step:
    harm = answers.text("harm") == "yes"
    return Step(
        id="care",
        title="Care",
        lead="Restorative practice comes from Indigenous peoples. It must not be turned "
        "against them, or against anybody who is pushed to the margins.",
        fields=(
            Field(
                id="harm",
                label="Could this process oppress or harm marginalised people further?",
                kind=Kind.CHOICE,
                options=(Option("no", "No"), Option("yes", "Yes, it could")),
            ),
            Field(
                id="care",
                label="What will you do about it?",
                kind=Kind.LONG,
                needed=harm,
                locked="" if harm else "Opens when the answer above is yes.",
            ),
        ),
        records=records,
    )
